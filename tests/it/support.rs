//! What several tests need: above all, the command in an environment of its own.

#[cfg(unix)]
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
#[cfg(unix)]
use std::sync::{Arc, Once, atomic::AtomicBool};

use salesmodel::answers::{Answers, Draft};
use salesmodel::date::Date;
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::questionnaire::{Builtin, Questionnaire, UNSURE};
use salesmodel::render::{Charset, Format, Look, Report, Styles};
use serde_json::Value;
#[cfg(unix)]
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use tempfile::TempDir;

/// What a run printed, and its exit code.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

/// The command, with nothing of the environment that could change its output.
pub(crate) fn command() -> Command {
    #[cfg(unix)]
    heed_signals();
    let mut command = Command::new(env!("CARGO_BIN_EXE_salesmodel"));
    command.env_clear().env("LC_ALL", "C.UTF-8").env("SOURCE_DATE_EPOCH", SECONDS);
    command
}

/// Lets signals reach the runs under test where the tests themselves ignore them: under
/// `nohup`, and in the background of a script. What a process ignores is ignored by those
/// that it starts too, but what it has a handler for is not. This handler does nothing, so
/// the tests go on as they were told to. Only Linux says what is ignored.
#[cfg(unix)]
fn heed_signals() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let ignored = u64::from_str_radix(ignored.unwrap_or("0").trim(), 16);
        let ignored = ignored.expect("it is a mask of signals");
        for signal in [SIGHUP, SIGINT, SIGTERM] {
            if ignored & (1 << (signal - 1)) != 0 {
                let unread = Arc::new(AtomicBool::new(false));
                signal_hook::flag::register(signal, unread).expect("it can be handled");
            }
        }
    });
}

/// The time that every run takes for the current time.
pub(crate) const SECONDS: &str = "1795694400";

/// The day of that time.
pub(crate) fn today() -> Date {
    Date::read("2026-11-26").expect("it is a day")
}

/// Runs the command without a terminal and with empty standard input.
pub(crate) fn run(args: &[&str]) -> Run {
    run_with_input(args, "")
}

/// Runs the command without a terminal and with some standard input.
pub(crate) fn run_with_input(args: &[&str], input: &str) -> Run {
    finish(command().args(args), input)
}

/// Runs the command in a folder.
pub(crate) fn run_in(folder: &Path, args: &[&str]) -> Run {
    finish(command().current_dir(folder).args(args), "")
}

/// Runs a prepared command to its end. If it is a shell, the programs in it have the same
/// day as any other run.
pub(crate) fn finish(command: &mut Command, input: &str) -> Run {
    if command.get_envs().all(|(name, _)| name != "SOURCE_DATE_EPOCH") {
        command.env("SOURCE_DATE_EPOCH", SECONDS);
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // The command may end without reading all of it.
    let _ = child.stdin.take().expect("it is piped").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the command ends");
    Run {
        stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        code: output.status.code().expect("no signal ended it"),
    }
}

/// The built-in questionnaire for companies that sell to companies.
pub(crate) fn b2b() -> Questionnaire {
    Builtin::named("b2b").expect("it is built in").questionnaire()
}

/// The answers of a questionnaire, one for each question in order.
pub(crate) fn answers<'q>(questionnaire: &'q Questionnaire, given: &[&str]) -> Answers<'q> {
    let mut draft = Draft::new(questionnaire);
    for (question, answer) in questionnaire.questions().iter().zip(given) {
        draft.give(question.read(answer).expect("the test gives an answer that there is"));
    }
    draft.complete().expect("the test answers every question")
}

/// A result with nothing else given except perhaps a company.
pub(crate) fn report<'r, 'q>(
    diagnosis: &'r Diagnosis<'q>,
    company: Option<&'r str>,
) -> Report<'r, 'q> {
    Report::new(diagnosis, today()).with_company(company)
}

/// The result in a format, without colours.
pub(crate) fn rendered(diagnosis: &Diagnosis<'_>, format: &str, width: usize) -> String {
    let report = report(diagnosis, None);
    let look = Look::new(width, Charset::Unicode, Styles::plain());
    let format = Format::named(format).expect("there is such a format");
    let mut bytes = Vec::new();
    format.write(&report, &look, &mut bytes).expect("memory can be written");
    String::from_utf8(bytes).expect("every format is UTF-8")
}

/// The result as JSON that was read back; `None` if no model leads.
pub(crate) fn json(questionnaire: &Questionnaire, given: &[&str]) -> Option<Value> {
    let diagnosis = diagnosis::score(answers(questionnaire, given)).ok()?;
    let text = rendered(&diagnosis, "json", 80);
    Some(serde_json::from_str(&text).expect("the JSON is JSON"))
}

/// Every combination of answers, `unsure` among them.
pub(crate) fn space(questionnaire: &Questionnaire) -> Vec<Vec<&str>> {
    let mut space = vec![Vec::new()];
    for question in questionnaire.questions() {
        let ids = question.options.iter().map(|option| option.id.as_str());
        let ids: Vec<&str> = ids.chain([UNSURE]).collect();
        space = space
            .into_iter()
            .flat_map(|before| {
                ids.iter().map(move |id| before.iter().copied().chain([*id]).collect())
            })
            .collect();
    }
    space
}

/// A text with all its words on one line, however it was laid out. A word that is broken
/// becomes two words.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A complete set of answers.
pub(crate) const ANSWERS: [&str; 8] =
    ["--leads", "outbound", "--revenue", "30%", "--sellers", "every-deal", "--contacts", "2"];

/// A complete set of answers with more arguments.
pub(crate) fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    ANSWERS.iter().copied().chain(more.iter().copied()).collect()
}

/// A folder that is deleted when it is dropped.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().expect("there is room for a folder")
}

/// The message of a run that failed with a code and wrote nothing.
pub(crate) fn failure(run: &Run, code: i32) -> &str {
    assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{}", run.stderr);
    assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    assert_eq!(run.stderr.matches("error: ").count(), 1, "{}", run.stderr);
    &run.stderr
}

/// A user's own questionnaire, with two questions and without a pipeline.
pub(crate) const OWN: &str = "
format: 1
id: own
version: '1'
lang: en
title: Which size?
lead_at: 1
hybrid_at: 50
questions:
  - id: size
    text: How many?
    unit: count
    number: how many
    options:
      - {id: small, label: Few, range: {below: 10}, points: {left: 1}}
      - {id: large, label: Many, range: {from: 10, below: 100}, points: {right: 1}}
  - id: kind
    text: Which kind?
    options:
      - {id: one, label: One, points: {left: 1}}
      - {id: other, label: Other, points: {right: 1}}
models:
  - {id: left, name: Left}
  - {id: right, name: Right}
";
