//! Cells that are not answers. The same few words usually come again and again, and finding
//! out what is wrong with one takes longer than all the rest of the work on a row, so it is
//! done once: a million rows with one of a few wrong words take less than half as long as a
//! million rows with a different wrong word in each.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem;
use std::rc::Rc;

use crate::batch::BatchJob;
use crate::batch::rejection::{LONGEST_VALUE, Rejection, RejectionMessage, beginning};
use crate::batch::table::CellReading;
use crate::batch::unrecognised::{Unread, Unreads};
use crate::problem::Kind;

/// How many cells are remembered. More would not fit into the cache of a processor, and
/// hardly any file has as many different wrong words.
const PLACES: usize = 512;

/// The cells that were refused, and how often since they were counted last.
pub(super) struct Refused<'j> {
    /// Each cell has one place, where it replaces whatever was there.
    places: Vec<Option<Seen<'j>>>,
    /// The counts of cells that are not remembered any more.
    counted: Unreads,
}

struct Seen<'j> {
    question: usize,
    /// Its value is the cell.
    rejection: Rc<Rejection<'j>>,
    times: u64,
    /// The line of the first one.
    first: u64,
}

impl<'j> Refused<'j> {
    pub(super) fn new() -> Self {
        Refused { places: (0..PLACES).map(|_| None).collect(), counted: Unreads::default() }
    }

    /// What is wrong with a cell of a question. It is counted as well.
    pub(super) fn refusal(
        &mut self,
        job: &'j BatchJob<'_, '_>,
        question: usize,
        cell: &str,
        read: CellReading,
        line: u64,
    ) -> Rc<Rejection<'j>> {
        let place = &mut self.places[place(question, cell)];
        if let Some(seen) = place
            && seen.question == question
            && seen.rejection.value() == cell
        {
            if seen.times == 0 {
                seen.first = line;
            }
            seen.times += 1;
            return Rc::clone(&seen.rejection);
        }
        let rejection = Rc::new(refuse(job, question, cell, read));
        let mut seen = Seen { question, rejection: Rc::clone(&rejection), times: 1, first: line };
        if rejection.value().len() < cell.len() {
            // A cell that is longer than what is kept of it cannot be recognised again, so
            // it is counted at once and not remembered.
            seen.count(false, &mut self.counted);
        } else if let Some(mut forgotten) = place.replace(seen) {
            forgotten.count(true, &mut self.counted);
        }
        rejection
    }

    /// What was refused since the last call.
    pub(super) fn take(&mut self) -> Unreads {
        for seen in self.places.iter_mut().flatten() {
            seen.count(true, &mut self.counted);
        }
        mem::take(&mut self.counted)
    }
}

impl Seen<'_> {
    /// Moves the count to `counted`. `whole` says whether the value is all of the cell.
    fn count(&mut self, whole: bool, counted: &mut Unreads) {
        let times = mem::take(&mut self.times);
        if times > 0 {
            let (question, kind, first) = (self.question, self.rejection.kind, self.first);
            let value = self.rejection.value();
            counted.push(value, |value| Unread { value, whole, question, kind, times, first });
        }
    }
}

/// The place of a cell in the memory.
fn place(question: usize, cell: &str) -> usize {
    let mut hasher = DefaultHasher::new();
    (question, cell).hash(&mut hasher);
    hasher.finish() as usize % PLACES
}

/// Finds out what is wrong with a cell of a question, and repeats the cell, or the
/// beginning of a long one.
fn refuse<'j>(
    job: &'j BatchJob<'_, '_>,
    question: usize,
    cell: &str,
    read: CellReading,
) -> Rejection<'j> {
    let column = job.columns[question].name.as_str();
    let table = &job.table;
    if read == CellReading::Wrong
        && let Some(problem) = table.problem(question, cell)
    {
        return Rejection::cell(problem, column, cell);
    }
    let asked = table.questionnaire().questions()[question].id.as_str();
    // Searching for a near answer is slow, and wasted on rows that are only counted.
    let near = if job.says_why() { table.nearest(question, cell) } else { None };
    Rejection {
        kind: Kind::UnknownOption.code(),
        column: Some(Cow::Borrowed(column)),
        value: Some(beginning(cell, LONGEST_VALUE).to_owned()),
        message: RejectionMessage::NoAnswerTo { question: asked, near },
        hint: Some(Cow::Borrowed(table.help(question))),
    }
}
