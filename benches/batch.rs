//! How fast a million rows are diagnosed, start included, as multiples of what
//! `wc -l` takes for the same input, and beside what people would otherwise use; and what
//! wrong values and groups cost beside right ones.
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

/// Words that people write where they should answer with one of ours.
const WORDS: [&str; 8] = [
    "Trade Show",
    "Direct mail",
    "website",
    "partner event",
    "google",
    "n/a",
    "cold calling",
    "Empfehlung",
];

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
        return generate(rows.parse().expect("a number of rows"), Path::new(file), &|_, _| ());
    }
    let folder = tempfile::tempdir()?;
    let at = |name: &str| folder.path().join(name);
    generate(ROWS, &at("rows.csv"), &|_, _| ())?;
    generate(ROWS, &at("rows.jsonl"), &|_, _| ())?;
    let word = |id: u64| WORDS[id as usize % WORDS.len()].to_owned();
    let some = |id: u64, cells: &mut Vec<String>, percent: u64| {
        if id * 37 % 100 < percent {
            cells[1] = word(id);
        }
    };
    generate(ROWS, &at("wrong-8.csv"), &|id, cells| some(id, cells, 8))?;
    generate(ROWS, &at("wrong-50.csv"), &|id, cells| some(id, cells, 50))?;
    generate(ROWS, &at("words.csv"), &|id, cells| cells[1] = letters(id))?;
    generate(ROWS, &at("names.csv"), &|id, cells| cells[1] = format!("{} {id}", word(id)))?;
    generate(ROWS, &at("numbers.csv"), &|id, cells| {
        cells[2] = format!("{}.{:04}%", id / 10_000, id % 10_000);
    })?;
    generate(ROWS, &at("groups.csv"), &|id, cells| {
        cells[0] = (id * 7_919 % 100_000).to_string();
    })?;
    write_combinations(folder.path())?;
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command.current_dir(folder.path()).args(["-c", script]);
        command.env("SALESMODEL", env!("CARGO_BIN_EXE_salesmodel"));
        command.env("SCRIPTS", concat!(env!("CARGO_MANIFEST_DIR"), "/benches/batch"));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    println!("{ROWS} rows, {} processors; times as multiples of the first line", processors());
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
const TABLES: [(&str, &[(&str, &str)]); 5] = [
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
        "CSV to CSV, as multiples of rows that are all right",
        &[
            ("all rows are right", "$SALESMODEL batch rows.csv || test $? = 3"),
            ("8 % have a wrong word", "$SALESMODEL batch wrong-8.csv || test $? = 3"),
            ("50 % have a wrong word", "$SALESMODEL batch wrong-50.csv || test $? = 3"),
            ("each a right number of its own", "$SALESMODEL batch numbers.csv || test $? = 3"),
            ("each a wrong word of its own", "$SALESMODEL batch words.csv || test $? = 3"),
            ("each wrong words of its own", "$SALESMODEL batch names.csv || test $? = 3"),
            ("the same, counted", "$SALESMODEL batch names.csv --summary || test $? = 3"),
            ("all right, counted", "$SALESMODEL batch rows.csv --summary || test $? = 3"),
            (
                "all right, in 100,000 groups",
                "$SALESMODEL batch groups.csv --summary --by id || test $? = 3",
            ),
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

/// A word of letters, another one for each number below 26 to the fifth.
fn letters(number: u64) -> String {
    // Spread, so that neighbours share no beginning: the factor has no divisor of 26.
    let mut rest = number * 7_654_321 % 11_881_376;
    let letter = |_| {
        let letter = b'a' + (rest % 26) as u8;
        rest /= 26;
        char::from(letter)
    };
    (0..5).map(letter).chain("ing".chars().take(number as usize % 4)).collect()
}

/// Writes rows that are the same every time, but for what is changed in the cells of each:
/// its number, and its answers.
fn generate(rows: u64, file: &Path, change: &dyn Fn(u64, &mut Vec<String>)) -> io::Result<()> {
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
        let mut cells = vec![id.to_string()];
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
        change(id, &mut cells);
        if json {
            write!(out, "{{\"id\":{}", cells[0])?;
            for ((question, _), cell) in ANSWERS.iter().zip(&cells[1..]) {
                write!(out, ",\"{question}\":\"{cell}\"")?;
            }
            writeln!(out, "}}")?;
        } else {
            writeln!(out, "{}", cells.join(","))?;
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
