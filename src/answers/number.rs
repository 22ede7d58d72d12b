//! Numbers as people write them, and what a written number can mean.

use crate::problem::{Kind, Problem};
use crate::questionnaire::Unit;
use crate::wording;

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct WrittenNumber {
    /// The number, with its separator before decimals.
    pub(super) number: f64,
    /// The same with its separator between thousands, where people write so.
    pub(super) grouped: Option<f64>,
    /// The unit whose sign it carries.
    pub(super) unit: Option<Unit>,
}

/// The most significant digits of a number: an `f64` keeps all of these.
pub(crate) const MOST_DIGITS: usize = 15;

/// How a number is written so that it has one reading.
const PLAIN: &str = "Write digits, and one point or comma before any decimals.";

/// The text as a number, if it is meant as one; the error says why it is none
/// that can be measured, or not one that is written plainly. The text has no white
/// space around it.
pub(super) fn number(text: &str) -> Option<Result<WrittenNumber, Problem>> {
    let (digits, unit) = without_sign(text);
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let refused =
        |kind: Kind, why: &str| Problem::new(kind, format!("{} {why}", wording::quote(text)));
    let word = unsigned.trim_start_matches('.');
    if ["nan", "inf", "infinity"].iter().any(|name| word.eq_ignore_ascii_case(name)) {
        return Some(Err(
            refused(Kind::NumberOutOfRange, "is not a usable number").with_hint(PLAIN)
        ));
    }
    if !unsigned
        .strip_prefix(['.', ','])
        .unwrap_or(unsigned)
        .starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    if !unsigned.chars().all(|c| c.is_ascii_digit() || separates(c)) {
        let why = "is not written in plain digits";
        return is_fancy(unsigned).then(|| Err(refused(Kind::BadDigits, why).with_hint(PLAIN)));
    }
    if unsigned.chars().filter(|c| separates(*c)).count() > 1 {
        let why = "has more than one point or comma";
        return Some(Err(refused(Kind::BadDigits, why).with_hint(PLAIN)));
    }
    if unsigned.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
        return Some(Err(refused(Kind::BadDigits, "has too many digits").with_hint("Round it.")));
    }
    let number = unsigned.replace(',', ".").parse::<f64>().ok()?;
    if digits.starts_with('-') && number != 0.0 {
        return Some(Err(
            refused(Kind::NumberOutOfRange, "is below zero").with_hint("Write 0 or more.")
        ));
    }
    Some(Ok(WrittenNumber { number, grouped: grouped(unsigned), unit }))
}

/// A text without the sign of a unit, and that unit.
fn without_sign(text: &str) -> (&str, Option<Unit>) {
    let signed = Unit::ALL.into_iter().filter(|unit| !unit.sign().is_empty());
    let mut found =
        signed.filter_map(|unit| Some((text.strip_suffix(unit.sign())?.trim_end(), Some(unit))));
    found.next().unwrap_or((text, None))
}

fn separates(c: char) -> bool {
    matches!(c, '.' | ',')
}

/// The number that groups its thousands: 1.200 and 12,500 are twelve hundred and
/// twelve and a half thousand to many people.
fn grouped(unsigned: &str) -> Option<f64> {
    let (thousands, rest) = unsigned.split_once(separates)?;
    let looks_grouped =
        rest.len() == 3 && (1..=3).contains(&thousands.len()) && !thousands.starts_with('0');
    looks_grouped.then(|| format!("{thousands}{rest}").parse().ok()).flatten()
}

/// Whether a text is a number to some reader or other: `3e1` and `1_00`, which
/// YAML has, `0x1E` and `0b1` of programs, `1 200` and `1'200` of people.
fn is_fancy(unsigned: &str) -> bool {
    let of_program = ["0x", "0X", "0b", "0B", "0o", "0O"]
        .iter()
        .filter_map(|radix| unsigned.strip_prefix(radix))
        .any(|digits| digits.chars().all(|c| c.is_ascii_hexdigit() || c == '_'));
    let groups = |c: char| matches!(c, '_' | ' ' | '\'' | '\u{2019}' | '\u{a0}' | '\u{202f}');
    let joined: String = unsigned.chars().filter(|c| !groups(*c)).collect();
    of_program || joined.replace(',', ".").parse::<f64>().is_ok()
}
