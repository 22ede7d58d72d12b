//! What words and bare numbers mean, if somebody says so.

use std::fs;

use super::messy::{HEADER, batch, in_folder, is_refused, lines, records, stderr};

#[test]
fn fifty_messy_companies_take_two_commands() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let sources =
        ["Trade fair", "trade-fair", "Messe", "Google Ads", "Cold mail", "n.v.t.", "Inbound"];
    let shares = ["30 %", "12,5%", "ca. 60%", "95%"];
    let sellers = ["3 people", "alone", "every-deal"];
    let contacts = ["2-3", "2", "many"];
    let mut rows = "Company;Lead source of it;Revenue;SELLERS;Contacts\r\n".to_owned();
    for i in 0..50 {
        let cells = [
            sources[i % sources.len()],
            shares[i % shares.len()],
            sellers[i % sellers.len()],
            contacts[(i / 2) % contacts.len()],
        ];
        rows.push_str(&format!("Company {i};{}\r\n", cells.join(";")));
    }
    fs::write(folder.path().join("form.csv"), rows).expect("there is room for a file");
    let column = ["form.csv", "--column", "leads=Lead source of it"];
    let output = in_folder(folder.path(), &[&column[..], &["--map-new", "words.yaml"]].concat());
    is_refused(&output, 3, &["50 rows read", "to fill in: words.yaml"]);
    let form = fs::read_to_string(folder.path().join("words.yaml")).expect("it was written");
    assert_eq!(form.matches("Trade fair").count(), 1, "two spellings are one line:\n{form}");
    assert!(!form.contains("trade-fair"), "{form}");
    let meanings = [
        ("Trade fair", "outbound"),
        ("Messe", "outbound"),
        ("Google Ads", "inbound"),
        ("Cold mail", "outbound"),
        ("n.v.t.", "referrals"),
        ("ca. 60%", "most"),
        ("3 people", "every-deal"),
        ("alone", "one"),
        ("2-3", "2"),
        ("many", "several"),
    ];
    let mut filled = String::new();
    for line in form.lines() {
        let Some((key, _)) = line.split_once(':').filter(|_| line.starts_with("  ")) else {
            filled.push_str(&format!("{line}\n"));
            continue;
        };
        let value = key.trim().trim_matches(['"', '\'']);
        let (_, meaning) = meanings
            .iter()
            .find(|(word, _)| *word == value)
            .unwrap_or_else(|| panic!("{value:?} in:\n{form}"));
        filled.push_str(&format!("{key}: {meaning}\n"));
    }
    fs::write(folder.path().join("words.yaml"), filled).expect("there is room for a file");
    let output = in_folder(folder.path(), &[&column[..], &["--map", "words.yaml"]].concat());
    is_refused(&output, 0, &["50 rows read, 50 diagnosed, 0 rejected"]);
    let first = &records(&output, b';')[0];
    assert_eq!((first["model"].as_str(), first["entry"].as_str()), ("team", "outbound"));
    // The file exists now, and is not overwritten.
    let again = in_folder(folder.path(), &[&column[..], &["--map-new", "words.yaml"]].concat());
    is_refused(&again, 1, &["words.yaml already exists"]);
}

#[test]
fn a_mapping_changes_no_meaning_and_counts_what_it_is_not_used_for() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    fs::write(folder.path().join("rows.csv"), format!("{HEADER}\nB,Fair,30%,one,2\n"))
        .expect("room");
    let run = |map: &str| {
        fs::write(folder.path().join("map.yaml"), map).expect("there is room for a file");
        in_folder(folder.path(), &["rows.csv", "--map", "map.yaml"])
    };
    let used = run("leads:\n  fair: outbound\n  Radio: inbound\n");
    is_refused(&used, 0, &["1 line of map.yaml matched no cell"]);
    is_refused(&run("leads:\n  inbound: outbound\n"), 1, &["map.yaml:2:3", "already"]);
    let both = run("leads:\n  Fair: outbond\nlead:\n  X: inbound\n");
    is_refused(&both, 1, &["2 problems", "outbond", "lead"]);
    // A line that is not filled in has no effect.
    let open = run("leads:\n  Fair:\n  Radio:\n");
    is_refused(&open, 3, &["\"Fair\" in column leads: once"]);
    let lines = ["1 line of map.yaml is still to be filled in.", "1 line of map.yaml matched no"];
    is_refused(&open, 3, &lines);
}

#[test]
fn a_unit_says_what_bare_numbers_are() {
    let rows = format!("{HEADER}\nB,inbound,0.95,85,2\n");
    is_refused(&batch("rows.csv", &rows, &[]), 3, &["--unit ID=percent"]);
    let units = ["--unit", "revenue=fraction", "--unit", "sellers=percent"];
    let output = batch("rows.csv", &rows, &units);
    assert_eq!(records(&output, b',')[0]["model"], "team", "{}", stderr(&output));
    let words = ["--unit sellers", "\"people\"", "percent or fraction"];
    is_refused(&batch("rows.csv", &rows, &["--unit", "sellers=people"]), 2, &words);
    let both = ["--fraction", "revenue", "--unit", "revenue=percent"];
    is_refused(&batch("rows.csv", &rows, &both), 2, &["cannot be percentages and fractions"]);
}

/// Two hundred characters of a cell are kept, but only sixty if it is not text; a cell that
/// was cut is not a word to fill in.
#[test]
fn of_a_long_cell_the_beginning_is_kept() {
    let left_out = "note: 1 cell is left out of words.yaml: too long, or too many\n";
    let both = "note: 2 cells are left out of words.yaml: too long, or too many\n\
                note: no word is left: words.yaml was not written\n";
    for (length, says) in [(199, ""), (200, ""), (201, left_out), (202, both)] {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let word = "\u{e9}".repeat(length);
        let number = "9".repeat(length - 1);
        let rows = format!("{HEADER}\nA,{word},30%,one,2\nB,inbound,{number},one,2\n");
        fs::write(folder.path().join("rows.csv"), rows).expect("there is room for a file");
        let args = ["rows.csv", "-f", "jsonl", "--map-new", "words.yaml"];
        let output = in_folder(folder.path(), &args);
        let kept = length.min(200);
        for (line, cell) in lines(&output).iter().zip([&word, &number]) {
            let value: String = cell.chars().take(kept).collect();
            assert_eq!(line["error"]["value"], value, "{length}: {line}");
        }
        let form = fs::read_to_string(folder.path().join("words.yaml")).unwrap_or_default();
        assert_eq!(form.contains(&format!("{word}:")), length <= 200, "{length}: {form}");
        assert_eq!(form.contains(&format!("{number}\":")), length <= 201, "{length}: {form}");
        let notes = stderr(&output);
        assert!(notes.contains(says), "{notes}");
        assert_eq!(notes.contains("left out"), length > 200, "{notes}");
    }
    for length in [59, 60, 61] {
        let list = format!("[\"{}\"]", "x".repeat(length - 4));
        let rest = "\"revenue\": 30, \"sellers\": \"one\", \"contacts\": 2";
        let line = format!("{{\"leads\": {list}, {rest}}}\n");
        let output = batch("rows.jsonl", &line, &[]);
        let value = &lines(&output)[0]["error"]["value"];
        assert_eq!(value, &list[..length.min(60)], "{}", stderr(&output));
    }
}
