//! A row that is too long to be kept: its last piece, after the others were written.

use super::row::{BatchRow, Cell};
use crate::batch::BatchJob;
use crate::batch::output::Output;
use crate::batch::rejection::Rejection;
use crate::rows::csv::CsvDialect;
use crate::rows::{Chunk, RowSyntax};

pub(super) struct TooLong<'c> {
    pub(super) chunk: &'c Chunk,
    pub(super) cells: usize,
    pub(super) open: bool,
}

impl BatchRow for TooLong<'_> {
    fn line(&self) -> u64 {
        self.chunk.line
    }

    fn bytes(&self) -> &[u8] {
        &self.chunk.bytes
    }

    fn is_whole(&self, _job: &BatchJob<'_, '_>) -> bool {
        false
    }

    fn cell(&self, _column: usize) -> Cell {
        Cell::Nothing
    }

    fn text(&self, _column: usize) -> Option<String> {
        None
    }

    fn faults<'j>(&self, job: &'j BatchJob<'_, '_>) -> Vec<Rejection<'j>> {
        let longest = job.limits.longest_row;
        let mut message = format!("this row is longer than {longest} bytes, the most that is read");
        if !job.copies && matches!(job.output, Output::Csv(_)) {
            message.push_str(", and its cells are left out here");
        }
        let rejection = Rejection::row("too-long", message);
        vec![match self.open {
            true => rejection.with_hint("A quote opens in it and never closes."),
            false => rejection,
        }]
    }

    fn is_open(&self) -> bool {
        self.open
    }

    fn write_csv(&self, out: &mut Vec<u8>, job: &BatchJob<'_, '_>, dialect: CsvDialect) {
        let cells = match job.format {
            RowSyntax::Csv(_) if job.copies => {
                out.extend_from_slice(&self.chunk.bytes[..self.chunk.len]);
                if self.open {
                    out.push(b'"');
                }
                self.cells
            }
            RowSyntax::Csv(_) | RowSyntax::JsonLines => 1,
        };
        job.header.pad(out, cells, dialect);
    }

    fn write_json(&self, out: &mut Vec<u8>, _job: &BatchJob<'_, '_>) {
        out.extend_from_slice(b"null");
    }
}
