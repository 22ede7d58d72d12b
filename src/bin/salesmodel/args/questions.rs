//! The command line of `salesmodel questions`: for people who write
//! questionnaires.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValue};
use clap::{Arg, ArgAction, Command, value_parser};

use super::{LANG, QUESTIONNAIRE, color_arg, help_arg, text_or_json_arg};
use crate::settings::Settings;

pub(crate) const FILE: &str = "file";
pub(crate) const FROM: &str = "from";
pub(crate) const SPACE: &str = "space";
pub(crate) const STRICT: &str = "strict";

pub(super) fn command(settings: &Settings) -> Command {
    Command::new("questions")
        .about("List, show, check and start questionnaires")
        .color(settings.clap_color)
        .arg(help_arg())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands([list(), show(), check(), new()])
}

fn list() -> Command {
    Command::new("list").about("List the built-in questionnaires").args([
        text_or_json_arg(),
        color_arg(),
        help_arg(),
    ])
}

fn show() -> Command {
    Command::new("show")
        .about("Print a questionnaire as it was written")
        .long_about(
            "Print a questionnaire as it was written, comments included, as JSON for programs, or \
             as a page in Markdown to print and fill in. With --lang, print it with its words in \
             that language.",
        )
        .arg(
            Arg::new(QUESTIONNAIRE)
                .value_name("NAME|FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Show this one [default: the one that is asked]"),
        )
        .arg(
            text_or_json_arg()
                .value_parser([
                    PossibleValue::new("text").help("as it was written"),
                    PossibleValue::new("json").help("the same for programs"),
                    PossibleValue::new("markdown").help("the questions, to print and fill in"),
                ])
                .help("Print it in this format"),
        )
        .arg(lang_arg("Print its words in this language"))
        .arg(help_arg())
}

fn check() -> Command {
    Command::new("check")
        .about("Find what is wrong with questionnaires and their translations")
        .long_about(
            "Find what is wrong with questionnaires and their translations: every problem at \
             once, each with its place, why it matters and what to do. The meaning is checked \
             too, over all combinations of answers: models that can never lead, options that \
             change nothing, pipelines that are empty. A translation lies beside its \
             questionnaire (mine.nl.yaml beside mine.yaml) and is checked with it.\n\n\
             The exit code is 1 if there is an error, and 0 if there are only warnings and notes.",
        )
        .arg(
            Arg::new(FILE)
                .value_name("FILE")
                .required(true)
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .help("Check these files or built-ins, or standard input with -"),
        )
        .arg(
            Arg::new(SPACE)
                .long(SPACE)
                .action(ArgAction::SetTrue)
                .help("Show how many combinations of answers lead to each model")
                .long_help(
                    "Show how many combinations of answers lead to each model, to ties, to mixes \
                     and to no result, and how long the pipelines are: whether the points are \
                     balanced.",
                ),
        )
        .arg(
            Arg::new(STRICT)
                .long(STRICT)
                .action(ArgAction::SetTrue)
                .help("Take warnings for errors: the exit code is 1 for them too"),
        )
        .args([text_or_json_arg(), color_arg(), help_arg()])
        .after_help(
            "Examples:\n  salesmodel questions check mine.yaml\n  \
             salesmodel questions check --space --strict *.yaml -f json\n",
        )
}

fn new() -> Command {
    Command::new("new")
        .about("Start a questionnaire, or a translation of one")
        .long_about(
            "Start a questionnaire of your own: a small one with a comment on every key, or a copy \
             of another one. With --from and --lang, start the translation of a questionnaire: \
             every text is there as a comment, above the place for yours. A file that is there is \
             never overwritten.",
        )
        .arg(
            Arg::new(FILE)
                .value_name("FILE")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("Write this file, which must not be there, or standard output with -"),
        )
        .arg(
            Arg::new(FROM)
                .long(FROM)
                .value_name("NAME|FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Start from this questionnaire"),
        )
        .arg(lang_arg("Start a translation into this language").requires(FROM))
        .arg(help_arg())
        .after_help(
            "Examples:\n  salesmodel questions new mine.yaml\n  \
             salesmodel questions new mine.nl.yaml --from mine.yaml --lang nl\n",
        )
}

fn lang_arg(help: &'static str) -> Arg {
    Arg::new(LANG)
        .short('l')
        .long(LANG)
        .value_name("LANG")
        .value_parser(NonEmptyStringValueParser::new())
        .help(help)
}
