//! A collection of files that people and programs get wrong, and of files that look odd but
//! are right, each with what `questions check` says about it. What is too large to be kept
//! is made here.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use snapbox::{Data, assert_data_eq};

use crate::support::{Run, folder, run_in, run_with_input};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// `SNAPSHOTS=overwrite cargo test` writes the messages anew.
#[test]
fn every_file_gets_its_answer() {
    let mut files: Vec<PathBuf> = fs::read_dir(corpus())
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    assert!(files.len() >= 50, "{} files", files.len());
    for file in files {
        let name = file.file_name().and_then(|name| name.to_str()).expect("it has a name");
        let run = run_in(&corpus(), &["questions", "check", name]);
        is_orderly(&run, name);
        let said = format!("{}{}exit code {}\n", run.stdout, run.stderr, run.code);
        assert_data_eq!(said, Data::read_from(&file.with_extension("txt"), None).raw());
        // Help works whatever is wrong with a questionnaire.
        let help = run_in(&corpus(), &["-Q", name, "--help"]);
        let warning =
            "warning: the questionnaire cannot be used, so its questions are not listed\n";
        let expected = if run.code == 0 { "" } else { warning };
        assert_eq!((help.code, help.stderr.as_str()), (0, expected), "{name}");
        assert!(!help.stdout.contains("--leads"), "{name}: other questions are listed");
        let version = run_in(&corpus(), &["-Q", name, "--version"]);
        assert_eq!((version.code, version.stderr.as_str()), (0, ""), "{name}");
        // A file that passes the check can be used, and no other can.
        let used = run_in(&corpus(), &["-Q", name, "models"]);
        let models = run_in(&corpus(), &["models", "-Q", name]);
        assert_eq!(models.code, run.code, "{name}: {}", models.stderr);
        assert_ne!(used.code, 101, "{name}");
    }
}

fn is_orderly(run: &Run, name: &str) {
    assert!(matches!(run.code, 0 | 1), "{name}: {}", run.code);
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(!said.contains("panicked"), "{name}: {said}");
    let steers = |c: char| c != '\n' && salesmodel::wording::steers(c);
    assert!(!said.contains(steers), "{name}: {said:?}");
    assert!(said.len() < 100_000, "{name}: {} bytes", said.len());
}

/// What is said about a text that comes from standard input.
fn said(text: &str) -> String {
    let run = run_with_input(&["questions", "check", "-"], text);
    is_orderly(&run, "standard input");
    assert_eq!(run.code, 1, "{}", run.stdout);
    format!("{}{}", run.stdout, run.stderr)
}

#[test]
fn hostile_texts_are_refused() {
    let deep = said(&"[".repeat(200_000));
    assert!(deep.contains("this is nested more than 32 levels deep"), "{deep}");
    let maps = said(&"{a: ".repeat(50_000));
    assert!(maps.contains("nested more than 32 levels deep"), "{maps}");
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..40 {
        let previous = format!("*a{}", i - 1);
        let members = [previous.as_str(); 10].join(", ");
        bomb.push_str(&format!("a{i}: &a{i} [{members}]\n"));
    }
    let bomb = said(&bomb);
    assert!(bomb.contains("the aliases expand beyond what one document may hold"), "{bomb}");
    let many = said(&"- x\n".repeat(250_000));
    assert!(many.contains("this document has too many parts to be read"), "{many}");
    // An excerpt fits on a line of the screen, however wide its characters are.
    for wide in ["漢", "e\u{301}", "👩\u{200D}"] {
        let wide = said(&wide.repeat(100_000));
        assert!(wide.len() < 5000, "{} bytes", wide.len());
    }
    let large = said(&"#".repeat(2 << 20));
    assert!(large.contains("larger than 1048576 bytes"), "{large}");
    let line = format!("format: 1\nid: {}\n", "x".repeat(1_000_000));
    assert!(said(&line).contains("is not a valid id"), "a line of a million characters");
}

/// The most of everything that a file of the largest size can have.
#[test]
fn ten_thousand_questions_are_too_many() {
    let mut text = String::from(
        "format: 1\nid: q\nversion: x\nlang: en\ntitle: t\nlead_at: 1\nhybrid_at: 60\n",
    );
    text.push_str("models: [{id: m, name: M}]\nquestions:\n");
    for i in 0..10_000 {
        text.push_str(&format!("- {{id: q{i}, text: t, options: []}}\n"));
    }
    let said = said(&text);
    assert!(said.contains("this list has 10000 entries, and at most 1000 are allowed"), "{said}");
}

/// As many questions as a file may have are checked, asked and shown.
#[test]
fn a_thousand_questions_work() {
    let mut text = String::from(
        "format: 1\nid: q\nversion: x\nlang: en\ntitle: t\nlead_at: 1\nhybrid_at: 60\n",
    );
    text.push_str("models: [{id: m, name: M}, {id: n, name: N}]\nquestions:\n");
    for i in 0..1000 {
        text.push_str(&format!(
            "- {{id: q{i}, text: t, options: [{{id: a, label: a, points: {{m: 1}}}}, {{id: b, label: b, points: {{n: 2}}}}]}}\n"
        ));
    }
    let folder = folder();
    fs::write(folder.path().join("many.yaml"), &text).expect("it is written");
    let run = run_in(folder.path(), &["questions", "check", "many.yaml"]);
    is_orderly(&run, "many.yaml");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let help = run_in(folder.path(), &["-Q", "many.yaml", "--help"]);
    assert!(help.stdout.contains("--q999 <ANSWER>"), "the last question has its flag");
    let missing = run_in(folder.path(), &["-Q", "many.yaml"]);
    assert_eq!(missing.code, 2);
    let answers: String = (0..1000).map(|i| format!("q{i}: a\n")).collect();
    fs::write(folder.path().join("answers.yaml"), answers).expect("it is written");
    let args = ["-Q", "many.yaml", "--from", "answers.yaml", "-f", "json"];
    let result = run_in(folder.path(), &args);
    let result: serde_json::Value = serde_json::from_str(&result.stdout).expect("one document");
    assert_eq!(result["scores"][0]["points"], 1000);
}

#[test]
fn what_is_no_file_is_said() {
    let folder = folder();
    fs::create_dir(folder.path().join("dir.yaml")).expect("it is made");
    let run = run_in(folder.path(), &["questions", "check", "dir.yaml"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.starts_with("error: cannot read dir.yaml: "), "{}", run.stderr);
    let run = run_in(folder.path(), &["questions", "check", "gone.yaml"]);
    assert!(run.stderr.starts_with("error: cannot read gone.yaml: "), "{}", run.stderr);
    // A file of a gigabyte that takes hardly any space on the disk.
    let huge = File::create(folder.path().join("huge.yaml")).expect("it is made");
    huge.set_len(1 << 30).expect("it can have holes");
    let run = run_in(folder.path(), &["questions", "check", "huge.yaml"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("huge.yaml is larger than 1048576 bytes"), "{}", run.stderr);
}

/// One file that cannot be read does not hide what is wrong with the others.
#[test]
fn several_files_are_checked_at_once() {
    let folder = folder();
    let mut file = File::create(folder.path().join("empty.yaml")).expect("it is made");
    file.write_all(b"").expect("nothing is written");
    let good = corpus().join("plain.yaml");
    fs::copy(good, folder.path().join("good.yaml")).expect("it is copied");
    let args = ["questions", "check", "gone.yaml", "empty.yaml", "good.yaml", "b2b"];
    let run = run_in(folder.path(), &args);
    assert_eq!(run.code, 1);
    for expected in ["error[empty]", "empty.yaml: 1 error\n", "good.yaml: no problems\n", "b2b: "] {
        assert!(run.stdout.contains(expected), "{expected}: {}", run.stdout);
    }
    assert!(run.stderr.starts_with("error: cannot read gone.yaml"), "{}", run.stderr);
}
