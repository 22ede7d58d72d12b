//! Messages besides the output, as a person reads them in a window.

use std::fs;
use std::path::Path;

use super::{COMMAND, Terminal, command};
use crate::support::{ANSWERS, folder, one_line, run_in, run_with_input};

fn shown(folder: &Path, args: &[&str]) -> String {
    let mut command = command(COMMAND);
    command.cwd(folder);
    command.args(args);
    Terminal::run(60, 80, command).finish().text
}

#[test]
fn notes_are_broken_between_words() {
    let folder = folder();
    let args = [&ANSWERS[..], &["-f", "hubspot", "-o", "pipeline.json"]].concat();
    let piped = run_in(folder.path(), &args);
    assert!(piped.stderr.lines().any(|line| line.len() > 90), "{}", piped.stderr);
    let shown = shown(folder.path(), &args);
    for note in piped.stderr.lines() {
        assert!(one_line(&shown).contains(&one_line(note)), "{note} in\n{shown}");
    }
}

/// The command to type next begins with the program as it was typed now, which need not be
/// on the path. Outside a terminal it has its own name.
#[test]
fn the_next_command_is_called_as_this_one_was() {
    let folder = folder();
    let next = "questions check mine.yaml";
    std::os::unix::fs::symlink(COMMAND, folder.path().join("my sales")).expect("there is room");
    let mut command = command("./my sales");
    command.cwd(folder.path());
    command.args(["questions", "new", "mine.yaml"]);
    let shown = Terminal::run(60, 80, command).finish().text;
    assert!(shown.contains(&format!("'./my sales' {next}")), "{shown}");
    let piped = run_with_input(&["--plain"], "").stderr;
    assert!(piped.contains(": salesmodel -Q b2c\n") && !piped.contains(COMMAND), "{piped}");
}

/// A message takes one line if it fits with its label, and two if it does not.
#[test]
fn a_label_takes_its_part_of_the_line() {
    let folder = folder();
    let args = ["--from", "missing.yaml"];
    let piped = run_in(folder.path(), &args).stderr;
    let whole = piped.lines().next().expect("something is said");
    assert!(whole.starts_with("error: "), "{piped}");
    let length = u16::try_from(whole.len()).expect("it fits a window");
    for (columns, fits) in [(length + 1, true), (length, true), (length - 1, false)] {
        let mut command = command(COMMAND);
        command.cwd(folder.path());
        command.args(args);
        let end = Terminal::run(60, columns, command).finish();
        let bare = String::from_utf8(end.bytes).expect("a terminal gets UTF-8");
        let bare = ["\x1b[0m", "\x1b[1m", "\x1b[31m"]
            .iter()
            .fold(bare, |text, style| text.replace(style, ""));
        let first = bare.split("\r\n").next().unwrap_or_default();
        assert_eq!(first == whole, fits, "{columns} of {length}: {bare:?}");
        assert!(one_line(&bare).starts_with(&one_line(whole)), "{bare:?}");
    }
}

#[test]
fn hidden_names_are_said_to_be_hidden() {
    let folder = folder();
    for (name, leads) in [("ann", "inbound"), ("bo", "outbound"), ("cy", "referrals")] {
        let answers = format!("by: {name}\nleads: {leads}\nrevenue: most\nsellers: one\n");
        fs::write(folder.path().join(format!("{name}.yaml")), answers).expect("it is written");
    }
    let files = ["compare", "ann.yaml", "bo.yaml", "cy.yaml"];
    let note = "note: fewer than four people are not named; --names names them";
    let hidden = shown(folder.path(), &files);
    assert!(hidden.contains(note) && !hidden.contains("cy"), "{hidden}");
    for more in ["--names", "--anonymous"] {
        let shown = shown(folder.path(), &[&files[..], &[more]].concat());
        assert!(!shown.contains("note:"), "{shown}");
    }
    // What people say is indented more than the name of the question, however long that is.
    assert!(hidden.contains("\n  Lead source\n"), "{hidden}");
    let names = hidden.lines().filter(|line| {
        line.strip_prefix("  ").is_some_and(|rest| rest.starts_with("They contact us"))
    });
    assert_eq!(names.count(), 0, "{hidden}");
}

#[test]
fn a_workbook_that_is_missing_is_said_to_be_missing() {
    let folder = folder();
    let run = run_in(folder.path(), &["measure", "nothere.xlsx"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.starts_with("error: cannot read nothere.xlsx: "), "{}", run.stderr);
    fs::write(folder.path().join("there.xlsx"), "PK").expect("it is written");
    let run = run_in(folder.path(), &["measure", "there.xlsx"]);
    assert!(run.stderr.contains("there.xlsx is a workbook"), "{}", run.stderr);
}

/// If reasons add up to more than the rows, a message says that they overlap, and otherwise
/// not.
#[test]
fn a_row_may_have_two_reasons() {
    let folder = folder();
    let rows = |bad: &str| format!("leads,revenue,sellers,contacts\ninbound,30%,one,2\n{bad}\n");
    for (bad, overlap) in [("inbuond,130%,one,2", true), ("inbuond,30%,one,2", false)] {
        fs::write(folder.path().join("rows.csv"), rows(bad)).expect("it is written");
        let run = run_in(folder.path(), &["batch", "rows.csv", "--summary"]);
        let said = run.stdout.contains("\n  Some rows have more than one reason.\n");
        assert_eq!(said, overlap, "{}", run.stdout);
    }
}
