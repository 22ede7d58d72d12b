//! Completion in real shells, by the Tab key. A shell that is not installed is skipped, and
//! the test says so.

#![expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::{COMMAND, ENTER, Terminal, command};
use crate::support::{OWN, folder};

const TAB: &str = "\t";

/// The prompt of a shell, and below it what the shells read when they start.
const PROMPT: &str = "ask>";
const BASH: &str = "PS1='ask> '
source <(salesmodel completions bash)
";
const ZSH: &str = "PS1='ask> '
autoload -Uz compinit
compinit -D -u
source <(salesmodel completions zsh)
";
const FISH: &str = "function fish_prompt; echo -n 'ask> '; end
set -g fish_greeting
salesmodel completions fish | source
";
const ELVISH: &str = "set edit:prompt = { put 'ask> ' }
set edit:rprompt = { put '' }
eval (salesmodel completions elvish | slurp)
";

/// A shell that has read the script, in a folder with a questionnaire; `None` if the shell
/// is not installed.
fn open(shell: &str, folder: &Path) -> Option<Terminal> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let Some(program) = folders.iter().map(|folder| folder.join(shell)).find(|file| file.is_file())
    else {
        eprintln!("{shell} is not installed, so completion is not tried in it");
        return None;
    };
    let home = folder.join("home");
    fs::create_dir_all(home.join("fish")).expect("the folder takes folders");
    for name in ["own.yaml", "our own.yaml"] {
        fs::write(folder.join(name), OWN).expect("the folder takes a file");
    }
    let (start, text, arguments) = match shell {
        "bash" => ("bashrc", BASH, vec!["--noprofile", "--rcfile", "home/bashrc", "-i"]),
        "zsh" => (".zshrc", ZSH, vec!["-i"]),
        "fish" => ("fish/config.fish", FISH, vec!["--interactive"]),
        "elvish" => ("rc.elv", ELVISH, vec!["-rc", "home/rc.elv"]),
        other => panic!("it is not known how {other} starts"),
    };
    fs::write(home.join(start), text).expect("the folder takes a file");

    let mut command = command(&program.display().to_string());
    let own = Path::new(COMMAND).parent().expect("a program is in a folder");
    folders.insert(0, own.to_owned());
    command.env("PATH", env::join_paths(folders).expect("they were together before"));
    for variable in ["HOME", "ZDOTDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(variable, &home);
    }
    command.args(arguments);
    command.cwd(folder);
    let mut terminal = Terminal::run(24, 80, command);
    line(&mut terminal, "");
    Some(terminal)
}

/// Waits until this comes after the last prompt.
fn line(terminal: &mut Terminal, expected: &str) {
    let whole = format!("{PROMPT} {expected}");
    terminal.wait_for(&format!("the line {whole:?}"), |text| {
        let last = text.lines().rfind(|line| line.starts_with(PROMPT)).unwrap_or_default();
        // The shell decides how many spaces are between words.
        last.split_whitespace().eq(whole.split_whitespace())
    });
}

/// Types and completes step by step, then runs the line that came of it.
fn complete(shell: &str, steps: &[(&str, &str)]) {
    let folder = folder();
    let Some(mut terminal) = open(shell, folder.path()) else { return };
    for (typed, expected) in steps {
        terminal.type_in(typed).type_in(TAB);
        line(&mut terminal, expected);
    }
    terminal.type_in(ENTER);
    terminal.wait_for("the result", |text| text.contains("Your leading model is clearly Left"));
    line(&mut terminal, "");
    terminal.type_in("exit").type_in(ENTER);
    assert_eq!(terminal.finish().code, 0, "{shell}");
}

/// A line that Tab completes at every place: a file, flags and options of its
/// questions, by either way to answer.
const STEPS: [(&str, &str); 6] = [
    ("salesmodel -Q ow", "salesmodel -Q own.yaml"),
    (" --si", "salesmodel -Q own.yaml --size"),
    (" sm", "salesmodel -Q own.yaml --size small"),
    (" -a ki", "salesmodel -Q own.yaml --size small -a kind="),
    ("on", "salesmodel -Q own.yaml --size small -a kind=one"),
    (" -f te", "salesmodel -Q own.yaml --size small -a kind=one -f text"),
];

#[test]
fn a_whole_line_in_bash() {
    complete("bash", &STEPS);
}

#[test]
fn a_whole_line_in_zsh() {
    complete("zsh", &STEPS);
}

#[test]
fn a_whole_line_in_fish() {
    complete("fish", &STEPS);
}

/// elvish quotes a word with an equals sign, so the line has none.
#[test]
fn a_whole_line_in_elvish() {
    complete(
        "elvish",
        &[
            ("salesmodel -Q ow", "salesmodel -Q own.yaml"),
            (" --si", "salesmodel -Q own.yaml --size"),
            (" sm", "salesmodel -Q own.yaml --size small"),
            (" --ki", "salesmodel -Q own.yaml --size small --kind"),
            (" on", "salesmodel -Q own.yaml --size small --kind one"),
        ],
    );
}

/// Equals signs and quotes, which shells and commands have to treat in the same way.
const QUOTES: [(&str, &str); 3] = [
    ("salesmodel -Q our", r"salesmodel -Q our\ own.yaml"),
    (" --size=sm", r"salesmodel -Q our\ own.yaml --size=small"),
    (" -a 'kind=on", r"salesmodel -Q our\ own.yaml --size=small -a 'kind=one'"),
];

#[test]
fn equals_signs_and_quotes_in_bash() {
    complete("bash", &QUOTES);
}

#[test]
fn equals_signs_and_quotes_in_zsh() {
    complete("zsh", &QUOTES);
}

#[test]
fn equals_signs_and_quotes_in_fish() {
    complete("fish", &QUOTES);
}

/// If several words fit, a shell lists them with what they mean.
#[test]
fn options_are_listed_with_their_labels() {
    for (shell, shown) in [
        ("bash", ["small", "large", "unsure"]),
        ("zsh", ["small   -- Few", "large   -- Many (10 to less than 100)", "unsure  -- Not sure"]),
        ("fish", ["(Few", "(Many (10 to less than 100", "(Not sure)"]),
    ] {
        let folder = folder();
        let Some(mut terminal) = open(shell, folder.path()) else { continue };
        terminal.type_in("salesmodel -Q own.yaml --size ").type_in(TAB).type_in(TAB);
        terminal.wait_for("the list", |text| shown.iter().all(|label| text.contains(label)));
    }
}
