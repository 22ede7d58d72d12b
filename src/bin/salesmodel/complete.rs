//! Completion in a shell. The script of a shell (`salesmodel completions`) calls
//! the command with the line as it was typed, because only the command knows the
//! questions of the questionnaire that `-Q` names in it.
//!
//! A person is in the middle of that line. So, whatever is in it, completion says nothing
//! on standard error, waits for nothing, and at worst proposes nothing.

mod values;

use std::ffi::OsString;
use std::fs;

use clap::Command;
use clap_complete::engine;
use salesmodel::questionnaire::Builtin;

use crate::args;
use crate::command_line::STDIN;
use crate::output::Destination;
use crate::scan::Scanned;
use crate::settings::{self, Settings};
use crate::shell::Shell;
use crate::source::{self, QuestionnaireSource};

/// The shell that asks for completions, and what it hands over; without that, the
/// variable is set by chance.
pub(crate) fn asked<'a>(
    arguments: &'a [OsString],
    settings: &Settings,
) -> Option<(&'static Shell, &'a [OsString])> {
    let shell = Shell::named(settings.completing.as_deref()?.to_str()?)?;
    match arguments.get(1..)? {
        [escape, line @ ..] if escape == "--" => Some((shell, line)),
        _ => None,
    }
}

/// Proposes to a shell what can come at the cursor.
pub(crate) fn answer(shell: &Shell, line: &[OsString], settings: &Settings) {
    let Some(line) = shell.line(line) else { return };
    let source = questionnaire(&line.words, settings);
    let Some(mut command) = command(source.as_ref(), settings) else { return };
    // Subcommands declare their flags only when they are built.
    command.build();
    let mut command = values::completed(command, source.as_ref());
    let after_flag = line.index > 1 && line.words[1].to_string_lossy().starts_with('-');
    if after_flag {
        // No subcommand can follow.
        command = command.mut_subcommands(|subcommand| subcommand.hide(true));
    }
    let folder = settings::current_folder();
    let words = line.words.clone();
    if let Ok(candidates) = engine::complete(&mut command, words, line.index, folder.as_deref()) {
        // A shell that does not listen any more needs no answer.
        let _ = Destination::stdout().write(shell.show(&line, &candidates).as_bytes());
    }
}

/// The command with its flags; those of questions are among them if it is known
/// which questions there are.
fn command(source: Option<&QuestionnaireSource>, settings: &Settings) -> Option<Command> {
    match source {
        Some(source) => Some(args::command(source, settings)),
        None => {
            let source = source::questionnaire(None, None, settings).ok()?;
            Some(args::command_with(&[], &source, settings))
        }
    }
}

/// The questionnaire that the words name, if it can be read without waiting for
/// anything: a built-in, or a file that is right.
fn questionnaire(words: &[OsString], settings: &Settings) -> Option<QuestionnaireSource> {
    let Scanned { questionnaire, lang, .. } = Scanned::scan(words);
    let lang = lang.as_deref();
    let Some(name) = questionnaire else {
        return source::questionnaire(None, lang, settings).ok();
    };
    let in_home = name.to_str().and_then(|name| name.strip_prefix("~/"));
    let name = match (in_home, settings::home()) {
        (Some(path), Some(home)) => home.join(path).into_os_string(),
        _ => name,
    };
    let is_builtin = name.to_str().and_then(Builtin::named).is_some();
    let is_file = || name != STDIN && fs::metadata(&name).is_ok_and(|found| found.is_file());
    if is_builtin || is_file() {
        source::questionnaire(Some(&name), lang, settings).ok()
    } else {
        None
    }
}
