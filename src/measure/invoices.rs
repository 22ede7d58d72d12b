//! Rows of invoices and credit notes.

use std::collections::{HashMap, HashSet};

use super::both::{Both, Convention, Ways};
use super::choices::Choices;
use super::date;
use super::export_row::ExportRow;
use super::known::Vocabulary;
use super::layout::ExportLayout;
use super::left_out::{LeftOut, LeftOutCounts};
use super::money::{self, Amount};
use super::names::{Interner, NONE, Name, hash};
use super::place::RowPlace;
use super::role::Role;
use super::thresholds::{ONE_CURRENCY, reaches};
use super::unusable::Unusable;
use crate::answers::Period;
use crate::date::Date;
use crate::fold::fold;

#[derive(Debug)]
struct InvoiceRow {
    place: RowPlace,
    date: Both<Date>,
    amount: Both<Amount>,
    customer: Name,
    currency: Name,
}

/// The invoices that were read so far.
pub(super) struct InvoiceRows<'c> {
    choices: &'c Choices,
    names: Interner,
    rows: Vec<InvoiceRow>,
    seen: HashSet<u64>,
    dates: Ways,
    amounts: Ways,
    columns: Vec<String>,
    has_currency: bool,
    left_out: LeftOutCounts,
    /// The rows that repeat an invoice.
    repeated: usize,
    /// The rows that were no invoices.
    skipped: usize,
    /// The rows that [`Choices::only`] left out.
    filtered: usize,
}

/// The invoices of a firm.
#[derive(Debug)]
pub struct Invoices {
    pub(super) names: Interner,
    rows: Vec<InvoiceRow>,
    dates: Convention,
    decimal: Convention,
    first_invoice: HashMap<Name, Date>,
    pub(super) columns: Vec<String>,
    has_currency: bool,
    pub(super) left_out: LeftOutCounts,
    /// The rows that repeat an invoice.
    pub repeated: usize,
    /// The rows that were no invoices.
    pub skipped: usize,
}

impl<'c> InvoiceRows<'c> {
    /// No invoice yet.
    pub(super) fn new(choices: &'c Choices) -> Self {
        InvoiceRows {
            choices,
            names: Interner::new(),
            rows: Vec::new(),
            seen: HashSet::new(),
            dates: Ways::default(),
            amounts: Ways::default(),
            columns: Vec::new(),
            has_currency: false,
            left_out: LeftOutCounts::default(),
            repeated: 0,
            skipped: 0,
            filtered: 0,
        }
    }

    /// Takes a file's header.
    pub(super) fn begin(&mut self, layout: &ExportLayout) {
        let name = |role: Role| layout.column(role).map(|column| column.name.clone());
        self.columns = [Role::Amount, Role::Customer].into_iter().filter_map(name).collect();
        self.has_currency |= layout.column(Role::Currency).is_some();
    }

    /// Takes a row.
    pub(super) fn row(&mut self, row: &ExportRow<'_>) {
        let of = |role: Role| row.cell(role);
        if of(Role::Customer).is_empty() && of(Role::Date).is_empty() {
            self.skipped += 1;
            return;
        }
        if !self.choices.wants(row) {
            self.filtered += 1;
            return;
        }
        let status = of(Role::Status);
        if !status.is_empty() && Vocabulary::get().no_invoice.contains(&fold(status)) {
            self.left_out.add(LeftOut::NoInvoice, row.place);
            return;
        }
        let (day, amount) = (of(Role::Date), of(Role::Amount));
        let id = of(Role::Id);
        let facts = (id, of(Role::Customer), day, amount);
        if !id.is_empty() && !self.seen.insert(hash(&facts)) {
            self.repeated += 1;
            return;
        }
        let date = date::read(day).unwrap_or(Both::none());
        self.dates.see(date, row.place, day);
        let read = money::read(amount).unwrap_or(Both::none());
        self.amounts.see(money::shown(read), row.place, amount);
        let customer = self.names.number(of(Role::Customer));
        let currency = match row.layout.column(Role::Currency) {
            None if read.any().is_some() => self.names.number(&money::currency(amount)),
            _ => self.names.number(of(Role::Currency)),
        };
        self.rows.push(InvoiceRow { place: row.place, date, amount: read, customer, currency });
    }

    /// The invoices, once all rows are read.
    ///
    /// # Errors
    ///
    /// Nobody can say how dates or amounts are written.
    pub(super) fn finish(self) -> Result<Invoices, Unusable> {
        let dates = self.dates.decide(self.choices.dates).map_err(Unusable::Dates)?;
        let decimal = self.amounts.decide(self.choices.decimal).map_err(Unusable::Amounts)?;
        let mut invoices = Invoices {
            names: self.names,
            rows: Vec::with_capacity(self.rows.len()),
            dates,
            decimal,
            first_invoice: HashMap::new(),
            columns: self.columns,
            has_currency: self.has_currency,
            left_out: self.left_out,
            repeated: self.repeated,
            skipped: self.skipped,
        };
        for row in self.rows {
            let wrong = match row.date.get(dates) {
                None => LeftOut::NoDate,
                Some(day) if day > self.choices.today => LeftOut::Future,
                Some(day) => {
                    // A credit note makes nobody a customer.
                    let makes = row.amount.get(decimal).is_none_or(|amount| amount > 0);
                    if row.customer != NONE && makes {
                        let first = invoices.first_invoice.entry(row.customer).or_insert(day);
                        *first = day.min(*first);
                    }
                    invoices.rows.push(row);
                    continue;
                }
            };
            invoices.left_out.add(wrong, row.place);
        }
        if invoices.rows.is_empty() {
            return Err(match self.filtered {
                0 => Unusable::NoRows(self.skipped),
                filtered => Unusable::NoneWanted(filtered),
            });
        }
        Ok(invoices)
    }
}

impl Invoices {
    /// The day of the last invoice.
    pub(super) fn last(&self) -> Option<Date> {
        self.rows.iter().filter_map(|row| row.date.get(self.dates)).max()
    }

    /// The day of the first invoice.
    pub(super) fn first(&self) -> Option<Date> {
        self.rows.iter().filter_map(|row| row.date.get(self.dates)).min()
    }

    fn within(&self, period: Period) -> impl Iterator<Item = &InvoiceRow> {
        let has =
            move |row: &&InvoiceRow| row.date.get(self.dates).is_some_and(|day| period.has(day));
        self.rows.iter().filter(has)
    }

    /// The currency of nearly all invoices; `None` if no column says it.
    ///
    /// # Errors
    ///
    /// No currency has nearly all: the percent of the largest.
    pub(super) fn currency(&self, period: Period) -> Result<Option<Name>, u64> {
        // A cell may have the sign of its currency; one without is of the same.
        let currencies = self.within(period).map(|row| row.currency);
        let in_cells = !self.has_currency;
        let currency = most(currencies.filter(|currency| !in_cells || *currency != NONE))?;
        Ok(Some(currency).filter(|currency| *currency != NONE))
    }

    /// What was invoiced in a period, and on how many invoices, usable or not.
    pub(super) fn sales(
        &self,
        period: Period,
        currency: Option<Name>,
        left_out: &mut LeftOutCounts,
    ) -> (Vec<Sale>, usize) {
        let mut sales = Vec::new();
        let mut of = 0;
        for row in self.within(period) {
            of += 1;
            let amount = row.amount.get(self.decimal);
            let wrong = match amount {
                None => Some(LeftOut::NoAmount),
                Some(_) if row.customer == NONE => Some(LeftOut::NoCustomer),
                Some(_)
                    if currency.is_some_and(|currency| {
                        currency != row.currency && (self.has_currency || row.currency != NONE)
                    }) =>
                {
                    Some(LeftOut::Currency)
                }
                Some(_) => None,
            };
            if let Some(wrong) = wrong {
                left_out.add(wrong, row.place);
                continue;
            }
            let first = self.first_invoice.get(&row.customer);
            sales.push(Sale {
                customer: row.customer,
                amount: amount.unwrap_or(0),
                is_existing: first.is_some_and(|first| *first < period.from),
            });
        }
        (sales, of)
    }
}

/// One sale: a won deal, or an invoice.
pub(super) struct Sale {
    pub(super) customer: Name,
    pub(super) amount: Amount,
    pub(super) is_existing: bool,
}

/// The currency of nearly all of some sales.
///
/// # Errors
///
/// No currency has nearly all: the percent of the largest.
pub(super) fn most(currencies: impl Iterator<Item = Name>) -> Result<Name, u64> {
    let mut counts: HashMap<Name, u64> = HashMap::new();
    for currency in currencies {
        *counts.entry(currency).or_default() += 1;
    }
    let all: u64 = counts.values().sum();
    // Blanks everywhere say nothing for or against a single currency.
    let most = counts.into_iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)));
    match most {
        None => Ok(NONE),
        Some((currency, count)) if reaches(count, all, ONE_CURRENCY) => Ok(currency),
        Some((_, count)) => Err(count * 100 / all),
    }
}
