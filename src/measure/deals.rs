//! Rows of deals, gathered until all of them are seen: only then is it known how dates
//! and amounts are written, and when the period ends.

use std::collections::{BTreeMap, HashMap};

use super::both::{Both, Ways};
use super::choices::Choices;
use super::date;
use super::deal_people::{ContactColumns, DealPeople};
use super::export_row::ExportRow;
use super::known::Vocabulary;
use super::layout::{ExportColumn, ExportLayout};
use super::money::{self, Amount};
use super::names::{Interner, NONE, Name, hash};
use super::place::RowPlace;
use super::role::Role;
use super::stages::{DealStatus, Stages};
use crate::date::Date;
use crate::fold::fold;

/// How a deal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum DealOutcome {
    Won,
    Lost,
}

/// A closed deal as its rows have it.
#[derive(Debug)]
pub(super) struct DealRow {
    pub(super) place: RowPlace,
    pub(super) outcome: DealOutcome,
    /// Two of its rows, or two of its columns, say different things.
    pub(super) contradicts: bool,
    pub(super) deleted: bool,
    pub(super) date: Both<Date>,
    pub(super) amount: Both<Amount>,
    pub(super) currency: Name,
    pub(super) customer: Name,
    /// The customer as the spare column has it.
    pub(super) spare_customer: Name,
    pub(super) source: Name,
    pub(super) kind: Name,
    pub(super) pipeline: Name,
    pub(super) owner: Name,
    pub(super) people: DealPeople,
}

/// What an id or a title belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KnownDeal {
    /// The closed deal with this number among them, from 0.
    Closed(u32),
    Open,
    /// A closed one that could not be used.
    LeftOut,
    Several,
}

/// The deals that were read so far.
#[derive(Debug)]
pub(super) struct DealRows<'c> {
    pub(super) choices: &'c Choices,
    pub(super) layout: ExportLayout,
    pub(super) names: Interner,
    /// Closed deals.
    pub(super) rows: Vec<DealRow>,
    /// Every deal by its id, or by what makes it one.
    pub(super) by_key: HashMap<u64, KnownDeal>,
    pub(super) by_title: HashMap<u64, KnownDeal>,
    pub(super) dates: Ways,
    pub(super) amounts: Ways,
    pub(super) stages: Stages,
    pub(super) read: usize,
    pub(super) skipped: usize,
    pub(super) filtered: usize,
    pub(super) repeated: usize,
    /// Deals that have a second contact on a row of its own.
    pub(super) several_rows: usize,
    pub(super) contact_columns: ContactColumns,
    /// Whether the best column of customers has any value.
    has_customers: bool,
    /// What a won deal has in place of a date, as an example.
    pub(super) no_date: Option<String>,
}

/// What the rows of one deal have in common.
#[derive(Clone, Copy, PartialEq)]
struct DealFacts {
    outcome: DealOutcome,
    date: Both<Date>,
    amount: Both<Amount>,
    currency: Name,
    customer: Name,
}

impl<'c> DealRows<'c> {
    /// No deal yet, of files with this layout.
    pub(super) fn new(layout: ExportLayout, choices: &'c Choices) -> Self {
        DealRows {
            choices,
            layout,
            names: Interner::new(),
            rows: Vec::new(),
            by_key: HashMap::new(),
            by_title: HashMap::new(),
            dates: Ways::default(),
            amounts: Ways::default(),
            stages: Stages::default(),
            read: 0,
            skipped: 0,
            filtered: 0,
            repeated: 0,
            several_rows: 0,
            contact_columns: ContactColumns::default(),
            has_customers: false,
            no_date: None,
        }
    }

    /// Takes a row.
    pub(super) fn row(&mut self, row: &ExportRow<'_>) {
        let outcomes = [Role::Stage, Role::Won, Role::Probability];
        let dates = [Role::Date, Role::WonDate, Role::LostDate];
        if outcomes.iter().chain(&dates).all(|role| row.cell(*role).is_empty()) {
            // A footer, a total, a blank line: a deal has a stage or a date.
            self.skipped += 1;
            return;
        }
        if !self.choices.wants(row) {
            self.filtered += 1;
            return;
        }
        let (status, contradicts) = self.stages.status(row, self.choices);
        let date = self.day(status, row);
        let amount = self.amount(row);
        let key = key(row);
        let customer = self.names.number(row.cell(Role::Customer));
        self.has_customers |= customer != NONE;
        let currency = self.currency(row, amount);
        let outcome = match status {
            DealStatus::Won => DealOutcome::Won,
            DealStatus::Lost => DealOutcome::Lost,
            DealStatus::Open => {
                self.open(key, row.cell(Role::Name));
                return;
            }
        };
        let facts = DealFacts { outcome, date, amount, currency, customer };
        match self.by_key.get(&key).copied() {
            Some(KnownDeal::Closed(before)) => self.again(before, facts, row),
            Some(_) => self.closed(key, facts, true, row),
            None => {
                self.read += 1;
                self.closed(key, facts, contradicts, row);
            }
        }
    }

    /// Takes the first row that says how a deal ended.
    fn closed(&mut self, key: u64, facts: DealFacts, contradicts: bool, row: &ExportRow<'_>) {
        let index = u32::try_from(self.rows.len());
        let index = index.expect("four thousand million deals fit no memory");
        self.by_key.insert(key, KnownDeal::Closed(index));
        self.title(row.cell(Role::Name), KnownDeal::Closed(index));
        // Once the best column has shown a value, the spare one does not count.
        let spare_customer = match self.has_customers {
            true => NONE,
            false => self.names.number(row.spare(Role::Customer)),
        };
        let people = match facts.outcome {
            DealOutcome::Won => DealPeople::read(row, &mut self.names, &mut self.contact_columns),
            DealOutcome::Lost => DealPeople::default(),
        };
        self.rows.push(DealRow {
            place: row.place,
            outcome: facts.outcome,
            contradicts,
            deleted: is_deleted(row.cell(Role::Deleted)),
            date: facts.date,
            amount: facts.amount,
            currency: facts.currency,
            customer: facts.customer,
            spare_customer,
            source: self.names.number(row.cell(Role::Source)),
            kind: self.names.number(row.cell(Role::Type)),
            pipeline: self.names.number(row.cell(Role::Pipeline)),
            owner: self.names.number(row.cell(Role::Owner)),
            people,
        });
    }

    /// The columns to read instead of those that are empty in all rows.
    pub(super) fn spares(&self) -> BTreeMap<Role, ExportColumn> {
        let roles = [
            (Role::Customer, self.has_customers),
            (Role::Contacts, self.contact_columns.is_filled),
        ];
        let empty = roles.into_iter().filter(|(_, is_filled)| !is_filled).map(|(role, _)| role);
        empty.filter_map(|role| Some((role, self.layout.spare(role)?.clone()))).collect()
    }

    /// Takes a row of a deal that is open.
    fn open(&mut self, key: u64, title: &str) {
        match self.by_key.get(&key).copied() {
            None => {
                self.read += 1;
                self.by_key.insert(key, KnownDeal::Open);
                self.title(title, KnownDeal::Open);
            }
            Some(KnownDeal::Closed(before)) => {
                self.repeated += 1;
                self.rows[before as usize].contradicts = true;
            }
            Some(_) => self.repeated += 1,
        }
    }

    /// Takes another row of a closed deal.
    fn again(&mut self, before: u32, facts: DealFacts, row: &ExportRow<'_>) {
        self.repeated += 1;
        let deal = &mut self.rows[before as usize];
        let DealRow { outcome, date, amount, currency, customer, .. } = *deal;
        deal.contradicts |= facts != DealFacts { outcome, date, amount, currency, customer };
        if outcome == DealOutcome::Won {
            let more = DealPeople::read(row, &mut self.names, &mut self.contact_columns);
            self.several_rows += usize::from(deal.people.add(more));
        }
    }

    fn title(&mut self, title: &str, deal: KnownDeal) {
        if !title.is_empty() {
            let several = |before: &mut KnownDeal| *before = KnownDeal::Several;
            self.by_title.entry(hash(&title)).and_modify(several).or_insert(deal);
        }
    }

    fn day(&mut self, status: DealStatus, row: &ExportRow<'_>) -> Both<Date> {
        let first = match status {
            DealStatus::Won => Role::WonDate,
            DealStatus::Lost => Role::LostDate,
            DealStatus::Open => Role::Date,
        };
        let text = match row.cell(first) {
            "" => row.cell(Role::Date),
            text => text,
        };
        let both = date::read(text).unwrap_or(Both::none());
        if status == DealStatus::Won && both.any().is_none() && self.no_date.is_none() {
            self.no_date =
                Some(text.chars().take(60).collect()).filter(|text: &String| !text.is_empty());
        }
        self.dates.see(both, row.place, text);
        both
    }

    fn amount(&mut self, row: &ExportRow<'_>) -> Both<Amount> {
        let own = row.layout.column(Role::OwnAmount).is_some();
        let text = row.cell(if own { Role::OwnAmount } else { Role::Amount });
        let both = money::read(text).unwrap_or(Both::none());
        self.amounts.see(money::shown(both), row.place, text);
        both
    }

    /// The currency of a deal: in a column of its own, or beside the amount.
    fn currency(&mut self, row: &ExportRow<'_>, amount: Both<Amount>) -> Name {
        match row.layout.column(Role::Currency).or(row.layout.column(Role::OwnAmount)) {
            None if amount.any().is_some() => {
                self.names.number(&money::currency(row.cell(Role::Amount)))
            }
            _ => self.names.number(row.cell(Role::Currency)),
        }
    }
}

/// Whether a column of deleted deals says that this one is.
fn is_deleted(text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let (words, folded) = (Vocabulary::get(), fold(text));
    words.truth(&folded) == Some(true) || words.deleted.contains(&folded)
}

/// What makes a row a deal of its own: its id, or else name, customer, date and amount
/// together, because an annual renewal has one name for years. Without an id, a name and
/// a customer, every row is a deal of its own.
fn key(row: &ExportRow<'_>) -> u64 {
    let of = |role: Role| row.cell(role);
    match of(Role::Id) {
        "" if of(Role::Name).is_empty() && of(Role::Customer).is_empty() => hash(&row.place),
        "" => {
            let amount = match of(Role::OwnAmount) {
                "" => of(Role::Amount),
                amount => amount,
            };
            let dates = (of(Role::WonDate), of(Role::LostDate), of(Role::Date));
            hash(&(of(Role::Name), of(Role::Customer), dates, amount))
        }
        id => hash(&id),
    }
}
