//! Cells that are not answers. Most of them come again and again, and to word what is
//! wrong takes longer than all the rest, so it is done once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use crate::batch::Job;
use crate::batch::rejection::{Rejection, beginning};
use crate::batch::table::Refusal;
use crate::batch::tally::{LONGEST_VALUE, Unread};
use crate::problem::Kind;

/// The file of a row, and its line.
pub(super) type Place<'p> = (&'p Arc<str>, u64);

/// The cells that are remembered.
const MOST: usize = 1000;

/// The cells that were refused, and how often since they were counted last.
#[derive(Default)]
pub(super) struct Refused<'j> {
    by_question: Vec<HashMap<String, Seen<'j>>>,
    held: usize,
    /// What was counted of those that are not remembered any more.
    counted: Vec<Unread>,
}

struct Seen<'j> {
    rejection: Arc<Rejection<'j>>,
    times: u64,
    first: (Arc<str>, u64),
}

impl<'j> Refused<'j> {
    /// What is wrong with a cell of a question, counted.
    pub(super) fn of(
        &mut self,
        job: &'j Job<'_, '_>,
        question: usize,
        cell: &str,
        place: Place<'_>,
    ) -> Arc<Rejection<'j>> {
        if self.by_question.len() <= question {
            self.by_question.resize_with(question + 1, HashMap::new);
        }
        let first = || (Arc::clone(place.0), place.1);
        if let Some(seen) = self.by_question[question].get_mut(cell) {
            if seen.times == 0 {
                seen.first = first();
            }
            seen.times += 1;
            return Arc::clone(&seen.rejection);
        }
        if self.held >= MOST {
            self.forget();
        }
        let rejection = Arc::new(refuse(job, question, cell));
        let seen = Seen { rejection: Arc::clone(&rejection), times: 1, first: first() };
        let value = beginning(cell, LONGEST_VALUE).to_owned();
        if value.len() < cell.len() {
            // So long a cell is not a spelling of an answer, and would fill the memory.
            let Seen { times, first, .. } = seen;
            self.counted.push(Unread { value, whole: false, question, times, first });
        } else {
            self.by_question[question].insert(value, seen);
            self.held += 1;
        }
        rejection
    }

    /// What was refused since this was asked last.
    pub(super) fn take(&mut self) -> Vec<Unread> {
        for (question, cells) in self.by_question.iter_mut().enumerate() {
            for (cell, seen) in cells.iter_mut().filter(|(_, seen)| seen.times > 0) {
                let first = (Arc::clone(&seen.first.0), seen.first.1);
                let times = mem::take(&mut seen.times);
                let value = cell.clone();
                self.counted.push(Unread { value, whole: true, question, times, first });
            }
        }
        mem::take(&mut self.counted)
    }

    /// Makes room for others, and counts what was seen so far.
    fn forget(&mut self) {
        for (question, cells) in self.by_question.iter_mut().enumerate() {
            for (value, Seen { times, first, .. }) in cells.drain().filter(|(_, it)| it.times > 0) {
                self.counted.push(Unread { value, whole: true, question, times, first });
            }
        }
        self.held = 0;
    }
}

/// What is wrong with a cell of a question.
fn refuse<'j>(job: &'j Job<'_, '_>, question: usize, cell: &str) -> Rejection<'j> {
    let column = job.columns[question].name.as_str();
    match job.table.refuse(question, cell) {
        Refusal::Wrong(problem) => Rejection::cell(problem, column, cell),
        Refusal::Unknown(hint) => Rejection {
            kind: Kind::UnknownOption.code(),
            column: Some(Cow::Borrowed(column)),
            value: Some(Rejection::repeated(cell)),
            message: job.table.not_an_answer(question, cell),
            hint: Some(Cow::Borrowed(hint)),
        },
    }
}
