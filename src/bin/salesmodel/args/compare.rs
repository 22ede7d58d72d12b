//! The flags of `salesmodel compare`.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::shared::{ColorArgs, HelpArgs, LangArgs, OutputArgs, QuestionnaireArgs};

#[derive(Args)]
#[group(skip)]
#[command(
    long_about = "Show what differs between answers to one questionnaire. Of two results (two \
                  segments, or last year and now): the answers that differ, which model leads, \
                  the mix, the points, and the stages that come, go and stay. Of more people, or \
                  with --measured: for each question who believes what, what was measured, and \
                  which question to settle first because it decides the leading model. It is \
                  never a vote. All are scored anew from their answers.",
    after_help = EXAMPLES,
    mut_arg("output", |arg| arg.help("Write to a file: .txt, .json, .md or .html")),
    mut_arg("questionnaire", |arg| arg.help("Use this questionnaire").long_help(QUESTIONNAIRE))
)]
pub(crate) struct CompareArgs {
    /// Compare these results or answers files; - is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Compare them with what `salesmodel measure` found
    #[arg(long, value_name = "FILE")]
    pub(crate) measured: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) naming: NamingArgs,

    /// Write in this format [default: text]
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        long_help = "Write in this format. Without it, the extension of --output decides, and \
                     without that it is text."
    )]
    pub(crate) format: Option<CompareFormat>,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) questionnaire: QuestionnaireArgs,
    #[command(flatten)]
    pub(crate) lang: LangArgs,
    #[command(flatten)]
    color: ColorArgs,
    #[command(flatten)]
    help: HelpArgs,
}

impl CompareArgs {
    /// The files to compare, whose names need not be UTF-8.
    pub(crate) fn files(&self) -> Vec<&OsStr> {
        self.files.iter().map(|file| file.as_os_str()).collect()
    }
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct NamingArgs {
    /// Name nobody: say only how many people gave an answer
    #[arg(long)]
    pub(crate) anonymous: bool,

    /// Name people even if there are fewer than four
    #[arg(
        long,
        conflicts_with = "anonymous",
        long_help = "Name people even if there are fewer than four. Without it, four people or \
                     more are named by what their files say under by and role, or by their file."
    )]
    pub(crate) names: bool,
}

/// What a comparison is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    Text,
    Json,
    Markdown,
    Html,
}

impl CompareFormat {
    /// The extension of files in it.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            CompareFormat::Text => "txt",
            CompareFormat::Json => "json",
            CompareFormat::Markdown => "md",
            CompareFormat::Html => "html",
        }
    }
}

const QUESTIONNAIRE: &str = "Use this questionnaire: the name of a built-in, a YAML file, or - \
                             for standard input. Without it, the files name the built-in that \
                             they answer.";

const EXAMPLES: &str = "Examples:
  salesmodel compare 2025.json 2026.json
  salesmodel compare small.json large.json -o segments.md
  salesmodel compare *.json --measured answers.yaml -o gap.html
";

#[cfg(test)]
mod tests {
    use salesmodel::render::Format;

    use super::*;

    /// A comparison has the extension of a report in the same format.
    #[test]
    fn extensions_are_those_of_reports() {
        for format in CompareFormat::value_variants() {
            let name = format.to_possible_value().expect("each can be named");
            let report = Format::named(name.get_name()).expect("a report has it too");
            assert_eq!(format.extension(), report.extension);
        }
    }
}
