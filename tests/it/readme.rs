//! The commands of the README, run as they are written and in their order, with everything
//! that the README takes for granted: an export, a list of companies, and the results of
//! three colleagues.

#![cfg(unix)]
#![expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{ANSWERS, folder, run_in};

const README: &str = include_str!("../../README.md");
const DEALS: &str = include_str!("../measure/hubspot/deals.csv");
const COMMAND: &str = env!("CARGO_BIN_EXE_salesmodel");

/// The lines of the README that a reader types into a shell.
fn commands() -> Vec<&'static str> {
    let mut commands = Vec::new();
    let mut block = None;
    for line in README.lines() {
        match (block, line.strip_prefix("```")) {
            (None, Some(kind)) => block = Some(kind),
            (Some(_), Some(_)) => block = None,
            (Some("sh"), None) => commands.push(line),
            (_, None) => {}
        }
    }
    commands
}

/// The block of the README in a format.
fn block(kind: &str) -> &'static str {
    let (_, rest) = README.split_once(&format!("```{kind}\n")).expect("it has such a block");
    rest.split_once("```").expect("the block ends").0
}

fn shell(folder: &Path, line: &str, input: &str) -> Output {
    let mut shell = Command::new("/bin/sh");
    let name = "set -e; salesmodel() { command \"$SALESMODEL\" \"$@\"; };";
    shell.args(["-c", &format!("{name} {line}")]);
    shell.env("SALESMODEL", COMMAND).env("LC_ALL", "C.UTF-8").current_dir(folder);
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut shell = shell.spawn().expect("there is a shell");
    let mut stdin = shell.stdin.take().expect("it is piped");
    // A command that reads nothing may have ended by now.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    shell.wait_with_output().expect("it ends")
}

/// Every command that the README tells its reader to type ends with code 0. If it would ask
/// in a terminal, it asks by lines here, and each question gets its first answer.
#[test]
fn every_command_ends_well() {
    let folder = folder();
    let place = |name: &str| folder.path().join(name);
    fs::write(place("deals.csv"), DEALS).expect("the folder takes a file");
    for name in ["companies.csv", "team.csv"] {
        fs::write(place(name), block("csv")).expect("the folder takes a file");
    }
    for name in ["ann.json", "bo.json", "cy.json"] {
        run_in(folder.path(), &[&ANSWERS[..], &["--save", name]].concat());
    }
    let commands = commands();
    assert!(commands.len() > 12, "{commands:?}");
    for line in commands {
        if line.starts_with("cargo ") {
            continue;
        }
        if line.contains("| jq") && !Path::new("/usr/bin/jq").exists() {
            eprintln!("left out, because jq is not installed: {line}");
            continue;
        }
        let mut output = shell(folder.path(), line, "");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if said.contains("there is no terminal to ask in") {
            let missing = said.split(' ').find_map(|word| word.parse().ok()).unwrap_or(1);
            let typed = line.split('#').next().unwrap_or(line);
            output = shell(folder.path(), &format!("{typed} --plain"), &"1\n".repeat(missing));
        }
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {:?}\n{said}", output.status);
    }
    for file in [
        "acme.html",
        "acme-nl.html",
        "acme-2.json",
        "hubspot.json",
        "diagnosed.csv",
        "gap.html",
        "quiz.html",
    ] {
        assert!(place(file).is_file(), "{file}");
    }
    let sellers = |name: &str| {
        let text = fs::read_to_string(place(name)).expect("it is there");
        let saved: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        saved["answers"]["sellers"].clone()
    };
    // The result of the year before is still there to compare with.
    assert_eq!((sellers("acme.json"), sellers("acme-2.json")), ("every-deal".into(), "one".into()));
    let page = fs::read_to_string(place("acme-nl.html")).expect("it is there");
    assert!(page.contains("lang=\"nl\"") && page.contains("Acme"), "{page}");
}

/// The README can be read in a few minutes, and shows nothing that only a test understands.
#[test]
fn it_is_short_and_for_people() {
    assert!(README.lines().count() <= 250, "{}", README.lines().count());
    for line in README.lines() {
        let is_code = line.strip_prefix("? ").is_some_and(|code| code.parse::<u8>().is_ok());
        assert!(!is_code && !line.contains("[..]"), "{line}");
    }
}
