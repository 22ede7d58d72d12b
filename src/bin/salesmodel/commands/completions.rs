//! `salesmodel completions`: the script by which a shell asks for completions.

use std::ffi::OsStr;
use std::path::Path;

use clap::ArgMatches;

use crate::args;
use crate::args::completions::SHELL;
use crate::output::Destination;
use crate::settings::current_folder;
use crate::shell::Shell;

/// Prints the script. It calls the command as it was called now, but from any
/// folder.
pub(crate) fn run(matches: &ArgMatches, called: &OsStr) -> anyhow::Result<()> {
    let shell = args::value(matches, SHELL).and_then(Shell::named);
    let shell = shell.expect("the parser takes the name of a shell and nothing else");
    let is_path = Path::new(called).components().count() > 1;
    let own = match current_folder().filter(|_| is_path) {
        Some(folder) => folder.join(called),
        None => called.into(),
    };
    Ok(Destination::stdout().write(&shell.script(&own.to_string_lossy())?)?)
}
