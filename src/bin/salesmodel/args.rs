//! The command line: the fixed flags, and a flag for each question of the
//! questionnaire at hand.
//!
//! The questionnaire decides which flags there are, and a flag decides which
//! questionnaire it is. So the arguments are scanned for that flag first (see
//! `scan`), the whole command is built, and the parsed value must be the scanned
//! one.

pub(crate) mod batch;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod crm;
pub(crate) mod form;
mod man;
pub(crate) mod measure;
mod question;
pub(crate) mod questions;
pub(crate) mod schema;
pub(crate) mod sql;

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValue};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use salesmodel::questionnaire::Question;
use salesmodel::render::FORMATS;
use salesmodel::render::crm::CRMS;
use salesmodel::wording::harmless_line;

use crate::failure::Failure;
use crate::scan::Scanned;
use crate::settings::Settings;
use crate::source::Source;
use question::{question_arg, question_id};

pub(crate) const ANSWER: &str = "answer";
pub(crate) const COMPANY: &str = "company";
pub(crate) const FORMAT: &str = "format";
pub(crate) const FROM: &str = "from";
pub(crate) const LANG: &str = "lang";
pub(crate) const MODEL: &str = "model";
pub(crate) const NO_INPUT: &str = "no-input";
pub(crate) const OUTPUT: &str = "output";
pub(crate) const PLAIN: &str = "plain";
pub(crate) const QUESTIONNAIRE: &str = "questionnaire";
pub(crate) const REVIEW: &str = "review";
pub(crate) const SAVE: &str = "save";

/// The whole command for a questionnaire.
pub(crate) fn command(source: &Source, settings: &Settings) -> Command {
    command_with(source.questionnaire.questions(), source, settings)
}

/// The whole command with flags for these questions.
pub(crate) fn command_with(asked: &[Question], source: &Source, settings: &Settings) -> Command {
    let mut command = Command::new("salesmodel")
        .bin_name("salesmodel")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Tells a company how it sells, and which pipeline stages to start with")
        .long_about(
            "Tells a company how it sells, and which pipeline stages to start with.\n\n\
             Answer a few questions, here as flags or, where flags are missing, on the screen. \
             The result names the sales model that leads, what it is mixed with and why, the \
             stages to put in your CRM, and what to do first.",
        )
        .override_usage("salesmodel [OPTIONS]\n       salesmodel <COMMAND>")
        .args_conflicts_with_subcommands(true)
        .subcommand_help_heading("Commands")
        .color(settings.clap_color)
        .term_width(settings.look.width.min(salesmodel::render::Look::WIDEST))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand(batch::command(settings))
        .subcommand(compare::compare(settings))
        .subcommand(form::command(settings))
        .subcommand(measure::command(settings))
        .subcommand(models(settings))
        .subcommand(questions::command(settings))
        .subcommand(sql::command(settings))
        .subcommand(schema::schema(settings))
        .subcommand(completions::completions(settings))
        .subcommand(man::man(settings))
        .disable_help_subcommand(true)
        .after_help(examples(asked, source))
        .after_long_help(format!("{}{EXIT_CODES}", examples(asked, source)));
    let fixed = fixed_args();
    for question in asked {
        // A question whose id is a flag already is answered with --answer.
        if !fixed.iter().any(|arg| arg.get_long() == Some(question.id.as_str())) {
            command = command.arg(question_arg(question, source.questionnaire.words()));
        }
    }
    command.args(fixed)
}

/// The flags that are there whatever the questions are.
fn fixed_args() -> Vec<Arg> {
    let sections = [
        ("Other ways to answer", vec![answer_arg(), from_arg(), questionnaire_arg()]),
        ("Asking", vec![review_arg(), plain_arg(), no_input_arg()]),
        (
            "Output",
            vec![format_arg(), output_arg(), save_arg(), company_arg(), lang_arg(), color_arg()],
        ),
        ("Pipelines for a CRM", crm::crm_args()),
        ("Help", vec![help_arg(), version_arg()]),
    ];
    let with_heading = |(heading, args): (&'static str, Vec<Arg>)| {
        args.into_iter().map(move |arg| arg.help_heading(heading))
    };
    sections.into_iter().flat_map(with_heading).collect()
}

/// The names of the long flags that are there whatever the questions are.
pub(crate) fn fixed_flags() -> Vec<String> {
    fixed_args().iter().filter_map(|arg| arg.get_long().map(str::to_owned)).collect()
}

fn help_arg() -> Arg {
    Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("Print help: a summary with -h, everything with --help")
}

fn version_arg() -> Arg {
    Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help("Print the version")
}

/// The flag that answers a question, for messages: its own, or `--answer` where
/// its id is a flag already.
pub(crate) fn flag(command: &Command, question: &Question) -> String {
    if has_flag(command, question) {
        format!("--{}", question.id)
    } else {
        format!("--{ANSWER} {}", question.id)
    }
}

/// The flag of a question with an answer, as a command line has them.
pub(crate) fn answered(command: &Command, question: &Question, answer: &str) -> String {
    let between = if has_flag(command, question) { " " } else { "=" };
    format!("{}{between}{answer}", flag(command, question))
}

fn has_flag(command: &Command, question: &Question) -> bool {
    let id = question_id(question);
    command.get_arguments().any(|arg| arg.get_id() == id.as_str())
}

/// What the flag of a question was given.
pub(crate) fn answer<'m>(matches: &'m ArgMatches, question: &Question) -> Option<&'m str> {
    let id = question_id(question);
    matches.try_get_one::<String>(&id).ok().flatten().map(String::as_str)
}

/// Refuses what was parsed if it is not what was scanned, whatever command was named.
/// It is not if the flag stands where another one takes it for its value.
///
/// # Errors
///
/// A flag that was scanned for has another value.
pub(crate) fn as_scanned(
    command: &Command,
    matches: &ArgMatches,
    scanned: &Scanned,
) -> Result<(), Failure> {
    if let Some((name, matches)) = matches.subcommand() {
        let named = command.find_subcommand(name).expect("what was parsed is declared");
        return as_scanned(named, matches, scanned);
    }
    for (flag, scanned) in scanned.flags() {
        let mut declared = command.get_arguments();
        let Some(arg) = declared.find(|arg| arg.get_long() == Some(flag)) else { continue };
        let parsed = matches.get_raw(arg.get_id().as_str()).and_then(|mut values| values.next());
        if parsed != scanned {
            let message = format!("--{flag} stands where another flag takes it for its value");
            return Err(Failure::usage(message).hint("Put it first."));
        }
    }
    Ok(())
}

/// The file that a flag names, in whatever characters.
pub(crate) fn path<'m>(matches: &'m ArgMatches, id: &str) -> Option<&'m OsStr> {
    matches.get_one::<PathBuf>(id).map(|path| path.as_os_str())
}

/// The value of a flag that takes a text.
pub(crate) fn value<'m>(matches: &'m ArgMatches, id: &str) -> Option<&'m str> {
    matches.get_one::<String>(id).map(String::as_str)
}

fn questionnaire_arg() -> Arg {
    Arg::new(QUESTIONNAIRE)
        .short('Q')
        .long(QUESTIONNAIRE)
        .value_name("NAME|FILE")
        .value_parser(value_parser!(PathBuf))
        .help("Ask the questions of this questionnaire")
        .long_help(
            "Ask the questions of this questionnaire: the name of a built-in (see `salesmodel \
             questions list`), a YAML file, or - for standard input. Its questions become flags, \
             which --help lists when it is given with -Q.",
        )
}

fn from_arg() -> Arg {
    Arg::new(FROM)
        .long(FROM)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help("Take answers from a file, or from standard input with -")
        .long_help(
            "Take answers from a YAML or JSON file, one `question: answer` a line, or from \
             standard input with -. A result that was saved with --save can be used too. Answers given \
             as flags win over those in the file.",
        )
}

fn answer_arg() -> Arg {
    Arg::new(ANSWER)
        .short('a')
        .long(ANSWER)
        .value_name("ID=VALUE")
        .action(ArgAction::Append)
        .help("Answer the question with this id; repeat it for others")
        .long_help(
            "Answer the question with this id; repeat it for others. It does what the flag of the \
             question does, and also works where the id of a question is already another flag.",
        )
}

fn company_arg() -> Arg {
    Arg::new(COMPANY)
        .long(COMPANY)
        .value_name("NAME")
        .help("Name the company in the result")
        .long_help(
            "Name the company in the result. Without it, the name in a saved result that --from \
             reads is kept.",
        )
}

fn format_arg() -> Arg {
    let formats = FORMATS.iter().map(|format| (format.name, format.about));
    let formats = formats.chain(CRMS.iter().map(|crm| (crm.name, crm.about)));
    let formats = formats.map(|(name, about)| PossibleValue::new(name).help(about));
    Arg::new(FORMAT)
        .short('f')
        .long(FORMAT)
        .value_name("FORMAT")
        .value_parser(formats.collect::<Vec<_>>())
        .help("Write the result in this format [default: text]")
        .long_help(
            "Write the result in this format. Without it, the extension of --output decides, and \
             without that it is text.",
        )
}

fn output_arg() -> Arg {
    Arg::new(OUTPUT)
        .short('o')
        .long(OUTPUT)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help("Write the result to a file")
        .long_help(
            "Write the result to a file instead of standard output. Its extension names the \
             format where --format does not, as in pipeline.svg. A format of several files \
             takes a folder.",
        )
}

fn save_arg() -> Arg {
    Arg::new(SAVE)
        .short('s')
        .long(SAVE)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help("Save the result as JSON too")
        .long_help(
            "Save the result as JSON, as well as showing it. --from reads it again, so a company \
             can be diagnosed once more next year with only the answers that have changed.",
        )
}

fn review_arg() -> Arg {
    Arg::new(REVIEW)
        .long(REVIEW)
        .action(ArgAction::SetTrue)
        .conflicts_with(NO_INPUT)
        .help("Show all answers before the result, to change any")
        .long_help(
            "Show all answers before the result, to change any. With --from, that is the last \
             page of the quiz, filled in with the answers of the file.",
        )
}

fn plain_arg() -> Arg {
    Arg::new(PLAIN)
        .long(PLAIN)
        .action(ArgAction::SetTrue)
        .conflicts_with(NO_INPUT)
        .help("Ask by numbered lines, for screen readers and pipes")
        .long_help(
            "Ask by numbered lines without any escape sequence, and read the answers from \
             standard input, whatever that is. In a terminal, the environment variable \
             ACCESSIBLE=1 and TERM=dumb do the same.",
        )
}

fn no_input_arg() -> Arg {
    Arg::new(NO_INPUT)
        .long(NO_INPUT)
        .action(ArgAction::SetTrue)
        .help("Never ask: a missing answer is an error")
        .long_help(
            "Never ask: a missing answer is an error. That is so anyway where standard input or \
             standard error is not a terminal.",
        )
}

fn lang_arg() -> Arg {
    Arg::new(LANG)
        .short('l')
        .long(LANG)
        .value_name("LANG")
        .value_parser(NonEmptyStringValueParser::new())
        .help("Use the words of this language [default: that of the system]")
        .long_help(
            "Use the words of this language, such as en or nl. Without it, people are shown the \
             language of the system (LC_ALL, LC_MESSAGES, LANG) where the questionnaire has it, \
             and JSON is in English. Ids are the same in every language.",
        )
}

fn color_arg() -> Arg {
    Arg::new("color")
        .long("color")
        .value_name("WHEN")
        .value_parser(["auto", "always", "never"])
        .help("Use colours [default: auto]")
        .long_help(
            "Use colours. With auto, that is in a terminal, unless NO_COLOR is set, CLICOLOR is 0 \
             or TERM is dumb; CLICOLOR_FORCE=1 asks for them everywhere.",
        )
}

fn models(settings: &Settings) -> Command {
    Command::new("models")
        .about("Show what each sales model means")
        .long_about(
            "Show what each sales model means. With the id of one: the roles, what to measure, \
             what goes wrong, the first steps, and its stages.",
        )
        .color(settings.clap_color)
        .arg(Arg::new(MODEL).value_name("ID").help("Show this model in full"))
        .arg(questionnaire_arg().help("Show the models of this questionnaire").long_help(
            "Show the models of this questionnaire: the name of a built-in, a YAML file, \
                     or - for standard input.",
        ))
        .args([text_or_json_arg(), lang_arg(), color_arg(), help_arg()])
}

fn text_or_json_arg() -> Arg {
    Arg::new(FORMAT)
        .short('f')
        .long(FORMAT)
        .value_name("FORMAT")
        .value_parser(["text", "json"])
        .default_value("text")
        .help("Write in this format")
}

/// Two examples.
fn examples(questions: &[Question], source: &Source) -> String {
    let start = source.command().map_or("salesmodel -Q -".to_owned(), |words| words.join(" "));
    let start = harmless_line(&start);
    let mut all = if (1..=4).contains(&questions.len()) {
        let flag = |question: &Question| format!("--{} {}", question.id, question.options[0].id);
        questions.iter().map(flag).collect()
    } else {
        vec![format!("--{FROM} answers.yaml")]
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
