//! The beginning of the input: how it is written, and which columns it has.

use std::borrow::Cow;
use std::collections::HashSet;

use super::csv::{self, BLOCK, DELIMITERS, Dialect, Field, Rows};
use super::input::{Ending, LONGEST_ROW, Open};
use super::jsonl;
use super::{Error, Format, Options, Progress, Wanted};
use crate::questionnaire::Questionnaire;
use crate::wording;

/// The byte order mark of UTF-8.
pub(super) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// So much of JSON Lines is looked at to learn its keys, in bytes.
const SAMPLE: usize = 64 << 10;

/// What the beginning of the input shows.
pub(super) struct Begun {
    pub(super) ending: Ending,
    /// Whether a byte order mark stands before the header.
    pub(super) marked: bool,
    /// The header as it stands, without its ending; none in JSON Lines.
    pub(super) line: Option<Vec<u8>>,
    /// The columns, or the keys of the first lines.
    pub(super) names: Vec<String>,
}

impl Begun {
    /// Looks at the beginning of a source, and leaves what stands behind it.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is not what it should be.
    pub(super) fn of(
        open: &mut Open,
        questionnaire: &Questionnaire,
        options: &Options,
        progress: &Progress,
    ) -> Result<Self, Error> {
        match options.input {
            Format::Csv => csv(open, questionnaire, options, progress),
            Format::JsonLines => jsonl(open, questionnaire, options, progress),
        }
    }

    /// Further sources must have the columns of the first.
    ///
    /// # Errors
    ///
    /// They have others, or cannot be read.
    pub(super) fn refuse_another(
        &self,
        open: &mut Open,
        questionnaire: &Questionnaire,
        options: &Options,
        progress: &Progress,
    ) -> Result<(), Error> {
        let Ending::Csv(_) = self.ending else {
            skip_mark(open);
            return Ok(());
        };
        let names = csv(open, questionnaire, options, progress)?.names;
        let differs = |place: &usize| names.get(*place) != self.names.get(*place);
        let Some(place) = (0..names.len().max(self.names.len())).find(differs) else {
            return Ok(());
        };
        let cell = |names: &[String]| match names.get(place) {
            Some(name) => wording::quote(name),
            None => "nothing".to_owned(),
        };
        let message = format!(
            "the header of {} is not that of the first file: column {} is {}, and there it is {}",
            open.name,
            place + 1,
            cell(&names),
            cell(&self.names)
        );
        Err(Error::input(message).hint("Diagnose files with other columns by themselves."))
    }

    /// How CSV is written: as the input is, or as we write it.
    pub(super) fn dialect(&self) -> Dialect {
        match self.ending {
            Ending::Csv(dialect) => dialect,
            Ending::Line => Dialect::OURS,
        }
    }

    /// What stands between the values of CSV input.
    pub(super) fn delimiter(&self) -> Option<u8> {
        match self.ending {
            Ending::Csv(dialect) => Some(dialect.delimiter),
            Ending::Line => None,
        }
    }

    /// What to do about columns that look like another format.
    pub(super) fn hint_of_format(&self) -> Option<String> {
        let first = self.names.first()?.trim_start();
        let looks_like_json = first.starts_with('{') && self.line.is_some();
        looks_like_json.then(|| {
            format!("{} looks like JSON Lines: use --input-format jsonl.", wording::quote(first))
        })
    }
}

/// Reads the header.
fn csv(
    open: &mut Open,
    questionnaire: &Questionnaire,
    options: &Options,
    progress: &Progress,
) -> Result<Begun, Error> {
    let delimiters = match options.delimiter {
        Some(delimiter) => vec![delimiter],
        None => DELIMITERS.to_vec(),
    };
    let wanted = wanted(questionnaire, options);
    let ours = |head: &Head| {
        head.names.iter().filter(|name| wanted.contains(&name.trim().to_lowercase())).count()
    };
    loop {
        let marked = open.carry.starts_with(MARK);
        let text = if marked { &open.carry[MARK.len()..] } else { &open.carry };
        let heads = delimiters.iter().map(|delimiter| head(text, *delimiter, open.ended));
        // The delimiter that shows the most of our columns, then that which shows
        // the most columns; the first of equals.
        let best = heads.flatten().rev().max_by_key(|head| (ours(head), head.names.len()));
        if let Some(head) = best {
            let line_break = head.dialect.line_break();
            open.line += memchr::memchr_iter(line_break, &text[..head.next]).count() as u64;
            let skip = head.next + if marked { MARK.len() } else { 0 };
            refuse_other_encodings(&open.carry[..skip], open)?;
            open.carry.drain(..skip);
            let (ending, line) = (Ending::Csv(head.dialect), Some(head.line));
            return Ok(Begun { ending, marked, line, names: head.names });
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

/// A header, read with one delimiter.
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
fn wanted(questionnaire: &Questionnaire, options: &Options) -> HashSet<String> {
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

/// Learns the keys of the first lines, in the order in which they come.
fn jsonl(
    open: &mut Open,
    questionnaire: &Questionnaire,
    options: &Options,
    progress: &Progress,
) -> Result<Begun, Error> {
    skip_mark(open);
    let wanted = wanted(questionnaire, options);
    let all = options.output == Wanted::Rows(Format::Csv);
    loop {
        let names = keys(open);
        let lower: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        // Columns must all be known; for the rest, ours are enough.
        let enough = !all && wanted.is_subset(&lower);
        if open.ended || open.carry.len() >= SAMPLE || enough {
            let begins_well =
                open.carry.trim_ascii_start().first().is_none_or(|byte| *byte == b'{');
            if names.is_empty() && !begins_well {
                let message = format!("{} does not begin with a JSON object", open.name);
                let hint = "JSON Lines has one object a line. Use --input-format csv for CSV; a \
                            JSON list becomes lines with jq -c '.[]'.";
                return Err(Error::input(message).hint(hint));
            }
            return Ok(Begun { ending: Ending::Line, marked: false, line: None, names });
        }
        open.more(progress)?;
    }
}

/// Leaves out the byte order mark at the beginning of a source.
fn skip_mark(open: &mut Open) {
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
