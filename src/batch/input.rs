//! The input in chunks of whole rows, in order, with the lines that they begin
//! at. Memory stays flat whatever comes: a row without an end is passed on in
//! pieces.

mod long;

use std::io::{self, ErrorKind, Read};
use std::sync::Arc;
use std::vec;

use self::long::Long;
use super::csv::{BLOCK, Dialect, Rows};
use super::utf16::{Order, Utf16};
use super::{Error, Progress};

/// So much is read at once, in bytes.
pub(super) const CHUNK: usize = 128 << 10;

/// The longest row that is kept whole, in bytes.
pub(super) const LONGEST_ROW: usize = 1 << 20;

/// A file or stream to read.
pub struct Source {
    /// What messages call it.
    pub name: String,
    /// Where it is read from.
    pub reader: Box<dyn Read + Send>,
}

/// Where rows end.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ending {
    Csv(Dialect),
    /// With the line.
    Line,
}

/// A piece of the input.
pub(super) struct Chunk {
    /// Its place in the input, from 0.
    pub(super) number: u64,
    /// The name of the file.
    pub(super) file: Arc<str>,
    /// The line at which its first row begins.
    pub(super) line: u64,
    /// The bytes, with a block of anything behind them.
    pub(super) bytes: Vec<u8>,
    /// How many bytes there are.
    pub(super) len: usize,
    pub(super) piece: Piece,
}

/// What a chunk is a piece of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Whole rows.
    Rows,
    /// The beginning or the middle of a row that is too long.
    Part,
    /// The end of such a row, without its line ending.
    End { cells: usize, open: bool },
}

impl Chunk {
    pub(super) fn new() -> Self {
        Chunk {
            number: 0,
            file: "".into(),
            line: 1,
            bytes: vec![0; CHUNK + BLOCK],
            len: 0,
            piece: Piece::Rows,
        }
    }
}

/// One source that is being read.
pub(super) struct Open {
    pub(super) name: Arc<str>,
    reader: Box<dyn Read + Send>,
    /// Bytes that were read and not passed on.
    pub(super) carry: Vec<u8>,
    /// The line at which they begin.
    pub(super) line: u64,
    /// Whether the source has nothing more.
    pub(super) ended: bool,
    /// The row that is being passed on in pieces.
    long: Option<Long>,
}

impl Open {
    /// Begins to read a source: UTF-16 becomes UTF-8 from here on.
    pub(super) fn new(source: Source, progress: &Progress) -> Result<Self, Error> {
        let name = Arc::from(source.name);
        let (carry, line) = (Vec::new(), 1);
        let mut open = Open { name, reader: source.reader, carry, line, ended: false, long: None };
        while open.carry.len() < 3 && !open.ended {
            open.more(progress)?;
        }
        if let Some(order) = Order::of(&open.carry) {
            let begun = std::mem::take(&mut open.carry);
            open.reader = Box::new(Utf16::new(begun, open.reader, order));
            open.ended = false;
            open.more(progress)?;
        }
        Ok(open)
    }

    /// Reads more into what is carried.
    pub(super) fn more(&mut self, progress: &Progress) -> Result<(), Error> {
        let before = self.carry.len();
        self.carry.resize(before + (CHUNK / 4), 0);
        let read = read(&mut self.reader, &mut self.carry[before..]);
        self.carry.truncate(before + *read.as_ref().unwrap_or(&0));
        self.took(read, progress)?;
        Ok(())
    }

    fn took(&mut self, read: io::Result<usize>, progress: &Progress) -> Result<usize, Error> {
        let read = read.map_err(|error| Error::read(&self.name, error))?;
        self.ended |= read == 0;
        progress.add_bytes(read);
        Ok(read)
    }
}

/// A read that goes on after an interruption.
fn read(reader: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(into) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// Looks at the beginning of a source.
pub(super) type Begin<'p> = Box<dyn Fn(&mut Open) -> Result<(), Error> + Send + 'p>;

/// All sources as one sequence of chunks.
pub(super) struct Chunks<'p> {
    pub(super) open: Open,
    rest: vec::IntoIter<Source>,
    ending: Ending,
    /// Looks at the beginning of each further source.
    begin: Begin<'p>,
    number: u64,
    progress: &'p Progress,
}

impl<'p> Chunks<'p> {
    pub(super) fn new(
        open: Open,
        rest: vec::IntoIter<Source>,
        ending: Ending,
        begin: Begin<'p>,
        progress: &'p Progress,
    ) -> Self {
        Chunks { open, rest, ending, begin, number: 0, progress }
    }

    /// Puts the next chunk in the place of one; false if there is none. The chunk
    /// has its number also where reading fails.
    pub(super) fn next(&mut self, chunk: &mut Chunk) -> Result<bool, Error> {
        chunk.number = self.number;
        self.number += 1;
        loop {
            if self.fill(chunk)? {
                return Ok(true);
            }
            let Some(source) = self.rest.next() else {
                return Ok(false);
            };
            self.open = Open::new(source, self.progress)?;
            (self.begin)(&mut self.open)?;
        }
    }

    /// Fills the chunk from the open source; false if it has nothing more.
    fn fill(&mut self, chunk: &mut Chunk) -> Result<bool, Error> {
        let open = &mut self.open;
        chunk.file = Arc::clone(&open.name);
        chunk.line = open.line;
        chunk.piece = Piece::Rows;
        let mut filled = open.carry.len();
        let room = CHUNK.max(filled) + BLOCK;
        // A chunk that held a long row gives its memory back.
        chunk.bytes.truncate(room);
        chunk.bytes.resize(room, 0);
        chunk.bytes[..filled].copy_from_slice(&open.carry);
        open.carry.clear();
        if open.long.is_some() {
            return self.go_on_with_long(chunk, filled);
        }
        loop {
            if open.ended {
                chunk.len = filled;
                return Ok(filled > 0);
            }
            let end = end_of_rows(&chunk.bytes, filled, self.ending);
            if end > 0 {
                open.carry.extend_from_slice(&chunk.bytes[end..filled]);
                open.line += lines(&chunk.bytes[..end], self.ending);
                chunk.len = end;
                return Ok(true);
            }
            if filled >= LONGEST_ROW {
                open.long = Some(Long::new(open.line));
                return self.go_on_with_long(chunk, filled);
            }
            let room = chunk.bytes.len() - BLOCK;
            if filled == room {
                chunk.bytes.resize(2 * room + BLOCK, 0);
            }
            let room = chunk.bytes.len() - BLOCK;
            let read = read(&mut open.reader, &mut chunk.bytes[filled..room]);
            filled += open.took(read, self.progress)?;
        }
    }

    /// Passes on what a chunk holds of a row that is too long.
    fn go_on_with_long(&mut self, chunk: &mut Chunk, mut filled: usize) -> Result<bool, Error> {
        let open = &mut self.open;
        let long = open.long.as_mut().expect("it is only called with such a row");
        chunk.line = long.line;
        if filled == 0 && !open.ended {
            let room = chunk.bytes.len() - BLOCK;
            let read = read(&mut open.reader, &mut chunk.bytes[..room]);
            let read = read.map_err(|error| Error::read(&open.name, error))?;
            open.ended |= read == 0;
            self.progress.add_bytes(read);
            filled = read;
        }
        let end = long.end_in(&chunk.bytes[..filled], self.ending);
        if end.is_none() && !open.ended {
            chunk.len = filled;
            chunk.piece = Piece::Part;
            open.line += lines(&chunk.bytes[..filled], self.ending);
            return Ok(true);
        }
        chunk.len = end.unwrap_or(filled);
        chunk.piece = Piece::End { cells: long.cells(), open: long.is_open() };
        // The line ending stays: to the next chunk it is an empty line.
        open.carry.extend_from_slice(&chunk.bytes[chunk.len..filled]);
        open.line += lines(&chunk.bytes[..chunk.len], self.ending);
        open.long = None;
        Ok(true)
    }
}

/// The end of the last whole row; 0 if there is none.
fn end_of_rows(bytes: &[u8], len: usize, ending: Ending) -> usize {
    let text = &bytes[..len];
    let after = |byte: u8| memchr::memrchr(byte, text).map_or(0, |end| end + 1);
    match ending {
        Ending::Csv(dialect) if memchr::memchr(b'"', text).is_some() => {
            let mut rows = Rows::new(bytes, len, dialect, 0);
            let line_breaks = text.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
            let mut end = line_breaks.count();
            while let Some(row) = rows.next(&mut []) {
                if row.ended {
                    end = row.next;
                }
            }
            end
        }
        Ending::Csv(dialect) => after(dialect.line_break()),
        Ending::Line => after(b'\n'),
    }
}

/// The lines that end in a text.
fn lines(text: &[u8], ending: Ending) -> u64 {
    let line_break = match ending {
        Ending::Csv(dialect) => dialect.line_break(),
        Ending::Line => b'\n',
    };
    memchr::memchr_iter(line_break, text).count() as u64
}
