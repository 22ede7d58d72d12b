//! Engines that `.ci/more` brings: more rows, and not in every run.
//!
//! `SALESMODEL_DUCKDB` names a Python that has DuckDB, `SALESMODEL_SPARK` one that has
//! PySpark, and `SALESMODEL_POSTGRES` is how psql connects to a PostgreSQL server.
#![expect(clippy::print_stderr, reason = "says how many rows were compared")]

use std::cell::RefCell;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Map, Value, json};

use super::cells::Row;
use super::engines::{Engine, Table};
use super::{agreement, check};
use crate::support::folder;

/// Rows for each questionnaire.
const ROWS: usize = 20_000;

struct DuckDb {
    python: String,
}

impl Engine for DuckDb {
    fn dialect(&self) -> &'static str {
        "duckdb"
    }

    fn run(&self, columns: &[&str], rows: &[Row], query: &str) -> Table {
        let folder = folder();
        hand_over(folder.path(), columns, rows, query);
        let output = Command::new(&self.python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/sql/over_duckdb.py"))
            .current_dir(folder.path())
            .stderr(Stdio::inherit())
            .output()
            .expect("the Python of SALESMODEL_DUCKDB starts");
        assert!(output.status.success(), "DuckDB ran the query");
        serde_json::from_slice(&output.stdout).expect("a list of rows")
    }
}

/// Writes rows and a query to where a script finds them.
fn hand_over(folder: &Path, columns: &[&str], rows: &[Row], query: &str) {
    let line = |(id, row): (usize, &Row)| {
        let cells = columns.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), json!(cell)));
        let mut cells: Map<String, Value> = cells.collect();
        cells.insert("id".to_owned(), json!(id.to_string()));
        Value::from(cells).to_string()
    };
    let lines: Vec<String> = rows.iter().enumerate().map(line).collect();
    let files = [
        ("rows.jsonl", lines.join("\n")),
        ("query.sql", query.to_owned()),
        ("columns.json", json!(columns).to_string()),
    ];
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("there is room");
    }
}

/// Spark takes long to start, so one process runs all queries.
struct Spark {
    process: RefCell<Child>,
}

impl Spark {
    fn start(python: &str) -> Self {
        let process = Command::new(python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/sql/over_spark.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the Python of SALESMODEL_SPARK starts");
        Spark { process: RefCell::new(process) }
    }
}

impl Engine for Spark {
    fn dialect(&self) -> &'static str {
        "spark"
    }

    fn run(&self, columns: &[&str], rows: &[Row], query: &str) -> Table {
        let folder = folder();
        hand_over(folder.path(), columns, rows, query);
        let mut process = self.process.borrow_mut();
        let input = process.stdin.as_mut().expect("it is piped");
        writeln!(input, "{}", folder.path().display()).expect("Spark is there");
        let output = process.stdout.as_mut().expect("it is piped");
        let mut said = [0; 5];
        output.read_exact(&mut said).expect("Spark ran the query");
        assert_eq!(&said, b"done\n");
        let found = fs::read(folder.path().join("found.json")).expect("it was written");
        serde_json::from_slice(&found).expect("a list of rows")
    }
}

impl Drop for Spark {
    fn drop(&mut self) {
        // Without another line to read, it ends.
        drop(self.process.get_mut().stdin.take());
        let _ = self.process.get_mut().wait();
    }
}

struct Postgres {
    connection: String,
}

impl Engine for Postgres {
    fn dialect(&self) -> &'static str {
        "postgres"
    }

    fn run(&self, columns: &[&str], rows: &[Row], query: &str) -> Table {
        let names: Vec<String> = columns.iter().map(|name| format!(", \"{name}\" text")).collect();
        let mut script = format!("CREATE TEMP TABLE answers (id text{});\n", names.concat());
        script.push_str("COPY answers FROM STDIN;\n");
        for (id, row) in rows.iter().enumerate() {
            write!(script, "{id}").expect("a String takes any text");
            for cell in row {
                script.push('\t');
                script.push_str(&cell.as_deref().map_or("\\N".to_owned(), escaped));
            }
            script.push('\n');
        }
        // As a view, because that is what the query is for.
        write!(
            script,
            "\\.\nCREATE TEMP VIEW scored AS {query};\n\
             \\copy (SELECT * FROM scored) TO STDOUT (FORMAT csv, NULL '\\N')\n"
        )
        .expect("a String takes any text");
        let folder = folder();
        let file = folder.path().join("script.sql");
        fs::write(&file, script).expect("there is room");
        let output = Command::new("psql")
            .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &self.connection, "-f"])
            .arg(&file)
            .stderr(Stdio::inherit())
            .output()
            .expect("psql starts");
        assert!(output.status.success(), "PostgreSQL ran the query");
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(output.stdout.as_slice());
        let null = |cell: &str| (cell != "\\N").then(|| cell.to_owned());
        let rows = reader.records().map(|row| row.expect("it is CSV").iter().map(null).collect());
        rows.collect()
    }
}

/// A text as COPY takes it.
fn escaped(text: &str) -> String {
    let escape = |c: char| match c {
        '\\' => "\\\\".to_owned(),
        '\t' => "\\t".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        c => c.to_string(),
    };
    text.chars().map(escape).collect()
}

fn said(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set: .ci/more sets it"))
}

fn try_engine(engine: &dyn Engine) {
    check::agrees(engine);
    check::tells(engine);
    let folder = folder();
    for (seed, asked) in agreement::all(folder.path()).iter().enumerate() {
        let rows = asked.rows(ROWS, 100 + seed as u64);
        agreement::compare(engine, asked, &rows);
        eprintln!(
            "{}: {ROWS} rows of {} {} agree",
            engine.dialect(),
            asked.name,
            asked.more().join(" ")
        );
    }
}

#[test]
#[ignore = ".ci/more runs it"]
fn duckdb_agrees() {
    try_engine(&DuckDb { python: said("SALESMODEL_DUCKDB") });
}

#[test]
#[ignore = ".ci/more runs it"]
fn postgres_agrees() {
    try_engine(&Postgres { connection: said("SALESMODEL_POSTGRES") });
}

#[test]
#[ignore = ".ci/more runs it"]
fn spark_agrees() {
    try_engine(&Spark::start(&said("SALESMODEL_SPARK")));
}
