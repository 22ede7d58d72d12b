//! Why a row is rejected, in words.

use std::sync::Arc;

use serde::Serialize;

use crate::problem::Problem;
use crate::wording;

/// One thing that is wrong with a row.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Rejection {
    /// The kind of thing, for programs.
    pub(super) kind: &'static str,
    /// The column that it is about, if it is about one.
    pub(super) column: Option<String>,
    /// What stands there.
    pub(super) value: Option<String>,
    /// What is wrong. No full stop at the end.
    pub(super) message: String,
    /// What to do about it.
    pub(super) hint: Option<String>,
}

/// The most characters of somebody's cell that a rejection repeats.
const REPEATED: usize = 200;

impl Rejection {
    /// Something is wrong with the row as a whole.
    pub(super) fn row(kind: &'static str, message: impl Into<String>) -> Self {
        Rejection { kind, column: None, value: None, message: message.into(), hint: None }
    }

    /// Something is wrong with a cell.
    pub(super) fn cell(problem: &Problem, column: &str, value: &str) -> Self {
        Rejection {
            kind: problem.kind.code(),
            column: Some(column.to_owned()),
            value: Some(value.chars().take(REPEATED).collect()),
            message: problem.what.clone(),
            hint: problem.hint.clone(),
        }
    }

    /// The kind of rows that are no text.
    pub(super) const NOT_TEXT: &'static str = "not-utf8";

    /// A byte of the row, counted from 1, is no text.
    pub(super) fn not_text(encoding: &str, byte: usize) -> Self {
        let message = format!("this is not {encoding}: byte {byte} of the row is wrong");
        Rejection::row(Rejection::NOT_TEXT, message)
            .hint("Save the file as UTF-8, or name its encoding.")
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A rejection with its sentence, which many rows may share: to word one takes longer
/// than to diagnose a row.
#[derive(Debug)]
pub(super) struct Worded {
    pub(super) rejection: Rejection,
    sentence: String,
}

impl Worded {
    pub(super) fn new(rejection: Rejection) -> Arc<Self> {
        let mut sentence = String::new();
        if let Some(column) = &rejection.column {
            sentence.push_str("column ");
            sentence.push_str(&wording::harmless(column));
            sentence.push_str(": ");
        }
        sentence.push_str(&rejection.message);
        sentence.push('.');
        if let Some(hint) = &rejection.hint {
            sentence.push(' ');
            sentence.push_str(hint);
        }
        Arc::new(Worded { rejection, sentence })
    }
}

/// All that is wrong with a row, in sentences.
pub(super) fn sentences(why: &[Arc<Worded>]) -> String {
    let mut text = String::new();
    for (i, worded) in why.iter().enumerate() {
        text.push_str(if i == 0 { "" } else { " Also " });
        text.push_str(&worded.sentence);
    }
    text
}

/// The same behind the place of the row.
pub(super) fn sentence(file: &str, line: u64, why: &[Arc<Worded>]) -> String {
    format!("{file}:{line}: {}", sentences(why))
}
