//! Where results go: standard output, or a file that is either whole or as it
//! was before.

pub(crate) mod folder;
mod leftover;
mod replace;
mod shown;
mod stream;
mod temporary;

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use salesmodel::render::Look;

use crate::command_line::one_line;
use crate::failure::{Failure, reason};
use crate::settings::{Settings, stdout_is_terminal};
use crate::stdout;
use replace::Rights;
use temporary::Temporary;

/// The names by which a flag means standard output.
const STDOUT: [&str; 4] = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/// Whether a flag that names a file names standard output.
pub(crate) fn is_stdout(name: &OsStr) -> bool {
    STDOUT.iter().any(|stdout| name == *stdout)
}

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
        /// What is there now.
        old: Option<Rights>,
    },
    /// A regular file that is written over, because its folder takes no new file.
    Fixed(PathBuf),
}

impl Destination {
    /// Standard output.
    pub(crate) fn stdout() -> Self {
        Destination { name: "standard output".to_owned(), place: Place::Stdout }
    }

    /// The place of this name; `-` is standard output. What killed runs have left there
    /// is removed, with a note.
    ///
    /// # Errors
    ///
    /// It is a folder, or in a folder that does not exist, or it forbids writing.
    pub(crate) fn new(name: &OsStr, settings: &Settings) -> Result<Self, Failure> {
        if is_stdout(name) {
            return Ok(Destination::stdout());
        }
        let place = find(Path::new(name)).map_err(|error| cannot_write(name, &error))?;
        if let Place::File { path, .. } = &place {
            leftover::clean(folder_of(path), settings);
        }
        Ok(Destination { name: one_line(name), place })
    }

    /// Whether it is standard output.
    pub(crate) fn is_stdout(&self) -> bool {
        matches!(self.place, Place::Stdout)
    }

    /// How a text for people is laid out there.
    pub(crate) fn look(&self, settings: &Settings) -> Look {
        if self.is_stdout() { settings.look } else { settings.look.for_file() }
    }

    /// Whether it is the file of this name, which need not exist.
    pub(crate) fn is_file(&self, name: impl AsRef<Path>) -> bool {
        self.file().is_some_and(|path| fs::canonicalize(name).is_ok_and(|other| *path == other))
    }

    /// The regular file that it is, or will be.
    fn file(&self) -> Option<&Path> {
        match &self.place {
            Place::File { path, .. } | Place::Fixed(path) => Some(path),
            Place::Stdout | Place::Direct(_) => None,
        }
    }

    /// Whether both are one file.
    pub(crate) fn is_same_file(&self, other: &Destination) -> bool {
        self.file().is_some_and(|path| other.file() == Some(path))
    }

    /// Whether what is written is added to this file, which is open.
    #[cfg(unix)]
    pub(crate) fn adds_to(&self, file: &fs::Metadata) -> bool {
        use std::os::unix::fs::MetadataExt;

        let own = match &self.place {
            Place::Stdout => stdout::metadata(),
            Place::Direct(path) => fs::metadata(path),
            Place::File { .. } | Place::Fixed(_) => return false,
        };
        file.is_file() && own.is_ok_and(|own| (own.dev(), own.ino()) == (file.dev(), file.ino()))
    }

    /// Elsewhere nothing says which file is open.
    #[cfg(not(unix))]
    pub(crate) fn adds_to(&self, _file: &fs::Metadata) -> bool {
        false
    }

    /// Whether it can be written, as far as that is known before there is anything.
    ///
    /// # Errors
    ///
    /// It is standard output, and that is closed.
    pub(crate) fn ready(&self) -> Result<(), Failure> {
        if !self.is_stdout() {
            return Ok(());
        }
        stdout::ready().map_err(|error| {
            cannot_write(&self.name, &error)
                .with_hint("Name a file with --output, or use > /dev/null to see no result.")
        })
    }

    /// Writes a result.
    ///
    /// # Errors
    ///
    /// It cannot be written; the message names the place. That standard output is
    /// a pipe that was closed at the other end is not an error: its reader has
    /// seen enough.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        let written = match &self.place {
            Place::Stdout if stdout_is_terminal() => {
                stdout::write_all(shown::report(bytes).as_bytes())
            }
            Place::Stdout => stdout::write_all(bytes),
            Place::Direct(path) => write_direct(path, bytes),
            Place::File { path, old } => replace::replace_with(path, bytes, *old),
            Place::Fixed(path) => replace::write_over(path, &mut io::Cursor::new(bytes)),
        };
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && self.is_stdout() => Ok(()),
            other => other.map_err(|error| cannot_write(&self.name, &error)),
        }
    }
}

fn cannot_write(name: impl AsRef<OsStr>, error: &io::Error) -> Failure {
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
        return Err(io::ErrorKind::IsADirectory.into());
    }
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(found) if !found.is_file() => Ok(Place::Direct(path.to_owned())),
        Ok(found) => {
            // Renaming would replace even a file that forbids writing.
            OpenOptions::new().write(true).open(path)?;
            let path = fs::canonicalize(path)?;
            match takes_files(folder_of(&path)).map_err(|error| (error.kind(), error)) {
                Ok(()) => Ok(Place::File { path, old: Some(Rights::new(&found)) }),
                Err((PermissionDenied | ReadOnlyFilesystem, _)) => Ok(Place::Fixed(path)),
                Err((_, error)) => Err(error),
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let path = end_of_links(path)?;
            let folder = fs::canonicalize(folder_of(&path))
                .map_err(|_| io::Error::other("there is no such folder"))?;
            takes_files(&folder)?;
            let name = path.file_name().ok_or_else(|| io::Error::other("it is not a file name"))?;
            Ok(Place::File { path: folder.join(name), old: None })
        }
        Err(error) => Err(error),
    }
}

/// Finds out whether a file can be put into a folder, by putting one there for a
/// moment, without a name where the system can do that.
fn takes_files(folder: &Path) -> io::Result<()> {
    tempfile::tempfile_in(folder).map(drop)
}

/// The file that a chain of links names, which need not exist.
fn end_of_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    // The systems that we know follow this many links.
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

fn write_direct(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).open(path)?;
    if file.is_terminal() {
        return file.write_all(shown::report(bytes).as_bytes());
    }
    file.write_all(bytes)
}

/// Writes a new file, as a whole or not at all. Standard output is written as it is.
///
/// # Errors
///
/// It is there already, or cannot be written.
pub(crate) fn create(name: &OsStr, bytes: &[u8], settings: &Settings) -> Result<(), Failure> {
    if is_stdout(name) {
        return Destination::stdout().write(bytes);
    }
    let path = Path::new(name);
    let there = || {
        Failure::input(format!("{} already exists", one_line(name))).with_hint("Name another file.")
    };
    // A link that leads nowhere is in the way, too.
    if fs::symlink_metadata(path).is_ok() {
        return Err(there());
    }
    leftover::clean(folder_of(path), settings);
    let write = || {
        let mut new = Temporary::new(folder_of(path), None)?;
        new.write_all(bytes)?;
        new.file().sync_all()?;
        new.persist_new(path)
    };
    write().map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => there(),
        _ => cannot_write(name, &error),
    })
}
