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

/// The bytes that are read at once.
const STEP: usize = 8 << 10;

/// A look that may end is taken this often; a source that comes in smaller pieces is looked
/// at when there is more of it.
const MOST_LOOKS: usize = 32;

/// A source whose JSON documents are read as one line each, where they go over several
/// lines or share one.
///
/// The first document shows it, which goes over several lines or has another one on its
/// line, or a later line that breaks off after the `{`, a `,` or a `[` of one. Any other source
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

    /// From some bytes on, the source has documents over several lines.
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
