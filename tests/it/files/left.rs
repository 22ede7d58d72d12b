//! What a run that was killed leaves behind, and what the next one does with it.
#![expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use rustix::process::Signal;

use super::signals::{Waiting, kill, unfinished};
use crate::support::{ANSWERS, command, finish, folder, run_in, with};

fn batch(folder: &Path) -> Command {
    let mut command = command();
    command.current_dir(folder).args(["batch", "-o", "out.csv"]);
    command
}

/// Files of a run that was killed are removed, with a message; those of a run that goes on
/// stay, whatever the other one writes.
#[test]
fn what_a_killed_run_left_is_removed_and_named() {
    let folder = folder();
    let at = folder.path();
    let mut killed = Waiting::begin(&mut batch(at));
    kill(&killed.child, Signal::KILL);
    killed.child.wait().expect("it ends");
    let [left] = &unfinished(at)[..] else { panic!("it leaves one file: {:?}", unfinished(at)) };

    let going_on = Waiting::begin(&mut batch(at));
    assert_eq!(unfinished(at).len(), 1, "the one of the run that goes on");
    assert!(!at.join(left).exists(), "{left} is gone");
    fs::write(at.join(left), "again").expect("the folder takes a file");
    let next = run_in(at, &with(&["-o", "out.csv", "-f", "json"]));
    assert_eq!(next.code, 0);
    assert!(next.stderr.starts_with("note: removed "), "{}", next.stderr);
    assert!(next.stderr.contains(left), "{}", next.stderr);
    assert_eq!(next.stderr.lines().count(), 1, "{}", next.stderr);
    assert_eq!(unfinished(at).len(), 1, "the one of the run that goes on");
    going_on.end(&at.join("out.csv"));
    assert_eq!(unfinished(at), [""; 0]);
}

/// The user's own files are not taken for leftovers.
#[test]
fn other_files_are_left_alone() {
    let folder = folder();
    let names =
        [".salesmodel-notes.txt", ".salesmodel-abc12", ".salesmodel-ab-123", "salesmodel-abc123"];
    for name in names {
        fs::write(folder.path().join(name), "mine").expect("the folder takes a file");
    }
    std::os::unix::fs::symlink("elsewhere", folder.path().join(".salesmodel-abc123"))
        .expect("it takes a link");
    let done = run_in(folder.path(), &with(&["-o", "x.json"]));
    assert_eq!((done.code, done.stderr.as_str()), (0, ""));
    assert_eq!(fs::read_dir(folder.path()).expect("it is a folder").count(), names.len() + 2);
}

/// All files of a folder with their content.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("it is a folder").flatten() {
            let path = entry.path();
            let name = path.strip_prefix(folder).expect("it is inside").display().to_string();
            if path.is_dir() {
                files.insert(name, Vec::new());
                folders.push(path);
            } else {
                files.insert(name, fs::read(&path).expect("it can be read"));
            }
        }
    }
    files
}

/// If a run is stopped between any two of its renames, the project is complete or as it was
/// before, either at once or after the next run has looked at it.
#[test]
fn a_project_is_whole_or_as_it_was_wherever_it_is_stopped() {
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("strace is not installed, so no run is stopped between its renames");
        return;
    }
    let folder = folder();
    let at = folder.path();
    let old = with(&["-f", "salesforce", "-o", "old", "--pipeline-name", "Old"]);
    assert_eq!(run_in(at, &old).code, 0);
    // One file of the new project is there, one is the user's own, and the others are new.
    let mark = |project: &Path| {
        let process = "force-app/main/default/objects/Opportunity/businessProcesses";
        fs::write(project.join(process).join("Mine.businessProcess"), "mine").expect("it is there");
        let types = "force-app/main/default/objects/Opportunity/recordTypes";
        fs::remove_dir_all(project.join(types)).expect("it was written");
    };
    mark(&at.join("old"));
    let copy = || {
        let _ = fs::remove_dir_all(at.join("project"));
        let copied =
            Command::new("cp").arg("-r").args([at.join("old"), at.join("project")]).status();
        assert!(copied.expect("there is cp").success());
    };
    let args = with(&["-f", "salesforce", "-o", "project", "--force"]);
    copy();
    assert_eq!(run_in(at, &args).code, 0);
    let (before, after) = (tree(&at.join("old")), tree(&at.join("project")));
    assert_ne!(before, after);

    let mut stopped_between = 0;
    for signal in ["KILL", "TERM"] {
        for place in 1..=8 {
            copy();
            let mut traced = Command::new("strace");
            let inject = format!("inject=rename,renameat,renameat2:signal={signal}:when={place}");
            traced.args(["-f", "-qq", "-o", "/dev/null", "-e", &inject]);
            traced.arg(env!("CARGO_BIN_EXE_salesmodel")).args(&args).current_dir(at);
            let ended = traced.env("LC_ALL", "C.UTF-8").output().expect("it starts");
            let mut now = tree(&at.join("project"));
            if signal == "KILL" && now != after && now != before {
                stopped_between += 1;
                // A run that only checks whether it may write there.
                let next = run_in(at, &with(&["-f", "json", "-o", "project/x.json"]));
                assert!(next.stderr.contains("they are back as they were"), "{}", next.stderr);
                fs::remove_file(at.join("project/x.json")).expect("it was written");
                now = tree(&at.join("project"));
            }
            assert!(now == before || now == after, "{signal} at {place}: {ended:?} {now:?}");
        }
    }
    assert!(stopped_between > 0, "no run was stopped between its renames");
}

/// Only files inside the folder are taken for something to undo.
#[test]
fn a_forged_plan_reaches_nothing_outside() {
    let folder = folder();
    let at = folder.path();
    let inside = at.join("project/.salesmodel-abc123");
    fs::create_dir_all(inside.join("new")).expect("the folder takes others");
    fs::write(at.join("kept.txt"), "kept").expect("the folder takes a file");
    fs::write(inside.join("new/x"), "x").expect("the folder takes a file");
    let plan = r#"{"folders": [], "files": [{"path": "x", "replaces": true}, {"path": "../kept.txt", "replaces": false}]}"#;
    fs::write(inside.join("plan.json"), plan).expect("the folder takes a file");
    let mut command = command();
    let line = command.current_dir(at).args(ANSWERS).args(["-f", "salesforce", "-o", "project"]);
    let done = finish(line, "");
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert_eq!(fs::read_to_string(at.join("kept.txt")).expect("it is there"), "kept");
}
