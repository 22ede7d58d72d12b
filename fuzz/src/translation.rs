//! Translations of a questionnaire.

use std::sync::LazyLock;

use salesmodel::answers::Draft;
use salesmodel::checkup;
use salesmodel::diagnosis;
use salesmodel::questionnaire::Questionnaire;

use super::page::outputs;
use super::questionnaire::told;

const ORIGINAL: &str = "
format: 1
id: own
version: '1'
lang: en
title: Which size?
lead_at: 1
hybrid_at: 50
questions:
  - id: size
    text: How many?
    unit: count
    number: how many
    options:
      - {id: small, label: Few, range: {below: 10}, points: {left: 1}, note: Small it is.}
      - {id: large, label: Many, range: {from: 10, below: 100}, points: {right: 1}}
models:
  - {id: left, name: Left, summary: To the left., entry: [first], first_steps: [Turn.]}
  - {id: right, name: Right, pitfalls: [Too far.]}
stages:
  - {id: first, name: First, goal: G, exit: E, probability: 10}
default_entry: left
lost_reasons:
  - {id: gone, label: Gone, help: For good.}
";

/// A text as a translation: what is wrong with it is said, and what is right is used.
pub fn run(data: &[u8]) {
    static QUESTIONNAIRE: LazyLock<Questionnaire> =
        LazyLock::new(|| Questionnaire::parse("own.yaml", ORIGINAL).expect("it is well-formed"));
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = checkup::is_translation(text);
    told(&checkup::translation("own.nl.yaml", text, &QUESTIONNAIRE, Some("nl")));
    let Ok(translated) = QUESTIONNAIRE.translate("own.nl.yaml", text) else { return };
    let questionnaire = translated.questionnaire;
    let mut draft = Draft::new(&questionnaire);
    for question in questionnaire.questions() {
        draft.give(question.choose(data.len() % question.options.len()));
    }
    let answers = draft.complete().expect("every question has an answer");
    outputs(&diagnosis::score(answers).expect("one of the two models leads"), None, data.len());
}
