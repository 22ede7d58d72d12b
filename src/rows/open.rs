//! One source that is being read. It is UTF-8 from here on, whatever it was.

use std::io::{self, ErrorKind, Read};
use std::sync::Arc;

use super::decoding::Decoding;
use super::{Encoding, Error, Limits, Source, ends_row, lines};
use crate::document::NoText;

/// Where the bytes of a source come from.
type BoxedRead = Box<dyn Read + Send>;

/// The byte order mark of UTF-8.
pub(crate) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// What to do about rows in something else than text.
const SAVE_AS_CSV: &str = "Open it in the program it comes from, and save it as CSV (UTF-8).";

/// The longest line that names the separator (`sep=;`), with its line break.
const LONGEST_SEPARATOR_LINE: usize = 9;

/// What a file is if it is not text that can be read, and what to do about it.
fn no_text(begin: &[u8]) -> Option<(&'static str, String)> {
    if begin.starts_with(b"\xFF\xFE\0\0") || begin.starts_with(b"\0\0\xFE\xFF") {
        return Some(("UTF-32", "Save it as UTF-8.".to_owned()));
    }
    let tag = |name: &[u8]| {
        let begin = begin.trim_ascii_start();
        begin.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name))
    };
    if [&b"<!doctype"[..], b"<html", b"<table", b"<?xml"].iter().any(|name| tag(name)) {
        return Some(("a page or XML", SAVE_AS_CSV.to_owned()));
    }
    NoText::beginning_with(begin).map(|kind| (kind.what, kind.hint(SAVE_AS_CSV)))
}

/// One source that is being read.
pub(crate) struct SourceReader {
    pub(crate) name: Arc<str>,
    reader: BoxedRead,
    encoding: Encoding,
    /// Bytes that were read and not passed on.
    pub(super) carry: Vec<u8>,
    /// The line at which they begin.
    pub(super) line: u64,
    /// Whether the source has ended.
    pub(super) ended: bool,
    pub(crate) limits: Limits,
}

impl SourceReader {
    /// Begins to read a source. Its encoding is the one that its byte order mark shows,
    /// otherwise the one that was named, otherwise UTF-8.
    pub(crate) fn new(
        source: Source,
        named: Option<Encoding>,
        limits: Limits,
    ) -> Result<Self, Error> {
        let mut open = SourceReader {
            name: Arc::from(source.name),
            reader: source.reader,
            encoding: Encoding::UTF_8,
            carry: Vec::new(),
            line: 1,
            ended: false,
            limits,
        };
        open.fill(NoText::LONGEST_SIGN)?;
        if let Some((what, hint)) = no_text(&open.carry) {
            return Err(Error::input(format!("{} is {what}, which is not read", open.name), hint));
        }
        match (Encoding::marked(&open.carry), named) {
            (Some(marked), _) => open.read_as(marked),
            (None, Some(named)) => open.read_by(named, Decoding::unless_utf8),
            (None, None) => {}
        }
        open.fill(MARK.len())?;
        Ok(open)
    }

    /// Reads the source in another encoding than UTF-8. Nothing must have been passed on
    /// yet.
    pub(super) fn read_as(&mut self, encoding: Encoding) {
        self.read_by(encoding, Decoding::new);
    }

    fn read_by(
        &mut self,
        encoding: Encoding,
        decoding: fn(Vec<u8>, BoxedRead, Encoding) -> Decoding<BoxedRead>,
    ) {
        if encoding == self.encoding {
            return;
        }
        let begun = std::mem::take(&mut self.carry);
        let reader = std::mem::replace(&mut self.reader, Box::new(io::empty()));
        self.reader = Box::new(decoding(begun, reader, encoding));
        self.encoding = encoding;
        self.ended = false;
    }

    /// The encoding in which it is read.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Reads once, and carries what comes.
    pub(super) fn more(&mut self) -> Result<(), Error> {
        let before = self.carry.len();
        let mut carry = std::mem::take(&mut self.carry);
        carry.resize(before + self.limits.chunk, 0);
        let read = self.read(&mut carry[before..]);
        carry.truncate(before + *read.as_ref().unwrap_or(&0));
        self.carry = carry;
        read.map(drop)
    }

    /// Reads until this many bytes are carried, or the source ends.
    pub(super) fn fill(&mut self, bytes: usize) -> Result<(), Error> {
        while self.carry.len() < bytes && !self.ended {
            self.more()?;
        }
        Ok(())
    }

    /// Reads, and tries again after an interruption.
    pub(super) fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        loop {
            match self.reader.read(into) {
                Ok(read) => {
                    self.ended |= read == 0;
                    return Ok(read);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::Read { name: self.name.to_string(), error }),
            }
        }
    }

    /// Whether what is carried begins with a byte order mark.
    pub(super) fn is_marked(&self) -> bool {
        self.carry.starts_with(MARK)
    }

    /// Leaves out the byte order mark at the beginning of a source.
    pub(crate) fn skip_mark(&mut self) {
        if self.is_marked() {
            self.carry.drain(..MARK.len());
        }
    }

    /// Drops the first bytes that are carried, and counts their lines. They must not end in
    /// the middle of a line break.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.line += lines(&self.carry[..bytes]);
        self.carry.drain(..bytes);
    }

    /// Takes out a first line that names the separator of the values, as Excel writes
    /// and reads it (`sep=;`), and gives that byte.
    ///
    /// # Errors
    ///
    /// The source cannot be read.
    pub(super) fn take_separator_line(&mut self) -> Result<Option<u8>, Error> {
        self.fill(MARK.len() + LONGEST_SEPARATOR_LINE)?;
        let start = if self.is_marked() { MARK.len() } else { 0 };
        let text = &self.carry[start..];
        let line = &text[..text.iter().position(|byte| ends_row(*byte)).unwrap_or(text.len())];
        let unquoted = match line {
            [b'"', inside @ .., b'"'] => inside,
            _ => line,
        };
        let Some((said, [separator])) = unquoted.split_at_checked(4) else { return Ok(None) };
        if !said.eq_ignore_ascii_case(b"sep=") {
            return Ok(None);
        }
        let separator = *separator;
        let behind = start + line.len();
        let both = self.carry[behind..].starts_with(b"\r\n");
        let end = (behind + 1 + usize::from(both)).min(self.carry.len());
        self.line += 1;
        self.carry.drain(start..end);
        Ok(Some(separator))
    }

    /// Takes from what is carried, or reads if there is nothing. It takes nothing only if
    /// the source has ended.
    pub(super) fn take(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        if self.carry.is_empty() {
            return self.read(into);
        }
        let count = into.len().min(self.carry.len());
        into[..count].copy_from_slice(&self.carry[..count]);
        self.carry.drain(..count);
        Ok(count)
    }

    /// Takes back bytes that were not passed on.
    pub(super) fn put_back(&mut self, bytes: &[u8]) {
        self.carry.splice(..0, bytes.iter().copied());
    }

    /// Whether the beginning of the source, as far as the sample goes, is valid UTF-8.
    pub(super) fn begins_as_text(&mut self) -> Result<bool, Error> {
        let sample = self.limits.sample;
        self.fill(sample + 1)?;
        let all = self.carry.len() <= sample;
        Ok(match std::str::from_utf8(&self.carry[..self.carry.len().min(sample)]) {
            Ok(_) => true,
            // The sample may end in the middle of a character.
            Err(error) => error.error_len().is_none() && !all,
        })
    }
}
