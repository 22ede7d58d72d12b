//! The files of a batch, opened before anything is written.

use std::fs::File;
use std::io;
use std::path::PathBuf;

use salesmodel::batch::Source;

use crate::failure::{Failure, reason};
use crate::source::{STDIN, called};

/// Opens the files; also gives how many bytes they have, if all of them end.
pub(super) fn open(names: &[PathBuf]) -> Result<(Vec<Source>, Option<u64>), Failure> {
    let mut sources = Vec::new();
    let mut size = Some(0);
    for name in names {
        let called = called(name);
        if name.as_os_str() == STDIN {
            size = None;
            sources.push(Source { name: called, reader: Box::new(io::stdin()) });
            continue;
        }
        let cannot = |error: &io::Error| {
            Failure::input(format!("cannot read {called}: {}", reason(error)))
                .hint("Check the name, and that you may read it.")
        };
        let file = File::open(name).map_err(|error| cannot(&error))?;
        let found = file.metadata().map_err(|error| cannot(&error))?;
        if found.is_dir() {
            return Err(cannot(&io::Error::other("it is a folder")));
        }
        size = size.filter(|_| found.is_file()).map(|size| size + found.len());
        sources.push(Source { name: called, reader: Box::new(file) });
    }
    Ok((sources, size))
}
