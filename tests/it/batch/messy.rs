//! Files as people have them: nothing is lost or misread without a word. Each kind of
//! trouble has a small input here, run by the command.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use salesmodel::questionnaire::{Builtin, Question, Questionnaire};
use serde_json::Value;

use crate::support::{b2b, command};

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
    for quoted in [
        "\"Birchwood,inbound,30%,one,2\nOakley\",outbound,30%,one,2\n",
        "\"Birchwood\nOakley,outbound,40%,one,2\nAshby\",outbound,30%,one,2\n",
    ] {
        let output = batch("rows.csv", format!("{HEADER}\n{quoted}"), &[]);
        is_refused(&output, 3, &["Rows inside a quoted cell"]);
    }
    let address = "\"Birchwood\n12, Mill Lane\",inbound,30%,one,2\n";
    let output = batch("rows.csv", format!("{HEADER}\n{address}"), &[]);
    assert_eq!(output.status.code(), Some(0), "an address is no row: {}", stderr(&output));
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
    // A row that has the question's own key means something else by the other.
    let both = whole.replace("\"leads\"", "\"lead\":\"Ann\",\"leads\"");
    let output = batch("rows.jsonl", format!("{whole}\n{both}\n"), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
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

/// Of answers files, some lack an answer or say more than others, whichever comes first.
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

    // What may be meant for the missing answer is not passed over.
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

#[test]
fn one_column_answers_one_question() {
    let rows = "company,Source,Share\nBirchwood,inbound,85%\n";
    let columns = ["--column", "leads=Source", "--column", "revenue=Share"];
    let both = ["--column", "sellers=Share", "--column", "contacts="];
    let output = batch("rows.csv", rows, &[&columns[..], &both].concat());
    is_refused(&output, 2, &["\"Share\" would answer both revenue and sellers"]);
}

#[test]
fn columns_are_known_by_id_name_or_text_in_any_language() {
    let english = b2b();
    let dutch = Builtin::standard().in_language("nl").expect("it has Dutch words");
    let each = |name: &dyn Fn(&Question) -> String, of: &Questionnaire| -> Vec<String> {
        of.questions().iter().map(name).collect()
    };
    let id = |question: &Question| question.id.to_string();
    let headers = [
        each(&id, &english),
        each(&|question| format!(" {}_ ", id(question).to_uppercase()), &english),
        each(&|question| question.name().to_owned(), &english),
        each(&|question| question.name().to_lowercase().replace(' ', "_"), &english),
        each(&|question| question.text.clone(), &english),
        each(&|question| question.name().to_owned(), &dutch),
        each(&|question| question.text.to_uppercase(), &dutch),
    ];
    let answers = ["partners", "12,5%", "some-deals", "7"];
    let means = serde_json::json!({
        "leads": "partners", "revenue": "little", "sellers": "some-deals", "contacts": "several"
    });
    for header in &headers {
        // In another order, so that no column is found by its place.
        let order = [2, 0, 3, 1];
        let names = order.map(|i| format!("\"{}\"", header[i])).join(";");
        let cells = order.map(|i| answers[i]).join(";");
        let output = batch("rows.csv", format!("A;{names}\nB;{cells}\n"), &["--full"]);
        assert_eq!(output.status.code(), Some(0), "{header:?}: {}", stderr(&output));
        assert_eq!(lines(&output)[0]["diagnosis"]["answers"], means, "{header:?}");
    }
    // The id wins over the name, and the column that is not read is said.
    let name = english.questions()[0].name();
    let output = batch("rows.csv", format!("{name},{HEADER}\noutbound,B,inbound,30%,one,2\n"), &[]);
    is_refused(&output, 0, &[&format!("the column \"{name}\" is not read")]);
    assert_eq!(records(&output, b',')[0]["model"], "inbound");
    let two = "company,Leads,LEADS,revenue,sellers,contacts\nB,inbound,outbound,30%,one,2\n";
    is_refused(
        &batch("rows.csv", two, &[]),
        2,
        &["\"Leads\" and \"LEADS\"", "--column leads=Leads"],
    );
    let exact = "company,leads,LEADS,revenue,sellers,contacts\nB,inbound,outbound,30%,one,2\n";
    let output = batch("rows.csv", exact, &[]);
    is_refused(&output, 0, &["the column \"LEADS\" is not read"]);
    assert_eq!(records(&output, b',')[0]["model"], "inbound");
}

#[test]
fn all_missing_columns_are_named_at_once_with_what_to_write() {
    let rows = "company,Lead,sellers,Contact persons\nBirchwood,inbound,one,2\n";
    let output = batch("rows.csv", rows, &[]);
    let asked = ["no column answers leads, revenue or contacts", "--column leads=Lead"];
    is_refused(
        &output,
        2,
        &[&asked[..], &["--column contacts='Contact persons'", "revenue=NAME"]].concat(),
    );
}

#[test]
fn whole_results_carry_the_company() {
    let rows =
        "Account,company,leads,revenue,sellers,contacts\nHolding,Birchwood,inbound,30%,one,2\n";
    let company = |args: &[&str]| {
        let output = batch("rows.csv", rows, &[&["--full"], args].concat());
        let diagnosis = lines(&output)[0]["diagnosis"].clone();
        let command = diagnosis["command"].as_str().unwrap_or_default().to_owned();
        (diagnosis["company"].clone(), command)
    };
    let (name, command) = company(&[]);
    assert_eq!(name, "Birchwood");
    assert!(command.contains("--company Birchwood"), "{command}");
    assert_eq!(company(&["--column", "company=Account"]).0, "Holding");
    assert_eq!(company(&["--column", "company="]).0, Value::Null);
}

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
    // The file is there now, and it stays as it is.
    let again = in_folder(folder.path(), &[&column[..], &["--map-new", "words.yaml"]].concat());
    is_refused(&again, 1, &["words.yaml is there already"]);
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
    // A line that is not filled in decides nothing.
    is_refused(&run("leads:\n  Fair:\n"), 3, &["\"Fair\" in column leads: once"]);
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
    // A row with two wrong cells is one row of its kind.
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
    assert_eq!(rows[2].get(14), Some("f"), "what the header does not have stands behind");
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
    let runs =
        ["=1+1", " =1+1", "\u{0}=1+1", "\n=1+1", "\u{a0}@x", "x;=1+1", "x\t=1+1", "＝1", "-1+1"];
    let numbers = ["-5", "+3.2", "-12,5%", "-1e5", "- 5"];
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
fn columns_without_a_name_are_no_obstacle_to_json() {
    let text =
        format!("{HEADER},,\nBirchwood,inbound,30%,one,2,,\nOakley,inbound,30%,one,2,,yes\n");
    let rows = lines(&batch("rows.csv", text, &["-f", "jsonl"]));
    assert_eq!(rows[0]["input"].as_object().expect("an object").len(), 5);
    assert_eq!(rows[1]["input"]["column_7"], "yes");
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
