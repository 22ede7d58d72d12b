//! The messages at the end of a batch, on standard error.

use std::io::{self, Write};

use salesmodel::batch::{Totals, Unrecognised, Wanted, by_kind};
use salesmodel::questionnaire::{Questionnaire, Unit};
use salesmodel::wording::{harmless, harmless_line};

use super::options::Plan;
use crate::failure;
use crate::settings::Settings;

/// The most values that were not recognised and are shown.
const MOST_SHOWN: usize = 10;

/// Says how many rows there were, why some were rejected, and what was not recognised.
pub(super) fn say(
    totals: &Totals,
    plan: &Plan,
    questionnaire: &Questionnaire,
    settings: &Settings,
) {
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
    if totals.rejected > 0 {
        text.push_str("Why rows were rejected:\n");
        for line in by_kind(&totals.reasons) {
            text.push_str(&format!("  {}\n", harmless_line(&line)));
        }
    }
    if !totals.unrecognised.is_empty() {
        text.push_str(&not_recognised(totals, plan));
    }
    if totals.rejected > 0 && plan.options.output == Wanted::Totals {
        text.push_str("Without --summary, every rejected row is written with the reason.\n");
    }
    if totals.reasons.contains_key("not-utf8") {
        text.push_str("If an older Windows program wrote the file, add --encoding windows-1252.\n");
    }
    // A count can be unclear only about its thousands, and a unit says nothing about those.
    let questions = questionnaire.questions();
    let is_share = |value: &Unrecognised| questions[value.question].unit == Some(Unit::Percent);
    let has_shares = totals.unrecognised.iter().any(is_share);
    if totals.reasons.contains_key("ambiguous-number") && has_shares {
        text.push_str(
            "If a whole column holds bare percentages, add --unit ID=percent; if 0.85 means 85%, \
             add --unit ID=fraction.\n",
        );
    }
    let map = plan.map.as_deref().unwrap_or_default();
    for (count, is, are) in [
        (totals.open_lines, "is still to be filled in", "are still to be filled in"),
        (totals.unused_lines.unwrap_or(0), "matched no cell", "matched no cell"),
    ] {
        match count {
            0 => {}
            1 => text.push_str(&format!("1 line of {map} {is}.\n")),
            _ => text.push_str(&format!("{count} lines of {map} {are}.\n")),
        }
    }
    // Nothing can be done if standard error is closed.
    let _ = write!(io::stderr(), "{}", harmless(&text));
}

fn not_recognised(totals: &Totals, plan: &Plan) -> String {
    let mut text = "Not recognised:\n".to_owned();
    for value in totals.unrecognised.iter().take(MOST_SHOWN) {
        text.push_str(&format!("  {}\n", harmless_line(&line(value))));
    }
    let more: u64 = totals.unrecognised.iter().skip(MOST_SHOWN).map(|value| value.times).sum();
    let more = more + totals.more_unrecognised;
    if more > 0 {
        text.push_str(&format!("  and {more} more cells\n"));
    }
    if plan.map_new.is_none() {
        text.push_str(
            "To say what they mean, add --map-new FILE, fill in the file that it writes, and then \
             use --map FILE.\n",
        );
    }
    text
}

fn line(value: &Unrecognised) -> String {
    let times = match value.times {
        1 => "once, in".to_owned(),
        times => format!("{times} times, first in"),
    };
    let (file, row) = &value.first;
    let near =
        value.nearest.as_ref().map_or(String::new(), |near| format!("; did you mean {near}?"));
    let column = value.column.trim();
    format!("{} in column {column}: {times} {file}:{row}{near}", value.quoted())
}
