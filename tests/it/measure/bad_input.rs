//! Bad input, with a test for each kind: what it leads to, and what the message says.

use super::firm::{csv, deals};
use super::layouts::hubspot;
use super::{evidence, measured, run};
use crate::support::{Run, one_line};

fn text(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![("deals.csv", text.as_bytes().to_vec())]
}

/// The message of a run that was refused, on one line.
fn refused(run: &Run, code: i32) -> String {
    assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{}", run.stderr);
    one_line(&run.stderr)
}

/// The table of the firm with some of its cells changed: row from 1, column, value.
fn with(changes: &[(usize, &str, &str)]) -> Vec<(&'static str, Vec<u8>)> {
    let mut table = hubspot(&deals(11, 900));
    for (row, name, value) in changes {
        let column = table[0].iter().position(|column| column == name).expect("it is there");
        table[*row][column] = (*value).to_owned();
    }
    vec![("deals.csv", csv(&table))]
}

/// The indices of the rows with deals won in the period.
fn won() -> Vec<usize> {
    let table = hubspot(&deals(11, 900));
    let won = |cells: &Vec<String>| cells[10] == "true" && cells[6].as_str() >= "2025-07-01";
    let places = (1..table.len()).filter(|row| won(&table[*row]));
    places.filter(|row| !table[*row][6].starts_with("2026-06-30")).collect()
}

#[test]
fn dates_that_read_both_ways_are_asked_for() {
    let rows = "Deal,Stage,Close date\nA,Won,03/04/2026\nB,Won,05/05/2026\nC,Won,01/02/2026\n";
    let said = refused(&run(&text(rows), &[]), 2);
    assert!(said.contains("--dates dmy or --dates mdy"), "{said}");
    assert!(
        said.contains("line 2: \"03/04/2026\" is 2026-04-03 (dmy) or 2026-03-04 (mdy)"),
        "{said}"
    );
    assert!(said.contains("line 4: \"01/02/2026\""), "{said}");
    let found = measured(&text(rows), &["--dates", "mdy"]);
    assert_eq!(found["measured"]["period"]["to"], "2026-05-05");
    let found = measured(&text(rows), &["--dates", "dmy"]);
    assert_eq!(found["measured"]["period"]["to"], "2026-05-05");
    assert_eq!(found["measured"]["deals"]["won"], 3);
    // One date that can be read in only one way decides for all.
    let found = measured(&text(&rows.replace("05/05", "05/28")), &[]);
    assert_eq!(found["measured"]["period"]["to"], "2026-05-28");
}

#[test]
fn dates_of_both_orders_are_refused() {
    let rows = "Deal,Stage,Close date\nA,Won,13/04/2026\nB,Won,04/14/2026\n";
    let said = refused(&run(&text(rows), &[]), 1);
    assert!(
        said.contains("line 2: \"13/04/2026\"") && said.contains("line 3: \"04/14/2026\""),
        "{said}"
    );
}

#[test]
fn amounts_that_read_both_ways_are_asked_for() {
    let rows =
        "Deal;Company;Stage;Close date;Amount\nA;X;Won;2026-04-03;1.234\nB;Y;Won;2026-04-04;12\n";
    let said = refused(&run(&text(rows), &[]), 2);
    assert!(said.contains("\"1.234\" is 1.234 (.) or 1234 (,)"), "{said}");
    for (sign, ..) in [(".",), (",",)] {
        assert_eq!(run(&text(rows), &["--decimal", sign]).code, 0);
    }
}

#[test]
fn no_value_known_as_won_is_asked_for() {
    let rows =
        "Deal,Stage,Close date\nA,Signed,2026-04-13\nB,Signed,2026-04-14\nC,Dead,2026-04-14\n";
    let said = refused(&run(&text(rows), &[]), 2);
    assert!(said.contains("--won Signed"), "{said}");
    assert!(said.contains("\"Signed\" (2) \"Dead\" (1)"), "{said}");
    let found = measured(&text(rows), &["--won", "signed"]);
    assert_eq!(found["measured"]["deals"]["won"], 2);
}

#[test]
fn won_deals_that_cannot_be_used_are_counted_and_named() {
    let at = won();
    let changes = [
        (at[0], "Close Date", "TBD"),
        (at[1], "Close Date", "2031-01-05"),
        (at[2], "Deal Stage", "Closed Lost"),
        (at[3], "Amount", ""),
        (at[4], "Amount", "-500"),
        (at[5], "Associated Company (Primary)", ""),
        (at[6], "Currency", "USD"),
        (at[7], "Deal Name", "=HYPERLINK(\"http://x\")"),
        (at[8], "Associated Company (Primary)", "\u{1b}[31mEvil"),
    ];
    let found = measured(&with(&changes), &[]);
    let left_out = &found["measured"]["left_out"];
    let expected = serde_json::json!({
        "no_date": 1, "future": 1, "contradicting": 1, "no_amount": 1, "negative": 1,
        "no_customer": 1, "currency": 1,
    });
    assert_eq!(*left_out, expected);
    let first = found["left_out"].as_array().expect("a list");
    let no_date = first.iter().find(|left| left["why"] == "no_date").expect("it is named");
    assert_eq!(no_date["first"][0]["line"], at[0] + 1);
    // Sellers and contacts lose the three that are not usable deals, and revenue loses all
    // seven.
    let all = at.len() as u64 + 1;
    assert_eq!(evidence(&found, "sellers")["of"], all - 3);
    assert_eq!(evidence(&found, "revenue")["of"], all - 7);
    let said = run(&with(&changes), &[]).stdout;
    assert!(!said.contains('\u{1b}'), "{said}");
}

#[test]
fn many_left_out_are_said_at_the_top() {
    let at = won();
    let changes: Vec<(usize, &str, &str)> =
        at.iter().take(at.len() / 2).map(|row| (*row, "Close Date", "")).collect();
    let said = run(&with(&changes), &[]);
    assert_eq!(said.code, 0);
    let top = said.stdout.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    assert!(top.contains("won deals are left out: more than a tenth"), "{top}");
}

#[test]
fn one_id_with_other_facts_is_a_contradiction() {
    let mut table = hubspot(&deals(11, 900));
    let at = won();
    let mut again = table[at[0]].clone();
    table.push(again.clone());
    again[4] = "1".to_owned();
    table.push(again);
    let found = measured(&[("deals.csv", csv(&table))], &[]);
    assert_eq!(found["measured"]["left_out"]["contradicting"], 1);
    assert_eq!(evidence(&found, "sellers")["of"], at.len());
}

#[test]
fn nothing_to_measure_is_refused() {
    let header = "Deal,Stage,Close date\n";
    for (rows, says) in [
        ("", "has no rows"),
        (",,\n , ,\n", "has no deals or invoices"),
        ("A,Lost,2026-04-13\n", "none is won"),
        ("A,Won,someday\n", "none of 1 won deals has a date"),
    ] {
        let said = refused(&run(&text(&format!("{header}{rows}")), &[]), 1);
        assert!(said.contains(says), "{rows:?}: {said}");
    }
    let said = refused(&run(&text(""), &[]), 1);
    assert!(said.contains("deals.csv"), "{said}");
}

#[test]
fn a_file_of_no_known_kind_says_what_is_missing() {
    let said = refused(&run(&text("Company,Amount,Colour\nX,1,red\n"), &[]), 1);
    assert!(
        said.contains("\"Company\"") && said.contains("missing is a column for date"),
        "{said}"
    );
    let said = refused(&run(&text("Colour,Size\nred,1\n"), &[]), 1);
    assert!(said.contains("not have the header of a known export"), "{said}");
    let said = refused(&run(&[("deals.xlsx", b"PK".to_vec())], &[]), 1);
    assert!(said.contains("Save its sheet as CSV"), "{said}");
    let roles = b"OpportunityId,ContactId\n1,2\n".to_vec();
    let said = refused(&run(&[("roles.csv", roles)], &[]), 1);
    assert!(said.contains("no file has the deals"), "{said}");
}

#[test]
fn two_columns_of_one_worth_are_refused() {
    let rows = "Deal,Stage,Close date,Amount,Amount\nA,Won,2026-04-13,1,2\n";
    let said = refused(&run(&text(rows), &[]), 1);
    assert!(said.contains("two columns are called \"Amount\""), "{said}");
    let two = rows.replace("Amount,Amount", "Amount,Montant");
    let said = refused(&run(&text(&two), &[]), 1);
    assert!(said.contains("\"Amount\" and \"Montant\" could both be the amount"), "{said}");
    let found = run(&text(rows), &["--column", "amount=", "-f", "json"]);
    assert_eq!(found.code, 0, "{}", found.stderr);
}

#[test]
fn what_is_named_must_be_there() {
    let rows = "Deal,Stage,Close date\nA,Won,2026-04-13\n";
    for (args, says) in [
        (["--column", "amount=Betrag"], "no column is called \"Betrag\""),
        (["--column", "amuont=Stage"], "Did you mean amount?"),
        (["--column", "amount"], "there is no ="),
        (["--only", "Pipelin=Sales"], "no column is called \"Pipelin\""),
        (["--until", "yesterday"], "is not a day"),
        (["--encoding", "klingon"], "no encoding is called"),
        (["--months", "0"], "--months"),
        (["-f", "pdf"], "pdf"),
        (["-o", "answers.pdf"], "extension .pdf"),
    ] {
        let said = refused(&run(&text(rows), &args), 2);
        assert!(said.contains(says), "{args:?}: {said}");
    }
    let said = refused(&run(&text(rows), &["--won", "Signed", "--lost", "signed"]), 2);
    assert!(said.contains("\"Signed\" cannot mean both won and lost"), "{said}");
    let said = refused(&run(&text(rows), &["-o", "deals.csv", "-f", "yaml"]), 2);
    assert!(said.contains("would overwrite a file"), "{said}");
}

/// The command to go on with can be typed, whatever the file is called.
#[test]
fn the_next_command_works_with_any_name() {
    let folder = crate::support::folder();
    let won = "Deal,Stage,Close date\nA,Won,2026-04-13\n";
    // Without the word that was given as won, nothing could be measured.
    let signed = won.replace("Won", "Signed");
    for (name, rows, args) in [
        ("-d.csv", won, &["measure", "--", "-d.csv"][..]),
        ("a b.csv", won, &["measure", "a b.csv"]),
        ("c.csv", &signed, &["measure", "--won", "Signed", "c.csv"]),
    ] {
        std::fs::write(folder.path().join(name), rows).expect("there is room");
        let run = crate::support::run_in(folder.path(), args);
        let line = run.stdout.lines().find_map(|line| line.strip_prefix("Next: "));
        let (first, _) = line.expect("it says how to go on").split_once(" && ").expect("two");
        let words = shell_words::split(first).expect("it is a command line");
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let done = crate::support::run_in(folder.path(), &words[1..]);
        assert_eq!(done.code, 0, "{first}: {}", done.stderr);
        let written = std::fs::read_to_string(folder.path().join("answers.yaml"));
        assert!(written.expect("it was written").contains("measured:"), "{first}");
        std::fs::remove_file(folder.path().join("answers.yaml")).expect("it is there");
    }
}

/// A word for won or lost that no deal has may be a slip.
#[test]
fn words_for_won_and_lost_that_no_deal_has_are_named() {
    let rows = "Deal,Stage,Close date\nA,Won,2026-04-13\n";
    let said = |args: &[&str]| {
        let run = run(&text(rows), args);
        assert_eq!(run.code, 0, "{}", run.stderr);
        one_line(&run.stdout)
    };
    let found = said(&["--won", "Wno", "--lost", "Verloren", "--won", "WON"]);
    assert!(found.contains("No deal has \"Wno\" or \"Verloren\", which --won"), "{found}");
    assert!(found.starts_with("1 deal, 1 won"), "{found}");
    assert!(!said(&["--won", "won"]).contains("No deal has"));
}

#[test]
fn a_quote_that_never_closes_swallows_nothing() {
    let rows = "Deal,Stage,Close date\nA,Won,2026-04-13\n\"B,Won,2026-04-13\nC,Won,2026-04-13\n";
    let said = refused(&run(&text(rows), &[]), 1);
    assert!(said.contains("line 3"), "{said}");
}

#[test]
fn a_giant_cell_and_a_giant_header_are_bounded() {
    let giant = "x".repeat(3 << 20);
    let rows = format!("Deal,Stage,Close date\nA,Won,2026-04-13\n{giant},Won,2026-04-14\n");
    let found = measured(&text(&rows), &[]);
    assert_eq!(found["measured"]["deals"]["won"], 1);
    assert_eq!(found["files"][0]["unreadable"], 1);
    let header = format!("Deal,Stage,Close date,{giant}\nA,Won,2026-04-13,1\n");
    let said = refused(&run(&text(&header), &[]), 1);
    assert!(said.contains("the first line of deals.csv is longer than"), "{said}");
    let wide = format!("Deal,Stage,Close date{}\nA,Won,2026-04-13\n", ",".repeat(20_000));
    assert_eq!(run(&text(&wide), &["-f", "json"]).code, 0);
}

#[test]
fn a_questionnaire_with_other_bounds_gets_its_own_answers() {
    let folder = crate::support::folder();
    let questionnaire = crate::support::run(&["questions", "show", "b2b"]).stdout;
    let own = questionnaire
        .replace("id: b2b\n", "id: ours\n")
        .replace("below: 20}", "below: 70}")
        .replace("from: 20, below: 80", "from: 70, below: 80");
    assert_ne!(own, questionnaire);
    super::write(folder.path(), "ours.yaml", &own);
    let run = super::run_in(&folder, &with(&[]), &["-Q", "ours.yaml", "-f", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    // Less than 70 percent is the lowest option here, which a field alone cannot prove.
    assert_eq!(evidence(&found, "sellers")["why"], "low-unproven");
    let run = crate::support::run(&["measure", "-Q", "b2c", "deals.csv"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("says how its answer is measured"), "{}", run.stderr);
}
