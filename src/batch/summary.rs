//! The totals of a batch: how a portfolio, a team or a list of customers sells.
//!
//! ```
//! use salesmodel::batch::summary::{Summary, write_text};
//! use salesmodel::batch::{Options, Progress, Source, Wanted, run};
//! use salesmodel::date::Date;
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::render::Look;
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let rows = "leads,revenue,sellers,contacts\ninbound,30%,one,2\noutbound,30%,one,2\n";
//! let source = Source { name: "companies.csv".to_owned(), reader: Box::new(rows.as_bytes()) };
//! let mut options = Options::on(Date::EPOCH);
//! options.output = Wanted::Totals;
//! let (languages, progress, mut out) = ([&questionnaire], Progress::default(), Vec::new());
//! let totals = run(&languages, &options, vec![source], &|_, _| None, &progress, &mut out)?;
//!
//! let summary = Summary { totals: &totals, questionnaire: &questionnaire, by: None };
//! let mut page = Vec::new();
//! write_text(&summary, &Look::default(), &mut page)?;
//! let page = String::from_utf8(page)?;
//! assert!(page.contains("2 rows, all diagnosed"), "{page}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod page;

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Tally, Totals};
use crate::document::write_value;
use crate::questionnaire::{Questionnaire, UNSURE};

pub use page::write as write_text;

/// Totals, with the questionnaire and the column that they are about.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'s> {
    /// The totals.
    pub totals: &'s Totals,
    /// The questionnaire that was answered.
    pub questionnaire: &'s Questionnaire,
    /// The column by whose values the rows are grouped.
    pub by: Option<&'s str>,
}

/// Writes a summary as JSON, version 1: within it, keys are only ever added.
///
/// # Errors
///
/// Those of the writer.
pub fn write_json(summary: &Summary<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Summary { totals, questionnaire, by } = *summary;
    let groups = by.map(|column| GroupsJson {
        column,
        groups: (totals.groups.iter())
            .map(|(value, tally)| GroupJson { value, counts: Counts::new(tally, questionnaire) })
            .collect(),
        others: (totals.other_groups.rows > 0)
            .then(|| Counts::new(&totals.other_groups, questionnaire)),
        twins: &totals.twins,
    });
    let rejections = totals.reasons.iter().map(|(kind, reason)| Rejections {
        kind,
        times: reason.times,
        rows: reason.rows,
        file: &reason.first.0,
        line: reason.first.1,
    });
    let unrecognised = totals.unrecognised.iter().map(|value| UnrecognisedJson {
        value: &value.value,
        column: &value.column,
        times: value.times,
        file: &value.first.0,
        line: value.first.1,
        nearest: value.nearest.as_deref(),
    });
    let version1 = SummaryJson {
        version: 1,
        questionnaire: SummaryQuestionnaireJson {
            id: questionnaire.id().as_str(),
            version: questionnaire.version(),
        },
        counts: Counts::new(&totals.all, questionnaire),
        rejections: rejections.collect(),
        unrecognised: unrecognised.collect(),
        by: groups,
    };
    write_value(&version1, out)
}

/// The summary of a batch, version 1.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "A salesmodel summary of a batch, version 1", rename = "BatchSummary")]
pub(crate) struct SummaryJson<'s> {
    /// The version of this format, 1. Keys are only ever added to a version.
    version: u8,
    /// The questionnaire that the rows answer.
    questionnaire: SummaryQuestionnaireJson<'s>,
    #[serde(flatten)]
    counts: Counts<'s>,
    /// Why rows were rejected.
    rejections: Vec<Rejections<'s>>,
    /// The values that are not answers to their questions, the most frequent first.
    unrecognised: Vec<UnrecognisedJson<'s>>,
    /// The rows grouped by a column; null where none was named.
    by: Option<GroupsJson<'s>>,
}

/// The questionnaire that was answered.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SummaryQuestionnaire")]
struct SummaryQuestionnaireJson<'s> {
    /// Its id.
    id: &'s str,
    /// Its version, as its file says it.
    version: &'s str,
}

/// What was counted over some of the rows.
#[derive(Serialize, JsonSchema)]
struct Counts<'s> {
    /// How many rows were read.
    rows: u64,
    /// How many of them were diagnosed.
    diagnosed: u64,
    /// How many of them were rejected.
    rejected: u64,
    /// Every model of the questionnaire.
    models: Vec<ModelRowsJson<'s>>,
    /// How often models share the lead.
    ties: u64,
    /// How often answers to the unsure questions could still change the leader.
    unsettled: u64,
    /// How often no answer says how deals start, so that it was assumed.
    entry_assumed: u64,
    /// What was answered to each question.
    answers: Vec<QuestionRowsJson<'s>>,
}

/// How often a model was found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SummaryModel")]
struct ModelRowsJson<'s> {
    /// Its id.
    id: &'s str,
    /// Its name, in the language of the summary.
    name: &'s str,
    /// How often it leads.
    leads: u64,
    /// How often it is in the mix besides the leader.
    in_mix: u64,
}

/// The answers to one question.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SummaryAnswers")]
struct QuestionRowsJson<'s> {
    /// The id of the question.
    question: &'s str,
    /// Every option, and unsure.
    options: Vec<AnswerRowsJson<'s>>,
}

/// How often an answer was given.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SummaryAnswer")]
struct AnswerRowsJson<'s> {
    /// The id of the option, or `unsure`.
    option: &'s str,
    /// How many diagnosed rows have it.
    rows: u64,
}

/// One kind of reason for rejections.
#[derive(Serialize, JsonSchema)]
struct Rejections<'s> {
    /// What kind of thing was wrong.
    kind: &'static str,
    /// How often; a row can have several cells that are wrong in one way.
    times: u64,
    /// How many rows.
    rows: u64,
    /// The file of the first of them.
    file: &'s str,
    /// The line at which that one begins.
    line: u64,
}

/// A value that is not an answer to its question.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SummaryUnrecognised")]
struct UnrecognisedJson<'s> {
    /// The value, or its first 200 characters.
    value: &'s str,
    /// The column that it was found in.
    column: &'s str,
    /// How often it was found there.
    times: u64,
    /// The file of the first one.
    file: &'s str,
    /// The line at which the row of the first one begins.
    line: u64,
    /// The answer that it comes nearest to.
    nearest: Option<&'s str>,
}

/// Rows grouped by the values of a column.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Groups")]
struct GroupsJson<'s> {
    /// The column.
    column: &'s str,
    /// The largest first.
    groups: Vec<GroupJson<'s>>,
    /// The rows of all further values; null where there are none.
    others: Option<Counts<'s>>,
    /// Values that differ only in upper and lower case.
    twins: &'s [Vec<String>],
}

/// The rows of one value.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Group")]
struct GroupJson<'s> {
    /// The value; empty where a row has none.
    value: &'s str,
    #[serde(flatten)]
    counts: Counts<'s>,
}

impl<'s> Counts<'s> {
    fn new(tally: &Tally, questionnaire: &'s Questionnaire) -> Self {
        let count = |counts: &[u64], place: usize| counts.get(place).copied().unwrap_or(0);
        let models = questionnaire.models().iter().map(|model| ModelRowsJson {
            id: model.id.as_str(),
            name: &model.name,
            leads: count(&tally.leads, model.index),
            in_mix: count(&tally.mixed, model.index),
        });
        let answers = questionnaire.questions().iter().map(|question| {
            let counts = tally.answers.get(question.index).map_or(&[][..], Vec::as_slice);
            let ids = question.options.iter().map(|option| option.id.as_str()).chain([UNSURE]);
            let answer = |(place, option)| AnswerRowsJson { option, rows: count(counts, place) };
            let options = ids.enumerate().map(answer).collect();
            QuestionRowsJson { question: question.id.as_str(), options }
        });
        Counts {
            rows: tally.rows,
            diagnosed: tally.diagnosed(),
            rejected: tally.rejected,
            models: models.collect(),
            ties: tally.ties,
            unsettled: tally.unsettled,
            entry_assumed: tally.entry_assumed,
            answers: answers.collect(),
        }
    }
}
