//! Files as people have them: nothing is lost or misread without a message. Each kind of
//! trouble has a small input here, run by the command.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::support::command;

pub(super) const HEADER: &str = "company,leads,revenue,sellers,contacts";

/// Runs a batch in a folder with one file.
pub(super) fn batch(file: &str, text: impl AsRef<[u8]>, args: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    fs::write(folder.path().join(file), text).expect("there is room for a file");
    in_folder(folder.path(), &[&[file], args].concat())
}

pub(super) fn in_folder(folder: &Path, args: &[&str]) -> Output {
    let mut command = command();
    command.current_dir(folder).arg("batch").args(args).stdin(Stdio::null());
    command.output().expect("the command starts")
}

/// The same from standard input.
pub(super) fn piped(text: &[u8], args: &[&str]) -> Output {
    let mut command = command();
    command.arg("batch").args(args).stdin(Stdio::piped());
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    // A command that refuses its arguments reads nothing.
    let _ = stdin.write_all(text);
    drop(stdin);
    child.wait_with_output().expect("the command ends")
}

pub(super) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

pub(super) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// The rows of CSV by the names of their columns, read by another reader.
pub(super) fn records(
    output: &Output,
    delimiter: u8,
) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(output.stdout.as_slice());
    reader.deserialize().map(|row| row.expect("the output is CSV")).collect()
}

pub(super) fn lines(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[track_caller]
pub(super) fn is_refused(output: &Output, code: i32, words: &[&str]) {
    let messages = stderr(output);
    assert_eq!(output.status.code(), Some(code), "{messages}");
    for word in words {
        assert!(messages.contains(word), "{word:?} is not in:\n{messages}");
    }
}

#[test]
fn text_behind_a_closing_quote_rejects_its_row_and_says_what_may_be_lost() {
    let rows = "\"Birchwood,inbound,30%,one,2\nOakley,outbound,30%,one,2\n\"Ashby\",inbound,30%,one,2\nElmer,outbound,30%,one,2\n";
    let output = batch("rows.csv", format!("{HEADER}\n{rows}"), &[]);
    is_refused(&output, 3, &["2 rows read, 1 diagnosed, 1 rejected", "Text after a closing quote"]);
    let error = &records(&output, b',')[0]["error"];
    assert!(error.starts_with("rows.csv:2: "), "{error}");
    assert!(error.contains("opens in line 2"), "{error}");
    assert!(error.contains("rows from there to line 4 may have been swallowed"), "{error}");
}

#[test]
fn backslashes_do_not_escape_quotes_and_the_message_says_so() {
    let row = "\"The \\\"Best\\\" Ltd\",inbound,30%,one,2\n";
    let output = batch("rows.csv", format!("{HEADER}\n{row}"), &[]);
    is_refused(&output, 3, &[]);
    assert!(records(&output, b',')[0]["error"].contains("backslash"), "{}", stdout(&output));
}

#[test]
fn a_row_inside_a_quoted_cell_is_not_swallowed_without_a_word() {
    for (quoted, line) in [
        ("\"Birchwood,inbound,30%,one,2\nOakley\",outbound,30%,one,2\n", 2),
        ("\"Birchwood\nOakley,outbound,40%,one,2\nAshby\",outbound,30%,one,2\n", 3),
        ("\"Birchwood\r\n\r\nOakley,outbound,40%,one,2\nAshby\",outbound,30%,one,2\n", 4),
    ] {
        let output = batch("rows.csv", format!("{HEADER}\n{quoted}"), &[]);
        is_refused(&output, 3, &["Rows inside a quoted cell"]);
        let error = &records(&output, b',')[0]["error"];
        let says = format!("that begins in line 2 has a row of its own in line {line}. ");
        assert!(error.contains(&says), "{error}");
    }
    let address = "\"Birchwood\n12, Mill Lane\",inbound,30%,one,2\n";
    let output = batch("rows.csv", format!("{HEADER}\n{address}"), &[]);
    assert_eq!(output.status.code(), Some(0), "an address is no row: {}", stderr(&output));
}

/// Most cells of a line must look like answers for it to count as a swallowed row: one may
/// be a slip.
#[test]
fn a_swallowed_row_need_not_be_sound() {
    for (first, second) in [
        ("Birchwood,Trade Show,30%,one,2", "Oakley\",outbound,30%,one,2"),
        ("Birchwood,inbuond,30%,one,2", "Oakley\",outbound,30%,one,2"),
        ("Birchwood,inbound,30%,3,2", "Oakley\",outbound,30%,one,2"),
        ("Birchwood,inbound,\"\"35,5%\"\",one,2", "Oakley\",outbound,30%,one,2"),
        ("Birchwood,,,,2", "Oakley\",outbound,30%,one,2"),
        ("Birchwood", "Oakley,Trade Show,40%,one,2\nAshby\",outbound,30%,one,2"),
        ("Birchwood", "Oakley,Trade Show,40%,one,2\",outbound,30%,one,2"),
    ] {
        let output = batch("rows.csv", format!("{HEADER}\n\"{first}\n{second}\n"), &[]);
        is_refused(&output, 3, &["Rows inside a quoted cell"]);
    }
}

#[test]
fn line_breaks_and_commas_in_a_cell_are_no_row_by_themselves() {
    let header = format!("{HEADER},note,owner");
    for row in [
        "\"Birchwood\n12, Mill Lane, York, North Yorkshire, England, UK\",inbound,30%,one,2,,",
        "Birchwood,inbound,30%,one,2,\"call, then mail\nagain in May\",Bo",
        "Birchwood,inbound,30%,one,2,\"one, two, three, four, five, six, seven\nfour\",Bo",
        "Birchwood,inbound,30%,one,2,\"met at a fair\nhe said, well, come back, in May, and bring, someone\",Bo",
    ] {
        let output = batch("rows.csv", format!("{header}\n{row}\n"), &[]);
        assert_eq!(output.status.code(), Some(0), "{row:?}: {}", stdout(&output));
    }
    // A cell that is an answer does not hold a row, however it is broken into lines.
    let text = format!("{HEADER}\nBirchwood,inbound,30%,\"2,5\n\",2\n");
    let output = batch("rows.csv", text, &["--unit", "sellers=percent"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn a_quote_inside_an_unquoted_cell_is_a_character() {
    let output = batch("rows.csv", format!("{HEADER}\nPipes 12\" wide,inbound,30%,one,2\n"), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("\nPipes 12\" wide,inbound,"));
    let output = batch("rows.csv", format!("{HEADER}\n \"Mills, Ltd\",inbound,30%,one,2\n"), &[]);
    is_refused(&output, 3, &["More cells than the header"]);
    assert!(stdout(&output).contains("with a blank before it"), "{}", stdout(&output));
}

#[test]
fn the_reasons_are_said_with_the_first_row_of_each() {
    let rows =
        "A,inbuond,30%,one,2\nB,Fair,0.5,one,2\nC,inbound,30%,one\nD,,,,\nE,Fair,30%,one,2\n";
    let output = batch("rows.csv", format!("{HEADER}\n{rows}"), &[]);
    let reasons = [
        "Unknown answer: 3 rows, first in rows.csv:2\n",
        "Number with two readings: 1 row, in rows.csv:3\n",
        "Fewer cells than the header: 1 row, in rows.csv:4\n",
        "1 row, in rows.csv:5\n",
    ];
    is_refused(&output, 3, &reasons);
    let output = batch("rows.csv", format!("{HEADER}\n{rows}"), &["--max-errors", "1"]);
    let said =
        ["rows.csv:3: more than 1 row was rejected", "\"Fair\"", "2 rows, first in rows.csv:2"];
    is_refused(&output, 1, &said);
    // A row with two wrong cells counts as one row of its kind.
    let two = format!("{HEADER}\nA,x1,x2,one,2\nB,inbound,30%,one,2\n");
    let output = batch("rows.csv", two, &["--summary", "-f", "json"]);
    let summary: Value = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    assert_eq!(summary["rejections"][0]["rows"], 1);
    assert_eq!(summary["rejections"][0]["times"], 2);
}

#[test]
fn the_same_input_gives_the_same_bytes_by_any_number_of_readers() {
    let mut rows = format!("{HEADER},region\n");
    for i in 0..30_000 {
        let wrong = ["inbuond", "Fair", "0.5", "", "outbound"][i % 5];
        rows.push_str(&format!("C{i},{wrong}{},30%,x{},2,r{}\n", i % 7, i % 3, i % 11));
    }
    let folder = tempfile::tempdir().expect("there is room for a folder");
    fs::write(folder.path().join("-.csv"), &rows).expect("there is room for a file");
    let runs = (0..4).map(|_| piped(rows.as_bytes(), &["--summary", "--by", "region"]));
    let runs: Vec<Output> = runs.collect();
    for run in &runs[1..] {
        assert_eq!((stdout(run), stderr(run)), (stdout(&runs[0]), stderr(&runs[0])));
    }
}

#[test]
fn outputs_are_written_as_their_names_say() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let rows = format!("{HEADER}\n\"Mills, Ltd\",inbound,30%,one,2\nShort,row\nA,b,c,d,e,f\n");
    fs::write(folder.path().join("rows.csv"), rows).expect("there is room for a file");
    in_folder(folder.path(), &["rows.csv", "-o", "out.tsv"]);
    let tabs = fs::read(folder.path().join("out.tsv")).expect("it was written");
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_reader(tabs.as_slice());
    let rows: Vec<_> = reader.records().map(|row| row.expect("it is CSV")).collect();
    assert_eq!(rows[0].get(0), Some("Mills, Ltd"));
    assert_eq!(rows[0].get(5), Some("inbound"));
    assert_eq!((rows[1].get(0), rows[1].get(1), rows[1].len()), (Some("Short"), Some("row"), 14));
    assert_eq!(rows[2].get(14), Some("f"), "what the header does not have comes last");
    in_folder(folder.path(), &["out.tsv", "-o", "back.csv", "--prefix", "b_"]);
    let back = fs::read_to_string(folder.path().join("back.csv")).expect("it was written");
    assert!(back.contains("\"Mills, Ltd\",inbound,30%,one,2,inbound,"), "{back}");
}

#[test]
fn groups_are_sorted_small_ones_said_and_twins_pointed_out() {
    let mut rows = format!("{HEADER},region\n");
    for region in ["south", "North", "North", "north", "North", "North", "North"] {
        rows.push_str(&format!("B,inbound,30%,one,2,{region}\n"));
    }
    let page = stdout(&batch("rows.csv", rows, &["--summary", "--by", "region"]));
    let places: Vec<_> = ["region: North", "region: south", "region: north"]
        .iter()
        .map(|group| page.find(group).unwrap_or_else(|| panic!("{group} is not in:\n{page}")))
        .collect();
    assert!(places.is_sorted(), "{page}");
    assert_eq!(page.matches("Few rows").count(), 2, "{page}");
    assert!(page.contains("\"North\" and \"north\" differ only in upper and lower case"), "{page}");
}

#[test]
fn no_cell_runs_as_a_formula_where_it_is_asked_for_or_made_from_json() {
    let runs = [
        "=1+1",
        " =1+1",
        "\u{0}=1+1",
        "\n=1+1",
        "\u{a0}@x",
        "x;=1+1",
        "x\t=1+1",
        "＝1",
        "-1+1",
        "-1e",
        "+1e+",
        "-e5",
        "-1e5x",
    ];
    let numbers = ["-5", "+3.2", "-12,5%", "-1e5", "- 5", "+1.5E+3", "-2e-4"];
    for cell in runs.iter().chain(&numbers) {
        let is_formula = runs.contains(cell);
        let key = cell.replace('\u{0}', "\\u0000").replace('\n', "\\n").replace('\t', "\\t");
        let line = format!(
            r#"{{"n":"{key}","leads":"inbound","revenue":"30%","sellers":"one","contacts":2}}"#
        );
        let made = batch("rows.jsonl", line, &["-f", "csv"]);
        let row = format!("n,leads,revenue,sellers,contacts\n\"{cell}\",inbound,30%,one,2\n");
        let asked = batch("rows.csv", row, &["--escape-formulas"]);
        for output in [made, asked] {
            let written = records(&output, b',')[0]["n"].clone();
            assert_eq!(written != **cell, is_formula, "{cell:?} became {written:?}");
            assert_eq!(written.replace('\'', ""), **cell);
            let parts = written.split([';', '\t', '\n']);
            for part in parts.filter(|_| is_formula) {
                let first = part.trim_start_matches([' ', '\u{0}', '\u{a0}']).chars().next();
                assert!(!first.is_some_and(|c| "=+-@＝".contains(c)), "{written:?}");
            }
        }
    }
    let header = format!("=cmd,{}\nx,inbound,30%,one,2\n", &HEADER["company,".len()..]);
    assert!(stdout(&batch("rows.csv", header, &["--escape-formulas"])).starts_with("'=cmd,"));
    let json_number = r#"{"n":-5,"leads":"inbound","revenue":"30%","sellers":"one","contacts":2}"#;
    assert!(stdout(&batch("rows.jsonl", json_number, &["-f", "csv"])).contains("\n-5,inbound,"));
}

#[test]
fn what_is_not_rows_is_named() {
    is_refused(&piped(b"[{\"leads\":\"inbound\"}]", &[]), 1, &["jq -c '.[]'"]);
    is_refused(&batch("rows.csv", b"PK\x03\x04rest of a workbook", &[]), 1, &["workbook", "CSV"]);
    is_refused(&batch("rows.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", &[]), 1, &["workbook"]);
    is_refused(&batch("rows.csv", b"\x1f\x8b\x08\0packed", &[]), 1, &["gzip", "gunzip"]);
    is_refused(&batch("rows.csv", "<html><table></table>", &[]), 1, &["a page or XML"]);
    let line = r#"{"leads":"inbound","revenue":"30%","sellers":"one","contacts":2}"#;
    let output = piped(line.as_bytes(), &[]);
    assert_eq!(lines(&output)[0]["diagnosis"]["model"], "inbound", "{}", stderr(&output));
}

#[test]
fn the_line_that_names_the_delimiter_is_read() {
    for (sep, mark) in [("sep=;\r\n", ""), ("\"SEP=;\"\n", "\u{feff}"), ("sep=;\n", "\u{feff}")] {
        let text = format!("{mark}{sep}{}\r\nB;inbound;37,5;one;x\r\n", HEADER.replace(',', ";"));
        let output = batch("rows.csv", text, &[]);
        is_refused(&output, 3, &["\"x\" in column contacts: once, in rows.csv:3"]);
        assert!(!stdout(&output).contains("sep="), "{}", stdout(&output));
    }
}

#[test]
fn lines_and_summaries_are_as_their_schemas_say() {
    let schema = |name: &str| {
        let output = command().args(["schema", name]).output().expect("the command starts");
        let schema: Value = serde_json::from_slice(&output.stdout).expect("a schema is JSON");
        jsonschema::validator_for(&schema).expect("it is a schema")
    };
    let text = format!("{HEADER}\nB,inbound,30%,one,2\nC,x,y,one,2\nshort\nD,,,,\n");
    for args in [&["-f", "jsonl"][..], &["--full"]] {
        for line in lines(&batch("rows.csv", &text, args)) {
            let errors: Vec<String> =
                schema("rows").iter_errors(&line).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}: {line}");
        }
    }
    let output = batch("rows.csv", &text, &["--summary", "--by", "company", "-f", "json"]);
    let summary: Value = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    assert!(schema("summary").is_valid(&summary), "{summary}");
    assert!(!schema("rows").is_valid(&serde_json::json!({"input": {}, "diagnosis": {}})));
}
