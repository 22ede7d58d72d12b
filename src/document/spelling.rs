//! How the values of a document were written, which its tree does not keep: whether a
//! comment cut a text short, and whether digits are grouped.

use super::{Member, Node, TextSpan, Value, without_mark};
use crate::problem::{Kind, Position, Problem, Problems};
use crate::wording;

/// A document as it was written.
pub(crate) struct Spelling<'t> {
    text: &'t str,
    lines: Vec<&'t str>,
}

/// A comment right after a value, on the line where the value ends.
struct Comment<'t> {
    /// How many blanks are before it.
    blanks: usize,
    /// From its `#` to the end of its line.
    text: &'t str,
}

impl<'t> Comment<'t> {
    /// The comment that a text begins with, after blanks.
    fn first_in(text: &'t str) -> Option<Self> {
        let comment = text.trim_start_matches([' ', '\t']);
        let blanks = text.len() - comment.len();
        // Most values have no comment after them, and searching for the end of a long line
        // costs time.
        if blanks == 0 || !comment.starts_with('#') {
            return None;
        }
        Some(Comment { blanks, text: comment.lines().next()?.trim_end() })
    }

    /// Whether its `#` is not part of a word, as in `#1`: then it was meant as a comment.
    fn is_spaced(&self) -> bool {
        !self.text[1..].starts_with(|c: char| !c.is_whitespace() && c != '#')
    }
}

impl<'t> Spelling<'t> {
    /// The text that a tree was read from.
    pub(crate) fn new(text: &'t str) -> Self {
        // Places are counted without the mark that some editors put before a text.
        let text = without_mark(text);
        Spelling { text, lines: text.lines().collect() }
    }

    /// The number that begins at a place, as somebody wrote it: within brackets, YAML would
    /// end it at a comma.
    pub(crate) fn number(&self, place: Position) -> &'t str {
        let rest = self.rest(place);
        let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '.' | '_' | '\'');
        let end = rest.find(|c| !goes_on(c)).unwrap_or(rest.len());
        rest[..end].trim_end_matches(',')
    }

    /// The problem of a comment after a text without quotes, if it may have been meant as
    /// part of the text. A comment with two spaces before the `#` and one after it was
    /// meant as one.
    pub(crate) fn cut(&self, node: &Node) -> Option<Problem> {
        self.comment_after(node, |comment| comment.blanks < 2 || !comment.is_spaced())
    }

    /// The problem of the comment after a value without quotes, if there is one and
    /// `is_cut` holds for it.
    fn comment_after(&self, node: &Node, is_cut: fn(&Comment<'_>) -> bool) -> Option<Problem> {
        let TextSpan { start, length } = node.span?;
        let (before, behind) = self.text.split_at_checked(start + length)?;
        if before.get(start..)?.starts_with(['"', '\'', '|', '>']) {
            return None;
        }
        let comment = Comment::first_in(behind).filter(is_cut)?;
        let line = before.matches('\n').count() as u64 + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        let position = Position { line, column: (column + comment.blanks + 1) as u64 };
        Some(problem("a comment begins after this text", comment.text).at(Some(position)))
    }

    fn rest(&self, Position { line, column }: Position) -> &'t str {
        let line = usize::try_from(line - 1).ok().and_then(|line| self.lines.get(line).copied());
        let line = line.unwrap_or_default();
        let start = line.char_indices().nth(column as usize - 1).map_or(line.len(), |(at, _)| at);
        &line[start..]
    }
}

fn problem(what: &str, comment: &str) -> Problem {
    let hint = "Put the whole text in quotes if this belongs to it, or two spaces before the # \
                and one after it if it is a comment.";
    Problem::new(Kind::CutText, format!("{what}: {}", wording::quote(comment))).with_hint(hint)
}

/// The problems of values without quotes that a comment cuts short: of `Acme #1 BV`, YAML
/// keeps `Acme`, and of `#1` nothing. What has a blank after its `#` was meant as a comment.
pub(super) fn cut_short(root: &Node, text: &str) -> Vec<Problem> {
    // Most files have none, and every file comes through here.
    if !may_be_cut(text) {
        return Vec::new();
    }
    let mut cut = CutTexts { spelling: Spelling::new(text), found: Vec::new() };
    cut.look(root);
    // An alias has the place of the value that it repeats, so a problem can be found twice.
    cut.found.sort_by_key(|problem| problem.position);
    cut.found.dedup_by_key(|problem| problem.position);
    cut.found
}

/// Whether a comment may cut short a value of a document.
pub(crate) fn may_be_cut(text: &str) -> bool {
    text.contains(" #") || text.contains("\t#")
}

struct CutTexts<'t> {
    spelling: Spelling<'t>,
    found: Vec<Problem>,
}

impl CutTexts<'_> {
    fn look(&mut self, node: &Node) {
        match &node.value {
            Value::Map(entries) => {
                for entry in entries {
                    if self.found.len() >= Problems::MOST {
                        return;
                    }
                    self.found.extend(self.spelling.instead_of_value(entry));
                    self.look(&entry.node);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.look(item)),
            Value::Null | Value::Hole => {}
            // Each place is counted from the beginning of the text, and no more problems
            // are shown.
            _ if self.found.len() >= Problems::MOST => {}
            _ => {
                let is_cut = |comment: &Comment<'_>| !comment.is_spaced();
                self.found.extend(self.spelling.comment_after(node, is_cut));
            }
        }
    }
}

impl Spelling<'_> {
    /// The problem of a comment in the place of the value of a key, if the key has no
    /// value.
    fn instead_of_value(&self, Member { position, node, .. }: &Member) -> Option<Problem> {
        let Position { line, column } = (*position)?;
        // Nobody writes keys by hand so far to the right, and looking there takes long.
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
        let comment = Comment::first_in(value).filter(|comment| !comment.is_spaced())?;
        let before = &line_text[..line_text.len() - value.trim_start().len()];
        let position = Position { line, column: before.chars().count() as u64 + 1 };
        Some(problem("there is only a comment here", comment.text).at(Some(position)))
    }
}

/// The length in bytes of the quoted text that a line begins with; `None` if the text goes
/// on in the next line. A quote within the text has a backslash before it if it is a double
/// one, and is doubled if it is a single one.
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

/// The last column in which a key is looked for.
const FAR: u64 = 1000;
