//! SVG, read back by an XML parser.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::words::{Direction, Words};
use snapbox::{Data, assert_data_eq};

use super::{dense, every_diagnosis, verdict, without_stages, written};
use crate::support::{answers, b2b, rendered};

/// The elements of a picture and the attributes that they may have.
const ELEMENTS: [(&str, &[&str]); 8] = [
    (
        "svg",
        &[
            "class",
            "lang",
            "direction",
            "viewBox",
            "width",
            "height",
            "role",
            "aria-labelledby",
            "font-family",
        ],
    ),
    ("title", &["id"]),
    ("desc", &["id"]),
    ("g", &["class", "font-size", "font-weight", "fill", "text-anchor"]),
    ("text", &["x", "y"]),
    (
        "rect",
        &[
            "class",
            "x",
            "y",
            "width",
            "height",
            "rx",
            "fill",
            "stroke",
            "stroke-width",
            "stroke-dasharray",
        ],
    ),
    (
        "polyline",
        &["class", "points", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"],
    ),
    ("style", &[]),
];

/// A rectangle with its sides at left, top, right and bottom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Sides {
    fn of(rect: Node<'_, '_>) -> Self {
        let number = |name: &str| -> f64 {
            rect.attribute(name).map_or(0.0, |text| text.parse().expect("a number"))
        };
        let (left, top) = (number("x"), number("y"));
        Sides { left, top, right: left + number("width"), bottom: top + number("height") }
    }

    fn holds(&self, other: Sides) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    fn area(&self) -> f64 {
        (self.right - self.left) * (self.bottom - self.top)
    }
}

/// The widths of the printable ASCII characters in Helvetica Bold, the first font of
/// the stack, as its metrics file (AFM) gives them in thousandths of the size.
const HELVETICA_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

/// The width of a text: by the metrics of its font, and one em for a character without any,
/// which no letter of a script without a width class of its own exceeds by much.
fn width(text: &str, size: f64) -> f64 {
    let one = |c: char| match c {
        ' '..='~' => f64::from(HELVETICA_BOLD[c as usize - 32]) / 1000.0,
        _ => match textwrap::core::display_width(c.encode_utf8(&mut [0; 4])) {
            0 => 0.0,
            1 => 0.8,
            _ => 1.1,
        },
    };
    text.chars().map(one).sum::<f64>() * size
}

/// Checks that a picture is whole: only what belongs in one, every text within its
/// box and every box within the view.
pub(super) fn check(root: Node<'_, '_>) {
    let mut ids = BTreeSet::new();
    for node in root.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let known = ELEMENTS.iter().find(|(element, _)| *element == name);
        let (_, attributes) = known.unwrap_or_else(|| panic!("<{name}> in a picture"));
        for attribute in node.attributes() {
            assert!(attributes.contains(&attribute.name()), "{name} {}", attribute.name());
            assert!(!attribute.value().contains("url("), "{}", attribute.value());
        }
        ids.extend(node.attribute("id"));
    }
    let named: BTreeSet<&str> =
        root.attribute("aria-labelledby").expect("it has a name").split(' ').collect();
    assert_eq!(ids, named, "it is named by its title and description");
    assert_eq!(root.attribute("role"), Some("img"));

    let view: Vec<f64> = root
        .attribute("viewBox")
        .expect("it has a view")
        .split(' ')
        .map(|number| number.parse().expect("a number"))
        .collect();
    let view =
        Sides { left: view[0], top: view[1], right: view[0] + view[2], bottom: view[1] + view[3] };
    let rects: Vec<Sides> = root
        .descendants()
        .filter(|node| node.has_tag_name((NAMESPACE, "rect")))
        .map(Sides::of)
        .collect();
    for rect in &rects {
        assert!(view.holds(*rect), "{rect:?} in {view:?}");
    }
    let leftwards = root.attribute("direction") == Some("rtl");
    for text in root.descendants().filter(|node| node.has_tag_name((NAMESPACE, "text"))) {
        let group = text.parent().expect("a text stands in a group");
        let size: f64 =
            group.attribute("font-size").expect("it has a size").parse().expect("a number");
        let number = |name: &str| -> f64 {
            text.attribute(name).expect("a place").parse().expect("a number")
        };
        let (x, y) = (number("x"), number("y"));
        let width = width(text.text().unwrap_or_default(), size);
        let from_right = leftwards != (group.attribute("text-anchor") == Some("end"));
        let (left, right) = if from_right { (x - width, x) } else { (x, x + width) };
        let own = Sides { left, top: y - size * 0.8, right, bottom: y + size * 0.25 };
        let around = |rect: &&Sides| {
            rect.left <= x && x <= rect.right && rect.top <= own.top && own.top <= rect.bottom
        };
        let within = rects.iter().filter(around).min_by(|a, b| a.area().total_cmp(&b.area()));
        let within = within.unwrap_or(&view);
        assert!(within.holds(own), "{:?} at {own:?} leaves {within:?}", text.text());
    }
    // No two cards overlap.
    let cards: Vec<Sides> = root
        .descendants()
        .filter(|node| node.attribute("class").is_some_and(|class| class.starts_with("card ")))
        .map(Sides::of)
        .collect();
    for (i, one) in cards.iter().enumerate() {
        for other in &cards[..i] {
            let apart = one.left >= other.right
                || other.left >= one.right
                || one.top >= other.bottom
                || other.top >= one.bottom;
            assert!(apart, "{one:?} on {other:?}");
        }
    }
}

pub(super) const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// The lines of each group of a class, joined.
pub(super) fn groups(root: Node<'_, '_>, class: &str) -> Vec<String> {
    let lines = |group: Node<'_, '_>| {
        group
            .descendants()
            .filter(Node::is_text)
            .filter_map(|n| n.text().map(dense))
            .collect::<String>()
    };
    root.descendants().filter(|node| node.attribute("class") == Some(class)).map(lines).collect()
}

/// What a picture must show of the stages.
pub(super) fn check_texts(root: Node<'_, '_>, diagnosis: &Diagnosis<'_>) {
    // XML has no way to write these two.
    let shown = |text: &str| dense(text).replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
    let stages = &diagnosis.pipeline;
    let names: Vec<String> = stages.iter().map(|stage| shown(&stage.stage.name)).collect();
    assert_eq!(groups(root, "name"), names);
    let numbers: Vec<String> = (1..=stages.len()).map(|number| number.to_string()).collect();
    assert_eq!(groups(root, "number"), numbers);
    let chances = stages.iter().filter_map(|stage| stage.probability());
    let chances: Vec<String> = chances.map(|percent| format!("{percent}%")).collect();
    assert_eq!(groups(root, "chance"), chances);
    let words = diagnosis.questionnaire().words();
    let phases = |words: &Words| -> Vec<String> {
        let mut phases: Vec<&str> = stages.iter().map(|stage| stage.phase.id()).collect();
        phases.dedup();
        phases.iter().map(|phase| dense(&words.text(&format!("phase-{phase}")))).collect()
    };
    assert_eq!(groups(root, "phase"), phases(words));
    let description = root.children().find(|node| node.has_tag_name((NAMESPACE, "desc")));
    let description = shown(description.and_then(|node| node.text()).unwrap_or_default());
    assert!(names.iter().all(|name| description.contains(name)), "{description}");
}

#[test]
fn every_picture_is_whole() {
    every_diagnosis(|diagnosis| {
        let svg = written(diagnosis, "svg");
        let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
        let root = document.root_element();
        check(root);
        check_texts(root, diagnosis);
        let lang = diagnosis.questionnaire().lang();
        assert_eq!(root.attribute("lang"), Some(lang));
        let direction = if lang == "he" { "rtl" } else { "ltr" };
        assert_eq!(root.attribute("direction"), Some(direction));
        let heading = groups(root, "heading").concat().replace('\u{FFFD}', "");
        let verdict = verdict(diagnosis).replace(['\u{FFFE}', '\u{FFFF}'], "");
        // The rest says that the beginning of the pipeline was assumed.
        let rest = heading.strip_prefix(&verdict).expect("the verdict comes first");
        let assumed = diagnosis.entry.is_some_and(|entry| entry.assumed);
        assert_eq!(rest.len() > 20, assumed, "{rest}");
        assert!(assumed || rest.is_empty(), "{rest}");
        if diagnosis.questionnaire().id().as_str() != "hostile" {
            check_slide(root, diagnosis);
        }
    });
}

/// A built-in pipeline fits on a slide, and no name of a stage is cut.
fn check_slide(root: Node<'_, '_>, diagnosis: &Diagnosis<'_>) {
    let side =
        |name: &str| -> f64 { root.attribute(name).expect("a size").parse().expect("a number") };
    assert_eq!(side("width") * 9.0, side("height") * 16.0);
    let names = root.descendants().filter(|node| node.attribute("class") == Some("name"));
    for (group, stage) in names.zip(&diagnosis.pipeline) {
        let lines = group.descendants().filter(Node::is_text).filter_map(|node| node.text());
        let words = lines.flat_map(str::split_whitespace);
        assert!(words.eq(stage.stage.name.split_whitespace()), "{}", stage.stage.name);
    }
}

#[test]
fn a_questionnaire_without_stages_has_a_picture_that_says_so() {
    let questionnaire = without_stages();
    let diagnosis = diagnosis::score(answers(&questionnaire, &["a"])).expect("a model leads");
    let svg = rendered(&diagnosis, "svg", 80);
    let document = Document::parse(&svg).expect("it is XML");
    check(document.root_element());
    assert!(svg.contains("This questionnaire has no pipeline."), "{svg}");
}

#[test]
fn a_language_reads_its_way() {
    for (tag, direction) in [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("no tag!", "ltr")] {
        assert_eq!(Direction::for_language(tag).id(), direction, "{tag}");
    }
}

#[test]
fn a_picture_looks_like_this() {
    let questionnaire = b2b();
    let given = answers(&questionnaire, &["outbound", "95%", "some-deals", "unsure"]);
    let diagnosis = diagnosis::score(given).expect("a model leads");
    let expected =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/slide.svg");
    assert_data_eq!(rendered(&diagnosis, "svg", 80), Data::read_from(&expected, None).raw());
}

/// `SNAPSHOTS=overwrite cargo test` draws it anew.
#[test]
fn the_picture_in_the_readme_is_what_the_program_draws() {
    let questionnaire = b2b();
    let given = answers(&questionnaire, &["outbound", "30%", "every-deal", "2"]);
    let diagnosis = diagnosis::score(given).expect("a model leads");
    let expected = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pipeline.svg");
    assert_data_eq!(rendered(&diagnosis, "svg", 80), Data::read_from(&expected, None).raw());
}
