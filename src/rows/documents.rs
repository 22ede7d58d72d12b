//! JSON documents as JSON Lines: answers files, one after the other, as `cat` gives
//! them. Each becomes one line, so that a row is a document.

mod first;

use std::io::{self, Read};

use super::ends_row;
use super::open::MARK;
use first::{Begins, First, first};

/// The most bytes that are looked at for the end of the first document.
const LOOKED_AT: usize = 64 << 10;

/// The bytes that are read at once.
const STEP: usize = 8 << 10;

/// A look that may end is taken so often; a source that comes in smaller pieces is looked
/// at when there is more of it.
const MOST_LOOKS: usize = 32;

/// A source whose JSON documents are read as one line each, where they go over several
/// lines or share one.
///
/// The first document shows it, which goes over several lines or has another one on its
/// line, or a later line that holds nothing but the `{` that begins one. Any other source
/// is passed on as it is. Where a document breaks off, the next line that begins as the
/// first one did begins another one, and what is broken is a row by itself.
///
/// A document that was several lines has as many empty ones after it, so that a line has
/// the number that it has in the source; documents that share a line are counted as one
/// each.
///
/// ```
/// # use std::io::Read;
/// use salesmodel::rows::Documents;
///
/// let mut lines = String::new();
/// let documents: &[u8] = b"{\n  \"leads\": \"inbound\"\n}\n{\n  \"leads\": \"both\"\n}\n";
/// Documents::of(documents).read_to_string(&mut lines)?;
/// assert_eq!(lines, "{   \"leads\": \"inbound\" }\n\n\n{   \"leads\": \"both\" }\n\n\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Documents<R> {
    reader: R,
    /// What was made of the source and not yet passed on.
    made: Vec<u8>,
    /// How many bytes of that were passed on.
    passed: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing was read yet.
    New,
    /// The source is passed on as it is.
    AsIs,
    /// The same, up to a line that is only a `{`.
    Lines(Watch),
    /// Its documents become lines.
    Joining(Place),
}

/// What the last byte of lines that are passed on leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Watch {
    /// A line has begun.
    Within,
    /// The next byte begins a line.
    Before,
    /// A `{` began a line; it is kept back until it is known whether the line ends.
    Brace,
}

/// Where in the documents the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// How many braces and brackets are open.
    depth: u64,
    in_text: bool,
    escaped: bool,
    /// Whether a document has ended on this line.
    ended: bool,
    line: Line,
    begins: Begins,
    /// How many line breaks of the source have none here yet; below zero, how many there
    /// are more here.
    owed: i64,
    /// Whether the byte before was a carriage return.
    returned: bool,
}

/// What the line holds so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Nothing,
    /// A `{` at its beginning within a document, which is kept back until it is known
    /// whether another document begins with it.
    Brace,
    Else,
}

impl<R: Read> Documents<R> {
    /// Begins to read a source.
    pub fn of(reader: R) -> Self {
        Documents { reader, made: Vec::new(), passed: 0, state: State::New }
    }

    /// Looks at the beginning of the source.
    fn begin(&mut self) -> io::Result<()> {
        let mut begun = Vec::new();
        let mut looks = 0;
        let begins = loop {
            let before = begun.len();
            let step = STEP.min(LOOKED_AT - before);
            begun.resize(before + step, 0);
            let read = self.reader.read(&mut begun[before..]);
            begun.truncate(before + *read.as_ref().unwrap_or(&0));
            let ended = match read {
                Ok(read) => read == 0 || begun.len() == LOOKED_AT,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                // What was read is passed on before the error comes again.
                Err(_) if !begun.is_empty() => true,
                Err(error) => return Err(error),
            };
            let text = begun.strip_prefix(MARK).unwrap_or(&begun);
            let news = begun[before..].iter().any(|byte| ends_row(*byte) || *byte == b'}');
            let is_json = text.trim_ascii_start().first().is_none_or(|byte| *byte == b'{');
            let due = begun.len() >= MARK.len() && (!is_json || news && looks < MOST_LOOKS);
            if ended || due {
                looks += 1;
                match first(text, ended) {
                    First::Documents(begins) => break Some(begins),
                    First::Unknown if !ended => {}
                    First::Unknown | First::Anything => break None,
                }
            }
        };
        match begins {
            Some(begins) => {
                self.state = State::Joining(Place { begins, ..Place::START });
                self.join(begun.strip_prefix(MARK).unwrap_or(&begun));
            }
            None => {
                let text = begun.strip_prefix(MARK).unwrap_or(&begun);
                if text.trim_ascii_start().starts_with(b"{") {
                    self.state = State::Lines(Watch::Before);
                    self.watch(text);
                } else {
                    self.state = State::AsIs;
                    self.made = begun;
                }
            }
        }
        Ok(())
    }

    /// Passes lines on, up to one that is only a `{`: there begins a document that goes
    /// over several lines.
    fn watch(&mut self, bytes: &[u8]) {
        let State::Lines(mut watch) = self.state else { return };
        let Some(last) = bytes.last() else { return };
        let mut found = None;
        if watch == Watch::Brace {
            self.made.push(b'{');
            if ends_row(bytes[0]) {
                self.made.pop();
                found = Some(0);
            }
        }
        let brace = found.is_some();
        let found = found.or(watch.document_in(bytes));
        if let Some(at) = found {
            self.made.extend_from_slice(&bytes[..at]);
            self.state = State::Joining(Place { begins: Begins::Any, ..Place::START });
            if brace {
                self.join(b"{");
            }
            return self.join(&bytes[at..]);
        }
        watch = watch.after(bytes, *last);
        let is_brace = watch == Watch::Brace;
        self.made.extend_from_slice(&bytes[..bytes.len() - usize::from(is_brace)]);
        self.state = State::Lines(watch);
    }

    fn join(&mut self, bytes: &[u8]) {
        let State::Joining(mut place) = self.state else { return };
        for byte in bytes {
            place.take(*byte, &mut self.made);
        }
        self.state = State::Joining(place);
    }
}

impl Watch {
    /// Whether a line begins at a place.
    fn begins_at(self, bytes: &[u8], at: usize) -> bool {
        match at.checked_sub(1) {
            Some(before) => ends_row(bytes[before]),
            None => self == Watch::Before,
        }
    }

    /// Where a line begins that is only a `{`.
    fn document_in(self, bytes: &[u8]) -> Option<usize> {
        let found = |line: &[u8]| {
            memchr::memmem::find_iter(bytes, line).find(|at| self.begins_at(bytes, *at))
        };
        found(b"{\n").into_iter().chain(found(b"{\r")).min()
    }

    /// What is open after bytes of which this is the last one.
    fn after(self, bytes: &[u8], last: u8) -> Watch {
        match last {
            b'{' if self.begins_at(bytes, bytes.len() - 1) => Watch::Brace,
            _ if ends_row(last) => Watch::Before,
            _ => Watch::Within,
        }
    }
}

impl Place {
    const START: Place = Place {
        depth: 0,
        in_text: false,
        escaped: false,
        ended: false,
        line: Line::Nothing,
        begins: Begins::Brace,
        owed: 0,
        returned: false,
    };

    fn take(&mut self, byte: u8, made: &mut Vec<u8>) {
        let ends_line = matches!(byte, b'\n' | b'\r');
        if self.line == Line::Brace {
            self.line = Line::Else;
            if ends_line {
                // What there is of the document before ends here.
                self.part(made);
                self.depth = 0;
            }
            self.inside(b'{', made);
        }
        let is_second = byte == b'\n' && self.returned;
        self.returned = byte == b'\r';
        if ends_line {
            let was_blank = self.line == Line::Nothing;
            // No text of JSON goes on over the end of a line.
            *self = Place {
                in_text: false,
                escaped: false,
                ended: false,
                line: Line::Nothing,
                ..*self
            };
            if self.depth > 0 {
                made.push(b' ');
                self.owed += i64::from(!is_second);
            } else if self.owed < 0 && was_blank && !is_second {
                self.owed += 1;
            } else {
                made.push(byte);
                self.pay(made);
            }
        } else if self.line == Line::Nothing
            && self.depth > 0
            && byte == b'{'
            && self.begins != Begins::Never
        {
            if self.begins == Begins::Brace {
                self.line = Line::Brace;
                return;
            }
            self.line = Line::Else;
            self.part(made);
            self.depth = 0;
            self.inside(byte, made);
        } else {
            self.line = Line::Else;
            self.inside(byte, made);
        }
    }

    /// Ends the line of a document where the source has no line break for it.
    fn part(&mut self, made: &mut Vec<u8>) {
        made.push(b'\n');
        self.owed -= 1;
        self.pay(made);
    }

    /// Gives the line breaks that are owed.
    fn pay(&mut self, made: &mut Vec<u8>) {
        made.extend((0..self.owed.max(0)).map(|_| b'\n'));
        self.owed = self.owed.min(0);
    }

    /// Takes a byte that ends no line.
    fn inside(&mut self, byte: u8, made: &mut Vec<u8>) {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_text = false,
                _ => {}
            }
        } else {
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => {
                    if self.ended {
                        // The document before has no line feed at its end.
                        self.part(made);
                        self.ended = false;
                    }
                    self.depth += 1;
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.ended = self.depth == 0;
                }
                _ => {}
            }
        }
        made.push(byte);
    }

    /// Gives what was kept back, at the end of the source.
    fn finish(&mut self, made: &mut Vec<u8>) {
        if self.line == Line::Brace {
            self.line = Line::Else;
            self.inside(b'{', made);
        }
    }
}

impl<R: Read> Read for Documents<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.state == State::New {
            self.begin()?;
        }
        while self.passed == self.made.len() {
            if self.state == State::AsIs {
                return self.reader.read(into);
            }
            self.made.clear();
            self.passed = 0;
            let read = self.reader.read(into)?;
            // Most lines are passed on without a copy.
            if let (State::Lines(watch), Some(last)) = (&mut self.state, into[..read].last()) {
                let after = watch.after(&into[..read], *last);
                let is_clear = *watch != Watch::Brace && after != Watch::Brace;
                if is_clear && watch.document_in(&into[..read]).is_none() {
                    *watch = after;
                    return Ok(read);
                }
            }
            if read == 0 {
                match &mut self.state {
                    State::Joining(place) => place.finish(&mut self.made),
                    State::Lines(watch) if *watch == Watch::Brace => {
                        *watch = Watch::Within;
                        self.made.push(b'{');
                    }
                    _ => {}
                }
                if self.made.is_empty() {
                    return Ok(0);
                }
                continue;
            }
            let bytes = into[..read].to_vec();
            match self.state {
                State::Lines(_) => self.watch(&bytes),
                _ => self.join(&bytes),
            }
        }
        let count = into.len().min(self.made.len() - self.passed);
        into[..count].copy_from_slice(&self.made[self.passed..self.passed + count]);
        self.passed += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::Documents;

    /// What is read a few bytes at a time.
    struct Slow<'b>(&'b [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(into.len());
            self.0.read(&mut into[..count])
        }
    }

    fn lines(text: &str) -> Vec<String> {
        let read = |pieces| {
            let mut lines = String::new();
            Documents::of(Slow(text.as_bytes(), pieces))
                .read_to_string(&mut lines)
                .expect("memory can be read");
            lines
        };
        let all = read(1000);
        for pieces in 1..9 {
            assert_eq!(read(pieces), all, "{pieces} at a time");
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
}
