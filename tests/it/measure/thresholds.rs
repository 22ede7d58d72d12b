//! Each figure that decides whether something is measured, tested from both sides: a value
//! that just reaches it, and one that just does not.

use std::io::Cursor;

use salesmodel::date::Date;
use salesmodel::mapping::Mapping;
use salesmodel::measure::{Choices, Files, Orders, Records, measure};
use salesmodel::rows::Source;

use super::look::{choices, look};
use super::run;
use crate::support::b2b;

/// A column: its name, and its cell for each deal.
pub(super) type Column<'c> = (&'c str, &'c dyn Fn(usize) -> String);

/// Won deals, each with a new customer, no two on the same day.
pub(super) fn deals(count: usize, columns: &[Column<'_>]) -> String {
    let day = |i: usize| format!("2026-{:02}-{:02}", i / 28 + 1, i % 28 + 1);
    let given = |name: &str| columns.iter().any(|column| column.0 == name);
    let own: [Column<'_>; 4] = [
        ("Deal Name", &|i| format!("Deal {i}")),
        ("Deal Stage", &|_| "Closed Won".to_owned()),
        ("Close Date", &day),
        ("Associated Company (Primary)", &|i| format!("Customer {i}")),
    ];
    let own = own.into_iter().filter(|column| !given(column.0));
    let all: Vec<Column<'_>> = own.chain(columns.iter().copied()).collect();
    let mut text = all.iter().map(|column| column.0).collect::<Vec<_>>().join(",") + "\n";
    for i in 0..count {
        text += &(all.iter().map(|column| (column.1)(i)).collect::<Vec<_>>().join(",") + "\n");
    }
    text
}

/// The answer to a question, or why there is none, and the number that was found.
fn found(question: &str, files: &[(&str, &str)], orders: Orders) -> (String, Option<f64>) {
    let questionnaire = b2b();
    let source = |(name, text): &(&str, &str)| Source {
        name: (*name).to_owned(),
        reader: Box::new(Cursor::new(text.as_bytes().to_vec())),
    };
    let mut choices = Choices::on(Date::new(2026, 8, 31).expect("it is a day"));
    choices.orders = orders;
    let files = Files::read(files.iter().map(source).collect(), None, &choices);
    let files = files.unwrap_or_else(|e| panic!("{e:?}"));
    let records = Records {
        book: files.book.as_ref(),
        people: files.people.as_ref(),
        invoices: files.invoices.as_ref(),
    };
    let measured = measure(records, &questionnaire, &Mapping::none(&questionnaire));
    let finding = measured.findings.iter().find(|finding| finding.question.id == *question);
    let finding = finding.expect("it is one of the four");
    let says = match (&finding.answer, &finding.why) {
        (Some(reply), None) => reply.id().to_owned(),
        (None, Some(why)) => format!("not: {}", why.id()),
        both => panic!("an answer or a reason: {both:?}"),
    };
    (says, finding.value)
}

fn of_deals(question: &str, count: usize, columns: &[Column<'_>]) -> String {
    found(question, &[("deals.csv", &deals(count, columns))], Orders::Unsaid).0
}

/// One text for the first deals, and another for the rest.
pub(super) fn first<'c>(
    count: usize,
    text: &'c str,
    rest: &'c str,
) -> impl Fn(usize) -> String + 'c {
    move |i| if i < count { text } else { rest }.to_owned()
}

#[test]
fn thirty_deals_are_enough() {
    let helper = |i: usize| ["Bob", "Cid"][i % 2].to_owned();
    let columns: [Column<'_>; 4] = [
        ("Lead Source", &|_| "Cold Call".to_owned()),
        ("Deal owner", &|_| "Ann".to_owned()),
        ("Deal Collaborator", &helper),
        ("Associated Contact IDs", &|_| "1;2".to_owned()),
    ];
    for (question, answer) in
        [("leads", "outbound"), ("sellers", "every-deal"), ("contacts", "one-or-two")]
    {
        assert_eq!(of_deals(question, 30, &columns), answer);
        assert_eq!(of_deals(question, 29, &columns), "not: few-deals", "{question}");
    }
}

#[test]
fn seven_of_ten_must_be_known() {
    for (of, known, is_enough) in [(50, 35, true), (46, 32, false)] {
        let says = |answer: &'static str| if is_enough { answer } else { "not: few-known" };
        let source = first(known, "Cold Call", "");
        assert_eq!(of_deals("leads", of, &[("Lead Source", &source)]), says("outbound"));
        let contacts = first(known, "1;2", "");
        let contacts: [Column<'_>; 1] = [("Associated Contact IDs", &contacts)];
        assert_eq!(of_deals("contacts", of, &contacts), says("one-or-two"));
        // The first deal makes its customer an existing one, and is long before the period.
        let date = |i: usize| match i {
            0 => "2024-01-02".to_owned(),
            i => format!("2026-{:02}-{:02}", i / 28 + 1, i % 28 + 1),
        };
        let customer = |i: usize| format!("Customer {}", i.max(1));
        let amount = first(known + 1, "10", "");
        let columns: [Column<'_>; 3] = [
            ("Close Date", &date),
            ("Associated Company (Primary)", &customer),
            ("Amount", &amount),
        ];
        let text = deals(of + 1, &columns);
        let (revenue, _) = found("revenue", &[("deals.csv", &text)], Orders::AreDeals);
        assert_eq!(revenue, says("little"));
    }
}

#[test]
fn six_of_ten_leads_make_a_side() {
    for (of, came, answer) in [
        (50, 30, "inbound"),
        (42, 25, "both"),
        (50, 25, "both"),
        (42, 17, "both"),
        (50, 20, "outbound"),
    ] {
        let source = first(came, "Website", "Cold Call");
        assert_eq!(of_deals("leads", of, &[("Lead Source", &source)]), answer, "{came} of {of}");
    }
}

#[test]
fn a_fifth_of_the_deals_need_a_second_contact() {
    for (of, several, says) in [(50, 10, "one-or-two"), (42, 8, "not: filled-by-crm")] {
        let contacts = first(several, "1;2", "1");
        assert_eq!(of_deals("contacts", of, &[("Associated Contact IDs", &contacts)]), says);
    }
}

/// Somebody who is on nine deals of ten and owns none is on them by a rule; on the others,
/// nobody works in pairs.
#[test]
fn nine_of_ten_deals_are_everywhere() {
    for (of, on, says) in [(50, 45, "not: everywhere"), (38, 34, "every-deal")] {
        let desk = first(on, "Desk", "");
        let columns: [Column<'_>; 2] =
            [("Deal owner", &|_| "Ann".to_owned()), ("Deal Collaborator", &desk)];
        assert_eq!(of_deals("sellers", of, &columns), says, "{on} of {of}");
    }
}

/// What one person did on seven of ten deals proves that people work on deals alone; one
/// activity on each does not.
#[test]
fn two_activities_make_a_worker() {
    for (of, known, each, says) in
        [(50, 35, 2, "one"), (46, 32, 2, "not: low-unproven"), (50, 50, 1, "not: low-unproven")]
    {
        let mut acts = String::from("Deal Name,Assigned to,Due date,Done\n");
        for i in 0..known * each {
            acts += &format!("Deal {},Ann,2025-12-{:02},Done\n", i / each, i % each + 1);
        }
        let deals = deals(of, &[("Deal owner", &|_| "Ann".to_owned())]);
        let files = [("deals.csv", deals.as_str()), ("activities.csv", &acts)];
        assert_eq!(found("sellers", &files, Orders::Unsaid).0, says, "{known} of {of}, {each}");
    }
}

/// A day counts as an import if it has five wins or more that are more than a tenth of all,
/// and if it is no more than twelve months before the period.
#[test]
fn a_day_with_more_than_a_tenth_of_the_wins_is_an_import() {
    let leads = |of: usize, wins: usize, day: &'static str| {
        // The last win is on 30 June, so the period begins on 1 July.
        let date = |i: usize| match i {
            0 => "2026-06-30".to_owned(),
            i if i <= wins => day.to_owned(),
            i => format!("2026-{:02}-{:02}", i / 28 + 1, i % 28 + 1),
        };
        let source = |_| "Cold Call".to_owned();
        of_deals("leads", of, &[("Close Date", &date), ("Lead Source", &source)])
    };
    assert_eq!(leads(49, 5, "2025-11-30"), "not: import");
    assert_eq!(leads(50, 5, "2025-11-30"), "outbound");
    assert_eq!(leads(39, 4, "2025-11-30"), "outbound");
    assert_eq!(leads(49, 5, "2024-07-01"), "not: import");
    assert_eq!(leads(49, 5, "2024-06-30"), "outbound");
}

/// Revenue of the twelve months to 30 June 2026, with a first sale on some day.
fn revenue(first: &str, old: u32) -> (String, Option<f64>) {
    let text = format!(
        "Deal Name,Deal Stage,Close Date,Associated Company (Primary),Amount\n\
         A,Closed Won,{first},Old,1\nB,Closed Won,2025-06-30,Old,500\n\
         C,Closed Won,2025-07-01,Old,{old}\nD,Closed Won,2026-06-30,New,{}\n",
        100 - old
    );
    found("revenue", &[("deals.csv", &text)], Orders::Unsaid)
}

#[test]
fn revenue_looks_back_a_year_before_its_twelve_months() {
    assert_eq!(revenue("2024-07-01", 60), ("most".to_owned(), Some(60.0)));
    assert_eq!(revenue("2024-07-02", 60), ("not: no-history".to_owned(), None));
    // Half of it is enough, because whatever deals do not show could only raise it.
    assert_eq!(revenue("2024-07-01", 50), ("most".to_owned(), Some(50.0)));
    assert_eq!(revenue("2024-07-01", 49), ("not: lower-bound".to_owned(), Some(49.0)));

    let invoices = |first: &str| {
        let text = format!(
            "Invoice number,Customer,Invoice date,Amount\n1,Old,{first},1\n\
             2,Old,2025-06-30,500\n3,Old,2025-07-01,60\n4,New,2026-06-30,40\n"
        );
        found("revenue", &[("invoices.csv", &text)], Orders::Unsaid)
    };
    assert_eq!(invoices("2024-07-01"), ("most".to_owned(), Some(60.0)));
    assert_eq!(invoices("2024-07-02"), ("not: no-history".to_owned(), None));
}

#[test]
fn nineteen_of_twenty_deals_are_in_one_currency() {
    for (of, says) in [(20, "little"), (19, "not: currencies")] {
        let date = |i: usize| match i {
            0 => "2024-01-02".to_owned(),
            i => format!("2026-01-{i:02}"),
        };
        // The currency is in a column of its own, or beside the amount.
        for (amounts, currencies) in
            [(["10", "10"], ["EUR", "USD"]), (["\u{20ac} 10", "$ 10"], ["", ""])]
        {
            let amount = first(of, amounts[0], amounts[1]);
            let currency = first(of, currencies[0], currencies[1]);
            let columns: [Column<'_>; 3] =
                [("Close Date", &date), ("Amount", &amount), ("Currency", &currency)];
            let columns = &columns[..if currencies[0].is_empty() { 2 } else { 3 }];
            let text = deals(of + 1, columns);
            let (revenue, _) = found("revenue", &[("deals.csv", &text)], Orders::AreDeals);
            assert_eq!(revenue, says, "one of {of} in another: {amounts:?}");
        }
    }
}

#[test]
fn a_cell_counts_up_to_a_thousand_contacts() {
    for (count, says) in [("1000", "not: ask-which"), ("1001", "not: few-known")] {
        let contacts = |_| count.to_owned();
        let columns: [Column<'_>; 1] = [("Number of Associated Contacts", &contacts)];
        assert_eq!(of_deals("contacts", 30, &columns), says, "{count}");
    }
}

/// Two thousand words for stages are remembered: if there are as many, the one that was
/// chosen may have been there all the same.
#[test]
fn a_chosen_word_is_missing_among_fewer_than_two_thousand() {
    for (count, missing) in [(1_999, vec!["Sealed".to_owned()]), (2_000, Vec::new())] {
        let text = deals(count, &[("Deal Stage", &|i| format!("Stage {i}"))]);
        let mut choices = choices();
        choices.won = vec!["Stage 0".to_owned(), "Sealed".to_owned()];
        look(&[("deals.csv", &text)], &choices, |files, _| {
            let book = files.book.as_ref().expect("there are deals");
            assert_eq!((book.won, &book.absent), (1, &missing), "{count}");
        });
    }
    // Twenty of them are shown.
    for (count, more) in [(1_999, 1_979), (2_000, 1_980), (2_001, 1_980)] {
        let text = deals(count, &[("Deal Stage", &|i| format!("Stage {i}"))]);
        let said = run(&[("deals.csv", text.into_bytes())], &[]);
        let says = format!("\n  and {more} more\n");
        assert!(said.stderr.ends_with(&says), "{}", said.stderr);
    }
}

/// The messages at the top: that the file is old, from the 61st day on, and that more than
/// a tenth of the won deals were left out.
#[test]
fn what_is_said_at_the_top() {
    let top = |text: String| {
        let said = run(&[("deals.csv", text.into_bytes())], &[]);
        assert_eq!(said.code, 0, "{}", said.stderr);
        said.stdout.split("\n\n").next().unwrap_or_default().replace('\n', " ")
    };
    for (last, is_old) in [("2026-07-02", false), ("2026-07-01", true)] {
        let top = top(deals(3, &[("Close Date", &|_| last.to_owned())]));
        assert_eq!(top.contains("The last win was"), is_old, "{top}");
        assert_eq!(top.contains("60 days ago"), !is_old, "{top}");
    }
    for (of, is_said) in [(10, false), (9, true)] {
        let date = |i: usize| match i {
            0 => String::new(),
            i => format!("2026-07-{i:02}"),
        };
        let top = top(deals(of, &[("Close Date", &date)]));
        assert_eq!(top.contains("more than a tenth"), is_said, "1 of {of}: {top}");
    }
}
