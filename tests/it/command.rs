//! The command from outside: both streams, the exit code, and what it does with
//! nonsense on its command line.

use std::fs;

use serde_json::Value;

use crate::support::{command, failure, finish, folder, run, run_in, run_with_input, with};

#[test]
fn answers_can_come_in_every_way_and_flags_win() {
    let folder = folder();
    let file = folder.path().join("answers.yaml");
    fs::write(&file, "leads: inbound\nrevenue: 30%\nsellers: one\ncontacts: 2\n")
        .expect("the folder takes a file");
    let expected = run(&with(&["-f", "json"]));
    let from = ["--from", "answers.yaml", "--leads=outbound", "-a", "sellers=every-deal"];
    let mixed = run_in(folder.path(), &[&from[..], &["-f", "json"]].concat());
    assert_eq!(mixed.stdout, expected.stdout);

    let text = fs::read_to_string(&file).expect("it was just written");
    let args = ["--from", "-", "--leads", "outbound", "--answer=sellers=every-deal", "-fjson"];
    assert_eq!(run_with_input(&args, &text).stdout, expected.stdout);
}

#[test]
fn missing_answers_are_all_named_with_their_options() {
    let missing = run(&["--leads", "inbound", "--contacts", "several"]);
    let message = failure(&missing, 2);
    for word in ["--revenue", "nearly-all", "--sellers", "some-deals", "unsure", "30%"] {
        assert!(message.contains(word), "{word}: {message}");
    }
    assert!(!message.contains("  --leads  ") && !message.contains("referrals"), "{message}");
    // The example is a complete command that works.
    let example = message.lines().last().expect("it has lines").trim();
    let words: Vec<&str> = example.split(' ').collect();
    assert_eq!(words[0], "salesmodel");
    assert_eq!(run(&words[1..]).code, 0, "{example}");
}

#[test]
fn every_wrong_answer_is_named_at_once() {
    let args = ["--leads", "inbuond", "--revenue", "0.85", "-a", "sellers=1", "-a", "seller=one"];
    let wrong = run(&args);
    let message = failure(&wrong, 2);
    insta::assert_snapshot!(message, @r#"
    error: 4 answers are wrong
    --leads: "inbuond" is not an answer to leads
      Did you mean inbound? Answer with inbound, outbound, both, referrals, partners or unsure.
    --revenue: 0.85 may be a fraction or a percentage
      Write 85% if it is a fraction, or 0.85% if it is a percentage.
    --answer sellers: "1" may be 1% or a count of something else
      Write 1% if it is a percentage (percentage of won deals that two or more people worked on together before the signature), or 100% if it is a fraction of one. If it counts something else, choose the answer that fits your deals: one ("One person"), some-deals ("Several people, on some deals") or every-deal ("Several people, on every deal").
    --answer seller: no question is called "seller"
      Did you mean sellers?
    "#);
}

#[test]
fn usage_errors_have_code_2() {
    let usage: [(&[&str], &str); 18] = [
        (&["--lead", "inbound"], "--leads"),
        (&["--leads", "inbound", "--leads", "outbound"], "cannot be used multiple times"),
        (&["--leads", "inbound", "-a", "leads=outbound"], "leads is answered twice"),
        (&["-a", "leads"], "\"leads\" has no = in it"),
        (&["-a", "weather=fine"], "no question is called \"weather\""),
        (&["-f", "xml"], "text, json"),
        (&["-o", "result.xml"], "a result has no format with the extension .xml"),
        (
            &["batch", "rows.csv", "--map-new", "a.xlsx"],
            "a mapping has no format with the extension",
        ),
        (&["questions", "new", "a.pdf"], "a questionnaire has no format with the extension .pdf"),
        (&["-o", ""], "--output"),
        (&["-Q", "-", "--from", "-"], "would both read standard input"),
        (&["--plain", "--from", "-"], "would both read standard input"),
        (&["--plain", "--no-input"], "cannot be used with"),
        (&["-o", "same", "-s", "same"], "the same file"),
        (&["-f", "json", "-s", "-"], "--save - would mix"),
        (&["--company", "a\u{1b}[31m"], "control character U+001B"),
        (&["models", "inbuond"], "Did you mean inbound?"),
        (&["models", "--leads", "inbound"], "--leads"),
    ];
    for (args, says) in usage {
        let wrong = run(args);
        assert!(failure(&wrong, 2).contains(says), "{args:?}: {}", wrong.stderr);
        assert!(!wrong.stderr.contains('\u{1b}'), "{args:?}");
    }
}

/// Text from the command line is repeated without anything that steers a terminal, even in
/// messages that a library words.
#[test]
fn messages_do_not_steer_the_terminal() {
    let nasty = "\u{1b}]0;owned\u{7}\u{9b}2J";
    for args in [
        vec!["--leads", nasty],
        vec![nasty],
        vec!["-Q", nasty],
        vec!["--from", nasty],
        vec!["-a", nasty],
        vec!["models", nasty],
        vec!["-f", nasty],
    ] {
        let wrong = run(&args);
        assert!(wrong.code == 1 || wrong.code == 2, "{args:?}");
        assert!(!wrong.stderr.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{:?}", wrong.stderr);
    }
}

#[test]
fn a_broken_questionnaire_keeps_nobody_from_the_help() {
    let folder = folder();
    fs::write(folder.path().join("broken.yaml"), "[").expect("the folder takes a file");
    let warning = "warning: the questionnaire cannot be used, so its questions are not listed\n";
    for (asked, says) in [("--help", warning), ("-h", warning), ("--version", ""), ("-V", "")] {
        let helped = run_in(folder.path(), &["-Q", "broken.yaml", asked]);
        assert_eq!((helped.code, helped.stderr.as_str()), (0, says), "{asked}");
    }
    assert_eq!(run_in(folder.path(), &["-Q", "broken.yaml"]).code, 1);
}

#[test]
fn nothing_leads_without_an_answer_that_says_so() {
    let all = ["--leads=unsure", "--revenue=unsure", "--sellers=unsure", "--contacts=unsure"];
    let none = run(&all);
    insta::assert_snapshot!(failure(&none, 1), @r"
    error: these answers do not point to one model yet: it takes 8 points to lead, and the best has 0
    Answer --leads: inbound, outbound, both, referrals, partners or unsure
    ");
}

/// JSON is the same, byte for byte, in every environment; text follows the width, the
/// locale and the colours.
#[test]
fn the_surroundings_change_text_and_never_json() {
    let surroundings: [&[(&str, &str)]; 7] = [
        &[("COLUMNS", "40")],
        &[("LC_ALL", "C")],
        &[("LANG", "de_DE.ISO-8859-1"), ("LC_ALL", "")],
        &[("CLICOLOR_FORCE", "1")],
        &[("NO_COLOR", "1")],
        &[("TERM", "dumb"), ("ACCESSIBLE", "1")],
        &[("HOME", "/nowhere")],
    ];
    let json = run(&with(&["-f", "json"])).stdout;
    let text = run(&with(&[])).stdout;
    assert!(!text.contains('\u{1b}') && text.contains('\u{2588}'));
    for around in surroundings {
        let around = around.iter().copied();
        let same = finish(command().args(with(&["-f", "json"])).envs(around.clone()), "");
        assert_eq!(same.stdout, json);
        let other = finish(command().args(with(&[])).envs(around.clone()), "");
        assert_eq!((other.code, other.stderr.as_str()), (0, ""));
        for (name, value) in around {
            match (name, value) {
                ("COLUMNS", _) => assert!(other.stdout.lines().count() > text.lines().count()),
                ("LC_ALL", "C") | ("LANG", _) => assert!(other.stdout.is_ascii()),
                ("CLICOLOR_FORCE", _) => assert!(other.stdout.contains('\u{1b}')),
                ("NO_COLOR" | "TERM" | "HOME", _) => assert_eq!(other.stdout, text),
                _ => {}
            }
        }
    }
    let never = finish(command().args(with(&["--color", "never"])).env("CLICOLOR_FORCE", "1"), "");
    assert_eq!(never.stdout, text);
    let always = finish(command().args(with(&["--color=always"])).env("NO_COLOR", "1"), "");
    assert!(always.stdout.contains('\u{1b}'));
}

/// A text in a file has the characters of the locale, but not the width and colours of the
/// window.
#[test]
fn the_surroundings_change_no_file_but_for_its_characters() {
    let folder = folder();
    for locale in ["C", "C.UTF-8"] {
        let around = |columns: &str, args: &[&str]| {
            let mut command = command();
            command.current_dir(folder.path()).args(with(args));
            finish(command.env("LC_ALL", locale).env("COLUMNS", columns), "")
        };
        let expected = around("80", &[]).stdout;
        assert_eq!(expected.is_ascii(), locale == "C", "{expected}");
        let args = ["-o", "report.txt", "--color=always"];
        for columns in ["40", "80", "120"] {
            let ran = around(columns, &args);
            assert_eq!(ran.code, 0, "{}", ran.stderr);
            let text = fs::read_to_string(folder.path().join("report.txt")).expect("it is there");
            assert_eq!(text, expected, "{locale} {columns}");
        }
    }
}

/// The questions of the user's own questionnaire are flags, also in the help, and one whose
/// id is already a flag is answered with --answer.
#[test]
fn a_questionnaire_of_ones_own_has_flags_of_its_own() {
    let folder = folder();
    let yaml = "format: 1\nid: mine\nversion: '7'\nlang: en\ntitle: T\nlead_at: 1\nhybrid_at: 60\n\
                questions:\n  - id: colour\n    text: Which colour?\n    options:\n\
                \x20     - {id: red, label: Red, points: {warm: 1}}\n\
                \x20     - {id: blue, label: Blue, points: {cold: 1}}\n\
                \x20 - id: company\n    text: Which company?\n    options:\n\
                \x20     - {id: large, label: Large, points: {warm: 2}}\n\
                \x20     - {id: small, label: Small}\n\
                models:\n  - {id: warm, name: Warm}\n  - {id: cold, name: Cold}\n";
    fs::write(folder.path().join("my own.yaml"), yaml).expect("the folder takes a file");
    let args = ["-Q", "my own.yaml", "--colour", "blue", "-a", "company=small", "-f", "json"];
    let done = run_in(folder.path(), &args);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let result: Value = serde_json::from_str(&done.stdout).expect("one JSON document");
    assert_eq!(result["questionnaire"]["id"], "mine");
    assert_eq!(result["answers"]["company"], "small");
    assert_eq!(result["company"], Value::Null);
    let command = "salesmodel -Q 'my own.yaml' --colour blue --answer company=small";
    assert_eq!(result["command"], command);

    let help = run_in(folder.path(), &["--help", "-Q", "my own.yaml"]).stdout;
    assert!(help.contains("--colour") && help.contains("Blue") && !help.contains("--leads"));
    let missing = run_in(folder.path(), &["-Qmy own.yaml", "--colour=red"]);
    assert!(failure(&missing, 2).contains("--answer company="), "{}", missing.stderr);

    let piped = run_with_input(&["-Q", "-", "--colour", "red", "-a", "company=large"], yaml);
    assert_eq!(piped.code, 0, "{}", piped.stderr);
    assert!(!piped.stdout.contains("To repeat this"), "standard input cannot be read again");
    let hidden = run(&["--company", "-Q", "b2b"]);
    assert_eq!(hidden.code, 2);
}

#[test]
fn models_and_questions_are_shown() {
    let list: Value =
        serde_json::from_str(&run(&["models", "-f", "json"]).stdout).expect("one JSON document");
    for model in list.as_array().expect("a list") {
        let id = model["id"].as_str().expect("an id");
        let page = run(&["models", id]);
        assert_eq!((page.code, page.stderr.as_str()), (0, ""));
        for step in model["first_steps"].as_array().expect("a list") {
            let step = step.as_str().expect("a text");
            assert!(page.stdout.contains(&step[..30]), "{id}: {step}");
        }
        let one: Value = serde_json::from_str(&run(&["models", id, "-fjson"]).stdout)
            .expect("one JSON document");
        assert_eq!(one, *model);
        for line in ["  - Negotiate (Account executive): ", "  - No decision: "] {
            assert!(page.stdout.contains(line), "{id}: {line}");
        }
    }
    let shown = run(&["questions", "show"]).stdout;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/questions/b2b.yaml");
    assert_eq!(shown, fs::read_to_string(file).expect("the questionnaire is there"));
    assert_eq!(run(&["questions", "show", "b2b"]).stdout, shown);
    assert_eq!(run(&["questions", "show", file]).stdout, shown);
    assert!(run(&["questions", "list"]).stdout.starts_with("b2b  How does your company sell?"));
}

/// The help fits 80 columns and has two examples and the exit codes.
#[test]
fn the_help_fits_the_window() {
    for args in [&["-h"][..], &["--help"], &["models", "--help"], &["questions", "show", "-h"]] {
        let help = finish(command().args(args).env("COLUMNS", "80"), "").stdout;
        for line in help.lines() {
            assert!(line.chars().count() <= 80, "{args:?}: {line}");
        }
    }
    let help = run(&["--help"]).stdout;
    assert_eq!(
        help.split("Examples:").nth(1).map(|rest| rest.matches("salesmodel").count()),
        Some(2)
    );
    assert!(help.contains("130  cancelled"));
}

/// The help is where other commands have it too.
#[test]
fn help_is_a_word_as_well_as_a_flag() {
    let same: [(&[&str], &[&str]); 5] = [
        (&["help"], &["--help"]),
        (&["help", "batch"], &["batch", "--help"]),
        (&["help", "questions", "check"], &["questions", "check", "--help"]),
        (&["questions", "help", "check"], &["questions", "check", "--help"]),
        (&["help", "-Q", "b2c"], &["-Q", "b2c", "--help"]),
    ];
    for (word, flag) in same {
        let (word, flag) = (run(word), run(flag));
        assert_eq!((word.code, word.stderr.as_str()), (0, ""));
        assert!(flag.stdout.contains("Usage: salesmodel"), "{}", flag.stdout);
        assert_eq!(word.stdout, flag.stdout);
    }
}

#[test]
fn a_command_that_is_none_leads_to_one() {
    let meant: [(&[&str], &str); 4] = [
        (&["version"], "salesmodel --version"),
        (&["bacth"], "similar subcommand exists: 'batch'"),
        (&["bacth", "companies.csv"], "similar subcommand exists: 'batch'"),
        (&["help", "bacth"], "similar subcommand exists: 'batch'"),
    ];
    for (args, says) in meant {
        let wrong = run(args);
        assert!(failure(&wrong, 2).contains(says), "{args:?}: {}", wrong.stderr);
    }
}

/// An extension that does not name a format of the command is refused before anything is
/// written, and the message says which would do. A format that is named wins.
#[test]
fn outputs_have_the_format_of_their_names() {
    let folder = folder();
    let rows = "leads,revenue,sellers,contacts\ninbound,30%,one,2\n";
    fs::write(folder.path().join("rows.csv"), rows).expect("the folder takes a file");
    let saved = run_in(folder.path(), &with(&["-s", "saved.JSON"]));
    assert_eq!(saved.code, 0, "{}", saved.stderr);
    let refused: [(&[&str], &str); 8] = [
        (&["-o", "r.pdf"], ".txt, .json, .md, .html, .svg or .mmd"),
        (&["-o", "r.csv"], ".txt, .json, .md, .html, .svg or .mmd"),
        (&["-s", "r.yaml"], ".json"),
        (&["batch", "rows.csv", "--summary", "-o", "r.pdf"], ".txt or .json"),
        (&["batch", "rows.csv", "--summary", "-o", "r.csv"], ".txt or .json"),
        (&["batch", "rows.csv", "-o", "r.pdf"], ".csv or .jsonl"),
        (&["batch", "rows.csv", "-o", "r.xlsx"], ".csv"),
        (&["compare", "saved.JSON", "saved.JSON", "-o", "r.svg"], ".txt, .json, .md or .html"),
    ];
    for (args, known) in refused {
        let whole = if args[0].starts_with('-') { with(args) } else { args.to_vec() };
        let wrong = run_in(folder.path(), &whole);
        assert!(failure(&wrong, 2).contains(known), "{args:?}: {}", wrong.stderr);
        let left = fs::read_dir(folder.path()).expect("it is a folder").count();
        assert_eq!(left, 2, "{args:?} left something");
    }
    let named: [&[&str]; 3] = [
        &["batch", "rows.csv", "--summary", "-f", "json", "-o", "r.pdf"],
        &["batch", "rows.csv", "--summary", "-o", "r.JSON"],
        &["compare", "saved.JSON", "saved.JSON", "-f", "json", "-o", "r.pdf"],
    ];
    for args in named {
        let written = run_in(folder.path(), args);
        assert_eq!(written.code, 0, "{args:?}: {}", written.stderr);
        let name = args.last().expect("it has words");
        let text = fs::read_to_string(folder.path().join(name)).expect("it was written");
        assert!(serde_json::from_str::<Value>(&text).is_ok(), "{args:?}: {text}");
    }
}

/// Files that people take for text, and text in other encodings: the message says what each
/// of them is, whichever command reads it.
#[test]
fn what_is_no_text_is_called_by_its_name() {
    let folder = folder();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let files: [(&[u8], &str, &str); 10] = [
        (b"company: Caf\xC3", "is not UTF-8", "ends in the middle of a character"),
        (b"PK\x03\x04\x14\0\x06\0", "a zip archive, such as a workbook", "as CSV"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", "an old Office file", "as CSV"),
        (b"%PDF-1.7\n", "a PDF", "Save what it holds as text"),
        (b"PAR1\x15\0", "a Parquet file", "as CSV"),
        (b"\x28\xB5\x2F\xFD\x04", "packed with zstd", "unzstd"),
        (b"\xFF\xFEl\0e\0", "looks like UTF-16", "Save it as UTF-8"),
        (&utf16("leads: inbound\n"), "looks like UTF-16", "Save it as UTF-8"),
        (b"company: Caf\xE9\n", "is not UTF-8", "Windows-1252 (\"ANSI\"), which has \u{e9} there"),
        (
            b"company: Bob\x92s\n",
            "is not UTF-8",
            "Windows-1252 (\"ANSI\"), which has \u{2019} there",
        ),
    ];
    for (bytes, what, help) in files {
        fs::write(folder.path().join("file.csv"), bytes).expect("the folder takes a file");
        for flag in ["--from", "-Q"] {
            let wrong = run_in(folder.path(), &[flag, "file.csv", "--no-input"]);
            let message = failure(&wrong, 1);
            assert!(message.contains(what) && message.contains(help), "{flag}: {message}");
        }
    }
}

/// A label of any language in any letter case is read in the same way as an id, wherever
/// an answer can be given.
#[test]
fn an_answer_is_read_in_one_way_everywhere() {
    let folder = folder();
    let dutch: Value =
        serde_json::from_str(&run(&["questions", "show", "b2b", "-l", "nl", "-f", "json"]).stdout)
            .expect("it is JSON");
    let label = |question: &str, option: &str| {
        let text = &dutch["questions"][question]["options"][option]["label"];
        text.as_str().expect("an option has a label").to_owned()
    };
    let leads = label("leads", "outbound").to_uppercase();
    let sellers = label("sellers", "every-deal");
    let contacts = "Weet Ik Niet";
    let expected = ["-a=leads=outbound", "-a=revenue=30%", "-a=sellers=every-deal"];
    let expected = run(&[&expected[..], &["-a=contacts=unsure", "-f=json"]].concat()).stdout;
    assert!(expected.contains("\"sellers\": \"every-deal\""), "{expected}");

    let flags = ["--leads", &leads, "--revenue=30%", "--sellers", &sellers, "--contacts", contacts];
    let flags = run(&[&flags[..], &["-f", "json"]].concat());
    assert_eq!(flags.stdout, expected, "{}", flags.stderr);

    let pairs = [format!("leads={leads}"), format!("sellers={sellers}")];
    let answer = ["-a", &pairs[0], "-a", &pairs[1], "-a", "revenue=30%", "-a"];
    let answer = run(&[&answer[..], &["contacts=weet ik niet", "-f", "json"]].concat());
    assert_eq!(answer.stdout, expected, "{}", answer.stderr);

    let text = format!("leads: {leads}\nrevenue: 30%\nsellers: {sellers}\ncontacts: {contacts}\n");
    let file = run_with_input(&["--from", "-", "-f", "json"], &text);
    assert_eq!(file.stdout, expected, "{}", file.stderr);

    let lines = format!("{leads}\n30%\n{sellers}\n{contacts}\n");
    let plain = run_with_input(&["--plain", "-f", "json"], &lines);
    assert_eq!(plain.stdout, expected, "{}", plain.stderr);

    let row = format!("leads,revenue,sellers,contacts\n\"{leads}\",30%,\"{sellers}\",{contacts}\n");
    let batch = run_with_input(&["batch", "-", "--full"], &row);
    let row: Value = serde_json::from_str(&batch.stdout).expect("one line of JSON");
    let expected: Value = serde_json::from_str(&expected).expect("it is JSON");
    assert_eq!(row["diagnosis"]["answers"], expected["answers"], "{}", batch.stderr);

    // An answers file is read in the same way by everything that takes one.
    fs::write(folder.path().join("answers.yaml"), text).expect("the folder takes a file");
    let compared = run_in(folder.path(), &["compare", "answers.yaml", "answers.yaml"]);
    assert_eq!(compared.code, 0, "{}", compared.stderr);
}

/// The languages of the user's own questionnaire are the translations beside its file. YAML
/// does not read the bare words yes and no as text.
#[test]
fn labels_of_a_translation_beside_the_file_are_read() {
    let folder = folder();
    let text = "
format: 1
id: own
version: '1'
lang: en
title: Own
lead_at: 1
hybrid_at: 60
questions:
  - id: ship
    text: Do you ship?
    options:
      - {id: a, label: 'Yes', points: {left: 2}}
      - {id: b, label: 'No', points: {right: 2}}
models: [{id: left, name: Left}, {id: right, name: Right}]
";
    fs::write(folder.path().join("own.yaml"), text).expect("the folder takes a file");
    let new = ["questions", "new", "own.fr.yaml", "--from", "own.yaml", "--lang", "fr"];
    assert_eq!(run_in(folder.path(), &new).code, 0);
    let path = folder.path().join("own.fr.yaml");
    let skeleton = fs::read_to_string(&path).expect("it was written");
    fs::write(&path, skeleton.replacen("label:", "label: Oui #", 1)).expect("it takes a file");
    for (answers, leads) in [("ship: oui", "left"), ("ship: Yes", "left"), ("ship: no", "right")] {
        fs::write(folder.path().join("answers.yaml"), answers).expect("the folder takes a file");
        let args = ["-Q", "own.yaml", "--from", "answers.yaml", "-f", "json"];
        let read = run_in(folder.path(), &args);
        let result: Value = serde_json::from_str(&read.stdout).unwrap_or_default();
        assert_eq!(result["model"]["id"], leads, "{answers}: {}", read.stderr);
    }
    let flag = run_in(folder.path(), &["-Q", "own.yaml", "--ship", "OUI", "-f", "json"]);
    assert_eq!(flag.code, 0, "{}", flag.stderr);
}
