//! JSON Lines: one object a line, looked at once.

mod scan;

pub(super) use scan::{Broken, Entry, Kind, entries};
