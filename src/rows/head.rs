//! The header of CSV: where it is, what separates its names, and the names.

use super::csv::{self, BLOCK, CsvDialect, DELIMITERS, Field, Rows};
use super::open::{MARK, SourceReader};
use super::{Error, ends_row};
use crate::problem::{Advice, Remedy};

/// The header of a CSV file, and how the file is written.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) dialect: CsvDialect,
    /// Whether the file begins with a byte order mark.
    pub(crate) marked: bool,
    /// The line of the header.
    pub(crate) line: u64,
    /// The header as it is in the file, without its line break.
    pub(crate) text: Vec<u8>,
    pub(crate) names: Vec<String>,
    /// Where the rows begin, in bytes of UTF-8.
    next: usize,
}

/// Says how well names fit what a caller looks for; `None` if they are not a header at all.
pub type Judge<'j> = &'j dyn Fn(&[String]) -> Option<usize>;

impl Head {
    /// Takes the first row as the header. If no delimiter is given, takes the one that
    /// gives the names that fit best; of equals, the one that gives the most names, and of
    /// those the first of comma, semicolon and tab.
    ///
    /// # Errors
    ///
    /// There is no header, it is too long, or it is not text.
    pub(crate) fn first(
        open: &mut SourceReader,
        delimiter: Option<u8>,
        judge: Judge<'_>,
    ) -> Result<Self, Error> {
        let separator = open.take_separator_line()?;
        let delimiter = delimiter.or(separator);
        let longest = open.limits.longest_row;
        let mut tried = 0;
        loop {
            let marked = open.is_marked();
            let text = &open.carry[if marked { MARK.len() } else { 0 }..];
            // A header that is not complete within this many bytes is too long.
            let text = &text[..text.len().min(longest + 2)];
            // If the text was cut, the source has not ended: a cut text is decided on right
            // after the read that brought it, and only a further read could find the end.
            let all = open.ended;
            let all_there = open.ended || text.len() == longest + 2;
            // Bytes that do not end a row cannot complete a header.
            if all_there || text[tried..].iter().any(|byte| ends_row(*byte)) {
                let heads: Vec<Option<Head>> = candidates(delimiter)
                    .map(|delimiter| {
                        let row = rows(text, delimiter, all).next()?;
                        (row.text.len() <= longest).then_some(row)
                    })
                    .collect();
                if all_there || heads.iter().all(Option::is_some) {
                    let scored = heads
                        .into_iter()
                        .flatten()
                        .filter_map(|head| Some((judge(&head.names)?, head)));
                    let Some(head) = best(scored) else {
                        return Err(none(open));
                    };
                    return head.begin(open, marked);
                }
            }
            tried = text.len().saturating_sub(1);
            open.more()?;
        }
    }

    /// Looks for the header among the first `most` rows, because some exports begin with a
    /// title. Only the sample at the beginning of the file is searched. Gives the rows that
    /// were looked at if none of them is a header.
    ///
    /// # Errors
    ///
    /// The source cannot be read, is empty, or is not text.
    pub(crate) fn find(
        open: &mut SourceReader,
        delimiter: Option<u8>,
        most: usize,
        judge: Judge<'_>,
    ) -> Result<Result<Self, Vec<Vec<String>>>, Error> {
        let sample = open.limits.sample + MARK.len();
        open.fill(sample + 1)?;
        let marked = open.is_marked();
        let all = open.carry.len() <= sample;
        let text = &open.carry[if marked { MARK.len() } else { 0 }..open.carry.len().min(sample)];
        let found = candidates(delimiter).filter_map(|delimiter| {
            rows(text, delimiter, all).take(most).find_map(|row| Some((judge(&row.names)?, row)))
        });
        if let Some(head) = best(found) {
            return head.begin(open, marked).map(Ok);
        }
        let looks = candidates(delimiter)
            .map(|delimiter| rows(text, delimiter, all).take(most).map(|row| row.names).collect());
        // The delimiter that gives the most cells is most likely the right one.
        let cells = |rows: &Vec<Vec<String>>| rows.iter().map(Vec::len).sum::<usize>();
        let rows = looks.rev().max_by_key(cells).unwrap_or_default();
        match rows.as_slice() {
            [] if all => Err(none(open)),
            [] => {
                let message =
                    format!("the first line of {} is longer than {sample} bytes", open.name);
                Err(Error::input(
                    message,
                    "Is it CSV? Export fewer columns, or close a quote that is left open.",
                ))
            }
            _ => Ok(Err(rows)),
        }
    }

    /// The line of a header further down, among the first `most` rows, if there is one. The
    /// source stays where it is.
    ///
    /// # Errors
    ///
    /// The source cannot be read.
    pub(crate) fn later(
        open: &mut SourceReader,
        most: usize,
        judge: Judge<'_>,
    ) -> Result<Option<u64>, Error> {
        let sample = open.limits.sample;
        open.fill(sample + 1)?;
        let text = &open.carry[..open.carry.len().min(sample)];
        let all = open.carry.len() <= sample;
        let found = candidates(None).filter_map(|delimiter| {
            rows(text, delimiter, all).take(most).find_map(|row| Some((judge(&row.names)?, row)))
        });
        Ok(best(found).map(|head| open.line + head.line - 1))
    }

    /// Leaves the source at the first byte after the header.
    fn begin(mut self, open: &mut SourceReader, marked: bool) -> Result<Self, Error> {
        self.marked = marked;
        self.next += if marked { MARK.len() } else { 0 };
        refuse_what_is_no_text(&open.carry[..self.next], open)?;
        open.skip(self.next);
        Ok(self)
    }

    /// How many bytes of UTF-8 come before the first row.
    pub(super) fn length(&self) -> usize {
        self.next
    }
}

fn candidates(delimiter: Option<u8>) -> impl DoubleEndedIterator<Item = u8> {
    let all = DELIMITERS.into_iter().filter(move |_| delimiter.is_none());
    delimiter.into_iter().chain(all)
}

/// The best of some headers, the first of equals.
fn best(heads: impl Iterator<Item = (usize, Head)>) -> Option<Head> {
    let heads: Vec<_> = heads.collect();
    let key = |(fits, head): &(usize, Head)| (*fits, head.names.len());
    heads.into_iter().rev().max_by_key(key).map(|(_, head)| head)
}

/// The complete rows of a text, each read as if it were the header.
fn rows(text: &[u8], delimiter: u8, all: bool) -> impl Iterator<Item = Head> {
    let mut bytes = text.to_vec();
    let len = bytes.len();
    bytes.resize(len + BLOCK, 0);
    let mut at = 0;
    let mut line = 1;
    std::iter::from_fn(move || {
        let rest = &bytes[at..];
        let row = |fields: &mut [Field]| Rows::new(rest, len - at, delimiter, line).next(fields);
        let mut fields = vec![Field::default(); row(&mut [])?.cells];
        let row = row(&mut fields)?;
        // After a carriage return at the end, a line feed may follow.
        let settled = row.ended && (row.next < len - at || rest[row.next - 1] == b'\n');
        if !settled && !all {
            return None;
        }
        let line_ending = match &rest[row.end..len - at] {
            [b'\r', b'\n', ..] => "\r\n",
            [b'\r', ..] => "\r",
            _ => "\n",
        };
        let name =
            |field: &Field| String::from_utf8_lossy(&csv::text(&rest[field.range()])).into_owned();
        let head = Head {
            dialect: CsvDialect { delimiter, line_ending },
            marked: false,
            line: row.line,
            text: rest[row.start..row.end].to_vec(),
            names: fields.iter().map(name).collect(),
            next: at + row.next,
        };
        line += super::lines(&rest[..row.next]);
        at += row.next;
        Some(head)
    })
}

fn none(open: &SourceReader) -> Error {
    let longest = open.limits.longest_row;
    if open.carry.len() > longest {
        let message = format!("the header of {} is longer than {longest} bytes", open.name);
        return Error::input(message, "Is it CSV? A quote may never close.");
    }
    let message = format!("{} has no header: there is nothing in it", open.name);
    Error::input(message, "Its first line must name the columns.")
}

/// Refuses a header that is not text: read as it is, it would only cause puzzling errors
/// later on.
fn refuse_what_is_no_text(header: &[u8], open: &SourceReader) -> Result<(), Error> {
    let name = open.encoding().name();
    if header.contains(&0) {
        let message = format!("{} has bytes in its header that are not text", open.name);
        let hint = "It may be UTF-16 without a mark. Save it as UTF-8, or try ";
        return Err(Error::input(message, Advice::ending(hint, Remedy::NameEncoding("utf-16le"))));
    }
    match std::str::from_utf8(header) {
        Ok(_) => Ok(()),
        Err(error) => {
            let message = format!(
                "the header of {} is not {name}: byte {} is wrong",
                open.name,
                error.valid_up_to()
            );
            let hint = "Save the file as UTF-8, or name its encoding, which for old Windows files is \
                 mostly ";
            let remedy = Remedy::NameEncoding("windows-1252");
            Err(Error::input(message, Advice::ending(hint, remedy)))
        }
    }
}

#[cfg(test)]
mod tests;
