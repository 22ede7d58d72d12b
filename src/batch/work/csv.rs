//! Rows of CSV: the way that most of them take, and what becomes of the others.

use std::borrow::Cow;
use std::str;
use std::sync::Arc;

use super::Failed;
use super::worker::{Fate, HandIn, Worker};
use crate::batch::Formulas;
use crate::batch::copy;
use crate::batch::outcome::Outcome;
use crate::batch::output::{self, Output};
use crate::batch::rejection::Rejection;
use crate::rows::Chunk;
use crate::rows::csv::{self, Dialect, Field, Row, Rows};

impl Worker<'_, '_> {
    pub(super) fn csv_rows(
        &mut self,
        chunk: &Chunk,
        dialect: Dialect,
        mut hand_in: HandIn<'_>,
    ) -> Result<(), Failed> {
        let utf8 = str::from_utf8(&chunk.bytes[..chunk.len]).is_ok();
        let mut fields = vec![Field::default(); self.job.header.names.len()];
        let mut rows = Rows::new(&chunk.bytes, chunk.len, dialect.delimiter, chunk.line);
        while let Some(row) = rows.next(&mut fields) {
            self.report.rows += 1;
            let whole = row.cells == fields.len() && !row.open;
            let sound = utf8 || str::from_utf8(&chunk.bytes[row.start..row.end]).is_ok();
            let fate = if whole && sound {
                self.csv_row(&chunk.bytes, &row, &fields, dialect)
            } else {
                Fate::Wrong
            };
            if fate != Fate::Diagnosed {
                self.reject_csv_row(chunk, &row, &fields, dialect, fate);
            }
            self.relieve(&mut hand_in)?;
        }
        Ok(())
    }

    /// Does one row, if it can be diagnosed.
    #[inline(always)]
    fn csv_row(&mut self, bytes: &[u8], row: &Row, fields: &[Field], dialect: Dialect) -> Fate {
        for (question, column) in self.job.columns.iter().enumerate() {
            let Some(place) = column.place else { continue };
            let field = fields[place].range();
            let code = match csv::inside(bytes, field.clone()) {
                Some(inside) => self.memory.code(&self.job.table, question, bytes, inside),
                None => self.read_cell(question, &bytes[field]),
            };
            match code {
                Some(code) => self.codes[question] = code,
                None => return Fate::Wrong,
            }
        }
        let before = self.out.len();
        match self.job.output {
            Output::Csv(_) => match self.job.formulas {
                Formulas::Keep => copy::row(&mut self.out, bytes, row.start, row.end),
                Formulas::Escape => write_escaped(&mut self.out, bytes, fields, dialect),
            },
            Output::JsonLines => self.job.header.write_object(&mut self.out, bytes, fields),
            Output::Full => {
                let Outcome::Leads(_) = self.outcomes.of(&self.codes) else {
                    return Fate::NoLeader;
                };
                self.job.header.write_object(&mut self.out, bytes, fields);
                let text = |place: usize| {
                    String::from_utf8_lossy(&csv::text(&bytes[fields[place].range()])).into_owned()
                };
                let cells: Vec<_> =
                    self.job.columns.iter().map(|column| column.place.map(text)).collect();
                self.write_full(&cells);
                return Fate::Diagnosed;
            }
            Output::Nothing => {
                let group = self.job.by.map(|by| group(bytes, fields, by));
                return self.count(group);
            }
        }
        if !self.outcomes.write_tail(&self.codes, &mut self.out) {
            self.out.truncate(before);
            return Fate::NoLeader;
        }
        Fate::Diagnosed
    }

    /// The answer in a cell with quotes in it.
    #[cold]
    fn read_cell(&mut self, question: usize, cell: &[u8]) -> Option<u16> {
        let text = csv::text(cell);
        self.job.table.code(question, str::from_utf8(&text).ok()?)
    }

    /// Finds out what is wrong with a row, and writes it with that.
    #[cold]
    fn reject_csv_row(
        &mut self,
        chunk: &Chunk,
        row: &Row,
        fields: &[Field],
        dialect: Dialect,
        fate: Fate,
    ) {
        let place = (&chunk.file, row.line);
        let bytes = &chunk.bytes;
        let why = match fate {
            Fate::NoLeader => self.no_leader().into_iter().collect(),
            _ => self.why_not(bytes, row, fields, place),
        };
        let known = &fields[..row.cells.min(fields.len())];
        let by = self.job.by.filter(|by| *by < known.len());
        let group = by.map(|by| group(bytes, known, by));
        self.count_rejected(&why, group.as_deref().or(self.job.by.map(|_| "")));
        match self.job.output {
            Output::Csv(_) => {
                let error = output::sentence(place.0, place.1, &why);
                let beyond = row.cells > fields.len();
                let known_end = match known.last() {
                    Some(last) if beyond => last.range().end,
                    _ => row.end,
                };
                match self.job.formulas {
                    Formulas::Keep => {
                        self.out.extend_from_slice(&bytes[row.start..known_end]);
                        if row.open && !beyond {
                            self.out.push(b'"');
                        }
                    }
                    Formulas::Escape => write_escaped(&mut self.out, bytes, known, dialect),
                }
                self.pad(row.cells, dialect);
                output::reject_csv(&mut self.out, dialect, &error);
                // Cells that the header does not have go behind ours.
                if beyond {
                    self.write_beyond(chunk, row, known_end, dialect);
                }
                self.out.extend_from_slice(dialect.line_ending.as_bytes());
            }
            Output::JsonLines | Output::Full => {
                if row.cells == fields.len() {
                    self.job.header.write_object(&mut self.out, bytes, fields);
                } else {
                    let all = all_cells(chunk, row, dialect);
                    let all: Vec<_> =
                        all.iter().map(|cell| String::from_utf8_lossy(cell)).collect();
                    self.out.extend_from_slice(b"{\"input\":");
                    output::json(&mut self.out, &all);
                }
                self.reject_json(place, &why);
            }
            Output::Nothing => {}
        }
        self.cut(place);
    }

    fn write_beyond(&mut self, chunk: &Chunk, row: &Row, from: usize, dialect: Dialect) {
        match self.job.formulas {
            Formulas::Keep => {
                self.out.extend_from_slice(&chunk.bytes[from..row.end]);
                if row.open {
                    self.out.push(b'"');
                }
            }
            Formulas::Escape => {
                for cell in all_cells(chunk, row, dialect).iter().skip(self.job.header.names.len())
                {
                    self.out.push(dialect.delimiter);
                    csv::write_harmless_cell(&mut self.out, cell, dialect.delimiter);
                }
            }
        }
    }

    fn why_not(
        &mut self,
        bytes: &[u8],
        row: &Row,
        fields: &[Field],
        place: (&Arc<str>, u64),
    ) -> Vec<Rejection> {
        let mut why = Vec::new();
        if row.open {
            let message = "a quote opens in this row and never closes";
            why.push(
                Rejection::row("open-quote", message)
                    .hint("Everything from there to the end of the file is one cell."),
            );
            self.report.warnings.push(format!("{}:{}: {message}", place.0, place.1));
        }
        let expected = fields.len();
        if row.cells != expected {
            let kind = if row.cells < expected { "short-row" } else { "long-row" };
            let message =
                format!("this row has {} cells, and the header has {expected}", row.cells);
            why.push(Rejection::row(kind, message));
        }
        if let Err(error) = str::from_utf8(&bytes[row.start..row.end]) {
            let at = row.start + error.valid_up_to();
            let cell = fields.iter().take(row.cells).position(|field| field.range().contains(&at));
            let column = cell.map(|cell| self.job.header.names[cell].clone());
            let message = "this is no UTF-8".to_owned();
            let hint = "Save the file as UTF-8.".to_owned();
            let value = cell.map(|cell| {
                let text = csv::text(&bytes[fields[cell].range()]).into_owned();
                String::from_utf8_lossy(&text).chars().take(60).collect()
            });
            why.push(Rejection { kind: "not-utf8", column, value, message, hint: Some(hint) });
        }
        if !why.is_empty() {
            return why;
        }
        for question in 0..self.job.columns.len() {
            let Some(column) = self.job.columns[question].place else { continue };
            let text = csv::text(&bytes[fields[column].range()]);
            let text = String::from_utf8_lossy(&text);
            why.extend(self.judge(question, &text, place));
        }
        why
    }

    /// Writes empty cells in the place of those that a row does not have.
    fn pad(&mut self, cells: usize, dialect: Dialect) {
        for _ in cells..self.job.header.names.len() {
            self.out.push(dialect.delimiter);
        }
    }

    /// Passes on a piece of a row that is too long.
    pub(super) fn csv_part(&mut self, chunk: &Chunk) {
        if matches!(self.job.output, Output::Csv(_)) {
            self.out.extend_from_slice(&chunk.bytes[..chunk.len]);
        }
    }

    /// Rejects the row whose last piece this is.
    pub(super) fn csv_end(&mut self, chunk: &Chunk, dialect: Dialect, cells: usize, open: bool) {
        self.report.rows += 1;
        let place = (&chunk.file, chunk.line);
        let longest = self.job.limits.longest_row;
        let message = format!("this row is longer than {longest} bytes, the most that is read");
        let mut rejection = Rejection::row("too-long", message);
        if open {
            rejection = rejection.hint("A quote opens in it and never closes.");
            let warning =
                format!("{}:{}: a quote opens in this row and never closes", place.0, place.1);
            self.report.warnings.push(warning);
        }
        let why = [rejection];
        self.count_rejected(&why, self.job.by.map(|_| ""));
        match self.job.output {
            Output::Csv(_) => {
                self.csv_part(chunk);
                if open {
                    self.out.push(b'"');
                }
                self.pad(cells, dialect);
                output::reject_csv(
                    &mut self.out,
                    dialect,
                    &output::sentence(place.0, place.1, &why),
                );
                self.out.extend_from_slice(dialect.line_ending.as_bytes());
            }
            Output::JsonLines | Output::Full => {
                self.out.extend_from_slice(b"{\"input\":null");
                self.reject_json(place, &why);
            }
            Output::Nothing => {}
        }
        self.cut(place);
    }
}

/// Writes cells so that no spreadsheet runs them as formulas.
fn write_escaped(out: &mut Vec<u8>, bytes: &[u8], fields: &[Field], dialect: Dialect) {
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            out.push(dialect.delimiter);
        }
        csv::write_harmless_cell(out, &csv::text(&bytes[field.range()]), dialect.delimiter);
    }
}

/// The value of the column that rows are grouped by.
fn group(bytes: &[u8], fields: &[Field], by: usize) -> String {
    let text: Cow<'_, [u8]> = csv::text(&bytes[fields[by].range()]);
    String::from_utf8_lossy(&text).trim().to_owned()
}

/// All cells of a row, also those that the header does not have.
fn all_cells(chunk: &Chunk, row: &Row, dialect: Dialect) -> Vec<Vec<u8>> {
    let mut fields = vec![Field::default(); row.cells];
    let mut bytes = chunk.bytes[row.start..row.end].to_vec();
    let len = bytes.len();
    bytes.resize(len + csv::BLOCK, 0);
    Rows::new(&bytes, len, dialect.delimiter, 0).next(&mut fields);
    fields.iter().map(|field| csv::text(&bytes[field.range()]).into_owned()).collect()
}
