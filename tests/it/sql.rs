//! The scoring as SQL, against `batch`: an engine runs the query, and every column of every
//! row must be the same as in the batch. SQLite runs here; `.ci/more` runs the others with
//! more rows.

mod agreement;
pub(crate) mod cells;
mod check;
pub(crate) mod engines;
mod options;
mod servers;
