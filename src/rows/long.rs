//! A row that is too long to be kept, looked at piece by piece until it ends.

use super::{RowSyntax, ends_row};

/// What is known so far of such a row.
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
    AfterQuote,
}

impl Long {
    pub(super) fn new(line: u64) -> Self {
        Long { line, state: CellState::BeforeCell, delimiters: 0 }
    }

    /// How many cells it has so far.
    pub(super) fn cells(&self) -> usize {
        self.delimiters + 1
    }

    /// Whether what comes next is within quotes.
    pub(super) fn is_open(&self) -> bool {
        self.state == CellState::InQuotes
    }

    /// Where the row ends in its next piece, before the line break; `None` if it goes on
    /// after the piece.
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
            (CellState::InQuotes, b'"') => CellState::AfterQuote,
            (CellState::InQuotes, _) | (CellState::AfterQuote | CellState::BeforeCell, b'"') => {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::csv::CsvDialect;

    /// Where a row ends does not depend on how it is cut, nor do its cells and whether it
    /// ends in quotes.
    #[test]
    fn a_row_is_the_same_in_any_pieces() {
        let format = RowSyntax::Csv(CsvDialect::OURS);
        for (row, end, cells, open) in [
            ("a,b,c", None, 3, false),
            ("a,b\nc,d", Some(3), 2, false),
            ("a,\"b,\n\"\"c\",d\r\ne", Some(12), 3, false),
            ("a,\"b,\n\"\"c,d\r\ne", None, 2, true),
            // A quote elsewhere than at the beginning of a cell opens nothing.
            ("a,b\"c\nd", Some(5), 2, false),
            ("\"a\"b\n", Some(4), 1, false),
            ("", None, 1, false),
        ] {
            for size in 1..=row.len().max(1) {
                let mut long = Long::new(1);
                let mut before = 0;
                let mut found = None;
                for piece in row.as_bytes().chunks(size) {
                    if let Some(at) = long.end_in(piece, format) {
                        found = Some(before + at);
                        break;
                    }
                    before += piece.len();
                }
                assert_eq!(found, end, "{row:?} {size}");
                assert_eq!((long.cells(), long.is_open()), (cells, open), "{row:?} {size}");
            }
        }
    }
}
