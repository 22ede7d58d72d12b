//! What a file is, by its header: one of four kinds, and which column holds what.

use super::role::{FileKind, Role};
use std::collections::BTreeMap;

use super::known::{Holds, KnownColumns, Rank};
use crate::fold::fold;

/// A column that the person who runs the command named for its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenColumn {
    /// What it is to hold.
    pub role: Role,
    /// Its name; `None` if no column is to have the role.
    pub column: Option<String>,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ExportColumn {
    /// Its place in the row, from 0.
    pub(super) index: usize,
    /// Its name, as the header has it.
    pub(super) name: String,
    pub(super) holds: Holds,
    pub(super) between: Option<char>,
    /// Whether somebody named it whose name is not a known one: it may hold another kind
    /// of value.
    pub(super) given: bool,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportLayout {
    /// What its rows are.
    pub kind: FileKind,
    columns: BTreeMap<Role, ExportColumn>,
    /// For some roles the next best column, for an export in which the best is empty.
    spares: BTreeMap<Role, ExportColumn>,
    /// The header, for columns that rows are chosen by.
    header: Vec<String>,
}

/// Why a header cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderProblem {
    /// Two columns are equally good for one role, or have one name.
    TwoColumns {
        /// How the command calls the role.
        role: &'static str,
        /// Their names.
        names: [String; 2],
    },
}

/// How near a line comes to the header of each kind of file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The kind that it comes nearest to.
    pub kind: FileKind,
    /// The columns that are known, by name.
    pub found: Vec<String>,
    /// What is missing: the roles, as the command calls them, of which one is needed.
    pub missing: Vec<Vec<&'static str>>,
}

impl FileKind {
    /// Of each of these, one column is needed to know the kind.
    fn needs(self) -> &'static [&'static [Role]] {
        match self {
            FileKind::Deals => &[
                &[Role::Stage, Role::Won, Role::Probability],
                &[Role::Date, Role::WonDate],
                &[Role::Id, Role::Name, Role::Customer, Role::Amount],
            ],
            FileKind::Activities => &[&[Role::Id, Role::Name], &[Role::Owner], &[Role::Date]],
            FileKind::Invoices => &[&[Role::Customer], &[Role::Date], &[Role::Amount]],
            FileKind::People => &[&[Role::Id, Role::Name], &[Role::Person, Role::Owner]],
        }
    }
}

impl Role {
    /// The roles that this one replaces when a column is named for it.
    fn instead_of(self) -> &'static [Role] {
        match self {
            Role::Stage => &[Role::Won, Role::Closed, Role::Probability, Role::Active],
            Role::Date => &[Role::WonDate, Role::LostDate],
            Role::Amount => &[Role::OwnAmount],
            Role::Contacts => &[Role::ContactCount],
            _ => &[],
        }
    }
}

impl ExportLayout {
    /// What a file is by its header; `None` if it is of no known kind.
    ///
    /// # Errors
    ///
    /// Two of its columns are equally good for one role.
    pub(super) fn recognise<S: AsRef<str>>(
        header: &[S],
        given: &[ChosenColumn],
    ) -> Result<Option<Self>, HeaderProblem> {
        let header: Vec<&str> = header.iter().map(AsRef::as_ref).collect();
        let header = header.as_slice();
        let folded: Vec<String> = header.iter().map(|name| fold(name)).collect();
        for kind in FileKind::ALL {
            let found = Finder { header, folded: &folded, given, kind };
            if !found.is_enough() {
                continue;
            }
            let columns = found.columns()?;
            let spares = found.spares();
            let header = header.iter().map(|name| name.trim().to_owned()).collect();
            return Ok(Some(ExportLayout { kind, columns, spares, header }));
        }
        Ok(None)
    }

    /// How near a line comes to being a header, for the message when no line is one.
    pub(super) fn near<S: AsRef<str>>(header: &[S], given: &[ChosenColumn]) -> Near {
        let header: Vec<&str> = header.iter().map(AsRef::as_ref).collect();
        let header = header.as_slice();
        let folded: Vec<String> = header.iter().map(|name| fold(name)).collect();
        let near = |kind: FileKind| {
            let finder = Finder { header, folded: &folded, given, kind };
            let columns = finder.first_columns();
            let has = |roles: &&&[Role]| roles.iter().any(|role| columns.contains_key(role));
            let (met, missing): (Vec<_>, Vec<_>) = kind.needs().iter().partition(has);
            let missing = missing.iter().map(|roles: &&&[Role]| {
                let mut names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
                names.dedup();
                names
            });
            let missing = missing.collect();
            let found = columns.values().map(|column| column.name.clone()).collect();
            (met.len(), Near { kind, found, missing })
        };
        let nearest = FileKind::ALL.into_iter().map(near);
        nearest
            .rev()
            .max_by_key(|(met, near)| (*met, near.found.len()))
            .map(|(_, near)| near)
            .expect("there are four kinds")
    }

    /// The column of a role.
    pub(super) fn column(&self, role: Role) -> Option<&ExportColumn> {
        self.columns.get(&role)
    }

    /// The names of the columns that are read, by role, as the command calls it.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.columns.iter().map(|(role, column)| (role.name(), column.name.as_str()))
    }

    /// The places of the columns that are read, from 0.
    pub(super) fn indexes(&self) -> impl Iterator<Item = usize> {
        self.columns.values().chain(self.spares.values()).map(|column| column.index)
    }

    /// The column to read where that of a role is empty in the whole file.
    pub(super) fn spare(&self, role: Role) -> Option<&ExportColumn> {
        self.spares.get(&role)
    }

    /// Takes the spare columns instead of those that were empty.
    pub(super) fn take_spares(&mut self, other: &BTreeMap<Role, ExportColumn>) {
        self.columns.extend(other.iter().map(|(role, column)| (*role, column.clone())));
    }

    /// The place of a column of any name, from 0.
    pub(super) fn index_of(&self, name: &str) -> Option<usize> {
        let exact = self.header.iter().position(|column| column == name);
        exact.or_else(|| {
            let folded = fold(name);
            self.header.iter().position(|column| fold(column) == folded)
        })
    }

    /// Whether another file of the same kind has the same columns in the same order.
    pub(super) fn is_like(&self, other: &ExportLayout) -> bool {
        self.kind == other.kind && self.header == other.header
    }
}

struct Finder<'h> {
    header: &'h [&'h str],
    folded: &'h [String],
    given: &'h [ChosenColumn],
    kind: FileKind,
}

impl Finder<'_> {
    fn is_enough(&self) -> bool {
        let columns = self.first_columns();
        self.kind.needs().iter().all(|roles| roles.iter().any(|role| columns.contains_key(role)))
    }

    /// The best column of each role, the first where two are equally good.
    fn first_columns(&self) -> BTreeMap<Role, ExportColumn> {
        self.roles().filter_map(|role| Some((role, self.best(role).next()?))).collect()
    }

    fn columns(&self) -> Result<BTreeMap<Role, ExportColumn>, HeaderProblem> {
        let mut columns = BTreeMap::new();
        for role in self.roles() {
            let mut best = self.best(role);
            let Some(first) = best.next() else { continue };
            if let Some(second) = best.next() {
                let names = [first.name, second.name];
                return Err(HeaderProblem::TwoColumns { role: role.name(), names });
            }
            columns.insert(role, first);
        }
        Ok(columns)
    }

    /// The column after the best one, of deals' customers and contacts: HubSpot exports
    /// ids and names, and either may be empty.
    fn spares(&self) -> BTreeMap<Role, ExportColumn> {
        let given = |role: Role| self.given.iter().any(|given| given.role == role);
        let roles = [Role::Customer, Role::Contacts].into_iter();
        let roles = roles.filter(|role| self.kind == FileKind::Deals && !given(*role));
        let spare = |role: Role| {
            let ranks = KnownColumns::for_kind(self.kind).iter().find(|(of, _)| *of == role)?;
            let columns = ranks.1.iter().map(|rank| self.of_rank(rank));
            let mut columns = columns.filter(|columns| !columns.is_empty());
            let [column] = <[ExportColumn; 1]>::try_from(columns.nth(1)?).ok()?;
            // One contact beside an empty list does not show that there were no others.
            let is_use = role == Role::Customer || column.holds == Holds::List;
            is_use.then_some((role, column))
        };
        roles.filter_map(spare).collect()
    }

    /// The roles that a file of this kind can have.
    fn roles(&self) -> impl Iterator<Item = Role> {
        let of_kind = KnownColumns::for_kind(self.kind).iter().map(|(role, _)| *role);
        of_kind.filter(|role| {
            let instead = |given: &ChosenColumn| {
                given.role.instead_of().contains(role)
                    && (given.column.is_none() || self.has(given.column.as_deref()))
            };
            !self.given.iter().any(instead)
        })
    }

    fn has(&self, name: Option<&str>) -> bool {
        let folded = name.map(fold);
        folded.is_some_and(|folded| self.folded.contains(&folded))
    }

    /// The columns of the best rank that any column of the file has.
    fn best(&self, role: Role) -> impl Iterator<Item = ExportColumn> {
        let ranks = KnownColumns::for_kind(self.kind).iter().find(|(of, _)| *of == role);
        let ranks: &[Rank] = ranks.map_or(&[], |(_, ranks)| ranks);
        let given = self.given.iter().rev().find(|given| given.role == role);
        let columns: Vec<ExportColumn> = match given.map(|given| given.column.as_deref()) {
            Some(None) => Vec::new(),
            Some(Some(name)) if self.has(Some(name)) => {
                let folded = fold(name);
                let rank = ranks.iter().find(|rank| rank.has(&folded));
                let exact = self.header.iter().any(|column| column.trim() == name);
                let is = |i: &usize| {
                    if exact { self.header[*i].trim() == name } else { self.folded[*i] == folded }
                };
                let columns = (0..self.header.len()).filter(is);
                columns.map(|index| self.column(index, rank)).collect()
            }
            _ => {
                let mut columns = ranks.iter().map(|rank| self.of_rank(rank));
                columns.find(|columns| !columns.is_empty()).unwrap_or_default()
            }
        };
        columns.into_iter()
    }

    /// The columns that are called like those of a rank.
    fn of_rank(&self, rank: &Rank) -> Vec<ExportColumn> {
        let is = |index: &usize| rank.has(&self.folded[*index]);
        let columns = (0..self.header.len()).filter(is);
        columns.map(|index| self.column(index, Some(rank))).collect()
    }

    /// A column; without a rank, its name alone says what it holds, because somebody gave it.
    fn column(&self, index: usize, rank: Option<&Rank>) -> ExportColumn {
        ExportColumn {
            index,
            name: self.header[index].trim().to_owned(),
            holds: rank.map_or(Holds::One, |rank| rank.holds),
            between: rank.and_then(|rank| rank.between),
            given: rank.is_none(),
        }
    }
}
