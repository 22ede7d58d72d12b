//! Files, pipes and devices that the command reads and writes.

#[cfg(target_os = "linux")]
mod left;
#[cfg(target_os = "linux")]
mod names;
#[cfg(target_os = "linux")]
mod replaced;
#[cfg(target_os = "linux")]
mod signals;
#[cfg(target_os = "linux")]
mod streams;

use std::fs;
use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use crate::support::{
    ANSWERS, command, failure, finish, folder, run, run_in, run_with_input, with,
};

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
fn a_saved_result_is_read_again() {
    let folder = folder();
    let args = with(&["--company", "O'Hara & Zn", "-s", "saved.json", "-o", "report.txt"]);
    let saving = run_in(folder.path(), &args);
    assert_eq!((saving.code, saving.stdout.as_str(), saving.stderr.as_str()), (0, "", ""));
    let report = fs::read_to_string(folder.path().join("report.txt")).expect("it was written");
    assert!(report.contains("O'Hara & Zn's leading model is clearly Team selling"), "{report}");

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
        // bash, because it expands more than other shells; sh if there is no bash.
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
    for (flag, name) in [("-o", "q.yaml"), ("-s", "q.json")] {
        fs::write(folder.path().join(name), &yaml).expect("the folder takes a file");
        let same = format!("./{name}");
        let wrong = run_in(folder.path(), &with(&["-Q", name, "-fjson", flag, &same]));
        assert!(failure(&wrong, 2).contains("overwrite the questionnaire"), "{}", wrong.stderr);
        let kept = fs::read_to_string(folder.path().join(name)).expect("it is there");
        assert_eq!(kept, yaml);
    }
}

/// What is written to an open file goes after what is in it already.
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
    assert!(log.starts_with("HEAD\nYour answers ("), "{log}");
}

/// A pipe with the name of a file is written to as a pipe, even through links.
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

/// A place that cannot be written to is found before anything is asked, and one that fails
/// later does not cost the answers.
#[cfg(target_os = "linux")]
#[test]
fn a_quiz_is_not_lost_to_a_full_disk() {
    let early = run_with_input(&["--plain", "-s", "/nowhere/x.json"], "1\n1\n1\n1\n");
    assert!(!early.stderr.contains("Question 1"), "{}", early.stderr);
    let late = run_with_input(&["--plain", "-s", "/dev/full"], "1\n1\n1\n1\n");
    assert_eq!(late.code, 1);
    assert!(late.stdout.contains("Your leading model is clearly Inbound sales"), "{}", late.stdout);
    let answers = "Your answers: salesmodel --leads inbound --revenue little --sellers one \
                   --contacts 1";
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
            "at most 200 are allowed",
        ),
        (format!("{head}{}models:\n{models}", question("m1: 1")), "at most 50 are allowed"),
    ];
    for (text, says) in hostile {
        let refused = run_with_input(&["-Q", "-"], &text);
        assert!(failure(&refused, 1).contains(says), "{}", &refused.stderr[..200]);
        assert!(refused.stderr.len() < 200_000, "{}", refused.stderr.len());
    }
}

/// The shared memory of Linux is under /dev, and holds files like any other folder.
#[cfg(target_os = "linux")]
#[test]
fn a_regular_file_under_dev_is_replaced() {
    let Ok(folder) = tempfile::tempdir_in("/dev/shm") else { return };
    let file = folder.path().join("x.json").display().to_string();
    for _ in 0..2 {
        assert_eq!(run(&with(&["-o", &file])).code, 0);
        let text = fs::read_to_string(&file).expect("it was written");
        serde_json::from_str::<Value>(&text).expect("one JSON document");
    }
}
