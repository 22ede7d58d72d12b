//! `salesmodel completions`: the script by which a shell asks for completions.

use std::ffi::OsStr;
use std::path::Path;

use crate::args::completions::CompletionsArgs;
use crate::output::Destination;
use crate::settings::current_folder;

/// Prints the script. It calls the command as it was called now, but from any
/// folder.
pub(crate) fn run(args: &CompletionsArgs, called: &OsStr) -> anyhow::Result<()> {
    let is_path = Path::new(called).components().count() > 1;
    let own = match current_folder().filter(|_| is_path) {
        Some(folder) => folder.join(called),
        None => called.into(),
    };
    Ok(Destination::stdout().write(&args.shell.script(&own.to_string_lossy())?)?)
}
