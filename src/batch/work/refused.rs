//! Cells that are not answers. Most of them come again and again, and to word what is
//! wrong takes longer than all the rest, so it is done once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use crate::batch::Job;
use crate::batch::rejection::{LONGEST_VALUE, Message, Rejection, beginning};
use crate::batch::tally::Unread;
use crate::problem::Kind;

/// The file of a row, and its line.
pub(super) type Place<'p> = (&'p Arc<str>, u64);

/// The cells that are remembered.
/// More would not fit the cache of a processor, and hardly a file has as many words.
const MOST: usize = 250;

/// The cells that were refused, and how often since they were counted last.
#[derive(Default)]
pub(super) struct Refused<'j> {
    by_question: Vec<HashMap<Arc<str>, Seen<'j>>>,
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
    pub(super) fn refusal(
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
        let value: Arc<str> = Arc::from(beginning(cell, LONGEST_VALUE));
        let rejection = Arc::new(refuse(job, question, cell, Arc::clone(&value)));
        let seen = Seen { rejection: Arc::clone(&rejection), times: 1, first: first() };
        if value.len() < cell.len() {
            // So long a cell is not a spelling of an answer, and would fill the memory.
            let Seen { times, first, .. } = seen;
            let kind = rejection.kind;
            self.counted.push(Unread { value, whole: false, question, kind, times, first });
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
                let (value, kind) = (Arc::clone(cell), seen.rejection.kind);
                self.counted.push(Unread { value, whole: true, question, kind, times, first });
            }
        }
        mem::take(&mut self.counted)
    }

    /// Makes room for others, and counts what was seen so far.
    fn forget(&mut self) {
        self.counted = self.take();
        self.by_question.iter_mut().for_each(HashMap::clear);
        self.held = 0;
    }
}

/// What is wrong with a cell of a question, of which the value is repeated.
fn refuse<'j>(job: &'j Job<'j, '_>, question: usize, cell: &str, value: Arc<str>) -> Rejection<'j> {
    let column = job.columns[question].name.as_str();
    let table = &job.table;
    if let Some(problem) = table.problem(question, cell) {
        return Rejection::cell(problem, column, value);
    }
    let asked = table.questionnaire().questions()[question].id.as_str();
    let message = Message::NoAnswerTo { question: asked, near: table.nearest(question, cell) };
    Rejection {
        kind: Kind::UnknownOption.code(),
        column: Some(Cow::Borrowed(column)),
        value: Some(value),
        message,
        hint: Some(Cow::Borrowed(table.help(question))),
    }
}
