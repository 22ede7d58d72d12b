//! The rows of a piece of CSV, as RFC 4180 defines them and as spreadsheets write them:
//! quotes around a cell, doubled quotes in it, line breaks in quotes, and any line ending.
//! Whatever the `csv` crate can read, this reads in the same way.

use super::marks::Marks;
use crate::rows::{ends_line, ends_row};

/// The place of a cell in its piece, with its quotes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Field {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Field {
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowSpan {
    /// Where its first cell begins.
    pub(crate) start: usize,
    /// Where its last cell ends, before the line ending.
    pub(crate) end: usize,
    /// Where the next row begins, or the first empty line before it.
    pub(crate) next: usize,
    /// The line at which it begins.
    pub(crate) line: u64,
    /// How many cells it has.
    pub(crate) cells: usize,
    /// Whether it ends within quotes, because the text ends there.
    pub(crate) open: bool,
    /// Whether a line break ended it, and not the end of the text.
    pub(crate) ended: bool,
    /// The line of a quote that opens a cell which has text after its closing quote.
    /// No CSV writer produces that: a quote may be missing, and rows swallowed.
    pub(crate) stray: Option<u64>,
    /// Whether a cell in quotes has a line break.
    pub(crate) broken: bool,
}

/// A walk over the rows of a text.
#[derive(Clone)]
pub(crate) struct Rows<'c> {
    bytes: &'c [u8],
    len: usize,
    delimiter: u8,
    marks: Marks<'c>,
    at: usize,
    line: u64,
}

impl<'c> Rows<'c> {
    /// A walk over the first `len` bytes, which begin with a row and are followed by
    /// a block of arbitrary bytes.
    pub(crate) fn new(bytes: &'c [u8], len: usize, delimiter: u8, line: u64) -> Self {
        let marks = Marks::new(bytes, len, delimiter);
        Rows { bytes, len, delimiter, marks, at: 0, line }
    }

    /// The next row. Its cells go into `fields`, as many as there is room for.
    #[inline(always)]
    pub(crate) fn next(&mut self, fields: &mut [Field]) -> Option<RowSpan> {
        let mut mark = self.next_mark();
        // Empty lines are not rows.
        while mark == self.at {
            if !ends_row(self.bytes[mark]) {
                break;
            }
            self.count_line(mark);
            self.at += 1;
            if self.at >= self.len {
                return None;
            }
            mark = self.next_mark();
        }
        if self.at >= self.len {
            return None;
        }
        let line = self.line;
        let start = self.at;
        let mut field = start;
        let mut cells = 0;
        let mut open = false;
        let mut stray = None;
        let mut keep = |start: usize, end: usize| {
            if let Some(place) = fields.get_mut(cells) {
                *place = Field { start: start as u32, end: end as u32 };
            }
            cells += 1;
        };
        loop {
            let byte = if mark < self.len { self.bytes[mark] } else { b'\n' };
            if byte == self.delimiter {
                keep(field, mark);
                field = mark + 1;
            } else if byte == b'"' {
                // A quote elsewhere than at the beginning is a character.
                if mark == field {
                    let line = self.line;
                    let closed = self.skip_quoted();
                    open = closed.is_none();
                    mark = self.next_mark();
                    if let Some(closed) = closed
                        && mark != closed + 1
                        && self.is_stray(closed, mark)
                    {
                        stray = stray.or(Some(line));
                    }
                    continue;
                }
            } else {
                keep(field, mark);
                break;
            }
            mark = self.next_mark();
        }
        let ended = mark < self.len;
        let broken = self.line != line;
        self.at = mark + 1;
        if ended {
            self.count_line(mark);
            if self.bytes[mark] == b'\r' && self.at < self.len && self.bytes[self.at] == b'\n' {
                self.next_mark();
                self.line += 1;
                self.at += 1;
            }
        }
        let next = self.at.min(self.len);
        Some(RowSpan { start, end: mark, next, line, cells, open, ended, stray, broken })
    }

    /// The next mark, or the end of the text.
    #[inline(always)]
    fn next_mark(&mut self) -> usize {
        self.marks.next().unwrap_or(self.len)
    }

    /// Skips to after the quote that closes the one just read, and says where that quote
    /// is; `None` if the text ends before.
    #[inline(always)]
    fn skip_quoted(&mut self) -> Option<usize> {
        loop {
            let mark = self.next_mark();
            if mark == self.len {
                return None;
            }
            if self.bytes[mark] == b'"' {
                if mark + 1 < self.len && self.bytes[mark + 1] == b'"' {
                    self.next_mark();
                } else {
                    return Some(mark);
                }
            } else {
                self.count_line(mark);
            }
        }
    }

    /// Whether a closing quote is followed by anything but blanks.
    #[cold]
    fn is_stray(&self, closed: usize, mark: usize) -> bool {
        let behind = &self.bytes[closed + 1..mark];
        let quote = mark < self.len && self.bytes[mark] == b'"';
        quote || !behind.iter().all(|byte| matches!(byte, b' ' | b'\t'))
    }

    #[inline(always)]
    fn count_line(&mut self, mark: usize) {
        let next = if mark + 1 < self.len { self.bytes[mark + 1] } else { 0 };
        self.line += u64::from(ends_line(self.bytes[mark], next));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::csv::BLOCK;

    /// What is in memory after the end of a text changes nothing.
    #[test]
    fn nothing_after_the_end_is_read() {
        let parts = ["a", ",", "\"", "\n", "\r", " "];
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            let longer = |text: &String| parts.map(|part| format!("{text}{part}"));
            texts = texts.iter().flat_map(longer).collect();
        }
        for text in texts {
            let found = [0, b'"', b'\n', b'\r', b',', b'a'].map(|after| {
                let mut bytes = text.clone().into_bytes();
                bytes.resize(text.len() + BLOCK, after);
                let mut rows = Rows::new(&bytes, text.len(), b',', 1);
                let rows = std::iter::from_fn(|| rows.next(&mut []));
                rows.map(|row| format!("{row:?}")).collect::<Vec<_>>()
            });
            assert!(found.iter().all(|rows| *rows == found[0]), "{text:?}: {found:?}");
        }
    }
}
