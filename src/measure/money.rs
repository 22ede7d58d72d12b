//! Amounts of money, as exports write them: with a decimal point or a decimal comma,
//! thousands in groups or not, with a sign of a currency or without.

use std::fmt::{self, Display, Formatter};

use super::both::Both;

/// An amount in ten thousandths of a unit, so that a sum does not depend on its order.
pub(super) type Amount = i64;

/// How many of them are one unit.
pub(super) const UNIT: i64 = 10_000;

/// Reads an amount in both ways: first with a decimal point, then with a decimal comma.
/// `None` if it is not an amount in either.
pub(super) fn read(text: &str) -> Option<Both<Amount>> {
    let text = text.trim();
    let (text, negative) = match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(text) => (text, true),
        None => (text, false),
    };
    // `1.250,-` has a dash instead of decimals, and `kr. 5` and `Rs. 5` a full stop.
    let text = match text.strip_suffix(['-', '\u{2013}']) {
        Some(whole) if whole.ends_with([',', '.']) => whole,
        _ => text,
    };
    let mut abbreviated = false;
    let mut digits = String::with_capacity(text.len());
    let mut minus = false;
    let mut ended = false;
    for c in text.chars() {
        let was_letter = std::mem::replace(&mut abbreviated, c.is_alphabetic());
        match c {
            '.' if was_letter && digits.is_empty() => {}
            '0'..='9' | '.' | ',' if !ended => digits.push(c),
            '\'' | '\u{2019}' => digits.push('\''),
            '-' | '\u{2212}' if !minus && (digits.is_empty()) => minus = true,
            '+' if digits.is_empty() => {}
            c if c.is_whitespace() => {
                if digits.ends_with(|c: char| c.is_ascii_digit()) {
                    digits.push('\'');
                }
            }
            // A sign of a currency, or its code, before or after.
            c if is_currency(c) => ended = !digits.is_empty(),
            _ => return None,
        }
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters > 3 || (negative && minus) {
        return None;
    }
    let digits = digits.trim_end_matches('\'');
    let sign = if negative || minus { -1 } else { 1 };
    let both = Both {
        first: amount(digits, '.', ',').map(|amount| amount * sign),
        second: amount(digits, ',', '.').map(|amount| amount * sign),
    };
    both.any().map(|_| both)
}

/// The sign or code of a currency in a cell with an amount; empty where it has none.
pub(super) fn currency(text: &str) -> String {
    text.chars().filter(|c| is_currency(*c)).collect()
}

fn is_currency(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '$' | '¢' | '£' | '¤' | '¥' | 'ł' | '\u{20A0}'..='\u{20CF}')
}

/// Digits with one sign before the decimals and another between groups of three.
fn amount(digits: &str, decimal: char, group: char) -> Option<Amount> {
    let (whole, decimals) = match digits.rsplit_once(decimal) {
        Some((whole, decimals)) => (whole, decimals),
        None => (digits, ""),
    };
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut value: i64 = 0;
    let groups: Vec<&str> = whole.split([group, '\'']).collect();
    for (i, part) in groups.iter().enumerate() {
        let is_digits = part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = match (i, groups.len()) {
            (_, 1) => !part.is_empty() || !decimals.is_empty(),
            (0, _) => (1..=3).contains(&part.len()) && !part.starts_with('0'),
            _ => part.len() == 3,
        };
        if !is_digits || !fits {
            return None;
        }
        for byte in part.bytes() {
            value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
        }
    }
    let mut fraction = 0;
    for i in 0..4 {
        let digit = decimals.as_bytes().get(i).map_or(0, |byte| i64::from(byte - b'0'));
        fraction = fraction * 10 + digit;
    }
    if decimals.as_bytes().get(4).is_some_and(|byte| *byte >= b'5') {
        fraction += 1;
    }
    // What a company is paid fits; what does not fit is not an amount.
    value.checked_mul(UNIT)?.checked_add(fraction).filter(|value| *value < 1 << 60)
}

/// An amount as a message shows it.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Units(pub(super) Amount);

impl Display for Units {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0 as f64 / UNIT as f64)
    }
}

/// Both readings of an amount as a message shows them.
pub(super) fn shown(both: Both<Amount>) -> Both<Units> {
    Both { first: both.first.map(Units), second: both.second.map(Units) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(text: &str) -> (Option<f64>, Option<f64>) {
        let shown = |amount: Option<Amount>| amount.map(|amount| amount as f64 / UNIT as f64);
        read(text).map_or((None, None), |both| (shown(both.first), shown(both.second)))
    }

    #[test]
    fn amounts_are_read_as_they_are_written() {
        for (text, point, comma) in [
            ("13270.41", Some(13270.41), None),
            ("13270,41", None, Some(13270.41)),
            ("12.500,00 €", None, Some(12500.0)),
            ("$40,000.00", Some(40000.0), None),
            ("$40,000", Some(40000.0), Some(40.0)),
            ("1.234", Some(1.234), Some(1234.0)),
            ("1.234.567", None, Some(1234567.0)),
            ("0.123", Some(0.123), None),
            ("12.5", Some(12.5), None),
            ("1234", Some(1234.0), Some(1234.0)),
            ("1'234.50 CHF", Some(1234.5), None),
            ("1 234,50", None, Some(1234.5)),
            ("12\u{202F}500", Some(12500.0), Some(12500.0)),
            ("EUR -5.00", Some(-5.0), None),
            ("(1,000.00)", Some(-1000.0), None),
            ("€ 1.250,-", None, Some(1250.0)),
            ("1250.-", Some(1250.0), None),
            ("kr. 1.250,50", None, Some(1250.5)),
            ("Rs. 12", Some(12.0), Some(12.0)),
            ("12-", None, None),
            ("--5", None, None),
            (".5", Some(0.5), None),
            ("(-5)", None, None),
            ("5 euro", None, None),
            ("5 EUR", Some(5.0), Some(5.0)),
            ("0", Some(0.0), Some(0.0)),
            ("0.00005", Some(0.0001), None),
            ("", None, None),
            ("-", None, None),
            ("n/a", None, None),
            ("unknown", None, None),
            ("1,2,3", None, None),
            ("12-5", None, None),
            ("1e5", None, None),
            ("9999999999999999999", None, None),
            ("=1+1", None, None),
        ] {
            assert_eq!(readings(text), (point, comma), "{text:?}");
        }
    }
}
