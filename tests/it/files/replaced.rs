//! Files that replace others: who may read them, whose they are, and places where no file
//! can be replaced.
#![expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use rustix::process::{Signal, geteuid};

use super::signals::{Waiting, kill, unfinished};
use crate::support::{OWN, Run, command, failure, finish, folder, run, run_in, with};

const NOBODY: u32 = 65534;

fn write(path: &Path, mode: u32) {
    fs::write(path, "old").expect("the folder takes a file");
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
}

/// A private file is private even while its new content is written.
#[test]
fn a_file_in_the_making_is_as_private_as_the_old_one() {
    let folder = folder();
    write(&folder.path().join("out.csv"), 0o600);
    let mut batch = command();
    batch.current_dir(folder.path()).args(["batch", "-o", "out.csv"]);
    let waiting = Waiting::begin(&mut batch);
    let [made] = &unfinished(folder.path())[..] else { panic!("one file is in the making") };
    let made = fs::metadata(folder.path().join(made)).expect("it is there");
    assert_eq!(made.permissions().mode() & 0o077, 0);
    waiting.end(&folder.path().join("out.csv"));
    let mode = fs::metadata(folder.path().join("out.csv")).expect("it is there").mode();
    assert_eq!(mode & 0o7777, 0o600);
}

#[test]
fn the_owner_is_kept() {
    if !geteuid().is_root() {
        eprintln!("only root can give files away, so it is not tried whether owners are kept");
        return;
    }
    let folder = folder();
    let file = folder.path().join("x.json");
    write(&file, 0o2640);
    chown(&file, Some(12345), Some(23456)).expect("root can");
    fs::set_permissions(&file, Permissions::from_mode(0o2640)).expect("root can");
    assert_eq!(run_in(folder.path(), &with(&["-o", "x.json"])).code, 0);
    let now = fs::metadata(&file).expect("it is there");
    assert_eq!((now.uid(), now.gid(), now.mode() & 0o7777), (12345, 23456, 0o2640));
}

/// Runs the command as a user for whom permissions matter.
fn as_user(folder: &Path, args: &[&str]) -> Run {
    let mut command = command();
    command.current_dir(folder).args(args);
    if geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    finish(&mut command, "")
}

/// If the new file has another group than the old one, that group gets no more rights than
/// everybody.
#[test]
fn another_group_gets_no_more_than_everybody() {
    if !geteuid().is_root() {
        eprintln!("only root can give files away, so it is not tried what another group may do");
        return;
    }
    let folder = folder();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o777)).expect("it is ours");
    let file = folder.path().join("x.json");
    write(&file, 0o666);
    chown(&file, Some(12345), Some(23456)).expect("root can");
    fs::set_permissions(&file, Permissions::from_mode(0o662)).expect("root can");
    let done = as_user(folder.path(), &with(&["-o", "x.json"]));
    assert_eq!(done.code, 0, "{}", done.stderr);
    let now = fs::metadata(&file).expect("it is there");
    assert_eq!((now.gid(), now.mode() & 0o777), (NOBODY, 0o622));
}

/// A folder in which no file can be created, with a file in it that may be written.
#[test]
fn a_file_in_a_closed_folder_is_written_over() {
    let folder = folder();
    let at = folder.path();
    write(&at.join("x.json"), 0o666);
    write(&at.join("x.csv"), 0o666);
    let rows = "leads,revenue,sellers,contacts\ninbound,30%,one,2\n";
    fs::write(at.join("rows.csv"), rows).expect("the folder takes a file");
    fs::write(at.join("bad.csv"), format!("{rows}x,,,\n")).expect("the folder takes a file");
    let inodes =
        || ["x.json", "x.csv"].map(|name| fs::metadata(at.join(name)).expect("it is there").ino());
    let before = inodes();
    fs::set_permissions(at, Permissions::from_mode(0o555)).expect("it is ours");
    let done = as_user(at, &with(&["-o", "x.json"]));
    assert_eq!((done.code, done.stderr.as_str()), (0, ""));
    let text = fs::read_to_string(at.join("x.json")).expect("it is there");
    assert_eq!(text, run(&with(&["-f", "json"])).stdout);

    let given_up = as_user(at, &["batch", "bad.csv", "--max-errors", "0", "-o", "x.csv"]);
    assert_eq!(given_up.code, 1);
    assert_eq!(fs::read_to_string(at.join("x.csv")).expect("it is there"), "old");
    let done = as_user(at, &["batch", "rows.csv", "-o", "x.csv"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let text = fs::read_to_string(at.join("x.csv")).expect("it is there");
    assert_eq!(text, run_in(at, &["batch", "rows.csv"]).stdout);
    assert_eq!(inodes(), before, "they are the same files");

    let new = as_user(at, &with(&["-o", "new.json"]));
    assert!(failure(&new, 1).contains("cannot write new.json"), "{}", new.stderr);
    fs::set_permissions(at, Permissions::from_mode(0o755)).expect("it is ours");
}

/// A folder like /tmp, where everybody may write, and replace only their own files.
#[test]
fn a_file_of_somebody_else_in_a_sticky_folder_is_written_over() {
    if !geteuid().is_root() {
        eprintln!("there is only one user, so no folder is tried in which files have several");
        return;
    }
    let folder = folder();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o1777)).expect("it is ours");
    let file = folder.path().join("x.json");
    write(&file, 0o666);
    let before = fs::metadata(&file).expect("it is there");
    let done = as_user(folder.path(), &with(&["-o", "x.json"]));
    assert_eq!((done.code, done.stderr.as_str()), (0, ""));
    let now = fs::metadata(&file).expect("it is there");
    assert_eq!((now.ino(), now.uid(), now.mode()), (before.ino(), before.uid(), before.mode()));
    let text = fs::read_to_string(&file).expect("it is there");
    assert_eq!(text, run(&with(&["-f", "json"])).stdout);
    assert_eq!(unfinished(folder.path()), [""; 0]);
}

/// A file that is mounted on its own, as in a container.
#[test]
fn a_mounted_file_is_written_over() {
    let folder = folder();
    let file = folder.path().join("x.json");
    fs::write(&file, "x".repeat(100_000)).expect("the folder takes a file");
    let line = format!(
        "mount --bind x.json x.json && exec {} {} -o x.json",
        env!("CARGO_BIN_EXE_salesmodel"),
        crate::support::ANSWERS.join(" ")
    );
    let mut mounted = Command::new("unshare");
    mounted.args(["-r", "-m", "sh", "-c", &line]).current_dir(folder.path());
    mounted.env("SOURCE_DATE_EPOCH", crate::support::SECONDS);
    let Ok(done) = mounted.output() else {
        eprintln!("unshare is not installed, so no file is mounted");
        return;
    };
    let said = String::from_utf8_lossy(&done.stderr);
    if said.contains("unshare:") || said.contains("mount:") {
        eprintln!("nothing can be mounted here, so no file is: {said}");
        return;
    }
    assert_eq!((done.status.code(), &*said), (Some(0), ""));
    let text = fs::read_to_string(&file).expect("it is there");
    assert_eq!(text, run(&with(&["-f", "json"])).stdout);
    assert_eq!(unfinished(folder.path()), [""; 0]);
}

/// An interrupted batch leaves the file that it would have replaced.
#[test]
fn a_signal_leaves_a_file_in_a_closed_folder() {
    let folder = folder();
    write(&folder.path().join("out.csv"), 0o666);
    fs::set_permissions(folder.path(), Permissions::from_mode(0o555)).expect("it is ours");
    let mut batch = command();
    batch.current_dir(folder.path()).args(["batch", "-o", "out.csv"]);
    if geteuid().is_root() {
        batch.uid(NOBODY).gid(NOBODY);
    }
    let mut waiting = Waiting::begin(&mut batch);
    let _open = waiting.child.stdin.take();
    kill(&waiting.child, Signal::TERM);
    assert_eq!(waiting.child.wait().expect("it ends").code(), Some(130));
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("it is ours");
    assert_eq!(fs::read_to_string(folder.path().join("out.csv")).expect("it is there"), "old");
}

/// No command writes over the questionnaire, the mapping or the exports that it reads.
#[test]
fn no_result_takes_the_place_of_what_would_be_lost() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("q.html"), OWN).expect("there is room");
    fs::write(at("q.sql"), OWN).expect("there is room");
    fs::write(at("q.csv"), OWN).expect("there is room");
    fs::write(at("rows.csv"), "pace\nfast\n").expect("there is room");
    let map = "leads:\n  Fair: outbound\n";
    let deals = "Deal,Stage,Close date\nA,Won,2026-04-13\n";
    for (name, text) in
        [("map.sql", map), ("map.csv", map), ("map.yaml", map), ("deals.csv", deals)]
    {
        fs::write(at(name), text).expect("there is room");
    }
    let questionnaire = "the questionnaire";
    for (args, what) in [
        (&["form", "-Q", "q.html", "-o", "q.html"][..], questionnaire),
        (
            &["sql", "-Q", "q.sql", "--dialect", "sqlite", "--table", "t", "-o", "./q.sql"],
            questionnaire,
        ),
        (&["batch", "-Q", "q.csv", "rows.csv", "-o", "q.csv"], questionnaire),
        (&["compare", "-Q", "q.html", "rows.csv", "q.csv", "-o", "q.html"], questionnaire),
        (
            &["sql", "--map", "map.sql", "--dialect", "sqlite", "--table", "t", "-o", "map.sql"],
            "the file of --map",
        ),
        (&["batch", "--map", "map.csv", "deals.csv", "-o", "map.csv"], "the file of --map"),
        (&["measure", "--map", "map.yaml", "deals.csv", "-o", "map.yaml"], "the file of --map"),
        (
            &["measure", "deals.csv", "-o", "./deals.csv", "-f", "yaml"],
            "a file that it is measured",
        ),
    ] {
        let run = run_in(folder.path(), args);
        let said = failure(&run, 2);
        assert!(said.contains(&format!("would overwrite {what}")), "{args:?}: {said}");
    }
    let kept = |name: &str| fs::read_to_string(at(name)).expect("it is there");
    assert!(["q.html", "q.sql", "q.csv"].iter().all(|name| kept(name) == OWN));
    assert!(["map.sql", "map.csv", "map.yaml"].iter().all(|name| kept(name) == map));
    assert_eq!(kept("deals.csv"), deals);
}

#[test]
fn a_form_is_a_page_and_nothing_else() {
    let folder = folder();
    for name in ["f.pdf", "f.md", "q.yaml"] {
        let run = run_in(folder.path(), &["form", "-o", name]);
        let said = failure(&run, 2);
        assert!(said.contains("no format with the extension"), "{said}");
        assert!(said.contains("Name a file that ends in .html."), "{said}");
        assert!(!folder.path().join(name).exists());
    }
    assert_eq!(run_in(folder.path(), &["form", "-o", "f.HTML"]).code, 0);
}
