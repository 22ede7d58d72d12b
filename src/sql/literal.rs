//! Texts, names and numbers as an engine reads them, in ASCII.

use super::dialect::{Dialect, Literal};

impl Dialect {
    /// A text as a literal: of plain characters alone, because engines, editors and
    /// connections change others on the way.
    pub(super) fn literal(&self, text: &str) -> String {
        match self.literal {
            Literal::Function(name) => by_function(text, name),
            Literal::Doubled(begin) => {
                let plain = text.chars().all(|c| is_plain(c) || c == '\'');
                let begin = if plain { "" } else { begin };
                let escape = |c| if c == '\'' { "''".to_owned() } else { escaped(c) };
                format!("{begin}'{}'", text.chars().map(escape).collect::<String>())
            }
            Literal::Escaped => {
                let escape = |c| if c == '\'' { "\\'".to_owned() } else { escaped(c) };
                format!("'{}'", text.chars().map(escape).collect::<String>())
            }
        }
    }

    /// Texts as a list.
    pub(super) fn literals<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> String {
        let texts: Vec<String> = texts.into_iter().map(|text| self.literal(text)).collect();
        texts.join(", ")
    }

    /// A name of a column. Quoted only where it must be: a quoted name keeps its case,
    /// and some engines have stored the column in another.
    pub(super) fn name(&self, name: &str) -> String {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let begins = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
        if begins && name.chars().all(plain) && !RESERVED.lines().any(|word| word == name) {
            return name.to_owned();
        }
        let (quote, within) = self.quote;
        let inner = match within.starts_with('\\') {
            // Where a backslash escapes the quote, it escapes itself too.
            true => name.replace('\\', "\\\\").replace(quote, within),
            false => name.replace(quote, within),
        };
        format!("{quote}{inner}{quote}")
    }
}

/// Whether every engine, and every tool on the way to it, leaves a character of a
/// literal as it is. A brace may begin a template.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~') && !matches!(c, '\'' | '\\' | '{')
}

fn escaped(c: char) -> String {
    match c {
        '\\' => "\\\\".to_owned(),
        c if is_plain(c) => c.to_string(),
        c if u32::from(c) < 0x1_0000 => format!("\\u{:04x}", u32::from(c)),
        c => format!("\\U{:08x}", u32::from(c)),
    }
}

/// The most pieces of a text that are joined at once.
const MOST_JOINED: usize = 100;

fn joined(pieces: &[String]) -> String {
    if let [one] = pieces { one.clone() } else { format!("({})", pieces.join(" || ")) }
}

fn by_function(text: &str, function: &str) -> String {
    let mut pieces: Vec<String> = Vec::new();
    let mut plain = String::new();
    for c in text.chars() {
        if is_plain(c) {
            plain.push(c);
        } else if c == '\'' {
            plain.push_str("''");
        } else {
            if !plain.is_empty() {
                pieces.push(format!("'{plain}'"));
                plain.clear();
            }
            pieces.push(format!("{function}({})", u32::from(c)));
        }
    }
    if !plain.is_empty() || pieces.is_empty() {
        pieces.push(format!("'{plain}'"));
    }
    // Engines join from the left, and limit how deep joins may nest.
    while pieces.len() > 1 {
        pieces = pieces.chunks(MOST_JOINED).map(joined).collect();
    }
    pieces.remove(0)
}

/// A number as a literal. Beyond fifteen digits, an engine that reads decimals exactly
/// needs the exponent, which makes it a number of the same kind as ours.
pub(super) fn number(number: f64) -> String {
    let plain = number.to_string();
    if plain.bytes().filter(u8::is_ascii_digit).count() <= 15 {
        plain
    } else {
        format!("{number:e}")
    }
}

/// Words that some engine does not take as the name of a column without quotes, one a line.
const RESERVED: &str = include_str!("reserved.txt");
