//! What was measured: on a screen, as an answers file, and as JSON.
//!
//! ```
//! use salesmodel::date::Date;
//! use salesmodel::mapping::Mapping;
//! use salesmodel::measure::{Choices, Files, Records, measure};
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::render::Look;
//! use salesmodel::render::measure::{MeasuredReport, write_text};
//! use salesmodel::rows::Source;
//!
//! let text = "Deal Name,Deal Stage,Close Date,Amount\nAcme,Closed Won,2026-07-01,500\n";
//! let source = Source { name: "deals.csv".to_owned(), reader: Box::new(text.as_bytes()) };
//! let day = Date::new(2026, 11, 26).expect("November has thirty days");
//! let choices = Choices::on(day);
//! let files = Files::read(vec![source], None, &choices).expect("deals that were won");
//! let questionnaire = Builtin::standard().questionnaire();
//! let records = Records { book: files.book.as_ref(), ..Records::default() };
//! let measured = measure(records, &questionnaire, &Mapping::none(&questionnaire));
//!
//! let report = MeasuredReport {
//!     questionnaire: &questionnaire,
//!     measured: &measured,
//!     files: &files,
//!     company: Some("Acme"),
//!     day,
//!     next: None,
//! };
//! let mut page = Vec::new();
//! write_text(&report, &Look::default(), &mut page)?;
//! assert!(String::from_utf8(page)?.contains("Still to be answered: leads"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
