//! Revenue of deals: currencies, and renewals that are deals.

use salesmodel::measure::{LeftOut, Why};

use super::look::{choices, found, look, of, says};
use super::thresholds::{Column, deals, first};

/// Sixty from an existing customer and forty from a new one, and further rows.
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
    // Without a column for currencies, the sign is in the cell, or there is only one
    // currency.
    let text = "Deal Name,Deal Stage,Close Date,Associated Company (Primary),Amount\n\
                A,Won,2024-01-02,Old,1\nB,Won,2026-06-01,Old,60 EUR\nC,Won,2026-06-02,New,40\n";
    assert_eq!(found("revenue", &[("deals.csv", text)]), "most Some(60.0)");
}

/// A currency of half of the deals is not that of nearly all; a cell that is not an amount
/// has none.
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

/// A deal type that says renewal shows that renewals are deals: then less than half is an
/// answer too.
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
    // A type that does not mention renewals proves nothing.
    assert_eq!(found("revenue", &[("deals.csv", &text("New Business"))]), "lower-bound");
}
