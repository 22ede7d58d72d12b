//! Every figure that decides whether something is measured. All of them are choices of
//! this project, and each is named where it decides something.

/// The fewest deals that a share or a median is measured on. Revenue needs no such
/// number: it counts everything and is not a sample.
pub(crate) const FEWEST_DEALS: usize = 30;

/// The part of the deals, in percent, of which the fact must be known.
pub(crate) const KNOWN: u64 = 70;

/// The percent of the known lead sources on one side from which it leads; closer is
/// about half and half.
pub(super) const LEADING_SIDE: u64 = 60;

/// The percent of the deals that must be in one currency.
pub(crate) const ONE_CURRENCY: u64 = 95;

/// How many months before the period the file must reach back, to tell existing customers
/// from new ones.
pub(super) const LOOK_BACK_MONTHS: i32 = 12;

/// The months whose revenue the question asks about.
pub(super) const REVENUE_MONTHS: i32 = 12;

/// The percent of revenue from existing customers from which a lower bound is an
/// answer: what is missing could only raise it.
pub(super) const LOWER_BOUND: u64 = 50;

/// One in this many of all wins on one day is too many for people to have signed.
pub(super) const IMPORT_PART: usize = 10;

/// And at least this many, because four contracts a day are nothing special.
pub(super) const IMPORT_LEAST: usize = 5;

/// The percent of won deals with two people below which a field of contacts is filled
/// by the CRM.
pub(crate) const TWO_CONTACTS: u64 = 20;

/// The done activities that one person needs on a deal: one call is a hand-over.
pub(super) const ACTIVITIES_EACH: u32 = 2;

/// The percent of won deals that somebody is on without owning them, from which they
/// are on deals by rule: a manager, or a mailbox.
pub(super) const EVERYWHERE: u64 = 90;

/// The days after which the end of the period is old.
pub(super) const OLD_DAYS: i32 = 60;

/// If one won deal in this many is left out, the report says so at the top.
pub(super) const LEFT_OUT_PART: usize = 10;

/// Whether a part is at least this percentage of a whole, which is at least 1.
pub(super) fn reaches(part: u64, whole: u64, percent: u64) -> bool {
    part * 100 >= whole * percent
}
