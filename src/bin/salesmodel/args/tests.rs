//! What can only be seen from inside: that scanning and parsing agree, for every command.

use super::*;
use crate::source;

fn words(line: &str) -> Vec<OsString> {
    std::iter::once("salesmodel").chain(line.split(' ')).map(OsString::from).collect()
}

/// The command for the standard questionnaire, with all that it can declare.
fn whole() -> Command {
    let settings = Settings::read(&[], &Scanned::of(&[]));
    let source = source::questionnaire(None, None, &settings).expect("it is built in");
    let mut command = command(&source, &settings);
    command.build();
    command
}

/// The line of every command in a tree, and the command itself.
fn commands<'c>(line: &str, command: &'c Command, all: &mut Vec<(String, &'c Command)>) {
    all.push((line.to_owned(), command));
    for command in command.get_subcommands() {
        commands(format!("{line} {}", command.get_name()).trim_start(), command, all);
    }
}

#[test]
fn the_parser_finds_what_was_scanned_in_every_command_and_spelling() {
    let whole = whole();
    let mut all = Vec::new();
    commands("", &whole, &mut all);
    let mut tried = 0;
    for (line, command) in all {
        let declared: Vec<_> = command.get_arguments().filter_map(|arg| arg.get_long()).collect();
        for (flag, value) in
            [("questionnaire", "b2b"), ("lang", "nl"), ("color", "never"), ("from", "x.yaml")]
        {
            if !declared.contains(&flag) {
                continue;
            }
            let mut spellings = vec![format!("--{flag} {value}"), format!("--{flag}={value}")];
            let arg = command.get_arguments().find(|arg| arg.get_long() == Some(flag));
            if let Some(short) = arg.and_then(|arg| arg.get_short()) {
                spellings.extend(["", " ", "="].map(|between| format!("-{short}{between}{value}")));
            }
            for spelling in spellings {
                let line = words(format!("{line} {spelling}").trim_start());
                // What else the command wants is not what is asked here.
                let lax = whole.clone().ignore_errors(true);
                let matches = lax.clone().try_get_matches_from(&line).expect("errors are ignored");
                let scanned = Scanned::of(&line);
                assert!(scanned.flags().contains(&(flag, Some(value.as_ref()))), "{line:?}");
                as_scanned(&whole, &matches, &scanned).expect("it is the same");
                let other = Scanned::of(&[]);
                as_scanned(&whole, &matches, &other).expect_err("nothing was scanned");
                tried += 1;
            }
        }
    }
    assert!(tried > 60, "only {tried} lines were tried");
}

#[test]
fn a_flag_in_the_place_of_a_value_is_none() {
    for line in ["-Q --lang nl", "-Q -l", "-- -Q b2b", "-Q=", "--questionnaire=", "-Q"] {
        assert_eq!(Scanned::of(&words(line)).questionnaire, None, "{line}");
    }
    assert_eq!(Scanned::of(&words("-Q -")).questionnaire, Some("-".into()));
}
