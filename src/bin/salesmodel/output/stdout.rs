//! Standard output: written without a buffer, waited for where it does not wait
//! itself, and known to be closed where that can be known.

use std::io;

/// Writes all of it.
///
/// # Errors
///
/// Standard output was closed from the start, or cannot be written.
#[cfg(unix)]
pub(super) fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    let stdout = rustix::stdio::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(stdout, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            // Whoever shares it made it so that it does not wait.
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
pub(super) fn write_all(bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;

    let mut stdout = anstream::AutoStream::always(io::stdout().lock());
    stdout.write_all(bytes)?;
    stdout.flush()
}
