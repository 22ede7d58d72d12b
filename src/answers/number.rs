//! Numbers as people write them, and what a written number can mean.

use crate::document::NOT_PLAIN;
use crate::problem::Kind;
use crate::questionnaire::Unit;

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct WrittenNumber {
    /// The number, read with its separator before decimals.
    pub(super) number: f64,
    /// The number, read with its separator between thousands; `None` if it cannot be read
    /// like that.
    pub(super) grouped: Option<f64>,
    /// The unit whose sign it carries.
    pub(super) unit: Option<Unit>,
}

/// The most digits that a number may have: an `f64` keeps all of these. A number that
/// begins with its separator is shown with a 0 before it, which is counted as well.
pub(crate) const MOST_DIGITS: usize = 15;

/// Why a text that is meant as a number cannot be used as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It is infinite, or not a number at all.
    NotFinite,
    BelowZero,
    /// Some programs or people write numbers like this, but not everybody reads them in the
    /// same way.
    NotPlain,
    ManySeparators,
    ManyDigits,
}

impl Unreadable {
    /// The kind of problem to report.
    pub(super) fn kind(self) -> Kind {
        match self {
            Unreadable::NotFinite | Unreadable::BelowZero => Kind::NumberOutOfRange,
            Unreadable::NotPlain | Unreadable::ManySeparators | Unreadable::ManyDigits => {
                Kind::BadDigits
            }
        }
    }

    /// What a message says about the number, to be written after it.
    pub(super) fn what(self) -> &'static str {
        match self {
            Unreadable::NotFinite => "is not a usable number",
            Unreadable::BelowZero => "is below zero",
            Unreadable::NotPlain => NOT_PLAIN,
            Unreadable::ManySeparators => "has more than one point or comma",
            Unreadable::ManyDigits => "has too many digits",
        }
    }
}

/// Reads a text, which has no white space around it, as a number; `None` if it is not meant
/// as one. The error says why it cannot be used.
pub(super) fn number(text: &str) -> Option<Result<WrittenNumber, Unreadable>> {
    let (digits, unit) = without_sign(text);
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let word = unsigned.trim_start_matches('.');
    if ["nan", "inf", "infinity"].iter().any(|name| word.eq_ignore_ascii_case(name)) {
        return Some(Err(Unreadable::NotFinite));
    }
    if !unsigned
        .strip_prefix(['.', ','])
        .unwrap_or(unsigned)
        .starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    if !unsigned.chars().all(|c| c.is_ascii_digit() || separates(c)) {
        return is_fancy(unsigned).then_some(Err(Unreadable::NotPlain));
    }
    if unsigned.chars().filter(|c| separates(*c)).count() > 1 {
        return Some(Err(Unreadable::ManySeparators));
    }
    let written = unsigned.bytes().filter(u8::is_ascii_digit).count();
    if written + usize::from(unsigned.starts_with(separates)) > MOST_DIGITS {
        return Some(Err(Unreadable::ManyDigits));
    }
    let number = unsigned.replace(',', ".").parse::<f64>().ok()?;
    if digits.starts_with('-') && number != 0.0 {
        return Some(Err(Unreadable::BelowZero));
    }
    Some(Ok(WrittenNumber { number, grouped: grouped(unsigned), unit }))
}

/// Splits a text into what comes before the sign of its unit, and that unit; `None` for the
/// unit if there is no sign.
fn without_sign(text: &str) -> (&str, Option<Unit>) {
    let signed = Unit::ALL.into_iter().filter(|unit| !unit.sign().is_empty());
    let mut found =
        signed.filter_map(|unit| Some((text.strip_suffix(unit.sign())?.trim_end(), Some(unit))));
    found.next().unwrap_or((text, None))
}

fn separates(c: char) -> bool {
    matches!(c, '.' | ',')
}

/// The number, read with its separator between thousands: to many people 1.200 is twelve
/// hundred, and 12,500 is twelve and a half thousand. `None` if its digits are not grouped
/// like that.
fn grouped(unsigned: &str) -> Option<f64> {
    let (thousands, rest) = unsigned.split_once(separates)?;
    let looks_grouped =
        rest.len() == 3 && (1..=3).contains(&thousands.len()) && !thousands.starts_with('0');
    looks_grouped.then(|| format!("{thousands}{rest}").parse().ok()).flatten()
}

/// Whether some program or person would read a text as a number: YAML reads `3e1` and
/// `1_00`, programming languages read `0x1E` and `0b1`, and people read `1 200` and
/// `1'200`.
fn is_fancy(unsigned: &str) -> bool {
    let of_program = ["0x", "0X", "0b", "0B", "0o", "0O"]
        .iter()
        .filter_map(|radix| unsigned.strip_prefix(radix))
        .any(|digits| digits.chars().all(|c| c.is_ascii_hexdigit() || c == '_'));
    let groups = |c: char| matches!(c, '_' | ' ' | '\'' | '\u{2019}' | '\u{a0}' | '\u{202f}');
    let joined: String = unsigned.chars().filter(|c| !groups(*c)).collect();
    of_program || joined.replace(',', ".").parse::<f64>().is_ok()
}
