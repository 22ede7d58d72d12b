//! Texts and files that are meant to do harm, in every input and every output of the real
//! process, within limits of time and memory.

mod bombs;
mod outputs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use salesmodel::questionnaire::Builtin;
use salesmodel::render::FORMATS;
use salesmodel::render::crm::CRMS;
use salesmodel::wording::steers;
use serde_json::{Value, json};

use crate::support::{Run, finish, folder, with};

/// Texts that steer a terminal, hide, run as a formula or a command, break out of a
/// format, or name a file elsewhere.
const TEXTS: [&str; 14] = [
    "\u{1b}[31mred\u{1b}[0m \u{1b}]0;title\u{7}",
    "\u{9b}31m\u{85}\u{7f}",
    "\u{202e}evil\u{202c} \u{2066}x\u{2069} \u{200f}",
    "zero\u{200b}width\u{feff}",
    "line\u{2028}\u{2029}\r\nSet-Cookie: x",
    "=HYPERLINK(\"http://x\")",
    "@SUM(A1)",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>&a;<script>alert(1)</script>]]>",
    "../../../etc/passwd",
    "..\\..\\con.json",
    "{{7*7}}{% x %}${x}$(reboot)`x`%s%n",
    "'; DROP TABLE answers; --",
    "--leads=inbound",
    "\"}],\"model\":{\"id\":\"x",
];

const PROGRAM: &str = env!("CARGO_BIN_EXE_salesmodel");

/// The processor time in seconds, and below it the memory in KiB, that a run may take:
/// about ten times what the worst one takes without optimisation.
const SECONDS: u32 = 60;
const MEMORY: u32 = 1 << 20;

/// Runs the command within those limits.
fn limited(folder: &Path, args: &[&str], input: &str) -> Run {
    let mut shell = Command::new("/bin/sh");
    shell.env_clear().env("LC_ALL", "C.UTF-8").env("SOURCE_DATE_EPOCH", "1795694400");
    let line = format!("ulimit -t {SECONDS}; ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    shell.current_dir(folder).args(["-c", &line, PROGRAM]).args(args);
    finish(&mut shell, input)
}

/// The run ended with a documented code, and nothing that it says steers a terminal.
fn is_orderly(run: &Run, what: &str) {
    is_said_well(run, what);
    // We put marks around a name that is read from right to left, always in pairs.
    let theirs = run.stdout.replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(steering(&theirs), None, "{what}: {:?}", run.stdout);
    let count = |mark: char| run.stdout.matches(mark).count();
    assert_eq!(count('\u{2068}'), count('\u{2069}'), "{what}: {:?}", run.stdout);
}

/// The same for a run whose standard output is rows as they were read.
fn is_said_well(run: &Run, what: &str) {
    assert!((0..=3).contains(&run.code), "{what}: {} {}", run.code, run.stderr);
    assert!(!run.stderr.contains("panicked"), "{what}: {}", run.stderr);
    assert_eq!(steering(&run.stderr), None, "{what}: {:?}", run.stderr);
}

/// The first character of a text that steers a terminal.
fn steering(text: &str) -> Option<char> {
    text.chars().find(|c| *c != '\n' && steers(*c))
}

fn formats() -> impl Iterator<Item = &'static str> {
    let crms = CRMS.iter().map(|crm| crm.name).filter(|name| *name != "salesforce");
    FORMATS.iter().map(|format| format.name).chain(crms)
}

/// Each flag of each command takes the text, or refuses it.
#[test]
fn flags_carry_nothing_harmful() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("rows.csv"), "leads,revenue,sellers,contacts\ninbound,30%,one,2\n")
        .expect("it has room");
    for text in TEXTS {
        let assigned = format!("leads={text}");
        let wanted = format!("{text}=1");
        for args in [
            vec!["--leads", text],
            vec!["-a", text],
            vec!["-a", &assigned],
            vec!["-Q", text],
            with(&["-f", text]),
            with(&["-l", text]),
            with(&["--company", text, "-f", "html"]),
            with(&["--pipeline-name", text, "-f", "hubspot"]),
            vec!["batch", text],
            vec!["batch", "rows.csv", "--column", &assigned],
            vec!["batch", "rows.csv", "--by", text, "--summary"],
            vec!["batch", "rows.csv", "--encoding", text],
            vec!["batch", "rows.csv", "--delimiter", text],
            vec!["measure", text],
            vec!["measure", "rows.csv", "--only", &wanted],
            vec!["measure", "rows.csv", "--column", &wanted],
            vec!["compare", text, text],
            vec!["questions", "show", text],
            vec!["models", text],
            vec!["sql", "--dialect", text],
            vec!["form", "--company", text],
            vec!["form", "--to", text],
            vec!["completions", text],
            vec!["schema", text],
            vec![text],
        ] {
            is_orderly(&limited(at, &args, ""), &format!("{args:?}"));
        }
        // As the prefix of columns, the text is the caller's own word for the rows.
        let args = ["batch", "rows.csv", "--prefix", text];
        is_said_well(&limited(at, &args, ""), &format!("{args:?}"));
    }
}

/// A questionnaire with the text in every place that takes one.
fn questionnaire(text: &str) -> String {
    json!({
        "format": 1, "id": "own", "version": text, "lang": "en", "title": text, "intro": text,
        "lead_at": 1, "hybrid_at": 50,
        "questions": [{"id": "q", "text": text, "help": text, "name": text, "options": [
            {"id": "a", "label": text, "help": text, "note": text, "reason": text, "points": {"m": 1}},
            {"id": "b", "label": "B", "points": {"n": 1}},
        ]}],
        "models": [
            {"id": "m", "name": text, "summary": text, "roles": [text], "metrics": [text],
             "pitfalls": [text], "first_steps": [text], "entry": ["s"]},
            {"id": "n", "name": "N"},
        ],
        "default_entry": "m",
        "stages": [{"id": "s", "name": text, "goal": text, "exit": text, "owner": text, "probability": 10}],
        "lost_reasons": [{"id": "l", "label": text, "help": text}],
    })
    .to_string()
}

/// A hostile questionnaire is refused with a message, or is harmless in every output.
#[test]
fn questionnaires_carry_nothing_harmful() {
    let folder = folder();
    let at = folder.path();
    let mut taken = 0;
    for text in TEXTS {
        fs::write(at.join("q.yaml"), questionnaire(text)).expect("it has room");
        let check = limited(at, &["questions", "check", "q.yaml"], "");
        is_orderly(&check, text);
        taken += usize::from(check.code == 0);
        for format in formats() {
            let run = limited(at, &["-Q", "q.yaml", "--q", "a", "-f", format], "");
            is_orderly(&run, &format!("{text:?} as {format}"));
            if run.code == 0 && format.starts_with("odoo") {
                let mut rows = csv::Reader::from_reader(run.stdout.as_bytes());
                for cell in rows.records().flat_map(|row| {
                    let row = row.expect("rows are whole");
                    row.iter().map(str::to_owned).collect::<Vec<_>>()
                }) {
                    assert!(!cell.starts_with(['=', '+', '-', '@']), "{format}: {cell}");
                }
            }
        }
        for args in [
            ["-Q", "q.yaml", "--help"].as_slice(),
            &["-Q", "q.yaml", "--plain"],
            &["-Q", "q.yaml", "models"],
            &["form", "-Q", "q.yaml"],
            &["form", "-Q", "q.yaml", "-f", "markdown"],
            &["sql", "-Q", "q.yaml", "--dialect", "sqlite"],
        ] {
            is_orderly(&limited(at, args, "1\n"), &format!("{text:?}: {args:?}"));
        }
        let translation = json!({"translates": "own", "lang": "nl", "title": text,
            "questions": {"q": {"text": text, "options": {"a": {"label": text}}}}});
        fs::write(at.join("q.nl.yaml"), translation.to_string()).expect("it has room");
        is_orderly(&limited(at, &["questions", "check", "q.nl.yaml"], ""), text);
        is_orderly(&limited(at, &["-Q", "q.yaml", "-l", "nl", "--q", "a"], ""), text);
        fs::remove_file(at.join("q.nl.yaml")).expect("it was written");
    }
    assert!(taken >= 5, "only {taken} of the texts are taken, so little is shown");
}

/// The same in each place of a complete questionnaire, one value or key at a time: ids are
/// listed before they are checked.
#[test]
fn no_place_of_a_questionnaire_carries_anything_harmful() {
    const TEXT: &str = "s\u{1b}[31m\t\u{202e}\u{9b}\n";
    let source = Builtin::standard().source;
    let whole: Value = serde_saphyr::from_str(source).expect("a built-in is YAML");
    let mut places = 0;
    for place in 0.. {
        let mut changed = whole.clone();
        if !replace(&mut changed, &mut place.clone(), TEXT) {
            break;
        }
        // In a file, these two characters can only be written by their numbers.
        let text = changed.to_string().replace('\u{202e}', "\\u202e").replace('\u{9b}', "\\u009b");
        crate::fuzzed::targets::questionnaire::run(text.as_bytes());
        places += 1;
    }
    assert!(places > 300, "only {places} places were tried");
}

/// Replaces the value or the key at a place, counted from 0; `false` if there are fewer.
fn replace(value: &mut Value, place: &mut usize, text: &str) -> bool {
    let is_it = *place == 0;
    match value {
        Value::String(held) if is_it => *held = text.to_owned(),
        Value::Object(keys) => {
            for key in keys.keys().cloned().collect::<Vec<_>>() {
                if *place == 0 {
                    let held = keys.remove(&key).expect("it was just there");
                    keys.insert(text.to_owned(), held);
                    return true;
                }
                *place -= 1;
                if replace(&mut keys[&key], place, text) {
                    return true;
                }
            }
            return false;
        }
        Value::Array(items) => return items.iter_mut().any(|item| replace(item, place, text)),
        Value::String(_) => {
            *place -= 1;
            return false;
        }
        _ => return false,
    }
    true
}

/// Answers, mappings, cells, headers and names of files.
#[test]
fn files_carry_nothing_harmful() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("rows.csv"), "leads,revenue,sellers,contacts\ninbound,30%,one,2\n")
        .expect("it has room");
    let write = |name: &str, text: &str| {
        fs::write(at.join(name), text).expect("it has room");
    };
    for text in TEXTS {
        let whole = |more: Value| {
            let mut answers =
                json!({"leads": "outbound", "revenue": "30%", "sellers": "one", "contacts": 2});
            let fields = answers.as_object_mut().expect("it is a mapping");
            fields.extend(more.as_object().expect("it is a mapping").clone());
            answers.to_string()
        };
        let answers = [
            json!({ text: 1 }).to_string(),
            json!({ "leads": text }).to_string(),
            whole(json!({ "company": text })),
            whole(json!({ "by": text, "role": text })),
            whole(json!({ "questionnaire": {"id": text, "version": text} })),
            text.to_owned(),
        ];
        for answers in &answers {
            write("a.json", answers);
            for args in [
                ["--from", "a.json", "--no-input"].as_slice(),
                &["compare", "a.json", "a.json"],
                &["compare", "a.json", "rows.csv", "a.json", "-f", "html"],
                &["batch", "rows.csv", "--map", "a.json"],
            ] {
                is_orderly(&limited(at, args, ""), &format!("{answers}: {args:?}"));
            }
        }
        let cell = format!("\"{}\"", text.replace('"', "\"\""));
        for rows in [
            format!("id,leads,revenue,sellers,contacts\n{cell},inbound,30%,one,2\n"),
            format!("id,leads,revenue,sellers,contacts\n1,{cell},30%,one,2\n"),
            format!("{cell},leads,revenue,sellers,contacts\n1,inbound,30%,one,2\n"),
            format!(
                "Deal ID,Deal Stage,Close Date,Amount,Lead Source\n1,Won,2026-01-01,5,{cell}\n"
            ),
        ] {
            write("r.csv", &rows);
            for args in [
                ["batch", "r.csv", "--summary", "--by", "id"].as_slice(),
                &["batch", "r.csv", "--summary", "-f", "json"],
                &["batch", "r.csv", "-f", "jsonl"],
                &["batch", "r.csv", "--full"],
                &["measure", "r.csv"],
                &["measure", "r.csv", "-f", "yaml"],
                &["measure", "r.csv", "-f", "json"],
            ] {
                let run = limited(at, args, "");
                let what = format!("{rows:?}: {args:?}");
                if args[0] == "batch" && !args.contains(&"--summary") {
                    is_said_well(&run, &what);
                    for line in run.stdout.lines() {
                        let _: Value = serde_json::from_str(line).expect("every line is JSON");
                    }
                } else {
                    is_orderly(&run, &what);
                }
            }
            // Rows stay rows, and with the flag for it nothing in them is run as a formula.
            let run = limited(at, &["batch", "r.csv", "--escape-formulas"], "");
            is_said_well(&run, &rows);
            let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
            for row in reader.records() {
                let row = row.expect("every row is whole");
                assert!(!row.iter().any(|cell| cell.starts_with(['=', '@'])), "{row:?}");
            }
        }
        if !text.contains('/') {
            let name = format!("{text}.csv");
            write(&name, "leads,revenue,sellers,contacts\nx,30%,one,2\n");
            let file = PathBuf::from(&name);
            let name = file.to_str().expect("it is UTF-8");
            for args in [["measure", "--", name], ["compare", name, name], ["batch", "--", name]] {
                let run = limited(at, &args, "");
                if args[0] == "batch" { is_said_well(&run, name) } else { is_orderly(&run, name) }
            }
        }
    }
}

/// A name cannot lead out of the folder that was asked for.
#[test]
fn names_lead_nowhere_else() {
    let folder = folder();
    let at = folder.path();
    fs::create_dir(at.join("inner")).expect("it has room");
    for text in TEXTS {
        let args = ["--company", text, "--pipeline-name", text, "-f", "salesforce", "-o", "p"];
        let run = limited(&at.join("inner"), &with(&args), "");
        is_orderly(&run, text);
        let names: Vec<_> = fs::read_dir(at).expect("it is a folder").flatten().collect();
        assert_eq!(names.len(), 1, "{text:?}: {names:?}");
        let names = fs::read_dir(at.join("inner")).expect("it is a folder").flatten();
        let names: Vec<_> = names.map(|entry| entry.file_name()).collect();
        assert!(names.len() <= 1, "{text:?}: {names:?}");
        let _ = fs::remove_dir_all(at.join("inner/p"));
    }
}
