//! Ctrl-C at any moment: exit code 130, the cursor visible, the terminal sane.
//!
//! While a prompt waits for a key, the terminal is raw, and a prompt that a
//! signal ends does not always put it back. So the terminal is remembered as it
//! was before the first prompt, and the handler of the signal puts it back.

use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Context;
use console::Term;

/// The alternate screen, and back to the one before with the cursor visible.
const ENTER_SCREEN: &str = "\x1b[?1049h";
const LEAVE_SCREEN: &str = "\x1b[?1049l\x1b[?25h";

/// Whether the alternate screen is shown. The lock is held while that changes:
/// the program must not end between the decision to leave it and the leaving.
static SCREEN: Mutex<bool> = Mutex::new(false);

/// From here on, a signal that asks the program to end does so with code 130.
///
/// # Errors
///
/// The system does not let signals be handled.
pub(crate) fn exit_on_interrupt() -> anyhow::Result<()> {
    let terminal = Terminal::now();
    let handler = move || {
        terminal.restore();
        give_screen_back(&Term::stderr());
        #[expect(clippy::exit, reason = "a signal handler has no other way to end the program")]
        std::process::exit(130);
    };
    ctrlc::set_handler(handler).context("cannot handle Ctrl-C")
}

/// Enters the alternate screen.
///
/// # Errors
///
/// The terminal cannot be written to.
pub(crate) fn take_screen(term: &Term) -> std::io::Result<()> {
    *screen() = true;
    term.write_str(ENTER_SCREEN)?;
    term.flush()
}

/// Leaves the alternate screen, once.
pub(crate) fn give_screen_back(term: &Term) {
    let mut shown = screen();
    if *shown {
        // A terminal that is gone needs nothing back.
        let _ = term.write_str(LEAVE_SCREEN).and_then(|()| term.flush());
        *shown = false;
    }
}

fn screen() -> MutexGuard<'static, bool> {
    // Nothing that holds the lock can leave it half changed.
    SCREEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How the terminal of standard input treats what is typed.
#[cfg(unix)]
struct Terminal(Option<rustix::termios::Termios>);

#[cfg(unix)]
impl Terminal {
    fn now() -> Self {
        Terminal(rustix::termios::tcgetattr(std::io::stdin()).ok())
    }

    fn restore(&self) {
        if let Some(before) = &self.0 {
            let now = rustix::termios::OptionalActions::Now;
            // A terminal that is gone needs nothing back.
            let _ = rustix::termios::tcsetattr(std::io::stdin(), now, before);
        }
    }
}

/// Elsewhere the prompt alone changes the terminal, and puts it back itself.
#[cfg(not(unix))]
struct Terminal;

#[cfg(not(unix))]
impl Terminal {
    fn now() -> Self {
        Terminal
    }

    fn restore(&self) {}
}
