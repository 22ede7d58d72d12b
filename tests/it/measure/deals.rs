//! Rows of deals: which of them are one deal, how far the deal is, and what is left out.

use salesmodel::measure::{FindingDetail, LeftOut};

use super::look::{choices, found, look, of, report};
use super::run;
use super::thresholds::{Column, deals, first};
use crate::support::one_line;

/// Rows that repeat a deal add nothing, and contradict it if they say something else.
#[test]
fn repeated_rows_are_counted() {
    let text = "Record ID,Deal Stage,Close Date,Amount,IsDeleted\n\
                1,Open,2026-07-01,5,\n1,Open,2026-07-01,5,\n1,Open,2026-07-01,5,\n\
                2,Won,2026-06-01,5,false\n2,Won,2026-06-01,5,false\n\
                3,Won,2026-06-02,5,\n3,Open,2026-06-02,5,\n\
                4,Won,2026-06-03,5,true\n5,Won,2026-06-04,5,Archived\n\
                6,Won,2026-06-05,5,no\n";
    look(&[("deals.csv", text)], &choices(), |files, measured| {
        let book = files.book.as_ref().expect("there are deals");
        assert_eq!((book.read, book.repeated, book.won), (6, 4, 2));
        assert_eq!(measured.left_out.count(LeftOut::Contradicting), 1);
        assert_eq!(measured.left_out.count(LeftOut::Deleted), 2);
    });
}

/// Zeros at the beginning of an id are part of it; an id of zeros alone is what a CRM
/// writes for no reference.
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

/// A column for won decides whether a deal is won, and the stage decides the rest; if they
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
    // A deal in an unknown stage is open, whatever its probability.
    let text = "Deal Name,Deal Stage,Close Date,Probability\n\
                A,Signed,2026-06-01,100\nB,Won,2026-06-02,100\n";
    look(&[("deals.csv", text)], &choices(), |files, _| {
        assert_eq!(files.book.as_ref().map(|book| book.won), Some(1));
    });
}

/// Won and closed are told apart, and a deal that is neither is open.
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
        // One is won and two are lost. Of the last two, nobody has said that they are not
        // won.
        assert_eq!((detail.closed, detail.has_lost), (3, true));
    });
}

/// Odoo's lost deals keep their stage, so a deal that is won but not active contradicts
/// itself.
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

/// A word that was given as won counts as won, whatever another column says.
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

/// With a single file, only the lines are named: one line, or several.
#[test]
fn lines_that_are_left_out_are_named() {
    let undated = |rows: usize| {
        let rows = (0..rows).map(|i| format!("Undated {i},Closed Won,,Customer {i}\n"));
        let text = deals(9, &[]) + &rows.collect::<String>();
        let said = run(&[("deals.csv", text.into_bytes())], &[]);
        one_line(&said.stdout)
    };
    for (rows, says) in [(1, "1 (line 11)"), (3, "3 (lines 11, 12, 13)")] {
        let said = undated(rows);
        assert!(said.contains(&format!("without a readable date: {says}.")), "{said}");
    }
}

/// For deals without a customer, the type of the deal says whether the customer is new, if
/// it says anything.
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

/// Too few deals is one reason, and too few known ones is another.
#[test]
fn few_deals_are_told_from_few_that_are_known() {
    for (deals_there, known, expected) in [(29, 28, "few-deals"), (31, 29, "few-known")] {
        let contacts = first(known, "1;2", "");
        let text = deals(deals_there, &[("Associated Contact IDs", &contacts)]);
        assert_eq!(found("contacts", &[("deals.csv", &text)]), expected);
    }
}

/// The report says what would have been enough.
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

/// Deals without a customer, and sources that say nothing, are counted as such.
#[test]
fn what_says_nothing_about_leads_is_counted() {
    let customer = first(30, "", "Customer");
    let source = first(35, "Cold Call", "Unknown");
    let columns: [Column<'_>; 2] =
        [("Associated Company (Primary)", &customer), ("Lead Source", &source)];
    // Of the ten deals with the customer, one is its first, and the others are not.
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

/// A deal that was won today counts; a deal of tomorrow does not.
#[test]
fn today_is_no_future() {
    for (date, left_out) in [("2026-08-31", 0), ("2026-09-01", 1)] {
        let text = format!("Deal Name,Deal Stage,Close Date\nA,Won,2026-08-30\nB,Won,{date}\n");
        look(&[("deals.csv", &text)], &choices(), |_, measured| {
            assert_eq!(measured.left_out.count(LeftOut::Future), left_out, "{date}");
        });
    }
}

/// Customers whose names differ only by the legal form are counted.
#[test]
fn names_that_differ_by_the_form_of_the_company_are_counted() {
    let alike = |names: &[&str]| {
        let customer = |i: usize| format!("\"{}\"", names[i]);
        let text = deals(names.len(), &[("Associated Company (Primary)", &customer)]);
        look(&[("deals.csv", &text)], &choices(), |files, _| {
            files.book.as_ref().map(|book| book.alike)
        })
    };
    assert_eq!(alike(&["Acme BV", "Acme B.V.", "Acme, Ltd", "Birch GmbH"]), Some(3));
    assert_eq!(alike(&["Acme BV", "Birch BV", "Cedar"]), Some(0));
    assert_eq!(alike(&["Acme BV", "Acme", "Birch", "Birch Ltd"]), Some(4));
    // A legal form alone is a name, and so is a name without one.
    assert_eq!(alike(&["BV", "Ltd", "Acme Blue", "Acme Red"]), Some(0));
}

/// The column by which rows are chosen is found whatever its letter case, and not by its
/// place.
#[test]
fn rows_are_chosen_by_a_column_in_any_case() {
    let part = first(10, "North", "South");
    let text = deals(30, &[("Region", &part)]);
    let mut choices = choices();
    choices.only = vec![("region".to_owned(), "north".to_owned())];
    look(&[("deals.csv", &text)], &choices, |files, _| {
        let book = files.book.as_ref().expect("there are deals");
        assert_eq!((book.won, book.filtered), (10, 20));
    });
}
