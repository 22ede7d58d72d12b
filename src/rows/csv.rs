//! CSV: the dialect of a file, and how its cells are read and written.

mod marks;
mod walk;

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use marks::BLOCK;
pub(crate) use walk::{Field, RowSpan, Rows};

/// The delimiters that are looked for in a header.
pub(crate) const DELIMITERS: [u8; 3] = *b",;\t";

/// How a file is written, and so how our additions to it are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CsvDialect {
    pub(crate) delimiter: u8,
    pub(crate) line_ending: &'static str,
}

impl CsvDialect {
    /// How we write CSV if the input is not CSV.
    pub(crate) const OURS: CsvDialect = CsvDialect { delimiter: b',', line_ending: "\n" };
}

/// The text of a cell: without its quotes, and with doubled quotes as one.
pub(crate) fn text(cell: &[u8]) -> Cow<'_, [u8]> {
    let Some((b'"', inside)) = cell.split_first() else {
        return Cow::Borrowed(cell);
    };
    match memchr::memchr(b'"', inside) {
        None => return Cow::Borrowed(inside),
        Some(end) if end + 1 == inside.len() => return Cow::Borrowed(&inside[..end]),
        Some(_) => {}
    }
    let mut text = Vec::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(quote) = memchr::memchr(b'"', rest) {
        text.extend_from_slice(&rest[..quote]);
        rest = &rest[quote + 1..];
        if rest.first() != Some(&b'"') {
            // After the closing quote, everything is taken literally.
            break;
        }
        text.push(b'"');
        rest = &rest[1..];
    }
    text.extend_from_slice(rest);
    Cow::Owned(text)
}

/// Where the text of a cell is, without its quotes; `None` if the text is not in one piece,
/// because doubled quotes must become single ones.
#[inline(always)]
pub(crate) fn inside(bytes: &[u8], cell: Range<usize>) -> Option<(usize, usize)> {
    if cell.is_empty() || bytes[cell.start] != b'"' {
        return Some((cell.start, cell.end));
    }
    match memchr::memchr(b'"', &bytes[cell.start + 1..cell.end]) {
        Some(length) if cell.start + length + 2 == cell.end => Some((cell.start + 1, cell.end - 1)),
        _ => None,
    }
}

/// Writes a cell, in quotes where it needs them.
pub(crate) fn write_cell(out: &mut Vec<u8>, text: &[u8], delimiter: u8) {
    let needs = memchr::memchr3(delimiter, b'"', b'\n', text).is_some();
    if !needs && memchr::memchr(b'\r', text).is_none() {
        out.extend_from_slice(text);
        return;
    }
    out.push(b'"');
    let mut rest = text;
    while let Some(quote) = memchr::memchr(b'"', rest) {
        out.extend_from_slice(&rest[..=quote]);
        out.push(b'"');
        rest = &rest[quote + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// What each byte may do in a cell, as bits. Most cells have none of these bytes, and with
/// this table one look at each byte shows it.
const MAY: [u8; 256] = {
    let mut may = [0; 256];
    let mut i = 0;
    while i < SPLITS.len() {
        may[SPLITS[i] as usize] |= QUOTE;
        i += 1;
    }
    may[b'"' as usize] |= QUOTE;
    let starts = b" \t\r\n\0=+-@";
    i = 0;
    while i < starts.len() {
        may[starts[i] as usize] |= START;
        i += 1;
    }
    // Full-width signs, and some blanks, are not ASCII.
    i = 0x80;
    while i < may.len() {
        may[i] |= START;
        i += 1;
    }
    may
};

/// It needs quotes around the cell in one dialect or another.
const QUOTE: u8 = 1;

/// It may begin a formula.
const START: u8 = 2;

/// The bytes at which a spreadsheet splits a cell if it expects another delimiter than
/// ours, and so takes our quotes for text.
const SPLITS: [u8; 5] = *b",;\t\n\r";

/// Whether a spreadsheet would run a cell as a formula, or a part of it where it expects
/// another delimiter. Numbers with a sign are not formulas.
///
/// The signs are those of OWASP (CSV Injection, and ASVS 5 requirement 1.2.10): `=`,
/// `+`, `-`, `@`, their wide forms, tab, carriage return, line feed and null.
pub(crate) fn is_formula(text: &[u8]) -> bool {
    is_formula_among(text, b',')
}

/// The same in a file with a given delimiter, which never splits a cell: the cell is in
/// quotes then.
fn is_formula_among(text: &[u8], delimiter: u8) -> bool {
    // Most cells have none of these bytes, and the search for one looks at many bytes at a
    // time.
    let is_split = |byte: &u8| *byte != delimiter && memchr::memchr(*byte, text).is_some();
    runs(text) || SPLITS.iter().any(is_split) && parts(text, delimiter).skip(1).any(runs)
}

/// The parts of a cell that another reader may take for cells.
fn parts(text: &[u8], delimiter: u8) -> impl Iterator<Item = &[u8]> {
    text.split(move |byte| *byte != delimiter && SPLITS.contains(byte))
}

/// Whether a spreadsheet would run a text as a formula.
fn runs(text: &[u8]) -> bool {
    match text.first() {
        None => return false,
        Some(b'\t' | b'\r' | b'\n' | 0) => return true,
        Some(_) => {}
    }
    let text = without_blanks(text);
    let wide = ["＝", "＋", "－", "＠"].iter().any(|sign| text.starts_with(sign.as_bytes()));
    match text.first() {
        Some(b'=' | b'@') => true,
        Some(b'+' | b'-') => !is_number(&text[1..]),
        _ => wide,
    }
}

/// A text without the characters before it that a spreadsheet may ignore.
fn without_blanks(mut text: &[u8]) -> &[u8] {
    const BLANKS: [&[u8]; 9] = [
        b" ",
        b"\t",
        b"\r",
        b"\n",
        b"\0",
        "\u{a0}".as_bytes(),
        "\u{feff}".as_bytes(),
        "\u{200b}".as_bytes(),
        "\u{3000}".as_bytes(),
    ];
    while let Some(rest) = BLANKS.iter().find_map(|blank| text.strip_prefix(*blank)) {
        text = rest;
    }
    text
}

/// Whether what follows a sign is a number: digits with points and commas, and
/// perhaps an exponent or a percent sign.
fn is_number(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    let text = text.strip_suffix(b"%").unwrap_or(text).trim_ascii_end();
    let is_plain = |text: &[u8]| {
        text.iter().any(u8::is_ascii_digit)
            && text.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    };
    match text.iter().position(|byte| matches!(byte, b'e' | b'E')) {
        None => is_plain(text),
        Some(at) => {
            let exponent = &text[at + 1..];
            let digits = match exponent {
                [b'+' | b'-', digits @ ..] => digits,
                _ => exponent,
            };
            let digits_only = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
            is_plain(&text[..at]) && digits_only
        }
    }
}

/// Writes a cell that no spreadsheet runs as a formula: with a quote before it, and
/// before each part that one may take for a cell.
pub(crate) fn write_harmless_cell(out: &mut Vec<u8>, text: &[u8], delimiter: u8) {
    let may = text.iter().fold(0, |may, byte| may | MAY[usize::from(*byte)]);
    let first = text.first().map_or(0, |byte| MAY[usize::from(*byte)]);
    if may & QUOTE == 0 && first & START == 0 && MAY[usize::from(delimiter)] & QUOTE != 0 {
        out.extend_from_slice(text);
        return;
    }
    write_harmless_text(out, text, delimiter);
}

/// The same without a shortcut, for a text that most likely needs quotes.
pub(crate) fn write_harmless_text(out: &mut Vec<u8>, text: &[u8], delimiter: u8) {
    if !is_formula_among(text, delimiter) {
        write_cell(out, text, delimiter);
        return;
    }
    let mut harmless = Vec::with_capacity(text.len() + 8);
    if runs(text) {
        harmless.push(b'\'');
    }
    let mut at = 0;
    for (i, part) in parts(text, delimiter).enumerate() {
        if i > 0 {
            harmless.push(text[at - 1]);
            if runs(part) {
                harmless.push(b'\'');
            }
        }
        harmless.extend_from_slice(part);
        at += part.len() + 1;
    }
    write_cell(out, &harmless, delimiter);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells as they are in a file, and what they say; where that is in one piece, it is
    /// found without a copy.
    #[test]
    fn a_cell_says_what_is_in_its_quotes() {
        for (cell, says, is_one) in [
            ("", "", true),
            ("a", "a", true),
            ("\"\"", "", true),
            ("\"a\"", "a", true),
            ("\"a, b\"", "a, b", true),
            // A quote elsewhere than at the beginning is a character.
            ("12\"", "12\"", true),
            ("a\"b\"", "a\"b\"", true),
            ("\"a\"\"b\"", "a\"b", false),
            ("\"\"\"\"", "\"", false),
            // What comes after the closing quote is taken as it is.
            ("\"ab\"x", "abx", false),
            ("\"ab\"x\"", "abx\"", false),
            ("\"a", "a", false),
        ] {
            assert_eq!(text(cell.as_bytes()), says.as_bytes(), "{cell}");
            for before in 0..9 {
                let bytes = ["x".repeat(before), cell.to_owned(), ",".to_owned()].concat();
                let found = inside(bytes.as_bytes(), before..before + cell.len());
                let found = found.map(|(start, end)| &bytes[start..end]);
                assert_eq!(found, is_one.then_some(says), "{cell} at {before}");
            }
        }
    }

    /// What is written is read back as it was by another reader, and what a spreadsheet
    /// would run has a quote before it, in each part that it may take for a cell.
    #[test]
    fn a_harmless_cell_is_read_back() {
        for (cell, harmless) in [
            ("", ""),
            ("a", "a"),
            ("a b", "a b"),
            ("a,b", "a,b"),
            ("a;b\t\"c\"", "a;b\t\"c\""),
            ("\"", "\""),
            ("a\nb\r\nc", "a\nb\r\nc"),
            ("5,-", "5,'-"),
            ("-5", "-5"),
            (" 5", " 5"),
            ("\u{e9}=1", "\u{e9}=1"),
            ("=1+1", "'=1+1"),
            (" =1", "' =1"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("\u{a0}@a", "'\u{a0}@a"),
            ("a|b", "a|b"),
            ("a\n=b", "a\n'=b"),
        ] {
            for delimiter in [b',', b';', b'\t', b'|'] {
                let mut out = Vec::new();
                write_harmless_cell(&mut out, cell.as_bytes(), delimiter);
                out.push(delimiter);
                out.extend_from_slice(b"x\n");
                // Our own delimiter splits nothing: the cell is in quotes for it.
                let expected = match (cell, delimiter) {
                    ("5,-", b',') => "5,-",
                    _ => harmless,
                };
                let mut reader = csv::ReaderBuilder::new()
                    .has_headers(false)
                    .delimiter(delimiter)
                    .from_reader(&out[..]);
                let rows: Vec<Vec<String>> =
                    reader.deserialize().map(|row| row.expect("it is CSV")).collect();
                assert_eq!(rows, [[expected, "x"]], "{cell:?} {:?}", char::from(delimiter));
            }
        }
    }

    /// A number may have an exponent, and what only begins like one is a formula.
    #[test]
    fn numbers_with_a_sign_are_no_formulas() {
        for number in [
            "-1", "+1.5", "-1,5%", "-1e5", "+1E5", "-1.5e-5", "+1e+05", "- 2 %", "a;b", "a\nb",
            "a\tb c",
        ] {
            assert!(!is_formula(number.as_bytes()), "{number}");
        }
        for formula in
            ["-", "-A1", "-1e", "-1e+", "-e5", "-xe5", "-1ex", "-1e+x", "-1+A1", "-1e5+A1"]
        {
            assert!(is_formula(formula.as_bytes()), "{formula}");
        }
    }
}
