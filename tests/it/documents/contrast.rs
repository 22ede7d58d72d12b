//! Contrast by the Web Content Accessibility Guidelines 2.2, computed from the colours as
//! they are written: 4.5 to 1 for text (1.4.3), and 3 to 1 for the parts of a picture that
//! are needed to understand it (1.4.11).

use std::collections::BTreeMap;

use roxmltree::Document;
use salesmodel::diagnosis;

use crate::support::{answers, b2b, rendered};

const TEXT: f64 = 4.5;
const GRAPHICS: f64 = 3.0;

/// The relative luminance of a colour such as `#0f5f63`.
fn luminance(colour: &str) -> f64 {
    let hex = colour.strip_prefix('#').unwrap_or_else(|| panic!("{colour} is no colour"));
    assert_eq!(hex.len(), 6, "{colour}");
    let channel = |place: usize| {
        let value = u8::from_str_radix(&hex[place..place + 2], 16).expect("it is hexadecimal");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_that_of_the_guidelines() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
    // The lightest grey that passes on white.
    assert!(contrast("#767676", "#ffffff") >= TEXT);
    assert!(contrast("#777777", "#ffffff") < TEXT);
}

/// The colours of a style sheet, one set for each `:root` that names some.
fn colours(css: &str) -> Vec<BTreeMap<&str, &str>> {
    let sets = css.split(":root {").skip(1).map(|rest| {
        let (rules, _) = rest.split_once('}').expect("it ends");
        rules
            .split(';')
            .filter_map(|rule| {
                let (name, value) = rule.trim().split_once(':')?;
                Some((name.strip_prefix("--")?, value.trim()))
            })
            .collect::<BTreeMap<_, _>>()
    });
    sets.filter(|set| !set.is_empty()).collect()
}

#[test]
fn a_page_can_be_read_in_the_light_and_in_the_dark() {
    let questionnaire = b2b();
    let given = answers(&questionnaire, &["both", "95%", "every-deal", "everyone"]);
    let diagnosis = diagnosis::score(given).expect("a model leads");
    let html = rendered(&diagnosis, "html", 80);
    let (_, css) = html.split_once("<style>").expect("it has a style sheet");
    let (css, _) = css.split_once("</style>").expect("it ends");
    let sets = colours(css);
    assert_eq!(sets.len(), 2, "light and dark");
    assert_eq!(css.matches('#').count(), 2 * sets[0].len(), "every colour has a name");
    for set in sets {
        let pairs = [
            (TEXT, ["ink", "quiet", "accent"].as_slice(), ["paper"].as_slice()),
            (GRAPHICS, &["accent"], &["paper", "track"]),
        ];
        for (least, fronts, backs) in pairs {
            for (front, back) in fronts.iter().flat_map(|f| backs.iter().map(move |b| (f, b))) {
                let ratio = contrast(set[front], set[back]);
                assert!(ratio >= least, "{front} on {back}: {ratio:.2} in {set:?}");
            }
        }
    }
}

/// The colours of a slide are in its attributes: each text against what is below it.
#[test]
fn a_slide_can_be_read() {
    let questionnaire = b2b();
    let given = answers(&questionnaire, &["inbound", "30%", "one", "2"]);
    let diagnosis = diagnosis::score(given).expect("a model leads");
    let svg = rendered(&diagnosis, "svg", 80);
    let document = Document::parse(&svg).expect("it is XML");
    let mut classes = BTreeMap::new();
    for node in document.descendants() {
        let Some(class) = node.attribute("class") else { continue };
        let class = class.split(' ').next().unwrap_or_default();
        for paint in ["fill", "stroke"] {
            if let Some(colour) = node.attribute(paint).filter(|colour| *colour != "none") {
                classes.insert((class, paint), colour);
            }
        }
    }
    let colour = |class: &'static str, paint: &'static str| classes[&(class, paint)];
    for (least, (front, paint), back) in [
        (TEXT, ("heading", "fill"), "paper"),
        (TEXT, ("phase", "fill"), "band"),
        (TEXT, ("number", "fill"), "card"),
        (TEXT, ("name", "fill"), "card"),
        (TEXT, ("chance", "fill"), "card"),
        (TEXT, ("goal", "fill"), "card"),
        (GRAPHICS, ("card", "stroke"), "card"),
        (GRAPHICS, ("card", "stroke"), "band"),
        (GRAPHICS, ("arrow", "stroke"), "band"),
        (GRAPHICS, ("part", "fill"), "whole"),
    ] {
        let ratio = contrast(colour(front, paint), colour(back, "fill"));
        assert!(ratio >= least, "{front} on {back}: {ratio:.2}");
    }
}
