//! Rows of CSV.

mod swallowed;

use std::borrow::Cow;
use std::str;

use super::row::{BatchRow, Cell};
use crate::batch::rejection::{Rejection, SHOWN, beginning};
use crate::batch::{BatchJob, Formulas, output};
use crate::rows::csv::{self, CsvDialect, Field, Rows};
use crate::rows::{self, Chunk};
use crate::wording;

/// A row of CSV. Its cells are in `fields`, as far as the header has columns.
pub(super) struct CsvRow<'c> {
    pub(super) bytes: &'c [u8],
    pub(super) place: &'c csv::RowSpan,
    pub(super) fields: &'c [Field],
    pub(super) dialect: CsvDialect,
    /// Whether all of it is UTF-8.
    pub(super) sound: bool,
    /// The name of the encoding that the file was read in.
    pub(super) encoding: &'static str,
}

impl<'c> CsvRow<'c> {
    /// Visits the rows of a chunk.
    #[inline(always)]
    pub(super) fn each<E>(
        chunk: &'c Chunk,
        dialect: CsvDialect,
        columns: usize,
        mut visit: impl FnMut(&CsvRow<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let bytes = &chunk.bytes;
        let utf8 = str::from_utf8(&bytes[..chunk.len]).is_ok();
        let mut fields = vec![Field::default(); columns];
        let mut rows = Rows::new(bytes, chunk.len, dialect.delimiter, chunk.line);
        while let Some(place) = rows.next(&mut fields) {
            let sound = utf8 || str::from_utf8(&bytes[place.start..place.end]).is_ok();
            let encoding = chunk.encoding.name();
            visit(&CsvRow { bytes, place: &place, fields: &fields, dialect, sound, encoding })?;
        }
        Ok(())
    }

    /// The cells that the row and the header both have.
    fn known(&self) -> &'c [Field] {
        &self.fields[..self.place.cells.min(self.fields.len())]
    }

    /// Where the last of those cells ends; the end of the row, if it has no others.
    fn known_end(&self) -> usize {
        match self.known().last() {
            Some(last) if self.has_more() => last.range().end,
            _ => self.place.end,
        }
    }

    /// Whether it has cells that the header does not have.
    fn has_more(&self) -> bool {
        self.place.cells > self.fields.len()
    }

    /// All of its cells, also those that the header does not have.
    fn all_cells(&self) -> Vec<Vec<u8>> {
        let mut fields = vec![Field::default(); self.place.cells];
        let mut bytes = self.bytes[self.place.start..self.place.end].to_vec();
        let len = bytes.len();
        bytes.resize(len + csv::BLOCK, 0);
        Rows::new(&bytes, len, self.dialect.delimiter, 0).next(&mut fields);
        fields.iter().map(|field| csv::text(&bytes[field.range()]).into_owned()).collect()
    }

    /// The rejection of a row in which text follows the closing quote of a cell. `opens` is
    /// the line in which that cell begins.
    fn text_after_quote(&self, opens: u64) -> Rejection<'static> {
        let bytes = &self.bytes[self.place.start..self.place.end];
        let message =
            format!("text follows the closing quote of a cell that opens in line {opens}");
        let last = self.place.line + rows::lines(bytes);
        let swallowed = match last - opens {
            0 => String::new(),
            _ => format!(", and rows from there to line {last} may have been swallowed"),
        };
        let escapes = match memchr::memmem::find(bytes, b"\\\"") {
            Some(_) => " A backslash before it is not enough.",
            None => "",
        };
        Rejection::row("text-behind-quote", message).with_hint(format!(
            "A quote may be missing{swallowed}. A quote in a quoted cell is written twice.{escapes}"
        ))
    }

    /// The rejection of a row that has more or fewer cells than the header.
    fn other_length(&self, job: &BatchJob<'_, '_>) -> Rejection<'static> {
        let (cells, expected) = (self.place.cells, self.fields.len());
        let shown = if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") };
        let message = format!("this row has {shown}, and the header has {expected}");
        if cells > expected {
            return Rejection::row("long-row", message).with_hint(self.why_long());
        }
        let rejection = Rejection::row("short-row", message);
        let unnamed = job.header.names[cells..].iter().all(|name| name.trim().is_empty());
        if unnamed {
            let hint = "The header ends with more separators than this row: take them out there.";
            return rejection.with_hint(hint);
        }
        match self.text(0).filter(|_| cells == 1) {
            Some(text) => rejection.with_hint(format!("It says {}.", wording::quote(&text))),
            None => rejection,
        }
    }

    /// A hint on why the row may have more cells than the header.
    fn why_long(&self) -> &'static str {
        let cells = self.all_cells();
        if cells[self.fields.len()..].iter().all(|cell| cell.trim_ascii().is_empty()) {
            return "The cells beyond it are empty: take out the separators at the end of the row, \
                    or give the header as many.";
        }
        let raw = |field: &Field| &self.bytes[field.range()];
        let late = |cell: &[u8]| {
            cell.first() != Some(&b'"') && cell.trim_ascii_start().first() == Some(&b'"')
        };
        if self.known().iter().any(|field| late(raw(field))) {
            return "A quote with a blank before it is part of the text.";
        }
        let other = |cell: &[u8]| {
            let cell = cell.trim_ascii_start();
            ["'", "\u{201c}", "\u{201e}", "\u{2018}", "\u{ab}"]
                .iter()
                .any(|quote| cell.starts_with(quote.as_bytes()))
        };
        if self.known().iter().any(|field| other(raw(field))) {
            return "Only straight double quotes hold a cell together.";
        }
        "A cell with a separator in it, such as a decimal comma, needs double quotes around it."
    }

    /// The rejection of a row that is not text; `None` if it is.
    fn no_text<'j>(&self, job: &'j BatchJob<'_, '_>) -> Option<Rejection<'j>> {
        let error = str::from_utf8(&self.bytes[self.place.start..self.place.end]).err()?;
        let at = self.place.start + error.valid_up_to();
        let cell = self.known().iter().position(|field| field.range().contains(&at));
        let text = |cell: usize| {
            let text = csv::text(&self.bytes[self.fields[cell].range()]).into_owned();
            beginning(&String::from_utf8_lossy(&text), SHOWN).to_owned()
        };
        Some(Rejection {
            column: cell.map(|cell| Cow::Borrowed(&*job.header.names[cell])),
            value: cell.map(text),
            ..Rejection::not_text(self.encoding, at - self.place.start + 1)
        })
    }
}

impl BatchRow for CsvRow<'_> {
    fn line(&self) -> u64 {
        self.place.line
    }

    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        self.bytes
    }

    #[inline(always)]
    fn is_whole(&self, job: &BatchJob<'_, '_>) -> bool {
        let place = self.place;
        let has_all = place.cells == self.fields.len() && !place.open && place.stray.is_none();
        has_all && self.sound && (!place.broken || self.swallowed(job).is_none())
    }

    #[inline(always)]
    fn cell(&self, column: usize) -> Cell {
        let field = self.fields[column].range();
        match csv::inside(self.bytes, field.clone()) {
            Some((start, end)) => Cell::At(start, end),
            None => {
                Cell::Text(String::from_utf8_lossy(&csv::text(&self.bytes[field])).into_owned())
            }
        }
    }

    fn text(&self, column: usize) -> Option<String> {
        let text = csv::text(&self.bytes[self.known().get(column)?.range()]);
        Some(String::from_utf8_lossy(&text).into_owned())
    }

    fn faults<'j>(&self, job: &'j BatchJob<'_, '_>) -> Vec<Rejection<'j>> {
        let mut faults = Vec::new();
        if self.place.open {
            faults.push(
                Rejection::row("open-quote", "a quote opens in this row and never closes")
                    .with_hint("Everything from there to the end of the file is one cell."),
            );
        }
        if let Some(line) = self.place.stray {
            faults.push(self.text_after_quote(line));
        } else if !self.place.open
            && let Some((opens, line)) = self.swallowed(job)
        {
            let message = format!(
                "the quoted cell that begins in line {opens} has a row of its own in line {line}"
            );
            faults.push(Rejection::row("swallowed-rows", message).with_hint(
                "A quote may be missing, and rows may have been swallowed between the quotes.",
            ));
        }
        if self.place.cells != self.fields.len() {
            faults.push(self.other_length(job));
        }
        faults.extend(self.no_text(job));
        faults
    }

    fn is_open(&self) -> bool {
        self.place.open
    }

    #[inline(always)]
    fn write_csv(&self, out: &mut Vec<u8>, job: &BatchJob<'_, '_>, dialect: CsvDialect) {
        match job.formulas {
            Formulas::Keep if !job.copies => {
                write_cells(out, self.bytes, self.known(), dialect);
            }
            Formulas::Keep if !self.has_more() => {
                out.extend_from_slice(&self.bytes[self.place.start..self.place.end]);
                if self.place.open {
                    out.push(b'"');
                }
            }
            Formulas::Keep => {
                out.extend_from_slice(&self.bytes[self.place.start..self.known_end()]);
            }
            Formulas::Escape => write_escaped(out, self.bytes, self.known(), dialect),
        }
        job.header.pad(out, self.place.cells, dialect);
    }

    fn write_beyond(&self, out: &mut Vec<u8>, job: &BatchJob<'_, '_>, dialect: CsvDialect) {
        if !self.has_more() {
            return;
        }
        match job.formulas {
            Formulas::Keep if !job.copies => {
                for cell in self.all_cells().iter().skip(self.fields.len()) {
                    out.push(dialect.delimiter);
                    csv::write_cell(out, cell, dialect.delimiter);
                }
            }
            Formulas::Keep => {
                out.extend_from_slice(&self.bytes[self.known_end()..self.place.end]);
                if self.place.open {
                    out.push(b'"');
                }
            }
            Formulas::Escape => {
                for cell in self.all_cells().iter().skip(self.fields.len()) {
                    out.push(dialect.delimiter);
                    csv::write_harmless_cell(out, cell, dialect.delimiter);
                }
            }
        }
    }

    #[inline(always)]
    fn write_json(&self, out: &mut Vec<u8>, job: &BatchJob<'_, '_>) {
        if self.place.cells == self.fields.len() {
            job.header.write_object(out, self.bytes, self.fields);
        } else {
            let cells = self.all_cells();
            let cells: Vec<_> = cells.iter().map(|cell| String::from_utf8_lossy(cell)).collect();
            output::json(out, &cells);
        }
    }
}

/// Writes cells so that no spreadsheet runs them as formulas.
fn write_escaped(out: &mut Vec<u8>, bytes: &[u8], fields: &[Field], dialect: CsvDialect) {
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            out.push(dialect.delimiter);
        }
        csv::write_harmless_cell(out, &csv::text(&bytes[field.range()]), dialect.delimiter);
    }
}

/// Writes cells with the delimiter of the output between them.
fn write_cells(out: &mut Vec<u8>, bytes: &[u8], fields: &[Field], dialect: CsvDialect) {
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            out.push(dialect.delimiter);
        }
        csv::write_cell(out, &csv::text(&bytes[field.range()]), dialect.delimiter);
    }
}
