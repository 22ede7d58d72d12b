//! The balance of a questionnaire: how often its answers lead to each model, as
//! bars for its author and as JSON for programs.
//!
//! ```
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::render::{Look, balance};
//! use salesmodel::space;
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let mut page = Vec::new();
//! balance::write(&space::explore(&questionnaire), &Look::default(), &mut page)?;
//! assert!(String::from_utf8_lossy(&page).contains("Relationship selling"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod json;
mod number;

use std::io::{self, Write};

use super::Look;
use super::page::{Page, bar, pad, widest};
use crate::space::{Method, Space};
use crate::wording;
use number::{big, fraction, percent};

pub(super) use json::BalanceJson;

/// The columns of a bar: with fewer, numbers alone say more, and more add
/// nothing.
const NARROWEST_BAR: usize = 5;
const WIDEST_BAR: usize = 24;

/// Writes how often each thing happens, with bars.
///
/// # Errors
///
/// Those of the writer.
pub fn write(space: &Space<'_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(look);
    page.paragraph("", &what_was_counted(space));

    let models = || space.models.iter();
    let leads = models().map(|model| (model.model.name.clone(), model.leads));
    let no_leader = ("No model".to_owned(), space.no_leader);
    bars(&mut page, space, "In the lead", leads.chain([no_leader]));
    remarks(&mut page, space);

    if space.models.len() > 1 {
        let mixed = models().map(|model| (model.model.name.clone(), model.mixed));
        bars(&mut page, space, "In the mix, with another model leading", mixed);
        let sizes = space.mix_sizes.iter().enumerate().map(|(others, count)| {
            let label = match others {
                0 => "The leader alone".to_owned(),
                1 => "With 1 other".to_owned(),
                _ => format!("With {others} others"),
            };
            (label, *count)
        });
        bars(&mut page, space, "Size of the mix", without_ends(sizes));
    }
    if !space.stages.is_empty() {
        let lengths = space.lengths.iter().enumerate().map(|(stages, count)| {
            let label = if stages == 1 { "1 stage".to_owned() } else { format!("{stages} stages") };
            (label, *count)
        });
        bars(&mut page, space, "Length of the pipeline", without_ends(lengths));
        let stages = space.stages.iter().map(|stage| (stage.stage.name.clone(), stage.used));
        bars(&mut page, space, "In the pipeline", stages);
    }
    page.write(out)
}

/// How many combinations there are, which of them were counted, and how exact that is.
fn what_was_counted(space: &Space<'_>) -> String {
    match space.method {
        Method::Exact => format!(
            "All {} combinations of answers were counted, \"unsure\" among the answers.",
            big(space.counted)
        ),
        Method::Sampled { samples, seed } => {
            let all = space.combinations.map_or("more than 10^38".to_owned(), big);
            // Twice the standard error of a share of one half.
            let error = 100.0 / f64::from(samples).sqrt();
            format!(
                "There are {all} combinations of answers. Of those, {} were counted, drawn at \
                 random with seed {seed}: percentages are right to about {error:.1} points.",
                big(samples.into())
            )
        }
    }
}

/// What the bars of the models cannot say.
fn remarks(page: &mut Page, space: &Space<'_>) {
    let rare: Vec<&str> = (space.models.iter())
        .filter(|model| model.rare.is_some())
        .map(|model| model.model.name.as_str())
        .collect();
    if !rare.is_empty() {
        page.gap();
        let rare = wording::all_of(rare);
        page.paragraph("  ", &format!("In no sample, but possible: {rare} in the lead."));
    }
    if space.models.len() > 1 {
        page.gap();
        let (share, count) = (percent(space, space.ties), big(space.ties));
        let ties = format!(
            "Tied for the lead: {share} ({count}). The model that comes first in the file leads."
        );
        page.paragraph(
            "  ",
            if space.ties > 0 { &ties } else { "No two models tie for the lead." },
        );
    }
}

/// A heading, and a bar for each count, as long as it is beside the largest.
fn bars(
    page: &mut Page,
    space: &Space<'_>,
    heading: &str,
    rows: impl Iterator<Item = (String, u128)>,
) {
    let rows: Vec<(String, u128)> = rows.collect();
    page.heading(heading);
    let look = *page.look();
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let labels = widest(rows.iter().map(|(label, _)| label.as_str()));
    let shares: Vec<String> = rows.iter().map(|(_, count)| percent(space, *count)).collect();
    let counts: Vec<String> = rows.iter().map(|(_, count)| big(*count)).collect();
    let (wide, long) = (widest(&shares), widest(&counts));
    let numbers = 2 + wide + 2 + long;
    let columns = |left: usize| look.width.saturating_sub(left + numbers).min(WIDEST_BAR);
    // Where labels and bars do not fit side by side, labels go above.
    let side_by_side = columns(2 + labels + 2) >= NARROWEST_BAR;
    let columns = columns(if side_by_side { 2 + labels + 2 } else { 4 });
    for (((label, count), share), number) in rows.iter().zip(&shares).zip(&counts) {
        let bar = bar(look.charset, fraction(*count, most), fraction(most, most), columns);
        let row = format!("{}  {share:>wide$}  {number:>long$}", pad(&bar, columns));
        if side_by_side {
            page.verbatim("  ", &format!("{}  {row}", pad(label, labels)));
        } else {
            page.paragraph("  ", label);
            page.verbatim("    ", &row);
        }
    }
}

/// The rows without the empty ones at both ends.
fn without_ends(
    rows: impl Iterator<Item = (String, u128)>,
) -> impl Iterator<Item = (String, u128)> {
    let rows: Vec<(String, u128)> = rows.collect();
    let first = rows.iter().position(|(_, count)| *count > 0).unwrap_or(0);
    let last = rows.iter().rposition(|(_, count)| *count > 0).unwrap_or(0);
    rows.into_iter().take(last + 1).skip(first)
}
