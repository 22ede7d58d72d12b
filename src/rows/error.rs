//! What keeps a file from being read as rows.

use std::fmt::{self, Display, Formatter};
use std::io;

use crate::problem::Advice;

/// What keeps a file from being read as rows.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The file has no rows that can be read.
    Input {
        /// What is wrong. No full stop at the end.
        message: String,
        /// What to do about it.
        advice: Advice,
    },
    /// Reading the file failed.
    Read {
        /// What messages call the file.
        name: String,
        /// Why not.
        error: io::Error,
    },
}

impl Error {
    pub(crate) fn input(message: impl Into<String>, advice: impl Into<Advice>) -> Self {
        Error::Input { message: message.into(), advice: advice.into() }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Error::Input { message, .. } => f.write_str(message),
            Error::Read { name, error } => write!(f, "cannot read {name}: {error}"),
        }
    }
}

impl std::error::Error for Error {}
