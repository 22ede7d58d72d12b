//! Ctrl-Z and what a shell does with a job that is suspended.

use std::fs;
use std::process::Command;

use super::{COMMAND, CTRL_C, ENTER, Terminal, command};

const CTRL_Z: &str = "\x1a";

/// A shell that can suspend its jobs, with the quiz as one of them.
fn open(line: &str) -> Terminal {
    let mut shell = command("/bin/sh");
    shell.env("PS1", "shell> ");
    shell.env("COMMAND", COMMAND);
    shell.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    shell.args(["-i", "-m"]);
    let mut terminal = Terminal::run(24, 80, shell);
    terminal.wait_for("the shell", |text| text.ends_with("shell>"));
    terminal.type_in(&format!("{line}\n"));
    terminal
}

/// Waits for the shell, and checks that the terminal is as it was.
fn shell(terminal: &Terminal) -> String {
    terminal.wait("the shell", |seen| {
        let screen = seen.parser.screen();
        let text = super::text(screen);
        let back = !screen.alternate_screen() && !screen.hide_cursor() && text.ends_with("shell>");
        back.then_some(text)
    })
}

fn code(mut terminal: Terminal) -> String {
    terminal.type_in("echo \"code $?\"\n");
    terminal.wait_for("the code", |text| text.contains("\ncode "))
}

#[test]
fn ctrl_z_suspends_and_fg_comes_back() {
    for line in ["\"$COMMAND\"", "\"$COMMAND\" -f json | cat"] {
        let mut quiz = open(line);
        quiz.at("1 of 4").key("2").at("2 of 4").key(CTRL_Z);
        let back = shell(&quiz);
        assert!(back.contains("Stopped") || back.contains("Suspended"), "{back}");
        // What is typed meanwhile goes to the shell.
        quiz.type_in("echo in between\n");
        quiz.wait_for("the shell", |text| text.contains("\nin between\n"));
        quiz.type_in("fg\n");
        quiz.at("2 of 4").key("1").at("3 of 4").key(CTRL_C);
        shell(&quiz);
        if line.ends_with("\"") {
            let end = code(quiz);
            assert!(end.contains("code 130"), "{end}");
        }
    }
}

/// The same with signals from outside, even with the one that cannot be handled.
#[test]
fn signals_suspend_and_continue() {
    for signal in ["-TSTP", "-STOP"] {
        let mut quiz = open("\"$COMMAND\"");
        quiz.at("1 of 4").key("2").at("2 of 4");
        let children = format!("/proc/{0}/task/{0}/children", quiz.pid);
        let Ok(children) = fs::read_to_string(children) else { return };
        let child = children.trim();
        let kill = Command::new("kill").args([signal, child]).status();
        assert!(kill.expect("there is a kill command").success(), "kill {signal} {child}");
        quiz.wait_for("the shell", |text| text.contains("shell>"));
        quiz.type_in("fg\n");
        quiz.wait_for("the quiz", |text| text.contains("2 of 4") && !text.contains("shell>"));
        quiz.at("2 of 4").key(ENTER).at("3 of 4").key(CTRL_C);
        shell(&quiz);
        assert!(code(quiz).contains("code 130"));
    }
}

/// In a window of its own, without a shell to come back from, Ctrl-Z would be the end.
#[test]
fn ctrl_z_does_nothing_without_a_shell() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4").key(CTRL_Z).key("2").at("2 of 4").key(CTRL_C);
    quiz.finish().assert_given_back(130);
}
