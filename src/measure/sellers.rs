//! On what part of the won deals two or more of our own people worked together, up to
//! the day they were won.

use std::collections::{BTreeSet, HashMap};

use super::book::{Book, Business, Deal};
use super::finding::{Finding, FindingDetail, SplitPart, Why, clear_if, percent, rounded};
use super::interval::wilson;
use super::names::{NONE, Name};
use super::people::{ActivitySpan, ByDeal, People};
use super::role::Role;
use super::thresholds::{EVERYWHERE, FEWEST_DEALS, KNOWN, reaches};
use crate::questionnaire::Question;

/// Measures a question about deals that several people work on.
pub(super) fn measure<'q>(book: &Book<'_>, people: &People, question: &'q Question) -> Finding<'q> {
    let mut found = Vec::new();
    if let Some(team) = &people.team {
        found.push(SellerRecord::of_team(book, team).measure(question));
    }
    if let Some(column) = book.column(Role::Sellers) {
        found.push(SellerRecord::of_column(book, column).measure(question));
    }
    if let Some(record) = SellerRecord::of_activities(book, people) {
        found.push(record.measure(question));
    }
    // The first that gives an answer; else the first that gives a reason.
    let answered = found.iter().position(|finding| finding.answer.is_some()).unwrap_or(0);
    if found.is_empty() {
        Finding::open(question, Why::NoColumn)
    } else {
        found.swap_remove(answered)
    }
}

/// Who worked on each won deal of the window, as one source has it.
struct SellerRecord {
    from: Vec<String>,
    proof: Proof,
    deals: Vec<OnDeal>,
}

/// What an empty place in a record means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// Perhaps only that nobody filled it in.
    Field,
    /// As a field of a known name, in which the owner is not: one name may be two people.
    WithoutOwner,
    /// That nobody else did anything.
    Activities,
}

struct OnDeal {
    owner: Name,
    business: Business,
    /// Whether anything was recorded.
    is_known: bool,
    /// Everybody on it, with the days between their first and their last activity
    /// where those are known.
    present: Vec<(Name, Option<ActivitySpan>)>,
}

impl OnDeal {
    fn new(book: &Book<'_>, deal: &Deal, present: Vec<(Name, Option<ActivitySpan>)>) -> Self {
        let business = book.business(deal);
        OnDeal { owner: deal.owner, business, is_known: true, present }
    }

    /// Whether two people or more worked on it together, without some of them.
    fn is_shared(&self, without: &BTreeSet<Name>) -> bool {
        let present = || self.present.iter().filter(|(name, _)| !without.contains(name));
        present().any(|(name, span)| {
            present().any(|(other, with)| {
                name < other
                    && match (span, with) {
                        (Some(span), Some(with)) => span.overlaps(*with),
                        _ => true,
                    }
            })
        })
    }
}

impl SellerRecord {
    /// The owner, and the people in another column.
    fn of_column(book: &Book<'_>, column: &str) -> Self {
        let deals = book.won_in_window().map(|(_, deal)| {
            let mut names: BTreeSet<Name> = deal.people.sellers.iter().copied().collect();
            names.insert(deal.owner);
            names.remove(&NONE);
            OnDeal::new(book, deal, names.into_iter().map(|name| (name, None)).collect())
        });
        let owner = book.column(Role::Owner).map(str::to_owned);
        let proof = match (&owner, book.layout.column(Role::Sellers)) {
            (None, Some(column)) if !column.given => Proof::WithoutOwner,
            _ => Proof::Field,
        };
        let from = owner.into_iter().chain([column.to_owned()]).collect();
        SellerRecord { from, proof, deals: deals.collect() }
    }

    /// The members of a team file. The owner is one of them, or joins them if the two
    /// files name people in the same way: an id and a name may be one person.
    fn of_team(book: &Book<'_>, team: &ByDeal) -> Self {
        let members: BTreeSet<Name> = team.names.values().flatten().copied().collect();
        let same_names = book.won_in_window().any(|(_, deal)| members.contains(&deal.owner));
        let deals = book.won_in_window().map(|(id, deal)| {
            let mut names = team.names.get(&id).cloned().unwrap_or_default();
            if same_names {
                names.insert(deal.owner);
            }
            names.remove(&NONE);
            OnDeal::new(book, deal, names.into_iter().map(|name| (name, None)).collect())
        });
        let deals = deals.collect();
        let owner = book.column(Role::Owner).filter(|_| same_names).map(str::to_owned);
        let from = owner.into_iter().chain([team.column.clone()]).collect();
        SellerRecord { from, proof: Proof::Field, deals }
    }

    fn of_activities(book: &Book<'_>, people: &People) -> Option<Self> {
        let acts = people.activities.as_ref()?;
        let deals = book.won_in_window().map(|(id, deal)| {
            let workers = acts.workers(id).map(|(name, span)| (name, Some(span)));
            let mut on = OnDeal::new(book, deal, workers.collect());
            // Somebody worked on it, and not only called once.
            on.is_known = !on.present.is_empty();
            on
        });
        let from = vec![acts.seller_column.clone()];
        Some(SellerRecord { from, proof: Proof::Activities, deals: deals.collect() })
    }

    fn measure<'q>(&self, question: &'q Question) -> Finding<'q> {
        let mut finding = Finding::open(question, Why::FewDeals);
        finding.from = self.from.clone();
        let of = self.deals.len() as u64;
        finding.of = of;
        let known = self.deals.iter().filter(|deal| deal.is_known).count() as u64;
        if of < FEWEST_DEALS as u64 {
            return finding;
        }
        if self.proof == Proof::WithoutOwner {
            return finding.without_answer(Why::NoOwner);
        }
        let shared = self.shared(&BTreeSet::new(), None);
        let value = percent(i128::from(shared), i128::from(of));
        let interval = wilson(shared, of);
        finding.counts = vec![("shared".to_owned(), shared)];
        finding.coverage = Some(rounded(known as f64 / of as f64));
        if self.proof == Proof::Field && shared == 0 {
            return finding.without_answer(Why::UnusedField);
        }
        finding.value = Some(value);
        finding.interval = Some(interval.map(|end| rounded(end * 100.0)));
        let class = |value: f64| question.measured(value).ok();
        let Some(reply) = class(value) else { return finding.without_answer(Why::NoOption) };
        let is = |value: f64| class(value).is_some_and(|other| other.id() == reply.id());
        if let Some(why) = self.split(&mut finding) {
            return finding.without_answer(why);
        }
        if let (everywhere, Some(share)) = self.everywhere()
            && !is(percent(i128::from(self.shared(&everywhere, None)), i128::from(of)))
        {
            return finding.without_answer(Why::Everywhere(share));
        }
        // What is not recorded lowers the share: the lowest class needs proof.
        let is_lowest = is(0.0);
        let is_proven = self.proof == Proof::Activities && reaches(known, of, KNOWN);
        if is_lowest && !is_proven {
            return finding.without_answer(Why::LowUnproven);
        }
        let otherwise = percent(i128::from(shared + of - known), i128::from(of));
        let ends = interval.map(|end| is(rounded(end * 100.0)));
        finding.trust = clear_if(ends == [true, true] && is(otherwise));
        finding.answer = Some(reply);
        finding.why = None;
        finding
    }

    fn shared(&self, without: &BTreeSet<Name>, business: Option<Business>) -> u64 {
        let of = |deal: &&OnDeal| business.is_none_or(|business| deal.business == business);
        self.deals.iter().filter(of).filter(|deal| deal.is_shared(without)).count() as u64
    }

    /// New business and the rest, where both have enough deals; and whether they give
    /// different answers.
    fn split(&self, finding: &mut Finding<'_>) -> Option<Why> {
        let part = |business: Business| {
            let of = self.deals.iter().filter(|deal| deal.business == business).count() as u64;
            let shared = self.shared(&BTreeSet::new(), Some(business));
            (of >= FEWEST_DEALS as u64).then(|| SplitPart {
                deals: of,
                value: percent(i128::from(shared), i128::from(of)),
            })
        };
        let parts = part(Business::New).zip(part(Business::Existing)).map(|(a, b)| [a, b]);
        finding.detail = FindingDetail::Split(parts);
        let class = |part: SplitPart| finding.question.measured(part.value).ok().map(|r| r.id());
        let [new, rest] = parts?;
        (class(new) != class(rest)).then_some(Why::Split)
    }

    /// Those who are on nearly every deal and do not own it, with the largest percent
    /// of deals.
    fn everywhere(&self) -> (BTreeSet<Name>, Option<u64>) {
        let mut counts: HashMap<Name, u64> = HashMap::new();
        for deal in &self.deals {
            for (name, _) in deal.present.iter().filter(|(name, _)| *name != deal.owner) {
                *counts.entry(*name).or_default() += 1;
            }
        }
        let of = self.deals.len() as u64;
        counts.retain(|_, count| reaches(*count, of, EVERYWHERE));
        let most = counts.values().max().map(|count| count * 100 / of);
        (counts.into_keys().collect(), most)
    }
}
