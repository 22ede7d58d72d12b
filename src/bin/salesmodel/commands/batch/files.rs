//! The files of a batch, opened before anything is written.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::PathBuf;

use salesmodel::batch::Source;
use salesmodel::rows::Documents;

use crate::command_line::{STDIN, called};
use crate::failure::Failure;
use crate::output::Destination;
use crate::signals;
use crate::source::whole::Whole;

/// Opens the files; also gives how many bytes they have, if all of them end.
///
/// # Errors
///
/// One cannot be read, or would be written while it is read.
pub(in crate::commands) fn open(
    names: &[PathBuf],
    destination: &Destination,
) -> Result<(Vec<Source>, Option<u64>), Failure> {
    // They may have to wait for what another program writes.
    signals::watch();
    let mut sources = Vec::new();
    let mut size = Some(0);
    for name in names {
        let called = called(name);
        let cannot = |error: &io::Error| {
            Failure::cannot_read(&called, error)
                .with_hint("Check the name, and that you may read it.")
        };
        let file = opened(name.as_os_str()).map_err(|error| cannot(&error))?;
        let found = file.metadata().map_err(|error| cannot(&error))?;
        if found.is_dir() {
            return Err(cannot(&io::ErrorKind::IsADirectory.into()));
        }
        if destination.adds_to(&found) {
            let message = format!("{called} would be read and written at the same time");
            return Err(Failure::usage(message).with_hint(
                "Name it with --output: it is then replaced when all of it has been read.",
            ));
        }
        let whole = Whole::new(file).map_err(|error| cannot(&error))?;
        size = size.zip(whole.expected()).map(|(size, more)| size + more);
        sources.push(Source { name: called, reader: Box::new(Documents::new(whole)) });
    }
    Ok((sources, size))
}

#[cfg(unix)]
fn opened(name: &OsStr) -> io::Result<File> {
    use std::os::fd::AsFd;

    if name == STDIN {
        return Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?));
    }
    File::open(name)
}

#[cfg(windows)]
fn opened(name: &OsStr) -> io::Result<File> {
    use std::os::windows::io::AsHandle;

    if name == STDIN {
        return Ok(File::from(io::stdin().as_handle().try_clone_to_owned()?));
    }
    File::open(name)
}
