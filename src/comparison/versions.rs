//! Answers that two files give to a question in different meanings.

use crate::answers::{Earlier, Reply, Saved};
use crate::questionnaire::Question;

/// A question that has changed its meaning since one of two files, or both, answered it.
/// The two answers cannot be compared, and the points of today do not apply to the
/// earlier one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AskedDifferently<'q> {
    /// The question as it is asked now.
    pub question: &'q Question,
    /// What the first file answers.
    pub before: Asked<'q>,
    /// What the second file answers.
    pub after: Asked<'q>,
}

/// What a file answers to a question that was asked in different ways.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Asked<'q> {
    /// The version of the questionnaire that the file answers.
    pub version: String,
    /// The answer to the question of that version; `None` if the file has no answer.
    pub answer: Option<AnswerThen<'q>>,
}

/// An answer to the question as it was asked.
#[derive(Clone, Debug)]
pub enum AnswerThen<'q> {
    /// To the question as it is asked now.
    Now(Reply<'q>),
    /// To the question as it was asked in an earlier version.
    Earlier(Earlier<'q>),
}

impl<'q> AskedDifferently<'q> {
    /// The questions that one of two files, or both, answer in an earlier meaning, in
    /// the order of the questionnaire.
    pub fn between(before: &Saved<'q>, after: &Saved<'q>) -> Vec<Self> {
        let questions = before.draft.questionnaire().questions().iter();
        let changed = questions
            .filter(|question| before.predates(question) || after.predates(question))
            .map(|question| AskedDifferently {
                question,
                before: Asked::new(before, question),
                after: Asked::new(after, question),
            });
        changed.collect()
    }
}

impl<'q> Asked<'q> {
    fn new(saved: &Saved<'q>, question: &'q Question) -> Self {
        let now = || saved.draft.reply(question).map(AnswerThen::Now);
        let mut earlier = saved.asked_again.iter();
        let earlier = earlier.find(|earlier| earlier.question.index == question.index);
        let version = saved.other_version.as_deref();
        Asked {
            version: version.unwrap_or(saved.draft.questionnaire().version()).to_owned(),
            answer: earlier.cloned().map(AnswerThen::Earlier).or_else(now),
        }
    }
}

impl AnswerThen<'_> {
    /// The answer as its file has it: in a saved result, the id of an option of that
    /// time.
    pub fn id(&self) -> &str {
        match self {
            AnswerThen::Now(reply) => reply.id(),
            AnswerThen::Earlier(earlier) => &earlier.answer,
        }
    }

    /// The number that was given with it.
    pub fn number(&self) -> Option<f64> {
        match self {
            AnswerThen::Now(reply) => reply.number(),
            AnswerThen::Earlier(earlier) => earlier.number,
        }
    }
}
