//! The shells: how each hands over a line, and how it wants its proposals.

mod bash;
mod zsh;

use std::ffi::OsString;
use std::io;

use clap_complete::engine::CompletionCandidate;
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell};

use crate::command_line::PROGRAM;
use crate::settings::COMPLETE;

/// A shell that can be completed in.
#[derive(Clone, Copy)]
pub(crate) struct Shell {
    /// Its name, as the command line gives it.
    pub(crate) name: &'static str,
    script: fn(&str) -> io::Result<Vec<u8>>,
    line: fn(&[OsString]) -> Option<TypedLine>,
    show: fn(&TypedLine, &[CompletionCandidate]) -> String,
}

/// A line as far as it was typed.
pub(crate) struct TypedLine {
    /// Its words, the command first.
    pub(crate) words: Vec<OsString>,
    /// Which of them the cursor is in.
    pub(crate) index: usize,
    /// What the shell keeps of that word, as it was typed; it replaces the rest.
    kept: String,
}

/// Every such shell. Where the script that comes with clap is good enough, it is used.
pub(crate) const SHELLS: [Shell; 5] = [
    Shell { name: "bash", script: bash::script, line: bash::line, show: bash::show },
    Shell { name: "zsh", script: zsh::script, line: zsh::line, show: zsh::show },
    Shell { name: "fish", script: |own| script(&Fish, own), line: fish_line, show: described },
    Shell {
        name: "powershell",
        script: |own| script(&Powershell, own),
        line: up_to_cursor,
        show: described,
    },
    Shell { name: "elvish", script: |own| script(&Elvish, own), line: up_to_cursor, show: bare },
];

impl Shell {
    /// The shell of this name.
    pub(crate) fn named(name: &str) -> Option<&'static Shell> {
        SHELLS.iter().find(|shell| shell.name == name)
    }

    /// The script that makes the shell complete; `own` is how it calls this program.
    pub(crate) fn script(&self, own: &str) -> io::Result<Vec<u8>> {
        (self.script)(own)
    }

    /// The line that the shell hands over, if it is one.
    pub(crate) fn line(&self, handed: &[OsString]) -> Option<TypedLine> {
        (self.line)(handed)
    }

    /// The candidates as the shell wants them.
    pub(crate) fn show(&self, line: &TypedLine, candidates: &[CompletionCandidate]) -> String {
        (self.show)(line, candidates)
    }
}

fn script(shell: &dyn EnvCompleter, own: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    shell.write_registration(COMPLETE, PROGRAM, PROGRAM, own, &mut bytes)?;
    Ok(bytes)
}

/// The line of a shell that hands over what the words mean, as far as the cursor.
fn up_to_cursor(handed: &[OsString]) -> Option<TypedLine> {
    let index = handed.len().checked_sub(1)?;
    Some(TypedLine { words: handed.to_vec(), index, kept: String::new() })
}

/// The line of fish, which hands over the last word as it was typed.
fn fish_line(handed: &[OsString]) -> Option<TypedLine> {
    let mut line = up_to_cursor(handed)?;
    if let Some(typed) = line.words[line.index].to_str() {
        line.words[line.index] = unquoted(typed).into();
    }
    Some(line)
}

/// A word without its quotes, the last of which may not be typed yet.
fn unquoted(word: &str) -> String {
    let read = |end: &str| match shell_words::split(&format!("{word}{end}")).as_deref() {
        Ok([word]) => Some(word.clone()),
        _ => None,
    };
    ["", "\"", "'"].into_iter().find_map(read).unwrap_or_else(|| word.to_owned())
}

/// A candidate a line.
fn bare(_: &TypedLine, candidates: &[CompletionCandidate]) -> String {
    lines(candidates, |value, _| value.to_owned())
}

/// A candidate a line, and after a tab what it means.
fn described(_: &TypedLine, candidates: &[CompletionCandidate]) -> String {
    lines(candidates, |value, meaning| match meaning {
        Some(meaning) => format!("{value}\t{meaning}"),
        None => value.to_owned(),
    })
}

/// A line for each candidate that fits on one.
fn lines(
    candidates: &[CompletionCandidate],
    line: impl Fn(&str, Option<&str>) -> String,
) -> String {
    let mut all = String::new();
    for candidate in candidates {
        let value = candidate.get_value().to_string_lossy();
        if value.contains('\n') {
            continue;
        }
        let help = candidate.get_help().map(ToString::to_string);
        let meaning = help.as_ref().and_then(|help| help.lines().next());
        all.push_str(&line(&value, meaning));
        all.push('\n');
    }
    all
}
