//! Ctrl-C at any moment: exit code 130, the cursor visible, the terminal sane.
//!
//! While a prompt waits for a key, the terminal is raw, and nobody but the prompt
//! may put it back: it would draw or read on behind the back of anybody else. A
//! signal ends its waiting, but not its drawing; so the signal is sent again until
//! the prompt has heard it. At any other moment the handler ends the program.

use std::sync::{Mutex, MutexGuard, PoisonError};

use console::Term;

use crate::failure::Failure;
use crate::signals::{self, Then};

/// The alternate screen, and back to the one before with the cursor visible.
const ENTER_SCREEN: &str = "\x1b[?1049h";
const LEAVE_SCREEN: &str = "\x1b[?1049l\x1b[?25h";

/// So often a signal is sent again, and so long apart, in milliseconds. Then the
/// prompt is stuck, on a terminal that takes no output, and the program ends.
#[cfg(unix)]
const PATIENCE: u32 = 50;
#[cfg(unix)]
const APART: u64 = 10;

/// What the thread of the prompt and that of the handler must agree on.
static STATE: Mutex<State> =
    Mutex::new(State { screen: false, prompting: false, interrupted: false, sent: 0 });

struct State {
    /// Whether the alternate screen is shown.
    screen: bool,
    /// Whether a prompt has the terminal.
    prompting: bool,
    /// Whether a signal came.
    interrupted: bool,
    /// How often the signal was sent again.
    sent: u32,
}

fn state() -> MutexGuard<'static, State> {
    // Nothing that holds the lock leaves it half changed.
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From here on, a signal that asks the program to end does so with code 130.
pub(crate) fn exit_on_interrupt() {
    let terminal = Terminal::now();
    let handler = move || {
        let mut state = state();
        state.interrupted = true;
        if !state.prompting {
            leave_screen(&mut state, &Term::stderr());
        } else if send_again(&mut state) {
            return Then::Stay;
        }
        terminal.restore();
        Then::End
    };
    signals::on_end(handler);
}

/// Sends the signal again after a while; false if that was done often enough.
#[cfg(unix)]
fn send_again(state: &mut State) -> bool {
    state.sent += 1;
    if state.sent > PATIENCE {
        return false;
    }
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_millis(APART));
        let process = rustix::process::getpid();
        let _ = rustix::process::kill_process(process, rustix::process::Signal::TERM);
    });
    true
}

/// Elsewhere there are no signals to send.
#[cfg(not(unix))]
fn send_again(_state: &mut State) -> bool {
    false
}

/// Runs a prompt, which has the terminal to itself for that time.
///
/// # Errors
///
/// A signal came, before or meanwhile.
pub(crate) fn prompting<T>(prompt: impl FnOnce() -> T) -> Result<T, Failure> {
    {
        let mut state = state();
        if state.interrupted {
            return Err(Failure::cancelled());
        }
        state.prompting = true;
    }
    let result = prompt();
    let mut state = state();
    state.prompting = false;
    if state.interrupted { Err(Failure::cancelled()) } else { Ok(result) }
}

/// Enters the alternate screen.
///
/// # Errors
///
/// The terminal cannot be written to.
pub(crate) fn take_screen(term: &Term) -> std::io::Result<()> {
    let mut state = state();
    state.screen = true;
    term.write_str(ENTER_SCREEN)?;
    term.flush()
}

/// Leaves the alternate screen, once.
pub(crate) fn give_screen_back(term: &Term) {
    leave_screen(&mut state(), term);
}

fn leave_screen(state: &mut State, term: &Term) {
    if state.screen {
        // A terminal that is gone needs nothing back.
        let _ = term.write_str(LEAVE_SCREEN).and_then(|()| term.flush());
        state.screen = false;
    }
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
