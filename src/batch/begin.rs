//! The beginning of the input: how it is written, and which columns it has.

use std::borrow::Cow;
use std::collections::HashSet;

use super::csv::{self, BLOCK, DELIMITERS, Dialect, Field, Rows};
use super::input::{LONGEST_ROW, Open};
use super::jsonl;
use super::{Error, Options, Progress};
use crate::questionnaire::Questionnaire;
use crate::wording;

/// The byte order mark of UTF-8.
pub(super) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// So much of JSON Lines is looked at to learn its keys, in bytes.
const SAMPLE: usize = 64 << 10;

/// The header of a CSV file.
pub(super) struct Begun {
    pub(super) dialect: Dialect,
    /// Whether a byte order mark stands before it.
    pub(super) marked: bool,
    /// The line as it stands, without its ending.
    pub(super) line: Vec<u8>,
    pub(super) names: Vec<String>,
}

/// Reads the header, and leaves what stands behind it.
pub(super) fn csv(
    open: &mut Open,
    questionnaire: &Questionnaire,
    options: &Options,
    progress: &Progress,
) -> Result<Begun, Error> {
    let delimiters = match options.delimiter {
        Some(delimiter) => vec![delimiter],
        None => DELIMITERS.to_vec(),
    };
    loop {
        let (marked, text) = match open.carry.strip_prefix(MARK) {
            Some(text) => (true, text),
            None => (false, &open.carry[..]),
        };
        let wanted = wanted(questionnaire, options);
        let heads = delimiters.iter().map(|delimiter| head(text, *delimiter, open.ended));
        // The delimiter that shows the most of our columns, then that which shows
        // the most columns; the first of equals.
        let best = heads.flatten().rev().max_by_key(|head| {
            let ours =
                head.names.iter().filter(|name| wanted.contains(&name.trim().to_lowercase()));
            (ours.count(), head.names.len())
        });
        if let Some(head) = best {
            let line_break = head.dialect.line_break();
            let lines = memchr::memchr_iter(line_break, &text[..head.next]).count() as u64;
            let begun = Begun { dialect: head.dialect, marked, line: head.line, names: head.names };
            let skip = head.next + if marked { MARK.len() } else { 0 };
            refuse_other_encodings(&open.carry[..skip], open)?;
            open.carry.drain(..skip);
            open.line += lines;
            return Ok(begun);
        }
        if open.ended {
            let message = format!("{} has no header: there is nothing in it", open.name);
            return Err(Error::input(message));
        }
        if open.carry.len() >= LONGEST_ROW {
            let message = format!("the header of {} is longer than {LONGEST_ROW} bytes", open.name);
            return Err(Error::input(message).hint("Is it CSV? A quote may never close."));
        }
        open.more(progress)?;
    }
}

struct Head {
    dialect: Dialect,
    line: Vec<u8>,
    names: Vec<String>,
    /// Where the next row begins.
    next: usize,
}

/// The header with this delimiter, if it is all there.
fn head(text: &[u8], delimiter: u8, ended: bool) -> Option<Head> {
    let len = text.len();
    let mut bytes = text.to_vec();
    bytes.resize(len + BLOCK, 0);
    let row = |fields: &mut [Field]| {
        let dialect = Dialect { delimiter, line_ending: "\n" };
        Rows::new(&bytes, len, dialect, 0).next(fields)
    };
    let cells = row(&mut []).filter(|row| row.ended || ended)?.cells;
    let mut fields = vec![Field::default(); cells];
    let row = row(&mut fields)?;
    let line_ending = match &text[row.end..] {
        [b'\r', b'\n', ..] => "\r\n",
        // A line feed may follow.
        [b'\r'] if !ended => return None,
        [b'\r', ..] => "\r",
        _ => "\n",
    };
    let name = |field: &Field| {
        let text: Cow<'_, [u8]> = csv::text(&bytes[field.range()]);
        String::from_utf8_lossy(&text).into_owned()
    };
    Some(Head {
        dialect: Dialect { delimiter, line_ending },
        line: text[row.start..row.end].to_vec(),
        names: fields.iter().map(name).collect(),
        next: row.next,
    })
}

/// The names that the columns of the questions have.
pub(super) fn wanted(questionnaire: &Questionnaire, options: &Options) -> HashSet<String> {
    let ids = questionnaire.questions().iter().map(|question| question.id.to_string());
    let named = options.columns.iter().map(|(_, name)| name.trim().to_lowercase());
    ids.chain(named).collect()
}

/// A header in an encoding that is not read would only be a puzzle later on.
fn refuse_other_encodings(header: &[u8], open: &Open) -> Result<(), Error> {
    let save = "Save the file as UTF-8 and try again.";
    if header.contains(&0) {
        let message = format!("{} has bytes in its header that no text has", open.name);
        return Err(Error::input(message).hint(format!("It may be UTF-16 without a mark. {save}")));
    }
    match std::str::from_utf8(header) {
        Ok(_) => Ok(()),
        Err(error) => {
            let message = format!(
                "the header of {} is not UTF-8: byte {} is wrong",
                open.name,
                error.valid_up_to()
            );
            Err(Error::input(message).hint(save))
        }
    }
}

/// Further files must have the columns of the first.
pub(super) fn refuse_other_header(
    open: &Open,
    names: &[String],
    expected: &[String],
) -> Result<(), Error> {
    if names == expected {
        return Ok(());
    }
    let differs = |place: &usize| names.get(*place) != expected.get(*place);
    let place = (0..names.len().max(expected.len())).find(differs).unwrap_or(0);
    let cell = |names: &[String]| {
        names.get(place).map_or("nothing".to_owned(), |name| wording::quote(name))
    };
    let message = format!(
        "the header of {} is not that of the first file: column {} is {}, and there it is {}",
        open.name,
        place + 1,
        cell(names),
        cell(expected)
    );
    Err(Error::input(message).hint("Diagnose files with other columns by themselves."))
}

/// The keys at the beginning of JSON Lines, in the order in which they come.
/// `enough` says that no more need to be known.
pub(super) fn jsonl(
    open: &mut Open,
    enough: impl Fn(&[String]) -> bool,
    progress: &Progress,
) -> Result<Vec<String>, Error> {
    skip_mark(open);
    loop {
        let names = keys(open);
        if open.ended || open.carry.len() >= SAMPLE || enough(&names) {
            let looks_like_csv = names.is_empty() && !open.carry.is_empty();
            if looks_like_csv && !open.carry.trim_ascii_start().starts_with(b"{") {
                let message = format!("{} does not begin with a JSON object", open.name);
                let hint = "JSON Lines has one object a line. Use --input-format csv for CSV; a \
                            JSON list becomes lines with jq -c '.[]'.";
                return Err(Error::input(message).hint(hint));
            }
            return Ok(names);
        }
        open.more(progress)?;
    }
}

/// Leaves out the byte order mark at the beginning of a source.
pub(super) fn skip_mark(open: &mut Open) {
    if open.carry.starts_with(MARK) {
        open.carry.drain(..MARK.len());
    }
}

fn keys(open: &Open) -> Vec<String> {
    let mut names = Vec::new();
    let mut seen = HashSet::new();
    let text = &open.carry[..open.carry.len().min(SAMPLE)];
    let whole =
        if open.ended { text.len() } else { memchr::memrchr(b'\n', text).map_or(0, |end| end + 1) };
    for line in text[..whole].split(|byte| *byte == b'\n') {
        let mut found = Vec::new();
        let walk = jsonl::entries(line, (0, line.len()), |entry| {
            found.push(&line[entry.key.0 - 1..=entry.key.1]);
        });
        if walk.is_err() {
            continue;
        }
        for key in found {
            if let Ok(key) = serde_json::from_slice::<String>(key)
                && seen.insert(key.clone())
            {
                names.push(key);
            }
        }
    }
    names
}

/// What to do about input in the wrong format.
pub(super) fn hint_of_format(names: &[String]) -> Option<String> {
    let first = names.first()?.trim_start();
    first.starts_with('{').then(|| {
        format!("{} looks like JSON Lines: use --input-format jsonl.", wording::quote(first))
    })
}
