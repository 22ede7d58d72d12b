//! Terminals that are as small or as slow as they can be.

use std::io::Read;

use portable_pty::native_pty_system;

use super::{COMMAND, Terminal, asleep, command, size};

/// A report can be shown in a window of a single cell like in any other; the quiz has its
/// own test (`layout`).
#[test]
fn a_report_fits_into_any_window() {
    for (rows, columns) in [(1, 1), (1, 80), (24, 1), (2, 2)] {
        let end = Terminal::sized(rows, columns, &crate::support::with(&[])).finish();
        assert_eq!(end.code, 0, "{rows} x {columns}");
        assert!(end.bytes.len() > 1000, "{rows} x {columns}");
    }
}

/// A terminal that accepts nothing for a while gets everything in the end.
#[test]
fn a_slow_terminal_gets_everything() {
    let pair = native_pty_system().openpty(size(24, 80)).expect("there is a terminal");
    let mut command = command(COMMAND);
    command.args(["schema", "questionnaire"]);
    let mut child = pair.slave.spawn_command(command).expect("the command starts");
    drop(pair.slave);
    // It has written as much as the terminal buffers, and waits.
    let pid = child.process_id().expect("it runs");
    let waits = || match std::fs::read_to_string(format!("/proc/{pid}/wchan")) {
        // Some systems do not tell where a process waits, and then it is 0.
        Ok(place) if place != "0" => place.contains("tty") || place.contains("wait"),
        _ => asleep(pid),
    };
    while !waits() && child.try_wait().expect("it is ours").is_none() {
        std::thread::yield_now();
    }
    let mut reader = pair.master.try_clone_reader().expect("it can be read");
    let mut text = Vec::new();
    // For the reader, the end of a terminal is an error.
    let mut buffer = [0; 100];
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        text.extend_from_slice(&buffer[..count]);
    }
    assert!(child.wait().expect("it ends").success());
    let text = String::from_utf8(text).expect("it is UTF-8").replace("\r\n", "\n");
    assert_eq!(text, crate::support::run(&["schema", "questionnaire"]).stdout);
}
