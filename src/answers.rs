//! Answers that are proven to belong to one questionnaire.
//!
//! Whatever somebody typed becomes a [`Reply`] by way of [`Question::read`], or a
//! [`Problem`]; replies gather in a [`Draft`]; a draft without gaps becomes
//! [`Answers`], the only thing that can be scored.

mod file;

use crate::problem::{Kind, Problem};
use crate::questionnaire::{Choice, Question, Questionnaire, UNSURE, Unit};
use crate::wording;
use crate::words::Words;

pub use file::RESERVED;
pub(crate) use file::RESULT_KEYS;
pub use file::{Saved, company, questionnaire_of, read, unknown_question};

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

    /// The answer as it can be given again: the number where there was one.
    pub fn given(&self) -> String {
        match (self.number, self.question.unit) {
            (Some(number), Some(Unit::Percent)) => format!("{number}%"),
            (Some(number), _) => number.to_string(),
            (None, _) => self.id().to_owned(),
        }
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

    /// Reads an answer as [`Question::read`] does, but takes a bare number for a
    /// part of one: 0.85 is 85 percent. A percent with its sign is still one.
    ///
    /// # Errors
    ///
    /// What is wrong with the answer, without a place.
    pub fn read_fraction(&self, answer: &str) -> Result<Reply<'_>, Problem> {
        match number(answer.trim()) {
            Some(Ok(Written { number, percent: false })) if number > 1.0 => {
                let answer = wording::quote(answer.trim());
                let what = format!("{answer} is more than 1, and a fraction is not");
                let hint = "Write a percentage with its sign.";
                Err(Problem::new(Kind::NumberOutOfRange, what).hint(hint))
            }
            Some(Ok(Written { number, percent: false })) => self.measured(plain(number * 100.0)),
            _ => self.read(answer),
        }
    }

    fn read_number(&self, answer: &str, written: &Written) -> Result<Reply<'_>, Problem> {
        let number = written.number;
        match self.unit {
            Some(Unit::Count) if written.percent => {
                let answer = wording::quote(answer);
                let what = format!("{} counts, and {answer} is a percentage", self.id);
                Err(Problem::new(Kind::UnexpectedNumber, what).hint(self.help_with_answers()))
            }
            Some(Unit::Percent) if !written.percent && number > 0.0 && number <= 1.0 => {
                let what = format!("{answer} may be a fraction or a percentage");
                let hint = format!(
                    "Write {}% if it is a fraction, or {answer}% if it is a percentage.",
                    plain(number * 100.0)
                );
                Err(Problem::new(Kind::AmbiguousNumber, what).hint(hint))
            }
            _ => self.measured(number),
        }
    }

    /// The reply that a number gives, in the unit of the question: 30 is 30
    /// percent where the unit is percent.
    ///
    /// # Errors
    ///
    /// The question takes no number, or no option takes this one.
    pub fn measured(&self, number: f64) -> Result<Reply<'_>, Problem> {
        let refused =
            |kind: Kind, what: String| Err(Problem::new(kind, what).hint(self.help_with_answers()));
        let shown = match self.unit {
            None => {
                let what = format!("{} takes no number, and {number} is one", self.id);
                return refused(Kind::UnexpectedNumber, what);
            }
            Some(Unit::Percent) if number > 100.0 => {
                return refused(Kind::NumberOutOfRange, format!("{number}% is more than 100%"));
            }
            Some(Unit::Percent) => format!("{number}%"),
            Some(Unit::Count) => number.to_string(),
        };
        let means = |option: &&Choice| option.range.is_some_and(|range| range.contains(number));
        if let Some(choice) = self.options.iter().find(means) {
            return Ok(Reply { question: self, choice: Some(choice), number: Some(number) });
        }
        let ranges = self.options.iter().filter_map(|option| option.range);
        let least = ranges.filter_map(|range| range.from).min_by(f64::total_cmp);
        let what = match least {
            Some(least) if number < least => {
                format!("{shown} is too small for {}: the least is {least}", self.id)
            }
            _ => format!("no answer of {} takes {shown}", self.id),
        };
        refused(Kind::NumberOutOfRange, what)
    }

    /// All that can be answered, as a sentence.
    fn help_with_answers(&self) -> String {
        let number = match self.unit {
            None => "",
            Some(Unit::Percent) => ", or a percentage such as 30%",
            Some(Unit::Count) => ", or a number such as 2",
        };
        format!("Answer with {}{number}.", self.answers())
    }

    fn unknown(&self, answer: &str) -> Problem {
        let what = format!("{} is not an answer to {}", wording::quote(answer), self.id);
        let ids = self.options.iter().map(|option| option.id.as_str());
        let near = wording::nearest(answer, ids.chain([UNSURE]));
        let near = near.map_or(String::new(), |near| format!("Did you mean {near}? "));
        let hint = format!("{near}{}", self.help_with_answers());
        Problem::new(Kind::UnknownOption, what).hint(hint)
    }
}

/// A number as it was written.
struct Written {
    number: f64,
    percent: bool,
}

/// The most digits of a number that are told apart: an `f64` keeps them all.
const MOST_DIGITS: usize = 15;

/// The text as a number, if it is meant as one; the error says why it is none
/// that can be measured, or not one that is written plainly.
fn number(text: &str) -> Option<Result<Written, Problem>> {
    let (digits, percent) = match text.strip_suffix('%') {
        Some(digits) => (digits.trim_end(), true),
        None => (text, false),
    };
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let refused = |kind: Kind, why: &str, hint: &str| {
        let problem = Problem::new(kind, format!("{} {why}", wording::quote(text)));
        Some(Err(if hint.is_empty() { problem } else { problem.hint(hint) }))
    };
    let word = unsigned.trim_start_matches('.').to_lowercase();
    if ["nan", "inf", "infinity"].contains(&word.as_str()) {
        return refused(Kind::NumberOutOfRange, "is not a usable number", "");
    }
    if !unsigned.strip_prefix('.').unwrap_or(unsigned).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let count = unsigned.bytes().filter(u8::is_ascii_digit).count();
    if unsigned.contains(',') && unsigned.chars().all(|c| c.is_ascii_digit() || ",.".contains(c)) {
        // 1,000 is a thousand to some and one to others.
        let hint = "Write it without a comma: digits, and a point before any decimals.";
        return refused(Kind::BadDigits, "has a comma", hint);
    }
    if !unsigned.chars().all(|c| c.is_ascii_digit() || c == '.') {
        let hint = "Write digits, and a point before any decimals.";
        return match unsigned.parse::<f64>() {
            Ok(_) => refused(Kind::BadDigits, "is not written in plain digits", hint),
            Err(_) => None,
        };
    }
    if count > MOST_DIGITS {
        return refused(Kind::BadDigits, "has too many digits", "Round it.");
    }
    match unsigned.parse::<f64>() {
        Ok(number) if digits.starts_with('-') && number != 0.0 => {
            refused(Kind::NumberOutOfRange, "is below zero", "")
        }
        Ok(number) => Some(Ok(Written { number, percent })),
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
