//! The JSON, version 1. Programs rely on it, so it is spelt out in structs of
//! its own: the types of the diagnosis can change without a key moving here.
//! Within a version, keys are only ever added.

use std::collections::BTreeMap;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Look, Report};
use crate::answers::{Measured, Reply};
use crate::date::Date;
use crate::diagnosis::{self, Diagnosis, MOST_FIRST_STEPS};
use crate::document;
pub(crate) use crate::document::write_value;
use crate::pipeline::Phase;
use crate::questionnaire::{Choice, Id, Model, Question, Questionnaire};

pub(super) fn write(report: &Report<'_, '_>, _look: &Look, out: &mut dyn Write) -> io::Result<()> {
    write_value(&Version1::of(report), out)
}

pub(super) fn write_line(report: &Report<'_, '_>, out: &mut Vec<u8>) {
    document::write_compact(&Version1::of(report), out);
}

/// What a company was diagnosed with. Keys are only ever added to a version, so
/// pass over those that you do not know.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(title = "A salesmodel result, version 1", rename = "Result")]
pub(crate) struct Version1<'r> {
    /// The version of this format, which is always 1.
    #[schemars(extend("const" = 1))]
    version: u8,
    /// The language of the words, as a tag. Ids are the same in every language.
    #[schemars(example = &"en")]
    lang: &'r str,
    /// The company that the result is about, if a name was given.
    company: Option<&'r str>,
    /// The questionnaire that was answered.
    questionnaire: AboutQuestionnaire<'r>,
    /// The day on which the result was made, in UTC.
    date: Date,
    /// The answers: question ids to option ids or `unsure`, every question of the
    /// questionnaire in its order.
    #[schemars(with = "BTreeMap<Id, Id>", extend("examples" = [{"leads": "outbound", "revenue": "some"}]))]
    answers: AnswerIds<'r>,
    /// The numbers that were given, by question id: a percentage from 0 to 100, or
    /// a count. Only questions that were answered with a number are in it.
    #[schemars(with = "BTreeMap<Id, f64>", extend("examples" = [{"revenue": 30}]))]
    values: Values<'r>,
    /// What was measured, taken over from the answers file; null where nothing was.
    measured: Option<&'r Measured>,
    /// The leading model, with what to do about it.
    model: Advice<'r>,
    /// What to do first: the steps of the leading model, the first two of each model
    /// that is level with it, and the first of each other model in the mix.
    #[schemars(length(max = MOST_FIRST_STEPS))]
    first_steps: Vec<Step<'r>>,
    /// The ids of the models that the leading one is mixed with, strongest first.
    #[schemars(with = "Vec<Id>")]
    hybrid_with: Vec<&'r str>,
    /// Whether another model has as many points as the leading one.
    tie: bool,
    /// The points that the leading model is ahead of the next one.
    margin: u32,
    /// Whether the leader is certain: false if answers to all the unsure questions
    /// together could still change it.
    settled: bool,
    /// Every model with its points, strongest first.
    scores: Vec<Score<'r>>,
    /// How a deal begins; null where no model has an entry.
    entry: Option<Entry<'r>>,
    /// The stages to start with, in the order in which a deal goes through them;
    /// empty for a questionnaire without stages.
    pipeline: Vec<Stage<'r>>,
    /// Advice that goes with an option that was chosen, or with several together.
    notes: Vec<Note<'r>>,
    /// The reasons for which deals are lost, for a CRM that asks for one; empty for a
    /// questionnaire without any.
    lost_reasons: Vec<LostReason<'r>>,
    /// Every change of one answer that would put another model in the lead.
    what_if: Vec<Change<'r>>,
    /// The command that repeats this result without a prompt; null where none can.
    command: Option<&'r str>,
}

/// A questionnaire, by name.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Questionnaire")]
pub(super) struct AboutQuestionnaire<'r> {
    /// Its id.
    #[schemars(with = "Id")]
    id: &'r str,
    /// The version that its author gave it.
    version: &'r str,
}

/// A model with what to do about it.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Model")]
pub(super) struct Advice<'r> {
    /// Its id.
    #[schemars(with = "Id")]
    id: &'r str,
    /// Its name, as the field calls it.
    name: &'r str,
    /// What it means, in a sentence or two; empty where nothing is said.
    summary: &'r str,
    /// Who works on a sale.
    roles: &'r [String],
    /// What to measure.
    metrics: &'r [String],
    /// What goes wrong.
    pitfalls: &'r [String],
    /// What to do first, in order.
    first_steps: &'r [String],
}

/// Something to do first.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "FirstStep")]
struct Step<'r> {
    /// The id of the model that asks for it.
    #[schemars(with = "Id")]
    model: &'r str,
    /// What to do.
    text: &'r str,
}

/// The points of a model, and where they come from.
#[derive(JsonSchema, serde::Serialize)]
struct Score<'r> {
    /// The id of the model.
    #[schemars(with = "Id")]
    id: &'r str,
    /// The name of the model.
    name: &'r str,
    /// Its points in all.
    points: u32,
    /// The answers that gave them.
    because: Vec<Reason<'r>>,
}

/// An answer that gave points.
#[derive(JsonSchema, serde::Serialize)]
struct Reason<'r> {
    /// The id of the question.
    #[schemars(with = "Id")]
    question: &'r str,
    /// The id of the option.
    #[schemars(with = "Id")]
    option: &'r str,
    /// The points that it gave the model.
    #[schemars(range(min = 1))]
    points: u32,
}

/// How a deal begins.
#[derive(JsonSchema, serde::Serialize)]
struct Entry<'r> {
    /// The id of the model whose entry it is.
    #[schemars(with = "Id")]
    model: &'r str,
    /// Whether it had to be assumed, because no model that has an entry has the points
    /// to lead.
    assumed: bool,
}

/// A stage of the pipeline.
#[derive(JsonSchema, serde::Serialize)]
struct Stage<'r> {
    /// Its id.
    #[schemars(with = "Id")]
    id: &'r str,
    /// Its name in the CRM.
    name: &'r str,
    /// What it is for.
    goal: &'r str,
    /// The observable fact that ends it.
    exit: &'r str,
    /// Where it stands in the life of a deal: before the deal is opened, while it is
    /// open, or after it was won.
    #[schemars(extend("enum" = Phase::ALL.map(Phase::id)))]
    phase: &'r str,
    /// The percentage of deals in this stage that are won in the end, a default to
    /// plan with: 10 to 90, in steps of 10. Null outside the phase `sale`.
    #[schemars(range(min = 10, max = 90), extend("multipleOf" = 10))]
    probability: Option<u8>,
    /// The ids of the models that bring the stage.
    #[schemars(with = "Vec<Id>")]
    from: Vec<&'r str>,
    /// The answers whose option adds the stage. Where this and `from` are empty, the
    /// stage is always there, or its entry was assumed.
    because: Vec<Given<'r>>,
    /// The role that moves a deal through the stage, where the questionnaire names one.
    owner: Option<&'r str>,
}

/// An answer that was given.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "Answer")]
struct Given<'r> {
    /// The id of the question.
    #[schemars(with = "Id")]
    question: &'r str,
    /// The id of the option.
    #[schemars(with = "Id")]
    option: &'r str,
}

/// Advice that goes with an option, or with several together.
#[derive(JsonSchema, serde::Serialize)]
struct Note<'r> {
    /// The id of the question: of several, the first.
    #[schemars(with = "Id")]
    question: &'r str,
    /// The id of the option that was chosen.
    #[schemars(with = "Id")]
    option: &'r str,
    /// The advice.
    text: &'r str,
    /// The other answers that it takes, in the order of the questions.
    with: Vec<Given<'r>>,
}

/// A reason for which deals are lost.
#[derive(JsonSchema, serde::Serialize)]
#[schemars(rename = "LostReason")]
struct LostReason<'r> {
    /// Its id.
    #[schemars(with = "Id")]
    id: &'r str,
    /// The reason, as a seller chooses it.
    label: &'r str,
    /// When to choose it.
    help: Option<&'r str>,
}

/// A change of one answer that would put another model in the lead.
#[derive(JsonSchema, serde::Serialize)]
struct Change<'r> {
    /// The id of the question whose answer would change.
    #[schemars(with = "Id")]
    question: &'r str,
    /// The id of the option that would be chosen.
    #[schemars(with = "Id")]
    option: &'r str,
    /// The id of the model that would lead.
    #[schemars(with = "Id")]
    model: &'r str,
}

impl<'r> Version1<'r> {
    fn of(report: &'r Report<'r, '_>) -> Self {
        let diagnosis = report.diagnosis;
        let questionnaire = diagnosis.questionnaire();
        Version1 {
            version: 1,
            lang: questionnaire.lang(),
            company: report.company,
            questionnaire: AboutQuestionnaire::of(questionnaire),
            date: report.date,
            answers: AnswerIds(diagnosis.answers.replies()),
            values: Values(diagnosis.answers.replies()),
            measured: report.measured,
            model: Advice::of(diagnosis.leader().model),
            first_steps: (diagnosis.first_steps())
                .map(|step| Step { model: step.model.id.as_str(), text: step.text })
                .collect(),
            hybrid_with: diagnosis.mix().iter().map(|score| score.model.id.as_str()).collect(),
            tie: diagnosis.tie(),
            margin: diagnosis.margin(),
            settled: diagnosis.settled,
            scores: diagnosis.scores.iter().map(|score| Score::of(diagnosis, score)).collect(),
            entry: diagnosis
                .entry
                .map(|entry| Entry { model: entry.model.id.as_str(), assumed: entry.assumed }),
            pipeline: (diagnosis.pipeline.iter())
                .map(|stage| Stage {
                    id: stage.stage.id.as_str(),
                    name: &stage.stage.name,
                    goal: &stage.stage.goal,
                    exit: &stage.stage.exit,
                    phase: stage.phase.id(),
                    probability: stage.probability(),
                    from: stage.from().map(|model| model.id.as_str()).collect(),
                    because: stage.because().map(Given::of).collect(),
                    owner: stage.stage.owner.as_deref(),
                })
                .collect(),
            notes: diagnosis.notes().filter_map(Note::of).collect(),
            lost_reasons: (questionnaire.lost_reasons().iter())
                .map(|reason| LostReason {
                    id: reason.id.as_str(),
                    label: &reason.label,
                    help: reason.help.as_deref(),
                })
                .collect(),
            what_if: (diagnosis.what_if.iter())
                .map(|change| Change {
                    question: change.question.id.as_str(),
                    option: change.choice.id.as_str(),
                    model: change.model.id.as_str(),
                })
                .collect(),
            command: report.command,
        }
    }
}

impl<'r> AboutQuestionnaire<'r> {
    pub(super) fn of(questionnaire: &'r Questionnaire) -> Self {
        AboutQuestionnaire { id: questionnaire.id().as_str(), version: questionnaire.version() }
    }
}

impl<'r> Advice<'r> {
    pub(super) fn of(model: &'r Model) -> Self {
        Advice {
            id: model.id.as_str(),
            name: &model.name,
            summary: &model.summary,
            roles: &model.roles,
            metrics: &model.metrics,
            pitfalls: &model.pitfalls,
            first_steps: &model.first_steps,
        }
    }
}

impl<'r> Given<'r> {
    fn of((question, choice): (&'r Question, &'r Choice)) -> Self {
        Given { question: question.id.as_str(), option: choice.id.as_str() }
    }
}

impl<'r> Note<'r> {
    fn of(note: diagnosis::Note<'r>) -> Option<Self> {
        let mut answers = note.answers.into_iter().map(Given::of);
        let Given { question, option } = answers.next()?;
        Some(Note { question, option, text: note.text, with: answers.collect() })
    }
}

impl<'r> Score<'r> {
    fn of<'q: 'r>(diagnosis: &'r Diagnosis<'q>, score: &diagnosis::Score<'q>) -> Self {
        let because = (diagnosis.because(score.model))
            .map(|(question, choice, points)| Reason {
                question: question.id.as_str(),
                option: choice.id.as_str(),
                points,
            })
            .collect();
        Score {
            id: score.model.id.as_str(),
            name: &score.model.name,
            points: score.points,
            because,
        }
    }
}

/// Question ids to answer ids, in the order of the questions.
pub(super) struct AnswerIds<'r>(pub(super) &'r [Reply<'r>]);

impl Serialize for AnswerIds<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer
            .collect_map(self.0.iter().map(|reply| (reply.question().id.as_str(), reply.id())))
    }
}

/// Question ids to the numbers that were given.
struct Values<'r>(&'r [Reply<'r>]);

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
pub(super) struct Number(pub(super) f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // 30 percent is 30 and not 30.0. Beyond 2^53 an f64 skips whole numbers, and
        // its own notation says so.
        if self.0.fract() == 0.0 && self.0 < 9e15 {
            serializer.serialize_u64(self.0 as u64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}
