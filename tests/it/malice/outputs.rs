//! Every output other than the report of one company, made from hostile texts, and read
//! back by readers that know nothing of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use salesmodel::sql::DIALECTS;
use scraper::Html;
use serde_json::{Value, json};

use super::{PROGRAM, TEXTS, formats, is_orderly, is_said_well, limited, questionnaire};
use crate::sql::engines::{Engine as _, Sqlite};
use crate::support::{finish, folder, run_in, with};

const HEADER: &str = "leads,revenue,sellers,contacts\n";

/// The elements of a page with the names of their attributes.
type Elements = BTreeSet<(String, Vec<String>)>;

/// Those of a page, and how many of them are scripts.
fn elements(page: &str) -> (Elements, usize) {
    let page = Html::parse_document(page);
    assert_eq!(page.errors, Vec::<String>::new());
    let mut found = Elements::new();
    let mut scripts = 0;
    for element in page.tree.values().filter_map(|node| node.as_element()) {
        scripts += usize::from(element.name() == "script");
        let attributes = element.attrs().map(|(name, _)| name.to_owned()).collect();
        found.insert((element.name().to_owned(), attributes));
    }
    (found, scripts)
}

/// A page has the same elements as with plain texts, whatever the texts are.
fn is_inert(page: &str, (expected, count): &(Elements, usize), what: &str) {
    let (found, scripts) = elements(page);
    let more: Vec<_> = found.difference(expected).collect();
    assert!(more.is_empty() && scripts == *count, "{what}: {more:?}, {scripts} scripts");
}

/// A text as a cell of CSV.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Colleagues, measurements and the company, in a report on what the colleagues believe.
#[test]
fn gap_reports_carry_nothing_harmful() {
    let folder = folder();
    let at = folder.path();
    let write = |name: &str, text: &str| fs::write(at.join(name), text).expect("it has room");
    let mut plain = BTreeMap::new();
    let mut written = 0;
    for text in ["Ann"].iter().chain(&TEXTS) {
        let deals: String =
            (0..30).map(|i| format!("{i},Won,2026-10-01,5,{},Ann\n", cell(text))).collect();
        write(
            "deals.csv",
            &format!("Deal ID,Deal Stage,Close Date,Amount,Lead Source,Owner\n{deals}"),
        );
        let measured = limited(at, &["measure", "deals.csv", "-f", "yaml"], "");
        assert_eq!(measured.code, 0, "{text:?}: {}", measured.stderr);
        is_orderly(&measured, text);
        write("measured.yaml", &measured.stdout);
        for (name, answer) in [("a.json", "outbound"), ("b.json", "inbound"), ("c.json", "unsure")]
        {
            let answers = json!({"leads": answer, "revenue": "30%", "sellers": "one", "contacts": 2,
                "by": format!("{text} {name}"), "role": text, "company": text});
            write(name, &answers.to_string());
        }
        for format in ["text", "json", "markdown", "html"] {
            for more in [[].as_slice(), &["--anonymous"], &["--measured", "measured.yaml"]] {
                let files = ["compare", "-f", format, "a.json", "b.json", "c.json"];
                let run = limited(at, &[&files, more].concat(), "");
                let what = format!("{text:?} as {format} {more:?}");
                is_orderly(&run, &what);
                written += usize::from(run.code == 0);
                if run.code == 0 && format == "json" {
                    let _: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
                }
                if run.code == 0 && format == "html" {
                    let plain = plain.entry(more).or_insert_with(|| elements(&run.stdout));
                    is_inert(&run.stdout, plain, &what);
                }
            }
            let two = limited(at, &["compare", "-f", format, "a.json", "b.json"], "");
            is_orderly(&two, &format!("two of {text:?} as {format}"));
        }
    }
    assert!(written >= 60, "only {written} reports were written");
}

/// Pages that ask and pages of a result, from a questionnaire and from a translation in
/// which every text is hostile.
#[test]
fn pages_have_no_element_that_texts_bring() {
    let folder = folder();
    let at = folder.path();
    let write = |name: &str, text: &str| fs::write(at.join(name), text).expect("it has room");
    let translation = |text: &str| {
        json!({"translates": "own", "lang": "nl", "title": text, "intro": text,
            "questions": {"q": {"text": text, "help": text, "name": text, "options": {
                "a": {"label": text, "help": text, "note": text, "reason": text}}}},
            "models": {"m": {"name": text, "summary": text, "roles": [text], "metrics": [text],
                "pitfalls": [text], "first_steps": [text]}},
            "stages": {"s": {"name": text, "goal": text, "exit": text, "owner": text}},
            "lost_reasons": {"l": {"label": text, "help": text}}})
        .to_string()
    };
    let pages = [
        ["-Q", "q.yaml", "--q", "a", "-f", "html"].as_slice(),
        &["form", "-Q", "q.yaml"],
        &["-Q", "q.yaml", "--q", "a", "-f", "html", "-l", "nl"],
        &["form", "-Q", "q.yaml", "-l", "nl"],
    ];
    let mut plain = BTreeMap::new();
    let mut written = 0;
    for text in ["Plain words"].iter().chain(&TEXTS) {
        write("q.yaml", &questionnaire(text));
        write("q.nl.yaml", &translation(text));
        // A text that a questionnaire cannot have may still come in by a translation.
        if run_in(at, &["questions", "check", "q.yaml"]).code != 0 {
            write("q.yaml", &questionnaire("Plain words"));
        }
        for page in pages {
            let run = limited(at, page, "");
            let what = format!("{text:?}: {page:?}");
            is_orderly(&run, &what);
            if run.code == 0 {
                written += 1;
                let plain = plain.entry(page).or_insert_with(|| elements(&run.stdout));
                is_inert(&run.stdout, plain, &what);
            }
        }
        for format in formats() {
            let run = limited(at, &["-Q", "q.yaml", "--q", "a", "-l", "nl", "-f", format], "");
            is_orderly(&run, &format!("{text:?} in Dutch as {format}"));
        }
    }
    assert!(written >= 30, "only {written} pages were written");
}

/// A query with hostile words, columns and names is one query: an engine runs it, and
/// understands the word as `batch` does.
#[test]
fn queries_carry_nothing_harmful() {
    let folder = folder();
    let at = folder.path();
    let write = |name: &str, text: &str| fs::write(at.join(name), text).expect("it has room");
    let mut ran = 0;
    for text in TEXTS {
        write("map.json", &json!({ "leads": { text: "outbound" } }).to_string());
        write("rows.csv", &format!("{HEADER}{},30%,every-deal,2\n", cell(text)));
        let args = ["batch", "rows.csv", "--map", "map.json", "-f", "jsonl"];
        let batch = limited(at, &args, "");
        is_said_well(&batch, text);
        let column = format!("leads={text}");
        let named = ["--column", &column, "--keep", text, "--prefix", text];
        for dialect in DIALECTS.iter().map(|dialect| dialect.name) {
            let args = ["sql", "--table", "answers", "--dialect", dialect];
            is_orderly(&limited(at, &[&args, &named[..]].concat(), ""), text);
        }
        // The letters of a mapping are looked up among all letters, which takes a while.
        for more in [[].as_slice(), &named] {
            let args = ["sql", "--table", "answers", "--dialect", "sqlite", "--map", "map.json"];
            let query = limited(at, &[&args, more].concat(), "");
            is_orderly(&query, &format!("{text:?}: {more:?}"));
            if query.code != 0 {
                continue;
            }
            let name = if more.is_empty() { "leads" } else { text };
            let columns = [&name.replace('"', "\"\""), "revenue", "sellers", "contacts"];
            let row = [text, "30%", "every-deal", "2"].map(|cell| Some(cell.to_owned()));
            let found = Sqlite.run(&columns, &[row.to_vec()], &query.stdout);
            ran += 1;
            let line: Value = serde_json::from_str(&batch.stdout).expect("it is one line");
            let model = found[0][usize::from(!more.is_empty())].as_deref();
            assert_eq!(model, line["diagnosis"]["model"].as_str(), "{text:?} {more:?}: {line}");
        }
    }
    assert!(ran >= 10, "only {ran} queries were run");
}

/// A mapping to fill in that is made from hostile cells is a mapping of exactly these
/// cells.
#[test]
fn mappings_to_fill_in_carry_nothing_harmful() {
    let folder = folder();
    let at = folder.path();
    let rows: String = TEXTS.map(|text| format!("{},30%,one,2\n", cell(text))).concat();
    fs::write(at.join("rows.csv"), format!("{HEADER}{rows}")).expect("it has room");
    let first = limited(at, &["batch", "rows.csv", "--map-new", "new.yaml"], "");
    is_said_well(&first, "the first run");
    assert_eq!(first.code, 3, "{}", first.stderr);
    let form = fs::read_to_string(at.join("new.yaml")).expect("it was written");
    let steering = form.chars().find(|c| *c != '\n' && salesmodel::wording::steers(*c));
    assert_eq!(steering, None, "{form:?}");
    let filled: String = (form.lines())
        .map(|line| match line.split_once(":  ").or_else(|| line.split_once(": #")) {
            Some((word, rows)) if rows.contains("row") => format!("{word}: inbound\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    fs::write(at.join("new.yaml"), &filled).expect("it is ours");
    let again = limited(at, &["batch", "rows.csv", "--map", "new.yaml", "-f", "jsonl"], "");
    is_said_well(&again, "the second run");
    assert_eq!(again.code, 0, "{}\n{}\n{filled}", again.stderr, again.stdout);
}

/// Values in the environment are texts like any other.
#[test]
fn surroundings_carry_nothing_harmful() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("rows.csv"), format!("{HEADER}inbound,30%,one,2\n")).expect("it has room");
    let variables = [
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "LANGUAGE",
        "TERM",
        "COLUMNS",
        "LINES",
        "SOURCE_DATE_EPOCH",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "ACCESSIBLE",
        "HOME",
        "TMPDIR",
        "TZ",
        "SHELL",
    ];
    for variable in variables {
        for text in TEXTS {
            for args in [
                with(&["--no-input"]),
                with(&["-f", "html"]),
                vec!["batch", "rows.csv", "--summary"],
                vec!["--leads", "x", "--no-input"],
            ] {
                let mut command = Command::new(PROGRAM);
                command.env_clear().env(variable, text).current_dir(at).args(&args);
                let run = finish(&mut command, "");
                let what = format!("{variable}={text:?}: {args:?}");
                // Colours that were asked for are escape sequences of ours.
                if variable == "CLICOLOR_FORCE" {
                    assert!(!run.stdout.contains("\u{1b}]"), "{what}: {:?}", run.stdout);
                } else {
                    is_orderly(&run, &what);
                }
            }
        }
    }
    assert_eq!(fs::read_dir(at).expect("it is a folder").count(), 1, "nothing was written");
}
