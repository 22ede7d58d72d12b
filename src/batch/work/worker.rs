//! One worker: what it knows, and what it does with a row in either format.

use std::sync::Arc;

use super::Failed;
use super::csv::CsvRow;
use super::jsonl::JsonLine;
use super::long::TooLong;
use super::refused::Refused;
use super::row::{BatchRow, Cell};
use crate::answers::{Code, Draft};
use crate::batch::BatchJob;
use crate::batch::memory::Memory;
use crate::batch::outcome::{Outcomes, RowOutcome};
use crate::batch::output::Output;
use crate::batch::rejection::RowFaults;
use crate::batch::table::CellReading;
use crate::batch::tally::{ChunkCounts, Tally};
use crate::diagnosis;
use crate::render;
use crate::rows::{Chunk, Piece, RowSyntax};

/// Once this many bytes wait to be written, they are handed in before the end of their
/// chunk.
const MOST_WAITING: usize = 1 << 20;

/// Where the output may end: after a row that was rejected.
pub(crate) struct Cut<'j> {
    pub(super) end: usize,
    /// The file and line of the row.
    pub(super) place: (Arc<str>, u64),
    pub(super) why: RowFaults<'j>,
}

/// What becomes of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Diagnosed,
    /// Its answers can be read, but no model leads.
    NoLeader,
    /// It is not whole; `reject` finds out why.
    Broken,
    /// Its cell for this question is not an answer, and was read as this; the answers to
    /// the questions before were read.
    NoAnswer(usize, CellReading),
}

/// Takes rows that are ready to be written.
pub(super) type HandIn<'h> = &'h mut dyn FnMut(&[u8], &[Cut<'_>]) -> Result<(), Failed>;

pub(super) struct Worker<'j, 'q> {
    pub(super) job: &'j BatchJob<'j, 'q>,
    pub(super) memory: Memory,
    pub(super) outcomes: Outcomes<'q>,
    /// The answers of the row at hand.
    pub(super) codes: Vec<Code>,
    pub(super) out: Vec<u8>,
    pub(super) report: ChunkCounts,
    pub(super) cuts: Vec<Cut<'j>>,
    pub(super) refused: Refused<'j>,
    /// The sentences of the row at hand, if it is rejected.
    pub(super) sentences: String,
}

impl<'j, 'q> Worker<'j, 'q> {
    pub(super) fn new(job: &'j BatchJob<'j, 'q>) -> Self {
        let questionnaire = job.table.questionnaire();
        let unsure =
            questionnaire.questions().iter().map(|question| question.options.len() as Code);
        let mut worker = Worker {
            job,
            memory: Memory::new(),
            outcomes: Outcomes::new(questionnaire, job.output),
            codes: unsure.collect(),
            out: Vec::new(),
            report: ChunkCounts::default(),
            cuts: Vec::new(),
            refused: Refused::new(),
            sentences: String::new(),
        };
        worker.report();
        worker
    }

    /// What was counted since the last call.
    pub(super) fn report(&mut self) -> ChunkCounts {
        self.report.unrecognised = self.refused.take();
        let fresh = ChunkCounts { all: Tally::new(&self.job.table), ..ChunkCounts::default() };
        std::mem::replace(&mut self.report, fresh)
    }

    /// Does all rows of a chunk, and hands them in.
    pub(super) fn process(&mut self, chunk: &Chunk, hand_in: HandIn<'_>) -> Result<(), Failed> {
        self.out.clear();
        self.cuts.clear();
        let columns = self.job.header.names.len();
        match (chunk.piece, self.job.format) {
            (Piece::Rows, RowSyntax::Csv(dialect)) => {
                CsvRow::each(chunk, dialect, columns, |row| self.row(row, chunk, &mut *hand_in))?;
            }
            (Piece::Rows, RowSyntax::JsonLines) => {
                let remarks =
                    JsonLine::each(chunk, self.job, |row| self.row(row, chunk, &mut *hand_in))?;
                self.report.warnings.extend(remarks);
            }
            (Piece::Part, RowSyntax::Csv(_)) if self.job.copies => {
                self.out.extend_from_slice(&chunk.bytes[..chunk.len]);
            }
            (Piece::Part, _) => {}
            (Piece::End { cells, open }, _) => {
                self.row(&TooLong { chunk, cells, open }, chunk, &mut *hand_in)?;
            }
        }
        hand_in(&self.out, &self.cuts)
    }

    /// Does one row.
    #[inline(always)]
    fn row<R: BatchRow>(
        &mut self,
        row: &R,
        chunk: &Chunk,
        hand_in: HandIn<'_>,
    ) -> Result<(), Failed> {
        self.report.rows += 1;
        let fate = if row.is_whole(self.job) { self.diagnose(row) } else { Fate::Broken };
        if fate != Fate::Diagnosed {
            self.reject(row, (&chunk.file, row.line()), fate);
        }
        // What waits is handed in once it is much.
        if self.out.len() < MOST_WAITING {
            return Ok(());
        }
        hand_in(&self.out, &self.cuts)?;
        self.out.clear();
        self.cuts.clear();
        Ok(())
    }

    /// Diagnoses a row that is whole. If its cells are answers and a model leads, writes it
    /// with its diagnosis.
    #[inline(always)]
    fn diagnose<R: BatchRow>(&mut self, row: &R) -> Fate {
        let job = self.job;
        for (question, column) in job.columns.iter().enumerate() {
            let Some(place) = column.place else { continue };
            match self.read(row, question, place) {
                CellReading::Answer(code) => self.codes[question] = code,
                read => return Fate::NoAnswer(question, read),
            }
        }
        let before = self.out.len();
        match job.output {
            Output::Csv(dialect) => row.write_csv(&mut self.out, job, dialect),
            Output::JsonLines => self.write_input(row),
            Output::Full => {
                let RowOutcome::Leads(_) = self.outcomes.outcome(&self.codes) else {
                    return Fate::NoLeader;
                };
                self.write_input(row);
                self.write_full(row);
                return Fate::Diagnosed;
            }
            Output::Nothing => return self.count(row),
        }
        if !self.outcomes.write_tail(&self.codes, &mut self.out) {
            self.out.truncate(before);
            return Fate::NoLeader;
        }
        Fate::Diagnosed
    }

    /// Reads the cell of a row that answers a question, in the column at a place.
    #[inline(always)]
    pub(super) fn read<R: BatchRow>(
        &mut self,
        row: &R,
        question: usize,
        place: usize,
    ) -> CellReading {
        let table = &self.job.table;
        match row.cell(place) {
            Cell::At(start, end) => self.memory.read(table, question, row.bytes(), (start, end)),
            Cell::Nothing => CellReading::Answer(table.unsure(question)),
            Cell::Text(text) => table.code(question, &text),
            Cell::Other => CellReading::Wrong,
        }
    }

    /// Begins an object whose first member is the row as it came.
    #[inline(always)]
    pub(super) fn write_input<R: BatchRow>(&mut self, row: &R) {
        self.out.extend_from_slice(b"{\"input\":");
        row.write_json(&mut self.out, self.job);
    }

    /// Writes the whole result of a row.
    fn write_full<R: BatchRow>(&mut self, row: &R) {
        let table = &self.job.table;
        let mut draft = Draft::new(table.questionnaire());
        for (question, column) in table.questionnaire().questions().iter().zip(&self.job.columns) {
            let cell = column.place.and_then(|place| row.text(place));
            let reply = cell.and_then(|cell| table.reply(question.index, &cell));
            draft.give(reply.unwrap_or(question.unsure()));
        }
        let answers = draft.complete().expect("every question has a reply");
        let diagnosis = diagnosis::score(answers).expect("the row was not rejected");
        let company = self.job.company.and_then(|place| row.text(place));
        let company = company.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let command = (self.job.repeat)(&diagnosis, company);
        let report = render::Report::new(&diagnosis, self.job.date)
            .with_company(company)
            .with_command(command.as_deref());
        self.out.extend_from_slice(b",\"diagnosis\":");
        render::write_json_line(&report, &mut self.out);
        self.out.extend_from_slice(b"}\n");
    }

    /// Counts a row for the summary, and in its group if rows are grouped.
    fn count<R: BatchRow>(&mut self, row: &R) -> Fate {
        let group = self.group_of(row);
        let RowOutcome::Leads(facts) = self.outcomes.outcome(&self.codes) else {
            return Fate::NoLeader;
        };
        self.report.all.count(&self.codes, facts);
        if let Some(group) = group {
            self.report.group(group, &self.job.table).count(&self.codes, facts);
        }
        Fate::Diagnosed
    }

    /// The value by which a row is grouped, if rows are grouped.
    pub(super) fn group_of<R: BatchRow>(&self, row: &R) -> Option<String> {
        self.job.by.map(|by| row.text(by).map_or(String::new(), |text| text.trim().to_owned()))
    }
}
