//! How rows are written: what is added to them in CSV and JSON Lines.

use std::rc::Rc;

use serde::Serialize;

use super::rejection::Rejection;
use crate::diagnosis::Diagnosis;
use crate::document;
use crate::rows::csv::{CsvDialect, write_cell, write_harmless_text};

/// What is written for a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Output {
    /// The row as CSV with more columns.
    Csv(CsvDialect),
    /// An object with the row and a short diagnosis.
    JsonLines,
    /// An object with the row and the whole result, version 1.
    Full,
    /// Nothing: rows are only counted.
    Nothing,
}

/// A column that is added to CSV, and a key of the short diagnosis in JSON
/// Lines.
struct Added {
    name: &'static str,
    value: for<'d> fn(&'d Diagnosis<'_>) -> AddedValue<'d>,
}

/// All of them, in order. In CSV, the column `error` comes after them.
const ADDED: [Added; 8] = [
    Added { name: "model", value: |of| AddedValue::Id(of.leader().model.id.as_str()) },
    Added {
        name: "hybrid_with",
        value: |of| AddedValue::Ids(of.mix().iter().map(|score| score.model.id.as_str()).collect()),
    },
    Added { name: "tie", value: |of| AddedValue::Flag(of.tie()) },
    Added { name: "margin", value: |of| AddedValue::Number(of.margin()) },
    Added { name: "settled", value: |of| AddedValue::Flag(of.settled) },
    Added {
        name: "entry",
        value: |of| {
            of.entry.map_or(AddedValue::Nothing, |entry| AddedValue::Id(entry.model.id.as_str()))
        },
    },
    Added {
        name: "entry_assumed",
        value: |of| of.entry.map_or(AddedValue::Nothing, |entry| AddedValue::Flag(entry.assumed)),
    },
    Added {
        name: "pipeline",
        value: |of| {
            AddedValue::Ids(of.pipeline.iter().map(|stage| stage.stage.id.as_str()).collect())
        },
    },
];

/// The last column of CSV: what is wrong with a row.
const ERROR: &str = "error";

/// The names of the columns that are added to CSV.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ADDED.iter().map(|added| added.name).chain([ERROR])
}

/// What an added column holds.
#[derive(Serialize)]
#[serde(untagged)]
enum AddedValue<'d> {
    Nothing,
    Id(&'d str),
    /// In CSV, with semicolons between them.
    Ids(Vec<&'d str>),
    Flag(bool),
    Number(u32),
}

impl AddedValue<'_> {
    fn as_cell(&self) -> String {
        match self {
            AddedValue::Nothing => String::new(),
            AddedValue::Id(id) => (*id).to_owned(),
            AddedValue::Ids(ids) => ids.join(";"),
            AddedValue::Flag(flag) => flag.to_string(),
            AddedValue::Number(number) => number.to_string(),
        }
    }
}

impl Output {
    /// What is written after a row with this diagnosis, including the end of its line.
    pub(super) fn tail(self, diagnosis: &Diagnosis<'_>) -> Vec<u8> {
        let mut tail = Vec::new();
        match self {
            Output::Csv(dialect) => {
                for added in &ADDED {
                    let cell = (added.value)(diagnosis).as_cell();
                    tail.push(dialect.delimiter);
                    write_cell(&mut tail, cell.as_bytes(), dialect.delimiter);
                }
                // The cell for the error is empty.
                tail.push(dialect.delimiter);
                tail.extend_from_slice(dialect.line_ending.as_bytes());
            }
            Output::JsonLines => {
                tail.extend_from_slice(b",\"diagnosis\":{");
                for (i, added) in ADDED.iter().enumerate() {
                    let comma = if i == 0 { "" } else { "," };
                    tail.extend_from_slice(format!("{comma}\"{}\":", added.name).as_bytes());
                    json(&mut tail, &(added.value)(diagnosis));
                }
                tail.extend_from_slice(b"}}\n");
            }
            Output::Full | Output::Nothing => {}
        }
        tail
    }
}

/// Writes the added cells of a rejected row, without the end of its line: all are empty but
/// the last, which has the error.
pub(super) fn reject_csv(out: &mut Vec<u8>, dialect: CsvDialect, error: &str) {
    for _ in &ADDED {
        out.push(dialect.delimiter);
    }
    out.push(dialect.delimiter);
    write_harmless_text(out, error.as_bytes(), dialect.delimiter);
}

/// An error in JSON Lines: the first thing that is wrong, and all others.
#[derive(Serialize)]
struct Rejected<'r> {
    file: &'r str,
    #[serde(flatten)]
    first: RejectionJson<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<RejectionJson<'r>>,
}

#[derive(Serialize)]
struct RejectionJson<'r> {
    kind: &'r str,
    column: Option<&'r str>,
    value: Option<&'r str>,
    message: String,
    hint: Option<String>,
}

impl<'r> RejectionJson<'r> {
    fn new(rejection: &'r Rc<Rejection<'_>>) -> Self {
        RejectionJson {
            kind: rejection.kind,
            column: rejection.column.as_deref(),
            value: rejection.value.as_deref(),
            message: rejection.message(),
            hint: rejection.hint(),
        }
    }
}

/// Writes what comes after a rejected row, including the end of its line.
pub(super) fn reject_json(out: &mut Vec<u8>, file: &str, line: u64, why: &[Rc<Rejection<'_>>]) {
    let (first, more) = why.split_first().expect("a row is rejected for a reason");
    out.extend_from_slice(format!(",\"line\":{line},\"error\":").as_bytes());
    let more = more.iter().map(RejectionJson::new).collect();
    json(out, &Rejected { file, first: RejectionJson::new(first), more });
    out.extend_from_slice(b"}\n");
}

/// Writes a value as JSON without spaces.
pub(super) fn json(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    document::write_compact(value, out);
}

/// Writes a text as JSON.
pub(super) fn json_text(out: &mut Vec<u8>, text: &[u8]) {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    // Most cells are plain, and copying those is faster than serialising them. The fold has
    // no early exit, so that the compiler can check many bytes at once.
    if text.iter().fold(true, |plain, byte| plain & is_plain(byte)) {
        out.push(b'"');
        out.extend_from_slice(text);
        out.push(b'"');
    } else {
        json(out, &*String::from_utf8_lossy(text));
    }
}
