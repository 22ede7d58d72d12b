//! The page for a wiki, in Markdown (CommonMark with the tables and check lists of
//! GitHub).

use std::fmt;
use std::io::{self, Write};

use askama::Template;
use askama::filters::Escaper;

use super::content::ReportContent;
use super::crm::{CrmPlan, Pipeline};
use super::{Look, Report};
use crate::pipeline::Phase;

#[derive(Template)]
#[template(path = "markdown/page.md")]
struct MarkdownReport<'r> {
    content: ReportContent<'r>,
    /// The pipelines to type into a CRM, as they would be imported.
    checklist: Option<CrmPlan<'r>>,
}

pub(super) fn write(report: &Report<'_, '_>, _look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let page =
        MarkdownReport { content: ReportContent::new(report), checklist: CrmPlan::to_type(report) };
    writeln!(out, "{}", page.render().map_err(io::Error::other)?)
}

impl MarkdownReport<'_> {
    /// The task of adding a pipeline. It names every stage: the pipeline of existing
    /// customers takes some from the middle of the list above.
    fn task(&self, pipeline: &Pipeline<'_>) -> String {
        let stages: Vec<String> = pipeline.stages.iter().map(|s| s.name.to_string()).collect();
        self.content.checklist_pipeline(&pipeline.name, &stages)
    }
}

/// Escapes any text so that Markdown shows it literally.
///
/// What a reader of HTML could take for markup becomes an entity, because not
/// every wiki keeps to CommonMark before it looks for tags; the rest is escaped
/// with a backslash.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MarkdownEscape;

impl Escaper for MarkdownEscape {
    fn write_escaped_str<W: fmt::Write>(&self, mut out: W, text: &str) -> fmt::Result {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        for (place, c) in text.char_indices() {
            // At the beginning of a line, more characters mean something: those of
            // lists, numbers of lists, underlines of headings.
            let begins = match c {
                '-' | '+' | '=' => place == 0,
                '.' | ')' => digits > 0 && place == digits,
                _ => false,
            };
            // A bare address would become a link.
            let links = match c {
                ':' => text[place..].starts_with("://"),
                '.' => text[..place].to_ascii_lowercase().ends_with("www"),
                _ => false,
            };
            if begins || links {
                out.write_char('\\')?;
            }
            self.write_escaped_char(&mut out, c)?;
        }
        Ok(())
    }

    fn write_escaped_char<W: fmt::Write>(&self, mut out: W, c: char) -> fmt::Result {
        match c {
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            '&' => out.write_str("&amp;"),
            // Before tables look for their columns.
            '|' => out.write_str("&#124;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '$' | '{' | '}' => {
                write!(out, "\\{c}")
            }
            _ => out.write_char(c),
        }
    }
}
