//! What is to be done with each row.

use super::begin::Begun;
use super::header::{Column, Header};
use super::output::Output;
use super::table::Table;
use super::{Error, Format, Formulas, Options, Repeat, Wanted};
use crate::date::Date;
use crate::questionnaire::Questionnaire;
use crate::rows::{self, Limits};

/// What every worker knows.
pub(super) struct Job<'j, 'q> {
    pub(super) table: Table<'q>,
    pub(super) format: rows::Format,
    pub(super) limits: Limits,
    pub(super) output: Output,
    pub(super) header: Header,
    /// By question: its column.
    pub(super) columns: Vec<Column>,
    pub(super) formulas: Formulas,
    pub(super) most_rejected: Option<u64>,
    /// The column by which rows are grouped.
    pub(super) by: Option<usize>,
    pub(super) repeat: Repeat<'j>,
    /// The day of whole results.
    pub(super) date: Date,
}

impl<'j, 'q> Job<'j, 'q> {
    /// The job of some options, on input that begins so.
    ///
    /// # Errors
    ///
    /// The options do not fit the questionnaire or the input.
    pub(super) fn new(
        languages: &[&'q Questionnaire],
        options: &Options,
        begun: &Begun,
        repeat: Repeat<'j>,
    ) -> Result<Self, Error> {
        let header = Header::new(&begun.names);
        let columns = header.columns(languages[0], options).map_err(|error| {
            match begun.hint_of_format() {
                Some(hint) => error.hint(hint),
                None => error,
            }
        })?;
        let by = options.by.as_deref().map(|by| header.place_by(by)).transpose()?;
        let output = match options.output {
            Wanted::Rows(Format::Csv) => Output::Csv(begun.dialect()),
            Wanted::Rows(Format::JsonLines) => Output::JsonLines,
            Wanted::FullResults => Output::Full,
            Wanted::Totals => Output::Nothing,
        };
        if let (Output::JsonLines | Output::Full, rows::Format::Csv(_)) = (output, begun.format()) {
            header.refuse_doubles()?;
        }
        Ok(Job {
            table: Table::new(languages, &options.bare)?,
            format: begun.format(),
            limits: options.limits,
            output,
            header,
            columns,
            formulas: options.formulas,
            most_rejected: options.most_rejected,
            by,
            repeat,
            date: options.date,
        })
    }

    /// The column that answers a question.
    pub(super) fn column_of(&self, question: &str) -> &str {
        let question = self.table.questionnaire().question(question);
        question.map_or("", |question| &self.columns[question.index].name)
    }

    /// Whether the values of a column are read, and not only passed on.
    pub(super) fn is_read(&self, place: usize) -> bool {
        self.by == Some(place) || self.columns.iter().any(|column| column.place == Some(place))
    }
}
