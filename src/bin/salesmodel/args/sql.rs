//! The flags of `salesmodel sql`.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{ArgAction, Args};
use salesmodel::sql::{DIALECTS, Dialect, Tried};
use salesmodel::wording::all_of;

use super::columns::ColumnArgs;
use super::one_of::{NamedValue, OneOf};
use super::shared::{ColorArgs, HelpArgs, LangArgs, OutputArgs, QuestionnaireArgs};

#[derive(Args)]
#[group(skip)]
#[command(
    long_about = "Write the scoring as one SELECT, for answers in a database or \
                  warehouse: it reads answers as `salesmodel batch` does and gives the same \
                  columns, model to pipeline and error. The error is a list of codes such as \
                  `leads: unknown-option`. Put CREATE VIEW name AS before it, or make it a model \
                  of dbt.",
    after_help = EXAMPLES,
    mut_arg("column", |arg| arg.long_help(COLUMN)),
    mut_arg("output", |arg| arg.long_help(OUTPUT))
)]
pub(crate) struct SqlArgs {
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
    #[command(flatten)]
    pub(crate) table: TableArgs,
    #[command(flatten)]
    pub(crate) columns: ColumnArgs,

    /// Read the meaning of unknown words from this file
    #[arg(
        long,
        value_name = "FILE",
        long_help = "Read the meaning of unknown words from this file, which `salesmodel batch` \
                     reads too: YAML with a question's id, and under it lines such as `Trade \
                     Show: outbound`. The lines are written into the query."
    )]
    pub(crate) map: Option<PathBuf>,

    #[command(flatten)]
    questionnaire: QuestionnaireArgs,
    #[command(flatten)]
    pub(crate) result: ResultArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten, next_help_heading = "Help")]
    lang: LangArgs,
    #[command(flatten)]
    color: ColorArgs,
    #[command(flatten)]
    help: HelpArgs,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Engine")]
pub(crate) struct EngineArgs {
    /// Write for this engine
    #[arg(
        long,
        value_name = "NAME",
        value_parser = OneOf(dialects),
        long_help = "Write for this engine. Databricks reads what is written for spark. --check \
                     tests whether an engine agrees with salesmodel."
    )]
    pub(crate) dialect: &'static Dialect,

    /// Write a query that tests the engine: if it returns no rows, the engine agrees
    #[arg(
        long,
        conflicts_with_all = ["table", "keep", "column", "prefix"],
        long_help = "Write a query that tests the engine. It reads no table: it brings its own \
                     rows, scores them, and returns those that differ from what salesmodel says \
                     of them. If it returns no rows, the engine agrees. It brings the words of a \
                     --map file too."
    )]
    pub(crate) check: bool,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Input")]
pub(crate) struct TableArgs {
    /// Read the answers from this table
    #[arg(
        long,
        value_name = "TEXT",
        required_unless_present = "check",
        value_parser = NonEmptyStringValueParser::new(),
        long_help = "Read the answers from this table. The text is written into the query as it \
                     is: schema.table, read_csv('companies.csv'), {{ ref('companies') }}."
    )]
    pub(crate) table: Option<String>,
}

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Output")]
pub(crate) struct ResultArgs {
    /// Keep this column of the table beside the result; repeat it for others
    #[arg(
        long,
        value_name = "COLUMN",
        action = ArgAction::Append,
        long_help = format!(
            "Keep this column of the table beside the result; repeat it for others. --keep '*' \
             keeps all of them, in engines that can leave helper columns out: {}.",
            all_of(DIALECTS.iter().filter(|dialect| dialect.keeps_everything()).map(|it| it.name))
        )
    )]
    pub(crate) keep: Vec<String>,

    /// Put this prefix before the names of the columns of the result
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) prefix: String,
}

fn dialects() -> Vec<NamedValue<&'static Dialect>> {
    let row = |dialect: &'static Dialect| {
        let tried = match dialect.tried {
            Tried::EveryChange => "tested row by row at every change".to_owned(),
            Tried::LongerTests => "tested row by row, though not at every change".to_owned(),
            _ => "written from the vendor's documentation, so --check it".to_owned(),
        };
        (dialect.name, tried, dialect)
    };
    DIALECTS.iter().map(row).collect()
}

const COLUMN: &str = "Read the answers to a question from this column, instead of the one named \
                      after the question: --column leads='Lead source'. Repeat it for others. \
                      Without a name (--column sellers=) no column answers the question, and it \
                      is unsure in every row.";

const OUTPUT: &str = "Write to a file, a .sql as a rule, instead of standard output.";

const EXAMPLES: &str = "Examples:
  salesmodel sql --dialect duckdb --table companies --keep id > score.sql
  salesmodel sql --dialect snowflake --check -o check.sql
";
