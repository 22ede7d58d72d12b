//! The deals of a firm once all of them are read, and what is asked of them: the period, who
//! was a customer before, which deal an id belongs to.

use std::collections::{BTreeMap, HashMap};

use super::choices::Choices;
use super::deal_people::DealPeople;
use super::deals::{DealOutcome, KnownDeal};
use super::known::Vocabulary;
use super::layout::ExportLayout;
use super::left_out::LeftOutCounts;
use super::money::Amount;
use super::names::{Interner, NONE, Name, hash};
use super::place::RowPlace;
use super::role::Role;
use super::thresholds::{IMPORT_LEAST, IMPORT_PART, LEFT_OUT_PART, LOOK_BACK_MONTHS, OLD_DAYS};
use crate::answers::Period;
use crate::date::Date;
use crate::fold::fold;

/// A deal that was won or lost on a day that is known.
#[derive(Debug)]
pub(super) struct Deal {
    pub(super) place: RowPlace,
    pub(super) outcome: DealOutcome,
    pub(super) day: Date,
    pub(super) amount: Option<Amount>,
    pub(super) currency: Name,
    pub(super) customer: Name,
    pub(super) source: Name,
    pub(super) kind: Name,
    pub(super) pipeline: Name,
    pub(super) owner: Name,
    pub(super) people: DealPeople,
}

impl Period {
    /// The months that end on a day.
    pub(super) fn ending(to: Date, months: i32) -> Self {
        Period { from: to.months_that_end(months), to }
    }

    /// Whether a day is one of them.
    pub(super) fn has(self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// A day with more wins than anybody signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Import {
    /// The day.
    pub day: Date,
    /// The wins on it.
    pub wins: usize,
    /// All wins.
    pub of: usize,
}

/// Whether a deal was with a new customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Business {
    New,
    Existing,
    /// It has no customer, and no type that says so.
    Unknown,
}

/// The closed deals of a firm.
#[derive(Debug)]
pub struct Book<'c> {
    pub(super) choices: &'c Choices,
    pub(super) names: Interner,
    pub(super) layout: ExportLayout,
    pub(super) deals: Vec<Deal>,
    pub(super) by_key: HashMap<u64, KnownDeal>,
    pub(super) by_title: HashMap<u64, KnownDeal>,
    pub(super) first_win: HashMap<Name, Date>,
    pub(super) several_rows: usize,
    pub(super) contacts_are_counts: bool,
    /// The twelve months that end on the last win.
    pub period: Period,
    /// The months that were asked for, which end on the same day.
    pub window: Period,
    /// A day on which deals were imported, if there is one.
    pub import: Option<Import>,
    /// What could not be used.
    pub left_out: LeftOutCounts,
    /// The deals that were read, open ones too.
    pub read: usize,
    /// The won deals with a date.
    pub won: usize,
    /// The won deals of the period.
    pub in_period: usize,
    /// The rows that were no deals.
    pub skipped: usize,
    /// The rows that [`Choices::only`] left out.
    pub filtered: usize,
    /// The rows that repeat a deal.
    pub repeated: usize,
    /// The won deals of each pipeline.
    pub pipelines: BTreeMap<String, usize>,
    /// Where stages decide: those that nobody has declared won, lost or open, with how
    /// often they occur. They count as open.
    pub open_stages: Vec<(String, usize)>,
    /// The values of [`Choices::won`] and [`Choices::lost`] that no deal has.
    pub absent: Vec<String>,
    /// How many names of customers differ from another only by the legal form (Ltd, BV).
    pub alike: usize,
}

impl Book<'_> {
    /// The days from the end of the period to today.
    pub(crate) fn age(&self) -> i32 {
        self.period.to.days_until(self.choices.today)
    }

    /// Whether that is long ago.
    pub(crate) fn is_old(&self) -> bool {
        self.age() > OLD_DAYS
    }

    /// How many won deals were left out, if that is a large part of all.
    pub(crate) fn many_left_out(&self, left_out: &LeftOutCounts) -> Option<usize> {
        let left_out = left_out.iter().filter(|(why, _)| why.is_won_deal());
        let left_out: usize = left_out.map(|(_, tally)| tally.count).sum();
        (left_out * LEFT_OUT_PART > self.all_won()).then_some(left_out)
    }

    /// All won deals, including those that could not be used at all.
    pub(crate) fn all_won(&self) -> usize {
        self.won + self.left_out.iter().map(|(_, tally)| tally.count).sum::<usize>()
    }

    /// The months of the window.
    pub(crate) fn months(&self) -> u32 {
        self.choices.months
    }

    /// Whether the day of the import lies within what leads and revenue look at.
    pub(crate) fn import_matters(&self) -> bool {
        let from = self.window.from.min(self.period.from).months_before(LOOK_BACK_MONTHS);
        self.import.is_some_and(|import| import.day >= from)
    }

    /// Whether the deals are a report with a row for each contact, which has no deal
    /// without one.
    pub(crate) fn has_contact_rows(&self) -> bool {
        self.several_rows > 0 && self.layout.has_contact_rows()
    }

    /// Counts what the deals have in common, once all are there.
    pub(super) fn look_around(&mut self) {
        let mut by_day: HashMap<Date, usize> = HashMap::new();
        let mut pipelines: HashMap<Name, usize> = HashMap::new();
        for deal in self.deals.iter().filter(|deal| deal.outcome == DealOutcome::Won) {
            self.won += 1;
            self.in_period += usize::from(self.period.has(deal.day));
            *by_day.entry(deal.day).or_default() += 1;
            *pipelines.entry(deal.pipeline).or_default() += 1;
            // A deal with an amount of 0 makes no customer; one with a blank amount does.
            if deal.customer != NONE && deal.amount.is_none_or(|amount| amount > 0) {
                let first = self.first_win.entry(deal.customer).or_insert(deal.day);
                *first = deal.day.min(*first);
            }
        }
        // Of several such days the last one: nothing is measured across it.
        self.import = by_day
            .into_iter()
            .filter(|(_, wins)| *wins >= IMPORT_LEAST && wins * IMPORT_PART > self.won)
            .max_by_key(|(day, _)| *day)
            .map(|(day, wins)| Import { day, wins, of: self.won });
        if self.layout.column(Role::Pipeline).is_some() {
            let text = |(name, count): (Name, usize)| (self.names.text(name).to_owned(), count);
            self.pipelines = pipelines.into_iter().map(text).collect();
        }
        self.alike = self.alike();
    }

    /// How many names of customers differ from another only by the legal form.
    fn alike(&self) -> usize {
        let mut names: HashMap<String, usize> = HashMap::new();
        for customer in self.first_win.keys() {
            *names.entry(without_form(self.names.text(*customer))).or_default() += 1;
        }
        names.values().filter(|count| **count > 1).sum()
    }

    /// The deals of the window that were won.
    pub(super) fn won_in_window(&self) -> impl Iterator<Item = (u32, &Deal)> {
        (0..)
            .zip(&self.deals)
            .filter(|(_, deal)| deal.outcome == DealOutcome::Won && self.window.has(deal.day))
    }

    /// The first win of all; there is one, as a book has a win.
    pub(super) fn first_win(&self) -> Date {
        let won = self.deals.iter().filter(|deal| deal.outcome == DealOutcome::Won);
        won.map(|deal| deal.day).min().unwrap_or(self.period.to)
    }

    /// The day of a customer's first win, if there is one.
    pub(super) fn first_win_of(&self, customer: Name) -> Option<Date> {
        self.first_win.get(&customer).copied()
    }

    /// Whether a deal was with a new customer: no win before it, and no type that says
    /// otherwise.
    pub(super) fn business(&self, deal: &Deal) -> Business {
        let words = Vocabulary::get();
        let kind = fold(self.names.text(deal.kind));
        if words.says_existing(&kind) {
            return Business::Existing;
        }
        match self.first_win_of(deal.customer) {
            Some(first) if first < deal.day => Business::Existing,
            _ if deal.customer != NONE || words.says_new(&kind) => Business::New,
            _ => Business::Unknown,
        }
    }

    /// The closed deal with this id or, where the row has no id, with this title.
    pub(super) fn find(&self, id: &str, title: &str) -> DealMatch {
        let found = match (id, title) {
            ("", "") => None,
            ("", title) => self.by_title.get(&hash(&title)),
            (id, _) => self.by_key.get(&hash(&id)),
        };
        match found.copied() {
            Some(KnownDeal::Several) => DealMatch::Several,
            Some(KnownDeal::Open | KnownDeal::LeftOut) => DealMatch::NotClosed,
            Some(KnownDeal::Closed(deal)) => DealMatch::Deal(deal),
            None => DealMatch::Nothing,
        }
    }

    /// The name of the column of a role.
    pub(super) fn column(&self, role: Role) -> Option<&str> {
        self.layout.column(role).map(|column| column.name.as_str())
    }
}

/// What an id or a title belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DealMatch {
    Deal(u32),
    /// A deal that is open, or that was left out.
    NotClosed,
    Several,
    Nothing,
}

/// A name without the legal form at its end.
fn without_form(name: &str) -> String {
    let forms = &Vocabulary::get().forms;
    let mut words: Vec<&str> =
        name.split([' ', ',', '\u{A0}']).filter(|word| !word.is_empty()).collect();
    while let [_, .., last] = words.as_slice() {
        if !forms.contains(&fold(&last.replace('.', ""))) {
            break;
        }
        words.pop();
    }
    fold(&words.join(" ").replace('.', ""))
}
