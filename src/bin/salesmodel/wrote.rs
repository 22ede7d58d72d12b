//! The line about a file that was written: its name, and what to do with it.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;

use salesmodel::wording::harmless;
use salesmodel::words::Words;

use crate::settings::Settings;
use crate::source::{one_line, shell_word};

/// What opens a file for its reader, as a shell has it.
const OPENER: &str = if cfg!(windows) {
    "start"
} else if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};

/// What somebody does with a file.
#[derive(Clone, Copy)]
pub(crate) enum Use<'u> {
    /// Looks at it, with whatever the system shows such files with.
    Open,
    /// Reads it by a command, which the name of the file ends.
    Read(&'u str),
    /// Loads it elsewhere.
    Load,
}

/// The line about a file, in the words of a language.
pub(crate) fn line(words: &Words, name: &OsStr, then: Use<'_>) -> String {
    let shown = one_line(name);
    let word = shell_word(&shown);
    let word = if word.starts_with('-') { format!("./{word}") } else { word };
    let (how, command) = match then {
        Use::Open => ("open", format!("{OPENER} {word}")),
        Use::Read(command) => ("read", format!("{command} {word}")),
        Use::Load => ("load", String::new()),
    };
    words.say("wrote", [("file", shown.into()), ("how", how.into()), ("command", command.into())])
}

/// Says in a terminal that a file was written.
pub(crate) fn say(words: &Words, name: &OsStr, then: Use<'_>, settings: &Settings) {
    // A device or a pipe is no file that anybody opens.
    let is_file = Path::new(name).symlink_metadata().is_ok_and(|found| !is_device(&found));
    if settings.stderr_terminal && is_file {
        // Nothing can be done if standard error is closed.
        let _ = writeln!(io::stderr(), "{}", harmless(&line(words, name, then)));
    }
}

fn is_device(found: &std::fs::Metadata) -> bool {
    let kind = found.file_type();
    !(kind.is_file() || kind.is_dir() || kind.is_symlink())
}
