//! Standard output: written without a buffer, waited for if it does not block, and
//! recognised as closed where that is possible.

use std::fs::{File, Metadata};
use std::io;

/// Writes all of it.
///
/// # Errors
///
/// Standard output is closed, or cannot be written.
pub(crate) fn write_all(bytes: &[u8]) -> io::Result<()> {
    ready()?;
    write(bytes)
}

#[cfg(unix)]
fn write(mut bytes: &[u8]) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    let stdout = rustix::stdio::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(stdout, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            // Another program that shares it has told it not to wait.
            Err(Errno::AGAIN) => match poll(&mut [PollFd::new(&stdout, PollFlags::OUT)], None) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            },
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn write(bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;

    let mut stdout = anstream::AutoStream::always(io::stdout().lock());
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// What standard output is.
#[cfg(unix)]
pub(crate) fn metadata() -> io::Result<Metadata> {
    use std::os::fd::AsFd;

    File::from(io::stdout().as_fd().try_clone_to_owned()?).metadata()
}

/// Elsewhere nothing tells which file it is.
#[cfg(not(unix))]
pub(crate) fn metadata() -> io::Result<Metadata> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether it can be written, as far as that is known before anything is.
///
/// # Errors
///
/// It was closed when the program began, as by `>&-`.
pub(crate) fn ready() -> io::Result<()> {
    if closed::is_known() { Err(io::Error::other("it is closed")) } else { Ok(()) }
}

/// A standard output that is closed has been opened again, on `/dev/null`, before
/// the first line of this program runs. It then looks like one that was thrown away
/// on purpose, but for two things: it can be read as well, and the program that
/// began this one has another. Shells open what is thrown away for writing alone.
/// Others (Python, Node) open it for both, so only the word of a shell is taken.
#[cfg(target_os = "linux")]
mod closed {
    use std::fs;
    use std::io::ErrorKind;
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    use std::sync::OnceLock;

    use rustix::fs::{OFlags, fcntl_getfl, major, minor};
    use rustix::process::getppid;

    const SHELLS: [&str; 9] =
        ["ash", "bash", "busybox", "dash", "fish", "ksh", "mksh", "sh", "zsh"];

    pub(super) fn is_known() -> bool {
        static KNOWN: OnceLock<bool> = OnceLock::new();
        *KNOWN.get_or_init(|| is_reopened() && was_closed().unwrap_or(false))
    }

    fn is_reopened() -> bool {
        let is_null = super::metadata().is_ok_and(|found| {
            let device = found.rdev();
            found.file_type().is_char_device() && (major(device), minor(device)) == (1, 3)
        });
        let flags = fcntl_getfl(rustix::stdio::stdout());
        is_null && flags.is_ok_and(|flags| flags & OFlags::RWMODE == OFlags::RDWR)
    }

    /// Whether the program that started this one had none itself, or is a shell that had
    /// another one; `None` if the system does not tell.
    fn was_closed() -> Option<bool> {
        let parent = format!("/proc/{}", getppid()?.as_raw_nonzero());
        match fs::read_link(format!("{parent}/fd/1")) {
            Ok(theirs) if theirs.as_os_str() == "/dev/null" => Some(false),
            Ok(_) => {
                let name = fs::read_to_string(format!("{parent}/comm")).ok()?;
                Some(SHELLS.contains(&name.trim_end()))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Some(true),
            Err(_) => None,
        }
    }
}

/// Elsewhere the system does not tell what the program that began this one had.
#[cfg(not(target_os = "linux"))]
mod closed {
    pub(super) fn is_known() -> bool {
        false
    }
}
