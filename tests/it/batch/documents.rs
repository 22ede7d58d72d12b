//! Answers files as rows.

use std::fs;

use crate::support::{folder, run_in, run_with_input};

const ANN: &str = "{\n  \"questionnaire\": {\"id\": \"b2b\", \"version\": \"2\"},\n  \"company\": \"A\",\n  \"by\": \"Ann\",\n  \"leads\": \"inbound\",\n  \"revenue\": \"62.5%\",\n  \"sellers\": \"every-deal\",\n  \"contacts\": \"2\"\n}\n";

#[test]
fn every_answers_file_is_a_row_and_keeps_what_else_it_says() {
    let folder = folder();
    let bo = ANN.replace("Ann", "Bo").replace("every-deal", "one").trim_end().to_owned();
    fs::write(folder.path().join("ann.json"), ANN).expect("there is room");
    fs::write(folder.path().join("bo.json"), &bo).expect("there is room");
    let files = run_in(folder.path(), &["batch", "ann.json", "bo.json", "-f", "csv"]);
    assert_eq!(files.code, 0, "{}", files.stderr);
    let piped = run_with_input(
        &["batch", "--input-format", "jsonl", "-f", "csv"],
        &[bo.as_str(), ANN, &bo].concat(),
    );
    assert_eq!(piped.code, 0, "{}", piped.stderr);
    for (run, expected) in [
        (files, vec![("Ann", "team"), ("Bo", "inbound")]),
        (piped, vec![("Bo", "inbound"), ("Ann", "team"), ("Bo", "inbound")]),
    ] {
        let mut rows = csv::Reader::from_reader(run.stdout.as_bytes());
        let header = rows.headers().expect("a header").clone();
        let column = |name: &str| header.iter().position(|h| h == name).expect(name);
        let (by, model) = (column("by"), column("model"));
        let found: Vec<(String, String)> = rows
            .records()
            .map(|row| row.expect("a row"))
            .map(|row| (row[by].to_owned(), row[model].to_owned()))
            .collect();
        let found: Vec<(&str, &str)> =
            found.iter().map(|(by, model)| (by.as_str(), model.as_str())).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_broken_one_is_rejected_by_itself() {
    let folder = folder();
    fs::write(folder.path().join("broken.json"), ANN.trim_end_matches("\n}\n"))
        .expect("there is room");
    fs::write(folder.path().join("empty.json"), "").expect("there is room");
    fs::write(folder.path().join("ann.json"), ANN).expect("there is room");
    let run =
        run_in(folder.path(), &["batch", "ann.json", "broken.json", "empty.json", "ann.json"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("3 rows read, 2 diagnosed, 1 rejected"), "{}", run.stderr);
    assert!(
        run.stderr.contains("empty.json is empty, so there is no row for it"),
        "{}",
        run.stderr
    );
    // Wherever the empty file comes; and if it comes alone, there is nothing to do.
    let run = run_in(folder.path(), &["batch", "empty.json", "ann.json", "empty.json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("1 row read"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("empty.json is empty").count(), 2, "{}", run.stderr);
    let run = run_in(folder.path(), &["batch", "empty.json"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("empty.json is empty"), "{}", run.stderr);
}

/// Documents as `cat *.json` gives them are read without a flag that says what they are.
#[test]
fn documents_on_standard_input_are_known_by_themselves() {
    let line: String = ANN.lines().map(str::trim).collect();
    let unlike = ANN.replacen("{\n  ", "{ ", 1);
    for one in [ANN, ANN.trim_end(), &ANN.replace('\n', "\r\n"), &format!("\u{feff}{ANN}"), &line]
        .into_iter()
        .chain([unlike.as_str()])
    {
        let two = format!("{one}{}", one.trim_start_matches('\u{feff}'));
        let run = run_with_input(&["batch"], &two);
        assert_eq!(run.code, 0, "{one:?}: {}", run.stderr);
        let rows: Vec<serde_json::Value> = (run.stdout.lines())
            .map(|line| serde_json::from_str(line).expect("a line is JSON"))
            .collect();
        assert_eq!(rows.len(), 2, "{one:?}");
        for row in rows {
            assert_eq!(
                (&row["input"]["by"], &row["diagnosis"]["model"]),
                (&"Ann".into(), &"team".into())
            );
        }
    }
}

/// Answers are judged as `--from` judges them, however they come in.
#[test]
fn answers_to_another_questionnaire_or_an_earlier_question_are_not_taken() {
    let folder = folder();
    let other = ANN.replace("b2b", "b2c");
    fs::write(folder.path().join("other.json"), &other).expect("there is room");
    let from = run_in(folder.path(), &["--from", "other.json", "--no-input"]);
    assert_eq!(from.code, 1, "{}", from.stderr);
    let old = ANN.replace("\"2\"}", "\"1\"}");
    let unanswered = old.replace("\"62.5%\"", "null").replace("every-deal", " ");
    for (text, code, says) in [
        (ANN, 0, ""),
        (&other, 3, "answers to the questionnaire \\\"b2c\\\""),
        (&old, 3, "sellers changed its meaning after version \\\"1\\\""),
        // Questions that have not changed keep their answers.
        (&unanswered, 0, ""),
        (&ANN.replace(", \"version\": \"2\"", ""), 3, "version"),
    ] {
        fs::write(folder.path().join("ann.json"), text).expect("there is room");
        let run = run_in(folder.path(), &["batch", "ann.json"]);
        assert_eq!(run.code, code, "{text}: {}", run.stderr);
        assert!(run.stdout.contains(says), "{}", run.stdout);
    }
}

#[test]
fn documents_and_lines_may_follow_each_other() {
    let line: String = ANN.lines().map(str::trim).collect();
    let wrong = ANN.replace("every-deal", "evry-deal");
    let run = run_with_input(&["batch"], &format!("{line}\n{ANN}{wrong}{line}\n{ANN}"));
    assert!(run.stderr.contains("5 rows read, 4 diagnosed, 1 rejected"), "{}", run.stderr);
    // The line at which the wrong one begins.
    let place = 2 + ANN.lines().count();
    assert!(run.stderr.contains(&format!("in standard input:{place}")), "{}", run.stderr);
}
