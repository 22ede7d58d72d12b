//! What an answers file says, once it is read.

use super::{Draft, Measured};
use crate::date::Date;
use crate::questionnaire::{Question, Questionnaire, version};
use crate::wording;
use crate::words::Words;

/// The keys of an answers file that are never answers, even if a question has such an id.
#[doc(hidden)]
pub const RESERVED: [&str; 6] = ["company", "by", "role", "date", "questionnaire", "measured"];

/// What an answers file holds.
#[derive(Debug)]
#[non_exhaustive]
pub struct Saved<'q> {
    /// The replies that it gives; not always one to every question.
    pub draft: Draft<'q>,
    /// The company that they are about.
    pub company: Option<String>,
    /// Who gave the answers.
    pub by: Option<String>,
    /// The role of that person.
    pub role: Option<String>,
    /// The day on which they were given.
    pub date: Option<Date>,
    /// The version of the questionnaire that they were given to, if it is not the version
    /// of the questionnaire at hand.
    pub other_version: Option<String>,
    /// The answers to questions that have changed their meaning since that version, and so
    /// have no reply in the draft.
    pub asked_again: Vec<Earlier<'q>>,
    /// What was measured, without the evidence for answers that were edited since.
    pub measured: Option<Measured>,
    /// The questions whose evidence was left out because their answers were edited.
    pub edited: Vec<&'q Question>,
}

/// An answer to a question as it was asked in an earlier version.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Earlier<'q> {
    /// The question as it is asked now.
    pub question: &'q Question,
    /// The version of the questionnaire that was answered.
    pub version: String,
    /// The answer as the file has it: in a saved result, the id of an option of that
    /// version.
    pub answer: String,
    /// The number that a saved result has for the answer.
    pub number: Option<f64>,
}

impl Earlier<'_> {
    /// The answer as it was saved, with its number.
    pub(crate) fn shown(&self, words: &Words) -> String {
        let answer = wording::isolated(&self.answer);
        match self.number {
            Some(number) => format!("{answer} ({})", words.number(&number.to_string())),
            None => answer.into(),
        }
    }
}

impl<'q> Saved<'q> {
    /// Whether a question has changed its meaning since the version that these answers
    /// were given to.
    pub fn predates(&self, question: &Question) -> bool {
        let (since, version) = (question.since.as_ref(), self.other_version.as_ref());
        since.zip(version).is_some_and(|(since, version)| version::compare(since, version).is_gt())
    }

    pub(super) fn new(questionnaire: &'q Questionnaire) -> Self {
        Saved {
            draft: Draft::new(questionnaire),
            company: None,
            by: None,
            role: None,
            date: None,
            other_version: None,
            asked_again: Vec::new(),
            measured: None,
            edited: Vec::new(),
        }
    }
}

impl Earlier<'_> {
    /// Whether another one is the same answer to the same version of the question.
    pub(crate) fn is_same(&self, other: &Earlier<'_>) -> bool {
        self.question.index == other.question.index
            && (&self.version, &self.answer) == (&other.version, &other.answer)
            && self.number == other.number
    }
}
