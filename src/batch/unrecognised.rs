//! Values that were not recognised as answers.

use std::ops::Range;
use std::sync::Arc;

use crate::wording;

/// A value that was not recognised as an answer.
#[derive(Clone, Debug)]
pub struct Unrecognised {
    /// The value, or the beginning of a long one.
    pub value: String,
    /// Whether `value` is all of it, and not only the beginning.
    pub whole: bool,
    /// The index of the question that the column answers.
    pub question: usize,
    /// What is wrong with it, for programs.
    pub kind: &'static str,
    /// The column that it was found in.
    pub column: String,
    /// How often it came.
    pub times: u64,
    /// The file and line of the first one.
    pub first: (Arc<str>, u64),
    /// The answer that it comes nearest to; `None` if none is near.
    pub nearest: Option<String>,
}

impl Unrecognised {
    /// The value in quotes, as messages repeat it.
    pub fn quoted(&self) -> String {
        wording::quote(&self.value)
    }
}

/// Values that were not recognised, in the rows of one chunk: in no particular order, and
/// the same value can be in it several times.
#[derive(Default)]
pub(super) struct Unreads {
    /// All of them in one text, one after the other, because there may be one in each row.
    pub(super) text: String,
    pub(super) list: Vec<Unread>,
}

impl Unreads {
    /// Adds a value. `unread` makes its entry, from the place of the value in the text.
    pub(super) fn push(&mut self, value: &str, unread: impl FnOnce(Range<usize>) -> Unread) {
        let start = self.text.len();
        self.text.push_str(value);
        self.list.push(unread(start..self.text.len()));
    }
}

/// One of the values in [`Unreads`].
pub(super) struct Unread {
    /// The place in the text of the value, or of the beginning of a long one.
    pub(super) value: Range<usize>,
    /// Whether `value` is all of it, and not only the beginning.
    pub(super) whole: bool,
    /// The index of the question that the column answers.
    pub(super) question: usize,
    /// What is wrong with it.
    pub(super) kind: &'static str,
    /// How often it came.
    pub(super) times: u64,
    /// The line of the first one.
    pub(super) first: u64,
}
