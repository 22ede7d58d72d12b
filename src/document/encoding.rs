//! Reads bytes as text, or says what they are instead.

use crate::problem::{Kind, Position, Problem};

/// A kind of file that people take for text.
pub(crate) struct NoText {
    /// How it begins.
    sign: &'static [u8],
    /// What it is.
    pub(crate) what: &'static str,
    /// The program that unpacks it; `None` if it has to be saved in another form.
    unpacked_by: Option<&'static str>,
}

impl NoText {
    const ALL: [NoText; 7] = [
        NoText::new(b"PK\x03\x04", "a zip archive, such as a workbook (.xlsx, .ods)"),
        NoText::new(b"\xD0\xCF\x11\xE0", "an old Office file, such as a workbook (.xls)"),
        NoText::new(b"%PDF", "a PDF"),
        NoText::new(b"PAR1", "a Parquet file"),
        NoText::new(b"SQLite format 3\0", "an SQLite database"),
        NoText { unpacked_by: Some("gunzip"), ..NoText::new(b"\x1F\x8B", "packed with gzip") },
        NoText {
            unpacked_by: Some("unzstd"),
            ..NoText::new(b"\x28\xB5\x2F\xFD", "packed with zstd")
        },
    ];

    /// The most bytes that show which of them a file is.
    pub(crate) const LONGEST_SIGN: usize = {
        let (mut longest, mut i) = (0, 0);
        while i < NoText::ALL.len() {
            let length = NoText::ALL[i].sign.len();
            longest = if length > longest { length } else { longest };
            i += 1;
        }
        longest
    };

    const fn new(sign: &'static [u8], what: &'static str) -> Self {
        NoText { sign, what, unpacked_by: None }
    }

    /// The kind of file that begins with these bytes, if it is one of these.
    pub(crate) fn beginning_with(begin: &[u8]) -> Option<&'static NoText> {
        NoText::ALL.iter().find(|kind| begin.starts_with(kind.sign))
    }

    /// How to unpack it, or `save`, which says how to save it in another form.
    pub(crate) fn hint(&self, save: &str) -> String {
        match self.unpacked_by {
            Some(program) => format!("Unpack it first: {program} -c FILE"),
            None => save.to_owned(),
        }
    }
}

/// The characters that Windows-1252 has from 0x80 to 0x9F, where Unicode has control
/// characters; a replacement character for each byte that it leaves undefined.
const WINDOWS_1252: &str = "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\
                            \u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ";

/// Reads bytes as text in UTF-8.
///
/// # Errors
///
/// The bytes are another kind of file, such as a workbook, or text in another encoding.
/// Unless that is UTF-16, the problem of an encoding has the offset and the place of the
/// first byte that is wrong.
pub fn utf8(bytes: &[u8]) -> Result<&str, Problem> {
    if let Some(kind) = NoText::beginning_with(bytes) {
        let what = format!("this is {}, and not text", kind.what);
        let save = "Save what it holds as text: rows as CSV, answers one a line.";
        return Err(Problem::new(Kind::Encoding, what).with_hint(kind.hint(save)));
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
