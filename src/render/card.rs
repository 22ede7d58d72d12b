//! What matters most of a report, for a place that has no room for all of it.

use super::Report;
use super::sentences::{self, words};

/// The few sentences of a report that a person should remember.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Card {
    /// Whose model leads, and what it is mixed with.
    pub verdict: String,
    /// That no answer says how deals start, where none does.
    pub assumed: Option<String>,
    /// What changes how the first steps are to be read.
    pub before_first_steps: Vec<String>,
    /// What to do first, at most [`Card::STEPS`].
    pub first_steps: Vec<String>,
    /// The one answer that would change the leading model, where one would.
    pub change: Option<String>,
}

impl Card {
    /// The most first steps that a card has.
    pub const STEPS: usize = 3;

    /// The card of a report, in the words of its questionnaire.
    pub fn new(report: &Report<'_, '_>) -> Self {
        let diagnosis = report.diagnosis;
        let first_steps = sentences::first_steps(diagnosis).into_iter().take(Card::STEPS);
        let change = sentences::changes(diagnosis, 1).into_iter().next();
        Card {
            verdict: sentences::verdict(report, str::to_owned, str::to_owned),
            assumed: sentences::assumed(diagnosis),
            before_first_steps: (sentences::notes(diagnosis).first.into_iter())
                .map(str::to_owned)
                .collect(),
            first_steps: first_steps.collect(),
            change: change
                .map(|change| words(diagnosis).say("card-change", [("change", change.into())])),
        }
    }
}
