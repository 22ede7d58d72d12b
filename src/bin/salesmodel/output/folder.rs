//! A folder of files that is written completely, or is as it was before.

pub(super) mod exchange;

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use salesmodel::render::crm;

use super::temporary::{Access, TemporaryFolder};
use super::{Destination, cannot_write, folder_of, is_stdout, leftover, takes_files};
use crate::command_line::one_line;
use crate::failure::Failure;
use crate::settings::Settings;
use crate::signals;
use exchange::{Exchange, NEW};

/// The largest file that is read: no list of stages is nearly as long.
const LARGEST: u64 = 16 << 20;

/// A folder to write files into, looked at before there is anything to write.
#[derive(Debug)]
pub(crate) struct Folder {
    /// What messages call it.
    name: String,
    /// Where it is, or will be.
    path: PathBuf,
    state: Existence,
}

#[derive(Clone, Copy, Debug)]
enum Existence {
    /// It is not there yet.
    New,
    /// It is there.
    Existing,
}

/// What becomes of a folder that has files in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occupied {
    /// It is left alone.
    Refuse,
    /// Files of the same names are replaced, and others stay.
    Replace,
}

impl Folder {
    /// The folder of this name, which need not exist. What killed runs have left there is
    /// undone or removed, with a note.
    ///
    /// # Errors
    ///
    /// It is a file or standard output, has files in it that may not be replaced, is in a
    /// folder that does not exist, or forbids writing.
    pub(crate) fn new(
        name: &OsStr,
        occupied: Occupied,
        settings: &Settings,
    ) -> Result<Self, Failure> {
        if is_stdout(name) {
            return Err(Failure::usage("several files cannot go to standard output")
                .with_hint("Name a folder with --output."));
        }
        let failed = |error: io::Error| cannot_write(name, &error);
        let folder = find(name).map_err(failed)?;
        match folder.state {
            Existence::New => leftover::clean(folder_of(&folder.path), settings),
            Existence::Existing => leftover::clean(&folder.path, settings),
        }
        if let Existence::Existing = folder.state
            && occupied == Occupied::Refuse
            && fs::read_dir(&folder.path).map_err(failed)?.next().is_some()
        {
            let message = format!("{} is a folder with files in it", one_line(name));
            return Err(Failure::input(message).with_hint(
                "Name a new folder. With --force, files of the same names are replaced and others \
                 stay.",
            ));
        }
        Ok(folder)
    }

    /// Whether there is a file where the folder is to be.
    pub(crate) fn is_at(&self, file: &Destination) -> bool {
        file.file() == Some(&self.path)
    }

    /// The files that it has already at these paths, and in the folders at them.
    ///
    /// # Errors
    ///
    /// One of them cannot be read, or is too large to be what it should be.
    pub(crate) fn present(&self, paths: &[&str]) -> Result<Vec<crm::CrmFile>, Failure> {
        let mut files = Vec::new();
        if let Existence::New = self.state {
            return Ok(files);
        }
        for path in paths {
            let read = read_present(&self.path, path, &mut files);
            read.map_err(|error| {
                let name = one_line(&self.name);
                Failure::input(format!("cannot read {path} in {name}: {error}"))
            })?;
        }
        Ok(files)
    }

    /// Writes the files.
    ///
    /// # Errors
    ///
    /// One of them cannot be written; then the folder is as it was before, unless
    /// the system refuses that too.
    pub(crate) fn write(&self, files: &[crm::CrmFile]) -> Result<(), Failure> {
        let written = match self.state {
            Existence::New => create(&self.path, files),
            Existence::Existing => fill(&self.path, files),
        };
        written.map_err(|error| cannot_write(&self.name, &error))
    }
}

fn find(name: &OsStr) -> io::Result<Folder> {
    let path = Path::new(name);
    let (path, state) = match fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            takes_files(path)?;
            (fs::canonicalize(path)?, Existence::Existing)
        }
        Ok(_) => return Err(io::Error::other("it is not a folder")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(path).is_ok() {
                return Err(io::Error::other("it is a link to a file that does not exist"));
            }
            let parent = fs::canonicalize(folder_of(path))
                .map_err(|_| io::Error::other("there is no folder to put it into"))?;
            takes_files(&parent)?;
            let own = path.file_name().ok_or_else(|| io::Error::other("it is not a name"))?;
            (parent.join(own), Existence::New)
        }
        Err(error) => return Err(error),
    };
    Ok(Folder { name: one_line(name), path, state })
}

/// Reads a file in a folder, or all files that a folder in it has itself, in the order
/// of their names.
fn read_present(folder: &Path, path: &str, files: &mut Vec<crm::CrmFile>) -> io::Result<()> {
    let place = folder.join(path);
    let found = match fs::metadata(&place) {
        Ok(found) => found,
        // Whether the folder can be written is found out later, by writing.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
        {
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    if found.is_dir() {
        let names = fs::read_dir(&place)?.map(|entry| Ok(entry?.file_name()));
        let mut names = names.collect::<io::Result<Vec<_>>>()?;
        names.sort();
        // A name that is not text is not one of ours.
        let names = names.iter().filter_map(|name| name.to_str());
        return names
            .filter(|name| place.join(name).is_file())
            .try_for_each(|name| read_present(folder, &format!("{path}/{name}"), files));
    }
    if !found.is_file() || found.len() > LARGEST {
        return Err(io::Error::other("it is not a file, or is larger than 16 MB"));
    }
    files.push(crm::CrmFile { path: path.to_owned(), bytes: fs::read(&place)? });
    Ok(())
}

/// Writes a folder beside its place and renames it.
fn create(path: &Path, files: &[crm::CrmFile]) -> io::Result<()> {
    let beside = TemporaryFolder::new(folder_of(path), Access::AsUsual)?;
    write_all(beside.path(), files)?;
    beside.persist(path)
}

/// Writes all files into a folder inside before the first one takes its place. From then
/// on nothing needs more room on the disk, and a failure is undone.
fn fill(folder: &Path, files: &[crm::CrmFile]) -> io::Result<()> {
    let inside = TemporaryFolder::new(folder, Access::Own)?;
    write_all(&inside.path().join(NEW), files)?;
    let exchange = Exchange::new(folder, files)?;
    let mut finishing = signals::finishing();
    exchange.keep(inside.path())?;
    let done = exchange.run(folder, inside.path());
    if done.is_err() && exchange.undo(folder, inside.path()).is_err() {
        inside.leave(&mut finishing);
    }
    done
}

fn write_all(folder: &Path, files: &[crm::CrmFile]) -> io::Result<()> {
    for file in files {
        // A signal that removes the folder must not find more in it than it saw.
        let _steady = signals::steady();
        let path = folder.join(&file.path);
        fs::create_dir_all(folder_of(&path))?;
        let mut written: File = OpenOptions::new().write(true).create_new(true).open(&path)?;
        written.write_all(&file.bytes)?;
        written.sync_all()?;
    }
    Ok(())
}
