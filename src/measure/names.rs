//! Texts that many rows share, kept once: customers, people, sources, currencies.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::sync::Arc;

/// A text among the names; [`NONE`] for a blank.
pub(super) type Name = u32;

/// No text.
pub(super) const NONE: Name = 0;

/// Texts by number.
#[derive(Debug)]
pub(super) struct Interner {
    numbers: HashMap<Arc<str>, Name>,
    texts: Vec<Arc<str>>,
}

impl Interner {
    pub(super) fn new() -> Self {
        Interner { numbers: HashMap::new(), texts: vec!["".into()] }
    }

    /// The number of a text, without the blanks around it.
    pub(super) fn number(&mut self, text: &str) -> Name {
        let text = text.trim();
        if text.is_empty() {
            return NONE;
        }
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number =
            Name::try_from(self.texts.len()).expect("four thousand million names fit no memory");
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    /// The text of a number.
    pub(super) fn text(&self, name: Name) -> &str {
        &self.texts[name as usize]
    }
}

/// One number for an id. Among a million ids, the chance that two share a number is 1 in
/// 37 million.
pub(super) fn hash(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}
