//! How much of twelve months' revenue came from customers who had bought before them:
//! from invoices, or from won deals, which give a lower bound.

use std::collections::HashMap;

use super::book::Book;
use super::choices::Orders;
use super::deals::DealOutcome;
use super::finding::{
    Basis, Finding, FindingDetail, RevenueDetail, Why, clear_if, percent, rounded,
};
use super::invoices::{Invoices, Sale, most};
use super::known::Vocabulary;
use super::left_out::{LeftOut, LeftOutCounts};
use super::money::{Amount, UNIT};
use super::names::{NONE, Name};
use super::role::Role;
use super::thresholds::{KNOWN, LOOK_BACK_MONTHS, LOWER_BOUND, REVENUE_MONTHS, reaches};
use crate::answers::Period;
use crate::fold::fold;
use crate::questionnaire::Question;

/// The name of the count if revenue was measured on invoices instead of deals.
pub(crate) const INVOICES: &str = "invoices";

/// Measures a question about revenue from existing customers.
pub(super) fn measure<'q>(
    book: Option<&Book<'_>>,
    invoices: Option<&Invoices>,
    question: &'q Question,
    left_out: &mut LeftOutCounts,
) -> Finding<'q> {
    let deals = book.map(|book| of_deals(book, question, left_out));
    let invoices = invoices.map(|invoices| of_invoices(invoices, question, left_out));
    match (invoices, deals) {
        (None, None) => Finding::open(question, Why::NoDeals),
        (None, Some(deals)) => deals,
        (Some(invoices), None) => invoices,
        (Some(invoices), Some(deals)) => together(invoices, deals),
    }
}

/// Invoices show all revenue, so they win; but not over deals that say something else.
fn together<'q>(mut invoices: Finding<'q>, deals: Finding<'q>) -> Finding<'q> {
    // Won deals show the least that it can be, and invoices cannot show less.
    let answers = |finding: &Finding<'q>| {
        finding.answer.or_else(|| match (finding.why.as_ref()?, finding.value?, invoices.value?) {
            (Why::LowerBound, least, value) if value < least => {
                finding.question.measured(least).ok()
            }
            _ => None,
        })
    };
    let of_deals = answers(&deals);
    let (Some(one), Some(other)) = (invoices.answer, of_deals) else {
        return if invoices.answer.is_none() && deals.answer.is_some() { deals } else { invoices };
    };
    if let (FindingDetail::Revenue(detail), FindingDetail::Revenue(of_deals), Some(value)) =
        (&mut invoices.detail, &deals.detail, deals.value)
    {
        detail.other = Some((of_deals.basis, value));
    }
    if one.id() == other.id() { invoices } else { invoices.without_answer(Why::Differ) }
}

fn of_deals<'q>(
    book: &Book<'_>,
    question: &'q Question,
    left_out: &mut LeftOutCounts,
) -> Finding<'q> {
    let amount = book.column(Role::OwnAmount).or(book.column(Role::Amount));
    let (Some(amount), Some(customer)) = (amount, book.column(Role::Customer)) else {
        return Finding::open(question, Why::NoColumn);
    };
    let mut finding = Finding::open(question, Why::NoColumn);
    finding.from = vec![amount.to_owned(), customer.to_owned()];
    let period = book.period;
    let won = || {
        let deals = book.deals.iter().filter(|deal| deal.outcome == DealOutcome::Won);
        deals.filter(|deal| period.has(deal.day))
    };
    let currency = match main_currency(book, won().map(|deal| deal.currency)) {
        Ok(currency) => currency,
        Err(most) => return finding.without_answer(Why::Currencies(most)),
    };
    // A cell may have the sign of its currency; one without is of the same.
    let in_cells = book.layout.column(Role::Currency).is_none();
    let is_other = |one: Name, main: Name| one != main && !(in_cells && one == NONE);
    let mut sales = Vec::new();
    for deal in won() {
        let wrong = match deal.amount {
            None => Some(LeftOut::NoAmount),
            Some(amount) if amount < 0 => Some(LeftOut::Negative),
            Some(_) if deal.customer == NONE => Some(LeftOut::NoCustomer),
            Some(_) if currency.is_some_and(|currency| is_other(deal.currency, currency)) => {
                Some(LeftOut::Currency)
            }
            Some(_) => None,
        };
        if let Some(wrong) = wrong {
            left_out.add(wrong, deal.place);
            continue;
        }
        let first = book.first_win_of(deal.customer);
        sales.push(Sale {
            customer: deal.customer,
            amount: deal.amount.unwrap_or(0),
            is_existing: first.is_some_and(|first| first < period.from),
        });
    }
    let basis = match book.choices.orders {
        Orders::AreDeals => Basis::Orders,
        Orders::Unsaid => Basis::Deals,
    };
    let named = currency.map(|currency| book.names.text(currency).to_owned());
    finding.coverage = Some(rounded(sales.len() as f64 / won().count().max(1) as f64));
    let finding = share(finding, &sales, basis, period, named);
    let reach = period.from.months_before(LOOK_BACK_MONTHS);
    if let Some(import) = book.import.filter(|import| import.day >= reach) {
        return finding.without_number(Why::Import(import));
    }
    if book.first_win() > reach {
        return finding.without_number(Why::NoHistory(book.first_win(), reach));
    }
    if !reaches(sales.len() as u64, won().count() as u64, KNOWN) {
        return finding.without_answer(Why::FewKnown);
    }
    let is_proven = basis == Basis::Orders
        || finding.value.is_some_and(|value| value >= LOWER_BOUND as f64)
        || shows_renewals(book);
    if is_proven { finding } else { finding.without_answer(Why::LowerBound) }
}

/// Whether a type or a pipeline of the period's won deals says that renewals are deals.
fn shows_renewals(book: &Book<'_>) -> bool {
    let says =
        |name: Name| name != NONE && Vocabulary::get().says_renewal(&fold(book.names.text(name)));
    let mut seen: HashMap<Name, bool> = HashMap::new();
    let won = book.deals.iter().filter(|deal| deal.outcome == DealOutcome::Won);
    won.filter(|deal| book.period.has(deal.day)).any(|deal| {
        [deal.kind, deal.pipeline]
            .iter()
            .any(|name| *seen.entry(*name).or_insert_with(|| says(*name)))
    })
}

/// The currency of nearly all; `None` if it does not matter or is not said.
///
/// # Errors
///
/// No currency has nearly all: the percent of the largest.
fn main_currency(
    book: &Book<'_>,
    currencies: impl Iterator<Item = Name>,
) -> Result<Option<Name>, u64> {
    let is_own = book.layout.column(Role::OwnAmount).is_some();
    if is_own {
        return Ok(None);
    }
    let in_cells = book.layout.column(Role::Currency).is_none();
    let currencies = currencies.filter(|currency| !in_cells || *currency != NONE);
    most(currencies).map(|currency| Some(currency).filter(|currency| *currency != NONE))
}

fn of_invoices<'q>(
    invoices: &Invoices,
    question: &'q Question,
    left_out: &mut LeftOutCounts,
) -> Finding<'q> {
    left_out.join(&invoices.left_out);
    let mut finding = Finding::open(question, Why::NoColumn);
    finding.from = invoices.columns.clone();
    let Some(last) = invoices.last() else { return finding.without_answer(Why::FewDeals) };
    let period = Period::ending(last, REVENUE_MONTHS);
    let currency = match invoices.currency(period) {
        Ok(currency) => currency,
        Err(most) => return finding.without_answer(Why::Currencies(most)),
    };
    let (sales, of) = invoices.sales(period, currency, left_out);
    finding.coverage = Some(rounded(sales.len() as f64 / of.max(1) as f64));
    let named = currency.map(|currency| invoices.names.text(currency).to_owned());
    let finding = share(finding, &sales, Basis::Invoices, period, named);
    let reach = period.from.months_before(LOOK_BACK_MONTHS);
    match invoices.first() {
        Some(first) if first > reach => finding.without_number(Why::NoHistory(first, reach)),
        _ if !reaches(sales.len() as u64, of as u64, KNOWN) => {
            finding.without_answer(Why::FewKnown)
        }
        _ => finding,
    }
}

/// The share of some sales that went to existing customers.
fn share<'q>(
    mut finding: Finding<'q>,
    sales: &[Sale],
    basis: Basis,
    period: Period,
    currency: Option<String>,
) -> Finding<'q> {
    let mut customers: HashMap<Name, (Amount, bool)> = HashMap::new();
    for sale in sales {
        let (amount, _) = customers.entry(sale.customer).or_insert((0, sale.is_existing));
        *amount += sale.amount;
    }
    let sum = |of: &dyn Fn(&(Amount, bool)) -> bool| -> i128 {
        customers.values().filter(|sale| of(sale)).map(|sale| i128::from(sale.0)).sum()
    };
    let total = sum(&|_| true);
    let existing = sum(&|sale| sale.1);
    finding.of = sales.len() as u64;
    if total <= 0 || existing < 0 || existing > total {
        return finding.without_answer(Why::FewDeals);
    }
    let largest = customers.values().max().copied().unwrap_or((0, false));
    let value = percent(existing, total);
    let without = (
        existing - if largest.1 { i128::from(largest.0) } else { 0 },
        total - i128::from(largest.0),
    );
    let units =
        |amount: i128| ((amount + i128::from(UNIT) / 2).div_euclid(i128::from(UNIT))) as i64;
    finding.value = Some(value);
    finding.counts = vec![
        ("existing_customers".to_owned(), customers.values().filter(|sale| sale.1).count() as u64),
        ("customers".to_owned(), customers.len() as u64),
    ];
    if basis == Basis::Invoices {
        finding.counts.push((INVOICES.to_owned(), finding.of));
    }
    finding.detail = FindingDetail::Revenue(RevenueDetail {
        basis,
        period,
        existing: units(existing),
        total: units(total),
        currency,
        largest: percent(i128::from(largest.0), total),
        other: None,
    });
    match finding.question.measured(value) {
        Ok(reply) => {
            let again = (without.1 > 0 && (0..=without.1).contains(&without.0))
                .then(|| finding.question.measured(percent(without.0, without.1)).ok())
                .flatten();
            finding.trust = clear_if(again.is_some_and(|again| again.id() == reply.id()));
            finding.answer = Some(reply);
            finding.why = None;
            finding
        }
        Err(_) => finding.without_answer(Why::NoOption),
    }
}
