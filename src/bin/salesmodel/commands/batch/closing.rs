//! What is said at the end of a batch, on standard error.

use std::io::{self, Write};

use salesmodel::batch::{Totals, Unrecognised};
use salesmodel::wording::harmless;

use crate::failure;
use crate::settings::Settings;

/// So many values that were not recognised are shown.
const MOST_SHOWN: usize = 10;

/// Says how many rows there were, and what was not recognised.
pub(super) fn say(totals: &Totals, settings: &Settings) {
    for warning in &totals.warnings {
        failure::warn(warning, settings);
    }
    let rows = if totals.rows == 1 { "row" } else { "rows" };
    let mut text = format!(
        "{} {rows} read, {} diagnosed, {} rejected\n",
        totals.rows,
        totals.diagnosed(),
        totals.rejected
    );
    if !totals.unrecognised.is_empty() {
        text.push_str("Not recognised:\n");
        for value in totals.unrecognised.iter().take(MOST_SHOWN) {
            text.push_str(&format!("  {}\n", line(value)));
        }
        let more: u64 = totals.unrecognised.iter().skip(MOST_SHOWN).map(|value| value.times).sum();
        let more = more + totals.more_unrecognised;
        if more > 0 {
            text.push_str(&format!("  and {more} cells more\n"));
        }
    }
    if let Some((file, row)) = &totals.not_text {
        text.push_str(&format!(
            "Rows are no text in the encoding that was read, the first in {file}:{row}. If an older \
             program of Windows wrote the file, --encoding windows-1252 reads it.\n"
        ));
    }
    if totals.reasons.contains_key("ambiguous-number") {
        text.push_str("If a column holds fractions, --fraction ID reads 0.85 in it as 85%.\n");
    }
    // Nothing can be done if standard error is closed.
    let _ = write!(io::stderr(), "{}", harmless(&text));
}

fn line(value: &Unrecognised) -> String {
    let times = match value.times {
        1 => "once, in".to_owned(),
        times => format!("{times} times, first in"),
    };
    let (file, row) = &value.first;
    let near =
        value.nearest.as_ref().map_or(String::new(), |near| format!("; did you mean {near}?"));
    format!("{} in column {}: {times} {file}:{row}{near}", value.quoted(), value.column)
}
