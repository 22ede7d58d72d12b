//! The command line of `salesmodel compare`.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::{FORMAT, OUTPUT, color_arg, help_arg, lang_arg, questionnaire_arg};
use crate::settings::Settings;

pub(crate) const ANONYMOUS: &str = "anonymous";
pub(crate) const FILES: &str = "files";
pub(crate) const MEASURED: &str = "measured";
pub(crate) const NAMES: &str = "names";

pub(super) fn compare(settings: &Settings) -> Command {
    Command::new("compare")
        .about("Show where results, or colleagues, differ")
        .long_about(
            "Show what differs between answers to one questionnaire. Of two results (two \
             segments, or last year and now): the answers that differ, which model leads, the \
             mix, the points, and the stages that come, go and stay. Of more people, or with \
             --measured: for each question who believes what, what was measured, and which \
             question to settle first because it decides the leading model. It is never a vote. \
             All are scored anew from their answers.",
        )
        .color(settings.clap_color)
        .arg(
            Arg::new(FILES)
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .action(ArgAction::Append)
                .num_args(1..)
                .required(true)
                .help("Results or answers files, as --save and the form write them; - for standard input"),
        )
        .arg(
            Arg::new(MEASURED)
                .long(MEASURED)
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Put beside them what `salesmodel measure` found"),
        )
        .arg(
            Arg::new(ANONYMOUS)
                .long(ANONYMOUS)
                .action(ArgAction::SetTrue)
                .help("Name nobody: say only how many people gave an answer"),
        )
        .arg(
            Arg::new(NAMES)
                .long(NAMES)
                .action(ArgAction::SetTrue)
                .conflicts_with(ANONYMOUS)
                .help("Name people though they are fewer than four")
                .long_help(
                    "Name people though they are fewer than four. Without it, four people or \
                     more are named by what their files say under by and role, or by their file.",
                ),
        )
        .arg(
            Arg::new(FORMAT)
                .short('f')
                .long(FORMAT)
                .value_name("FORMAT")
                .value_parser(["text", "json", "markdown", "html"])
                .help("Write in this format [default: text]")
                .long_help(
                    "Write in this format. Without it, the extension of --output decides, and \
                     without that it is text. Two results are not written as HTML.",
                ),
        )
        .arg(
            Arg::new(OUTPUT)
                .short('o')
                .long(OUTPUT)
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Write to a file: .txt, .json, .md or .html"),
        )
        .arg(questionnaire_arg().help("Use this questionnaire").long_help(
            "Use this questionnaire: the name of a built-in, a YAML file, or - for standard \
             input. Without it, the files name the built-in that they answer.",
        ))
        .args([lang_arg(), color_arg(), help_arg()])
        .after_help(
            "Examples:\n  salesmodel compare 2025.json 2026.json\n  \
             salesmodel compare small.json large.json -o segments.md\n  \
             salesmodel compare *.json --measured answers.yaml -o gap.html\n",
        )
}

/// The files that are compared, in whatever characters.
pub(crate) fn files(matches: &ArgMatches) -> Vec<&OsStr> {
    let files = matches.get_many::<PathBuf>(FILES).unwrap_or_default();
    files.map(|file| file.as_os_str()).collect()
}
