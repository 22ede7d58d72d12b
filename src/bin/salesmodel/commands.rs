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
use std::mem::ManuallyDrop;
use std::path::PathBuf;

use clap::error::ErrorKind;
use salesmodel::rows::Encoding;
use salesmodel::wording;

use crate::args::shared::OutputArgs;
use crate::args::{self, Invocation, Subcommands};
use crate::command_line::STDIN;
use crate::complete;
use crate::failure::{self, Failure};
use crate::output::Destination;
use crate::scan::Scanned;
use crate::settings::Settings;
use crate::source::{self, QuestionnaireSource};

/// Reads the arguments and does what they say.
///
/// # Errors
///
/// Whatever ends the command before it is done, the help among it.
pub(crate) fn run(
    arguments: &[OsString],
    scanned: &Scanned,
    settings: &Settings,
) -> anyhow::Result<()> {
    if let Some((shell, line)) = complete::asked(arguments, settings) {
        complete::answer(shell, line, settings);
        return Ok(());
    }
    if arguments.get(1).is_some_and(|word| word == "version") {
        let message = "there is no command version";
        return Err(Failure::usage(message).with_hint("Write salesmodel --version.").into());
    }
    let arguments = &help_as_flag(arguments)[..];
    // Checked before anything reads it: two flags may not both take standard input. An
    // empty name is left to the parser, which refuses it.
    let named = scanned.questionnaire.as_deref().filter(|name| !name.is_empty());
    one_reader_of_stdin(&[
        ("--questionnaire", named == Some(OsStr::new(STDIN))),
        ("--from", scanned.from.as_deref() == Some(OsStr::new(STDIN))),
        ("--plain", arguments.iter().any(|argument| argument == "--plain")),
    ])?;
    // `questions`, which no flag may come before, reads its own questionnaires, in any
    // language.
    let is_asked = arguments.get(1).is_none_or(|word| word != "questions");
    let lang = scanned.lang.as_deref().filter(|lang| is_asked && !lang.is_empty());
    let source = match source::questionnaire(named, lang, settings) {
        Ok(source) => source,
        // A broken questionnaire must not keep anybody from the help.
        Err(error) => return help_without(arguments, error, settings),
    };
    // Never freed: the program ends soon, and freeing its thousand texts takes as long as
    // parsing the arguments.
    let source = ManuallyDrop::new(source);
    let mut command = ManuallyDrop::new(args::command(&source, settings));
    let questions = source.questionnaire.questions();
    match args::parse(&mut command, arguments, scanned, questions)? {
        Invocation::Diagnose(args, given) => {
            diagnose::run(&args, &given, &command, &source, settings)
        }
        Invocation::Other(Subcommands::Batch(args)) => {
            batch::run(&args.0, &command, &source, settings)
        }
        Invocation::Other(Subcommands::Compare(args)) => {
            compare::run(&args.0, ManuallyDrop::into_inner(source), settings)
        }
        Invocation::Other(Subcommands::Form(args)) => form::run(&args.0, &source, settings),
        Invocation::Other(Subcommands::Measure(args)) => measure::run(&args.0, &source, settings),
        Invocation::Other(Subcommands::Models(args)) => models::run(&args.0, &source, settings),
        Invocation::Other(Subcommands::Questions(args)) => questions::run(&args.0, settings),
        Invocation::Other(Subcommands::Sql(args)) => sql::run(&args.0, &source, settings),
        Invocation::Other(Subcommands::Schema(args)) => schema::run(&args.0, &source),
        Invocation::Other(Subcommands::Completions(args)) => {
            completions::run(&args.0, &arguments[0])
        }
        Invocation::Other(Subcommands::Man(_)) => man::run(ManuallyDrop::into_inner(command)),
    }
}

/// Refuses to write over a file that this run also reads.
///
/// # Errors
///
/// The place is a file of one of these names. `what` says in the message what that is.
fn spare<'n>(
    place: &Destination,
    what: &str,
    names: impl IntoIterator<Item = &'n OsStr>,
) -> Result<(), Failure> {
    if names.into_iter().any(|name| place.is_file(name)) {
        let message = format!("the result would overwrite {what}");
        return Err(Failure::usage(message).with_hint("Name another file."));
    }
    Ok(())
}

/// Where the result goes.
///
/// # Errors
///
/// It is the file of the questionnaire, or cannot be written.
fn destination(
    output: &OutputArgs,
    source: &QuestionnaireSource,
    settings: &Settings,
) -> Result<Destination, Failure> {
    let place = output.destination(settings)?;
    spare(&place, "the questionnaire", source.file())?;
    Ok(place)
}

/// Turns `help batch` into `batch --help`, which many commands treat alike: the parser's
/// own `help` knows nothing of the questions.
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

/// The help without the flags of questions, or the version, if the arguments ask for one;
/// otherwise, what is wrong with the questionnaire.
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

/// The encoding that a flag names.
///
/// # Errors
///
/// There is none of that name.
fn encoding(name: Option<&String>) -> Result<Option<Encoding>, Failure> {
    let Some(name) = name else { return Ok(None) };
    Encoding::named(name).map(Some).ok_or_else(|| {
        Failure::usage(format!("no encoding is called {}", wording::quote(name))).with_hint(
            "Old Windows files are mostly windows-1252, and Excel writes utf-16le. Any other that \
             browsers know will do.",
        )
    })
}

/// The files to read: those that are named or, without any, standard input. `example` is
/// a command that names one.
///
/// # Errors
///
/// None is named, and standard input is a terminal.
fn files_or_stdin(
    named: &[PathBuf],
    example: &str,
    settings: &Settings,
) -> Result<Vec<PathBuf>, Failure> {
    if !named.is_empty() {
        return Ok(named.to_owned());
    }
    if settings.stdin_terminal {
        return Err(Failure::usage("there is no file to read")
            .with_hint(format!("Name one, for example: {example}")));
    }
    Ok(vec![STDIN.into()])
}

/// Refuses two readers of standard input, which can be read only once.
fn one_reader_of_stdin(readers: &[(&str, bool)]) -> anyhow::Result<()> {
    let reading: Vec<&str> =
        readers.iter().filter(|(_, reads)| *reads).map(|(flag, _)| *flag).collect();
    if reading.len() < 2 {
        return Ok(());
    }
    let message = match reading.iter().all(|flag| *flag == reading[0]) {
        true => format!("{} is standard input more than once", reading[0]),
        false => format!("{} would both read standard input", reading.join(" and ")),
    };
    Err(Failure::usage(message).with_hint("Let only one of them read it.").into())
}
