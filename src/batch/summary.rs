//! The totals of a batch, to read and for programs.

use std::io::{self, Write};

use super::Totals;
use crate::questionnaire::Questionnaire;
use crate::render::Look;

/// Writes a page.
pub fn write_text(
    totals: &Totals,
    questionnaire: &Questionnaire,
    by: Option<&str>,
    look: &Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let _ = (questionnaire, by, look);
    writeln!(out, "{totals:?}")
}

/// Writes JSON.
pub fn write_json(
    totals: &Totals,
    questionnaire: &Questionnaire,
    by: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let _ = (questionnaire, by);
    writeln!(out, "{totals:?}")
}
