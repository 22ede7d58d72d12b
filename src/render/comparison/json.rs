//! The JSON of a comparison, version 1. Within a version, keys are only ever added.

use std::io::{self, Write};

use serde::Serialize;

use super::{Compared, Side};
use crate::answers::Reply;
use crate::comparison::Moves;
use crate::diagnosis::Diagnosis;
use crate::questionnaire::{Model, Stage};
use crate::render::json::{AboutQuestionnaire, Number, write_value};

#[derive(Serialize)]
struct Version1<'c> {
    version: u8,
    questionnaire: AboutQuestionnaire<'c>,
    before: Lead<'c>,
    after: Lead<'c>,
    answers: Vec<Answer<'c>>,
    mix: MovesOfIds<'c>,
    points: Vec<Points<'c>>,
    stages: MovesOfIds<'c>,
    other_phases: Vec<OtherPhase<'c>>,
}

/// One of the two, in short.
#[derive(Serialize)]
struct Lead<'c> {
    name: &'c str,
    company: Option<&'c str>,
    model: &'c str,
    hybrid_with: Vec<&'c str>,
    tie: bool,
    settled: bool,
}

#[derive(Serialize)]
struct Answer<'c> {
    question: &'c str,
    before: Given<'c>,
    after: Given<'c>,
}

#[derive(Serialize)]
struct Given<'c> {
    answer: &'c str,
    value: Option<Number>,
}

#[derive(Serialize)]
struct Points<'c> {
    model: &'c str,
    before: u32,
    after: u32,
    difference: i64,
}

#[derive(Serialize)]
struct MovesOfIds<'c> {
    comes: Vec<&'c str>,
    goes: Vec<&'c str>,
    stays: Vec<&'c str>,
}

#[derive(Serialize)]
struct OtherPhase<'c> {
    stage: &'c str,
    before: &'c str,
    after: &'c str,
}

/// Writes the comparison as JSON.
///
/// # Errors
///
/// Those of the writer.
pub fn write_json(compared: &Compared<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let comparison = &compared.comparison;
    let answers = comparison.answers().map(|(before, after)| Answer {
        question: before.question().id.as_str(),
        before: Given::of(before),
        after: Given::of(after),
    });
    let points = comparison.points().map(|points| Points {
        model: points.model.id.as_str(),
        before: points.before,
        after: points.after,
        difference: points.difference(),
    });
    let other_phases = comparison.other_phases().map(|(before, after)| OtherPhase {
        stage: before.stage.id.as_str(),
        before: before.phase.id(),
        after: after.phase.id(),
    });
    let json = Version1 {
        version: 1,
        questionnaire: AboutQuestionnaire::of(comparison.questionnaire()),
        before: Lead::of(comparison.before(), compared.before),
        after: Lead::of(comparison.after(), compared.after),
        answers: answers.collect(),
        mix: MovesOfIds::of(comparison.mix(), |model: &Model| model.id.as_str()),
        points: points.collect(),
        stages: MovesOfIds::of(comparison.stages(), |stage: &Stage| stage.id.as_str()),
        other_phases: other_phases.collect(),
    };
    write_value(&json, out)
}

impl<'c> Lead<'c> {
    fn of(diagnosis: &Diagnosis<'c>, side: Side<'c>) -> Self {
        Lead {
            name: side.name,
            company: side.company,
            model: diagnosis.leader().model.id.as_str(),
            hybrid_with: diagnosis.mix().iter().map(|score| score.model.id.as_str()).collect(),
            tie: diagnosis.tie(),
            settled: diagnosis.settled,
        }
    }
}

impl<'c> Given<'c> {
    fn of(reply: Reply<'c>) -> Self {
        Given { answer: reply.id(), value: reply.number().map(Number) }
    }
}

impl<'c> MovesOfIds<'c> {
    fn of<T>(moves: Moves<&'c T>, id: impl Fn(&'c T) -> &'c str) -> Self {
        let ids = |members: Vec<&'c T>| members.into_iter().map(&id).collect();
        MovesOfIds { comes: ids(moves.comes), goes: ids(moves.goes), stays: ids(moves.stays) }
    }
}
