//! The argument of `salesmodel completions`.

use clap::Args;

use super::one_of::{NamedValue, OneOf};
use super::shared::HelpArgs;
use crate::shell::{SHELLS, Shell};

#[derive(Args)]
#[group(skip)]
#[command(long_about = ABOUT, after_help = EXAMPLES)]
pub(crate) struct CompletionsArgs {
    /// Write the script for this shell
    #[arg(value_name = "SHELL", value_parser = OneOf(shells))]
    pub(crate) shell: Shell,

    #[command(flatten)]
    help: HelpArgs,
}

fn shells() -> Vec<NamedValue<Shell>> {
    SHELLS.map(|shell| (shell.name, String::new(), shell)).to_vec()
}

const ABOUT: &str = "Print a script that lets a shell complete the command: its flags, the \
                     options of each question, and the questions of the questionnaire that -Q \
                     names. Load it where the shell starts, so that it always fits the command.";

const EXAMPLES: &str = "Examples, each in the file that its shell reads at the start:
  ~/.bashrc    source <(salesmodel completions bash)
  ~/.zshrc     source <(salesmodel completions zsh)
  config.fish  salesmodel completions fish | source
  $PROFILE     salesmodel completions powershell | Out-String | iex
  rc.elv       eval (salesmodel completions elvish | slurp)
";
