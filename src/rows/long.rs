//! A row that is too long to be kept, looked at piece by piece until it ends.

use super::{RowSyntax, ends_row};

/// What is known of such a row.
pub(super) struct Long {
    /// The line at which it begins.
    pub(super) line: u64,
    state: CellState,
    delimiters: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CellState {
    BeforeCell,
    InCell,
    InQuotes,
    /// After a quote that closes, or is the first of two.
    BehindQuote,
}

impl Long {
    pub(super) fn new(line: u64) -> Self {
        Long { line, state: CellState::BeforeCell, delimiters: 0 }
    }

    /// How many cells it has so far.
    pub(super) fn cells(&self) -> usize {
        self.delimiters + 1
    }

    /// Whether what comes next is inside quotes.
    pub(super) fn is_open(&self) -> bool {
        self.state == CellState::InQuotes
    }

    /// Where the row ends in its next piece, before the line break.
    pub(super) fn end_in(&mut self, piece: &[u8], format: RowSyntax) -> Option<usize> {
        match format {
            RowSyntax::JsonLines => memchr::memchr2(b'\n', b'\r', piece),
            RowSyntax::Csv(dialect) => {
                piece.iter().position(|byte| self.ends(*byte, dialect.delimiter))
            }
        }
    }

    fn ends(&mut self, byte: u8, delimiter: u8) -> bool {
        self.state = match (self.state, byte) {
            (CellState::InQuotes, b'"') => CellState::BehindQuote,
            (CellState::InQuotes, _) | (CellState::BehindQuote | CellState::BeforeCell, b'"') => {
                CellState::InQuotes
            }
            (_, byte) if ends_row(byte) => return true,
            (_, byte) if byte == delimiter => {
                self.delimiters += 1;
                CellState::BeforeCell
            }
            _ => CellState::InCell,
        };
        false
    }
}
