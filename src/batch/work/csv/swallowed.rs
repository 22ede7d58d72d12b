//! Quoted cells that have swallowed rows: a quote opens in one row and closes in a later
//! one, so the rows between them have become part of a cell.

use std::str;

use super::CsvRow;
use crate::batch::BatchJob;
use crate::batch::work::row::BatchRow;
use crate::rows;
use crate::rows::csv::{self, Field, Rows};

impl CsvRow<'_> {
    /// Looks for a quoted cell with line breaks in it, one of whose lines would be a row
    /// with answers: then the quotes are not where they were meant to be. Gives the line
    /// where the cell opens, and the line of that row.
    #[cold]
    pub(super) fn swallowed(&self, job: &BatchJob<'_, '_>) -> Option<(u64, u64)> {
        let mut from = (self.place.start, self.place.line);
        for (column, field) in self.known().iter().enumerate() {
            let field = field.range();
            let opens = from.1 + rows::lines(&self.bytes[from.0..field.start]);
            from = (field.start, opens);
            let Some((b'"', inside)) = self.bytes[field.clone()].split_first() else { continue };
            if !inside.iter().any(|byte| rows::ends_row(*byte)) || self.is_answer(column, job) {
                continue;
            }
            let before = &self.bytes[self.place.start..field.start];
            let mut rest = inside.strip_suffix(b"\"").unwrap_or(inside);
            let mut line = opens;
            loop {
                let end = rest.iter().position(|byte| rows::ends_row(*byte));
                let text = &rest[..end.unwrap_or(rest.len())];
                // The first line also has the cells before the quote. They count as cells,
                // but say nothing about what is within the quotes.
                let (before, column) = if line == opens { (before, column) } else { (&[][..], 0) };
                if text.contains(&self.dialect.delimiter) && self.is_row(before, text, column, job)
                {
                    return Some((opens, line));
                }
                let Some(end) = end else { break };
                let both = rest[end..].starts_with(b"\r\n");
                rest = &rest[end + 1 + usize::from(both)..];
                line += 1;
            }
        }
        None
    }

    /// Whether a cell answers the question of its column.
    fn is_answer(&self, column: usize, job: &BatchJob<'_, '_>) -> bool {
        let question = job.columns.iter().position(|read| read.place == Some(column));
        question.is_some_and(|question| {
            self.text(column).is_some_and(|text| job.table.reply(question, &text).is_some())
        })
    }

    /// Whether a line of a quoted cell would be a row with answers, either as it is or with
    /// its doubled quotes undone.
    fn is_row(&self, before: &[u8], text: &[u8], first: usize, job: &BatchJob<'_, '_>) -> bool {
        let is_row = |text: &[u8]| self.has_answers([before, text].concat(), first, job);
        let quoted = memchr::memmem::find(text, b"\"\"").is_some();
        is_row(text) || quoted && is_row(&csv::text(&[b"\"", text, b"\""].concat()))
    }

    /// Whether a line has as many cells as a row, and at least half of its cells for
    /// questions are answers: the others may be slips. Empty cells do not count, nor do
    /// columns before `first`.
    fn has_answers(&self, mut line: Vec<u8>, first: usize, job: &BatchJob<'_, '_>) -> bool {
        let len = line.len();
        line.resize(len + csv::BLOCK, 0);
        let mut fields = vec![Field::default(); self.fields.len()];
        let row = Rows::new(&line, len, self.dialect.delimiter, 0).next(&mut fields);
        if !row.is_some_and(|row| row.cells == fields.len() && row.cells > 1) {
            return false;
        }
        let (mut answers, mut others) = (0, 0);
        for (question, column) in job.columns.iter().enumerate() {
            let Some(place) = column.place.filter(|place| *place >= first) else { continue };
            let text = csv::text(&line[fields[place].range()]);
            if text.trim_ascii().is_empty() {
                continue;
            }
            let text = str::from_utf8(&text).ok();
            match text.and_then(|text| job.table.reply(question, text)) {
                Some(_) => answers += 1,
                None => others += 1,
            }
        }
        answers > 0 && answers >= others
    }
}
