//! Counts and shares as people read them.

use crate::space::Space;

/// From here on a count is rounded: nobody reads all its digits.
const ROUNDED: u128 = 1_000_000_000_000;

/// A count, with its digits in threes, or as a power of ten.
pub(super) fn big(count: u128) -> String {
    let digits = count.to_string();
    if count < ROUNDED {
        let mut text = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        return text;
    }
    let power = digits.len() - 1;
    let factor = count as f64 / 10f64.powi(power as i32);
    // 9.96 is 10.0 when it is rounded, and that is the next power.
    if factor < 9.95 {
        format!("{factor:.1} x 10^{power}")
    } else {
        format!("1.0 x 10^{}", power + 1)
    }
}

/// A count as a percentage of all: 0% and 100% are only said of exactly none and exactly
/// all.
pub(super) fn percent(space: &Space<'_>, count: u128) -> String {
    let percent = 100.0 * space.share(count);
    if count == 0 {
        "0%".to_owned()
    } else if count == space.counted {
        "100%".to_owned()
    } else if percent < 0.05 {
        "<0.1%".to_owned()
    } else if percent >= 99.95 {
        ">99.9%".to_owned()
    } else {
        format!("{percent:.1}%")
    }
}

/// A count in parts of the largest one; something is one part at least.
pub(super) fn fraction(count: u128, largest: u128) -> u32 {
    let parts = count as f64 / largest.max(1) as f64 * 1e6;
    parts.ceil() as u32
}
