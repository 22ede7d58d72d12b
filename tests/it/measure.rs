//! What is measured from exports: an invented firm in several layouts against a truth that
//! is counted from its records, what must not change the result, bad input, and small files
//! that are about one thing each: `files`, `deals`, `contacts`, `activities`, `invoices`,
//! `revenue`, columns that are `named`, and the `evidence` for an answer.

mod activities;
mod bad_input;
mod changes;
mod contacts;
mod deals;
mod evidence;
mod files;
mod firm;
mod gaps;
mod invoices;
mod layouts;
mod look;
mod named;
mod revenue;
mod round_trips;
mod thresholds;

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Run, command, finish, folder};

/// 31 August 2026, two months after the last win of the firm.
const TODAY: &str = "1788134400";

/// Runs `salesmodel measure` on files, on a known day.
fn run(files: &[(&str, Vec<u8>)], args: &[&str]) -> Run {
    let folder = folder();
    run_in(&folder, files, args)
}

fn run_in(folder: &TempDir, files: &[(&str, Vec<u8>)], args: &[&str]) -> Run {
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("the folder takes files");
    }
    let mut command = command();
    command.env("SOURCE_DATE_EPOCH", TODAY).current_dir(folder.path());
    command.arg("measure").args(files.iter().map(|(name, _)| name)).args(args);
    finish(&mut command, "")
}

/// What was measured, as JSON.
fn measured(files: &[(&str, Vec<u8>)], args: &[&str]) -> Value {
    let args = [args, &["-f", "json"]].concat();
    let run = run(files, &args);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("the JSON is JSON")
}

/// The evidence for the answer to a question.
fn evidence<'v>(measured: &'v Value, question: &str) -> &'v Value {
    &measured["measured"]["questions"][question]
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("the folder takes files");
}
