//! Why a row is rejected, in words.

use std::sync::Arc;

use serde::Serialize;

use crate::problem::Problem;
use crate::rows::jsonl::Broken;
use crate::wording;

/// One thing that is wrong with a row.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Rejection {
    /// The kind of thing, for programs.
    pub(super) kind: &'static str,
    /// The column that it is about, if it is about one.
    pub(super) column: Option<String>,
    /// What the cell holds.
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
    pub(super) fn cell(problem: Problem, column: &str, value: &str) -> Self {
        Rejection {
            kind: problem.kind.code(),
            column: Some(column.to_owned()),
            value: Some(beginning(value, REPEATED).to_owned()),
            message: problem.what,
            hint: problem.hint,
        }
    }

    /// The kind of rows that are not text.
    pub(super) const NOT_TEXT: &'static str = "not-utf8";

    /// A byte of the row, counted from 1, is not text.
    pub(super) fn not_text(encoding: &str, byte: usize) -> Self {
        let message = format!("this is not {encoding}: byte {byte} of the row is wrong");
        Rejection::row(Rejection::NOT_TEXT, message)
            .hint("Save the file as UTF-8, or name its encoding.")
    }

    /// A line is not an object; its byte is counted from the beginning of the line.
    pub(super) fn not_json(broken: Broken, line: &[u8]) -> Self {
        match broken {
            Broken::Syntax(at) => {
                let message = format!("this is not JSON: byte {} is wrong", at + 1);
                let rejection = Rejection::row("not-json", message);
                match json_slip(line, at) {
                    Some(hint) => rejection.hint(hint),
                    None => rejection,
                }
            }
            Broken::NoObject => Rejection::row("not-object", "this is JSON, but not an object")
                .hint("A line is one object, with the questions as keys."),
            Broken::TooDeep => Rejection::row("too-deep", "this is nested too deeply"),
        }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The first characters of a text, `most` of them at most.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    // No text has more characters than bytes.
    if text.len() <= most {
        return text;
    }
    let end = text.char_indices().nth(most).map_or(text.len(), |(end, _)| end);
    &text[..end]
}

/// What to do about the slips that programs and people make most often.
fn json_slip(line: &[u8], at: usize) -> Option<&'static str> {
    let before = line[..at].trim_ascii_end();
    let ended = before.ends_with(b"}") && before != b"}";
    match &line[at..] {
        [] if line == b"{" => Some("An object spans several lines: jq -c . puts it on one."),
        [] => Some("The line ends before its object does."),
        [b',', ..] if ended => Some("Take out the comma behind the object."),
        [b'{', ..] if ended => Some("Another object begins here: write one a line."),
        [b'N' | b'I', ..] | [b'n', b'a', ..] => {
            Some("JSON has no NaN and no Infinity: write null.")
        }
        [b'\'', ..] => Some("JSON has double quotes, and no single ones."),
        [b'}' | b']', ..] if before.ends_with(b",") => Some("Take out the comma before it."),
        _ => None,
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

/// The same after the place of the row.
pub(super) fn sentence(file: &str, line: u64, why: &[Arc<Worded>]) -> String {
    format!("{file}:{line}: {}", sentences(why))
}
