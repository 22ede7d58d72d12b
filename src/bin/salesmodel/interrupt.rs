//! Ctrl-C at any moment: exit code 130, the cursor visible, the terminal sane.
//!
//! While a prompt waits for a key, the terminal is raw, and only the prompt can
//! put it back; it returns when a signal comes. At any other moment the handler
//! ends the program itself.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use console::Term;

/// The alternate screen, and back to the one before with the cursor visible.
pub(crate) const ENTER_SCREEN: &str = "\x1b[?1049h";
const LEAVE_SCREEN: &str = "\x1b[?1049l\x1b[?25h";

static PROMPTING: AtomicBool = AtomicBool::new(false);
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static SCREEN: AtomicBool = AtomicBool::new(false);

/// From here on, a signal that asks the program to end does so with code 130.
///
/// # Errors
///
/// The system does not let signals be handled.
pub(crate) fn exit_on_interrupt() -> anyhow::Result<()> {
    let handler = || {
        INTERRUPTED.store(true, Ordering::SeqCst);
        if !PROMPTING.load(Ordering::SeqCst) {
            give_screen_back(&Term::stderr());
            #[expect(
                clippy::exit,
                reason = "a signal handler has no other way to end the program"
            )]
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(handler).context("cannot handle Ctrl-C")
}

/// Says that a prompt waits for a key, until it is dropped.
pub(crate) fn prompting() -> Prompting {
    PROMPTING.store(true, Ordering::SeqCst);
    Prompting
}

pub(crate) struct Prompting;

impl Drop for Prompting {
    fn drop(&mut self) {
        PROMPTING.store(false, Ordering::SeqCst);
    }
}

/// Whether a signal came while a prompt was waiting.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

pub(crate) fn take_screen() {
    SCREEN.store(true, Ordering::SeqCst);
}

/// Leaves the alternate screen, once.
pub(crate) fn give_screen_back(term: &Term) {
    if SCREEN.swap(false, Ordering::SeqCst) {
        // A terminal that is gone needs nothing back.
        let _ = term.write_str(LEAVE_SCREEN).and_then(|()| term.flush());
    }
}
