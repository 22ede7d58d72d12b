//! An invented firm: deals with everything that is known about them, made by a small
//! deterministic generator, and the truth about them, counted from these records.

use std::collections::{BTreeMap, BTreeSet};

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub(super) i64);

impl Day {
    /// Year, month and day, by counting the days of each month.
    fn parts(self) -> (i64, i64, i64) {
        let (mut year, mut rest) = (2020, self.0);
        loop {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let months = [31, 28 + i64::from(leap), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            let of_year: i64 = months.iter().sum();
            if rest >= of_year {
                rest -= of_year;
                year += 1;
                continue;
            }
            for (month, days) in (1..).zip(months) {
                if rest < days {
                    return (year, month, rest + 1);
                }
                rest -= days;
            }
        }
    }

    pub(super) fn of(year: i64, month: i64, day: i64) -> Day {
        (0..).map(Day).find(|date| date.parts() == (year, month, day)).expect("it is a day")
    }

    pub(super) fn iso(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year}-{month:02}-{day:02}")
    }

    pub(super) fn us(self) -> String {
        let (year, month, day) = self.parts();
        format!("{month}/{day}/{year}")
    }

    pub(super) fn german(self) -> String {
        let (year, month, day) = self.parts();
        format!("{day:02}.{month:02}.{year}")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Won,
    Lost,
    Open,
}

#[derive(Clone, Debug)]
pub(super) struct Deal {
    pub(super) id: u32,
    pub(super) title: String,
    pub(super) customer: u32,
    pub(super) created: Day,
    pub(super) closed: Day,
    pub(super) outcome: Outcome,
    pub(super) cents: u64,
    pub(super) source: &'static str,
    pub(super) owner: usize,
    pub(super) helpers: Vec<usize>,
    pub(super) contacts: Vec<u32>,
}

/// The people who sell, one of them with a comma and one with an accent.
pub(super) const SELLERS: [&str; 4] = ["Mette Holm", "Okafor, Ade", "Zoé Lambert", "Raj Patel"];

/// Values of a lead source, with the side that each means; `None` if nobody knows.
pub(super) const SOURCES: [(&str, Option<&str>); 7] = [
    ("Web Form", Some("inbound")),
    ("Newsletter", Some("inbound")),
    ("Cold Call", Some("outbound")),
    ("Word of mouth", Some("referrals")),
    ("Partner", Some("partners")),
    ("Conference", None),
    ("", None),
];

/// The last win.
pub(super) fn last_day() -> Day {
    Day::of(2026, 6, 30)
}

/// The first day of the twelve months that end on it.
pub(super) fn first_day() -> Day {
    Day::of(2025, 7, 1)
}

/// A generator that gives the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// The deals of the firm.
pub(super) fn deals(seed: u64, count: u32) -> Vec<Deal> {
    let mut numbers = Numbers(seed);
    let (begin, end) = (Day::of(2024, 1, 1), last_day());
    let mut deals: Vec<Deal> = (0..count)
        .map(|i| {
            let closed = Day(begin.0 + numbers.below((end.0 - begin.0) as u64) as i64);
            let outcome = match numbers.below(10) {
                0..=4 => Outcome::Won,
                5..=7 => Outcome::Lost,
                _ => Outcome::Open,
            };
            let helpers = (0..numbers.below(3)).map(|_| numbers.below(4) as usize).collect();
            let contacts = (0..1 + numbers.below(3)).map(|_| numbers.below(90) as u32).collect();
            let source = SOURCES[(numbers.below(9) as usize).saturating_sub(2)].0;
            let customer = numbers.below(260) as u32;
            Deal {
                id: 7_000 + i,
                title: format!("Order {i} of customer {customer}"),
                customer,
                created: Day(closed.0 - 30),
                closed,
                outcome,
                cents: 100_000 + numbers.below(9_000_000),
                source,
                owner: numbers.below(4) as usize,
                helpers,
                contacts,
            }
        })
        .collect();
    let last = deals.last_mut().expect("there are deals");
    (last.closed, last.outcome) = (end, Outcome::Won);
    deals[0].closed = begin;
    deals[0].outcome = Outcome::Won;
    deals
}

/// The truth about the firm, counted deal by deal.
#[derive(Debug)]
pub(super) struct Truth {
    pub(super) won: usize,
    pub(super) in_period: usize,
    /// Closed deals with new customers, and the classes of their sources.
    pub(super) new_closed: usize,
    pub(super) classes: BTreeMap<&'static str, u64>,
    /// In hundredths of a percent.
    pub(super) existing: i64,
    pub(super) shared: usize,
    pub(super) shared_percent: i64,
    pub(super) contacts: BTreeMap<usize, u64>,
    pub(super) median: f64,
}

pub(super) fn truth(deals: &[Deal]) -> Truth {
    let in_period = |deal: &&Deal| (first_day()..=last_day()).contains(&deal.closed);
    let won = || deals.iter().filter(|deal| deal.outcome == Outcome::Won);
    let won_before =
        |customer: u32, day: Day| won().any(|deal| deal.customer == customer && deal.closed < day);
    let new: Vec<&Deal> = deals
        .iter()
        .filter(|deal| deal.outcome != Outcome::Open)
        .filter(in_period)
        .filter(|deal| !won_before(deal.customer, deal.closed))
        .collect();
    let mut classes = BTreeMap::new();
    for deal in &new {
        let (_, class) =
            SOURCES.iter().find(|(source, _)| *source == deal.source).expect("it is a source");
        if let Some(class) = class {
            *classes.entry(*class).or_insert(0) += 1;
        }
    }
    let sum =
        |deals: &mut dyn Iterator<Item = &Deal>| -> u64 { deals.map(|deal| deal.cents).sum() };
    let total = sum(&mut won().filter(in_period));
    let old = |deal: &&Deal| won_before(deal.customer, first_day());
    let existing = sum(&mut won().filter(in_period).filter(old));
    let shared = won().filter(in_period).filter(|deal| people(deal).len() > 1).count();
    let count = won().filter(in_period).count();
    let mut contacts = BTreeMap::new();
    let mut all: Vec<usize> = won()
        .filter(in_period)
        .map(|deal| deal.contacts.iter().collect::<BTreeSet<_>>().len())
        .collect();
    all.sort_unstable();
    for number in &all {
        *contacts.entry(*number).or_insert(0) += 1;
    }
    Truth {
        won: won().count(),
        in_period: count,
        new_closed: new.len(),
        classes,
        existing: hundredths(existing, total),
        shared,
        shared_percent: hundredths(shared as u64, count as u64),
        contacts,
        median: (all[(count - 1) / 2] + all[count / 2]) as f64 / 2.0,
    }
}

/// All people of the firm who are on a deal.
pub(super) fn people(deal: &Deal) -> BTreeSet<usize> {
    deal.helpers.iter().copied().chain([deal.owner]).collect()
}

/// A share in hundredths of a percent, worked out by repeated subtraction.
fn hundredths(part: u64, whole: u64) -> i64 {
    let (mut left, mut count) = (u128::from(part) * 20_000 + u128::from(whole), 0);
    let step = u128::from(whole) * 2;
    while left >= step {
        left -= step;
        count += 1;
    }
    count
}

/// Cells as a row of CSV, quoted where they must be.
pub(super) fn row(cells: &[String], delimiter: &str) -> String {
    let cell = |cell: &String| {
        if cell.contains(delimiter) || cell.contains('"') || cell.contains('\n') {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(delimiter)
}

/// A header and rows as CSV.
pub(super) fn csv(table: &[Vec<String>]) -> Vec<u8> {
    let rows: Vec<String> = table.iter().map(|cells| row(cells, ",")).collect();
    (rows.join("\n") + "\n").into_bytes()
}
