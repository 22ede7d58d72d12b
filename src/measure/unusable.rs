//! Rows of deals that cannot be used, and why. Those that can become a book, with dates and
//! amounts in the one way in which their columns are written.

use std::collections::{BTreeMap, HashMap};

use super::book::{Book, Deal};
use super::both::{Convention, NoWay};
use super::deals::{DealOutcome, DealRow, DealRows, KnownDeal};
use super::left_out::{LeftOut, LeftOutCounts};
use super::role::Role;
use super::stages::DealStatus;
use crate::answers::Period;
use crate::date::Date;

/// Why nothing can be measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// The dates do not show whether the day or the month comes first.
    Dates(NoWay),
    /// The amounts do not show which sign is the decimal one.
    Amounts(NoWay),
    /// No value is known to mean that a deal is won: the column, its values with how
    /// often they occur, and how many more there are.
    NoWonValue(String, Vec<(String, usize)>, usize),
    /// No row is a deal; how many other rows there are.
    NoRows(usize),
    /// There are rows, and none has the values of
    /// [`Choices::only`](super::Choices::only); how many.
    NoneWanted(usize),
    /// No deal was won; how many deals there are.
    NoWonDeals(usize),
    /// No won deal has a date that can be used.
    NoDates {
        /// How many won deals there are.
        won: usize,
        /// How many of them are dated in the future.
        future: usize,
        /// What one of them has instead of a date.
        example: Option<String>,
    },
}

impl<'c> DealRows<'c> {
    /// The deals, once all rows are read.
    ///
    /// # Errors
    ///
    /// Why nothing can be measured.
    pub(super) fn finish(self) -> Result<Book<'c>, Unusable> {
        if self.read == 0 {
            return Err(match self.filtered {
                0 => Unusable::NoRows(self.skipped),
                filtered => Unusable::NoneWanted(filtered),
            });
        }
        let won = self.rows.iter().filter(|row| row.outcome == DealOutcome::Won).count();
        if won == 0 {
            return Err(self.nothing_won());
        }
        let open_stages = self.open_stages();
        let absent = self.stages.absent(self.choices);
        let spares = self.spares();
        let mut layout = self.layout;
        layout.take_spares(&spares);
        let takes_customers = spares.contains_key(&Role::Customer);
        let dates = self.dates.decide(self.choices.dates).map_err(Unusable::Dates)?;
        let decimal = self.amounts.decide(self.choices.decimal).map_err(Unusable::Amounts)?;
        let mut left_out = LeftOutCounts::default();
        let mut deals = Vec::with_capacity(self.rows.len());
        // Where each closed deal is, now that some were left out.
        let mut places = Vec::with_capacity(self.rows.len());
        for mut row in self.rows {
            if takes_customers {
                row.customer = row.spare_customer;
            }
            let deal = usable(row, dates, decimal, self.choices.today, &mut left_out);
            places.push(match deal {
                // There are no more than rows, and those were counted so.
                Some(_) => KnownDeal::Closed(deals.len() as u32),
                None => KnownDeal::LeftOut,
            });
            deals.extend(deal);
        }
        let won_days =
            deals.iter().filter(|deal| deal.outcome == DealOutcome::Won).map(|deal| deal.day);
        let Some(last) = won_days.max() else {
            let future = left_out.count(LeftOut::Future);
            return Err(Unusable::NoDates { won, future, example: self.no_date });
        };
        let place = |mut known: HashMap<u64, KnownDeal>| {
            for deal in known.values_mut() {
                if let KnownDeal::Closed(before) = *deal {
                    *deal = places[before as usize];
                }
            }
            known
        };
        let months = i32::try_from(self.choices.months).unwrap_or(i32::MAX).clamp(1, 1_200);
        let mut book = Book {
            choices: self.choices,
            by_key: place(self.by_key),
            by_title: place(self.by_title),
            names: self.names,
            layout,
            deals,
            first_win: HashMap::new(),
            several_rows: self.several_rows,
            contacts_are_counts: self.contact_columns.are_counts == Some(true),
            period: Period::ending(last, 12),
            window: Period::ending(last, months),
            import: None,
            left_out,
            read: self.read,
            won: 0,
            in_period: 0,
            skipped: self.skipped,
            filtered: self.filtered,
            repeated: self.repeated,
            pipelines: BTreeMap::new(),
            open_stages,
            absent,
            alike: 0,
        };
        book.look_around();
        Ok(book)
    }

    /// Where stages decide: those that nobody has declared won, lost or open.
    fn open_stages(&self) -> Vec<(String, usize)> {
        let others = [Role::Won, Role::Probability];
        if others.iter().any(|role| self.layout.column(*role).is_some()) {
            return Vec::new();
        }
        self.stages.words(|status| status.is_none())
    }

    fn nothing_won(&self) -> Unusable {
        let column = self.layout.column(Role::Stage);
        let decides = column.filter(|_| self.layout.column(Role::Won).is_none());
        match decides.filter(|_| self.stages.has_unknown()) {
            Some(column) => {
                let mut stages = self.stages.words(|status| status != Some(DealStatus::Lost));
                let more = stages.len().saturating_sub(SHOWN_STAGES);
                stages.truncate(SHOWN_STAGES);
                Unusable::NoWonValue(column.name.clone(), stages, more)
            }
            None => Unusable::NoWonDeals(self.read),
        }
    }
}

/// The most stages of which a message asks whether they mean won.
const SHOWN_STAGES: usize = 20;

/// A row as a deal if it can be used at all; otherwise it is counted as left out.
fn usable(
    row: DealRow,
    dates: Convention,
    decimal: Convention,
    today: Date,
    left_out: &mut LeftOutCounts,
) -> Option<Deal> {
    let day = row.date.get(dates);
    let wrong = if row.contradicts {
        Some(LeftOut::Contradicting)
    } else if row.deleted {
        Some(LeftOut::Deleted)
    } else if day.is_none() {
        Some(LeftOut::NoDate)
    } else if day > Some(today) {
        Some(LeftOut::Future)
    } else {
        None
    };
    if let Some(wrong) = wrong {
        if row.outcome == DealOutcome::Won {
            left_out.add(wrong, row.place);
        }
        return None;
    }
    Some(Deal {
        place: row.place,
        outcome: row.outcome,
        day: day?,
        amount: row.amount.get(decimal),
        currency: row.currency,
        customer: row.customer,
        source: row.source,
        kind: row.kind,
        pipeline: row.pipeline,
        owner: row.owner,
        people: row.people,
    })
}
