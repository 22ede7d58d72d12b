//! Kinds of files that people report as problems to other tools: each is read, or a message
//! says what it is.

use super::messy::{HEADER, batch, is_refused, lines, records, stderr, stdout};

const OBJECT: &str = r#"{"leads":"outbound","revenue":"30%","sellers":"one","contacts":2}"#;

#[test]
fn a_text_sequence_is_named_and_the_proposed_command_makes_lines_of_it() {
    let text = format!("\u{1e}{OBJECT}\n").repeat(2);
    let output = batch("rows.jsonl", &text, &[]);
    is_refused(&output, 1, &["a control character before each record", "tr -d '\\036'"]);
    let output = batch("rows.jsonl", text.replace('\u{1e}', ""), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn joined_marks_and_comments_among_lines_say_what_they_are() {
    for (line, said) in [
        (format!("\u{feff}{OBJECT}"), "byte order mark"),
        ("# two".to_owned(), "no comments"),
        ("// two".to_owned(), "no comments"),
    ] {
        let output = batch("rows.jsonl", format!("{OBJECT}\n{line}\n{OBJECT}\n"), &[]);
        is_refused(&output, 3, &["3 rows read, 2 diagnosed, 1 rejected"]);
        let error = &lines(&output)[1]["error"];
        assert!(error["hint"].as_str().is_some_and(|hint| hint.contains(said)), "{error}");
    }
}

/// Exporters that quote names twice, or with quotes that do not hold a cell together.
#[test]
fn quotes_that_are_part_of_the_names_are_named() {
    let names: Vec<&str> = HEADER.split(',').collect();
    for header in [
        names.iter().map(|name| format!("\"\"\"{name}\"\"\"")).collect::<Vec<_>>().join(","),
        names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(","),
        names.iter().map(|name| format!("\u{201c}{name}\u{201d}")).collect::<Vec<_>>().join(","),
        names.join("\", \"").replacen("company\"", "company", 1) + "\"",
    ] {
        let output = batch("rows.csv", format!("{header}\nA,inbound,30%,one,2\n"), &[]);
        is_refused(&output, 2, &["The quotes are part of the names", "leads"]);
    }
}

#[test]
fn numbered_questions_of_a_form_are_proposed() {
    let header = "ID,1. Lead source,2. Revenue from existing customers,3. People on each deal,\
                  4. Contacts at an account";
    let output = batch("rows.csv", format!("{header}\n1,inbound,30%,one,2\n"), &[]);
    is_refused(
        &output,
        2,
        &[
            "--column leads='1. Lead source'",
            "--column revenue='2. Revenue from existing customers'",
            "--column sellers='3. People on each deal'",
            "--column contacts='4. Contacts at an account'",
        ],
    );
}

/// Names that go over two lines, and with blanks around them, are names.
#[test]
fn names_may_be_broken_and_padded() {
    let header = "company, \"Lead\nsource\" ,\"Revenue from existing\r\ncustomers\",People on each deal,\
                  Contacts at an account";
    let header = header.replace(", \"", ",\"").replace("\" ,", "\",");
    let output = batch("rows.csv", format!("{header}\nA,inbound,30%,one,2\n"), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let padded = HEADER.replace(',', " , ");
    let output = batch("rows.csv", format!("{padded}\nA , inbound , 30% , one , x \n"), &[]);
    is_refused(&output, 3, &["\"x\" in column contacts: once"]);
    assert!(stdout(&output).contains("column contacts: \"\"x\"\""), "{}", stdout(&output));
}

/// Line ends that were converted twice, null bytes between lines, and what old systems put
/// at the end of a file.
#[test]
fn strange_bytes_between_rows_lose_none() {
    let rows = format!("{HEADER}\nA,inbound,30%,one,2\nB,outbound,30%,one,2\n");
    for text in [rows.replace('\n', "\n\r"), rows.replace('\n', "\r\r\n")] {
        let output = batch("rows.csv", text, &[]);
        is_refused(&output, 0, &["2 rows read, 2 diagnosed, 0 rejected"]);
    }
    let output = batch("rows.csv", format!("{rows}\u{1a}"), &[]);
    is_refused(&output, 3, &["3 rows read, 2 diagnosed, 1 rejected"]);
    let output = batch("rows.csv", rows.replace("\nB", "\n\0\0B"), &[]);
    assert_eq!(records(&output, b',')[1]["company"], "\0\0B");
}

/// The first word of a question that comes near to no answer is listed with all its
/// answers.
#[test]
fn words_to_fill_in_name_the_answers_of_each_question() {
    let folder = crate::support::folder();
    let rows = "A,inbound,nearly all,one,2\nB,inbound,nearly all,one,2\nC,inbound,weinig,one,2\n";
    std::fs::write(folder.path().join("rows.csv"), format!("{HEADER}\n{rows}")).expect("room");
    super::messy::in_folder(folder.path(), &["rows.csv", "--map-new", "words.yaml"]);
    let words = std::fs::read_to_string(folder.path().join("words.yaml")).expect("it is written");
    let line = words.lines().find(|line| line.contains("weinig")).expect("it has a line");
    assert!(line.contains("little, some, most, nearly-all or unsure"), "{words}");
}
