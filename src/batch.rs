//! Many rows at once: CSV or JSON Lines in, each row out again with its diagnosis.
//!
//! A row is a company, or a team or a segment of one, that answered. Every row has
//! its line in the output, at its place: with a diagnosis, or with what is wrong
//! with it. Nothing is guessed and nothing is lost.
//!
//! ```text
//! sources -> input (chunks of whole rows) -> work (several workers) -> a writer
//!                                             cells -> table -> outcome
//! ```
//!
//! The answer space is finite. A cell is looked up in a `memory` of spellings
//! before the `table` reads it, and a combination of answers is scored and written
//! once (`outcome`). What is left for a row is to find its cells and to copy it.

mod begin;
mod copy;
mod csv;
mod error;
mod header;
mod input;
mod jsonl;
mod memory;
mod outcome;
mod output;
mod progress;
mod rejection;

pub mod summary;
mod table;
mod tally;
mod utf16;
mod work;

use std::io::Write;

use self::header::{Column, Header};
use self::input::{Chunks, Ending, Open};
use self::output::Output;
use self::table::{Comma, Table};
use crate::diagnosis::Diagnosis;
use crate::questionnaire::{Question, Questionnaire};
use crate::wording;

pub use error::Error;
pub use input::Source;
pub use progress::Progress;
pub use tally::{MOST_GROUPS, Tally, Totals, Unrecognised};

/// A format of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, with a header.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Each row with a short diagnosis.
    Rows(Format),
    /// Each row with the whole result, in JSON Lines.
    FullResults,
    /// Nothing: only the totals are wanted.
    Totals,
}

/// What becomes of cells of the input that a spreadsheet would run as formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formulas {
    /// They stay as they are.
    Keep,
    /// A quote before them makes them texts.
    Escape,
}

/// How a batch is read and written.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format of the input.
    pub input: Format,
    /// What is written.
    pub output: Wanted,
    /// The delimiter of CSV; without it, the header shows it.
    pub delimiter: Option<u8>,
    /// Ids of questions with the names of their columns; with an empty name, no
    /// column answers the question.
    pub columns: Vec<(String, String)>,
    /// Ids of questions whose columns hold fractions: 0.85 for 85%.
    pub fractions: Vec<String>,
    /// The beginning of the names of the columns that are added.
    pub prefix: String,
    /// What becomes of formulas in the input.
    pub formulas: Formulas,
    /// With more rejected rows than this, the batch fails.
    pub most_rejected: Option<u64>,
    /// The column by whose values the totals are grouped.
    pub by: Option<String>,
    /// How many workers share the rows, 1 or more.
    pub workers: usize,
}

/// The command that repeats a diagnosis, if one can.
pub type Repeat<'r> = &'r (dyn Fn(&Diagnosis<'_>) -> Option<String> + Sync);

/// What every worker knows.
struct Job<'j, 'q> {
    table: Table<'q>,
    ending: Ending,
    output: Output,
    header: Header,
    /// By question: its column.
    columns: Vec<Column>,
    formulas: Formulas,
    most_rejected: Option<u64>,
    /// The column by which rows are grouped.
    by: Option<usize>,
    repeat: Repeat<'j>,
}

impl Job<'_, '_> {
    /// The column that answers a question.
    fn column_of(&self, question: &str) -> &str {
        let question = self.table.questionnaire().question(question);
        question.map_or("", |question| &self.columns[question.index].name)
    }

    /// Whether the values of a column are read, and not only passed on.
    fn is_read(&self, place: usize) -> bool {
        self.by == Some(place) || self.columns.iter().any(|column| column.place == Some(place))
    }
}

/// Reads all rows of the sources, one after the other, and writes what is wanted.
/// Labels are read in all of the `languages`: the same questionnaire, of which the
/// first decides about everything else. There must be a source.
///
/// # Errors
///
/// The options do not fit the questionnaire or the input, something cannot be read
/// or written, or too many rows were rejected. What was written is whole rows.
pub fn run(
    languages: &[&Questionnaire],
    options: &Options,
    sources: Vec<Source>,
    repeat: Repeat<'_>,
    progress: &Progress,
    out: &mut (dyn Write + Send),
) -> Result<Totals, Error> {
    let mut sources = sources.into_iter();
    let first = sources.next().ok_or_else(|| Error::usage("there is nothing to read"))?;
    let questionnaire = languages[0];
    let mut open = Open::new(first, progress)?;
    let begun = match options.input {
        Format::Csv => Some(begin::csv(&mut open, questionnaire, options, progress)?),
        Format::JsonLines => None,
    };
    let names = match &begun {
        Some(begun) => begun.names.clone(),
        None => {
            let all = options.output == Wanted::Rows(Format::Csv);
            let wanted = begin::wanted(questionnaire, options);
            let enough = |names: &[String]| {
                !all && wanted
                    .iter()
                    .all(|name| names.iter().any(|other| other.to_lowercase() == *name))
            };
            begin::jsonl(&mut open, enough, progress)?
        }
    };
    let header = Header::new(names);
    let columns = header.columns(questionnaire, options).map_err(|error| {
        match begin::hint_of_format(&header.names).filter(|_| begun.is_some()) {
            Some(hint) => error.hint(hint),
            None => error,
        }
    })?;
    let by = options.by.as_deref().map(|by| header.place_by(by)).transpose()?;
    let dialect = begun.as_ref().map_or(csv::Dialect::OURS, |begun| begun.dialect);
    let output = match options.output {
        Wanted::Rows(Format::Csv) => Output::Csv(dialect),
        Wanted::Rows(Format::JsonLines) => Output::JsonLines,
        Wanted::FullResults => Output::Full,
        Wanted::Totals => Output::Nothing,
    };
    let comma = match &begun {
        Some(_) if dialect.delimiter == b',' => Comma::Refused,
        Some(_) => Comma::Decimal,
        None => Comma::Refused,
    };
    let table = Table::new(languages, &options.fractions, comma)?;
    if let Output::JsonLines | Output::Full = output
        && begun.is_some()
    {
        header.refuse_doubles()?;
    }
    if let Output::Csv(dialect) = output {
        let line = match &begun {
            Some(begun) => begun.line.clone(),
            None => header.as_csv(dialect),
        };
        let mut beginning = Vec::new();
        if begun.as_ref().is_some_and(|begun| begun.marked) {
            beginning.extend_from_slice(begin::MARK);
        }
        beginning.extend(header.line(&line, dialect, &options.prefix)?);
        out.write_all(&beginning).map_err(Error::Write)?;
    }
    let ending = if begun.is_some() { Ending::Csv(dialect) } else { Ending::Line };
    let expected = header.names.clone();
    let further = Options { delimiter: Some(dialect.delimiter), ..options.clone() };
    let same = |open: &mut Open| match ending {
        Ending::Line => {
            begin::skip_mark(open);
            Ok(())
        }
        Ending::Csv(_) => {
            let begun = begin::csv(open, questionnaire, &further, progress)?;
            begin::refuse_other_header(open, &begun.names, &expected)
        }
    };
    let chunks = Chunks::new(open, sources, ending, Box::new(same), progress);
    let most_rejected = options.most_rejected;
    let formulas = options.formulas;
    let job = Job { table, ending, output, header, columns, formulas, most_rejected, by, repeat };
    work::run(&job, chunks, out, options.workers, progress)
}

/// The question of an id that an option names.
fn question_of<'q>(questionnaire: &'q Questionnaire, id: &str) -> Result<&'q Question, Error> {
    questionnaire.question(id).ok_or_else(|| {
        let ids = questionnaire.questions().iter().map(|question| question.id.as_str());
        let message = format!("no question is called {}", wording::quote(id));
        Error::usage(message).hint(wording::suggestion(id, "questions", ids))
    })
}
