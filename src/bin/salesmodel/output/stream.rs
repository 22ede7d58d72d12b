//! A place that is written bit by bit. A file takes the place of the old one at
//! the end, or never.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use super::replace::{Rights, beside, replace, write_over};
use super::shown::{Passing, ShownText};
use super::temporary::Temporary;
use super::{Destination, Place, cannot_write};
use crate::failure::Failure;
use crate::settings::stdout_is_terminal;
use crate::{signals, stdout};

/// A destination that is being written. What goes to a terminal is shown so that it
/// cannot steer it.
pub(crate) struct Stream {
    name: String,
    open: Open,
}

enum Open {
    Stdout(Option<ShownText>),
    Direct(File, Option<ShownText>),
    File {
        new: Temporary,
        path: PathBuf,
        old: Option<Rights>,
    },
    /// A file that is written over when all is there.
    Fixed {
        new: File,
        path: PathBuf,
    },
}

impl Destination {
    /// Begins to write.
    ///
    /// # Errors
    ///
    /// The place cannot be opened.
    pub(crate) fn open(&self) -> Result<Stream, Failure> {
        self.ready()?;
        let open = match &self.place {
            Place::Stdout => Ok(Open::Stdout(stdout_is_terminal().then(ShownText::default))),
            Place::Direct(path) => OpenOptions::new().append(true).open(path).map(|file| {
                let shown = file.is_terminal().then(ShownText::default);
                Open::Direct(file, shown)
            }),
            Place::File { path, old } => {
                beside(path, *old).map(|new| Open::File { new, path: path.clone(), old: *old })
            }
            Place::Fixed(path) => {
                tempfile::tempfile().map(|new| Open::Fixed { new, path: path.clone() })
            }
        };
        let open = open.map_err(|error| cannot_write(&self.name, &error))?;
        Ok(Stream { name: self.name.clone(), open })
    }
}

impl Stream {
    /// What a failed write means: no failure if a pipe was closed at the other end.
    pub(crate) fn failed(&self, error: &io::Error) -> Result<(), Failure> {
        let closed = error.kind() == io::ErrorKind::BrokenPipe;
        if closed && matches!(self.open, Open::Stdout(_)) {
            return Ok(());
        }
        Err(cannot_write(&self.name, error))
    }

    /// Puts what was written in its place.
    ///
    /// # Errors
    ///
    /// The system refuses; the old file is still there.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        let rest = match &mut self.open {
            Open::Stdout(Some(shown)) | Open::Direct(_, Some(shown)) => shown.rest(),
            _ => String::new(),
        };
        if let Err(error) = self.put(rest.as_bytes()) {
            return self.failed(&error);
        }
        let put = match self.open {
            Open::Stdout(_) | Open::Direct(..) => Ok(()),
            Open::File { new, path, old } => replace(&path, new, old),
            Open::Fixed { mut new, path } => write_over(&path, &mut new),
        };
        put.map_err(|error| cannot_write(&self.name, &error))
    }

    /// Writes a report, whose styles a terminal shows.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub(crate) fn write_report(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_passing(bytes, Passing::Styles)
    }

    fn write_passing(&mut self, bytes: &[u8], passing: Passing) -> io::Result<()> {
        match &mut self.open {
            Open::Stdout(Some(shown)) | Open::Direct(_, Some(shown)) => {
                let shown = shown.next(bytes, passing);
                self.put(shown.as_bytes())
            }
            _ => self.put(bytes),
        }
    }

    /// Writes bytes as they are. What is written at once is not cut by a signal.
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.open {
            Open::Stdout(_) => {
                let _steady = signals::steady();
                stdout::write_all(bytes)
            }
            Open::Direct(file, _) => {
                let _steady = signals::steady();
                file.write_all(bytes)
            }
            Open::File { new, .. } => new.write_all(bytes),
            Open::Fixed { new, .. } => new.write_all(bytes),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_passing(bytes, Passing::Nothing)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
