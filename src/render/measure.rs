//! What was measured: on a screen, as an answers file, and as JSON.

pub(crate) mod json;
mod sentences;
mod text;
mod yaml;

use crate::answers::{Answers, Draft};
use crate::date::Date;
use crate::diagnosis::{self, Diagnosis};
use crate::measure::{Files, Finding, Measurement};
use crate::questionnaire::{Question, Questionnaire};
use crate::words::Words;

pub use json::write_json;
pub use text::write_text;
pub use yaml::write_yaml;

/// What was measured, with what is known beside it.
#[derive(Clone, Copy, Debug)]
pub struct MeasuredReport<'r, 'q> {
    /// The questionnaire whose questions were measured.
    pub questionnaire: &'q Questionnaire,
    /// What was found.
    pub measured: &'r Measurement<'q>,
    /// The files that it was found in.
    pub files: &'r Files<'r>,
    /// The company that they are of.
    pub company: Option<&'r str>,
    /// The day of the measurement.
    pub day: Date,
    /// The command that goes on from here.
    pub next: Option<&'r str>,
}

impl<'q> MeasuredReport<'_, 'q> {
    fn words(&self) -> &'static Words {
        self.questionnaire.words()
    }

    /// The questions that were not measured.
    fn open(&self) -> Vec<&'q Question> {
        let open = |finding: &&Finding<'q>| finding.answer.is_none();
        self.measured.findings.iter().filter(open).map(|finding| finding.question).collect()
    }

    /// The answers, unsure where none was found.
    fn answers(&self) -> Answers<'q> {
        let mut draft = Draft::new(self.questionnaire);
        for finding in &self.measured.findings {
            draft.give(finding.answer.unwrap_or_else(|| finding.question.unsure()));
        }
        draft.complete().expect("every question has a finding")
    }

    /// The diagnosis, where the answers that were found decide who leads.
    fn diagnosis(&self) -> Option<Diagnosis<'q>> {
        diagnosis::score(self.answers()).ok().filter(|diagnosis| diagnosis.settled)
    }
}
