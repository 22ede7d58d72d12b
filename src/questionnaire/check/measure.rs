//! Checks whether a question takes what its measure finds.

use super::Check;
use crate::document::Trail;
use crate::problem::{Kind, Problem};
use crate::questionnaire::LEAD_SOURCES;
use crate::questionnaire::file;
use crate::wording;

impl Check {
    /// Checks the unit and the options of a question against its measure, which finds a
    /// percentage, a count or a lead source.
    pub(super) fn measure(&mut self, trail: &Trail<'_>, question: &file::QuestionSpec) {
        let Some(measure) = question.measure else { return };
        let id = measure.id();
        match measure.unit() {
            Some(unit) if question.unit != Some(unit) => {
                let unit = unit.to_string();
                let what =
                    format!("{id} finds a number, and the unit of the question is not {unit}");
                let hint = format!("Give the question the unit {unit}, or remove measure.");
                let problem = Problem::new(Kind::BadMeasure, what).with_hint(hint);
                self.note(&trail.key("measure"), problem);
            }
            Some(_) => {}
            None => {
                if question.unit.is_some() {
                    let what = format!("{id} finds no number, and the question takes one");
                    let hint = "Remove unit, or remove measure.";
                    let problem = Problem::new(Kind::BadMeasure, what).with_hint(hint);
                    self.note(&trail.key("measure"), problem);
                }
                for (i, option) in question.options.iter().enumerate() {
                    if !LEAD_SOURCES.contains(&option.id.as_str()) {
                        let option = wording::quote(&option.id);
                        let what = format!("{id} never finds {option}");
                        let ids = wording::one_of(LEAD_SOURCES);
                        let hint = format!("Call the option {ids}, or remove measure.");
                        let problem = Problem::new(Kind::BadMeasure, what).with_hint(hint);
                        self.note(&trail.key("options").item(i).key("id"), problem);
                    }
                }
            }
        }
    }
}
