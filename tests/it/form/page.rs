//! The page itself: what it contains, what it must not ask for, and what it hands back.

use std::collections::BTreeSet;

use salesmodel::answers;
use salesmodel::questionnaire::{BUILTINS, Questionnaire};
use salesmodel::render::form::{Form, write};
use scraper::{Html, Selector};
use serde_json::Value;

use super::script::Engine;
use crate::documents::hostile;
use crate::support::{OWN, b2b, failure, folder, run, run_in};

/// The form of a questionnaire, with nothing else given.
pub(super) fn form(questionnaire: &Questionnaire) -> String {
    written(&Form { questionnaire, company: None, to: None })
}

fn written(form: &Form<'_>) -> String {
    let mut bytes = Vec::new();
    write(form, &mut bytes).expect("memory can be written");
    String::from_utf8(bytes).expect("the page is UTF-8")
}

fn all(selector: &str) -> Selector {
    Selector::parse(selector).expect("it is a selector")
}

fn check(page: &str, questionnaire: &Questionnaire) {
    assert!(page.len() < 300_000, "{}", page.len());
    let html = Html::parse_document(page);
    assert_eq!(html.errors, Vec::<String>::new(), "{}", html.errors.len());
    let mut ids = BTreeSet::new();
    for element in html.select(&all("*")) {
        let name = element.value().name();
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on"), "{name} {attribute}");
            assert!(
                !["src", "style", "srcset", "action"].contains(&attribute),
                "{name} {attribute}"
            );
            assert!(attribute != "href" || value == "#", "{value}");
            assert!(attribute != "id" || ids.insert(value.to_owned()), "the id {value} twice");
        }
        assert!(!["link", "img", "iframe", "object", "base"].contains(&name), "<{name}>");
    }
    assert_eq!(html.select(&all("script")).count(), 2);
    for element in html.select(&all("[for], [aria-describedby]")) {
        let named = ["for", "aria-describedby"].map(|name| element.attr(name).unwrap_or_default());
        for id in named.iter().flat_map(|ids| ids.split_whitespace()) {
            assert!(ids.contains(id), "{id}");
        }
    }
    // Every question with its options, and unsure.
    let fields: Vec<_> = html.select(&all("section.question")).collect();
    assert_eq!(fields.len(), questionnaire.questions().len());
    for (field, question) in fields.iter().zip(questionnaire.questions()) {
        let text: String = field.select(&all("h2")).flat_map(|heading| heading.text()).collect();
        assert_eq!(text, question.text);
        let labels: Vec<String> =
            field.select(&all(".option label")).map(|label| label.text().collect()).collect();
        let mut expected: Vec<String> =
            question.options.iter().map(|option| option.label.clone()).collect();
        expected.push(questionnaire.words().text("not-sure"));
        assert_eq!(labels, expected);
        let has_number = field.select(&all("input[type=text]")).count() == 1;
        assert_eq!(has_number, question.unit.is_some());
    }
}

#[test]
fn it_holds_every_question_and_asks_for_nothing_else() {
    for builtin in BUILTINS {
        let questionnaire = builtin.questionnaire();
        check(&form(&questionnaire), &questionnaire);
        let translated = builtin.in_language("nl").expect("it is there");
        let page = form(&translated);
        assert!(page.contains("<html lang=\"nl\" dir=\"ltr\">"));
        check(&page, &translated);
    }
}

#[test]
fn hostile_texts_stay_texts() {
    for lang in ["en", "he"] {
        let questionnaire = hostile::questionnaire(lang);
        let company = Some("</script><script>alert(1)</script>\" onload=x");
        let page = written(&Form { questionnaire: &questionnaire, company, to: None });
        check(&page, &questionnaire);
        let engine = Engine::of(&page);
        engine.run("give([0, null]); page.fillResult();");
        let file = engine.get("page.answersFile()");
        let file: Value = serde_json::from_str(file.as_str().expect("a text")).expect("JSON");
        assert_eq!(file["company"].as_str(), company);
    }
}

#[test]
fn a_question_without_an_answer_or_with_a_wrong_number_is_not_left() {
    let engine = Engine::of(&form(&b2b()));
    let wrong = |given: &str, numbers: &str| {
        engine.run(&format!("give({given}, {numbers});"));
        engine.get("page.complaint(1) === page.words.choose ? 'choose' : Object.entries(page.words.wrong).find(([, text]) => text === page.complaint(1))?.[0] ?? page.complaint(1)")
    };
    assert_eq!(wrong("[0]", "[]"), "choose");
    assert_eq!(wrong("[0, 1]", "[]"), "");
    assert_eq!(wrong("[0, null]", "[]"), "");
    assert_eq!(wrong("[0]", "['', 'x']"), "digits");
    assert_eq!(wrong("[0]", "['', '101']"), "range");
    assert_eq!(wrong("[0, 1]", "['', '30']"), "");
}

#[test]
fn fifty_long_questions_fit() {
    let questions: String = (0..50)
        .map(|q| {
            let text = "A long question that goes on and on. ".repeat(8);
            format!(
                "  - {{id: q{q}, text: '{text}', options: [{{id: a, label: A, points: {{left: 1}}}}, \
                 {{id: b, label: B, points: {{right: 1}}}}]}}\n"
            )
        })
        .collect();
    let (head, _) = OWN.split_once("  - id: size").expect("it begins so");
    let (_, models) = OWN.split_once("models:\n").expect("it ends so");
    let text = format!("{head}{questions}models:\n{models}");
    let questionnaire = Questionnaire::parse("long", &text).expect("it is sound");
    check(&form(&questionnaire), &questionnaire);
}

#[test]
fn what_it_hands_back_is_read_by_the_program() {
    let questionnaire = b2b();
    let page =
        written(&Form { questionnaire: &questionnaire, company: None, to: Some("a.b+c@d.org") });
    let engine = Engine::of(&page);
    engine.run(
        "document.getElementById('company').value = ' Jansen & Zn. <BV>\\u202e '; \
         document.getElementById('by').value = 'Ann-Söfie \"A\"'; \
         document.getElementById('role').value = 'Head of sales'; \
         give([1, 2, null, 1], ['', '62,5', '', '4']); page.fillResult();",
    );
    let file = engine.get("page.answersFile()");
    let file = file.as_str().expect("a text");
    assert!(file.ends_with("}\n"), "{file}");
    let saved = answers::read(&questionnaire, "ann.json", file).expect("it is read");
    assert_eq!(saved.company.as_deref(), Some("Jansen & Zn. <BV>"));
    assert_eq!(saved.by.as_deref(), Some("Ann-Söfie \"A\""));
    assert_eq!(saved.role.as_deref(), Some("Head of sales"));
    assert!(saved.date.is_some());
    assert!(saved.other_version.is_none());
    let replies = saved.draft.complete().expect("every question has an answer");
    let given: Vec<String> = replies.replies().iter().map(|reply| reply.given()).collect();
    assert_eq!(given, ["outbound", "62.5%", "unsure", "4"]);
    let name = engine.get("page.fileName()");
    let name = name.as_str().expect("a text");
    assert!(name.starts_with("Jansen-Zn-BV-Ann-Söfie-A-20") && name.ends_with(".json"), "{name}");
    let link = engine.get("document.getElementById('mail').href");
    let link = link.as_str().expect("a link");
    assert!(link.starts_with("mailto:a.b+c@d.org?subject="), "{link}");
}

#[test]
fn the_command_writes_the_page_and_refuses_what_cannot_work() {
    let folder = folder();
    let made =
        run_in(folder.path(), &["form", "-o", "quiz.html", "--company", "Jansen BV", "-l", "nl"]);
    assert_eq!((made.code, made.stdout.as_str()), (0, ""), "{}", made.stderr);
    let page = std::fs::read_to_string(folder.path().join("quiz.html")).expect("it was written");
    assert!(page.contains("Jansen BV") && page.contains("lang=\"nl\""));
    assert!(run(&["form"]).stdout.starts_with("<!DOCTYPE html>"));
    for to in ["ann", "ann@", "@example.com", "a@b@c", "a b@c.d", "a@b.c?cc=x@y.z", "a@b,c@d", ""] {
        let refused = run(&["form", "--to", to]);
        assert!(failure(&refused, 2).contains("is not an email address"), "{}", refused.stderr);
    }
    let own = OWN.replace("id: kind", "id: role");
    std::fs::write(folder.path().join("own.yaml"), own).expect("there is room");
    let refused = run_in(folder.path(), &["form", "-Q", "own.yaml"]);
    assert!(failure(&refused, 1).contains("answers to role"), "{}", refused.stderr);
}
