//! What could not be used, and why: counted, with the first rows of each kind.

use super::place::RowPlace;

/// Why a deal, an invoice or an activity was left out of what it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// Two of its rows, or two of its columns, say different things.
    Contradicting,
    /// It was deleted in the CRM.
    Deleted,
    /// It has no date that can be read.
    NoDate,
    /// Its date is in the future.
    Future,
    /// It has no amount that can be read.
    NoAmount,
    /// Its amount is below zero.
    Negative,
    /// It has no customer.
    NoCustomer,
    /// It is in another currency than the others, or in none.
    Currency,
    /// An activity whose title several deals have.
    SharedTitle,
    /// An activity or a person of no deal in the file.
    NoDeal,
    /// An invoice that was never sent or no longer counts.
    NoInvoice,
}

impl LeftOut {
    /// Its name for programs.
    pub fn id(self) -> &'static str {
        match self {
            LeftOut::Contradicting => "contradicting",
            LeftOut::Deleted => "deleted",
            LeftOut::NoDate => "no_date",
            LeftOut::Future => "future",
            LeftOut::NoAmount => "no_amount",
            LeftOut::Negative => "negative",
            LeftOut::NoCustomer => "no_customer",
            LeftOut::Currency => "currency",
            LeftOut::SharedTitle => "shared_title",
            LeftOut::NoDeal => "no_deal",
            LeftOut::NoInvoice => "no_invoice",
        }
    }

    /// Whether it is a won deal that was left out.
    pub(crate) fn is_won_deal(self) -> bool {
        !matches!(self, LeftOut::SharedTitle | LeftOut::NoDeal | LeftOut::NoInvoice)
    }
}

/// How many were left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutCount {
    /// How many.
    pub count: usize,
    /// The first rows, at most three.
    pub first: Vec<RowPlace>,
}

/// How many were left out, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOutCounts(std::collections::BTreeMap<LeftOut, LeftOutCount>);

impl LeftOutCounts {
    /// The most rows that are named for one reason.
    pub(crate) const NAMED: usize = 3;

    /// Counts one.
    pub(super) fn add(&mut self, why: LeftOut, place: RowPlace) {
        let tally = self.0.entry(why).or_insert(LeftOutCount { count: 0, first: Vec::new() });
        tally.count += 1;
        if tally.first.len() < LeftOutCounts::NAMED {
            tally.first.push(place);
        }
    }

    /// Counts what another has counted.
    pub(super) fn join(&mut self, other: &LeftOutCounts) {
        for (why, tally) in &other.0 {
            for place in &tally.first {
                self.add(*why, *place);
            }
            if let Some(here) = self.0.get_mut(why) {
                here.count += tally.count - tally.first.len();
            }
        }
    }

    /// The reasons that occurred, each with its count.
    pub fn iter(&self) -> impl Iterator<Item = (LeftOut, &LeftOutCount)> {
        self.0.iter().map(|(why, tally)| (*why, tally))
    }

    /// How many were left out for one reason.
    pub fn count(&self, why: LeftOut) -> usize {
        self.0.get(&why).map_or(0, |tally| tally.count)
    }
}
