//! The scoring as a query, for answers in a database: the same columns as a batch writes,
//! worked out where the data is.
//!
//! A query is a chain of common table expressions: the text of a cell becomes a word or
//! a number, that a code, codes become points, points ranks, and ranks the result.
//! Nothing decides here: the points, thresholds and stages are those of
//! [`Rules`], and what each spelling of an answer means is asked
//! of [`Reading`]. Functions and literals are those of a [`Dialect`].
//!
//! No regular expressions, arrays, windows or unusual joins: engines differ in them, or
//! do not have them.
//!
//! ```
//! use salesmodel::answers::Reading;
//! use salesmodel::mapping::Mapping;
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::sql::{Dialect, Keep, Options, query};
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let reading = Reading::new(&questionnaire, Vec::new);
//! let mut options = Options::new("companies", Mapping::none(&questionnaire));
//! options.keep = Keep::Columns(vec!["company".to_owned()]);
//! let postgres = Dialect::named("postgres").expect("it is one of the dialects");
//! assert!(query(&reading, postgres, &options)?.contains("FROM companies"));
//! # Ok::<(), salesmodel::sql::Error>(())
//! ```

mod cells;
mod chain;
mod check;
mod code;
mod dialect;
mod lines;
mod literal;
mod number;
mod sample;
mod score;
mod words;

use std::fmt::{self, Display, Formatter};

use self::cells::CellQuery;
use self::chain::Chain;
use self::lines::MappingLines;
use self::score::{RESULT, ScoreQuery};
use self::words::SpelledWords;
use crate::answers::{Bare, Reading};
use crate::diagnosis::{Rules, rules};
use crate::mapping::Mapping;
use crate::problem::{Advice, Remedy};
use crate::questionnaire::{Questionnaire, Unit};
use crate::wording;

pub use check::check;
pub use dialect::{DIALECTS, Dialect, Tried};

/// The most bytes of a query: what the strictest engines take.
pub const LARGEST: usize = 256 * 1024;

/// Which columns of the table are kept beside the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// These.
    Columns(Vec<String>),
    /// All.
    Everything,
}

/// What a query reads, and how.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options<'q> {
    /// The table, as the query has it: `schema.table`, `read_csv('x.csv')`.
    pub table: String,
    /// What is kept beside the result.
    pub keep: Keep,
    /// Ids of questions with the names of their columns; with an empty name, no column
    /// answers the question.
    pub columns: Vec<(String, String)>,
    /// Ids of questions with what the bare numbers of their columns are.
    pub bare: Vec<(String, Bare)>,
    /// What words mean that are not answers by themselves.
    pub mapping: Mapping<'q>,
    /// The beginning of the names of the columns of the result.
    pub prefix: String,
}

impl<'q> Options<'q> {
    /// A query of a table whose columns have the ids of the questions. No column of the
    /// table is kept, and those of the result have no prefix.
    pub fn new(table: impl Into<String>, mapping: Mapping<'q>) -> Self {
        Options {
            table: table.into(),
            keep: Keep::Columns(Vec::new()),
            columns: Vec::new(),
            bare: Vec::new(),
            mapping,
            prefix: String::new(),
        }
    }

    /// The column that answers the question of an id: the one that was named, or the one
    /// with that id as its name. Empty if no column does.
    fn column<'a>(&'a self, id: &'a str) -> &'a str {
        let named = self.columns.iter().find(|(named, _)| named == id);
        named.map_or(id, |(_, name)| name).trim()
    }
}

/// Why there is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The options do not fit the questionnaire or the dialect.
    Usage {
        /// What is wrong. No full stop at the end.
        message: String,
        /// What to do about it.
        advice: Advice,
    },
    /// The query would be larger than [`LARGEST`].
    TooLarge {
        /// How many bytes it would have.
        bytes: usize,
    },
}

impl Error {
    fn usage(message: impl Into<String>, advice: impl Into<Advice>) -> Self {
        Error::Usage { message: message.into(), advice: advice.into() }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Error::Usage { message, .. } => f.write_str(message),
            Error::TooLarge { bytes } => write!(
                f,
                "the query would have {bytes} bytes, and some engines take no more than {LARGEST}"
            ),
        }
    }
}

impl std::error::Error for Error {}

/// The query for a table: one SELECT without a semicolon, and a line that says what it
/// is.
///
/// # Errors
///
/// The options name a question that does not exist or columns that exclude each other,
/// the dialect cannot keep all columns, or the query would be too large.
pub fn query(
    reading: &Reading<'_>,
    dialect: &Dialect,
    options: &Options<'_>,
) -> Result<String, Error> {
    let rules = rules(reading.questionnaire());
    refuse_columns(reading.questionnaire(), dialect, options)?;
    let scoring = Scoring { reading, dialect, rules: &rules, options };
    let mut chain = Chain::new(dialect, &options.table, &options.keep);
    let select = scoring.add_to(&mut chain)?;
    let about = heading(&rules, dialect);
    fits(format!("-- {about}\n{}\n{select}\n", chain.steps()))
}

/// What a query is made of.
struct Scoring<'a> {
    reading: &'a Reading<'a>,
    dialect: &'a Dialect,
    rules: &'a Rules,
    options: &'a Options<'a>,
}

impl Scoring<'_> {
    /// Adds all steps, and gives the SELECT that ends them.
    fn add_to(&self, chain: &mut Chain<'_>) -> Result<String, Error> {
        let lines = MappingLines::new(self.reading.questionnaire(), &self.options.mapping);
        let cells = self.cells(&lines)?;
        cells::add_steps(chain, &cells);
        lines.add_steps(chain, &cells);
        let score = ScoreQuery { dialect: self.dialect, rules: self.rules };
        score.add_steps(chain);
        let prefix = &self.options.prefix;
        let result = score.result().map(|(name, value)| (format!("{prefix}{name}"), value));
        Ok(chain.last(&result))
    }

    fn cells(&self, lines: &MappingLines) -> Result<Vec<CellQuery<'_>>, Error> {
        let questionnaire = self.reading.questionnaire();
        for (id, _) in &self.options.columns {
            question(questionnaire, id)?;
        }
        let bare = bare(questionnaire, &self.options.bare)?;
        let cells = questionnaire.questions().iter().zip(bare).map(|(question, bare)| {
            let column = self.options.column(question.id.as_str());
            let answered = !column.is_empty();
            CellQuery {
                dialect: self.dialect,
                question,
                column: answered.then(|| column.to_owned()),
                lines: answered && lines.are_for(question.index),
                words: SpelledWords::new(self.reading, question, bare),
                bare,
            }
        });
        Ok(cells.collect())
    }
}

/// By question: what the bare numbers of its column are.
fn bare(questionnaire: &Questionnaire, said: &[(String, Bare)]) -> Result<Vec<Bare>, Error> {
    let mut all = vec![Bare::Unsaid; questionnaire.questions().len()];
    for (id, bare) in said {
        let question = question(questionnaire, id)?;
        if !question.unit.is_some_and(Unit::has_parts) {
            return Err(Error::usage(
                format!("{id} takes no percentage, so its column needs no unit"),
                "Leave the unit of this question out.",
            ));
        }
        all[question.index] = *bare;
    }
    Ok(all)
}

/// The question of an id that an option names.
fn question<'q>(
    questionnaire: &'q Questionnaire,
    id: &str,
) -> Result<&'q crate::questionnaire::Question, Error> {
    questionnaire.question(id).ok_or_else(|| {
        let ids = questionnaire.questions().iter().map(|question| question.id.as_str());
        let hint = wording::suggestion(id, "questions", ids);
        Error::usage(format!("no question is called {}", wording::quote(id)), hint)
    })
}

/// Refuses names of tables and columns with control characters: a query is also read on a
/// screen, and nobody means such a name. A subquery may have several lines.
fn refuse_what_steers(options: &Options<'_>) -> Result<(), Error> {
    let kept = match &options.keep {
        Keep::Columns(names) => names.as_slice(),
        Keep::Everything => &[],
    };
    let names = options.columns.iter().map(|(_, name)| name).chain(kept).chain([&options.prefix]);
    let table = options.table.replace(['\n', '\t'], " ");
    let Some(name) = names.chain([&table]).find(|name| name.chars().any(wording::steers)) else {
        return Ok(());
    };
    let message = format!("{} has a control character", wording::quote(name));
    Err(Error::usage(message, "Write the name without it."))
}

/// Refuses columns that would have the same name, or cannot be kept.
fn refuse_columns(
    questionnaire: &Questionnaire,
    dialect: &Dialect,
    options: &Options<'_>,
) -> Result<(), Error> {
    refuse_what_steers(options)?;
    if questionnaire.questions().iter().all(|question| {
        (options.columns.iter()).any(|(id, name)| question.id == **id && name.trim().is_empty())
    }) {
        let message = "no column answers any question";
        return Err(Error::usage(message, "Name a column for at least one."));
    }
    refuse_shared(questionnaire, options)?;
    let kept = match &options.keep {
        Keep::Everything if dialect.keeps_everything() => return Ok(()),
        Keep::Everything => {
            let message =
                format!("{} cannot keep all columns without our helper columns", dialect.name);
            return Err(Error::usage(message, "Name the columns to keep."));
        }
        Keep::Columns(kept) => kept,
    };
    for (i, name) in kept.iter().enumerate() {
        if name.is_empty() {
            return Err(Error::usage("a column to keep has no name", "Write its name."));
        }
        if kept[..i].iter().any(|before| same_name(before, name)) {
            let message = format!("{} would be kept twice", wording::quote(name));
            return Err(Error::usage(message, "Name each column once."));
        }
        let ours = RESULT.map(|ours| format!("{}{ours}", options.prefix));
        if ours.iter().any(|ours| same_name(ours, name)) {
            let message = format!("the result has a column {} already", wording::quote(name));
            return Err(Error::usage(message, Remedy::Prefix));
        }
    }
    Ok(())
}

/// One answer cannot answer two questions.
fn refuse_shared(questionnaire: &Questionnaire, options: &Options<'_>) -> Result<(), Error> {
    let questions = questionnaire.questions();
    let columns: Vec<&str> =
        questions.iter().map(|question| options.column(question.id.as_str())).collect();
    for (place, column) in columns.iter().enumerate().filter(|(_, column)| !column.is_empty()) {
        if let Some(other) = columns[..place].iter().position(|other| same_name(other, column)) {
            let (one, other) = (&questions[other].id, &questions[place].id);
            let column = wording::quote(column);
            return Err(Error::usage(
                format!("the column {column} would answer both {one} and {other}"),
                Remedy::OtherColumn(other.to_string()),
            ));
        }
    }
    Ok(())
}

/// Whether two names are one: without quotes, a name means the same in any letter case.
fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// What a query is, in one line of plain characters.
fn heading(rules: &Rules, dialect: &Dialect) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_+ ".contains(c);
    let version: String = rules.version.chars().map(|c| if plain(c) { c } else { '?' }).collect();
    format!(
        "salesmodel {}, questionnaire {} version {version}, for {}",
        env!("CARGO_PKG_VERSION"),
        rules.questionnaire,
        dialect.name
    )
}

/// The query, if engines take it.
fn fits(query: String) -> Result<String, Error> {
    if query.len() > LARGEST { Err(Error::TooLarge { bytes: query.len() }) } else { Ok(query) }
}
