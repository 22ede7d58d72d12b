//! The command from outside: both streams and the exit code, files, pipes, and
//! what it does with nonsense.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Run, command, finish, run, run_in, run_with_input};

/// A complete set of answers.
const ANSWERS: [&str; 8] =
    ["--leads", "outbound", "--revenue", "30%", "--sellers", "every-deal", "--contacts", "2"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    ANSWERS.iter().copied().chain(more.iter().copied()).collect()
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("there is room for a folder")
}

/// The message of a run that failed with a code and wrote nothing.
fn failure(run: &Run, code: i32) -> &str {
    assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{}", run.stderr);
    assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    assert_eq!(run.stderr.matches("error: ").count(), 1, "{}", run.stderr);
    &run.stderr
}

#[test]
fn answers_can_come_in_every_way_and_flags_win() {
    let folder = folder();
    let file = folder.path().join("answers.yaml");
    fs::write(&file, "leads: inbound\nrevenue: 30%\nsellers: one\ncontacts: 2\n")
        .expect("the folder takes a file");
    let expected = run(&with(&["-f", "json"]));
    let from = ["--from", "answers.yaml", "--leads=outbound", "-a", "sellers=every-deal"];
    let mixed = run_in(folder.path(), &[&from[..], &["-f", "json"]].concat());
    assert_eq!(mixed.stdout, expected.stdout);

    let text = fs::read_to_string(&file).expect("it was just written");
    let args = ["--from", "-", "--leads", "outbound", "--answer=sellers=every-deal", "-fjson"];
    assert_eq!(run_with_input(&args, &text).stdout, expected.stdout);
}

#[test]
fn missing_answers_are_all_named_with_their_options() {
    let missing = run(&["--leads", "inbound", "--contacts", "several"]);
    let message = failure(&missing, 2);
    for word in ["--revenue", "nearly-all", "--sellers", "some-deals", "unsure", "30%"] {
        assert!(message.contains(word), "{word}: {message}");
    }
    assert!(!message.contains("  --leads  ") && !message.contains("referrals"), "{message}");
    // The example is a whole command that works.
    let example = message.lines().last().expect("it has lines").trim();
    let words: Vec<&str> = example.split(' ').collect();
    assert_eq!(words[0], "salesmodel");
    assert_eq!(run(&words[1..]).code, 0, "{example}");
}

#[test]
fn every_wrong_answer_is_named_at_once() {
    let args = ["--leads", "inbuond", "--revenue", "0.85", "-a", "sellers=1", "-a", "seller=one"];
    let wrong = run(&args);
    let message = failure(&wrong, 2);
    insta::assert_snapshot!(message, @r#"
    error: 4 answers are wrong
    --leads: "inbuond" is not an answer to leads
      Did you mean inbound? The answers are inbound, outbound, both, referrals, partners or unsure.
    --revenue: 0.85 may be a fraction or a percentage
      Write 85% if it is a fraction, or 0.85% if it is a percentage.
    --answer sellers: 1 may be a fraction or a percentage
      Write 100% if it is a fraction, or 1% if it is a percentage.
    --answer seller: no question is called "seller"
      Did you mean sellers?
    "#);
}

#[test]
fn usage_errors_have_code_2() {
    let usage: [(&[&str], &str); 16] = [
        (&["--lead", "inbound"], "--leads"),
        (&["--leads", "inbound", "--leads", "outbound"], "cannot be used multiple times"),
        (&["--leads", "inbound", "-a", "leads=outbound"], "leads is answered twice"),
        (&["-a", "leads"], "\"leads\" has no = in it"),
        (&["-a", "weather=fine"], "no question is called \"weather\""),
        (&["-f", "xml"], "text, json"),
        (&["-o", "result.xml"], "no format has the extension .xml"),
        (&["-o", ""], "--output"),
        (&["-Q", "-", "--from", "-"], "would both read standard input"),
        (&["--plain", "--from", "-"], "would both read standard input"),
        (&["--plain", "--no-input"], "cannot be used with"),
        (&["-o", "same", "-s", "same"], "the same file"),
        (&["-f", "json", "-s", "-"], "--save - would mix"),
        (&["--company", "a\u{1b}[31m"], "control character U+001B"),
        (&["models", "inbuond"], "Did you mean inbound?"),
        (&["models", "--leads", "inbound"], "--leads"),
    ];
    for (args, says) in usage {
        let wrong = run(args);
        assert!(failure(&wrong, 2).contains(says), "{args:?}: {}", wrong.stderr);
        assert!(!wrong.stderr.contains('\u{1b}'), "{args:?}");
    }
}

/// Text from the command line comes back without what steers a terminal, also
/// in messages that a library words.
#[test]
fn messages_do_not_steer_the_terminal() {
    let nasty = "\u{1b}]0;owned\u{7}\u{9b}2J";
    for args in [
        vec!["--leads", nasty],
        vec![nasty],
        vec!["-Q", nasty],
        vec!["--from", nasty],
        vec!["-a", nasty],
        vec!["models", nasty],
        vec!["-f", nasty],
    ] {
        let wrong = run(&args);
        assert!(wrong.code == 1 || wrong.code == 2, "{args:?}");
        assert!(!wrong.stderr.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{:?}", wrong.stderr);
    }
}

#[test]
fn what_cannot_be_read_has_code_1() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("latin.yaml"), b"leads: gr\xfcn\n").expect("the folder takes a file");
    fs::write(path("empty.yaml"), "").expect("the folder takes a file");
    for (flag, name, says) in [
        ("--from", "none.yaml", "none.yaml"),
        ("--from", ".", "cannot read"),
        ("--from", "latin.yaml", "byte 9"),
        ("--from", "empty.yaml", "there is nothing in it"),
        ("-Q", "none.yaml", "none.yaml"),
        ("-Q", "latin.yaml", "byte 9"),
        ("-Q", "empty.yaml", "there is nothing in it"),
    ] {
        let wrong = run(&[flag, &path(name)]);
        assert!(failure(&wrong, 1).contains(says), "{flag} {name}: {}", wrong.stderr);
    }
    let name = run(&["-Q", "b2x"]);
    assert!(failure(&name, 1).contains("The built-in questionnaires are: b2b"));
}

#[test]
fn a_broken_questionnaire_keeps_nobody_from_the_help() {
    let folder = folder();
    fs::write(folder.path().join("broken.yaml"), "[").expect("the folder takes a file");
    for help in ["--help", "-h", "--version", "-V"] {
        let helped = run_in(folder.path(), &["-Q", "broken.yaml", help]);
        assert_eq!((helped.code, helped.stderr.as_str()), (0, ""), "{help}");
    }
    assert_eq!(run_in(folder.path(), &["-Q", "broken.yaml"]).code, 1);
}

#[test]
fn nothing_leads_without_an_answer_that_says_so() {
    let all = ["--leads=unsure", "--revenue=unsure", "--sellers=unsure", "--contacts=unsure"];
    let none = run(&all);
    insta::assert_snapshot!(failure(&none, 1), @r"
    error: these answers name no model: one needs 8 points to lead, and the best has 0
    Answer --leads: inbound, outbound, both, referrals, partners or unsure
    ");
}

#[test]
fn a_saved_result_is_read_again() {
    let folder = folder();
    let args = with(&["--company", "O'Hara & Zn", "-s", "saved.json", "-o", "report.txt"]);
    let saving = run_in(folder.path(), &args);
    assert_eq!((saving.code, saving.stdout.as_str(), saving.stderr.as_str()), (0, "", ""));
    let report = fs::read_to_string(folder.path().join("report.txt")).expect("it was written");
    assert!(report.starts_with("The leading model of O'Hara & Zn is Team selling"), "{report}");

    let saved = fs::read_to_string(folder.path().join("saved.json")).expect("it was written");
    let again = run_in(folder.path(), &["--from", "saved.json", "-f", "json"]);
    assert_eq!(again.stdout, saved);
    let changed = run_in(
        folder.path(),
        &["--from", "saved.json", "--sellers", "one", "--company", "Ada", "-fjson"],
    );
    let changed: Value = serde_json::from_str(&changed.stdout).expect("one JSON document");
    assert_eq!(changed["model"]["id"], "outbound");
    assert_eq!(changed["company"], "Ada");
    assert_eq!(changed["values"]["revenue"], 30);
}

/// The command in the JSON goes through a shell and gives the same result.
#[cfg(unix)]
#[test]
fn the_command_survives_a_shell() {
    let args = with(&["--company", "O'Hara & \"Zn\" $HOME `id` *", "-f", "json"]);
    let first = run(&args);
    let result: Value = serde_json::from_str(&first.stdout).expect("one JSON document");
    let line = result["command"].as_str().expect("it can be repeated");
    let line = line.replacen("salesmodel", env!("CARGO_BIN_EXE_salesmodel"), 1);
    let mut shell = std::process::Command::new("/bin/sh");
    let again = finish(shell.args(["-c", &format!("{line} -f json")]), "");
    assert_eq!(again.stdout, first.stdout);
}

#[test]
fn the_extension_names_the_format_and_the_flag_wins() {
    let folder = folder();
    for (args, json) in [
        (vec!["-o", "a.json"], true),
        (vec!["-o", "a.JSON"], true),
        (vec!["-o", "a.txt"], false),
        (vec!["-o", "a"], false),
        (vec!["-o", "a.json", "-f", "text"], false),
        (vec!["-o", "a.xyz", "-f", "json"], true),
    ] {
        let done = run_in(folder.path(), &with(&args));
        assert_eq!((done.code, done.stdout.as_str()), (0, ""), "{args:?} {}", done.stderr);
        let text = fs::read_to_string(folder.path().join(args[1])).expect("it was written");
        assert_eq!(serde_json::from_str::<Value>(&text).is_ok(), json, "{args:?}");
        assert!(!text.contains('\u{1b}'));
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_replaced_whole_and_keeps_what_it_is() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let folder = folder();
    let (file, link) = (folder.path().join("real.json"), folder.path().join("link.json"));
    fs::write(&file, "old").expect("the folder takes a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("it is ours");
    symlink("real.json", &link).expect("the folder takes a link");
    let before = fs::metadata(&file).expect("it is there").ino();

    let done = run_in(folder.path(), &with(&["-o", "link.json"]));
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
    let after = fs::metadata(&file).expect("it is there");
    assert_eq!(after.permissions().mode() & 0o777, 0o640);
    assert_ne!(after.ino(), before, "it was written beside and renamed");
    assert!(fs::read_to_string(&file).expect("it can be read").starts_with('{'));
    let left = fs::read_dir(folder.path()).expect("it can be listed").count();
    assert_eq!(left, 2, "nothing is left beside it");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_does_not_pass_unnoticed() {
    let full = run(&with(&["-o", "/dev/full"]));
    assert!(failure(&full, 1).contains("/dev/full"));
    assert!(fs::metadata("/dev/full").is_ok_and(|device| !device.is_file()));
    for args in [with(&[]), vec!["--help"], vec!["models"], vec!["questions", "show"]] {
        let device = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let mut child = command()
            .args(&args)
            .stdin(Stdio::null())
            .stdout(device)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut message = String::new();
        let stderr = child.stderr.as_mut().expect("it is piped");
        stderr.read_to_string(&mut message).expect("it is UTF-8");
        assert_eq!(child.wait().expect("it ends").code(), Some(1), "{args:?}");
        assert!(message.starts_with("error: ") && message.contains("standard output"), "{message}");
    }
}

/// The command in a result can be run as it is, whatever the names in it.
#[cfg(unix)]
#[test]
fn every_command_can_be_repeated() {
    let folder = folder();
    let yaml = run(&["questions", "show"]).stdout;
    for (company, file) in [
        ("-x", "-x.yaml"),
        ("--leads", "a b.yaml"),
        ("{a,b}", "{x,y}.yaml"),
        ("it's", "$HOME.yaml"),
        ("--", "#.yaml"),
    ] {
        fs::write(folder.path().join(file), &yaml).expect("the folder takes a file");
        let (company, file) = (format!("--company={company}"), format!("-Q={file}"));
        let first = run_in(folder.path(), &with(&[&company, &file, "-fjson"]));
        assert_eq!(first.code, 0, "{}", first.stderr);
        let result: Value = serde_json::from_str(&first.stdout).expect("one JSON document");
        let line = result["command"].as_str().expect("it can be repeated");
        let line = line.replacen("salesmodel", env!("CARGO_BIN_EXE_salesmodel"), 1);
        // bash, because it expands more than other shells; sh where it is not.
        let shell =
            if std::path::Path::new("/bin/bash").exists() { "/bin/bash" } else { "/bin/sh" };
        let mut shell = std::process::Command::new(shell);
        shell.current_dir(folder.path()).args(["-c", &format!("{line} -f json")]);
        let again = finish(&mut shell, "");
        assert_eq!(again.stdout, first.stdout, "{line}: {}", again.stderr);
    }
    let once = run_with_input(&with(&["-Q", "/dev/stdin", "-fjson"]), &yaml);
    let result: Value = serde_json::from_str(&once.stdout).expect("one JSON document");
    assert_eq!(result["command"], Value::Null);
}

#[test]
fn a_result_does_not_take_the_place_of_its_questionnaire() {
    let folder = folder();
    let yaml = run(&["questions", "show"]).stdout;
    fs::write(folder.path().join("q.yaml"), &yaml).expect("the folder takes a file");
    for flag in ["-o", "-s"] {
        let wrong = run_in(folder.path(), &with(&["-Q", "q.yaml", "-fjson", flag, "./q.yaml"]));
        assert!(failure(&wrong, 2).contains("place of the questionnaire"), "{}", wrong.stderr);
    }
    let kept = fs::read_to_string(folder.path().join("q.yaml")).expect("it is there");
    assert_eq!(kept, yaml);
}

/// What is written to an open file goes behind what stands in it.
#[cfg(target_os = "linux")]
#[test]
fn an_open_file_is_not_replaced() {
    let folder = folder();
    let program = env!("CARGO_BIN_EXE_salesmodel");
    let line = format!("echo HEAD >log; {program} {} -o /dev/stdout >>log", ANSWERS.join(" "));
    let mut shell = std::process::Command::new("/bin/sh");
    let done = finish(shell.current_dir(folder.path()).args(["-c", &line]), "");
    assert_eq!(done.code, 0, "{}", done.stderr);
    let log = fs::read_to_string(folder.path().join("log")).expect("it is there");
    assert!(log.starts_with("HEAD\nYour leading model is Team selling"), "{log}");
}

/// A pipe under a file's name is written as it is, also behind links.
#[cfg(unix)]
#[test]
fn a_pipe_is_written_directly() {
    let program = env!("CARGO_BIN_EXE_salesmodel");
    let line = format!("{program} {} -f json -o /dev/stdout | cat", ANSWERS.join(" "));
    let piped = finish(std::process::Command::new("/bin/sh").args(["-c", &line]), "");
    assert_eq!((piped.code, piped.stderr.as_str()), (0, ""));
    assert_eq!(piped.stdout, run(&with(&["-f", "json"])).stdout);
}

#[test]
fn what_cannot_be_written_has_code_1_and_leaves_nothing() {
    let folder = folder();
    fs::create_dir(folder.path().join("inner")).expect("the folder takes another");
    for (name, says) in [
        ("inner", "cannot write inner: it is a folder"),
        ("none/x.json", "cannot write none/x.json: there is no such folder"),
        ("inner/..", "it is a folder"),
    ] {
        for flag in ["-o", "-s"] {
            let wrong = run_in(folder.path(), &with(&["-f", "json", flag, name]));
            assert!(failure(&wrong, 1).contains(says), "{flag} {name}: {}", wrong.stderr);
        }
    }
    assert_eq!(fs::read_dir(folder.path()).expect("it can be listed").count(), 1);
    let same = run_in(folder.path(), &with(&["-o", "x.json", "-s", "inner/../x.json"]));
    assert!(failure(&same, 2).contains("the same file"));
}

/// A place that cannot be written to is found before anything is asked, and one
/// that fails later costs nobody the answers.
#[cfg(target_os = "linux")]
#[test]
fn a_quiz_is_not_lost_to_a_full_disk() {
    let early = run_with_input(&["--plain", "-s", "/nowhere/x.json"], "1\n1\n1\n1\n");
    assert!(!early.stderr.contains("Question 1"), "{}", early.stderr);
    let late = run_with_input(&["--plain", "-s", "/dev/full"], "1\n1\n1\n1\n");
    assert_eq!(late.code, 1);
    assert!(late.stdout.starts_with("Your leading model is Inbound sales"), "{}", late.stdout);
    let answers = "Your answers: salesmodel --leads inbound --revenue little --sellers one \
                   --contacts one-or-two";
    assert!(late.stderr.contains(answers), "{}", late.stderr);
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    for args in [with(&[]), with(&["-f", "json"]), vec!["--help"], vec!["questions", "show"]] {
        let (reader, writer) = std::io::pipe().expect("the system has pipes");
        let mut child = command()
            .args(&args)
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        drop(reader);
        let mut message = String::new();
        let stderr = child.stderr.as_mut().expect("it is piped");
        stderr.read_to_string(&mut message).expect("it is UTF-8");
        assert_eq!((child.wait().expect("it ends").code(), message.as_str()), (Some(0), ""));
    }
}

/// JSON is the same byte for byte whatever is around the command; text follows
/// the width, the locale and the colours.
#[test]
fn the_surroundings_change_text_and_never_json() {
    let surroundings: [&[(&str, &str)]; 7] = [
        &[("COLUMNS", "40")],
        &[("LC_ALL", "C")],
        &[("LANG", "de_DE.ISO-8859-1"), ("LC_ALL", "")],
        &[("CLICOLOR_FORCE", "1")],
        &[("NO_COLOR", "1")],
        &[("TERM", "dumb"), ("ACCESSIBLE", "1")],
        &[("HOME", "/nowhere")],
    ];
    let json = run(&with(&["-f", "json"])).stdout;
    let text = run(&with(&[])).stdout;
    assert!(!text.contains('\u{1b}') && text.contains('\u{2588}'));
    for around in surroundings {
        let around = around.iter().copied();
        let same = finish(command().args(with(&["-f", "json"])).envs(around.clone()), "");
        assert_eq!(same.stdout, json);
        let other = finish(command().args(with(&[])).envs(around.clone()), "");
        assert_eq!((other.code, other.stderr.as_str()), (0, ""));
        for (name, value) in around {
            match (name, value) {
                ("COLUMNS", _) => assert!(other.stdout.lines().count() > text.lines().count()),
                ("LC_ALL", "C") | ("LANG", _) => assert!(other.stdout.is_ascii()),
                ("CLICOLOR_FORCE", _) => assert!(other.stdout.contains('\u{1b}')),
                ("NO_COLOR" | "TERM" | "HOME", _) => assert_eq!(other.stdout, text),
                _ => {}
            }
        }
    }
    let never = finish(command().args(with(&["--color", "never"])).env("CLICOLOR_FORCE", "1"), "");
    assert_eq!(never.stdout, text);
    let always = finish(command().args(with(&["--color=always"])).env("NO_COLOR", "1"), "");
    assert!(always.stdout.contains('\u{1b}'));
}

#[test]
fn the_plain_quiz_reads_lines_from_anywhere() {
    let quiz = run_with_input(&["--plain", "-f", "json"], "2\n30%\nevery\n1\n");
    assert_eq!(quiz.code, 0, "{}", quiz.stderr);
    assert!(!quiz.stderr.contains('\u{1b}'));
    let result: Value = serde_json::from_str(&quiz.stdout).expect("one JSON document");
    let answers = [("leads", "outbound"), ("revenue", "some"), ("sellers", "every-deal")];
    for (question, answer) in answers {
        assert_eq!(result["answers"][question], answer);
    }
    assert_eq!(result["values"]["revenue"], 30);

    let back = run_with_input(&["--plain", "-f", "json"], "2\nb\n1\n1\n1\n1\n3\n3\n\n");
    let result: Value = serde_json::from_str(&back.stdout).expect("one JSON document");
    assert_eq!(result["answers"]["leads"], "inbound");
    assert_eq!(result["answers"]["sellers"], "every-deal");

    for (input, code) in [("1\n2\n", 2), ("", 2), ("b\n", 2), ("q\n", 130), ("b\ny\n", 130)] {
        let ended = run_with_input(&["--plain"], input);
        assert_eq!((ended.code, ended.stdout.as_str()), (code, ""), "{input:?}");
    }
}

/// Without a person at the other end, a wrong line ends the quiz: the next line
/// is the answer to another question.
#[test]
fn the_plain_quiz_says_what_is_wrong() {
    for (input, says) in [
        ("9\n", "line 1 of standard input: There is no answer 9. Give a number from 1 to 6."),
        ("1\n\n1\n", "line 2 of standard input: Give a number from 1 to 5."),
        (
            "1\n30\n",
            "There is no answer 30. Give a number from 1 to 5. For a percentage, write 30%.",
        ),
        ("1\n0.5\n", "For a percentage, write 0.5%."),
        ("ref\nn\nzz\n", "line 3 of standard input: \"zz\" is not an answer to sellers."),
        ("1\n1\n1\n2.5\n", "There is no answer 2.5."),
        ("1\n1\n1\n20\r%\n", "20\\r%"),
        ("1\n1\n1\n1\n9\n", "line 5 of standard input: Give a number from 1 to 4, or Enter."),
    ] {
        let quiz = run_with_input(&["--plain"], input);
        assert_eq!((quiz.code, quiz.stdout.as_str()), (2, ""), "{input:?}");
        assert!(quiz.stderr.contains(says), "{input:?}: {}", quiz.stderr);
        assert!(!quiz.stderr.contains('\r'), "{input:?}");
    }
    let listed = run_with_input(&["--plain", "-f", "json"], "1.\n3)\n3.\n1.\n");
    let result: Value = serde_json::from_str(&listed.stdout).expect("one JSON document");
    assert_eq!(result["answers"]["revenue"], "most");
    assert_eq!(result["answers"]["sellers"], "every-deal");
}

/// Input that never ends and never answers ends the quiz.
#[test]
fn the_plain_quiz_does_not_go_round_for_ever() {
    let circles = run_with_input(&["--plain"], &"1\n".repeat(500));
    assert_eq!(circles.code, 2);
    let says = "standard input goes on without answering the questions\n";
    assert!(circles.stderr.ends_with(says), "{}", circles.stderr);
    for line in ["6\n", "b\n", "\n", "nonsense\n", "unsure\n"] {
        assert_eq!(run_with_input(&["--plain"], &line.repeat(500)).code, 2, "{line:?}");
    }
    // The rest of a line that is too long is no answer to the next question.
    let long = run_with_input(&["--plain"], &format!("{}3\n", " ".repeat(5000)));
    assert_eq!(long.code, 2);
    assert!(long.stderr.contains("longer than 4096 bytes"), "{}", long.stderr);
}

/// A file of less than a megabyte costs a bounded time, whatever is in it.
#[test]
fn a_hostile_questionnaire_is_refused_in_bounded_work() {
    let head = "format: 1\nid: x\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\nhybrid_at: 60\n";
    let question = |points: &str| {
        format!(
            "questions: [{{id: q, text: T, options: [{{id: a, label: A, points: {{{points}}}}}, \
             {{id: b, label: B}}]}}]\n"
        )
    };
    let model = "models: [{id: m, name: M}]\n";
    let unknown = (0..60_000).map(|i| format!("z{i}: 1")).collect::<Vec<_>>().join(", ");
    let stages: String =
        (0..190).map(|i| format!("  - {{id: s{i}, name: S, goal: G, exit: E}}\n")).collect();
    let models: String = (0..9000).map(|i| format!("  - {{id: m{i}, name: M}}\n")).collect();
    let hostile = [
        (format!("{head}{}{model}", question(&unknown)), "100 or more problems"),
        (
            format!(
                "{head}{}{model}stages:\n{stages}always: [{}]\n",
                question("m: 1"),
                "zzzz, ".repeat(90_000)
            ),
            "may have 200",
        ),
        (format!("{head}{}models:\n{models}", question("m1: 1")), "may have 50"),
    ];
    for (text, says) in hostile {
        let refused = run_with_input(&["-Q", "-"], &text);
        assert!(failure(&refused, 1).contains(says), "{}", &refused.stderr[..200]);
        assert!(refused.stderr.len() < 200_000, "{}", refused.stderr.len());
    }
}

/// A questionnaire of one's own: its questions are flags, also in the help, and
/// one whose id is a flag already is answered with --answer.
#[test]
fn a_questionnaire_of_ones_own_has_flags_of_its_own() {
    let folder = folder();
    let yaml = "format: 1\nid: mine\nversion: '7'\nlang: en\ntitle: T\nlead_at: 1\nhybrid_at: 60\n\
                questions:\n  - id: colour\n    text: Which colour?\n    options:\n\
                \x20     - {id: red, label: Red, points: {warm: 1}}\n\
                \x20     - {id: blue, label: Blue, points: {cold: 1}}\n\
                \x20 - id: company\n    text: Which company?\n    options:\n\
                \x20     - {id: large, label: Large, points: {warm: 2}}\n\
                \x20     - {id: small, label: Small}\n\
                models:\n  - {id: warm, name: Warm}\n  - {id: cold, name: Cold}\n";
    fs::write(folder.path().join("my own.yaml"), yaml).expect("the folder takes a file");
    let args = ["-Q", "my own.yaml", "--colour", "blue", "-a", "company=small", "-f", "json"];
    let done = run_in(folder.path(), &args);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let result: Value = serde_json::from_str(&done.stdout).expect("one JSON document");
    assert_eq!(result["questionnaire"]["id"], "mine");
    assert_eq!(result["answers"]["company"], "small");
    assert_eq!(result["company"], Value::Null);
    let command = "salesmodel -Q 'my own.yaml' --colour blue --answer company=small";
    assert_eq!(result["command"], command);

    let help = run_in(folder.path(), &["--help", "-Q", "my own.yaml"]).stdout;
    assert!(help.contains("--colour") && help.contains("Blue") && !help.contains("--leads"));
    let missing = run_in(folder.path(), &["-Qmy own.yaml", "--colour=red"]);
    assert!(failure(&missing, 2).contains("--answer company="), "{}", missing.stderr);

    let piped = run_with_input(&["-Q", "-", "--colour", "red", "-a", "company=large"], yaml);
    assert_eq!(piped.code, 0, "{}", piped.stderr);
    assert!(!piped.stdout.contains("To repeat this"), "standard input cannot be read again");
    let hidden = run(&["--company", "-Q", "b2b"]);
    assert_eq!(hidden.code, 2);
}

#[test]
fn models_and_questions_are_shown() {
    let list: Value =
        serde_json::from_str(&run(&["models", "-f", "json"]).stdout).expect("one JSON document");
    for model in list.as_array().expect("a list") {
        let id = model["id"].as_str().expect("an id");
        let page = run(&["models", id]);
        assert_eq!((page.code, page.stderr.as_str()), (0, ""));
        for step in model["first_steps"].as_array().expect("a list") {
            let step = step.as_str().expect("a text");
            assert!(page.stdout.contains(&step[..30]), "{id}: {step}");
        }
        let one: Value = serde_json::from_str(&run(&["models", id, "-fjson"]).stdout)
            .expect("one JSON document");
        assert_eq!(one, *model);
    }
    let shown = run(&["questions", "show"]).stdout;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/questions/b2b.yaml");
    assert_eq!(shown, fs::read_to_string(file).expect("the questionnaire is there"));
    assert_eq!(run(&["questions", "show", "b2b"]).stdout, shown);
    assert_eq!(run(&["questions", "show", file]).stdout, shown);
    assert!(run(&["questions", "list"]).stdout.starts_with("b2b  How does your company sell?"));
}

/// The help fits 80 columns and has two examples and the exit codes.
#[test]
fn the_help_fits_the_window() {
    for args in [&["-h"][..], &["--help"], &["models", "--help"], &["questions", "show", "-h"]] {
        let help = finish(command().args(args).env("COLUMNS", "80"), "").stdout;
        for line in help.lines() {
            assert!(line.chars().count() <= 80, "{args:?}: {line}");
        }
    }
    let help = run(&["--help"]).stdout;
    assert_eq!(
        help.split("Examples:").nth(1).map(|rest| rest.matches("salesmodel").count()),
        Some(2)
    );
    assert!(help.contains("130  cancelled"));
}
