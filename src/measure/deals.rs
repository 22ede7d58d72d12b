//! Rows of deals, gathered until all of them are seen: only then is it known how dates
//! and amounts are written, and when the period ends.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hasher as _};

use super::both::{Both, Ways};
use super::choices::Choices;
use super::date;
use super::known::Vocabulary;
use super::layout::{ExportColumn, ExportLayout};
use super::money::{self, Amount};
use super::names::{Interner, NONE, Name};
use super::place::RowPlace;
use super::role::Role;
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

/// Who is on a deal, as its own rows say.
#[derive(Debug, Default)]
pub(super) struct DealPeople {
    /// Our own people besides the owner.
    pub(super) sellers: Vec<Name>,
    /// The customer's.
    pub(super) contacts: Vec<Name>,
    /// How many of the customer's, where a column says so; 0 for none.
    pub(super) contact_count: u32,
}

/// The deals that were read so far.
#[derive(Debug)]
pub(super) struct DealRows<'c> {
    pub(super) choices: &'c Choices,
    pub(super) names: Interner,
    /// Closed deals.
    pub(super) rows: Vec<DealRow>,
    /// Every deal by its id, or by what makes it one.
    pub(super) by_key: HashMap<u64, u32>,
    /// The deals by title; [`MANY`] where several have it.
    pub(super) by_title: HashMap<u64, u32>,
    pub(super) layout: Option<ExportLayout>,
    pub(super) dates: Ways,
    pub(super) amounts: Ways,
    /// The words for stages, with how often they occur.
    pub(super) stages: HashMap<String, StageMeaning>,
    pub(super) read: usize,
    pub(super) skipped: usize,
    pub(super) filtered: usize,
    pub(super) repeated: usize,
    /// Deals that have a second contact on a row of its own.
    pub(super) several_rows: usize,
    /// Whether every value of a column of contacts that was named is a small number.
    pub(super) contacts_are_counts: Option<bool>,
    /// What a won deal has in place of a date, as an example.
    pub(super) no_date: Option<String>,
    /// Whether the columns of customers and of contacts have any value.
    is_filled: [bool; 2],
    folded: String,
}

/// A deal that is still open.
pub(super) const OPEN: u32 = u32::MAX;

/// Several deals.
pub(super) const MANY: u32 = u32::MAX - 1;

/// The most different words for stages that are remembered.
pub(super) const MOST_STAGES: usize = 2_000;

/// The most contacts of one deal: a larger number is an id.
const MOST_CONTACTS: u32 = 1_000;

/// What a word for a stage means.
#[derive(Clone, Debug)]
pub(super) struct StageMeaning {
    pub(super) count: usize,
    pub(super) says: Option<Says>,
    /// Whether [`Choices::won`] or [`Choices::lost`] has it.
    given: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Won,
    Lost,
    Open,
}

impl<'c> DealRows<'c> {
    /// No deal yet.
    pub(super) fn new(choices: &'c Choices) -> Self {
        DealRows {
            choices,
            names: Interner::new(),
            rows: Vec::new(),
            by_key: HashMap::new(),
            by_title: HashMap::new(),
            layout: None,
            dates: Ways::default(),
            amounts: Ways::default(),
            stages: HashMap::new(),
            read: 0,
            skipped: 0,
            filtered: 0,
            repeated: 0,
            several_rows: 0,
            contacts_are_counts: None,
            no_date: None,
            is_filled: [false; 2],
            folded: String::new(),
        }
    }

    /// Takes a file's header; every file of deals has the same.
    pub(super) fn begin(&mut self, layout: &ExportLayout) {
        if self.layout.is_none() {
            self.layout = Some(layout.clone());
        }
    }

    /// Takes a row; `cell` gives what it has in a column, counted from 0.
    pub(super) fn row<'r>(
        &mut self,
        layout: &ExportLayout,
        place: RowPlace,
        cell: impl Fn(usize) -> &'r str,
    ) {
        let of = |role: Role| layout.column(role).map_or("", |column| value(cell(column.index)));
        let outcomes = [Role::Stage, Role::Won, Role::Probability];
        let dates = [Role::Date, Role::WonDate, Role::LostDate];
        if outcomes.iter().chain(&dates).all(|role| of(*role).is_empty()) {
            // A footer, a total, a blank line: a deal has a stage or a date.
            self.skipped += 1;
            return;
        }
        if !self.choices.wants(layout, &cell) {
            self.filtered += 1;
            return;
        }
        let (says, contradicts) = self.outcome(layout, &of);
        let date = self.day(says, &of, place);
        let amount = self.amount(layout, &of, place);
        let key = key(&of, place);
        let customer = self.names.number(of(Role::Customer));
        self.is_filled[0] |= customer != NONE;
        let spare = |role: Role| layout.spare(role).map_or("", |column| value(cell(column.index)));
        // Once the best column has shown a value, the spare one does not count.
        let spare_customer = match self.is_filled[0] {
            true => NONE,
            false => self.names.number(spare(Role::Customer)),
        };
        let currency = match layout.column(Role::Currency).or(layout.column(Role::OwnAmount)) {
            None if amount.any().is_some() => self.names.number(&money::currency(of(Role::Amount))),
            _ => self.names.number(of(Role::Currency)),
        };
        let outcome = match says {
            Says::Won => DealOutcome::Won,
            Says::Lost => DealOutcome::Lost,
            Says::Open => {
                self.open(key, of(Role::Name));
                return;
            }
        };
        let next =
            u32::try_from(self.rows.len()).expect("four thousand million deals fit no memory");
        let mut contradicts = contradicts;
        match self.by_key.get(&key).copied() {
            Some(OPEN) => contradicts = true,
            Some(before) => {
                self.again(
                    before,
                    (outcome, date, amount, currency, customer),
                    layout,
                    (&of, &spare),
                );
                return;
            }
            None => self.read += 1,
        }
        self.by_key.insert(key, next);
        self.title(of(Role::Name), next);
        let deleted = self.is_yes_or(of(Role::Deleted), &Vocabulary::get().deleted);
        let people = match outcome {
            DealOutcome::Won => self.people(layout, &of, &spare),
            DealOutcome::Lost => DealPeople::default(),
        };
        let row = DealRow {
            place,
            outcome,
            contradicts,
            deleted,
            date,
            amount,
            currency,
            customer,
            spare_customer,
            source: self.names.number(of(Role::Source)),
            kind: self.names.number(of(Role::Type)),
            pipeline: self.names.number(of(Role::Pipeline)),
            owner: self.names.number(of(Role::Owner)),
            people,
        };
        self.rows.push(row);
    }

    /// The columns to read instead of those that are empty in all rows.
    pub(super) fn spares(&self, layout: &ExportLayout) -> BTreeMap<Role, ExportColumn> {
        let roles = [Role::Customer, Role::Contacts].into_iter().zip(self.is_filled);
        let empty = roles.filter(|(_, is_filled)| !is_filled).map(|(role, _)| role);
        empty.filter_map(|role| Some((role, layout.spare(role)?.clone()))).collect()
    }

    fn open(&mut self, key: u64, title: &str) {
        match self.by_key.get(&key).copied() {
            None => {
                self.read += 1;
                self.by_key.insert(key, OPEN);
                self.title(title, OPEN);
            }
            Some(OPEN) => self.repeated += 1,
            Some(closed) => {
                self.repeated += 1;
                self.rows[closed as usize].contradicts = true;
            }
        }
    }

    /// Another row of a deal that was read.
    fn again<'r>(
        &mut self,
        before: u32,
        facts: (DealOutcome, Both<Date>, Both<Amount>, Name, Name),
        layout: &ExportLayout,
        (of, spare): (&impl Fn(Role) -> &'r str, &impl Fn(Role) -> &'r str),
    ) {
        self.repeated += 1;
        let row = &mut self.rows[before as usize];
        if facts != (row.outcome, row.date, row.amount, row.currency, row.customer) {
            row.contradicts = true;
        }
        if row.outcome == DealOutcome::Lost {
            return;
        }
        let more = self.people(layout, of, spare);
        let people = &mut self.rows[before as usize].people;
        let alone = people.contacts.len() == 1;
        join(&mut people.sellers, more.sellers);
        join(&mut people.contacts, more.contacts);
        people.contact_count = people.contact_count.max(more.contact_count);
        if alone && people.contacts.len() > 1 {
            self.several_rows += 1;
        }
    }

    fn title(&mut self, title: &str, deal: u32) {
        if !title.is_empty() {
            self.by_title.entry(hash(&title)).and_modify(|before| *before = MANY).or_insert(deal);
        }
    }

    /// How far a deal is, and whether its columns contradict each other.
    fn outcome<'r>(
        &mut self,
        layout: &ExportLayout,
        of: &impl Fn(Role) -> &'r str,
    ) -> (Says, bool) {
        let words = Vocabulary::get();
        let truth = |role: Role| match of(role) {
            "" => None,
            text => words.truth(&fold(text)),
        };
        let (stage, given) = match layout.column(Role::Stage) {
            Some(column) => self.stage(of(Role::Stage), column.given),
            None => (None, false),
        };
        if layout.column(Role::Won).is_some() {
            let won = truth(Role::Won);
            return match (won, stage) {
                (_, Some(says)) if given => (says, false),
                (Some(true), Some(Says::Lost)) => (Says::Won, true),
                (Some(true), _) => (Says::Won, false),
                (Some(false), Some(Says::Won)) => (Says::Won, true),
                (None, Some(says)) => (says, false),
                (_, Some(Says::Lost)) => (Says::Lost, false),
                _ if truth(Role::Closed) == Some(true) && won == Some(false) => (Says::Lost, false),
                _ => (Says::Open, false),
            };
        }
        // Odoo's stages say no more than won: a lost deal is one that is not active.
        let is_odoo =
            [Role::Active, Role::Probability].iter().all(|role| layout.column(*role).is_some());
        match stage {
            Some(Says::Won) if is_odoo && truth(Role::Active) == Some(false) => {
                return (Says::Won, true);
            }
            Some(says) => return (says, false),
            None if layout.column(Role::Stage).is_some() && !is_odoo => return (Says::Open, false),
            None => {}
        }
        let active = truth(Role::Active) != Some(false);
        let certain = of(Role::Probability).trim_end_matches('%').trim().parse() == Ok(100.0_f64);
        match (certain, active) {
            (true, true) => (Says::Won, false),
            (_, false) => (Says::Lost, false),
            (false, true) => (Says::Open, false),
        }
    }

    /// What a word for a stage says, and whether [`Choices::won`] or [`Choices::lost`] has it.
    fn stage(&mut self, text: &str, given_column: bool) -> (Option<Says>, bool) {
        if text.is_empty() {
            return (None, false);
        }
        if let Some(stage) = self.stages.get_mut(text) {
            stage.count += 1;
            return (stage.says, stage.given);
        }
        let folded = fold(text);
        let words = Vocabulary::get();
        let is = |list: &[String]| list.contains(&folded);
        let named = |list: &[String]| list.iter().any(|value| fold(value) == folded);
        let choices = self.choices;
        let given = match (named(&choices.won), named(&choices.lost)) {
            (true, _) => Some(Says::Won),
            (_, true) => Some(Says::Lost),
            _ => None,
        };
        let says = given.or_else(|| match () {
            () if is(&words.won) => Some(Says::Won),
            () if is(&words.lost) => Some(Says::Lost),
            () if is(&words.open) => Some(Says::Open),
            () if given_column && is(&words.yes) => Some(Says::Won),
            () if given_column && is(&words.no) => Some(Says::Open),
            () => None,
        });
        let stage = StageMeaning { count: 1, says, given: given.is_some() };
        if self.stages.len() < MOST_STAGES {
            self.stages.insert(text.to_owned(), stage);
        }
        (says, given.is_some())
    }

    fn day<'r>(
        &mut self,
        says: Says,
        of: &impl Fn(Role) -> &'r str,
        place: RowPlace,
    ) -> Both<Date> {
        let first = match says {
            Says::Won => Role::WonDate,
            Says::Lost => Role::LostDate,
            Says::Open => Role::Date,
        };
        let text = match of(first) {
            "" => of(Role::Date),
            text => text,
        };
        let both = date::read(text).unwrap_or(Both::none());
        if says == Says::Won && both.any().is_none() && self.no_date.is_none() {
            self.no_date =
                Some(text.chars().take(60).collect()).filter(|text: &String| !text.is_empty());
        }
        self.dates.see(both, place, text);
        both
    }

    fn amount<'r>(
        &mut self,
        layout: &ExportLayout,
        of: &impl Fn(Role) -> &'r str,
        place: RowPlace,
    ) -> Both<Amount> {
        let own = layout.column(Role::OwnAmount).is_some();
        let text = of(if own { Role::OwnAmount } else { Role::Amount });
        let both = money::read(text).unwrap_or(Both::none());
        self.amounts.see(
            Both { first: both.first.map(Units), second: both.second.map(Units) },
            place,
            text,
        );
        both
    }

    fn is_yes_or(&mut self, text: &str, words: &[String]) -> bool {
        if text.is_empty() {
            return false;
        }
        self.folded = fold(text);
        Vocabulary::get().truth(&self.folded) == Some(true) || words.contains(&self.folded)
    }

    /// The people that a row names.
    fn people<'r>(
        &mut self,
        layout: &ExportLayout,
        of: &impl Fn(Role) -> &'r str,
        spare: &impl Fn(Role) -> &'r str,
    ) -> DealPeople {
        let mut people = DealPeople::default();
        if let Some(column) = layout.column(Role::Sellers) {
            people.sellers = self.list(column, of(Role::Sellers));
        }
        people.contact_count = count(of(Role::ContactCount)).unwrap_or(0);
        let text = of(Role::Contacts);
        self.is_filled[1] |= !text.is_empty();
        let (column, text) = match (layout.column(Role::Contacts), layout.spare(Role::Contacts)) {
            (Some(column), _) if !text.is_empty() => (column, text),
            (_, Some(column)) => (column, spare(Role::Contacts)),
            _ => return people,
        };
        if column.given {
            let count = count(text);
            let counts = self.contacts_are_counts.unwrap_or(true);
            self.contacts_are_counts = Some(counts && count.is_some());
            people.contact_count = count.unwrap_or(0);
        }
        people.contacts = self.list(column, text);
        people
    }

    /// The names in a cell, each once.
    fn list(&mut self, column: &ExportColumn, text: &str) -> Vec<Name> {
        let mut names = Vec::new();
        let between = match (column.between, column.given) {
            (Some(between), _) => vec![between],
            (None, true) => vec![';', '|', '\n'],
            (None, false) => Vec::new(),
        };
        for part in text.split(between.as_slice()) {
            let name = self.names.number(value(part));
            if name != NONE && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// A number of contacts.
fn count(text: &str) -> Option<u32> {
    let count = text.strip_suffix(".0").unwrap_or(text).parse::<u32>().ok();
    count.filter(|count| *count <= MOST_CONTACTS)
}

/// Adds names that are not there yet.
fn join(names: &mut Vec<Name>, more: Vec<Name>) {
    for name in more {
        if !names.contains(&name) {
            names.push(name);
        }
    }
}

/// An amount as a message shows it.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Units(pub(super) Amount);

impl std::fmt::Display for Units {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0 as f64 / money::UNIT as f64)
    }
}

/// A cell without the blanks around it, and empty if it is what a CRM writes for no
/// value.
pub(super) fn value(cell: &str) -> &str {
    let cell = cell.trim();
    let is_nothing = |nothing: &String| nothing.eq_ignore_ascii_case(cell);
    if cell.starts_with("000") && Vocabulary::get().nothing.iter().any(is_nothing) {
        return "";
    }
    without_check(cell).unwrap_or(cell)
}

/// The 15 characters of a Salesforce id of 18: reports write the short form and exports
/// the long one. The last three say which of the others are capitals, five characters
/// each, so that a text which merely has 18 is left as it is.
fn without_check(cell: &str) -> Option<&str> {
    const SIGNS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    if cell.len() != 18 || !cell.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let (id, check) = cell.split_at(15);
    let capitals = |five: &[u8]| {
        let bits = (0..).zip(five).filter(|(_, byte)| byte.is_ascii_uppercase());
        bits.map(|(bit, _)| 1_usize << bit).sum::<usize>()
    };
    let signs = id.as_bytes().chunks(5).map(|five| SIGNS[capitals(five)]);
    signs.eq(check.bytes()).then_some(id)
}

/// What makes a row a deal of its own: its id, or else name, customer, date and amount
/// together, because an annual renewal has one name for years. Without an id, a name and
/// a customer, every row is a deal of its own.
fn key<'r>(of: &impl Fn(Role) -> &'r str, place: RowPlace) -> u64 {
    match of(Role::Id) {
        "" if of(Role::Name).is_empty() && of(Role::Customer).is_empty() => hash(&place),
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

/// One number for an id. Among a million ids, the chance that two share a number is 1 in
/// 37 million.
pub(super) fn hash(of: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}
