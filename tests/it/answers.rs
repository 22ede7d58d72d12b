//! Answers as people write them: in flags, in files, as numbers.

use proptest::prelude::*;
use salesmodel::answers::{self, Bare, Draft, Reading};
use salesmodel::problem::Kind;
use salesmodel::questionnaire::{Builtin, Questionnaire};
use salesmodel::words::Words;

use crate::support::b2b;

/// How a question reads an answer: the id that it means, or the kind of problem.
fn read(question: &str, answer: &str) -> Result<String, Kind> {
    let questionnaire = b2b();
    let question = questionnaire.question(question).expect("there is such a question");
    question.read(answer).map(|reply| reply.id().to_owned()).map_err(|problem| problem.kind)
}

/// The problem of an answer that is refused, and what to do about it.
fn refused(question: &str, answer: &str) -> (Kind, String) {
    let questionnaire = b2b();
    let question = questionnaire.question(question).expect("there is such a question");
    let problem = question.read(answer).expect_err("it is no answer");
    (problem.kind, problem.hint.expect("it says what to do"))
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
        ("revenue", "1.200,5", BadDigits),
        ("revenue", "0x1E", BadDigits),
        ("revenue", "0b1", BadDigits),
        ("revenue", "0x_1E", BadDigits),
        ("revenue", "0xyz", UnknownOption),
        ("revenue", "1_00", BadDigits),
        ("revenue", "0,85", AmbiguousNumber),
        ("revenue", "101,000", NumberOutOfRange),
        ("revenue", "3e1", BadDigits),
        ("revenue", "89.9999999999999999", BadDigits),
        ("revenue", "12.34567890123456", BadDigits),
        ("contacts", "1,000", AmbiguousNumber),
        ("contacts", "1.000", AmbiguousNumber),
        ("contacts", "1 200", BadDigits),
        ("contacts", "1'200", BadDigits),
        ("contacts", "1001", NumberOutOfRange),
        ("revenue", "30%%", UnknownOption),
        ("revenue", "30 percent", UnknownOption),
        ("revenue", "%", UnknownOption),
        ("revenue", "1.2.3", BadDigits),
        ("contacts", "2024-05-01", UnknownOption),
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

/// Advice that is followed leads to an answer.
#[test]
fn what_to_write_instead_can_be_written() {
    for answer in ["-1", "NaN", "1e3", "1_00", "0x1E", "1.2.3", "5", "3%", "1234567890123456"] {
        let (_, hint) = refused("leads", answer);
        assert!(hint.starts_with("Answer with inbound, outbound,"), "{answer}: {hint}");
    }
    let write = |what: &str| (Kind::NumberOutOfRange, format!("Write {what} or more."));
    assert_eq!(refused("contacts", "-1"), write("1"));
    assert_eq!(refused("revenue", "-1"), write("0%"));
    assert!(read("contacts", "1").is_ok() && read("contacts", "0").is_err());
    assert_eq!(refused("revenue", "1_00").0, Kind::BadDigits);
}

/// Excel writes a text as a formula, and East Asian keyboards write wide digits: the same
/// answer in plain characters is proposed, if it is one.
#[test]
fn an_answer_in_other_characters_is_proposed_in_plain_ones() {
    let hint = |question: &str, answer: &str| {
        let (kind, hint) = refused(question, answer);
        assert_eq!(kind, Kind::UnknownOption, "{answer}");
        hint
    };
    for (question, answer, meant) in [
        ("revenue", "=\"30%\"", "30%"),
        ("revenue", "\u{ff13}\u{ff10}\u{ff05}", "30%"),
        ("contacts", "\u{ff12}", "2"),
        ("contacts", "=\" \u{ff12}\u{ff0c}\u{ff15} \"", "2,5"),
        ("leads", "=\"inbound\"", "inbound"),
        ("leads", "\u{ff55}nsure", "unsure"),
    ] {
        let hint = hint(question, answer);
        assert!(hint.starts_with(&format!("Did you mean {meant}? Answer")), "{answer}: {hint}");
    }
    // Three people or 3%, five of three hundred, half of something: none of these is
    // proposed.
    for (question, answer) in [
        ("sellers", "=\"3\""),
        ("sellers", "\u{ff13}"),
        ("revenue", "\u{ff13}\u{ff10}\u{ff10}\u{ff05}"),
        ("contacts", "\u{bd}"),
        ("contacts", "=\"\""),
        ("contacts", "=2"),
        ("contacts", &format!("=\"{}2\"", " ".repeat(200))),
    ] {
        let hint = hint(question, answer);
        assert!(hint.starts_with("Answer with "), "{answer}: {hint}");
    }
}

/// What may have been meant is proposed if it can be shown and written on one line.
#[test]
fn an_answer_in_other_characters_is_named_on_one_line() {
    let hint = |text: &str| refused("revenue", text).1;
    for text in ["\u{ff13}\u{ff10}\u{ff05}", "=\"30%\""] {
        assert!(hint(text).starts_with("Did you mean 30%?"), "{text}: {}", hint(text));
    }
    // Only texts of at most two hundred bytes are looked at.
    for (length, is_named) in [(200, true), (201, false)] {
        let text = format!("=\"{}30%\"", " ".repeat(length - "=\"30%\"".len()));
        assert_eq!(text.len(), length);
        assert_eq!(hint(&text).starts_with("Did you mean 30%?"), is_named, "{length}");
    }
    let broken =
        ["\n", "\u{b}", "\u{85}", "\u{2028}"].map(|it| format!("\u{ff13}\u{ff10}{it}\u{ff05}"));
    for text in broken.iter().map(String::as_str).chain(["=\"30\n%\""]) {
        assert!(hint(text).starts_with("Answer with little"), "{text:?}: {}", hint(text));
    }
}

/// A number can be copied as it is shown: the 0 that is added before its point counts as a
/// digit.
#[test]
fn a_number_is_read_again_as_it_is_shown() {
    let questionnaire = b2b();
    let revenue = questionnaire.question("revenue").expect("it is one of the four");
    let words = Words::for_language("en");
    for written in ["35%", ".12345678901234%", "0.12345678901234%", ",5%", "99.9999999999999%"] {
        let reply = revenue.read(written).unwrap_or_else(|problem| panic!("{written}: {problem}"));
        let shown = reply.figure(words).expect("it is a number");
        let again = revenue.read(&shown).unwrap_or_else(|problem| panic!("{shown}: {problem}"));
        assert_eq!(again.figure(words), Some(shown), "{written}");
    }
    for written in [".123456789012345%", "0.123456789012345%", "99.99999999999999%"] {
        let problem = revenue.read(written).expect_err("it has too many digits");
        assert_eq!(problem.kind, Kind::BadDigits, "{written}");
    }
}

#[test]
fn each_reading_of_a_number_can_be_spelt_out() {
    let questionnaire = b2b();
    let readings = |question: &str, answer: &str| {
        let question = questionnaire.question(question).expect("it is one of the four");
        let readings = question.spelt_out(answer);
        for reading in &readings {
            assert!(question.read(reading).is_ok(), "{reading}");
        }
        readings
    };
    assert_eq!(readings("revenue", "0,85"), ["0.85%", "85%"]);
    assert_eq!(readings("revenue", "0,85%"), ["0.85%"]);
    assert_eq!(readings("revenue", "30"), ["30%"]);
    assert_eq!(readings("revenue", "1.000"), ["1%", "100%"]);
    assert_eq!(readings("sellers", "3"), ["3%"]);
    assert_eq!(readings("contacts", "1.000"), ["1", "1000"]);
    assert_eq!(readings("contacts", "1.234"), ["1.2340"], "there are never 1,234");
    for (question, answer) in [
        ("leads", "3"),
        ("revenue", "150"),
        ("revenue", "-5"),
        ("revenue", "NaN"),
        ("revenue", "1e1"),
        ("revenue", "most"),
    ] {
        assert!(readings(question, answer).is_empty(), "{answer}");
    }
}

/// A company is called `Acme #1`, and YAML reads `Acme`.
#[test]
fn an_answers_file_loses_nothing_to_a_comment() {
    let questionnaire = b2b();
    let read = |text: &str| {
        let read = answers::read(&questionnaire, "answers.yaml", text);
        read.map(|saved| saved.company).map_err(|problems| {
            let places = problems.list.iter().map(|problem| {
                let place = problem.position.expect("it has a place");
                (problem.kind, place.line, place.column)
            });
            places.collect::<Vec<_>>()
        })
    };
    let cut = |line, column| Err(vec![(Kind::CutText, line, column)]);
    assert_eq!(read("leads: inbound\ncompany: Acme #1 BV\n"), cut(2, 15));
    assert_eq!(read("\u{feff}company: Caf\u{e9} #1\n"), cut(1, 15));
    assert_eq!(read("company: #1 BV\n"), cut(1, 10));
    assert_eq!(read("contacts: 2 #3\n"), cut(1, 13));
    assert_eq!(read("company: Acme\n  and sons #2\n"), cut(2, 12));
    assert_eq!(read("{company: Acme #1\n}"), cut(1, 16));
    let acme = |name: &str| Ok(Some(name.to_owned()));
    assert_eq!(read("company: Acme # from the CRM\n"), acme("Acme"));
    assert_eq!(read("company: Acme  # from the CRM\nleads: inbound  #\n"), acme("Acme"));
    assert_eq!(read("company: 'Acme #1 BV'\n"), acme("Acme #1 BV"));
    assert_eq!(read("{\"company\": \"Acme #1 BV\"}"), acme("Acme #1 BV"));
    assert_eq!(read("company: >\n  Acme #1\n  #2\n # aside\n"), acme("Acme #1 #2"));
    assert_eq!(read("company: Acme#1 # a\nrole: # none\n#1\n"), acme("Acme#1"));
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

/// One separator before exactly three digits has two readings if the question takes both of
/// them, and only one otherwise.
#[test]
fn thousands_and_decimals_are_told_apart_by_what_the_question_takes() {
    let number = |question: &str, answer: &str| {
        let questionnaire = b2b();
        let question = questionnaire.question(question).expect("there is such a question");
        question.read(answer).map(|reply| reply.number()).map_err(|problem| problem.kind)
    };
    for (question, answer, means) in [
        // 1200 contacts are more than the question takes, and 24999% are more than there
        // can be.
        ("contacts", "1.200", Ok(Some(1.2))),
        ("contacts", "12,500", Ok(Some(12.5))),
        ("contacts", "1.0000", Ok(Some(1.0))),
        ("contacts", "01.000", Ok(Some(1.0))),
        ("revenue", "24,999%", Ok(Some(24.999))),
        ("revenue", "35,5%", Ok(Some(35.5))),
        // Fifteen digits, which is all that a number keeps.
        ("revenue", "12.3456789012345", Ok(Some(12.3456789012345))),
        ("contacts", "1,000", Err(Kind::AmbiguousNumber)),
    ] {
        assert_eq!(number(question, answer), means, "{question} {answer}");
    }
    let size = OWN_SIZE.parse_question();
    for (answer, means) in [
        ("1.200", Err(Kind::AmbiguousNumber)),
        ("12,500", Err(Kind::AmbiguousNumber)),
        ("0.500", Ok(Some(0.5))),
        ("1.20", Ok(Some(1.2))),
        ("1200", Ok(Some(1200.0))),
        ("1.2345", Ok(Some(1.2345))),
    ] {
        let read = size.question("size").expect("it is there").read(answer);
        assert_eq!(
            read.map(|reply| reply.number()).map_err(|problem| problem.kind),
            means,
            "{answer}"
        );
    }
    let problem =
        size.question("size").expect("it is there").read("1.234").expect_err("two readings");
    assert_eq!(problem.what, "\"1.234\" may be 1.234 or 1234");
    // What the hint says to write has one reading.
    assert_eq!(
        problem.hint.as_deref(),
        Some("Write 1234 if it groups thousands, or 1.2340 if it has decimals.")
    );
}

/// If a bare number could be a count of something else, the sign is required. The number of
/// a saved result is not one that somebody wrote, and needs none.
#[test]
fn a_sign_that_is_required_must_be_written() {
    let own =
        Own { unit: "percent\n    sign: required", number: "percentage of deals" }.parse_question();
    let question = own.question("size").expect("it is there");
    for bare in ["3", "85", "0", "0,85", "1"] {
        let problem = question.read(bare).expect_err("it has no sign");
        assert_eq!(problem.kind, Kind::AmbiguousNumber, "{bare}");
        let number = bare.replace(',', ".");
        let hint = problem.hint.expect("it says what to write");
        assert!(problem.what.contains(&format!("may be {number}% or a count")), "{}", problem.what);
        assert!(
            hint.contains(&format!("Write {number}% if it is a percentage (percentage of deals)")),
            "{hint}"
        );
        assert!(hint.contains("small (\"Small\")") && hint.contains("large (\"Large\")"), "{hint}");
        let fraction = hint.contains("if it is a fraction of one");
        assert_eq!(fraction, bare == "1" || bare == "0,85", "{hint}");
    }
    assert_eq!(question.read("3%").map(|reply| reply.id()).ok(), Some("small"));
    assert_eq!(question.read("101").map(drop).map_err(|p| p.kind), Err(Kind::NumberOutOfRange));
    // A column for which somebody said what its numbers are.
    let said = |bare: Bare, text: &str| question.read_as(text, bare).map(|reply| reply.number());
    assert_eq!(said(Bare::InUnit, "0.85").ok(), Some(Some(0.85)));
    assert_eq!(said(Bare::Fraction, "0.85").ok(), Some(Some(85.0)));
    let saved = "{\"version\": 1, \"questionnaire\": {\"id\": \"own\", \"version\": \"1\"}, \
                 \"answers\": {\"size\": \"small\"}, \"values\": {\"size\": 3}}";
    let saved = answers::read(&own, "saved.json", saved).expect("values are exempt");
    let reply = saved.draft.reply(question).expect("it is answered");
    assert_eq!(reply.number(), Some(3.0));
}

/// If the question takes only one reading of a number, the number has that reading.
#[test]
fn a_number_too_small_without_its_thousands_has_them() {
    let own = Questionnaire::parse(
        "own",
        "format: 1\nid: own\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\nhybrid_at: 60\n\
         questions:\n- id: size\n  text: S\n  unit: count\n  number: number of them\n  options:\n\
         \x20 - {id: small, label: Small, range: {from: 100, below: 500}, points: {m: 1}}\n\
         \x20 - {id: large, label: Large, range: {from: 500}, points: {n: 1}}\n\
         models:\n- {id: m, name: M}\n- {id: n, name: N}\n",
    );
    let own = own.unwrap_or_else(|problems| panic!("{problems}"));
    let question = own.question("size").expect("it is there");
    assert_eq!(question.read("1.200").map(|reply| reply.number()).ok(), Some(Some(1200.0)));
    let small = question.read("99").expect_err("it is below all").what;
    assert_eq!(small, "99 is too small for size: the least is 100");
    assert_eq!(question.read("100").map(|reply| reply.id()).ok(), Some("small"));
}

/// What is missing is named, one question or several.
#[test]
fn what_is_missing_is_named() {
    let questionnaire = b2b();
    let mut draft = Draft::new(&questionnaire);
    let missing = |draft: &Draft<'_>| match draft.clone().complete() {
        Ok(_) => String::new(),
        Err(missing) => missing.to_string(),
    };
    let all = "the answers to leads, revenue, sellers and contacts are missing";
    assert_eq!(missing(&draft), all);
    for question in &questionnaire.questions()[..3] {
        draft.give(question.unsure());
    }
    assert_eq!(missing(&draft), "the answer to contacts is missing");
    draft.give(questionnaire.questions()[3].unsure());
    assert_eq!(missing(&draft), "");
}

/// A question may have the name of a key of a result, or nearly so: the result is read
/// again, and none of its keys is taken for a lost answer.
#[test]
fn a_question_may_be_called_as_a_key_of_a_result() {
    let result = crate::support::json(&b2b(), &["inbound", "some", "one", "several"]);
    let result = result.expect("these answers name a model");
    let mut read = 0;
    for key in result.as_object().expect("a result is an object").keys() {
        let id = key.replace('_', "-");
        let text = format!(
            "format: 1\nid: own\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\nhybrid_at: 60\n\
             questions:\n  - id: {id}\n    text: T\n    options:\n      \
             - {{id: small, label: Small, points: {{a: 1}}}}\n      \
             - {{id: large, label: Large, points: {{b: 1}}}}\n\
             models: [{{id: a, name: A}}, {{id: b, name: B}}]\n"
        );
        let own = Questionnaire::parse("own.yaml", &text);
        let own = own.unwrap_or_else(|problems| panic!("{id}: {problems}"));
        let saved = crate::support::json(&own, &["large"]).expect("it names a model").to_string();
        let saved = answers::read(&own, "saved.json", &saved);
        let saved = saved.unwrap_or_else(|problems| panic!("{id}: {problems}"));
        let question = own.question(&id).expect("it is there");
        assert_eq!(saved.draft.reply(question).map(|reply| reply.id()), Some("large"), "{id}");
        read += 1;
    }
    assert!(read > 15, "{read}");
}

/// Numbers in an answers file are read as they are written there.
#[test]
fn yaml_spellings_are_read_as_flags_read_them() {
    let questionnaire = b2b();
    let read = |text: &str| {
        let read = answers::read(&questionnaire, "answers.yaml", text);
        read.map(|saved| {
            let revenue = questionnaire.question("revenue").expect("there is such a question");
            saved.draft.reply(revenue).and_then(|reply| reply.number())
        })
        .map_err(|problems| problems.list[0].kind)
    };
    for text in ["1_00", "0x1E", "0o36", "0b1", "3e1", "+.inf", ".nan"] {
        let kind = read(&format!("# \u{e9}\nrevenue: {text}\n"));
        assert!(matches!(kind, Err(Kind::BadDigits | Kind::NumberOutOfRange)), "{text}: {kind:?}");
    }
    assert_eq!(read("revenue: 30"), Ok(Some(30.0)));
    assert_eq!(read("\u{feff}company: \u{e9}\nrevenue: +30.50 # so much\n"), Ok(Some(30.5)));
    assert_eq!(read("{\"revenue\": 30.250}"), Ok(Some(30.25)));
    assert_eq!(read("revenue: 35,5"), Ok(Some(35.5)));
    assert_eq!(read("contacts: 1.000").map(drop), Err(Kind::AmbiguousNumber));
    assert_eq!(read("company: &n Acme\nrevenue: &r 40\n"), Ok(Some(40.0)));
}

/// A questionnaire with one question that takes a number.
struct Own {
    unit: &'static str,
    number: &'static str,
}

const OWN_SIZE: Own = Own { unit: "count", number: "number of people" };

impl Own {
    fn parse_question(&self) -> Questionnaire {
        let Own { unit, number } = self;
        let text = format!(
            "format: 1\nid: own\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\nhybrid_at: 60\n\
             questions:\n  - id: size\n    text: T\n    unit: {unit}\n    number: {number}\n    options:\n      \
             - {{id: small, label: Small, range: {{below: 20}}, points: {{a: 1}}}}\n      \
             - {{id: large, label: Large, range: {{from: 20}}, points: {{b: 1}}}}\n\
             models: [{{id: a, name: A}}, {{id: b, name: B}}]\n"
        );
        Questionnaire::parse("own.yaml", &text).expect("it is well-formed")
    }
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

    /// Any text, read as a file, does no harm either.
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

/// A label in any letter case is the answer, in every language that the reading is given.
/// An id always wins, and a label of two options is refused.
#[test]
fn labels_are_answers_in_every_language() {
    let builtin = Builtin::named("b2b").expect("it is built in");
    let original = builtin.questionnaire();
    let dutch = builtin.in_language("nl").expect("it is in Dutch");
    for at_hand in [&original, &dutch] {
        let reading = Reading::new(at_hand, || vec![original.clone(), dutch.clone()]);
        for question in at_hand.questions() {
            let ids = question.options.iter().map(|option| option.id.to_string());
            let expected: Vec<String> = ids.chain(["unsure".to_owned()]).collect();
            for language in [&original, &dutch] {
                let options = &language.questions()[question.index].options;
                let labels = options.iter().map(|option| option.label.clone());
                let labels = labels.chain([language.words().text("not-sure")]);
                for (label, id) in labels.zip(&expected) {
                    for label in [label.clone(), label.to_uppercase(), format!(" {label} ")] {
                        let reply = reading.read(question, &label);
                        assert_eq!(reply.map(|reply| reply.id()), Ok(id.as_str()), "{label}");
                    }
                }
            }
        }
    }
}

/// Other languages are read only if nothing else explains an answer, because reading them
/// costs more than a diagnosis.
#[test]
fn other_languages_are_read_when_they_are_needed() {
    let questionnaire = b2b();
    let reading = Reading::new(&questionnaire, || panic!("nobody needs other languages"));
    for (id, answer) in
        [("leads", "outbound"), ("revenue", "30%"), ("revenue", "101%"), ("sellers", "unsure")]
    {
        let _ = reading.read(questionnaire.question(id).expect("it is there"), answer);
    }
}

#[test]
fn a_word_that_two_answers_have_is_refused() {
    let text = "
format: 1
id: twice
version: '1'
lang: en
title: Twice
lead_at: 1
hybrid_at: 60
questions:
  - id: size
    text: How large is it?
    unit: count
    options:
      - {id: small, label: Large, range: {below: 10}, points: {left: 2}}
      - {id: large, label: '4', range: {from: 10}, points: {right: 2}}
      - {id: huge, label: Small, points: {right: 1}}
models: [{id: left, name: Left}, {id: right, name: Right}]
";
    let questionnaire = Questionnaire::parse("twice.yaml", text).expect("it is well-formed");
    let size = &questionnaire.questions()[0];
    let reading = Reading::new(&questionnaire, Vec::new);
    let read = |answer: &str| match reading.read(size, answer) {
        Ok(reply) => reply.id().to_owned(),
        Err(problem) => problem.to_string(),
    };
    // Written exactly, ids win over labels.
    assert_eq!(read("small"), "small");
    assert_eq!(read("large"), "large");
    // In another letter case, nothing shows which is meant.
    assert_eq!(read("LARGE"), "\"LARGE\" may be more than one answer");
    assert_eq!(read("Small"), "\"Small\" may be more than one answer");
    // This is the label of one option and a number that means another one.
    assert_eq!(read("4"), "\"4\" may be more than one answer");
    assert_eq!(read("5"), "small");
    assert_eq!(read("12"), "large");
}

/// The nearest word may be one of another language; what is proposed is its id.
#[test]
fn a_label_that_is_nearly_right_leads_to_its_id() {
    let builtin = Builtin::named("b2b").expect("it is built in");
    let original = builtin.questionnaire();
    let reading = Reading::new(&original, || builtin.in_language("nl").into_iter().collect());
    let label =
        builtin.in_language("nl").expect("it is in Dutch").questions()[0].options[1].label.clone();
    let mistyped = label.replacen('n', "m", 1);
    let problem = reading.read(&original.questions()[0], &mistyped).expect_err("it is mistyped");
    let hint = problem.hint.expect("it says what to do");
    assert!(hint.starts_with("Did you mean outbound? Answer with inbound, "), "{hint}");
}
