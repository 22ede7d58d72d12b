//! How many people of the customer are on a won deal: the median of the deals with any on
//! record. None on record does not mean that there were none.

use std::collections::BTreeMap;

use super::book::{Book, Business};
use super::finding::{Finding, FindingDetail, SplitPart, Why, clear_if, rounded};
use super::interval::median_ranks;
use super::known::Holds;
use super::people::People;
use super::role::Role;
use super::thresholds::{FEWEST_DEALS, KNOWN, TWO_CONTACTS, reaches};
use crate::questionnaire::Question;

/// The most different counts that are shown and written.
const MOST_COUNTS: usize = 50;

/// Measures a question about contacts on a deal.
pub(super) fn measure<'q>(book: &Book<'_>, people: &People, question: &'q Question) -> Finding<'q> {
    let mut found: Vec<Finding<'q>> =
        records(book, people).into_iter().map(|record| record.measure(question)).collect();
    let best = found.iter().position(|finding| finding.answer.is_some());
    let best = best.or_else(|| found.iter().position(|finding| finding.value.is_some()));
    if found.is_empty() {
        Finding::open(question, Why::NoColumn)
    } else {
        found.swap_remove(best.unwrap_or(0))
    }
}

/// How many contacts each won deal of the window has, as one source has it; 0 where
/// none is recorded.
struct ContactRecord {
    from: String,
    /// Whether a deal can have more than one at all.
    takes_several: bool,
    counts: Vec<(usize, Business)>,
}

/// The sources that there are, best first.
fn records(book: &Book<'_>, people: &People) -> Vec<ContactRecord> {
    let mut records = Vec::new();
    let of = |count: &dyn Fn(u32, &super::book::Deal) -> usize| {
        let deals = book.won_in_window();
        deals.map(|(id, deal)| (count(id, deal), book.business(deal))).collect::<Vec<_>>()
    };
    if let Some(roles) = &people.contacts {
        let counts = of(&|id, _| roles.names.get(&id).map_or(0, std::collections::BTreeSet::len));
        records.push(ContactRecord { from: roles.column.clone(), takes_several: true, counts });
    }
    if let Some(column) = book.layout.column(Role::Contacts) {
        let is_count = column.given && book.contacts_are_counts;
        let counts = if is_count {
            of(&|_, deal| deal.people.contact_count as usize)
        } else {
            of(&|_, deal| deal.people.contacts.len())
        };
        let takes_several = is_count
            || column.holds == Holds::List
            || book.several_rows > 0
            || counts.iter().any(|(count, _)| *count > 1);
        records.push(ContactRecord { from: column.name.clone(), takes_several, counts });
    }
    // A number of contacts adds nothing to a list of them that is filled.
    let is_listed = book.deals.iter().any(|deal| !deal.people.contacts.is_empty());
    if let Some(column) = book.layout.column(Role::ContactCount).filter(|_| !is_listed) {
        let counts = of(&|_, deal| deal.people.contact_count as usize);
        records.push(ContactRecord { from: column.name.clone(), takes_several: true, counts });
    }
    if let Some(acts) = &people.activities
        && let Some(column) = &acts.contact_column
    {
        let counts = of(&|id, _| acts.contacts.get(&id).map_or(0, std::collections::BTreeSet::len));
        records.push(ContactRecord { from: column.clone(), takes_several: true, counts });
    }
    records
}

impl ContactRecord {
    fn measure<'q>(&self, question: &'q Question) -> Finding<'q> {
        let mut finding = Finding::open(question, Why::FewDeals);
        finding.from = vec![self.from.clone()];
        let all = self.counts.len() as u64;
        let counts = self.sorted(None);
        let of = counts.len() as u64;
        finding.of = of;
        // There is one at least: the months end on the last win.
        finding.coverage = Some(rounded(of as f64 / all as f64));
        if !self.takes_several {
            return finding.without_answer(Why::OneContact);
        }
        if of < FEWEST_DEALS as u64 {
            let why = if all < FEWEST_DEALS as u64 { Why::FewDeals } else { Why::FewKnown };
            return finding.without_answer(why);
        }
        finding.counts = distribution(&counts);
        let several = counts.iter().filter(|count| **count > 1).count() as u64;
        if !reaches(several, of, TWO_CONTACTS) {
            return finding.without_answer(Why::FilledByCrm);
        }
        if !reaches(of, all, KNOWN) {
            return finding.without_answer(Why::FewKnown);
        }
        let value = median(&counts);
        let ranks = median_ranks(counts.len());
        finding.value = Some(value);
        finding.interval = Some(ranks.map(|rank| counts[rank] as f64));
        let class = |value: f64| question.measured(value).ok();
        let Some(reply) = class(value) else { return finding.without_answer(Why::NoOption) };
        let is = |value: f64| class(value).is_some_and(|other| other.id() == reply.id());
        let parts = self.split();
        finding.detail = FindingDetail::Split(parts);
        if let Some([new, rest]) = parts
            && class(new.value).map(|reply| reply.id()) != class(rest.value).map(|reply| reply.id())
        {
            return finding.without_answer(Why::Split);
        }
        if shares_its_number(question, reply.id()) {
            return finding.without_answer(Why::AskWhich);
        }
        let ends = finding.interval.is_some_and(|ends| ends.iter().all(|end| is(*end)));
        let unknown = usize::try_from(all - of).unwrap_or(usize::MAX);
        // As if all deals without a recorded contact had one, or a great many.
        let few = [vec![1; unknown], counts.clone()].concat();
        let many = [counts, vec![usize::MAX >> 1; unknown]].concat();
        let otherwise = is(median(&few)) && is(median(&many));
        finding.trust = clear_if(ends && otherwise);
        finding.answer = Some(reply);
        finding.why = None;
        finding
    }

    /// The counts of the deals on which any contact is recorded, in order.
    fn sorted(&self, business: Option<Business>) -> Vec<usize> {
        let of = |(count, of): &&(usize, Business)| {
            *count > 0 && business.is_none_or(|business| *of == business)
        };
        let mut counts: Vec<usize> =
            self.counts.iter().filter(of).map(|(count, _)| *count).collect();
        counts.sort_unstable();
        counts
    }

    /// New business and the rest, where both have enough deals.
    fn split(&self) -> Option<[SplitPart; 2]> {
        let part = |business: Business| {
            let counts = self.sorted(Some(business));
            (counts.len() >= FEWEST_DEALS)
                .then(|| SplitPart { deals: counts.len() as u64, value: median(&counts) })
        };
        Some([part(Business::New)?, part(Business::Existing)?])
    }
}

/// Whether an option without numbers may be meant as well: beyond the lowest range, no
/// count can show which.
fn shares_its_number(question: &Question, id: &str) -> bool {
    let lowest = question.options.iter().filter(|option| option.range.is_some()).min_by(|a, b| {
        let from = |option: &crate::questionnaire::Choice| {
            option.range.and_then(|range| range.from).unwrap_or(0.0)
        };
        from(a).total_cmp(&from(b))
    });
    let is_lowest = lowest.is_some_and(|option| option.id == *id);
    !is_lowest && question.options.iter().any(|option| option.range.is_none())
}

/// The middle one of sorted counts, or half way between the middle two.
fn median(sorted: &[usize]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[middle] as f64
    } else {
        (sorted[middle - 1] as f64 + sorted[middle] as f64) / 2.0
    }
}

/// How many deals have each count.
fn distribution(sorted: &[usize]) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
    for count in sorted {
        *counts.entry(*count).or_default() += 1;
    }
    counts.into_iter().take(MOST_COUNTS).map(|(count, deals)| (count.to_string(), deals)).collect()
}
