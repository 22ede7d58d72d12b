//! How the command ends when it does not end well: one message, and the exit
//! code that the kind of failure has.

use std::fmt::{self, Display, Formatter};
use std::io::{self, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::error::{ContextKind, ContextValue};
use salesmodel::problem::{Problem, Problems};
use salesmodel::wording::{harmless, harmless_line};
use textwrap::core::display_width;

use crate::command_line::{self, PROGRAM};
use crate::remedy;
use crate::settings::Settings;
use crate::stdout;

/// A failure with a kind and something to do about it.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: FailureKind,
    message: String,
    hint: Option<String>,
    /// The word before the message, where it is not in English.
    label: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FailureKind {
    /// The input is wrong, or something could not be read or written.
    Input,
    /// The command line is wrong, or an answer is missing.
    Usage,
    /// `questions check` found problems and has shown them: there is nothing left to say.
    Found,
    /// All is done, but some rows were rejected, and were named already.
    Rejected,
    /// The person left.
    Cancelled,
}

impl FailureKind {
    /// The exit code, fixed by the contract of the command.
    fn code(self) -> u8 {
        match self {
            FailureKind::Input | FailureKind::Found => 1,
            FailureKind::Usage => 2,
            FailureKind::Rejected => 3,
            FailureKind::Cancelled => 130,
        }
    }
}

impl Failure {
    fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Failure { kind, message: message.into(), hint: None, label: None }
    }

    pub(crate) fn input(message: impl Into<String>) -> Self {
        Failure::new(FailureKind::Input, message)
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Failure::new(FailureKind::Usage, message)
    }

    /// A file cannot be read; `called` is what messages call it.
    pub(crate) fn cannot_read(called: &str, error: &io::Error) -> Self {
        Failure::input(format!("cannot read {called}: {}", reason(error)))
    }

    /// Several failures as one: their messages below each other.
    pub(crate) fn all(mut errors: Vec<anyhow::Error>) -> Option<anyhow::Error> {
        if errors.len() < 2 {
            return errors.pop();
        }
        let messages = errors.iter().map(|error| {
            let hint = error.downcast_ref::<Failure>().and_then(|failure| failure.hint.as_ref());
            let hint = hint.map_or(String::new(), |hint| format!("\n  {hint}"));
            format!("{error:#}{hint}")
        });
        let messages: Vec<String> = messages.collect();
        Some(
            Failure::input(format!(
                "{} files cannot be checked\n{}",
                errors.len(),
                messages.join("\n")
            ))
            .into(),
        )
    }

    /// Problems were found, and shown.
    pub(crate) fn found() -> Self {
        Failure::new(FailureKind::Found, "")
    }

    /// Rows were rejected, and named.
    pub(crate) fn rejected() -> Self {
        Failure::new(FailureKind::Rejected, "")
    }

    pub(crate) fn cancelled() -> Self {
        Failure::new(FailureKind::Cancelled, "")
    }

    /// Adds a line about what to do, after the lines that are there already.
    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        let hint = hint.into();
        self.hint = Some(match self.hint {
            Some(first) => format!("{first}\n{hint}"),
            None => hint,
        });
        self
    }

    /// A message of the quiz begins with the quiz's own word for an error.
    pub(crate) fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// All problems of a document that was read.
    pub(crate) fn document(problems: &Problems) -> Self {
        let list = problems.list.iter().cloned().map(remedy::worded).collect();
        let problems = &Problems::new(&problems.document, list);
        match problems.list.as_slice() {
            [_] => Failure::input(problems.to_string()),
            list => {
                let count = list.len();
                let count = if count < Problems::MOST {
                    count.to_string()
                } else {
                    format!("{count} or more")
                };
                Failure::input(format!("{} has {count} problems\n{problems}", problems.document))
            }
        }
    }

    /// All problems of answers on the command line, each with its flag.
    pub(crate) fn arguments(problems: &[(String, Problem)]) -> Self {
        let mut messages = problems.iter().map(|(flag, problem)| match &problem.hint {
            Some(hint) => format!("{flag}: {problem}\n  {hint}"),
            None => format!("{flag}: {problem}"),
        });
        match problems {
            [_] => Failure::usage(messages.next().unwrap_or_default()),
            _ => {
                let all: Vec<String> = messages.collect();
                Failure::usage(format!("{} answers are wrong\n{}", all.len(), all.join("\n")))
            }
        }
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// Says what happened on standard error, and gives the exit code for it.
pub(crate) fn report(error: &anyhow::Error, settings: &Settings) -> ExitCode {
    if let Some(error) = error.downcast_ref::<clap::Error>() {
        return report_clap(error, settings);
    }
    let failure = error.downcast_ref::<Failure>();
    let kind = failure.map_or(FailureKind::Input, |failure| failure.kind);
    if !matches!(kind, FailureKind::Found | FailureKind::Cancelled | FailureKind::Rejected) {
        let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
        let label = failure.and_then(|failure| failure.label.as_deref());
        say(Level::Error, label, &causes.join(": "), settings);
        if let Some(hint) = failure.and_then(|failure| failure.hint.as_ref()) {
            let _ = writeln!(io::stderr(), "{}", in_width(&harmless(hint), 0, settings));
        }
    }
    ExitCode::from(kind.code())
}

/// Says something that the person should know, and that stops nothing.
pub(crate) fn warn(message: &str, settings: &Settings) {
    say(Level::Warning, None, message, settings);
}

/// Says something that is good to know.
pub(crate) fn note(message: &str, settings: &Settings) {
    say(Level::Note, None, message, settings);
}

/// How much a message matters.
#[derive(Clone, Copy)]
enum Level {
    Error,
    Warning,
    Note,
}

fn say(level: Level, label: Option<&str>, message: &str, settings: &Settings) {
    let (english, style) = match level {
        Level::Error => ("error", settings.error_styles.error),
        Level::Warning => ("warning", settings.error_styles.warning),
        Level::Note => ("note", settings.error_styles.strong),
    };
    let label = label.unwrap_or(english);
    // Nothing can be done if standard error is closed.
    let message = in_width(&harmless(message), display_width(label) + 2, settings);
    let _ = writeln!(io::stderr(), "{style}{label}:{style:#} {message}");
}

/// A text with its lines broken between words where the terminal would break them within
/// one. `before` is how many columns the first line has taken already. Indented lines and
/// commands stay whole, to be copied.
fn in_width(text: &str, before: usize, settings: &Settings) -> String {
    let Some(width) = settings.error_width else { return text.to_owned() };
    let programs = [PROGRAM.to_owned(), command_line::typed(PROGRAM, settings)];
    let programs = programs.map(|program| format!("{program} "));
    let wrap = |(place, line): (usize, &str)| {
        if line.starts_with(' ') || programs.iter().any(|program| line.contains(program)) {
            return line.to_owned();
        }
        let before = " ".repeat(if place == 0 { before } else { 0 });
        let options = textwrap::Options::new(width)
            .initial_indent(&before)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .break_words(false);
        textwrap::fill(line, options).trim_start().to_owned()
    };
    text.split('\n').enumerate().map(wrap).collect::<Vec<_>>().join("\n")
}

/// The same error with everything escaped that would steer a terminal: clap repeats
/// arguments as they are.
pub(crate) fn without_steering(mut error: clap::Error) -> clap::Error {
    let shown = |value: &ContextValue| match value {
        ContextValue::String(text) => Some(ContextValue::String(harmless_line(text))),
        ContextValue::Strings(texts) => {
            Some(ContextValue::Strings(texts.iter().map(|text| harmless_line(text)).collect()))
        }
        _ => None,
    };
    let changed: Vec<_> = error
        .context()
        .filter_map(|(kind, value)| Some((kind, shown(value)?)).filter(|(_, new)| new != value))
        .collect();
    // What clap proposes may repeat the argument too, and nothing tells the two apart.
    if !changed.is_empty() {
        error.remove(ContextKind::Suggested);
    }
    for (kind, value) in changed {
        error.insert(kind, value);
    }
    error
}

fn report_clap(error: &clap::Error, settings: &Settings) -> ExitCode {
    let rendered = error.render();
    if error.use_stderr() {
        let _ = write!(anstream::stderr(), "{}", rendered.ansi());
        return ExitCode::from(FailureKind::Usage.code());
    }
    let coloured = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
    let text = if coloured { rendered.ansi().to_string() } else { rendered.to_string() };
    match stdout::write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(
                Level::Error,
                None,
                &format!("cannot write standard output: {}", reason(&error)),
                settings,
            );
            ExitCode::from(FailureKind::Input.code())
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Why the system refused, without the number of the error and the paths of our temporary
/// files.
pub(crate) fn reason(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::IsADirectory {
        return "it is a folder".to_owned();
    }
    let message = error.to_string();
    let end = [" (os error", " at path "].iter().filter_map(|end| message.find(end)).min();
    message[..end.unwrap_or(message.len())].to_owned()
}
