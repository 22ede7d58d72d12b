//! Activities beside deals: who works on a deal, and with whom.

use salesmodel::measure::Why;

use super::look::{choices, found, look, of, says};
use super::run;
use super::thresholds::{Column, deals, first};
use crate::support::one_line;

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

/// Deals that are left out are reported at the top if they are many; activities of other
/// deals do not count as left out.
#[test]
fn activities_of_other_deals_are_no_deals_left_out() {
    let acts = "Deal Name,Assigned to,Due date,Done\n".to_owned()
        + &"Other,Ann,2026-01-03,Done\n".repeat(20);
    let files = [("deals.csv", deals(9, &[]).into_bytes()), ("activities.csv", acts.into_bytes())];
    let said = run(&files, &[]);
    let line = one_line(&said.stdout);
    let places = "(activities.csv:2, activities.csv:3, activities.csv:4, ...)";
    assert!(line.contains(&format!("a deal that is not in the file: 20 {places}")), "{line}");
    assert!(!said.stdout.contains("more than a tenth"), "{}", said.stdout);
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

/// Rows without a person or without a deal are skipped.
#[test]
fn rows_that_are_no_activities_are_counted() {
    let acts = "Deal Name,Assigned to,Due date,Done\nDeal 1,,2026-01-01,Done\n\
                ,Ann,2026-01-01,Done\nDeal 1,Ann,2026-01-01,Done\n";
    look(&[("deals.csv", &deals(3, &[])), ("activities.csv", acts)], &choices(), |files, _| {
        assert_eq!(files.people.as_ref().map(|people| people.skipped), Some(2));
    });
}

/// Contacts that activities name are contacts, and an empty cell is not one.
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

/// A deal that is left out does not shift the activities of those after it to other deals.
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

#[test]
fn how_many_deals_somebody_is_on_is_said() {
    let desk = first(45, "Desk", "");
    let columns: [Column<'_>; 2] =
        [("Deal owner", &|_| "Ann".to_owned()), ("Deal Collaborator", &desk)];
    look(&[("deals.csv", &deals(50, &columns))], &choices(), |_, measured| {
        assert_eq!(of(measured, "sellers").why, Some(Why::Everywhere(90)));
    });
}
