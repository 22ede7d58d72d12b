//! The commands of `salesmodel questions`: for people who write questionnaires.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueEnum};

use super::deferred::Deferred;
use super::shared::{ColorArgs, HelpArgs, LangArgs, TextOrJsonArgs};

#[derive(Args)]
#[group(skip)]
#[command(
    after_help = EXAMPLES,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(crate) struct QuestionsArgs {
    #[command(flatten)]
    help: HelpArgs,
    #[command(subcommand)]
    pub(crate) job: QuestionsJob,
}

#[derive(Subcommand)]
pub(crate) enum QuestionsJob {
    /// List the built-in questionnaires
    List(Deferred<ListArgs>),
    /// Print a questionnaire as it was written
    Show(Deferred<ShowArgs>),
    /// Find what is wrong with questionnaires and their translations
    Check(Deferred<CheckArgs>),
    /// Start a questionnaire, or a translation of one
    New(Deferred<NewArgs>),
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) format: TextOrJsonArgs,
    #[command(flatten)]
    color: ColorArgs,
    #[command(flatten)]
    help: HelpArgs,
}

#[derive(Args)]
#[group(skip)]
#[command(
    long_about = "Print a questionnaire as it was written, comments included, as JSON for \
                  programs, or as a page in Markdown to print and fill in. With --lang, print it \
                  with its words in that language.",
    after_help = SHOW_EXAMPLES,
    mut_arg("lang", |arg| arg.help("Print its words in this language").long_help(None))
)]
pub(crate) struct ShowArgs {
    /// Show this questionnaire [default: b2b]
    #[arg(value_name = "NAME|FILE")]
    pub(crate) questionnaire: Option<PathBuf>,

    /// Print it in this format
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ShowFormat,

    #[command(flatten)]
    pub(crate) lang: LangArgs,
    #[command(flatten)]
    help: HelpArgs,
}

/// How a questionnaire is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShowFormat {
    /// as it was written
    Text,
    /// the same for programs
    Json,
    /// the questions, to print and fill in
    Markdown,
}

#[derive(Args)]
#[group(skip)]
#[command(long_about = CHECK, after_help = CHECK_EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Check these files or built-ins, or standard input with -
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// Show how many combinations of answers lead to each model
    #[arg(
        long,
        long_help = "Show how many combinations of answers lead to each model, to ties, to mixes \
                     and to no result, and how long the pipelines are: whether the points are \
                     balanced."
    )]
    pub(crate) space: bool,

    /// Treat warnings as errors: the exit code is 1 for them too
    #[arg(long)]
    pub(crate) strict: bool,

    #[command(flatten)]
    pub(crate) format: TextOrJsonArgs,
    #[command(flatten)]
    color: ColorArgs,
    #[command(flatten)]
    help: HelpArgs,
}

#[derive(Args)]
#[group(skip)]
#[command(
    long_about = "Start a questionnaire of your own: a small one with a comment on every key, or \
                  a copy of another one. With --from and --lang, start the translation of a \
                  questionnaire: every text is there as a comment, above the place for yours. An \
                  existing file is never overwritten.",
    after_help = NEW_EXAMPLES
)]
pub(crate) struct NewArgs {
    /// Create this file (it must not exist), or write to standard output with -
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Start from this questionnaire
    #[arg(long, value_name = "NAME|FILE")]
    pub(crate) from: Option<PathBuf>,

    /// Start a translation into this language
    #[arg(
        short,
        long,
        value_name = "LANG",
        value_parser = NonEmptyStringValueParser::new(),
        requires = "from"
    )]
    pub(crate) lang: Option<String>,

    #[command(flatten)]
    help: HelpArgs,
}

const EXAMPLES: &str = "Examples:
  salesmodel questions new mine.yaml
  salesmodel questions check mine.yaml
  salesmodel -Q mine.yaml
";

const SHOW_EXAMPLES: &str = "Examples:
  salesmodel questions show b2b
  salesmodel questions show -f markdown -l nl > quiz.md
";

const CHECK: &str = "Find what is wrong with questionnaires and their translations: every problem \
                     at once, each with its place, why it matters and what to do. The meaning is \
                     checked too, over all combinations of answers: models that can never lead, \
                     options that change nothing, pipelines that are empty. A translation is in a \
                     file beside its questionnaire (mine.nl.yaml beside mine.yaml) and is checked \
                     with it.

The exit code is 1 if there is an error, and 0 if there are only warnings and notes.";

const CHECK_EXAMPLES: &str = "Examples:
  salesmodel questions check mine.yaml
  salesmodel questions check --space --strict *.yaml -f json
";

const NEW_EXAMPLES: &str = "Examples:
  salesmodel questions new mine.yaml
  salesmodel questions new mine.nl.yaml --from mine.yaml --lang nl
";
