//! The results of engines, row by row against `batch`.
#![expect(clippy::print_stderr, reason = "the first rows that differ are the report")]

use std::collections::HashMap;
use std::fs;

use salesmodel::questionnaire::{Builtin, Questionnaire};
use serde_json::{Map, Value, json};

use super::cells::{self, Row};
use super::engines::{Engine, Sqlite};
use crate::support::{folder, run};

/// The columns of the result, and which of them are truth values.
const RESULT: [(&str, Kind); 9] = [
    ("model", Kind::Text),
    ("hybrid_with", Kind::Text),
    ("tie", Kind::Flag),
    ("margin", Kind::Text),
    ("settled", Kind::Flag),
    ("entry", Kind::Text),
    ("entry_assumed", Kind::Flag),
    ("pipeline", Kind::Text),
    ("error", Kind::Text),
];

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Flag,
}

/// A questionnaire of a test, as the command names it.
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) languages: Vec<Questionnaire>,
    /// What the numbers of its columns are, for `batch` and for `sql`.
    pub(super) fractions: Vec<&'static str>,
    /// A file that says what words mean, and those words.
    pub(super) map: Option<(&'static str, Vec<String>)>,
}

impl Asked {
    fn builtin(name: &str, fractions: &[&'static str]) -> Self {
        let builtin = Builtin::named(name).expect("it is built in");
        let dutch = builtin.in_language("nl").expect("it is translated");
        Asked {
            name: name.to_owned(),
            languages: vec![builtin.questionnaire(), dutch],
            fractions: fractions.to_vec(),
            map: None,
        }
    }

    /// The same with a file that says what words mean.
    fn mapped(self, path: &'static str) -> Self {
        let text = fs::read_to_string(path).expect("the mapping can be read");
        let words: HashMap<String, HashMap<String, Value>> =
            serde_json::from_str(&text).expect("JSON, so that the test needs no reader of ours");
        let words = words.into_values().flat_map(HashMap::into_keys);
        let mut words: Vec<String> = words.collect();
        words.sort_unstable();
        Asked { map: Some((path, words)), ..self }
    }

    /// The arguments of the command besides the questionnaire and the units.
    pub(super) fn more(&self) -> Vec<&str> {
        self.map.iter().flat_map(|(path, _)| ["--map", path]).collect()
    }

    pub(super) fn rows(&self, wanted: usize, seed: u64) -> Vec<Row> {
        let mut rows = cells::rows(&self.languages, wanted, seed);
        if let Some((_, words)) = &self.map {
            cells::add_words(&mut rows, words, seed);
        }
        rows
    }

    fn file(path: &str) -> Self {
        let text = fs::read_to_string(path).expect("the questionnaire can be read");
        let questionnaire = Questionnaire::parse(path, &text).unwrap_or_else(|e| panic!("{e}"));
        Asked {
            name: path.to_owned(),
            languages: vec![questionnaire],
            fractions: Vec::new(),
            map: None,
        }
    }

    pub(super) fn ids(&self) -> Vec<&str> {
        self.languages[0].questions().iter().map(|question| question.id.as_str()).collect()
    }
}

/// The four questionnaires; the first also with fractions, and two with words.
pub(super) fn all(folder: &std::path::Path) -> Vec<Asked> {
    let drawn = folder.join("drawn.yaml");
    fs::write(&drawn, drawn_questionnaire(20, 5, 5)).expect("there is room");
    vec![
        Asked::builtin("b2b", &[]),
        Asked::builtin("b2b", &["revenue"]),
        Asked::builtin("b2c", &[]),
        Asked::file(drawn.to_str().expect("the path is plain")),
        Asked::file("tests/it/sql/hostile.yaml"),
        Asked::builtin("b2b", &["revenue"]).mapped("tests/it/sql/words.json"),
        Asked::file("tests/it/sql/hostile.yaml").mapped("tests/it/sql/hostile-words.json"),
    ]
}

/// A questionnaire with this many questions, options and models, and random points.
pub(super) fn drawn_questionnaire(questions: usize, options: usize, models: usize) -> String {
    let mut draw = oorandom::Rand32::new(7);
    let mut yaml = String::from(
        "format: 1\nid: drawn\nversion: \"1\"\nlang: en\ntitle: Drawn\nlead_at: 12\nhybrid_at: 70\n\
         questions:\n",
    );
    for q in 0..questions {
        yaml.push_str(&format!("  - id: q{q}\n    text: Question {q}?\n"));
        yaml.push_str(["    unit: percent\n", "    unit: count\n", ""][q % 3]);
        yaml.push_str("    options:\n");
        for o in 0..options {
            yaml.push_str(&format!("      - id: o{o}\n        label: Answer {o} of {q}\n"));
            let points: Vec<String> = (0..models)
                .filter_map(|m| Some((m, draw.rand_range(0..6))).filter(|(_, points)| *points > 0))
                .map(|(m, points)| format!("m{m}: {points}"))
                .collect();
            if !points.is_empty() {
                yaml.push_str(&format!("        points: {{{}}}\n", points.join(", ")));
            }
            if q % 3 < 2 {
                let from = if o == 0 { String::new() } else { format!("from: {}", o * 20) };
                let below = if o + 1 == options {
                    String::new()
                } else {
                    format!("below: {}", o * 20 + 20)
                };
                let both: Vec<&str> =
                    [from.as_str(), below.as_str()].into_iter().filter(|b| !b.is_empty()).collect();
                yaml.push_str(&format!("        range: {{{}}}\n", both.join(", ")));
            }
        }
    }
    yaml.push_str("models:\n");
    for m in 0..models {
        yaml.push_str(&format!(
            "  - {{id: m{m}, name: Model {m}, summary: Number {m}., first_steps: [Begin.], \
             entry: [start{m}], adds: [more{}]}}\n",
            m / 2
        ));
    }
    yaml.push_str("default_entry: m1\nstages:\n");
    let stage = |id: String, more: &str| {
        format!("  - {{id: {id}, name: Stage {id}, goal: Go on., exit: It went on., {more}}}\n")
    };
    for m in 0..models {
        yaml.push_str(&stage(format!("start{m}"), "probability: 10"));
    }
    for m in 0..models.div_ceil(2) {
        yaml.push_str(&stage(format!("more{m}"), "probability: 20"));
    }
    yaml.push_str(&stage("close".to_owned(), "probability: 30, closes_deal: true"));
    yaml.push_str("always: [close]\n");
    yaml
}

/// What `batch` says about rows: the columns of the result.
fn said_by_batch(asked: &Asked, rows: &[Row]) -> Vec<Vec<Option<String>>> {
    let folder = folder();
    let file = folder.path().join("rows.jsonl");
    let ids = asked.ids();
    let line = |row: &Row| {
        let cells: Map<String, Value> =
            ids.iter().zip(row).map(|(id, cell)| ((*id).to_owned(), json!(cell))).collect();
        Value::from(cells).to_string()
    };
    let lines: Vec<String> = rows.iter().map(line).collect();
    fs::write(&file, lines.join("\n")).expect("there is room");
    let mut args = vec!["batch", file.to_str().expect("the path is plain"), "-Q", &asked.name];
    args.extend(["-f", "jsonl"]);
    args.extend(asked.fractions.iter().flat_map(|id| ["--fraction", id]));
    args.extend(asked.more());
    let run = run(&args);
    assert!([0, 3].contains(&run.code), "{}", run.stderr);
    run.stdout.lines().map(|line| said(&serde_json::from_str(line).expect("it is JSON"))).collect()
}

fn said(line: &Value) -> Vec<Option<String>> {
    if let Some(error) = line.get("error") {
        let more = error["more"].as_array().into_iter().flatten();
        let codes = std::iter::once(error).chain(more).map(|one| {
            let kind = one["kind"].as_str().expect("it has a kind");
            match one["column"].as_str() {
                Some(column) => format!("{column}: {kind}"),
                None => kind.to_owned(),
            }
        });
        let codes = codes.collect::<Vec<_>>().join("; ");
        return [vec![None; RESULT.len() - 1], vec![Some(codes)]].concat();
    }
    let cell = |(name, _): &(&str, Kind)| match &line["diagnosis"][name] {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(ids) => {
            let ids: Vec<&str> = ids.iter().filter_map(Value::as_str).collect();
            Some(ids.join(";"))
        }
        other => Some(other.to_string()),
    };
    RESULT.iter().map(cell).collect()
}

/// Runs the query over rows, and compares every column with what `batch` says.
pub(super) fn compare(engine: &dyn Engine, asked: &Asked, rows: &[Row]) {
    let mut args = vec!["sql", "--dialect", engine.dialect(), "--table", "answers", "--keep", "id"];
    args.extend(["-Q", &asked.name]);
    args.extend(asked.more());
    let units: Vec<String> = asked.fractions.iter().map(|id| format!("{id}=fraction")).collect();
    args.extend(units.iter().flat_map(|unit| ["--unit", unit.as_str()]));
    let query = run(&args);
    assert_eq!(query.code, 0, "{}", query.stderr);
    assert!(query.stdout.is_ascii());
    let found = engine.run(&asked.ids(), rows, &query.stdout);
    let said = said_by_batch(asked, rows);
    assert_eq!((said.len(), found.len()), (rows.len(), rows.len()), "{}", asked.name);
    let mut found: Vec<(usize, Vec<Option<String>>)> = found
        .into_iter()
        .map(|mut row| {
            let id = row.remove(0).expect("each row has its id");
            for (cell, (_, kind)) in row.iter_mut().zip(RESULT) {
                if kind == Kind::Flag {
                    *cell = cell.take().map(|flag| truth(&flag).to_owned());
                }
            }
            (id.parse().expect("ids are numbers"), row)
        })
        .collect();
    found.sort_by_key(|(id, _)| *id);
    let mut differ = 0;
    for (((id, found), said), row) in found.iter().zip(&said).zip(rows) {
        if found != said {
            differ += 1;
            if differ <= 10 {
                eprintln!("{} row {id}: {row:?}\n  batch {said:?}\n  found {found:?}", asked.name);
            }
        }
    }
    assert_eq!(differ, 0, "rows of {} by {}", asked.name, engine.dialect());
    // Rows of one kind alone would prove little.
    let diagnosed = said.iter().filter(|row| row[0].is_some()).count();
    assert!(diagnosed * 10 > rows.len() && diagnosed < rows.len(), "{diagnosed} diagnosed");
}

/// A truth value as engines write it.
fn truth(flag: &str) -> &str {
    match flag {
        "1" | "t" => "true",
        "0" | "f" => "false",
        other => other,
    }
}

#[test]
fn sqlite_says_what_batch_says() {
    let folder = folder();
    for (seed, asked) in all(folder.path()).iter().enumerate() {
        compare(&Sqlite, asked, &asked.rows(1500, seed as u64));
    }
}

/// Functions of SQLite end a text at a U+0000, and `batch` does not.
#[test]
fn a_text_does_not_end_at_a_nul() {
    let asked = Asked::builtin("b2b", &[]);
    let cells = ["95%\0 not", "inbound\0", "\0", "9\0", "\0one", "2\0", "one\0two"];
    let mut rows: Vec<Row> = Vec::new();
    for cell in cells {
        for place in 0..4 {
            let mut row = ["inbound", "30%", "one", "2"].map(|cell| Some(cell.to_owned()));
            row[place] = Some(cell.to_owned());
            rows.push(row.to_vec());
        }
    }
    // As many rows without one: those that can be diagnosed still are.
    let plain = ["inbound", "30%", "one", "2"].map(|cell| Some(cell.to_owned())).to_vec();
    rows.extend(vec![plain; rows.len()]);
    compare(&Sqlite, &asked, &rows);
}

/// The columns that a row gets are the same in a query, in both formats of a batch, and in
/// the schema that batch publishes.
#[test]
fn a_query_has_the_columns_of_a_batch() {
    let folder = folder();
    let rows = folder.path().join("rows.csv");
    fs::write(&rows, "id,leads,revenue,sellers,contacts\n1,inbound,30%,one,2\n").expect("room");
    let rows = rows.to_str().expect("the folder of a test has a plain name");
    let said = |args: &[&str]| {
        let run = run(args);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    let csv = said(&["batch", rows]);
    let header = csv.lines().next().expect("it has a header");
    let columns: Vec<&str> = header.split(',').skip(5).collect();
    assert_eq!(columns, RESULT.map(|(name, _)| name));

    let query = said(&["sql", "--dialect", "sqlite", "--table", "answers", "--keep", "id"]);
    let db = rusqlite::Connection::open_in_memory().expect("memory can be opened");
    db.execute("CREATE TABLE answers (id, leads, revenue, sellers, contacts)", []).expect("made");
    let statement = db.prepare(&query).expect("it is a query");
    assert_eq!(statement.column_names()[1..], columns);

    // JSON has `error` instead of the diagnosis, and not within it.
    let (error, diagnosis) = columns.split_last().expect("it has columns");
    assert_eq!(*error, "error");
    let line: Value = serde_json::from_str(&said(&["batch", rows, "-f", "jsonl"])).expect("JSON");
    let keys = |object: &Value| -> Vec<String> {
        object.as_object().expect("it is an object").keys().cloned().collect()
    };
    let mut sorted = diagnosis.to_vec();
    sorted.sort_unstable();
    let mut short = keys(&line["diagnosis"]);
    short.sort_unstable();
    assert_eq!(short, sorted);
    let schema: Value = serde_json::from_str(&said(&["schema", "rows"])).expect("JSON");
    let mut declared = keys(&schema["$defs"]["BatchShort"]["properties"]);
    declared.sort_unstable();
    assert_eq!(declared, sorted);
}
