//! People on deals from files of their own: contact roles, team members, and the
//! activities of our own people. Only what concerns the won deals of the window is
//! kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::book::{Book, DealMatch};
use super::both::{Both, NoWay, Ways};
use super::date;
use super::export_row::ExportRow;
use super::known::Vocabulary;
use super::layout::ExportLayout;
use super::left_out::{LeftOut, LeftOutCounts};
use super::names::{NONE, Name};
use super::place::RowPlace;
use super::role::Role;
use super::thresholds::ACTIVITIES_EACH;
use crate::date::Date;
use crate::fold::fold;

/// Who is on which deal.
#[derive(Debug, Default)]
pub struct People {
    /// Our own people by deal, from a file of team members; `None` without one.
    pub(super) team: Option<ByDeal>,
    /// The customer's, from a file of contact roles; `None` without one.
    pub(super) contacts: Option<ByDeal>,
    /// What activities show; `None` without a file of them.
    pub(super) activities: Option<Acts>,
    /// What could not be used.
    pub left_out: LeftOutCounts,
    /// The rows that were neither people nor activities.
    pub skipped: usize,
}

/// Names by deal, with the column that they are from.
#[derive(Debug)]
pub(super) struct ByDeal {
    pub(super) column: String,
    pub(super) names: HashMap<u32, BTreeSet<Name>>,
}

/// Activities by deal.
#[derive(Debug)]
pub(super) struct Acts {
    pub(super) seller_column: String,
    pub(super) contact_column: Option<String>,
    /// The done activities of our own people, until each deal was won.
    pub(super) spans: BTreeMap<u32, Vec<(Name, ActivitySpan)>>,
    pub(super) contacts: HashMap<u32, BTreeSet<Name>>,
}

/// The done activities of one person on one deal, until it was won.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ActivitySpan {
    count: u32,
    first: Date,
    last: Date,
}

/// The rows that were read so far.
pub(super) struct PeopleRows<'b, 'c> {
    book: &'b mut Book<'c>,
    /// The won deals of the window, with the day they were won.
    wanted: HashMap<u32, Date>,
    people: People,
    dates: Ways,
    /// In either way of reading dates.
    spans: HashMap<(u32, Name), Both<ActivitySpan>>,
    persons: HashMap<(u32, Name), Both<()>>,
    activity_columns: Option<(String, Option<String>)>,
    /// Whether a column says that an activity has taken place.
    has_done: bool,
}

impl<'b, 'c> PeopleRows<'b, 'c> {
    /// No row yet.
    pub(super) fn new(book: &'b mut Book<'c>) -> Self {
        let wanted = book.won_in_window().map(|(id, deal)| (id, deal.day)).collect();
        PeopleRows {
            book,
            wanted,
            people: People::default(),
            dates: Ways::default(),
            spans: HashMap::new(),
            persons: HashMap::new(),
            activity_columns: None,
            has_done: false,
        }
    }

    /// Takes the header of a file of people or activities.
    pub(super) fn begin(&mut self, layout: &ExportLayout) {
        let name = |role: Role| layout.column(role).map(|column| column.name.clone());
        if layout.column(Role::Date).is_some() {
            self.has_done = layout.column(Role::Done).is_some();
            self.activity_columns = name(Role::Owner).map(|owner| (owner, name(Role::Person)));
            return;
        }
        let by_deal = |column: String| ByDeal { column, names: HashMap::new() };
        if let Some(column) = name(Role::Owner) {
            self.people.team.get_or_insert_with(|| by_deal(column));
        }
        if let Some(column) = name(Role::Person) {
            self.people.contacts.get_or_insert_with(|| by_deal(column));
        }
    }

    /// Takes a row.
    pub(super) fn row(&mut self, row: &ExportRow<'_>) {
        let of = |role: Role| row.cell(role);
        let (owner, person) = (of(Role::Owner), of(Role::Person));
        let (id, title) = (of(Role::Id), of(Role::Name));
        if (owner.is_empty() && person.is_empty()) || (id.is_empty() && title.is_empty()) {
            self.people.skipped += 1;
            return;
        }
        let deleted = of(Role::Deleted);
        if !deleted.is_empty() && Vocabulary::get().truth(&fold(deleted)) == Some(true) {
            return;
        }
        let deal = match self.book.find(id, title) {
            DealMatch::Deal(deal) => deal,
            DealMatch::NotClosed => return,
            DealMatch::Several => {
                self.people.left_out.add(LeftOut::SharedTitle, row.place);
                return;
            }
            DealMatch::Nothing => {
                self.people.left_out.add(LeftOut::NoDeal, row.place);
                return;
            }
        };
        let Some(won) = self.wanted.get(&deal).copied() else {
            if row.layout.column(Role::Date).is_some() {
                // Its date may still show how dates are written.
                self.day(&of, row.place);
            }
            return;
        };
        let owner = self.book.names.number(owner);
        let person = self.book.names.number(person);
        if row.layout.column(Role::Date).is_some() {
            self.activity(&of, row.place, (deal, won), (owner, person));
            return;
        }
        if let Some(team) = self.people.team.as_mut().filter(|_| owner != NONE) {
            team.names.entry(deal).or_default().insert(owner);
        }
        if let Some(contacts) = self.people.contacts.as_mut().filter(|_| person != NONE) {
            contacts.names.entry(deal).or_default().insert(person);
        }
    }

    fn day<'r>(&mut self, of: &impl Fn(Role) -> &'r str, place: RowPlace) -> Both<Date> {
        let text = of(Role::Date);
        let both = date::read(text).unwrap_or(Both::none());
        self.dates.see(both, place, text);
        both
    }

    fn activity<'r>(
        &mut self,
        of: &impl Fn(Role) -> &'r str,
        place: RowPlace,
        (deal, won): (u32, Date),
        (owner, person): (Name, Name),
    ) {
        let both = self.day(of, place);
        let done = of(Role::Done);
        let words = Vocabulary::get();
        let folded = fold(done);
        let is_done = words.done.contains(&folded) || words.truth(&folded) == Some(true);
        if !is_done && self.has_done {
            return;
        }
        let until = |day: &Date| *day <= won;
        let days = Both { first: both.first.filter(until), second: both.second.filter(until) };
        if owner != NONE {
            let span = self.spans.entry((deal, owner)).or_insert(Both::none());
            span.first = longer(span.first, days.first);
            span.second = longer(span.second, days.second);
        }
        if person != NONE {
            let seen = self.persons.entry((deal, person)).or_insert(Both::none());
            seen.first = seen.first.or(days.first.map(|_| ()));
            seen.second = seen.second.or(days.second.map(|_| ()));
        }
    }

    /// Who is on which deal, once all rows are read.
    ///
    /// # Errors
    ///
    /// Nobody can say how the dates of activities are written.
    pub(super) fn finish(self) -> Result<People, NoWay> {
        let PeopleRows { book, mut people, dates, spans, persons, activity_columns, .. } = self;
        let Some((seller_column, contact_column)) = activity_columns else { return Ok(people) };
        let way = dates.decide(book.choices.dates)?;
        let mut acts = Acts {
            seller_column,
            contact_column,
            spans: BTreeMap::new(),
            contacts: HashMap::new(),
        };
        for ((deal, owner), span) in spans {
            if let Some(span) = span.get(way) {
                acts.spans.entry(deal).or_default().push((owner, span));
            }
        }
        for ((deal, person), seen) in persons {
            if seen.get(way).is_some() {
                acts.contacts.entry(deal).or_default().insert(person);
            }
        }
        people.activities = Some(acts);
        Ok(people)
    }
}

fn longer(span: Option<ActivitySpan>, day: Option<Date>) -> Option<ActivitySpan> {
    match (span, day) {
        (span, None) => span,
        (None, Some(day)) => Some(ActivitySpan { count: 1, first: day, last: day }),
        (Some(span), Some(day)) => Some(ActivitySpan {
            count: span.count + 1,
            first: span.first.min(day),
            last: span.last.max(day),
        }),
    }
}

impl Acts {
    /// Our own people with two or more done activities on a deal.
    pub(super) fn workers(&self, deal: u32) -> impl Iterator<Item = (Name, ActivitySpan)> {
        let spans = self.spans.get(&deal).map_or(&[][..], Vec::as_slice);
        spans.iter().copied().filter(|(_, span)| span.count >= ACTIVITIES_EACH)
    }
}

impl ActivitySpan {
    /// Whether the days of both have one in common.
    pub(super) fn overlaps(self, other: ActivitySpan) -> bool {
        self.first.max(other.first) <= self.last.min(other.last)
    }
}
