//! Answers that are proven to belong to one questionnaire.
//!
//! Whatever somebody typed becomes a [`Reply`] by way of [`Question::read`], or a
//! [`Problem`](crate::problem::Problem); replies gather in a [`Draft`]; a draft without gaps becomes
//! [`Answers`], the only thing that can be scored.

mod file;
mod measured;
mod number;
mod reading;
pub(crate) mod result;
mod saved;
mod spellings;

use crate::questionnaire::{Choice, Question, Questionnaire, UNSURE};
use crate::words::Words;

pub use file::{company, questionnaire_of, read, read_by, unknown_question};
pub use measured::{Deals, Evidence, Measured, Period, Trust};
pub(crate) use number::MOST_DIGITS;
pub use reading::Bare;
pub use result::MOST_FIRST_STEPS;
pub use saved::{Earlier, RESERVED, Saved};
pub use spellings::Reading;
pub(crate) use spellings::{Code, Spellings, code_of, lower, reply};

/// One question, answered.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'q> {
    question: &'q Question,
    choice: Option<&'q Choice>,
    number: Option<f64>,
}

impl<'q> Reply<'q> {
    /// The question that was answered.
    pub fn question(&self) -> &'q Question {
        self.question
    }

    /// The option that was chosen, or that the number means; none for unsure.
    pub fn choice(&self) -> Option<&'q Choice> {
        self.choice
    }

    /// The number that was given, in the unit of the question.
    pub fn number(&self) -> Option<f64> {
        self.number
    }

    /// The number that was given, with the sign of its unit.
    pub fn measure(&self) -> Option<String> {
        self.question.unit.and_then(|unit| self.number.map(|number| unit.show(number)))
    }

    /// The answer as it can be given again: the number where there was one.
    pub fn given(&self) -> String {
        self.measure().unwrap_or_else(|| self.id().to_owned())
    }

    /// The answer as people are shown it.
    pub fn label(&self, words: &Words) -> String {
        self.choice.map_or_else(|| words.text("not-sure"), |choice| choice.label.clone())
    }

    /// The id of the answer: an option's id, or `unsure`.
    pub fn id(&self) -> &'q str {
        self.choice.map_or(UNSURE, |choice| choice.id.as_str())
    }
}

impl Question {
    /// The reply that chooses an option of this question.
    ///
    /// # Panics
    ///
    /// If there is no option at that place.
    pub fn choose(&self, option: usize) -> Reply<'_> {
        Reply { question: self, choice: Some(&self.options[option]), number: None }
    }

    /// The reply that says nothing about this question.
    pub fn unsure(&self) -> Reply<'_> {
        Reply { question: self, choice: None, number: None }
    }
}

/// Answers on the way to completeness.
#[derive(Clone, Debug)]
pub struct Draft<'q> {
    questionnaire: &'q Questionnaire,
    replies: Vec<Option<Reply<'q>>>,
}

impl<'q> Draft<'q> {
    /// A draft without any reply.
    pub fn new(questionnaire: &'q Questionnaire) -> Self {
        Draft { questionnaire, replies: vec![None; questionnaire.questions().len()] }
    }

    /// The questionnaire that is being answered.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// Takes a reply in the place of an earlier one to the same question.
    ///
    /// # Panics
    ///
    /// If the reply is to a question of another questionnaire.
    pub fn give(&mut self, reply: Reply<'q>) {
        let index = reply.question.index;
        assert!(
            std::ptr::eq(&self.questionnaire.questions()[index], reply.question),
            "a reply goes into a draft of its own questionnaire"
        );
        self.replies[index] = Some(reply);
    }

    /// The reply to a question, if there is one.
    pub fn reply(&self, question: &Question) -> Option<Reply<'q>> {
        self.replies[question.index]
    }

    /// The questions without a reply, in their order.
    pub fn missing(&self) -> impl Iterator<Item = &'q Question> {
        let gap = |question: &&Question| self.replies[question.index].is_none();
        self.questionnaire.questions().iter().filter(gap)
    }

    /// The answers, if none is missing.
    pub fn complete(&self) -> Option<Answers<'q>> {
        let replies = self.replies.iter().copied().collect::<Option<Vec<_>>>()?;
        Some(Answers { questionnaire: self.questionnaire, replies })
    }
}

/// A reply to every question of a questionnaire.
#[derive(Clone, Debug)]
pub struct Answers<'q> {
    questionnaire: &'q Questionnaire,
    replies: Vec<Reply<'q>>,
}

impl<'q> Answers<'q> {
    /// The questionnaire that was answered.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// The same answers to the same questionnaire in other words.
    ///
    /// # Panics
    ///
    /// If it is another questionnaire.
    pub fn in_words_of<'o>(&self, other: &'o Questionnaire) -> Answers<'o> {
        assert_eq!(self.questionnaire.id(), other.id(), "a translation keeps the id");
        let replies = self.replies.iter().map(|reply| {
            let question = &other.questions()[reply.question.index];
            let choice = reply.choice.map(|choice| &question.options[choice.index]);
            Reply { question, choice, number: reply.number }
        });
        Answers { questionnaire: other, replies: replies.collect() }
    }

    /// The replies, in the order of the questions.
    pub fn replies(&self) -> &[Reply<'q>] {
        &self.replies
    }
}
