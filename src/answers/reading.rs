//! Reads an answer. Flags, files, cells and the quiz all come here.

use unicode_normalization::UnicodeNormalization;

use super::Reply;
use super::number::{Unreadable, WrittenNumber, number};
use crate::problem::{Kind, Problem};
use crate::questionnaire::{Choice, Question, Sign, UNSURE, Unit};
use crate::wording;

/// The longest text, in bytes, that is tried as an answer in unusual characters. A cell can
/// be as long as a row, and normalising it can make it longer still.
const LONGEST_DISGUISE: usize = 200;

/// What numbers without a sign mean, if somebody said so for a whole column. A number with
/// a sign is clear without that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bare {
    /// Nobody said so: a number with two readings is refused.
    #[default]
    Unsaid,
    /// Numbers in the unit of the question: 0.85 is 0.85%.
    InUnit,
    /// Fractions of one: 0.85 is 85%.
    Fraction,
}

impl Question {
    /// Reads an answer as people write it: the id of an option, `unsure`, or a number if
    /// the question takes one, with a point or a comma before its decimals. An answer with
    /// two readings is refused, and the problem says both: a bare number above 0 and up to
    /// 1 where a percentage is asked for, a number whose separator may group thousands, a
    /// number without the sign that the question requires. Nothing is guessed.
    ///
    /// # Errors
    ///
    /// What is wrong with the answer, without a place.
    pub fn read(&self, answer: &str) -> Result<Reply<'_>, Problem> {
        self.read_as(answer, Bare::Unsaid)
    }

    /// Reads an answer when it is known what its bare numbers mean.
    ///
    /// # Errors
    ///
    /// What is wrong with the answer, without a place.
    pub fn read_as(&self, answer: &str, bare: Bare) -> Result<Reply<'_>, Problem> {
        let answer = answer.trim();
        if answer == UNSURE {
            return Ok(self.unsure());
        }
        if let Some(choice) = self.option(answer) {
            return Ok(self.choose(choice.index));
        }
        match number(answer) {
            Some(Ok(written)) => self.read_number(answer, &written, bare),
            Some(Err(why)) => Err(self.unreadable(answer, why)),
            None => Err(self.unknown(answer)),
        }
    }

    /// Reads an answer that is meant as a number; `None` if it is a word.
    pub(crate) fn read_if_number(
        &self,
        answer: &str,
        bare: Bare,
    ) -> Option<Result<Reply<'_>, Problem>> {
        Some(match number(answer)? {
            Ok(written) => self.read_number(answer, &written, bare),
            Err(why) => Err(self.unreadable(answer, why)),
        })
    }

    /// The readings of a number that was written without its sign, or with a separator that
    /// may come before decimals or between thousands: each written so that it has only that
    /// one reading. Empty if the question takes none of them.
    pub fn spelt_out(&self, answer: &str) -> Vec<String> {
        let (Some(unit), Some(Ok(written))) = (self.unit, number(answer.trim())) else {
            return Vec::new();
        };
        let part = (written.unit.is_none() && unit.may_be_part(written.number))
            .then(|| unit.of_part(written.number).map(|whole| unit.show(whole)))
            .flatten();
        let grouped = written.grouped.map(|grouped| unit.show(grouped));
        let candidates = [Some(decimals(written.number, unit)), part, grouped];
        candidates.into_iter().flatten().filter(|answer| self.read(answer).is_ok()).collect()
    }

    /// The problem of a text that is meant as a number and cannot be read as one. If the
    /// question takes no numbers, it says so, because writing the number differently would
    /// not help.
    fn unreadable(&self, answer: &str, why: Unreadable) -> Problem {
        let answer = wording::quote(answer);
        let Some(unit) = self.unit else {
            let what = format!("{answer} is not an answer to {}, which takes no number", self.id);
            return self.refused(why.kind(), what);
        };
        let hint = match why {
            Unreadable::BelowZero => format!("Write {} or more.", unit.show(self.least())),
            Unreadable::ManyDigits => "Round it.".to_owned(),
            Unreadable::NotFinite | Unreadable::NotPlain | Unreadable::ManySeparators => {
                "Write digits, and one point or comma before any decimals.".to_owned()
            }
        };
        Problem::new(why.kind(), format!("{answer} {}", why.what())).with_hint(hint)
    }

    /// The least number that the question takes.
    fn least(&self) -> f64 {
        let ranges = self.options.iter().filter_map(|option| option.range);
        ranges.map(|range| range.from.unwrap_or(0.0)).min_by(f64::total_cmp).unwrap_or(0.0)
    }

    fn read_number(
        &self,
        answer: &str,
        written: &WrittenNumber,
        bare: Bare,
    ) -> Result<Reply<'_>, Problem> {
        let Some(unit) = self.unit else {
            return self.measured(written.number);
        };
        if let Some(other) = written.unit.filter(|other| *other != unit) {
            let what = format!(
                "{} takes {}, and {} is {}",
                self.id,
                unit.noun(),
                wording::quote(answer),
                other.noun()
            );
            return Err(self.refused(Kind::UnexpectedNumber, what));
        }
        let bare = if written.unit.is_some() { Bare::InUnit } else { bare };
        let in_unit = |number: f64| match bare {
            Bare::Fraction => unit.of_part(number).filter(|_| number <= 1.0),
            Bare::Unsaid | Bare::InUnit => Some(number),
        };
        let taken =
            |number: f64| in_unit(number).is_some_and(|number| self.taken_by(number).is_ok());
        let number = match written.grouped {
            Some(grouped) if taken(grouped) && taken(written.number) => {
                return Err(two_readings(answer, unit, written.number, grouped));
            }
            Some(grouped) if taken(grouped) => grouped,
            _ => written.number,
        };
        if bare == Bare::Unsaid && self.sign == Sign::Required && number <= unit.most() {
            return Err(self.needs_sign(answer, unit, number));
        }
        if bare == Bare::Unsaid && unit.may_be_part(number) {
            return Err(part_or_whole(answer, unit, number));
        }
        match in_unit(number) {
            Some(number) => self.measured(number),
            None => {
                let answer = wording::quote(answer);
                let what = format!("{answer} is more than 1, and a fraction is not");
                let hint = format!("Write {} with its sign.", unit.noun());
                Err(Problem::new(Kind::NumberOutOfRange, what).with_hint(hint))
            }
        }
    }

    /// The reply for a number in the unit of the question: 30 is 30 percent if the unit is
    /// percent.
    ///
    /// # Errors
    ///
    /// The question takes no number, or no option takes this one.
    pub fn measured(&self, number: f64) -> Result<Reply<'_>, Problem> {
        let choice = self.taken_by(number)?;
        Ok(Reply { question: self, choice: Some(choice), number: Some(number) })
    }

    /// The option whose range holds a number in the unit of the question.
    fn taken_by(&self, number: f64) -> Result<&Choice, Problem> {
        let Some(unit) = self.unit else {
            let what = format!("{} takes no number, and {number} is one", self.id);
            return Err(self.refused(Kind::UnexpectedNumber, what));
        };
        let shown = unit.show(number);
        let beyond = |what: String| self.refused(Kind::NumberOutOfRange, what);
        if number > unit.most() {
            return Err(beyond(format!("{shown} is more than {}", unit.show(unit.most()))));
        }
        if let Some(most) = self.at_most.filter(|most| number > *most) {
            let most = unit.show(most);
            return Err(beyond(format!(
                "{shown} is too large for {}: the most is {most}",
                self.id
            )));
        }
        let means = |option: &&Choice| option.range.is_some_and(|range| range.contains(number));
        if let Some(choice) = self.options.iter().find(means) {
            return Ok(choice);
        }
        let least = self.least();
        Err(beyond(if number < least {
            format!("{shown} is too small for {}: the least is {least}", self.id)
        } else {
            format!("no answer to {} matches {shown}", self.id)
        }))
    }

    fn refused(&self, kind: Kind, what: String) -> Problem {
        Problem::new(kind, what).with_hint(self.help_with_answers())
    }

    /// A sentence that lists everything that can be answered.
    pub(crate) fn help_with_answers(&self) -> String {
        let number = self.unit.map_or(String::new(), |unit| {
            format!(", or {} such as {}", unit.noun(), unit.example())
        });
        format!("Answer with {}{number}.", self.answers())
    }

    /// The answer that a text would be if it were written in plain characters: Excel writes
    /// a text as `="30%"`, and Japanese keyboards write `３０％`. Such a text is not accepted
    /// as the answer, but the hint proposes it.
    pub(crate) fn disguised(&self, text: &str) -> Option<String> {
        let inside = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
        if inside.is_none() && text.is_ascii() || text.len() > LONGEST_DISGUISE {
            return None;
        }
        let plain: String = inside.unwrap_or(text).nfkc().collect();
        // The hint is shown in terminals and written into files without escaping it.
        let is_harmless = !plain.chars().any(|c| c.is_control() || wording::steers(c));
        let is_meant = is_harmless && plain != text && self.read(&plain).is_ok();
        is_meant.then(|| plain.trim().to_owned())
    }

    /// The problem of a word that is not an answer.
    fn unknown(&self, answer: &str) -> Problem {
        let mut what = String::new();
        say_no_answer(&mut what, answer, self.id.as_str());
        let ids = self.options.iter().map(|option| option.id.as_str());
        let hint = match self.disguised(answer) {
            Some(meant) => self.did_you_mean(&meant),
            None => match wording::nearest(answer, ids.chain([UNSURE])) {
                Some(near) => self.did_you_mean(near),
                None => self.help_with_answers(),
            },
        };
        Problem::new(Kind::UnknownOption, what).with_hint(hint)
    }

    /// The hint for a word that comes near to an answer.
    pub(crate) fn did_you_mean(&self, near: &str) -> String {
        let mut hint = String::new();
        say_did_you_mean(&mut hint, near);
        hint + &self.help_with_answers()
    }

    /// The problem of a bare number that may count something else: 3 may be three people,
    /// or 3%.
    fn needs_sign(&self, answer: &str, unit: Unit, number: f64) -> Problem {
        let what = format!(
            "{} may be {} or a count of something else",
            wording::quote(answer),
            unit.show(number)
        );
        let measured = self.number.as_ref().map_or(String::new(), |number| format!(" ({number})"));
        let part = unit
            .of_part(number)
            .filter(|_| unit.may_be_part(number))
            .map_or(String::new(), |whole| {
                format!(", or {} if it is a fraction of one", unit.show(whole))
            });
        let option = |option: &Choice| format!("{} ({})", option.id, wording::quote(&option.label));
        let options = wording::one_of(self.options.iter().map(option));
        let (shown, noun) = (unit.show(number), unit.noun());
        Problem::new(Kind::AmbiguousNumber, what).with_hint(format!(
            "Write {shown} if it is {noun}{measured}{part}. If it counts something else, choose \
             the answer that fits your deals: {options}."
        ))
    }
}

/// Writes that a word is not an answer to the question with this id.
pub(crate) fn say_no_answer(text: &mut String, answer: &str, question: &str) {
    wording::push_quoted(text, answer);
    text.push_str(" is not an answer to ");
    text.push_str(question);
}

/// Writes the question whether an answer is meant, before the rest of a hint.
pub(crate) fn say_did_you_mean(text: &mut String, near: &str) {
    text.push_str("Did you mean ");
    text.push_str(near);
    text.push_str("? ");
}

/// The problem of a bare number that may be a fraction.
fn part_or_whole(answer: &str, unit: Unit, number: f64) -> Problem {
    let noun = unit.noun();
    let whole = unit.of_part(number).unwrap_or(number);
    let hint = format!(
        "Write {} if it is a fraction, or {} if it is {noun}.",
        unit.show(whole),
        unit.show(number)
    );
    let what = format!("{answer} may be a fraction or {noun}");
    Problem::new(Kind::AmbiguousNumber, what).with_hint(hint)
}

/// The problem of a number whose separator may come before decimals or between thousands.
fn two_readings(answer: &str, unit: Unit, decimal: f64, grouped: f64) -> Problem {
    let what = format!("{} may be {decimal} or {grouped}", wording::quote(answer));
    let hint = format!(
        "Write {} if it groups thousands, or {} if it has decimals.",
        unit.show(grouped),
        decimals(decimal, unit)
    );
    Problem::new(Kind::AmbiguousNumber, what).with_hint(hint)
}

/// Writes a number with its sign, so that the digits after its point are read as decimals.
fn decimals(number: f64, unit: Unit) -> String {
    let shown = number.to_string();
    // Three digits after the point could be thousands; a fourth shows that they are
    // decimals.
    let places = shown.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let zero = if places == 3 { "0" } else { "" };
    format!("{shown}{zero}{}", unit.sign())
}
