//! Answers files and saved results.

use salesmodel::{answers, diagnosis};

use super::b2b;
use super::page::outputs;

/// A text as answers: problems with their places, or answers that can be scored.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = answers::questionnaire_of(text);
    let saved = match answers::read(b2b(), "answers.yaml", text) {
        Ok(saved) => saved,
        Err(problems) => {
            assert!(!problems.list.is_empty());
            super::is_harmless(problems.to_string().as_bytes());
            return;
        }
    };
    let mut draft = saved.draft;
    let missing: Vec<_> = draft.missing().collect();
    for question in missing {
        draft.give(question.unsure());
    }
    let answers = draft.complete().expect("every question has an answer");
    // The outputs have a target of their own; here, the number in an answer is new.
    if let Ok(diagnosis) = diagnosis::score(answers)
        && data.len().is_multiple_of(8)
    {
        outputs(&diagnosis, saved.company.as_deref(), data.len() / 8);
    }
}
