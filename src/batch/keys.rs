//! The keys of lines, and the columns that they are.

use std::collections::HashMap;

use super::columns::{Called, Column};
use super::header::Header;
use super::memory;
use crate::fold::fold;
use crate::rows::jsonl;

/// So many keys are expected at the places where they were.
const EXPECTED: usize = 256;

/// The fewest letters of a name of which one may be wrong.
const SHORTEST: usize = 4;

/// The columns of the keys of a line. Most lines have the same keys at the same
/// places, so each key is compared with the one that stood there before.
pub(super) struct Keys<'j> {
    places: HashMap<Vec<u8>, usize>,
    /// By question: the key that answers it.
    columns: &'j [Column],
    called: &'j [Called],
    expected: Vec<Expected>,
}

/// A key that stood at a place before.
struct Expected {
    key: Vec<u8>,
    /// The same as two words, unless it is longer than they are.
    words: Option<[u64; 2]>,
    key_means: Means,
}

/// What a key means: small enough to be handed on in registers, for every key.
#[derive(Clone, Copy)]
pub(super) struct Means {
    /// Its column.
    pub(super) column: Option<u32>,
    /// The question that it may be meant for, where it is not the key of one: it differs
    /// in upper and lower case, in how its words are joined, or in one letter.
    pub(super) almost: Option<u32>,
}

impl<'j> Keys<'j> {
    pub(super) fn new(header: &Header, columns: &'j [Column], called: &'j [Called]) -> Self {
        let names = header.names.iter().enumerate();
        let places = names.map(|(place, name)| (name.clone().into_bytes(), place)).collect();
        Keys { places, columns, called, expected: Vec::new() }
    }

    /// The question that a key is almost the key of.
    fn almost(&self, key: &str) -> Option<usize> {
        let read = |column: &&Column| column.place.is_some();
        if self.columns.iter().filter(read).any(|column| column.name == key) {
            return None;
        }
        let lower = key.to_lowercase();
        let near = |name: &str| {
            // Short names are a letter away from many others.
            let enough = name.chars().count() >= SHORTEST;
            enough && strsim::osa_distance(&lower, &name.to_lowercase()) <= 1
        };
        let meant = |(column, called): (&Column, &Called)| {
            let same = fold(key) == fold(&column.name) || called.rank(key).is_some();
            column.place.is_some() && (same || near(&column.name) || near(called.id()))
        };
        self.columns.iter().zip(self.called).position(meant)
    }

    /// What the key means between two places of a line, the first, second and so
    /// on of its keys.
    #[inline(always)]
    pub(super) fn meaning(
        &mut self,
        at: usize,
        bytes: &[u8],
        (start, end): (usize, usize),
    ) -> Means {
        if let Some(expected) = self.expected.get(at)
            && expected.key.len() == end - start
        {
            let same = match expected.words {
                Some(words) => memory::words(bytes, start, end - start) == Some(words),
                None => expected.key == bytes[start..end],
            };
            if same {
                return expected.key_means;
            }
        }
        self.look_up(at, bytes, (start, end))
    }

    #[cold]
    fn look_up(&mut self, at: usize, bytes: &[u8], (start, end): (usize, usize)) -> Means {
        let key = &bytes[start..end];
        let decoded = jsonl::decode(key);
        let column = self.places.get(decoded.as_bytes()).copied();
        let small = |place: usize| u32::try_from(place).expect("a line is not that long");
        let almost = self.almost(&decoded).map(small);
        let means = Means { column: column.map(small), almost };
        if at < EXPECTED {
            self.expected.truncate(at);
            if self.expected.len() == at {
                let words = memory::words(bytes, start, end - start);
                self.expected.push(Expected { key: key.to_vec(), words, key_means: means });
            }
        }
        means
    }
}
