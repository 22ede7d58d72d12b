//! Small files, each about one thing that a row or a cell may be.

use std::io::Cursor;

use salesmodel::date::Date;
use salesmodel::mapping::Mapping;
use salesmodel::measure::{
    AmbiguousCell, Choices, ChosenColumn, Files, FilesError, Finding, FindingDetail, LeftOut,
    Measurement, NoWay, Records, Role, Unusable, Why, measure,
};
use salesmodel::questionnaire::Questionnaire;
use salesmodel::rows::{Encoding, Source};

use super::run;
use super::thresholds::{Column, deals, first};
use crate::support::b2b;

pub(super) fn choices() -> Choices {
    Choices::on(Date::new(2026, 8, 31).expect("it is a day"))
}

fn read<'c>(files: &[(&str, &[u8])], choices: &'c Choices) -> Result<Files<'c>, FilesError> {
    let source = |(name, text): &(&str, &[u8])| Source {
        name: (*name).to_owned(),
        reader: Box::new(Cursor::new(text.to_vec())),
    };
    Files::read(files.iter().map(source).collect(), None, choices)
}

/// Reads files, and looks at what was read and found.
pub(super) fn look<T>(
    files: &[(&str, &str)],
    choices: &Choices,
    see: impl FnOnce(&Files<'_>, &Measurement<'_>) -> T,
) -> T {
    let questionnaire: Questionnaire = b2b();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let files = read(&files, choices).unwrap_or_else(|e| panic!("{e:?}"));
    let records = Records {
        book: files.book.as_ref(),
        people: files.people.as_ref(),
        invoices: files.invoices.as_ref(),
    };
    see(&files, &measure(records, &questionnaire, &Mapping::none(&questionnaire)))
}

pub(super) fn of<'m, 'q>(measured: &'m Measurement<'q>, question: &str) -> &'m Finding<'q> {
    let mut findings = measured.findings.iter();
    findings.find(|finding| finding.question.id == *question).expect("it is one of the four")
}

/// The reason, or the answer with its number.
pub(super) fn says(finding: &Finding<'_>) -> String {
    match (&finding.why, &finding.answer) {
        (Some(why), _) => why.id().to_owned(),
        (None, Some(reply)) => format!("{} {:?}", reply.id(), finding.value),
        (None, None) => panic!("an answer or a reason"),
    }
}

fn found(question: &str, files: &[(&str, &str)]) -> String {
    look(files, &choices(), |_, measured| says(of(measured, question)))
}

/// What the report says, on one line.
fn report(text: String) -> String {
    let said = run(&[("deals.csv", text.into_bytes())], &[]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    said.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a report says that would have been enough.
#[test]
fn reasons_name_what_is_needed() {
    let source = first(20, "Cold Call", "");
    let contacts = first(2, "1;2", "1");
    let currency = first(20, "EUR", "USD");
    let amount = |_| "10".to_owned();
    let columns: [Column<'_>; 4] = [
        ("Lead Source", &source),
        ("Associated Contact IDs", &contacts),
        ("Currency", &currency),
        ("Amount", &amount),
    ];
    let many = report(deals(40, &columns));
    assert!(many.contains("Only 50% of the deals show it, and at least 70% are needed"), "{many}");
    assert!(many.contains("the largest has 50%, and at least 95% are needed"), "{many}");
    assert!(many.contains("Fewer than 20% of the deals have a second contact"), "{many}");
    let few = report(deals(29, &columns[..1]));
    assert!(few.contains("29 deals are too few: at least 30 are needed"), "{few}");
}

/// Too few deals is one thing, and too few of them known another.
#[test]
fn few_deals_are_told_from_few_that_are_known() {
    for (deals_there, known, expected) in [(29, 28, "few-deals"), (31, 29, "few-known")] {
        let contacts = first(known, "1;2", "");
        let text = deals(deals_there, &[("Associated Contact IDs", &contacts)]);
        assert_eq!(found("contacts", &[("deals.csv", &text)]), expected);
    }
}

#[test]
fn how_many_deals_somebody_is_on_is_said() {
    let desk = first(45, "Desk", "");
    let columns: [Column<'_>; 2] =
        [("Deal owner", &|_| "Ann".to_owned()), ("Deal Collaborator", &desk)];
    look(&[("deals.csv", &deals(50, &columns))], &choices(), |_, measured| {
        assert_eq!(of(measured, "sellers").why, Some(Why::Everywhere(90)));
    });
}

/// Rows that repeat a deal add nothing, and contradict it where they say otherwise.
#[test]
fn repeated_rows_are_counted() {
    let text = "Record ID,Deal Stage,Close Date,Amount,IsDeleted\n\
                1,Open,2026-07-01,5,\n1,Open,2026-07-01,5,\n1,Open,2026-07-01,5,\n\
                2,Won,2026-06-01,5,false\n2,Won,2026-06-01,5,false\n\
                3,Won,2026-06-02,5,\n3,Open,2026-06-02,5,\n\
                4,Won,2026-06-03,5,true\n5,Won,2026-06-04,5,Archived\n";
    look(&[("deals.csv", text)], &choices(), |files, measured| {
        let book = files.book.as_ref().expect("there are deals");
        assert_eq!((book.read, book.repeated, book.won), (5, 4, 1));
        assert_eq!(measured.left_out.count(LeftOut::Contradicting), 1);
        assert_eq!(measured.left_out.count(LeftOut::Deleted), 2);
    });
}

/// A report with a row for each contact: a second row with the same contact is no
/// second contact, and a lost deal's rows are nobody's.
#[test]
fn contacts_may_come_in_rows_of_their_own() {
    let table = |contact: &dyn Fn(usize) -> String| {
        let mut text = String::from("Record ID,Deal Stage,Close Date,Contact Name\n");
        for i in 0..30 {
            for row in 0..2 {
                let day = format!("2026-{:02}-{:02}", i / 28 + 1, i % 28 + 1);
                text += &format!("{i},Won,{day},{}\n", contact(row));
            }
        }
        text + "99,Lost,2026-01-05,X\n99,Lost,2026-01-05,Y\n"
    };
    let two = table(&|row| format!("Person {row}"));
    assert_eq!(found("contacts", &[("deals.csv", &two)]), "one-or-two Some(2.0)");
    let one = table(&|_| "Person".to_owned());
    assert_eq!(found("contacts", &[("deals.csv", &one)]), "one-contact");
    look(&[("deals.csv", &one)], &choices(), |files, _| {
        assert_eq!(files.book.as_ref().map(|book| book.repeated), Some(31));
    });
    // Deals without a contact are in no row, which is said; a column of several has them.
    let said = "This is a report with a row for each contact";
    assert!(report(two).contains(said));
    let list = deals(30, &[("Associated Contact IDs", &|_| "1;2".to_owned())]);
    assert!(!report(list).contains(said));
}

/// Rows of their own show that a deal can have several contacts, also where only the deals
/// of long ago have them: then one each is what the CRM filled in.
#[test]
fn a_second_contact_of_long_ago_shows_that_there_can_be_several() {
    let table = |old: &str| {
        let mut text = String::from("Record ID,Deal Stage,Close Date,Contact Name\n");
        for i in 0..30 {
            text += &format!("{i},Won,2026-06-{:02},Ann\n", i + 1);
        }
        text + "old,Won,2024-01-05,Ann\nold,Won,2024-01-05," + old + "\n"
    };
    assert_eq!(found("contacts", &[("deals.csv", &table("Ann"))]), "one-contact");
    assert_eq!(found("contacts", &[("deals.csv", &table("Bo"))]), "filled-by-crm");
}

#[test]
fn the_first_three_rows_that_are_left_out_are_named() {
    let mut text = String::from("Deal Name,Deal Stage,Close Date\nA,Won,2026-06-01\n");
    (0..5).for_each(|i| text += &format!("{i},Won,\n"));
    look(&[("deals.csv", &text)], &choices(), |_, measured| {
        let mut left_out = measured.left_out.iter();
        let (_, tally) = left_out.find(|(why, _)| *why == LeftOut::NoDate).expect("five");
        let lines: Vec<u64> = tally.first.iter().map(|place| place.line).collect();
        assert_eq!((tally.count, lines), (5, vec![3, 4, 5]));
    });
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

#[test]
fn the_first_rows_that_cannot_be_read_are_named() {
    let mut text = b"Deal Name,Deal Stage,Close Date\nA,Won,2026-06-01\n".to_vec();
    // Beyond what is looked at first, so that the whole is not taken for another encoding.
    text.extend(b"B,Open,2026-06-01\n".repeat(6_000));
    text.extend(b"C\xff,Won,2026-06-01\n".repeat(5));
    let choices = choices();
    let files = read(&[("deals.csv", &text)], &choices).unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!(files.files[0].unreadable, (5, vec![6_003, 6_004, 6_005]));
}

/// Activities count until the day on which the deal was won, once they are done.
#[test]
fn activities_count_that_are_done_before_the_win() {
    let of_activities = |rows: &dyn Fn(usize) -> String| {
        let mut acts = String::from("Deal Name,Assigned to,Due date,Done\n");
        (0..30).for_each(|i| acts += &rows(i));
        let deals = deals(
            30,
            &[
                ("Close Date", &|i| format!("2026-06-{:02}", i + 1)),
                ("Deal owner", &|_| "Ann".to_owned()),
            ],
        );
        found("sellers", &[("deals.csv", &deals), ("activities.csv", &acts)])
    };
    let both = |i: usize, second: &str, done: &str| {
        format!("Deal {i},Ann,2026-01-02,Done\nDeal {i},Ann,{second},{done}\n")
    };
    let alone = "one Some(0.0)";
    assert_eq!(of_activities(&|i| both(i, "2026-01-03", "Done")), alone);
    assert_eq!(of_activities(&|i| both(i, "2026-01-03", "Yes")), alone);
    assert_eq!(of_activities(&|i| both(i, "2026-01-03", "Open")), "low-unproven");
    assert_eq!(of_activities(&|i| both(i, &format!("2026-06-{:02}", i + 1), "Done")), alone);
    assert_eq!(
        of_activities(&|i| both(i, &format!("2026-07-{:02}", i + 1), "Done")),
        "low-unproven"
    );
}

/// What is left out of the deals is said at the top where it is much; activities of
/// other deals are nothing of the kind.
#[test]
fn activities_of_other_deals_are_no_deals_left_out() {
    let acts = "Deal Name,Assigned to,Due date,Done\n".to_owned()
        + &"Other,Ann,2026-01-03,Done\n".repeat(20);
    let files = [("deals.csv", deals(9, &[]).into_bytes()), ("activities.csv", acts.into_bytes())];
    let said = run(&files, &[]);
    let line = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let places = "(activities.csv:2, activities.csv:3, activities.csv:4, ...)";
    assert!(line.contains(&format!("a deal that is not in the file: 20 {places}")), "{line}");
    assert!(!said.stdout.contains("more than a tenth"), "{}", said.stdout);
}

/// Of a single file only the lines are named: one line, or several.
#[test]
fn lines_that_are_left_out_are_named() {
    let undated = |rows: usize| {
        let rows = (0..rows).map(|i| format!("Undated {i},Closed Won,,Customer {i}\n"));
        let text = deals(9, &[]) + &rows.collect::<String>();
        let said = run(&[("deals.csv", text.into_bytes())], &[]);
        said.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for (rows, says) in [(1, "1 (line 11)"), (3, "3 (lines 11, 12, 13)")] {
        let said = undated(rows);
        assert!(said.contains(&format!("without a readable date: {says}.")), "{said}");
    }
}

/// Who has no customer is told by the type of the deal, where that says it.
#[test]
fn a_type_says_whether_the_customer_is_new() {
    for (kind, expected) in [
        ("New Business", "outbound None"),
        ("Something", "few-deals"),
        ("Renewal on new terms", "few-deals"),
    ] {
        let columns: [Column<'_>; 3] = [
            ("Associated Company (Primary)", &|_| String::new()),
            ("Deal Type", &|_| kind.to_owned()),
            ("Lead Source", &|_| "Cold Call".to_owned()),
        ];
        assert_eq!(found("leads", &[("deals.csv", &deals(30, &columns))]), expected, "{kind}");
    }
}

/// Sixty from a customer of old and forty from a new one, and what else is there.
fn revenue(amount: &str, more: &str) -> String {
    format!(
        "Deal Name,Deal Stage,Close Date,Associated Company (Primary),{amount}\n\
         A,Won,2024-01-02,Old,1,EUR\nB,Won,2026-06-01,Old,+60,EUR\n\
         C,Won,2026-06-02,New,40,EUR\n{more}"
    )
}

#[test]
fn a_deal_in_no_currency_is_in_another() {
    let other: String =
        (0..30).map(|i| format!("D{i},Won,2026-05-{:02},New,0,EUR\n", i + 1)).collect();
    let text = revenue("Amount,Currency", &(other + "Z,Won,2026-06-03,New,99,\n"));
    look(&[("deals.csv", &text)], &choices(), |_, measured| {
        assert_eq!(says(of(measured, "revenue")), "most Some(60.0)");
        assert_eq!(measured.left_out.count(LeftOut::Currency), 1);
    });
    // Without a column of currencies, the sign is in the cell, or it is the same.
    let text = "Deal Name,Deal Stage,Close Date,Associated Company (Primary),Amount\n\
                A,Won,2024-01-02,Old,1\nB,Won,2026-06-01,Old,60 EUR\nC,Won,2026-06-02,New,40\n";
    assert_eq!(found("revenue", &[("deals.csv", text)]), "most Some(60.0)");
}

/// A column that is named takes the place of all that say the same.
#[test]
fn a_column_that_is_named_is_the_one_that_is_read() {
    let text = "Deal Name,Is Closed Won,Phase,Won Date,Signed,Customer,\
                Amount in company currency,Total\n\
                A,false,Good,2020-01-01,2024-01-02,Old,7,1\n\
                B,false,Good,2020-01-01,2026-06-01,Old,7,60\n\
                C,false,Good,2020-01-01,2026-06-02,New,7,40\n\
                D,true,Bad,2026-01-01,2026-06-02,New,7,40\n";
    let mut choices = choices();
    choices.won = vec!["good".to_owned()];
    choices.lost = vec!["bad".to_owned()];
    let named = [
        (Role::Stage, "Phase"),
        (Role::Date, "signed"),
        (Role::Amount, "Total"),
        (Role::Customer, "Customer"),
    ];
    choices.given =
        named.map(|(role, column)| ChosenColumn { role, column: Some(column.to_owned()) }).to_vec();
    look(&[("deals.csv", text)], &choices, |files, measured| {
        let book = files.book.as_ref().expect("there are deals");
        assert_eq!((book.won, book.in_period), (3, 2));
        assert_eq!(book.period.to.to_string(), "2026-06-02");
        assert_eq!(says(of(measured, "revenue")), "most Some(60.0)");
    });
}

/// Two columns of one name but for case: the one that is spelt as it was named.
#[test]
fn the_column_that_is_spelt_as_it_was_named_is_read() {
    let text = "deal name,Deal Stage,Close Date,PHASE,Phase\nA,Open,2026-06-01,won,lost\n\
                B,Open,2026-06-02,won,won\n";
    let mut choices = choices();
    choices.given = vec![ChosenColumn { role: Role::Stage, column: Some("Phase".to_owned()) }];
    look(&[("deals.csv", text)], &choices, |files, _| {
        assert_eq!(files.book.as_ref().map(|book| book.won), Some(1));
    });
}

#[test]
fn columns_that_were_read_are_named_by_their_role() {
    let columns: [Column<'_>; 3] = [
        ("Amount in company currency", &|_| "5".to_owned()),
        ("Number of Associated Contacts", &|_| "2".to_owned()),
        ("IsDeleted", &|_| String::new()),
    ];
    let said = report(deals(3, &columns));
    for read in [
        "amount = Amount in company currency",
        "contacts = Number of Associated Contacts",
        "deleted = IsDeleted",
        "won = Deal Stage",
        "date = Close Date",
    ] {
        assert!(said.contains(read), "{read}: {said}");
    }
}

/// An import that lies before everything that is measured is said to be.
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

const INVOICES: &str = "Invoice number,Customer,Invoice date,Amount\n\
                        1,Old,2024-01-02,1\n2,Old,2026-06-01,60\n3,New,2026-06-02,40\n";

#[test]
fn a_credit_note_makes_nobody_a_customer() {
    let with = |more: &str| {
        let text = INVOICES.to_owned() + more;
        look(&[("invoices.csv", &text)], &choices(), |_, measured| {
            let left_out: Vec<(&str, usize)> =
                measured.left_out.iter().map(|(why, tally)| (why.id(), tally.count)).collect();
            format!("{} {left_out:?}", says(of(measured, "revenue")))
        })
    };
    assert_eq!(with(""), "most Some(60.0) []");
    assert_eq!(with("4,New,2024-01-02,-5\n5,New,2024-01-03,0\n"), "most Some(60.0) []");
    assert_eq!(with("4,New,2024-01-02,5\n"), "nearly-all Some(100.0) []");
    assert_eq!(with("4,,2024-01-02,5\n"), "most Some(60.0) []");
    assert_eq!(with("4,New,,5\n"), "most Some(60.0) [(\"no_date\", 1)]");
    assert_eq!(with("4,,2026-06-02,5\n"), "few-known [(\"no_customer\", 1)]");
    assert_eq!(with("4,New,2026-06-02,\n"), "few-known [(\"no_amount\", 1)]");
}

#[test]
fn invoices_in_another_currency_are_left_out() {
    let euros: String = (10..30).map(|i| format!("{i},New,2026-05-{i},0 EUR\n")).collect();
    let text = INVOICES.replace("60\n", "60 EUR\n") + &euros + "99,New,2026-06-02,50 USD\n";
    look(&[("invoices.csv", &text)], &choices(), |_, measured| {
        // The one without a sign is in the currency of the others.
        assert_eq!(says(of(measured, "revenue")), "most Some(60.0)");
        assert_eq!(measured.left_out.count(LeftOut::Currency), 1);
    });
    // What is no amount is in no currency either.
    let text = text + "97,New,2026-06-03,USD?\n98,New,2026-06-03,USD?\n";
    look(&[("invoices.csv", &text)], &choices(), |_, measured| {
        assert_eq!(measured.left_out.count(LeftOut::Currency), 1);
        assert_eq!(measured.left_out.count(LeftOut::NoAmount), 2);
    });
    let euros: String = (10..30).map(|i| format!("{i},New,2026-05-{i},0,EUR\n")).collect();
    let rows = INVOICES.replace("Amount\n", "Amount,Currency\n").replace("1\n", "1,EUR\n");
    let rows = rows.replace("60\n", "60,EUR\n").replace("40\n", "40,EUR\n");
    let text = rows + &euros + "98,New,2026-06-02,50,\n";
    look(&[("invoices.csv", &text)], &choices(), |_, measured| {
        assert_eq!(says(of(measured, "revenue")), "most Some(60.0)");
        assert_eq!(measured.left_out.count(LeftOut::Currency), 1);
    });
}

#[test]
fn files_without_invoices_say_what_their_rows_were() {
    let unusable = |text: &str, only: &[(&str, &str)]| {
        let mut choices = choices();
        choices.only = only.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        match read(&[("invoices.csv", text.as_bytes())], &choices) {
            Err(FilesError::Unusable(_, wrong)) => *wrong,
            other => panic!("{other:?}"),
        }
    };
    let empty = "Invoice number,Customer,Invoice date,Amount\n1,,,5\n,,,5\n";
    assert_eq!(unusable(empty, &[]), Unusable::NoRows(2));
    let other = [("Customer", "Nobody"), ("customer", "None")];
    assert_eq!(unusable(INVOICES, &other), Unusable::NoneWanted(3));
    let mut choices = choices();
    choices.only = vec![("Customer".to_owned(), "new".to_owned())];
    look(&[("invoices.csv", INVOICES)], &choices, |_, measured| {
        let revenue = of(measured, "revenue");
        assert_eq!((says(revenue).as_str(), revenue.of), ("no-history", 1));
    });
}

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

#[test]
fn fifty_counts_of_contacts_are_written() {
    let contacts = |i: usize| (0..=i).map(|i| i.to_string()).collect::<Vec<_>>().join(";");
    let text = deals(60, &[("Associated Contact IDs", &contacts)]);
    look(&[("deals.csv", &text)], &choices(), |_, measured| {
        let counts = &of(measured, "contacts").counts;
        assert_eq!((counts.len(), counts[49].0.as_str()), (50, "50"));
    });
}

/// Spreadsheets write days as numbers, with a part of a day behind them or without.
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

/// A column of won says whether a deal is, and the stage what it leaves open; where they
/// contradict each other, the deal is left out.
#[test]
fn a_stage_beside_a_column_of_won() {
    let text = "Deal Name,Is Closed Won,Deal Stage,Close Date\n\
                A,true,Anything,2026-06-01\nB,false,Closed Won,2026-06-02\n\
                C,,Won,2026-06-03\nD,,Lost,2026-06-04\nE,true,Closed Lost,2026-06-05\n\
                F,false,Anything,2026-06-06\n";
    look(&[("deals.csv", text)], &choices(), |files, measured| {
        let book = files.book.as_ref().expect("there are deals");
        assert_eq!((book.read, book.won), (6, 2));
        assert_eq!(measured.left_out.count(LeftOut::Contradicting), 2);
        assert_eq!(book.period.to.to_string(), "2026-06-03");
    });
    // A stage that nobody knows is open, whatever its probability.
    let text = "Deal Name,Deal Stage,Close Date,Probability\n\
                A,Signed,2026-06-01,100\nB,Won,2026-06-02,100\n";
    look(&[("deals.csv", text)], &choices(), |files, _| {
        assert_eq!(files.book.as_ref().map(|book| book.won), Some(1));
    });
}

/// A list that rows add to is no report with a row for each contact.
#[test]
fn a_list_in_several_rows_has_all_deals() {
    let mut text = String::from("Record ID,Deal Stage,Close Date,Associated Contact IDs\n");
    for row in 0..2 {
        text += &format!("1,Won,2026-06-01,{row}\n");
    }
    assert!(!report(text).contains("This is a report with a row for each contact"));
}

/// Deals without a customer, and sources that say nothing, are counted as that.
#[test]
fn what_says_nothing_about_leads_is_counted() {
    let customer = first(30, "", "Customer");
    let source = first(35, "Cold Call", "Unknown");
    let columns: [Column<'_>; 2] =
        [("Associated Company (Primary)", &customer), ("Lead Source", &source)];
    // Of the ten with a customer, the first is its first, and the others are not.
    look(&[("deals.csv", &deals(40, &columns))], &choices(), |_, measured| {
        let FindingDetail::Leads(detail) = &of(measured, "leads").detail else { panic!("leads") };
        assert_eq!((detail.unknown_customers, detail.closed, detail.silent), (30, 1, 0));
    });
    let source = first(37, "Cold Call", "Unknown");
    look(&[("deals.csv", &deals(40, &[("Lead Source", &source)]))], &choices(), |_, measured| {
        let FindingDetail::Leads(detail) = &of(measured, "leads").detail else { panic!("leads") };
        assert_eq!((detail.unknown_customers, detail.closed, detail.silent), (0, 40, 3));
    });
}

/// Two people work on a deal together if the days of their activities overlap.
#[test]
fn people_work_together_in_the_same_days() {
    let shared = |second: [&str; 2]| {
        let mut acts = String::from("Deal Name,Assigned to,Due date,Done\n");
        for i in 0..30 {
            let other = ["Bo", "Cid"][i % 2];
            for (who, day) in [
                ("Ann", "2026-01-02"),
                ("Ann", "2026-01-09"),
                (other, second[0]),
                (other, second[1]),
            ] {
                acts += &format!("Deal {i},{who},{day},Done\n");
            }
        }
        let columns: [Column<'_>; 2] = [
            ("Close Date", &|i| format!("2026-06-{:02}", i + 1)),
            ("Deal owner", &|_| "Ann".to_owned()),
        ];
        let deals = deals(30, &columns);
        found("sellers", &[("deals.csv", &deals), ("activities.csv", &acts)])
    };
    assert_eq!(shared(["2026-01-09", "2026-02-01"]), "every-deal Some(100.0)");
    assert_eq!(shared(["2026-01-10", "2026-02-01"]), "one Some(0.0)");
    assert_eq!(shared(["2025-12-01", "2026-01-01"]), "one Some(0.0)");
}

/// Rows of nobody, and of no deal, are skipped.
#[test]
fn rows_that_are_no_activities_are_counted() {
    let acts = "Deal Name,Assigned to,Due date,Done\nDeal 1,,2026-01-01,Done\n\
                ,Ann,2026-01-01,Done\nDeal 1,Ann,2026-01-01,Done\n";
    look(&[("deals.csv", &deals(3, &[])), ("activities.csv", acts)], &choices(), |files, _| {
        assert_eq!(files.people.as_ref().map(|people| people.skipped), Some(2));
    });
}

/// Contacts that activities name are contacts, and nobody is none.
#[test]
fn activities_name_contacts() {
    let mut acts = String::from("Deal Name,Assigned to,Due date,Done,Contact Name\n");
    for i in 0..30 {
        for contact in ["X", "Y", ""] {
            acts += &format!("Deal {i},Ann,2025-12-01,Done,{contact}\n");
        }
    }
    let files = [("deals.csv", deals(30, &[])), ("activities.csv", acts)];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    assert_eq!(found("contacts", &files), "one-or-two Some(2.0)");
}

/// A type of deals that says renewal shows that renewals are deals: then less than half
/// is an answer too.
#[test]
fn renewals_that_are_deals_prove_the_share() {
    let text = |kind: &str| {
        format!(
            "Deal Name,Deal Stage,Close Date,Associated Company (Primary),Amount,Deal Type\n\
             A,Won,2024-01-02,Old,1,\nB,Won,2026-06-01,Old,30,{kind}\nC,Won,2026-06-02,New,70,\n"
        )
    };
    assert_eq!(found("revenue", &[("deals.csv", &text("Renewal"))]), "some Some(30.0)");
    assert_eq!(found("revenue", &[("deals.csv", &text(""))]), "lower-bound");
}

/// Invoices beside deals: what deals show at least is no contradiction to more.
#[test]
fn invoices_may_show_more_than_deals() {
    let deals = |old: u32| {
        format!(
            "Deal Name,Deal Stage,Close Date,Associated Company (Primary),Amount\n\
             A,Won,2024-01-02,Old,1\nB,Won,2026-06-01,Old,{old}\nC,Won,2026-06-02,New,{}\n",
            100 - old
        )
    };
    let both =
        |old: u32| found("revenue", &[("deals.csv", &deals(old)), ("invoices.csv", INVOICES)]);
    assert_eq!(both(30), "most Some(60.0)");
    assert_eq!(both(70), "most Some(60.0)");
    assert_eq!(both(95), "differ");
}

/// Where one of the two says nothing, the other answers; where both do, it is the reason
/// of the invoices that counts.
#[test]
fn deals_answer_where_invoices_do_not() {
    let deals = |old: u32| {
        format!(
            "Deal Name,Deal Stage,Close Date,Associated Company (Primary),Amount\n\
             A,Won,2024-01-02,Old,1\nB,Won,2026-06-01,Old,{old}\nC,Won,2026-06-02,New,{}\n",
            100 - old
        )
    };
    let young = INVOICES.replace("1,Old,2024-01-02,1\n", "");
    let both = |old: u32, invoices: &str| {
        found("revenue", &[("deals.csv", &deals(old)), ("invoices.csv", invoices)])
    };
    assert_eq!(both(70, &young), "most Some(70.0)");
    assert_eq!(both(30, &young), "no-history");
    assert_eq!(both(30, INVOICES), "most Some(60.0)");
}

/// What repeats an invoice, and what is none, is said.
#[test]
fn rows_that_are_no_invoice_of_their_own_are_said() {
    let text = INVOICES.to_owned() + "3,New,2026-06-02,40\n3,New,2026-06-02,40\nTotal,,,101\n";
    let said = run(&[("invoices.csv", text.into_bytes())], &[]);
    let line = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(line.contains("Rows that repeat an invoice and count once: 2."), "{line}");
    assert!(line.contains("Rows that are not invoices, such as totals: 1."), "{line}");
}

/// Invoices that were never sent, that repeat one, that are of tomorrow, or whose amount
/// is no amount; and a customer whose first is on the first day.
#[test]
fn invoices_that_do_not_count() {
    let with = |more: &str| {
        let text = INVOICES.replace("Amount\n", "Amount,Status\n") + more;
        look(&[("invoices.csv", &text)], &choices(), |_, measured| {
            let left_out: Vec<(&str, usize)> =
                measured.left_out.iter().map(|(why, tally)| (why.id(), tally.count)).collect();
            let revenue = of(measured, "revenue");
            format!("{} {:?} {left_out:?}", says(revenue), revenue.coverage)
        })
    };
    let whole = "most Some(60.0) Some(1.0) ";
    assert_eq!(
        with("4,New,2026-06-02,900,Paid\n4,New,2026-06-02,900,Paid\n"),
        "little Some(6.0) Some(1.0) []"
    );
    assert_eq!(with("4,New,2026-06-02,900,Void\n"), format!("{whole}[(\"no_invoice\", 1)]"));
    assert_eq!(with("3,New,2026-06-02,40,\n3,New,2026-06-02,40,\n"), format!("{whole}[]"));
    // Today is 31 August 2026, whose invoices are there.
    assert_eq!(with("4,New,2026-09-01,900,\n"), format!("{whole}[(\"future\", 1)]"));
    assert_eq!(with("4,Old,2026-08-31,100,\n"), "most Some(80.0) Some(1.0) []");
    assert_eq!(with("4,New,2026-06-02,60+,\n"), "few-known Some(0.67) [(\"no_amount\", 1)]");
    // The period begins on 3 June 2025.
    assert_eq!(with("4,New,2025-06-03,0.01,\n"), "most Some(59.99) Some(1.0) []");
    assert_eq!(with("4,New,2025-06-02,0.01,\n"), "nearly-all Some(100.0) Some(1.0) []");
}

#[test]
fn the_months_that_were_asked_for_are_said() {
    let said = run(&[("deals.csv", deals(3, &[]).into_bytes())], &["--months", "24"]);
    let said = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("measured over 24 months"), "{said}");
}

/// A name in each row makes no report with a row for each contact: some deal has two rows.
#[test]
fn one_row_a_deal_is_no_row_a_contact() {
    let said = report(deals(3, &[("Contact Name", &|i| format!("Person {i}"))]));
    assert!(!said.contains("This is a report with a row for each contact"), "{said}");
}

/// Words for won and lost that no deal has are said, which may be misspelt.
#[test]
fn words_that_no_deal_has_are_said() {
    let mut choices = choices();
    choices.won = vec!["Signed".to_owned(), "Singed".to_owned()];
    choices.lost = vec!["gone".to_owned(), "Away".to_owned()];
    let text = "Deal Name,Deal Stage,Close Date\nA,signed,2026-06-01\nB,Gone,2026-06-02\n";
    look(&[("deals.csv", text)], &choices, |files, _| {
        let book = files.book.as_ref().expect("there are deals");
        assert_eq!(book.absent, ["Singed", "Away"]);
    });
    look(&[("deals.csv", &deals(3, &[]))], &super::small::choices(), |files, _| {
        assert_eq!(files.book.as_ref().map(|book| book.absent.len()), Some(0));
    });
}

/// The same person twice in a cell is one, and what is between two signs may be nobody.
#[test]
fn a_cell_names_each_person_once() {
    let contacts = deals(30, &[("Associated Contact IDs", &|_| "1;1;;2; ;".to_owned())]);
    assert_eq!(found("contacts", &[("deals.csv", &contacts)]), "one-or-two Some(2.0)");
}

/// Zeros before an id are part of it; nothing but zeros is what a CRM writes for none.
#[test]
fn an_id_may_begin_with_zeros() {
    let read = |ids: [&str; 2]| {
        let rows = ids.map(|id| format!("{id},A,Won,2026-06-01,5\n")).concat();
        let text = format!("Record ID,Deal Name,Deal Stage,Close Date,Amount\n{rows}");
        look(&[("deals.csv", &text)], &choices(), |files, _| {
            files.book.as_ref().map(|book| (book.read, book.repeated))
        })
    };
    assert_eq!(read(["0001", "0002"]), Some((2, 0)));
    assert_eq!(read(["000000000000000", "000000000000000AAA"]), Some((1, 1)));
}

/// Won is told from closed, and what is neither is open.
#[test]
fn a_deal_that_is_not_won_is_lost_once_it_is_closed() {
    let columns: [Column<'_>; 5] = [
        ("Deal Stage", &|_| String::new()),
        ("IsWon", &|i| ["true", "false", "false", "false", "", ""][i].to_owned()),
        ("IsClosed", &|i| ["true", "true", "true", "false", "true", ""][i].to_owned()),
        ("Close Date", &|i| format!("2026-06-{:02}", 30 - i)),
        ("Lead Source", &|_| "Cold Call".to_owned()),
    ];
    look(&[("deals.csv", &deals(6, &columns))], &choices(), |files, measured| {
        assert_eq!(files.book.as_ref().map(|book| (book.read, book.won)), Some((6, 1)));
        let FindingDetail::Leads(detail) = &of(measured, "leads").detail else { panic!("leads") };
        // One is won, and two are lost: of the last ones nobody has said that they are not won.
        assert_eq!((detail.closed, detail.has_lost), (3, true));
    });
}

/// Odoo's lost deals keep their stage: one that is won and not active contradicts itself.
#[test]
fn a_won_deal_of_odoo_is_active() {
    let text = "External ID,Opportunity,Stage,Active,Probability,Closed Date\n\
                a,A,Won,True,100,2026-06-01\nb,B,Won,False,0,2026-06-02\n\
                c,C,Won,False,100,2026-06-03\n";
    look(&[("leads.csv", text)], &choices(), |files, measured| {
        assert_eq!(files.book.as_ref().map(|book| book.won), Some(1));
        assert_eq!(measured.left_out.count(LeftOut::Contradicting), 2);
    });
}

/// Of the dates that are none, the first of a won deal is shown.
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

/// Files of deals have one header.
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

/// A deal that is left out moves none of those after it to another one's activities.
#[test]
fn activities_belong_to_the_deals_that_are_left() {
    let mut acts = String::from("Deal Name,Assigned to,Due date,Done\n");
    for i in 1..31 {
        for who in ["Ann", "Ann", ["Bo", "Cid"][i % 2], ["Bo", "Cid"][i % 2]] {
            acts += &format!("Deal {i},{who},2025-12-01,Done\n");
        }
    }
    let day = |i: usize| if i == 0 { "TBD".to_owned() } else { format!("2026-06-{i:02}") };
    let columns: [Column<'_>; 2] = [("Close Date", &day), ("Deal owner", &|_| "Ann".to_owned())];
    let deals = deals(31, &columns);
    let files = [("deals.csv", &*deals), ("activities.csv", &*acts)];
    look(&files, &choices(), |_, measured| {
        let sellers = of(measured, "sellers");
        assert_eq!(
            (says(sellers).as_str(), sellers.coverage),
            ("every-deal Some(100.0)", Some(1.0))
        );
    });
}

/// What each file is, for programs.
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

/// A word that was said to mean won does so beside any column.
#[test]
fn a_word_that_was_given_wins() {
    let text = "Deal Name,Is Closed Won,Deal Stage,Close Date,Pipeline\n\
                A,false,Signed,2026-06-01,Sales\nB,true,Gone,2026-06-02,Sales\n\
                C,true,Signed,2026-06-03,Renewals\nD,false,Signed,2026-06-03,Sales\n";
    let mut choices = choices();
    choices.won = vec!["signed".to_owned()];
    choices.lost = vec!["gone".to_owned()];
    look(&[("deals.csv", text)], &choices, |files, measured| {
        let book = files.book.as_ref().expect("there are deals");
        assert_eq!((book.won, measured.left_out.count(LeftOut::Contradicting)), (3, 0));
        let pipelines: Vec<_> = book.pipelines.iter().map(|(name, won)| (&**name, *won)).collect();
        assert_eq!(pipelines, [("Renewals", 1), ("Sales", 2)]);
    });
}

/// A currency that half of the deals have is not that of nearly all; what is no amount is
/// in none.
#[test]
fn a_currency_is_said_by_nearly_all() {
    let currency = first(20, "EUR", "");
    let columns: [Column<'_>; 2] = [("Amount", &|_| "5".to_owned()), ("Currency", &currency)];
    look(&[("deals.csv", &deals(40, &columns))], &choices(), |_, measured| {
        assert_eq!(of(measured, "revenue").why, Some(Why::Currencies(50)));
    });
    let amount = first(37, "5 EUR", "USD?");
    look(&[("deals.csv", &deals(40, &[("Amount", &amount)]))], &choices(), |_, measured| {
        assert_eq!(says(of(measured, "revenue")), "no-history");
        assert_eq!(measured.left_out.count(LeftOut::NoAmount), 3);
    });
}

/// A type that says nothing of renewals proves nothing.
#[test]
fn new_business_is_no_renewal() {
    let text = "Deal Name,Deal Stage,Close Date,Associated Company (Primary),Amount,Deal Type\n\
                A,Won,2024-01-02,Old,1,\nB,Won,2026-06-01,Old,30,New Business\n\
                C,Won,2026-06-02,New,70,New Business\n";
    assert_eq!(found("revenue", &[("deals.csv", text)]), "lower-bound");
}

/// The encoding that was named is the one; else it is UTF-8, or a guess.
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

/// Rows are chosen among the deals, where there are deals.
#[test]
fn a_column_of_other_files_chooses_no_deals() {
    let acts = "Deal Name,Assigned to,Due date,Region\nDeal 1,Ann,2026-01-01,North\n";
    let deals = deals(3, &[]);
    let mut choices = choices();
    choices.only = vec![("Region".to_owned(), "North".to_owned())];
    let wrong = read(&[("deals.csv", deals.as_bytes()), ("acts.csv", acts.as_bytes())], &choices);
    assert!(matches!(wrong, Err(FilesError::NoColumn(..))), "{wrong:?}");
}
