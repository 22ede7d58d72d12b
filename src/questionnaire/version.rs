//! Versions of questionnaires, which are any text, in an order.

use std::cmp::Ordering;

/// Compares two versions part by part, where a part is a run of digits or a run of
/// anything else between points, hyphens, underscores and white space. Digits compare
/// as a number, so that 1.9 comes before 1.10; a number comes before a word; and of two
/// that are the same up to the end of one, the longer comes later: 2 before 2.1.
pub(crate) fn compare(one: &str, other: &str) -> Ordering {
    parts(one).cmp(parts(other))
}

/// How versions compare, for a hint.
pub(crate) const ORDER: &str =
    "Versions compare part by part, and numbers by value: 2 comes before 2.1, and 9 before 10.";

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'v> {
    /// Without leading zeros: of two numbers, the one with more digits is larger.
    Number(usize, &'v str),
    Word(&'v str),
}

fn parts(version: &str) -> impl Iterator<Item = Part<'_>> {
    let between = |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '_');
    version.split(between).flat_map(runs)
}

/// The runs of digits and of other characters.
fn runs(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        let digits = run.trim_start_matches('0');
        Some(if is_number { Part::Number(digits.len(), digits) } else { Part::Word(run) })
    })
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn versions_stand_in_the_order_that_people_expect() {
        let rising = ["0", "0.9", "1", "1.1", "1.9", "1.10", "2", "2.0.1", "10", "draft"];
        for (place, earlier) in rising.iter().enumerate() {
            assert!(compare(earlier, earlier).is_eq(), "{earlier}");
            for later in &rising[place + 1..] {
                assert!(compare(earlier, later).is_lt(), "{earlier} {later}");
                assert!(compare(later, earlier).is_gt(), "{later} {earlier}");
            }
        }
        assert!(compare("2026-02-01", "2026-11-26").is_lt());
        assert!(compare("v2", "v10").is_lt());
        assert!(compare("02", "2").is_eq());
        assert!(compare("2", "two").is_lt());
        assert!(compare("99999999999999999999", "100000000000000000000").is_lt());
    }
}
