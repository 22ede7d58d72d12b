//! HTML, read back by the parser of a browser engine.

use std::collections::BTreeSet;

use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::pipeline::Phase;
use scraper::{ElementRef, Html, Selector};
use snapbox::{Data, assert_data_eq};

use super::{
    COMPANY, dense, every_diagnosis, reason, told_answers, told_steps, told_under, verdict, written,
};
use crate::support::{answers, b2b, rendered};

/// Every element that a page may have outside of its pictures.
const ELEMENTS: &str = "html head meta title style body main header footer section div p h1 h2 \
                        h3 h4 table thead tbody tr th td ol ul li span svg";

/// Every attribute that it may have outside of its pictures.
const ATTRIBUTES: &str = "lang dir charset http-equiv content name class scope colspan role start \
                          value";

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("it is a selector")
}

fn select<'p>(page: &'p Html, text: &str) -> Vec<ElementRef<'p>> {
    page.select(&selector(text)).collect()
}

fn text(element: &ElementRef<'_>) -> String {
    element.text().map(dense).collect()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    select(page, selector).iter().map(text).collect()
}

fn check_elements(page: &Html) {
    let known = |list: &str, name: &str| list.split(' ').any(|known| known == name);
    let pictures: BTreeSet<_> =
        page.select(&selector("svg *, svg")).map(|element| element.id()).collect();
    let mut ids = BTreeSet::new();
    for element in select(page, "*") {
        let name = element.value().name();
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on"), "{name} {attribute}");
            assert!(!["href", "src", "style"].contains(&attribute), "{name} {attribute}");
            if !pictures.contains(&element.id()) {
                assert!(known(ATTRIBUTES, attribute), "{name} {attribute}={value}");
            }
            if attribute == "id" {
                assert!(ids.insert(value.to_owned()), "the id {value} twice");
            }
        }
        assert!(pictures.contains(&element.id()) || known(ELEMENTS, name), "<{name}>");
        assert_ne!(name, "script");
    }
    for element in select(page, "[aria-labelledby]") {
        let names = element.attr("aria-labelledby").expect("it was selected by it");
        assert!(names.split(' ').all(|id| ids.contains(id)), "{names}");
    }
}

fn check_head(page: &Html, diagnosis: &Diagnosis<'_>) {
    let lang = diagnosis.questionnaire().lang();
    let root = page.root_element();
    assert_eq!(root.attr("lang"), Some(lang));
    assert_eq!(root.attr("dir"), Some(if lang == "he" { "rtl" } else { "ltr" }));
    let policy = select(page, "meta[http-equiv='Content-Security-Policy']");
    assert_eq!(
        policy[0].attr("content"),
        Some("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
    );
    let style = texts(page, "style").concat();
    assert!(!style.contains("url(") && !style.contains("@import"), "{style}");
    let title = texts(page, "title");
    assert_eq!(title[0], dense(&format!("{COMPANY}–{}", diagnosis.leader().model.name)));
}

/// Headings go down one level at a time.
fn check_headings(page: &Html) {
    let mut level = 0;
    for heading in select(page, "h1, h2, h3, h4") {
        let next: u32 = heading.value().name()[1..].parse().expect("it is h1 to h4");
        assert!(next <= level + 1, "{} after h{level}", heading.value().name());
        assert!(!text(&heading).is_empty());
        level = next;
    }
    assert_eq!(select(page, "h1").len(), 1);
}

fn check_texts(page: &Html, diagnosis: &Diagnosis<'_>) {
    let words = diagnosis.questionnaire().words();
    let says = |message: &str| dense(&words.text(message));
    let leader = diagnosis.leader().model;
    assert_eq!(texts(page, ".subject"), [dense(COMPANY)]);
    assert_eq!(texts(page, "h1"), [verdict(diagnosis)]);
    assert_eq!(texts(page, ".summary"), [dense(&leader.summary)]);

    let said: Vec<[String; 2]> = (select(page, ".answers tr").iter())
        .map(|row| {
            let cell = |name: &str| text(&row.select(&selector(name)).next().expect("a cell"));
            [cell("th"), cell("td")]
        })
        .collect();
    assert_eq!(said.len(), diagnosis.questionnaire().questions().len());
    for (said, told) in said.iter().zip(told_answers(diagnosis)) {
        assert_eq!(said[0], told[0]);
        assert!(said[1].contains(&told[1]), "{said:?}");
    }

    let mix = &diagnosis.scores[..=diagnosis.mix().len()];
    let heads = select(page, ".points tbody tr:first-child");
    assert_eq!(heads.len(), mix.len());
    for (row, score) in heads.iter().zip(mix) {
        let row = text(row);
        let name = row.strip_prefix(&dense(&score.model.name)).expect("it begins with the model");
        let points = name.strip_suffix(&score.points.to_string()).expect("it ends in the points");
        assert!([says("leads"), says("mixed"), says("tied")].contains(&points.to_owned()));
    }
    // The bars are as long as the points say, to the percent.
    let most = f64::from(diagnosis.leader().points);
    for (bar, score) in select(page, ".points .part").iter().zip(mix) {
        let width: f64 = bar.attr("width").expect("it has one").parse().expect("a number");
        assert!((width - f64::from(score.points) / most * 100.0).abs() <= 1.0, "{width}");
    }
    let reasons: Vec<String> = (mix.iter().flat_map(|score| diagnosis.because(score.model)))
        .map(|(question, choice, points)| dense(&format!("{}+{points}", reason(question, choice))))
        .collect();
    assert_eq!(texts(page, ".points .reason"), reasons);

    let mut phases: Vec<Phase> = diagnosis.pipeline.iter().map(|stage| stage.phase).collect();
    phases.dedup();
    let headings: Vec<String> =
        phases.iter().map(|phase| says(&format!("phase-{}", phase.id()))).collect();
    assert_eq!(texts(page, ".pipeline h3"), headings);
    let stages = select(page, ".stages li");
    assert_eq!(stages.len(), diagnosis.pipeline.len());
    for ((item, stage), number) in stages.iter().zip(&diagnosis.pipeline).zip(1..) {
        let chance = stage.probability().map(|percent| format!("{percent}%")).unwrap_or_default();
        let when = if stage.stage.closes_deal { "closed-when" } else { "move-on-when" };
        let exit = words.say(when, [("exit", stage.stage.exit.as_str().into())]);
        let expected = [stage.stage.name.as_str(), &chance, &stage.stage.goal, &exit].concat();
        let said = text(item);
        let rest = said.strip_prefix(&dense(&expected)).unwrap_or_else(|| panic!("{said}"));
        assert!(rest.contains(&says("why-here")), "{rest}");
        assert_eq!(rest.contains(&says("owner")), stage.stage.owner.is_some(), "{rest}");
        assert!(rest.contains(&dense(stage.stage.owner.as_deref().unwrap_or_default())), "{rest}");
        assert_eq!(item.attr("value"), Some(number.to_string().as_str()));
    }
    assert_eq!(texts(page, ".steps li"), told_steps(diagnosis));
    let body = texts(page, "main").concat();
    for note in diagnosis.notes() {
        assert!(body.contains(&dense(note.text)), "{}", note.text);
    }
    for list in [&leader.roles, &leader.metrics, &leader.pitfalls] {
        assert!(list.iter().all(|text| body.contains(&dense(text))), "{list:?}");
    }
    for told in told_under(diagnosis, "after").iter().chain(&told_under(diagnosis, "changes")) {
        assert!(body.contains(told), "{told}");
    }
    let reasons = diagnosis.questionnaire().lost_reasons().iter();
    let reasons: Vec<String> = reasons
        .map(|reason| dense(&[&*reason.label, reason.help.as_deref().unwrap_or_default()].concat()))
        .collect();
    assert_eq!(texts(page, ".lost tr"), reasons);
    assert!(texts(page, "footer")[0].contains(&dense(diagnosis.questionnaire().version())));
}

#[test]
fn a_page_is_whole_and_says_what_the_diagnosis_says() {
    every_diagnosis(|diagnosis| {
        let html = written(diagnosis, "html");
        let page = Html::parse_document(&html);
        if diagnosis.questionnaire().id().as_str() != "hostile" {
            assert!(page.errors.is_empty(), "{:?}", page.errors);
        }
        check_elements(&page);
        check_head(&page, diagnosis);
        check_headings(&page);
        check_texts(&page, diagnosis);
    });
}

#[test]
fn a_page_looks_like_this() {
    let questionnaire = b2b();
    let given = answers(&questionnaire, &["outbound", "95%", "some-deals", "unsure"]);
    let diagnosis = diagnosis::score(given).expect("a model leads");
    let expected =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/page.html");
    assert_data_eq!(rendered(&diagnosis, "html", 80), Data::read_from(&expected, None).raw());
}
