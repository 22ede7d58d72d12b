//! Advice on inputs whose beginning names no question: the most frequent ways in which a
//! file is not what it seems, each with what to do.

use std::collections::HashSet;

use super::rejection::Rejection;
use crate::problem::{Advice, Remedy};
use crate::questionnaire::Questionnaire;
use crate::rows::{self, Head, SourceReader};
use crate::wording;

/// How many lines are searched for a header that is not the first line.
const MOST_LINES: usize = 20;

/// How many known names show that a line is a header; a single one may be chance.
const ENOUGH: usize = 2;

/// How many different characters of a line are tried as its delimiter. Each costs a reading
/// of the line, which may be as long as the longest row.
const MOST_MARKS: usize = 32;

/// Whether a name is one that is looked for.
pub(super) type Fits<'f> = &'f dyn Fn(&str) -> bool;

/// Advice on CSV whose header has no name that fits.
///
/// # Errors
///
/// The source cannot be read.
pub(super) fn csv(
    head: &Head,
    open: &mut SourceReader,
    fits: Fits<'_>,
    languages: &[&Questionnaire],
) -> Result<Option<Advice>, rows::Error> {
    if let Some(advice) = json(head).or_else(|| one_cell(head, fits)) {
        return Ok(Some(advice));
    }
    let other = match in_quotes(&head.names, fits) {
        Some(hint) => Some(hint),
        None => later(open, fits)?,
    };
    let other = other.or_else(|| answers(&head.names, languages));
    Ok(other.map(Advice::from))
}

/// Advice on JSON Lines whose keys do not fit.
pub(super) fn jsonl(keys: &[String]) -> Option<String> {
    let has = |name: &str| keys.iter().any(|key| key == name);
    (has("answers") && has("questionnaire")).then(|| {
        "These are saved results, which have their answers under the key answers. This makes \
         rows of them: jq -c '{company} + .answers' FILE | salesmodel batch"
            .to_owned()
    })
}

/// Advice on JSON Lines that have no object near their beginning.
pub(super) fn broken_lines(open: &SourceReader) -> Option<String> {
    let (line, text) = open.first_line()?;
    let why = Rejection::not_json(rows::jsonl::members(text, (0, text.len()), |_| ()).err()?, text);
    let hint = why.hint().map_or(String::new(), |hint| format!(" {hint}"));
    Some(format!(
        "No line near the beginning of {} is an object. Line {line}: {}.{hint}",
        open.name,
        why.message()
    ))
}

fn json(head: &Head) -> Option<Advice> {
    let first = head.names.first()?.trim_start();
    first.starts_with(['{', '[']).then(|| {
        let like = format!("{} looks like JSON. ", wording::quote(first));
        Advice::ending(like, Remedy::ReadAsJsonLines)
    })
}

/// Advice on a header that is a single cell, and has names that fit with another character
/// between them.
fn one_cell(head: &Head, fits: Fits<'_>) -> Option<Advice> {
    let [name] = head.names.as_slice() else { return None };
    let splits = |c: &char| name.split(*c).filter(|name| fits(name)).count() >= ENOUGH;
    let mut tried = HashSet::new();
    let mut marks = name.chars().filter(|c| !c.is_alphanumeric() && *c != '"');
    let between = marks.by_ref().filter(|c| tried.insert(*c)).take(MOST_MARKS).find(splits)?;
    if head.text.starts_with(b"\"") {
        let hint = "The whole line is in quotes, so it is one cell. Take the quotes around \
                    lines out, or save the file as CSV again.";
        return Some(hint.into());
    }
    if !between.is_ascii() {
        let between = wording::quote(between.encode_utf8(&mut [0; 4]));
        let hint = format!(
            "The names have {between} between them, which does not separate cells. Put commas in \
             their place, or save the file as CSV again."
        );
        return Some(hint.into());
    }
    let shown = if between == '\t' { "tab".to_owned() } else { format!("'{between}'") };
    let have = format!("The names have {shown} between them: ");
    Some(Advice::ending(have, Remedy::SetDelimiter(between)))
}

/// Advice on names that would fit without the quotes that are part of them.
fn in_quotes(names: &[String], fits: Fits<'_>) -> Option<String> {
    let quotes = |c: char| "\"'\u{2018}\u{2019}\u{201c}\u{201d}\u{201e}`".contains(c);
    let bare = |name: &&String| {
        let inside = name.trim().trim_matches(quotes);
        inside.len() < name.trim().len() && fits(inside)
    };
    let first = names.iter().find(bare)?;
    (names.iter().filter(bare).count() >= ENOUGH).then(|| {
        format!(
            "The quotes are part of the names, such as {}. Only straight double quotes right \
             after a separator hold a cell together, and once: take the others out.",
            wording::harmless_line(first.trim())
        )
    })
}

/// Advice on a header that is not in the first line.
fn later(open: &mut SourceReader, fits: Fits<'_>) -> Result<Option<String>, rows::Error> {
    let judge = |names: &[String]| {
        Some(names.iter().filter(|name| fits(name)).count()).filter(|fit| *fit >= ENOUGH)
    };
    let line = Head::later(open, MOST_LINES, &judge)?;
    Ok(line.map(|line| {
        format!(
            "The names of the columns are in line {line}. Leave out the lines before it: \
             tail -n +{line} FILE | salesmodel batch"
        )
    }))
}

/// Advice on a first line that has answers and not names.
fn answers(names: &[String], languages: &[&Questionnaire]) -> Option<String> {
    let options = || {
        let questions = languages.iter().flat_map(|language| language.questions());
        questions.flat_map(|question| &question.options)
    };
    let is_answer = |name: &&str| {
        let lower = name.to_lowercase();
        options().any(|it| it.id.as_str() == lower || it.label.to_lowercase() == lower)
    };
    let found: Vec<&str> = names.iter().map(|name| name.trim()).filter(is_answer).collect();
    (found.len() >= ENOUGH).then(|| {
        format!(
            "The first line has answers ({}) and no names. Put a line before it that names the \
             columns.",
            wording::all_of(found)
        )
    })
}
