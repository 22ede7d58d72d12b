//! The flags of `salesmodel man`.

use clap::Args;

use super::shared::HelpArgs;

#[derive(Args)]
#[group(skip)]
#[command(
    long_about = "Print the manual page, which says all that --help says, of every command.\n\n\
                  To read it:\n  salesmodel man | man -l -"
)]
pub(crate) struct ManArgs {
    #[command(flatten)]
    help: HelpArgs,
}
