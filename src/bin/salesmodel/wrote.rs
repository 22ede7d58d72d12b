//! The line about a file that was written: its name, and what to do with it.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;

use salesmodel::wording::harmless;
use salesmodel::words::Words;

use crate::command_line::{file_word, one_line};
use crate::extension;
use crate::output::is_stdout;
use crate::settings::Settings;

/// The shell command that opens a file for its reader.
const OPENER: &str = if cfg!(windows) {
    "start"
} else if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};

/// What somebody can do with a file.
#[derive(Clone, Copy)]
pub(crate) enum Use<'u> {
    /// Looks at it, with whatever the system shows such files with.
    Open,
    /// Reads it again by a command, which the name of the file ends.
    Read(&'u str),
    /// Goes on with it by a command, which the name of the file ends.
    GoOn(&'u str),
    /// Loads it elsewhere.
    Load,
}

impl Use<'_> {
    /// What to do with a file of this name that we do not read ourselves: files for
    /// programs are loaded, all others are looked at.
    pub(crate) fn by_name(name: Option<&OsStr>) -> Self {
        match name.and_then(extension::of).as_deref() {
            Some("json" | "jsonl" | "ndjson" | "sql") => Use::Load,
            _ => Use::Open,
        }
    }
}

/// The line about a file, in the words of a language.
pub(crate) fn line(words: &Words, name: &OsStr, then: Use<'_>) -> String {
    let word = file_word(name);
    let (how, command) = match then {
        Use::Open => ("open", format!("{OPENER} {word}")),
        Use::Read(command) => ("read", format!("{command} {word}")),
        Use::GoOn(command) => ("go-on", format!("{command} {word}")),
        Use::Load => ("load", String::new()),
    };
    words.say(
        "wrote",
        [("file", one_line(name).into()), ("how", how.into()), ("command", command.into())],
    )
}

/// Says in a terminal that the output of this name was written, if it is a file or a
/// folder: nobody opens a stream or a device. A script that sends standard error
/// elsewhere reads nothing of it.
pub(crate) fn say(words: &Words, name: Option<&OsStr>, then: Use<'_>, settings: &Settings) {
    let is_file = |name: &&OsStr| {
        let found = Path::new(name).metadata();
        !is_stdout(name) && found.is_ok_and(|found| found.is_file() || found.is_dir())
    };
    if let Some(name) = name.filter(is_file)
        && settings.stderr_terminal
    {
        // Nothing can be done if standard error is closed.
        let _ = writeln!(io::stderr(), "{}", harmless(&line(words, name, then)));
    }
}
