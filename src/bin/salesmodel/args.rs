//! The command line: the fixed flags as types, and a flag for each question of the
//! questionnaire at hand.
//!
//! The questionnaire decides which flags there are, and one of the flags decides which
//! questionnaire it is. So the arguments are scanned for that flag first (see `scan`), then
//! the whole command is built, and what is parsed must agree with what was scanned.

pub(crate) mod batch;
mod columns;
pub(crate) mod compare;
pub(crate) mod completions;
mod crm;
mod deferred;
pub(crate) mod diagnose;
pub(crate) mod form;
mod man;
pub(crate) mod measure;
pub(crate) mod models;
mod one_of;
mod question;
pub(crate) mod questions;
pub(crate) mod schema;
pub(crate) mod shared;
pub(crate) mod sql;
#[cfg(test)]
mod tests;

use std::ffi::OsString;

use clap::{ArgMatches, Args, Command, FromArgMatches, Subcommand};
use salesmodel::questionnaire::Question;
use salesmodel::render::Look;
use salesmodel::wording::harmless_line;

use crate::failure::{self, Failure};
use crate::scan::Scanned;
use crate::settings::Settings;
use crate::source::QuestionnaireSource;
use deferred::Deferred;
use question::question_arg;

pub(crate) use question::{Given, answered, flag};

/// What the arguments ask for: a diagnosis, or one of the subcommands.
pub(crate) enum Invocation {
    Diagnose(diagnose::DiagnoseArgs, Given),
    Other(Subcommands),
}

#[derive(Args)]
#[group(skip)]
struct Arguments {
    #[command(flatten)]
    diagnose: diagnose::DiagnoseArgs,
    #[command(subcommand)]
    other: Option<Subcommands>,
}

// The subcommands; the comment on each is its line in the help.
#[derive(Subcommand)]
#[command(subcommand_help_heading = "Commands", disable_help_subcommand = true)]
pub(crate) enum Subcommands {
    /// Diagnose every row of a CSV or JSON Lines file
    Batch(Deferred<batch::BatchArgs>),
    /// Show where results, or colleagues, differ
    Compare(Deferred<compare::CompareArgs>),
    /// Write the quiz as one page, for people without a terminal
    Form(Deferred<form::FormArgs>),
    /// Measure the answers from a CRM's export
    Measure(Deferred<measure::MeasureArgs>),
    /// Show what each sales model means
    Models(Deferred<models::ModelsArgs>),
    /// List, show, check and start questionnaires
    Questions(Deferred<questions::QuestionsArgs>),
    /// Write the scoring as SQL, for answers in a database
    Sql(Deferred<sql::SqlArgs>),
    /// Print a JSON Schema of what is read or written
    Schema(Deferred<schema::SchemaArgs>),
    /// Print a script that lets a shell complete the command
    Completions(Deferred<completions::CompletionsArgs>),
    /// Print the manual page
    Man(Deferred<man::ManArgs>),
}

/// Parses the arguments with a command that `command` made.
///
/// # Errors
///
/// The arguments do not fit the command, or ask for help or the version; or a flag that was
/// scanned for has another value.
pub(crate) fn parse(
    command: &mut Command,
    arguments: &[OsString],
    scanned: &Scanned,
    asked: &[Question],
) -> anyhow::Result<Invocation> {
    let parsed = command.try_get_matches_from_mut(arguments);
    let mut matches = parsed.map_err(failure::without_steering)?;
    as_scanned(command, &matches, scanned)?;
    let given = Given::new(&mut matches, asked);
    let Arguments { diagnose, other } = Arguments::from_arg_matches_mut(&mut matches)?;
    Ok(other.map_or_else(|| Invocation::Diagnose(diagnose, given), Invocation::Other))
}

/// Refuses arguments if they were parsed differently from how they were scanned, whatever
/// command was named. That happens if a flag comes where another flag takes it as its
/// value.
fn as_scanned(command: &Command, matches: &ArgMatches, scanned: &Scanned) -> Result<(), Failure> {
    if let Some((name, matches)) = matches.subcommand() {
        let named = command.find_subcommand(name).expect("what was parsed is declared");
        return as_scanned(named, matches, scanned);
    }
    for (flag, scanned) in scanned.flags() {
        let mut declared = command.get_arguments();
        let Some(arg) = declared.find(|arg| arg.get_long() == Some(flag)) else { continue };
        let parsed = matches.get_raw(arg.get_id().as_str()).and_then(|mut values| values.next());
        if parsed != scanned {
            let message = format!("--{flag} comes where another flag takes it as its value");
            return Err(Failure::usage(message).with_hint("Put it first."));
        }
    }
    Ok(())
}

/// The whole command for a questionnaire.
pub(crate) fn command(source: &QuestionnaireSource, settings: &Settings) -> Command {
    command_with(source.words_for_help().questions(), source, settings)
}

/// The whole command with flags for these questions.
pub(crate) fn command_with(
    asked: &[Question],
    source: &QuestionnaireSource,
    settings: &Settings,
) -> Command {
    let examples = examples(asked, source);
    let mut command = Command::new("salesmodel")
        .bin_name("salesmodel")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Find out how your company sells, and which pipeline stages to start with")
        .long_about(
            "Find out how your company sells, and which pipeline stages to start with.\n\n\
             Answer a few questions, here as flags or, where flags are missing, on the screen. \
             The result names the sales model that leads, what it is mixed with and why, the \
             stages to put in your CRM, and what to do first.",
        )
        .override_usage("salesmodel [OPTIONS]\n       salesmodel <COMMAND>")
        .args_conflicts_with_subcommands(true)
        .color(settings.clap_color)
        .term_width(settings.look.width.min(Look::WIDEST))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .after_long_help(format!("{examples}{EXIT_CODES}"))
        .after_help(examples);
    // No built-in has a question with the id of a fixed flag, or the parser would panic in
    // every test. For other questionnaires, the fixed flags are listed, which costs as much
    // as declaring them.
    let taken = if source.written.builtin.is_some() { Vec::new() } else { fixed_flags() };
    for question in asked {
        // A question whose id is a fixed flag is answered with --answer.
        if !taken.iter().any(|flag| *flag == *question.id.as_str()) {
            command = command.arg(question_arg(question, source.words_for_help()));
        }
    }
    Arguments::augment_args(command)
}

/// The names of the long flags that are there whatever the questions are.
pub(crate) fn fixed_flags() -> Vec<String> {
    let fixed = diagnose::DiagnoseArgs::augment_args(Command::new("salesmodel"));
    fixed.get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned)).collect()
}

/// Two examples for the help.
fn examples(questions: &[Question], source: &QuestionnaireSource) -> String {
    let start = source.command().map_or("salesmodel -Q -".to_owned(), |words| words.join(" "));
    let start = harmless_line(&start);
    let mut all = if (1..=4).contains(&questions.len()) {
        let flag = |question: &Question| format!("--{} {}", question.id, question.options[0].id);
        questions.iter().map(flag).collect()
    } else {
        vec![format!("--from answers.yaml")]
    };
    all.push("-f json".to_owned());
    let (first, second) = all.split_at(all.len() / 2);
    let first = [std::slice::from_ref(&start), first].concat().join(" ");
    format!("Examples:\n  {start}\n  {first} \\\n    {}\n", second.join(" "))
}

const EXIT_CODES: &str = "
Exit codes:
    0  done
    1  the input is wrong, the answers name no leader, or something
       could not be read or written
    2  the command line is wrong, or an answer is missing
  130  cancelled
";
