//! What is wrong, where, and what to do: plain values, without colour and
//! without printing. The command decides how they look and what they cost.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Declares the kinds with their codes, and the list of all of them.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $code:literal,)*) => {
        /// The kinds of problem that a person can cause and mend.
        ///
        /// The kind is for programs and tests; the words are in [`Problem`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// Every kind, in the order of declaration.
            pub const ALL: &[Kind] = &[$(Kind::$kind,)*];

            /// The name of the kind for programs; it does not change.
            pub fn code(self) -> &'static str {
                match self {
                    $(Kind::$kind => $code,)*
                }
            }
        }
    };
}

kinds! {
    /// The text is no YAML or JSON document, or goes beyond the limits for one.
    Syntax = "syntax",
    /// The document is empty.
    Empty = "empty",
    /// A key that nothing reads.
    UnknownKey = "unknown-key",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// A mapping names one key twice.
    DuplicateKey = "duplicate-key",
    /// A value of another type than the place takes: a list for a text, say.
    WrongType = "wrong-type",
    /// The file is of a format that this version does not read.
    UnknownFormat = "unknown-format",
    /// A text that is no id.
    BadId = "bad-id",
    /// Two things of one list have the same id.
    DuplicateId = "duplicate-id",
    /// A text that is empty, or that would steer a terminal.
    BadText = "bad-text",
    /// A number outside what its place takes.
    BadNumber = "bad-number",
    /// A list with too few or too many members.
    BadLength = "bad-length",
    /// A name that no model has.
    UnknownModel = "unknown-model",
    /// A name that no stage has.
    UnknownStage = "unknown-stage",
    /// A win probability that is missing from an open deal, or that falls.
    BadProbability = "bad-probability",
    /// A stage that opens or closes the deal, but not in every pipeline.
    BadBoundary = "bad-boundary",
    /// The ranges of a question make no sense together.
    BadRange = "bad-range",
    /// A default entry without stages to enter by.
    NoEntry = "no-entry",
    /// A name that no question has.
    UnknownQuestion = "unknown-question",
    /// An answer that is no option of its question.
    UnknownOption = "unknown-option",
    /// A number for a question, or from a unit, that takes none.
    UnexpectedNumber = "unexpected-number",
    /// A bare number that may be a fraction or a percentage.
    AmbiguousNumber = "ambiguous-number",
    /// A number that is not written in plain digits.
    BadDigits = "bad-digits",
    /// A number that belongs to no option of the question.
    NumberOutOfRange = "number-out-of-range",
    /// A saved result whose number and option say different things.
    Contradiction = "contradiction",
    /// Answers that were given for another questionnaire.
    OtherQuestionnaire = "other-questionnaire",
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
    /// No more than so many problems of a document are looked for: nobody reads
    /// more at once, and a hostile document has no end of them.
    pub const MOST: usize = 100;

    /// The problems of a document, put in the order of their places.
    pub fn new(document: &str, mut list: Vec<Problem>) -> Self {
        list.sort_by_key(|problem| problem.position);
        list.truncate(Problems::MOST);
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
