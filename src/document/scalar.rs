//! Writes a text as a value of YAML or JSON.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::wording;

/// A text in double quotes that both YAML and JSON can read, with everything escaped that
/// would steer a terminal or is invisible.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // YAML has no raw form of U+FFFE and U+FFFF, and beyond those it and JSON have
            // different escapes.
            c if wording::steers(c)
                || matches!(c, '\u{FFFE}' | '\u{FFFF}')
                || wording::is_unseen(c) && c <= '\u{FFFF}' =>
            {
                write!(quoted, "\\u{:04x}", u32::from(c)).expect("a String takes any text");
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A text as a key or a value of YAML, also within brackets: plain if nothing in it could
/// be taken for anything else, and quoted otherwise.
pub(crate) fn plain_or_quoted(text: &str) -> Cow<'_, str> {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"];
    let is_plain = |c: char| c.is_alphanumeric() && !wording::is_unseen(c);
    let plain = text.chars().all(|c| is_plain(c) || " &'()/._-+".contains(c))
        && text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && !words.contains(&text.to_lowercase().as_str());
    if plain { Cow::Borrowed(text) } else { Cow::Owned(quoted(text)) }
}
