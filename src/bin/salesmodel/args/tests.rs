//! What can only be tested from inside: that scanning and parsing agree, for every command.

use clap::Arg;

use super::*;
use crate::source;

fn words(line: &str) -> Vec<OsString> {
    std::iter::once("salesmodel").chain(line.split(' ')).map(OsString::from).collect()
}

/// The command lines of all commands, each with its long flags.
fn commands<'c>(line: &str, command: &'c Command, all: &mut Vec<(String, Vec<&'c Arg>)>) {
    let flags = command.get_arguments().filter(|arg| arg.get_long().is_some());
    all.push((line.to_owned(), flags.collect()));
    for command in command.get_subcommands() {
        commands(format!("{line} {}", command.get_name()).trim_start(), command, all);
    }
}

/// What else a command line needs, besides a flag.
fn wanted(command: &str, flag: &str) -> &'static str {
    match (command, flag) {
        ("compare", _) => " a.json b.json",
        ("questions check" | "questions new", "color" | "from") => " a.yaml",
        ("questions new", _) => " a.yaml --from b2b",
        ("sql", _) => " --dialect duckdb --table t",
        _ => "",
    }
}

#[test]
fn the_parser_finds_what_was_scanned_in_every_command_and_spelling() {
    let settings = Settings::read(&[], &Scanned::scan(&[]));
    let source = source::questionnaire(None, None, &settings).expect("it is built in");
    let mut whole = command(&source, &settings);
    whole.build();
    let mut all = Vec::new();
    commands("", &whole, &mut all);
    let mut tried = 0;
    for (line, declared) in all {
        for (flag, value) in
            [("questionnaire", "b2b"), ("lang", "nl"), ("color", "never"), ("from", "x.yaml")]
        {
            let Some(arg) = declared.iter().find(|arg| arg.get_long() == Some(flag)) else {
                continue;
            };
            let mut spellings = vec![format!("--{flag} {value}"), format!("--{flag}={value}")];
            if let Some(short) = arg.get_short() {
                spellings.extend(["", " ", "="].map(|between| format!("-{short}{between}{value}")));
            }
            for spelling in spellings {
                let line = format!("{line} {spelling}{}", wanted(&line, flag));
                let line = words(line.trim_start());
                let scanned = Scanned::scan(&line);
                assert!(scanned.flags().contains(&(flag, Some(value.as_ref()))), "{line:?}");
                let mut command = command(&source, &settings);
                let matches = command.try_get_matches_from_mut(&line);
                let matches = matches.unwrap_or_else(|error| panic!("{line:?}: {error}"));
                as_scanned(&command, &matches, &scanned).expect("it is the same");
                let other = Scanned::scan(&[]);
                as_scanned(&command, &matches, &other).expect_err("nothing was scanned");
                tried += 1;
            }
        }
    }
    assert!(tried > 60, "only {tried} lines were tried");
}

#[test]
fn a_flag_in_the_place_of_a_value_is_none() {
    for line in ["-Q --lang nl", "-Q -l", "-- -Q b2b", "-Q"] {
        assert_eq!(Scanned::scan(&words(line)).questionnaire, None, "{line}");
    }
    assert_eq!(Scanned::scan(&words("-Q -")).questionnaire, Some("-".into()));
    assert_eq!(Scanned::scan(&words("-Q=")).questionnaire, Some("".into()));
}
