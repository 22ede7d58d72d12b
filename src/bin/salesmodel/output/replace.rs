//! A file takes the place of another one, or its content does.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::path::Path;

use super::folder_of;
use super::temporary::Temporary;
use crate::signals;

/// A new file beside one that it will take the place of. Until then nobody may do
/// more with it than with the old one.
pub(super) fn beside(path: &Path, old: Option<Rights>) -> io::Result<Temporary> {
    Temporary::new(folder_of(path), old.map(Rights::while_made))
}

/// Replaces a file by another one, so that a reader and a full disk see the old one or
/// the new one. Where the system does not let a file be replaced, such as one that is
/// mounted by itself, its content is overwritten.
pub(super) fn replace(path: &Path, new: Temporary, old: Option<Rights>) -> io::Result<()> {
    if let Some(old) = old {
        old.give_to(new.file())?;
    }
    new.file().sync_all()?;
    let Err((refused, mut new)) = new.persist(path) else { return Ok(()) };
    let is_fixed = matches!(refused.kind(), ErrorKind::ResourceBusy | ErrorKind::PermissionDenied);
    if old.is_none() || !is_fixed {
        return Err(refused);
    }
    write_over(path, new.file_mut())
}

/// Whose a file is, and who may do what with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rights {
    #[cfg(unix)]
    owner: u32,
    #[cfg(unix)]
    group: u32,
    #[cfg(unix)]
    mode: u32,
}

#[cfg(unix)]
impl Rights {
    pub(super) fn new(file: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Rights { owner: file.uid(), group: file.gid(), mode: file.mode() & 0o7777 }
    }

    /// The permissions of a file in the making.
    fn while_made(self) -> u32 {
        self.mode & 0o600
    }

    /// Gives them to a file, as far as the system lets it, and nobody more than that.
    pub(super) fn give_to(self, file: &File) -> io::Result<()> {
        use std::os::unix::fs::{PermissionsExt, fchown};

        let before = Rights::new(&file.metadata()?);
        if (before.owner, before.group) != (self.owner, self.group)
            && fchown(file, Some(self.owner), Some(self.group)).is_err()
        {
            // A file can always be given to a group that the user is in.
            let _ = fchown(file, None, Some(self.group));
        }
        let now = Rights::new(&file.metadata()?);
        let mut mode = self.mode;
        if now.owner != self.owner {
            mode &= !0o4000;
        }
        if now.group != self.group {
            // Another group may do what everybody may.
            mode = mode & !0o2070 | (mode & (mode << 3) & 0o070);
        }
        file.set_permissions(fs::Permissions::from_mode(mode))
    }
}

/// Elsewhere a right is whether it can be written, and it can.
#[cfg(not(unix))]
impl Rights {
    pub(super) fn new(_file: &Metadata) -> Self {
        Rights {}
    }

    fn while_made(self) -> u32 {
        0o600
    }

    pub(super) fn give_to(self, _file: &File) -> io::Result<()> {
        Ok(())
    }
}

/// Writes the content of a file over that of another one. If that fails on the way,
/// the old content comes back.
pub(super) fn write_over(path: &Path, new: &mut (impl Read + Seek)) -> io::Result<()> {
    let _finishing = signals::finishing();
    let len = new.seek(io::SeekFrom::End(0))?;
    new.rewind()?;
    let mut file = OpenOptions::new().write(true).open(path)?;
    let old = copy_of(path);
    make_room(&file, len)?;
    let written = write_all(&mut file, new, len);
    if written.is_err()
        && let Ok((mut old, len)) = old
    {
        // The first failure is the one to report.
        let _ = write_all(&mut file, &mut old, len);
    }
    written
}

fn write_all(file: &mut File, content: &mut (impl Read + Seek), len: u64) -> io::Result<()> {
    content.rewind()?;
    file.rewind()?;
    io::copy(content, file)?;
    file.set_len(len)?;
    file.sync_all()
}

/// The content of a file, kept where nobody sees it.
fn copy_of(path: &Path) -> io::Result<(File, u64)> {
    let mut copy = tempfile::tempfile()?;
    let len = io::copy(&mut File::open(path)?, &mut copy)?;
    Ok((copy, len))
}

/// Takes the room that a file will need, before anything in it changes.
#[cfg(target_os = "linux")]
fn make_room(file: &File, len: u64) -> io::Result<()> {
    use rustix::fs::{FallocateFlags, fallocate};

    match fallocate(file, FallocateFlags::KEEP_SIZE, 0, len.max(1)).map_err(io::Error::from) {
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge
            ) =>
        {
            Err(error)
        }
        // Some file systems cannot do this: there, writing will show it.
        _ => Ok(()),
    }
}

#[cfg(not(target_os = "linux"))]
fn make_room(_file: &File, _len: u64) -> io::Result<()> {
    Ok(())
}

/// Writes a file as a whole.
pub(super) fn replace_with(path: &Path, bytes: &[u8], old: Option<Rights>) -> io::Result<()> {
    let mut new = beside(path, old)?;
    new.write_all(bytes)?;
    replace(path, new, old)
}
