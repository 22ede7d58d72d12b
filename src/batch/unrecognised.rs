//! Values that were no answers, each once.

use std::ops::Range;
use std::sync::Arc;

use crate::wording;

/// A value that was no answer.
#[derive(Clone, Debug)]
pub struct Unrecognised {
    /// The value, or its beginning where it is long.
    pub value: String,
    /// Whether that is all of it.
    pub whole: bool,
    /// The question that the column answers, by its place.
    pub question: usize,
    /// What is wrong with it, for programs.
    pub kind: &'static str,
    /// The column in which it stands.
    pub column: String,
    /// How often it came.
    pub times: u64,
    /// The file and line of the first one.
    pub first: (Arc<str>, u64),
    /// The answer that it comes nearest to.
    pub nearest: Option<String>,
}

impl Unrecognised {
    /// The value as a message repeats it.
    pub fn quoted(&self) -> String {
        wording::quote(&self.value)
    }
}

/// Values that were no answers, in the rows of one chunk: in any order, and one can be there
/// several times.
#[derive(Default)]
pub(super) struct Unreads {
    /// All of them, one after the other: there may be one in each row.
    pub(super) text: String,
    pub(super) list: Vec<Unread>,
}

impl Unreads {
    /// Puts a value beside the others, with what is known of it there.
    pub(super) fn push(&mut self, value: &str, unread: impl FnOnce(Range<usize>) -> Unread) {
        let start = self.text.len();
        self.text.push_str(value);
        self.list.push(unread(start..self.text.len()));
    }
}

/// One of those values.
pub(super) struct Unread {
    /// Where it is, or its beginning where it is long.
    pub(super) value: Range<usize>,
    /// Whether that is all of it.
    pub(super) whole: bool,
    /// The question that the column answers, by its place.
    pub(super) question: usize,
    /// What is wrong with it.
    pub(super) kind: &'static str,
    /// How often it came.
    pub(super) times: u64,
    /// The line of the first one.
    pub(super) first: u64,
}
