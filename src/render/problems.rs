//! The problems of a document: each with its place marked in an excerpt, for
//! people, and as JSON for editors and other programs.
//!
//! ```
//! use salesmodel::checkup;
//! use salesmodel::render::{Look, problems};
//!
//! let (checked, _) = checkup::questionnaire("mine.yaml", "format: 1\n", &[]);
//! let mut page = Vec::new();
//! problems::write(&checked, &Look::default(), &mut page)?;
//! assert!(String::from_utf8_lossy(&page).contains("error[missing-key]"));
//! # Ok::<(), std::io::Error>(())
//! ```

use std::collections::HashSet;
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use schemars::JsonSchema;
use serde::Serialize;
use textwrap::{Options, WordSeparator, WordSplitter};

use super::Look;
use super::balance::BalanceJson;
use crate::checkup::Checked;
use crate::document::write_value;
use crate::problem::{Position, Problem, Problems, Severity};
use crate::space::Space;
use crate::wording::steers;

/// The columns before a sentence below an excerpt: the number of the
/// line, its bar, and the word for what the sentence is.
const BEFORE: usize = 14;

/// The marks above and below one character that an excerpt shows. No script that
/// people write needs more.
const MARKS: usize = 4;

/// Writes every problem with its excerpt.
///
/// # Errors
///
/// Those of the writer.
pub fn write(checked: &Checked, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let width = look.width.clamp(Look::NARROWEST, Look::WIDEST);
    let renderer = renderer(look, width);
    let lines: Vec<&str> = checked.text.lines().collect();
    let name = visible(&checked.name);
    let mut explained = HashSet::new();
    for problem in &checked.problems {
        let beside = |columns: usize| width.saturating_sub(columns).max(16);
        let wrapped = |text: &str| fill(text, beside(BEFORE));
        let (word, code) = (problem.severity.word(), problem.kind.code());
        let title = fill(&problem.what, beside(word.len() + code.len() + "[]: ".len()));
        let title = level(problem.severity).primary_title(title).id(code);
        let line = problem.position.map(|position| (position, line_of(&lines, position)));
        let mut group: Group<'_> = match &line {
            Some((position, line)) => {
                let marked = seen(line, marked(line, *position), beside(BEFORE));
                let marked = AnnotationKind::Primary.span(marked);
                let number = usize::try_from(position.line).unwrap_or(usize::MAX);
                let snippet = Snippet::source(line).line_start(number).path(&name);
                title.element(snippet.annotation(marked))
            }
            None => title.element(Origin::path(&name)),
        };
        // Once is enough, even for a reader with twenty problems of a kind.
        if explained.insert(problem.kind) {
            let why = wrapped(problem.kind.why());
            group = group.element(Level::NOTE.with_name("why").message(why));
        }
        if let Some(hint) = &problem.hint {
            group = group.element(Level::HELP.message(wrapped(hint)));
        }
        writeln!(out, "{}\n", renderer.render(&[group]))?;
    }
    Ok(())
}

/// A text in lines of a width; ids are not broken at their hyphens.
fn fill(text: &str, width: usize) -> String {
    let options = Options::new(width)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}

fn renderer(look: &Look, width: usize) -> Renderer {
    // ASCII marks whatever the character set is: people quote these texts in mails.
    let styles = look.styles;
    Renderer::plain()
        .decor_style(DecorStyle::Ascii)
        .term_width(width)
        .error(styles.error.ansi())
        .warning(styles.warning.ansi())
        .note(styles.strong.ansi())
        .help(styles.lead.ansi())
        .emphasis(styles.strong.ansi())
        .line_num(styles.faint.ansi())
        .context(styles.faint.ansi())
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// The line of a place, with a character for each that would steer a terminal.
fn line_of(lines: &[&str], position: Position) -> String {
    let index = usize::try_from(position.line - 1).unwrap_or(usize::MAX);
    visible(lines.get(index).copied().unwrap_or_default())
}

/// A text with a character for each that would steer a terminal, and for each mark above
/// the fourth in a row: an excerpt is cut by its columns, and marks take none.
fn visible(text: &str) -> String {
    let mut marks = 0;
    let shown = |c: char| {
        let mut bytes = [0; 4];
        let takes_room = textwrap::core::display_width(c.encode_utf8(&mut bytes)) > 0;
        marks = if takes_room { 0 } else { marks + 1 };
        if c != '\t' && (steers(c) || marks > MARKS) { '\u{FFFD}' } else { c }
    };
    text.chars().map(shown).collect()
}

/// The bytes of a line that a place marks: a text in quotes, a plain value, or a
/// single character.
fn marked(line: &str, position: Position) -> Range<usize> {
    let column = usize::try_from(position.column - 1).unwrap_or(usize::MAX);
    let start = line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte);
    let rest = &line[start..];
    let length = match rest.chars().next() {
        None => 0,
        Some(quote @ ('"' | '\'')) => {
            rest[1..].find(quote).map_or_else(|| rest.trim_end().len(), |end| end + 2)
        }
        Some(single @ ('[' | '{' | '-' | '\u{FFFD}')) => single.len_utf8(),
        Some(_) => {
            let ends = [": ", ", ", " #", "]", "}"].into_iter().filter_map(|end| rest.find(end));
            let end = ends.min().unwrap_or(rest.len());
            rest[..end].trim_end().trim_end_matches([':', ',']).len().max(1)
        }
    };
    // Never within a character.
    let end = (start + length..=line.len()).find(|end| line.is_char_boundary(*end));
    start..end.unwrap_or(line.len())
}

/// The part of a mark that has room in some columns. An excerpt is cut around a mark that
/// is short enough; around a long one of wide characters it is not cut at all.
fn seen(line: &str, marked: Range<usize>, columns: usize) -> Range<usize> {
    let mut taken = 0;
    let beyond = line[marked.clone()].char_indices().find(|(at, c)| {
        let mut bytes = [0; 4];
        taken += textwrap::core::display_width(c.encode_utf8(&mut bytes));
        *at > 0 && taken > columns
    });
    marked.start..beyond.map_or(marked.end, |(at, _)| marked.start + at)
}

/// What was found in some documents, as programs read it.
#[derive(JsonSchema, Serialize)]
#[schemars(title = "Problems, as `salesmodel questions check -f json` writes them")]
pub(crate) struct ReportJson<'c> {
    /// The version of this format.
    version: u8,
    /// The documents that were checked: each questionnaire, followed by its
    /// translations.
    documents: Vec<DocumentJson<'c>>,
}

#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Document")]
struct DocumentJson<'c> {
    /// The file, the built-in, or standard input.
    name: &'c str,
    /// How many errors it has; with one or more it cannot be relied on.
    errors: usize,
    /// How many warnings it has.
    warnings: usize,
    /// How many notes there are on it.
    notes: usize,
    /// Whether these are all of its problems: false where a hundred were found, and
    /// there may be more.
    complete: bool,
    /// What was found, in the order of the places; a hundred at most.
    problems: Vec<ProblemJson<'c>>,
    /// How often each thing happens over all combinations of answers; null where
    /// that was not asked for, or the questionnaire cannot be used.
    space: Option<BalanceJson<'c>>,
}

#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Problem")]
struct ProblemJson<'c> {
    /// The kind of problem; it does not change.
    code: &'static str,
    /// How much it matters: error, warning or note.
    severity: &'static str,
    /// The line, from 1; null where the document as a whole is meant.
    line: Option<u64>,
    /// The column, from 1, in characters.
    column: Option<u64>,
    /// The column after the marked place.
    end_column: Option<u64>,
    /// What is wrong.
    what: &'c str,
    /// Why it matters.
    why: &'static str,
    /// What to do about it, where there is something to say.
    hint: Option<&'c str>,
}

/// Writes what was found in some documents as JSON. Lines and columns count from
/// 1, in characters; `end_column` is the one after the marked place. A document
/// may come with the space that its author wants to see.
///
/// # Errors
///
/// Those of the writer.
pub fn write_json<'d, 'q: 'd>(
    documents: impl Iterator<Item = (&'d Checked, Option<&'d Space<'q>>)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let documents = documents.map(|(checked, space)| DocumentJson::new(checked, space)).collect();
    write_value(&ReportJson { version: 1, documents }, out)
}

impl<'c> DocumentJson<'c> {
    fn new(checked: &'c Checked, space: Option<&'c Space<'_>>) -> Self {
        let lines: Vec<&str> = checked.text.lines().collect();
        let problems =
            checked.problems.iter().map(|problem| ProblemJson::new(problem, &lines)).collect();
        DocumentJson {
            name: &checked.name,
            errors: checked.count(Severity::Error),
            warnings: checked.count(Severity::Warning),
            notes: checked.count(Severity::Note),
            complete: checked.problems.len() < Problems::MOST,
            problems,
            space: space.map(BalanceJson::new),
        }
    }
}

impl<'c> ProblemJson<'c> {
    fn new(problem: &'c Problem, lines: &[&str]) -> Self {
        let end_column = |position: Position| {
            let line = line_of(lines, position);
            let length = line[marked(&line, position)].chars().count();
            position.column + length as u64
        };
        ProblemJson {
            code: problem.kind.code(),
            severity: problem.severity.word(),
            line: problem.position.map(|position| position.line),
            column: problem.position.map(|position| position.column),
            end_column: problem.position.map(end_column),
            what: &problem.what,
            why: problem.kind.why(),
            hint: problem.hint.as_deref(),
        }
    }
}
