//! The flags of `salesmodel batch`.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command, value_parser};

use super::{FORMAT, OUTPUT, color_arg, help_arg, lang_arg, questionnaire_arg};
use crate::settings::Settings;

pub(crate) const BY: &str = "by";
pub(crate) const COLUMN: &str = "column";
pub(crate) const DELIMITER: &str = "delimiter";
pub(crate) const ENCODING: &str = "encoding";
pub(crate) const ESCAPE_FORMULAS: &str = "escape-formulas";
pub(crate) const FILES: &str = "files";
pub(crate) const FRACTION: &str = "fraction";
pub(crate) const FULL: &str = "full";
pub(crate) const INPUT_FORMAT: &str = "input-format";
pub(crate) const MAP: &str = "map";
pub(crate) const MAP_NEW: &str = "map-new";
pub(crate) const MAX_ERRORS: &str = "max-errors";
pub(crate) const PREFIX: &str = "prefix";
pub(crate) const SUMMARY: &str = "summary";
pub(crate) const UNIT: &str = "unit";

/// The subcommand.
pub(super) fn command(settings: &Settings) -> Command {
    Command::new("batch")
        .about("Diagnose every row of a CSV or JSON Lines file")
        .long_about(
            "Diagnose every row of a CSV or JSON Lines file. A row is a company, a team or a \
             person who answered; its columns (or keys) named after the questions hold the \
             answers: option ids, labels or numbers. An empty cell is unsure. Every row comes \
             out again at its place, with its diagnosis or with what is wrong with it.",
        )
        .color(settings.clap_color)
        .args(
            sections().into_iter().flat_map(|(heading, args)| {
                args.into_iter().map(move |arg| arg.help_heading(heading))
            }),
        )
        .after_help(EXAMPLES)
        .after_long_help(format!("{EXAMPLES}{EXIT_CODES}"))
}

fn sections() -> [(&'static str, Vec<Arg>); 4] {
    let input = vec![
        files_arg(),
        input_format_arg(),
        column_arg(),
        unit_arg(),
        fraction_arg(),
        map_arg(),
        map_new_arg(),
        delimiter_arg(),
        encoding_arg(),
        questionnaire_arg(),
    ];
    let output =
        vec![format_arg(), output_arg(), full_arg(), prefix_arg(), escape_arg(), max_arg()];
    let summary = vec![summary_arg(), by_arg()];
    [
        ("Input", input),
        ("Output", output),
        ("Summary", summary),
        ("Help", vec![lang_arg(), color_arg(), help_arg()]),
    ]
}

fn files_arg() -> Arg {
    Arg::new(FILES)
        .value_name("FILE")
        .action(ArgAction::Append)
        .value_parser(value_parser!(PathBuf))
        .help("Read these files one after the other; - is standard input")
        .long_help(
            "Read these files one after the other; - is standard input, which is also read where \
             no file is named. CSV files need the same header.",
        )
}

fn input_format_arg() -> Arg {
    Arg::new(INPUT_FORMAT)
        .long(INPUT_FORMAT)
        .value_name("FORMAT")
        .value_parser(formats())
        .help("Read this format [default: by extension, else csv]")
        .long_help(
            "Read this format. Without it the extension decides: .csv, .tsv and .txt are CSV, \
             .jsonl and .ndjson are JSON Lines. Standard input and names without an extension \
             are JSON Lines if they begin with {, and CSV otherwise.",
        )
}

fn formats() -> [PossibleValue; 2] {
    [
        PossibleValue::new("csv").help("values with commas, semicolons or tabs between them"),
        PossibleValue::new("jsonl").help("one JSON object a line"),
    ]
}

fn column_arg() -> Arg {
    Arg::new(COLUMN)
        .long(COLUMN)
        .value_name("ID=NAME")
        .action(ArgAction::Append)
        .help("Read the answers to a question from this column; repeat it for others")
        .long_help(
            "Read the answers to a question from this column or key: --column leads='Lead \
             source'. Repeat it for others. Without it, the column has the id, the name or the \
             text of the question, in any language. With an empty name (--column sellers=) no \
             column answers the question, and every row is unsure of it. --column \
             company=Account names the company of a whole result.",
        )
}

fn unit_arg() -> Arg {
    Arg::new(UNIT)
        .long(UNIT)
        .value_name("ID=UNIT")
        .action(ArgAction::Append)
        .help("Read the bare numbers of a question as percent or as fraction")
        .long_help(
            "Read the bare numbers of a question as percentages (--unit sellers=percent) or as \
             fractions (--unit revenue=fraction: 0.85 is 85%). Without it, a bare number that \
             could be something else is refused. Repeat it for others.",
        )
}

fn fraction_arg() -> Arg {
    Arg::new(FRACTION)
        .long(FRACTION)
        .value_name("ID")
        .action(ArgAction::Append)
        .help("Read this question's numbers as fractions: the same as --unit ID=fraction")
}

fn map_arg() -> Arg {
    Arg::new(MAP)
        .long(MAP)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help("Read what words of the rows mean from this file")
        .long_help(
            "Read what words of the rows mean from this file: YAML with a question's id, and \
             under it lines such as `Trade Show: outbound` or `2-3: 2`. Upper and lower case, \
             blanks, dashes and accents do not matter. Ids, labels and numbers keep their \
             meaning. --map-new writes such a file to fill in.",
        )
}

fn map_new_arg() -> Arg {
    Arg::new(MAP_NEW)
        .long(MAP_NEW)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help("Write every word that was not understood to this file, to be filled in")
        .long_help(
            "Write every word that was not understood to this file (which must not exist), with \
             how often it came. Write after each what it means, and use the file with --map.",
        )
}

fn delimiter_arg() -> Arg {
    Arg::new(DELIMITER)
        .long(DELIMITER)
        .value_name("CHARACTER")
        .help("Read CSV with this between the values [default: as the header shows]")
        .long_help(
            "Read CSV with this one character between the values, or tab. Without it, the header \
             shows whether it is a comma, a semicolon or a tab. The output has the same.",
        )
}

fn encoding_arg() -> Arg {
    Arg::new(ENCODING)
        .long(ENCODING)
        .value_name("NAME")
        .help("Read files that are not UTF-8, such as windows-1252")
        .long_help(
            "Read files that are not UTF-8 in this encoding, such as windows-1252, which many \
             older programs write, or any other that browsers know. A byte order mark at the \
             beginning of a file wins. The output is UTF-8.",
        )
}

fn format_arg() -> Arg {
    Arg::new(FORMAT)
        .short('f')
        .long(FORMAT)
        .value_name("FORMAT")
        .value_parser([
            PossibleValue::new("csv").help("rows with more columns"),
            PossibleValue::new("jsonl").help("one JSON object a line"),
            PossibleValue::new("text").help("with --summary: a page to read"),
            PossibleValue::new("json").help("with --summary: JSON for programs"),
        ])
        .help("Write in this format [default: by --output, else as the input]")
        .long_help(
            "Write in this format. Without it, the extension of --output decides, and without \
             that it is the format of the input; a summary is text.",
        )
}

fn output_arg() -> Arg {
    Arg::new(OUTPUT)
        .short('o')
        .long(OUTPUT)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help("Write to a file")
        .long_help(
            "Write to a file instead of standard output; .tsv gets tabs. The file appears, or takes the place of \
             the old one, when all of it is written.",
        )
}

fn full_arg() -> Arg {
    Arg::new(FULL)
        .long(FULL)
        .action(ArgAction::SetTrue)
        .conflicts_with(SUMMARY)
        .help("Write the whole result of each row, as JSON Lines")
        .long_help(
            "Write the whole result of each row (the JSON, version 1, of a single diagnosis) in \
             the place of the short one, as JSON Lines.",
        )
}

fn prefix_arg() -> Arg {
    Arg::new(PREFIX)
        .long(PREFIX)
        .value_name("TEXT")
        .help("Begin the names of the added columns with this")
        .long_help(
            "Begin the names of the added columns with this, for input that has columns of the \
             same names.",
        )
}

fn escape_arg() -> Arg {
    Arg::new(ESCAPE_FORMULAS)
        .long(ESCAPE_FORMULAS)
        .action(ArgAction::SetTrue)
        .help("Put ' before cells of the input that a spreadsheet would run")
        .long_help(
            "Put ' before cells of the input, its header too, that a spreadsheet would run as \
             formulas. Without it, CSV passes them on as they are; in CSV that is made from JSON \
             Lines they are always escaped. What salesmodel adds is never a formula.",
        )
}

fn max_arg() -> Arg {
    Arg::new(MAX_ERRORS)
        .long(MAX_ERRORS)
        .value_name("N")
        .value_parser(value_parser!(u64))
        .help("Give up when more rows than this are rejected")
        .long_help(
            "Give up when more rows than this are rejected. A file named with --output is then \
             left as it was.",
        )
}

fn summary_arg() -> Arg {
    Arg::new(SUMMARY)
        .long(SUMMARY)
        .action(ArgAction::SetTrue)
        .help("Write how many rows lead with each model, in the place of the rows")
        .long_help(
            "Write a summary instead of the rows: how many lead with each model, mixes, \
             ties, the answers to each question, and why rows were rejected. With -f json for \
             programs.",
        )
}

fn by_arg() -> Arg {
    Arg::new(BY)
        .long(BY)
        .value_name("COLUMN")
        .requires(SUMMARY)
        .help("Summarise for each value of this column as well")
}

const EXAMPLES: &str = "Examples:
  salesmodel batch companies.csv -o diagnosed.csv
  salesmodel batch answers.csv --column leads='Lead source' --summary --by region
";

const EXIT_CODES: &str = "
Exit codes:
    0  done, every row diagnosed
    1  the input is no CSV or JSON Lines, something could not be read or
       written, or more rows than --max-errors were rejected
    2  the command line is wrong, or does not fit the columns
    3  done, but some rows were rejected: the output says which, and why
  130  cancelled
";
