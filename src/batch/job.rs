//! What is to be done with each row.

use std::collections::HashMap;

use super::begin::{Begun, Strange};
use super::columns::{Called, Column, Columns};
use super::header::Header;
use super::output::Output;
use super::table::AnswerTable;
use super::{Error, Formulas, Options, Repeat, RowFormat, Separator, Wanted};
use crate::date::Date;
use crate::questionnaire::Questionnaire;
use crate::rows::csv::CsvDialect;
use crate::rows::{self, Limits};

/// What all workers share.
pub(super) struct BatchJob<'j, 'q> {
    pub(super) table: AnswerTable<'q>,
    pub(super) format: rows::RowSyntax,
    pub(super) limits: Limits,
    pub(super) output: Output,
    pub(super) header: Header,
    /// By question: its column.
    pub(super) columns: Vec<Column>,
    /// Why the answers of an answers file may be lost, by the name of the file.
    pub(super) strange: HashMap<String, Strange>,
    /// By question: what else its column could be called.
    pub(super) called: Vec<Called>,
    /// The column that names the company.
    pub(super) company: Option<usize>,
    /// What a person should know about the sources and the columns.
    pub(super) remarks: Vec<String>,
    pub(super) formulas: Formulas,
    /// Whether rows of CSV are copied to the output byte for byte.
    pub(super) copies: bool,
    pub(super) has_mapping: bool,
    pub(super) most_values: usize,
    pub(super) most_rejected: Option<u64>,
    /// The column by which rows are grouped.
    pub(super) by: Option<usize>,
    pub(super) repeat: Repeat<'j>,
    /// The day on which whole results say that they were made.
    pub(super) date: Date,
}

impl<'j, 'q> BatchJob<'j, 'q> {
    /// The job for these options, and input that begins like this.
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
        let columns =
            Columns::new(&begun.names, languages, options).map_err(|error| {
                match begun.looks_like() {
                    Some(advice) => error.with_hint(advice.clone()),
                    None => error,
                }
            })?;
        let by = options.by.as_deref().map(|by| header.place_by(by)).transpose()?;
        let output = match options.output {
            Wanted::Rows(format) => match format.unwrap_or(begun.input) {
                RowFormat::Csv => Output::Csv(written(begun.dialect(), options.separator)),
                RowFormat::JsonLines => Output::JsonLines,
            },
            Wanted::FullResults => Output::Full,
            Wanted::Totals => Output::Nothing,
        };
        if let (Output::JsonLines | Output::Full, rows::RowSyntax::Csv(_)) =
            (output, begun.format())
        {
            header.refuse_doubles()?;
        }
        let copies = match (output, begun.format()) {
            (Output::Csv(dialect), rows::RowSyntax::Csv(read)) => {
                options.formulas == Formulas::Keep && dialect.delimiter == read.delimiter
            }
            _ => false,
        };
        Ok(BatchJob {
            table: AnswerTable::new(languages, options)?,
            format: begun.format(),
            limits: options.limits,
            output,
            header,
            called: (languages[0].questions().iter())
                .map(|question| Called::new(question, languages))
                .collect(),
            strange: begun.strange(&columns.answers),
            columns: columns.answers,
            company: columns.company,
            remarks: (begun.empty.iter())
                .map(|name| format!("{name} is empty, so there is no row for it"))
                .chain(columns.remarks)
                .collect(),
            formulas: options.formulas,
            copies,
            has_mapping: options.map.is_some(),
            most_values: options.most_values,
            most_rejected: options.most_rejected,
            by,
            repeat,
            date: options.date,
        })
    }

    /// The name of the column that answers a question, given by its id.
    pub(super) fn column_of(&self, question: &str) -> &str {
        let question = self.table.questionnaire().question(question);
        question.map_or("", |question| &self.columns[question.index].name)
    }

    /// Whether the reasons of a rejected row are written or shown, and not only counted by
    /// kind.
    pub(super) fn says_why(&self) -> bool {
        !matches!(self.output, Output::Nothing) || self.most_rejected.is_some()
    }

    /// Whether the values of a column are read, and not merely passed on.
    pub(super) fn is_read(&self, place: usize) -> bool {
        let named = [self.by, self.company].contains(&Some(place));
        named || self.columns.iter().any(|column| column.place == Some(place))
    }
}

/// The dialect in which CSV is written: that of the input, with the separator that is asked
/// for.
fn written(read: CsvDialect, separator: Separator) -> CsvDialect {
    let delimiter = match separator {
        Separator::Tab => b'\t',
        Separator::NoTab if read.delimiter == b'\t' => CsvDialect::OURS.delimiter,
        Separator::NoTab | Separator::AsRead => read.delimiter,
    };
    CsvDialect { delimiter, ..read }
}
