//! Where leads come from: the sources of the deals with new customers that were closed
//! in the period, won or lost. Wins alone would show the sources that convert best.

use std::collections::HashMap;

use super::book::{Book, Business};
use super::deals::DealOutcome;
use super::finding::{Finding, FindingDetail, LeadDetail, OpenSource, Why, clear_if, rounded};
use super::interval::wilson;
use super::known::{KnownSource, SourceClass, Sources};
use super::names::{NONE, Name};
use super::role::Role;
use super::thresholds::{FEWEST_DEALS, KNOWN, LEADING_SIDE, LOOK_BACK_MONTHS, reaches};
use crate::fold::fold;
use crate::mapping::{Mapping, Used};
use crate::questionnaire::Question;

/// The option for leads from both sides.
const BOTH: &str = "both";

/// Measures a question about lead sources.
pub(super) fn measure<'q>(
    book: &Book<'_>,
    question: &'q Question,
    mapping: &Mapping<'_>,
    used: &mut Used,
) -> Finding<'q> {
    let Some(column) = book.column(Role::Source) else {
        return Finding::open(question, Why::NoColumn);
    };
    let counted = LeadCounts::count(book, question, mapping, used);
    let detail = counted.detail(book);
    let mut finding = Finding::open(question, Why::FewDeals);
    finding.from = vec![column.to_owned()];
    let known = counted.known();
    finding.of = known;
    finding.counts = counted
        .classes
        .iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(class, count, _)| (class.id().to_owned(), *count))
        .collect();
    finding.coverage = (detail.closed > 0).then(|| rounded(known as f64 / detail.closed as f64));
    let closed = detail.closed;
    finding.detail = FindingDetail::Leads(detail);
    if known > 0 {
        finding.interval = Some(wilson(counted.came(), known).map(|end| rounded(end * 100.0)));
    }
    if let Some(import) = book.import
        && import.day >= book.window.from.months_before(LOOK_BACK_MONTHS)
    {
        return finding.without_answer(Why::Import(import));
    }
    if closed < FEWEST_DEALS as u64 {
        return finding.without_answer(Why::FewDeals);
    }
    if !reaches(known, closed, KNOWN) {
        return finding.without_answer(Why::FewKnown);
    }
    let id = counted.answer();
    let Some(option) = question.option(id) else {
        return finding.without_answer(Why::NoOption);
    };
    finding.answer = Some(question.choose(option.index));
    finding.why = None;
    finding.trust = clear_if(counted.is_clear(closed - known));
    finding
}

/// Who made the first contact with most of the known leads.
fn side(came: f64, known: f64) -> FirstContact {
    let leading = LEADING_SIDE as f64 / 100.0;
    if came >= known * leading {
        FirstContact::Came
    } else if known - came >= known * leading {
        FirstContact::Went
    } else {
        FirstContact::Both
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FirstContact {
    /// Buyers made the first contact.
    Came,
    /// The company did.
    Went,
    /// About half and half.
    Both,
}

struct LeadCounts {
    /// By class: closed, and won.
    classes: Vec<(SourceClass, u64, u64)>,
    open: HashMap<Name, u64>,
    silent: u64,
    unknown_customers: u64,
    has_lost: bool,
}

impl LeadCounts {
    fn count(book: &Book<'_>, question: &Question, mapping: &Mapping<'_>, used: &mut Used) -> Self {
        let holds = book.layout.column(Role::Source).map(|column| column.holds).unwrap_or_default();
        let mut counted = LeadCounts {
            classes: SourceClass::ALL.map(|class| (class, 0, 0)).to_vec(),
            open: HashMap::new(),
            silent: 0,
            unknown_customers: 0,
            has_lost: false,
        };
        let mut means: HashMap<Name, Option<KnownSource>> = HashMap::new();
        for deal in book.deals.iter().filter(|deal| book.window.has(deal.day)) {
            counted.has_lost |= deal.outcome == DealOutcome::Lost;
            match book.business(deal) {
                Business::New => {}
                Business::Existing => continue,
                Business::Unknown => {
                    counted.unknown_customers += 1;
                    continue;
                }
            }
            let known = *means.entry(deal.source).or_insert_with(|| {
                let text = book.names.text(deal.source);
                let line = mapping.line(question, text);
                line.iter().for_each(|line| used.mark(line));
                match line.and_then(|line| line.reply) {
                    None => Sources::get().known(&fold(text), holds),
                    Some(reply) => {
                        let class = SourceClass::from_id(reply.id());
                        Some(class.map_or(KnownSource::Nothing, KnownSource::Class))
                    }
                }
            });
            match known {
                _ if deal.source == NONE => counted.silent += 1,
                Some(KnownSource::Class(class)) => counted.add(class, deal.outcome),
                Some(KnownSource::Nothing) => counted.silent += 1,
                Some(KnownSource::Ask) | None => *counted.open.entry(deal.source).or_default() += 1,
            }
        }
        counted
    }

    fn add(&mut self, class: SourceClass, outcome: DealOutcome) {
        for (of, count, won) in &mut self.classes {
            if *of == class {
                *count += 1;
                *won += u64::from(outcome == DealOutcome::Won);
            }
        }
    }

    fn closed(&self, class: SourceClass) -> u64 {
        self.classes.iter().find(|(of, ..)| *of == class).map_or(0, |(_, count, _)| *count)
    }

    /// How many have a class.
    fn known(&self) -> u64 {
        self.classes.iter().map(|(_, count, _)| count).sum()
    }

    fn came(&self) -> u64 {
        self.known() - self.closed(SourceClass::Outbound)
    }

    /// The classes of leads that came in, the largest first; of equal ones, the one
    /// that the question asks for first.
    fn ways_in(&self) -> Vec<(SourceClass, u64)> {
        let mut ways: Vec<(SourceClass, u64)> = self
            .classes
            .iter()
            .filter(|(class, ..)| *class != SourceClass::Outbound)
            .map(|(class, count, _)| (*class, *count))
            .collect();
        ways.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        ways
    }

    /// The id of the answer.
    fn answer(&self) -> &'static str {
        match side(self.came() as f64, self.known() as f64) {
            FirstContact::Went => SourceClass::Outbound.id(),
            FirstContact::Both => BOTH,
            FirstContact::Came => self.ways_in()[0].0.id(),
        }
    }

    /// Whether the answer is the same at both ends of the interval, and whatever the
    /// unknown deals were.
    fn is_clear(&self, unknown: u64) -> bool {
        let (came, known) = (self.came(), self.known());
        let here = side(came as f64, known as f64);
        let ends = wilson(came, known).map(|end| side(end, 1.0));
        let all = (known + unknown) as f64;
        let otherwise = [side(came as f64, all), side((came + unknown) as f64, all)];
        if ends.iter().chain(&otherwise).any(|side| *side != here) {
            return false;
        }
        let [(_, first), (_, second), ..] = self.ways_in()[..] else { return true };
        here != FirstContact::Came
            || (wilson(first, first + second)[0] > 0.5 && second + unknown < first)
    }

    fn detail(&self, book: &Book<'_>) -> LeadDetail {
        let sources = Sources::get();
        let mut open: Vec<OpenSource> = self
            .open
            .iter()
            .map(|(source, count)| {
                let value = book.names.text(*source);
                let is_known = sources.known(&fold(value), super::known::Holds::One).is_some();
                let near = if is_known { None } else { sources.nearest(value) };
                let near = near.map(|(name, class)| (name.to_owned(), class));
                OpenSource { value: value.to_owned(), count: *count, near }
            })
            .collect();
        open.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        LeadDetail {
            closed: self.known() + self.silent + self.open.values().sum::<u64>(),
            has_lost: self.has_lost,
            classes: self.classes.clone(),
            open,
            silent: self.silent,
            unknown_customers: self.unknown_customers,
        }
    }
}
