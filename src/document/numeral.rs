//! Numbers that are not written in plain digits: `0x1E`, `1_00` and `2e1` are numbers to
//! YAML, and something else or nothing to the people who write and read such a file.

use super::{Node, Value};
use crate::problem::{Kind, Problem};
use crate::wording;

/// What a message says about such a number, to be written after it.
pub(crate) const NOT_PLAIN: &str = "is not written in plain digits";

/// Below this, programs write numbers with an exponent, such as 3.2e-6.
const TINY: f64 = 1e-4;

/// Marks the numbers of a tree that its text does not write in plain digits.
pub(super) fn mark(node: &mut Node, text: &str) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| mark(item, text)),
        Value::Map(entries) => entries.iter_mut().for_each(|entry| mark(&mut entry.node, text)),
        value => {
            let Some(number) = value.number() else { return };
            let odd = node.written(text).filter(|written| !is_plain(written, number));
            node.odd = odd.map(Box::from);
        }
    }
}

/// Whether a number is written in digits, with one point at most. A very small one may have
/// the exponent that programs give it.
fn is_plain(written: &str, number: f64) -> bool {
    let digits = match written.split_once(['e', 'E']) {
        Some((digits, _)) if number.abs() < TINY => digits,
        Some(_) => return false,
        None => written,
    };
    let digits = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    // YAML read it as a number, so it has at most one point. Comparing it with the decimal
    // value excludes 017, which some read as 15.
    digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && written.parse() == Ok(number)
}

impl Value {
    /// The number that it is, if it is one.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Value::Whole(number) => Some(*number as f64),
            Value::Real(number) => Some(*number),
            _ => None,
        }
    }
}

impl Node {
    /// The problem of a number that is not written in plain digits; `None` for any other
    /// value.
    pub(crate) fn odd_number(&self) -> Option<Problem> {
        let number = self.value.number()?;
        let written = wording::quote(self.odd.as_ref()?);
        let problem = Problem::new(Kind::BadDigits, format!("{written} {NOT_PLAIN}"));
        Some(problem.with_hint(format!("Write {number} if you mean that.")))
    }
}
