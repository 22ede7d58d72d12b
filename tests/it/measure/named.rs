//! Columns that are named with `--column`: which one is then read, and which is not any
//! more.

use salesmodel::measure::{ChosenColumn, LeftOut, Role};

use super::look::{choices, look, of, report, says};
use super::thresholds::{Column, deals, first};

/// What is found for a question when columns are named; an empty name means no column.
fn with(question: &str, files: &[(&str, &str)], named: &[(Role, &str)]) -> String {
    let mut choices = choices();
    choices.given = chosen(named);
    look(files, &choices, |_, measured| says(of(measured, question)))
}

fn chosen(named: &[(Role, &str)]) -> Vec<ChosenColumn> {
    let column = |name: &str| Some(name.to_owned()).filter(|name| !name.is_empty());
    named.iter().map(|(role, name)| ChosenColumn { role: *role, column: column(name) }).collect()
}

/// A stage column that is named decides alone, even if a column beside it says that the
/// deal is not won.
#[test]
fn a_stage_that_is_named_cannot_be_contradicted() {
    let text = "Deal Name,Is Closed Won,Deal Stage,Close Date\n\
                A,false,Closed Won,2026-06-01\nB,true,Closed Lost,2026-06-02\n\
                C,true,Closed Won,2026-06-03\n";
    for (named, won, contradicting) in [(&[][..], 1, 2), (&[(Role::Stage, "Deal Stage")], 2, 0)] {
        let mut choices = choices();
        choices.given = chosen(named);
        look(&[("deals.csv", text)], &choices, |files, measured| {
            assert_eq!(files.book.as_ref().map(|book| book.won), Some(won), "{named:?}");
            assert_eq!(measured.left_out.count(LeftOut::Contradicting), contradicting);
        });
    }
}

/// The collaborators of a CRM do not include the owner, even if somebody names their
/// column: without an owner, one name may be two people. A column with a name of the user's
/// own is taken to list everybody who sold, because only the user knows what is in it.
#[test]
fn sellers_without_an_owner_are_all_that_there_are_where_their_column_is_named() {
    let team = |i: usize| {
        let who = ["Ann", "Bo", "Cid"][i % 3];
        if i < 20 { format!("{who};Dee") } else { who.to_owned() }
    };
    let of = |name: &str, named: &[(Role, &str)]| {
        with("sellers", &[("deals.csv", &deals(40, &[(name, &team)]))], named)
    };
    let found = "some-deals Some(50.0)";
    assert_eq!(of("Team", &[(Role::Sellers, "Team")]), found);
    assert_eq!(of("Deal Collaborator", &[]), "no-owner");
    assert_eq!(of("Deal Collaborator", &[(Role::Sellers, "Deal Collaborator")]), "no-owner");
}

/// A column of contacts that is named has names, several in a cell, or numbers of contacts
/// if every cell is a number.
#[test]
fn contacts_that_are_named_are_counts_or_names() {
    let of = |cell: &dyn Fn(usize) -> String| {
        let text = deals(40, &[("Buyers", cell)]);
        with("contacts", &[("deals.csv", &text)], &[(Role::Contacts, "Buyers")])
    };
    assert_eq!(of(&|_| "Ann;Bo".to_owned()), "one-or-two Some(2.0)");
    assert_eq!(of(&|_| "2".to_owned()), "one-or-two Some(2.0)");
    assert_eq!(of(&|_| "Ann".to_owned()), "one-contact");
    // Twenty numbers after twenty names, and before them: they are not counts.
    for names_first in [true, false] {
        let cell = |i: usize| if (i < 20) == names_first { "Ann;Bo" } else { "2" }.to_owned();
        assert_eq!(of(&cell), "one-or-two Some(1.5)", "{names_first}");
    }
}

/// If no column is to say who the contacts are, none says how many there are either.
#[test]
fn no_contacts_are_no_number_of_them() {
    let columns: [Column<'_>; 1] = [("Number of Associated Contacts", &|_| "2".to_owned())];
    let files = [("deals.csv", &*deals(40, &columns))];
    assert_eq!(with("contacts", &files, &[]), "one-or-two Some(2.0)");
    assert_eq!(with("contacts", &files, &[(Role::Contacts, "")]), "no-column");
}

/// A column that is named and empty is not replaced by the next best.
#[test]
fn a_customer_that_is_named_has_no_spare() {
    let text = "Deal Name,Deal Stage,Close Date,Amount,\
                Associated Company IDs (Primary),Associated Company (Primary)\n\
                A,Won,2024-01-02,1,,Old\nB,Won,2026-06-01,60,,Old\nC,Won,2026-06-02,40,,New\n";
    let files = [("deals.csv", text)];
    assert_eq!(with("revenue", &files, &[]), "most Some(60.0)");
    let named = [(Role::Customer, "Associated Company IDs (Primary)")];
    assert_eq!(with("revenue", &files, &named), "few-known");
    // A column that was named for something else changes nothing.
    assert_eq!(with("revenue", &files, &[(Role::Name, "Deal Name")]), "most Some(60.0)");
}

/// A column of one file says nothing about the others, whose own are read.
#[test]
fn a_column_is_named_for_the_files_that_have_it() {
    let mut acts = String::from("Deal Name,Assigned to,Due date,Done\n");
    for i in 0..30 {
        for who in ["Ann", ["Bo", "Cid"][i % 2]] {
            acts += &format!("Deal {i},{who},2025-12-01,Done\nDeal {i},{who},2025-12-09,Done\n");
        }
    }
    let columns: [Column<'_>; 2] =
        [("Seller", &|_| "Ann".to_owned()), ("Signed", &|i| format!("2026-06-{:02}", i + 1))];
    let deals = deals(30, &columns);
    let files = [("deals.csv", &*deals), ("activities.csv", &*acts)];
    let named = [(Role::Owner, "Seller"), (Role::Date, "Signed")];
    assert_eq!(with("sellers", &files, &named), "every-deal Some(100.0)");
}

/// A column that is named for won may say yes and no, and any other word in it is unknown.
/// A stage says whether a deal is won only if its column is named.
#[test]
fn yes_is_won_in_a_column_that_is_named() {
    let book = |header: &str, named: &[(Role, &str)]| {
        let text = format!(
            "Deal Name,{header},Close Date\nA,yes,2026-06-01\nB,no,2026-06-02\n\
             C,maybe,2026-06-03\nD,Won,2026-06-04\n"
        );
        let mut choices = choices();
        choices.given = chosen(named);
        look(&[("deals.csv", &text)], &choices, |files, _| {
            let book = files.book.as_ref().expect("there are deals");
            let open: Vec<String> = book.open_stages.iter().map(|(word, _)| word.clone()).collect();
            (book.read, book.won, open.join(" "))
        })
    };
    assert_eq!(book("Signed", &[(Role::Stage, "Signed")]), (4, 2, "maybe".to_owned()));
    assert_eq!(book("Deal Stage", &[]), (4, 1, "maybe no yes".to_owned()));
}

/// One id is enough for the ids to count: a name beside them is never taken for one.
#[test]
fn the_best_column_is_read_once_it_has_a_value() {
    let text = |first: &str| {
        format!(
            "Deal Name,Deal Stage,Close Date,Amount,\
             Associated Company IDs (Primary),Associated Company (Primary)\n\
             A,Won,2024-01-02,1,{first},Old\nB,Won,2026-06-01,60,,Old\nC,Won,2026-06-02,40,,New\n"
        )
    };
    assert_eq!(with("revenue", &[("deals.csv", &text("7"))], &[]), "few-known");
    assert_eq!(with("revenue", &[("deals.csv", &text(""))], &[]), "most Some(60.0)");
    let from = |ids: &dyn Fn(usize) -> String, second: &str| {
        let columns: [Column<'_>; 2] =
            [("Associated Contact IDs", ids), (second, &|_| "Ann;Bo".to_owned())];
        look(&[("deals.csv", &deals(40, &columns))], &choices(), |_, measured| {
            let contacts = of(measured, "contacts");
            (says(contacts), contacts.from.concat())
        })
    };
    let two = "one-or-two Some(2.0)".to_owned();
    let (ids, names) = ("Associated Contact IDs".to_owned(), "Associated Contact".to_owned());
    assert_eq!(from(&first(1, "1;2", ""), "Associated Contact"), (two.clone(), ids.clone()));
    assert_eq!(from(&|_| String::new(), "Associated Contact"), (two, names));
    // A single contact of a deal says nothing about a list that is empty.
    assert_eq!(from(&|_| String::new(), "Contact Name"), ("few-known".to_owned(), ids));
}

/// A column that is named replaces all that say the same.
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

/// Of two columns whose names differ only in letter case, the one that is spelt as it was
/// named is read.
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
