//! How rows are written: what stands behind them in CSV and JSON Lines.

use serde::Serialize;

use super::rejection::{self, Rejection};
use crate::diagnosis::Diagnosis;
use crate::rows::csv::{Dialect, write_cell, write_harmless_cell};

/// The columns that CSV gets behind its own.
pub(super) const COLUMNS: [&str; 9] = [
    "model",
    "hybrid_with",
    "tie",
    "margin",
    "settled",
    "entry",
    "entry_assumed",
    "pipeline",
    "error",
];

/// What is written for a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Output {
    /// The row as CSV with more columns.
    Csv(Dialect),
    /// An object with the row and a short diagnosis.
    JsonLines,
    /// An object with the row and the whole result, version 1.
    Full,
    /// Nothing: rows are only counted.
    Nothing,
}

/// The short diagnosis in JSON Lines, with the names of the columns.
#[derive(Serialize)]
struct Short<'d> {
    model: &'d str,
    hybrid_with: Vec<&'d str>,
    tie: bool,
    margin: u32,
    settled: bool,
    entry: Option<&'d str>,
    /// Whether it is the default entry; none where there is no entry.
    entry_assumed: Option<bool>,
    pipeline: Vec<&'d str>,
}

impl<'d> Short<'d> {
    fn of(diagnosis: &'d Diagnosis<'_>) -> Self {
        Short {
            model: diagnosis.leader().model.id.as_str(),
            hybrid_with: diagnosis.mix().iter().map(|score| score.model.id.as_str()).collect(),
            tie: diagnosis.tie(),
            margin: diagnosis.margin(),
            settled: diagnosis.settled,
            entry: diagnosis.entry.map(|entry| entry.model.id.as_str()),
            entry_assumed: diagnosis.entry.map(|entry| entry.assumed),
            pipeline: diagnosis.pipeline.iter().map(|stage| stage.stage.id.as_str()).collect(),
        }
    }
}

impl Output {
    /// What is written behind a row with this diagnosis, to the end of its line.
    pub(super) fn tail(self, diagnosis: &Diagnosis<'_>) -> Vec<u8> {
        let short = Short::of(diagnosis);
        let mut tail = Vec::new();
        match self {
            Output::Csv(dialect) => {
                let cells = [
                    short.model,
                    &short.hybrid_with.join(";"),
                    &short.tie.to_string(),
                    &short.margin.to_string(),
                    &short.settled.to_string(),
                    short.entry.unwrap_or_default(),
                    &short.entry_assumed.map_or(String::new(), |assumed| assumed.to_string()),
                    &short.pipeline.join(";"),
                    "",
                ];
                for cell in cells {
                    tail.push(dialect.delimiter);
                    write_cell(&mut tail, cell.as_bytes(), dialect.delimiter);
                }
                tail.extend_from_slice(dialect.line_ending.as_bytes());
            }
            Output::JsonLines => {
                tail.extend_from_slice(b",\"diagnosis\":");
                json(&mut tail, &short);
                tail.extend_from_slice(b"}\n");
            }
            Output::Full | Output::Nothing => {}
        }
        tail
    }
}

/// Writes the cells of ours behind a rejected row, up to the end of the line.
pub(super) fn reject_csv(out: &mut Vec<u8>, dialect: Dialect, error: &str) {
    for _ in 1..COLUMNS.len() {
        out.push(dialect.delimiter);
    }
    out.push(dialect.delimiter);
    write_harmless_cell(out, error.as_bytes(), dialect.delimiter);
}

/// An error in JSON Lines: the first thing that is wrong, and all others.
#[derive(Serialize)]
struct Rejected<'r> {
    file: &'r str,
    #[serde(flatten)]
    first: &'r Rejection,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    more: &'r [Rejection],
}

/// Writes what stands behind a rejected row, to the end of its line.
pub(super) fn reject_json(out: &mut Vec<u8>, file: &str, line: u64, why: &[Rejection]) {
    let (first, more) = why.split_first().expect("a row is rejected for a reason");
    out.extend_from_slice(format!(",\"line\":{line},\"error\":").as_bytes());
    json(out, &Rejected { file, first, more });
    out.extend_from_slice(b"}\n");
}

/// Writes a value as JSON without spaces.
pub(super) fn json(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    serde_json::to_writer(out, value).expect("memory can be written, and every key is a text");
}

/// What a rejected row says in CSV.
pub(super) fn sentence(file: &str, line: u64, why: &[Rejection]) -> String {
    rejection::sentence(file, line, why)
}
