//! Where results go: standard output, or a file that is either whole or as it
//! was before.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::source::STDIN;

/// Writes to a file, or to standard output where none is named (or `-` is).
///
/// # Errors
///
/// It cannot be written; the message names the path.
pub(crate) fn write(path: Option<&str>, bytes: &[u8]) -> anyhow::Result<()> {
    match path {
        None | Some(STDIN) => write_stdout(bytes).context("cannot write standard output"),
        Some(path) => {
            write_file(Path::new(path), bytes).with_context(|| format!("cannot write {path}"))
        }
    }
}

fn write_stdout(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = anstream::AutoStream::always(io::stdout().lock());
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// A regular file is written beside its place and renamed, so that a reader and
/// a full disk see the old file or the new one. Links are followed, permissions
/// are kept. A device or a pipe is written as it is.
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let place = destination(path)?;
    let before = match fs::metadata(&place) {
        Ok(metadata) if !metadata.is_file() => return fs::write(&place, bytes),
        Ok(metadata) => {
            // Renaming over a file that forbids writing would not be stopped.
            fs::OpenOptions::new().write(true).open(&place)?;
            Some(metadata.permissions())
        }
        Err(_) => None,
    };
    let folder = match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".salesmodel-");
    // What the umask leaves of this is what any new file gets.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(permissions) = before {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(&place)?;
    Ok(())
}

/// The file at the end of a chain of links; it need not exist.
fn destination(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    // As many links as the systems that we know follow.
    for _ in 0..40 {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many links"))
}
