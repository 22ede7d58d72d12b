//! A firm's own records in, answers with their evidence out.
//!
//! People answer from memory; a CRM holds the facts, badly recorded. What cannot be
//! measured is reported, with the export that would help: the danger is not the missing
//! answer but the confident wrong one.
//!
//! ```text
//! header -> ExportLayout                        what a file is, and which column holds what
//! rows of deals -> DealRows -> Book             one way of reading dates and amounts, the period
//! rows of people and activities -> People       who is on which deal
//! rows of invoices -> Invoices
//! Book + People + Invoices + Question -> Finding
//! ```
//!
//! Names of columns, words of values and what each lead source means are data, in
//! `questions/measure`. The figures that decide are in `thresholds`.
//!
//! ```
//! use salesmodel::date::Date;
//! use salesmodel::mapping::Mapping;
//! use salesmodel::measure::{Choices, Files, Records, measure};
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::rows::Source;
//!
//! let text = "Deal Name,Deal Stage,Close Date,Amount\nAcme,Closed Won,2026-07-01,500\n";
//! let source = Source { name: "deals.csv".to_owned(), reader: Box::new(text.as_bytes()) };
//! let today = Date::new(2026, 11, 26).expect("November has thirty days");
//! let choices = Choices::on(today);
//! let files = Files::read(vec![source], None, &choices).expect("deals that were won");
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let records = Records { book: files.book.as_ref(), ..Records::default() };
//! let measured = measure(records, &questionnaire, &Mapping::none(&questionnaire));
//! let leads = &measured.findings[0];
//! assert!(leads.answer.is_none() && leads.why.is_some(), "no column holds the lead source");
//! ```

mod book;
mod both;
mod choices;
mod contacts;
mod date;
mod deal_people;
mod deals;
mod export_row;
mod files;
mod finding;
mod interval;
mod invoices;
mod known;
mod layout;
mod leads;
mod left_out;
mod money;
mod names;
mod people;
mod place;
mod revenue;
mod role;
mod sellers;
mod stages;
mod thresholds;
mod unusable;

pub use book::{Book, Import};
pub use both::{AmbiguousCell, Convention, NoWay};
pub use choices::{Choices, Orders};
pub use files::{FileRead, Files, FilesError};
pub use finding::{
    Basis, Finding, FindingDetail, LeadDetail, OpenSource, RevenueDetail, SplitPart, Why,
};
pub use invoices::Invoices;
pub use known::SourceClass;
pub use layout::{ChosenColumn, ExportLayout, HeaderProblem, Near};
pub use left_out::{LeftOut, LeftOutCount, LeftOutCounts};
pub use people::People;
pub use place::RowPlace;
pub(crate) use revenue::INVOICES;
pub use role::{FileKind, GIVEN_ROLES, Role};
pub(crate) use thresholds::{FEWEST_DEALS, KNOWN, ONE_CURRENCY, TWO_CONTACTS};
pub use unusable::Unusable;

use crate::mapping::{Mapping, Used};
use crate::questionnaire::{Measure, Question, Questionnaire};

/// All that was found.
#[derive(Debug)]
pub struct Measurement<'q> {
    /// For each question of the questionnaire, in its order.
    pub findings: Vec<Finding<'q>>,
    /// What could not be used.
    pub left_out: LeftOutCounts,
    /// The lines of the mapping that matched no value.
    pub unused: usize,
}

/// The records of a firm.
#[derive(Clone, Copy, Default)]
pub struct Records<'r, 'c> {
    /// Its deals.
    pub book: Option<&'r Book<'c>>,
    /// Who is on which deal, from files of their own.
    pub people: Option<&'r People>,
    /// Its invoices.
    pub invoices: Option<&'r Invoices>,
}

/// Measures every question that says how it is measured.
pub fn measure<'q>(
    records: Records<'_, '_>,
    questionnaire: &'q Questionnaire,
    mapping: &Mapping<'_>,
) -> Measurement<'q> {
    let mut used = Used::none(mapping);
    let mut left_out = LeftOutCounts::default();
    if let Some(book) = records.book {
        left_out.join(&book.left_out);
    }
    if let Some(people) = records.people {
        left_out.join(&people.left_out);
    }
    let nobody = People::default();
    let people = records.people.unwrap_or(&nobody);
    let mut find = |question: &'q Question| {
        let Some(measure) = question.measure else {
            return Finding::open(question, Why::NoMeasure);
        };
        match (measure, records.book) {
            (Measure::ExistingRevenue, book) => {
                revenue::measure(book, records.invoices, question, &mut left_out)
            }
            (_, None) => Finding::open(question, Why::NoDeals),
            (Measure::LeadSource, Some(book)) => leads::measure(book, question, mapping, &mut used),
            (Measure::SharedDeals, Some(book)) => sellers::measure(book, people, question),
            (Measure::ContactsPerDeal, Some(book)) => contacts::measure(book, people, question),
        }
    };
    let findings = questionnaire.questions().iter().map(&mut find).collect();
    Measurement { findings, left_out, unused: used.unused() }
}
