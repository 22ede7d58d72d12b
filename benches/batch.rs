//! How fast a million rows are diagnosed, start included, as multiples of what
//! `wc -l` takes for the same input, and beside what people would otherwise use.
//! The commands run in turn, so that a machine that slows down slows all of them.
//!
//! `cargo bench --bench batch` runs what is installed and leaves out the rest.
//! `cargo bench --bench batch -- generate 10000000 rows.csv` only writes rows, in
//! JSON Lines where the name ends in .jsonl.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::env;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

const ROWS: u64 = 1_000_000;

/// How often each command runs; the median counts.
const ROUNDS: usize = 9;

/// The answers, as the files of most companies would have them: half of them ids,
/// half of them numbers.
const ANSWERS: [(&str, &[&str]); 4] = [
    ("leads", &["inbound", "outbound", "both", "referrals", "partners"]),
    ("revenue", &["little", "some", "most", "nearly-all"]),
    ("sellers", &["one", "some-deals", "every-deal"]),
    ("contacts", &["one-or-two", "several", "everyone", "unsure"]),
];

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [word, rows, file] = args.as_slice()
        && word == "generate"
    {
        return generate(rows.parse().expect("a number of rows"), Path::new(file));
    }
    let folder = tempfile::tempdir()?;
    let at = |name: &str| folder.path().join(name);
    generate(ROWS, &at("rows.csv"))?;
    generate(ROWS, &at("rows.jsonl"))?;
    write_combinations(folder.path())?;
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command.current_dir(folder.path()).args(["-c", script]);
        command.env("SALESMODEL", env!("CARGO_BIN_EXE_salesmodel"));
        command.env("SCRIPTS", concat!(env!("CARGO_MANIFEST_DIR"), "/benches/batch"));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    println!("{ROWS} rows, {} processors; times as multiples of wc -l", processors());
    for (title, commands) in TABLES {
        println!("\n{title}");
        let runs = |script: &&(&str, &str)| shell(script.1).status().is_ok_and(|end| end.success());
        let there: Vec<_> = commands.iter().filter(runs).collect();
        let mut times = vec![Vec::new(); there.len()];
        for _ in 0..ROUNDS {
            for (times, (_, script)) in times.iter_mut().zip(&there) {
                let start = Instant::now();
                shell(script).status()?;
                times.push(start.elapsed().as_secs_f64());
            }
        }
        let first = times[0].clone();
        for ((name, _), times) in there.iter().zip(&times) {
            let ratio = median(times.iter().zip(&first).map(|(time, first)| time / first));
            let time = median(times.iter().copied()) * 1e3;
            println!("  {name:<36} {time:>8.1} ms {ratio:>7.1}x");
        }
        for (name, _) in commands.iter().filter(|command| !there.contains(command)) {
            println!("  {name:<36} is not here");
        }
    }
    Ok(())
}

/// What is compared, each table with its own yardstick in its first line.
const TABLES: [(&str, &[(&str, &str)]); 4] = [
    (
        "CSV to CSV",
        &[
            ("wc -l", "wc -l rows.csv"),
            ("salesmodel batch", "$SALESMODEL batch rows.csv || test $? = 3"),
            ("the same on one core", "taskset -c 0 $SALESMODEL batch rows.csv || test $? = 3"),
            ("DuckDB, CASE and a join", "python3 $SCRIPTS/duckdb_join.py rows.csv"),
            ("DuckDB, CASE throughout", "python3 $SCRIPTS/duckdb_case.py rows.csv"),
            ("polars, a join", "python3 $SCRIPTS/polars_join.py rows.csv"),
            ("mawk, a table", "mawk -f $SCRIPTS/table.awk combinations.csv rows.csv"),
            ("Python's csv, a table", "python3 $SCRIPTS/table.py rows.csv"),
        ],
    ),
    (
        "JSON Lines to CSV",
        &[
            ("wc -l", "wc -l rows.jsonl"),
            ("salesmodel batch -f csv", "$SALESMODEL batch rows.jsonl -f csv || test $? = 3"),
            (
                "the same on one core",
                "taskset -c 0 $SALESMODEL batch rows.jsonl -f csv || test $? = 3",
            ),
            ("DuckDB, CASE and a join", "python3 $SCRIPTS/duckdb_join.py rows.jsonl"),
            ("polars, a join", "python3 $SCRIPTS/polars_join.py rows.jsonl"),
        ],
    ),
    (
        "JSON Lines to JSON Lines",
        &[
            ("wc -l", "wc -l rows.jsonl"),
            ("salesmodel batch", "$SALESMODEL batch rows.jsonl || test $? = 3"),
            ("the same on one core", "taskset -c 0 $SALESMODEL batch rows.jsonl || test $? = 3"),
        ],
    ),
    (
        "To a file, as multiples of cat of what is written",
        &[
            (
                "cat CSV",
                "test -e done.csv || $SALESMODEL batch rows.csv > done.csv; cat done.csv > a",
            ),
            ("salesmodel batch", "$SALESMODEL batch rows.csv > b || test $? = 3"),
            ("salesmodel batch -o", "$SALESMODEL batch rows.csv -o c.csv || test $? = 3"),
            (
                "cat JSON Lines",
                "test -e done.jsonl || $SALESMODEL batch rows.jsonl > done.jsonl; cat done.jsonl > d",
            ),
            ("salesmodel batch, JSON Lines", "$SALESMODEL batch rows.jsonl > e || test $? = 3"),
        ],
    ),
];

fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn median(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Writes rows that are the same every time.
fn generate(rows: u64, file: &Path) -> io::Result<()> {
    let json = file.extension().is_some_and(|extension| extension == "jsonl");
    let mut out = BufWriter::new(File::create(file)?);
    if !json {
        writeln!(out, "id,leads,revenue,sellers,contacts")?;
    }
    let mut state: u64 = 1;
    let mut draw = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for id in 0..rows {
        let mut cells = Vec::new();
        for (question, ids) in ANSWERS {
            let number = draw(2) == 0;
            cells.push(match question {
                "revenue" if number => format!("{}%", draw(101)),
                "sellers" if number && draw(4) == 0 => format!("{}.{}%", draw(100), draw(10)),
                "leads" if draw(50) == 0 => "unsure".to_owned(),
                "contacts" if number => (1 + draw(12)).to_string(),
                _ => ids[draw(ids.len() as u64) as usize].to_owned(),
            });
        }
        if json {
            write!(out, "{{\"id\":{id}")?;
            for ((question, _), cell) in ANSWERS.iter().zip(&cells) {
                write!(out, ",\"{question}\":\"{cell}\"")?;
            }
            writeln!(out, "}}")?;
        } else {
            writeln!(out, "{id},{}", cells.join(","))?;
        }
    }
    out.flush()
}

/// Writes every combination of ids with its diagnosis, for those that look it up.
fn write_combinations(folder: &Path) -> io::Result<()> {
    let mut rows = vec![String::new()];
    for (_, ids) in ANSWERS {
        let ids: Vec<&str> = ids.iter().copied().filter(|id| *id != "unsure").collect();
        let all = ids.into_iter().chain(["unsure"]);
        rows = all.flat_map(|id| rows.iter().map(move |row| format!("{row},{id}"))).collect();
    }
    let rows: String = rows.iter().map(|row| format!("{}\n", &row[1..])).collect();
    let names = ANSWERS.map(|(name, _)| name).join(",");
    fs::write(folder.join("ids.csv"), format!("{names}\n{rows}"))?;
    let status = Command::new(env!("CARGO_BIN_EXE_salesmodel"))
        .current_dir(folder)
        .args(["batch", "ids.csv", "-o", "combinations.csv"])
        .stderr(Stdio::null())
        .status()?;
    assert_eq!(status.code(), Some(3), "some combinations name no model");
    Ok(())
}
