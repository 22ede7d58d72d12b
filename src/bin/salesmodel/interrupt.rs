//! Signals, while a person is asked: one that ends the program ends it with code
//! 130, the cursor visible and the terminal as it was; one that suspends it leaves
//! the screen first, and comes back to it.
//!
//! While the quiz is on the screen, the terminal is raw, and nobody but the quiz
//! may put it back: it would draw over what comes next. So the quiz looks for
//! signals itself, and the thread that hears them waits until it has let go.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::alternate::left;
use crate::failure::Failure;
use crate::signals::{self, Then};

/// How long the quiz gets to give the terminal back; then it is stuck, on a
/// terminal that takes no output.
const PATIENCE: Duration = Duration::from_millis(500);

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    End,
    Suspend,
    Continue,
}

/// The signals that were heard, and who has the screen.
#[derive(Clone)]
pub(crate) struct Signals {
    shared: Arc<SharedSignals>,
    job: job::Job,
}

#[derive(Default)]
struct SharedSignals {
    state: Mutex<ScreenState>,
    given_back: Condvar,
}

#[derive(Default)]
struct ScreenState {
    /// Whether the quiz has the screen.
    screen: bool,
    /// Whether a prompt of a library has the terminal.
    prompt: bool,
    /// Whether a signal came that ends the program.
    ended: bool,
}

impl SharedSignals {
    fn state(&self) -> MutexGuard<'_, ScreenState> {
        // Nothing that holds the lock leaves it half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Signals {
    /// From here on, a signal that asks the program to end does so with code 130,
    /// and leaves the terminal as it was.
    pub(crate) fn handle() -> Self {
        let shared = Arc::new(SharedSignals::default());
        let terminal = job::Terminal::now();
        let heard = Arc::clone(&shared);
        let handler = move || {
            let mut state = heard.state();
            state.ended = true;
            if state.screen {
                let waited = heard.given_back.wait_timeout_while(state, PATIENCE, |s| s.screen);
                state = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
            terminal.restore();
            if state.screen {
                let _ = console::Term::stderr().write_str(&left());
            }
            if state.prompt {
                let _ = console::Term::stderr().show_cursor();
            }
            Then::End
        };
        signals::on_end(handler);
        Signals { shared, job: job::Job::watch() }
    }

    /// Takes the screen for the quiz; false if the quiz has it already.
    ///
    /// # Errors
    ///
    /// A signal came that ends the program.
    pub(crate) fn take_screen(&self) -> Result<bool, Failure> {
        let mut state = self.shared.state();
        if state.ended {
            return Err(Failure::cancelled());
        }
        self.job.screen(true);
        Ok(!std::mem::replace(&mut state.screen, true))
    }

    /// Whether the quiz has the screen and is to give it back.
    pub(crate) fn give_screen_back(&self) -> bool {
        self.shared.state().screen
    }

    /// The quiz gave the screen back.
    pub(crate) fn gave_screen_back(&self) {
        self.shared.state().screen = false;
        self.job.screen(false);
        self.shared.given_back.notify_all();
    }

    /// Whether a signal came that ends the program.
    pub(crate) fn ended(&self) -> bool {
        self.shared.state().ended
    }

    /// What a signal asks for, if one came.
    pub(crate) fn next(&self) -> Option<Request> {
        if self.ended() { Some(Request::End) } else { self.job.next() }
    }

    /// Asks all programs of this job to suspend, as a terminal does for Ctrl-Z.
    pub(crate) fn suspend_all(&self) {
        self.job.suspend_all();
    }

    /// Stops until somebody lets it go on.
    pub(crate) fn stop(&self) {
        self.job.stop();
    }

    /// Runs a prompt of a library that takes any signal for Ctrl-C, even one that only
    /// says that the window has another size.
    pub(crate) fn undisturbed<T>(&self, prompt: impl FnOnce() -> T) -> T {
        self.shared.state().prompt = true;
        let result = self.job.undisturbed(prompt);
        self.shared.state().prompt = false;
        result
    }
}

#[cfg(unix)]
mod job {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use nix::sys::signal::{SigSet, Signal};
    use rustix::process::{getpgrp, getsid};
    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
    use signal_hook::consts::{SIGCONT, SIGSTOP, SIGTSTP};
    use signal_hook::{flag, low_level};

    use super::Request;

    /// How a shell suspends and continues the program as one of its jobs.
    #[derive(Clone)]
    pub(super) struct Job {
        suspend: Arc<AtomicBool>,
        go_on: Arc<AtomicBool>,
        /// Whether there is no screen to leave before the program stops.
        bare: Arc<AtomicBool>,
    }

    impl Job {
        pub(super) fn watch() -> Self {
            let job = Job {
                suspend: Arc::default(),
                go_on: Arc::default(),
                bare: Arc::new(AtomicBool::new(true)),
            };
            // Where the system forbids it, they do what they do to any program.
            let _ = flag::register_conditional_default(SIGTSTP, Arc::clone(&job.bare))
                .and_then(|_| flag::register(SIGTSTP, Arc::clone(&job.suspend)))
                .and_then(|_| flag::register(SIGCONT, Arc::clone(&job.go_on)));
            job
        }

        pub(super) fn screen(&self, taken: bool) {
            if taken && self.bare.load(Ordering::SeqCst) {
                // A stop that happened while there was no screen needs nothing more.
                self.suspend.store(false, Ordering::SeqCst);
                self.go_on.store(false, Ordering::SeqCst);
            }
            self.bare.store(!taken, Ordering::SeqCst);
        }

        pub(super) fn next(&self) -> Option<Request> {
            if self.suspend.swap(false, Ordering::SeqCst) {
                Some(Request::Suspend)
            } else {
                self.go_on.swap(false, Ordering::SeqCst).then_some(Request::Continue)
            }
        }

        pub(super) fn suspend_all(&self) {
            if has_shell() {
                let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
            }
        }

        pub(super) fn stop(&self) {
            if has_shell() {
                let _ = low_level::raise(SIGSTOP);
            }
        }

        pub(super) fn undisturbed<T>(&self, prompt: impl FnOnce() -> T) -> T {
            // The thread that hears signals hears these too.
            let mut others = SigSet::empty();
            for signal in [Signal::SIGWINCH, Signal::SIGTSTP, Signal::SIGCONT] {
                others.add(signal);
            }
            let blocked = others.thread_block();
            let result = prompt();
            if blocked.is_ok() {
                let _ = others.thread_unblock();
            }
            result
        }
    }

    /// Whether somebody is there to let the program go on: not where it runs instead of a
    /// shell, as in a window of its own.
    fn has_shell() -> bool {
        getsid(None).is_ok_and(|session| session != getpgrp())
    }

    /// How the terminal of standard input treats what is typed.
    pub(super) struct Terminal(Option<Termios>);

    impl Terminal {
        pub(super) fn now() -> Self {
            Terminal(tcgetattr(io::stdin()).ok())
        }

        pub(super) fn restore(&self) {
            if let Some(before) = &self.0 {
                // A terminal that is gone needs nothing back.
                let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
            }
        }
    }
}

/// Elsewhere there are no jobs, and the quiz alone changes the terminal.
#[cfg(not(unix))]
mod job {
    use super::Request;

    #[derive(Clone)]
    pub(super) struct Job;

    impl Job {
        pub(super) fn watch() -> Self {
            Job
        }

        pub(super) fn screen(&self, _taken: bool) {}

        pub(super) fn next(&self) -> Option<Request> {
            None
        }

        pub(super) fn suspend_all(&self) {}

        pub(super) fn stop(&self) {}

        pub(super) fn undisturbed<T>(&self, prompt: impl FnOnce() -> T) -> T {
            prompt()
        }
    }

    pub(super) struct Terminal;

    impl Terminal {
        pub(super) fn now() -> Self {
            Terminal
        }

        pub(super) fn restore(&self) {}
    }
}
