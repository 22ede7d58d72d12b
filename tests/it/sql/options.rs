//! Which columns of its table a query has, and what is refused.

use salesmodel::sql::DIALECTS;

use super::agreement::drawn_questionnaire;
use super::engines::{Engine, Sqlite};
use crate::support::{failure, folder, run, run_with_input};

fn query(args: &[&str]) -> String {
    let run = run(&[&["sql", "--dialect"], args].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    run.stdout
}

#[test]
fn columns_are_named_kept_and_prefixed() {
    let query = query(&[
        "sqlite",
        "--table",
        "(SELECT * FROM answers) AS a",
        "--keep",
        "Name of \"it\"",
        "--keep",
        "id",
        "--column",
        "leads=Lead source",
        "--column",
        "contacts=",
        "--prefix",
        "New ",
    ]);
    let row = ["Acme", "Outbound", "30%", "every-deal"].map(|cell| Some(cell.to_owned()));
    let columns = ["Name of \"\"it\"\"", "Lead source", "revenue", "sellers"];
    // Views read it too, and show the names of their columns.
    let view = format!("{query} LIMIT 1");
    let found = Sqlite.run(&columns, &[row.to_vec()], &view);
    let expected = ["Acme", "0", "team", "outbound", "0", "2"].map(|cell| Some(cell.to_owned()));
    assert_eq!(found[0][..6], expected);
    assert!(query.contains(" AS \"New entry_assumed\""));
}

#[test]
fn every_column_is_kept_where_an_engine_can() {
    for (dialect, except) in [("duckdb", "EXCLUDE"), ("spark", "EXCEPT"), ("bigquery", "EXCEPT")] {
        let query = query(&[dialect, "--table", "answers", "--keep", "*"]);
        assert!(query.contains(&format!("SELECT * {except} (")), "{dialect}");
    }
    for dialect in ["sqlite", "postgres"] {
        let run = run(&["sql", "--dialect", dialect, "--table", "answers", "--keep", "*"]);
        assert!(failure(&run, 2).contains("cannot keep all columns"), "{}", run.stderr);
    }
}

#[test]
fn what_excludes_each_other_is_refused() {
    let table = ["--table", "t"];
    let refused = [
        (vec!["--keep", "Model"], "has a column \"Model\" already"),
        (vec!["--keep", "new_tie", "--prefix", "new_"], "has a column \"new_tie\" already"),
        (vec!["--keep", "a", "--keep", "A"], "\"A\" would be kept twice"),
        (vec!["--keep", "*", "--keep", "a"], "keeps every column already"),
        (vec!["--column", "leads"], "has no = in it"),
        (vec!["--column", "lead=x"], "no question is called \"lead\""),
        (vec!["--column", "leads=x", "--column", "leads=y"], "names \"leads\" twice"),
        (vec!["--unit", "leads=percent"], "takes no percentage"),
        (vec!["--unit", "revenue=euro"], "is not a unit"),
        (vec!["--check"], "cannot be used with"),
        (vec!["-o", "query.csv"], "no format with the extension"),
    ];
    for (args, message) in refused {
        let run = run(&[&["sql", "--dialect", "duckdb"], &table[..], &args].concat());
        assert!(failure(&run, 2).contains(message), "{args:?}: {}", run.stderr);
    }
    let run = run(&["sql", "--dialect", "duckdb"]);
    assert!(failure(&run, 2).contains("--table <TEXT>"), "{}", run.stderr);
}

#[test]
fn a_line_that_changes_a_meaning_is_refused_at_its_place() {
    let folder = folder();
    let map = folder.path().join("words.yaml");
    let args = ["sql", "--dialect", "sqlite", "--table", "t", "--unit", "revenue=fraction"];
    let map_arg = ["--map", map.to_str().expect("the path is plain")];
    let refused = [
        (
            "leads:\n  Both: inbound\n",
            ":2:3: \"Both\" is already an answer to leads: both, not inbound",
        ),
        // A label in Dutch, and a number by what its column has.
        (
            "leads:\n  Zij nemen contact met ons op: outbound\n",
            ":2:3: \"Zij nemen contact met ons op\" is already an answer",
        ),
        ("revenue:\n  0.9: little\n", ":2:3: \"0.9\" is already an answer to revenue: 90%"),
        ("lead:\n  a: inbound\n", "no question is called \"lead\""),
    ];
    for (text, message) in refused {
        std::fs::write(&map, text).expect("there is room");
        let run = run(&[&args[..], &map_arg].concat());
        assert!(failure(&run, 1).contains(message), "{text}: {}", run.stderr);
    }
    let both = ["sql", "--dialect", "sqlite", "--table", "t", "--map", "-", "-Q", "-"];
    let run = run_with_input(&both, &drawn_questionnaire(20, 5, 5));
    assert!(failure(&run, 2).contains("would both read standard input"), "{}", run.stderr);
}

#[test]
fn a_query_that_engines_do_not_take_is_refused() {
    let folder = folder();
    let file = folder.path().join("large.yaml");
    let name = file.to_str().expect("the path is plain");
    let table = ["--table", "t", "-Q", name];
    std::fs::write(&file, drawn_questionnaire(50, 5, 5)).expect("there is room");
    for dialect in DIALECTS.iter().map(|dialect| dialect.name) {
        query(&[&[dialect], &table[..]].concat());
    }
    std::fs::write(&file, drawn_questionnaire(90, 5, 5)).expect("there is room");
    let run = run(&[&["sql", "--dialect", "duckdb"], &table[..]].concat());
    let message = failure(&run, 1);
    assert!(message.contains("the query would have 3") && message.contains("262144"), "{message}");
}

/// Characters beyond plain ones are escaped, and a query is the same in every run.
#[test]
fn queries_are_plain_and_the_same() {
    let args = ["--table", "t", "-Q", "tests/it/sql/hostile.yaml"];
    for dialect in DIALECTS.iter().map(|dialect| dialect.name) {
        let one = query(&[&[dialect], &args[..]].concat());
        assert_eq!(one, query(&[&[dialect], &args[..]].concat()));
        let plain = |c: char| matches!(c, '\n' | ' '..='~');
        assert!(one.chars().all(plain), "{dialect}");
        assert!(!one.contains(';') || one.contains("'; "), "{dialect}");
        assert!(!one.contains("{{"), "a template would begin");
    }
}

/// A name that would steer a terminal is refused for a table or a column.
#[test]
fn names_that_steer_are_refused() {
    for steering in ["a\u{1b}[31m", "\u{202e}a", "a\r", "a\u{7f}", "a\u{2028}b"] {
        let column = format!("leads={steering}");
        for args in [
            ["--table", steering, "--keep", "id"],
            ["--table", "t", "--keep", steering],
            ["--table", "t", "--column", &column],
            ["--table", "t", "--prefix", steering],
        ] {
            let run = run(&[&["sql", "--dialect", "sqlite"], &args[..]].concat());
            let message = failure(&run, 2);
            assert!(message.contains("has a control character"), "{args:?}: {message}");
        }
    }
    let lines = query(&["sqlite", "--table", "(SELECT *\n\tFROM answers) AS a", "--keep", "id"]);
    assert!(lines.contains("FROM answers) AS a"));
}

#[test]
fn one_column_does_not_answer_two_questions() {
    let ask = ["sql", "--dialect", "sqlite", "--table", "t"];
    for (columns, named) in [
        (
            &["revenue=Share", "sellers=Share"][..],
            "\"Share\" would answer both revenue and sellers",
        ),
        (&["revenue=Share", "sellers= share "], "would answer both revenue and sellers"),
        (&["leads=revenue"], "\"revenue\" would answer both leads and revenue"),
    ] {
        let columns = columns.iter().flat_map(|column| ["--column", column]);
        let refused = run(&ask.into_iter().chain(columns).collect::<Vec<_>>());
        assert!(failure(&refused, 2).contains(named), "{}", refused.stderr);
    }
    // Two columns that are exchanged, and two questions that no column answers.
    query(&["sqlite", "--table", "t", "--column", "leads=revenue", "--column", "revenue=leads"]);
    query(&["sqlite", "--table", "t", "--column", "leads=", "--column", "revenue="]);
}

/// SQLite reads a quoted name that no column has as a text.
#[test]
fn a_column_that_is_not_there_is_no_text() {
    let db = rusqlite::Connection::open_in_memory().expect("memory can be opened");
    db.execute(
        "CREATE TABLE t (\"Account Name\", \"Lead source\", revenue, sellers, contacts)",
        [],
    )
    .expect("a table is made");
    db.execute("INSERT INTO t VALUES ('Acme', 'inbound', '30%', 'one', '2')", [])
        .expect("a row is taken");
    let query = |kept: &str, leads: &str| {
        let leads = format!("leads={leads}");
        let args =
            ["sql", "--dialect", "sqlite", "--table", "t", "--keep", kept, "--column", &leads];
        let written = run(&args);
        assert_eq!(written.code, 0, "{}", written.stderr);
        let mut query = db.prepare(&written.stdout)?;
        query.query_row([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
    };
    let right = query("Account Name", "Lead source").expect("both are there");
    assert_eq!(right, ("Acme".to_owned(), "inbound".to_owned()));
    for (kept, leads) in [("Account Nmae", "Lead source"), ("Account Name", "Lead sauce")] {
        let error = query(kept, leads).expect_err("one is not there").to_string();
        assert!(error.contains("no such column"), "{error}");
    }
}

/// In quoted names of this engine, a backslash escapes what comes after it.
#[test]
fn a_backslash_in_a_name_is_one_for_bigquery() {
    let args = ["sql", "--dialect", "bigquery", "--table", "t", "--keep", r"a\`b"];
    let written = run(&args);
    assert!(written.stdout.contains(r"`a\\\`b` AS q0_"), "{}", written.stdout);
}

#[test]
fn an_extension_of_another_format_names_the_one_there_is() {
    let refused = run(&["sql", "--dialect", "sqlite", "--table", "t", "-o", "x.pdf"]);
    let said = failure(&refused, 2);
    assert!(said.contains("Name a file that ends in .sql."), "{said}");
    assert!(!said.contains("--format"), "{said}");
}
