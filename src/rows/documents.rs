//! JSON documents as JSON Lines: answers files, one after the other, as `cat` gives
//! them. Each becomes one line, so that a row is a document.

mod first;
mod joining;
mod lines;

use std::io::{self, Read};

use super::ends_row;
use super::open::MARK;
use first::{Begins, First, first};
use joining::JoinState;
use lines::{Lines, Upcoming};

/// The most bytes that are looked at for the end of the first document.
const LOOKED_AT: usize = 64 << 10;

/// How many bytes are read at once.
const STEP: usize = 8 << 10;

/// How often the beginning is looked at while more of it may come. Each look goes over all
/// of it, so a source that comes in tiny pieces is not looked at for each of them.
const MOST_LOOKS: usize = 32;

/// Reads a source so that each of its JSON documents is one line, even if it is over
/// several lines or shares a line with others.
///
/// That is done if the first document is over several lines or has another one on its line,
/// and from a later line on that breaks off after the `{`, a `,` or a `[` of a document.
/// Any other source is passed on as it is. If a document breaks off, the next line that
/// begins as the first one did begins another document, and the broken one is a row of its
/// own.
///
/// A document that was over several lines is followed by empty lines in their place, so
/// that a line keeps the number that it has in the source. Documents that share a line
/// count as one line each.
///
/// ```
/// # use std::io::Read;
/// use salesmodel::rows::Documents;
///
/// let mut lines = String::new();
/// let documents: &[u8] = b"{\n  \"leads\": \"inbound\"\n}\n{\n  \"leads\": \"both\"\n}\n";
/// Documents::new(documents).read_to_string(&mut lines)?;
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
    state: ReadState,
}

#[derive(Debug)]
enum ReadState {
    /// Nothing was read yet.
    New,
    /// The source is passed on as it is.
    AsIs,
    /// The same, up to a line with which a document over several lines begins.
    Lines(Lines),
    /// Its documents become lines.
    Joining(JoinState),
}

impl<R: Read> Documents<R> {
    /// Begins to read a source.
    pub fn new(reader: R) -> Self {
        Documents { reader, made: Vec::new(), passed: 0, state: ReadState::New }
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
                // What was read before the error is passed on. The error comes again with
                // the next read.
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
                self.join(begun.strip_prefix(MARK).unwrap_or(&begun), JoinState::start(begins));
            }
            None => {
                let text = begun.strip_prefix(MARK).unwrap_or(&begun);
                if text.trim_ascii_start().starts_with(b"{") {
                    let mut lines = Lines::default();
                    match lines.look(text, false) {
                        Upcoming::Lines(count) => {
                            self.made = text[..count].to_vec();
                            self.state = ReadState::Lines(lines);
                        }
                        Upcoming::Document(at) => {
                            self.begin_document(text[..at].to_vec(), &text[at..])
                        }
                    }
                } else {
                    self.state = ReadState::AsIs;
                    self.made = begun;
                }
            }
        }
        Ok(())
    }

    /// Passes on the bytes before a document over several lines, and joins documents from
    /// there on.
    fn begin_document(&mut self, before: Vec<u8>, rest: &[u8]) {
        self.made = before;
        self.join(rest, JoinState::start(Begins::Any));
    }

    fn join(&mut self, bytes: &[u8], mut place: JoinState) {
        for byte in bytes {
            place.take(*byte, &mut self.made);
        }
        self.state = ReadState::Joining(place);
    }
}

impl<R: Read> Read for Documents<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if matches!(self.state, ReadState::New) {
            self.begin()?;
        }
        while self.passed == self.made.len() {
            self.made.clear();
            self.passed = 0;
            match &mut self.state {
                ReadState::Lines(lines) => match lines.read(&mut self.reader, into)? {
                    lines::Read::There(count) => return Ok(count),
                    lines::Read::Elsewhere(bytes) => self.made = bytes,
                    lines::Read::Document { before, rest } => self.begin_document(before, &rest),
                    lines::Read::Nothing => return Ok(0),
                },
                ReadState::Joining(place) => {
                    let read = self.reader.read(into)?;
                    for byte in &into[..read] {
                        place.take(*byte, &mut self.made);
                    }
                    if read == 0 {
                        place.finish(&mut self.made);
                        if self.made.is_empty() {
                            return Ok(0);
                        }
                    }
                }
                ReadState::New | ReadState::AsIs => return self.reader.read(into),
            }
        }
        let count = into.len().min(self.made.len() - self.passed);
        into[..count].copy_from_slice(&self.made[self.passed..self.passed + count]);
        self.passed += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
