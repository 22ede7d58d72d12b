//! Lines of JSON Lines: objects whose keys answer the questions.

use std::borrow::Cow;
use std::str;

use super::row::{BatchRow, Cell};
use crate::batch::BatchJob;
use crate::batch::begin::Strange;
use crate::batch::keys::{Keys, Means, More};
use crate::batch::output::{self, Output};
use crate::batch::rejection::{Rejection, RejectionMessage, SHOWN, beginning};
use crate::rows::csv::{self, CsvDialect};
use crate::rows::jsonl::{self, Broken, JsonKind, JsonMember, JsonMembers, decode, text};
use crate::rows::{Chunk, ends_row};
use crate::wording;

/// A line that is not empty. Its members are in `found`, by their columns.
pub(super) struct JsonLine<'c> {
    bytes: &'c [u8],
    span: (usize, usize),
    line: u64,
    found: &'c JsonMembers,
    /// What is wrong with it, if anything.
    wrong: Option<Box<LineFault>>,
}

/// What is wrong with a line.
enum LineFault {
    /// The name of the encoding, and how many bytes are text; the next one is not.
    NoText(&'static str, usize),
    NoObject(Broken),
    /// A key has no column, although it needs one.
    New(JsonMember),
    /// A key appears for the second time.
    Twice(JsonMember),
    /// A key is almost that of a question, and the question has no answer in this line.
    Almost(JsonMember, usize),
    /// Rejections that are worded already: an answers file lacks a key and has another one
    /// that may be meant for it, or the answers were given to another questionnaire, or to
    /// an earlier version of it whose questions meant something else.
    Said(Vec<Rejection<'static>>),
}

impl<'c> JsonLine<'c> {
    /// Visits the lines of a chunk, and returns remarks on their keys.
    #[inline(always)]
    pub(super) fn each<E>(
        chunk: &'c Chunk,
        job: &BatchJob<'_, '_>,
        mut visit: impl FnMut(&JsonLine<'_>) -> Result<(), E>,
    ) -> Result<Vec<String>, E> {
        let bytes = &chunk.bytes[..chunk.len];
        let utf8 = str::from_utf8(bytes).is_ok();
        let strange = job.strange.get(&*chunk.file);
        let mut keys = Keys::new(&job.header, &job.columns, &job.called);
        let mut found = JsonMembers::new(job.header.names.len());
        let mut start = 0;
        let mut line = chunk.line;
        while start < chunk.len {
            let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]);
            let end = end.map_or(chunk.len, |end| start + end);
            let span = trim(bytes, (start, end));
            // An empty line is not a row.
            if span.0 < span.1 {
                let text = if utf8 { Ok("") } else { str::from_utf8(&bytes[span.0..span.1]) };
                let wrong = match (find(job, &chunk.bytes, span, &mut keys, &mut found), text) {
                    (_, Err(error)) => Some(Box::new(LineFault::NoText(
                        chunk.encoding.name(),
                        error.valid_up_to(),
                    ))),
                    (Ok(wrong), _) => wrong,
                    (Err(broken), _) => Some(Box::new(LineFault::NoObject(broken))),
                };
                let wrong = wrong.or_else(|| {
                    strange.map(|it| Box::new(LineFault::Said(vec![not_the_same(it)])))
                });
                visit(&JsonLine { bytes: &chunk.bytes, span, line, found: &found, wrong })?;
            }
            start = end + 1;
            // A carriage return and the line feed after it are one line break.
            let both = bytes.get(end) == Some(&b'\r') && bytes.get(start) == Some(&b'\n');
            line += u64::from(!both);
        }
        Ok(keys.into_remarks())
    }

    fn almost(&self, member: JsonMember, own: &str) -> Rejection<'static> {
        let key = decode(&self.bytes[member.key.0..member.key.1]);
        let message = format!("no question has the key {}", wording::quote(&key));
        Rejection {
            kind: "almost-key",
            column: Some(Cow::Owned(key)),
            value: Some(beginning(&text(self.bytes, &member), SHOWN).into()),
            message: RejectionMessage::Said(message.into()),
            hint: Some(Cow::Owned(format!(
                "Did you mean {own}? Write {own} as well (null for unsure) if it is something else."
            ))),
        }
    }

    fn whole(&self) -> &'c [u8] {
        &self.bytes[self.span.0..self.span.1]
    }
}

/// Finds the members of a line by their columns, and returns what is wrong with the line,
/// if anything. Most lines have only keys that are columns, each once, and need nothing
/// else; `find_more` deals with all other lines.
#[inline(always)]
fn find(
    job: &BatchJob<'_, '_>,
    bytes: &[u8],
    span: (usize, usize),
    keys: &mut Keys<'_>,
    found: &mut JsonMembers,
) -> Result<Option<Box<LineFault>>, Broken> {
    found.clear();
    let needs_column = matches!(job.output, Output::Csv(_));
    let mut needs_more = false;
    let mut at = 0;
    let read = jsonl::members(bytes, span, |member| {
        match keys.meaning(at, bytes, member.key) {
            Means::Column(column) => {
                let column = column as usize;
                needs_more |= found.put(column, member) && (needs_column || job.is_read(column));
            }
            Means::Nothing => needs_more |= needs_column,
            Means::More(_) => needs_more = true,
        }
        at += 1;
    });
    if let Err(broken) = read {
        found.clear();
        return Err(broken);
    }
    if !needs_more {
        return Ok(None);
    }
    find_more(job, bytes, span, keys, found)
}

/// Does the same again, for a line with a key that is wrong or means more than its column.
#[cold]
fn find_more(
    job: &BatchJob<'_, '_>,
    bytes: &[u8],
    span: (usize, usize),
    keys: &mut Keys<'_>,
    found: &mut JsonMembers,
) -> Result<Option<Box<LineFault>>, Broken> {
    found.clear();
    let mut members = Vec::new();
    jsonl::members(bytes, span, |member| members.push(member))?;
    let needs_column = matches!(job.output, Output::Csv(_));
    let mut wrong = None;
    let mut almost = Vec::new();
    let mut about = None;
    let mut ids = Vec::new();
    for (at, member) in members.into_iter().enumerate() {
        let means = match keys.meaning(at, bytes, member.key) {
            Means::Column(column) => More { column: Some(column), ..More::NOTHING },
            Means::Nothing => More::NOTHING,
            Means::More(more) => more,
        };
        almost.extend(means.almost.map(|question| (question as usize, member)));
        if means.is_questionnaire && member.kind == JsonKind::Object {
            about = Some(member);
        }
        match means.column {
            Some(column) if means.is_id && !needs_column => {
                let twice = ids.iter().any(|(other, _)| *other == column);
                if twice {
                    wrong = wrong.or(Some(LineFault::Twice(member)));
                } else {
                    ids.push((column, member));
                }
            }
            _ if means.is_id => wrong = wrong.or(Some(LineFault::New(member))),
            Some(column) => {
                let column = column as usize;
                if found.put(column, member) && (needs_column || job.is_read(column)) {
                    wrong = wrong.or(Some(LineFault::Twice(member)));
                }
            }
            None if needs_column => wrong = wrong.or(Some(LineFault::New(member))),
            None => {}
        }
    }
    // A key that is exactly the id of a question wins over the name of its column.
    for (column, member) in ids {
        let place = column as usize;
        if let Some(other) = found.at(place).filter(|_| wrong.is_none()) {
            keys.gives_way(place, &bytes[other.key.0..other.key.1]);
        }
        found.put(place, member);
    }
    for (question, member) in almost {
        let own = job.columns[question].place.and_then(|place| found.at(place));
        match own {
            None => wrong = wrong.or(Some(LineFault::Almost(member, question))),
            Some(_) => keys.stands_beside(question, &bytes[member.key.0..member.key.1]),
        }
    }
    let wrong = match (wrong, about) {
        (None, Some(about)) => given_earlier(job, bytes, about, keys, found),
        (wrong, _) => wrong,
    };
    Ok(wrong.map(Box::new))
}

/// What is wrong with the answers of a line that says to which questionnaire they were
/// given.
#[cold]
fn given_earlier(
    job: &BatchJob<'_, '_>,
    bytes: &[u8],
    about: JsonMember,
    keys: &mut Keys<'_>,
    found: &JsonMembers,
) -> Option<LineFault> {
    let about = &bytes[about.value.0..about.value.1];
    let earlier = keys.earlier(job.table.questionnaire(), about);
    if !earlier.wrong.is_empty() {
        return Some(LineFault::Said(earlier.wrong.clone()));
    }
    let changed = earlier.changed.iter().filter_map(|(question, message)| {
        let column = &job.columns[*question];
        let answer = found.at(column.place?).filter(|member| member.kind != JsonKind::Null)?;
        if text(bytes, &answer).trim().is_empty() {
            return None;
        }
        let rejection = Rejection::row("earlier-version", message.clone());
        let hint = format!("Ask again, and write {} as null until then.", column.name);
        Some(Rejection {
            column: Some(Cow::Owned(column.name.clone())),
            ..rejection.with_hint(hint)
        })
    });
    let changed: Vec<Rejection<'static>> = changed.collect();
    (!changed.is_empty()).then_some(LineFault::Said(changed))
}

impl BatchRow for JsonLine<'_> {
    fn line(&self) -> u64 {
        self.line
    }

    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        self.bytes
    }

    #[inline(always)]
    fn is_whole(&self, _job: &BatchJob<'_, '_>) -> bool {
        self.wrong.is_none()
    }

    #[inline(always)]
    fn cell(&self, column: usize) -> Cell {
        let Some(member) = self.found.at(column) else {
            return Cell::Nothing;
        };
        let (start, end) = member.value;
        match member.kind {
            JsonKind::Null => Cell::Nothing,
            JsonKind::Number => Cell::At(start, end),
            JsonKind::Text => Cell::At(start + 1, end - 1),
            JsonKind::Escaped => Cell::Text(text(self.bytes, &member)),
            _ => Cell::Other,
        }
    }

    fn text(&self, column: usize) -> Option<String> {
        self.found.at(column).map(|member| text(self.bytes, &member))
    }

    fn faults<'j>(&self, job: &'j BatchJob<'_, '_>) -> Vec<Rejection<'j>> {
        let (kind, member, message, hint) = match self.wrong.as_deref() {
            None => return Vec::new(),
            Some(LineFault::NoText(encoding, before)) => {
                return vec![Rejection::not_text(encoding, before + 1)];
            }
            Some(LineFault::NoObject(broken)) => {
                return vec![Rejection::not_json(broken.from(self.span.0), self.whole())];
            }
            Some(LineFault::Almost(member, question)) => {
                return vec![self.almost(*member, &job.columns[*question].name)];
            }
            Some(LineFault::Said(rejections)) => return rejections.clone(),
            Some(LineFault::New(member)) => (
                "new-key",
                member,
                "no line near the beginning has this key, so it has no column",
                "Write JSON Lines, or put every key into the first line.",
            ),
            Some(LineFault::Twice(member)) => {
                ("duplicate-key", member, "this key appears twice", "Leave one of them out.")
            }
        };
        vec![Rejection {
            kind,
            column: Some(Cow::Owned(decode(&self.bytes[member.key.0..member.key.1]))),
            value: Some(beginning(&text(self.bytes, member), SHOWN).into()),
            message: RejectionMessage::Said(message.into()),
            hint: Some(Cow::Borrowed(hint)),
        }]
    }

    #[inline(always)]
    fn write_csv(&self, out: &mut Vec<u8>, _job: &BatchJob<'_, '_>, dialect: CsvDialect) {
        for column in 0..self.found.columns() {
            if column > 0 {
                out.push(dialect.delimiter);
            }
            let Some(member) = self.found.at(column).filter(|member| member.kind != JsonKind::Null)
            else {
                continue;
            };
            let decoded;
            let (start, end) = member.value;
            let cell = match member.kind {
                JsonKind::Escaped => {
                    decoded = decode(&self.bytes[start + 1..end - 1]);
                    decoded.as_bytes()
                }
                JsonKind::Text => &self.bytes[start + 1..end - 1],
                _ => &self.bytes[start..end],
            };
            match member.kind {
                // Numbers and truth values are not formulas.
                JsonKind::Number | JsonKind::True | JsonKind::False => {
                    csv::write_cell(out, cell, dialect.delimiter);
                }
                _ => csv::write_harmless_cell(out, cell, dialect.delimiter),
            }
        }
    }

    #[inline(always)]
    fn write_json(&self, out: &mut Vec<u8>, _job: &BatchJob<'_, '_>) {
        if let Some(LineFault::NoText(..) | LineFault::NoObject(_)) = self.wrong.as_deref() {
            output::json(out, &*String::from_utf8_lossy(self.whole()));
        } else {
            out.extend_from_slice(self.whole());
        }
    }
}

fn not_the_same(strange: &Strange) -> Rejection<'static> {
    let Strange { missing, other } = strange;
    let message = format!(
        "there is no {}, and {} is not a key of an answers file",
        wording::quote(missing),
        wording::quote(other)
    );
    Rejection::row("other-keys", message)
        .with_hint(format!("Call the answer {missing}, or write it as null if there is none."))
}

/// A line without the white space around it.
fn trim(bytes: &[u8], (mut start, mut end): (usize, usize)) -> (usize, usize) {
    let blank = |byte: u8| matches!(byte, b' ' | b'\t') || ends_row(byte);
    while start < end && blank(bytes[start]) {
        start += 1;
    }
    while start < end && blank(bytes[end - 1]) {
        end -= 1;
    }
    (start, end)
}
