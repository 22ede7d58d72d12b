//! Lines that are passed on, up to one with which a document over several lines begins.

use std::io;

use super::STEP;
use crate::rows::jsonl;

/// Lines that are passed on.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The beginning of a line whose end was not read yet.
    held: Vec<u8>,
    /// Whether some of the current line was passed on already, because it is longer than
    /// what is read at once.
    within: bool,
}

/// What was read.
pub(super) enum Read {
    /// This many bytes, in the buffer of the caller.
    There(usize),
    /// Bytes that were read into a buffer of our own, because that of the caller was too
    /// small.
    Elsewhere(Vec<u8>),
    /// Lines, and then the beginning of a document over several lines.
    Document { before: Vec<u8>, rest: Vec<u8> },
    /// The source has ended.
    Nothing,
}

/// What the next bytes are.
pub(super) enum Upcoming {
    /// This many bytes are to be passed on.
    Lines(usize),
    /// A document over several lines begins at this place.
    Document(usize),
}

impl Lines {
    /// Reads on. Lines are read into the buffer of the caller, and only the last one, if
    /// its end is not there yet, is held for the next time.
    pub(super) fn read(&mut self, reader: &mut impl io::Read, into: &mut [u8]) -> io::Result<Read> {
        let held = self.held.len();
        let mut own = Vec::new();
        let has_room = into.len() >= STEP + held;
        let room = if has_room {
            into
        } else {
            own.resize(STEP + held, 0);
            &mut own
        };
        room[..held].copy_from_slice(&self.held);
        let read = reader.read(&mut room[held..])?;
        let bytes = &room[..held + read];
        Ok(match self.look(bytes, read == 0) {
            Upcoming::Document(at) => {
                let (before, rest) = bytes.split_at(at);
                Read::Document { before: before.to_vec(), rest: rest.to_vec() }
            }
            Upcoming::Lines(0) if read == 0 => Read::Nothing,
            Upcoming::Lines(passed) if has_room && passed > 0 => Read::There(passed),
            Upcoming::Lines(passed) => {
                own.truncate(passed);
                Read::Elsewhere(own)
            }
        })
    }

    /// Looks at the next bytes, which begin with those that were held.
    pub(super) fn look(&mut self, bytes: &[u8], ended: bool) -> Upcoming {
        if let Some(at) = self.document_in(bytes) {
            return Upcoming::Document(at);
        }
        let whole = memchr::memrchr2(b'\n', b'\r', bytes).map_or(0, |at| at + 1);
        // A longer line than this is not taken for the beginning of a document over several
        // lines.
        let passed = if ended || bytes.len() - whole > STEP { bytes.len() } else { whole };
        self.within = passed > whole || passed == 0 && self.within;
        self.held.clear();
        self.held.extend_from_slice(&bytes[passed..]);
        Upcoming::Lines(passed)
    }

    /// Where a line begins that breaks off in the middle of an object. Nearly all lines end
    /// with the `}` of their object, so one look at the last byte is enough for them.
    fn document_in(&self, bytes: &[u8]) -> Option<usize> {
        let document = |end: usize| {
            match bytes[..end].last() {
                Some(b'{' | b',' | b'[' | b' ' | b'\t') => {}
                _ => return None,
            }
            let start = memchr::memrchr2(b'\n', b'\r', &bytes[..end]).map(|at| at + 1);
            let start = start.or((!self.within).then_some(0))?;
            breaks_off(&bytes[start..end]).then_some(start)
        };
        // Most sources have no carriage return, and one byte is found faster than two.
        match memchr::memchr(b'\r', bytes) {
            None => memchr::memchr_iter(b'\n', bytes).find_map(document),
            Some(_) => memchr::memchr2_iter(b'\n', b'\r', bytes).find_map(document),
        }
    }
}

/// Whether a line is the beginning of an object, up to a place where a line may end.
fn breaks_off(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    let is_object = matches!(line, [b'{', ..] if matches!(line.last(), Some(b'{' | b',' | b'[')));
    is_object && jsonl::object_end(line) == Err(jsonl::Broken::Syntax(line.len()))
}
