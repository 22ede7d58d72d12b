//! Files that are not what they seem: the message names the cause, and what it proposes
//! works.

use serde_json::Value;

use super::messy::{HEADER, batch, is_refused, lines, piped, records, stderr, stdout};
use crate::support::{folder, run_in, run_with_input};

const ROW: &str = "Birchwood,inbound,30%,one,2";

/// The error of the first row.
fn error(rows: &str) -> String {
    let output = batch("rows.csv", format!("{HEADER}\n{rows}\n"), &[]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    records(&output, b',')[0]["error"].clone()
}

#[test]
fn another_delimiter_is_named_and_then_read() {
    for delimiter in ["|", "^", "~"] {
        let text = format!("{HEADER}\n{ROW}\n").replace(',', delimiter);
        let output = batch("rows.csv", &text, &[]);
        is_refused(&output, 2, &[&format!("add --delimiter '{delimiter}'")]);
        assert!(!stderr(&output).contains("--column"), "{}", stderr(&output));
        let output = batch("rows.csv", &text, &["--delimiter", delimiter]);
        assert_eq!(records(&output, delimiter.as_bytes()[0])[0]["model"], "inbound");
    }
}

#[test]
fn what_is_proposed_can_be_done() {
    // A wide comma does not separate cells, and the one column is not proposed for all four
    // questions.
    let output = batch("rows.csv", format!("{HEADER}\n{ROW}\n").replace(',', "\u{ff0c}"), &[]);
    is_refused(&output, 2, &["between them, which does not separate cells"]);
    assert!(!stderr(&output).contains("--column"), "{}", stderr(&output));
    // A name that looks like two questions is proposed for neither.
    let output = batch("rows.csv", "leads,revenue,sellers and contacts\ninbound,30%,one\n", &[]);
    is_refused(&output, 2, &["--column sellers=NAME --column contacts=NAME"]);
    // The message says that the column of one question is read for another.
    let text = format!("{HEADER}\n{ROW}\n");
    let output = batch("rows.csv", &text, &["--column", "leads=revenue"]);
    is_refused(&output, 2, &["the column of revenue is read for leads"]);
    let output = batch("rows.csv", &text, &["--unit", "contacts=percent"]);
    is_refused(&output, 2, &["takes no percentage"]);
    assert!(!stderr(&output).contains("fractions"), "{}", stderr(&output));
    // Invisible marks are not part of a name.
    let text = text.replacen("leads", "\u{202b}leads\u{202c}", 1);
    let output = batch("rows.csv", &text, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn lines_that_stand_in_quotes_as_a_whole_are_named() {
    let output = batch("rows.csv", format!("\"{HEADER}\"\n\"{ROW}\"\n"), &[]);
    is_refused(&output, 2, &["The whole line is in quotes"]);
}

#[test]
fn a_header_further_down_is_found_by_its_line() {
    for (title, line) in
        [("Our customers\n\n", 3), ("# exported today\n", 2), ("\u{feff}A\r\nB\r\n", 3)]
    {
        let text = format!("{title}{HEADER}\n{ROW}\n");
        let output = batch("rows.csv", &text, &[]);
        is_refused(&output, 2, &[&format!("line {line}"), &format!("tail -n +{line} FILE")]);
        // Does what the first part of the proposed command would do.
        let rest: String = text.split_inclusive('\n').skip(line - 1).collect();
        let output = piped(rest.as_bytes(), &[]);
        assert_eq!(records(&output, b',')[0]["model"], "inbound", "{}", stderr(&output));
    }
}

/// Two names that fit make a header, and one may be chance; twenty rows are looked at
/// beyond the first.
#[test]
fn a_header_is_two_names_in_the_first_rows() {
    let said = |text: String| {
        let output = batch("rows.csv", text, &[]);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        stderr(&output)
    };
    let after = |rows: usize, names: &str| format!("{}{names}\n1,2\n", "title\n".repeat(rows));
    assert!(said(after(20, "leads,revenue")).contains("tail -n +21 FILE"));
    assert!(!said(after(21, "leads,revenue")).contains("tail -n"));
    assert!(!said(after(19, "leads,anything")).contains("tail -n"));
    assert!(said("leads|revenue\n1|2\n".to_owned()).contains("The names have '|' between them"));
    assert!(!said("leads|anything\n1|2\n".to_owned()).contains("between them"));
}

#[test]
fn a_file_without_a_header_is_told_so() {
    let output = batch("rows.csv", format!("{ROW}\nOakley,outbound,40%,one,2\n"), &[]);
    is_refused(&output, 2, &["The first line has answers (inbound and one) and no names"]);
}

#[test]
fn a_header_that_comes_once_more_is_one_and_no_answers() {
    for again in ["", "\u{feff}"] {
        // The first column answers a question, and gets the byte order mark of the second
        // file.
        let header = "leads,revenue,sellers,contacts";
        let row = "inbound,30%,one,2";
        let text = format!("{header}\n{row}\n{again}{header}\n{row}\n");
        let folder = folder();
        std::fs::write(folder.path().join("rows.csv"), text).expect("there is room");
        let run = run_in(folder.path(), &["batch", "rows.csv", "--map-new", "words.yaml"]);
        assert_eq!(run.code, 3, "{}", run.stderr);
        assert!(run.stderr.contains("The header again: 1 row, in rows.csv:3"), "{}", run.stderr);
        assert!(!run.stderr.contains("Not recognised"), "{}", run.stderr);
        assert!(!folder.path().join("words.yaml").exists(), "names are no words to fill in");
    }
}

#[test]
fn a_row_with_an_answer_is_no_header() {
    for row in ["inbound,revenue,sellers,contacts", "leads,revenue,sellers,2"] {
        let output = batch("rows.csv", format!("leads,revenue,sellers,contacts\n{row}\n"), &[]);
        is_refused(&output, 3, &["Unknown answer: 1 row", "Not recognised"]);
    }
}

/// A line is taken for the line of dashes of a Markdown table only if all its cells are
/// dashes.
#[test]
fn the_line_under_the_header_of_a_table_is_known() {
    let rows = "| company | leads | revenue | sellers | contacts |\n\
                |---|:---|---:|:-:| ----- |\n\
                | B | inbound | 30% | one | 2 |\n";
    let output = batch("rows.csv", rows, &["--delimiter", "|"]);
    let kind = "Line under the header of a Markdown table: 1 row, in rows.csv:2";
    is_refused(&output, 3, &["2 rows read, 1 diagnosed, 1 rejected", kind]);
    assert!(!stderr(&output).contains("Not recognised"), "{}", stderr(&output));
    assert!(stdout(&output).contains("Take this line out of the file."), "{}", stdout(&output));
    for row in ["B,---,---,---,---", "---,---,---,---,--", "---,---,---,---,inbound"] {
        let output = batch("rows.csv", format!("{HEADER}\n{row}\n"), &[]);
        is_refused(&output, 3, &["Unknown answer: 1 row", "Not recognised"]);
    }
}

/// An answer that Excel or a Japanese keyboard wrote is refused with what to write, in the
/// row, on the screen and in the file to fill in.
#[test]
fn an_answer_in_other_characters_is_said_to_be_one() {
    let rows = format!("{HEADER}\nB,\"=\"\"inbound\"\"\",\u{ff13}\u{ff10}\u{ff05},one,2\n");
    let folder = folder();
    std::fs::write(folder.path().join("rows.csv"), rows).expect("there is room");
    let output = super::messy::in_folder(folder.path(), &["rows.csv", "--map-new", "words.yaml"]);
    is_refused(&output, 3, &["did you mean 30%?", "did you mean inbound?"]);
    let error = &super::messy::records(&output, b',')[0]["error"];
    assert!(error.contains("is not an answer to revenue. Did you mean 30%? Answer"), "{error}");
    let words = std::fs::read_to_string(folder.path().join("words.yaml")).expect("it is written");
    assert!(words.contains("did you mean 30%?"), "{words}");
}

#[test]
fn rows_of_another_length_say_where_that_may_come_from() {
    let cases = [
        ("B,inbound,30%,one,2,", "The cells beyond it are empty"),
        ("\u{201c}Mills, Ltd\u{201d},inbound,30%,one,2", "Only straight double quotes"),
        ("'Mills, Ltd',inbound,30%,one,2", "Only straight double quotes"),
        (" \"Mills, Ltd\",inbound,30%,one,2", "with a blank before it"),
        ("B,inbound,30,5%,one,2", "such as a decimal comma"),
        ("\u{1a}", "has 1 cell, and the header has 5. It says \"\\u{1a}\"."),
        ("Total: 34", "It says \"Total: 34\"."),
    ];
    for (row, says) in cases {
        let error = error(row);
        assert!(error.contains(says), "{row:?}: {error}");
    }
    let output = batch("rows.csv", format!("{HEADER},\n{ROW}\n"), &[]);
    let error = &records(&output, b',')[0]["error"];
    assert!(error.contains("The header ends with more separators"), "{error}");
}

#[test]
fn what_is_wrong_with_json_is_said_as_far_as_it_is_known() {
    let whole = r#"{"leads":"inbound","revenue":"30%","sellers":"one","contacts":2}"#;
    let cases = [
        (format!("{whole}{whole}"), "Another object begins here"),
        (format!("{whole},"), "Take out the comma after the object."),
        (whole.replace(":2", ":NaN"), "write null"),
        (whole.replace(":2", ":2,"), "Take out the comma before it."),
        (whole.replace('"', "'"), "double quotes"),
        (whole[..40].to_owned(), "ends before its object does"),
        ("{".to_owned(), "several lines"),
    ];
    for (broken, says) in cases {
        let output = batch("rows.jsonl", format!("{whole}\n{broken}\n"), &[]);
        is_refused(&output, 3, &["2 rows read, 1 diagnosed, 1 rejected"]);
        let error = lines(&output)[1]["error"].clone();
        assert_eq!(error["kind"], "not-json");
        let hint = error["hint"].as_str().unwrap_or_default();
        assert!(hint.contains(says), "{broken}: {error}");
    }
    // If no line can be read, the message says that, and not that columns are missing.
    let output = batch("rows.jsonl", format!("\n{whole},\n{whole},\n"), &[]);
    let words = ["No line near the beginning of rows.jsonl is an object. Line 2", "the comma"];
    is_refused(&output, 2, &words);
}

#[test]
fn saved_results_are_known_and_the_proposed_command_makes_rows_of_them() {
    let flags = ["--leads", "outbound", "--revenue", "30%", "--sellers", "one", "--contacts", "2"];
    let result = run_with_input(&[&flags[..], &["--company", "Acme", "-f", "json"]].concat(), "");
    for text in [result.stdout.clone(), result.stdout.repeat(2)] {
        let output = piped(text.as_bytes(), &[]);
        is_refused(&output, 2, &["These are saved results", "jq -c '{company} + .answers'"]);
    }
    // What that command does, done here.
    let read: Value = serde_json::from_str(&result.stdout).expect("a result is JSON");
    let mut row = read["answers"].clone();
    row["company"] = read["company"].clone();
    let output = piped(format!("{row}\n").as_bytes(), &[]);
    assert_eq!(lines(&output)[0]["diagnosis"]["model"], "outbound", "{}", stdout(&output));
}

#[test]
fn utf_32_is_not_taken_for_utf_16() {
    let mut bytes = vec![0xff, 0xfe, 0, 0];
    bytes.extend(HEADER.chars().flat_map(|c| u32::from(c).to_le_bytes()));
    let output = batch("rows.csv", bytes, &[]);
    is_refused(&output, 1, &["rows.csv is UTF-32, which is not read", "Save it as UTF-8"]);
}

#[test]
fn a_unit_is_proposed_only_where_one_helps() {
    let questions = ["--column", "revenue=", "--column", "sellers="];
    let rows = "leads,contacts,revenue\ninbound,1.000,\n";
    let output = batch("rows.csv", rows, &questions);
    is_refused(&output, 3, &["Number with two readings"]);
    assert!(!stderr(&output).contains("--unit"), "{}", stderr(&output));
    let said = &records(&output, b',')[0]["error"];
    assert!(said.contains("Write 1000 if it groups thousands, or 1 if it has decimals."), "{said}");
    let output = batch("rows.csv", format!("{HEADER}\nB,inbound,0.5,one,2\n"), &[]);
    is_refused(&output, 3, &["--unit ID=percent"]);
}

/// Good text is not turned into other letters because somebody named an encoding, however
/// far down the first letter is that shows it.
#[test]
fn a_file_that_is_utf8_is_not_read_as_another_encoding_that_is_named() {
    let row = "Birchwood,inbound,30%,one,2\n";
    for before in [0, 5000] {
        let text =
            format!("{HEADER}\n{}Caf\u{e9} \u{fc}ber,inbound,30%,one,2\n", row.repeat(before));
        let output = batch("rows.csv", &text, &["--encoding", "windows-1252"]);
        is_refused(&output, 1, &["it is UTF-8, and not windows-1252", "leave the encoding out"]);
        let plain = batch("rows.csv", &text, &[]);
        assert_eq!(records(&plain, b',').last().expect("a row")["company"], "Caf\u{e9} \u{fc}ber");

        let old: Vec<u8> =
            text.chars().map(|c| u8::try_from(u32::from(c)).expect("these are Latin")).collect();
        let output = batch("rows.csv", old, &["--encoding", "windows-1252"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(records(&output, b',').last().expect("a row")["company"], "Caf\u{e9} \u{fc}ber");
    }
    let ascii = batch("rows.csv", format!("{HEADER}\n{row}"), &["--encoding", "windows-1252"]);
    assert_eq!(ascii.status.code(), Some(0), "{}", stderr(&ascii));
}
