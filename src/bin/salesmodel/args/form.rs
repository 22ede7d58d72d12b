//! The command line of `salesmodel form`.

use std::path::PathBuf;

use clap::{Arg, Command, value_parser};

use super::{COMPANY, OUTPUT, color_arg, help_arg, lang_arg, questionnaire_arg};
use crate::settings::Settings;

pub(crate) const TO: &str = "to";

pub(super) fn command(settings: &Settings) -> Command {
    Command::new("form")
        .about("Write the quiz as one page, for people without a terminal")
        .long_about(
            "Write the quiz as one HTML file to send to colleagues. It opens in any browser, on a \
             phone too, asks the questions, shows the result, and hands the answers back as a \
             file that --from, batch and compare read. It sends nothing anywhere by itself. \
             Without JavaScript, or printed, it is a form to fill in by hand.",
        )
        .color(settings.clap_color)
        .arg(
            Arg::new(OUTPUT)
                .short('o')
                .long(OUTPUT)
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Write the page to a file [default: standard output]"),
        )
        .arg(
            Arg::new(COMPANY)
                .long(COMPANY)
                .value_name("NAME")
                .help("Name the company that is asked about")
                .long_help(
                    "Name the company that is asked about: the page and the answers carry it. \
                     Without it, the page asks for it.",
                ),
        )
        .arg(
            Arg::new(TO)
                .long(TO)
                .value_name("MAIL")
                .help("Offer to mail the answers to this address")
                .long_help(
                    "Offer to mail the answers to this address: the page opens a new mail with \
                     them in the mail program of the person who answers, who sends it.",
                ),
        )
        .arg(questionnaire_arg())
        .args([lang_arg(), color_arg(), help_arg()])
        .after_help(
            "Examples:\n  salesmodel form -o quiz.html\n  \
             salesmodel form --company \"Jansen BV\" --to ann@example.com -l nl -o quiz.html\n",
        )
}
