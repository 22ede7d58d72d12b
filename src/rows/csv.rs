//! CSV: how a file is written, its header, its cells.

mod marks;
mod walk;

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use marks::BLOCK;
pub(crate) use walk::{Field, Row, Rows};

/// The delimiters that are looked for in a header.
pub(crate) const DELIMITERS: [u8; 3] = *b",;\t";

/// How a file is written, and how what we add to it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    pub(crate) line_ending: &'static str,
}

impl Dialect {
    /// What we write where no input says how.
    pub(crate) const OURS: Dialect = Dialect { delimiter: b',', line_ending: "\n" };
}

/// What stands in a cell: without its quotes, and with doubled quotes as one.
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
            // Behind the closing quote, everything is as it stands.
            break;
        }
        text.push(b'"');
        rest = &rest[1..];
    }
    text.extend_from_slice(rest);
    Cow::Owned(text)
}

/// Where the text of a cell stands between its quotes; none if it must be put
/// together.
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
    let needs = |byte: &u8| *byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
    if !text.iter().any(needs) {
        out.extend_from_slice(text);
        return;
    }
    out.push(b'"');
    for byte in text {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

/// Whether a spreadsheet would run a cell as a formula. Numbers with a sign are
/// no formulas.
pub(crate) fn is_formula(text: &[u8]) -> bool {
    let Some((first, rest)) = text.split_first() else {
        return false;
    };
    match first {
        b'=' | b'@' | b'\t' | b'\r' => true,
        b'+' | b'-' => {
            let digits =
                rest.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
            !(digits && rest.iter().any(u8::is_ascii_digit))
        }
        _ => false,
    }
}

/// Writes a cell that no spreadsheet runs as a formula.
pub(crate) fn write_harmless_cell(out: &mut Vec<u8>, text: &[u8], delimiter: u8) {
    if is_formula(text) {
        write_cell(out, &[b"'", text].concat(), delimiter);
    } else {
        write_cell(out, text, delimiter);
    }
}
