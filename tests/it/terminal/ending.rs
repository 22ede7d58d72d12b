//! The end of the quiz: what stays on the screen, and the files that it writes.

use std::fs;
use std::path::Path;

use scraper::{Html, Selector};
use serde_json::Value;

use super::{COMMAND, CTRL_C, ENTER, ESC, Terminal, command};
use crate::support::{folder, run_in};

/// A quiz in a folder of its own, at its end.
fn at_the_end(rows: u16, columns: u16, folder: &Path, args: &[&str]) -> Terminal {
    let mut command = command(COMMAND);
    command.args(args);
    command.cwd(folder);
    let mut quiz = Terminal::run(rows, columns, command);
    for (place, key) in (1..).zip(["2", "1", "3", "a"]) {
        quiz.at(&format!("{place} of 4")).key(key);
    }
    quiz.at("Your answers").accept().at("Your result");
    quiz
}

/// Writes a file under the name that is proposed.
fn take(quiz: &mut Terminal, way: &str, proposed: &str) {
    quiz.at("Your result").pick(way);
    quiz.wait_for("the name of a file", |text| text.contains(&format!("[{proposed}]")));
    quiz.type_in(ENTER);
    quiz.at("Your result");
    let wrote = format!("Wrote {proposed}.");
    quiz.wait_for("what was written", |text| text.replace('\n', " ").contains(&wrote));
}

/// Reads the notes on a file for a CRM, and goes back to the menu.
fn notes(quiz: &mut Terminal, file: &str) {
    let wrote = format!("Wrote {file}.");
    let said = |text: &str| text.starts_with(&wrote) && text.contains("\n- ");
    let notes = quiz.wait_for("what the CRM has no place for", said);
    if file.contains("hubspot") {
        assert!(notes.contains("- HubSpot cannot store goals and exit criteria\n"), "{notes}");
    }
    quiz.key(ENTER).at("Your result");
}

fn json(file: &Path) -> Value {
    let text = fs::read_to_string(file).expect("the file is written");
    serde_json::from_str(&text).expect("it is JSON")
}

/// The result can be saved at the end, so a message there says whom it will not name.
#[test]
fn a_quiz_says_that_not_all_answers_are_those_of_one_person() {
    let folder = folder();
    let file = folder.path().join("ann.yaml");
    let answers = "leads: outbound\nrevenue: 30%\nsellers: every-deal\n";
    for (by, said) in [("by: Ann\n", true), ("", false)] {
        fs::write(&file, by.to_owned() + answers).expect("there is room");
        let mut command = command(COMMAND);
        command.args(["--from", "ann.yaml"]);
        command.cwd(folder.path());
        let mut quiz = Terminal::run(24, 80, command);
        quiz.at("1 of 1").key("a").at("Your answers").accept().at("Your result").pick("Done");
        let text = quiz.finish().text;
        assert_eq!(text.contains("not all answers are those of \"Ann\""), said, "{text}");
    }
}

/// In any window, the last thing on the screen is the result, as much of it as fits, and in
/// any case the name of the model.
#[test]
fn what_is_left_on_the_screen_is_the_result() {
    for (rows, columns) in [(60, 200), (24, 80), (24, 40), (10, 80), (10, 34), (6, 34)] {
        let folder = folder();
        let mut quiz = at_the_end(24, 80, folder.path(), &[]);
        quiz.resize(rows, columns);
        quiz.wait_for("the picture in the window", |text| {
            text.contains("6. Done")
                && text.lines().all(|line| line.chars().count() <= columns.into())
        });
        quiz.key(ENTER);
        let end = quiz.finish();
        end.assert_given_back(0);
        let text = end.text.replace('\n', " ");
        // Two lines of twenty columns have no room for more of the sentence.
        let model = if rows > 3 { "Team selling" } else { "Team" };
        assert!(text.contains(model), "{rows} x {columns}:\n{}", end.text);
        let steps = end.text.lines().filter(|line| line.starts_with(['1', '2', '3'])).count();
        let expected = if rows >= 10 { 3 } else { 0 };
        assert!(steps >= expected, "{rows} x {columns}:\n{}", end.text);
        if rows >= 10 {
            assert!(text.contains("What would change it: "), "{}", end.text);
        }
    }
}

/// The files are written under unused names, and each has the format that it is said to
/// have.
#[test]
fn the_menu_writes_files_and_never_over_another() {
    let folder = folder();
    let file = |name: &str| folder.path().join(name);
    fs::write(file("nimbus-hr.json"), "mine").expect("the folder takes a file");
    let mut quiz = at_the_end(40, 200, folder.path(), &["--company", "Nimbus HR"]);
    take(&mut quiz, "Save the result", "nimbus-hr-2.json");
    take(&mut quiz, "Save the result", "nimbus-hr-3.json");
    take(&mut quiz, "Make a page to read or print", "nimbus-hr.html");
    quiz.pick("Make a file for a CRM").at("Which CRM").pick("HubSpot");
    quiz.wait_for("the name of a file", |text| text.contains("[nimbus-hr-hubspot.json]"));
    quiz.type_in(ENTER);
    notes(&mut quiz, "nimbus-hr-hubspot.json");
    quiz.pick("Make a file for a CRM").at("Which CRM").pick("Odoo, from version 19");
    quiz.wait_for("the name of a file", |text| text.contains("[nimbus-hr-odoo-19.csv]"));
    quiz.type_in(ENTER);
    notes(&mut quiz, "nimbus-hr-odoo-19.csv");
    quiz.pick("Make a file for a CRM").at("Which CRM").pick("Salesforce");
    quiz.wait_for("the name of a folder", |text| text.contains("[nimbus-hr-salesforce]"));
    quiz.type_in(ENTER);
    notes(&mut quiz, "nimbus-hr-salesforce");
    quiz.pick("Done");
    let end = quiz.finish();
    end.assert_given_back(0);
    assert!(end.text.contains(&format!("read it again: {COMMAND} --from nimbus-hr-2.json\n")));
    assert!(end.text.contains("To open it: "), "{}", end.text);

    assert_eq!(fs::read_to_string(file("nimbus-hr.json")).expect("it is there"), "mine");
    for name in ["nimbus-hr-2.json", "nimbus-hr-3.json"] {
        assert_eq!(json(&file(name))["model"]["id"], "team");
        let again = run_in(folder.path(), &["--from", name, "-f", "json"]);
        let again: Value = serde_json::from_str(&again.stdout).expect("it is JSON");
        assert_eq!(again["company"], "Nimbus HR");
    }
    let page = fs::read_to_string(file("nimbus-hr.html")).expect("the page is written");
    let title = Selector::parse("title").expect("a selector");
    let title: String = Html::parse_document(&page).select(&title).flat_map(|t| t.text()).collect();
    assert!(title.contains("Nimbus HR"), "{title}");
    assert!(json(&file("nimbus-hr-hubspot.json")).is_object());
    let files = fs::read_dir(folder.path()).expect("it is a folder").count();
    assert!(file("nimbus-hr-salesforce").is_dir());
    let stages = fs::read_to_string(file("nimbus-hr-odoo-19.csv")).expect("it is written");
    assert!(stages.trim_start_matches('\u{feff}').starts_with("id,name,"), "{stages}");
    assert_eq!(files, 7, "nothing else is left");
}

/// A name that the user types and that is taken is refused, and the quiz goes on.
#[test]
fn a_name_that_is_taken_is_refused() {
    let folder = folder();
    fs::write(folder.path().join("own.json"), "mine").expect("the folder takes a file");
    let mut quiz = at_the_end(40, 100, folder.path(), &[]);
    for way in ["Save the result", "Make a file for a CRM"] {
        quiz.at("Your result").pick(way);
        if way.ends_with("CRM") {
            quiz.at("Which CRM").pick("HubSpot");
        }
        quiz.wait_for("the name of a file", |text| text.contains(".json]"));
        quiz.type_in("own.json\r");
        quiz.at("Your result");
        quiz.wait_for("why not", |text| text.contains("own.json already exists"));
    }
    quiz.key(CTRL_C);
    quiz.finish().assert_given_back(130);
    assert_eq!(fs::read_to_string(folder.path().join("own.json")).expect("it is there"), "mine");
}

/// A person who wants no file after all gets none, and is back at the menu.
#[test]
fn a_file_may_be_left_unwritten() {
    let folder = folder();
    let mut quiz = at_the_end(40, 100, folder.path(), &[]);
    quiz.pick("Save the result");
    quiz.wait_for("a way out", |text| text.contains("(- for no file) [sales-model.json]"));
    quiz.type_in("-\r");
    quiz.at("Your result").key(CTRL_C);
    quiz.finish().assert_given_back(130);
    assert_eq!(fs::read_dir(folder.path()).expect("it is a folder").count(), 0);
}

#[test]
fn ctrl_c_and_a_resize_at_a_file_name() {
    let folder = folder();
    let mut quiz = at_the_end(40, 100, folder.path(), &[]);
    quiz.pick("Save the result");
    quiz.wait_for("the name of a file", |text| text.contains("[sales-model.json]"));
    // The library that asks would read this as Ctrl-C.
    quiz.resize(30, 90);
    quiz.type_in("other.json");
    quiz.wait_for("the name", |text| text.ends_with("other.json"));
    quiz.type_in(CTRL_C);
    quiz.finish().assert_given_back(130);
    assert_eq!(fs::read_dir(folder.path()).expect("it is a folder").count(), 0);
}

#[test]
fn all_of_it_is_read_by_moving_through_it() {
    let folder = folder();
    let mut quiz = at_the_end(20, 80, folder.path(), &[]);
    quiz.pick("Read all of it");
    quiz.wait_for("the first line", |text| {
        text.starts_with("Your answers (") || text.contains("Why (a model")
    });
    quiz.key("\x1b[F");
    let end = quiz.wait_for("the last line", |text| text.contains("To repeat this"));
    assert!(end.contains(&COMMAND[..20]), "{end}");
    // The whole command is visible, on as many lines as it needs.
    assert!(
        end.contains("--contacts one-or-two") || end.contains("--contacts\none-or-two"),
        "{end}"
    );
    quiz.resize(30, 100);
    quiz.wait_for("more of it", |text| text.lines().count() == 30);
    quiz.key(ESC).at("Your result").key(CTRL_C);
    quiz.finish().assert_given_back(130);
}

/// If an answer is changed at the end, the result changes.
#[test]
fn an_answer_is_changed_at_the_end() {
    let folder = folder();
    let mut quiz = at_the_end(40, 200, folder.path(), &["-s", "saved.json"]);
    quiz.pick("Change an answer").at("Your answers").key("3");
    quiz.at("People on each deal\n").key("1").at("Your answers").accept();
    quiz.at("Your result").key(ENTER);
    let end = quiz.finish();
    end.assert_given_back(0);
    assert!(end.text.contains("--sellers one"), "{}", end.text);
    assert_eq!(end.text.matches("Wrote saved.json.").count(), 2, "{}", end.text);
    assert_eq!(json(&folder.path().join("saved.json"))["model"]["id"], "outbound");
}

/// The last page of the quiz, filled in with the answers from a file.
#[test]
fn review_opens_the_answers_of_a_file() {
    let folder = folder();
    let answers = "company: Acme\nleads: outbound\nrevenue: 30%\nsellers: one\ncontacts: 2\n";
    fs::write(folder.path().join("answers.yaml"), answers).expect("the folder takes a file");
    let mut command = command(COMMAND);
    command.args(["--review", "--from", "answers.yaml"]);
    command.cwd(folder.path());
    let mut quiz = Terminal::run(40, 200, command);
    let review = quiz.picture("Your answers", |label| label == "Show the result");
    assert!(review.contains("25% to less than 50% (30%)\n"), "{review}");
    quiz.key("1").at("Lead source\n").key("1").at("Your answers").accept();
    quiz.at("Your result").key(ENTER);
    let end = quiz.finish();
    end.assert_given_back(0);
    let repeat = "--company Acme --leads inbound --revenue 30% --sellers one --contacts 2\n";
    assert!(end.text.contains(repeat), "{}", end.text);

    let alone = run_in(folder.path(), &["--review", "--from", "answers.yaml"]);
    assert_eq!(alone.code, 2);
    assert!(alone.stderr.contains("--review"), "{}", alone.stderr);
}

/// What was measured is shown with its question, and disappears with the answer when that
/// is changed.
#[test]
fn what_was_measured_is_beside_its_question() {
    let folder = folder();
    let answers = "leads: outbound\nrevenue: most\nsellers: one\nmeasured:\n  questions:\n    \
                   revenue: {answer: most, value: 62.34, of: 41, trust: leaning}\n    \
                   contacts: {answer: null, value: 3, of: 41}\n";
    fs::write(folder.path().join("answers.yaml"), answers).expect("the folder takes a file");
    let mut command = command(COMMAND);
    command.args(["--from", "answers.yaml", "-s", "saved.json"]);
    command.cwd(folder.path());
    let mut quiz = Terminal::run(40, 200, command);
    let contacts = quiz.picture("1 of 1", |_| true);
    assert!(contacts.contains("\nMeasured: 3, from 41 deals\n"), "{contacts}");
    quiz.key("a").at("Your answers").key("2");
    let revenue = quiz.picture("Revenue", |_| true);
    let found = "\nMeasured: 62.3%, from 41 deals (close to another answer)\n";
    assert!(revenue.contains(found), "{revenue}");
    quiz.key(ESC).at("Your answers").key(ENTER);
    quiz.at("Your result");
    let evidence = |answer: &str| {
        let saved = json(&folder.path().join("saved.json"));
        assert_eq!(saved["answers"]["revenue"], answer);
        saved["measured"]["questions"]["revenue"].clone()
    };
    assert_eq!(evidence("most")["of"], 41);
    quiz.pick("Change an answer").at("Your answers").key("2").at("Revenue").key("1");
    quiz.at("Your answers").accept().at("Your result").key(ENTER);
    quiz.finish().assert_given_back(0);
    assert_eq!(evidence("little"), Value::Null);
}

/// If all answers are given there is no quiz, and only a line about each file.
#[test]
fn files_are_named_in_a_terminal_alone() {
    let folder = folder();
    let answers =
        ["--leads", "inbound", "--revenue", "little", "--sellers", "one", "--contacts", "1"];
    let outputs = ["-o", "page.html", "-s", "result.json"];
    let mut command = command(COMMAND);
    command.args([&answers[..], &outputs[..]].concat());
    command.cwd(folder.path());
    let end = Terminal::run(24, 200, command).finish();
    assert_eq!(end.code, 0);
    let lines: Vec<&str> = end.text.lines().collect();
    let read = format!("Wrote result.json. To read it again: {COMMAND} --from result.json");
    assert!(lines[0].starts_with("Wrote page.html. To open it: "), "{}", end.text);
    assert!(lines[0].ends_with(" page.html"), "{}", end.text);
    assert_eq!(lines[1..], [read]);

    let piped = run_in(folder.path(), &[&answers[..], &outputs[..]].concat());
    assert_eq!((piped.code, piped.stdout.as_str(), piped.stderr.as_str()), (0, "", ""));
}

/// Nobody is asked what to do with a result that goes into a pipe or has a format.
#[test]
fn there_is_no_menu_for_data() {
    for line in ["\"$0\" | cat", "\"$0\" -f json"] {
        let mut shell = command("/bin/sh");
        shell.args(["-c", line, COMMAND]);
        let mut quiz = Terminal::run(80, 100, shell);
        for (place, key) in (1..).zip(["2", "1", "3", "a"]) {
            quiz.at(&format!("{place} of 4")).key(key);
        }
        quiz.at("Your answers").accept();
        let end = quiz.finish();
        end.assert_given_back(0);
        let all = String::from_utf8_lossy(&end.bytes);
        assert!(all.contains("Team selling"), "{all}");
        assert!(!all.contains("Your result"), "{all}");
    }
}

/// A number that is only a lower bound is not shown as the true number.
#[test]
fn the_least_that_a_number_can_be_is_said_to_be_that() {
    let folder = folder();
    let answers = "leads: outbound\nsellers: one\ncontacts: 2\nmeasured:\n  questions:\n    \
                   revenue: {answer: null, value: 31.06, of: 76, trust: open, why: lower-bound}\n";
    fs::write(folder.path().join("answers.yaml"), answers).expect("the folder takes a file");
    let mut command = command(COMMAND);
    command.args(["--from", "answers.yaml"]);
    command.cwd(folder.path());
    let quiz = Terminal::run(40, 120, command);
    let revenue = quiz.picture("1 of 1", |_| true);
    assert!(revenue.contains("\nMeasured: at least 31.1%, from 76 deals\n"), "{revenue}");
}
