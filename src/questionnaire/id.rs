//! Ids, which programs and saved results rely on.

use std::fmt::{self, Display, Formatter};

use serde::{Serialize, Serializer};

/// A name for programs: lower-case letters, digits and hyphens, beginning with
/// a letter, at most [`Id::LONGEST`] characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// The longest id, in characters.
    pub const LONGEST: usize = 64;

    /// Words that look like ids, but that YAML does not read as text.
    pub(crate) const WORDS: [&str; 3] = ["null", "true", "false"];

    /// The text as an id, if it is one.
    pub fn new(text: &str) -> Option<Id> {
        let mut chars = text.chars();
        let begins = chars.next().is_some_and(|c| c.is_ascii_lowercase());
        let goes_on = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let is_word = Id::WORDS.contains(&text);
        let is_id = begins && chars.all(goes_on) && text.len() <= Id::LONGEST && !is_word;
        is_id.then(|| Id(text.to_owned()))
    }

    /// The placeholder for an id that is not valid, until the check fails for it.
    pub(super) fn none() -> Id {
        Id(String::new())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for Id {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}
