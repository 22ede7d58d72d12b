//! A row of an export, and what its cells say.

use std::borrow::Cow;

use super::known::Vocabulary;
use super::layout::ExportLayout;
use super::place::RowPlace;
use super::role::Role;

/// A row with the layout of its file.
#[derive(Clone, Copy)]
pub(super) struct ExportRow<'r> {
    pub(super) layout: &'r ExportLayout,
    pub(super) place: RowPlace,
    /// By column of the file; those that are not read are empty.
    pub(super) cells: &'r [Cow<'r, str>],
}

impl<'r> ExportRow<'r> {
    /// What is in the column of a role; empty if there is none.
    pub(super) fn cell(&self, role: Role) -> &'r str {
        self.layout.column(role).map_or("", |column| value(self.raw(column.index)))
    }

    /// The same of the spare column of a role.
    pub(super) fn spare(&self, role: Role) -> &'r str {
        self.layout.spare(role).map_or("", |column| value(self.raw(column.index)))
    }

    /// A column as it is, counted from 0.
    pub(super) fn raw(&self, index: usize) -> &'r str {
        self.cells.get(index).map_or("", |cell| cell)
    }

    /// What the column of a role says of yes or no, if it says either.
    pub(super) fn truth(&self, role: Role) -> Option<bool> {
        match self.cell(role) {
            "" => None,
            text => Vocabulary::get().truth(&crate::fold::fold(text)),
        }
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
