//! Answers as people write them: in flags, in files, as numbers.

use proptest::prelude::*;
use salesmodel::answers;
use salesmodel::problem::Kind;

use crate::support::b2b;

/// What a question says to an answer: the id that it means, or the kind of
/// problem.
fn read(question: &str, answer: &str) -> Result<String, Kind> {
    let questionnaire = b2b();
    let question = questionnaire.question(question).expect("there is such a question");
    question.read(answer).map(|reply| reply.id().to_owned()).map_err(|problem| problem.kind)
}

#[test]
fn nothing_is_guessed() {
    use Kind::{AmbiguousNumber, BadDigits, NumberOutOfRange, UnexpectedNumber, UnknownOption};
    let table = [
        ("leads", "Inbound", UnknownOption),
        ("leads", "in", UnknownOption),
        ("leads", "", UnknownOption),
        ("leads", "30%", UnexpectedNumber),
        ("leads", "1", UnexpectedNumber),
        ("revenue", "0.85", AmbiguousNumber),
        ("revenue", "1", AmbiguousNumber),
        ("revenue", "1.0", AmbiguousNumber),
        ("revenue", "0.001", AmbiguousNumber),
        ("revenue", "100.01%", NumberOutOfRange),
        ("revenue", "101", NumberOutOfRange),
        ("revenue", "-1%", NumberOutOfRange),
        ("revenue", "nan", NumberOutOfRange),
        ("revenue", "NaN%", NumberOutOfRange),
        ("revenue", "inf", NumberOutOfRange),
        ("revenue", "-infinity", NumberOutOfRange),
        ("revenue", "2,5", BadDigits),
        ("revenue", "3e1", BadDigits),
        ("revenue", "89.9999999999999999", BadDigits),
        ("contacts", "1,000", BadDigits),
        ("revenue", "30%%", UnknownOption),
        ("revenue", "30 percent", UnknownOption),
        ("revenue", "%", UnknownOption),
        ("revenue", "1.2.3", UnknownOption),
        ("contacts", "0", NumberOutOfRange),
        ("contacts", "0.5", NumberOutOfRange),
        ("contacts", "20%", UnexpectedNumber),
        ("contacts", "-3", NumberOutOfRange),
    ];
    for (question, answer, kind) in table {
        assert_eq!(read(question, answer), Err(kind), "{question} {answer:?}");
    }
    let huge = "9".repeat(400);
    assert_eq!(read("contacts", &huge), Err(BadDigits));
    assert_eq!(read("revenue", " unsure ").as_deref(), Ok("unsure"));
    assert_eq!(read("revenue", "-0").as_deref(), Ok("little"));
    assert_eq!(read("revenue", "0.5%").as_deref(), Ok("little"));
}

/// Both readings of an ambiguous number are shown, and each one works.
#[test]
fn an_ambiguous_number_names_both_readings() {
    let questionnaire = b2b();
    let revenue = questionnaire.question("revenue").expect("there is such a question");
    for (written, fraction, percentage) in
        [("0.85", "85%", "0.85%"), ("1", "100%", "1%"), ("0.07", "7%", "0.07%")]
    {
        let hint = revenue.read(written).expect_err("it is ambiguous").hint.expect("it says so");
        assert!(hint.contains(&format!("Write {fraction} if it is a fraction")), "{hint}");
        assert!(hint.contains(&format!("or {percentage} if it is a percentage")), "{hint}");
        assert!(revenue.read(fraction).is_ok() && revenue.read(percentage).is_ok());
    }
}

#[test]
fn a_file_may_leave_answers_out() {
    let questionnaire = b2b();
    let text = "# For the call on Friday\nrevenue: 30\nleads: 'referrals'\ncontacts: 2.5\n";
    let saved = answers::read(&questionnaire, "answers.yaml", text).expect("it is well-formed");
    let missing: Vec<&str> = saved.draft.missing().map(|question| question.id.as_str()).collect();
    assert_eq!(missing, ["sellers"]);
    let reply = |id: &str| {
        let question = questionnaire.question(id).expect("there is such a question");
        saved.draft.reply(question).map(|reply| (reply.id(), reply.number()))
    };
    assert_eq!(reply("revenue"), Some(("some", Some(30.0))));
    assert_eq!(reply("contacts"), Some(("one-or-two", Some(2.5))));
    assert_eq!(reply("leads"), Some(("referrals", None)));
}

/// Windows writes files with a byte order mark and carriage returns.
#[test]
fn a_file_may_come_from_windows() {
    let questionnaire = b2b();
    let text = "\u{feff}leads: inbound\r\nrevenue: 95%\r\n";
    let saved = answers::read(&questionnaire, "answers.yaml", text).expect("it is well-formed");
    assert_eq!(saved.draft.missing().count(), 2);
}

proptest! {
    /// Whatever is typed, there is an answer or a message, and the message is
    /// safe to show.
    #[test]
    fn any_text_is_an_answer_or_a_problem(text in any::<String>()) {
        for question in b2b().questions() {
            if let Err(problem) = question.read(&text) {
                let shown = format!("{problem} {}", problem.hint.clone().unwrap_or_default());
                prop_assert!(!shown.chars().any(char::is_control), "{shown:?}");
            }
        }
    }

    /// Any text as a file does no harm either.
    #[test]
    fn any_text_is_a_file_or_a_problem(text in "[a-z:\\[\\]{}&*!|>'\"%@`,?#\\- \n\t0-9.]{0,80}") {
        let _ = answers::read(&b2b(), "answers.yaml", &text);
        let _ = salesmodel::questionnaire::Questionnaire::parse("mine.yaml", &text);
    }

    /// A percentage is the same with and without its sign, beyond 1.
    #[test]
    fn the_sign_changes_nothing(tenths in 11u32..=1000) {
        let number = format!("{}.{}", tenths / 10, tenths % 10);
        prop_assert_eq!(read("revenue", &number), read("revenue", &format!("{number}%")));
    }
}
