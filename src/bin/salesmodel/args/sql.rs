//! The flags of `salesmodel sql`.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValue};
use clap::{Arg, ArgAction, Command, value_parser};
use salesmodel::sql::{DIALECTS, Dialect, Tried};

use super::{OUTPUT, color_arg, help_arg, lang_arg, questionnaire_arg};
use crate::settings::Settings;

pub(crate) const CHECK: &str = "check";
pub(crate) const COLUMN: &str = "column";
pub(crate) const DIALECT: &str = "dialect";
pub(crate) const KEEP: &str = "keep";
pub(crate) const MAP: &str = "map";
pub(crate) const PREFIX: &str = "prefix";
pub(crate) const TABLE: &str = "table";
pub(crate) const UNIT: &str = "unit";

/// The subcommand.
pub(super) fn command(settings: &Settings) -> Command {
    Command::new("sql")
        .about("Write the scoring as SQL, for answers in a database")
        .long_about(
            "Write the scoring as one SELECT, for answers that lie in a database or warehouse: \
             it reads answers as `salesmodel batch` does and gives the same columns, model to \
             pipeline and error. The error is a list of codes such as `leads: unknown-option`. \
             Put CREATE VIEW name AS before it, or make it a model of dbt.",
        )
        .color(settings.clap_color)
        .args(
            sections().into_iter().flat_map(|(heading, args)| {
                args.into_iter().map(move |arg| arg.help_heading(heading))
            }),
        )
        .after_help(EXAMPLES)
}

fn sections() -> [(&'static str, Vec<Arg>); 4] {
    [
        ("Engine", vec![dialect_arg(), check_arg()]),
        ("Input", vec![table_arg(), column_arg(), unit_arg(), map_arg(), questionnaire_arg()]),
        ("Output", vec![keep_arg(), prefix_arg(), output_arg()]),
        ("Help", vec![lang_arg(), color_arg(), help_arg()]),
    ]
}

fn dialect_arg() -> Arg {
    let value = |dialect: &Dialect| {
        let tried = match dialect.tried {
            Tried::Tested => "tested in every run".to_owned(),
            Tried::Run(day) => format!("run by us on {day}"),
            _ => "written by the vendor's documentation, so --check it".to_owned(),
        };
        PossibleValue::new(dialect.name).help(tried)
    };
    Arg::new(DIALECT)
        .long(DIALECT)
        .value_name("NAME")
        .required(true)
        .value_parser(DIALECTS.iter().map(value).collect::<Vec<_>>())
        .help("Write for this engine")
        .long_help(
            "Write for this engine. Databricks reads what is written for spark. Whether an \
             engine agrees is told by --check.",
        )
}

fn check_arg() -> Arg {
    Arg::new(CHECK)
        .long(CHECK)
        .action(ArgAction::SetTrue)
        .conflicts_with_all([TABLE, KEEP, COLUMN, PREFIX])
        .help("Write a query that tests the engine: if it returns no rows, the engine agrees")
        .long_help(
            "Write a query that tests the engine. It reads no table: it brings its own rows, \
             scores them, and returns those that differ from what salesmodel says of them. If it \
             returns no rows, the engine agrees. It brings the words of a --map file too.",
        )
}

fn table_arg() -> Arg {
    Arg::new(TABLE)
        .long(TABLE)
        .value_name("TEXT")
        .required_unless_present(CHECK)
        .value_parser(NonEmptyStringValueParser::new())
        .help("Read the answers from this table")
        .long_help(
            "Read the answers from this table. The text is written into the query as it is: \
             schema.table, read_csv('companies.csv'), {{ ref('companies') }}.",
        )
}

fn column_arg() -> Arg {
    Arg::new(COLUMN)
        .long(COLUMN)
        .value_name("ID=NAME")
        .action(ArgAction::Append)
        .help("Read the answers to a question from this column; repeat it for others")
        .long_help(
            "Read the answers to a question from this column, in the place of the one named \
             after the question: --column leads='Lead source'. Repeat it for others. Without a \
             name (--column sellers=) no column answers the question, and every row is unsure \
             of it.",
        )
}

fn unit_arg() -> Arg {
    Arg::new(UNIT)
        .long(UNIT)
        .value_name("ID=UNIT")
        .action(ArgAction::Append)
        .help("Say what the bare numbers of a question are: percent or fraction")
        .long_help(
            "Say what the bare numbers of a question are: --unit sellers=percent takes 30 for \
             30%, --unit revenue=fraction takes 0.85 for 85%. Repeat it for others. Without it, \
             a number that has two readings is an error.",
        )
}

fn map_arg() -> Arg {
    Arg::new(MAP)
        .long(MAP)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help("Read what words of the table mean from this file")
        .long_help(
            "Read what words of the table mean from this file, which `salesmodel batch` reads \
             too: YAML with a question's id, and under it lines such as `Trade Show: outbound`. \
             The lines are written into the query.",
        )
}

fn keep_arg() -> Arg {
    Arg::new(KEEP)
        .long(KEEP)
        .value_name("COLUMN")
        .action(ArgAction::Append)
        .help("Keep this column of the table beside the result; repeat it for others")
        .long_help(
            "Keep this column of the table beside the result; repeat it for others. --keep '*' \
             keeps all of them, in engines that can leave helper columns out: duckdb, spark, \
             snowflake and bigquery.",
        )
}

fn prefix_arg() -> Arg {
    Arg::new(PREFIX)
        .long(PREFIX)
        .value_name("TEXT")
        .help("Begin the names of the columns of the result with this")
}

fn output_arg() -> Arg {
    Arg::new(OUTPUT)
        .short('o')
        .long(OUTPUT)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help("Write to a file")
        .long_help("Write to a file, a .sql as a rule, instead of standard output.")
}

const EXAMPLES: &str = "Examples:
  salesmodel sql --dialect duckdb --table companies --keep id > score.sql
  salesmodel sql --dialect snowflake --check -o check.sql
";
