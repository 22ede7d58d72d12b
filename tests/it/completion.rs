//! What the command proposes to a shell, when it is asked as the script of each shell asks
//! it. `terminal::completion` presses Tab in real shells.

use std::fs::{self, File};
use std::io::Seek;
use std::path::Path;
use std::process::Stdio;

use salesmodel::questionnaire::{BUILTINS, Questionnaire};

use crate::support::{OWN, command, finish, folder, run};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

/// A proposal: the word, and what it means if the shell shows that.
#[derive(Debug, PartialEq)]
struct Proposal {
    word: String,
    meaning: Option<String>,
}

/// What is proposed for the last of the words after the command.
fn propose(shell: &str, folder: &Path, words: &[&str]) -> Vec<Proposal> {
    let words = [&["salesmodel"], words].concat();
    let (last, before) = words.split_last().expect("there is a word");
    let mut handed: Vec<String> = Vec::new();
    // bash keeps whatever is before the last separator.
    let mut kept = String::new();
    match shell {
        "bash" => {
            let mut parts: Vec<&str> = before.iter().flat_map(|word| apart(word)).collect();
            let mut ends = apart(last);
            let end = match ends.last() {
                Some(end) if *end != "=" => ends.pop().unwrap_or_default(),
                _ => "",
            };
            kept = ends.concat();
            parts.extend(&ends);
            // If the word is a separator, the cursor is in that part.
            let index =
                if end.is_empty() && !ends.is_empty() { parts.len() - 1 } else { parts.len() };
            if index == parts.len() {
                parts.push(end);
            }
            handed.extend([index.to_string(), end.to_owned()]);
            handed.extend(parts.iter().map(|part| (*part).to_owned()));
        }
        "zsh" => {
            handed.push(before.len().to_string());
            handed.extend(words.iter().map(|word| (*word).to_owned()));
        }
        _ => handed.extend(words.iter().map(|word| (*word).to_owned())),
    }
    let mut command = command();
    command.current_dir(folder).env("SALESMODEL_COMPLETE", shell).arg("--").args(&handed);
    let run = finish(&mut command, "");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{shell} {words:?}");
    assert!(!run.stdout.contains('\u{1b}'), "{shell} {words:?}: {}", run.stdout);
    let proposal = |line: &str| match shell {
        "bash" => Proposal { word: format!("{kept}{line}"), meaning: None },
        "elvish" => Proposal { word: line.to_owned(), meaning: None },
        _ => {
            let between = if shell == "zsh" { ':' } else { '\t' };
            let (word, meaning) = match line.split_once(between) {
                Some((word, meaning)) => (word, Some(meaning.to_owned())),
                None => (line, None),
            };
            Proposal { word: word.to_owned(), meaning }
        }
    };
    run.stdout.lines().map(proposal).collect()
}

/// A word as bash splits it.
fn apart(word: &str) -> Vec<&str> {
    match word.split_once('=') {
        Some((before, after)) => {
            let at = before.len();
            let parts = [before, &word[at..=at], after];
            parts.into_iter().filter(|part| !part.is_empty()).collect()
        }
        None => vec![word],
    }
}

fn words(proposals: &[Proposal]) -> Vec<&str> {
    proposals.iter().map(|proposal| proposal.word.as_str()).collect()
}

#[test]
fn each_shell_hears_what_fits_the_word() {
    let folder = folder();
    fs::write(folder.path().join("own.yaml"), OWN).expect("the folder takes a file");
    fs::write(folder.path().join("notes.txt"), "").expect("the folder takes a file");
    fs::create_dir(folder.path().join("more")).expect("the folder takes a folder");
    let built_in: Vec<&str> = BUILTINS.iter().map(|builtin| builtin.name).collect();
    let sources = [&built_in[..], &["own.yaml", "more/"]].concat();
    let table: [(&[&str], &[&str]); 26] = [
        (&["--le"], &["--leads"]),
        (&["--leads", ""], &["inbound", "outbound", "both", "referrals", "partners", "unsure"]),
        (&["--leads", "o"], &["outbound"]),
        (&["--leads=o"], &["--leads=outbound"]),
        (
            &["--contacts="],
            &[
                "--contacts=one-or-two",
                "--contacts=several",
                "--contacts=everyone",
                "--contacts=unsure",
            ],
        ),
        (&["-a", ""], &["leads=", "revenue=", "sellers=", "contacts="]),
        (&["-a", "re"], &["revenue="]),
        (
            &["-a", "sellers="],
            &["sellers=one", "sellers=some-deals", "sellers=every-deal", "sellers=unsure"],
        ),
        (&["-a", "leads=inbound", "--answer", "sellers=e"], &["sellers=every-deal"]),
        (&["--answer=leads=re"], &["--answer=leads=referrals"]),
        (&["-Q", "own.yaml", "--si"], &["--size"]),
        (&["-Q", "own.yaml", "--le"], &[]),
        (&["-Q", "own.yaml", "--size", ""], &["small", "large", "unsure"]),
        (&["--questionnaire=own.yaml", "--size=l"], &["--size=large"]),
        (&["-Qown.yaml", "-a", "ki"], &["kind="]),
        (&["-Q", ""], &sources),
        (&["-Q", "o"], &["own.yaml"]),
        (&["--from", ""], &["notes.txt", "own.yaml", "more/"]),
        (&["-f", "j"], &["json"]),
        (&["mo"], &["models"]),
        (&["models", "t"], &["team"]),
        (&["models", "-Q", "own.yaml", "l"], &["left"]),
        (&["questions", "s"], &["show"]),
        (&["questions", "show", "ow"], &["own.yaml"]),
        (&["schema", "answers", "--q"], &["--questionnaire"]),
        (&["completions", "f"], &["fish"]),
    ];
    for shell in SHELLS {
        for (typed, expected) in table {
            let proposals = propose(shell, folder.path(), typed);
            assert_eq!(words(&proposals), expected, "{shell} {typed:?}");
        }
    }
}

#[test]
fn flags_carry_their_question_and_options_their_label() {
    let folder = folder();
    fs::write(folder.path().join("own.yaml"), OWN).expect("the folder takes a file");
    let questionnaire = Questionnaire::parse("", OWN).expect("it is right");
    let question = &questionnaire.questions()[0];
    for shell in ["zsh", "fish", "powershell"] {
        let flag = propose(shell, folder.path(), &["-Q", "own.yaml", "--size"]);
        assert_eq!(flag[0].meaning.as_deref(), Some(question.text.as_str()), "{shell}");
        let by_id = propose(shell, folder.path(), &["-Q", "own.yaml", "-a", "size"]);
        assert_eq!(by_id[0].meaning.as_deref(), Some(question.text.as_str()), "{shell}");
        for typed in [["--size", ""], ["-a", "size="]] {
            let proposals =
                propose(shell, folder.path(), &[&["-Q", "own.yaml"], &typed[..]].concat());
            for (option, proposal) in question.options.iter().zip(&proposals) {
                let meaning = proposal.meaning.as_deref().expect("it has a meaning");
                assert!(meaning.starts_with(&option.label), "{shell}: {meaning}");
            }
        }
    }
}

/// No subcommand is proposed after a flag, because none can follow.
#[test]
fn a_flag_ends_the_choice_of_subcommands() {
    let folder = folder();
    for shell in SHELLS {
        let first = propose(shell, folder.path(), &[""]);
        assert!(words(&first).contains(&"models"), "{shell}");
        let behind = propose(shell, folder.path(), &["--leads", "inbound", ""]);
        assert!(words(&behind).contains(&"--revenue"), "{shell}");
        assert!(!words(&behind).contains(&"models"), "{shell}");
    }
}

/// Quotes and spaces, which bash and zsh leave to the command.
#[test]
fn bash_gets_words_quoted_as_they_were_begun() {
    let folder = folder();
    fs::write(folder.path().join("it's $1.yaml"), OWN).expect("the folder takes a file");
    let name = folder.path().display().to_string();
    let ask = |handed: &[&str]| {
        let mut command = command();
        command.current_dir(folder.path()).env("HOME", &name).env("SALESMODEL_COMPLETE", "bash");
        finish(command.arg("--").args(handed), "").stdout
    };
    for (typed, replaced, expected) in [
        ("it", "it", r"it\'s\ \$1.yaml"),
        (r"it\'s\ ", r"it\'s\ ", r"it\'s\ \$1.yaml"),
        ("\"it", "it", r"it's \$1.yaml"),
        ("'it", "it", r"it'\''s $1.yaml"),
        ("~/it", "~/it", r"~/it\'s\ \$1.yaml"),
        // The cursor is in the middle of the word.
        ("it-and-more", "it", r"it\'s\ \$1.yaml"),
    ] {
        let reply = ask(&["2", replaced, "salesmodel", "-Q", typed]);
        assert_eq!(reply, format!("{expected}\n"), "{typed}");
    }
    for quoted in
        [r"it\'s\ \$1.yaml", r#""it's \$1.yaml""#, r"'it'\''s $1.yaml'", r"~/it\'s\ \$1.yaml"]
    {
        let reply = ask(&["3", "--si", "salesmodel", "-Q", quoted, "--si"]);
        assert_eq!(reply, "--size\n", "{quoted}");
    }
    // bash splits a path at a colon, and begins a new word after one separator.
    assert_eq!(ask(&["4", "x", "salesmodel", "-Q", "a", ":", "x"]), "");
    assert_eq!(
        ask(&["4", "--forma", "salesmodel", "--leads", "=", "inbound", "--forma"]),
        "--format\n"
    );
}

/// Whatever the flag names, the rest is proposed, nothing is printed, and nothing is read
/// that can be read only once.
#[test]
fn a_questionnaire_that_cannot_be_read_hinders_nothing() {
    let folder = folder();
    let path = folder.path().join("own.yaml");
    fs::write(&path, OWN).expect("the folder takes a file");
    fs::write(folder.path().join("-"), OWN).expect("the folder takes a file");
    fs::write(folder.path().join("broken.yaml"), "format: 1\nid: [").expect("it takes a file");
    fs::write(folder.path().join("huge.yaml"), "a".repeat(2 << 20)).expect("it takes a file");
    #[cfg(unix)]
    {
        let pipe = std::process::Command::new("mkfifo").arg(folder.path().join("pipe")).status();
        assert!(pipe.expect("there is a command for it").success());
    }
    for shell in ["fish", "powershell", "elvish"] {
        for name in
            ["-", "none.yaml", "broken.yaml", "huge.yaml", "pipe", ".", "", "/dev/zero", "'"]
        {
            let mut input = File::open(&path).expect("it can be read");
            let mut command = command();
            command.current_dir(folder.path()).env("SALESMODEL_COMPLETE", shell);
            command.args(["--", "salesmodel", "-Q", name, "--"]);
            let shared = input.try_clone().expect("it can be shared");
            let output = command.stdin(Stdio::from(shared)).output().expect("it runs");
            assert!(output.status.success(), "{shell} {name}");
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{shell} {name}");
            let proposed = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(proposed.contains("--format"), "{shell} {name}: {proposed}");
            assert!(
                !proposed.contains("--leads") && !proposed.contains("--size"),
                "{shell} {name}"
            );
            assert_eq!(input.stream_position().expect("it is a file"), 0, "{shell} reads {name}");
        }
    }
}

#[test]
fn nonsense_from_a_shell_is_answered_with_nothing() {
    let most = usize::MAX.to_string();
    for (shell, handed) in [
        ("bash", vec![]),
        ("bash", vec!["2"]),
        ("bash", vec!["two", "", "salesmodel"]),
        ("bash", vec![&*most, "", "salesmodel"]),
        ("bash", vec!["0", "", "salesmodel"]),
        ("bash", vec!["1", "", "="]),
        ("zsh", vec![]),
        ("zsh", vec!["1", "salesmodel"]),
        ("zsh", vec![&*most, "salesmodel"]),
        ("fish", vec![]),
        ("elvish", vec!["salesmodel"]),
    ] {
        let mut command = command();
        command.env("SALESMODEL_COMPLETE", shell).arg("--").args(&handed);
        let run = finish(&mut command, "");
        assert_eq!((run.code, &*run.stdout, &*run.stderr), (0, "", ""), "{shell} {handed:?}");
    }
}

/// The variable alone changes nothing, and neither does an unknown shell.
#[test]
fn only_a_script_asks_for_completions() {
    let version = run(&["--version"]).stdout;
    for shell in ["bash", "nushell", "", "1"] {
        let run = finish(command().env("SALESMODEL_COMPLETE", shell).arg("--version"), "");
        assert_eq!((run.code, run.stdout.as_str()), (0, version.as_str()), "{shell}");
    }
    let unknown = finish(command().env("SALESMODEL_COMPLETE", "nushell").args(["--", "x"]), "");
    assert_eq!(unknown.code, 2);
}

/// The script calls the command in the same way as it was called itself.
#[test]
fn a_script_for_each_shell() {
    for shell in SHELLS {
        let script = run(&["completions", shell]);
        assert_eq!((script.code, script.stderr.as_str()), (0, ""), "{shell}");
        let asks = script.stdout.contains("SALESMODEL_COMPLETE");
        assert!(asks && script.stdout.contains(env!("CARGO_BIN_EXE_salesmodel")), "{shell}");
    }
    let none = run(&["completions", "nushell"]);
    assert_eq!(none.code, 2);
    assert!(SHELLS.iter().all(|shell| none.stderr.contains(shell)), "{}", none.stderr);
}
