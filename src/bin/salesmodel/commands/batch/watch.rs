//! A bar on standard error, while a batch takes long.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use salesmodel::batch::Progress;

/// What may be shown while the work goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    Bar,
    Nothing,
}

/// Work that is done sooner shows nothing.
const SHORT: Duration = Duration::from_secs(1);

/// How often the bar is redrawn.
const EVERY: Duration = Duration::from_millis(100);

/// Does the work. If it takes long and standard error is a terminal, a bar shows
/// how far it has come; `size` is how many bytes there are to read, if it is known.
pub(super) fn while_running<T>(
    progress: &Progress,
    size: Option<u64>,
    shows: Shows,
    work: impl FnOnce() -> T,
) -> T {
    if shows == Shows::Nothing {
        return work();
    }
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        // Without a thread there is no bar.
        let _ = thread::Builder::new().spawn_scoped(scope, move || {
            if waiting.recv_timeout(SHORT) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = bar(size);
            while waiting.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                bar.set_position(progress.bytes());
                bar.set_message(rows(progress.rows(), bar.elapsed() + SHORT));
            }
            bar.finish_and_clear();
        });
        // Dropped when the work is done, or when it panics: the bar ends.
        let _done = done;
        work()
    })
}

fn bar(size: Option<u64>) -> ProgressBar {
    let (bar, template) = match size {
        Some(size) => (ProgressBar::new(size), "{bar:30} {percent:>3}%  {msg}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}"),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar.set_style(ProgressStyle::with_template(template).expect("the template is well-formed"));
    bar
}

/// How many rows are done, and how many a second.
fn rows(rows: u64, since: Duration) -> String {
    let rate = rows as f64 / since.as_secs_f64();
    format!("{rows} rows, {rate:.0} a second")
}
