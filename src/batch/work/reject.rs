//! What becomes of a row that cannot be diagnosed: the slow way, in words.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use super::refused::FileLine;
use super::row::{BatchRow, Cell};
use super::worker::{Cut, Fate, Worker};
use crate::batch::columns::Column;
use crate::batch::outcome::RowOutcome;
use crate::batch::output::{self, Output};
use crate::batch::rejection::{self, Rejection, RejectionMessage, RowFaults, SHOWN, beginning};
use crate::batch::tally::Reason;
use crate::rows::MARK;

impl<'j> Worker<'j, '_> {
    /// Finds out what is wrong with a row, and writes it with that.
    #[cold]
    pub(super) fn reject<R: BatchRow>(&mut self, row: &R, place: FileLine<'_>, fate: Fate) {
        let why = match fate {
            Fate::NoLeader => self.no_leader().into_iter().collect(),
            Fate::NoAnswer(first) => self.no_answers(row, place, first),
            Fate::Diagnosed | Fate::Broken => self.why_broken(row, place),
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
                self.sentences.clear();
                write!(self.sentences, "{}:{}: ", place.0, place.1)
                    .expect("a String takes any text");
                rejection::say(&why, &mut self.sentences);
                output::reject_csv(&mut self.out, dialect, &self.sentences);
                row.write_beyond(&mut self.out, job, dialect);
                self.out.extend_from_slice(dialect.line_ending.as_bytes());
            }
            Output::JsonLines | Output::Full => {
                self.write_input(row);
                output::reject_json(&mut self.out, place.0, place.1, &why);
            }
            Output::Nothing => {}
        }
        // The output may end here.
        if job.most_rejected.is_some() {
            let place = (Arc::clone(place.0), place.1);
            self.cuts.push(Cut { end: self.out.len(), place, why });
        }
    }

    /// All that is wrong with a row that is not whole.
    fn why_broken<R: BatchRow>(&mut self, row: &R, place: FileLine<'_>) -> RowFaults<'j> {
        let faults = row.faults(self.job);
        if faults.is_empty() {
            return self.no_answers(row, place, 0);
        }
        faults.into_iter().map(Arc::new).collect()
    }

    /// What is wrong with the cells of a row, from those of a question on.
    fn no_answers<R: BatchRow>(
        &mut self,
        row: &R,
        place: FileLine<'_>,
        first: usize,
    ) -> RowFaults<'j> {
        let mut why = Vec::new();
        if repeats_header(row, &self.job.columns) {
            let rejection = Rejection::row("repeated-header", "this row repeats the header");
            let hint = "If files were joined, name them one after the other instead.";
            return vec![Arc::new(rejection.with_hint(hint))];
        }
        let job = self.job;
        let table = &job.table;
        for (question, column) in job.columns.iter().enumerate().skip(first) {
            let Some(at) = column.place else { continue };
            let (code, text) = match row.cell(at) {
                Cell::Nothing => (Some(table.unsure(question)), Cow::Borrowed("")),
                Cell::At(start, end) => {
                    let text = String::from_utf8_lossy(&row.bytes()[start..end]);
                    (self.memory.code(table, question, row.bytes(), (start, end)), text)
                }
                Cell::Text(text) => (table.code(question, &text), Cow::Owned(text)),
                Cell::Other => {
                    why.push(Arc::new(Rejection {
                        kind: "wrong-type",
                        column: Some(Cow::Borrowed(&*column.name)),
                        value: row.text(at).map(|text| beginning(&text, SHOWN).into()),
                        message: RejectionMessage::Said("this is neither text nor a number".into()),
                        hint: None,
                    }));
                    continue;
                }
            };
            match code {
                Some(code) => self.codes[question] = code,
                None => why.push(self.refused.refusal(job, question, text.trim(), place)),
            }
        }
        why
    }

    /// Why the answers in `codes` name no model; none if they do.
    fn no_leader(&mut self) -> Option<Arc<Rejection<'j>>> {
        match self.outcomes.outcome(&self.codes) {
            RowOutcome::Leads(_) => None,
            RowOutcome::None { why, question } => {
                let column = self.job.column_of(question);
                let hint = format!("An answer in column {column} would help.");
                Some(Arc::new(Rejection::row("no-leader", why.clone()).with_hint(hint)))
            }
        }
    }

    fn count_rejected<R: BatchRow>(
        &mut self,
        row: &R,
        place: FileLine<'_>,
        why: &[Arc<Rejection<'_>>],
    ) {
        self.report.rejected += 1;
        let kinds = || why.iter().map(|rejection| rejection.kind);
        for (i, kind) in kinds().enumerate() {
            Reason::count(&mut self.report.reasons, kind, kinds().take(i), place);
        }
        if matches!(self.job.output, Output::Nothing) {
            self.report.all.count_rejected();
            if let Some(group) = self.group_of(row) {
                self.report.group(group, &self.job.table).count_rejected();
            }
        }
    }
}

/// Whether a row has the names of the columns instead of answers.
fn repeats_header<R: BatchRow>(row: &R, columns: &[Column]) -> bool {
    let mut read = columns.iter().filter_map(|column| Some((column, column.place?))).peekable();
    let is_name = |(column, place): (&Column, usize)| {
        let is_name = |text: &[u8]| {
            // A file that was joined to another may bring its byte order mark.
            let text = text.strip_prefix(MARK).unwrap_or(text);
            text.trim_ascii() == column.name.trim().as_bytes()
        };
        match row.cell(place) {
            Cell::At(start, end) => is_name(&row.bytes()[start..end]),
            Cell::Text(text) => is_name(text.as_bytes()),
            Cell::Nothing | Cell::Other => false,
        }
    };
    read.peek().is_some() && read.all(is_name)
}
