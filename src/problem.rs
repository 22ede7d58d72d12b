//! What is wrong, where, and what to do: plain values, without colour and
//! without printing. The command decides how they look and what they cost.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// The kinds of problem that a person can cause and mend.
///
/// The kind is for programs and tests; the words are in [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The text is no YAML or JSON document, or goes beyond the limits for one.
    Syntax,
    /// The document is empty.
    Empty,
    /// A key that nothing reads.
    UnknownKey,
    /// A key that must be there is not.
    MissingKey,
    /// A mapping names one key twice.
    DuplicateKey,
    /// A value of another type than the place takes: a list for a text, say.
    WrongType,
    /// The file is of a format that this version does not read.
    UnknownFormat,
    /// A text that is no id.
    BadId,
    /// Two things of one list have the same id.
    DuplicateId,
    /// A text that is empty, or that would steer a terminal.
    BadText,
    /// A number outside what its place takes.
    BadNumber,
    /// A list with too few or too many members.
    BadLength,
    /// A name that no model has.
    UnknownModel,
    /// A name that no stage has.
    UnknownStage,
    /// The ranges of a question make no sense together.
    BadRange,
    /// A default entry without stages to enter by.
    NoEntry,
    /// A name that no question has.
    UnknownQuestion,
    /// An answer that is no option of its question.
    UnknownOption,
    /// A number for a question, or from a unit, that takes none.
    UnexpectedNumber,
    /// A bare number that may be a fraction or a percentage.
    AmbiguousNumber,
    /// A number that belongs to no option of the question.
    NumberOutOfRange,
    /// A saved result whose number and option say different things.
    Contradiction,
    /// Answers that were given for another questionnaire.
    OtherQuestionnaire,
}

impl Kind {
    /// Every kind, in the order of declaration.
    pub const ALL: [Kind; 23] = [
        Kind::Syntax,
        Kind::Empty,
        Kind::UnknownKey,
        Kind::MissingKey,
        Kind::DuplicateKey,
        Kind::WrongType,
        Kind::UnknownFormat,
        Kind::BadId,
        Kind::DuplicateId,
        Kind::BadText,
        Kind::BadNumber,
        Kind::BadLength,
        Kind::UnknownModel,
        Kind::UnknownStage,
        Kind::BadRange,
        Kind::NoEntry,
        Kind::UnknownQuestion,
        Kind::UnknownOption,
        Kind::UnexpectedNumber,
        Kind::AmbiguousNumber,
        Kind::NumberOutOfRange,
        Kind::Contradiction,
        Kind::OtherQuestionnaire,
    ];
}

/// A place in a text: line and column count from 1, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1, in characters.
    pub column: u64,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of thing.
    pub kind: Kind,
    /// Where in the text it was read from; none where it came from no text.
    pub position: Option<Position>,
    /// What is wrong and, where that is not plain, why. No full stop at the end.
    pub what: String,
    /// What to do about it, if there is something to say.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem without a place and without a hint.
    pub fn new(kind: Kind, what: impl Into<String>) -> Self {
        Problem { kind, position: None, what: what.into(), hint: None }
    }

    /// The same problem with a word on what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem at a place.
    #[must_use]
    pub fn at(mut self, position: Option<Position>) -> Self {
        self.position = position;
        self
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl Error for Problem {}

/// All problems of one document, in the order of their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    /// What the document is called: a file's path, `standard input`.
    pub document: String,
    /// At least one problem.
    pub list: Vec<Problem>,
}

impl Problems {
    /// The problems of a document, put in the order of their places.
    pub fn new(document: &str, mut list: Vec<Problem>) -> Self {
        list.sort_by_key(|problem| problem.position);
        Problems { document: document.to_owned(), list }
    }
}

impl Display for Problems {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.list.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            f.write_str(&self.document)?;
            if let Some(Position { line, column }) = problem.position {
                write!(f, ":{line}:{column}")?;
            }
            write!(f, ": {problem}")?;
            if let Some(hint) = &problem.hint {
                write!(f, "\n  {hint}")?;
            }
        }
        Ok(())
    }
}

impl Error for Problems {}

/// The longest piece of somebody's input that a message repeats, in characters.
const QUOTED: usize = 60;

/// Somebody's input, as a message repeats it: between quotes, cut to a length
/// that fits a line, and with everything escaped that would steer a terminal.
pub fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for (i, c) in text.chars().enumerate() {
        if i == QUOTED {
            quoted.push_str("...");
            break;
        }
        if steers(c) {
            quoted.extend(c.escape_default());
        } else {
            quoted.push(c);
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character changes what a terminal does or how it orders what
/// follows: control characters, line separators, bidirectional overrides.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The name nearest to a mistyped one, if any is near enough to be meant.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A typed novel is no typing error, and the distance costs its length.
    if typed.chars().count() > QUOTED {
        return None;
    }
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    // A third of the letters may be wrong, and a beginning may be all there is.
    let near = |name: &str, errors: usize| {
        let begins = length >= 3 && (name.starts_with(&typed) || typed.starts_with(name));
        begins || errors <= length.max(3) / 3
    };
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&typed, &name.to_lowercase()), name))
        .filter(|(errors, name)| near(name, *errors))
        .min_by_key(|(errors, _)| *errors)
        .map(|(_, name)| name)
}

/// Names as a sentence lists them: `a, b or c`.
pub fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => format!("{} or {last}", first.join(", ")),
    }
}
