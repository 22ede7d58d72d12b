//! Reads CSV and JSON Lines as rows: bytes, encodings, delimiters, headers and names. It
//! knows nothing of what the rows are about.
//!
//! ```text
//! Source -> SourceReader (UTF-8 from here on) -> Head (delimiter, header, names)
//!                                     -> Chunks (whole rows, in order) -> csv::Rows, jsonl
//! ```
//!
//! [`Table`] puts all of that together for a caller that wants one row after the other.
//! `batch` takes the chunks, because several workers share them.
//!
//! The same bytes give the same rows, whether they come from a file at once or from
//! a pipe byte by byte: nothing here depends on how much one read brings. A row ends
//! with a line feed, a carriage return, or both, outside of quotes (`ends_row`).
//! Memory stays flat: a row beyond [`Limits::longest_row`] is passed on in pieces.
//!
//! The scanners of `csv` and `jsonl` look at 64 and 8 bytes at once for the end of a cell.
//! What that buys was measured, and is said at the head of `csv/marks.rs` and
//! `jsonl/scan.rs`.

mod chunks;
pub(crate) mod csv;
mod decoding;
mod documents;
mod encoding;
mod error;
mod head;
pub(crate) mod jsonl;
mod keys;
mod long;
mod open;
mod table;

use std::fmt::{self, Debug, Formatter};
use std::io::Read;

pub(crate) use chunks::{Chunk, Chunks, Piece};
pub use documents::Documents;
pub use encoding::Encoding;
pub use error::Error;
pub(crate) use head::Head;
pub use head::Judge;
pub(crate) use keys::{first_keys, keys_of_document};
pub(crate) use open::{MARK, SourceReader};
pub use table::{Fault, Layout, ReadOptions, Row, Table};

use csv::CsvDialect;

/// A file or stream to read.
pub struct Source {
    /// What messages call it.
    pub name: String,
    /// Where it is read from.
    pub reader: Box<dyn Read + Send>,
}

impl Debug for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("name", &self.name).finish_non_exhaustive()
    }
}

/// How much is read at once. Results depend on it only as to which rows are too long, and
/// how far the beginning of a file is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How much is read at once, in bytes.
    pub chunk: usize,
    /// The longest row that is kept whole, in bytes; not less than a chunk.
    pub longest_row: usize,
    /// How much of a file is looked at to learn what it holds, in bytes.
    pub sample: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { chunk: 128 << 10, longest_row: 1 << 20, sample: 64 << 10 }
    }
}

/// How the rows of a file are written, which decides where they end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RowSyntax {
    /// A line break in quotes does not end a row.
    Csv(CsvDialect),
    /// Every line break ends a row: a JSON string cannot contain one.
    JsonLines,
}

/// Whether a byte, outside of quotes, ends a row. A line feed right after a carriage return
/// seems to end an empty row, but empty rows do not count.
#[inline(always)]
pub(crate) fn ends_row(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Whether a line ends with the first of these two bytes: a carriage return before
/// a line feed does not end it yet.
#[inline(always)]
fn ends_line(byte: u8, next: u8) -> bool {
    byte == b'\n' || (byte == b'\r' && next != b'\n')
}

/// How many lines end in a text. The text must not be cut between a carriage return
/// and its line feed.
pub(crate) fn lines(text: &[u8]) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', text).count();
    let returns = memchr::memchr_iter(b'\r', text);
    let alone = returns.filter(|at| text.get(at + 1) != Some(&b'\n')).count();
    (feeds + alone) as u64
}
