//! `salesmodel man` on the command line.

use clap::Command;

use super::help_arg;
use crate::settings::Settings;

pub(super) fn man(settings: &Settings) -> Command {
    Command::new("man")
        .about("Print the manual page")
        .long_about(
            "Print the manual page, which says all that --help says, of every command.\n\n\
             To read it:\n  salesmodel man | man -l -",
        )
        .color(settings.clap_color)
        .arg(help_arg())
}
