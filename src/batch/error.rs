//! Why a batch ended early.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use super::rejection::{self, Rejection};
use super::tally::Reason;
use crate::problem::{Advice, Problems};
use crate::rows;

/// Why a batch ended early.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The options do not fit the questionnaire or the input.
    Usage {
        /// What is wrong. No full stop at the end.
        message: String,
        /// What to do about it.
        advice: Option<Advice>,
    },
    /// The input cannot be read as rows.
    Input {
        /// What is wrong. No full stop at the end.
        message: String,
        /// What to do about it.
        advice: Option<Advice>,
    },
    /// Something is wrong with a mapping.
    Mapping(Problems),
    /// A source failed while it was read.
    Read {
        /// What the source is called.
        name: String,
        /// Why not.
        error: io::Error,
    },
    /// The output cannot be written.
    Write(io::Error),
}

impl Error {
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Error::Usage { message: message.into(), advice: None }
    }

    pub(super) fn input(message: impl Into<String>) -> Self {
        Error::Input { message: message.into(), advice: None }
    }

    /// More rows were rejected than are allowed. The place and `why` are those of the last
    /// one; `reasons` are those of all rows up to there.
    pub(super) fn too_many(
        most: u64,
        (file, line): (&Arc<str>, u64),
        why: &[Rc<Rejection<'_>>],
        reasons: &BTreeMap<&'static str, Reason>,
    ) -> Self {
        let more = match most {
            0 => "a row was rejected".to_owned(),
            1 => "more than 1 row was rejected".to_owned(),
            _ => format!("more than {most} rows were rejected"),
        };
        let mut hint = "This row: ".to_owned();
        rejection::say(why, &mut hint);
        if most > 0 {
            hint.push_str("\nAll of them, by kind:");
            for line in super::tally::by_kind(reasons) {
                hint.push_str("\n  ");
                hint.push_str(&line);
            }
        }
        Error::input(format!("{file}:{line}: {more}")).with_hint(hint)
    }

    /// The same error with advice on what to do, if it is of a kind that takes any.
    pub(super) fn with_hint(mut self, hint: impl Into<Advice>) -> Self {
        if let Error::Usage { advice, .. } | Error::Input { advice, .. } = &mut self {
            *advice = Some(hint.into());
        }
        self
    }
}

impl From<rows::Error> for Error {
    fn from(error: rows::Error) -> Self {
        match error {
            rows::Error::Input { message, advice } => {
                Error::Input { message, advice: Some(advice) }
            }
            rows::Error::Read { name, error } => Error::Read { name, error },
        }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Error::Usage { message, .. } | Error::Input { message, .. } => f.write_str(message),
            Error::Mapping(problems) => problems.fmt(f),
            Error::Read { name, error } => write!(f, "cannot read {name}: {error}"),
            Error::Write(error) => write!(f, "cannot write: {error}"),
        }
    }
}

impl std::error::Error for Error {}
