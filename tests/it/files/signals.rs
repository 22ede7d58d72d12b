//! Runs that are asked to end, or told not to, and runs without threads.

use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{command, finish, folder, run, run_in, with};

const HEADER: &str = "leads,revenue,sellers,contacts\n";
const ROW: &str = "inbound,30%,one,2\n";

/// The names in a folder that begin like those of unfinished files.
pub(super) fn unfinished(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("it is a folder").flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".salesmodel-")).collect()
}

pub(super) fn kill(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).expect("it is ours");
}

/// A batch into a file, which has read most of its rows and waits for more.
pub(super) struct Waiting {
    pub(super) child: Child,
    rows: usize,
}

impl Waiting {
    pub(super) fn begin(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let rows = 50_000;
        let text = HEADER.to_owned() + &ROW.repeat(rows);
        // More than a pipe holds: when all is given, most of it was read.
        child.stdin.as_mut().expect("it is piped").write_all(text.as_bytes()).expect("it reads");
        Waiting { child, rows }
    }

    /// Lets it come to its end, which must leave a complete file.
    pub(super) fn end(mut self, file: &Path) {
        drop(self.child.stdin.take());
        let ended = self.child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!((ended.status.code(), ended.status.signal()), (Some(0), None), "{said}");
        let text = fs::read_to_string(file).expect("it was written");
        assert_eq!(text.lines().count(), self.rows + 1);
    }
}

fn batch(folder: &Path) -> Command {
    let mut command = command();
    command.current_dir(folder).args(["batch", "-o", "out.csv"]);
    command
}

/// A user of `nohup`, or a script that runs it in the background, wants it to go on.
#[test]
fn ignored_signals_stay_ignored() {
    let folder = folder();
    let line =
        format!("trap '' HUP INT; exec {} batch -o out.csv", env!("CARGO_BIN_EXE_salesmodel"));
    let mut shell = Command::new("/bin/sh");
    shell.current_dir(folder.path()).args(["-c", &line]);
    let waiting = Waiting::begin(&mut shell);
    kill(&waiting.child, Signal::HUP);
    kill(&waiting.child, Signal::INT);
    waiting.end(&folder.path().join("out.csv"));

    let mut waiting = Waiting::begin(&mut shell);
    let _open = waiting.child.stdin.take();
    kill(&waiting.child, Signal::HUP);
    kill(&waiting.child, Signal::TERM);
    assert_eq!(waiting.child.wait().expect("it ends").code(), Some(130));
    assert_eq!(unfinished(folder.path()), [""; 0]);
}

/// As in a container that allows no more threads: each would get a stack that is larger
/// than the memory which a process can address.
#[test]
fn where_there_are_no_threads_it_runs_without() {
    let folder = folder();
    let none = |command: &mut Command| {
        command.env("RUST_MIN_STACK", (1_u64 << 47).to_string()).current_dir(folder.path());
    };
    let mut alone = batch(folder.path());
    none(&mut alone);
    Waiting::begin(&mut alone).end(&folder.path().join("out.csv"));

    let mut quiz = command();
    none(quiz.args(["--plain", "-o", "plain.txt"]));
    let ended = finish(&mut quiz, "1\n1\n1\n1\n");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let report = fs::read_to_string(folder.path().join("plain.txt")).expect("it was written");
    assert!(report.contains("Inbound sales"), "{report}");
}

/// A command that is asked to end while it writes a file leaves nothing beside the file,
/// which is either the old or the new one.
#[test]
fn a_signal_leaves_nothing_unfinished() {
    let folder = folder();
    let at = folder.path();
    let saved = run(&with(&["-f", "json"])).stdout;
    fs::write(at.join("a.json"), &saved).expect("the folder takes a file");
    let yaml = run(&["questions", "show"]).stdout;
    fs::write(at.join("q.yaml"), yaml).expect("the folder takes a file");
    let lines = [
        with(&["-o", "out.html"]),
        with(&["-s", "out.json"]),
        vec!["compare", "a.json", "a.json", "-o", "out.md"],
        vec!["questions", "new", "new.yaml", "--from", "q.yaml"],
        with(&["-f", "salesforce", "-o", "project"]),
        with(&["-f", "salesforce", "-o", "project", "--force"]),
    ];
    for args in lines {
        let whole = run_in(at, &args);
        assert_eq!(whole.code, 0, "{args:?}: {}", whole.stderr);
        for _ in 0..5 {
            if args[0] == "questions" {
                fs::remove_file(at.join("new.yaml")).expect("it was written");
            }
            if args.contains(&"project") && !args.contains(&"--force") {
                fs::remove_dir_all(at.join("project")).expect("it was written");
            }
            let mut child = command();
            child.current_dir(at).args(&args).stdin(Stdio::null()).stdout(Stdio::null());
            let mut child = child.stderr(Stdio::null()).spawn().expect("the command starts");
            // As soon as there is an unfinished file, or when it is too late.
            while unfinished(at).is_empty()
                && (!at.join("project").exists() || unfinished(&at.join("project")).is_empty())
            {
                if child.try_wait().expect("it is ours").is_some() {
                    break;
                }
            }
            let _ = kill_process(Pid::from_child(&child), Signal::TERM);
            let ended = child.wait().expect("it ends");
            assert!(matches!(ended.code(), Some(0 | 130)), "{args:?}: {ended:?}");
            assert_eq!(unfinished(at), [""; 0], "{args:?}");
            if at.join("project").exists() {
                assert_eq!(unfinished(&at.join("project")), [""; 0], "{args:?}");
            }
            // Writes again what is missing for the next round.
            let _ = run_in(at, &args);
        }
    }
}
