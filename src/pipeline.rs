//! The pipeline of a diagnosis: composed from the one list of stages, never
//! looked up, so that it holds for every mix of models.
//!
//! ```
//! # use salesmodel::{answers::Draft, diagnosis, questionnaire::Builtin};
//! use salesmodel::pipeline::Phase;
//!
//! # let questionnaire = Builtin::standard().questionnaire();
//! # let mut draft = Draft::new(&questionnaire);
//! # let answers = ["inbound", "little", "one", "one-or-two"];
//! # for (question, answer) in questionnaire.questions().iter().zip(answers) {
//! #     draft.give(question.read(answer)?);
//! # }
//! # let diagnosis = diagnosis::score(draft.complete()?)?;
//! let sale = diagnosis.pipeline.iter().filter(|stage| stage.phase == Phase::Sale);
//! let names: Vec<&str> = sale.map(|stage| stage.stage.name.as_str()).collect();
//! assert_eq!(names, ["Qualify", "Present", "Propose", "Negotiate"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::answers::Reply;
use crate::answers::result::PHASES;
use crate::questionnaire::{
    Choice, Model, ModelSet, Question, Questionnaire, Stage, StageReason, strongest,
};

/// From this many stages on, a pipeline is long. Teams usually work with three to seven;
/// beyond that, deals are moved late or not at all.
pub(crate) const LONG: usize = 8;

/// How a deal begins.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Entry<'q> {
    /// The model that it belongs to.
    pub model: &'q Model,
    /// Whether it is the default, because no model with a way in has the points to lead.
    pub assumed: bool,
}

/// A stage in its pipeline.
#[derive(Debug)]
#[non_exhaustive]
pub struct PipelineStage<'q> {
    /// The stage.
    pub stage: &'q Stage,
    /// Where it comes in the life of a deal.
    pub phase: Phase,
    /// Why it is there: that it always is, and nothing else; or the models that add it,
    /// strongest first, then the entry, then the answers in the order of the questions.
    pub reasons: Vec<StageReason>,
    questionnaire: &'q Questionnaire,
    /// Whether the entry that it may belong to had to be assumed.
    assumed: bool,
}

impl<'q> PipelineStage<'q> {
    /// The models that bring it, strongest first; not one whose entry had to be assumed.
    pub fn from(&self) -> impl Iterator<Item = &'q Model> + '_ {
        let mut seen = ModelSet::default();
        self.reasons.iter().filter_map(move |reason| {
            let model = match *reason {
                StageReason::Model { model } => model,
                StageReason::Entry { model } if !self.assumed => model,
                _ => return None,
            };
            let is_new = !seen.contains(model);
            seen.insert(model);
            is_new.then(|| &self.questionnaire.models()[model])
        })
    }

    /// The answers whose option adds it, in the order of the questions.
    pub fn because(&self) -> impl Iterator<Item = (&'q Question, &'q Choice)> + '_ {
        self.reasons.iter().filter_map(|reason| match *reason {
            StageReason::Answer { question, option } => {
                let question = &self.questionnaire.questions()[question];
                Some((question, &question.options[option]))
            }
            _ => None,
        })
    }

    /// The default win probability in percent. Only a deal that is open and not
    /// yet decided has one.
    pub fn probability(&self) -> Option<u8> {
        self.stage.probability.filter(|_| self.phase == Phase::Sale)
    }
}

/// Where a stage comes in the life of a deal.
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
        PHASES[self as usize]
    }
}

/// The models that say how a deal begins.
pub(crate) fn starters(questionnaire: &Questionnaire) -> ModelSet {
    let entries = questionnaire.stages().iter().map(|stage| stage.entry_of);
    entries.fold(ModelSet::default(), ModelSet::union)
}

/// The entry of the best-scoring of the `starters` that has the points to lead, else
/// the default entry of the questionnaire.
pub(crate) fn entry<'q>(
    questionnaire: &'q Questionnaire,
    starters: ModelSet,
    points: impl Fn(usize) -> u32,
) -> Option<Entry<'q>> {
    let scored = starters.iter().filter(|model| points(*model) >= questionnaire.lead_at());
    match strongest(scored, &points) {
        Some(model) => Some(Entry { model: &questionnaire.models()[model], assumed: false }),
        None => questionnaire.default_entry().map(|model| Entry { model, assumed: true }),
    }
}

/// The stages of a pipeline, in their order, with what brings each. `mix` begins with
/// the leader and goes on strongest first.
pub(crate) fn compose<'q>(
    questionnaire: &'q Questionnaire,
    entry: Option<Entry<'q>>,
    mix: impl Iterator<Item = &'q Model> + Clone,
    replies: &[Reply<'q>],
) -> Vec<PipelineStage<'q>> {
    let assumed = entry.is_some_and(|entry| entry.assumed);
    let mut pipeline = Vec::with_capacity(questionnaire.stages().len());
    for stage in questionnaire.stages() {
        let reasons = if stage.always {
            vec![StageReason::Always]
        } else {
            let adds = mix.clone().filter(|model| stage.is_added_by(model));
            let adds = adds.map(|model| StageReason::Model { model: model.index });
            let entry = entry.filter(|entry| stage.is_entry_of(entry.model));
            let entry = entry.map(|entry| StageReason::Entry { model: entry.model.index });
            let chosen =
                replies.iter().filter_map(|reply| Some((reply.question(), reply.choice()?)));
            let answers = chosen.filter(|(_, choice)| choice.adds.contains(&stage.index));
            let answers = answers.map(|(question, choice)| StageReason::Answer {
                question: question.index,
                option: choice.index,
            });
            adds.chain(entry).chain(answers).collect()
        };
        if !reasons.is_empty() {
            pipeline.push(PipelineStage {
                stage,
                phase: Phase::Sale,
                reasons,
                questionnaire,
                assumed,
            });
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
