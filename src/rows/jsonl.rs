//! JSON Lines: one object a line, looked at once.

mod scan;

pub(crate) use scan::{Broken, JsonKind, JsonMember, entries, object_end};

/// The entries of one line.
#[derive(Default)]
pub(crate) struct JsonEntries {
    pub(crate) entries: Vec<JsonMember>,
    /// By column: its entry, with the number of the line it was found in.
    pub(crate) by_column: Vec<(u64, usize)>,
    pub(crate) number: u64,
}

impl JsonEntries {
    pub(crate) fn at(&self, column: usize) -> Option<JsonMember> {
        let (number, entry) = self.by_column[column];
        (number == self.number).then(|| self.entries[entry])
    }
}

/// A value as text: a string without its quotes, anything else as it is written.
pub(crate) fn text(bytes: &[u8], entry: &JsonMember) -> String {
    let (start, end) = entry.value;
    match entry.kind {
        JsonKind::Text | JsonKind::Escaped => decode(&bytes[start + 1..end - 1]),
        JsonKind::Null => String::new(),
        _ => String::from_utf8_lossy(&bytes[start..end]).into_owned(),
    }
}

/// The text between the quotes of a string.
pub(crate) fn decode(inside: &[u8]) -> String {
    let quoted = [b"\"", inside, b"\""].concat();
    // Half of a surrogate pair is JSON and no text: it is shown as it is written.
    serde_json::from_slice(&quoted).unwrap_or_else(|_| String::from_utf8_lossy(inside).into_owned())
}
