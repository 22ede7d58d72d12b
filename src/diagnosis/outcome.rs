//! What the points of the models decide, without the reasons: small enough to be
//! worked out and compared a million times.

use crate::pipeline;
use crate::questionnaire::{ModelSet, Questionnaire, strongest};

/// What points decide; models are meant by their index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Outcome {
    pub(crate) leader: usize,
    /// The leader and the models that it is mixed with.
    pub(crate) mix: ModelSet,
    /// Whether another model has as many points as the leader.
    pub(crate) tie: bool,
    /// The model whose way in it is, if any can be named.
    pub(crate) entry: Option<usize>,
    /// Whether that is the default, because no model with points has a way in.
    pub(crate) assumed: bool,
}

/// The rules of a questionnaire by which points decide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules<'q> {
    questionnaire: &'q Questionnaire,
    starters: ModelSet,
}

impl<'q> Rules<'q> {
    pub(crate) fn of(questionnaire: &'q Questionnaire) -> Self {
        Rules { questionnaire, starters: pipeline::starters(questionnaire) }
    }

    /// The models that say how a deal begins.
    pub(crate) fn starters(&self) -> ModelSet {
        self.starters
    }

    /// What the points decide, one total for each model; nothing where no model
    /// has enough to lead.
    pub(crate) fn outcome(&self, totals: &[u32]) -> Option<Outcome> {
        let leader = leader(self.questionnaire, |model| totals[model])?;
        let most = totals[leader];
        let needed = u64::from(self.questionnaire.hybrid_at()) * u64::from(most);
        let mix: ModelSet =
            totals.iter().map(|points| u64::from(*points) * 100 >= needed).collect();
        // Whoever is level with the leader was declared behind it.
        let tie = totals[leader + 1..].contains(&most);
        let entry = pipeline::entry(self.questionnaire, self.starters, |model| totals[model]);
        Some(Outcome {
            leader,
            mix,
            tie,
            entry: entry.map(|entry| entry.model.index),
            assumed: entry.is_some_and(|entry| entry.assumed),
        })
    }
}

/// The model with the most points, if it has enough to lead.
pub(super) fn leader(
    questionnaire: &Questionnaire,
    points: impl Fn(usize) -> u32,
) -> Option<usize> {
    strongest(0..questionnaire.models().len(), &points)
        .filter(|best| points(*best) >= questionnaire.lead_at())
}
