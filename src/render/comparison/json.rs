//! The JSON of a comparison, version 1. Within a version, keys are only ever added.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Compared, Side};
use crate::answers::Reply;
use crate::answers::result::EntryJson;
use crate::comparison::{AnswerThen, Asked, Moves};
use crate::diagnosis::Diagnosis;
use crate::document::write_value;
use crate::pipeline::Phase;
use crate::questionnaire::{Id, Model, Stage};
use crate::render::json::{AboutQuestionnaire, Number, entry};

/// What differs between two results. Keys are only ever added to a version, so pass
/// over those that you do not know.
#[derive(JsonSchema, Serialize)]
#[schemars(title = "A salesmodel comparison, version 1", rename = "Comparison")]
pub(crate) struct ComparisonJson<'c> {
    /// The version of this format, which is always 1.
    #[schemars(extend("const" = 1))]
    version: u8,
    /// The questionnaire that both answer.
    questionnaire: AboutQuestionnaire<'c>,
    /// The first result.
    before: LeadJson<'c>,
    /// The second result.
    after: LeadJson<'c>,
    /// The answers that differ, in the order of the questions.
    answers: Vec<ChangedAnswerJson<'c>>,
    /// The ids of the models that come into the mix, leave it and stay in it. The
    /// leading model is not in the mix.
    mix: MovesOfIds<'c>,
    /// Every model with its points, in the order of the second result.
    points: Vec<PointsJson<'c>>,
    /// The ids of the stages that come, go and stay, in pipeline order.
    stages: MovesOfIds<'c>,
    /// The stages that stay, but in another phase.
    other_phases: Vec<OtherPhaseJson<'c>>,
    /// The questions that changed their meaning since a version that one of the two
    /// answers, or both. Their answers are not compared, and give no points: all the
    /// rest is without them.
    asked_differently: Vec<AskedDifferentlyJson<'c>>,
}

/// One of the two results, in short.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Lead")]
struct LeadJson<'c> {
    /// What people call it: its company, or its file.
    name: &'c str,
    /// The company that it is about, if it names one.
    company: Option<&'c str>,
    /// The id of the leading model.
    model: &'c Id,
    /// The ids of the models that the leading one is mixed with, strongest first.
    hybrid_with: Vec<&'c Id>,
    /// Whether another model has as many points as the leading one.
    tie: bool,
    /// Whether the leader is certain, whatever the unsure questions are answered with.
    settled: bool,
    /// How a deal starts; null for a questionnaire without stages.
    entry: Option<EntryJson<'c>>,
}

/// A question that is answered differently.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Answer")]
struct ChangedAnswerJson<'c> {
    /// The id of the question.
    question: &'c Id,
    /// Its answer in the first result.
    before: GivenJson<'c>,
    /// Its answer in the second.
    after: GivenJson<'c>,
}

/// An answer.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Given")]
struct GivenJson<'c> {
    /// The id of an option, or `unsure`.
    #[schemars(with = "Id")]
    answer: &'c str,
    /// The number that was given, if one was.
    #[schemars(with = "Option<f64>")]
    value: Option<Number>,
}

/// The points of a model.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Points")]
struct PointsJson<'c> {
    /// The id of the model.
    model: &'c Id,
    /// Its points in the first result.
    before: u32,
    /// Its points in the second.
    after: u32,
    /// The points that it has more in the second; negative if it has fewer.
    difference: i64,
}

/// What becomes of the members of a list.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Moves")]
struct MovesOfIds<'c> {
    /// Those of the second result alone.
    comes: Vec<&'c Id>,
    /// Those of the first alone.
    goes: Vec<&'c Id>,
    /// Those of both.
    stays: Vec<&'c Id>,
}

/// A stage that is in another phase.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "OtherPhase")]
struct OtherPhaseJson<'c> {
    /// The id of the stage.
    stage: &'c Id,
    /// Its phase in the first result.
    #[schemars(extend("enum" = Phase::ALL.map(Phase::id)))]
    before: &'c str,
    /// Its phase in the second.
    #[schemars(extend("enum" = Phase::ALL.map(Phase::id)))]
    after: &'c str,
}

/// A question that was asked in different meanings.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "AskedDifferently")]
struct AskedDifferentlyJson<'c> {
    /// The id of the question.
    question: &'c Id,
    /// The version in which the question last changed its meaning.
    since: &'c str,
    /// The answer in the first result.
    before: GivenThenJson<'c>,
    /// The answer in the second.
    after: GivenThenJson<'c>,
}

/// An answer in the meaning that its question had.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "GivenThen")]
struct GivenThenJson<'c> {
    /// The version of the questionnaire that was answered.
    version: &'c str,
    /// The answer as it was saved: as a rule the id of an option of that version, or
    /// `unsure`; null where there is no answer.
    answer: Option<&'c str>,
    /// The number that was given, if one was.
    #[schemars(with = "Option<f64>")]
    value: Option<Number>,
}

/// Writes the comparison as JSON.
///
/// # Errors
///
/// Those of the writer.
pub fn write_json(compared: &Compared<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let comparison = &compared.comparison;
    let answers = comparison.answers().map(|(before, after)| ChangedAnswerJson {
        question: &before.question().id,
        before: GivenJson::new(before),
        after: GivenJson::new(after),
    });
    let points = comparison.points().map(|points| PointsJson {
        model: &points.model.id,
        before: points.before,
        after: points.after,
        difference: points.difference(),
    });
    let other_phases = comparison.other_phases().map(|(before, after)| OtherPhaseJson {
        stage: &before.stage.id,
        before: before.phase.id(),
        after: after.phase.id(),
    });
    let asked_differently =
        comparison.asked_differently().iter().map(|asked| AskedDifferentlyJson {
            question: &asked.question.id,
            since: asked.question.since.as_deref().expect("it has changed in a version"),
            before: GivenThenJson::new(&asked.before),
            after: GivenThenJson::new(&asked.after),
        });
    let json = ComparisonJson {
        version: 1,
        questionnaire: AboutQuestionnaire::new(comparison.questionnaire()),
        before: LeadJson::new(comparison.before(), compared.before),
        after: LeadJson::new(comparison.after(), compared.after),
        answers: answers.collect(),
        mix: MovesOfIds::new(comparison.mix(), |model: &Model| &model.id),
        points: points.collect(),
        stages: MovesOfIds::new(comparison.stages(), |stage: &Stage| &stage.id),
        other_phases: other_phases.collect(),
        asked_differently: asked_differently.collect(),
    };
    write_value(&json, out)
}

impl<'c> LeadJson<'c> {
    fn new(diagnosis: &Diagnosis<'c>, side: Side<'c>) -> Self {
        LeadJson {
            name: side.name,
            company: side.company,
            model: &diagnosis.leader().model.id,
            hybrid_with: diagnosis.mix().iter().map(|score| &score.model.id).collect(),
            tie: diagnosis.tie(),
            settled: diagnosis.settled,
            entry: entry(diagnosis),
        }
    }
}

impl<'c> GivenJson<'c> {
    fn new(reply: Reply<'c>) -> Self {
        GivenJson { answer: reply.id(), value: reply.number().map(Number) }
    }
}

impl<'c> GivenThenJson<'c> {
    fn new(asked: &'c Asked<'_>) -> Self {
        let answer = asked.answer.as_ref();
        GivenThenJson {
            version: &asked.version,
            answer: answer.map(AnswerThen::id),
            value: answer.and_then(AnswerThen::number).map(Number),
        }
    }
}

impl<'c> MovesOfIds<'c> {
    fn new<T>(moves: Moves<&'c T>, id: impl Fn(&'c T) -> &'c Id) -> Self {
        let ids = |members: Vec<&'c T>| members.into_iter().map(&id).collect();
        MovesOfIds { comes: ids(moves.comes), goes: ids(moves.goes), stays: ids(moves.stays) }
    }
}
