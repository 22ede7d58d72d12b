//! Who is on a deal, as its own rows say.

use super::export_row::{ExportRow, value};
use super::layout::ExportColumn;
use super::names::{Interner, NONE, Name};
use super::role::Role;

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

/// What the columns of contacts turned out to hold.
#[derive(Debug, Default)]
pub(super) struct ContactColumns {
    /// Whether the best one has any value.
    pub(super) is_filled: bool,
    /// Whether every value of one that was named is a small number.
    pub(super) are_counts: Option<bool>,
}

/// The most contacts of one deal: a larger number is an id.
const MOST_CONTACTS: u32 = 1_000;

impl DealPeople {
    /// The people that a row names.
    pub(super) fn read(
        row: &ExportRow<'_>,
        names: &mut Interner,
        columns: &mut ContactColumns,
    ) -> Self {
        let mut people = DealPeople::default();
        if let Some(column) = row.layout.column(Role::Sellers) {
            people.sellers = list(column, row.cell(Role::Sellers), names);
        }
        people.contact_count = count(row.cell(Role::ContactCount)).unwrap_or(0);
        let text = row.cell(Role::Contacts);
        columns.is_filled |= !text.is_empty();
        let (best, spare) = (row.layout.column(Role::Contacts), row.layout.spare(Role::Contacts));
        let (column, text) = match (best, spare) {
            (Some(column), _) if !text.is_empty() => (column, text),
            (_, Some(column)) => (column, row.spare(Role::Contacts)),
            _ => return people,
        };
        if column.given {
            let count = count(text);
            columns.are_counts = Some(columns.are_counts.unwrap_or(true) && count.is_some());
            people.contact_count = count.unwrap_or(0);
        }
        people.contacts = list(column, text, names);
        people
    }

    /// Adds those of another row, and says whether that brought the second contact.
    pub(super) fn add(&mut self, more: DealPeople) -> bool {
        let was_alone = self.contacts.len() == 1;
        join(&mut self.sellers, more.sellers);
        join(&mut self.contacts, more.contacts);
        self.contact_count = self.contact_count.max(more.contact_count);
        was_alone && self.contacts.len() > 1
    }
}

/// The names in a cell, each once.
fn list(column: &ExportColumn, text: &str, names: &mut Interner) -> Vec<Name> {
    let between = match (column.between, column.given) {
        (Some(between), _) => vec![between],
        (None, true) => vec![';', '|', '\n'],
        (None, false) => Vec::new(),
    };
    let mut found = Vec::new();
    for part in text.split(between.as_slice()) {
        let name = names.number(value(part));
        if name != NONE && !found.contains(&name) {
            found.push(name);
        }
    }
    found
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
