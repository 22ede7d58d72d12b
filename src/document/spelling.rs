//! How the values of a document were written, which its tree does not keep: whether a
//! comment cut a text short, and whether digits are grouped.

use super::{Node, Value};
use crate::problem::Position;

/// A document as it was written, by line.
pub(crate) struct Spelling<'t> {
    lines: Vec<&'t str>,
}

impl<'t> Spelling<'t> {
    /// The text that a tree was read from.
    pub(crate) fn new(text: &'t str) -> Self {
        // Places are counted without the mark that some editors put before a text.
        Spelling { lines: text.strip_prefix('\u{FEFF}').unwrap_or(text).lines().collect() }
    }

    /// The number that begins at a place as somebody wrote it: YAML ends it at a comma
    /// where it is inside brackets.
    pub(crate) fn number(&self, place: Position) -> &'t str {
        let rest = self.rest(place);
        let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '.' | '_' | '\'');
        let end = rest.find(|c| !goes_on(c)).unwrap_or(rest.len());
        rest[..end].trim_end_matches(',')
    }

    /// The comment after an unquoted text that may have been meant as part of the text,
    /// with its place. One with two spaces before the `#` and one after it was meant as
    /// a comment.
    pub(crate) fn cut(&self, node: &Node) -> Option<(&'t str, Position)> {
        let Value::Text(text) = &node.value else { return None };
        let Position { mut line, mut column } = node.position?;
        let mut rest = self.rest(Position { line, column });
        for word in text.split_whitespace() {
            let mut space = rest.len() - rest.trim_start().len();
            if space == rest.len() {
                // A plain text goes on in the next line that is not empty.
                let from = usize::try_from(line).ok()?;
                let next = self.lines[from..].iter().position(|line| !line.trim().is_empty())?;
                (line, column) = (line + 1 + next as u64, 1);
                rest = self.rest(Position { line, column });
                space = rest.len() - rest.trim_start().len();
            }
            // In quotes, folded or by an alias, it begins with something else.
            let after = rest[space..].strip_prefix(word)?;
            column += rest[..rest.len() - after.len()].chars().count() as u64;
            rest = after;
        }
        let comment = rest.trim_start();
        let space = rest.len() - comment.len();
        let words = comment.strip_prefix('#')?;
        let apart = space > 1 && (words.is_empty() || words.starts_with([' ', '\t', '#']));
        let column = column + rest[..space].chars().count() as u64;
        (space > 0 && !apart).then(|| (comment.trim_end(), Position { line, column }))
    }

    fn rest(&self, Position { line, column }: Position) -> &'t str {
        let line = usize::try_from(line - 1).ok().and_then(|line| self.lines.get(line).copied());
        let line = line.unwrap_or_default();
        let start = line.char_indices().nth(column as usize - 1).map_or(line.len(), |(at, _)| at);
        &line[start..]
    }
}
