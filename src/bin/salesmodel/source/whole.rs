//! A regular file that is read to its end, and notices when it has become shorter.

use std::fs::File;
use std::io::{self, Read, Seek};

/// A file that ends with an error if it has become shorter than it was.
#[derive(Debug)]
pub(crate) struct Whole {
    file: File,
    /// How many bytes there were to read, if it is a regular file.
    expected: Option<u64>,
    read: u64,
}

impl Whole {
    /// The file from where it is read next.
    ///
    /// # Errors
    ///
    /// The system does not say what it is.
    pub(crate) fn new(mut file: File) -> io::Result<Self> {
        let found = file.metadata()?;
        let expected = match found.is_file() {
            true => Some(found.len().saturating_sub(file.stream_position()?)),
            false => None,
        };
        Ok(Whole { file, expected, read: 0 })
    }

    /// How many bytes there are to read, where that is known.
    pub(crate) fn expected(&self) -> Option<u64> {
        self.expected
    }

    fn at_end(&self) -> io::Result<usize> {
        let Some(expected) = self.expected.filter(|expected| self.read < *expected) else {
            return Ok(0);
        };
        // Files that the system makes up, as in /proc, claim to be longer, and keep
        // claiming it.
        let missing = expected - self.read;
        let position = (&self.file).stream_position()?;
        if self.file.metadata()?.len() >= position + missing {
            return Ok(0);
        }
        Err(io::Error::other(format!(
            "it became shorter while it was read, and {missing} of {expected} bytes are missing"
        )))
    }
}

impl Read for Whole {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.file.read(into)? {
            0 if !into.is_empty() => self.at_end(),
            read => {
                self.read += read as u64;
                Ok(read)
            }
        }
    }
}
