//! How far a batch has come, for a person who watches.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::rows::Source;

/// How far a batch has come. It can be asked from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    bytes: Arc<AtomicU64>,
    rows: AtomicU64,
}

impl Progress {
    /// How many bytes of the input were read.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// How many rows are done.
    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }

    /// A source whose bytes are counted as they are read.
    pub(super) fn counted(&self, source: Source) -> Source {
        let counted = Counted { reader: source.reader, bytes: Arc::clone(&self.bytes) };
        Source { name: source.name, reader: Box::new(counted) }
    }

    pub(super) fn add_rows(&self, rows: u64) {
        self.rows.fetch_add(rows, Ordering::Relaxed);
    }
}

struct Counted {
    reader: Box<dyn Read + Send>,
    bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
