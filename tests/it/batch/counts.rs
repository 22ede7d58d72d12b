//! What a batch counts: sums when there are more groups and values than are counted
//! separately, values in two columns, and results that an unsure answer may still change.

use std::collections::BTreeMap;

use salesmodel::batch::{Limits, MOST_GROUPS, Options, RowFormat, Tally, Totals, Wanted};
use salesmodel::diagnosis;
use serde_json::Value;

use super::{options, run, with};
use crate::support::{answers, b2b, one_line, run_with_input};

fn counted(options: &Options, text: &str) -> Totals {
    let (_, totals) = run(options, text.as_bytes(), usize::MAX);
    totals.expect("it has a header")
}

fn totals_only(by: Option<&str>) -> Options {
    with(options(RowFormat::Csv, RowFormat::Csv), |options| {
        options.output = Wanted::Totals;
        options.by = by.map(str::to_owned);
    })
}

/// The same wrong word in two columns is counted as two, because it may mean two things.
#[test]
fn one_wrong_word_in_two_columns_is_counted_in_each() {
    let text = "id,leads,revenue,sellers,contacts\n\
                1,lots,30%,one,2\n2,inbound,lots,one,2\n3,lots,lots,one,2\n4,inbound,30%,lots,2\n";
    let totals = counted(&totals_only(None), text);
    let mut seen: Vec<(&str, u64, u64)> = (totals.unrecognised.iter())
        .map(|value| {
            assert_eq!(value.value, "lots");
            (value.column.as_str(), value.times, value.first.1)
        })
        .collect();
    seen.sort();
    assert_eq!(seen, [("leads", 2, 2), ("revenue", 2, 3), ("sellers", 1, 5)]);
    let reasons: u64 = totals.reasons.values().map(|reason| reason.times).sum();
    assert_eq!((totals.rejected, reasons), (4, 5));
}

/// Rows whose leader an unsure answer may still change are counted, against the library row
/// by row.
#[test]
fn what_is_not_settled_is_counted() {
    let questionnaire = b2b();
    let mut text = "leads,revenue,sellers,contacts\n".to_owned();
    let (mut unsettled, mut ties) = (0, 0);
    for leads in ["inbound", "both", "unsure"] {
        for sellers in ["one", "every-deal", "unsure"] {
            for contacts in ["several", "everyone", "unsure"] {
                let row = [leads, "most", sellers, contacts];
                text += &format!("{}\n", row.join(","));
                if let Ok(diagnosis) = diagnosis::score(answers(&questionnaire, &row)) {
                    unsettled += u64::from(!diagnosis.settled);
                    ties += u64::from(diagnosis.tie());
                }
            }
        }
    }
    assert!(unsettled > 3 && ties > 1, "{unsettled} unsettled, {ties} ties");
    for workers in [1, 3] {
        let options = with(totals_only(None), |options| {
            options.workers = workers;
            options.limits = Limits { chunk: 64, longest_row: 1 << 12, sample: 64 };
        });
        let all = counted(&options, &text).all;
        assert_eq!((all.unsettled, all.ties), (unsettled, ties));
        // Team selling leads, nobody knows the lead source, and no account was picked.
        assert_eq!(all.entry_assumed, 2);
    }
    let summary = run_with_input(&["batch", "--summary"], &text).stdout;
    assert!(
        summary.contains("No answer says how deals start, so it was assumed: 2 ("),
        "{summary}"
    );
}

/// With more groups and wrong values than are counted separately, none is lost from the
/// sums, however the rows are shared among the workers.
#[test]
fn beyond_what_is_told_apart_everything_still_adds_up() {
    let mut text = "team,leads,revenue,sellers,contacts\n".to_owned();
    let groups = MOST_GROUPS + 237;
    let mut rows = 0_u64;
    for round in 0..2 {
        for group in 0..groups {
            let wrong = group % 3 == round;
            let leads = if wrong { format!("word {group}") } else { "inbound".to_owned() };
            text += &format!("team {group},{leads},30%,one,2\n");
            rows += 1;
        }
    }
    let mut results = Vec::new();
    for (chunk, workers) in [(1 << 20, 1), (1 << 10, 3)] {
        let limits = Limits { chunk, longest_row: 1 << 20, sample: 1 << 12 };
        let options = with(totals_only(Some("team")), |options| {
            options.limits = limits;
            options.workers = workers;
            options.most_values = 100;
        });
        let totals = counted(&options, &text);
        assert_eq!(totals.groups.len(), MOST_GROUPS);
        let told: u64 = totals.groups.iter().map(|(_, tally)| tally.rows).sum();
        assert_eq!(told + totals.other_groups.rows, rows);
        let rejected = |tally: &Tally| tally.rejected;
        let of_groups: u64 = totals.groups.iter().map(|(_, tally)| rejected(tally)).sum();
        assert_eq!(of_groups + totals.other_groups.rejected, totals.rejected);
        let leads = |tally: &Tally| tally.leads.iter().sum::<u64>();
        let led: u64 = totals.groups.iter().map(|(_, tally)| leads(tally)).sum();
        assert_eq!(led + leads(&totals.other_groups), totals.diagnosed());
        assert_eq!(leads(&totals.all), totals.diagnosed());
        assert_eq!(totals.unrecognised.len(), 100);
        let times: u64 = totals.unrecognised.iter().map(|value| value.times).sum();
        assert_eq!(times + totals.more_unrecognised, totals.rejected);
        let by_name: BTreeMap<String, u64> =
            totals.groups.iter().map(|(name, tally)| (name.clone(), tally.rows)).collect();
        results.push((by_name, totals.rejected, totals.more_unrecognised));
    }
    assert_eq!(results[0], results[1]);
}

/// With more wrong words than are remembered, each several times, every row has its own
/// word, and each word is counted with its first line, however the rows are cut and shared.
#[test]
fn words_that_come_again_are_said_and_counted_each_by_itself() {
    let mut text = "id,leads,revenue,sellers,contacts\n".to_owned();
    let mut expected: BTreeMap<(&str, String), (u64, u64)> = BTreeMap::new();
    let mut line = 1;
    for round in 0..3 {
        for number in 0..1500 {
            line += 1;
            let word = format!("word {}", number * (round + 1) % 1500);
            let in_revenue = number % 7 == 0;
            let revenue = if in_revenue { &word } else { "30%" };
            text += &format!("{line},{word},{revenue},one,2\n");
            for column in ["leads"].into_iter().chain(in_revenue.then_some("revenue")) {
                expected.entry((column, word.clone())).or_insert((0, line)).0 += 1;
            }
        }
    }
    for (chunk, workers) in [(1 << 20, 1), (1 << 12, 3)] {
        let options = with(options(RowFormat::Csv, RowFormat::Csv), |options| {
            options.limits = Limits { chunk, longest_row: 1 << 20, sample: 1 << 12 };
            options.workers = workers;
            options.most_values = 5000;
        });
        let (out, totals) = run(&options, text.as_bytes(), usize::MAX);
        let totals = totals.expect("it has a header");
        let counted: BTreeMap<(&str, String), (u64, u64)> = (totals.unrecognised.iter())
            .map(|it| ((it.column.as_str(), it.value.clone()), (it.times, it.first.1)))
            .collect();
        assert_eq!(counted, expected);
        let mut rows = csv::Reader::from_reader(out.as_slice());
        let mut said = 0;
        for row in rows.deserialize::<BTreeMap<String, String>>() {
            let row = row.expect("the output is CSV");
            let (error, word) = (&row["error"], &row["leads"]);
            assert!(
                error.contains(&format!("{}: column leads: \"{word}\" is", row["id"])),
                "{error}"
            );
            let again = format!("column revenue: \"{word}\" is");
            assert_eq!(error.contains(&again), row["revenue"] == *word, "{error}");
            said += 1;
        }
        assert_eq!(said, totals.rows);
    }
}

/// A group of fewer than five diagnosed rows is too small to compare, and a difference of
/// less than ten points does not count as one.
#[test]
fn groups_are_compared_where_they_are_large_and_different() {
    let page = |here: usize, inbound: usize, there: usize, of_there: usize| {
        let mut text = "team,leads,revenue,sellers,contacts\n".to_owned();
        for (team, count, inbound) in [("here", here, inbound), ("there", there, of_there)] {
            for row in 0..count {
                let leads = if row < inbound { "inbound" } else { "outbound" };
                text += &format!("{team},{leads},most,every-deal,several\n");
            }
        }
        let run = run_with_input(&["batch", "--summary", "--by", "team"], &text);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let page = one_line(&run.stdout);
        let group = page.split("team: ").find(|part| part.starts_with("here "));
        group.expect("the group has a heading").to_owned()
    };
    let few = "one more could change the picture";
    // Half of all rows, and all of these: 50 points more.
    let five = page(5, 5, 15, 5);
    assert!(five.contains("% here, 50% of all rows") && !five.contains(few), "{five}");
    let four = page(4, 4, 16, 6);
    assert!(!four.contains("here,") && four.contains(few), "{four}");
    // 10 of 20 are 50 percent, of 100 rows with 40; then 9 points more.
    let ten = page(20, 10, 80, 30);
    assert!(ten.contains("50% here, "), "{ten}");
    let nine = page(20, 10, 80, 31);
    assert!(!nine.contains("here,"), "{nine}");
}

/// A null is not a name: rows with one are in the same group as rows without the key.
#[test]
fn a_null_is_no_group() {
    let answers =
        "\"leads\":\"inbound\",\"revenue\":\"30%\",\"sellers\":\"one\",\"contacts\":\"2\"";
    let line = |team: &str| format!("{{{team}{answers}}}\n");
    let text: String =
        ["\"team\":\"here\",", "\"team\":null,", "\"team\":\" \",", ""].map(line).concat();
    let said = run_with_input(&["batch", "--summary", "--by", "team", "-f", "json"], &text);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let summary: Value = serde_json::from_str(&said.stdout).expect("it is JSON");
    let groups = summary["by"]["groups"].as_array().expect("the rows are grouped");
    let groups: Vec<_> = groups.iter().map(|group| (&group["value"], &group["rows"])).collect();
    let expected = [("", 3), ("here", 1)].map(|(value, rows)| (Value::from(value), rows.into()));
    assert_eq!(groups, expected.each_ref().map(|(value, rows): &(Value, Value)| (value, rows)));
}

/// A thousand words that are no answers are counted one by one.
#[test]
fn a_thousand_unknown_words_are_told_apart() {
    for (count, told) in [(999, 999), (1_000, 1_000), (1_001, 1_000)] {
        let rows: String = (0..count).map(|i| format!("word {i},30%,one,2\n")).collect();
        let text = format!("leads,revenue,sellers,contacts\n{rows}");
        let said = run_with_input(&["batch", "--summary", "-f", "json"], &text);
        let summary: Value = serde_json::from_str(&said.stdout).expect("it is JSON");
        let words = summary["unrecognised"].as_array().expect("a list");
        assert_eq!(words.len(), told, "of {count}");
    }
}
