//! The JSON, version 1. Programs rely on it, so it is spelt out in structs of
//! its own: the types of the diagnosis can change without a key moving here.
//! Within a version, keys are only ever added.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Look, Report};
use crate::answers::Reply;
use crate::diagnosis::{self, Diagnosis};
use crate::questionnaire::{Model, Questionnaire};

pub(super) fn write(report: &Report<'_, '_>, _look: &Look, out: &mut dyn Write) -> io::Result<()> {
    write_value(&Version1::of(report), out)
}

/// Writes a value as indented JSON with a line feed at the end.
pub(super) fn write_value(value: &impl Serialize, mut out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")
}

#[derive(serde::Serialize)]
struct Version1<'r> {
    version: u8,
    lang: &'r str,
    company: Option<&'r str>,
    questionnaire: AboutQuestionnaire<'r>,
    answers: AnswerIds<'r>,
    values: Values<'r>,
    model: Advice<'r>,
    hybrid_with: Vec<&'r str>,
    tie: bool,
    margin: u32,
    settled: bool,
    scores: Vec<Score<'r>>,
    entry: Option<Entry<'r>>,
    pipeline: Vec<Stage<'r>>,
    notes: Vec<Note<'r>>,
    what_if: Vec<Change<'r>>,
    command: Option<&'r str>,
}

/// Which questionnaire was answered.
#[derive(serde::Serialize)]
pub(super) struct AboutQuestionnaire<'r> {
    id: &'r str,
    version: &'r str,
}

/// A model with what to do about it.
#[derive(serde::Serialize)]
pub(super) struct Advice<'r> {
    id: &'r str,
    name: &'r str,
    summary: &'r str,
    roles: &'r [String],
    metrics: &'r [String],
    pitfalls: &'r [String],
    first_steps: &'r [String],
}

#[derive(serde::Serialize)]
struct Score<'r> {
    id: &'r str,
    name: &'r str,
    points: u32,
    because: Vec<Reason<'r>>,
}

#[derive(serde::Serialize)]
struct Reason<'r> {
    question: &'r str,
    option: &'r str,
    points: u32,
}

#[derive(serde::Serialize)]
struct Entry<'r> {
    model: &'r str,
    assumed: bool,
}

#[derive(serde::Serialize)]
struct Stage<'r> {
    id: &'r str,
    name: &'r str,
    goal: &'r str,
    exit: &'r str,
    phase: &'r str,
    probability: Option<u8>,
    from: Vec<&'r str>,
}

#[derive(serde::Serialize)]
struct Note<'r> {
    question: &'r str,
    option: &'r str,
    text: &'r str,
}

#[derive(serde::Serialize)]
struct Change<'r> {
    question: &'r str,
    option: &'r str,
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
            answers: AnswerIds(diagnosis.answers.replies()),
            values: Values(diagnosis.answers.replies()),
            model: Advice::of(diagnosis.leader().model),
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
                    from: stage.from.iter().map(|model| model.id.as_str()).collect(),
                })
                .collect(),
            notes: (diagnosis.notes())
                .map(|(question, choice, text)| Note {
                    question: question.id.as_str(),
                    option: choice.id.as_str(),
                    text,
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
struct AnswerIds<'r>(&'r [Reply<'r>]);

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
