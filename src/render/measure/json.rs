//! The JSON of a measurement, version 1. Within a version, keys are only ever added.

use std::collections::BTreeMap;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::MeasuredReport;
use crate::answers::{Deals, Evidence, Measured, Period};
use crate::document::write_value;
use crate::measure::{Basis, Finding, FindingDetail, LeftOutCounts};
use crate::render::json::AboutQuestionnaire;

/// What a firm's own records show. Keys are only ever added to a version, so pass over
/// those that you do not know.
#[derive(JsonSchema, Serialize)]
#[schemars(title = "A salesmodel measurement, version 1", rename = "Measurement")]
pub(crate) struct MeasurementJson<'m> {
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
    /// The numbers that they follow from, in the unit of each question.
    values: BTreeMap<&'m str, f64>,
    /// The evidence.
    measured: Measured,
    /// Lead sources without a class, with how many deals have them.
    open_sources: Vec<OpenSourceJson<'m>>,
    /// The twelve months' revenue, where it was found.
    revenue: Option<Revenue<'m>>,
    /// The columns that were read, of each file.
    files: Vec<FileJson<'m>>,
    /// What was left out, with the first lines of each kind.
    left_out: Vec<LeftOutJson>,
}

/// A lead source without a class.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "OpenSource")]
struct OpenSourceJson<'m> {
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
#[schemars(rename = "File")]
struct FileJson<'m> {
    /// What its rows are.
    #[schemars(extend("enum" = ["deals", "activities", "invoices", "people"]))]
    kind: &'static str,
    /// The encoding that it was read as.
    encoding: &'static str,
    /// The line of its header.
    header: u64,
    /// The names of its columns, by role.
    columns: Vec<ColumnJson<'m>>,
    /// The rows that cannot be read.
    unreadable: usize,
}

/// A column that was read.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Column")]
struct ColumnJson<'m> {
    /// What it holds, as --column calls it.
    role: &'static str,
    /// Its name in the header.
    name: &'m str,
}

/// What was left out for one reason.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "LeftOut")]
struct LeftOutJson {
    /// The reason.
    why: &'static str,
    /// How many.
    count: usize,
    /// The first of them: the file, from 0, and the line.
    first: Vec<RowPlaceJson>,
}

/// A row of a file.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Place")]
struct RowPlaceJson {
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
    let version = MeasurementJson {
        version: 1,
        company: report.company,
        questionnaire: AboutQuestionnaire::new(report.questionnaire),
        date: report.day.to_string(),
        answers: replies().map(|reply| (reply.question().id.as_str(), reply.id())).collect(),
        values: replies()
            .filter_map(|reply| Some((reply.question().id.as_str(), reply.number()?)))
            .collect(),
        measured: evidence(report),
        open_sources: details().flat_map(open_sources).collect(),
        revenue: details().find_map(revenue),
        files: report.files.files.iter().map(FileJson::new).collect(),
        left_out: left_out(&report.measured.left_out),
    };
    write_value(&version, out)
}

/// What was measured, in the shape of every answers file.
pub(super) fn evidence(report: &MeasuredReport<'_, '_>) -> Measured {
    let book = report.files.book.as_ref();
    let findings = report.measured.findings.iter();
    let left_out = report.measured.left_out.iter();
    let count = |count: usize| count as u64;
    Measured {
        period: book.map(|book| book.period),
        deals: book.map(|book| Deals {
            read: count(book.read),
            won: count(book.won),
            in_period: count(book.in_period),
        }),
        questions: findings
            .filter(|finding| finding.question.measure.is_some())
            .map(|finding| (finding.question.id.to_string(), of_finding(finding)))
            .collect(),
        left_out: left_out.map(|(why, tally)| (why.id().to_owned(), count(tally.count))).collect(),
    }
}

fn of_finding(finding: &Finding<'_>) -> Evidence {
    Evidence {
        answer: finding.answer.map(|reply| reply.id().to_owned()),
        value: finding.value,
        of: Some(finding.of),
        counts: finding.counts.iter().cloned().collect(),
        coverage: finding.coverage,
        interval: finding.interval,
        trust: Some(finding.trust),
        from: finding.from.clone(),
        why: finding.why.as_ref().map(|why| why.id().to_owned()),
    }
}

impl<'m> FileJson<'m> {
    fn new(file: &'m crate::measure::FileRead) -> Self {
        let columns = file.layout.columns().map(|(role, name)| ColumnJson { role, name });
        FileJson {
            kind: file.layout.kind.id(),
            encoding: file.encoding.name(),
            header: file.header,
            columns: columns.collect(),
            unreadable: file.unreadable.0,
        }
    }
}

fn open_sources(detail: &FindingDetail) -> Vec<OpenSourceJson<'_>> {
    let FindingDetail::Leads(leads) = detail else { return Vec::new() };
    let open = leads.open.iter().map(|source| OpenSourceJson {
        value: &source.value,
        deals: source.count,
        near: source.near.as_ref().map(|(name, _)| name.as_str()),
        near_class: source.near.as_ref().map(|(_, class)| class.id()),
    });
    open.collect()
}

fn revenue(detail: &FindingDetail) -> Option<Revenue<'_>> {
    let FindingDetail::Revenue(revenue) = detail else { return None };
    let basis = match revenue.basis {
        Basis::Invoices => "invoices",
        Basis::Deals => "deals",
        Basis::Orders => "orders",
    };
    Some(Revenue {
        basis,
        period: revenue.period,
        existing: revenue.existing,
        total: revenue.total,
        currency: revenue.currency.as_deref(),
        largest_customer: revenue.largest,
        deals_percent: revenue.other.map(|(_, percent)| percent),
    })
}

fn left_out(tallies: &LeftOutCounts) -> Vec<LeftOutJson> {
    let left_out = tallies.iter().map(|(why, tally)| LeftOutJson {
        why: why.id(),
        count: tally.count,
        first: tally.first.iter().map(|at| RowPlaceJson { file: at.file, line: at.line }).collect(),
    });
    left_out.collect()
}
