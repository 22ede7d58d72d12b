//! The real process when something around it fails: streams that are closed, full disks,
//! system calls that fail, files that others change, and environments without a home, a
//! locale or a signal.
#![cfg(target_os = "linux")]
#![expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]

mod runs;

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{ANSWERS, Run, SECONDS, command, failure, finish, folder, run, run_in, with};

const PROGRAM: &str = env!("CARGO_BIN_EXE_salesmodel");
const HEADER: &str = "leads,revenue,sellers,contacts\n";
const ROW: &str = "inbound,30%,one,2\n";

/// A line of shell in which `salesmodel` is replaced by `$0`, which is the program,
/// whatever folder that is in.
fn of_program(line: &str) -> String {
    line.replace("salesmodel", "\"$0\"")
}

/// Runs a line of shell in a folder; `salesmodel` in it is the command.
fn shell(folder: &Path, line: &str) -> Run {
    let mut shell = Command::new("/bin/sh");
    shell.env_clear().env("LC_ALL", "C.UTF-8").env("PATH", "/usr/bin:/bin");
    shell.current_dir(folder).args(["-c", &of_program(line), PROGRAM]);
    finish(&mut shell, "")
}

/// The unfinished files that are left in a folder.
fn unfinished(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("it is a folder").flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".salesmodel-")).collect()
}

/// A file that is opened later never takes the place of a stream that was closed from the
/// beginning, so nothing is written into one by mistake.
#[test]
fn closed_streams_are_neither_read_nor_written() {
    let folder = folder();
    let at = folder.path();
    let expected = run(&with(&["-f", "json"])).stdout;
    let answers = ANSWERS.join(" ");
    for closed in ["<&-", "2>&-", "<&- 2>&-", "<&- >&- 2>&-"] {
        let done = shell(at, &format!("salesmodel {answers} -o x.json {closed}"));
        assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{closed}");
        let written = fs::read_to_string(at.join("x.json")).expect("it was written");
        assert_eq!(written, expected, "{closed}");
    }
    // A message that nobody can read is not written elsewhere, and the exit code tells of
    // it.
    let wrong = shell(at, "salesmodel --leads x --no-input -o y.json 2>&-");
    assert_eq!((wrong.code, wrong.stdout.as_str()), (2, ""));
    assert!(!at.join("y.json").exists());
    for (line, code) in [("salesmodel --plain <&-", 2), ("salesmodel batch - <&-", 1)] {
        let ended = shell(at, line);
        assert_eq!((ended.code, ended.stdout.as_str()), (code, ""), "{line}");
        assert!(ended.stderr.contains("error: "), "{line}: {}", ended.stderr);
    }
}

/// A file that cannot be read is named, whichever flag gave it.
#[test]
fn what_cannot_be_read_is_named_wherever_it_enters() {
    let folder = folder();
    fs::create_dir(folder.path().join("kept-in")).expect("the folder takes another");
    fs::write(folder.path().join("rows.csv"), format!("{HEADER}{ROW}")).expect("it takes a file");
    // The memory of a process can be opened, and its beginning cannot be read.
    for (name, why) in [
        ("kept-in", "it is a folder"),
        ("/proc/self/mem", "Input/output error"),
        ("gone", "No such file"),
    ] {
        for args in [
            vec!["-Q", name],
            with(&["--from", name]),
            vec!["batch", name],
            vec!["batch", "--map", name, "rows.csv"],
            vec!["compare", name, name],
            vec!["measure", name],
            vec!["sql", "-Q", name],
            vec!["form", "-Q", name],
            vec!["questions", "check", name],
        ] {
            let run = run_in(folder.path(), &args);
            let message = failure(&run, 1);
            assert!(message.contains(name), "{args:?}: {message}");
            // A questionnaire may also be a built-in, so the message says that the name is
            // neither.
            let no_builtin = "there is no questionnaire and no file gone";
            assert!(message.contains(why) || message.contains(no_builtin), "{args:?}: {message}");
        }
    }
}

/// Nothing in a person's environment is needed, and none of it is written to.
#[test]
fn it_runs_with_nothing_around_it() {
    let folder = folder();
    let at = folder.path();
    let mut bare = Command::new(PROGRAM);
    let bare = finish(bare.env_clear().current_dir(at).args(ANSWERS), "");
    assert_eq!((bare.code, bare.stderr.as_str()), (0, ""));
    assert!(bare.stdout.is_ascii(), "there is no locale: {}", bare.stdout);
    for home in ["", "/nonexistent", "/dev/null", "\u{1b}[31m"] {
        let mut command = command();
        for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR", "PATH", "TERM"] {
            command.env(variable, home);
        }
        let done = finish(command.current_dir(at).args(with(&["-f", "json", "-o", "x.json"])), "");
        assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{home:?}");
        assert_eq!(fs::read_dir(at).expect("it is a folder").count(), 1, "only what was asked for");
    }
}

/// Runs lines with a small disk of their own in the folder `disk`; `None` if the system
/// lets nobody mount one.
fn on_a_disk(options: &str, line: &str) -> Option<(Run, tempfile::TempDir)> {
    let folder = folder();
    fs::create_dir(folder.path().join("disk")).expect("the folder takes another");
    let line =
        format!("mount -t tmpfs -o {options} tmpfs disk || exit 99; cd disk; {}", of_program(line));
    let mut mounted = Command::new("unshare");
    mounted.args(["-r", "-m", "sh", "-c", &line, PROGRAM]).current_dir(folder.path());
    let Ok(ended) = mounted.env("LC_ALL", "C.UTF-8").env("SOURCE_DATE_EPOCH", SECONDS).output()
    else {
        eprintln!("unshare is not installed, so no disk is filled");
        return None;
    };
    let stderr = String::from_utf8_lossy(&ended.stderr).into_owned();
    if stderr.contains("unshare:") || ended.status.code() == Some(99) {
        eprintln!("nothing can be mounted here, so no disk is filled: {stderr}");
        return None;
    }
    let stdout = String::from_utf8_lossy(&ended.stdout).into_owned();
    let code = ended.status.code().expect("no signal ended it");
    Some((Run { stdout, stderr, code }, folder))
}

/// A disk that fills up while a file is written costs neither the old file nor a message,
/// and nothing is left that takes up room.
#[test]
fn a_disk_that_fills_up_leaves_the_old_file() {
    let answers = ANSWERS.join(" ");
    let rows = format!("printf '{}' > /tmp/rows.$$", format!("{HEADER}{ROW}").replace('\n', "\\n"));
    let many = "i=0; while [ $i -lt 8 ]; do cat /tmp/rows.$$ /tmp/rows.$$ | grep -v leads > /tmp/more.$$; \
                cat /tmp/more.$$ >> /tmp/rows.$$; i=$((i+1)); done";
    for write in [
        format!("salesmodel {answers} -f html -o old"),
        format!("salesmodel {answers} -f json -s old"),
        "salesmodel form -o old".to_owned(),
        format!("{rows}; {many}; salesmodel batch --input-format csv /tmp/rows.$$ -f csv -o old"),
    ] {
        // There is room for a page beside the old file, but not for what is written.
        let line = format!(
            "echo kept > old; head -c 20000 /dev/zero > filler; {write} > /dev/null; code=$?; \
             rm -f /tmp/rows.$$ /tmp/more.$$; cat old; ls -A; exit $code"
        );
        let Some((ended, _folder)) = on_a_disk("size=28k", &line) else { return };
        assert_eq!(ended.code, 1, "{write}: {} {}", ended.stdout, ended.stderr);
        assert_eq!(ended.stdout, "kept\nfiller\nold\n", "{write}: {}", ended.stderr);
        assert!(ended.stderr.contains("No space left"), "{write}: {}", ended.stderr);
    }
}

/// With a disk that cannot be written to, everything works except writing there.
#[test]
fn a_read_only_folder_is_enough_to_run_in() {
    let answers = ANSWERS.join(" ");
    let line = format!("salesmodel {answers} -f json && salesmodel {answers} -f json -o x.json");
    let Some((ended, _folder)) = on_a_disk("ro", &line) else { return };
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert_eq!(ended.stdout, run(&with(&["-f", "json"])).stdout);
    assert!(ended.stderr.starts_with("error: cannot write x.json: "), "{}", ended.stderr);
    assert!(ended.stderr.contains("Read-only file system"), "{}", ended.stderr);
}

/// Every system call that writing a file needs fails once, at several places: afterwards
/// the file is either the old one or the new one, complete, and the exit code tells which.
#[test]
fn a_call_that_fails_leaves_a_whole_file() {
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("strace is not installed, so no call fails");
        return;
    }
    let folder = folder();
    let at = folder.path();
    let file = at.join("out.json");
    let args = with(&["-f", "json", "-o", "out.json"]);
    let new = run(&with(&["-f", "json"])).stdout;
    let mut failed = 0;
    for (calls, errors) in [
        ("write", ["ENOSPC", "EIO"].as_slice()),
        ("fsync,fdatasync", &["EIO"]),
        ("rename,renameat,renameat2", &["EIO", "EXDEV", "EACCES"]),
        ("openat", &["EMFILE", "ENOSPC", "EACCES"]),
        ("read", &["EIO"]),
        ("fchmod,fchown", &["EPERM"]),
        ("flock,fcntl", &["EINVAL"]),
        ("getrandom", &["ENOSYS"]),
        ("statx,fstat,newfstatat", &["EIO"]),
        ("unlink,unlinkat,linkat", &["EIO"]),
        ("getdents64", &["EIO"]),
    ] {
        for error in errors {
            for place in 1..=16 {
                fs::write(&file, "old").expect("the folder takes a file");
                let mut traced = Command::new("strace");
                let inject = format!("inject={calls}:error={error}:when={place}");
                traced.args(["-f", "-qq", "-o", "/dev/null", "-e", &inject, PROGRAM]);
                traced.args(&args).current_dir(at).env_clear().env("LC_ALL", "C.UTF-8");
                traced.env("SOURCE_DATE_EPOCH", "1795694400").env("PATH", "/usr/bin:/bin");
                let ended = traced.output().expect("it starts");
                let said = String::from_utf8_lossy(&ended.stderr);
                let now = fs::read_to_string(&file).expect("a file is there");
                match ended.status.code() {
                    Some(0) => assert_eq!(now, new, "{inject}: {said}"),
                    Some(1) => {
                        failed += 1;
                        assert_eq!(now, "old", "{inject}: {said}");
                    }
                    // The program could not even be loaded.
                    Some(127) => assert_eq!(now, "old", "{inject}: {said}"),
                    other => panic!("{inject}: {other:?} {said}"),
                }
                assert!(!said.contains("panicked"), "{inject}: {said}");
                for left in unfinished(at) {
                    let removes = calls.contains("unlink");
                    assert!(removes, "{inject} leaves {left}: {said}");
                    fs::remove_file(at.join(left)).expect("it is ours");
                }
            }
        }
    }
    assert!(failed >= 15, "only {failed} runs failed");
}

/// If no signal can be caught, the command runs as it would without one.
#[test]
fn it_runs_where_no_signal_can_be_caught() {
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("strace is not installed, so no handler is refused");
        return;
    }
    let folder = folder();
    fs::write(folder.path().join("rows.csv"), format!("{HEADER}{ROW}")).expect("it takes a file");
    for (args, input) in [(vec!["--plain"], "1\n1\n1\n1\n"), (vec!["batch", "rows.csv"], "")] {
        let mut traced = Command::new("strace");
        // The first calls are those of the runtime, before any line of ours.
        traced.args(["-f", "-qq", "-o", "/dev/null"]);
        traced.args(["-e", "inject=rt_sigaction:error=EINVAL:when=6+", PROGRAM]).args(&args);
        traced.current_dir(folder.path()).env("LC_ALL", "C.UTF-8");
        let ended = finish(&mut traced, input);
        assert_eq!(ended.code, 0, "{args:?}: {}", ended.stderr);
        assert!(ended.stdout.contains("nbound"), "{args:?}: {}", ended.stdout);
    }
}

/// Two runs write one file at the same time: it becomes that of one of them, complete.
#[test]
fn two_runs_into_one_file_leave_one_of_them() {
    let folder = folder();
    let at = folder.path();
    let whole = |company: &str| run(&with(&["-f", "json", "--company", company])).stdout;
    let expected = BTreeSet::from([whole("Ann"), whole("Bo")]);
    for _ in 0..10 {
        let mut children = ["Ann", "Bo"].map(|company| {
            let mut command = command();
            command.current_dir(at).args(with(&["--company", company, "-o", "out.json"]));
            command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts")
        });
        for child in &mut children {
            assert_eq!(child.wait().expect("it ends").code(), Some(0));
        }
        let written = fs::read_to_string(at.join("out.json")).expect("it was written");
        assert!(expected.contains(&written), "{written}");
        assert_eq!(unfinished(at), [""; 0]);
    }
}

/// A run that is killed at any moment leaves the old file complete.
#[test]
fn a_killed_run_leaves_the_old_file() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("rows.csv"), HEADER.to_owned() + &ROW.repeat(200_000)).expect("it has room");
    fs::write(at.join("out.csv"), "old").expect("it has room");
    let mut killed = 0;
    for size in [0, 1, 100_000, 1_000_000, 4_000_000] {
        let mut batch = command();
        batch.current_dir(at).args(["batch", "rows.csv", "-o", "out.csv"]);
        let mut batch = batch.stderr(Stdio::null()).spawn().expect("it starts");
        // As soon as this much of the new file is there, or when it is too late.
        let is_large =
            |name: &String| fs::metadata(at.join(name)).is_ok_and(|file| file.len() >= size);
        while !unfinished(at).iter().any(is_large) {
            if batch.try_wait().expect("it is ours").is_some() {
                break;
            }
        }
        let _ = batch.kill();
        let ended = batch.wait().expect("it ends");
        let now = fs::read_to_string(at.join("out.csv")).expect("it is there");
        if ended.success() {
            assert_eq!(now.lines().count(), 200_001);
            fs::write(at.join("out.csv"), "old").expect("it has room");
        } else {
            killed += 1;
            assert_eq!(now, "old", "killed at {size} bytes");
        }
        // What is left is from this run, and not from the next.
        for left in unfinished(at) {
            fs::remove_file(at.join(left)).expect("it is ours");
        }
    }
    assert!(killed > 0, "every run came to its end before it could be killed");
}

/// A file that grows while it is read gives its rows, including those that came in time,
/// and comes to an end.
#[test]
fn a_file_that_grows_gives_whole_rows() {
    let folder = folder();
    let path = folder.path().join("rows.csv");
    let (before, more) = (300_000, 1000);
    fs::write(&path, HEADER.to_owned() + &ROW.repeat(before)).expect("it has room");
    let mut batch = command();
    batch.current_dir(folder.path()).args(["batch", "rows.csv"]).stdin(Stdio::null());
    let mut batch = batch.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut out = batch.stdout.take().expect("it is piped");
    let mut text = vec![0; 100];
    out.read_exact(&mut text).expect("it writes");
    // The command waits for us to read on, long before the end.
    let mut file = OpenOptions::new().append(true).open(&path).expect("it is ours");
    file.write_all(ROW.repeat(more).as_bytes()).expect("there is room");
    out.read_to_end(&mut text).expect("it writes on");
    assert_eq!(batch.wait().expect("it ends").code(), Some(0));
    let mut rows = csv::Reader::from_reader(&text[..]);
    let rows: Result<Vec<_>, _> = rows.records().collect();
    let count = rows.expect("every row is whole").len();
    assert!(count == before || count == before + more, "{count} rows");
}
