//! The outputs: each one a small file with a function of a [`Report`] and a
//! writer. A new format is a file here and a line in [`FORMATS`].

pub mod balance;
pub mod card;
pub mod comparison;
mod content;
pub mod crm;
mod drawing;
pub mod form;
mod html;
pub mod introduction;
pub(crate) mod json;
mod markdown;
pub mod measure;
mod mermaid;
pub mod models;
pub(crate) mod page;
pub mod problems;
mod sentences;
mod svg;
mod text;

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::answers::Measured;
use crate::date::Date;
use crate::diagnosis::Diagnosis;

/// A diagnosis with what is known beside it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'r, 'q> {
    /// The diagnosis.
    pub diagnosis: &'r Diagnosis<'q>,
    /// The day it was made.
    pub date: Date,
    /// What was measured of the answers, if anything was.
    pub measured: Option<&'r Measured>,
    /// The company that it is about.
    pub company: Option<&'r str>,
    /// The command that repeats it without a prompt, if one can.
    pub command: Option<&'r str>,
    /// The command that says more about the leading model, if one can.
    pub details: Option<&'r str>,
    /// How the answers came in.
    pub answered: Answered,
}

/// How answers came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// All of them with the command: whoever reads the result has it already.
    ByCommand,
    /// Some of them in the quiz.
    ByQuiz,
}

/// How a text for people is laid out. Formats for programs ignore it.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The columns to fill; less than [`Look::NARROWEST`] counts as that, and
    /// more than [`Look::WIDEST`] as this.
    pub width: usize,
    /// The characters to draw with.
    pub charset: Charset,
    /// The styles of its parts.
    pub styles: Styles,
}

impl Look {
    /// The columns of a page that goes to no window.
    pub const STANDARD: usize = 80;

    /// The fewest columns that a page is laid out for.
    pub const NARROWEST: usize = 30;

    /// The most columns that a page fills: longer lines are hard to read.
    pub const WIDEST: usize = 100;
}

/// The characters that bars and marks are drawn with. Words stay as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// Plain ASCII, for a locale that is not UTF-8.
    Ascii,
    /// Block characters.
    Unicode,
}

/// The styles of a text for people.
#[derive(Clone, Copy, Debug, Default)]
pub struct Styles {
    /// Headings and the names that matter.
    pub strong: Style,
    /// What leads.
    pub lead: Style,
    /// What may be skipped.
    pub faint: Style,
    /// What keeps a command from being done.
    pub error: Style,
    /// What a person should know all the same.
    pub warning: Style,
}

impl Styles {
    /// No styles at all: text without escape sequences.
    pub const fn plain() -> Self {
        let plain = Style::new();
        Styles { strong: plain, lead: plain, faint: plain, error: plain, warning: plain }
    }

    /// Colours and weights that read on light and dark terminals.
    pub const fn coloured() -> Self {
        Styles {
            strong: Style::new().bold(),
            lead: AnsiColor::Green.on_default().bold(),
            faint: Style::new().dimmed(),
            error: AnsiColor::Red.on_default().bold(),
            warning: AnsiColor::Yellow.on_default().bold(),
        }
    }
}

/// A format of the report.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name, as the command line gives it.
    pub name: &'static str,
    /// The extension of files in it.
    pub extension: &'static str,
    /// What it is for, in a few words.
    pub about: &'static str,
    /// Who reads it.
    pub audience: Audience,
    write: fn(&Report<'_, '_>, &Look, &mut dyn Write) -> io::Result<()>,
}

/// Who reads a format: people read it in their own language, and programs in the
/// same one every time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A report, a page, a picture.
    People,
    /// What other programs take in.
    Programs,
}

/// Every format; the first is the one that is used where none is named.
pub const FORMATS: &[Format] = &[
    Format {
        name: "text",
        extension: "txt",
        about: "a report to read",
        audience: Audience::People,
        write: text::write,
    },
    JSON,
    Format {
        name: "markdown",
        extension: "md",
        about: "a page for a wiki, with a checklist for a CRM",
        audience: Audience::People,
        write: markdown::write,
    },
    Format {
        name: "html",
        extension: "html",
        about: "a page for a board, to read or to print",
        audience: Audience::People,
        write: html::write,
    },
    Format {
        name: "svg",
        extension: "svg",
        about: "the pipeline as a picture for a slide",
        audience: Audience::People,
        write: svg::write,
    },
    Format {
        name: "mermaid",
        extension: "mmd",
        about: "the pipeline as a flowchart for a wiki",
        audience: Audience::People,
        write: mermaid::write,
    },
];

/// Writes a report as one line of JSON, without its line feed.
pub(crate) fn write_json_line(report: &Report<'_, '_>, out: &mut Vec<u8>) {
    json::write_line(report, out);
}

/// Writes a value as indented JSON with a line feed at the end.
pub(crate) fn write_json_value(
    value: &impl serde::Serialize,
    out: &mut dyn Write,
) -> io::Result<()> {
    json::write_value(value, out)
}

/// The format that results are saved in.
pub const JSON: Format = Format {
    name: "json",
    extension: "json",
    about: "JSON for programs",
    audience: Audience::Programs,
    write: json::write,
};

impl Format {
    /// The format of this name.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format of files with this extension.
    pub fn of_extension(extension: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.extension.eq_ignore_ascii_case(extension))
    }

    /// Writes the report in this format, with a line feed at the end.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write(
        &self,
        report: &Report<'_, '_>,
        look: &Look,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        (self.write)(report, look, out)
    }
}
