//! What the command finds around it: terminals, their width, the environment.
//! Nothing else reads any of these, but for the quiz, which asks for the size of
//! its window before each picture.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use anstream::{AutoStream, ColorChoice};
use console::Term;
use salesmodel::render::{Charset, Look, Styles};

use crate::scan::Scanned;

/// The variable by which a shell asks for completions; its value is the shell.
pub(crate) const COMPLETE: &str = "SALESMODEL_COMPLETE";

/// The variable that replaces the current time, by the convention of reproducible builds.
pub(crate) const SOURCE_DATE: &str = "SOURCE_DATE_EPOCH";

/// What is around the command.
pub(crate) struct Settings {
    /// The shell that asks for completions, where one does.
    pub(crate) completing: Option<OsString>,
    /// The name that the command was started with.
    pub(crate) program: Option<OsString>,
    /// What follows that name on the command line.
    pub(crate) arguments: Vec<OsString>,
    /// Whether questions can be asked on the screen: standard input and standard
    /// error are terminals.
    pub(crate) can_ask: bool,
    /// Whether standard input is a terminal.
    pub(crate) stdin_terminal: bool,
    /// Whether standard output is a terminal.
    pub(crate) stdout_terminal: bool,
    /// Whether standard error is a terminal.
    pub(crate) stderr_terminal: bool,
    /// Whether this terminal wants the quiz without escape sequences.
    pub(crate) plain_terminal: bool,
    /// The language of the person, as the system says it.
    pub(crate) locale: Option<String>,
    /// The layout of what goes to standard output.
    pub(crate) look: Look,
    /// The columns of standard error, where it is a terminal.
    pub(crate) error_width: Option<usize>,
    /// The styles of what goes to standard error.
    pub(crate) error_styles: Styles,
    /// How clap colours its help.
    pub(crate) clap_color: clap::ColorChoice,
    /// The seconds since 1970 to use instead of the current time, for reproducible output.
    pub(crate) source_date: Option<OsString>,
}

impl Settings {
    /// Looks around. `--color` is taken as it was scanned, because the help and the
    /// errors of parsing have colours too.
    pub(crate) fn read(args: &[OsString], scanned: &Scanned) -> Self {
        let (choice, clap_color) = match scanned.color.as_deref().and_then(OsStr::to_str) {
            Some("always") => (ColorChoice::Always, clap::ColorChoice::Always),
            Some("never") => (ColorChoice::Never, clap::ColorChoice::Never),
            _ => (ColorChoice::Auto, clap::ColorChoice::Auto),
        };
        choice.write_global();
        let stdin_terminal = io::stdin().is_terminal();
        let can_ask = stdin_terminal && io::stderr().is_terminal();
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let accessible =
            env::var_os("ACCESSIBLE").is_some_and(|value| !value.is_empty() && value != "0");
        Settings {
            completing: env::var_os(COMPLETE).filter(|shell| !shell.is_empty()),
            arguments: args.iter().skip(1).cloned().collect(),
            error_width: error_width(),
            program: args.first().filter(|program| !program.is_empty()).cloned(),
            can_ask,
            stdin_terminal,
            stdout_terminal: stdout_is_terminal(),
            stderr_terminal: io::stderr().is_terminal(),
            plain_terminal: can_ask && (dumb || accessible),
            locale: locale(),
            look: Look::new(width(), charset(), styles(AutoStream::choice(&io::stdout()))),
            error_styles: styles(AutoStream::choice(&io::stderr())),
            clap_color,
            source_date: env::var_os(SOURCE_DATE).filter(|seconds| !seconds.is_empty()),
        }
    }
}

/// The language of the system; `None` in the locale C, whatever `LANGUAGE` says.
fn locale() -> Option<String> {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(env::var_os)
        .find(|value| !value.is_empty())
        .map(|value| value.to_string_lossy().into_owned());
    let is_plain = |named: &str| matches!(named.split('.').next(), Some("C" | "POSIX"));
    match named {
        Some(named) if is_plain(&named) => None,
        None if cfg!(target_os = "linux") => None,
        _ => sys_locale::get_locale(),
    }
}

/// Whether standard output is a terminal.
pub(crate) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// The folder that a shell calls `~`.
pub(crate) fn home() -> Option<PathBuf> {
    env::home_dir()
}

/// The folder that relative paths start from.
pub(crate) fn current_folder() -> Option<PathBuf> {
    env::current_dir().ok()
}

fn styles(choice: ColorChoice) -> Styles {
    if choice == ColorChoice::Never { Styles::plain() } else { Styles::coloured() }
}

/// The columns of standard error; `None` if it is not a terminal.
fn error_width() -> Option<usize> {
    let terminal = Term::stderr();
    let size = terminal.is_term().then(|| terminal.size_checked())??;
    Some(usize::from(size.1)).filter(|width| *width > 0)
}

/// The width of standard output: the terminal's, else `COLUMNS`, else 80.
fn width() -> usize {
    let columns = || env::var("COLUMNS").ok()?.parse().ok();
    let terminal = Term::stdout();
    let width = if terminal.is_term() {
        terminal.size_checked().map(|(_, columns)| usize::from(columns))
    } else {
        columns()
    };
    width.filter(|width| *width > 0).unwrap_or(Look::STANDARD)
}

/// The characters that the locale can show, by the first of the variables that
/// is set: `LC_ALL`, `LC_CTYPE`, `LANG`. Windows has none of them and UTF-8.
fn charset() -> Charset {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(env::var_os)
        .find(|value| !value.is_empty())
        .map(|value| value.to_string_lossy().to_ascii_lowercase());
    match locale {
        Some(locale) if locale.contains("utf-8") || locale.contains("utf8") => Charset::Unicode,
        None if cfg!(windows) => Charset::Unicode,
        _ => Charset::Ascii,
    }
}
