//! Which column answers which question, by any of its names.

use salesmodel::questionnaire::{Builtin, Question, Questionnaire};
use serde_json::Value;

use super::messy::{HEADER, batch, is_refused, lines, records, stderr};
use crate::support::b2b;

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
    // The id wins over the name, and a message names the column that is not read.
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
fn columns_without_a_name_are_no_obstacle_to_json() {
    let text =
        format!("{HEADER},,\nBirchwood,inbound,30%,one,2,,\nOakley,inbound,30%,one,2,,yes\n");
    let rows = lines(&batch("rows.csv", text, &["-f", "jsonl"]));
    assert_eq!(rows[0]["input"].as_object().expect("an object").len(), 5);
    assert_eq!(rows[1]["input"]["column_7"], "yes");
}
