//! What the answers decide, without the reasons: small enough to be worked out and
//! compared a million times.

use crate::pipeline;
use crate::questionnaire::{ModelSet, Questionnaire, Stage, StageSet, strongest};

/// What answers decide; models and stages are meant by their index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Outcome {
    pub(crate) leader: usize,
    /// The leader and the models that it is mixed with.
    pub(crate) mix: ModelSet,
    /// Whether another model has as many points as the leader.
    pub(crate) tie: bool,
    /// The model whose way in it is, if any can be named.
    pub(crate) entry: Option<usize>,
    /// Whether that is the default, because no model with a way in has the points.
    pub(crate) assumed: bool,
    /// The stages of the pipeline.
    pub(crate) stages: StageSet,
}

/// How the points of the models, and the stages that answers add, decide.
#[derive(Clone, Debug)]
pub(crate) struct Decider<'q> {
    questionnaire: &'q Questionnaire,
    starters: ModelSet,
    /// The stages that every pipeline has.
    always: StageSet,
    /// By model: the stages of its entry, and those that it adds.
    entries: Vec<StageSet>,
    adds: Vec<StageSet>,
}

impl<'q> Decider<'q> {
    pub(crate) fn new(questionnaire: &'q Questionnaire) -> Self {
        let stages = |holds: &dyn Fn(&Stage) -> bool| -> StageSet {
            let stages = questionnaire.stages().iter();
            stages.filter(|stage| holds(stage)).map(|stage| stage.index).collect()
        };
        let models = questionnaire.models();
        Decider {
            questionnaire,
            starters: pipeline::starters(questionnaire),
            always: stages(&|stage| stage.always),
            entries: models.iter().map(|model| stages(&|stage| stage.is_entry_of(model))).collect(),
            adds: models.iter().map(|model| stages(&|stage| stage.is_added_by(model))).collect(),
        }
    }

    /// The models that say how a deal begins.
    pub(crate) fn starters(&self) -> ModelSet {
        self.starters
    }

    /// What the points decide, one total for each model, beside the stages that the
    /// answers add; `None` if no model has enough to lead.
    pub(crate) fn outcome(&self, totals: &[u32], added: StageSet) -> Option<Outcome> {
        let leader = leader(self.questionnaire, |model| totals[model])?;
        let most = totals[leader];
        let needed = u64::from(self.questionnaire.hybrid_at()) * u64::from(most);
        let mix: ModelSet =
            totals.iter().map(|points| u64::from(*points) * 100 >= needed).collect();
        // A model that is level with the leader was declared after it.
        let tie = totals[leader + 1..].contains(&most);
        let entry = pipeline::entry(self.questionnaire, self.starters, |model| totals[model]);
        let mut stages = self.always.union(added);
        for model in mix.iter() {
            stages = stages.union(self.adds[model]);
        }
        if let Some(entry) = &entry {
            stages = stages.union(self.entries[entry.model.index]);
        }
        Some(Outcome {
            leader,
            mix,
            tie,
            entry: entry.map(|entry| entry.model.index),
            assumed: entry.is_some_and(|entry| entry.assumed),
            stages,
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
