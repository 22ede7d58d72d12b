//! The flags of `salesmodel models`.

use clap::Args;

use super::shared::{ColorArgs, HelpArgs, LangArgs, QuestionnaireArgs, TextOrJsonArgs};

#[derive(Args)]
#[group(skip)]
#[command(
    long_about = "Show what each sales model means. With the id of one: the roles, what to \
                  measure, what goes wrong, the first steps, and its stages.",
    after_help = EXAMPLES,
    mut_arg("questionnaire", |arg| {
        arg.help("Show the models of this questionnaire").long_help(
            "Show the models of this questionnaire: the name of a built-in, a YAML file, or - \
             for standard input.",
        )
    })
)]
pub(crate) struct ModelsArgs {
    /// Show this model in full
    #[arg(value_name = "ID")]
    pub(crate) model: Option<String>,

    #[command(flatten)]
    questionnaire: QuestionnaireArgs,
    #[command(flatten)]
    pub(crate) format: TextOrJsonArgs,
    #[command(flatten)]
    lang: LangArgs,
    #[command(flatten)]
    color: ColorArgs,
    #[command(flatten)]
    help: HelpArgs,
}

const EXAMPLES: &str = "Examples:
  salesmodel models
  salesmodel models team
  salesmodel models -Q b2c -l nl
";
