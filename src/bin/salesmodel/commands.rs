//! What the arguments name: the diagnosis, or one of the subcommands.

mod batch;
mod compare;
mod completions;
mod diagnose;
mod form;
mod man;
mod measure;
mod models;
mod questions;
mod saved;
mod schema;
mod sql;

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};

use clap::ArgMatches;
use clap::error::ErrorKind;

use crate::failure::{self, Failure};
use crate::scan::scan;
use crate::settings::Settings;
use crate::source::{self, STDIN};
use crate::{args, complete};

/// Reads the arguments and does what they say.
///
/// # Errors
///
/// Whatever ends the command before it is done, the help among it.
pub(crate) fn run(arguments: &[OsString], settings: &Settings) -> anyhow::Result<()> {
    if let Some((shell, line)) = complete::asked(arguments, settings) {
        complete::answer(shell, line, settings);
        return Ok(());
    }
    if arguments.get(1).is_some_and(|word| word == "version") {
        let message = "there is no command version";
        return Err(Failure::usage(message).hint("Write salesmodel --version.").into());
    }
    let arguments = &help_as_flag(arguments)[..];
    // The parser refuses an empty name.
    let named = scan(arguments, args::QUESTIONNAIRE, Some('Q')).filter(|name| !name.is_empty());
    // Before anything reads it: two flags may not both take standard input.
    let from = scan(arguments, args::FROM, None);
    one_reader_of_stdin(&[
        ("--questionnaire", named.as_deref() == Some(OsStr::new(STDIN))),
        ("--from", from.is_some_and(|name| name == STDIN)),
        ("--plain", arguments.iter().any(|argument| argument == "--plain")),
    ])?;
    let lang = scan(arguments, args::LANG, Some('l'));
    let lang = lang.map(|lang| lang.to_string_lossy().into_owned()).filter(|lang| !lang.is_empty());
    // The subcommand for authors, which no flag may precede, reads its own
    // questionnaires, in any language.
    let lang = lang.filter(|_| arguments.get(1).is_none_or(|word| word != "questions"));
    let source = match source::questionnaire(named.as_deref(), lang.as_deref(), settings) {
        Ok(source) => source,
        // A broken questionnaire must not keep anybody from the help.
        Err(error) => return help_without(arguments, error, settings),
    };
    let mut command = args::command(&source, settings);
    let matches = command.try_get_matches_from_mut(arguments).map_err(failure::without_steering)?;
    match matches.subcommand() {
        Some(("models", matches)) => {
            questionnaire_as_scanned(matches, named.as_deref())?;
            lang_as_scanned(matches, lang.as_deref())?;
            models::run(matches, &source, settings)
        }
        Some(("batch", matches)) => {
            questionnaire_as_scanned(matches, named.as_deref())?;
            lang_as_scanned(matches, lang.as_deref())?;
            batch::run(matches, &command, &source, settings)
        }
        Some(("form", matches)) => {
            questionnaire_as_scanned(matches, named.as_deref())?;
            lang_as_scanned(matches, lang.as_deref())?;
            form::run(matches, &source, settings)
        }
        Some(("measure", matches)) => {
            questionnaire_as_scanned(matches, named.as_deref())?;
            lang_as_scanned(matches, lang.as_deref())?;
            measure::run(matches, &source, settings)
        }
        Some(("sql", matches)) => {
            questionnaire_as_scanned(matches, named.as_deref())?;
            lang_as_scanned(matches, lang.as_deref())?;
            sql::run(matches, &source, settings)
        }
        Some(("questions", matches)) => questions::run(matches, settings),
        Some(("compare", matches)) => {
            questionnaire_as_scanned(matches, named.as_deref())?;
            lang_as_scanned(matches, lang.as_deref())?;
            compare::run(matches, source, settings)
        }
        Some(("schema", matches)) => schema::run(matches, &source, named.as_deref()),
        Some(("completions", matches)) => completions::run(matches, &arguments[0]),
        Some(("man", _)) => man::run(command),
        Some((other, _)) => unreachable!("{other} is declared without being run"),
        None => {
            questionnaire_as_scanned(&matches, named.as_deref())?;
            lang_as_scanned(&matches, lang.as_deref())?;
            diagnose::run(&matches, &command, &source, settings)
        }
    }
}

/// The arguments with `help batch` as `batch --help`, which many commands have for the
/// same thing; the parser's own way knows nothing of questions.
fn help_as_flag(arguments: &[OsString]) -> Cow<'_, [OsString]> {
    let is = |place: usize, word: &str| arguments.get(place).is_some_and(|found| found == word);
    let place = if is(1, "questions") || is(1, "schema") { 2 } else { 1 };
    let place = if is(1, "help") { 1 } else { place };
    if !is(place, "help") {
        return Cow::Borrowed(arguments);
    }
    let mut arguments = arguments.to_owned();
    arguments.remove(place);
    arguments.push("--help".into());
    Cow::Owned(arguments)
}

/// The help without the flags of questions, or the version, if the arguments ask
/// for one; else what is wrong with the questionnaire.
fn help_without(
    arguments: &[OsString],
    wrong: anyhow::Error,
    settings: &Settings,
) -> anyhow::Result<()> {
    let source = source::questionnaire(None, None, settings)?;
    let command = args::command_with(&[], &source, settings);
    match command.try_get_matches_from(arguments).map_err(failure::without_steering) {
        Err(help) if help.kind() == ErrorKind::DisplayHelp => {
            let message = "the questionnaire cannot be used, so its questions are not listed";
            failure::warn(message, settings);
            Err(help.into())
        }
        Err(version) if version.kind() == ErrorKind::DisplayVersion => Err(version.into()),
        _ => Err(wrong),
    }
}

/// What was parsed must be what was scanned for; it is not if the flag stands
/// where another one takes it for its value.
fn as_scanned<T: PartialEq>(flag: &str, parsed: T, scanned: T) -> anyhow::Result<()> {
    if parsed == scanned {
        return Ok(());
    }
    let message = format!("--{flag} comes where another flag takes it as its value");
    Err(Failure::usage(message).hint("Put it first.").into())
}

fn questionnaire_as_scanned(matches: &ArgMatches, scanned: Option<&OsStr>) -> anyhow::Result<()> {
    as_scanned(args::QUESTIONNAIRE, args::path(matches, args::QUESTIONNAIRE), scanned)
}

fn lang_as_scanned(matches: &ArgMatches, scanned: Option<&str>) -> anyhow::Result<()> {
    as_scanned(args::LANG, args::value(matches, args::LANG), scanned)
}

/// Standard input can be read once.
fn one_reader_of_stdin(readers: &[(&str, bool)]) -> anyhow::Result<()> {
    let reading: Vec<&str> =
        readers.iter().filter(|(_, reads)| *reads).map(|(flag, _)| *flag).collect();
    if reading.len() < 2 {
        return Ok(());
    }
    let message = format!("{} would both read standard input", reading.join(" and "));
    Err(Failure::usage(message).hint("Let only one of them read it.").into())
}
