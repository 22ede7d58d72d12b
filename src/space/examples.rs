//! Answers that show that something happens.

use super::ground::{Combination, Ground};
use crate::diagnosis::Outcome;

/// The first answers that showed each thing, where any were met.
pub(super) struct Examples {
    pub(super) tie: Option<Combination>,
    pub(super) empty: Option<Combination>,
    /// By model: it leads, it is in the mix while another leads, it is the way in.
    pub(super) leads: Vec<Option<Combination>>,
    pub(super) mixed: Vec<Option<Combination>>,
    pub(super) enters: Vec<Option<Combination>>,
}

impl Examples {
    pub(super) fn none(ground: &Ground<'_>) -> Self {
        let none = vec![None; ground.models()];
        Examples { tie: None, empty: None, leads: none.clone(), mixed: none.clone(), enters: none }
    }

    /// Keeps the answers for whatever their outcome is the first example of.
    pub(super) fn note(&mut self, ground: &Ground<'_>, outcome: &Outcome, given: &Combination) {
        let keep = |example: &mut Option<Combination>| {
            example.get_or_insert_with(|| given.clone());
        };
        keep(&mut self.leads[outcome.leader]);
        for model in outcome.mix.iter().filter(|model| *model != outcome.leader) {
            keep(&mut self.mixed[model]);
        }
        if let Some(model) = outcome.entry
            && !outcome.assumed
        {
            keep(&mut self.enters[model]);
        }
        if outcome.tie {
            keep(&mut self.tie);
        }
        if is_empty(ground, outcome) {
            keep(&mut self.empty);
        }
    }
}

/// Whether an outcome has no stage at all, though the questionnaire has some.
pub(super) fn is_empty(ground: &Ground<'_>, outcome: &Outcome) -> bool {
    !ground.questionnaire.stages().is_empty() && outcome.stages.len() == 0
}
