//! The pipeline of a diagnosis: composed from the one list of stages, never
//! looked up, so that it holds for every mix of models.

use crate::questionnaire::{Model, Questionnaire, Stage};

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

/// The entry of the best-scoring model that has one, else the default entry of
/// the questionnaire. `scored` are the models with points, strongest first.
pub(crate) fn entry<'q>(
    questionnaire: &'q Questionnaire,
    mut scored: impl Iterator<Item = &'q Model>,
) -> Option<Entry<'q>> {
    let has_entry = |model: &&Model| questionnaire.stages().iter().any(|s| s.is_entry_of(model));
    match scored.find(has_entry) {
        Some(model) => Some(Entry { model, assumed: false }),
        None => questionnaire.default_entry().map(|model| Entry { model, assumed: true }),
    }
}

/// The stages that are always there, those of the entry, and those that the
/// leader and the models of its mix add, in pipeline order. `mix` begins with
/// the leader and goes on strongest first.
pub(crate) fn compose<'q>(
    questionnaire: &'q Questionnaire,
    entry: Option<Entry<'q>>,
    mix: impl Iterator<Item = &'q Model> + Clone,
) -> Vec<PipelineStage<'q>> {
    let mut pipeline = Vec::with_capacity(questionnaire.stages().len());
    for stage in questionnaire.stages() {
        let mut from = Vec::new();
        if !stage.always {
            from.extend(mix.clone().filter(|model| stage.is_added_by(model)));
            let entry = entry.map(|entry| entry.model).filter(|model| stage.is_entry_of(model));
            if let Some(model) = entry
                && !from.iter().any(|other| other.index == model.index)
            {
                from.push(model);
            }
        }
        if stage.always || !from.is_empty() {
            pipeline.push(PipelineStage { stage, phase: Phase::Sale, from });
        }
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
