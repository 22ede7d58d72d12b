//! What the person who runs a measurement has said beforehand.

use super::both::Convention;
use super::export_row::ExportRow;
use super::layout::ChosenColumn;
use crate::date::Date;
use crate::fold::fold;

/// What was said about the files.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Choices {
    /// Columns that were named.
    pub given: Vec<ChosenColumn>,
    /// Values that mean a deal is won, besides those that are known.
    pub won: Vec<String>,
    /// Values that mean a deal is lost, besides those that are known.
    pub lost: Vec<String>,
    /// The rows to read, by column and value; several values of one column are
    /// alternatives.
    pub only: Vec<(String, String)>,
    /// Whether every order is a deal of its own.
    pub orders: Orders,
    /// The months before the last win that leads, sellers and contacts look at; 1 or
    /// more. Revenue always has twelve.
    pub months: u32,
    /// The day after which a date is in the future.
    pub today: Date,
    /// The order of day and month, where it was said.
    pub dates: Option<Convention>,
    /// The decimal sign, where it was said.
    pub decimal: Option<Convention>,
}

/// Whether every order of an existing customer is recorded as a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orders {
    /// Every order is a deal: there is no revenue besides the won deals.
    AreDeals,
    /// Nobody said so: fees, renewals and orders may come without a deal.
    Unsaid,
}

impl Choices {
    /// No choices, except for the day of today.
    pub fn on(today: Date) -> Self {
        Choices {
            given: Vec::new(),
            won: Vec::new(),
            lost: Vec::new(),
            only: Vec::new(),
            orders: Orders::Unsaid,
            months: 12,
            today,
            dates: None,
            decimal: None,
        }
    }

    /// Whether a row is one of those to read. A file without a column that was named is
    /// read whole; the deals have every one of them.
    pub(super) fn wants(&self, row: &ExportRow<'_>) -> bool {
        self.only.iter().all(|(column, _)| {
            let Some(index) = row.layout.index_of(column) else { return true };
            let folded = fold(row.raw(index));
            self.only.iter().any(|(other, value)| other == column && fold(value) == folded)
        })
    }
}
