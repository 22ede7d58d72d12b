//! Why files cannot be measured, in words.

use std::sync::Arc;

use salesmodel::measure::{
    AmbiguousCell, FileKind, FilesError, GIVEN_ROLES, HeaderProblem, Near, NoWay, Unusable,
};
use salesmodel::rows;
use salesmodel::wording;

use crate::command_line::shell_word;
use crate::failure::Failure;
use crate::remedy;

pub(super) fn failure(wrong: &FilesError) -> Failure {
    match wrong {
        FilesError::Rows(rows::Error::Read { name, error }) => Failure::cannot_read(name, error),
        FilesError::Rows(rows::Error::Input { message, advice }) => {
            Failure::input(message.clone()).with_hint(remedy::advice(advice))
        }
        FilesError::Rows(other) => Failure::input(other.to_string()),
        FilesError::Unknown(name, near) => unknown(name, near),
        FilesError::Header(name, HeaderProblem::TwoColumns { role, names: [one, other] }) => {
            let is_one_name = one == other;
            let (one, other) = (wording::quote(one), wording::quote(other));
            let message = match is_one_name {
                true => format!("{name}: two columns are called {one}"),
                false => format!("{name}: {one} and {other} could both be the {role}"),
            };
            let can_be_named = GIVEN_ROLES.iter().any(|(name, _)| name == role);
            Failure::input(message).with_hint(if can_be_named && !is_one_name {
                format!("Name one with --column {role}=NAME, or rename the other.")
            } else {
                "Rename or remove the one that does not count.".to_owned()
            })
        }
        FilesError::Unlike(name, first) => {
            Failure::input(format!("{name} has other columns than {first}, and both are deals"))
                .with_hint("Export both in the same way, or measure them one at a time.")
        }
        FilesError::NoColumn(column, names) => {
            let names = names.iter().map(String::as_str);
            let hint = wording::suggestion(column, "columns", names);
            Failure::usage(format!("no column is called {}", wording::quote(column)))
                .with_hint(wording::harmless(&hint))
        }
        FilesError::Quote(name, line) => Failure::input(format!(
            "{name}: a quote that opens on line {line} does not close there"
        ))
        .with_hint("The rows after it would be lost: fix the line, or export the file again."),
        FilesError::NoDeals(name, kind) => {
            let what = match kind {
                FileKind::Activities => "activities",
                _ => "people on deals",
            };
            Failure::input(format!("{} has {what}, and no file has the deals", name))
                .with_hint("Add the file with the deals.")
        }
        FilesError::Unusable(names, unusable) => self::unusable(names, unusable),
        _ => Failure::input("the files cannot be measured"),
    }
}

fn unknown(name: &str, near: &Near) -> Failure {
    let found = match wording::all_of(near.found.iter().map(|name| wording::quote(name))).as_str() {
        "" => "none of its columns is known".to_owned(),
        found => format!("its known columns are {found}"),
    };
    let missing = wording::all_of(near.missing.iter().map(wording::one_of));
    let kind = match near.kind {
        FileKind::Deals => "deals",
        FileKind::Activities => "activities",
        FileKind::Invoices => "invoices",
        FileKind::People => "people on deals",
    };
    let message = format!("{} does not have the header of a known export", name);
    let hint = if near.found.is_empty() {
        "Its first lines must have one with a stage or status, a close date and a name, as CRMs \
         export deals. Name columns with --column ROLE=NAME."
            .to_owned()
    } else {
        format!(
            "It comes nearest to {kind}: {found}; missing is a column for {missing}.\n\
             Name it with --column ROLE=NAME."
        )
    };
    Failure::input(message).with_hint(hint)
}

fn unusable(names: &[Arc<str>], unusable: &Unusable) -> Failure {
    let called = names.join(", ");
    match unusable {
        Unusable::Dates(NoWay::Doubtful(samples)) => doubtful(
            names,
            "its dates do not show whether the day or the month comes first",
            samples,
            "--dates",
            ["dmy", "mdy"],
        ),
        Unusable::Amounts(NoWay::Doubtful(samples)) => doubtful(
            names,
            "its amounts do not show which sign comes before the decimals",
            samples,
            "--decimal",
            [".", ","],
        ),
        Unusable::Dates(NoWay::Mixed(samples)) => {
            mixed(names, samples, "dates have the day first on one line and the month on another")
                .with_hint("Write all of them the same way; a spreadsheet may have changed some.")
        }
        Unusable::Amounts(NoWay::Mixed(samples)) => {
            mixed(names, samples, "amounts have a decimal point on one line and a comma on another")
                .with_hint("Write all of them the same way; a spreadsheet may have changed some.")
        }
        Unusable::NoWonValue(column, stages, more) => {
            let column = wording::quote(column);
            let message = format!("{called}: no value of {column} is known to mean won");
            let mut hint = String::from("Say which one does, for example ");
            let first = stages.first().map_or("Won", |(stage, _)| stage.as_str());
            hint.push_str(&format!("--won {}. The values are:", shell_word(first)));
            for (stage, count) in stages {
                hint.push_str(&format!("\n  {} ({count})", wording::quote(stage)));
            }
            if *more > 0 {
                hint.push_str(&format!("\n  and {more} more"));
            }
            Failure::usage(message).with_hint(hint)
        }
        Unusable::NoRows(0) => Failure::input(format!("{called} has no rows"))
            .with_hint("There is nothing below the header: export it again."),
        Unusable::NoRows(skipped) => {
            let rows = if *skipped == 1 { "row" } else { "rows" };
            let message = format!("{called} has no deals or invoices, and {skipped} other {rows}");
            Failure::input(message)
                .with_hint("A deal has a stage and a date: export those as well.")
        }
        Unusable::NoneWanted(rows) => {
            let message = format!("{called}: --only leaves none of the {rows} rows");
            Failure::usage(message).with_hint("Write the value as the file has it.")
        }
        Unusable::NoWonDeals(read) => {
            let deals = if *read == 1 { "deal" } else { "deals" };
            Failure::input(format!("{called} has {read} {deals}, and none is won"))
                .with_hint("Export closed deals too; if a value means won, name it with --won.")
        }
        Unusable::NoDates { won, future, example } => {
            let message = format!("{called}: none of {won} won deals has a date that can be used");
            let hint = match example {
                _ if *future > 0 => {
                    format!("Dated in the future: {future}. See --until, or check the column.")
                }
                Some(text) => format!(
                    "One has {}: write days as 2026-11-26, with four digits for the year.",
                    wording::quote(text)
                ),
                None => "Name the column of the close date with --column date=NAME.".to_owned(),
            };
            Failure::input(message).with_hint(hint)
        }
    }
}

fn doubtful(
    names: &[Arc<str>],
    what: &str,
    samples: &[AmbiguousCell],
    flag: &str,
    ways: [&str; 2],
) -> Failure {
    let mut hint = format!("Say {flag} {} or {flag} {}.", ways[0], ways[1]);
    for sample in samples {
        let [first, second] = &sample.readings;
        hint.push_str(&format!(
            "\n  {}, line {}: {} is {first} ({}) or {second} ({})",
            name(names, sample),
            sample.place.line,
            wording::quote(&sample.text),
            ways[0],
            ways[1],
        ));
    }
    Failure::usage(format!("{}: {what}", names.join(", "))).with_hint(hint)
}

fn mixed(names: &[Arc<str>], samples: &[AmbiguousCell; 2], what: &str) -> Failure {
    let rows = samples.iter().map(|sample| {
        let text = wording::quote(&sample.text);
        format!("{}, line {}: {text}", name(names, sample), sample.place.line)
    });
    let rows = rows.collect::<Vec<_>>().join("; ");
    Failure::input(format!("{what}: {rows}"))
}

fn name<'n>(names: &'n [Arc<str>], sample: &AmbiguousCell) -> &'n str {
    names.get(sample.place.file as usize).map_or("", |name| name)
}
