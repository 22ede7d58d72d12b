//! The keys of lines, and the columns that they are.

use std::collections::HashMap;

use super::header::Header;
use super::memory;
use crate::rows::jsonl;

/// So many keys are expected at the places where they were.
const EXPECTED: usize = 256;

/// The columns of the keys of a line. Most lines have the same keys at the same
/// places, so each key is compared with the one that stood there before.
pub(super) struct Keys {
    columns: HashMap<Vec<u8>, usize>,
    expected: Vec<Expected>,
}

/// A key that stood at a place before.
struct Expected {
    key: Vec<u8>,
    /// The same as two words, where it is no longer.
    words: Option<[u64; 2]>,
    column: Option<usize>,
}

impl Keys {
    pub(super) fn new(header: &Header) -> Self {
        let names = header.names.iter().enumerate();
        let columns = names.map(|(place, name)| (name.clone().into_bytes(), place)).collect();
        Keys { columns, expected: Vec::new() }
    }

    /// The column of the key between two places of a line, the first, second and so
    /// on of its keys.
    #[inline(always)]
    pub(super) fn column(
        &mut self,
        at: usize,
        bytes: &[u8],
        (start, end): (usize, usize),
    ) -> Option<usize> {
        if let Some(expected) = self.expected.get(at)
            && expected.key.len() == end - start
        {
            let same = match expected.words {
                Some(words) => memory::words(bytes, start, end - start) == Some(words),
                None => expected.key == bytes[start..end],
            };
            if same {
                return expected.column;
            }
        }
        self.look_up(at, bytes, (start, end))
    }

    #[cold]
    fn look_up(&mut self, at: usize, bytes: &[u8], (start, end): (usize, usize)) -> Option<usize> {
        let key = &bytes[start..end];
        let column = self.columns.get(jsonl::decode(key).as_bytes()).copied();
        if at < EXPECTED {
            self.expected.truncate(at);
            if self.expected.len() == at {
                let words = memory::words(bytes, start, end - start);
                self.expected.push(Expected { key: key.to_vec(), words, column });
            }
        }
        column
    }
}
