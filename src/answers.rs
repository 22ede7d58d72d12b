//! Answers that are proven to belong to one questionnaire.
//!
//! Whatever somebody typed becomes a [`Reply`] by way of [`Question::read`], or a
//! [`Problem`]; replies gather in a [`Draft`]; a draft without gaps becomes
//! [`Answers`], the only thing that can be scored.

mod file;

use crate::problem::{self, Kind, Problem};
use crate::questionnaire::{Choice, Question, Questionnaire, UNSURE, Unit};

pub use file::{Saved, read, unknown_question};

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

    /// Reads an answer as people write it: the id of an option, `unsure`, or a
    /// number where the question takes one. A percent may carry its sign, and a
    /// bare number above 0 and up to 1 is refused, because it may as well be a
    /// fraction. Nothing is guessed.
    ///
    /// # Errors
    ///
    /// What is wrong with the answer, without a place.
    pub fn read(&self, answer: &str) -> Result<Reply<'_>, Problem> {
        let answer = answer.trim();
        if answer == UNSURE {
            return Ok(self.unsure());
        }
        if let Some(choice) = self.option(answer) {
            return Ok(Reply { question: self, choice: Some(choice), number: None });
        }
        match number(answer) {
            Some(written) => self.read_number(answer, &written?),
            None => Err(self.unknown(answer)),
        }
    }

    fn read_number(&self, answer: &str, written: &Written) -> Result<Reply<'_>, Problem> {
        let number = written.number;
        let unexpected = |what: String| Err(Problem::new(Kind::UnexpectedNumber, what));
        match self.unit {
            None => {
                let what = format!("{} takes no number, and {answer} is one", self.id);
                return Err(Problem::new(Kind::UnexpectedNumber, what)
                    .hint(format!("Answer {}.", self.answers())));
            }
            Some(Unit::Count) if written.percent => {
                return unexpected(format!("{} counts, and {answer} is a percentage", self.id));
            }
            Some(Unit::Percent) if !written.percent && number > 0.0 && number <= 1.0 => {
                let what = format!("{answer} may be a fraction or a percentage");
                let hint = format!(
                    "Write {}% if it is a fraction, or {answer}% if it is a percentage.",
                    plain(number * 100.0)
                );
                return Err(Problem::new(Kind::AmbiguousNumber, what).hint(hint));
            }
            Some(Unit::Percent) if number > 100.0 => {
                let what = format!("{answer} is more than 100%");
                return Err(Problem::new(Kind::NumberOutOfRange, what));
            }
            Some(_) => {}
        }
        let means = |option: &&Choice| option.range.is_some_and(|range| range.contains(number));
        match self.options.iter().find(means) {
            Some(choice) => {
                Ok(Reply { question: self, choice: Some(choice), number: Some(number) })
            }
            None => {
                let what = format!("{answer} belongs to no answer of {}", self.id);
                Err(Problem::new(Kind::NumberOutOfRange, what)
                    .hint(format!("Answer {}.", self.answers())))
            }
        }
    }

    fn unknown(&self, answer: &str) -> Problem {
        let what = format!("{} has no answer {}", self.id, problem::quote(answer));
        let ids = self.options.iter().map(|option| option.id.as_str());
        let near = problem::nearest(answer, ids.chain([UNSURE]));
        let mut hint = near.map_or(String::new(), |near| format!("Did you mean {near}? "));
        hint.push_str(&format!("The answers are {}", self.answers()));
        hint.push_str(match self.unit {
            None => ".",
            Some(Unit::Percent) => ", or a percentage such as 30%.",
            Some(Unit::Count) => ", or a number such as 2.",
        });
        Problem::new(Kind::UnknownOption, what).hint(hint)
    }
}

/// A number as it was written.
struct Written {
    number: f64,
    percent: bool,
}

/// The text as a number, if it is meant as one; the error says which number of
/// those that nobody can measure it is.
fn number(text: &str) -> Option<Result<Written, Problem>> {
    let (digits, percent) = match text.strip_suffix('%') {
        Some(digits) => (digits.trim_end(), true),
        None => (text, false),
    };
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let refused = |why: &str| {
        let what = format!("{} is {why}", problem::quote(text));
        Some(Err(Problem::new(Kind::NumberOutOfRange, what)))
    };
    if ["nan", "inf", "infinity"]
        .contains(&unsigned.trim_start_matches('.').to_lowercase().as_str())
    {
        return refused("no number that can be measured");
    }
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if unsigned.contains(',') && unsigned.chars().all(|c| c.is_ascii_digit() || c == ',') {
        let what = format!("{} has a comma", problem::quote(text));
        let hint = format!("Write the decimals behind a point: {}.", text.replacen(',', ".", 1));
        return Some(Err(Problem::new(Kind::NumberOutOfRange, what).hint(hint)));
    }
    let plain_digits = unsigned.chars().all(|c| c.is_ascii_digit() || c == '.');
    match unsigned.parse::<f64>() {
        Ok(_) if !plain_digits => refused("not written in plain digits"),
        Ok(number) if digits.starts_with('-') && number != 0.0 => refused("below zero"),
        Ok(number) if number.is_finite() => Some(Ok(Written { number, percent })),
        Ok(_) => refused("too large a number"),
        Err(_) => None,
    }
}

/// A number without the noise of binary fractions: 0.07 times 100 is 7.
fn plain(number: f64) -> f64 {
    (number * 1e9).round() / 1e9
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
            std::ptr::eq(&raw const self.questionnaire.questions()[index], reply.question),
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

    /// The replies, in the order of the questions.
    pub fn replies(&self) -> &[Reply<'q>] {
        &self.replies
    }
}
