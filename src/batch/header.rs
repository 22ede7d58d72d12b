//! The columns of the input, and those of the questions among them.

use std::collections::HashSet;

use super::begin::Begun;
use super::{Error, Options, output};
use crate::questionnaire::Questionnaire;
use crate::rows::MARK;
use crate::rows::csv::{self, Dialect, Field};
use crate::wording;

/// The names of all columns or keys, in order.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
    /// By column: its name as a key of JSON, with what stands before it.
    keys: Vec<Vec<u8>>,
}

/// The column that answers a question.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// Its place; none where there is none, and every row is unsure.
    pub(super) place: Option<usize>,
}

impl Header {
    pub(super) fn new(names: &[String]) -> Self {
        let key = |(i, name): (usize, &String)| {
            let mut key = if i == 0 { Vec::new() } else { b",".to_vec() };
            output::json(&mut key, name);
            key.push(b':');
            key
        };
        let keys = names.iter().enumerate().map(key).collect();
        Header { names: names.to_vec(), keys }
    }

    /// The columns of the questions.
    ///
    /// # Errors
    ///
    /// One is missing, or there twice.
    pub(super) fn columns(
        &self,
        questionnaire: &Questionnaire,
        options: &Options,
    ) -> Result<Vec<Column>, Error> {
        for (id, _) in &options.columns {
            super::question_of(questionnaire, id)?;
        }
        let mut columns = Vec::new();
        for question in questionnaire.questions() {
            let id = question.id.as_str();
            let named = options.columns.iter().find(|(named, _)| named == id);
            let name = named.map_or(id, |(_, name)| name.as_str()).trim();
            let place = if name.is_empty() { None } else { Some(self.place(name, id)?) };
            let name = place.map_or(id, |place| &self.names[place]).to_owned();
            columns.push(Column { name, place });
        }
        Ok(columns)
    }

    /// The place of a column that must be there: of this very name, else of the
    /// only one that differs in upper and lower case alone.
    pub(super) fn place(&self, name: &str, id: &str) -> Result<usize, Error> {
        let places = |same: &dyn Fn(&str) -> bool| -> Vec<usize> {
            (0..self.names.len()).filter(|place| same(self.names[*place].trim())).collect()
        };
        let exact = places(&|header| header == name);
        let lower = name.to_lowercase();
        let found =
            if exact.is_empty() { places(&|header| header.to_lowercase() == lower) } else { exact };
        match found.as_slice() {
            [place] => Ok(*place),
            [] => Err(self.missing(name, id)),
            _ => {
                let message =
                    format!("the column {} is there {} times", wording::quote(name), found.len());
                Err(Error::usage(message).hint("Give each column a name of its own."))
            }
        }
    }

    /// The place of the column by which rows are grouped.
    pub(super) fn place_by(&self, name: &str) -> Result<usize, Error> {
        let name = name.trim();
        self.place(name, "").map_err(|error| {
            let names = self.names.iter().map(|name| name.trim());
            error.hint(wording::suggestion(name, "columns", names))
        })
    }

    /// JSON has no two keys of one name.
    pub(super) fn refuse_doubles(&self) -> Result<(), Error> {
        let mut seen = HashSet::new();
        match self.names.iter().find(|name| !seen.insert(*name)) {
            None => Ok(()),
            Some(name) => {
                let message = format!("two columns are called {}", wording::quote(name));
                let hint = "A JSON object cannot have both. Write CSV, or rename one.";
                Err(Error::usage(message).hint(hint))
            }
        }
    }

    /// The names as a line of CSV.
    fn as_csv(&self, dialect: Dialect) -> Vec<u8> {
        let mut line = Vec::new();
        for (i, name) in self.names.iter().enumerate() {
            if i > 0 {
                line.push(dialect.delimiter);
            }
            csv::write_harmless_cell(&mut line, name.as_bytes(), dialect.delimiter);
        }
        line
    }

    /// Writes empty cells in the place of those that a row of so many does not have.
    #[inline(always)]
    pub(super) fn pad(&self, out: &mut Vec<u8>, cells: usize, dialect: Dialect) {
        for _ in cells..self.names.len() {
            out.push(dialect.delimiter);
        }
    }

    fn missing(&self, name: &str, id: &str) -> Error {
        let message = format!("there is no column {}", wording::quote(name));
        let names = || self.names.iter().map(|name| name.trim());
        let near = wording::nearest(name, names());
        let comes_nearest = match near {
            Some(near) => format!("{} comes nearest. ", wording::quote(near)),
            None => format!("The columns are {}. ", wording::all_of(names())),
        };
        let example = near.unwrap_or("Name of the column");
        Error::usage(message).hint(format!(
            "{comes_nearest}Write --column {id}={} if that is it, or --column {id}= if no column \
             answers {id}.",
            quoted(example)
        ))
    }

    /// Writes cells as an object.
    pub(super) fn write_object(&self, out: &mut Vec<u8>, bytes: &[u8], fields: &[Field]) {
        out.push(b'{');
        for (key, field) in self.keys.iter().zip(fields) {
            out.extend_from_slice(key);
            let text = csv::text(&bytes[field.range()]);
            output::json(out, &*String::from_utf8_lossy(&text));
        }
        out.push(b'}');
    }

    /// The line that names the columns, ours among them.
    ///
    /// # Errors
    ///
    /// The input has a column of the same name as one of ours.
    pub(super) fn line(
        &self,
        begun: &Begun,
        dialect: Dialect,
        prefix: &str,
    ) -> Result<Vec<u8>, Error> {
        let ours: Vec<String> = output::names().map(|name| format!("{prefix}{name}")).collect();
        let same = ours.iter().filter(|name| self.names.iter().any(|other| other.trim() == **name));
        let same: Vec<&str> = same.map(String::as_str).collect();
        if !same.is_empty() {
            let message = format!("the input has columns of ours already: {}", same.join(", "));
            let hint = "Give ours another beginning, with --prefix new_ for example.";
            return Err(Error::usage(message).hint(hint));
        }
        let mut out = Vec::new();
        match &begun.head {
            Some(head) => {
                if head.marked {
                    out.extend_from_slice(MARK);
                }
                out.extend_from_slice(&head.text);
            }
            None => out.extend(self.as_csv(dialect)),
        }
        for name in &ours {
            out.push(dialect.delimiter);
            csv::write_harmless_cell(&mut out, name.as_bytes(), dialect.delimiter);
        }
        out.extend_from_slice(dialect.line_ending.as_bytes());
        Ok(out)
    }
}

/// A name as a shell takes it.
fn quoted(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "'\\''")) }
}
