//! The questionnaire file as it is written, before anything is known about it
//! but its shape.
//!
//! The comment on a key here is what an editor shows to the person who writes
//! such a file: it goes into the JSON Schema (see `schema`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::limits::{
    LARGEST_BOUND, MOST_LOST_REASONS, MOST_MODELS, MOST_NOTES, MOST_OPTIONS, MOST_QUESTIONS,
    MOST_STAGES, MOST_TO_LEAD,
};
use super::shape::{Points, Text, lang, tie_ranges_to_the_unit, version};
use super::{Id, Measure, Unit};

/// Questions, the models that their answers give points to, and the stages that
/// the models bring to a pipeline.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "A salesmodel questionnaire")]
#[schemars(rename = "File")]
pub(crate) struct QuestionnaireFile {
    /// The version of this file format, which is always 1.
    #[serde(rename = "format")]
    #[schemars(schema_with = "version")]
    pub(crate) _format: u32,
    /// The name of the questionnaire for programs. Saved results carry it, so a
    /// changed copy needs an id of its own.
    #[schemars(with = "Id", example = &"b2b")]
    pub(crate) id: String,
    /// The version of your questions, in quotes. Change it when an answer begins to
    /// mean something else: readers of an older result are then warned.
    #[schemars(with = "Text", example = &"1")]
    pub(crate) version: String,
    /// The language of the words in this file.
    #[schemars(schema_with = "lang")]
    pub(crate) lang: String,
    /// What the whole questionnaire asks, as a heading.
    #[schemars(with = "Text", example = &"How does your company sell?")]
    pub(crate) title: String,
    /// What this is and for whom, in a sentence or two. It is shown before the first
    /// question.
    #[schemars(with = "Option<Text>")]
    pub(crate) intro: Option<String>,
    /// The names of built-in questionnaires for people whom this one does not fit.
    /// They are told of them before the first question.
    #[serde(default)]
    #[schemars(with = "Vec<Id>", extend("examples" = [["b2c"]]))]
    pub(crate) see: Vec<String>,
    /// The points that a model needs to lead. Where no model has as many, the
    /// result is a question to answer and not a guess.
    #[schemars(range(min = 1, max = MOST_TO_LEAD), example = 8)]
    pub(crate) lead_at: u32,
    /// The percentage of the leader's points, 1 to 100, that puts another model in
    /// the mix.
    #[schemars(range(min = 1, max = 100), example = 60)]
    pub(crate) hybrid_at: u32,
    /// The questions, in the order in which they are asked.
    #[schemars(length(min = 1, max = MOST_QUESTIONS))]
    pub(crate) questions: Vec<QuestionSpec>,
    /// What the answers can show. The order breaks ties: of equal points, the model
    /// that is listed first leads.
    #[schemars(length(min = 1, max = MOST_MODELS))]
    pub(crate) models: Vec<ModelSpec>,
    /// The id of the model whose `entry` serves where no model that has one gets as
    /// many points as it takes to lead.
    #[schemars(with = "Option<Id>", example = &"inbound")]
    pub(crate) default_entry: Option<String>,
    /// The stages of all pipelines, in the order in which a deal goes through them.
    /// Leave them out where there is no pipeline.
    #[serde(default)]
    #[schemars(length(max = MOST_STAGES))]
    pub(crate) stages: Vec<StageSpec>,
    /// The ids of the stages that are in every pipeline.
    #[serde(default)]
    #[schemars(with = "Vec<Id>", length(max = MOST_STAGES))]
    pub(crate) always: Vec<String>,
    /// Advice that the report adds when several answers were given together. Advice on
    /// one answer alone goes into the `note` of its option.
    #[serde(default)]
    #[schemars(length(max = MOST_NOTES))]
    pub(crate) notes: Vec<NoteSpec>,
    /// The reasons for which deals are lost, for a CRM that asks for one.
    #[serde(default)]
    #[schemars(length(max = MOST_LOST_REASONS))]
    pub(crate) lost_reasons: Vec<LostReasonSpec>,
}

/// A question: a page of the quiz, a flag of the command, and a key of an answers
/// file. Every question also takes the answer `unsure`, which gives no points.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = tie_ranges_to_the_unit)]
#[schemars(rename = "Question")]
pub(crate) struct QuestionSpec {
    /// The name of the question for programs: `leads` becomes the flag `--leads`.
    /// Scripts and saved results rely on it; change the words instead.
    #[schemars(with = "Id", example = &"leads")]
    pub(crate) id: String,
    /// A short name for headings. Without it, `text` is used.
    #[schemars(with = "Option<Text>", example = &"Lead source")]
    pub(crate) name: Option<String>,
    /// The question as it is asked.
    #[schemars(with = "Text", example = &"Where do most of your leads come from?")]
    pub(crate) text: String,
    /// How to find the answer: what counts and what does not, in a sentence or two.
    #[schemars(with = "Option<Text>")]
    pub(crate) help: Option<String>,
    /// The unit of the number that the question also takes. The `range` of each
    /// option then says which numbers mean that option. Leave it out for a question
    /// without numbers.
    pub(crate) unit: Option<Unit>,
    /// `required` where a bare number could be a count of something else: 3 people
    /// or 3%. It must then be written with the sign of its unit.
    pub(crate) sign: Option<SignSpec>,
    /// The largest number that the question takes. Without it, every number is
    /// taken that is in a range.
    #[schemars(range(min = 0), example = &1000)]
    pub(crate) at_most: Option<f64>,
    /// What the number measures, in words that follow "also takes a number".
    #[schemars(with = "Option<Text>", example = &"median number of contacts per deal")]
    pub(crate) number: Option<String>,
    /// How `salesmodel measure` finds the answer in an export of a CRM. The options'
    /// ranges are its cut-offs.
    pub(crate) measure: Option<Measure>,
    /// The version of the questionnaire in which this question last changed its
    /// meaning, in quotes. A result of an earlier version is then asked this question
    /// again. Leave it out for a question that always meant the same.
    #[schemars(with = "Option<Text>", example = &"2")]
    pub(crate) since: Option<String>,
    /// The answers to choose from, in the order in which they are shown; at least
    /// two.
    #[schemars(length(min = 2, max = MOST_OPTIONS))]
    pub(crate) options: Vec<ChoiceSpec>,
}

/// Whether the number of a question needs its sign.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Sign")]
pub(crate) enum SignSpec {
    /// A bare number is refused, because it could be a count of something else.
    Required,
}

/// An answer to choose.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Option")]
pub(crate) struct ChoiceSpec {
    /// The name of the option for programs, which no other option of this question
    /// has. `unsure` is there already.
    #[schemars(with = "Id", extend("not" = {"const": super::UNSURE}), example = &"inbound")]
    pub(crate) id: String,
    /// What a person chooses, in a few words.
    #[schemars(with = "Text", example = &"They contact us")]
    pub(crate) label: String,
    /// What the label means, in a sentence.
    #[schemars(with = "Option<Text>")]
    pub(crate) help: Option<String>,
    /// What this answer shows, as a sentence of the report that begins with a
    /// capital. Without it, the report repeats the label.
    #[schemars(with = "Option<Text>", example = &"Most of your leads contact you first.")]
    pub(crate) reason: Option<String>,
    /// Advice that the report adds when this option was chosen.
    #[schemars(with = "Option<Text>")]
    pub(crate) note: Option<String>,
    /// The numbers that mean this option. An option without a range can only be
    /// chosen.
    pub(crate) range: Option<RangeSpec>,
    /// Points by model, 1 to 1000. A model that is not named gets none.
    #[serde(default)]
    #[schemars(with = "BTreeMap<Id, Points>", extend("examples" = [{"inbound": 8}]))]
    pub(crate) points: BTreeMap<String, u32>,
    /// The ids of the stages that are in the pipeline when this option was chosen,
    /// whichever model leads.
    #[serde(default)]
    #[schemars(with = "Vec<Id>", length(max = MOST_STAGES), extend("examples" = [["research"]]))]
    pub(crate) adds: Vec<String>,
}

/// The numbers from one bound to another. Together the ranges of a question leave
/// no gap, do not overlap and, in percent, reach 100.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Range")]
pub(crate) struct RangeSpec {
    /// The lowest number of the range. Without it, the range begins at the bottom.
    #[schemars(range(min = 0, max = LARGEST_BOUND), example = 25)]
    pub(crate) from: Option<f64>,
    /// The lowest number above the range, which does not belong to it. Without it,
    /// the range goes on to the top.
    #[schemars(extend("exclusiveMinimum" = 0), range(max = LARGEST_BOUND), example = 50)]
    pub(crate) below: Option<f64>,
}

/// What answers can show: a way of selling, say, with what to do about it.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Model")]
pub(crate) struct ModelSpec {
    /// The name of the model for programs, which `points` give points to.
    #[schemars(with = "Id", example = &"inbound")]
    pub(crate) id: String,
    /// Its name, as the field calls it.
    #[schemars(with = "Text", example = &"Inbound sales")]
    pub(crate) name: String,
    /// What it means, in a sentence or two.
    #[schemars(with = "Option<Text>")]
    pub(crate) summary: Option<String>,
    /// Who works on a sale, one role an entry.
    #[serde(default)]
    #[schemars(with = "Vec<Text>")]
    pub(crate) roles: Vec<String>,
    /// What to measure.
    #[serde(default)]
    #[schemars(with = "Vec<Text>")]
    pub(crate) metrics: Vec<String>,
    /// What goes wrong.
    #[serde(default)]
    #[schemars(with = "Vec<Text>")]
    pub(crate) pitfalls: Vec<String>,
    /// What to do first, in order.
    #[serde(default)]
    #[schemars(with = "Vec<Text>")]
    pub(crate) first_steps: Vec<String>,
    /// The ids of the stages by which a deal begins. They are in the pipeline when
    /// this model has `lead_at` points or more, and the most of all that have an entry.
    #[serde(default)]
    #[schemars(with = "Vec<Id>", length(max = MOST_STAGES), extend("examples" = [["qualify"]]))]
    pub(crate) entry: Vec<String>,
    /// The ids of the stages that are in the pipeline when this model leads or is in
    /// the mix.
    #[serde(default)]
    #[schemars(with = "Vec<Id>", length(max = MOST_STAGES), extend("examples" = [["research"]]))]
    pub(crate) adds: Vec<String>,
}

/// A stage of a pipeline.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Stage")]
pub(crate) struct StageSpec {
    /// The name of the stage for programs, which `entry`, `adds` and `always` use.
    #[schemars(with = "Id", example = &"qualify")]
    pub(crate) id: String,
    /// Its name in the CRM.
    #[schemars(with = "Text", example = &"Qualify")]
    pub(crate) name: String,
    /// What the stage is for.
    #[schemars(with = "Text")]
    pub(crate) goal: String,
    /// The observable fact that ends it: from the first conversation on, something
    /// that the buyer has done.
    #[schemars(with = "Text", example = &"The buyer has asked for a proposal.")]
    pub(crate) exit: String,
    /// Whether a deal is opened when this stage begins. Stages before it are
    /// prospecting.
    #[serde(default)]
    pub(crate) opens_deal: bool,
    /// Whether the deal is won or lost when this stage ends. Stages after it are
    /// after-sale.
    #[serde(default)]
    pub(crate) closes_deal: bool,
    /// The percentage of deals in this stage that are won in the end: 10 to 90, in
    /// steps of 10, and never less than in a stage before. Every stage in which a deal
    /// is open needs one.
    #[schemars(range(min = 10, max = 90), extend("multipleOf" = 10))]
    pub(crate) probability: Option<u32>,
    /// The role that moves a deal through this stage.
    #[schemars(with = "Option<Text>", example = &"Account executive")]
    pub(crate) owner: Option<String>,
}

/// Advice for a combination of answers.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Note")]
pub(crate) struct NoteSpec {
    /// The name of the note for programs and translations, which no other note has.
    #[schemars(with = "Id", example = &"listed-accounts")]
    pub(crate) id: String,
    /// The answers that the note is about: option ids by question id. It is said when
    /// each of these questions was answered with one of its options here.
    #[schemars(
        with = "BTreeMap<Id, Vec<Id>>",
        extend("minProperties" = 1, "examples" = [{"contacts": ["everyone"], "leads": ["inbound", "both"]}])
    )]
    pub(crate) when: BTreeMap<String, Vec<String>>,
    /// Whether it changes how the first steps are to be read: then it comes before
    /// them instead of after.
    #[serde(default)]
    pub(crate) before_first_steps: bool,
    /// The advice.
    #[schemars(with = "Text")]
    pub(crate) text: String,
}

/// A reason for which deals are lost.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LostReason")]
pub(crate) struct LostReasonSpec {
    /// The name of the reason for programs, which no other reason has.
    #[schemars(with = "Id", example = &"no-decision")]
    pub(crate) id: String,
    /// The reason, as a seller chooses it in the CRM.
    #[schemars(with = "Text", example = &"No decision")]
    pub(crate) label: String,
    /// When to choose it.
    #[schemars(with = "Option<Text>")]
    pub(crate) help: Option<String>,
}
