//! Reads bytes as text, or says what they are instead.

use crate::problem::{Kind, Position, Problem};

/// Files that people take for text: how they begin, what they are, and what to do about it.
const NO_TEXT: [(&[u8], &str, &str); 4] = [
    (
        b"PK\x03\x04",
        "a zip archive, such as a workbook (.xlsx, .ods)",
        "Save the sheet with the rows as CSV, and answers as text, one a line.",
    ),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old Office file, such as a workbook (.xls)",
        "Save the sheet with the rows as CSV, and answers as text, one a line.",
    ),
    (b"%PDF-", "a PDF", "Copy the text out of it into a file of its own."),
    (b"\x1F\x8B", "compressed with gzip", "Unpack it first."),
];

/// The characters that Windows-1252 has from 0x80 to 0x9F, where Unicode has control
/// characters; a replacement character for each byte that it leaves undefined.
const WINDOWS_1252: &str = "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\
                            \u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ";

/// Reads bytes as text in UTF-8.
///
/// # Errors
///
/// The bytes are a workbook, UTF-16, or in some other encoding. The problem says which; for
/// other encodings, it has the offset and the place of the first byte that is wrong.
pub fn utf8(bytes: &[u8]) -> Result<&str, Problem> {
    if let Some((_, what, hint)) = NO_TEXT.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        let what = format!("this is {what}, and not text");
        return Err(Problem::new(Kind::Encoding, what).with_hint(*hint));
    }
    if is_utf16(bytes) {
        let what = "this is not UTF-8, but looks like UTF-16";
        let hint = "Save it as UTF-8 and try again.";
        return Err(Problem::new(Kind::Encoding, what).with_hint(hint));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let before = String::from_utf8_lossy(&bytes[..offset]);
        let line = before.matches('\n').count() as u64 + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
        let hint = match windows_1252(bytes[offset]) {
            _ if error.error_len().is_none() => {
                "It ends in the middle of a character: some of it may be missing.".to_owned()
            }
            Some(c) => format!(
                "It may be Windows-1252 (\"ANSI\"), which has {c} there. Save it as UTF-8 and try \
                 again."
            ),
            None => "Save it as UTF-8 and try again.".to_owned(),
        };
        Problem::new(Kind::Encoding, format!("this is not UTF-8: byte {offset} is wrong"))
            .with_hint(hint)
            .at(Some(Position { line, column }))
    })
}

/// Whether bytes begin like UTF-16: with its byte order mark, or with two ASCII characters
/// whose other halves are zero.
fn is_utf16(bytes: &[u8]) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    match *bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [one, 0, other, 0, ..] | [0, one, 0, other, ..] => plain(one) && plain(other),
        _ => false,
    }
}

/// The character of a byte beyond ASCII in Windows-1252; `None` if it has none that people
/// can see.
fn windows_1252(byte: u8) -> Option<char> {
    let c = match byte {
        0x80..=0x9F => WINDOWS_1252.chars().nth(usize::from(byte - 0x80))?,
        _ => char::from(byte),
    };
    let is_seen = !c.is_whitespace() && !matches!(c, '\u{AD}' | '\u{FFFD}');
    (byte >= 0x80 && is_seen).then_some(c)
}
