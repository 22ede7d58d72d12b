//! Command lines, as people type them and as messages show them.

use std::ffi::OsStr;

use salesmodel::wording::harmless_line;

use crate::settings::Settings;

/// The name of standard input on the command line.
pub(crate) const STDIN: &str = "-";

/// What the command is called.
pub(crate) const PROGRAM: &str = "salesmodel";

/// What messages call a file of this name.
pub(crate) fn called(name: impl AsRef<OsStr>) -> String {
    let name = name.as_ref();
    if name == STDIN { "standard input".to_owned() } else { one_line(name) }
}

/// A name on one line and without anything that steers a terminal, whatever characters
/// the file system allows.
pub(crate) fn one_line(name: impl AsRef<OsStr>) -> String {
    harmless_line(&name.as_ref().to_string_lossy())
}

/// A flag with its value as words for a shell; the long form with `=` where the
/// value looks like a flag itself.
pub(crate) fn flag_words(short: &str, long: &str, value: &str) -> Vec<String> {
    let quoted = shell_word(value);
    if value.starts_with('-') {
        vec![format!("{long}={quoted}")]
    } else {
        vec![short.to_owned(), quoted]
    }
}

/// A command as it can be typed in this terminal: by the name that the
/// program was started with, which need not be on the path.
pub(crate) fn typed(command: &str, settings: &Settings) -> String {
    let program = settings.program.as_ref().and_then(|program| program.to_str());
    match (program.filter(|_| settings.stderr_terminal), command.strip_prefix(PROGRAM)) {
        (Some(program), Some(rest)) => format!("{}{rest}", shell_word(program)),
        _ => command.to_owned(),
    }
}

/// A text as one word for a shell.
pub(crate) fn shell_word(text: &str) -> String {
    // Braces and exclamation marks are left bare by the library, and expanded by bash.
    match shell_words::quote(text) {
        bare if bare == text && text.contains(['{', '}', '!']) => format!("'{text}'"),
        quoted => quoted.into_owned(),
    }
}

/// The name of a file as a word of a command line, where it cannot be taken for a flag.
pub(crate) fn file_word(name: &OsStr) -> String {
    let name = one_line(name);
    shell_word(&if name.starts_with('-') { format!("./{name}") } else { name })
}
