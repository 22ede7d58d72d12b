//! Many rows at once: CSV or JSON Lines in, each row out again with its diagnosis.
//!
//! A row is a company, or a team or segment of one, that answered. Every row has its line
//! in the output, in the order of the input: with a diagnosis, or with what is wrong with
//! it. Nothing is guessed and nothing is lost.
//!
//! ```text
//! sources -> rows (chunks of whole rows) -> work (several workers) -> a writer
//!                                            cells -> table -> outcome
//! ```
//!
//! The answer space is finite, so no work is done twice: a cell is looked up in a `memory`
//! of spellings before the `table` reads it, and a combination of answers is scored and
//! formatted once (`outcome`). What is left to do for a row is to find its cells and to
//! copy it.
//!
//! ```
//! use salesmodel::batch::{Options, Progress, Source, run};
//! use salesmodel::date::Date;
//! use salesmodel::questionnaire::Builtin;
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let text = "company,leads,revenue,sellers,contacts\nAcme,inbound,30%,one,2\n";
//! let source = Source { name: "companies.csv".to_owned(), reader: Box::new(text.as_bytes()) };
//! let options = Options::on(Date::EPOCH);
//! let mut out = Vec::new();
//! let progress = Progress::default();
//! let totals =
//!     run(&[&questionnaire], &options, vec![source], &|_, _| None, &progress, &mut out)?;
//! assert_eq!(totals.diagnosed(), 1);
//! assert!(String::from_utf8_lossy(&out).contains("Acme,inbound,30%,one,2,inbound"));
//! # Ok::<(), salesmodel::batch::Error>(())
//! ```

mod begin;
mod columns;
mod earlier;
mod error;
mod header;
mod job;
mod keys;
pub(crate) mod line;
mod looks;
mod memory;
mod outcome;
mod output;
mod progress;
mod rejection;

pub mod summary;
mod table;
mod tails;
mod tally;
mod unrecognised;
mod work;

use std::io::Write;

use self::begin::Begun;
use self::job::BatchJob;
use self::output::Output;
use crate::answers::Bare;
use crate::date::Date;
use crate::diagnosis::Diagnosis;
use crate::questionnaire::{Question, Questionnaire};
use crate::rows::{Chunks, SourceReader};
use crate::wording;

pub use crate::rows::{Encoding, Limits, Source};
pub use error::Error;
pub use progress::Progress;
pub use tally::{MOST_GROUPS, Reason, Tally, Totals, by_kind};
pub use unrecognised::Unrecognised;

/// A format of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFormat {
    /// Comma-separated values, with a header.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Each row with a short diagnosis, in this format or, if `None`, in that of the input.
    Rows(Option<RowFormat>),
    /// Each row with the whole result, in JSON Lines.
    FullResults,
    /// Nothing: only the totals are wanted.
    Totals,
}

/// What happens to cells of the input that a spreadsheet would run as formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formulas {
    /// They stay as they are.
    Keep,
    /// A quote is put before them, which makes them texts.
    Escape,
}

/// What separates the values of CSV that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// The separator of the input, or a comma.
    AsRead,
    /// A tab.
    Tab,
    /// The separator of the input, with a comma instead of a tab.
    NoTab,
}

/// How a batch is read and written. [`Options::on`] makes one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The format of the input; `None` to go by its first byte.
    pub input: Option<RowFormat>,
    /// What is written.
    pub output: Wanted,
    /// The encoding of files without a byte order mark; `None` for UTF-8.
    pub encoding: Option<Encoding>,
    /// The delimiter of CSV; `None` to go by the header.
    pub delimiter: Option<u8>,
    /// Ids of questions with the names of their columns; with an empty name, no column
    /// answers the question. The id `company` stands for the column that names the company
    /// in whole results.
    pub columns: Vec<(String, String)>,
    /// Ids of questions with what the numbers without a sign in their columns mean: with
    /// [`Bare::Fraction`], 0.85 is 85%.
    pub bare: Vec<(String, Bare)>,
    /// A [mapping](crate::mapping) that says what words mean: its name for messages, and
    /// its text.
    pub map: Option<(String, String)>,
    /// How many different unknown values are counted separately, at most.
    pub most_values: usize,
    /// What the names of the added columns begin with.
    pub prefix: String,
    /// What happens to formulas in the input.
    pub formulas: Formulas,
    /// What is written between the values of CSV.
    pub separator: Separator,
    /// The most rows that may be rejected; with more, the batch fails. `None` for no limit.
    pub most_rejected: Option<u64>,
    /// The column by whose values the totals are grouped.
    pub by: Option<String>,
    /// How many workers share the rows, 1 or more.
    pub workers: usize,
    /// How much is read at once, and how long a row can be.
    pub limits: Limits,
    /// The day on which whole results say that they were made.
    pub date: Date,
}

impl Options {
    /// The defaults, for results made on a day: each row is written with a short diagnosis,
    /// in the format of the input, by one worker.
    pub fn on(date: Date) -> Self {
        Options {
            input: None,
            output: Wanted::Rows(None),
            encoding: None,
            delimiter: None,
            columns: Vec::new(),
            bare: Vec::new(),
            map: None,
            most_values: 1000,
            prefix: String::new(),
            formulas: Formulas::Keep,
            separator: Separator::AsRead,
            most_rejected: None,
            by: None,
            workers: 1,
            limits: Limits::default(),
            date,
        }
    }
}

/// Gives the command that repeats a diagnosis, of a company if it has a name; `None` if no
/// command can.
pub type Repeat<'r> = &'r (dyn Fn(&Diagnosis<'_>, Option<&str>) -> Option<String> + Sync);

/// Reads all rows of the sources, one source after the other, and writes what is wanted.
/// `languages` is one questionnaire in one or more languages: labels are read in all of
/// them, and the first decides about everything else. There must be at least one source.
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
    let counted = sources.into_iter().map(|source| progress.counted(source));
    let mut sources = counted.collect::<Vec<_>>().into_iter();
    let first = sources.next().ok_or_else(|| Error::usage("there is nothing to read"))?;
    let mut open = SourceReader::new(first, options.encoding, options.limits)?;
    let mut empty = Vec::new();
    // An answers file without an answer gives no row, and must not be taken for the first
    // one. An empty CSV file is noticed when its header is read.
    while options.input == Some(RowFormat::JsonLines) && open.is_blank()? {
        let Some(next) = sources.next() else { break };
        empty.push(open.name.to_string());
        open = SourceReader::new(next, options.encoding, options.limits)?;
    }
    let mut begun = Begun::new(&mut open, sources.as_mut_slice(), languages, options)?;
    begun.empty.splice(..0, empty);
    let job = BatchJob::new(languages, options, &begun, repeat)?;
    if let Output::Csv(dialect) = job.output {
        let beginning = job.header.line(&begun, dialect, options)?;
        out.write_all(&beginning).map_err(Error::Write)?;
    }
    let begin = |open: &mut SourceReader| begun.refuse_another(open, &job.columns);
    let chunks = Chunks::new(open, sources, begun.format(), options.encoding, Box::new(begin));
    work::run(&job, chunks, out, options.workers, progress)
}

/// The question whose id an option names.
fn question_of<'q>(questionnaire: &'q Questionnaire, id: &str) -> Result<&'q Question, Error> {
    questionnaire.question(id).ok_or_else(|| {
        let ids = questionnaire.questions().iter().map(|question| question.id.as_str());
        let message = format!("no question is called {}", wording::quote(id));
        Error::usage(message).with_hint(wording::suggestion(id, "questions", ids))
    })
}
