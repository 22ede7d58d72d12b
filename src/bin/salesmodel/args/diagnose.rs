//! The fixed flags of a diagnosis. The flags of the questions are added to them (see
//! `question`).

use std::path::PathBuf;

use clap::{ArgAction, Args};
use salesmodel::render::crm::{CRMS, Crm};
use salesmodel::render::{FORMATS, Format};

use super::crm::CrmArgs;
use super::one_of::{NamedValue, OneOf};
use super::shared::{ColorArgs, CompanyArgs, HelpArgs, LangArgs, OutputArgs, QuestionnaireArgs};

#[derive(Args)]
#[group(skip)]
#[command(
    mut_arg("questionnaire", |arg| {
        arg.help("Ask the questions of this questionnaire").long_help(QUESTIONNAIRE)
    }),
    mut_arg("output", |arg| arg.help("Write the result to a file").long_help(OUTPUT)),
    mut_arg("company", |arg| arg.long_help(COMPANY))
)]
pub(crate) struct DiagnoseArgs {
    #[command(flatten)]
    pub(crate) answers: AnswerArgs,
    #[command(flatten)]
    questionnaire: QuestionnaireArgs,
    #[command(flatten)]
    pub(crate) asking: AskingArgs,
    #[command(flatten)]
    pub(crate) format: ResultFormatArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) save: SaveArgs,
    #[command(flatten)]
    pub(crate) company: CompanyArgs,
    #[command(flatten)]
    lang: LangArgs,
    #[command(flatten)]
    color: ColorArgs,
    #[command(flatten)]
    pub(crate) for_crm: CrmArgs,
    #[command(flatten, next_help_heading = "Help")]
    help: HelpArgs,
    #[command(flatten)]
    version: VersionArgs,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Other ways to answer")]
pub(crate) struct AnswerArgs {
    /// Answer the question with this id; repeat it for others
    #[arg(
        short,
        long,
        value_name = "ID=VALUE",
        action = ArgAction::Append,
        long_help = "Answer the question with this id; repeat it for others. It is \
                     the same as the question's own flag, and also works where the id of a \
                     question is already another flag."
    )]
    pub(crate) answer: Vec<String>,

    /// Take answers from a file, or from standard input with -
    #[arg(
        long,
        value_name = "FILE",
        long_help = "Take answers from a YAML or JSON file, one `question: answer` a line, or \
                     from standard input with -. A result that was saved with --save can be used \
                     too. Answers given as flags win over those in the file."
    )]
    pub(crate) from: Option<PathBuf>,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Asking")]
pub(crate) struct AskingArgs {
    /// Show all answers before the result, to change any
    #[arg(
        long,
        conflicts_with = "no_input",
        long_help = "Show all answers before the result, to change any. With --from, that is the \
                     last page of the quiz, filled in with the answers of the file."
    )]
    pub(crate) review: bool,

    /// Ask by numbered lines, for screen readers and pipes
    #[arg(
        long,
        conflicts_with = "no_input",
        long_help = "Ask by numbered lines without any escape sequence, and read the answers \
                     from standard input, whatever that is. In a terminal, the environment \
                     variable ACCESSIBLE=1 and TERM=dumb do the same."
    )]
    pub(crate) plain: bool,

    /// Never ask: a missing answer is an error
    #[arg(
        long,
        long_help = "Never ask: a missing answer is an error. That is so anyway where standard \
                     input or standard error is not a terminal."
    )]
    pub(crate) no_input: bool,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Output")]
pub(crate) struct ResultFormatArgs {
    /// Write the result in this format [default: text]
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        value_parser = OneOf(formats),
        long_help = "Write the result in this format. Without it, the extension of --output \
                     decides, and without that it is text."
    )]
    pub(crate) format: Option<ResultFormat>,
}

/// The format of a result: a report, or pipelines for a CRM.
#[derive(Clone, Copy)]
pub(crate) enum ResultFormat {
    Report(&'static Format),
    Pipelines(&'static Crm),
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct SaveArgs {
    /// Save the result as JSON too
    #[arg(
        short,
        long,
        value_name = "FILE",
        long_help = "Save the result as JSON, as well as showing it. --from reads it again, so \
                     next year you give only the answers that have changed."
    )]
    pub(crate) save: Option<PathBuf>,
}

#[derive(Args)]
#[group(skip)]
struct VersionArgs {
    /// Print the version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

fn formats() -> Vec<NamedValue<ResultFormat>> {
    let reports = FORMATS
        .iter()
        .map(|format| (format.name, format.about.to_owned(), ResultFormat::Report(format)));
    let pipelines =
        CRMS.iter().map(|crm| (crm.name, crm.about.to_owned(), ResultFormat::Pipelines(crm)));
    reports.chain(pipelines).collect()
}

const OUTPUT: &str = "Write the result to a file instead of standard output. Its extension names \
                      the format where --format does not, as in pipeline.svg. For a format of \
                      several files, name a folder.";

const QUESTIONNAIRE: &str = "Ask the questions of this questionnaire: the name of a built-in (see \
                             `salesmodel questions list`), a YAML file, or - for standard input. \
                             Its questions become flags, which --help lists when it is given with \
                             -Q.";

const COMPANY: &str = "Name the company in the result. Without it, the name in a saved result \
                       that --from reads is kept.";
