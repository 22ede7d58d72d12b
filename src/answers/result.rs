//! A result as it is saved and read again: the JSON, version 1. Programs rely on it,
//! so it is spelt out in structs of its own: the types of the diagnosis can change
//! without a key moving here. Within a version, keys are only ever added.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use schemars::{JsonSchema, schema_for};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Measured, Reply};
use crate::date::Date;
use crate::questionnaire::Id;

/// The most first steps that a result has: nobody does more at once.
pub const MOST_FIRST_STEPS: usize = 8;

/// The ids of the phases of a deal, in the order in which it goes through them.
pub(crate) const PHASES: [&str; 3] = ["prospecting", "sale", "after-sale"];

/// What a company was diagnosed with. Keys are only ever added to a version, so
/// pass over those that you do not know.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(title = "A salesmodel result, version 1", rename = "Result")]
pub(crate) struct ResultJson<'r> {
    /// The version of this format, which is always 1.
    #[schemars(extend("const" = 1))]
    pub(crate) version: u8,
    /// The language of the words, as a tag. Ids are the same in every language.
    #[schemars(example = &"en")]
    pub(crate) lang: &'r str,
    /// The company that the result is about, if a name was given.
    pub(crate) company: Option<&'r str>,
    /// Who gave the answers, where one person gave all of them and said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<&'r str>,
    /// The role of that person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<&'r str>,
    /// The questionnaire that was answered.
    pub(crate) questionnaire: AboutQuestionnaire<'r>,
    /// The day on which the result was made, in UTC.
    pub(crate) date: Date,
    /// The answers: question ids to option ids or `unsure`, every question of the
    /// questionnaire in its order.
    #[schemars(with = "BTreeMap<Id, Id>", extend("examples" = [{"leads": "outbound", "revenue": "some"}]))]
    pub(crate) answers: AnswerIds<'r>,
    /// The numbers that were given, by question id: a percentage from 0 to 100, or
    /// a count. Only questions that were answered with a number are in it.
    #[schemars(with = "BTreeMap<Id, f64>", extend("examples" = [{"revenue": 30}]))]
    pub(crate) values: Values<'r>,
    /// What was measured, taken over from the answers file; null where nothing was
    /// measured.
    pub(crate) measured: Option<&'r Measured>,
    /// The leading model, with what to do about it.
    pub(crate) model: ModelAdviceJson<'r>,
    /// What to do first: the steps of the leading model, the first two of each model
    /// that is level with it, and the first of each other model in the mix.
    #[schemars(length(max = MOST_FIRST_STEPS))]
    pub(crate) first_steps: Vec<FirstStepJson<'r>>,
    /// The ids of the models that the leading one is mixed with, strongest first.
    pub(crate) hybrid_with: Vec<&'r Id>,
    /// Whether another model has as many points as the leading one.
    pub(crate) tie: bool,
    /// The points that the leading model is ahead of the next one.
    pub(crate) margin: u32,
    /// Whether the leader is certain: false if answers to all the unsure questions
    /// together could still change it.
    pub(crate) settled: bool,
    /// Every model with its points, strongest first.
    pub(crate) scores: Vec<ScoreJson<'r>>,
    /// How a deal begins; null where no model has an entry.
    pub(crate) entry: Option<EntryJson<'r>>,
    /// The stages to start with, in the order in which a deal goes through them;
    /// empty for a questionnaire without stages.
    pub(crate) pipeline: Vec<StageJson<'r>>,
    /// Advice that goes with an option that was chosen, or with several together.
    pub(crate) notes: Vec<NoteJson<'r>>,
    /// The reasons for which deals are lost, for a CRM that asks for one; empty for a
    /// questionnaire without any.
    pub(crate) lost_reasons: Vec<LostReasonJson<'r>>,
    /// Every change of one answer that would put another model in the lead.
    pub(crate) what_if: Vec<ChangeJson<'r>>,
    /// The command that repeats this result without a prompt; null where none can.
    pub(crate) command: Option<&'r str>,
}

/// A questionnaire, by name.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Questionnaire")]
pub(crate) struct AboutQuestionnaire<'r> {
    /// Its id.
    pub(crate) id: &'r Id,
    /// The version that its author gave it.
    pub(crate) version: &'r str,
}

/// A model with what to do about it.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Model")]
pub(crate) struct ModelAdviceJson<'r> {
    /// Its id.
    pub(crate) id: &'r Id,
    /// Its name, as the field calls it.
    pub(crate) name: &'r str,
    /// What it means, in a sentence or two; empty where nothing is said.
    pub(crate) summary: &'r str,
    /// Who works on a sale.
    pub(crate) roles: &'r [String],
    /// What to measure.
    pub(crate) metrics: &'r [String],
    /// What goes wrong.
    pub(crate) pitfalls: &'r [String],
    /// What to do first, in order.
    pub(crate) first_steps: &'r [String],
}

/// Something to do first.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "FirstStep")]
pub(crate) struct FirstStepJson<'r> {
    /// The id of the model that asks for it.
    pub(crate) model: &'r Id,
    /// What to do.
    pub(crate) text: &'r str,
}

/// The points of a model, and where they come from.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Score")]
pub(crate) struct ScoreJson<'r> {
    /// The id of the model.
    pub(crate) id: &'r Id,
    /// The name of the model.
    pub(crate) name: &'r str,
    /// Its points in all.
    pub(crate) points: u32,
    /// The answers that gave them.
    pub(crate) because: Vec<ScoreReasonJson<'r>>,
}

/// An answer that gave points.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Reason")]
pub(crate) struct ScoreReasonJson<'r> {
    /// The id of the question.
    pub(crate) question: &'r Id,
    /// The id of the option.
    pub(crate) option: &'r Id,
    /// The points that it gave the model.
    #[schemars(range(min = 1))]
    pub(crate) points: u32,
}

/// How a deal begins.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Entry")]
pub(crate) struct EntryJson<'r> {
    /// The id of the model whose entry it is.
    pub(crate) model: &'r Id,
    /// Whether it had to be assumed, because no model that has an entry has the points
    /// to lead.
    pub(crate) assumed: bool,
}

/// A stage of the pipeline.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Stage")]
pub(crate) struct StageJson<'r> {
    /// Its id.
    pub(crate) id: &'r Id,
    /// Its name in the CRM.
    pub(crate) name: &'r str,
    /// What it is for.
    pub(crate) goal: &'r str,
    /// The observable fact that ends it.
    pub(crate) exit: &'r str,
    /// Where it comes in the life of a deal: before the deal is opened, while it is
    /// open, or after it was won.
    #[schemars(extend("enum" = PHASES))]
    pub(crate) phase: &'r str,
    /// The percentage of deals in this stage that are won in the end, a default to
    /// plan with: 10 to 90, in steps of 10. Null outside the phase `sale`.
    #[schemars(range(min = 10, max = 90), extend("multipleOf" = 10))]
    pub(crate) probability: Option<u8>,
    /// The ids of the models that bring the stage.
    pub(crate) from: Vec<&'r Id>,
    /// The answers whose option adds the stage. Where this and `from` are empty, the
    /// stage is always there, or its entry was assumed.
    pub(crate) because: Vec<AnswerJson<'r>>,
    /// The role that moves a deal through the stage, where the questionnaire names one.
    pub(crate) owner: Option<&'r str>,
}

/// An answer that was given.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Answer")]
pub(crate) struct AnswerJson<'r> {
    /// The id of the question.
    pub(crate) question: &'r Id,
    /// The id of the option.
    pub(crate) option: &'r Id,
}

/// Advice that goes with an option, or with several together.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Note")]
pub(crate) struct NoteJson<'r> {
    /// The id of the question: of several, the first.
    pub(crate) question: &'r Id,
    /// The id of the option that was chosen.
    pub(crate) option: &'r Id,
    /// The advice.
    pub(crate) text: &'r str,
    /// The other answers that it takes, in the order of the questions.
    pub(crate) with: Vec<AnswerJson<'r>>,
}

/// A reason for which deals are lost.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "LostReason")]
pub(crate) struct LostReasonJson<'r> {
    /// Its id.
    pub(crate) id: &'r Id,
    /// The reason, as a seller chooses it.
    pub(crate) label: &'r str,
    /// When to choose it.
    pub(crate) help: Option<&'r str>,
}

/// A change of one answer that would put another model in the lead.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Change")]
pub(crate) struct ChangeJson<'r> {
    /// The id of the question whose answer would change.
    pub(crate) question: &'r Id,
    /// The id of the option that would be chosen.
    pub(crate) option: &'r Id,
    /// The id of the model that would lead.
    pub(crate) model: &'r Id,
}

impl ResultJson<'_> {
    /// The keys of a result, taken from the type that writes them.
    pub(crate) fn keys() -> &'static BTreeSet<String> {
        static KEYS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
            let schema = schema_for!(ResultJson<'_>);
            let properties = schema.get("properties").and_then(|keys| keys.as_object());
            properties.expect("a struct has properties").keys().cloned().collect()
        });
        &KEYS
    }
}

/// Question ids to answer ids, in the order of the questions.
pub(crate) struct AnswerIds<'r>(pub(crate) &'r [Reply<'r>]);

impl Serialize for AnswerIds<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer
            .collect_map(self.0.iter().map(|reply| (reply.question().id.as_str(), reply.id())))
    }
}

/// Question ids to the numbers that were given.
pub(crate) struct Values<'r>(pub(crate) &'r [Reply<'r>]);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for reply in self.0 {
            if let Some(number) = reply.number() {
                map.serialize_entry(reply.question().id.as_str(), &Number(number))?;
            }
        }
        map.end()
    }
}

/// A number as it was given.
pub(crate) struct Number(pub(crate) f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // 30 percent is written as 30 and not 30.0. From about 2^53 on an f64 skips whole
        // numbers, and its own notation makes that visible.
        if self.0.fract() == 0.0 && self.0 < 9e15 {
            serializer.serialize_u64(self.0 as u64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}
