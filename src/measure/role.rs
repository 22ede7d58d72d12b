//! What a file is, and what its columns hold.

use serde::Deserialize;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// Deals, won, lost and open.
    Deals,
    /// Calls, meetings and tasks of our own people, on deals.
    Activities,
    /// Invoices and credit notes.
    Invoices,
    /// People on deals: contacts of the customer, or our own.
    People,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "a role is called what it is")]
pub enum Role {
    Id,
    Name,
    /// True or false.
    Won,
    /// True or false.
    Closed,
    /// A word for how far a deal is.
    Stage,
    Probability,
    Active,
    Date,
    WonDate,
    LostDate,
    /// The amount in the company's own currency.
    OwnAmount,
    Amount,
    Currency,
    Customer,
    Source,
    Type,
    Pipeline,
    Owner,
    Sellers,
    Contacts,
    /// How many contacts there are.
    ContactCount,
    Person,
    Done,
    Deleted,
    Status,
}

/// The roles that can be given a column by name, as the command calls them.
pub const GIVEN_ROLES: [(&str, Role); 15] = [
    ("id", Role::Id),
    ("name", Role::Name),
    ("won", Role::Stage),
    ("date", Role::Date),
    ("amount", Role::Amount),
    ("currency", Role::Currency),
    ("customer", Role::Customer),
    ("source", Role::Source),
    ("type", Role::Type),
    ("pipeline", Role::Pipeline),
    ("owner", Role::Owner),
    ("sellers", Role::Sellers),
    ("contacts", Role::Contacts),
    ("person", Role::Person),
    ("done", Role::Done),
];

impl FileKind {
    /// Every kind, in the order in which a header is tried.
    pub const ALL: [FileKind; 4] =
        [FileKind::Deals, FileKind::Activities, FileKind::Invoices, FileKind::People];

    /// Its name for programs.
    pub fn id(self) -> &'static str {
        match self {
            FileKind::Deals => "deals",
            FileKind::Activities => "activities",
            FileKind::Invoices => "invoices",
            FileKind::People => "people",
        }
    }
}

impl Role {
    /// How the command calls the role.
    pub fn name(self) -> &'static str {
        match self {
            Role::Won | Role::Closed | Role::Probability | Role::Active => "won",
            Role::WonDate | Role::LostDate => "date",
            Role::OwnAmount => "amount",
            Role::ContactCount => "contacts",
            Role::Deleted => "deleted",
            Role::Status => "status",
            _ => GIVEN_ROLES.iter().find(|(_, role)| *role == self).map_or("", |(name, _)| name),
        }
    }
}
