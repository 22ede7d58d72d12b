//! Files that take their places in a folder, one after the other, in a way that can
//! be undone: by this run if one of them fails, and by the next one if this one is
//! killed in the middle.
//!
//! All is kept in a folder inside: what is to be done, the new files that have not
//! taken their places, and the old ones that have lost theirs.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use salesmodel::render::crm;
use serde::{Deserialize, Serialize};

use super::super::folder_of;
use super::super::replace::Rights;

/// Where the new files wait for their turn.
pub(super) const NEW: &str = "new";

/// Where the old ones are kept.
const OLD: &str = "old";

/// The file that says what is done.
const PLAN: &str = "plan.json";

/// What is to be done, with paths inside the folder.
#[derive(Debug, Deserialize, Serialize)]
pub(in super::super) struct Exchange {
    /// The folders that must be made, outer ones first.
    folders: Vec<PathBuf>,
    files: Vec<Exchanged>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Exchanged {
    path: PathBuf,
    /// Whether it takes the place of an old one.
    replaces: bool,
}

impl Exchange {
    /// What must be done to put the files into a folder.
    ///
    /// # Errors
    ///
    /// Something else is now in the place of one of them.
    pub(super) fn new(folder: &Path, files: &[crm::CrmFile]) -> io::Result<Self> {
        let mut exchange = Exchange { folders: Vec::new(), files: Vec::new() };
        for file in files {
            let path = Path::new(&file.path);
            exchange.add_folders(folder, path)?;
            let replaces = match fs::symlink_metadata(folder.join(path)) {
                Ok(found) if found.is_dir() => {
                    return Err(io::Error::other(format!("{} in it is a folder", file.path)));
                }
                Ok(_) => true,
                Err(error) if error.kind() == ErrorKind::NotFound => false,
                Err(error) => return Err(error),
            };
            exchange.files.push(Exchanged { path: path.to_owned(), replaces });
        }
        Ok(exchange)
    }

    /// Adds the folders of a file that are missing, and follows no link out of the
    /// folder.
    fn add_folders(&mut self, folder: &Path, file: &Path) -> io::Result<()> {
        let mut path = PathBuf::new();
        for part in file.parent().into_iter().flatten() {
            path.push(part);
            match fs::symlink_metadata(folder.join(&path)) {
                Ok(found) if found.is_dir() => {}
                Ok(_) => {
                    let part = part.to_string_lossy();
                    return Err(io::Error::other(format!("{part} in it is not a folder")));
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    if !self.folders.contains(&path) {
                        self.folders.push(path.clone());
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Writes down what is to be done, in the folder inside.
    pub(super) fn keep(&self, inside: &Path) -> io::Result<()> {
        let plan = File::create_new(inside.join(PLAN))?;
        serde_json::to_writer(&plan, self)?;
        plan.sync_all()
    }

    /// What a run that was killed had begun and not finished, if it had.
    pub(in super::super) fn kept(inside: &Path) -> Option<Self> {
        let exchange: Exchange = serde_json::from_slice(&fs::read(inside.join(PLAN)).ok()?).ok()?;
        let paths = exchange.files.iter().map(|file| &file.path).chain(&exchange.folders);
        let is_inside =
            |path: &PathBuf| path.components().all(|part| matches!(part, Component::Normal(_)));
        let is_left = |file: &Exchanged| inside.join(NEW).join(&file.path).exists();
        let is_unfinished = exchange.files.iter().any(is_left);
        (paths.clone().all(is_inside) && is_unfinished).then_some(exchange)
    }

    /// Does it.
    pub(super) fn run(&self, folder: &Path, inside: &Path) -> io::Result<()> {
        for made in &self.folders {
            fs::create_dir(folder.join(made))?;
        }
        for Exchanged { path, replaces } in &self.files {
            let (new, target) = (inside.join(NEW).join(path), folder.join(path));
            if *replaces {
                let old = inside.join(OLD).join(path);
                fs::create_dir_all(folder_of(&old))?;
                let found = fs::symlink_metadata(&target)?;
                if found.is_file() {
                    Rights::new(&found).give_to(&File::open(&new)?)?;
                }
                // Where it can have two names, it is never missing from its place.
                fs::hard_link(&target, &old).or_else(|_| fs::rename(&target, &old))?;
            }
            fs::rename(new, target)?;
        }
        Ok(())
    }

    /// Undoes what was done of it, which may be all or nothing.
    pub(in super::super) fn undo(&self, folder: &Path, inside: &Path) -> io::Result<()> {
        let mut failed = None;
        for Exchanged { path, replaces } in self.files.iter().rev() {
            let (new, target) = (inside.join(NEW).join(path), folder.join(path));
            let undone = if *replaces {
                fs::rename(inside.join(OLD).join(path), target)
            } else if new.exists() {
                Ok(())
            } else {
                fs::remove_file(target)
            };
            match undone {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    failed.get_or_insert(error);
                }
                _ => {}
            }
        }
        for made in self.folders.iter().rev() {
            // Somebody else may have put something into it.
            let _ = fs::remove_dir(folder.join(made));
        }
        failed.map_or(Ok(()), Err)
    }
}
