//! The outputs: each one a small file with a function of a [`Report`] and a
//! writer. A new format is a file here and a line in [`FORMATS`].
//!
//! ```
//! # use salesmodel::{answers::Draft, date::Date, diagnosis, questionnaire::Builtin};
//! use salesmodel::render::{Format, Look, Report};
//!
//! # let questionnaire = Builtin::standard().questionnaire();
//! # let mut draft = Draft::new(&questionnaire);
//! # let answers = ["inbound", "little", "one", "one-or-two"];
//! # for (question, answer) in questionnaire.questions().iter().zip(answers) {
//! #     draft.give(question.read(answer)?);
//! # }
//! # let diagnosis = diagnosis::score(draft.complete()?)?;
//! let report = Report::new(&diagnosis, Date::EPOCH).with_company("Acme");
//! let mut page = Vec::new();
//! Format::named("markdown").expect("there is one").write(&report, &Look::default(), &mut page)?;
//! assert!(String::from_utf8(page)?.starts_with("# "));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod balance;
#[doc(hidden)]
pub mod card;
pub mod comparison;
mod content;
pub mod crm;
mod drawing;
pub mod form;
mod html;
#[doc(hidden)]
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

use std::fmt::{self, Display, Formatter};
use std::io::{self, Write};

use anstyle::AnsiColor;

use crate::answers::Measured;
use crate::date::Date;
use crate::diagnosis::Diagnosis;
use crate::document;

/// A diagnosis with what is known beside it.
///
/// ```
/// use salesmodel::answers::Draft;
/// use salesmodel::date::Date;
/// use salesmodel::diagnosis;
/// use salesmodel::questionnaire::Builtin;
/// use salesmodel::render::Report;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let questionnaire = Builtin::standard().questionnaire();
/// let mut draft = Draft::new(&questionnaire);
/// for question in questionnaire.questions() {
///     draft.give(question.choose(0));
/// }
/// let diagnosis = diagnosis::score(draft.complete()?)?;
/// let today = Date::new(2026, 11, 26).expect("November has thirty days");
/// let json = Report::new(&diagnosis, today).with_company("Acme").to_json();
/// assert!(json.contains(r#""company": "Acme""#));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Report<'r, 'q> {
    /// The diagnosis.
    pub diagnosis: &'r Diagnosis<'q>,
    /// The day it was made.
    pub date: Date,
    /// What was measured of the answers, if anything was.
    pub measured: Option<&'r Measured>,
    /// The company that it is about.
    pub company: Option<&'r str>,
    /// Who gave the answers, if all of them are one person's.
    pub by: Option<&'r str>,
    /// The role of that person.
    pub role: Option<&'r str>,
    /// The command that repeats it without a prompt, if one can.
    pub command: Option<&'r str>,
    /// The command that says more about the leading model, if one can.
    pub details: Option<&'r str>,
    /// How the answers came in.
    pub answered: Answered,
}

impl<'r, 'q> Report<'r, 'q> {
    /// A diagnosis that was made on a day, with nothing known beside it.
    pub fn new(diagnosis: &'r Diagnosis<'q>, date: Date) -> Self {
        Report {
            diagnosis,
            date,
            measured: None,
            company: None,
            by: None,
            role: None,
            command: None,
            details: None,
            answered: Answered::ByCommand,
        }
    }

    /// The same report, with what was measured of the answers.
    #[must_use]
    pub fn with_measured(self, measured: impl Into<Option<&'r Measured>>) -> Self {
        Report { measured: measured.into(), ..self }
    }

    /// The same report, about a company.
    #[must_use]
    pub fn with_company(self, company: impl Into<Option<&'r str>>) -> Self {
        Report { company: company.into(), ..self }
    }

    /// The same report, on the answers of one person: a name and a role.
    #[must_use]
    pub fn with_person(self, by: Option<&'r str>, role: Option<&'r str>) -> Self {
        Report { by, role, ..self }
    }

    /// The same report, with the command that repeats the diagnosis.
    #[must_use]
    pub fn with_command(self, command: impl Into<Option<&'r str>>) -> Self {
        Report { command: command.into(), ..self }
    }

    /// The same report, with the command that says more about the leading model.
    #[must_use]
    pub fn with_details(self, details: impl Into<Option<&'r str>>) -> Self {
        Report { details: details.into(), ..self }
    }

    /// The same report, with how the answers came in.
    #[must_use]
    pub fn with_answered(self, answered: Answered) -> Self {
        Report { answered, ..self }
    }

    /// The report as JSON, version 1: an object on several lines with a line feed at the
    /// end. [`schema`](crate::schema) describes it under the name `result`.
    pub fn to_json(&self) -> String {
        let mut bytes = Vec::new();
        document::write_value(&json::ResultJson::new(self), &mut bytes)
            .expect("memory takes all that is written to it");
        String::from_utf8(bytes).expect("JSON is written as UTF-8")
    }
}

/// How answers came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// All of them with the command: the reader of the result has it already.
    ByCommand,
    /// Some of them in the quiz.
    ByQuiz,
}

/// How a text for people is laid out. Formats for programs ignore it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
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

    /// Pages of these columns, in these characters and styles.
    pub const fn new(width: usize, charset: Charset, styles: Styles) -> Self {
        Look { width, charset, styles }
    }

    /// The same characters in a file: it is the same whatever the window was, and has no
    /// escape sequences.
    #[must_use]
    pub fn for_file(self) -> Self {
        Look { width: Look::STANDARD, styles: Styles::plain(), ..self }
    }
}

/// A page for a file: [`Look::STANDARD`] columns, Unicode, no escape sequences.
impl Default for Look {
    fn default() -> Self {
        Look { width: Look::STANDARD, charset: Charset::Unicode, styles: Styles::plain() }
    }
}

/// The characters that bars and marks are drawn with. Words stay as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// Plain ASCII, for a locale that is not UTF-8.
    Ascii,
    /// Block characters.
    Unicode,
}

/// How a part of a text is shown in a terminal.
///
/// It is written around the part: `{style}` begins it, and `{style:#}` ends it.
///
/// ```
/// # use salesmodel::render::Styles;
/// let strong = Styles::coloured().strong;
/// assert_eq!(format!("{strong}Qualify{strong:#}"), "\x1b[1mQualify\x1b[0m");
/// let strong = Styles::plain().strong;
/// assert_eq!(format!("{strong}Qualify{strong:#}"), "Qualify");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style(anstyle::Style);

impl Style {
    /// The text as it is.
    pub const PLAIN: Style = Style(anstyle::Style::new());

    /// The same style for a library that draws by itself.
    fn ansi(self) -> anstyle::Style {
        self.0
    }
}

impl Display for Style {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
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
        Styles {
            strong: Style::PLAIN,
            lead: Style::PLAIN,
            faint: Style::PLAIN,
            error: Style::PLAIN,
            warning: Style::PLAIN,
        }
    }

    /// Colours and weights that read on light and dark terminals.
    pub const fn coloured() -> Self {
        Styles {
            strong: Style(anstyle::Style::new().bold()),
            lead: Style(AnsiColor::Green.on_default().bold()),
            faint: Style(anstyle::Style::new().dimmed()),
            error: Style(AnsiColor::Red.on_default().bold()),
            warning: Style(AnsiColor::Yellow.on_default().bold()),
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
