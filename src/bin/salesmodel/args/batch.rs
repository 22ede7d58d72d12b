//! The flags of `salesmodel batch`.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum};

use super::columns::ColumnArgs;
use super::shared::{ColorArgs, HelpArgs, LangArgs, OutputArgs, QuestionnaireArgs};

#[derive(Args)]
#[group(skip)]
#[command(
    long_about = "Diagnose every row of a CSV or JSON Lines file. A row is a company, a team or a \
                  person who answered; its columns (or keys) named after the questions hold the \
                  answers: option ids, labels or numbers. An empty cell is unsure. Every row \
                  keeps its place in the output, with its diagnosis or with what is wrong with it.",
    after_help = EXAMPLES,
    after_long_help = format!("{EXAMPLES}{EXIT_CODES}"),
    mut_arg("output", |arg| arg.long_help(OUTPUT))
)]
pub(crate) struct BatchArgs {
    #[command(flatten)]
    pub(crate) rows: RowArgs,
    #[command(flatten)]
    pub(crate) columns: ColumnArgs,
    #[command(flatten)]
    pub(crate) reading: BatchReadingArgs,
    #[command(flatten)]
    pub(crate) questionnaire: QuestionnaireArgs,
    #[command(flatten)]
    pub(crate) format: BatchFormatArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) writing: WritingArgs,
    #[command(flatten)]
    pub(crate) summary: SummaryArgs,
    #[command(flatten, next_help_heading = "Help")]
    lang: LangArgs,
    #[command(flatten)]
    color: ColorArgs,
    #[command(flatten)]
    help: HelpArgs,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Input")]
pub(crate) struct RowArgs {
    /// Read these files one after the other; - is standard input
    #[arg(
        value_name = "FILE",
        long_help = "Read these files one after the other; - is standard input, which is also \
                     read where no file is named. CSV files need the same header."
    )]
    pub(crate) files: Vec<PathBuf>,

    /// Read this format [default: by extension, else csv]
    #[arg(
        long,
        value_name = "FORMAT",
        long_help = "Read this format. Without it the extension decides: .csv, .tsv and .txt are \
                     CSV, .jsonl and .ndjson are JSON Lines. Standard input and names without an \
                     extension are JSON Lines if they begin with {, and CSV otherwise."
    )]
    pub(crate) input_format: Option<InputFormat>,
}

/// A format of rows.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum InputFormat {
    /// values with commas, semicolons or tabs between them
    Csv,
    /// one JSON object a line
    Jsonl,
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct BatchReadingArgs {
    /// Read this question's numbers as fractions: the same as --unit ID=fraction
    #[arg(long, value_name = "ID", action = ArgAction::Append)]
    pub(crate) fraction: Vec<String>,

    /// Read the meaning of unknown words from this file
    #[arg(
        long,
        value_name = "FILE",
        long_help = "Read the meaning of unknown words from this file: YAML with a question's id, \
                     and under it lines such as `Trade Show: outbound` or `2-3: 2`. Upper and \
                     lower case, blanks, dashes and accents do not matter. Ids, labels and \
                     numbers keep their meaning. --map-new writes such a file to fill in."
    )]
    pub(crate) map: Option<PathBuf>,

    /// Write every word that was not understood to this file, to be filled in
    #[arg(
        long,
        value_name = "FILE",
        long_help = "Write every word that was not understood to this file (which must not \
                     exist), with how often it came. Write after each what it means, and use the \
                     file with --map."
    )]
    pub(crate) map_new: Option<PathBuf>,

    /// Read CSV with this delimiter [default: as the header shows]
    #[arg(
        long,
        value_name = "CHARACTER",
        long_help = "Read CSV with this one character, or tab, as the delimiter. Without it, \
                     the header shows whether it is a comma, a semicolon or a tab. The output \
                     has the same."
    )]
    pub(crate) delimiter: Option<String>,

    /// Read files that are not UTF-8, such as windows-1252
    #[arg(
        long,
        value_name = "NAME",
        long_help = "Read files that are not UTF-8 in this encoding, such as windows-1252, which \
                     many older programs write, or any other that browsers know. A byte order \
                     mark at the beginning of a file wins. The output is UTF-8."
    )]
    pub(crate) encoding: Option<String>,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Output")]
pub(crate) struct BatchFormatArgs {
    /// Write in this format [default: by --output, else as the input]
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        long_help = "Write in this format. Without it, the extension of --output decides, and \
                     without that it is the format of the input; a summary is text."
    )]
    pub(crate) format: Option<BatchFormat>,
}

/// What is written: rows or a summary.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum BatchFormat {
    /// rows with more columns
    Csv,
    /// one JSON object a line
    Jsonl,
    /// with --summary: a page to read
    Text,
    /// with --summary: JSON for programs
    Json,
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct WritingArgs {
    /// Write the whole result of each row, as JSON Lines
    #[arg(
        long,
        conflicts_with = "summary",
        long_help = "Write the whole result of each row (the JSON, version 1, of a single \
                     diagnosis) instead of the short one, as JSON Lines."
    )]
    pub(crate) full: bool,

    /// Put this prefix before the names of the added columns
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true,
        long_help = "Put this prefix before the names of the added columns, for input that has \
                     columns of the same names."
    )]
    pub(crate) prefix: String,

    /// Put ' before cells of the input that a spreadsheet would run
    #[arg(
        long,
        long_help = "Put ' before cells of the input, its header too, that a spreadsheet would \
                     run as formulas. Without it, CSV passes them on as they are; in CSV that is \
                     made from JSON Lines they are always escaped. What salesmodel adds is never \
                     a formula."
    )]
    pub(crate) escape_formulas: bool,

    /// Give up when more rows than this are rejected
    #[arg(
        long,
        value_name = "N",
        long_help = "Give up when more rows than this are rejected. A file named with --output \
                     is then left as it was."
    )]
    pub(crate) max_errors: Option<u64>,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Summary")]
pub(crate) struct SummaryArgs {
    /// Write how many rows lead with each model, instead of the rows
    #[arg(
        long,
        long_help = "Write a summary instead of the rows: how many lead with each model, mixes, \
                     ties, the answers to each question, and why rows were rejected. With -f \
                     json for programs."
    )]
    pub(crate) summary: bool,

    /// Summarise for each value of this column as well
    #[arg(long, value_name = "COLUMN", requires = "summary")]
    pub(crate) by: Option<String>,
}

const OUTPUT: &str = "Write to a file instead of standard output; .tsv gets tabs. The file \
                      appears, or takes the place of the old one, when all of it is written.";

const EXAMPLES: &str = "Examples:
  salesmodel batch companies.csv -o diagnosed.csv
  salesmodel batch answers.csv --column leads='Lead source' \\
    --summary --by region
";

const EXIT_CODES: &str = "
Exit codes:
    0  done, every row diagnosed
    1  the input is not CSV or JSON Lines, something could not be read or
       written, or more rows than --max-errors were rejected
    2  the command line is wrong, or does not fit the columns
    3  done, but some rows were rejected: the output says which, and why
  130  cancelled
";
