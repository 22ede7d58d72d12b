//! The pipeline of a diagnosis: composed from the one list of stages, never
//! looked up, so that it holds for every mix of models.

use crate::questionnaire::{Model, ModelSet, Questionnaire, Stage, strongest};

/// So many stages or more are a long pipeline. Teams usually work with three to
/// seven; beyond that, deals are moved late or not at all.
pub const LONG: usize = 8;

/// How a deal begins.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Entry<'q> {
    /// The model whose way in it is.
    pub model: &'q Model,
    /// Whether it is the default, because no model with points has a way in.
    pub assumed: bool,
}

/// A stage in its pipeline.
#[derive(Debug)]
#[non_exhaustive]
pub struct PipelineStage<'q> {
    /// The stage.
    pub stage: &'q Stage,
    /// Where it stands in the life of a deal.
    pub phase: Phase,
    /// The models that bring it; none for a stage that is always there.
    pub from: Vec<&'q Model>,
}

impl PipelineStage<'_> {
    /// The default win probability in percent. Only a deal that is open and not
    /// yet decided has one.
    pub fn probability(&self) -> Option<u8> {
        self.stage.probability.filter(|_| self.phase == Phase::Sale)
    }
}

/// Where a stage stands in the life of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Before a deal is opened: no revenue is forecast.
    Prospecting,
    /// While the deal is open.
    Sale,
    /// After it was won.
    AfterSale,
}

impl Phase {
    /// Every phase, in the order in which a deal goes through them.
    pub const ALL: [Phase; 3] = [Phase::Prospecting, Phase::Sale, Phase::AfterSale];

    /// The id of the phase.
    pub fn id(self) -> &'static str {
        match self {
            Phase::Prospecting => "prospecting",
            Phase::Sale => "sale",
            Phase::AfterSale => "after-sale",
        }
    }
}

/// The models that say how a deal begins.
pub(crate) fn starters(questionnaire: &Questionnaire) -> ModelSet {
    let entries = questionnaire.stages().iter().map(|stage| stage.entry_of);
    entries.fold(ModelSet::default(), ModelSet::union)
}

/// The entry of the best-scoring of the `starters` with points, else the default
/// entry of the questionnaire.
pub(crate) fn entry<'q>(
    questionnaire: &'q Questionnaire,
    starters: ModelSet,
    points: impl Fn(usize) -> u32,
) -> Option<Entry<'q>> {
    let scored = starters.iter().filter(|model| points(*model) > 0);
    match strongest(scored, &points) {
        Some(model) => Some(Entry { model: &questionnaire.models()[model], assumed: false }),
        None => questionnaire.default_entry().map(|model| Entry { model, assumed: true }),
    }
}

/// Whether a stage is in a pipeline: one that is always there, of the entry, or
/// that the leader or a model of its mix adds. `mix` contains the leader.
pub(crate) fn has(stage: &Stage, entry: Option<usize>, mix: ModelSet) -> bool {
    let begins = |model| stage.entry_of.contains(model);
    stage.always || stage.added_by.meets(mix) || entry.is_some_and(begins)
}

/// The stages of a pipeline, in their order, with the models that bring each.
/// `mix` begins with the leader and goes on strongest first.
pub(crate) fn compose<'q>(
    questionnaire: &'q Questionnaire,
    entry: Option<Entry<'q>>,
    mix: impl Iterator<Item = &'q Model> + Clone,
) -> Vec<PipelineStage<'q>> {
    let mixed: ModelSet = mix.clone().map(|model| model.index).collect();
    let entry = entry.map(|entry| entry.model);
    let belongs = |stage: &&Stage| has(stage, entry.map(|model| model.index), mixed);
    let mut pipeline = Vec::with_capacity(questionnaire.stages().len());
    for stage in questionnaire.stages().iter().filter(belongs) {
        let mut from = Vec::new();
        if !stage.always {
            from.extend(mix.clone().filter(|model| stage.is_added_by(model)));
            let entry = entry.filter(|model| stage.is_entry_of(model));
            if let Some(model) = entry
                && !from.iter().any(|other: &&Model| other.index == model.index)
            {
                from.push(model);
            }
        }
        pipeline.push(PipelineStage { stage, phase: Phase::Sale, from });
    }
    mark_phases(&mut pipeline);
    pipeline
}

/// A deal is opened by the first stage that opens one and closed by the last that
/// closes one; a pipeline without such a stage has no phase on that side.
fn mark_phases(pipeline: &mut [PipelineStage<'_>]) {
    let opens = pipeline.iter().position(|stage| stage.stage.opens_deal).unwrap_or(0);
    let closes = pipeline.iter().rposition(|stage| stage.stage.closes_deal);
    for (place, stage) in pipeline.iter_mut().enumerate() {
        if place < opens {
            stage.phase = Phase::Prospecting;
        } else if closes.is_some_and(|closes| place > closes) {
            stage.phase = Phase::AfterSale;
        }
    }
}
