//! The flags of `salesmodel measure`.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum, value_parser};

use super::shared::{ColorArgs, CompanyArgs, HelpArgs, LangArgs, OutputArgs, QuestionnaireArgs};

#[derive(Args)]
#[group(skip)]
#[command(
    long_about = "Measure the answers from the CSV files that a CRM exports: the deals, won and \
                  lost, and where there are any the people on them, the activities and the \
                  invoices. What each file is follows from its header. What cannot be measured is \
                  not guessed: the command says why, and which export would help.",
    after_help = EXAMPLES,
    after_long_help = format!("{EXAMPLES}{EXIT_CODES}"),
    mut_arg("output", |arg| {
        arg.help("Write to a file: .yaml, .json or .txt").long_help(OUTPUT)
    }),
    mut_arg("company", |arg| arg.help("Name the company in what is written"))
)]
pub(crate) struct MeasureArgs {
    #[command(flatten)]
    pub(crate) deals: DealArgs,
    #[command(flatten)]
    pub(crate) questionnaire: QuestionnaireArgs,
    #[command(flatten)]
    pub(crate) meaning: MeaningArgs,
    #[command(flatten)]
    pub(crate) reading: MeasureReadingArgs,
    #[command(flatten)]
    pub(crate) format: MeasureFormatArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) company: CompanyArgs,
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
pub(crate) struct DealArgs {
    /// Read these CSV files; - is standard input
    #[arg(
        value_name = "FILE",
        long_help = "Read these CSV files: deals (several files with one header count as one), \
                     people on deals, activities, invoices, in any order. - is standard input, \
                     which is also read where no file is named."
    )]
    pub(crate) files: Vec<PathBuf>,

    /// Read only the deals that have this value; repeat it for others
    #[arg(
        long,
        value_name = "COLUMN=VALUE",
        action = ArgAction::Append,
        long_help = "Read only the deals that have this value in this column, as in --only \
                     Pipeline=Sales. Several values of one column are alternatives; several \
                     columns must all fit."
    )]
    pub(crate) only: Vec<String>,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "What columns and values mean")]
pub(crate) struct MeaningArgs {
    /// Take this column for a role; repeat it for others
    #[arg(
        long,
        value_name = "ROLE=NAME",
        action = ArgAction::Append,
        long_help = "Take this column for a role, as in --column amount=Betrag. Without a name \
                     (--column source=) no column has the role. The roles are id, name, won, \
                     date, amount, currency, customer, source, type, pipeline, owner, sellers \
                     and contacts; in files of people and activities also person and done."
    )]
    pub(crate) column: Vec<String>,

    /// Count this stage or status as won; repeat it for others
    #[arg(long, value_name = "VALUE", action = ArgAction::Append)]
    pub(crate) won: Vec<String>,

    /// Count this stage or status as lost; repeat it for others
    #[arg(long, value_name = "VALUE", action = ArgAction::Append)]
    pub(crate) lost: Vec<String>,

    /// Say what lead sources mean, in a file
    #[arg(
        long,
        value_name = "FILE",
        long_help = "Say what lead sources mean, in a YAML file: under the id of the question \
                     one `value: answer` a line. The lines to fill in are in the answers file."
    )]
    pub(crate) map: Option<PathBuf>,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "How to read them")]
pub(crate) struct MeasureReadingArgs {
    /// Assume that every order is recorded as a deal
    #[arg(
        long,
        long_help = "Assume that every order, renewal and fee is recorded as a deal, so that won \
                     deals are all of the revenue. Without it, they show the least that it can \
                     be."
    )]
    pub(crate) orders_are_deals: bool,

    /// Look at this many months for leads, sellers and contacts [default: 12]
    #[arg(
        long,
        value_name = "N",
        value_parser = value_parser!(u32).range(1..=600),
        long_help = "Look at this many months before the last win for leads, sellers and \
                     contacts, for a company with few deals a year. Without it, 12. Revenue is \
                     always of twelve months."
    )]
    pub(crate) months: Option<u32>,

    /// Leave out what is dated later than this day [default: today]
    #[arg(
        long,
        value_name = "DATE",
        long_help = "Leave out what is dated later than this day, as the future. Without it, \
                     today, or the day of SOURCE_DATE_EPOCH. Write it as 2026-11-26."
    )]
    pub(crate) until: Option<String>,

    /// Say whether the day or the month comes first
    #[arg(
        long,
        value_name = "ORDER",
        long_help = "Say whether the day or the month comes first in dates such as 3/1/2026. \
                     Without it the columns show it, or it is asked for."
    )]
    pub(crate) dates: Option<DateOrder>,

    /// Say which sign comes before decimals
    #[arg(
        long,
        value_name = "SIGN",
        long_help = "Say which sign comes before decimals in amounts such as 1.234. Without it \
                     the column shows it, or it is asked for."
    )]
    pub(crate) decimal: Option<DecimalSign>,

    /// Read files in this encoding [default: UTF-8, else windows-1252]
    #[arg(
        long,
        value_name = "NAME",
        long_help = "Read files in this encoding, such as windows-1250, or any other that \
                     browsers know. A byte order mark wins. Without it, a file whose beginning \
                     is not UTF-8 is read as windows-1252."
    )]
    pub(crate) encoding: Option<String>,
}

/// What comes first in a date.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum DateOrder {
    /// 3/1/2026 is the third of January
    Dmy,
    /// 3/1/2026 is the first of March
    Mdy,
}

/// What comes before decimals.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum DecimalSign {
    /// 1.234 is one thousand
    #[value(name = ",")]
    Comma,
    /// 1.234 is a little more than one
    #[value(name = ".")]
    Point,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Output")]
pub(crate) struct MeasureFormatArgs {
    /// Write in this format [default: text]
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        long_help = "Write in this format. Without it, the extension of --output decides, and \
                     without that it is text."
    )]
    pub(crate) format: Option<MeasureFormat>,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MeasureFormat {
    /// a page to read
    Text,
    /// an answers file, for --from
    Yaml,
    /// all that was found, for programs
    Json,
}

const OUTPUT: &str = "Write to a file: .yaml is an answers file for --from, .json is for programs, \
                      and .txt is what is shown.";

const EXAMPLES: &str = "Examples:
  salesmodel measure deals.csv -o answers.yaml
  salesmodel --from answers.yaml
  salesmodel measure Opportunity.csv OpportunityContactRole.csv \\
    OpportunityTeamMember.csv
";

const EXIT_CODES: &str = "
Exit codes:
    0  done, also where nothing could be measured: the output says why
    1  a file cannot be read, is not a known export, or has no won deals
    2  the command line is wrong, or the files need --won, --dates or --decimal
       to be understood
  130  cancelled
";
