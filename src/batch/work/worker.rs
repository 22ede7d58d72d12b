//! One worker: what it knows, and what it does with a row, however it is written.

use std::collections::HashMap;
use std::sync::Arc;

use super::Failed;
use crate::answers::Draft;
use crate::batch::Job;
use crate::batch::memory::Memory;
use crate::batch::outcome::{Outcome, Outcomes};
use crate::batch::output::{self, Output};
use crate::batch::rejection::Rejection;
use crate::batch::table::Code;
use crate::batch::tally::{Report, Tally};
use crate::diagnosis;
use crate::problem::Problem;
use crate::render;
use crate::rows::{Chunk, Format, Piece};

/// With so many bytes waiting to be written, a chunk does not wait for its end.
const MOST_WAITING: usize = 1 << 20;

/// So many cells that are no answers are remembered.
const MOST_REFUSED: usize = 1000;

/// So many characters of each; messages repeat fewer.
const LONGEST_REFUSED: usize = 100;

/// Where the output may end: behind a row that was rejected.
pub(crate) struct Cut {
    pub(super) end: usize,
    /// The row, for messages.
    pub(super) place: String,
}

/// What becomes of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Diagnosed,
    /// Its answers can be read, and name no model.
    NoLeader,
    /// Something is wrong with it, which remains to be found out.
    Wrong,
}

/// Takes rows that are ready to be written.
pub(super) type HandIn<'h> = &'h mut dyn FnMut(&[u8], &[Cut]) -> Result<(), Failed>;

pub(super) struct Worker<'j, 'q> {
    pub(super) job: &'j Job<'j, 'q>,
    pub(super) memory: Memory,
    pub(super) outcomes: Outcomes<'q>,
    /// The answers of the row at hand.
    pub(super) codes: Vec<Code>,
    pub(super) out: Vec<u8>,
    pub(super) report: Report,
    cuts: Vec<Cut>,
    /// What was said of cells that are no answers: finding the nearest one takes
    /// longer than all the rest.
    refused: HashMap<(usize, String), (Problem, Option<&'q str>)>,
}

impl<'j, 'q> Worker<'j, 'q> {
    pub(super) fn new(job: &'j Job<'j, 'q>) -> Self {
        let questionnaire = job.table.questionnaire();
        let unsure =
            questionnaire.questions().iter().map(|question| question.options.len() as Code);
        let mut worker = Worker {
            job,
            memory: Memory::new(),
            outcomes: Outcomes::new(questionnaire, job.output),
            codes: unsure.collect(),
            out: Vec::new(),
            report: Report::default(),
            cuts: Vec::new(),
            refused: HashMap::new(),
        };
        worker.report();
        worker
    }

    /// What was counted since this was asked last.
    pub(super) fn report(&mut self) -> Report {
        let fresh = Report { all: Tally::of(&self.job.table), ..Report::default() };
        std::mem::replace(&mut self.report, fresh)
    }

    /// Does all rows of a chunk, and hands them in.
    pub(super) fn process(&mut self, chunk: &Chunk, hand_in: HandIn<'_>) -> Result<(), Failed> {
        self.out.clear();
        self.cuts.clear();
        match (chunk.piece, self.job.format) {
            (Piece::Rows, Format::Csv(dialect)) => self.csv_rows(chunk, dialect, hand_in)?,
            (Piece::Rows, Format::JsonLines) => self.lines(chunk, hand_in)?,
            (Piece::Part, Format::Csv(_)) => self.csv_part(chunk),
            (Piece::Part, Format::JsonLines) => {}
            (Piece::End { cells, open }, Format::Csv(dialect)) => {
                self.csv_end(chunk, dialect, cells, open);
            }
            (Piece::End { .. }, Format::JsonLines) => self.line_end(chunk),
        }
        hand_in(&self.out, &self.cuts)
    }

    /// Hands in what waits, if it is much.
    #[inline(always)]
    pub(super) fn relieve(&mut self, hand_in: &mut HandIn<'_>) -> Result<(), Failed> {
        if self.out.len() < MOST_WAITING {
            return Ok(());
        }
        hand_in(&self.out, &self.cuts)?;
        self.out.clear();
        self.cuts.clear();
        Ok(())
    }

    /// Why the answers in `codes` name no model; none if they do.
    pub(super) fn no_leader(&mut self) -> Option<Rejection> {
        match self.outcomes.of(&self.codes) {
            Outcome::Leads(_) => None,
            Outcome::None { why, question } => {
                let column = self.job.column_of(question);
                let hint = format!("An answer in column {column} would help.");
                Some(Rejection::row("no-leader", why.clone()).hint(hint))
            }
        }
    }

    /// What is wrong with a cell of a question, counted; the answer goes to
    /// `codes` if nothing is.
    pub(super) fn judge(
        &mut self,
        question: usize,
        cell: &str,
        place: (&Arc<str>, u64),
    ) -> Option<Rejection> {
        let table = &self.job.table;
        match table.reply(question, cell) {
            Ok(reply) => {
                self.codes[question] = crate::batch::table::code_of(&reply);
                None
            }
            Err(problem) => {
                let column = &self.job.columns[question].name;
                let cell = cell.trim();
                if self.refused.len() >= MOST_REFUSED {
                    self.refused.clear();
                }
                // A long cell is no spelling of anything, and would fill the memory.
                let short: String = cell.chars().take(LONGEST_REFUSED).collect();
                let (problem, near) = self
                    .refused
                    .entry((question, short))
                    .or_insert_with_key(|(_, short)| table.explain(question, short, problem));
                self.report.note(question, cell, column, place, *near);
                Some(Rejection::cell(problem, column, cell))
            }
        }
    }

    /// Writes the whole result of some cells, which were judged already.
    pub(super) fn write_full(&mut self, cells: &[Option<String>]) {
        let table = &self.job.table;
        let mut draft = Draft::new(table.questionnaire());
        for (question, cell) in table.questionnaire().questions().iter().zip(cells) {
            let reply = cell.as_deref().map(|cell| table.reply(question.index, cell));
            draft.give(reply.and_then(Result::ok).unwrap_or(question.unsure()));
        }
        let answers = draft.complete().expect("every question has a reply");
        let diagnosis = diagnosis::score(answers).expect("the row was not rejected");
        let command = (self.job.repeat)(&diagnosis);
        let report = render::Report {
            diagnosis: &diagnosis,
            date: self.job.date,
            company: None,
            command: command.as_deref(),
            details: None,
            answered: render::Answered::ByCommand,
        };
        self.out.extend_from_slice(b",\"diagnosis\":");
        render::write_json_line(&report, &mut self.out);
        self.out.extend_from_slice(b"}\n");
    }

    /// Counts a row for the summary, and in its group if rows are told apart.
    pub(super) fn count(&mut self, group: Option<String>) -> Fate {
        let Outcome::Leads(facts) = self.outcomes.of(&self.codes) else {
            return Fate::NoLeader;
        };
        self.report.all.count(&self.codes, facts);
        if let Some(group) = group {
            self.report.group(group, &self.job.table).count(&self.codes, facts);
        }
        Fate::Diagnosed
    }

    /// Counts a rejected row, whose own part is written by the caller.
    pub(super) fn count_rejected(&mut self, why: &[Rejection], group: Option<&str>) {
        self.report.rejected += 1;
        for rejection in why {
            *self.report.reasons.entry(rejection.kind).or_default() += 1;
        }
        if matches!(self.job.output, Output::Nothing) {
            self.report.all.count_rejected();
            if let Some(group) = group {
                self.report.group(group.to_owned(), &self.job.table).count_rejected();
            }
        }
    }

    /// Says that the output may end here.
    pub(super) fn cut(&mut self, place: (&Arc<str>, u64)) {
        if self.job.most_rejected.is_some() {
            let place = format!("{}:{}", place.0, place.1);
            self.cuts.push(Cut { end: self.out.len(), place });
        }
    }

    /// Ends the line of a rejected row in JSON Lines.
    pub(super) fn reject_json(&mut self, place: (&Arc<str>, u64), why: &[Rejection]) {
        output::reject_json(&mut self.out, place.0, place.1, why);
    }
}
