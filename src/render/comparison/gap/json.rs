//! The JSON of a gap report, version 1. Within a version, keys are only ever added.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::GapReport;
use crate::answers::Trust;
use crate::comparison::gap::{Lead, MeasuredAnswer, QuestionGap};
use crate::date::Date;
use crate::questionnaire::Id;
use crate::render::json::{AboutQuestionnaire, Number, write_value};

/// What several people answer beside what was measured. Keys are only ever added to a
/// version, so pass over those that you do not know.
#[derive(JsonSchema, Serialize)]
#[schemars(title = "A salesmodel gap report, version 1", rename = "GapReport")]
pub(crate) struct Version1<'g> {
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
    people: Vec<Person<'g>>,
    /// The questions, those to settle first at the top.
    questions: Vec<Question<'g>>,
    /// The models that the answers give; a question without an answer counts as unsure.
    leaders: Vec<Leader<'g>>,
    /// The same with the measured answers instead of what people said; null where
    /// nothing was measured.
    leaders_as_measured: Option<Vec<Leader<'g>>>,
    /// What the measured answers alone lead to; null where they name no model.
    measured_alone: Option<Alone<'g>>,
}

/// One of those who answered.
#[derive(JsonSchema, Serialize)]
struct Person<'g> {
    /// What this person is called.
    name: Option<&'g str>,
}

/// One question, as everybody answers it.
#[derive(JsonSchema, Serialize)]
struct Question<'g> {
    /// The id of the question.
    #[schemars(with = "Id")]
    question: &'g str,
    /// Whether anything is to be settled: the answers differ, or somebody does not know,
    /// or something else was measured.
    open: bool,
    /// For how many people another answer that was given or measured would put another
    /// model in the lead.
    moves: usize,
    /// The answers that were given.
    answers: Vec<Answer<'g>>,
    /// The answers that were given when the question meant something else: they count as
    /// unsure.
    asked_differently: Vec<AnswerThen<'g>>,
    /// What was measured, or null.
    measured: Option<Measured<'g>>,
}

/// An answer to the question of an earlier version, with those who gave it.
#[derive(JsonSchema, Serialize)]
struct AnswerThen<'g> {
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
struct Answer<'g> {
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
struct Measured<'g> {
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
struct Leader<'g> {
    /// The id of the model; null where the answers name none.
    #[schemars(with = "Option<Id>")]
    model: Option<&'g str>,
    /// For how many people.
    count: usize,
    /// The places of those people in `people`, from 0; empty where nobody is to be named.
    people: Vec<usize>,
}

/// What the measured answers alone lead to.
#[derive(JsonSchema, Serialize)]
struct Alone<'g> {
    /// The id of the model.
    #[schemars(with = "Id")]
    model: &'g str,
    /// Whether it leads whatever the other questions are answered with.
    settled: bool,
}

pub(super) fn write(report: &GapReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let gap = report.gap;

    let named = gap.people.iter().all(|person| person.name.is_some());
    let json = Version1 {
        version: 1,
        company: report.company,
        questionnaire: AboutQuestionnaire::new(gap.questionnaire),
        date: report.date,
        people: gap.people.iter().map(|person| Person { name: person.name.as_deref() }).collect(),
        questions: gap.questions.iter().map(|question| about(question, named)).collect(),
        leaders: leaders(&gap.leaders, named),
        leaders_as_measured: (!gap.leaders_as_measured.is_empty())
            .then(|| leaders(&gap.leaders_as_measured, named)),
        measured_alone: (gap.measured_alone)
            .map(|lead| Alone { model: lead.model.id.as_str(), settled: lead.settled }),
    };
    write_value(&json, out)
}

fn about<'g>(question: &'g QuestionGap<'_>, named: bool) -> Question<'g> {
    let answers = question.beliefs.iter().map(|belief| Answer {
        answer: belief.reply.map(|reply| reply.id()),
        count: belief.people.len(),
        people: if named { belief.people.clone() } else { Vec::new() },
        values: belief.numbers.iter().copied().map(Number).collect(),
    });
    let earlier = question.earlier.iter().map(|belief| AnswerThen {
        version: &belief.answer.version,
        answer: &belief.answer.answer,
        value: belief.answer.number.map(Number),
        count: belief.people.len(),
        people: if named { belief.people.clone() } else { Vec::new() },
    });
    let agree = question.as_measured().map(|(same, _)| same);
    Question {
        question: question.question.id.as_str(),
        open: question.is_open(),
        moves: question.moved.len(),
        answers: answers.collect(),
        asked_differently: earlier.collect(),
        measured: question.measured.as_ref().map(|found| measured(found, agree)),
    }
}

fn measured<'g>(found: &'g MeasuredAnswer<'_>, agree: Option<usize>) -> Measured<'g> {
    let evidence = found.evidence.as_ref();
    let value = evidence.and_then(|evidence| evidence.value);
    Measured {
        answer: found.reply.map(|reply| reply.id()),
        value: value.or_else(|| found.reply.and_then(|reply| reply.number())).map(Number),
        of: evidence.and_then(|evidence| evidence.of),
        interval: evidence.and_then(|evidence| Some(evidence.interval?.map(Number))),
        trust: evidence.and_then(|evidence| evidence.trust.map(Trust::id)),
        agree,
    }
}

fn leaders<'g>(leads: &[Lead<'g>], named: bool) -> Vec<Leader<'g>> {
    leads.iter().map(|lead| leader(lead, named)).collect()
}

fn leader<'g>(lead: &Lead<'g>, named: bool) -> Leader<'g> {
    Leader {
        model: lead.model.map(|model| model.id.as_str()),
        count: lead.people.len(),
        people: if named { lead.people.clone() } else { Vec::new() },
    }
}
