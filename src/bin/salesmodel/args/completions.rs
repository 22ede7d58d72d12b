//! `salesmodel completions` on the command line.

use clap::{Arg, Command};

use super::help_arg;
use crate::settings::Settings;
use crate::shell::SHELLS;

/// The shell that the script is for.
pub(crate) const SHELL: &str = "shell";

pub(super) fn completions(settings: &Settings) -> Command {
    Command::new("completions")
        .about("Print a script that lets a shell complete the command")
        .long_about(
            "Print a script that lets a shell complete the command: its flags, the options of \
             each question, and the questions of the questionnaire that -Q names.\n\n\
             Load it where the shell starts, so that it always fits the command:\n  \
             ~/.bashrc    source <(salesmodel completions bash)\n  \
             ~/.zshrc     source <(salesmodel completions zsh)\n  \
             config.fish  salesmodel completions fish | source\n  \
             $PROFILE     salesmodel completions powershell | Out-String | iex\n  \
             rc.elv       eval (salesmodel completions elvish | slurp)",
        )
        .color(settings.clap_color)
        .arg(
            Arg::new(SHELL)
                .value_name("SHELL")
                .required(true)
                .value_parser(SHELLS.map(|shell| shell.name))
                .help("The shell that the script is for"),
        )
        .arg(help_arg())
}
