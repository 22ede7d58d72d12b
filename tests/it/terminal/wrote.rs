//! The line about each file that a command wrote, with what to do with it.

use std::fs;
use std::path::Path;

use super::{COMMAND, Terminal, command};
use crate::support::{ANSWERS, folder, run_in};

const DEALS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/measure/hubspot/deals.csv");

/// What follows the name of the file.
enum Then {
    Open,
    /// A command that reads it.
    Read(&'static str),
    /// A command that goes on with it.
    GoOn(&'static str),
    Nothing,
}

/// Arguments, the file that they write, and what the line about the file says.
const WRITERS: [(&[&str], &str, Then); 13] = [
    (&["--from", "ann.json", "-o", "page.html"], "page.html", Then::Open),
    (&["--from", "ann.json", "-f", "html", "-s", "a.json"], "a.json", Then::Read("--from")),
    (&["--from", "ann.json", "-f", "odoo", "-o", "stages.csv"], "stages.csv", Then::Nothing),
    (&["--from", "ann.json", "-f", "salesforce", "-o", "project"], "project", Then::Nothing),
    (&["compare", "ann.json", "bo.json", "-o", "gap.md"], "gap.md", Then::Open),
    (&["compare", "ann.json", "bo.json", "-o", "gap.json"], "gap.json", Then::Nothing),
    (&["batch", "rows.csv", "-o", "out.csv"], "out.csv", Then::Open),
    (&["batch", "rows.csv", "--summary", "-o", "sum.json"], "sum.json", Then::Nothing),
    (&["measure", DEALS, "-o", "answers.yaml"], "answers.yaml", Then::GoOn("--from")),
    (&["measure", DEALS, "-o", "found.txt"], "found.txt", Then::Open),
    (&["form", "-o", "quiz.html"], "quiz.html", Then::Open),
    (&["sql", "--dialect", "sqlite", "--table", "t", "-o", "q.sql"], "q.sql", Then::Nothing),
    (&["questions", "new", "mine.yaml"], "mine.yaml", Then::GoOn("questions check")),
];

fn prepared(folder: &Path) {
    for name in ["ann.json", "bo.json"] {
        let saved = run_in(folder, &[&ANSWERS[..], &["--save", name]].concat());
        assert_eq!(saved.code, 0, "{}", saved.stderr);
    }
    let rows = "company,leads,revenue,sellers,contacts\nAcme,inbound,30%,one,2\n";
    fs::write(folder.join("rows.csv"), rows).expect("the folder takes a file");
}

/// Every command that writes a file names it in a terminal, once and last, and says
/// how to open it or to go on with it.
#[test]
fn a_terminal_hears_of_each_file() {
    let folder = folder();
    prepared(folder.path());
    for (args, file, then) in WRITERS {
        let mut command = command(COMMAND);
        command.args(args);
        command.cwd(folder.path());
        let end = Terminal::run(60, 400, command).finish();
        assert_eq!(end.code, 0, "{args:?}:\n{}", end.text);
        assert!(folder.path().join(file).exists(), "{args:?}");
        let said: Vec<&str> = end.text.lines().filter(|line| line.starts_with("Wrote ")).collect();
        let [said] = said[..] else { panic!("{args:?}:\n{}", end.text) };
        let wrote = format!("Wrote {file}.");
        match then {
            Then::Open => {
                assert!(said.starts_with(&format!("{wrote} To open it: ")), "{said}");
                assert!(said.ends_with(&format!(" {file}")), "{said}");
            }
            Then::Read(reads) => {
                assert_eq!(said, format!("{wrote} To read it again: {COMMAND} {reads} {file}"));
            }
            Then::GoOn(next) => {
                assert_eq!(said, format!("{wrote} To go on with it: {COMMAND} {next} {file}"));
            }
            Then::Nothing => assert_eq!(said, wrote),
        }
    }
}

/// A script is not told about files, and nobody is told to open a stream or a device.
#[test]
fn scripts_and_streams_hear_nothing() {
    let folder = folder();
    prepared(folder.path());
    for (args, file, _) in WRITERS {
        let piped = run_in(folder.path(), args);
        assert_eq!(piped.code, 0, "{args:?}: {}", piped.stderr);
        assert!(!piped.stderr.contains("Wrote"), "{args:?}: {}", piped.stderr);
        assert!(folder.path().join(file).exists(), "{args:?}");
    }
    for output in ["-", "/dev/stdout", "/dev/null"] {
        let mut command = command(COMMAND);
        command.args(["--from", "ann.json", "-f", "json", "-o", output]);
        command.cwd(folder.path());
        let end = Terminal::run(200, 200, command).finish();
        assert_eq!(end.code, 0, "{}", end.text);
        assert!(!end.text.contains("Wrote"), "{output}: {}", end.text);
    }
}
