//! The keys of JSON Lines. There is no header, so they are those of the first lines.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use super::open::{MARK, SourceReader};
use super::{Error, Source, ends_row, jsonl};

/// The keys of the first lines, in the order in which they come: of all lines that begin
/// within the sample, up to a line that makes them `enough`, or one that is too long.
///
/// # Errors
///
/// The source cannot be read.
pub(crate) fn first_keys(
    open: &mut SourceReader,
    enough: &dyn Fn(&HashSet<String>) -> bool,
) -> Result<Vec<String>, Error> {
    let limits = open.limits;
    let mut names = Vec::new();
    let mut seen = HashSet::new();
    let mut at = 0;
    let mut searched = 0;
    while at < limits.sample {
        let rest = &open.carry[searched..];
        let found = memchr::memchr2(b'\n', b'\r', rest).map(|end| searched + end);
        let end = match found {
            Some(end) => end,
            None if open.ended || open.carry.len() - at > limits.longest_row => open.carry.len(),
            None => {
                searched = open.carry.len();
                open.more()?;
                continue;
            }
        };
        // However much one read has brought, a longer row is never read as a whole.
        if end - at > limits.longest_row {
            break;
        }
        for key in keys_of(&open.carry[at..end]) {
            if seen.insert(key.clone()) {
                names.push(key);
            }
        }
        if enough(&seen) || end == open.carry.len() {
            break;
        }
        at = end + 1;
        searched = at;
    }
    Ok(names)
}

/// The longest document that is looked at before its source is opened, in bytes. Every
/// source is looked at before the first row is written, so this stays small.
const LONGEST_DOCUMENT: usize = 16 << 10;

/// The keys of a source that is one JSON object on one line and nothing else, as an answers
/// file can be; `None` if it is not, and an empty list if there is nothing in it. The
/// source can be read from its beginning after that.
///
/// # Errors
///
/// The source cannot be read.
pub(crate) fn keys_of_document(source: &mut Source) -> Result<Option<Vec<String>>, Error> {
    let mut begun = Vec::new();
    (&mut source.reader)
        .take(LONGEST_DOCUMENT as u64)
        .read_to_end(&mut begun)
        .map_err(|error| Error::Read { name: source.name.clone(), error })?;
    let is_all = begun.len() < LONGEST_DOCUMENT;
    let keys = if is_all { keys_of_line(&begun) } else { None };
    let rest = std::mem::replace(&mut source.reader, Box::new(std::io::empty()));
    source.reader = Box::new(Cursor::new(begun).chain(rest));
    Ok(keys)
}

/// The keys of a text that is one JSON object on one line; an empty list if it is blank,
/// and `None` if it is anything else.
fn keys_of_line(text: &[u8]) -> Option<Vec<String>> {
    let document = text.strip_prefix(MARK).unwrap_or(text).trim_ascii();
    if document.is_empty() {
        return Some(Vec::new());
    }
    let is_one = memchr::memchr2(b'\n', b'\r', document).is_none();
    let keys = if is_one { keys_of(document) } else { Vec::new() };
    Some(keys).filter(|keys| !keys.is_empty())
}

impl SourceReader {
    /// The keys of a source of which nothing was passed on, as [`keys_of_document`] gives
    /// them.
    ///
    /// # Errors
    ///
    /// The source cannot be read.
    pub(crate) fn keys_of_document(&mut self) -> Result<Option<Vec<String>>, Error> {
        self.fill(LONGEST_DOCUMENT)?;
        let is_all = self.ended && self.carry.len() < LONGEST_DOCUMENT;
        Ok(if is_all { keys_of_line(&self.carry) } else { None })
    }

    /// Whether a source of which nothing was passed on has nothing in it.
    ///
    /// # Errors
    ///
    /// The source cannot be read.
    pub(crate) fn is_blank(&mut self) -> Result<bool, Error> {
        Ok(self.first_byte()?.is_none() && self.ended)
    }

    /// The first byte that is neither white space nor part of a byte order mark; `None` if
    /// there is none near the beginning.
    ///
    /// # Errors
    ///
    /// The source cannot be read.
    pub(crate) fn first_byte(&mut self) -> Result<Option<u8>, Error> {
        let blank = |byte: &u8| byte.is_ascii_whitespace() || ends_row(*byte);
        let mut searched = if self.is_marked() { MARK.len() } else { 0 };
        loop {
            let found = self.carry[searched..].iter().position(|byte| !blank(byte));
            if let Some(at) = found {
                return Ok(Some(self.carry[searched + at]));
            }
            searched = self.carry.len();
            if self.ended || searched > self.limits.sample {
                return Ok(None);
            }
            self.more()?;
        }
    }

    /// Whether the first line that is not blank is longer than any row may be. White space
    /// at its end counts, because more of the line may come after it.
    pub(crate) fn begins_with_long_row(&self) -> bool {
        let blank = self.carry.len() - self.carry.trim_ascii_start().len();
        let begin = self.carry[..blank].iter().rposition(|byte| ends_row(*byte));
        let line = &self.carry[begin.map_or(0, |at| at + 1)..];
        line.iter().take_while(|byte| !ends_row(**byte)).count() > self.limits.longest_row
    }

    /// The first line that is carried and not blank, with its number, without the white
    /// space around it.
    pub(crate) fn first_line(&self) -> Option<(u64, &[u8])> {
        let begin = self.carry.len() - self.carry.trim_ascii_start().len();
        let text = &self.carry[begin..];
        let end = text.iter().position(|byte| ends_row(*byte)).unwrap_or(text.len());
        let line = self.line + super::lines(&self.carry[..begin]);
        (end > 0).then(|| (line, text[..end].trim_ascii_end()))
    }

    /// Whether the first line that is carried begins an object and does not end it.
    pub(crate) fn begins_with_broken_object(&self) -> bool {
        let Some((_, line)) = self.first_line() else { return false };
        let walk = jsonl::members(line, (0, line.len()), |_| ());
        walk == Err(jsonl::Broken::Syntax(line.len()))
    }
}

/// The keys of a line, or an empty list if it is not an object.
fn keys_of(line: &[u8]) -> Vec<String> {
    let mut keys = Vec::new();
    let walk = jsonl::members(line, (0, line.len()), |member| {
        keys.extend(serde_json::from_slice::<String>(&line[member.key.0 - 1..=member.key.1]));
    });
    if walk.is_err() { Vec::new() } else { keys }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Limits;

    fn source(text: &str) -> Source {
        let reader = Box::new(Cursor::new(text.as_bytes().to_vec()));
        Source { name: "rows.jsonl".to_owned(), reader }
    }

    /// A line counts by its own length, whatever comes before it.
    #[test]
    fn a_line_is_too_long_by_its_own_length_alone() {
        let limits = Limits { chunk: 16, longest_row: 256, sample: 64 };
        let keys = |length: usize| {
            let first = format!("{{\"a\": \"{}\"}}\n", "x".repeat(40));
            let text = first + &format!("{{\"b\": \"{}\"}}\n", "x".repeat(length - 9));
            let mut open = SourceReader::new(source(&text), None, limits).expect("it is there");
            first_keys(&mut open, &|_| false).expect("memory can be read")
        };
        for length in 200..=256 {
            assert_eq!(keys(length), ["a", "b"], "{length}");
        }
        assert_eq!(keys(257), ["a"]);
        // A line that begins after the look is not looked at.
        for (length, expected) in [(63, &["a", "b"][..]), (64, &["a"])] {
            let text = format!("{{\"a\": \"{}\"}}\n{{\"b\": 1}}\n", "x".repeat(length - 10));
            let mut open = SourceReader::new(source(&text), None, limits).expect("it is there");
            assert_eq!(first_keys(&mut open, &|_| false).expect("it is there"), expected);
        }
    }

    /// How far the first byte is searched for, and what is known of the line that has it.
    #[test]
    fn the_first_line_is_the_first_that_is_not_blank() {
        let limits = Limits { chunk: 16, longest_row: 256, sample: 64 };
        let open = |text: &str| SourceReader::new(source(text), None, limits).expect("it is there");
        for (blanks, expected) in [(0, true), (20, true), (64, true), (79, true), (80, false)] {
            let text = " ".repeat(blanks) + "{}";
            let found = open(&text).first_byte().expect("memory can be read");
            assert_eq!(found, expected.then_some(b'{'), "{blanks}");
        }
        let line = |text: &str| {
            let mut open = open(text);
            open.fill(1 << 10).expect("memory can be read");
            let line = open.first_line().map(|(line, text)| (line, text.len()));
            (line, open.begins_with_long_row(), open.begins_with_broken_object())
        };
        assert_eq!(line(" \n\n"), (None, false, false));
        assert_eq!(line("\n\n {\"a\": 1} \n"), (Some((3, 8)), false, false));
        assert_eq!(line("{\"a\": 1,\n\"b\": 2}\n"), (Some((1, 8)), false, true));
        assert_eq!(line("{\"a\" 1\n"), (Some((1, 6)), false, false));
        for (length, is_long) in [(256, false), (257, true)] {
            let text = "x".repeat(length) + "\n";
            assert_eq!(line(&text), (Some((1, length)), is_long, false));
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_a_key() {
        let mut open = SourceReader::new(source("\u{feff}{\"a\": 1}\n"), None, Limits::default())
            .expect("it is there");
        open.skip_mark();
        assert_eq!(first_keys(&mut open, &|_| true).expect("it is there"), ["a"]);
    }

    /// A text that fills the whole look may go on after it, so it does not count as a
    /// document.
    #[test]
    fn a_document_is_one_if_its_end_is_seen() {
        let keys = |length: usize, rest: &str| {
            let text = format!("{{\"a\": \"{}\"}}", "x".repeat(length - 9)) + rest;
            let mut open =
                SourceReader::new(source(&text), None, Limits::default()).expect("it is there");
            // All of it may be there already.
            first_keys(&mut open, &|_| false).expect("memory can be read");
            let keys = open.keys_of_document().expect("memory can be read");
            assert_eq!(keys_of_document(&mut source(&text)).expect("it is there"), keys);
            keys
        };
        let one = Some(vec!["a".to_owned()]);
        assert_eq!(keys(16_383, ""), one);
        assert_eq!(keys(16_384, ""), None);
        assert_eq!(keys(16_483, ""), None);
        assert_eq!(keys(16_384, "\n{\"b\": 1}"), None);
        assert_eq!(keys(100, "\n{\"b\": 1}"), None);
        assert_eq!(keys(100, "\n"), one);
    }
}
