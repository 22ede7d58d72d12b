//! Answers that are proven to belong to one questionnaire.
//!
//! What somebody typed becomes a [`Reply`] by way of [`Question::read`], or a
//! [`Problem`](crate::problem::Problem); replies are gathered in a [`Draft`]; a draft
//! without gaps becomes [`Answers`], the only thing that can be scored.
//!
//! ```
//! use salesmodel::answers::Draft;
//! use salesmodel::questionnaire::Builtin;
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let revenue = questionnaire.question("revenue").expect("it is one of the four");
//! let mut draft = Draft::new(&questionnaire);
//! draft.give(revenue.read("30%")?);
//!
//! let reply = draft.reply(revenue).expect("it was given");
//! assert_eq!((reply.id(), reply.number()), ("some", Some(30.0)));
//! let missing = draft.complete().expect_err("the other three are missing");
//! assert_eq!(missing.to_string(), "the answers to leads, sellers and contacts are missing");
//! # Ok::<(), salesmodel::problem::Problem>(())
//! ```

mod file;
mod measured;
mod number;
mod reading;
pub(crate) mod result;
mod saved;
mod spellings;

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::questionnaire::{Choice, Id, Question, Questionnaire, UNSURE};
use crate::wording;
use crate::words::Words;

pub use file::{company, questionnaire_of, read, read_by, unknown_question};
pub(crate) use measured::WHY_LOWER_BOUND;
pub use measured::{Deals, Evidence, Measured, Period, Trust};
pub(crate) use number::MOST_DIGITS;
pub use reading::Bare;
pub(crate) use reading::{say_did_you_mean, say_no_answer};
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

    /// The option that was chosen, or whose range holds the number; `None` for unsure.
    pub fn choice(&self) -> Option<&'q Choice> {
        self.choice
    }

    /// The number that was given, in the unit of the question; `None` if it was answered in
    /// words.
    pub fn number(&self) -> Option<f64> {
        self.number
    }

    /// The number that was given, with the sign of its unit.
    pub fn measure(&self) -> Option<String> {
        self.question.unit.and_then(|unit| self.number.map(|number| unit.show(number)))
    }

    /// The number that was given, with the sign of its unit, as it is shown to people.
    pub fn figure(&self, words: &Words) -> Option<String> {
        self.measure().map(|number| words.number(&number))
    }

    /// The answer as it can be given again: the number if there was one, otherwise the id.
    pub fn given(&self) -> String {
        self.measure().unwrap_or_else(|| self.id().to_owned())
    }

    /// The answer as it is shown to people: the label of the option, or the words for
    /// unsure.
    pub fn label(&self, words: &Words) -> String {
        self.choice.map_or_else(|| words.text("not-sure"), |choice| choice.label.clone())
    }

    /// The id of the answer: an option's id, or `unsure`.
    pub fn id(&self) -> &'q str {
        self.choice.map_or(UNSURE, |choice| choice.id.as_str())
    }
}

impl Question {
    /// A number in the unit of this question, as it is shown to people.
    pub(crate) fn figure(&self, number: f64, words: &Words) -> String {
        words.number(&self.unit.map_or_else(|| number.to_string(), |unit| unit.show(number)))
    }

    /// The reply that chooses an option of this question.
    ///
    /// # Panics
    ///
    /// If the question has no option with this index.
    pub fn choose(&self, option: usize) -> Reply<'_> {
        Reply { question: self, choice: Some(&self.options[option]), number: None }
    }

    /// The reply that leaves this question open.
    pub fn unsure(&self) -> Reply<'_> {
        Reply { question: self, choice: None, number: None }
    }
}

/// Answers that need not be complete yet.
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

    /// Takes a reply, which replaces an earlier one to the same question.
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

    /// The answers to all questions.
    ///
    /// # Errors
    ///
    /// The questions that have no reply yet, if there are any.
    pub fn complete(&self) -> Result<Answers<'q>, MissingAnswers> {
        let replies = self.replies.iter().copied().collect::<Option<Vec<_>>>();
        let Some(replies) = replies else {
            let questions = self.missing().map(|question| question.id.clone()).collect();
            return Err(MissingAnswers { questions });
        };
        Ok(Answers { questionnaire: self.questionnaire, replies })
    }
}

/// Answers that a [`Draft`] still needs before it can be scored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingAnswers {
    /// The ids of the questions without an answer, in the order of the questionnaire; at
    /// least one.
    pub questions: Vec<Id>,
}

impl Display for MissingAnswers {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let ids = wording::all_of(self.questions.iter().map(Id::as_str));
        match self.questions.as_slice() {
            [_] => write!(f, "the answer to {ids} is missing"),
            _ => write!(f, "the answers to {ids} are missing"),
        }
    }
}

impl Error for MissingAnswers {}

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

    /// The same answers, to the same questionnaire in another language.
    ///
    /// # Panics
    ///
    /// If the other questionnaire has another id.
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
