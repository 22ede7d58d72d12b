//! Where a row is.

/// A row of a file, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowPlace {
    /// Which of the files, from 0 in the order in which they were given.
    pub file: u32,
    /// The line on which the row begins, from 1.
    pub line: u64,
}
