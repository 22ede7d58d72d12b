//! The columns of the input, and how they are written again.

use std::collections::HashSet;

use super::begin::Begun;
use super::{Error, Formulas, Options, columns, output};
use crate::problem::Remedy;
use crate::rows::MARK;
use crate::rows::csv::{self, CsvDialect, Field};
use crate::wording;

/// The names of all columns or keys, in order.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
    /// By column: its key in JSON.
    keys: Vec<JsonKey>,
}

/// The key of a column in JSON, with its colon.
#[derive(Debug)]
struct JsonKey {
    text: Vec<u8>,
    /// The column has no name: its key has its number, and nothing is written for an
    /// empty cell, because spreadsheets leave such columns behind.
    unnamed: bool,
}

impl Header {
    pub(super) fn new(names: &[String]) -> Self {
        let taken: HashSet<&str> = names.iter().map(String::as_str).collect();
        let mut keys: Vec<JsonKey> = Vec::new();
        for (i, name) in names.iter().enumerate() {
            let unnamed = name.trim().is_empty();
            let mut name = if unnamed { format!("column_{}", i + 1) } else { name.clone() };
            while unnamed && taken.contains(name.as_str()) {
                name.push('_');
            }
            let mut text = Vec::new();
            output::json(&mut text, &name);
            text.push(b':');
            keys.push(JsonKey { text, unnamed });
        }
        Header { names: names.to_vec(), keys }
    }

    /// The index of the column by which rows are grouped.
    pub(super) fn place_by(&self, name: &str) -> Result<usize, Error> {
        let name = name.trim();
        columns::place(&self.names, name)?.ok_or_else(|| {
            let names = self.names.iter().map(|name| name.trim());
            let message = format!("there is no column {}", wording::quote(name));
            Error::usage(message).with_hint(wording::suggestion(name, "columns", names))
        })
    }

    /// Refuses two columns of the same name: a JSON object cannot have both.
    pub(super) fn refuse_doubles(&self) -> Result<(), Error> {
        let mut seen = HashSet::new();
        let mut named = self.names.iter().filter(|name| !name.trim().is_empty());
        match named.find(|name| !seen.insert(*name)) {
            None => Ok(()),
            Some(name) => {
                let message = format!("two columns are called {}", wording::quote(name));
                let hint = "A JSON object cannot have both. Write CSV, or rename one.";
                Err(Error::usage(message).with_hint(hint))
            }
        }
    }

    /// The names as a line of CSV.
    fn as_csv(&self, dialect: CsvDialect, formulas: Formulas) -> Vec<u8> {
        let mut line = Vec::new();
        for (i, name) in self.names.iter().enumerate() {
            if i > 0 {
                line.push(dialect.delimiter);
            }
            match formulas {
                Formulas::Keep => csv::write_cell(&mut line, name.as_bytes(), dialect.delimiter),
                Formulas::Escape => {
                    csv::write_harmless_cell(&mut line, name.as_bytes(), dialect.delimiter);
                }
            }
        }
        line
    }

    /// Writes the delimiters of the cells that a row lacks if it has only this number of
    /// cells.
    #[inline(always)]
    pub(super) fn pad(&self, out: &mut Vec<u8>, cells: usize, dialect: CsvDialect) {
        for _ in cells..self.names.len() {
            out.push(dialect.delimiter);
        }
    }

    /// Writes cells as an object.
    pub(super) fn write_object(&self, out: &mut Vec<u8>, bytes: &[u8], fields: &[Field]) {
        out.push(b'{');
        let mut first = true;
        for (key, field) in self.keys.iter().zip(fields) {
            let text = csv::text(&bytes[field.range()]);
            if key.unnamed && text.trim_ascii().is_empty() {
                continue;
            }
            if !first {
                out.push(b',');
            }
            first = false;
            out.extend_from_slice(&key.text);
            output::json_text(out, &text);
        }
        out.push(b'}');
    }

    /// The header line: the columns of the input and the added ones.
    ///
    /// # Errors
    ///
    /// The input has a column with the same name as an added one.
    pub(super) fn line(
        &self,
        begun: &Begun,
        dialect: CsvDialect,
        options: &Options,
    ) -> Result<Vec<u8>, Error> {
        let prefix = &options.prefix;
        let ours: Vec<String> = output::names().map(|name| format!("{prefix}{name}")).collect();
        let same = ours.iter().filter(|name| self.names.iter().any(|other| other.trim() == **name));
        let same: Vec<&str> = same.map(String::as_str).collect();
        if !same.is_empty() {
            let message =
                format!("the input already has columns with our names: {}", same.join(", "));
            return Err(Error::usage(message).with_hint(Remedy::Prefix));
        }
        let mut out = Vec::new();
        match &begun.head {
            Some(head) => {
                if head.marked {
                    out.extend_from_slice(MARK);
                }
                let same = head.dialect.delimiter == dialect.delimiter;
                if same && options.formulas == Formulas::Keep {
                    out.extend_from_slice(&head.text);
                } else {
                    out.extend(self.as_csv(dialect, options.formulas));
                }
            }
            None => out.extend(self.as_csv(dialect, Formulas::Escape)),
        }
        for name in &ours {
            out.push(dialect.delimiter);
            csv::write_harmless_cell(&mut out, name.as_bytes(), dialect.delimiter);
        }
        out.extend_from_slice(dialect.line_ending.as_bytes());
        Ok(out)
    }
}
