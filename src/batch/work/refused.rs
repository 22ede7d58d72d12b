//! Cells that are not answers. Most of them come again and again, and to word what is
//! wrong takes longer than all the rest, so it is done once.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use crate::batch::Job;
use crate::batch::rejection::{Rejection, Worded, beginning};
use crate::batch::tally::{LONGEST_VALUE, Unrecognised};

/// The file of a row, and its line.
pub(super) type Place<'p> = (&'p Arc<str>, u64);

/// The cells that are remembered.
const MOST: usize = 1000;

/// The cells that were refused, and how often since they were counted last.
#[derive(Default)]
pub(super) struct Refused<'q> {
    by_question: Vec<HashMap<String, Seen<'q>>>,
    held: usize,
    /// What was counted of those that are not remembered any more.
    counted: Vec<Unrecognised>,
}

struct Seen<'q> {
    worded: Arc<Worded>,
    nearest: Option<&'q str>,
    times: u64,
    first: (Arc<str>, u64),
}

impl<'q> Refused<'q> {
    /// What is wrong with a cell of a question, counted.
    pub(super) fn of(
        &mut self,
        job: &Job<'_, 'q>,
        question: usize,
        cell: &str,
        place: Place<'_>,
    ) -> Arc<Worded> {
        if self.by_question.len() <= question {
            self.by_question.resize_with(question + 1, HashMap::new);
        }
        let first = || (Arc::clone(place.0), place.1);
        if let Some(seen) = self.by_question[question].get_mut(cell) {
            if seen.times == 0 {
                seen.first = first();
            }
            seen.times += 1;
            return Arc::clone(&seen.worded);
        }
        if self.held >= MOST {
            self.count(job);
            self.by_question.iter_mut().for_each(HashMap::clear);
            self.held = 0;
        }
        let (problem, nearest) = job.table.refuse(question, cell);
        let worded = Worded::new(Rejection::cell(problem, &job.columns[question].name, cell));
        let seen = Seen { worded: Arc::clone(&worded), nearest, times: 1, first: first() };
        if is_long(cell) {
            // So long a cell is not a spelling of an answer, and would fill the memory.
            self.counted.push(seen.unrecognised(job, question, cell));
        } else {
            self.by_question[question].insert(cell.to_owned(), seen);
            self.held += 1;
        }
        worded
    }

    /// What was refused since this was asked last.
    pub(super) fn take(&mut self, job: &Job<'_, 'q>) -> Vec<Unrecognised> {
        self.count(job);
        mem::take(&mut self.counted)
    }

    fn count(&mut self, job: &Job<'_, 'q>) {
        for (question, cells) in self.by_question.iter_mut().enumerate() {
            for (cell, seen) in cells.iter_mut().filter(|(_, seen)| seen.times > 0) {
                self.counted.push(seen.unrecognised(job, question, cell));
                seen.times = 0;
            }
        }
    }
}

impl Seen<'_> {
    fn unrecognised(&self, job: &Job<'_, '_>, question: usize, cell: &str) -> Unrecognised {
        Unrecognised {
            value: beginning(cell, LONGEST_VALUE).to_owned(),
            whole: !is_long(cell),
            question,
            column: job.columns[question].name.clone(),
            times: self.times,
            first: (Arc::clone(&self.first.0), self.first.1),
            nearest: self.nearest.map(str::to_owned),
        }
    }
}

fn is_long(cell: &str) -> bool {
    beginning(cell, LONGEST_VALUE).len() < cell.len()
}
