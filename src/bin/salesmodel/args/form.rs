//! The flags of `salesmodel form`.

use clap::Args;

use super::shared::{ColorArgs, CompanyArgs, HelpArgs, LangArgs, OutputArgs, QuestionnaireArgs};

#[derive(Args)]
#[group(skip)]
#[command(
    long_about = "Write the quiz as one HTML file to send to colleagues. It opens in any browser, \
                  on a phone too, asks the questions, shows the result, and hands the answers \
                  back as a file that --from, batch and compare read. It sends nothing anywhere \
                  by itself. Without JavaScript, or printed, it is a form to fill in by hand.",
    after_help = EXAMPLES,
    mut_arg("output", |arg| arg.help("Write the page to a file [default: standard output]")),
    mut_arg("company", |arg| {
        arg.help("Name the company that is asked about").long_help(
            "Name the company that is asked about: the page and the answers carry it. Without \
             it, the page asks for it.",
        )
    })
)]
pub(crate) struct FormArgs {
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) company: CompanyArgs,

    /// Offer to mail the answers to this address
    #[arg(
        long,
        value_name = "MAIL",
        long_help = "Offer to mail the answers to this address: the page opens a new mail with \
                     them in the mail program of the person who answers, who sends it."
    )]
    pub(crate) to: Option<String>,

    #[command(flatten)]
    questionnaire: QuestionnaireArgs,
    #[command(flatten)]
    lang: LangArgs,
    #[command(flatten)]
    color: ColorArgs,
    #[command(flatten)]
    help: HelpArgs,
}

const EXAMPLES: &str = "Examples:
  salesmodel form -o quiz.html
  salesmodel form --company \"Jansen BV\" --to ann@example.com -o quiz.html
";
