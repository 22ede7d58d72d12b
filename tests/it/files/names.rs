//! Names of files that are not UTF-8, and the name of standard output.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use serde_json::Value;

use crate::support::{ANSWERS, Run, command, failure, finish, folder, run, run_in};

/// A name in Latin-1.
fn latin(extension: &str) -> OsString {
    let mut name = OsStr::from_bytes(b"caf\xe9.").to_owned();
    name.push(extension);
    name
}

fn run_with(folder: &Path, args: &[&OsStr]) -> Run {
    finish(command().current_dir(folder).args(args), "")
}

#[test]
fn every_flag_takes_a_name_that_is_not_utf_8() {
    let folder = folder();
    let at = folder.path();
    let word = |text: &'static str| OsString::from(text);
    let answers = || ANSWERS.iter().map(OsString::from).collect::<Vec<_>>();
    let yaml = run(&["questions", "show"]).stdout;
    fs::write(at.join(latin("yaml")), &yaml).expect("the folder takes a file");
    let rows = "leads,revenue,sellers,contacts\ninbound,30%,one,2\n";
    fs::write(at.join(latin("csv")), rows).expect("the folder takes a file");
    let mut joined = word("-Q");
    joined.push(latin("yaml"));
    let lines: Vec<(Vec<OsString>, Option<&str>)> = vec![
        ([answers(), vec![word("-o"), latin("json")]].concat(), Some("json")),
        ([answers(), vec![word("-s"), latin("JSON")]].concat(), Some("JSON")),
        (vec![word("--from"), latin("json"), word("-o"), latin("html")], Some("html")),
        ([answers(), vec![joined, word("-f"), word("json")]].concat(), None),
        (
            [answers(), vec![word("-Q"), latin("yaml"), word("-o"), latin("md")]].concat(),
            Some("md"),
        ),
        (vec![word("batch"), latin("csv"), word("-o"), latin("jsonl")], Some("jsonl")),
        (
            vec![word("compare"), latin("json"), latin("JSON"), word("-o"), latin("txt")],
            Some("txt"),
        ),
        (vec![word("questions"), word("show"), latin("yaml")], None),
        (vec![word("questions"), word("check"), latin("yaml")], None),
        (
            vec![word("questions"), word("new"), latin("yml"), word("--from"), latin("yaml")],
            Some("yml"),
        ),
        (
            [answers(), vec![word("-f"), word("salesforce"), word("-o"), latin("d")]].concat(),
            Some("d"),
        ),
    ];
    for (line, written) in lines {
        let line: Vec<&OsStr> = line.iter().map(OsString::as_os_str).collect();
        let done = run_with(at, &line);
        let warned = line.contains(&OsStr::new("check"));
        assert!(done.code == 0 || warned && done.code == 1, "{line:?}: {}", done.stderr);
        if let Some(extension) = written {
            assert!(at.join(latin(extension)).exists(), "{line:?}");
        }
    }
    assert!(fs::read_to_string(at.join(latin("jsonl"))).expect("it is there").contains("inbound"));

    // A name that cannot be written as text cannot be repeated in a command.
    let args = [answers(), vec![word("-Q"), latin("yaml"), word("-fjson")]].concat();
    let args: Vec<&OsStr> = args.iter().map(OsString::as_os_str).collect();
    let result: Value = serde_json::from_str(&run_with(at, &args).stdout).expect("it is JSON");
    assert_eq!(result["command"], Value::Null);
    let missing = run_with(at, &[OsStr::new("--from"), &latin("none")]);
    assert!(failure(&missing, 1).contains("caf\u{fffd}.none"), "{}", missing.stderr);
    let empty = run_in(at, &["-o", ""]);
    assert_eq!(empty.code, 2, "{}", empty.stderr);
}

#[test]
fn a_new_questionnaire_can_go_to_standard_output() {
    let folder = folder();
    let at = folder.path();
    for more in [&[][..], &["--from", "b2c"], &["--from", "b2b", "--lang", "fr"]] {
        let file = if more.len() == 4 { "new.fr.yaml" } else { "new.yaml" };
        let _ = fs::remove_file(at.join(file));
        let written = run_in(at, &[&["questions", "new", file], more].concat());
        assert_eq!((written.code, written.stderr.as_str()), (0, ""));
        let text = fs::read_to_string(at.join(file)).expect("it was written");
        for name in ["-", "/dev/stdout"] {
            let shown = run_in(at, &[&["questions", "new", name], more].concat());
            assert_eq!((shown.code, shown.stderr.as_str()), (0, ""), "{name} {more:?}");
            assert_eq!(shown.stdout, text);
        }
        fs::remove_file(at.join(file)).expect("it is there");
    }
    assert_eq!(fs::read_dir(at).expect("it is a folder").count(), 0);
    fs::write(at.join("q.yaml"), run(&["questions", "show"]).stdout).expect("it takes a file");
    let new = ["questions", "new", "-", "--from", "q.yaml", "--lang", "fr"];
    assert_eq!(run_in(at, &new).code, 0);
}
