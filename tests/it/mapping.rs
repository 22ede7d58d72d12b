//! Mappings, in which people say what values mean: read, and written to be filled in.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use salesmodel::answers::{self, Reading};
use salesmodel::mapping::{Mapping, OpenValue, Used, write_form};
use salesmodel::problem::{Kind, Problem};
use salesmodel::questionnaire::Builtin;

use crate::support::{b2b, folder, run_in};

#[test]
fn a_value_has_one_meaning_in_any_spelling() {
    let questionnaire = b2b();
    let text = "
leads:
  Trade Show: outbound
  Dealer: Partners bring them
  Fair:
  '-': unsure
contacts:
  2-3: 2
  007: several
  1.50: one-or-two
  n.v.t.: unsure
sellers:
  three: 95%
revenue:
";
    let mapping = Mapping::read(&questionnaire, "map.yaml", text).expect("it is a mapping");
    let meaning = |question: &str, value: &str| {
        let question = questionnaire.question(question).expect("it is one of the four");
        let line = mapping.line(question, value)?;
        Some(line.reply.map(|reply| (reply.id(), reply.number())))
    };
    assert_eq!(meaning("leads", "trade_show"), Some(Some(("outbound", None))));
    assert_eq!(meaning("leads", "DEALER "), Some(Some(("partners", None))));
    assert_eq!(meaning("leads", "fair"), Some(None), "a line without a value decides nothing");
    assert_eq!(meaning("leads", "—"), Some(Some(("unsure", None))));
    assert_eq!(meaning("leads", ""), None);
    assert_eq!(meaning("leads", "2-3"), None, "a line belongs to its question");
    assert_eq!(meaning("contacts", "2 – 3"), Some(Some(("one-or-two", Some(2.0)))));
    assert_eq!(meaning("contacts", "23"), None);
    assert_eq!(meaning("contacts", "007"), Some(Some(("several", None))));
    assert_eq!(meaning("contacts", "7"), None, "as it was written");
    assert_eq!(meaning("contacts", "1.50"), Some(Some(("one-or-two", None))));
    assert_eq!(meaning("contacts", "N.V.T."), Some(Some(("unsure", None))));
    assert_eq!(meaning("sellers", "Three"), Some(Some(("every-deal", Some(95.0)))));

    let mut used = Used::none(&mapping);
    assert_eq!(used.unused(), 9);
    let leads = questionnaire.question("leads").expect("it is one of the four");
    let elsewhere = Used::none(&mapping);
    used.mark(mapping.line(leads, "fair").expect("there is a line"));
    elsewhere.mark(mapping.line(leads, "Fair").expect("there is a line"));
    elsewhere.mark(mapping.line(leads, "dealer").expect("there is a line"));
    used.join(&elsewhere);
    assert_eq!(used.unused(), 7);
}

/// A meaning is an answer, and answers are read in the same way everywhere.
#[test]
fn a_meaning_is_read_as_an_answers_file_reads_it() {
    let questionnaire = b2b();
    let dutch = || vec![Builtin::standard().in_language("nl").expect("it speaks Dutch")];
    let reading = Reading::new(&questionnaire, dutch);
    let answers = [
        ("leads", "We contact them"),
        ("leads", "WE CONTACT THEM"),
        ("leads", "wij nemen contact met hen op"),
        ("leads", "Unsure"),
        ("leads", "not sure"),
        ("leads", "weet ik niet"),
        ("leads", "5"),
        ("leads", "-1"),
        ("leads", "true"),
        ("revenue", "Most"),
        ("revenue", "85"),
        ("revenue", "85,5 %"),
        ("revenue", "0.85"),
        ("revenue", "1_00"),
        ("revenue", "'1_00'"),
        ("revenue", "0x1E"),
        ("revenue", "0b11"),
        ("revenue", "0o17"),
        ("revenue", "1e1"),
        ("revenue", ".inf"),
        ("contacts", "1.000"),
        ("contacts", "'1.000'"),
        ("contacts", "1.0000"),
        ("contacts", "007"),
        ("contacts", "[2]"),
    ];
    let mut taken = Vec::new();
    for (question, answer) in answers {
        let file = format!("{question}: {answer}\n");
        let map = format!("{question}:\n  some word: {answer}\n");
        let asked = questionnaire.question(question).expect("it is one of the four");
        let given = answers::read_by(&reading, "file", &file);
        let given = given.map(|saved| saved.draft.reply(asked).map(|r| (r.id(), r.number())));
        let meant = Mapping::read_by(&reading, "map", &map);
        let meant = meant.map(|mapping| {
            let line = mapping.line(asked, "some word").expect("there is a line");
            line.reply.map(|reply| (reply.id(), reply.number()))
        });
        match (given, meant) {
            (Ok(given), Ok(meant)) => {
                assert_eq!(given, meant, "{answer}");
                taken.push(answer);
            }
            (Err(given), Err(meant)) => {
                let said = |list: &[Problem]| {
                    let said = list.iter().map(|p| (p.kind, p.what.clone(), p.hint.clone()));
                    said.collect::<Vec<_>>()
                };
                assert_eq!(said(&given.list), said(&meant.list), "{answer}");
                assert_eq!(meant.list[0].position.map(|place| place.line), Some(2), "{answer}");
            }
            (given, meant) => panic!("{answer}: {given:?} in a file, {meant:?} in a map"),
        }
    }
    let readable = [
        "We contact them",
        "WE CONTACT THEM",
        "wij nemen contact met hen op",
        "Unsure",
        "not sure",
        "weet ik niet",
        "Most",
        "85",
        "85,5 %",
        "1.0000",
        "007",
    ];
    assert_eq!(taken, readable);
}

#[test]
fn every_command_reads_meanings_so() {
    let folder = folder();
    fs::write(folder.path().join("rows.csv"), "leads,revenue,sellers,contacts\nFair,x,one,2\n")
        .expect("there is room for a file");
    let map = |text: &str| {
        fs::write(folder.path().join("words.yaml"), text).expect("there is room");
        let commands = [
            &["batch", "rows.csv"][..],
            &["sql", "--dialect", "sqlite", "--table", "t"],
            &["measure", "rows.csv"],
        ];
        commands.map(|args| run_in(folder.path(), &[args, &["--map", "words.yaml"]].concat()))
    };
    for run in map("leads:\n  Fair: Wij nemen contact met hen op\n  Shop: NOT SURE\n") {
        assert!(!run.stderr.contains("words.yaml:"), "{}", run.stderr);
    }
    for meaning in ["1_00", "0x1E", "1e1", "0.85"] {
        for run in map(&format!("revenue:\n  x: {meaning}\n")) {
            assert_eq!(run.code, 1, "{meaning}: {}", run.stderr);
            assert!(run.stderr.contains("words.yaml:2:6: "), "{meaning}: {}", run.stderr);
            assert!(run.stderr.contains(meaning), "{meaning}: {}", run.stderr);
        }
    }
}

#[test]
fn a_meaning_loses_nothing_to_a_comment() {
    let questionnaire = b2b();
    let text = |line: &str| format!("leads:\n  {line}\n");
    for line in ["a: outbound #1", "a: outbound  #1", "a: outbound\t#x", "a: #1", "'a: b': #1"] {
        let problems = Mapping::read(&questionnaire, "map", &text(line)).expect_err(line).list;
        let cut: Vec<&Problem> = problems.iter().filter(|p| p.kind == Kind::CutText).collect();
        let [problem] = cut[..] else { panic!("{line}: {problems:?}") };
        let place = problem.position.expect("it has a place");
        let column = line.rfind('#').expect("there is one") as u64 + 3;
        assert_eq!((place.line, place.column), (2, column), "{line}");
    }
    for line in [
        "a: outbound # from the CRM",
        "a: outbound  # from the CRM",
        "a: outbound #",
        "a: outbound ## really",
        "a: # not yet",
        "a#1: outbound",
        "'a #1': 'outbound' #1",
        "\"a #1\": \"outbound\"",
    ] {
        let read = Mapping::read(&questionnaire, "map", &text(line));
        assert!(read.is_ok(), "{line}: {read:?}");
    }
}

#[test]
fn a_form_says_how_often_and_what_may_be_meant() {
    let questionnaire = b2b();
    let leads = questionnaire.question("leads").expect("it is one of the four");
    let open = [
        OpenValue { value: "Direct mial", count: 1, near: Some(("Direct Mail", "outbound")) },
        OpenValue { value: "Trade Show", count: 3, near: None },
        OpenValue { value: "yes: \u{1b}[31m#", count: 2, near: None },
    ];
    let mut form = Vec::new();
    let answers = ["inbound", "outbound", "unsure"];
    write_form(&[(leads, &open, &answers)], "deal", &mut form).expect("memory can be written");
    let form = String::from_utf8(form).expect("a form is UTF-8");
    assert_eq!(
        form,
        "leads:
  Trade Show:             # 3 deals: inbound, outbound or unsure
  \"yes: \\u001b[31m#\":     # 2 deals
  Direct mial:            # 1 deal; did you mean Direct Mail (outbound)?
"
    );
}

/// YAML accepts no key of more than 1024 characters on a line, and escapes can make a value
/// longer than it was.
#[test]
fn a_form_takes_values_of_any_length() {
    let questionnaire = b2b();
    let leads = questionnaire.question("leads").expect("it is one of the four");
    for value in ["\u{15}".repeat(165), "\u{15}".repeat(200), "x: ".repeat(400), "y".repeat(3000)] {
        let open = [OpenValue { value: &value, count: 2, near: None }];
        let mut form = Vec::new();
        write_form(&[(leads, &open, &["inbound"])], "row", &mut form)
            .expect("memory can be written");
        let form = String::from_utf8(form).expect("a form is UTF-8");
        let mapping = Mapping::read(&questionnaire, "form", &form)
            .unwrap_or_else(|problems| panic!("{problems}\n{form}"));
        assert!(mapping.line(leads, &value).is_some(), "{form}");
    }
}

proptest! {
    /// Whatever a cell contains, its line is read as the value that was written.
    #[test]
    fn a_form_is_a_mapping(values in prop::collection::vec("\\PC{1,12}|[ -~\\n\\t]{1,12}", 1..8)) {
        let questionnaire = b2b();
        let leads = questionnaire.question("leads").expect("it is one of the four");
        let values: BTreeMap<String, &String> =
            values.iter().map(|value| (salesmodel::fold::fold(value), value)).collect();
        let open: Vec<OpenValue<'_>> =
            values.values().map(|value| OpenValue { value, count: 1, near: None }).collect();
        let mut form = Vec::new();
        write_form(&[(leads, &open, &["inbound"])], "row", &mut form).expect("memory can be written");
        let form = String::from_utf8(form).expect("a form is UTF-8");
        let mapping = Mapping::read(&questionnaire, "form", &form)
            .map_err(|problems| TestCaseError::fail(format!("{problems}\n{form}")))?;
        for value in values.values() {
            let line = mapping.line(leads, value);
            prop_assert_eq!(line.map(|line| line.value.trim()), Some(value.trim()), "{}", form);
        }
    }
}

/// A quote within a quoted key does not end it, so what follows is not taken for a comment.
#[test]
fn a_key_in_quotes_may_look_like_a_comment() {
    let questionnaire = b2b();
    let text = "leads:\n  \"Shop: #2u\\\": #3\": # two rows\n  'it''s: #1':  # one\n  'x': #1\n";
    let problems = Mapping::read(&questionnaire, "map.yaml", text).expect_err("one is cut");
    let places: Vec<_> = problems.list.iter().map(|problem| problem.position).collect();
    let line = |place: &Option<salesmodel::problem::Position>| place.map(|place| place.line);
    assert_eq!(places.iter().map(line).collect::<Vec<_>>(), [Some(4)], "{problems}");
}
