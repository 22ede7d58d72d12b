//! One CSV file, row after row, for callers that want nothing else.

use std::borrow::Cow;
use std::sync::Arc;

use super::csv::{self, CsvDialect, Field, Rows};
use super::head::{Head, Judge};
use super::{Chunk, Chunks, Encoding, Error, Limits, Piece, RowSyntax, Source, SourceReader};

/// How a file is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions {
    /// The encoding that somebody named. A byte order mark wins over it.
    pub encoding: Option<Encoding>,
    /// The encoding of a file whose beginning is not UTF-8, if nobody named one.
    pub fallback: Option<Encoding>,
    /// What separates the cells; `None` to go by the header.
    pub delimiter: Option<u8>,
    /// How much is read at once, and how long a row can be.
    pub limits: Limits,
}

/// How a file turned out to be written, for reading it once more.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The encoding that it was read as.
    pub encoding: Encoding,
    dialect: CsvDialect,
    /// The line of the header.
    pub header: u64,
    /// How many bytes of UTF-8 come before the first row.
    skip: usize,
}

/// A file that is open at its first row. It keeps one chunk in memory at a time.
///
/// ```
/// use salesmodel::rows::{ReadOptions, Source, Table};
///
/// let text = "Deals of 2026\n\nName;Amount\n\"Acme; Ltd\";1200\n";
/// let source = || Source { name: "deals.csv".to_owned(), reader: Box::new(text.as_bytes()) };
/// let amounts = |names: &[String]| names.iter().any(|name| name == "Amount").then_some(1);
/// let opened = Table::open(source(), &ReadOptions::default(), 20, &amounts).expect("it can be read");
/// let mut table = opened.expect("there is such a header");
/// assert_eq!(table.names, ["Name", "Amount"]);
/// let row = table.row().expect("it can be read").expect("there is a row");
/// assert_eq!((row.line, row.get(0).as_deref()), (4, Some("Acme; Ltd")));
/// ```
pub struct Table {
    /// What messages call the file.
    pub name: Arc<str>,
    /// The names in its header, as they are written.
    pub names: Vec<String>,
    /// How it turned out to be written.
    pub layout: Layout,
    chunks: Chunks<'static>,
    chunk: Chunk,
    /// Whether all of the chunk is UTF-8.
    sound: bool,
    /// The rows of the chunk, each with the index of its first cell in `fields`.
    rows: Vec<(csv::RowSpan, usize)>,
    fields: Vec<Field>,
    /// The index of the next row.
    next: usize,
}

/// What keeps a row from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is longer than [`Limits::longest_row`], and its cells were not kept.
    TooLong,
    /// A quote opens in it and never closes.
    OpenQuote,
    /// Text follows the closing quote of a cell that opens in this line; the rows
    /// between may have been swallowed.
    AfterQuote(u64),
    /// How many of its bytes are text; the next one is not.
    NotText(usize),
}

/// A row of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    /// The line at which it begins.
    pub line: u64,
    /// What is wrong with it, if something is.
    pub fault: Option<Fault>,
    bytes: &'t [u8],
    fields: &'t [Field],
}

impl<'t> Row<'t> {
    /// How many cells it has.
    pub fn cells(&self) -> usize {
        self.fields.len()
    }

    /// The text of a cell, without its quotes; `None` if there is no such cell, or if it is
    /// not text.
    pub fn get(&self, cell: usize) -> Option<Cow<'t, str>> {
        let bytes = &self.bytes[self.fields.get(cell)?.range()];
        match csv::text(bytes) {
            Cow::Borrowed(text) => std::str::from_utf8(text).ok().map(Cow::Borrowed),
            Cow::Owned(text) => String::from_utf8(text).ok().map(Cow::Owned),
        }
    }
}

impl Table {
    /// Opens a file at the header that `judge` finds among its first `most` rows, or gives
    /// those rows if none of them is a header.
    ///
    /// # Errors
    ///
    /// The file cannot be read, has nothing in it, or its header is not text.
    pub fn open(
        source: Source,
        reading: &ReadOptions,
        most: usize,
        judge: Judge<'_>,
    ) -> Result<Result<Table, Vec<Vec<String>>>, Error> {
        let mut open = SourceReader::new(source, reading.encoding, reading.limits)?;
        if let (None, Some(fallback)) = (reading.encoding, reading.fallback)
            && !open.begins_as_text()?
        {
            open.read_as(fallback);
        }
        let head = match Head::find(&mut open, reading.delimiter, most, judge)? {
            Ok(head) => head,
            Err(rows) => return Ok(Err(rows)),
        };
        let layout = Layout {
            encoding: open.encoding(),
            dialect: head.dialect,
            header: head.line,
            skip: head.length(),
        };
        Ok(Ok(Table::new(open, head.names, layout)))
    }

    /// Opens the same file once more, in the layout that was found.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn again(&self, source: Source, limits: Limits) -> Result<Table, Error> {
        let mut open = SourceReader::new(source, None, limits)?;
        open.read_as(self.layout.encoding);
        open.fill(self.layout.skip)?;
        open.skip(self.layout.skip.min(open.carry.len()));
        Ok(Table::new(open, self.names.clone(), self.layout))
    }

    fn new(open: SourceReader, names: Vec<String>, layout: Layout) -> Table {
        let name = Arc::clone(&open.name);
        let format = RowSyntax::Csv(layout.dialect);
        let chunks = Chunks::new(open, Vec::new().into_iter(), format, None, Box::new(|_| Ok(())));
        let (rows, fields) = (Vec::new(), Vec::new());
        Table {
            name,
            names,
            layout,
            chunks,
            chunk: Chunk::new(),
            sound: true,
            rows,
            fields,
            next: 0,
        }
    }

    /// The next row; `None` after the last one.
    ///
    /// # Errors
    ///
    /// The file cannot be read on.
    pub fn row(&mut self) -> Result<Option<Row<'_>>, Error> {
        while self.next == self.rows.len() {
            if !self.chunks.next(&mut self.chunk)? {
                return Ok(None);
            }
            self.next = 0;
            self.rows.clear();
            self.fields.clear();
            match self.chunk.piece {
                Piece::Rows => self.find_rows(),
                Piece::Part => {}
                Piece::End { .. } => {
                    let line = self.chunk.line;
                    return Ok(Some(Row {
                        line,
                        fault: Some(Fault::TooLong),
                        bytes: &[],
                        fields: &[],
                    }));
                }
            }
        }
        let (row, first) = self.rows[self.next];
        self.next += 1;
        let bytes = &self.chunk.bytes[row.start..row.end];
        let wrong = if self.sound { None } else { std::str::from_utf8(bytes).err() };
        let fault = match wrong {
            Some(error) => Some(Fault::NotText(error.valid_up_to())),
            None if row.open => Some(Fault::OpenQuote),
            None => row.stray.map(Fault::AfterQuote),
        };
        let fields = &self.fields[first..first + row.cells];
        Ok(Some(Row { line: row.line, fault, bytes: &self.chunk.bytes, fields }))
    }

    /// Finds the rows of the chunk and their cells.
    fn find_rows(&mut self) {
        let Chunk { bytes, len, line, .. } = &self.chunk;
        self.sound = std::str::from_utf8(&bytes[..*len]).is_ok();
        let mut rows = Rows::new(bytes, *len, self.layout.dialect.delimiter, *line);
        let mut room = self.names.len();
        loop {
            let first = self.fields.len();
            self.fields.resize(first + room, Field::default());
            let before = rows.clone();
            let Some(row) = rows.next(&mut self.fields[first..]) else {
                self.fields.truncate(first);
                return;
            };
            if row.cells > room {
                // Reads the row once more, with room for all of its cells.
                room = row.cells;
                rows = before;
                self.fields.truncate(first);
                continue;
            }
            self.fields.truncate(first + row.cells);
            room = self.names.len();
            self.rows.push((row, first));
        }
    }
}
