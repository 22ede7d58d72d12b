//! Invoices, alone and beside deals.

use salesmodel::measure::{FilesError, LeftOut, Unusable};

use super::look::{choices, found, look, of, read, says};
use super::run;
use crate::support::one_line;

pub(super) const INVOICES: &str = "Invoice number,Customer,Invoice date,Amount\n\
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
        // The amount without a sign is in the same currency as the others.
        assert_eq!(says(of(measured, "revenue")), "most Some(60.0)");
        assert_eq!(measured.left_out.count(LeftOut::Currency), 1);
    });
    // A cell that is not an amount is not in a currency either.
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

/// Deals of 100 in all, with this much of it from an existing customer.
fn deals(old: u32) -> String {
    format!(
        "Deal Name,Deal Stage,Close Date,Associated Company (Primary),Amount\n\
         A,Won,2024-01-02,Old,1\nB,Won,2026-06-01,Old,{old}\nC,Won,2026-06-02,New,{}\n",
        100 - old
    )
}

/// Invoices beside deals: the least that deals show does not contradict invoices that show
/// more.
#[test]
fn invoices_may_show_more_than_deals() {
    let both =
        |old: u32| found("revenue", &[("deals.csv", &deals(old)), ("invoices.csv", INVOICES)]);
    assert_eq!(both(30), "most Some(60.0)");
    assert_eq!(both(70), "most Some(60.0)");
    assert_eq!(both(95), "differ");
}

/// If one of the two gives no answer, the other decides; if neither does, the reason of the
/// invoices counts.
#[test]
fn deals_answer_where_invoices_do_not() {
    let young = INVOICES.replace("1,Old,2024-01-02,1\n", "");
    let both = |old: u32, invoices: &str| {
        found("revenue", &[("deals.csv", &deals(old)), ("invoices.csv", invoices)])
    };
    assert_eq!(both(70, &young), "most Some(70.0)");
    assert_eq!(both(30, &young), "no-history");
}

/// Rows that repeat an invoice, and rows that are not one, are reported.
#[test]
fn rows_that_are_no_invoice_of_their_own_are_said() {
    let text = INVOICES.to_owned() + "3,New,2026-06-02,40\n3,New,2026-06-02,40\nTotal,,,101\n";
    let said = run(&[("invoices.csv", text.into_bytes())], &[]);
    let line = one_line(&said.stdout);
    assert!(line.contains("Rows that repeat an invoice and count once: 2."), "{line}");
    assert!(line.contains("Rows that are not invoices, such as totals: 1."), "{line}");
}

/// Invoices that were never sent, that repeat another, that are from tomorrow, or whose
/// amount is not one; and a customer whose first invoice is from the first day.
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

/// Two columns may be equally good for a role. What to do about it works: only some roles
/// can be given a column by name.
#[test]
fn two_columns_of_one_role_can_be_told_apart() {
    let refused = |header: &str, args: &[&str]| {
        let text = format!("{header}\n1,A,2026-01-01,5,,\n");
        let said = run(&[("invoices.csv", text.into_bytes())], args);
        (said.code, one_line(&said.stderr))
    };
    let header = "Invoice number,Customer,Invoice date,Amount,Status,STATUS";
    let (code, said) = refused(header, &[]);
    assert_eq!(code, 1);
    assert!(said.contains("\"Status\" and \"STATUS\" could both be the status"), "{said}");
    assert!(said.contains("Rename or remove the one that does not count."), "{said}");
    let header = "Invoice number,Customer,Invoice date,Amount,Currency,CURRENCY";
    let (code, said) = refused(header, &[]);
    assert_eq!(code, 1);
    assert!(said.contains("Name one with --column currency=NAME"), "{said}");
    assert_eq!(refused(header, &["--column", "currency=CURRENCY"]).0, 0);
}
