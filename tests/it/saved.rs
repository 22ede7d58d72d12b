//! Answers from files: what files say besides the answers, what was measured, and answers
//! that were given to an earlier version.

use std::fs;

use salesmodel::answers::{self, Saved};
use salesmodel::problem::Kind;
use salesmodel::questionnaire::Questionnaire;
use serde_json::Value;

use crate::support::{folder, run_in};

/// The questionnaire of these tests, in its second version.
const SECOND: &str = r#"
format: 1
id: own
version: "2"
lang: en
title: Which way?
lead_at: 2
hybrid_at: 60
questions:
  - id: share
    text: How much of it?
    unit: percent
    options:
      - {id: little, label: Little, range: {below: 40}, points: {left: 2}}
      - {id: much, label: Much, range: {from: 40}, points: {right: 2}}
  - id: colour
    text: Which colour is it?
    since: "2"
    options:
      - {id: red, label: Red, points: {left: 1}}
      - {id: blue, label: Blue, points: {right: 1}}
models:
  - {id: left, name: Left}
  - {id: right, name: Right}
"#;

/// A folder with these files in it.
fn holding(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = folder();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a new folder can be written");
    }
    folder
}

fn second() -> Questionnaire {
    Questionnaire::parse("own", SECOND).expect("it is right")
}

fn read<'q>(questionnaire: &'q Questionnaire, text: &str) -> Saved<'q> {
    answers::read(questionnaire, "saved", text).unwrap_or_else(|problems| panic!("{problems}"))
}

fn ids(saved: &Saved<'_>) -> Vec<(String, String)> {
    let questions = saved.draft.questionnaire().questions().iter();
    let replies = questions.filter_map(|question| saved.draft.reply(question));
    replies.map(|reply| (reply.question().id.to_string(), reply.id().to_owned())).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(id, answer)| ((*id).to_owned(), (*answer).to_owned())).collect()
}

#[test]
fn what_is_known_beside_the_answers_is_read() {
    let questionnaire = second();
    let saved = read(
        &questionnaire,
        "company: Acme\nby: Ann\nrole: Head of sales\ndate: 2026-11-26\n\
         questionnaire: {id: own, version: '2'}\nshare: 30%\n",
    );
    assert_eq!(saved.company.as_deref(), Some("Acme"));
    assert_eq!((saved.by.as_deref(), saved.role.as_deref()), (Some("Ann"), Some("Head of sales")));
    assert_eq!(saved.date.map(|date| date.to_string()).as_deref(), Some("2026-11-26"));
    assert_eq!((saved.other_version, saved.measured), (None, None));
    assert_eq!(ids(&read(&questionnaire, "by: Ann\nshare: 30%\n")), pairs(&[("share", "little")]));
}

#[test]
fn reserved_keys_win_over_questions() {
    let questionnaire = Questionnaire::parse("own", &SECOND.replace("id: colour", "id: role"))
        .expect("it is right");
    let saved = read(&questionnaire, "role: red\nshare: much\n");
    assert_eq!(saved.role.as_deref(), Some("red"));
    assert_eq!(ids(&saved), pairs(&[("share", "much")]));
}

#[test]
fn answers_to_an_earlier_version_are_taken_where_the_question_is_the_same() {
    let questionnaire = second();
    let old = "questionnaire: {id: own, version: '1'}\nshare: 30%\ncolour: red\n";
    let saved = read(&questionnaire, old);
    assert_eq!(saved.other_version.as_deref(), Some("1"));
    assert_eq!(ids(&saved), pairs(&[("share", "little")]));
    let again: Vec<(&str, &str)> = (saved.asked_again.iter())
        .map(|earlier| (earlier.question.id.as_str(), earlier.answer.as_str()))
        .collect();
    assert_eq!(again, [("colour", "red")]);
    // An answer to an earlier version is kept as it was written, whatever YAML reads it as.
    for written in ["0x1E", "1.50", "yes", "true"] {
        let saved = read(&questionnaire, &old.replace("red", written));
        assert_eq!(saved.asked_again[0].answer, written);
    }
    // A question that changed in the version of the answers, or before, still means the
    // same.
    for same in ["2", "2.1", "10"] {
        let saved = read(&questionnaire, &old.replace("'1'", &format!("'{same}'")));
        assert_eq!(ids(&saved), pairs(&[("share", "little"), ("colour", "red")]), "{same}");
        assert!(saved.asked_again.is_empty(), "{same}");
    }
}

#[test]
fn a_result_whose_range_has_moved_is_read_by_its_number() {
    let questionnaire = second();
    let result = |version: &str, answer: &str| {
        format!(
            r#"{{"version": 1, "questionnaire": {{"id": "own", "version": "{version}"}},
                "answers": {{"share": "{answer}", "colour": "blue"}}, "values": {{"share": 45}}}}"#
        )
    };
    for answer in ["little", "gone"] {
        let saved = read(&questionnaire, &result("1", answer));
        assert_eq!(ids(&saved), pairs(&[("share", "much")]), "{answer}");
    }
    // Without a number, nothing shows what an option that no longer exists has meant.
    let gone = result("1", "gone").replace(", \"values\": {\"share\": 45}", "");
    let problems = answers::read(&questionnaire, "saved", &gone).expect_err("it is gone").list;
    assert_eq!(problems[0].kind, Kind::UnknownOption);
    let same = answers::read(&questionnaire, "saved", &result("2", "little"));
    let problems = same.expect_err("one of the two is wrong").list;
    assert_eq!(problems[0].kind, Kind::Contradiction);
}

const MEASURED: &str = "\
share: 45.89%
measured:
  period: {from: 2025-10-27, to: 2026-10-26}
  deals: {read: 989, won: 395, in_period: 146}
  questions:
    share: {answer: much, value: 45.89, of: 146, counts: {shared: 67}, coverage: 1.0, interval: [38.0, 54.0], trust: clear, from: [Owner, Collaborator]}
    colour: {answer: null, value: 8, of: 60, why: ask-which}
  left_out: {future: 1}
";

#[test]
fn what_was_measured_is_kept_beside_the_answer_that_it_is_of() {
    let questionnaire = second();
    let saved = read(&questionnaire, MEASURED);
    let measured = saved.measured.expect("it is there");
    let share = measured.evidence("share").expect("it is there");
    assert_eq!((share.of, share.interval), (Some(146), Some([38.0, 54.0])));
    // A number alone is not an answer, but is kept.
    assert!(measured.evidence("colour").is_none());
    assert_eq!(measured.questions["colour"].value, Some(8.0));
    assert!(saved.edited.is_empty());
    for edited in ["share: little", "share: 46%", "share: unsure", "colour: red"] {
        let saved = read(&questionnaire, &MEASURED.replace("share: 45.89%", edited));
        let measured = saved.measured.expect("the rest is there");
        assert!(measured.evidence("share").is_none(), "{edited}");
        assert_eq!(measured.questions["colour"].value, Some(8.0), "{edited}");
        assert_eq!(saved.edited.len(), 1, "{edited}");
    }
}

#[test]
fn evidence_that_cannot_be_is_refused() {
    let questionnaire = second();
    let kinds = |from: &str, to: &str| -> Vec<Kind> {
        assert!(MEASURED.contains(from));
        let found = answers::read(&questionnaire, "saved", &MEASURED.replace(from, to));
        found.expect_err(to).list.iter().map(|problem| problem.kind).collect()
    };
    assert_eq!(kinds("answer: much", "answer: little"), [Kind::Contradiction]);
    assert_eq!(kinds("answer: much", "answer: lots"), [Kind::UnknownOption]);
    assert_eq!(kinds("    colour:", "    color:"), [Kind::UnknownQuestion]);
    assert_eq!(kinds("trust: clear", "trust: sure"), [Kind::WrongType]);
    let wrong = MEASURED.replace("answer: much", "answer: [much]");
    let problems = answers::read(&questionnaire, "saved", &wrong).expect_err("a list is no id");
    assert!(problems.to_string().contains("an id or null"), "{problems}");
    assert_eq!(kinds("of: 146", "off: 146"), [Kind::UnknownKey]);
    assert_eq!(kinds("from: 2025-10-27", "from: 27-10-2025"), [Kind::WrongType]);
    for of in ["1_46", "0x92", "0b10010010", "0o222", "146e0"] {
        assert_eq!(kinds("of: 146", &format!("of: {of}")), [Kind::BadDigits], "{of}");
    }
}

/// Unknown keys of a result may come from a later release; those of a file that people
/// write are misspelt.
#[test]
fn a_result_of_a_later_salesmodel_may_say_more_of_what_was_measured() {
    let questionnaire = second();
    let result = |measured: &str| {
        format!(
            r#"{{"version": 1, "questionnaire": {{"id": "own", "version": "2"}},
                "answers": {{"share": "much", "colour": "red"}}, "values": {{"share": 45.89}},
                "measured": {measured}}}"#
        )
    };
    let more = r#"{"later": 1, "period": {"from": "2025-10-27", "to": "2026-10-26", "zone": "UTC"},
        "questions": {"share": {"answer": "much", "value": 45.89, "of": 146, "spread": [1, 2]}}}"#;
    let measured = read(&questionnaire, &result(more)).measured.expect("it is there");
    assert_eq!(measured.evidence("share").expect("it is there").of, Some(146));
    assert!(measured.period.is_some());
    for (from, to) in [("146", "\"many\""), ("2025-10-27", "2025-13-27")] {
        let wrong = result(&more.replace(from, to));
        let problems = answers::read(&questionnaire, "saved", &wrong).expect_err(to).list;
        let kinds: Vec<Kind> = problems.iter().map(|problem| problem.kind).collect();
        assert_eq!(kinds, [Kind::WrongType], "{to}");
    }
}

/// The whole way: an answers file, the result as JSON, and that read again.
#[test]
fn evidence_goes_from_file_to_result_and_on() {
    let folder = holding(&[("own.yaml", SECOND), ("answers.yaml", MEASURED)]);
    let result = |args: &[&str]| {
        let args = [&["-Q", "own.yaml", "-f", "json"], args].concat();
        let run = run_in(folder.path(), &args);
        assert_eq!(run.code, 0, "{}", run.stderr);
        (serde_json::from_str::<Value>(&run.stdout).expect("it is JSON"), run.stderr)
    };
    let (first, said) = result(&["--from", "answers.yaml", "--colour", "red", "-s", "saved.json"]);
    assert_eq!(first["measured"]["questions"]["share"]["of"], 146);
    assert_eq!(first["measured"]["period"]["to"], "2026-10-26");
    assert_eq!(said, "");
    let (again, _) = result(&["--from", "saved.json"]);
    assert_eq!(again["measured"], first["measured"]);
    let (other, said) = result(&["--from", "saved.json", "--share", "much"]);
    assert!(other["measured"]["questions"].get("share").is_none());
    assert_eq!(other["measured"]["questions"]["colour"]["value"], 8.0);
    assert!(said.contains("--share replaces what was measured for share"), "{said}");
}

#[test]
fn an_answer_to_a_changed_question_is_asked_for_again() {
    let old = "questionnaire: {id: own, version: '1'}\nshare: 30%\ncolour: red\n";
    let folder = holding(&[("own.yaml", SECOND), ("old.yaml", old)]);
    let run = run_in(folder.path(), &["-Q", "own.yaml", "--from", "old.yaml"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("colour changed its meaning after version \"1\" (in \"2\")"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("--colour"), "{}", run.stderr);
}

/// A file says who answered, which counts as long as the answers are that person's.
#[test]
fn a_result_keeps_who_gave_the_answers() {
    let folder = folder();
    let file = r#"{"by": "Ann", "role": "Founder", "leads": "inbound", "revenue": "30%", "sellers": "one", "contacts": "2"}"#;
    fs::write(folder.path().join("form.json"), file).expect("there is room");
    let read = |name: &str| -> Value {
        let text = fs::read_to_string(folder.path().join(name)).expect("it was saved");
        serde_json::from_str(&text).expect("it is JSON")
    };
    for (from, to) in [("form.json", "once.json"), ("once.json", "twice.json")] {
        let run = run_in(folder.path(), &["--from", from, "--save", to]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        assert_eq!(
            (&read(to)["by"], &read(to)["role"]),
            (&Value::from("Ann"), &Value::from("Founder"))
        );
    }
    let other = ["--from", "form.json", "--leads", "outbound", "--save", "other.json"];
    let run = run_in(folder.path(), &other);
    assert!(run.stderr.contains("not all answers are those of \"Ann\""), "{}", run.stderr);
    assert_eq!(read("other.json").get("by"), None);
    // If nobody is named anyway, there is nothing to report.
    let shown = run_in(folder.path(), &other[..4]);
    assert_eq!((shown.code, shown.stderr.as_str()), (0, ""));
}

/// A key without a value counts as no key: programs write `null`, and people leave the
/// place empty.
#[test]
fn an_empty_value_is_one_that_was_left_out() {
    let folder = folder();
    let full = "leads: inbound\nrevenue: 30%\nsellers: one\ncontacts: 2\n";
    for nothing in ["null", "~", ""] {
        let without = full.replace("inbound", nothing);
        let beside = format!("company: {nothing}\nby: {nothing}\ndate: {nothing}\n{without}");
        fs::write(folder.path().join("answers.yaml"), beside).expect("there is room");
        let run = run_in(folder.path(), &["--from", "answers.yaml", "--no-input"]);
        assert_eq!(run.code, 2, "{nothing:?}: {}", run.stderr);
        assert!(run.stderr.contains("--leads"), "{nothing:?}: {}", run.stderr);
        let run = run_in(folder.path(), &["--from", "answers.yaml", "--leads", "inbound"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{nothing:?}");
    }
    let text = "leads: null\ncolour: null\n";
    fs::write(folder.path().join("answers.yaml"), text).expect("there is room");
    let run = run_in(folder.path(), &["--from", "answers.yaml"]);
    assert!(run.stderr.contains("no question is called \"colour\""), "{}", run.stderr);
}

/// A questionnaire in the place of answers is reported as one; a single key of it is just
/// an unknown question.
#[test]
fn a_questionnaire_is_told_from_answers() {
    let questionnaire = second();
    let said =
        |text: &str| answers::read(&questionnaire, "saved", text).err().map(|it| it.to_string());
    let wrong = "this is a questionnaire";
    assert!(said(SECOND).is_some_and(|said| said.contains(wrong)));
    for one in ["format: 1\nshare: 30%\n", "questions: []\nshare: 30%\n"] {
        let said = said(one).expect("there is no such question");
        assert!(!said.contains(wrong), "{said}");
    }
}

/// YAML does not read some keys as text, but they are keys all the same.
#[test]
fn keys_that_are_no_text_are_called_as_they_are_written() {
    let questionnaire = second();
    for key in ["true", "7", "2.5"] {
        let said = answers::read(&questionnaire, "saved", &format!("{key}: red\n"));
        let said = said.expect_err("there is no such question").to_string();
        assert!(said.contains(key) && !said.contains("must be text"), "{said}");
    }
}
