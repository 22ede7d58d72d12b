//! Lines of JSON Lines: objects whose keys answer the questions.

use std::collections::HashMap;
use std::str;
use std::sync::Arc;

use super::Failed;
use super::worker::{HandIn, Worker};
use crate::batch::Formulas;
use crate::batch::csv::{self, Dialect};
use crate::batch::header::Header;
use crate::batch::input::{Chunk, LONGEST_ROW};
use crate::batch::jsonl::{self, Broken, Entry, Kind};
use crate::batch::outcome::Outcome;
use crate::batch::output::{self, Output};
use crate::batch::rejection::Rejection;

/// So many keys are expected at the places where they were.
const EXPECTED: usize = 256;

/// The columns of the keys of a line. Most lines have the same keys at the same
/// places, so each key is compared with the one that stood there before.
pub(super) struct Keys {
    columns: HashMap<Vec<u8>, usize>,
    expected: Vec<(Vec<u8>, Option<usize>)>,
}

/// The entries of one line.
#[derive(Default)]
pub(super) struct Found {
    entries: Vec<Entry>,
    /// By column: its entry, with the number of the line it was found in.
    by_column: Vec<(u64, usize)>,
    number: u64,
}

impl Found {
    fn of(&self, column: usize) -> Option<Entry> {
        let (number, entry) = self.by_column[column];
        (number == self.number).then(|| self.entries[entry])
    }
}

impl Keys {
    pub(super) fn new(header: &Header) -> Self {
        let names = header.names.iter().enumerate();
        let columns = names.map(|(place, name)| (name.clone().into_bytes(), place)).collect();
        Keys { columns, expected: Vec::new() }
    }

    #[inline(always)]
    fn column(&mut self, at: usize, key: &[u8]) -> Option<usize> {
        match self.expected.get(at) {
            Some((expected, column)) if expected == key => *column,
            _ => self.look_up(at, key),
        }
    }

    #[cold]
    fn look_up(&mut self, at: usize, key: &[u8]) -> Option<usize> {
        let decoded = decode(key);
        let column = self.columns.get(decoded.as_bytes()).copied();
        if at < EXPECTED {
            self.expected.truncate(at);
            if self.expected.len() == at {
                self.expected.push((key.to_vec(), column));
            }
        }
        column
    }
}

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
            let end = memchr::memchr(b'\n', &bytes[start..]).map_or(chunk.len, |end| start + end);
            let span = trim(bytes, (start, end));
            // An empty line is no row.
            if span.0 < span.1 {
                self.report.rows += 1;
                let sound = utf8 || str::from_utf8(&bytes[span.0..span.1]).is_ok();
                if !(sound && self.line(&chunk.bytes, span, &mut keys, &mut found)) {
                    self.reject_line(chunk, span, line, &mut keys, &mut found);
                }
                self.relieve(&mut hand_in)?;
            }
            start = end + 1;
            line += 1;
        }
        Ok(())
    }

    /// Does one line; false if it must be rejected.
    #[inline(always)]
    fn line(
        &mut self,
        bytes: &[u8],
        span: (usize, usize),
        keys: &mut Keys,
        found: &mut Found,
    ) -> bool {
        if !self.find(bytes, span, keys, found).is_ok_and(|strange| strange.is_none()) {
            return false;
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
                        let (start, end) = (entry.value.0 + 1, entry.value.1 - 1);
                        if memchr::memchr(b'\\', &bytes[start..end]).is_some() {
                            let text = decode(&bytes[start..end]);
                            self.job.table.code(question, &text)
                        } else {
                            self.memory.code(&self.job.table, question, bytes, (start, end))
                        }
                    }
                    _ => None,
                },
            };
            match code {
                Some(code) => self.codes[question] = code,
                None => return false,
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
                    return false;
                };
                self.out.extend_from_slice(b"{\"input\":");
                self.out.extend_from_slice(&bytes[span.0..span.1]);
                let text = |place: usize| found.of(place).map(|entry| text(bytes, &entry));
                let columns = &self.job.columns;
                let cells: Vec<_> =
                    columns.iter().map(|column| column.place.and_then(text)).collect();
                self.write_full(&cells);
                return true;
            }
            Output::Nothing => {
                let Outcome::Leads(facts) = self.outcomes.of(&self.codes) else {
                    return false;
                };
                self.report.all.count(&self.codes, facts);
                if let Some(by) = self.job.by {
                    let group = found.of(by).map_or(String::new(), |entry| text(bytes, &entry));
                    self.report.group(group, &self.job.table).count(&self.codes, facts);
                }
                return true;
            }
        }
        if !self.outcomes.write_tail(&self.codes, &mut self.out) {
            self.out.truncate(before);
            return false;
        }
        true
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
            match keys.column(at, &bytes[entry.key.0..entry.key.1]) {
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
        keys: &mut Keys,
        found: &mut Found,
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
        if why.is_empty() {
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
                    Kind::Text | Kind::Number => why.extend(self.judge(question, &cell, place)),
                    _ => why.push(Rejection {
                        kind: "wrong-type",
                        column: Some(self.job.columns[question].name.clone()),
                        value: Some(cell.chars().take(60).collect()),
                        message: "this is no text and no number".to_owned(),
                        hint: None,
                    }),
                }
            }
            if why.is_empty() {
                why.extend(self.no_leader());
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
        let message =
            format!("this line is longer than {LONGEST_ROW} bytes, the most that is read");
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
            Kind::Text if memchr::memchr(b'\\', &bytes[start..end]).is_some() => {
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

/// A value as text: a string without its quotes, anything else as it is written.
fn text(bytes: &[u8], entry: &Entry) -> String {
    let (start, end) = entry.value;
    match entry.kind {
        Kind::Text => decode(&bytes[start + 1..end - 1]),
        Kind::Null => String::new(),
        _ => String::from_utf8_lossy(&bytes[start..end]).into_owned(),
    }
}

/// What stands between the quotes of a string.
fn decode(inside: &[u8]) -> String {
    let quoted = [b"\"", inside, b"\""].concat();
    // Half of a surrogate pair is JSON and no text: it is shown as it is written.
    serde_json::from_slice(&quoted).unwrap_or_else(|_| String::from_utf8_lossy(inside).into_owned())
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
