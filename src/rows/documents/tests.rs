//! Documents of any layout, in pieces of any size.

use std::io::Read;

use crate::rows::Documents;

/// A reader that gives a few bytes at a time.
struct Slow<'b>(&'b [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(into.len());
        self.0.read(&mut into[..count])
    }
}

fn read(text: &str, pieces: usize) -> String {
    let mut lines = String::new();
    let documents = Slow(text.as_bytes(), pieces);
    Documents::new(documents).read_to_string(&mut lines).expect("memory can be read");
    lines
}

fn lines(text: &str) -> Vec<String> {
    let all = read(text, 1000);
    // Any place in a text is soon between two pieces.
    for pieces in 1..9 {
        if text.len() < 1000 || pieces == 7 {
            assert_eq!(read(text, pieces), all, "{pieces} at a time");
        }
    }
    all.lines().map(str::to_owned).collect()
}

#[test]
fn every_document_is_a_line() {
    let one = "{\n  \"a\": {\"b\": [1,\n 2]},\n  \"c\": \"} \\\" {\"\n}";
    for between in ["\n", "\r\n", "", "\n\n"] {
        let found = lines(&[one, one, one].join(between));
        let found: Vec<&String> = found.iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(found.len(), 3, "{between:?}: {found:?}");
        for line in found {
            let read: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
            assert_eq!(read, serde_json::from_str::<serde_json::Value>(one).expect("JSON"));
        }
    }
}

#[test]
fn a_document_that_breaks_off_takes_no_other_with_it() {
    let found = lines("{\n  \"a\": \"x\n{\n  \"a\": 1\n}\n{\n  \"a\": {\n{\n  \"a\": 2\n}\n");
    let whole: Vec<i64> = found
        .iter()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()?["a"].as_i64())
        .collect();
    assert_eq!(whole, [1, 2], "{found:?}");
    assert_eq!(found.iter().filter(|line| !line.is_empty()).count(), 4);
}

#[test]
fn a_line_may_be_first_and_lines_keep_their_numbers() {
    let pretty = "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n";
    for ending in ["\n", "\r\n"] {
        let text = format!("{{\"a\": 0}}\n{pretty}{{\"a\": 2}}\n\n{pretty}{pretty}");
        let text = text.replace('\n', ending);
        let found = lines(&text);
        let read: Vec<usize> = (found.iter().enumerate())
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(at, line)| {
                serde_json::from_str::<serde_json::Value>(line).expect("it is JSON");
                at + 1
            })
            .collect();
        assert_eq!(read, [1, 2, 7, 9, 14], "{ending:?}: {found:?}");
    }
    // A file without a line feed at its end, and the next one on the same line.
    let found = lines(&[pretty.trim_end(), pretty.trim_end(), "{\"a\": 2}"].join(""));
    let places = found.iter().enumerate().filter(|(_, line)| !line.is_empty());
    let places: Vec<usize> = places.map(|(at, _)| at + 1).collect();
    assert_eq!(places, [1, 5, 9], "{found:?}");
}

#[test]
fn documents_on_one_line_are_told_apart() {
    for between in ["", " ", "\t"] {
        let found = lines(&["{\"a\": 1}", "{\"a\": {\"b\": \"}{\"}}", "{}"].join(between));
        let read = |line: &String| serde_json::from_str::<serde_json::Value>(line).is_ok();
        assert!(found.len() == 3 && found.iter().all(read), "{found:?}");
    }
}

#[test]
fn documents_of_any_layout_are_lines() {
    let layouts = [
        "{ \"a\": 1,\n  \"b\": [{\"c\": 2}] }",
        "{\"a\": 1,\r\n\"b\": [\r\n{\r\n\"c\": 2\r\n}\r\n]\r\n}",
        "\n\n{\n\n\"a\": 1, \"b\": [{\n\"c\": 2}]}",
    ];
    for layout in layouts {
        let found = lines(&[layout, layout].join("\n"));
        let found = found.iter().filter(|line| !line.trim().is_empty());
        let read: Vec<serde_json::Value> =
            found.map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
        let expected = serde_json::json!({"a": 1, "b": [{"c": 2}]});
        assert_eq!(read, [expected.clone(), expected], "{layout:?}");
    }
    // One that breaks off takes no other with it.
    let found = lines("{ \"a\": 1,\n \"b\": 2}\n{ \"a\": 3,\n{ \"a\": 4,\n \"b\": 5}\n");
    let found: Vec<_> = found.iter().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[2].contains("4") && !found[2].contains("3"), "{found:?}");
}

#[test]
fn anything_else_stays_as_it_is() {
    for text in [
        "{\"a\": 1}\n{\"a\":\n",
        "{\"a\": \"b\n{\"a\": 1}\n{\"a\": 2}\n",
        "{\"a\": 1},\n{\"a\": 2}\n",
        "a,b\n{,\n",
        "",
        "{",
        "[\n{\n}\n]",
        "\u{feff}a\n{\n",
    ] {
        assert_eq!(lines(text), text.lines().collect::<Vec<_>>());
    }
}

/// A document over several lines may come after lines, whatever its first line holds, and
/// wherever one read ends and the next begins.
#[test]
fn a_document_may_begin_anywhere_after_lines() {
    for first in ["{", "{ \"a\": 1,", "{\"a\": 1, \"b\": [", "{\"a\": 1, \"c\": {", "{ \t"] {
        let rest = match first {
            "{" | "{ \t" => "\"a\": 1}",
            "{ \"a\": 1," => "  \"b\": 2\n}",
            _ if first.ends_with('[') => "1,\n2]}",
            _ => "\"d\": 2}\n}",
        };
        for before in [1, 40, 1200] {
            for ending in ["\n", "\r\n", "\r"] {
                let text = "{\"a\": 1}\n".repeat(before) + first + "\n" + rest + "\n{\"a\": 1}\n";
                let found = lines(&text.replace('\n', ending));
                let found: Vec<_> = found.iter().flat_map(|line| line.split('\r')).collect();
                let found: Vec<_> = found.iter().filter(|line| !line.trim().is_empty()).collect();
                assert_eq!(found.len(), before + 2, "{first:?} {ending:?}");
                for line in found {
                    let read: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
                    assert_eq!(read["a"], 1);
                }
            }
        }
    }
}

/// Lines are there as soon as they were read: the program that writes them may wait for an answer.
#[test]
fn lines_are_passed_on_when_they_are_there() {
    struct Once(Vec<&'static [u8]>);
    impl Read for Once {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let next = self.0.remove(0);
            into[..next.len()].copy_from_slice(next);
            Ok(next.len())
        }
    }
    let pieces: [&[u8]; 3] = [b"{\"a\": 1}\n{\"a\"", b": 2}\n{\"a\": 3}\n{", b"}"];
    let mut documents = Documents::new(Once(pieces.to_vec()));
    let mut room = vec![0; 1 << 16];
    for expected in ["{\"a\": 1}\n", "{\"a\": 2}\n{\"a\": 3}\n"] {
        let count = documents.read(&mut room).expect("it was read");
        assert_eq!(String::from_utf8_lossy(&room[..count]), expected);
    }
}

/// A line that is longer than what is kept back is passed on in parts, and is one line.
#[test]
fn long_lines_stay_whole() {
    let long = format!("{{\"a\": \"{}\"}}", "x".repeat(50_000));
    let text = format!("{{\"a\": 1}}\n{long}\n{{\n\"a\": 2}}\n");
    let found = lines(&text);
    assert_eq!(found[1], long);
    assert_eq!(found[2], "{ \"a\": 2}");
}

/// A reader that gives bytes or errors.
struct Steps(Vec<Result<&'static [u8], std::io::ErrorKind>>);

impl Read for Steps {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            return Ok(0);
        }
        let bytes = self.0.remove(0)?;
        into[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }
}

/// An error is passed on, only once, after what was read before it; an interruption is not
/// an error.
#[test]
fn what_goes_wrong_comes_after_what_was_read() {
    use std::io::ErrorKind::{BrokenPipe, Interrupted};
    let read = |steps: &[Result<&'static [u8], std::io::ErrorKind>]| {
        let mut documents = Documents::new(Steps(steps.to_vec()));
        let mut text = String::new();
        let wrong = documents.read_to_string(&mut text).err().map(|error| error.kind());
        (text, wrong)
    };
    let pretty = "{ \"a\": 1}\n\n".to_owned();
    assert_eq!(
        read(&[Err(Interrupted), Ok(b"{\n\"a\""), Err(Interrupted), Ok(b": 1}\n")]),
        (pretty, None)
    );
    let line = "{\"a\": 1}\n".to_owned();
    assert_eq!(read(&[Err(Interrupted), Ok(b"{\"a\": 1}\n")]), (line, None));
    assert_eq!(read(&[Err(BrokenPipe), Ok(b"{\"a\": 1}\n")]), (String::new(), Some(BrokenPipe)));
    for begun in ["{\"a\": 1}\n", "a,b\n1", "a"] {
        let mut documents =
            Documents::new(Steps(vec![Ok(begun.as_bytes()), Err(BrokenPipe), Err(BrokenPipe)]));
        let mut room = [0; 100];
        let mut found = Vec::new();
        let wrong = loop {
            match documents.read(&mut room) {
                Ok(0) => panic!("{begun:?} ends before it breaks off"),
                Ok(count) => found.extend_from_slice(&room[..count]),
                Err(error) => break error.kind(),
            }
        };
        assert_eq!(wrong, BrokenPipe);
        assert_eq!(String::from_utf8_lossy(&found), begun);
    }
}

/// Whatever the source is, nothing but white space is lost or added, and it comes in the
/// same order, however it is cut.
#[test]
fn nothing_is_lost() {
    let parts = ["{", "}", "\n", "\"a\": 1", ",", "[", "]", "\"", "\\", " "];
    let mut texts = vec![String::new()];
    for _ in 0..3 {
        let longer = |text: &String| parts.map(|part| format!("{text}{part}"));
        texts.extend(texts.clone().iter().flat_map(longer));
    }
    let bare = |text: &str| text.split_ascii_whitespace().collect::<String>();
    for text in texts {
        for text in [format!("{{\n{text}"), format!("{{\"a\": 1}}\n{text}\n")] {
            let made = read(&text, 1000);
            assert_eq!(bare(&made), bare(&text), "{text:?} gives {made:?}");
            assert_eq!(read(&text, 1), made, "{text:?}");
        }
    }
}

/// Documents that share a line are counted as one each, until empty lines make up for it.
#[test]
fn empty_lines_make_up_for_documents_that_share_one() {
    for ending in ["\n", "\r\n", "\r"] {
        let text = "{\"a\": 1}{\"a\": 2}{\"a\": 3}\n\n\n\n{\"a\": 4}\n\n{\"a\": 5}\n";
        let found =
            read(&text.replace('\n', ending), 1000).replace("\r\n", "\n").replace('\r', "\n");
        let places = found.lines().enumerate().filter(|(_, line)| !line.is_empty());
        let places: Vec<usize> = places.map(|(at, _)| at + 1).collect();
        // The first three are in line 1; the others keep their lines, 5 and 7.
        assert_eq!(places, [1, 2, 3, 5, 7], "{ending:?}: {found:?}");
    }
}

/// A document whose end is missing is one row, whatever its lines begin with.
#[test]
fn a_source_that_breaks_off_is_one_document() {
    let found = lines("{\n\"a\": [\n{\"b\": 1},\n{\"b\": 2}\n");
    assert_eq!(found.iter().filter(|line| !line.is_empty()).count(), 1, "{found:?}");
    // A brace at the very end of it may be the beginning of another one.
    let found = lines("{\n\"a\": \"x\n{\n\"a\": 1\n}\n{");
    assert_eq!(found.last().map(String::as_str), Some("{"), "{found:?}");
}

/// A text that breaks off ends with its line, and so does what it escapes.
#[test]
fn a_text_that_breaks_off_ends_with_its_line() {
    let found = lines("{\n\"a\": \"x\\\n{\n\"a\": \"\"\n}\n{\n\"a\": 2\n}\n");
    let found: Vec<_> = found.iter().filter(|line| !line.is_empty()).collect();
    assert_eq!(found[1..], ["{ \"a\": \"\" }", "{ \"a\": 2 }"]);
    // The quote that ends an empty text is not escaped by a line before it.
    let found = lines("{\n\"a\": \"x\\\n{\n\"\": {}}\n{\"a\": 2}\n");
    assert_eq!(found.last().map(String::as_str), Some("{\"a\": 2}"), "{found:?}");
}

/// Lines that only end like a document over several lines, and parts of lines, begin none.
#[test]
fn what_only_looks_like_a_document_is_passed_on() {
    for line in ["{\"a\": 1}{ ,", "{\"a\": 1} ,", "[{\"a\": 1},", "x {"] {
        let text = format!("{{\"a\": 1}}\n{line}\n{{\"a\": 2}}\n");
        assert_eq!(read(&text, 1000), text);
    }
    let from = |pieces: Vec<Vec<u8>>| {
        let steps = pieces.into_iter().map(|piece| Ok(&*piece.leak())).collect();
        let mut text = String::new();
        Documents::new(Steps(steps)).read_to_string(&mut text).expect("nothing goes wrong");
        text
    };
    let first = b"{\"a\": 1}\n".to_vec();
    let long = [b"{\"a\": \"", &[b'x'; 8_185][..]].concat();
    // The rest of a line that is passed on in parts is no line of its own.
    let pieces =
        vec![first.clone(), long.clone(), b"xx".to_vec(), b"{\"a\": 1,\n{\"a\": 2}\n".to_vec()];
    assert_eq!(from(pieces.clone()).as_bytes(), pieces.concat());
    // The line after it is.
    let pieces = vec![first, long, b"xx".to_vec(), b"\"}\n".to_vec(), b"{\n\"a\": 2}\n".to_vec()];
    assert!(from(pieces).ends_with("\"}\n{ \"a\": 2}\n\n"));
    // The beginning of a line waits for the rest, however much comes before it.
    let lines = b"{\"a\": 1}\n".repeat(800);
    let pieces =
        vec![b"{\"a\": 1}\n".to_vec(), [&lines[..], b"{"].concat(), b"\n\"a\": 2}\n".to_vec()];
    assert!(from(pieces).ends_with("1}\n{ \"a\": 2}\n\n"));
}

/// Of a line that may have no end, only a limited part is read before some of it is passed
/// on; and what is not JSON is passed on at once.
#[test]
fn little_is_read_before_anything_is_passed_on() {
    struct Endless(std::rc::Rc<std::cell::Cell<usize>>);
    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = into.len().min(7_000);
            into[..count].fill(b'{');
            self.0.set(self.0.get() + count);
            if self.0.get() < 1 << 20 { Ok(count) } else { Ok(0) }
        }
    }
    let read = std::rc::Rc::default();
    let mut documents = Documents::new(Endless(std::rc::Rc::clone(&read)));
    let mut room = vec![0; 1 << 16];
    assert!(documents.read(&mut room).expect("it was read") > 0);
    assert!(read.get() <= 64 << 10, "{} bytes", read.get());
    let mut documents =
        Documents::new(Steps(vec![Ok(b"a,b"), Err(std::io::ErrorKind::BrokenPipe)]));
    assert_eq!(documents.read(&mut room).expect("it is there"), 3);
}
