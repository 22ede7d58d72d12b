//! Text that other people wrote never steers the terminal that shows it: cells, headers,
//! names of files, flags. A pipe gets the same bytes as they are.

use std::fs;
use std::path::Path;

use super::{COMMAND, End, Terminal, command};
use crate::support;

/// Checks that a terminal gets only text, line endings, tabs, and the styles of reports.
fn assert_steered_by_nobody(end: &End) {
    let text = String::from_utf8(end.bytes.clone()).expect("a terminal gets UTF-8");
    let ours = ["\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[4m", "\x1b[31m", "\x1b[32m", "\x1b[33m"];
    let bare = ours.iter().fold(text.clone(), |text, style| text.replace(style, ""));
    let steers = |c: char| {
        let bidi = "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
                    \u{2066}\u{2067}\u{2068}\u{2069}";
        c.is_control() && !matches!(c, '\n' | '\t') || bidi.contains(c)
    };
    let found: Vec<char> = bare.replace("\r\n", "\n").chars().filter(|c| steers(*c)).collect();
    assert_eq!(found, Vec::<char>::new(), "in\n{text:?}");
}

/// Runs the command in a folder, in a window that is wide enough for every line.
fn run_in(folder: &Path, args: &[&str]) -> End {
    let mut command = command(COMMAND);
    command.cwd(folder);
    command.args(args);
    Terminal::run(50, 400, command).finish()
}

/// A title, a colour that we use, the clipboard, a line that writes over itself, eight-bit
/// control characters, and text that runs backwards.
const NASTY: &str =
    "\x1b]0;title\x07\x1b[31m\x1b]52;c;aGk=\x1b\\a\rb\x08\x7f\u{9b}2J\u{202e}\u{200f}";

/// The same as it is shown in a terminal.
const SHOWN: &str =
    r"\u{1b}]0;title\u{7}\u{1b}[31m\u{1b}]52;c;aGk=\u{1b}\a\rb\u{8}\u{7f}\u{9b}2J\u{202e}\u{200f}";

fn rows(folder: &Path) {
    let csv = format!(
        "\"company {NASTY}\",leads,revenue,sellers,contacts\n\"{NASTY}\",inbound,30%,one,2\n\
         \"{NASTY}\",\"{NASTY}\",30%,one,2\n"
    );
    fs::write(folder.join("rows.csv"), csv).expect("the folder takes a file");
    let row = serde_json::json!({
        "company": NASTY, "leads": "inbound", "revenue": "30%", "sellers": "one", "contacts": 2
    });
    // Characters that JSON need not escape, and characters that it must.
    let row = row.to_string().replace("\\u007f", "\x7f");
    assert!(row.contains('\u{9b}'), "{row}");
    fs::write(folder.join("rows.jsonl"), format!("{row}\n")).expect("the folder takes a file");
}

#[test]
fn rows_are_shown_and_piped_as_they_are() {
    let folder = support::folder();
    rows(folder.path());
    let shown: [&[&str]; 6] = [
        &["batch", "rows.csv"],
        &["batch", "rows.csv", "-f", "jsonl"],
        &["batch", "rows.csv", "--full"],
        &["batch", "rows.jsonl"],
        &["batch", "rows.jsonl", "-f", "csv"],
        &["batch", "rows.csv", "--prefix", NASTY],
    ];
    for args in shown {
        let end = run_in(folder.path(), args);
        assert!(matches!(end.code, 0 | 3), "{args:?}: {}", end.text);
        assert_steered_by_nobody(&end);
    }
    let text = run_in(folder.path(), &["batch", "rows.csv"]).text;
    let first = text.replace('\n', "");
    assert!(first.starts_with(&format!("\"company {SHOWN}\",leads,")), "{text}");

    let piped = support::run_in(folder.path(), &["batch", "rows.csv"]).stdout;
    assert!(piped.starts_with(&format!("\"company {NASTY}\",leads,")), "{piped:?}");
    assert!(piped.contains(&format!("\n\"{NASTY}\",inbound,30%,one,2,inbound,")), "{piped:?}");
}

/// Bytes that are held back because more may belong to them are shown when nothing more
/// comes.
#[test]
fn the_last_byte_is_shown() {
    let folder = support::folder();
    let rows = "leads,revenue,sellers,contacts\rinbound,30%,one,2\r";
    fs::write(folder.path().join("rows.csv"), rows).expect("the folder takes a file");
    let piped = support::run_in(folder.path(), &["batch", "rows.csv"]).stdout;
    assert!(piped.ends_with('\r'), "{piped:?}");
    let end = run_in(folder.path(), &["batch", "rows.csv"]);
    assert_eq!(end.code, 0, "{}", end.text);
    let shown = String::from_utf8(end.bytes).expect("a terminal gets UTF-8");
    let output = piped.replace('\r', "\\r");
    assert!(shown.contains(&output), "{output:?} is not in {shown:?}");
}

#[test]
fn summaries_keep_their_styles_and_no_other() {
    let folder = support::folder();
    rows(folder.path());
    let by = format!("company {NASTY}");
    let end = run_in(folder.path(), &["batch", "rows.csv", "--summary", "--by", &by]);
    assert_steered_by_nobody(&end);
    let text = String::from_utf8(end.bytes).expect("it is UTF-8");
    assert!(text.contains("\x1b[1m"), "no style is left in {text:?}");
    assert!(text.contains(r"company \u{1b}]0;title"), "{text}");
    // The heading is made from a header, so it is harmless in a file as well.
    let piped = support::run_in(folder.path(), &["batch", "rows.csv", "--summary", "--by", &by]);
    assert!(!piped.stdout.contains(['\x1b', '\u{9b}', '\u{202e}']), "{:?}", piped.stdout);
}

/// A file with any name, as input, as output, and in the help.
#[test]
fn names_of_files_are_harmless() {
    let folder = support::folder();
    rows(folder.path());
    let name = format!("{}.csv", NASTY.replace('/', ""));
    fs::rename(folder.path().join("rows.csv"), folder.path().join(&name)).expect("it is there");
    let questionnaire = format!("{NASTY}.yaml");
    let yaml = support::run(&["questions", "show", "b2c"]).stdout;
    fs::write(folder.path().join(&questionnaire), &yaml).expect("the folder takes a file");
    let missing = format!("{NASTY}/missing.yaml");
    let tries: [&[&str]; 10] = [
        &["batch", &name],
        &["batch", &name, "-f", "jsonl"],
        &["batch", &missing],
        &["-Q", &questionnaire, "--help"],
        &["-Q", &questionnaire, "--no-input"],
        &["-Q", &missing],
        &["--from", &missing],
        &["--from", &name],
        &["questions", "check", &questionnaire, "-f", "json"],
        &["-o", &missing],
    ];
    for args in tries {
        assert_steered_by_nobody(&run_in(folder.path(), args));
        let piped = support::run_in(folder.path(), args);
        let said = format!("{}{}", piped.stderr, piped.stdout.replace(NASTY, ""));
        assert!(!said.contains(['\x1b', '\u{9b}', '\u{202e}']), "{args:?}: {said:?}");
    }
}

/// clap repeats arguments in its own messages, and in what it proposes.
#[test]
fn flags_are_harmless_in_every_message() {
    let folder = support::folder();
    let flag = format!("--{NASTY}");
    let value = format!("--color={NASTY}");
    let tries: [&[&str]; 9] = [
        &[NASTY],
        &[&flag],
        &["batch", &flag],
        &["models", NASTY],
        &[&value],
        &["--leads", NASTY],
        &["--answer", NASTY],
        &["--company", NASTY],
        &["-f", NASTY],
    ];
    for args in tries {
        let end = run_in(folder.path(), args);
        assert_eq!(end.code, 2, "{args:?}: {}", end.text);
        assert_steered_by_nobody(&end);
        let piped = support::run_in(folder.path(), args).stderr;
        assert!(!piped.contains(['\x1b', '\u{9b}', '\u{202e}']), "{args:?}: {piped:?}");
        if args[0] != "--company" {
            assert!(piped.contains(r"\u{1b}]0;title"), "{args:?}: {piped:?}");
        }
    }
}

/// The report of a company is shown on the screen with our styles.
#[test]
fn a_report_keeps_its_styles() {
    let folder = support::folder();
    let end = run_in(folder.path(), &support::ANSWERS);
    assert_steered_by_nobody(&end);
    assert!(String::from_utf8_lossy(&end.bytes).contains("\x1b[1m\x1b[32m"));
}
