//! Reads trees that are walked by hand, because what they may hold follows from a
//! questionnaire and not from a type. What is wrong is noted, and reading goes on.

use std::collections::HashSet;

use super::{Member, Node, Value, spelling};
use crate::problem::{Kind, Position, Problem, Problems};
use crate::wording;

/// What is wrong with a tree, gathered while it is walked.
#[derive(Debug, Default)]
pub(crate) struct TreeReader {
    problems: Vec<Problem>,
}

impl TreeReader {
    /// Notes a problem, unless there are already as many as are shown.
    pub(crate) fn note(&mut self, problem: Problem) {
        self.note_by(|| problem);
    }

    /// Notes a problem that is costly to put into words, such as one with a suggestion: it
    /// is made only if it is kept.
    pub(crate) fn note_by(&mut self, problem: impl FnOnce() -> Problem) {
        if !self.is_full() {
            self.problems.push(problem());
        }
    }

    /// Whether there are as many problems as are shown, so that more would be dropped.
    pub(crate) fn is_full(&self) -> bool {
        self.problems.len() >= Problems::MOST
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn has_no_problems(&self) -> bool {
        self.problems.is_empty()
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Notes the values that a comment cuts short, for documents of which no part may be
    /// lost.
    pub(crate) fn no_cut_text(&mut self, root: &Node, text: &str) {
        spelling::cut_short(root, text).into_iter().for_each(|problem| self.note(problem));
    }

    /// What was read, unless something was wrong; `document` is what messages call
    /// the text.
    pub(crate) fn finish<T>(self, document: &str, read: T) -> Result<T, Problems> {
        if self.has_no_problems() { Ok(read) } else { Err(Problems::new(document, self.problems)) }
    }

    /// What was read at a place; a problem is noted with that place.
    pub(crate) fn take<T>(
        &mut self,
        read: Result<T, Problem>,
        place: Option<Position>,
    ) -> Option<T> {
        read.map_err(|problem| self.note(problem.at(place))).ok()
    }

    /// The entries of a mapping, each key once. For any other value, notes the problem that
    /// `wrong` gives.
    pub(crate) fn mapping<'n>(
        &mut self,
        node: &'n Node,
        wrong: impl FnOnce() -> Problem,
    ) -> Option<Vec<&'n Member>> {
        match &node.value {
            Value::Map(entries) => Some(self.once_each(entries)),
            _ => {
                self.note(wrong().at(node.position));
                None
            }
        }
    }

    /// The entries, each key once: the first one counts, and the others are noted.
    pub(crate) fn once_each<'n>(&mut self, entries: &'n [Member]) -> Vec<&'n Member> {
        let mut seen = HashSet::new();
        let (first, again): (Vec<_>, Vec<_>) =
            entries.iter().partition(|entry| seen.insert(entry.key.as_str()));
        again.into_iter().for_each(|entry| self.note(duplicate_key(entry)));
        first
    }

    /// Notes the keys that nothing reads.
    pub(crate) fn only_known<'a>(
        &mut self,
        entries: &[&Member],
        known: impl Iterator<Item = &'a str> + Clone,
    ) {
        for entry in entries {
            if !known.clone().any(|key| key == entry.key) {
                self.note_by(|| unknown_key(&entry.key, known.clone()).at(entry.position));
            }
        }
    }

    /// A text. For any other value, notes the problem that `wrong` gives.
    pub(crate) fn text<'n>(
        &mut self,
        node: &'n Node,
        wrong: impl FnOnce() -> Problem,
    ) -> Option<&'n str> {
        match &node.value {
            Value::Text(text) => Some(text),
            _ => {
                self.note(wrong().at(node.position));
                None
            }
        }
    }

    /// The value of a key that must be there.
    pub(crate) fn must<'n>(&mut self, within: &'n Node, key: &str) -> Option<&'n Node> {
        let node = within.get(key);
        if node.is_none() {
            self.note(missing_key(key).at(within.position));
        }
        node
    }
}

/// The problem of a value that has the wrong type.
pub(crate) fn wrong_type(what: impl Into<String>) -> Problem {
    Problem::new(Kind::WrongType, what)
}

/// The problem of a key that its mapping already has.
pub(crate) fn duplicate_key(entry: &Member) -> Problem {
    let what = format!("the key {} appears a second time", wording::quote(&entry.key));
    Problem::new(Kind::DuplicateKey, what).with_hint("Keep one of the two.").at(entry.position)
}

/// The problem of a key that nothing reads.
pub(super) fn unknown_key<'a>(key: &str, known: impl Iterator<Item = &'a str> + Clone) -> Problem {
    let what = format!("no key is called {}", wording::quote(key));
    Problem::new(Kind::UnknownKey, what).with_hint(wording::suggestion(key, "keys here", known))
}

/// The problem of a key that is not there.
pub(super) fn missing_key(key: &str) -> Problem {
    Problem::new(Kind::MissingKey, format!("the key {key} is missing here"))
}
