//! From bytes to text.

use crate::problem::{Kind, Position, Problem};

/// The text that bytes are, in UTF-8.
///
/// # Errors
///
/// The first byte that is wrong, with its offset and its place; for UTF-16, which
/// some programs write, what to do.
pub fn utf8(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let before = String::from_utf8_lossy(&bytes[..offset]);
        let line = before.matches('\n').count() as u64 + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
        let is_utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
        let hint = if is_utf16 {
            "It looks like UTF-16. Save it as UTF-8 and try again."
        } else {
            "Save it as UTF-8 and try again."
        };
        Problem::new(Kind::Encoding, format!("this is not UTF-8: byte {offset} is wrong"))
            .hint(hint)
            .at(Some(Position { line, column }))
    })
}
