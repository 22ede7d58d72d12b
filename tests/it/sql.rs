//! The scoring as SQL, against `batch`: an engine runs the query, and every column of
//! every row must be what the batch says. SQLite runs here; `.ci/more` runs the others
//! with more rows.

mod agreement;
mod cells;
mod check;
mod engines;
mod options;
mod servers;
