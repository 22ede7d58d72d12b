//! What is wrong, where, and what to do: plain values, without colour and
//! without printing. The command decides how they look and what they cost.
//!
//! ```
//! use salesmodel::problem::{Kind, Position};
//! use salesmodel::questionnaire::Builtin;
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let found = salesmodel::answers::read(&questionnaire, "answers.yaml", "leads: inbuond\n");
//! let problem = found.expect_err("there is no such option").list.remove(0);
//! assert_eq!(problem.kind, Kind::UnknownOption);
//! assert_eq!(problem.position, Some(Position { line: 1, column: 8 }));
//! assert!(problem.hint.is_some_and(|hint| hint.contains("Did you mean inbound?")));
//! ```

mod kind;
mod remedy;

use std::error::Error;
use std::fmt::{self, Display, Formatter};

pub use kind::{Kind, Severity};
pub use remedy::{Advice, ColumnMeant, Remedy};

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
#[non_exhaustive]
pub struct Problem {
    /// What kind of thing.
    pub kind: Kind,
    /// How much it matters: what its kind says, or less where it is not certain.
    pub severity: Severity,
    /// Where in the text it was read from; `None` if it came from no text.
    pub position: Option<Position>,
    /// What is wrong and, where that is not plain, why. No full stop at the end.
    pub what: String,
    /// What to do about it, if there is something to say.
    pub hint: Option<String>,
    /// The same for a program, where people have a way of its own to do it.
    pub remedy: Option<Remedy>,
}

impl Problem {
    /// A problem without a place and without a hint.
    pub fn new(kind: Kind, what: impl Into<String>) -> Self {
        Problem {
            kind,
            severity: kind.severity(),
            position: None,
            what: what.into(),
            hint: None,
            remedy: None,
        }
    }

    /// The same problem with a word on what to do.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem with what fixes it, in words and for a program.
    #[must_use]
    pub fn with_remedy(mut self, remedy: Remedy) -> Self {
        self.hint = Some(remedy.to_string());
        self.remedy = Some(remedy);
        self
    }

    /// The same problem as something that is worth knowing and not certain.
    #[must_use]
    pub fn into_note(mut self) -> Self {
        self.severity = Severity::Note;
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
    /// The most problems of a document that are looked for: nobody reads more at
    /// once, and a hostile document has no end of them.
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
