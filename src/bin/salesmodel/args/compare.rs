//! The command line of `salesmodel compare`.

use std::path::PathBuf;

use clap::{Arg, Command, value_parser};

use super::{FORMAT, OUTPUT, color_arg, help_arg, lang_arg, questionnaire_arg};
use crate::settings::Settings;

pub(crate) const BEFORE: &str = "before";
pub(crate) const AFTER: &str = "after";

pub(super) fn compare(settings: &Settings) -> Command {
    let file = |id: &'static str, name: &'static str, help: &'static str| {
        Arg::new(id).value_name(name).value_parser(value_parser!(PathBuf)).required(true).help(help)
    };
    Command::new("compare")
        .about("Show what differs between two saved results")
        .long_about(
            "Show what differs between two saved results of one questionnaire: two segments, \
             or last year and now. The answers that differ, which model leads, the mix, the \
             points, and the stages that come, go and stay. Both are scored anew from their \
             answers.",
        )
        .color(settings.clap_color)
        .arg(file(BEFORE, "A", "The first result, as --save wrote it; - for standard input"))
        .arg(file(AFTER, "B", "The second result"))
        .arg(
            Arg::new(FORMAT)
                .short('f')
                .long(FORMAT)
                .value_name("FORMAT")
                .value_parser(["text", "json", "markdown"])
                .help("Write in this format [default: text]")
                .long_help(
                    "Write in this format. Without it, the extension of --output decides, and \
                     without that it is text.",
                ),
        )
        .arg(
            Arg::new(OUTPUT)
                .short('o')
                .long(OUTPUT)
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Write to a file: .txt, .json or .md"),
        )
        .arg(questionnaire_arg().help("Use this questionnaire").long_help(
            "Use this questionnaire: the name of a built-in, a YAML file, or - for standard \
             input. Without it, the results name the built-in that they answer.",
        ))
        .args([lang_arg(), color_arg(), help_arg()])
        .after_help(
            "Examples:\n  salesmodel compare 2025.json 2026.json\n  \
             salesmodel compare small.json large.json -o segments.md\n",
        )
}
