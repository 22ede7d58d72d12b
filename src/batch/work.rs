//! Chunks in, chunks out, by several workers and in order.
//!
//! There is no thread that only reads or only writes. Each worker takes the next
//! chunk under one lock, works on it alone, and writes it under another when all
//! chunks before it are written.

mod csv;
mod jsonl;
mod long;
mod refused;
mod reject;
mod row;
mod worker;

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::tally::{ChunkCounts, Reason, Totals};
use super::{BatchJob, Error, Progress};
use crate::rows::{Chunk, Chunks};
use worker::Worker;

pub(super) use worker::Cut;

/// What the workers share.
struct SharedWork<'s, 'q> {
    job: &'s BatchJob<'s, 'q>,
    chunks: Mutex<Chunks<'s>>,
    written: Mutex<Written<'s>>,
    /// Notified when the turn passes to another chunk, or something failed.
    turned: Condvar,
    failed: AtomicBool,
    progress: &'s Progress,
}

/// The output, and what was counted along with it.
struct Written<'s> {
    out: &'s mut (dyn Write + Send),
    /// The number of the chunk that may be written now.
    turn: u64,
    totals: Totals,
    /// How many rejected rows were written; counted only if there is a limit.
    rejected: u64,
    /// Why those rows were rejected; counted only if there is a limit.
    reasons: BTreeMap<&'static str, Reason>,
    failure: Option<Error>,
}

/// Does the whole job.
pub(super) fn run(
    job: &BatchJob<'_, '_>,
    chunks: Chunks<'_>,
    out: &mut (dyn Write + Send),
    workers: usize,
    progress: &Progress,
) -> Result<Totals, Error> {
    let written = Written {
        out,
        turn: 0,
        totals: Totals::new(job.most_values),
        rejected: 0,
        reasons: BTreeMap::new(),
        failure: None,
    };
    let shared = SharedWork {
        job,
        chunks: Mutex::new(chunks),
        written: Mutex::new(written),
        turned: Condvar::new(),
        failed: AtomicBool::new(false),
        progress,
    };
    thread::scope(|scope| {
        for _ in 1..workers {
            // If the system has no more threads, those that were started do the work.
            if thread::Builder::new().spawn_scoped(scope, || work(&shared)).is_err() {
                break;
            }
        }
        work(&shared);
    });
    let written = shared.written.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut totals = written.totals;
    totals.close(job);
    totals.unused_lines = job.has_mapping.then(|| job.table.unused_lines());
    totals.open_lines = job.table.open_lines();
    totals.warnings.splice(..0, job.remarks.iter().cloned());
    match written.failure {
        Some(error) => Err(error),
        None => Ok(totals),
    }
}

/// Takes chunks until there are no more, or one of the workers failed.
fn work(shared: &SharedWork<'_, '_>) {
    let _guard = Guard(shared);
    let mut worker = Worker::new(shared.job);
    let mut chunk = Chunk::new();
    while !shared.failed.load(Ordering::Relaxed) {
        let next = lock(&shared.chunks).next(&mut chunk);
        match next {
            Ok(false) => return,
            Ok(true) => {
                let mut hand_in =
                    |out: &[u8], cuts: &[Cut<'_>]| shared.write(chunk.number, out, cuts);
                if worker.process(&chunk, &mut hand_in).is_err() {
                    return;
                }
                let report = worker.report();
                shared.progress.add_rows(report.rows);
                if shared.finish(&chunk, report).is_err() {
                    return;
                }
            }
            // The rows that were read before the error are written first.
            Err(error) => {
                if let Ok(mut written) = shared.wait_for(chunk.number) {
                    shared.fail(&mut written, error.into());
                }
                return;
            }
        }
    }
}

/// Stops the other workers when this one panics, so that none waits for its turn for ever.
struct Guard<'g, 's, 'q>(&'g SharedWork<'s, 'q>);

impl Drop for Guard<'_, '_, '_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.fail(&mut lock(&self.0.written), Error::input("a worker panicked"));
        }
    }
}

/// Another worker failed, or this one did. The error is already in [`Written::failure`].
pub(super) struct Failed;

impl<'s> SharedWork<'s, '_> {
    /// Writes rows of a chunk, after waiting for its turn.
    fn write(&self, number: u64, out: &[u8], cuts: &[Cut<'_>]) -> Result<(), Failed> {
        let mut written = self.wait_for(number)?;
        let mut end = out.len();
        let mut gave_up = None;
        if let Some(most) = self.job.most_rejected {
            for cut in cuts {
                let place = (&cut.place.0, cut.place.1);
                let kinds = || cut.why.iter().map(|rejection| rejection.kind);
                for (i, kind) in kinds().enumerate() {
                    Reason::count(&mut written.reasons, kind, kinds().take(i), place);
                }
                written.rejected += 1;
                if written.rejected > most {
                    end = cut.end;
                    gave_up = Some(Error::too_many(most, place, &cut.why, &written.reasons));
                    break;
                }
            }
        }
        if let Err(error) = written.out.write_all(&out[..end]) {
            self.fail(&mut written, Error::Write(error));
            return Err(Failed);
        }
        if let Some(error) = gave_up {
            self.fail(&mut written, error);
            return Err(Failed);
        }
        Ok(())
    }

    /// Counts a chunk, and gives the turn to the next one.
    fn finish(&self, chunk: &Chunk, report: ChunkCounts) -> Result<(), Failed> {
        let mut written = self.wait_for(chunk.number)?;
        written.totals.add(&chunk.file, report, self.job);
        written.turn += 1;
        self.turned.notify_all();
        Ok(())
    }

    fn wait_for(&self, number: u64) -> Result<MutexGuard<'_, Written<'s>>, Failed> {
        let waiting =
            |written: &mut Written<'_>| written.failure.is_none() && written.turn != number;
        let written = self.turned.wait_while(lock(&self.written), waiting);
        let written = written.unwrap_or_else(PoisonError::into_inner);
        if written.failure.is_some() { Err(Failed) } else { Ok(written) }
    }

    fn fail(&self, written: &mut Written<'_>, error: Error) {
        written.failure = Some(error);
        self.failed.store(true, Ordering::Relaxed);
        self.turned.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // The scope passes a panic of a worker on, so nobody uses what a poisoned lock guards.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
