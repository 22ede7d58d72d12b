//! The words of answers, with what the reading of answers makes of each. It is asked, so
//! that nothing is worked out twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::code::{CellCode, code_of};
use super::dialect::{Dialect, Lowers};
use crate::answers::{Bare, Reading};
use crate::questionnaire::{Question, UNSURE};

/// The words that a cell is compared with, by what they mean.
pub(super) struct SpelledWords {
    /// As it is written: where an id means something else than its other spellings.
    exact: BTreeMap<CellCode, Vec<String>>,
    /// In any letter case: all in lower case.
    lower: BTreeMap<CellCode, Vec<String>>,
}

impl SpelledWords {
    /// The words of a question.
    pub(super) fn new(reading: &Reading<'_>, question: &Question, bare: Bare) -> Self {
        let mut words = SpelledWords { exact: BTreeMap::new(), lower: BTreeMap::new() };
        let means = |text: &str| code_of(&reading.read_as(question, text, bare));
        for word in reading.words(question) {
            let id = word == UNSURE || question.option(word).is_some();
            // Ids have small letters only, so an id in capitals counts as a word and not
            // as an id.
            let meaning = if id { means(&word.to_uppercase()) } else { means(word) };
            words.lower.entry(meaning).or_default().push(word.to_owned());
            if id && means(word) != meaning {
                words.exact.entry(means(word)).or_default().push(word.to_owned());
            }
        }
        words
    }

    /// Whether some are matched as they are written.
    pub(super) fn has_exact(&self) -> bool {
        !self.exact.is_empty()
    }

    /// The code of a text that is one of them, as branches of a CASE.
    pub(super) fn branches(&self, dialect: &Dialect, written: &str, lower: &str) -> String {
        let both = [(written, &self.exact), (lower, &self.lower)];
        let branches = both.into_iter().flat_map(|(text, words)| {
            words.iter().map(move |(code, words)| {
                let words = dialect.literals(words.iter().map(String::as_str));
                format!(" WHEN {text} IN ({words}) THEN {code}")
            })
        });
        branches.collect()
    }

    /// A text in lower case, as far as it could be one of these words.
    pub(super) fn lowered(&self, dialect: &Dialect, text: &str) -> String {
        let letters: BTreeSet<char> =
            self.lower.values().flatten().flat_map(|w| w.chars()).collect();
        let mut of = text.to_owned();
        let mut replace = |from: char, to: &str| {
            let from = dialect.literal(&from.to_string());
            of = format!("REPLACE({of}, {from}, {})", dialect.literal(to));
        };
        // Some engines lower İ to a plain i; here all of them keep its dot, as we do.
        if dialect.lowers == Lowers::Unicode || letters.contains(&DOT) {
            replace('\u{130}', "i\u{307}");
        }
        if dialect.lowers == Lowers::Ascii {
            for (capital, small) in capitals(&letters) {
                replace(capital, &small.to_string());
            }
        }
        let mut of = dialect.lower.replace("{}", &of);
        // The two small sigmas are one.
        if letters.contains(&'σ') {
            let (from, to) = (dialect.literal("ς"), dialect.literal("σ"));
            of = format!("REPLACE({of}, {from}, {to})");
        }
        of
    }
}

/// What İ has above it in lower case.
const DOT: char = '\u{307}';

/// The capitals beyond A to Z of some letters.
fn capitals(letters: &BTreeSet<char>) -> impl Iterator<Item = (char, char)> {
    CAPITALS.iter().copied().filter(|(_, small)| letters.contains(small))
}

/// All capitals beyond A to Z, each with its small letter.
static CAPITALS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let small = |c: char| {
        let mut lower = c.to_lowercase();
        lower.next().filter(|small| lower.next().is_none() && *small != c)
    };
    let beyond = ('\0'..=char::MAX).filter(|c| !c.is_ascii());
    beyond.filter_map(|c| Some((c, small(c)?))).collect()
});
