//! The JSON of a measurement, version 1. Within a version, keys are only ever added.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::MeasuredReport;
use crate::measure::{Basis, Detail, Finding, Tallies};
use crate::render::json::{AboutQuestionnaire, write_value};

/// What a firm's own records show. Keys are only ever added to a version, so pass over
/// those that you do not know.
#[derive(JsonSchema, Serialize)]
#[schemars(title = "A salesmodel measurement, version 1", rename = "Measurement")]
pub(crate) struct Version1<'m> {
    /// The version of this format, which is always 1.
    #[schemars(extend("const" = 1))]
    version: u8,
    /// The company that was measured, if it was named.
    company: Option<&'m str>,
    /// The questionnaire whose questions were measured.
    questionnaire: AboutQuestionnaire<'m>,
    /// The day of the measurement.
    date: String,
    /// The answers that were found, by question; a question that was not measured is
    /// missing.
    answers: BTreeMap<&'m str, &'m str>,
    /// The numbers behind them, in the unit of each question.
    values: BTreeMap<&'m str, f64>,
    /// The evidence.
    measured: Measured<'m>,
    /// Lead sources without a class, with how many deals have them.
    open_sources: Vec<OpenSource<'m>>,
    /// The twelve months' revenue, where it was found.
    revenue: Option<Revenue<'m>>,
    /// The columns that were read, of each file.
    files: Vec<File<'m>>,
    /// What was left out, with the first lines of each kind.
    left_out: Vec<LeftOut>,
}

/// What was measured: ids and numbers, and the names of columns.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Measured<'m> {
    /// The twelve months that end on the last win; none without deals.
    pub(super) period: Option<Period>,
    /// How many deals there are; none without any.
    pub(super) deals: Option<Deals>,
    /// The evidence of each question.
    #[schemars(with = "BTreeMap<String, Evidence<'m>>")]
    #[serde(serialize_with = "as_map")]
    pub(super) questions: Vec<(&'m str, Evidence<'m>)>,
    /// How many were left out, by reason.
    pub(super) left_out: BTreeMap<&'static str, usize>,
}

/// Days from one to another, both included.
#[derive(JsonSchema, Serialize)]
pub(super) struct Period {
    /// The first day, as in 2025-10-27.
    pub(super) from: String,
    /// The last day.
    pub(super) to: String,
}

/// How many deals there are.
#[derive(JsonSchema, Serialize)]
pub(super) struct Deals {
    /// Those that were read.
    pub(super) read: usize,
    /// Those of them that were won.
    pub(super) won: usize,
    /// Those that were won in the period.
    pub(super) in_period: usize,
}

/// What an answer rests on.
#[derive(JsonSchema, Serialize)]
pub(super) struct Evidence<'m> {
    /// The id of the answer; none where the question was not measured.
    pub(super) answer: Option<&'m str>,
    /// The number that was found, in the unit of the question.
    pub(super) value: Option<f64>,
    /// How many deals or invoices it rests on.
    pub(super) of: u64,
    /// What was counted.
    #[schemars(with = "BTreeMap<String, u64>")]
    #[serde(serialize_with = "as_map")]
    pub(super) counts: Vec<(Cow<'m, str>, u64)>,
    /// The part of the deals of which the fact is known, 0 to 1.
    pub(super) coverage: Option<f64>,
    /// The 95 percent interval of the number; for lead sources, of the percentage of
    /// leads that came in.
    pub(super) interval: Option<[f64; 2]>,
    /// How far it can be trusted.
    #[schemars(extend("enum" = ["clear", "leaning", "open"]))]
    pub(super) trust: &'static str,
    /// The columns that it rests on.
    pub(super) from: &'m [String],
    /// Why there is no answer.
    pub(super) why: Option<&'static str>,
}

/// A lead source without a class.
#[derive(JsonSchema, Serialize)]
struct OpenSource<'m> {
    /// The source, as the file has it.
    value: &'m str,
    /// How many deals have it.
    deals: u64,
    /// A known one that is spelt much like it.
    near: Option<&'m str>,
    /// The class of that one.
    near_class: Option<&'static str>,
}

/// Revenue from existing customers.
#[derive(JsonSchema, Serialize)]
struct Revenue<'m> {
    /// What it was taken from: of `deals` it is a lower bound.
    #[schemars(extend("enum" = ["invoices", "deals", "orders"]))]
    basis: &'static str,
    /// The twelve months.
    period: Period,
    /// The amount from existing customers, in whole units.
    existing: i64,
    /// All of it.
    total: i64,
    /// The currency, where the file says it.
    currency: Option<&'m str>,
    /// The percentage that the largest customer has.
    largest_customer: f64,
    /// The percentage that the won deals give, where invoices decide.
    deals_percent: Option<f64>,
}

/// A file that was read.
#[derive(JsonSchema, Serialize)]
struct File<'m> {
    /// What its rows are.
    #[schemars(extend("enum" = ["deals", "activities", "invoices", "people"]))]
    kind: &'static str,
    /// The encoding that it was read as.
    encoding: &'static str,
    /// The line of its header.
    header: u64,
    /// The names of its columns, by role.
    columns: Vec<Column<'m>>,
    /// The rows that cannot be read.
    unreadable: usize,
}

/// A column that was read.
#[derive(JsonSchema, Serialize)]
struct Column<'m> {
    /// What it holds, as --column calls it.
    role: &'static str,
    /// Its name in the header.
    name: &'m str,
}

/// What was left out for one reason.
#[derive(JsonSchema, Serialize)]
struct LeftOut {
    /// The reason.
    why: &'static str,
    /// How many.
    count: usize,
    /// The first of them: the file, from 0, and the line.
    first: Vec<Place>,
}

/// A row of a file.
#[derive(JsonSchema, Serialize)]
struct Place {
    /// The file, from 0.
    file: u32,
    /// The line, from 1.
    line: u64,
}

/// Writes what was measured as JSON, with a line feed at the end.
///
/// # Errors
///
/// Those of the writer.
pub fn write_json(report: &MeasuredReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = || report.measured.findings.iter();
    let replies = || findings().filter_map(|finding| finding.answer);
    let details = || findings().map(|finding| &finding.detail);
    let version = Version1 {
        version: 1,
        company: report.company,
        questionnaire: AboutQuestionnaire::of(report.questionnaire),
        date: report.day.to_string(),
        answers: replies().map(|reply| (reply.question().id.as_str(), reply.id())).collect(),
        values: replies()
            .filter_map(|reply| Some((reply.question().id.as_str(), reply.number()?)))
            .collect(),
        measured: Measured::of(report),
        open_sources: details().flat_map(open_sources).collect(),
        revenue: details().find_map(revenue),
        files: report.files.files.iter().map(File::of).collect(),
        left_out: left_out(&report.measured.left_out),
    };
    write_value(&version, out)
}

impl<'m> Measured<'m> {
    pub(super) fn of(report: &MeasuredReport<'m, 'm>) -> Self {
        let book = report.files.book.as_ref();
        let left_out = report.measured.left_out.iter();
        let findings = report.measured.findings.iter();
        Measured {
            period: book.map(|book| Period::of(book.period)),
            deals: book.map(|book| Deals {
                read: book.read,
                won: book.won,
                in_period: book.in_period,
            }),
            questions: findings
                .filter(|finding| finding.question.measure.is_some())
                .map(|finding| (finding.question.id.as_str(), Evidence::of(finding)))
                .collect(),
            left_out: left_out.map(|(why, tally)| (why.id(), tally.count)).collect(),
        }
    }
}

impl Period {
    fn of(period: crate::measure::Period) -> Self {
        Period { from: period.from.to_string(), to: period.to.to_string() }
    }
}

impl<'m> Evidence<'m> {
    fn of(finding: &'m Finding<'m>) -> Self {
        let counts = finding.counts.iter();
        Evidence {
            answer: finding.answer.map(|reply| reply.id()),
            value: finding.value,
            of: finding.of,
            counts: counts.map(|(name, count)| (Cow::Borrowed(name.as_str()), *count)).collect(),
            coverage: finding.coverage,
            interval: finding.interval,
            trust: finding.trust.id(),
            from: &finding.from,
            why: finding.why.as_ref().map(crate::measure::Why::id),
        }
    }
}

impl<'m> File<'m> {
    fn of(file: &'m crate::measure::FileRead) -> Self {
        let columns = file.layout.columns().map(|(role, name)| Column { role, name });
        File {
            kind: file.layout.kind.id(),
            encoding: file.encoding.name(),
            header: file.header,
            columns: columns.collect(),
            unreadable: file.unreadable.0,
        }
    }
}

fn open_sources(detail: &Detail) -> Vec<OpenSource<'_>> {
    let Detail::Leads(leads) = detail else { return Vec::new() };
    let open = leads.open.iter().map(|source| OpenSource {
        value: &source.value,
        deals: source.count,
        near: source.near.as_ref().map(|(name, _)| name.as_str()),
        near_class: source.near.as_ref().map(|(_, class)| class.id()),
    });
    open.collect()
}

fn revenue(detail: &Detail) -> Option<Revenue<'_>> {
    let Detail::Revenue(revenue) = detail else { return None };
    let basis = match revenue.basis {
        Basis::Invoices => "invoices",
        Basis::Deals => "deals",
        Basis::Orders => "orders",
    };
    Some(Revenue {
        basis,
        period: Period::of(revenue.period),
        existing: revenue.existing,
        total: revenue.total,
        currency: revenue.currency.as_deref(),
        largest_customer: revenue.largest,
        deals_percent: revenue.other.map(|(_, percent)| percent),
    })
}

fn left_out(tallies: &Tallies) -> Vec<LeftOut> {
    let left_out = tallies.iter().map(|(why, tally)| LeftOut {
        why: why.id(),
        count: tally.count,
        first: tally.first.iter().map(|at| Place { file: at.file, line: at.line }).collect(),
    });
    left_out.collect()
}

fn as_map<S: Serializer, K: Serialize, V: Serialize>(
    pairs: &[(K, V)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(key, value)| (key, value)))
}
