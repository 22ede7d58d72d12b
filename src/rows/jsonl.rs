//! JSON Lines: one object on each line.

mod scan;

pub(crate) use scan::{Broken, JsonKind, JsonMember, members, object_end};

/// The members of one line that have a column.
pub(crate) struct JsonMembers {
    /// By column: its member, and the number of the line that it was found in. Members with
    /// an old number do not count, so nothing has to be erased for the next line.
    by_column: Vec<(u64, JsonMember)>,
    number: u64,
}

impl JsonMembers {
    /// Room for the members of this many columns, all still missing.
    pub(crate) fn new(columns: usize) -> Self {
        JsonMembers { by_column: vec![(0, JsonMember::default()); columns], number: 1 }
    }

    /// Forgets what was found, for the next line.
    pub(crate) fn clear(&mut self) {
        self.number += 1;
    }

    /// Puts a member into its column, and says whether the column had one in this line
    /// already.
    #[inline(always)]
    pub(crate) fn put(&mut self, column: usize, member: JsonMember) -> bool {
        let place = &mut self.by_column[column];
        let again = place.0 == self.number;
        *place = (self.number, member);
        again
    }

    /// The member of a column, if the line has one.
    #[inline(always)]
    pub(crate) fn at(&self, column: usize) -> Option<JsonMember> {
        let (number, member) = self.by_column[column];
        (number == self.number).then_some(member)
    }

    /// How many columns there are.
    pub(crate) fn columns(&self) -> usize {
        self.by_column.len()
    }
}

/// A value as text: a string without its quotes, nothing for null, anything else as it is
/// written.
pub(crate) fn text(bytes: &[u8], member: &JsonMember) -> String {
    let (start, end) = member.value;
    match member.kind {
        JsonKind::Text | JsonKind::Escaped => decode(&bytes[start + 1..end - 1]),
        JsonKind::Null => String::new(),
        _ => String::from_utf8_lossy(&bytes[start..end]).into_owned(),
    }
}

/// The text of a string, from what is between its quotes.
pub(crate) fn decode(inside: &[u8]) -> String {
    let quoted = [b"\"", inside, b"\""].concat();
    // Half of a surrogate pair is valid JSON but not text, so it is shown as it is written.
    serde_json::from_slice(&quoted).unwrap_or_else(|_| String::from_utf8_lossy(inside).into_owned())
}
