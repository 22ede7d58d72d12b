//! Signals that ask the program to end, and what it does first: it removes what is
//! unfinished, and ends with code 130.
//!
//! A signal that was ignored when the program began stays ignored: the person who used
//! `nohup`, or put it in the background of a script, wants it to go on. Where the
//! system lets no thread wait for signals, they do what they do to any program;
//! what is left of unfinished files then is found by the next run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The longest wait for rows on their way to their reader, which may have
/// stopped reading.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether a signal ends the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// It does.
    End,
    /// Something else ends it, in a better way.
    Stay,
}

type EndAction = Box<dyn FnMut() -> Then + Send>;

/// What is done first when a signal comes.
static ON_END: Mutex<Option<EndAction>> = Mutex::new(None);

/// What is removed when a signal ends the program. While it is locked, none does.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whether the lock is held for something that ends by itself.
static FINISHING: AtomicBool = AtomicBool::new(false);

/// From here on, `act` is called when a signal asks the program to end, and says
/// whether it does.
pub(crate) fn on_end(act: impl FnMut() -> Then + Send + 'static) {
    *ON_END.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(act));
    watch();
}

/// From here on, a signal that asks the program to end does so with code 130, and
/// leaves nothing unfinished.
pub(crate) fn watch() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(system::watch);
}

/// A signal came. Comes back if the program does not end.
fn came() {
    let mut on_end = ON_END.lock().unwrap_or_else(PoisonError::into_inner);
    if on_end.as_mut().is_some_and(|act| act() == Then::Stay) {
        return;
    }
    drop(on_end);
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE || FINISHING.load(Ordering::Relaxed) {
        if let Ok(unfinished) = UNFINISHED.try_lock() {
            for path in unfinished.iter() {
                // Nothing can be done about what cannot be removed.
                let _ = fs::remove_file(path).or_else(|_| fs::remove_dir_all(path));
            }
            // Held to the end: nothing new begins.
            end();
        }
        thread::sleep(Duration::from_millis(1));
    }
    end();
}

#[expect(clippy::exit, reason = "a signal has no other way to end the program")]
fn end() -> ! {
    process::exit(130)
}

/// While it is held, no signal ends the program.
pub(crate) struct Steady(MutexGuard<'static, Vec<PathBuf>>);

/// Holds signals back while something is written that must not be cut, for as long as its
/// reader keeps reading.
pub(crate) fn steady() -> Steady {
    Steady(UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Holds signals back while something is done that must not be left half done.
pub(crate) fn finishing() -> Steady {
    let steady = steady();
    FINISHING.store(true, Ordering::Relaxed);
    steady
}

impl Steady {
    /// From here on, a signal removes this file or folder.
    pub(crate) fn add_unfinished(&mut self, path: &Path) {
        self.0.push(path.to_owned());
    }

    /// This file or folder is finished, or gone.
    pub(crate) fn finished(&mut self, path: &Path) {
        self.0.retain(|other| other != path);
    }
}

impl Drop for Steady {
    fn drop(&mut self) {
        FINISHING.store(false, Ordering::Relaxed);
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::fs;
    use std::sync::mpsc;
    use std::thread;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;

    use super::came;

    pub(super) fn watch() {
        let ignored = ignored();
        let (give, take) = mpsc::channel::<Signals>();
        // The thread comes first: a signal that is caught and that nobody waits
        // for would be lost.
        let waiting = thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for mut signals in take {
                signals.forever().for_each(|signal| {
                    // A file that grows too large is an error of the write.
                    if signal != SIGXFSZ {
                        came();
                    }
                });
            }
        });
        let Ok(signals) = waiting.and_then(|_| Signals::new::<[i32; 0], i32>([])) else { return };
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGXFSZ] {
            if ignored & (1 << (signal - 1)) == 0 {
                // One that cannot be caught does what it does to any program.
                let _ = signals.handle().add_signal(signal);
            }
        }
        let _ = give.send(signals);
    }

    /// The signals that were ignored when the program began: a bit for each, from 1.
    /// Without /proc nothing tells, and we assume none.
    fn ignored() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
    }
}

/// Elsewhere the system does not say which signals are ignored, only that one is: then none is
/// caught, and all do what they did.
#[cfg(not(target_os = "linux"))]
mod system {
    use super::came;

    pub(super) fn watch() {
        let _ = ctrlc::try_set_handler(came);
    }
}
