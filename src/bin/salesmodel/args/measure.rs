//! The flags of `salesmodel measure`.

use std::path::PathBuf;

use clap::builder::{PathBufValueParser, PossibleValue};
use clap::{Arg, ArgAction, Command, value_parser};

use super::{COMPANY, FORMAT, OUTPUT, color_arg, help_arg, lang_arg, questionnaire_arg};
use crate::settings::Settings;

pub(crate) const COLUMN: &str = "column";
pub(crate) const DATES: &str = "dates";
pub(crate) const DECIMAL: &str = "decimal";
pub(crate) const ENCODING: &str = "encoding";
pub(crate) const FILES: &str = "files";
pub(crate) const LOST: &str = "lost";
pub(crate) const MAP: &str = "map";
pub(crate) const MONTHS: &str = "months";
pub(crate) const ONLY: &str = "only";
pub(crate) const ORDERS: &str = "orders-are-deals";
pub(crate) const UNTIL: &str = "until";
pub(crate) const WON: &str = "won";

/// The subcommand.
pub(super) fn command(settings: &Settings) -> Command {
    Command::new("measure")
        .about("Measure the answers from a CRM's export")
        .long_about(
            "Measure the answers from the CSV files that a CRM exports: the deals, won and lost, \
             and where there are any the people on them, the activities and the invoices. What \
             each file is follows from its header. What cannot be measured is not guessed: it is \
             said why, and which export would do.",
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

fn sections() -> [(&'static str, Vec<Arg>); 5] {
    [
        ("Input", vec![files_arg(), only_arg(), questionnaire_arg()]),
        ("What columns and values mean", vec![column_arg(), won_arg(), lost_arg(), map_arg()]),
        (
            "How to read them",
            vec![
                orders_arg(),
                months_arg(),
                until_arg(),
                dates_arg(),
                decimal_arg(),
                encoding_arg(),
            ],
        ),
        ("Output", vec![format_arg(), output_arg(), company_arg()]),
        ("Help", vec![lang_arg(), color_arg(), help_arg()]),
    ]
}

fn files_arg() -> Arg {
    Arg::new(FILES)
        .value_name("FILE")
        .action(ArgAction::Append)
        .value_parser(PathBufValueParser::new())
        .help("Read these CSV files; - is standard input")
        .long_help(
            "Read these CSV files: deals (several files with one header count as one), people on \
             deals, activities, invoices, in any order. - is standard input, which is also read \
             where no file is named.",
        )
}

fn only_arg() -> Arg {
    Arg::new(ONLY)
        .long(ONLY)
        .value_name("COLUMN=VALUE")
        .action(ArgAction::Append)
        .help("Read only the deals that have this value; repeat it for others")
        .long_help(
            "Read only the deals that have this value in this column, as in --only \
             Pipeline=Sales. Several values of one column are alternatives; several columns must \
             all fit.",
        )
}

fn column_arg() -> Arg {
    Arg::new(COLUMN)
        .long(COLUMN)
        .value_name("ROLE=NAME")
        .action(ArgAction::Append)
        .help("Take this column for a role; repeat it for others")
        .long_help(
            "Take this column for a role, as in --column amount=Betrag. Without a name \
             (--column source=) no column has the role. The roles are id, name, won, date, \
             amount, currency, customer, source, type, pipeline, owner, sellers and contacts; \
             in files of people and activities also person and done.",
        )
}

fn won_arg() -> Arg {
    Arg::new(WON)
        .long(WON)
        .value_name("VALUE")
        .action(ArgAction::Append)
        .help("Take this value of a stage or status for won; repeat it for others")
}

fn lost_arg() -> Arg {
    Arg::new(LOST)
        .long(LOST)
        .value_name("VALUE")
        .action(ArgAction::Append)
        .help("Take this value of a stage or status for lost; repeat it for others")
}

fn map_arg() -> Arg {
    Arg::new(MAP)
        .long(MAP)
        .value_name("FILE")
        .value_parser(PathBufValueParser::new())
        .help("Say what lead sources mean, in a file")
        .long_help(
            "Say what lead sources mean, in a YAML file: under the id of the question one \
             `value: answer` a line. The lines to fill in are in the answers file.",
        )
}

fn orders_arg() -> Arg {
    Arg::new(ORDERS)
        .long(ORDERS)
        .action(ArgAction::SetTrue)
        .help("Take it that every order is a deal of its own")
        .long_help(
            "Take it that every order, renewal and fee is a deal of its own, so that won deals \
             are all of the revenue. Without it, they show the least that it can be.",
        )
}

fn months_arg() -> Arg {
    Arg::new(MONTHS)
        .long(MONTHS)
        .value_name("N")
        .value_parser(value_parser!(u32).range(1..=600))
        .help("Look at this many months for leads, sellers and contacts [default: 12]")
        .long_help(
            "Look at this many months before the last win for leads, sellers and contacts, for a \
             company with few deals a year. Without it, 12. Revenue is always of twelve months.",
        )
}

fn until_arg() -> Arg {
    Arg::new(UNTIL)
        .long(UNTIL)
        .value_name("DATE")
        .help("Take what is dated later than this day for the future [default: today]")
        .long_help(
            "Take what is dated later than this day for the future, and leave it out. Without \
             it, today, or the day of SOURCE_DATE_EPOCH. Write it as 2026-11-26.",
        )
}

fn dates_arg() -> Arg {
    Arg::new(DATES)
        .long(DATES)
        .value_name("ORDER")
        .value_parser([
            PossibleValue::new("dmy").help("3/1/2026 is the third of January"),
            PossibleValue::new("mdy").help("3/1/2026 is the first of March"),
        ])
        .help("Say whether the day or the month comes first")
        .long_help(
            "Say whether the day or the month comes first in dates such as 3/1/2026. Without it \
             the columns show it, or it is asked for.",
        )
}

fn decimal_arg() -> Arg {
    Arg::new(DECIMAL)
        .long(DECIMAL)
        .value_name("SIGN")
        .value_parser([
            PossibleValue::new(",").help("1.234 is one thousand"),
            PossibleValue::new(".").help("1.234 is a little more than one"),
        ])
        .help("Say which sign stands before decimals")
        .long_help(
            "Say which sign stands before decimals in amounts such as 1.234. Without it the \
             column shows it, or it is asked for.",
        )
}

fn encoding_arg() -> Arg {
    Arg::new(ENCODING)
        .long(ENCODING)
        .value_name("NAME")
        .help("Read files in this encoding [default: UTF-8, else windows-1252]")
        .long_help(
            "Read files in this encoding, such as windows-1250, or any other that browsers know. \
             A byte order mark wins. Without it, a file whose beginning is not UTF-8 is read as \
             windows-1252.",
        )
}

fn format_arg() -> Arg {
    Arg::new(FORMAT)
        .short('f')
        .long(FORMAT)
        .value_name("FORMAT")
        .value_parser([
            PossibleValue::new("text").help("a page to read"),
            PossibleValue::new("yaml").help("an answers file, for --from"),
            PossibleValue::new("json").help("all that was found, for programs"),
        ])
        .help("Write in this format [default: text]")
        .long_help(
            "Write in this format. Without it, the extension of --output decides, and without \
             that it is text.",
        )
}

fn output_arg() -> Arg {
    Arg::new(OUTPUT)
        .short('o')
        .long(OUTPUT)
        .value_name("FILE")
        .value_parser(PathBufValueParser::new())
        .help("Write to a file: .yaml, .json or .txt")
        .long_help(
            "Write to a file: .yaml is an answers file for --from, .json is for programs, and \
             .txt is what is shown.",
        )
}

fn company_arg() -> Arg {
    Arg::new(COMPANY).long(COMPANY).value_name("NAME").help("Name the company in what is written")
}

/// The files that were named.
pub(crate) fn files(matches: &clap::ArgMatches) -> Vec<PathBuf> {
    matches.get_many(FILES).unwrap_or_default().cloned().collect()
}

const EXAMPLES: &str = "Examples:
  salesmodel measure deals.csv -o answers.yaml && salesmodel --from answers.yaml
  salesmodel measure Opportunity.csv OpportunityContactRole.csv OpportunityTeamMember.csv
";

const EXIT_CODES: &str = "
Exit codes:
    0  done, also where nothing could be measured: the output says why
    1  a file cannot be read, is no export that is known, or has no won deals
    2  the command line is wrong, or something must be said first: --won, --dates
       or --decimal
";
