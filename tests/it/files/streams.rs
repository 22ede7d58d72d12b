//! Standard output that is closed, or does not block; and files that change while they are
//! read.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};

use crate::support::{ANSWERS, Run, command, failure, finish, folder, run, run_in, with};

const HEADER: &str = "leads,revenue,sellers,contacts\n";
const ROW: &str = "inbound,30%,one,2\n";

/// Runs a line in a shell that stays until the command has ended.
fn shell(folder: &std::path::Path, line: &str) -> Run {
    run_by("sh", folder, line)
}

fn run_by(shell: &str, folder: &std::path::Path, line: &str) -> Run {
    let program = env!("CARGO_BIN_EXE_salesmodel");
    let line = format!("{}; exit $?", line.replace("salesmodel", program));
    let mut shell = Command::new(format!("/bin/{shell}"));
    shell.current_dir(folder).env("LC_ALL", "C.UTF-8").args(["-c", &line]);
    finish(&mut shell, "")
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]
fn a_closed_standard_output_is_an_error() {
    let folder = folder();
    fs::write(folder.path().join("rows.csv"), format!("{HEADER}{ROW}")).expect("it takes a file");
    let answers = ANSWERS.join(" ");
    // Some shells close their own for as long as the command runs, and some that of the
    // command alone.
    let mut shells = vec!["sh", "bash"];
    if !std::path::Path::new("/bin/bash").exists() {
        eprintln!("bash is not installed, so it is not tried how it closes standard output");
        shells.pop();
    }
    for line in [
        &format!("salesmodel {answers}"),
        "salesmodel batch rows.csv",
        "salesmodel --help",
        "salesmodel models",
        "salesmodel questions new -",
        "salesmodel --plain",
    ] {
        for shell in &shells {
            let closed = run_by(shell, folder.path(), &format!("{line} >&-"));
            let message = failure(&closed, 1);
            assert!(
                message.contains("cannot write standard output: it is closed"),
                "{shell}: {line}: {message}"
            );
            assert!(!message.contains("Question 1"), "nothing is asked for nothing: {message}");
        }
        // As in a script that has closed standard output for everything that it runs.
        let none = shell(folder.path(), &format!("exec >&-; {line}"));
        assert_eq!(none.code, 1, "{line}: {}", none.stderr);
    }
    let elsewhere = shell(folder.path(), &format!("salesmodel {answers} -o x.json >&-"));
    assert_eq!((elsewhere.code, elsewhere.stderr.as_str()), (0, ""));
}

/// Output that is thrown away on purpose is not an error, however it was opened.
#[test]
fn a_result_can_be_thrown_away() {
    let folder = folder();
    let line = format!("salesmodel {} > /dev/null", ANSWERS.join(" "));
    let away = shell(folder.path(), &line);
    assert_eq!((away.code, away.stderr.as_str()), (0, ""));
    let both = OpenOptions::new().read(true).write(true).open("/dev/null").expect("it is there");
    let mut command = command();
    command.args(with(&[])).stdin(Stdio::null()).stdout(both).stderr(Stdio::piped());
    let away = command.output().expect("it ends");
    assert_eq!((away.status.code(), &*away.stderr), (Some(0), &b""[..]));
    // The same in a shell whose own output is thrown away by the program that started it.
    let program = env!("CARGO_BIN_EXE_salesmodel");
    let line = format!("{program} {}; exit $?", ANSWERS.join(" "));
    let both = OpenOptions::new().read(true).write(true).open("/dev/null").expect("it is there");
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", &line]).stdin(Stdio::null()).stdout(both).stderr(Stdio::piped());
    let away = shell.output().expect("it ends");
    assert_eq!((away.status.code(), &*away.stderr), (Some(0), &b""[..]));
}

/// The command with one end of a socket as its standard output, which nobody else holds
/// open.
fn spawned(folder: &std::path::Path, args: &[&str], stdout: UnixStream) -> Child {
    let mut command = command();
    command.current_dir(folder).args(args).stdin(Stdio::null()).stderr(Stdio::piped());
    command.stdout(Stdio::from(OwnedFd::from(stdout))).spawn().expect("the command starts")
}

/// More output than the stream takes at once, to a reader that comes late.
#[test]
fn a_stream_that_does_not_wait_is_waited_for() {
    let input = HEADER.to_owned() + &ROW.repeat(100_000);
    let folder = folder();
    fs::write(folder.path().join("rows.csv"), &input).expect("the folder takes a file");
    let expected = run_in(folder.path(), &["batch", "rows.csv"]).stdout;
    let (mut ours, theirs) = UnixStream::pair().expect("the system has sockets");
    theirs.set_nonblocking(true).expect("it can be told");
    let mut batch = spawned(folder.path(), &["batch", "rows.csv"], theirs);
    let mut text = String::new();
    ours.read_to_string(&mut text).expect("it is UTF-8");
    assert_eq!(batch.wait().expect("it ends").code(), Some(0));
    assert!(text == expected, "{} of {} bytes", text.len(), expected.len());

    // A single result, when the stream is full already.
    let (mut ours, mut theirs) = UnixStream::pair().expect("the system has sockets");
    theirs.set_nonblocking(true).expect("it can be told");
    let mut before = 0;
    while let Ok(written) = theirs.write(&[b'x'; 4096]) {
        before += written;
    }
    let mut single = spawned(folder.path(), &with(&["-f", "json"]), theirs);
    // A first message, or the fact that it waits, shows that the command has begun to
    // write.
    let waits = |id: u32| {
        fs::read_to_string(format!("/proc/{id}/wchan")).is_ok_and(|place| place.contains("poll"))
    };
    while !waits(single.id()) && single.try_wait().expect("it is ours").is_none() {
        std::thread::yield_now();
    }
    let mut text = Vec::new();
    ours.read_to_end(&mut text).expect("it can be read");
    assert_eq!(single.wait().expect("it ends").code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&text[before..]), run(&with(&["-f", "json"])).stdout);
}

/// Rows that were there at the beginning and are gone later are reported.
#[test]
fn a_file_that_becomes_shorter_is_an_error() {
    let folder = folder();
    let path = folder.path().join("rows.csv");
    let rows = 500_000;
    fs::write(&path, HEADER.to_owned() + &ROW.repeat(rows)).expect("the folder takes a file");
    let whole = fs::metadata(&path).expect("it is there").len();
    let kept = HEADER.len() + ROW.len() * (rows / 2);
    for by_name in [true, false] {
        let mut batch = command();
        batch.current_dir(folder.path()).arg("batch");
        if by_name {
            batch.arg("rows.csv").stdin(Stdio::null());
        } else {
            batch.stdin(File::open(&path).expect("it is there"));
        }
        let mut batch =
            batch.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut first = [0; 100];
        let out = batch.stdout.as_mut().expect("it is piped");
        out.read_exact(&mut first).expect("it writes");
        // It waits for us to read on, long before the end.
        let file = OpenOptions::new().write(true).open(&path).expect("it is ours");
        file.set_len(kept as u64).expect("it is ours");
        let ended = batch.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{said}");
        let missing = whole - kept as u64;
        let says =
            format!("became shorter while it was read, and {missing} of {whole} bytes are missing");
        assert!(said.contains(&says), "{said}");
        fs::write(&path, HEADER.to_owned() + &ROW.repeat(rows)).expect("it is ours");
    }
    // Files that the system makes up on the fly claim to be longer than they are.
    let made_up = "/sys/kernel/mm/transparent_hugepage/enabled";
    if std::path::Path::new(made_up).exists() {
        let wrong = run(&["batch", "--input-format", "csv", made_up]);
        assert!(!wrong.stderr.contains("shorter"), "{}", wrong.stderr);
    }
}

/// A file cannot be read to its end if it grows by what is read.
#[test]
fn a_file_does_not_grow_by_its_own_rows() {
    let folder = folder();
    let at = folder.path();
    let text = format!("{HEADER}{ROW}");
    for line in [
        "salesmodel batch x.csv >> x.csv",
        "salesmodel batch < x.csv >> x.csv",
        "salesmodel batch link.csv >> x.csv",
        "salesmodel batch x.csv -o /dev/stdout >> x.csv",
        "salesmodel batch x.csv -o /dev/fd/3 3>> x.csv",
    ] {
        fs::write(at.join("x.csv"), &text).expect("the folder takes a file");
        let _ = fs::hard_link(at.join("x.csv"), at.join("link.csv"));
        let refused = shell(at, line);
        let message = failure(&refused, 2);
        assert!(message.contains("read and written at the same time"), "{line}: {message}");
        assert_eq!(fs::read_to_string(at.join("x.csv")).expect("it is there"), text, "{line}");
    }
    let other = shell(at, "salesmodel batch x.csv >> y.csv");
    assert_eq!(other.code, 0, "{}", other.stderr);
    let itself = run_in(at, &["batch", "x.csv", "-o", "x.csv"]);
    assert_eq!(itself.code, 0, "{}", itself.stderr);
}
