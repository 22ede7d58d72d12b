//! What becomes of a row that cannot be diagnosed: the slow way, in words.

use std::sync::Arc;

use super::row::{Cell, Row};
use super::worker::{Cut, Fate, Worker};
use crate::batch::outcome::Outcome;
use crate::batch::output::{self, Output};
use crate::batch::rejection::{self, Rejection};
use crate::batch::table;

/// So many cells that are no answers are remembered.
const MOST_REFUSED: usize = 1000;

/// So many characters of each; messages repeat fewer.
const LONGEST_REFUSED: usize = 100;

/// The file of a row, and its line.
pub(super) type Place<'p> = (&'p Arc<str>, u64);

impl Worker<'_, '_> {
    /// Finds out what is wrong with a row, and writes it with that.
    #[cold]
    pub(super) fn reject<R: Row>(&mut self, row: &R, place: Place<'_>, fate: Fate) {
        let why = match fate {
            Fate::NoLeader => self.no_leader().into_iter().collect(),
            Fate::Diagnosed | Fate::Wrong => self.why_not(row, place),
        };
        if row.is_open() {
            let warning =
                format!("{}:{}: a quote opens in this row and never closes", place.0, place.1);
            self.report.warnings.push(warning);
        }
        self.count_rejected(row, place, &why);
        let job = self.job;
        match job.output {
            Output::Csv(dialect) => {
                row.write_csv(&mut self.out, job, dialect);
                let error = rejection::sentence(place.0, place.1, &why);
                output::reject_csv(&mut self.out, dialect, &error);
                row.write_beyond(&mut self.out, job, dialect);
                self.out.extend_from_slice(dialect.line_ending.as_bytes());
            }
            Output::JsonLines | Output::Full => {
                self.write_input(row);
                output::reject_json(&mut self.out, place.0, place.1, &why);
            }
            Output::Nothing => {}
        }
        self.cut(place);
    }

    /// All that is wrong with a row: how it is written, else its cells.
    fn why_not<R: Row>(&mut self, row: &R, place: Place<'_>) -> Vec<Rejection> {
        let mut why = row.faults(self.job);
        if !why.is_empty() {
            return why;
        }
        for (question, column) in self.job.columns.iter().enumerate() {
            let Some(at) = column.place else { continue };
            let text = row.text(at).unwrap_or_default();
            match row.cell(at) {
                Cell::Nothing => self.codes[question] = self.job.table.unsure(question),
                Cell::At(..) | Cell::Text(_) => why.extend(self.judge(question, &text, place)),
                Cell::Other => why.push(Rejection {
                    kind: "wrong-type",
                    column: Some(column.name.clone()),
                    value: Some(text.chars().take(60).collect()),
                    message: "this is no text and no number".to_owned(),
                    hint: None,
                }),
            }
        }
        why
    }

    /// Why the answers in `codes` name no model; none if they do.
    fn no_leader(&mut self) -> Option<Rejection> {
        match self.outcomes.of(&self.codes) {
            Outcome::Leads(_) => None,
            Outcome::None { why, question } => {
                let column = self.job.column_of(question);
                let hint = format!("An answer in column {column} would help.");
                Some(Rejection::row("no-leader", why.clone()).hint(hint))
            }
        }
    }

    /// What is wrong with a cell of a question, counted; the answer goes to `codes`
    /// if nothing is.
    fn judge(&mut self, question: usize, cell: &str, place: Place<'_>) -> Option<Rejection> {
        let table = &self.job.table;
        match table.reply(question, cell) {
            Ok(reply) => {
                self.codes[question] = table::code_of(&reply);
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

    fn count_rejected<R: Row>(&mut self, row: &R, place: Place<'_>, why: &[Rejection]) {
        self.report.rejected += 1;
        for rejection in why {
            *self.report.reasons.entry(rejection.kind).or_default() += 1;
            if rejection.kind == Rejection::NOT_TEXT && self.report.not_text.is_none() {
                self.report.not_text = Some((Arc::clone(place.0), place.1));
            }
        }
        if matches!(self.job.output, Output::Nothing) {
            self.report.all.count_rejected();
            if let Some(group) = self.group_of(row) {
                self.report.group(group, &self.job.table).count_rejected();
            }
        }
    }

    /// Says that the output may end here.
    fn cut(&mut self, place: Place<'_>) {
        if self.job.most_rejected.is_some() {
            let place = format!("{}:{}", place.0, place.1);
            self.cuts.push(Cut { end: self.out.len(), place });
        }
    }
}
