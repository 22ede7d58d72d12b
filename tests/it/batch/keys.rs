//! Keys of JSON that answer a question, or are meant to.

use std::fs;

use serde_json::Value;

use super::messy::{batch, in_folder, is_refused, lines, stderr, stdout};
use crate::support::one_line;

#[test]
fn a_key_that_is_almost_a_question_is_an_error_of_its_row() {
    let whole = r#"{"leads":"outbound","revenue":"30%","sellers":"every-deal","contacts":2}"#;
    for almost in ["Leads", "lead", "laeds", "leadz", "LEADS"] {
        let other = whole.replace("leads", almost);
        let output = batch("rows.jsonl", format!("{whole}\n{whole}\n{other}\n"), &[]);
        is_refused(&output, 3, &["3 rows read, 2 diagnosed, 1 rejected"]);
        let error = &lines(&output)[2]["error"];
        assert_eq!(error["kind"], "almost-key");
        assert_eq!(error["column"], almost);
        assert!(error["hint"].as_str().expect("a hint").contains("Did you mean leads?"));
    }
    // In a row that also has the question's own key, the other one means something else.
    let both = whole.replace("\"leads\"", "\"lead\":\"Ann\",\"leads\"");
    let output = batch("rows.jsonl", format!("{whole}\n{both}\n"), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

/// Ids of three letters are one letter away from many other words; a slip in one of four is
/// seen.
#[test]
fn a_slip_is_seen_in_an_id_of_four_letters() {
    let options = "options: [{id: a, label: A, points: {m: 1}}, {id: b, label: B}]";
    let yaml = format!(
        "format: 1\nid: own\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\nhybrid_at: 60\n\
         questions:\n- {{id: who, text: Q, {options}}}\n- {{id: when, text: Q, {options}}}\n\
         models: [{{id: m, name: M}}]\n"
    );
    let folder = tempfile::tempdir().expect("there is room for a folder");
    fs::write(folder.path().join("own.yaml"), yaml).expect("there is room for a file");
    for (slip, rejected) in
        [("{\"why\":\"a\",\"when\":\"a\"}", 0), ("{\"who\":\"a\",\"whem\":\"a\"}", 1)]
    {
        let rows = format!("{{\"who\":\"a\",\"when\":\"a\"}}\n{slip}\n");
        fs::write(folder.path().join("rows.jsonl"), rows).expect("there is room for a file");
        let output = in_folder(folder.path(), &["-Q", "own.yaml", "rows.jsonl", "-f", "jsonl"]);
        let kinds =
            lines(&output).iter().filter(|line| line["error"]["kind"] == "almost-key").count();
        assert_eq!(kinds, rejected, "{}", stdout(&output));
    }
}

#[test]
fn the_very_id_of_a_question_wins_in_every_row() {
    let row = |key: &str| {
        format!(r#"{{"{key}":"outbound","revenue":"30%","sellers":"one","contacts":2}}"#)
    };
    let both = row("leads").replacen('{', r#"{"Leads":"inbound","#, 1);
    let turned = both.replacen('{', "", 1).replacen(r#""Leads":"inbound","#, "", 1);
    let turned = format!("{{{}", turned.replacen('}', r#","Leads":"inbound"}"#, 1));
    let text = [row("Leads"), row("leads"), both, turned].join("\n");
    let output = batch("rows.jsonl", &text, &["-f", "jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    for line in stdout(&output).lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        assert_eq!(line["diagnosis"]["model"], "outbound", "{line}");
    }
    let twice = row("leads").replacen('{', r#"{"leads":"inbound","#, 1);
    let output = batch("rows.jsonl", [row("Leads"), twice].join("\n"), &["-f", "jsonl"]);
    is_refused(&output, 3, &["Duplicate key"]);
}

#[test]
fn a_further_file_of_rows_needs_its_own_keys() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let whole = r#"{"leads":"outbound","revenue":"30%","sellers":"every-deal","contacts":2}"#;
    fs::write(folder.path().join("a.jsonl"), whole).expect("there is room for a file");
    let other = whole.replace("contacts", "people");
    fs::write(folder.path().join("b.jsonl"), format!("{other}\n{other}\n")).expect("there is room");
    let output = in_folder(folder.path(), &["a.jsonl", "b.jsonl"]);
    is_refused(&output, 1, &["b.jsonl has no key \"contacts\""]);
}

/// Some answers files lack an answer, and some say more than others, whichever comes first.
#[test]
fn answers_files_need_not_have_the_same_keys() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("room");
    let whole = "{\n  \"leads\": \"outbound\",\n  \"revenue\": \"30%\",\n  \"sellers\": \"every-deal\",\n  \
         \"contacts\": \"2\"\n}\n";
    write("whole.json", whole);
    write("less.json", &whole.replace("  \"sellers\": \"every-deal\",\n", ""));
    write("more.json", &whole.replace("{\n", "{\n  \"by\": \"Ann\", \"role\": \"Sales\",\n"));
    for files in
        [["whole.json", "less.json", "more.json"], ["less.json", "more.json", "whole.json"]]
    {
        for format in ["csv", "jsonl"] {
            let output = in_folder(folder.path(), &[&files[..], &["-f", format]].concat());
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            let rows = stdout(&output);
            let count = |model: &str| rows.matches(&format!("{model}\"")).count();
            if format == "jsonl" {
                // Without the answer, the lead source leads.
                assert_eq!(
                    (count("\"model\":\"team"), count("\"model\":\"outbound")),
                    (2, 1),
                    "{rows}"
                );
            } else {
                let header = rows.lines().next().expect("a header");
                assert!(header.contains("by") && header.contains("role"), "{rows}");
            }
        }
    }

    // A key that may be meant for the missing answer is not passed over.
    for (key, kind) in [("people", "other-keys"), ("sellrs", "almost-key")] {
        write("other.json", &whole.replace("sellers", key));
        for files in [["whole.json", "other.json"], ["other.json", "whole.json"]] {
            let output = in_folder(folder.path(), &[&files[..], &["-f", "jsonl"]].concat());
            is_refused(&output, 3, &["2 rows read, 1 diagnosed, 1 rejected"]);
            assert!(
                stdout(&output).contains(&format!("\"kind\":\"{kind}\"")),
                "{}",
                stdout(&output)
            );
            assert!(stdout(&output).contains("other.json"), "{}", stdout(&output));
        }
    }
}

/// Another name of a question beside the question's own key is not read, and that is said
/// once, whichever of the two comes first.
#[test]
fn another_name_beside_the_key_of_a_question_is_said_once() {
    let whole = r#"{"leads":"outbound","revenue":"30%","sellers":"every-deal","contacts":2}"#;
    let both = whole.replacen('{', r#"{"Leads":"inbound","#, 1);
    let other = whole.replacen('{', r#"{"lead":"Ann","#, 1);
    let text = [whole, &both, &other, &both].join("\n");
    let output = batch("rows.jsonl", &text, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = stderr(&output);
    let warning = "the column \"Leads\" is not read: leads is answered by the column \"leads\"";
    assert_eq!(said.matches(warning).count(), 1, "{said}");
    assert_eq!(said.matches("is not read").count(), 1, "{said}");
    for line in lines(&output) {
        assert_eq!(line["diagnosis"]["entry"], "outbound", "{line}");
    }
}

/// A key that the command names answers its question in every row, even if a later row has
/// the id as a key.
#[test]
fn a_named_key_wins_over_the_id_in_every_row() {
    let row = |leads: &str| {
        format!("{{{leads},\"revenue\":\"30%\",\"sellers\":\"one\",\"contacts\":2}}\n")
    };
    let named = row(r#""src":"outbound""#);
    let both = row(r#""src":"outbound","leads":"inbound""#);
    for text in [named.repeat(3000) + &both, both.clone() + &named.repeat(3000)] {
        let args = ["--column", "leads=src", "-f", "jsonl"];
        let output = batch("rows.jsonl", &text, &args);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        for line in lines(&output) {
            assert_eq!(line["diagnosis"]["model"], "outbound", "{line}");
        }
    }
}

/// An answer that gives way to the one under the id itself is reported.
#[test]
fn an_answer_that_gives_way_to_the_id_is_said() {
    let rest = r#""revenue":"30%","sellers":"one","contacts":2}"#;
    let first = format!("{{\"Lead source\":\"inbound\",{rest}\n");
    let both = format!("{{\"Lead source\":\"inbound\",\"leads\":\"outbound\",{rest}\n");
    let output = batch("rows.jsonl", first.repeat(50) + &both, &["-f", "jsonl"]);
    assert_eq!(lines(&output)[50]["diagnosis"]["model"], "outbound");
    let said = one_line(&stderr(&output));
    assert!(
        said.contains("where a line has both leads and \"Lead source\", leads is read"),
        "{said}"
    );
    assert!(!stderr(&batch("rows.jsonl", &first, &["-f", "jsonl"])).contains("both"));
    // Nothing gives way to an id that is there twice: its row is rejected.
    let twice = r#"{"leads": "inbound", "leads": "outbound", "revenue": 30, "sellers": "one", "contacts": 2}"#;
    let rows = format!("{first}{twice}\n");
    let said = stderr(&batch("rows.jsonl", &rows, &["-f", "jsonl"]));
    assert!(said.contains("1 rejected") && !said.contains("has both"), "{said}");
}

/// If what a row says about its questionnaire is wrong, the advice is about that.
#[test]
fn advice_fits_what_is_wrong_with_the_questionnaire_of_a_row() {
    let row = |about: &str| {
        format!(
            "{{\"leads\":\"inbound\",\"revenue\":\"30%\",\"sellers\":\"one\",\"contacts\":2,\
             \"questionnaire\":{about}}}\n"
        )
    };
    let text = row(r#"{"name":"x"}"#) + &row(r#"{"id":"b2c","version":"2"}"#);
    let output = batch("rows.jsonl", &text, &["-f", "jsonl"]);
    let lines = lines(&output);
    // A missing key needs no further advice.
    let error = &lines[0]["error"];
    assert_eq!((&error["kind"], &error["hint"]), (&"missing-key".into(), &Value::Null));
    let error = &lines[1]["error"];
    assert_eq!(error["kind"], "other-questionnaire");
    let hint = error["hint"].as_str().expect("it says what to do");
    assert!(hint.contains("by themselves, with the questionnaire"), "{hint}");
}
