//! Lines of JSON Lines: objects whose keys answer the questions.

use std::str;
use std::sync::Arc;

use super::Failed;
use super::worker::{Fate, HandIn, Worker};
use crate::batch::Formulas;
use crate::batch::keys::Keys;
use crate::batch::outcome::Outcome;
use crate::batch::output::{self, Output};
use crate::batch::rejection::Rejection;
use crate::rows::Chunk;
use crate::rows::csv::{self, Dialect};
use crate::rows::jsonl::{self, Broken, Entry, Found, Kind, decode, text};

impl Worker<'_, '_> {
    pub(super) fn lines(&mut self, chunk: &Chunk, mut hand_in: HandIn<'_>) -> Result<(), Failed> {
        let bytes = &chunk.bytes[..chunk.len];
        let utf8 = str::from_utf8(bytes).is_ok();
        let mut keys = Keys::new(&self.job.header);
        let mut found =
            Found { by_column: vec![(0, 0); self.job.header.names.len()], ..Found::default() };
        let mut start = 0;
        let mut line = chunk.line;
        while start < chunk.len {
            let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]);
            let end = end.map_or(chunk.len, |end| start + end);
            let span = trim(bytes, (start, end));
            // An empty line is no row.
            if span.0 < span.1 {
                self.report.rows += 1;
                let sound = utf8 || str::from_utf8(&bytes[span.0..span.1]).is_ok();
                let fate = if sound {
                    self.line(&chunk.bytes, span, &mut keys, &mut found)
                } else {
                    Fate::Wrong
                };
                if fate != Fate::Diagnosed {
                    self.reject_line(chunk, span, line, (&mut keys, &mut found), fate);
                }
                self.relieve(&mut hand_in)?;
            }
            start = end + 1;
            let halved = bytes.get(end) == Some(&b'\r') && bytes.get(start) == Some(&b'\n');
            line += u64::from(!halved);
        }
        Ok(())
    }

    /// Does one line, if it can be diagnosed.
    #[inline(always)]
    fn line(
        &mut self,
        bytes: &[u8],
        span: (usize, usize),
        keys: &mut Keys,
        found: &mut Found,
    ) -> Fate {
        if !self.find(bytes, span, keys, found).is_ok_and(|strange| strange.is_none()) {
            return Fate::Wrong;
        }
        for (question, column) in self.job.columns.iter().enumerate() {
            let Some(place) = column.place else { continue };
            let unsure = self.job.table.unsure(question);
            let code = match found.of(place) {
                None => Some(unsure),
                Some(entry) => match entry.kind {
                    Kind::Null => Some(unsure),
                    Kind::Number => self.memory.code(&self.job.table, question, bytes, entry.value),
                    Kind::Text => {
                        let inside = (entry.value.0 + 1, entry.value.1 - 1);
                        self.memory.code(&self.job.table, question, bytes, inside)
                    }
                    Kind::Escaped => self.job.table.code(question, &text(bytes, &entry)),
                    _ => None,
                },
            };
            match code {
                Some(code) => self.codes[question] = code,
                None => return Fate::Wrong,
            }
        }
        let before = self.out.len();
        match self.job.output {
            Output::Csv(dialect) => {
                write_cells(&mut self.out, bytes, found, dialect, self.job.formulas);
            }
            Output::JsonLines => {
                self.out.extend_from_slice(b"{\"input\":");
                self.out.extend_from_slice(&bytes[span.0..span.1]);
            }
            Output::Full => {
                let Outcome::Leads(_) = self.outcomes.of(&self.codes) else {
                    return Fate::NoLeader;
                };
                self.out.extend_from_slice(b"{\"input\":");
                self.out.extend_from_slice(&bytes[span.0..span.1]);
                let text = |place: usize| found.of(place).map(|entry| text(bytes, &entry));
                let columns = &self.job.columns;
                let cells: Vec<_> =
                    columns.iter().map(|column| column.place.and_then(text)).collect();
                self.write_full(&cells);
                return Fate::Diagnosed;
            }
            Output::Nothing => {
                let value = |by| found.of(by).map_or(String::new(), |entry| text(bytes, &entry));
                return self.count(self.job.by.map(value));
            }
        }
        if !self.outcomes.write_tail(&self.codes, &mut self.out) {
            self.out.truncate(before);
            return Fate::NoLeader;
        }
        Fate::Diagnosed
    }

    /// Finds the entries of a line by their columns; gives the first that has no
    /// column where it needs one, or that comes twice.
    #[inline(always)]
    fn find(
        &self,
        bytes: &[u8],
        span: (usize, usize),
        keys: &mut Keys,
        found: &mut Found,
    ) -> Result<Option<Strange>, Broken> {
        found.entries.clear();
        found.number += 1;
        let entries = &mut found.entries;
        jsonl::entries(bytes, span, |entry| entries.push(entry))?;
        let needs_column = matches!(self.job.output, Output::Csv(_));
        let mut strange = None;
        for (at, entry) in found.entries.iter().enumerate() {
            match keys.column(at, bytes, entry.key) {
                Some(column) => {
                    let twice = found.by_column[column].0 == found.number;
                    if twice && (needs_column || self.job.is_read(column)) {
                        strange = strange.or(Some(Strange::Twice(*entry)));
                    }
                    found.by_column[column] = (found.number, at);
                }
                None if needs_column => strange = strange.or(Some(Strange::New(*entry))),
                None => {}
            }
        }
        Ok(strange)
    }

    /// Finds out what is wrong with a line, and writes it with that.
    #[cold]
    fn reject_line(
        &mut self,
        chunk: &Chunk,
        span: (usize, usize),
        line: u64,
        (keys, found): (&mut Keys, &mut Found),
        fate: Fate,
    ) {
        let place = (&chunk.file, line);
        let bytes = &chunk.bytes;
        let whole = &bytes[span.0..span.1];
        let is_utf8 = str::from_utf8(whole);
        let walk = self.find(bytes, span, keys, found);
        let is_object = walk.is_ok();
        let mut why = Vec::new();
        if let Err(error) = is_utf8 {
            let message = format!("this is no UTF-8: byte {} is wrong", error.valid_up_to() + 1);
            why.push(Rejection::row("not-utf8", message).hint("Save the file as UTF-8."));
        } else {
            why.extend(match walk {
                Ok(strange) => strange.map(|strange| strange.rejection(bytes)),
                Err(broken) => Some(not_json(broken, span)),
            });
        }
        if fate == Fate::NoLeader {
            why.extend(self.no_leader());
        } else if why.is_empty() {
            for question in 0..self.job.columns.len() {
                let column = self.job.columns[question].place;
                let entry = column.and_then(|column| found.of(column));
                let Some(entry) = entry else {
                    self.codes[question] = self.job.table.unsure(question);
                    continue;
                };
                let cell = text(bytes, &entry);
                match entry.kind {
                    Kind::Null => self.codes[question] = self.job.table.unsure(question),
                    Kind::Text | Kind::Escaped | Kind::Number => {
                        why.extend(self.judge(question, &cell, place))
                    }
                    _ => why.push(Rejection {
                        kind: "wrong-type",
                        column: Some(self.job.columns[question].name.clone()),
                        value: Some(cell.chars().take(60).collect()),
                        message: "this is no text and no number".to_owned(),
                        hint: None,
                    }),
                }
            }
        }
        let group = self.job.by.map(|by| {
            found.of(by).filter(|_| is_object).map_or(String::new(), |entry| text(bytes, &entry))
        });
        self.count_rejected(&why, group.as_deref());
        match self.job.output {
            Output::Csv(dialect) => {
                if is_object {
                    write_cells(&mut self.out, bytes, found, dialect, self.job.formulas);
                } else {
                    self.empty_cells(dialect);
                }
                self.end_csv_line(place, dialect, &why);
            }
            Output::JsonLines | Output::Full => {
                self.out.extend_from_slice(b"{\"input\":");
                if is_object && is_utf8.is_ok() {
                    self.out.extend_from_slice(whole);
                } else {
                    output::json(&mut self.out, &*String::from_utf8_lossy(whole));
                }
                self.reject_json(place, &why);
            }
            Output::Nothing => {}
        }
        self.cut(place);
    }

    /// Rejects the line whose last piece this is: it is too long to be kept.
    pub(super) fn line_end(&mut self, chunk: &Chunk) {
        self.report.rows += 1;
        let place = (&chunk.file, chunk.line);
        let longest = self.job.limits.longest_row;
        let message = format!("this line is longer than {longest} bytes, the most that is read");
        let why = [Rejection::row("too-long", message)];
        self.count_rejected(&why, self.job.by.map(|_| ""));
        match self.job.output {
            Output::Csv(dialect) => {
                self.empty_cells(dialect);
                self.end_csv_line(place, dialect, &why);
            }
            Output::JsonLines | Output::Full => {
                self.out.extend_from_slice(b"{\"input\":null");
                self.reject_json(place, &why);
            }
            Output::Nothing => {}
        }
        self.cut(place);
    }

    fn empty_cells(&mut self, dialect: Dialect) {
        for _ in 1..self.job.header.names.len() {
            self.out.push(dialect.delimiter);
        }
    }

    fn end_csv_line(&mut self, place: (&Arc<str>, u64), dialect: Dialect, why: &[Rejection]) {
        output::reject_csv(&mut self.out, dialect, &output::sentence(place.0, place.1, why));
        self.out.extend_from_slice(dialect.line_ending.as_bytes());
    }
}

/// An entry that keeps its line from being read.
enum Strange {
    /// Its key has no column.
    New(Entry),
    /// Its key was there before.
    Twice(Entry),
}

impl Strange {
    fn rejection(&self, bytes: &[u8]) -> Rejection {
        let (kind, entry, message, hint) = match self {
            Strange::New(entry) => (
                "new-key",
                entry,
                "no line near the beginning has this key, so it has no column",
                "Write JSON Lines, or put every key into the first line.",
            ),
            Strange::Twice(entry) => {
                ("duplicate-key", entry, "this key is there twice", "Leave one of them out.")
            }
        };
        Rejection {
            kind,
            column: Some(decode(&bytes[entry.key.0..entry.key.1])),
            value: Some(text(bytes, entry).chars().take(60).collect()),
            message: message.to_owned(),
            hint: Some(hint.to_owned()),
        }
    }
}

fn not_json(broken: Broken, span: (usize, usize)) -> Rejection {
    match broken {
        Broken::Syntax(at) => {
            let message = format!("this is no JSON: byte {} is wrong", at - span.0 + 1);
            Rejection::row("not-json", message)
        }
        Broken::NoObject => Rejection::row("not-object", "this is JSON, but no object")
            .hint("A line is one object, with the questions as keys."),
        Broken::TooDeep => Rejection::row("too-deep", "this is nested too deeply"),
    }
}

/// Writes the values of a line as cells.
fn write_cells(
    out: &mut Vec<u8>,
    bytes: &[u8],
    found: &Found,
    dialect: Dialect,
    formulas: Formulas,
) {
    for column in 0..found.by_column.len() {
        if column > 0 {
            out.push(dialect.delimiter);
        }
        let Some(entry) = found.of(column).filter(|entry| entry.kind != Kind::Null) else {
            continue;
        };
        let decoded;
        let (start, end) = entry.value;
        let cell = match entry.kind {
            Kind::Escaped => {
                decoded = decode(&bytes[start + 1..end - 1]);
                decoded.as_bytes()
            }
            Kind::Text => &bytes[start + 1..end - 1],
            _ => &bytes[start..end],
        };
        match formulas {
            Formulas::Keep => csv::write_cell(out, cell, dialect.delimiter),
            Formulas::Escape => csv::write_harmless_cell(out, cell, dialect.delimiter),
        }
    }
}

/// A line without the spaces around it.
fn trim(bytes: &[u8], (mut start, mut end): (usize, usize)) -> (usize, usize) {
    let space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r');
    while start < end && space(bytes[start]) {
        start += 1;
    }
    while start < end && space(bytes[end - 1]) {
        end -= 1;
    }
    (start, end)
}
