//! Runs that are ended between two questions, that get no threads, or whose input others
//! change.

use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};

use super::{HEADER, ROW};
use crate::support::{command, finish, folder, run, run_in, with};

/// Reads what a quiz by lines asks, up to and including a text.
fn read_until(from: &mut impl Read, text: &str) {
    let mut said = Vec::new();
    let mut byte = [0];
    while !said.ends_with(text.as_bytes()) {
        let count = from.read(&mut byte).expect("it can be read");
        assert_eq!(count, 1, "it ended before {text}: {}", String::from_utf8_lossy(&said));
        said.push(byte[0]);
    }
}

/// Before the first answer, between two, and before the last: a signal ends a quiz by
/// lines with its code, and nothing is written.
#[test]
fn a_signal_ends_a_quiz_by_lines_at_every_question() {
    let folder = folder();
    for answered in 0..4 {
        for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
            let mut quiz = command();
            quiz.current_dir(folder.path()).args(["--plain", "-o", "out.txt"]);
            quiz.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut quiz = quiz.spawn().expect("it starts");
            let mut input = quiz.stdin.take().expect("it is piped");
            let mut asks = quiz.stderr.take().expect("it is piped");
            for question in 0..=answered {
                read_until(&mut asks, &format!("{} of 4", question + 1));
                if question < answered {
                    input.write_all(b"1\n").expect("it reads");
                }
            }
            kill_process(Pid::from_child(&quiz), signal).expect("it is ours");
            let ended = quiz.wait_with_output().expect("it ends");
            assert_eq!(ended.status.code(), Some(130), "{signal:?} after {answered} answers");
            assert_eq!(String::from_utf8_lossy(&ended.stdout), "");
            let left = fs::read_dir(folder.path()).expect("it is a folder").count();
            assert_eq!(left, 0, "{signal:?} after {answered} answers");
        }
    }
}

/// A command that waits for the rest of its input ends at a signal with the code that the
/// documentation names, as a batch does.
#[test]
fn a_signal_ends_a_command_that_waits_for_its_input() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("a.json"), run(&with(&["-f", "json"])).stdout).expect("it has room");
    // More than a pipe holds: when all is given, most of it was read.
    let comments = "# a line\n".repeat(20_000);
    let deals = "Deal ID,Deal Stage,Close Date,Lead Source\n".to_owned()
        + &"1,Won,2026-10-01,Website\n".repeat(20_000);
    for (args, begun) in [
        (&["measure", "-"][..], &deals),
        (&["questions", "check", "-"], &comments),
        (&["form", "-Q", "-"], &comments),
        (&["sql", "-Q", "-", "--dialect", "sqlite", "--check"], &comments),
        (&["compare", "a.json", "-"], &comments),
        (&["batch", "-Q", "-", "a.json"], &comments),
        (&["--from", "-", "--no-input"], &comments),
    ] {
        for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
            let mut waits = command();
            waits.current_dir(at).args(args);
            waits.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut waits = waits.spawn().expect("it starts");
            let mut input = waits.stdin.take().expect("it is piped");
            let given = input.write_all(begun.as_bytes());
            given.unwrap_or_else(|error| panic!("{args:?}: {error}"));
            kill_process(Pid::from_child(&waits), signal).expect("it is ours");
            let ended = waits.wait_with_output().expect("it ends");
            assert_eq!(ended.status.code(), Some(130), "{args:?}: {signal:?}");
            assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{args:?}: {signal:?}");
            drop(input);
        }
    }
}

/// As in a container that allows no more threads: every command says the same as with them.
#[test]
fn every_command_runs_without_threads() {
    let folder = folder();
    let at = folder.path();
    let rows = HEADER.to_owned() + &ROW.repeat(5000);
    let deals: String =
        (0..500).map(|i| format!("{i},Won,2026-10-{:02},Website\n", i % 28 + 1)).collect();
    let saved = run(&with(&["-f", "json"])).stdout;
    for (name, text) in [
        ("rows.csv", rows.as_str()),
        ("deals.csv", &format!("Deal ID,Deal Stage,Close Date,Lead Source\n{deals}")),
        ("a.json", &saved),
    ] {
        fs::write(at.join(name), text).expect("it has room");
    }
    for args in [
        with(&["-f", "html"]),
        vec!["batch", "rows.csv", "--summary"],
        vec!["batch", "rows.csv", "--full"],
        vec!["measure", "deals.csv"],
        vec!["compare", "a.json", "a.json"],
        vec!["questions", "check", "--space", "b2b", "b2c"],
        vec!["form"],
        vec!["sql", "--dialect", "sqlite", "--check"],
        vec!["schema", "rows"],
        vec!["models"],
        vec!["completions", "bash"],
        vec!["man"],
    ] {
        let with_threads = run_in(at, &args);
        let mut alone = command();
        alone.env("RUST_MIN_STACK", (1_u64 << 47).to_string()).current_dir(at).args(&args);
        let without = finish(&mut alone, "");
        assert_eq!(
            (without.code, &without.stdout),
            (with_threads.code, &with_threads.stdout),
            "{args:?}"
        );
        assert_eq!(without.stderr, with_threads.stderr, "{args:?}");
    }
}

/// An export that another program shortens while it is read is measured, or refused with
/// a message.
#[test]
fn an_export_that_becomes_shorter_is_measured_or_refused() {
    let folder = folder();
    let path = folder.path().join("deals.csv");
    let header = "Deal ID,Deal Stage,Close Date,Lead Source\n";
    let row = |i: usize| format!("{i:06},Won,2026-10-01,Website\n");
    let whole: String = header.to_owned() + &(0..20_000).map(row).collect::<String>();
    for length in [header.len(), header.len() + 5, whole.len() / 2, whole.len() - 3] {
        fs::write(&path, &whole).expect("it has room");
        let mut measure = command();
        measure.current_dir(folder.path()).args(["measure", "deals.csv", "-f", "json"]);
        measure.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let measure = measure.spawn().expect("it starts");
        OpenOptions::new()
            .write(true)
            .open(&path)
            .and_then(|file| file.set_len(length as u64))
            .expect("it is ours");
        let ended = measure.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr);
        // The file may have been cut before it was opened, while it was read, or after
        // that.
        let cut = (length - header.len()).div_ceil(row(0).len());
        match ended.status.code() {
            Some(0) => {
                let value: serde_json::Value =
                    serde_json::from_slice(&ended.stdout).expect("it is one document");
                let deals = value["measured"]["deals"]["read"].as_u64().expect("it counts them");
                let deals = usize::try_from(deals).expect("they fit");
                let is_whole = [20_000, cut, cut.saturating_sub(1)].contains(&deals);
                assert!(is_whole, "{length}: {deals} deals: {said}");
            }
            Some(1) => {
                let is_short = said.contains("became shorter");
                assert!(is_short || cut < 2 && said.contains("no "), "{length}: {said}");
            }
            other => panic!("{length}: {other:?} {said}"),
        }
    }
}
