//! How a batch ends: with usage errors before anything is written, with whole rows on a
//! stream, and with the old file if a new one could not be finished.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::support::{command, failure, finish, folder, run_in, run_with_input};

const ROWS: &str = "leads,revenue,sellers,contacts\ninbound,30%,one,2\noutbound,30%,one,2\n";

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    fs::write(folder.join(name), text).expect("the folder takes a file");
}

#[test]
fn what_does_not_fit_the_columns_is_a_usage_error() {
    let folder = folder();
    write(folder.path(), "rows.csv", ROWS);
    write(folder.path(), "lead.csv", "Lead,revenue,sellers,contacts\n");
    write(folder.path(), "twice.csv", "leads,leads,revenue,sellers,contacts\n");
    write(folder.path(), "again.csv", "leads,revenue,sellers,contacts,model,tie,a,a\n");
    write(
        folder.path(),
        "rows.jsonl",
        "{\"leeds\":1,\"revenue\":1,\"sellers\":1,\"contacts\":1}\n",
    );
    let usage: [(&[&str], &[&str]); 22] = [
        (&["lead.csv"], &["no column answers leads", "--column leads=Lead", "--column leads="]),
        (&["rows.jsonl"], &["no column answers leads", "--column leads=leeds"]),
        (&["twice.csv"], &["\"leads\" is there 2 times"]),
        (&["again.csv"], &["model, tie", "--prefix"]),
        (&["again.csv", "-f", "jsonl"], &["two columns are called \"a\""]),
        (&["rows.csv", "--column", "leads=Source"], &["no column \"Source\""]),
        (&["rows.csv", "--column", "leeds=leads"], &["no question is called \"leeds\"", "leads?"]),
        (&["rows.csv", "--column", "leads"], &["has no = in it"]),
        (&["rows.csv", "--column", "leads=a", "--column", "leads=b"], &["twice"]),
        (&["rows.csv", "--fraction", "contacts"], &["takes no percentage"]),
        (&["rows.csv", "--fraction", "x"], &["no question"]),
        (&["rows.csv", "--delimiter", "ab"], &["cannot separate values"]),
        (&["rows.csv", "--delimiter", "\""], &["cannot separate values"]),
        (&["rows.csv", "--full", "-f", "csv"], &["does not fit"]),
        (&["rows.csv", "--summary", "-f", "csv"], &["text or JSON"]),
        (
            &["rows.csv", "--summary", "--by", "levels", "-f", "text"],
            &["no column \"levels\"", "leads"],
        ),
        (&["rows.csv", "--by", "leads"], &["--summary"]),
        (&["rows.csv", "-f", "json"], &["csv or jsonl"]),
        (&["rows.csv", "rows.jsonl"], &["one format"]),
        (&["rows.xlsx"], &["Save the sheet as CSV"]),
        (&["-", "-"], &["standard input"]),
        (&["rows.csv", "--leads", "inbound"], &["--leads"]),
    ];
    for (args, says) in usage {
        let wrong = run_in(folder.path(), &[&["batch", "-o", "out.csv"], args].concat());
        let message = failure(&wrong, 2);
        for word in says {
            assert!(message.contains(word), "{args:?}: {word}: {message}");
        }
    }
    assert!(!folder.path().join("out.csv").exists());
}

#[test]
fn what_cannot_be_read_has_code_1() {
    let folder = folder();
    write(folder.path(), "rows.csv", ROWS);
    write(folder.path(), "empty.csv", "");
    write(folder.path(), "blank.csv", "\n\r\n\n");
    write(folder.path(), "other.csv", "leads,revenue,contacts,sellers\n");
    write(folder.path(), "latin.csv", b"leads,revenue,sellers,contacts,gr\xfcn\n");
    write(folder.path(), "utf-16.csv", "l\0e\0a\0d\0s\0\n\0");
    write(folder.path(), "list.jsonl", "not json\n");
    write(folder.path(), "open.csv", format!("\"{}", "leads,".repeat(400_000)));
    for (args, says) in [
        (&["empty.csv"][..], "there is nothing in it"),
        (&["blank.csv"], "there is nothing in it"),
        (&["rows.csv", "other.csv"], "column 3 is \"contacts\", and there it is \"sellers\""),
        (&["latin.csv"], "not UTF-8"),
        (&["utf-16.csv"], "UTF-16 without a mark"),
        (&["list.jsonl"], "does not begin with a JSON object"),
        (&["open.csv"], "A quote may never close"),
        (&["none.csv"], "cannot read none.csv"),
        (&["."], "it is a folder"),
    ] {
        let wrong = run_in(folder.path(), &[&["batch", "-o", "out.csv"], args].concat());
        assert!(failure(&wrong, 1).contains(says), "{args:?}: {}", wrong.stderr);
    }
    let json = run_with_input(&["batch"], "{\"leads\":\"inbound\",\"revenue\":\"30%\"}\n");
    assert!(failure(&json, 2).contains("no column answers sellers or contacts"), "{}", json.stderr);
    let json = run_with_input(&["batch", "--input-format", "csv"], "{\"leads\":\"inbound\"}\n");
    assert!(failure(&json, 2).contains("--input-format jsonl"), "{}", json.stderr);
}

/// The file is replaced once all rows are in the new one, even if it is the input; links
/// and permissions stay.
#[cfg(unix)]
#[test]
fn a_file_is_replaced_as_a_whole() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder();
    let at = folder.path();
    write(at, "rows.csv", ROWS);
    fs::set_permissions(at.join("rows.csv"), fs::Permissions::from_mode(0o640))
        .expect("it is ours");
    symlink("rows.csv", at.join("link.csv")).expect("links can be made");
    let done = run_in(at, &["batch", "rows.csv", "-o", "link.csv"]);
    assert_eq!((done.code, done.stdout.as_str()), (0, ""), "{}", done.stderr);
    assert_eq!(done.stderr, "2 rows read, 2 diagnosed, 0 rejected\n");
    let text = fs::read_to_string(at.join("rows.csv")).expect("it is there");
    assert!(text.starts_with("leads,revenue,sellers,contacts,model,"), "{text}");
    assert_eq!(text.lines().count(), 3);
    assert!(at.join("link.csv").is_symlink());
    let mode = fs::metadata(at.join("rows.csv")).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_eq!(fs::read_dir(at).expect("it is a folder").count(), 2);
}

#[test]
fn too_many_errors_leave_the_old_file() {
    let folder = folder();
    let at = folder.path();
    let rows = (0..50_000).map(|row| if row % 10_000 == 9_999 { "x,,,\n" } else { "inbound,,,\n" });
    write(at, "rows.csv", format!("leads,revenue,sellers,contacts\n{}", rows.collect::<String>()));
    write(at, "out.csv", "old");
    let allowed = run_in(at, &["batch", "rows.csv", "--max-errors", "5", "-o", "all.csv"]);
    assert_eq!(allowed.code, 3, "{}", allowed.stderr);
    let all = fs::read_to_string(at.join("all.csv")).expect("it was written");
    assert_eq!(all.lines().count(), 50_001);

    let ended = run_in(at, &["batch", "rows.csv", "--max-errors=2", "-o", "out.csv"]);
    assert!(failure(&ended, 1).contains("rows.csv:30001: more than 2 rows were rejected"));
    assert_eq!(fs::read_to_string(at.join("out.csv")).expect("it is there"), "old");
    assert_eq!(fs::read_dir(at).expect("it is a folder").count(), 3);

    // On a stream, the last row is the one that was too many.
    let stream = run_in(at, &["batch", "rows.csv", "--max-errors=2"]);
    assert_eq!(stream.code, 1);
    assert!(all.starts_with(&stream.stdout) && stream.stdout.lines().count() == 30_001);
    let none = run_in(at, &["batch", "rows.csv", "--max-errors=0"]);
    assert_eq!((none.code, none.stdout.lines().count()), (1, 10_001));
    assert!(none.stderr.contains("rows.csv:10001: a row was rejected"), "{}", none.stderr);
}

/// A batch that reads rows from a pipe that stays open.
struct Waiting {
    child: Child,
}

impl Waiting {
    /// Starts it, and returns when it has written what it was given and waits for more.
    fn new(command: &mut Command, input: &[u8]) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        child.stdin.as_mut().expect("it is piped").write_all(input).expect("it is read");
        Waiting { child }
    }

    fn read(&mut self, count: usize) -> String {
        let mut bytes = vec![0; count];
        self.child.stdout.as_mut().expect("it is piped").read_exact(&mut bytes).expect("it writes");
        String::from_utf8(bytes).expect("it is UTF-8")
    }
}

/// Rows come out while the batch waits for more, and a signal then ends it with code 130.
#[cfg(unix)]
#[test]
fn rows_flow_and_signals_end_it() {
    let expected = run_with_input(&["batch"], ROWS).stdout;
    for signal in ["INT", "TERM", "HUP"] {
        let mut waiting = Waiting::new(command().arg("batch"), ROWS.as_bytes());
        assert_eq!(waiting.read(expected.len()), expected);
        let _open = waiting.child.stdin.take();
        kill(&waiting.child, signal);
        let ended = waiting.child.wait().expect("it ends");
        assert_eq!(ended.code(), Some(130), "{signal}");
    }
}

/// A signal in the middle of writing a file leaves the old file untouched, and nothing
/// beside it.
#[cfg(unix)]
#[test]
fn a_signal_leaves_the_old_file() {
    let folder = folder();
    let at = folder.path();
    write(at, "out.csv", "old");
    let mut command = command();
    command.current_dir(at).args(["batch", "-o", "out.csv"]);
    // More than a pipe holds: when all is given, most of it was read.
    let rows = ROWS.to_owned() + &"inbound,30%,one,2\n".repeat(50_000);
    let mut waiting = Waiting::new(&mut command, rows.as_bytes());
    let _open = waiting.child.stdin.take();
    kill(&waiting.child, "TERM");
    assert_eq!(waiting.child.wait().expect("it ends").code(), Some(130));
    assert_eq!(fs::read_to_string(at.join("out.csv")).expect("it is there"), "old");
    assert_eq!(fs::read_dir(at).expect("it is a folder").count(), 1);
}

#[cfg(unix)]
fn kill(child: &Child, signal: &str) {
    let status = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
    assert!(status.expect("there is kill").success());
}

/// Closing the pipe is not an error, because the reader has seen enough; a full disk is
/// one.
#[cfg(target_os = "linux")]
#[test]
fn closed_pipes_are_quiet_and_full_disks_are_not() {
    let rows = ROWS.to_owned() + &"inbound,30%,one,2\n".repeat(200_000);
    let mut waiting = Waiting::new(command().arg("batch"), ROWS.as_bytes());
    waiting.read(20);
    drop(waiting.child.stdout.take());
    // It may notice before all of the input is given.
    let _ = waiting.child.stdin.take().expect("it is piped").write_all(rows.as_bytes());
    let ended = waiting.child.wait_with_output().expect("it ends");
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");

    let folder = folder();
    write(folder.path(), "rows.csv", ROWS);
    let full = run_in(folder.path(), &["batch", "rows.csv", "-o", "/dev/full"]);
    assert!(failure(&full, 1).contains("cannot write /dev/full"), "{}", full.stderr);
    let device = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let mut child = command();
    child.current_dir(folder.path()).args(["batch", "rows.csv"]);
    let ended = child.stdout(device).stderr(Stdio::piped()).output().expect("the command starts");
    assert_eq!(ended.status.code(), Some(1));
    let message = String::from_utf8_lossy(&ended.stderr);
    assert!(message.contains("cannot write standard output"), "{message}");
}

/// The whole result of a row is the result of the command that it names.
#[test]
fn a_full_result_is_that_of_a_single_diagnosis() {
    let rows =
        "id,leads,revenue,sellers,contacts\n7,They contact us,37.5,one,\n8,outbound,,80%,3\n";
    let full = run_with_input(&["batch", "--full"], rows);
    assert_eq!(full.code, 0, "{}", full.stderr);
    for line in full.stdout.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
        let repeat = line["diagnosis"]["command"].as_str().expect("it can be repeated");
        let words: Vec<&str> = repeat.split(' ').skip(1).chain(["-f", "json"]).collect();
        let alone = finish(command().args(words), "").stdout;
        let alone: serde_json::Value = serde_json::from_str(&alone).expect("it is JSON");
        assert_eq!(line["diagnosis"], alone);
    }
}
