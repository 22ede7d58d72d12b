//! Rows that cannot be diagnosed: what is wrong with them, in words. This is the slow path,
//! kept apart from that of rows that can be diagnosed.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use super::row::{BatchRow, Cell};
use super::worker::{Cut, Fate, Worker};
use crate::batch::BatchJob;
use crate::batch::columns::Column;
use crate::batch::outcome::RowOutcome;
use crate::batch::output::{self, Output};
use crate::batch::rejection::{self, Rejection, RejectionMessage, RowFaults, SHOWN, beginning};
use crate::batch::table::CellReading;
use crate::batch::tally::Reason;
use crate::rows::MARK;

/// The file of a row, and its line.
pub(super) type FileLine<'p> = (&'p Arc<str>, u64);

impl<'j> Worker<'j, '_> {
    /// Finds out what is wrong with a row, and writes it with that.
    #[cold]
    pub(super) fn reject<R: BatchRow>(&mut self, row: &R, place: FileLine<'_>, fate: Fate) {
        let why = match fate {
            Fate::NoLeader => self.no_leader().into_iter().collect(),
            Fate::NoAnswer(first, read) => self.no_answers(row, place, first, Some(read)),
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
        // If this rejection is one too many, the output ends here.
        if job.most_rejected.is_some() {
            let place = (Arc::clone(place.0), place.1);
            self.cuts.push(Cut { end: self.out.len(), place, why });
        }
    }

    /// All that is wrong with a row that is not whole.
    fn why_broken<R: BatchRow>(&mut self, row: &R, place: FileLine<'_>) -> RowFaults<'j> {
        let faults = row.faults(self.job);
        if faults.is_empty() {
            return self.no_answers(row, place, 0, None);
        }
        faults.into_iter().map(Rc::new).collect()
    }

    /// What is wrong with the cells of a row, from the question `first` on; the answers to
    /// those before it were read. `known` is the reading of that first cell, if it was read
    /// already.
    fn no_answers<R: BatchRow>(
        &mut self,
        row: &R,
        place: FileLine<'_>,
        first: usize,
        mut known: Option<CellReading>,
    ) -> RowFaults<'j> {
        let mut why = Vec::new();
        let job = self.job;
        if let Some(rejection) = no_company(row, job) {
            return vec![Rc::new(rejection)];
        }
        for (question, column) in job.columns.iter().enumerate().skip(first) {
            let Some(at) = column.place else { continue };
            let read = known.take().unwrap_or_else(|| self.read(row, question, at));
            if let CellReading::Answer(code) = read {
                self.codes[question] = code;
                continue;
            }
            let mut refusal =
                |cell: &str| self.refused.refusal(job, question, cell.trim(), read, place.1);
            why.push(match row.cell(at) {
                Cell::At(start, end) => refusal(&String::from_utf8_lossy(&row.bytes()[start..end])),
                Cell::Text(text) => refusal(&text),
                Cell::Nothing | Cell::Other => Rc::new(Rejection {
                    kind: "wrong-type",
                    column: Some(Cow::Borrowed(&*column.name)),
                    value: row.text(at).map(|text| beginning(&text, SHOWN).into()),
                    message: RejectionMessage::Said("this is neither text nor a number".into()),
                    hint: None,
                }),
            });
        }
        why
    }

    /// Why no model leads with the answers in `codes`; `None` if one does.
    fn no_leader(&mut self) -> Option<Rc<Rejection<'j>>> {
        match self.outcomes.outcome(&self.codes) {
            RowOutcome::Leads(_) => None,
            RowOutcome::None { why, question } => {
                let column = self.job.column_of(question);
                let hint = format!("An answer in column {column} would help.");
                Some(Rc::new(Rejection::row("no-leader", why.clone()).with_hint(hint)))
            }
        }
    }

    fn count_rejected<R: BatchRow>(
        &mut self,
        row: &R,
        place: FileLine<'_>,
        why: &[Rc<Rejection<'_>>],
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

/// What is wrong with a row that is not about a company: it repeats the header, or is the
/// rule under the header of a Markdown table. `None` for any other row.
fn no_company<R: BatchRow>(row: &R, job: &BatchJob<'_, '_>) -> Option<Rejection<'static>> {
    let is_name = |column: &Column, text: &[u8]| text.trim_ascii() == column.name.trim().as_bytes();
    if each_answer_is(row, &job.columns, is_name) {
        let hint = "If files were joined, name them one after the other instead.";
        let rejection = Rejection::row("repeated-header", "this row repeats the header");
        return Some(rejection.with_hint(hint));
    }
    let is_rule = |text: &[u8]| {
        let text = text.trim_ascii();
        text.len() >= 3 && text.iter().all(|byte| matches!(byte, b'-' | b':'))
    };
    let is_edge = |text: &str| text.trim().is_empty() || is_rule(text.as_bytes());
    if each_answer_is(row, &job.columns, |_, text| is_rule(text))
        && (0..job.header.names.len()).filter_map(|place| row.text(place)).all(|it| is_edge(&it))
    {
        let message = "this is the line under the header of a Markdown table";
        let rejection = Rejection::row("table-line", message);
        return Some(rejection.with_hint("Take this line out of the file."));
    }
    None
}

/// Whether `is_such` holds for the text in each column that is read.
fn each_answer_is<R: BatchRow>(
    row: &R,
    columns: &[Column],
    is_such: impl Fn(&Column, &[u8]) -> bool,
) -> bool {
    let mut read = columns.iter().filter_map(|column| Some((column, column.place?))).peekable();
    // A file that was joined to another may have brought its byte order mark along.
    let is_such =
        |column: &Column, text: &[u8]| is_such(column, text.strip_prefix(MARK).unwrap_or(text));
    let is_such = |(column, place): (&Column, usize)| match row.cell(place) {
        Cell::At(start, end) => is_such(column, &row.bytes()[start..end]),
        Cell::Text(text) => is_such(column, text.as_bytes()),
        Cell::Nothing | Cell::Other => false,
    };
    read.peek().is_some() && read.all(is_such)
}
