//! The totals of a batch: how a portfolio, a team or a list of customers sells.

mod page;

use std::io::{self, Write};

use serde::Serialize;

use super::{Tally, Totals};
use crate::questionnaire::{Questionnaire, UNSURE};
use crate::render::write_json_value;

pub use page::write as write_text;

/// Totals with what they are of.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'s> {
    /// The totals.
    pub totals: &'s Totals,
    /// The questionnaire that was answered.
    pub questionnaire: &'s Questionnaire,
    /// The column by whose values they are grouped.
    pub by: Option<&'s str>,
}

/// Writes a summary as JSON, version 1: within it, keys are only ever added.
///
/// # Errors
///
/// Those of the writer.
pub fn write_json(summary: &Summary<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Summary { totals, questionnaire, by } = *summary;
    let groups = by.map(|column| Groups {
        column,
        groups: (totals.groups.iter())
            .map(|(value, tally)| Group { value, counts: Counts::of(tally, questionnaire) })
            .collect(),
        others: (totals.other_groups.rows > 0)
            .then(|| Counts::of(&totals.other_groups, questionnaire)),
    });
    let rejections = totals.reasons.iter().map(|(kind, times)| Rejections { kind, times: *times });
    let unrecognised = totals.unrecognised.iter().map(|value| Unrecognised {
        value: &value.value,
        column: &value.column,
        times: value.times,
        file: &value.first.0,
        line: value.first.1,
        nearest: value.nearest.as_deref(),
    });
    let version1 = Version1 {
        version: 1,
        questionnaire: AboutQuestionnaire {
            id: questionnaire.id().as_str(),
            version: questionnaire.version(),
        },
        counts: Counts::of(&totals.all, questionnaire),
        rejections: rejections.collect(),
        unrecognised: unrecognised.collect(),
        by: groups,
    };
    write_json_value(&version1, out)
}

#[derive(Serialize)]
struct Version1<'s> {
    version: u8,
    questionnaire: AboutQuestionnaire<'s>,
    #[serde(flatten)]
    counts: Counts<'s>,
    rejections: Vec<Rejections>,
    unrecognised: Vec<Unrecognised<'s>>,
    by: Option<Groups<'s>>,
}

#[derive(Serialize)]
struct AboutQuestionnaire<'s> {
    id: &'s str,
    version: &'s str,
}

#[derive(Serialize)]
struct Counts<'s> {
    rows: u64,
    diagnosed: u64,
    rejected: u64,
    models: Vec<Model<'s>>,
    ties: u64,
    unsettled: u64,
    answers: Vec<Answers<'s>>,
}

#[derive(Serialize)]
struct Model<'s> {
    id: &'s str,
    name: &'s str,
    leads: u64,
    in_mix: u64,
}

#[derive(Serialize)]
struct Answers<'s> {
    question: &'s str,
    options: Vec<Answer<'s>>,
}

#[derive(Serialize)]
struct Answer<'s> {
    option: &'s str,
    rows: u64,
}

#[derive(Serialize)]
struct Rejections {
    kind: &'static str,
    times: u64,
}

#[derive(Serialize)]
struct Unrecognised<'s> {
    value: &'s str,
    column: &'s str,
    times: u64,
    file: &'s str,
    line: u64,
    nearest: Option<&'s str>,
}

#[derive(Serialize)]
struct Groups<'s> {
    column: &'s str,
    groups: Vec<Group<'s>>,
    others: Option<Counts<'s>>,
}

#[derive(Serialize)]
struct Group<'s> {
    value: &'s str,
    #[serde(flatten)]
    counts: Counts<'s>,
}

impl<'s> Counts<'s> {
    fn of(tally: &Tally, questionnaire: &'s Questionnaire) -> Self {
        let count = |counts: &[u64], place: usize| counts.get(place).copied().unwrap_or(0);
        let models = questionnaire.models().iter().map(|model| Model {
            id: model.id.as_str(),
            name: &model.name,
            leads: count(&tally.leads, model.index),
            in_mix: count(&tally.mixed, model.index),
        });
        let answers = questionnaire.questions().iter().map(|question| {
            let counts = tally.answers.get(question.index).map_or(&[][..], Vec::as_slice);
            let ids = question.options.iter().map(|option| option.id.as_str()).chain([UNSURE]);
            let answer = |(place, option)| Answer { option, rows: count(counts, place) };
            let options = ids.enumerate().map(answer).collect();
            Answers { question: question.id.as_str(), options }
        });
        Counts {
            rows: tally.rows,
            diagnosed: tally.diagnosed(),
            rejected: tally.rejected,
            models: models.collect(),
            ties: tally.ties,
            unsettled: tally.unsettled,
            answers: answers.collect(),
        }
    }
}
