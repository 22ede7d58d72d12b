//! The manual page: it has all that the help has, and it is a manual page.

#![expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]

use std::collections::BTreeSet;
use std::process::Command;

use crate::support::{finish, run};

/// The source of the page, without the escapes of hyphens and apostrophes.
fn page() -> String {
    let run = run(&["man"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    run.stdout.replace("\\-", "-").replace("\\*(Aq", "'")
}

#[test]
fn it_has_every_command_and_every_flag_of_the_help() {
    let page = page();
    let mut path = Vec::new();
    let commands = compare(&page, &mut path);
    assert!(commands > 10, "the help lists {commands} commands");
}

/// Checks that the page has what the help of a command lists, and so on for its
/// subcommands. Gives the number of commands.
fn compare(page: &str, path: &mut Vec<String>) -> usize {
    let arguments: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
    let help = run(&arguments).stdout;
    let heading = format!(".SS \"salesmodel {}\"\n", path.join(" "));
    let part = match page.split_once(&heading) {
        Some((_, rest)) => rest.split("\n.SS ").next().unwrap_or_default(),
        None => {
            assert!(path.is_empty(), "there is nothing on {path:?}");
            page
        }
    };
    for line in help.lines().map(str::trim_start).filter(|line| line.starts_with('-')) {
        // A list of values has hyphens too.
        let Some(flag) = line.split(' ').take(2).find(|word| word.starts_with("--")) else {
            continue;
        };
        // A sentence may begin its line with a flag, too.
        let flag = flag.trim_end_matches(':');
        // The page has --help only once, for the whole command.
        if flag != "--help" || path.is_empty() {
            assert!(part.contains(&format!("\\fB{flag}\\fR")), "{path:?} is without {flag}");
        }
    }
    // The examples, and everything else at the end.
    let rest = help.split_once("\nExamples").map_or("", |(_, rest)| rest);
    let unescaped = part.replace("\\\\", "\\");
    for line in rest.lines().skip(1).map(str::trim).filter(|line| line.contains("salesmodel")) {
        assert!(unescaped.contains(line), "{path:?} is without {line}");
    }
    let listed = help.split_once("Commands:\n").map_or("", |(_, rest)| rest);
    let mut commands = 1;
    for line in listed.lines().take_while(|line| !line.is_empty()) {
        path.push(line.split_whitespace().next().expect("a command has a name").to_owned());
        commands += compare(page, path);
        path.pop();
    }
    commands
}

#[test]
fn it_is_written_in_the_language_of_manual_pages() {
    let page = page();
    let mut lines = page.lines();
    assert!(lines.next().is_some_and(|line| line.starts_with(".TH SALESMODEL 1 ")));
    let known: BTreeSet<&str> =
        ["SH", "SS", "TP", "PP", "IP", "RS", "RE", "br", "sp", "nf", "fi", "ie", "el"].into();
    for line in lines {
        assert!(!line.is_empty(), "an empty line");
        if let Some(request) = line.strip_prefix('.') {
            let name = request.split(' ').next().unwrap_or_default();
            assert!(known.contains(name), "{line}");
        }
        assert!(!line.starts_with('\''), "{line}");
    }
    for section in
        ["NAME", "SYNOPSIS", "DESCRIPTION", "ANSWERS", "COMMANDS", "EXAMPLES", "\"EXIT CODES\""]
    {
        assert!(page.contains(&format!("\n.SH {section}\n")), "there is no section {section}");
    }
}

/// The program that people read the page with has no complaints, and fills 80 columns.
#[test]
fn man_shows_it() {
    let mut man = Command::new("man");
    man.args(["--warnings", "-l", "-"]).env("MANWIDTH", "80").env("LC_ALL", "C.UTF-8");
    if Command::new("man").arg("--version").output().is_err() {
        eprintln!("man is not installed, so the page is not tried in it");
        return;
    }
    let shown = finish(&mut man, &run(&["man"]).stdout);
    assert_eq!((shown.code, shown.stderr.as_str()), (0, ""));
    let too_wide = shown.stdout.lines().find(|line| line.chars().count() > 80);
    assert_eq!(too_wide, None);
    assert!(shown.stdout.contains("\n   salesmodel questions list\n"), "{}", shown.stdout);
    assert!(shown.stdout.contains("\n       130   cancelled\n"), "{}", shown.stdout);
}
