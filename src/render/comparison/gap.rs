//! The gap report: what several people answer beside what was measured, as text, as a
//! page for a wiki, and as one for a board.
//!
//! ```
//! use salesmodel::answers::read;
//! use salesmodel::comparison::gap::{Gap, Person};
//! use salesmodel::date::Date;
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::render::Look;
//! use salesmodel::render::comparison::gap::{GapReport, write_text};
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let person = |name: &str, text: &str| {
//!     let saved = read(&questionnaire, name, text)?;
//!     let (draft, earlier) = (saved.draft, saved.asked_again);
//!     let person = Person { name: Some(name.to_owned()), draft, earlier };
//!     Ok::<_, salesmodel::problem::Problems>(person)
//! };
//! let people = vec![person("Ann", "leads: inbound\n")?, person("Bo", "leads: outbound\n")?];
//! let gap = Gap::new(&questionnaire, people, None);
//! let report = GapReport { gap: &gap, company: Some("Acme"), date: Date::EPOCH };
//! let mut page = Vec::new();
//! write_text(&report, &Look::default(), &mut page)?;
//! assert!(String::from_utf8(page)?.contains("Lead source"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod content;
pub(crate) mod json;

use std::io::{self, Write};

use askama::Template;

use self::content::GapContent;
use crate::comparison::gap::Gap;
use crate::date::Date;
use crate::render::Look;
use crate::render::page::{Page, widest};
use crate::words::Direction;

/// A gap report with what is known beside it.
#[derive(Clone, Copy, Debug)]
pub struct GapReport<'g, 'q> {
    /// The answers beside each other.
    pub gap: &'g Gap<'q>,
    /// The company that they are about.
    pub company: Option<&'g str>,
    /// The day on which the report was made.
    pub date: Date,
}

/// Writes the report as a text for people.
///
/// # Errors
///
/// Those of the writer.
pub fn write_text(report: &GapReport<'_, '_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let content = GapContent::new(report);
    let mut page = Page::new(look);
    page.paragraph("", &content.subject);
    page.paragraph("", &content.verdict);
    page.gap();
    page.paragraph("", &content.summary);
    if let Some(with_measured) = &content.with_measured {
        page.paragraph("", with_measured);
    }
    page.paragraph("", &content.says("gap-no-vote"));
    let (measured_label, mark) = (content.says("gap-measured"), content.says("gap-measured-mark"));
    for (heading, questions) in &content.groups {
        page.heading(heading);
        for (place, question) in questions.iter().enumerate() {
            if place > 0 {
                page.gap();
            }
            page.paragraph("  ", question.name);
            page.paragraph("    ", &question.meaning);
            let labels = question.rows.iter().map(|row| row.label.as_str());
            let widest = widest(labels.chain([measured_label.as_str()])).min(40);
            let mut row_of =
                |label: &str, text: &str| page.row(widest + 3, &format!("  {label}"), text);
            for row in &question.rows {
                let mark = if row.is_measured { format!(" ({mark})") } else { String::new() };
                row_of(&row.label, &format!("{}{mark}", row.who));
            }
            if let Some(measured) = &question.measured {
                row_of(&measured_label, measured);
            }
        }
    }
    for leads in &content.leads {
        page.heading(&leads.heading);
        let widest = widest(leads.rows.iter().map(|(model, _)| model.as_str()));
        for (model, who) in &leads.rows {
            page.row(widest + 1, model, who);
        }
        if let Some(said) = &leads.said {
            page.paragraph("  ", said);
        }
    }
    page.gap();
    page.paragraph("", &content.source);
    page.write(out)
}

/// Writes the report as a page in Markdown.
///
/// # Errors
///
/// Those of the writer.
pub fn write_markdown(report: &GapReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let page = GapMarkdown { content: GapContent::new(report) };
    writeln!(out, "{}", page.render().map_err(io::Error::other)?)
}

/// Writes the report as a page in HTML.
///
/// # Errors
///
/// Those of the writer.
pub fn write_html(report: &GapReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let content = GapContent::new(report);
    let direction = Direction::for_language(content.lang);
    let page = GapHtml { content, direction };
    writeln!(out, "{}", page.render().map_err(io::Error::other)?)
}

/// Writes the report as JSON.
///
/// # Errors
///
/// Those of the writer.
pub fn write_json(report: &GapReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    json::write(report, out)
}

#[derive(Template)]
#[template(path = "comparison/gap.md")]
struct GapMarkdown<'g> {
    content: GapContent<'g>,
}

#[derive(Template)]
#[template(path = "comparison/gap.html")]
struct GapHtml<'g> {
    content: GapContent<'g>,
    direction: Direction,
}
