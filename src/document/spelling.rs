//! How the values of a document were written, which its tree does not keep: whether a
//! comment cut a text short, and whether digits are grouped.

use super::{Member, Node, TextSpan, Value, without_mark};
use crate::problem::{Kind, Position, Problem, Problems};
use crate::wording;

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

/// The problem of a text without quotes that ends where a comment begins.
pub(crate) fn cut_text(comment: &str) -> Problem {
    problem("a comment begins after this text", comment)
}

fn problem(what: &str, comment: &str) -> Problem {
    let hint = "Put the whole text in quotes if this belongs to it, or two spaces before the # \
                and one after it if it is a comment.";
    Problem::new(Kind::CutText, format!("{what}: {}", wording::quote(comment))).with_hint(hint)
}

/// The problems of values without quotes that a comment cuts short: of `Acme #1 BV`, YAML
/// keeps `Acme`, and of `#1` nothing. What has a blank after its `#` was meant as a comment.
pub(super) fn cut_short(root: &Node, text: &str) -> Vec<Problem> {
    let text = without_mark(text);
    let mut cut = CutTexts { text, lines: Vec::new(), found: Vec::new() };
    // Most files have no such thing, and all of them are gone through.
    if text.contains(" #") || text.contains("\t#") {
        cut.lines = text.lines().collect();
        cut.look(root);
    }
    // An alias has its value where that is written.
    cut.found.sort_by_key(|problem| problem.position);
    cut.found.dedup_by_key(|problem| problem.position);
    cut.found
}

struct CutTexts<'t> {
    text: &'t str,
    lines: Vec<&'t str>,
    found: Vec<Problem>,
}

impl CutTexts<'_> {
    fn look(&mut self, node: &Node) {
        // The place of each is counted from the beginning, and no more are shown.
        if self.found.len() >= Problems::MOST {
            return;
        }
        match &node.value {
            Value::Map(entries) => {
                for entry in entries {
                    self.found.extend(self.instead_of_value(entry));
                    self.look(&entry.node);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.look(item)),
            Value::Null | Value::Hole => {}
            _ => self.found.extend(node.span.and_then(|span| self.after_value(span))),
        }
    }

    /// A comment that goes on where a value without quotes ends.
    fn after_value(&self, TextSpan { start, length }: TextSpan) -> Option<Problem> {
        let value = self.text.get(start..start + length)?;
        if value.starts_with(['"', '\'', '|', '>']) {
            return None;
        }
        let (space, comment) = lost(&self.text[start + length..])?;
        let before = &self.text[..start + length];
        let line = before.matches('\n').count() as u64 + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + space + 1;
        let position = Position { line, column: column as u64 };
        Some(cut_text(comment).at(Some(position)))
    }

    /// A comment where the value of a key would be, which has none.
    fn instead_of_value(&self, Member { position, node, .. }: &Member) -> Option<Problem> {
        let Position { line, column } = (*position)?;
        // So far to the right, nobody writes by hand, and looking there takes long.
        if !matches!(node.value, Value::Null) || column > FAR {
            return None;
        }
        let line_text = *self.lines.get(usize::try_from(line).ok()? - 1)?;
        let (start, _) = line_text.char_indices().nth(column as usize - 1)?;
        let key = &line_text[start..];
        let name = match key.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            Some(quote) => quoted(key, quote)?,
            None => key.find(": ").or_else(|| key.find(":\t"))?,
        };
        let value = key[name..].trim_start().strip_prefix(':')?;
        let (_, comment) = lost(value)?;
        let before = &line_text[..line_text.len() - value.trim_start().len()];
        let position = Position { line, column: before.chars().count() as u64 + 1 };
        Some(problem("there is only a comment here", comment).at(Some(position)))
    }
}

/// The bytes of the text in quotes that a line begins with; none if it goes on in the
/// next line. A quote of the text itself has a backslash before it, or is there twice.
fn quoted(line: &str, quote: char) -> Option<usize> {
    let mut chars = line.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            let is_twice = quote == '\'' && chars.peek().is_some_and(|(_, c)| *c == quote);
            if !is_twice {
                return Some(at + 1);
            }
            chars.next();
        }
    }
    None
}

/// The columns in which keys are looked for.
const FAR: u64 = 1000;

/// The comment that a text begins with after blanks, and how many these are, unless it was
/// meant as a comment.
fn lost(text: &str) -> Option<(usize, &str)> {
    let comment = text.trim_start_matches([' ', '\t']);
    let words = comment.strip_prefix('#')?;
    let space = text.len() - comment.len();
    // Most values have no comment, and the end of a long line is far.
    let comment = comment.lines().next()?;
    let is_meant = !words.starts_with(|c: char| !c.is_whitespace() && c != '#');
    (space > 0 && !is_meant).then_some((space, comment.trim_end()))
}
