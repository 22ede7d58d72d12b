//! The rules of a questionnaire as one plain table: everything that decides a result
//! and nothing that only describes it, for code that applies the rules elsewhere, in
//! SQL or on a page.
//!
//! With answers `a` (an option for each question, or unsure), they read:
//!
//! - The points of a model are the sum of `options[a].points[model]`; unsure gives none.
//! - The model with the most points leads, of equal ones the first, if it has `lead_at`.
//! - A model is in the mix if 100 times its points are at least `hybrid_at` times the
//!   leader's.
//! - The entry is the model with most points, of equal ones the first, among those with
//!   `has_entry` and `lead_at` points; else `default_entry`, and then it is assumed.
//! - A stage is in the pipeline if one of its reasons holds.
//! - The result is settled if for every rival the points of the leader, less those of the
//!   rival, plus the sum of `least_lead[leader][rival]` over the unsure questions, are
//!   above 0; or 0, where the leader comes before the rival.
//! - A note is said if the answer to each question in its `when` is one of those listed.

use serde::Serialize;

use crate::questionnaire::{Model, Question, Questionnaire, Range, StageReason, Unit};

/// The rules of a questionnaire. Models, questions, options and stages are meant by
/// their place in these lists, from 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Rules {
    /// The id of the questionnaire.
    pub questionnaire: String,
    /// Its version.
    pub version: String,
    /// The points that a model needs to lead, and to be an entry.
    pub lead_at: u32,
    /// The percentage of the leader's points that puts a model in the mix.
    pub hybrid_at: u32,
    /// The models, in the order that breaks ties.
    pub models: Vec<ModelRule>,
    /// The model whose entry serves where none has the points for its own.
    pub default_entry: Option<usize>,
    /// The questions, in their order.
    pub questions: Vec<QuestionRule>,
    /// The stages, in the order in which a deal goes through them.
    pub stages: Vec<StageRule>,
    /// The notes, in the order in which they are said.
    pub notes: Vec<NoteRule>,
}

/// A model, as far as rules go.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ModelRule {
    /// Its id.
    pub id: String,
    /// Whether it says how a deal begins.
    pub has_entry: bool,
}

/// A question, as far as rules go.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct QuestionRule {
    /// Its id.
    pub id: String,
    /// The unit of the number that it also takes.
    pub unit: Option<Unit>,
    /// Its options, in their order.
    pub options: Vec<OptionRule>,
    /// By leader and rival: the least that an answer to this question adds to the lead
    /// of the one over the other, below 0 where it can take from it.
    pub least_lead: Vec<Vec<i64>>,
}

/// An option, as far as rules go.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OptionRule {
    /// Its id.
    pub id: String,
    /// The numbers that mean it.
    pub range: Option<Range>,
    /// Its points, by model: 0 if it gives none.
    pub points: Vec<u32>,
}

/// A stage, as far as rules go.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StageRule {
    /// Its id.
    pub id: String,
    /// What brings it into a pipeline; one is enough.
    pub reasons: Vec<StageReason>,
    /// Whether a deal is opened when it begins.
    pub opens_deal: bool,
    /// Whether the deal is closed when it ends.
    pub closes_deal: bool,
    /// Its default win probability in percent, which counts while a deal is open.
    pub probability: Option<u8>,
}

/// A note, as far as rules go: that of an option, or of a combination of answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NoteRule {
    /// The questions with the options that it is said for; all of them must agree.
    pub when: Vec<(usize, Vec<usize>)>,
    /// Whether it comes before the first steps, because it changes how they are read.
    pub before_first_steps: bool,
    /// The advice.
    pub text: String,
}

/// The rules of a questionnaire.
pub fn rules(questionnaire: &Questionnaire) -> Rules {
    let models = questionnaire.models();
    let has_entry = |model: &Model| questionnaire.stages().iter().any(|s| s.is_entry_of(model));
    Rules {
        questionnaire: questionnaire.id().to_string(),
        version: questionnaire.version().to_owned(),
        lead_at: questionnaire.lead_at(),
        hybrid_at: questionnaire.hybrid_at(),
        models: (models.iter())
            .map(|model| ModelRule { id: model.id.to_string(), has_entry: has_entry(model) })
            .collect(),
        default_entry: questionnaire.default_entry().map(|model| model.index),
        questions: (questionnaire.questions().iter())
            .map(|question| QuestionRule {
                id: question.id.to_string(),
                unit: question.unit,
                options: (question.options.iter())
                    .map(|option| OptionRule {
                        id: option.id.to_string(),
                        range: option.range,
                        points: option.points.clone(),
                    })
                    .collect(),
                least_lead: (models.iter())
                    .map(|leader| {
                        models.iter().map(|rival| least_lead(question, leader, rival)).collect()
                    })
                    .collect(),
            })
            .collect(),
        stages: (questionnaire.stages().iter())
            .map(|stage| StageRule {
                id: stage.id.to_string(),
                reasons: stage.reasons().collect(),
                opens_deal: stage.opens_deal,
                closes_deal: stage.closes_deal,
                probability: stage.probability,
            })
            .collect(),
        notes: notes(questionnaire),
    }
}

/// The least that an answer to a question adds to the lead of a model over another.
pub(super) fn least_lead(question: &Question, leader: &Model, rival: &Model) -> i64 {
    let lead = question
        .options
        .iter()
        .map(|option| i64::from(option.points(leader)) - i64::from(option.points(rival)));
    lead.min().unwrap_or(0)
}

fn notes(questionnaire: &Questionnaire) -> Vec<NoteRule> {
    let of_options = questionnaire.questions().iter().flat_map(|question| {
        question.options.iter().filter_map(|option| {
            Some(NoteRule {
                when: vec![(question.index, vec![option.index])],
                before_first_steps: false,
                text: option.note.clone()?,
            })
        })
    });
    let of_combinations = questionnaire.notes().iter().map(|note| NoteRule {
        when: note.when.clone(),
        before_first_steps: note.before_first_steps,
        text: note.text.clone(),
    });
    of_options.chain(of_combinations).collect()
}
