//! A batch that is stopped by a signal: whole rows on a stream, and the old file
//! where one was being replaced.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;

use super::watch::Shows;
use crate::failure::Failure;
use crate::output::{Destination, Stream};

/// So long a signal waits for rows that are being written: whoever reads them may
/// have stopped reading.
const PATIENCE: Duration = Duration::from_secs(1);

/// An output that signals do not cut in the middle of what is written at once.
pub(super) struct Guarded {
    stream: Stream,
    writing: Arc<Mutex<()>>,
}

impl Guarded {
    /// Opens a destination. From here on, a signal that asks the program to end
    /// does so with code 130.
    pub(super) fn open(destination: &Destination, shows: Shows) -> anyhow::Result<Self> {
        let stream = destination.open()?;
        let writing = Arc::new(Mutex::new(()));
        let unfinished = stream.unfinished().map(PathBuf::from);
        let lock = Arc::clone(&writing);
        ctrlc::set_handler(move || {
            let begun = Instant::now();
            while begun.elapsed() < PATIENCE {
                // Held to the end: nothing more is written.
                if let Ok(held) = lock.try_lock() {
                    std::mem::forget(held);
                    break;
                }
                std::thread::sleep(Duration::from_millis(1));
            }
            if let Some(path) = &unfinished {
                let _ = fs::remove_file(path);
            }
            if shows == Shows::Bar {
                // What comes next begins below the bar.
                let _ = writeln!(io::stderr());
            }
            // A handler has no other way to end the program.
            std::process::exit(130);
        })
        .context("cannot handle Ctrl-C")?;
        Ok(Guarded { stream, writing })
    }

    /// What a failed write means.
    pub(super) fn failed(&self, error: &io::Error) -> Result<(), Failure> {
        self.stream.failed(error)
    }

    /// Puts what was written in its place.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.stream.finish()
    }
}

impl Write for Guarded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.stream.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
