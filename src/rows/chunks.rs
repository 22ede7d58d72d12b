//! Sources in chunks of whole rows, in order, with the lines that they begin at.
//! Memory stays flat whatever comes: a row that is too long is passed on in pieces.

use std::sync::Arc;
use std::vec;

use super::csv::{BLOCK, Rows};
use super::long::Long;
use super::open::SourceReader;
use super::{Encoding, Error, Limits, RowSyntax, Source, ends_row, lines};

/// A piece of the input.
pub(crate) struct Chunk {
    /// Its number, counted from 0 over all sources.
    pub(crate) number: u64,
    /// The name of the file.
    pub(crate) file: Arc<str>,
    /// The line at which its first row begins.
    pub(crate) line: u64,
    /// The bytes, followed by a block of arbitrary ones.
    pub(crate) bytes: Vec<u8>,
    /// How many of the bytes are its own.
    pub(crate) len: usize,
    pub(crate) piece: Piece,
    pub(crate) encoding: Encoding,
}

/// What a chunk holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Whole rows.
    Rows,
    /// The beginning or the middle of a row that is too long.
    Part,
    /// The end of such a row, without its line break.
    End { cells: usize, open: bool },
}

impl Chunk {
    pub(crate) fn new() -> Self {
        Chunk {
            number: 0,
            file: "".into(),
            line: 1,
            bytes: vec![0; BLOCK],
            len: 0,
            piece: Piece::Rows,
            encoding: Encoding::UTF_8,
        }
    }
}

/// Looks at the beginning of a further source, and leaves it at its first row.
pub(crate) type Begin<'b> = Box<dyn Fn(&mut SourceReader) -> Result<(), Error> + Send + 'b>;

/// All sources as one sequence of chunks.
pub(crate) struct Chunks<'b> {
    open: SourceReader,
    rest: vec::IntoIter<Source>,
    format: RowSyntax,
    encoding: Option<Encoding>,
    begin: Begin<'b>,
    number: u64,
    /// The row that is being passed on in pieces.
    long: Option<Long>,
}

impl<'b> Chunks<'b> {
    /// The rows that `open` still has, and then those of further sources, each from
    /// where `begin` leaves it.
    pub(crate) fn new(
        open: SourceReader,
        rest: vec::IntoIter<Source>,
        format: RowSyntax,
        encoding: Option<Encoding>,
        begin: Begin<'b>,
    ) -> Self {
        let Limits { chunk, longest_row, .. } = open.limits;
        assert!(0 < chunk && chunk <= longest_row, "a chunk holds a byte, and no row too long");
        Chunks { open, rest, format, encoding, begin, number: 0, long: None }
    }

    /// Replaces a chunk by the next one; `false` if there is none. The chunk has its number
    /// even if reading fails.
    pub(crate) fn next(&mut self, chunk: &mut Chunk) -> Result<bool, Error> {
        chunk.number = self.number;
        self.number += 1;
        loop {
            if self.fill(chunk)? {
                return Ok(true);
            }
            let Some(source) = self.rest.next() else {
                return Ok(false);
            };
            self.open = SourceReader::new(source, self.encoding, self.open.limits)?;
            (self.begin)(&mut self.open)?;
        }
    }

    /// Fills the chunk from the open source; `false` if that has nothing more.
    fn fill(&mut self, chunk: &mut Chunk) -> Result<bool, Error> {
        let Limits { chunk: usual, longest_row, .. } = self.open.limits;
        chunk.file = Arc::clone(&self.open.name);
        chunk.line = self.open.line;
        chunk.encoding = self.open.encoding();
        // At least 2, so that a carriage return and its line feed fit into one piece of a
        // long row.
        let usual = usual.max(2);
        // A chunk that held a long row gives its memory back.
        chunk.bytes.truncate(usual + BLOCK);
        chunk.bytes.resize(usual + BLOCK, 0);
        chunk.bytes.shrink_to(2 * (usual + BLOCK));
        if self.long.is_some() {
            return self.go_on_with_long(chunk);
        }
        let mut filled = 0;
        loop {
            let room = chunk.bytes.len() - BLOCK;
            let took = self.open.take(&mut chunk.bytes[filled..room])?;
            filled += took;
            let ended = took == 0;
            let end = if ended { filled } else { end_of_rows(&chunk.bytes, filled, self.format) };
            // Only the first row can be too long, and only once a chunk has grown
            // for it.
            let too_long = filled > longest_row
                && (Long::new(0).end_in(&chunk.bytes[..filled], self.format))
                    .map_or(ended || filled == room, |end| end > longest_row);
            if too_long {
                self.long = Some(Long::new(self.open.line));
                self.open.put_back(&chunk.bytes[..filled]);
                chunk.bytes.truncate(usual + BLOCK);
                return self.go_on_with_long(chunk);
            }
            if end > 0 || ended {
                self.pass_on(chunk, end, filled, Piece::Rows);
                return Ok(end > 0);
            }
            if filled == room {
                // Room for the longest row and both bytes of a line break.
                chunk.bytes.resize((2 * room).min(longest_row + 2) + BLOCK, 0);
            }
        }
    }

    /// Passes on the next piece of a row that is too long.
    fn go_on_with_long(&mut self, chunk: &mut Chunk) -> Result<bool, Error> {
        let room = chunk.bytes.len() - BLOCK;
        let mut filled = 0;
        let mut ended = false;
        // A line feed after a carriage return belongs to the same line.
        while !ended && (filled == 0 || (filled == 1 && chunk.bytes[0] == b'\r')) {
            let took = self.open.take(&mut chunk.bytes[filled..room])?;
            filled += took;
            ended = took == 0;
        }
        let halved = !ended && chunk.bytes[filled - 1] == b'\r';
        let piece = filled - usize::from(halved);
        let long = self.long.as_mut().expect("it is only called with such a row");
        chunk.line = long.line;
        match long.end_in(&chunk.bytes[..piece], self.format) {
            None if !ended => self.pass_on(chunk, piece, filled, Piece::Part),
            end => {
                let last = Piece::End { cells: long.cells(), open: long.is_open() };
                self.long = None;
                // The line break stays in the source, where the next chunk passes it over
                // as an empty line.
                self.pass_on(chunk, end.unwrap_or(piece), filled, last);
            }
        }
        Ok(true)
    }

    /// Ends a chunk at a place; what it holds beyond that comes with the next one.
    fn pass_on(&mut self, chunk: &mut Chunk, end: usize, filled: usize, piece: Piece) {
        self.open.put_back(&chunk.bytes[end..filled]);
        self.open.line += lines(&chunk.bytes[..end]);
        chunk.len = end;
        chunk.piece = piece;
    }
}

/// The end of the last row whose line break is complete; 0 if there is none.
fn end_of_rows(bytes: &[u8], len: usize, format: RowSyntax) -> usize {
    let text = &bytes[..len];
    // After a carriage return at the very end, a line feed may still come.
    let settled = |end: usize| end < len || text.ends_with(b"\n");
    match format {
        RowSyntax::Csv(dialect) if memchr::memchr(b'"', text).is_some() => {
            let mut rows = Rows::new(bytes, len, dialect.delimiter, 0);
            // Empty lines at the beginning are complete: at least the quote comes after
            // them.
            let mut end = text.iter().take_while(|byte| ends_row(**byte)).count();
            while let Some(row) = rows.next(&mut []) {
                if row.ended && settled(row.next) {
                    end = row.next;
                }
            }
            end
        }
        RowSyntax::Csv(_) | RowSyntax::JsonLines => {
            let last = memchr::memrchr2(b'\n', b'\r', text).map_or(0, |at| at + 1);
            if settled(last) {
                return last;
            }
            memchr::memrchr2(b'\n', b'\r', &text[..len - 1]).map_or(0, |at| at + 1)
        }
    }
}
