//! What ends a batch before its end.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use super::rejection::{self, Rejection};
use super::tally::Reason;
use crate::problem::{Advice, Problems, Remedy};
use crate::rows;

/// What ends a batch before its end.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The options do not fit the questionnaire or the input.
    Usage {
        /// What is wrong. No full stop at the end.
        message: String,
        /// What to do about it.
        hint: Option<String>,
        /// What fixes it, for programs that have their own way to do that: the hint ends
        /// with the general words for it.
        remedy: Option<Remedy>,
    },
    /// The input cannot be read as rows.
    Input {
        /// What is wrong. No full stop at the end.
        message: String,
        /// What to do about it.
        hint: Option<String>,
        /// As for [`Error::Usage`].
        remedy: Option<Remedy>,
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
        Error::Usage { message: message.into(), hint: None, remedy: None }
    }

    pub(super) fn input(message: impl Into<String>) -> Self {
        Error::Input { message: message.into(), hint: None, remedy: None }
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
    pub(super) fn with_hint(mut self, advice: impl Into<Advice>) -> Self {
        if let Error::Usage { hint, remedy, .. } | Error::Input { hint, remedy, .. } = &mut self {
            let advice = advice.into();
            *hint = Some(advice.words);
            *remedy = advice.remedy;
        }
        self
    }
}

impl From<rows::Error> for Error {
    fn from(error: rows::Error) -> Self {
        match error {
            rows::Error::Input { message, hint, remedy } => {
                Error::Input { message, hint: Some(hint), remedy }
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
