//! Which people of the customer are on a deal, by its own rows and cells.

use super::look::{choices, found, look, of, report};
use super::thresholds::deals;

/// In a report with a row for each contact, a second row with the same contact does not add
/// one, and the rows of a lost deal count for no other deal.
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
    // Deals without a contact have no row, and a message says so; a column with several
    // contacts has them.
    let said = "This is a report with a row for each contact";
    assert!(report(two).contains(said));
    let list = deals(30, &[("Associated Contact IDs", &|_| "1;2".to_owned())]);
    assert!(!report(list).contains(said));
}

/// Rows for contacts show that a deal can have several, even if only deals of long ago do:
/// then a single contact is one that the CRM filled in.
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

/// A list of contacts to which rows add is not a report with a row for each contact.
#[test]
fn a_list_in_several_rows_has_all_deals() {
    let mut text = String::from("Record ID,Deal Stage,Close Date,Associated Contact IDs\n");
    for row in 0..2 {
        text += &format!("1,Won,2026-06-01,{row}\n");
    }
    assert!(!report(text).contains("This is a report with a row for each contact"));
}

/// A name in each row does not make a report with a row for each contact, unless some deal
/// has two rows.
#[test]
fn one_row_a_deal_is_no_row_a_contact() {
    let said = report(deals(3, &[("Contact Name", &|i| format!("Person {i}"))]));
    assert!(!said.contains("This is a report with a row for each contact"), "{said}");
}

/// The same person twice in a cell counts once, and there may be nobody between two
/// separators.
#[test]
fn a_cell_names_each_person_once() {
    let contacts = deals(30, &[("Associated Contact IDs", &|_| "1;1;;2; ;".to_owned())]);
    assert_eq!(found("contacts", &[("deals.csv", &contacts)]), "one-or-two Some(2.0)");
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
