//! Questionnaires with their check: whatever comes in ends with problems or with a
//! questionnaire, and with one of which everything else can be made.

use std::str;

use salesmodel::answers::Draft;
use salesmodel::checkup::{self, Checked};
use salesmodel::problem::Severity;
use salesmodel::questionnaire::Questionnaire;
use salesmodel::render::problems;
use salesmodel::{diagnosis, space};

use super::is_harmless;
use super::page::{LOOK, outputs};

/// A text as a questionnaire. A text that is none gets a message that steers nothing.
pub fn run(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let (mut checked, questionnaire) = checkup::questionnaire("fuzzed.yaml", text, &[]);
    told(&checked);
    let Some(questionnaire) = questionnaire else {
        assert!(checked.count(Severity::Error) > 0, "nobody says why there is none");
        return;
    };
    let combinations: usize = (questionnaire.questions().iter())
        .map(|question| question.options.len() + 1)
        .try_fold(1, usize::checked_mul)
        .unwrap_or(usize::MAX);
    // The rest takes as long as there are questions, answers and models.
    if combinations > 2000 || text.len() > 8000 {
        return;
    }
    checked.add_meaning(&space::explore(&questionnaire));
    told(&checked);
    used(&questionnaire, text.len());
}

/// What is said of a document.
pub fn told(checked: &Checked) {
    let mut said = Vec::new();
    problems::write(checked, &LOOK, &mut said).expect("memory can be written");
    is_harmless(&said);
    let mut json = Vec::new();
    problems::write_json([(checked, None)].into_iter(), &mut json).expect("memory can be written");
    let _: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
}

/// Answers that differ by the turn, and all that can be made of them.
fn used(questionnaire: &Questionnaire, turn: usize) {
    let mut draft = Draft::new(questionnaire);
    for question in questionnaire.questions() {
        let choice = (turn + question.index) % (question.options.len() + 1);
        draft.give(match question.options.get(choice) {
            Some(option) => question.choose(option.index),
            None => question.unsure(),
        });
    }
    let answers = draft.complete().expect("every question has an answer");
    match diagnosis::score(answers) {
        Ok(diagnosis) => outputs(&diagnosis, Some("=cmd|' /C calc'!A0 <b>&"), turn / 2),
        Err(none) => assert!(none.best < questionnaire.lead_at()),
    }
}
