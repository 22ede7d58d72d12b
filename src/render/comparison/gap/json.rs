//! The JSON of a gap report, version 1. Within a version, keys are only ever added.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::GapReport;
use crate::answers::Trust;
use crate::comparison::gap::{Leader, MeasuredAnswer, QuestionGap};
use crate::date::Date;
use crate::document::write_value;
use crate::questionnaire::Id;
use crate::render::json::{AboutQuestionnaire, Number};

/// What several people answer beside what was measured. Keys are only ever added to a
/// version, so pass over those that you do not know.
#[derive(JsonSchema, Serialize)]
#[schemars(title = "A salesmodel gap report, version 1", rename = "GapReport")]
pub(crate) struct GapJson<'g> {
    /// The version of this format, which is always 1.
    #[schemars(extend("const" = 1))]
    version: u8,
    /// The company that the answers are about.
    company: Option<&'g str>,
    /// The questionnaire that all of them answer.
    questionnaire: AboutQuestionnaire<'g>,
    /// The day on which the report was made.
    date: Date,
    /// Those who answered, in the order of the files; names are null where nobody is to
    /// be named.
    people: Vec<PersonJson<'g>>,
    /// The questions, those to settle first at the top.
    questions: Vec<QuestionJson<'g>>,
    /// The models that the answers give; a question without an answer counts as unsure.
    leaders: Vec<LeaderJson<'g>>,
    /// The same with the measured answers instead of what people said; null where
    /// nothing was measured.
    leaders_as_measured: Option<Vec<LeaderJson<'g>>>,
    /// What the measured answers alone lead to; null where they name no model.
    measured_alone: Option<AloneJson<'g>>,
}

/// One of those who answered.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Person")]
struct PersonJson<'g> {
    /// What this person is called.
    name: Option<&'g str>,
}

/// One question, as everybody answers it.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Question")]
struct QuestionJson<'g> {
    /// The id of the question.
    question: &'g Id,
    /// Whether anything is to be settled: the answers differ, or somebody does not know,
    /// or something else was measured.
    open: bool,
    /// For how many people another answer that was given or measured would put another
    /// model in the lead.
    moves: usize,
    /// The answers that were given.
    answers: Vec<CountedAnswerJson<'g>>,
    /// The answers that were given when the question meant something else: they count as
    /// unsure.
    asked_differently: Vec<AnswerThenJson<'g>>,
    /// What was measured, or null.
    measured: Option<MeasuredJson<'g>>,
}

/// An answer to the question of an earlier version, with those who gave it.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "AnswerThen")]
struct AnswerThenJson<'g> {
    /// The version of the questionnaire that was answered.
    version: &'g str,
    /// The answer as its file has it.
    answer: &'g str,
    /// The number beside it, where a saved result has one.
    #[schemars(with = "Option<f64>")]
    value: Option<Number>,
    /// How many people gave it.
    count: usize,
    /// The places of those people in `people`, from 0; empty where nobody is to be named.
    people: Vec<usize>,
}

/// An answer with those who gave it.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Answer")]
struct CountedAnswerJson<'g> {
    /// The id of an option, `unsure`, or null for no answer.
    #[schemars(with = "Option<Id>")]
    answer: Option<&'g str>,
    /// How many people gave it.
    count: usize,
    /// The places of those people in `people`, from 0; empty where nobody is to be named.
    people: Vec<usize>,
    /// The numbers that were given for it, lowest first.
    #[schemars(with = "Vec<f64>")]
    values: Vec<Number>,
}

/// What was measured of a question.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Measured")]
struct MeasuredJson<'g> {
    /// The id of the option; null where the number alone does not say.
    #[schemars(with = "Option<Id>")]
    answer: Option<&'g str>,
    /// The number.
    #[schemars(with = "Option<f64>")]
    value: Option<Number>,
    /// Of how many deals.
    of: Option<u64>,
    /// The lower and the upper end of the 95 % interval.
    #[schemars(with = "Option<[f64; 2]>")]
    interval: Option<[Number; 2]>,
    /// How far it can be trusted; null where the file does not say.
    #[schemars(extend("enum" = ["clear", "leaning", "open", null]))]
    trust: Option<&'g str>,
    /// How many of those who know an answer gave this one; null where none was measured.
    agree: Option<usize>,
}

/// A model with those whose answers put it in the lead.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Leader")]
struct LeaderJson<'g> {
    /// The id of the model; null where the answers name none.
    model: Option<&'g Id>,
    /// For how many people.
    count: usize,
    /// The places of those people in `people`, from 0; empty where nobody is to be named.
    people: Vec<usize>,
}

/// What the measured answers alone lead to.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Alone")]
struct AloneJson<'g> {
    /// The id of the model.
    model: &'g Id,
    /// Whether it leads whatever the other questions are answered with.
    settled: bool,
}

pub(super) fn write(report: &GapReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let gap = report.gap;

    let named = gap.people.iter().all(|person| person.name.is_some());
    let json = GapJson {
        version: 1,
        company: report.company,
        questionnaire: AboutQuestionnaire::new(gap.questionnaire),
        date: report.date,
        people: gap
            .people
            .iter()
            .map(|person| PersonJson { name: person.name.as_deref() })
            .collect(),
        questions: gap.questions.iter().map(|question| about(question, named)).collect(),
        leaders: leaders(&gap.leaders, named),
        leaders_as_measured: (!gap.leaders_as_measured.is_empty())
            .then(|| leaders(&gap.leaders_as_measured, named)),
        measured_alone: (gap.measured_alone)
            .map(|lead| AloneJson { model: &lead.model.id, settled: lead.settled }),
    };
    write_value(&json, out)
}

fn about<'g>(question: &'g QuestionGap<'_>, named: bool) -> QuestionJson<'g> {
    let answers = question.beliefs.iter().map(|belief| CountedAnswerJson {
        answer: belief.reply.map(|reply| reply.id()),
        count: belief.people.len(),
        people: if named { belief.people.clone() } else { Vec::new() },
        values: belief.numbers.iter().copied().map(Number).collect(),
    });
    let earlier = question.earlier.iter().map(|belief| AnswerThenJson {
        version: &belief.answer.version,
        answer: &belief.answer.answer,
        value: belief.answer.number.map(Number),
        count: belief.people.len(),
        people: if named { belief.people.clone() } else { Vec::new() },
    });
    let agree = question.as_measured().map(|(same, _)| same);
    QuestionJson {
        question: &question.question.id,
        open: question.is_open(),
        moves: question.moved.len(),
        answers: answers.collect(),
        asked_differently: earlier.collect(),
        measured: question.measured.as_ref().map(|found| measured(found, agree)),
    }
}

fn measured<'g>(found: &'g MeasuredAnswer<'_>, agree: Option<usize>) -> MeasuredJson<'g> {
    let evidence = found.evidence.as_ref();
    let value = evidence.and_then(|evidence| evidence.value);
    MeasuredJson {
        answer: found.reply.map(|reply| reply.id()),
        value: value.or_else(|| found.reply.and_then(|reply| reply.number())).map(Number),
        of: evidence.and_then(|evidence| evidence.of),
        interval: evidence.and_then(|evidence| Some(evidence.interval?.map(Number))),
        trust: evidence.and_then(|evidence| evidence.trust.map(Trust::id)),
        agree,
    }
}

fn leaders<'g>(leads: &[Leader<'g>], named: bool) -> Vec<LeaderJson<'g>> {
    leads.iter().map(|lead| leader(lead, named)).collect()
}

fn leader<'g>(lead: &Leader<'g>, named: bool) -> LeaderJson<'g> {
    LeaderJson {
        model: lead.model.map(|model| &model.id),
        count: lead.people.len(),
        people: if named { lead.people.clone() } else { Vec::new() },
    }
}
