//! The way through the questions to the result.

use std::fs;

use serde_json::Value;

use super::{COMMAND, ENTER, ESC, End, Terminal, command};
use crate::support::run;

/// The end of a quiz after looking at the result, and nothing more.
fn done(mut quiz: Terminal) -> End {
    assert_eq!(quiz.at("Your result").active(), "Done");
    quiz.key(ENTER);
    let end = quiz.finish();
    end.assert_given_back(0);
    end
}

/// Checks what is left on the screen: the command that repeats the result, which works as
/// it is, and then the result.
fn assert_repeats(
    end: &End,
    leader: &str,
    leads: &str,
    revenue: &str,
    sellers: &str,
    contacts: &str,
) {
    let repeat = format!(
        "{COMMAND} --leads {leads} --revenue {revenue} --sellers {sellers} --contacts {contacts}"
    );
    let line = end.text.lines().next().unwrap_or_default();
    assert!(line.ends_with(&repeat), "{}", end.text);
    assert!(end.text.contains("\nYour result\n"), "{}", end.text);
    assert!(end.text.contains(leader), "{}", end.text);
    let arguments: Vec<&str> = repeat.split(' ').skip(1).chain(["-f", "json"]).collect();
    let result: Value = serde_json::from_str(&run(&arguments).stdout).expect("it is JSON");
    assert_eq!(result["model"]["name"], leader);
}

/// Going forward through the quiz by arrows and Enter alone ends with the result on the
/// normal screen.
#[test]
fn goes_forward_to_the_report() {
    let mut quiz = Terminal::sized(80, 200, &[]);
    quiz.answer(["They contact us", "Less than 25%", "One person", "One or two"]);
    quiz.pick("Show the result");
    assert_repeats(&done(quiz), "Inbound sales", "inbound", "little", "one", "one-or-two");
}

/// Going back loses nothing: the earlier choice is selected.
#[test]
fn goes_back_to_the_earlier_choice() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4").pick("We contact them");
    quiz.at("2 of 4").pick("Not sure");
    quiz.at("3 of 4").key(ESC);
    assert_eq!(quiz.at("2 of 4").active(), "Not sure");
    quiz.key(ESC);
    assert_eq!(quiz.at("1 of 4").active(), "We contact them");
    quiz.key(ENTER).at("2 of 4").key(ENTER).at("3 of 4").pick("One person");
    quiz.at("4 of 4").pick("Several");
    quiz.at("Your answers").key(ESC);
    assert_eq!(quiz.at("4 of 4").active(), "Several");
    let review = quiz.key(ENTER).picture("Your answers", |label| label == "Show the result");
    assert!(review.contains(" 1. Lead source: We contact them\n"), "{review}");
    assert!(review.contains(" 2. Revenue from existing customers: Not sure\n"), "{review}");
}

/// The review changes one answer, keeps the others, and the change counts in the result.
#[test]
fn changes_an_answer_in_the_review() {
    let mut quiz = Terminal::sized(80, 200, &[]);
    quiz.answer(["We contact them", "Less than 25%", "One person", "One or two"]);
    quiz.pick("People on each deal: One person");
    assert_eq!(quiz.at("People on each deal\n").active(), "One person");
    // Esc leaves the answer as it is.
    quiz.key(ESC).at("Your answers").pick("People on each deal: One person");
    quiz.at("People on each deal\n").pick("Several people, on every deal");
    quiz.at("Your answers").pick("Show the result");
    let end = done(quiz);
    assert_repeats(&end, "Team selling", "outbound", "little", "every-deal", "one-or-two");
}

/// Questions that flags answer are not asked, and their answers count.
#[test]
fn asks_only_what_no_flag_answers() {
    let mut quiz = Terminal::sized(80, 200, &["--leads", "both", "--revenue", "30%"]);
    let first = quiz.picture("1 of 2  People on each deal\n", |_| true);
    assert!(first.contains("How many of your people work together"), "{first}");
    quiz.pick("One person").at("2 of 2  Contacts at an account\n").pick("One or two");
    let review = quiz.picture("Your answers", |_| true);
    assert!(review.contains(" 1. Lead source: About half and half\n"), "{review}");
    quiz.pick("Show the result");
    assert_repeats(&done(quiz), "Outbound sales", "both", "30%", "one", "one-or-two");
}

/// The quiz needs only standard input and standard error. What goes into a pipe is the
/// result, without anything from the screen.
#[test]
fn shows_the_quiz_while_the_result_goes_into_a_pipe() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let mut shell = command("/bin/sh");
    shell.args(["-c", "\"$0\" --format json | cat > result.json", COMMAND]);
    shell.cwd(folder.path());
    let mut quiz = Terminal::run(24, 80, shell);
    quiz.answer(["They contact us", "90% or more", "One person", "One or two"]);
    quiz.pick("Show the result");
    let end = quiz.finish();
    end.assert_given_back(0);
    assert_eq!(end.text, "", "the result goes into the pipe alone");
    let result = fs::read_to_string(folder.path().join("result.json")).expect("it is written");
    assert!(!result.contains('\x1b'), "{result}");
    let result: Value = serde_json::from_str(&result).expect("it is JSON");
    assert_eq!(result["model"]["id"], "relationship", "{result:#}");
}

/// Answers that name no model lead back to a question that would help, rather than to an
/// error. The second time they lead to what is known so far, with a way out.
#[test]
fn asks_again_when_no_model_leads() {
    let mut quiz = Terminal::sized(80, 200, &[]);
    quiz.answer(["Not sure"; 4]).pick("Show the result");
    let again = quiz.picture("Lead source\n", |label| label == "Not sure");
    assert!(again.contains("\nYour answers do not point to one model yet. An answer"), "{again}");
    // Going back to the review does not leave the quiz.
    quiz.key(ESC).at("Your answers").pick("Show the result");
    let stuck = quiz.picture("No model yet\n", |label| label == "Answer \"Lead source\"");
    assert!(stuck.contains("a model needs 8 points to lead"), "{stuck}");
    assert!(stuck.contains("Points so far: Account-based sales 0, Team selling 0"), "{stuck}");
    assert!(stuck.contains("What to find out: Where do most of your leads come from?"), "{stuck}");
    quiz.pick("Look at all answers").at("Your answers").pick("Show the result");
    quiz.at("No model yet").key(ENTER).at("Lead source\n").pick("They contact us");
    quiz.at("Your answers").pick("Show the result");
    assert_repeats(&done(quiz), "Inbound sales", "inbound", "unsure", "unsure", "unsure");
}

/// A person who cannot find out can leave, and reads what was missing.
#[test]
fn leaves_answers_that_name_no_model() {
    let mut quiz = Terminal::sized(40, 100, &[]);
    quiz.answer(["Not sure"; 4]).pick("Show the result");
    quiz.at("Lead source\n").key(ESC).at("Your answers").pick("Show the result");
    quiz.at("No model yet").pick("Leave without a result");
    let end = quiz.finish();
    end.assert_given_back(1);
    assert!(end.text.starts_with("error: "), "{}", end.text);
    assert!(end.text.contains("--leads"), "{}", end.text);
}

/// The quiz in Dutch, with letters that take more bytes than columns, and JSON in
/// English for the program at the end of the pipe.
#[test]
fn speaks_dutch() {
    let mut quiz = Terminal::sized(80, 200, &["--lang", "nl"]);
    let first = quiz.picture("1 van 4  Leadbron\n", |_| true);
    assert!(first.contains("Waar komen de meeste van je leads vandaan?"), "{first}");
    assert!(first.contains("pijltjes bewegen, Enter bevestigt, Esc stopt"), "{first}");
    quiz.pick("Wij nemen contact met hen op");
    quiz.at("2 van 4").pick("Minder dan 25%");
    quiz.at("3 van 4").pick("E\u{e9}n persoon");
    quiz.at("4 van 4").pick("Weet ik niet");
    let review = quiz.picture("Je antwoorden", |_| true);
    assert!(review.contains(" 3. Mensen per deal: E\u{e9}n persoon\n"), "{review}");
    quiz.pick("Resultaat tonen");
    quiz.at("Je resultaat").key(ENTER);
    let end = quiz.finish();
    end.assert_given_back(0);
    let repeat = "-l nl --leads outbound --revenue little --sellers one --contacts unsure\n";
    assert!(end.text.contains(repeat), "{}", end.text);
    assert!(end.text.contains("Outbound sales"), "{}", end.text);
}
