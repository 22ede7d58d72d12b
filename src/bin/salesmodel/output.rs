//! Where results go: standard output, or a file that is either whole or as it
//! was before.

pub(crate) mod folder;
mod stream;

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::{Failure, reason};
use crate::source::one_line;

pub(crate) use stream::Stream;

/// Standard output, as a flag names it.
const STDOUT: [&str; 4] = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/// A place to write to, looked at before there is anything to write: nobody
/// should answer questions for a result that cannot be kept.
#[derive(Debug)]
pub(crate) struct Destination {
    /// What messages call it.
    name: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Stdout,
    /// A device, a pipe or an open file, which is written as it is.
    Direct(PathBuf),
    /// A regular file, at the end of all links, that is replaced as a whole.
    File {
        path: PathBuf,
        permissions: Option<Permissions>,
    },
}

impl Destination {
    /// Standard output.
    pub(crate) fn stdout() -> Self {
        Destination { name: "standard output".to_owned(), place: Place::Stdout }
    }

    /// The place of this name; `-` is standard output.
    ///
    /// # Errors
    ///
    /// It is a folder, lies in none, or forbids writing.
    pub(crate) fn of(name: &str) -> Result<Self, Failure> {
        if STDOUT.contains(&name) {
            return Ok(Destination::stdout());
        }
        let place = find(Path::new(name)).map_err(|error| cannot_write(name, &error))?;
        Ok(Destination { name: name.to_owned(), place })
    }

    /// Whether it is standard output.
    pub(crate) fn is_stdout(&self) -> bool {
        matches!(self.place, Place::Stdout)
    }

    /// Whether it is the file of this name, which need not exist.
    pub(crate) fn is_file(&self, name: &str) -> bool {
        match (&self.place, fs::canonicalize(name)) {
            (Place::File { path, .. }, Ok(other)) => *path == other,
            _ => false,
        }
    }

    /// Whether both are one file.
    pub(crate) fn is_same_file(&self, other: &Destination) -> bool {
        match (&self.place, &other.place) {
            (Place::File { path, .. }, Place::File { path: other, .. }) => path == other,
            _ => false,
        }
    }

    /// Writes a result.
    ///
    /// # Errors
    ///
    /// It cannot be written; the message names the place. That standard output is
    /// a pipe that was closed at the other end is no error: whoever closed it has
    /// seen enough.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        let written = match &self.place {
            Place::Stdout => write_stdout(bytes),
            Place::Direct(path) => write_direct(path, bytes),
            Place::File { path, permissions } => replace(path, permissions.as_ref(), bytes),
        };
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && self.is_stdout() => Ok(()),
            other => other.map_err(|error| cannot_write(&self.name, &error)),
        }
    }
}

fn cannot_write(name: &str, error: &io::Error) -> Failure {
    Failure::input(format!("cannot write {}: {}", one_line(name), reason(error)))
}

fn find(path: &Path) -> io::Result<Place> {
    // An open file under another name: it is written on, not replaced.
    let is_open_file = path.starts_with("/dev/fd")
        || path == Path::new("/dev/stderr")
        || path.starts_with("/proc") && path.iter().any(|part| part == "fd");
    if is_open_file {
        OpenOptions::new().append(true).open(path)?;
        return Ok(Place::Direct(path.to_owned()));
    }
    if path.as_os_str().to_string_lossy().ends_with(std::path::is_separator) {
        return Err(io::Error::other("it is a folder"));
    }
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(io::Error::other("it is a folder")),
        Ok(found) if !found.is_file() => Ok(Place::Direct(path.to_owned())),
        Ok(found) => {
            // Renaming over a file that forbids writing would not be stopped.
            OpenOptions::new().write(true).open(path)?;
            let path = fs::canonicalize(path)?;
            takes_files(folder_of(&path))?;
            Ok(Place::File { path, permissions: Some(found.permissions()) })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let path = end_of_links(path)?;
            let folder = fs::canonicalize(folder_of(&path))
                .map_err(|_| io::Error::other("there is no such folder"))?;
            takes_files(&folder)?;
            let name = path.file_name().ok_or_else(|| io::Error::other("it is no file name"))?;
            Ok(Place::File { path: folder.join(name), permissions: None })
        }
        Err(error) => Err(error),
    }
}

/// Finds out whether a file can be put into a folder, by putting one there for a
/// moment.
fn takes_files(folder: &Path) -> io::Result<()> {
    tempfile::Builder::new().prefix(".salesmodel-").tempfile_in(folder).map(drop)
}

/// The file that a chain of links names, which need not exist.
fn end_of_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    // As many links as the systems that we know follow.
    for _ in 0..40 {
        match fs::read_link(&path) {
            Ok(target) => path = folder_of(&path).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many links"))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn write_stdout(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = anstream::AutoStream::always(io::stdout().lock());
    stdout.write_all(bytes)?;
    stdout.flush()
}

fn write_direct(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().append(true).open(path)?.write_all(bytes)
}

/// Writes a file that must not be there yet: it is there as a whole, or not at all.
///
/// # Errors
///
/// It is there already, or cannot be written.
pub(crate) fn create(name: &str, bytes: &[u8]) -> Result<(), Failure> {
    let path = Path::new(name);
    let there = || {
        Failure::input(format!("{} is there already", one_line(name))).hint("Name another file.")
    };
    // A link that leads nowhere is in the way, too.
    if fs::symlink_metadata(path).is_ok() {
        return Err(there());
    }
    let mut file = beside(path).map_err(|error| cannot_write(name, &error))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(|error| cannot_write(name, &error))?;
    file.persist_noclobber(path).map(drop).map_err(|refused| match refused.error.kind() {
        io::ErrorKind::AlreadyExists => there(),
        _ => cannot_write(name, &refused.error),
    })
}

/// A new file in the folder of another, to take its place.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".salesmodel-");
    // What the umask leaves of this is what any new file gets.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder_of(path))
}

/// Writes beside the file and renames, so that a reader and a full disk see the
/// old file or the new one.
fn replace(path: &Path, permissions: Option<&Permissions>, bytes: &[u8]) -> io::Result<()> {
    let mut file = beside(path)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions.clone())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
