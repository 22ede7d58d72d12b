//! Headers at the limits: as long as a row may be, and at the end of what is looked at.

use std::io::{self, Cursor, Read};

use super::Head;
use crate::rows::{Limits, Source, SourceReader};

const LIMITS: Limits = Limits { chunk: 16, longest_row: 256, sample: 64 };

fn source(text: &str) -> SourceReader {
    with(Box::new(Cursor::new(text.as_bytes().to_vec())), LIMITS)
}

fn with(reader: Box<dyn Read + Send>, limits: Limits) -> SourceReader {
    let source = Source { name: "rows.csv".to_owned(), reader };
    SourceReader::new(source, None, limits).expect("memory can be read")
}

/// A reader that gives pieces, and then an error.
struct Pieces(Vec<&'static str>);

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let piece = self.0.remove(0);
        into[..piece.len()].copy_from_slice(piece.as_bytes());
        Ok(piece.len())
    }
}

/// The names in the first row as the header, or the message that refuses it.
fn first(text: &str) -> Result<Vec<String>, String> {
    let by = |chunk: usize| {
        let reader = Box::new(Cursor::new(text.as_bytes().to_vec()));
        let mut open = with(reader, Limits { chunk, ..LIMITS });
        let head = Head::first(&mut open, None, &|names| Some(names.len()));
        head.map(|head| head.names).map_err(|error| error.to_string())
    };
    let found = by(LIMITS.chunk);
    assert_eq!(by(1), found, "{text:?}");
    found
}

const TOO_LONG: &str = "the header of rows.csv is longer than 256 bytes";

const NOTHING: &str = "rows.csv has no header: there is nothing in it";

#[test]
fn a_header_may_be_as_long_as_a_row() {
    for length in 250..262 {
        let name = "x".repeat(length);
        let expected =
            if length <= 256 { Ok(vec![name.clone()]) } else { Err(TOO_LONG.to_owned()) };
        for rest in ["", "\n", "\r\n", "\n1\n"] {
            assert_eq!(first(&(name.clone() + rest)), expected, "{length} {rest:?}");
        }
    }
}

/// A header without an end is too long as soon as it is longer than a row may be.
#[test]
fn a_header_without_an_end_is_not_awaited() {
    let pieces = Pieces(vec!["0123456789abcdef"; 40]);
    let mut open = with(Box::new(pieces), LIMITS);
    let head = Head::first(&mut open, None, &|names| Some(names.len()));
    assert_eq!(head.err().map(|error| error.to_string()).as_deref(), Some(TOO_LONG));
}

/// Empty lines before a header leave less of it within the look, and the part that is seen
/// is not taken for all of it.
#[test]
fn a_part_of_a_header_is_no_header() {
    for lines in 1..6 {
        for rest in ["", "\n1\n"] {
            let text = "\n".repeat(lines) + &"x".repeat(300) + rest;
            assert_eq!(first(&text), Err(TOO_LONG.to_owned()), "{lines} {rest:?}");
        }
    }
}

#[test]
fn where_there_is_nothing_nothing_is_too_long() {
    for text in [String::new(), "\n".to_owned(), "\n".repeat(256)] {
        assert_eq!(first(&text), Err(NOTHING.to_owned()), "{}", text.len());
    }
    let find = |text: &str| {
        let found = Head::find(&mut source(text), None, 20, &|_| None);
        found.map(|found| found.is_ok()).map_err(|error| error.to_string())
    };
    assert_eq!(find(""), Err(NOTHING.to_owned()));
    assert_eq!(find("\n\n"), Err(NOTHING.to_owned()));
    assert_eq!(find("a\n"), Ok(false));
    // The look is as long as the sample, and a byte order mark.
    let said = "the first line of rows.csv is longer than 67 bytes";
    assert_eq!(find(&"x".repeat(100)), Err(said.to_owned()));
}

/// A header further down is one only if all of it is seen.
#[test]
fn a_header_further_down_is_seen_whole() {
    let judge = |names: &[String]| (names == ["a", "b"]).then_some(2);
    let later = |text: &str| Head::later(&mut source(text), 100, &judge).expect("it can be read");
    assert_eq!(later("title\na,b\n1,2\n"), Some(2));
    assert_eq!(later("title\na,b"), Some(2));
    // The look ends after the second name, and there is a third one.
    let before = "t\n".repeat(30) + "\n";
    assert_eq!(before.len() + "a,b".len(), LIMITS.sample);
    assert_eq!(later(&(before.clone() + "a,b,c\n1,2,3\n")), None);
    assert_eq!(later(&(before + "a,b")), Some(32));
}

/// The first look of a search ends where it ends, whatever one read brings.
#[test]
fn a_header_is_found_only_where_it_is_seen_whole() {
    let judge = |names: &[String]| (names[0] == "a").then_some(1);
    let found = |text: &str| {
        let reader = Box::new(Cursor::new(text.as_bytes().to_vec()));
        let mut open = with(reader, Limits { chunk: 1, ..LIMITS });
        Head::find(&mut open, None, 100, &judge).expect("it can be read").ok()
    };
    let before = "t\n".repeat(32);
    assert_eq!(before.len() + "a,b".len(), LIMITS.sample + 3);
    assert!(found(&(before.clone() + "a,b,c\n1,2,3\n")).is_none());
    assert_eq!(
        found(&(before + "a,b")).map(|head| head.names),
        Some(vec!["a".to_owned(), "b".to_owned()])
    );
    // After a carriage return at the end of the look, a line feed may belong to it.
    let before = "t\n".repeat(30) + "tt\n";
    assert_eq!(before.len() + "a,b\n".len(), LIMITS.sample + 3);
    for (ending, is_found) in [("\n", true), ("\r", false), ("\r\n", false)] {
        assert_eq!(found(&format!("{before}a,b{ending}1,2\n")).is_some(), is_found, "{ending:?}");
    }
}

/// A header is taken as soon as its end is there: the program that writes it may wait for
/// an answer.
#[test]
fn a_header_is_taken_when_it_is_there() {
    let names = |names: &[String]| Some(names.len());
    for (pieces, ending) in [
        (vec!["0123456789,b,cd\n"], "\n"),
        (vec!["0123456789012345,b\n"], "\n"),
        (vec!["0123456789012345,b\r\n"], "\r\n"),
        // After a carriage return, only the next byte shows what ends a line.
        (vec!["0123456789,b,c,d\r", "\n"], "\r\n"),
        (vec!["0123456789,b,c,d\r", "1"], "\r"),
        (vec!["sep=;\n0123456789;b\n"], "\n"),
        (vec!["sep=;\r\n0123456789;b\r\n"], "\r\n"),
    ] {
        let lines = if pieces[0].starts_with("sep") { 3 } else { 2 };
        let limits = Limits { chunk: 32, ..LIMITS };
        let mut open = with(Box::new(Pieces(pieces.clone())), limits);
        let head = Head::first(&mut open, None, &names).expect("it is all there");
        assert_eq!((head.dialect.line_ending, open.line), (ending, lines), "{pieces:?}");
        let rest: &[u8] = if ending == "\r" { b"1" } else { b"" };
        assert_eq!(open.carry, rest, "{pieces:?}");
    }
}

/// A line that names the separator is seen whole in another encoding too, which is decoded
/// bit by bit, and no more than that is waited for.
#[test]
fn a_line_of_a_separator_is_seen_whole_in_another_encoding() {
    let names = |names: &[String]| Some(names.len());
    let with = |text: &str, limits: Limits| {
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let then = Pieces(Vec::new());
        with(Box::new(Cursor::new(utf16).chain(then)), limits)
    };
    let limits = Limits { chunk: 1, ..LIMITS };
    for line in ["sep=;\n", "\"SEP=;\"\r\n", "sep=;\r"] {
        let mut open = with(&format!("\u{feff}{line}a;b\n1;2\n"), limits);
        let head = Head::first(&mut open, None, &names).expect("it is all there");
        assert_eq!(
            (head.names.as_slice(), open.line),
            (&["a", "b"].map(str::to_owned)[..], 3),
            "{line:?}"
        );
    }
    // A mark, which takes three bytes, and nine more: after them, the reader fails.
    let mut open = with("\u{feff}a,b,c,de\n", limits);
    let head = Head::first(&mut open, None, &names).expect("it is all there");
    assert_eq!(head.names, ["a", "b", "c", "de"]);
}
