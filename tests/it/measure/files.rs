//! What is read of files before anything is measured: headers, encodings, dates, and the
//! months.

use std::io::Cursor;

use salesmodel::measure::{AmbiguousCell, Files, FilesError, NoWay, Unusable};
use salesmodel::rows::{Encoding, Source};

use super::invoices::INVOICES;
use super::look::{choices, look, read, report};
use super::run;
use super::thresholds::deals;
use crate::support::one_line;

/// A header is looked for in the first twenty lines.
#[test]
fn a_header_may_have_nineteen_lines_before_it() {
    let choices = choices();
    for (before, is_found) in [(19, true), (20, false)] {
        let text = "Some title\n".repeat(before) + &deals(3, &[]);
        let files = read(&[("deals.csv", text.as_bytes())], &choices);
        match files {
            Ok(files) => assert!(is_found && files.files[0].header == before as u64 + 1),
            Err(error) => assert!(!is_found && matches!(error, FilesError::Unknown(..))),
        }
    }
}

/// The encoding that was named is used; otherwise UTF-8 or a guess.
#[test]
fn an_encoding_is_named_or_guessed() {
    let text = |letter: &[u8]| {
        [b"Deal Name,Deal Stage,Close Date\nCaf", letter, b",Won,2026-06-01\n"].concat()
    };
    let mac = Encoding::named("macintosh");
    let choices = choices();
    for (letter, named, expected, is_guessed) in [
        (&b"\x8e"[..], mac, mac, false),
        (b"\xe9", None, Some(Encoding::WINDOWS_1252), true),
        (b"\xe9", Some(Encoding::WINDOWS_1252), Some(Encoding::WINDOWS_1252), false),
        ("\u{e9}".as_bytes(), None, Some(Encoding::UTF_8), false),
    ] {
        let source =
            Source { name: "deals.csv".to_owned(), reader: Box::new(Cursor::new(text(letter))) };
        let files = Files::read(vec![source], named, &choices).unwrap_or_else(|e| panic!("{e:?}"));
        let file = &files.files[0];
        assert_eq!((Some(file.encoding), file.is_guessed), (expected, is_guessed), "{letter:?}");
    }
}

/// All files of deals must have the same header.
#[test]
fn deals_of_two_headers_are_refused() {
    let one = deals(3, &[]);
    let other = deals(3, &[("Deal owner", &|_| "Ann".to_owned())]);
    let choices = choices();
    let both = |second: &str| {
        read(&[("a.csv", one.as_bytes()), ("b.csv", second.as_bytes())], &choices)
            .map(|files| files.files.len())
    };
    assert!(matches!(both(&other), Err(FilesError::Unlike(..))));
    assert!(matches!(both(&one), Ok(2)));
}

/// What kind each file is, in the JSON.
#[test]
fn files_are_called_by_their_kind() {
    let acts = "Deal Name,Assigned to,Due date\nDeal 1,Ann,2026-01-01\n";
    let people = "OpportunityId,ContactId\n1,2\n";
    let files = [
        ("deals.csv", deals(3, &[]).into_bytes()),
        ("activities.csv", acts.into()),
        ("people.csv", people.into()),
        ("invoices.csv", INVOICES.into()),
    ];
    let measured = super::measured(&files, &[]);
    let kinds = measured["files"].as_array().expect("a list").iter();
    let kinds: Vec<&str> = kinds.map(|file| file["kind"].as_str().expect("a name")).collect();
    assert_eq!(kinds, ["deals", "activities", "people", "invoices"]);
}

#[test]
fn the_first_rows_that_cannot_be_read_are_named() {
    let mut text = b"Deal Name,Deal Stage,Close Date\nA,Won,2026-06-01\n".to_vec();
    // The wrong byte is beyond what is looked at first, so that the file is not taken for
    // another encoding.
    text.extend(b"B,Open,2026-06-01\n".repeat(6_000));
    text.extend(b"C\xff,Won,2026-06-01\n".repeat(5));
    let choices = choices();
    let files = read(&[("deals.csv", &text)], &choices).unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!(files.files[0].unreadable, (5, vec![6_003, 6_004, 6_005]));
}

/// Spreadsheets write days as numbers, with or without a fraction for the time of day.
#[test]
fn a_day_may_be_the_number_of_a_spreadsheet() {
    let with = |date: &str| format!("Deal Name,Deal Stage,Close Date\nA,Won,{date}\n");
    for date in ["46204", "46204.75", "20260701", "1782907200000"] {
        look(&[("deals.csv", &with(date))], &choices(), |files, _| {
            let book = files.book.as_ref().expect("there is a deal");
            assert_eq!(book.period.to.to_string(), "2026-07-01", "{date}");
        });
    }
    for date in ["19999", "80000", "4620", "20260732"] {
        let choices = choices();
        let wrong = read(&[("deals.csv", with(date).as_bytes())], &choices).expect_err(date);
        let FilesError::Unusable(_, wrong) = wrong else { panic!("{wrong:?}") };
        assert!(matches!(*wrong, Unusable::NoDates { won: 1, future: 0, .. }), "{wrong:?}");
    }
    // The first of them is in 1954.
    look(&[("deals.csv", &with("20000"))], &choices(), |files, _| {
        let book = files.book.as_ref().expect("there is a deal");
        assert_eq!(book.period.to.to_string(), "1954-10-03");
    });
}

/// Of the cells that are not dates, the first one of a won deal is shown.
#[test]
fn the_first_date_that_is_none_is_shown() {
    let example = |rows: &str| {
        let choices = choices();
        let text = format!("Deal Name,Deal Stage,Close Date\n{rows}");
        match read(&[("deals.csv", text.as_bytes())], &choices) {
            Err(FilesError::Unusable(_, wrong)) => match *wrong {
                Unusable::NoDates { example, .. } => example,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
    let rows = "A,Lost,never\nB,Won,2031-01-01\nC,Won,TBD\nD,Won,soon\n";
    assert_eq!(example(rows).as_deref(), Some("TBD"));
    assert_eq!(example("A,Lost,never\nB,Won,2031-01-01\n"), None);
}

/// Two cells that can be read both ways are shown, the first ones.
#[test]
fn the_first_cells_that_can_be_read_both_ways_are_shown() {
    let choices = choices();
    let unusable = |days: [&str; 4]| {
        let mut text = String::from("Deal Name,Deal Stage,Close Date\n");
        days.iter().enumerate().for_each(|(i, day)| text += &format!("{i},Won,{day}\n"));
        match read(&[("deals.csv", text.as_bytes())], &choices) {
            Err(FilesError::Unusable(_, wrong)) => *wrong,
            other => panic!("{other:?}"),
        }
    };
    let shown = |cells: &[AmbiguousCell]| {
        cells.iter().map(|cell| (cell.place.line, cell.text.clone())).collect::<Vec<_>>()
    };
    let expected = |cells: [(u64, &str); 2]| cells.map(|(line, text)| (line, text.to_owned()));
    let Unusable::Dates(NoWay::Doubtful(cells)) =
        unusable(["05/05/2026", "01/02/2026", "03/04/2026", "05/06/2026"])
    else {
        panic!("each can be read both ways")
    };
    assert_eq!(shown(&cells), expected([(3, "01/02/2026"), (4, "03/04/2026")]));
    let Unusable::Dates(NoWay::Mixed(cells)) =
        unusable(["01/13/2026", "13/01/2026", "01/14/2026", "14/01/2026"])
    else {
        panic!("each can be read one way only")
    };
    assert_eq!(shown(&*cells), expected([(3, "13/01/2026"), (2, "01/13/2026")]));
}

/// A message says that an import is earlier than everything that is measured.
#[test]
fn an_import_of_long_ago_matters_to_nothing() {
    for (day, matters) in [("2024-07-01", true), ("2024-06-30", false)] {
        let date = |i: usize| match i {
            0 => "2026-06-30".to_owned(),
            i if i <= 6 => day.to_owned(),
            i => format!("2026-01-{i:02}"),
        };
        let said = report(deals(20, &[("Close Date", &date)]));
        assert!(said.contains("6 of 20 wins have the same date"), "{said}");
        assert_eq!(said.contains("Leads and revenue are not measured"), matters, "{day}");
        assert_eq!(said.contains("earlier than everything measured here"), !matters, "{day}");
    }
}

#[test]
fn the_months_that_were_asked_for_are_said() {
    let said = run(&[("deals.csv", deals(3, &[]).into_bytes())], &["--months", "24"]);
    let said = one_line(&said.stdout);
    assert!(said.contains("measured over 24 months"), "{said}");
}

/// If there are deals, rows are chosen among them.
#[test]
fn a_column_of_other_files_chooses_no_deals() {
    let acts = "Deal Name,Assigned to,Due date,Region\nDeal 1,Ann,2026-01-01,North\n";
    let deals = deals(3, &[]);
    let mut choices = choices();
    choices.only = vec![("Region".to_owned(), "North".to_owned())];
    let wrong = read(&[("deals.csv", deals.as_bytes()), ("acts.csv", acts.as_bytes())], &choices);
    assert!(matches!(wrong, Err(FilesError::NoColumn(..))), "{wrong:?}");
}
