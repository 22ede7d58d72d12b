//! A place that is written bit by bit. A file takes the place of the old one at
//! the end, or never.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Destination, Place, beside, cannot_write};
use crate::failure::Failure;

/// A destination that is being written.
pub(crate) struct Stream {
    name: String,
    open: Open,
}

enum Open {
    Stdout,
    Direct(File),
    File { new: NamedTempFile, path: PathBuf, permissions: Option<Permissions> },
}

impl Destination {
    /// Begins to write.
    ///
    /// # Errors
    ///
    /// The place cannot be opened.
    pub(crate) fn open(&self) -> Result<Stream, Failure> {
        let open = match &self.place {
            Place::Stdout => Ok(Open::Stdout),
            Place::Direct(path) => OpenOptions::new().append(true).open(path).map(Open::Direct),
            Place::File { path, permissions } => beside(path).map(|new| {
                let (path, permissions) = (path.clone(), permissions.clone());
                Open::File { new, path, permissions }
            }),
        };
        let open = open.map_err(|error| cannot_write(&self.name, &error))?;
        Ok(Stream { name: self.name.clone(), open })
    }
}

impl Stream {
    /// The file that is in the making, if one is.
    pub(crate) fn unfinished(&self) -> Option<&Path> {
        match &self.open {
            Open::File { new, .. } => Some(new.path()),
            Open::Stdout | Open::Direct(_) => None,
        }
    }

    /// What a failed write means: nothing where a pipe was closed at the other end.
    pub(crate) fn failed(&self, error: &io::Error) -> Result<(), Failure> {
        let closed = error.kind() == io::ErrorKind::BrokenPipe;
        if closed && matches!(self.open, Open::Stdout) {
            return Ok(());
        }
        Err(cannot_write(&self.name, error))
    }

    /// Puts what was written in its place.
    ///
    /// # Errors
    ///
    /// The system refuses; the old file is still there.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let Open::File { new, path, permissions } = self.open else {
            return Ok(());
        };
        let put = || -> io::Result<()> {
            if let Some(permissions) = permissions {
                new.as_file().set_permissions(permissions)?;
            }
            new.as_file().sync_all()?;
            new.persist(path)?;
            Ok(())
        };
        put().map_err(|error| cannot_write(&self.name, &error))
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.open {
            Open::Stdout => {
                let mut stdout = io::stdout().lock();
                stdout.write_all(bytes)?;
                stdout.flush()?;
                Ok(bytes.len())
            }
            Open::Direct(file) => file.write(bytes),
            Open::File { new, .. } => new.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
