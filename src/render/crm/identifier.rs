//! Names as programs want them, made from names for people.

/// The longest identifier, in characters.
const LONGEST: usize = 80;

/// A name of letters, digits and single underscores that begins with a letter and
/// ends with none of the latter. A name for people that would lose letters gets a
/// number made from it at the end, so that other such names stay apart.
pub(super) fn identifier(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric());
    let readable = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
    if name.is_ascii() && readable.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return readable;
    }
    let number = format!("{:08x}", crc32fast::hash(name.as_bytes()));
    // Nothing is lost by cutting what the number stands for.
    let room = LONGEST - number.len() - "Pipeline__".len();
    let readable = &readable[..readable.len().min(room)];
    match readable.trim_end_matches('_') {
        "" => format!("Pipeline_{number}"),
        some if some.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("Pipeline_{some}_{number}")
        }
        some => format!("{some}_{number}"),
    }
}
