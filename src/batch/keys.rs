//! The keys of JSON Lines, and the column that each key names.

use std::collections::HashMap;

use super::columns::{Called, Column, not_read};
use super::earlier::EarlierAnswers;
use super::header::Header;
use super::memory;
use super::tally::MOST_WARNINGS;
use crate::fold::fold;
use crate::questionnaire::Questionnaire;
use crate::rows::jsonl;
use crate::wording;

/// The most keys that are remembered from one line to the next.
const EXPECTED: usize = 256;

/// The key of an answers file that says which questionnaire it answers.
const QUESTIONNAIRE: &str = "questionnaire";

/// How many letters a name must have at least for one of them to be taken for a slip.
const SHORTEST: usize = 4;

/// Finds the columns of the keys of a line. Most lines have the same keys in the same
/// order, so each key is first compared with the one that was at its place in an earlier
/// line.
pub(super) struct Keys<'j> {
    places: HashMap<Vec<u8>, usize>,
    /// By question: the key that answers it.
    columns: &'j [Column],
    called: &'j [Called],
    expected: Vec<Expected>,
    /// The last questionnaire that a line named: its text, and what follows from it for the
    /// answers.
    last: Option<(Vec<u8>, EarlierAnswers)>,
    /// Remarks on keys that are not read.
    remarks: Vec<String>,
}

/// A key that was at a place in an earlier line.
struct Expected {
    key: Vec<u8>,
    /// The key as two machine words, which compare faster; `None` if it is too long for
    /// them.
    words: Option<[u64; 2]>,
    key_means: Means,
}

/// What a key means. Small enough to be passed in registers, because it is needed for every
/// key.
#[derive(Clone, Copy)]
pub(super) enum Means {
    /// The column with this index.
    Column(u32),
    /// No column.
    Nothing,
    /// Anything else, which is rare.
    More(More),
}

/// What a key means in the rare cases.
#[derive(Clone, Copy)]
pub(super) struct More {
    /// Its column.
    pub(super) column: Option<u32>,
    /// The question that it may be meant for, although it is not the key of any: it differs
    /// only in upper and lower case, in how its words are joined, or in one letter.
    pub(super) almost: Option<u32>,
    /// Whether it is exactly the id of a question whose column has another name.
    pub(super) is_id: bool,
    /// Whether it is the key under which a line says which questionnaire was answered.
    pub(super) is_questionnaire: bool,
}

impl More {
    /// No meaning at all.
    pub(super) const NOTHING: More =
        More { column: None, almost: None, is_id: false, is_questionnaire: false };
}

impl<'j> Keys<'j> {
    pub(super) fn new(header: &Header, columns: &'j [Column], called: &'j [Called]) -> Self {
        let names = header.names.iter().enumerate();
        let places = names.map(|(place, name)| (name.clone().into_bytes(), place)).collect();
        Keys { places, columns, called, expected: Vec::new(), last: None, remarks: Vec::new() }
    }

    /// The question that a key is probably meant for, if it is only almost the key of one.
    fn almost(&self, key: &str) -> Option<usize> {
        let read = |column: &&Column| column.place.is_some();
        if self.columns.iter().filter(read).any(|column| column.name == key) {
            return None;
        }
        let lower = key.to_lowercase();
        let near = |name: &str| {
            // Short names are one letter away from many others.
            let enough = name.chars().count() >= SHORTEST;
            enough && strsim::osa_distance(&lower, &name.to_lowercase()) <= 1
        };
        let meant = |(column, called): (&Column, &Called)| {
            let same = fold(key) == fold(&column.name) || called.rank(key).is_some();
            column.place.is_some() && (same || near(&column.name) || near(called.id()))
        };
        self.columns.iter().zip(self.called).position(meant)
    }

    /// Whether a key answers a question.
    fn is_read(&self, key: &str) -> bool {
        self.columns.iter().any(|column| column.place.is_some() && column.name == key)
    }

    /// The column of the question with exactly this id, if the first lines have another
    /// name for it and the options do not name its column.
    fn column_of_id(&self, key: &str) -> Option<usize> {
        let mut both = self.columns.iter().zip(self.called);
        both.find(|(column, called)| !column.is_named && called.id() == key)?.0.place
    }

    /// Notes that a key is not read in a line that also has exactly the id of the question
    /// that the key answers.
    #[cold]
    pub(super) fn gives_way(&mut self, column: usize, key: &[u8]) {
        let place = |it: &Column| it.place == Some(column);
        let Some(question) = self.columns.iter().position(place) else { return };
        let (name, id) = (wording::quote(&jsonl::decode(key)), self.called[question].id());
        self.remark(format!("where a line has both {id} and {name}, {id} is read"));
    }

    fn remark(&mut self, remark: String) {
        if self.remarks.len() < MOST_WARNINGS && !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// What follows from the questionnaire that a line names for the answers of that line.
    /// `about` is the JSON object that names it.
    pub(super) fn earlier(
        &mut self,
        questionnaire: &Questionnaire,
        about: &[u8],
    ) -> &EarlierAnswers {
        if self.last.as_ref().is_none_or(|(last, _)| last != about) {
            self.last = Some((about.to_vec(), EarlierAnswers::new(questionnaire, about)));
        }
        &self.last.as_ref().expect("it was put there").1
    }

    /// Notes that a key is not read in a line that also has the key of the question, if it
    /// is another name of the question that none of the first lines has.
    #[cold]
    pub(super) fn stands_beside(&mut self, question: usize, key: &[u8]) {
        let name = jsonl::decode(key);
        let is_new = !self.places.contains_key(name.as_bytes());
        if is_new && self.called[question].rank(&name).is_some() {
            self.remark(not_read(&name, self.called[question].id(), &self.columns[question].name));
        }
    }

    /// Remarks on keys that are not read.
    pub(super) fn into_remarks(self) -> Vec<String> {
        self.remarks
    }

    /// What a key means. `at` is its place among the keys of the line, from 0; `start` and
    /// `end` are its place in the bytes.
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
        let id = if column.is_some() { None } else { self.column_of_id(&decoded) };
        let almost = if id.is_some() { None } else { self.almost(&decoded) };
        let more = More {
            column: column.or(id).map(small),
            almost: almost.map(small),
            is_id: id.is_some(),
            is_questionnaire: decoded == QUESTIONNAIRE && !self.is_read(&decoded),
        };
        let means = match more {
            More { column: Some(column), almost: None, is_id: false, is_questionnaire: false } => {
                Means::Column(column)
            }
            More { column: None, almost: None, is_id: false, is_questionnaire: false } => {
                Means::Nothing
            }
            more => Means::More(more),
        };
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
