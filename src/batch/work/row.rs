//! What a worker asks of a row, so that it need not know how the row is written.
//! This is the only place where the formats meet.

use crate::batch::BatchJob;
use crate::batch::rejection::Rejection;
use crate::rows::csv::CsvDialect;

/// What a row has in a column.
pub(super) enum Cell {
    /// Nothing: unsure.
    Nothing,
    /// Text that can be taken as it is, from between two places in the bytes.
    At(usize, usize),
    /// Text that had to be built, because the bytes escape parts of it.
    Text(String),
    /// Something that is neither text nor a number.
    Other,
}

/// One row. The worker is generic over this, so that it is compiled separately for each
/// format: this is what it does a million times a second.
pub(super) trait BatchRow {
    /// The line at which it begins.
    fn line(&self) -> u64;

    /// The bytes in which its cells have their places.
    fn bytes(&self) -> &[u8];

    /// Whether it has the cells that the header names, and all of it can be read.
    fn is_whole(&self, job: &BatchJob<'_, '_>) -> bool;

    /// What it has in a column.
    fn cell(&self, column: usize) -> Cell;

    /// The text in a column, if it has any.
    fn text(&self, column: usize) -> Option<String>;

    /// What keeps it from being whole.
    fn faults<'j>(&self, job: &'j BatchJob<'_, '_>) -> Vec<Rejection<'j>>;

    /// Whether it ends within an open quote.
    fn is_open(&self) -> bool {
        false
    }

    /// Writes it as CSV, a cell for each column of the header.
    fn write_csv(&self, out: &mut Vec<u8>, job: &BatchJob<'_, '_>, dialect: CsvDialect);

    /// Writes its cells beyond those of the header. They come after the cells that are
    /// added.
    fn write_beyond(&self, _out: &mut Vec<u8>, _job: &BatchJob<'_, '_>, _dialect: CsvDialect) {}

    /// Writes it as JSON.
    fn write_json(&self, out: &mut Vec<u8>, job: &BatchJob<'_, '_>);
}
