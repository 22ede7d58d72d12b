//! How long the whole command takes, start included, beside a Rust program that
//! does nothing. The two run in turn, so that a machine that slows down slows
//! both, and the ratio is taken pair by pair.
//!
//! `cargo bench --bench process`

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Pairs of runs for each command; the first few warm the caches.
const PAIRS: usize = 1000;
const WARM_UP: usize = 50;

const ANSWERS: [&str; 8] =
    ["--leads", "outbound", "--revenue", "30%", "--sellers", "every-deal", "--contacts", "2"];

fn main() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let minimal = build_minimal(folder.path());
    let yaml = concat!(env!("CARGO_MANIFEST_DIR"), "/questions/b2b.yaml");
    let commands: [(&str, Vec<&str>); 4] = [
        ("one diagnosis, flags to JSON", [&ANSWERS[..], &["-f", "json"]].concat()),
        ("one diagnosis, flags to text", ANSWERS.to_vec()),
        (
            "the same, questions read from YAML",
            [&ANSWERS[..], &["-f", "json", "-Q", yaml]].concat(),
        ),
        ("--version", vec!["--version"]),
    ];
    println!(
        "{:<36} {:>9} {:>9} {:>7}",
        "median of whole processes", "command", "minimal", "ratio"
    );
    for (name, args) in commands {
        let [ours, theirs, ratio] = compare(&args, &minimal);
        println!("{name:<36} {:>6.3} ms {:>6.3} ms {ratio:>6.2}x", ours * 1e3, theirs * 1e3);
    }
}

/// Builds the minimal program as this package is built: optimised, by the same
/// compiler.
fn build_minimal(folder: &Path) -> PathBuf {
    let program = folder.join("minimal").with_extension(std::env::consts::EXE_EXTENSION);
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/minimal.rs");
    let status = Command::new("rustc")
        .args(["-C", "opt-level=3", "-C", "strip=symbols", "-o"])
        .arg(&program)
        .arg(source)
        .status()
        .expect("rustc comes with cargo");
    assert!(status.success(), "the minimal program builds");
    program
}

/// The medians in seconds, ours and the minimal program's, and the median of the
/// ratios of neighbouring runs.
fn compare(args: &[&str], minimal: &Path) -> [f64; 3] {
    let mut pairs = Vec::with_capacity(PAIRS);
    for pair in 0..WARM_UP + PAIRS {
        let ours = time(Command::new(env!("CARGO_BIN_EXE_salesmodel")).args(args));
        let theirs = time(&mut Command::new(minimal));
        if pair >= WARM_UP {
            pairs.push((ours.as_secs_f64(), theirs.as_secs_f64()));
        }
    }
    [
        median(pairs.iter().map(|(ours, _)| *ours)),
        median(pairs.iter().map(|(_, theirs)| *theirs)),
        median(pairs.iter().map(|(ours, theirs)| ours / theirs)),
    ]
}

fn time(command: &mut Command) -> Duration {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status().expect("the program starts");
    let taken = start.elapsed();
    assert!(status.success(), "the program ends well");
    taken
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
