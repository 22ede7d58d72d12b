//! Changes that must not change what is measured, and changes that may move it in one
//! direction only.

use proptest::prelude::*;
use serde_json::Value;

use super::firm::{csv, deals, row};
use super::layouts::hubspot;
use super::{evidence, measured};

fn of(table: &[Vec<String>]) -> Value {
    measured(&[("deals.csv", csv(table))], &[])["measured"].take()
}

/// How high an answer is among the options of its question; `None` if there is none.
fn height(found: &Value, question: &str) -> Option<usize> {
    let ids = match question {
        "revenue" => ["little", "some", "most", "nearly-all"].as_slice(),
        "sellers" => &["one", "some-deals", "every-deal"],
        _ => &["one-or-two", "several", "everyone"],
    };
    let answer = found["questions"][question]["answer"].as_str()?;
    ids.iter().position(|id| *id == answer)
}

fn column(table: &[Vec<String>], name: &str) -> usize {
    table[0].iter().position(|column| column == name).expect("there is such a column")
}

#[test]
fn how_a_file_is_written_changes_nothing() {
    let table = hubspot(&deals(3, 500));
    let expected = of(&table);

    let mut shuffled = table.clone();
    shuffled[1..].reverse();
    let middle = shuffled.len() / 2;
    shuffled[1..].rotate_left(middle);
    assert_eq!(of(&shuffled), expected);

    let turned: Vec<Vec<String>> =
        table.iter().map(|cells| cells.iter().rev().cloned().collect()).collect();
    assert_eq!(of(&turned), expected);

    let mut marked = b"\xEF\xBB\xBF".to_vec();
    marked.extend(csv(&table));
    let lines = |end: &str, delimiter: &str| -> String {
        table.iter().map(|cells| row(cells, delimiter) + end).collect()
    };
    let utf16: Vec<u8> = ("\u{FEFF}".to_owned() + &lines("\r\n", "\t"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [marked, lines("\r\n", ",").into(), lines("\n", ";").into(), utf16] {
        let found = measured(&[("deals.csv", bytes)], &[]);
        assert_eq!(found["measured"], expected);
    }
}

#[test]
fn less_on_record_never_raises_an_answer() {
    let table = hubspot(&deals(17, 700));
    let whole = of(&table);
    for (name, question) in
        [("Deal Collaborator", "sellers"), ("Associated Contact IDs", "contacts")]
    {
        let place = column(&table, name);
        let mut before = height(&whole, question);
        for every in [5, 3, 2] {
            let mut less = table.clone();
            for cells in less[1..].iter_mut().step_by(every) {
                let kept = cells[place].split(';').next().unwrap_or_default().to_owned();
                cells[place] = if name == "Deal Collaborator" { String::new() } else { kept };
            }
            let after = height(&of(&less), question);
            assert!(after.is_none() || after <= before, "{question}: {before:?} to {after:?}");
            before = before.min(after.or(before));
        }
    }
}

#[test]
fn unknown_sources_never_make_it_surer() {
    let table = hubspot(&deals(23, 700));
    let place = column(&table, "Lead Source");
    let trust = |table: &[Vec<String>]| of(table)["questions"]["leads"]["trust"].clone();
    let rank = |trust: &Value| ["open", "leaning", "clear"].iter().position(|id| trust == id);
    let mut before = rank(&trust(&table));
    for every in [9, 5, 3, 2] {
        let mut less = table.clone();
        for cells in less[1..].iter_mut().step_by(every) {
            cells[place] = "A list of ours".to_owned();
        }
        let after = rank(&trust(&less));
        assert!(after <= before, "{before:?} to {after:?}");
        before = after;
    }
    assert_eq!(before, Some(0), "half of the sources unknown are too many");
}

#[test]
fn less_history_never_gives_a_higher_class() {
    let table = hubspot(&deals(29, 900));
    let date = column(&table, "Close Date");
    let whole = height(&of(&table), "revenue");
    assert!(whole.is_some());
    for first in ["2024-03-01", "2024-06-01", "2024-09-01", "2025-03-01"] {
        let kept = |cells: &&Vec<String>| cells[date].as_str() >= first;
        let mut less = vec![table[0].clone()];
        less.extend(table[1..].iter().filter(kept).cloned());
        let after = height(&of(&less), "revenue");
        assert!(after.is_none() || after <= whole, "{first}");
        assert!(after.is_none() || first < "2024-07-01", "{first}: no year before the period");
    }
}

#[test]
fn a_mapping_gives_sources_a_class() {
    let table = hubspot(&deals(31, 700));
    let place = column(&table, "Lead Source");
    let mut own = table.clone();
    for cells in &mut own[1..] {
        cells[place] = match cells[place].as_str() {
            "Web Form" => "Unsere Seite".to_owned(),
            "Newsletter" => "Rundbrief".to_owned(),
            other => other.to_owned(),
        };
    }
    let files = |map: &str| vec![("deals.csv", csv(&own)), ("map.yaml", map.as_bytes().to_vec())];
    let with = |map: &str| {
        let files = files(map);
        let folder = crate::support::folder();
        super::write(folder.path(), "map.yaml", map);
        super::run_in(&folder, &files[..1], &["--map", "map.yaml", "-f", "json"])
    };
    let expected = of(&table);
    let found = with("leads:\n  UNSERE_SEITE: inbound\n  rundbrief: inbound\n  Messe: outbound\n");
    let found: Value = serde_json::from_str(&found.stdout).expect("it is JSON");
    assert_eq!(evidence(&found, "leads"), &expected["questions"]["leads"]);

    let open = with("leads:\n  Unsere Seite:\n");
    let open: Value = serde_json::from_str(&open.stdout).expect("it is JSON");
    assert_eq!(evidence(&open, "leads")["why"], "few-known", "{open}");

    let both = with("leads:\n  Unsere Seite: both\n  Fair: outbuond\n");
    assert_eq!((both.code, both.stdout.as_str()), (1, ""));
    let both = with("leads:\n  Unsere Seite: both\n");
    assert_eq!(both.code, 1);
    assert!(both.stderr.contains("cannot be both"), "{}", both.stderr);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever cells contain, measuring ends well or with a message, and nothing steers a
    /// terminal.
    #[test]
    fn hostile_cells_are_data(cells in prop::collection::vec("[ -~\\n\\t\u{1b}\u{202e}é€]{0,20}", 13 * 6)) {
        let mut table = hubspot(&deals(1, 40));
        for (cells, hostile) in table[1..].iter_mut().step_by(3).zip(cells.chunks(13)) {
            cells.clone_from_slice(hostile);
        }
        for args in [&["-f", "json"][..], &["-f", "yaml"], &[]] {
            let run = super::run(&[("deals.csv", csv(&table))], args);
            prop_assert!([0, 1, 2].contains(&run.code));
            let steers = |text: &str| text.contains(['\u{1b}', '\u{202e}']);
            prop_assert!(!steers(&run.stdout) && !steers(&run.stderr), "{:?}", run);
            prop_assert!(!run.stderr.contains("panicked"));
        }
    }
}
