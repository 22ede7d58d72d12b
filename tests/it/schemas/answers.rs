//! The schema of an answers file, compared with the reader of such a file.

use std::fs;
use std::sync::OnceLock;

use jsonschema::Validator;
use proptest::prelude::*;
use salesmodel::answers;
use salesmodel::questionnaire::Questionnaire;
use serde_json::{Value, json};

use super::{assert_valid, root, validator, yaml};
use crate::support::{OWN, b2b, folder, run_in};

#[test]
fn answers_of_every_kind_are_accepted() {
    let validator = validator(&["answers"]);
    for case in fs::read_dir(root().join("tests/cases")).expect("it is there") {
        let folder = case.expect("it can be listed").path();
        let name = folder.display().to_string();
        assert_valid(&validator, &yaml(&folder.join("answers.yaml")).expect("it is YAML"), &name);
        let saved = fs::read_to_string(folder.join("result.json")).expect("it is there");
        assert_valid(&validator, &serde_json::from_str(&saved).expect("it is JSON"), &name);
    }
    for good in [
        json!({}),
        json!({"company": "Acme", "leads": "referrals", "revenue": "35%", "contacts": 2.5}),
        json!({"revenue": 0, "sellers": "100%", "contacts": "unsure"}),
        json!({"version": 1, "questionnaire": {"id": "b2b", "version": "7"}, "answers": {"revenue": 3},
               "values": {"sellers": 0.5}, "company": null, "later": 1}),
    ] {
        assert_valid(&validator, &good, &good.to_string());
    }
}

/// The answers to the user's own questionnaire, whose questions have the names of the keys
/// of a result.
#[test]
fn answers_to_any_questionnaire_have_a_schema() {
    let folder = folder();
    let own = OWN.replace("size", "answers").replace("kind", "company");
    fs::write(folder.path().join("own.yaml"), &own).expect("the folder takes a file");
    let run = run_in(folder.path(), &["schema", "answers", "-Q", "own.yaml"]);
    let schema: Value = serde_json::from_str(&run.stdout).expect("one JSON document");
    let validator = jsonschema::draft202012::new(&schema).expect("it is a schema");
    let questionnaire = Questionnaire::parse("", &own).expect("it is a questionnaire");
    for (value, good) in [
        (json!({"answers": "small", "company": "one"}), true),
        (json!({"answers": 12}), true),
        (json!({"company": "Acme"}), true),
        (json!({"size": "small"}), false),
        (json!({"answers": 1000}), false),
    ] {
        assert_eq!(validator.is_valid(&value), good, "{value}");
        assert_eq!(answers::read(&questionnaire, "", &value.to_string()).is_ok(), good, "{value}");
    }
}

/// The bounds at which a number becomes a fraction, a percentage, or too much.
#[test]
fn numbers_at_the_edges_are_judged_as_the_reader_judges_them() {
    let questionnaire = b2b();
    let validator = validator(&["answers"]);
    let texts = [
        "0", "0.0", "00", ".0", "0%", "0.5%", ".5%", "0.01", "0.99", "1", "1.0", "01", "1.", "1%",
        "1.001", "2", "2.", "9.9", "10", "99.999", "100", "100.0", "100.", "0100%", "100.1",
        "100.1%", "101", "1000", "+5", "+5%", "-5", "--5", "5 %", " 5% ", "5%%", "%", "", ".",
        "1.2.3", "1e1", "1,5", "five", "NaN", "inf", "0x10",
    ];
    let texts = texts.map(|text| json!(text)).into_iter();
    let numbers =
        [0.0, 0.01, 0.5, 1.0, 1.001, 2.0, 99.9, 100.0, 100.1, -1.0, 1e9].map(|n| json!(n));
    for value in texts.chain(numbers) {
        for question in ["leads", "revenue", "sellers"] {
            let value = json!({question: value});
            let read = salesmodel::answers::read(&questionnaire, "", &value.to_string());
            assert_eq!(validator.is_valid(&value), read.is_ok(), "{value}");
        }
    }
}

/// The questionnaire and the schema of its answers, made once.
static PAIR: OnceLock<(Questionnaire, Validator)> = OnceLock::new();

proptest! {
    /// The reader and the schema were written independently, and accept the same numbers.
    #[test]
    fn answers_that_are_read_are_those_that_the_schema_takes(
        question in "revenue|contacts|leads",
        text in " ?[+]?[0-9]{0,4}[.]?[0-9]{0,3} ?%?",
        hundredths in 0..20_000_u32,
    ) {
        let number = f64::from(hundredths) / 100.0;
        let (questionnaire, validator) = PAIR.get_or_init(|| (b2b(), validator(&["answers"])));
        for value in [json!({&question: text}), json!({&question: number})] {
            let read = answers::read(questionnaire, "", &value.to_string()).is_ok();
            // For a number in a text, a pattern cannot compare it with the ranges.
            if read || !value["contacts"].is_string() {
                prop_assert_eq!(validator.is_valid(&value), read, "{}", value);
            }
        }
    }
}
