//! The pipeline as a flowchart in Mermaid, which many wikis draw.

use std::fmt;
use std::io::{self, Write};

use askama::Template;
use askama::filters::Escaper;

use super::content::{self, PhaseOfPage};
use super::drawing::Alternative;
use super::sentences::{self, words};
use super::{Look, Report};

#[derive(Template)]
#[template(path = "mermaid/flowchart.mmd")]
struct Flowchart<'r> {
    alternative: Alternative,
    phases: Vec<PhaseOfPage<'r>>,
    assumed: Option<String>,
}

pub(super) fn write(report: &Report<'_, '_>, _look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let phases = content::phases(report.diagnosis);
    let alternative = Alternative::new(words(report.diagnosis), &phases);
    let assumed = sentences::assumed(report.diagnosis);
    let flowchart = Flowchart { alternative, phases, assumed };
    writeln!(out, "{}", flowchart.render().map_err(io::Error::other)?)
}

/// Escapes any text so that Mermaid shows it literally: between quotes, and with entity
/// codes for all that could end the quotes, or that Mermaid could take for HTML,
/// Markdown, an icon, a formula or a directive.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MermaidEscape;

impl Escaper for MermaidEscape {
    fn write_escaped_str<W: fmt::Write>(&self, mut out: W, text: &str) -> fmt::Result {
        for (place, c) in text.char_indices() {
            match c {
                // A full stop at the end of a sentence does not belong to an address.
                '.' if matches!(text.as_bytes().get(place + 1), None | Some(b' ')) => {
                    out.write_char(c)?;
                }
                // Two of them would begin a formula, entity codes or not: a character
                // without width keeps them apart.
                '$' if text[..place].ends_with('$') => out.write_str("#8288;#36;")?,
                _ => self.write_escaped_char(&mut out, c)?,
            }
        }
        Ok(())
    }

    fn write_escaped_char<W: fmt::Write>(&self, mut out: W, c: char) -> fmt::Result {
        match c {
            // These never mean anything special, and words are full of them.
            '-' | ',' | '\'' | '(' | ')' | '?' | '/' => out.write_char(c),
            _ if c.is_ascii_punctuation() => write!(out, "#{};", u32::from(c)),
            _ => out.write_char(c),
        }
    }
}
