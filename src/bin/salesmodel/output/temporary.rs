//! Files and folders in the making, and what is left of those that a run did not
//! finish.
//!
//! The process that makes one keeps it locked until it is finished or gone. One that can be
//! locked was therefore left by a killed run, whatever process id that run had, as in a
//! container.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{TempDir, TempPath};

use crate::signals::{self, Steady};

/// What their names begin with, and how many letters and digits follow.
const PREFIX: &str = ".salesmodel-";
const RANDOM: usize = 6;

/// How many names in a folder are looked at: a folder of more is not worth the wait.
const MOST_NAMES: usize = 100_000;

/// A file in the making. It is gone when it is dropped.
#[derive(Debug)]
pub(super) struct Temporary {
    file: File,
    path: Option<TempPath>,
}

impl Temporary {
    /// A new file in a folder; from here on, a signal removes it.
    ///
    /// With `mode`, it has no wider permissions than that; else what the umask
    /// leaves, as any new file.
    ///
    /// # Errors
    ///
    /// The folder takes no file.
    pub(super) fn new(folder: &Path, mode: Option<u32>) -> io::Result<Self> {
        let mut builder = builder();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode.unwrap_or(0o666)));
        #[cfg(not(unix))]
        let _ = mode;
        signals::watch();
        // Somebody who found it before it was locked may have removed it.
        loop {
            let mut steady = signals::steady();
            let (file, path) = builder.tempfile_in(folder)?.into_parts();
            lock(&file);
            if is_there(&file) {
                steady.add_unfinished(&path);
                return Ok(Temporary { file, path: Some(path) });
            }
        }
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    pub(super) fn file_mut(&mut self) -> &mut File {
        &mut self.file
    }

    /// Replaces a file by it. Gives it back where the system refuses.
    pub(super) fn persist(mut self, path: &Path) -> Result<(), (io::Error, Self)> {
        let mut steady = signals::finishing();
        let own = self.path.take().expect("only this takes it, and it has the last word");
        let name = own.to_path_buf();
        match own.persist(path) {
            Ok(()) => {
                steady.finished(&name);
                Ok(())
            }
            Err(refused) => {
                self.path = Some(refused.path);
                Err((refused.error, self))
            }
        }
    }

    /// Puts it in its place, unless a file is there already.
    pub(super) fn persist_new(mut self, path: &Path) -> io::Result<()> {
        let mut steady = signals::finishing();
        let own = self.path.take().expect("only this takes it, and it has the last word");
        let name = own.to_path_buf();
        let put = own.persist_noclobber(path).map_err(|refused| refused.error);
        steady.finished(&name);
        put
    }
}

impl Write for Temporary {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            let name = path.to_path_buf();
            remove(&name, || drop(path));
        }
    }
}

/// Who may look into a folder in the making.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// The permissions that any new folder gets.
    AsUsual,
    /// This user.
    Own,
}

/// A folder in the making. It is gone when it is dropped.
#[derive(Debug)]
pub(super) struct TemporaryFolder {
    folder: Option<TempDir>,
    /// Holds the lock.
    _lock: Option<File>,
}

impl TemporaryFolder {
    /// A new folder in another one; from here on, a signal removes it.
    ///
    /// # Errors
    ///
    /// The folder takes no other.
    pub(super) fn new(folder: &Path, access: Access) -> io::Result<Self> {
        let mut builder = builder();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(match access {
            // The umask takes from it what it takes from any new folder.
            Access::AsUsual => 0o777,
            Access::Own => 0o700,
        }));
        #[cfg(not(unix))]
        let _ = access;
        signals::watch();
        loop {
            let mut steady = signals::steady();
            let new = builder.tempdir_in(folder)?;
            let opened = File::open(new.path()).ok();
            if let Some(opened) = &opened {
                lock(opened);
            }
            if new.path().exists() {
                steady.add_unfinished(new.path());
                return Ok(TemporaryFolder { folder: Some(new), _lock: opened });
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.as_ref().expect("it is there until it is dropped").path()
    }

    /// Puts it where it is to be.
    ///
    /// # Errors
    ///
    /// The system refuses.
    pub(super) fn persist(mut self, path: &Path) -> io::Result<()> {
        let mut steady = signals::finishing();
        fs::rename(self.path(), path)?;
        steady.finished(self.path());
        // After the rename there is nothing left to delete.
        let _ = self.folder.take().map(TempDir::keep);
        Ok(())
    }

    /// Leaves it to the next run, which finishes what this one could not.
    pub(super) fn leave(mut self, steady: &mut Steady) {
        steady.finished(self.path());
        let _ = self.folder.take().map(TempDir::keep);
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        if let Some(folder) = self.folder.take() {
            let name = folder.path().to_owned();
            remove(&name, || drop(folder));
        }
    }
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(RANDOM);
    builder
}

fn remove(name: &Path, remove: impl FnOnce()) {
    let mut steady = signals::steady();
    remove();
    steady.finished(name);
}

/// Locks what nobody else can have locked for long. Where the file system has no locks,
/// everything works without.
fn lock(file: &File) {
    // Elsewhere a lock would keep the file from being read.
    if cfg!(unix) {
        let _ = file.lock();
    }
}

#[cfg(unix)]
fn is_there(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.metadata().is_ok_and(|found| found.nlink() > 0)
}

#[cfg(not(unix))]
fn is_there(_file: &File) -> bool {
    true
}

/// Something that a killed run left in a folder.
pub(super) struct Left {
    pub(super) path: PathBuf,
    /// Whether it is this user's.
    pub(super) own: bool,
    /// Keeps it locked: it belongs to the caller.
    _lock: File,
}

impl Left {
    /// Removes it.
    ///
    /// # Errors
    ///
    /// The system refuses.
    pub(super) fn remove(&self) -> io::Result<()> {
        fs::remove_file(&self.path).or_else(|_| fs::remove_dir_all(&self.path))
    }
}

/// What killed runs have left in a folder.
#[cfg(unix)]
pub(super) fn left_in(folder: &Path) -> Vec<Left> {
    use std::os::unix::fs::MetadataExt;

    let user = rustix::process::geteuid().as_raw();
    let left = |entry: fs::DirEntry| {
        let path = entry.path();
        let found = fs::symlink_metadata(&path).ok()?;
        if !found.is_file() && !found.is_dir() {
            return None;
        }
        let file = File::open(&path).ok()?;
        file.try_lock().ok()?;
        // It may have been finished, and something else may have its name now.
        let still = fs::symlink_metadata(&path).ok()?;
        let opened = file.metadata().ok()?;
        let same = (still.dev(), still.ino()) == (opened.dev(), opened.ino());
        same.then_some(Left { path, own: opened.uid() == user, _lock: file })
    };
    let names = fs::read_dir(folder).into_iter().flatten().take(MOST_NAMES).flatten();
    names.filter(|entry| is_ours(&entry.file_name())).filter_map(left).collect()
}

/// Elsewhere nothing says whether a run still needs a file.
#[cfg(not(unix))]
pub(super) fn left_in(_folder: &Path) -> Vec<Left> {
    Vec::new()
}

/// Whether a file of this name is one in the making.
fn is_ours(name: &OsStr) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
    random.is_some_and(|random| {
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
