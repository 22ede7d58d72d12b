//! The JSON Schemas, judged by a validator that is not ours: they accept what is right,
//! they refuse what has a wrong shape, and they are valid schemas.

mod answers;
mod questionnaire;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use salesmodel::problem::Kind;
use salesmodel::questionnaire::{BUILTINS, Questionnaire};
use salesmodel::words::LANGUAGES;
use serde_json::{Value, json};

use crate::support::{OWN, b2b, folder, json, run, run_in, space, with};

const KINDS: [&str; 12] = [
    "questionnaire",
    "translation",
    "result",
    "comparison",
    "gap",
    "rows",
    "summary",
    "measurement",
    "models",
    "check",
    "answers",
    "questionnaires",
];

/// The kinds of problem that a schema can see in any file. The other kinds are beyond a
/// schema: the syntax of YAML, uniqueness, references, and what numbers mean together.
const SEEN: [Kind; 16] = [
    Kind::BadMeasure,
    Kind::Empty,
    Kind::UnknownKey,
    Kind::MissingKey,
    Kind::WrongType,
    Kind::UnknownFormat,
    Kind::BadId,
    Kind::BadText,
    Kind::BadLength,
    Kind::UnknownQuestion,
    Kind::UnknownOption,
    Kind::UnexpectedNumber,
    Kind::AmbiguousNumber,
    Kind::BadDigits,
    Kind::NumberOutOfRange,
    Kind::OtherQuestionnaire,
];

/// Files that are exceptions to their kind of problem, and why: the schema sees them
/// although it does not see the kind, or the other way round.
const EXCEPTIONS: [(&str, &str, &str); 13] = [
    ("answers/cut-text", "seen", "a comment leaves a key without its value"),
    ("answers/odd-numbers", "not seen", "a schema sees a number and not how it is written"),
    ("questionnaires/odd-numbers", "not seen", "a schema sees a number and not how it is written"),
    ("questionnaires/bad-number", "seen", "numbers outside their range"),
    ("questionnaires/deep", "seen", "lists where a text belongs"),
    ("questionnaires/id-unsure", "seen", "the one id that no option may have"),
    ("questionnaires/merge-key", "not seen", "others do what the key says"),
    ("questionnaires/note-of-unknown-answers", "not seen", "answers of the same file"),
    ("questionnaires/range-over-100", "seen", "more than a whole"),
    ("questionnaires/range-without-unit", "seen", "the unit and the ranges of one question"),
    ("questionnaires/reversed-range", "seen", "one of the bounds is below zero"),
    ("questionnaires/sign-and-bound", "seen", "the unit and what is said of its numbers"),
    ("questionnaires/unit-without-range", "seen", "the unit and the ranges of one question"),
];

fn schema(arguments: &[&str]) -> Value {
    let run = run(&[&["schema"], arguments].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
    serde_json::from_str(&run.stdout).expect("one JSON document")
}

fn validator(arguments: &[&str]) -> Validator {
    jsonschema::draft202012::new(&schema(arguments)).expect("it is a schema")
}

/// Checks that a value is valid.
fn assert_valid(validator: &Validator, value: &Value, what: &str) {
    let wrong: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{what}: {wrong:#?}");
}

/// A file as JSON, read without any code of ours; `None` if it is not YAML, or has a value
/// that JSON cannot have.
fn yaml(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).expect("it can be read");
    serde_saphyr::from_str(&text).ok()
}

/// The YAML files of a folder of the project.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    files.sort();
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("it has a name").to_string_lossy().into_owned()
}

#[test]
fn each_one_is_a_schema_whose_every_property_is_described() {
    for kind in KINDS {
        let schema = schema(&[kind]);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(schema["title"].as_str().is_some_and(|title| title.len() > 10), "{kind}");
        if let Err(error) = jsonschema::draft202012::meta::validate(&schema) {
            panic!("{kind}: {error}");
        }
        described(&schema, &schema, kind);
        let text = schema.to_string();
        assert!(!text.contains("\"format\":\""), "{kind} has a format that only Rust knows");
        assert!(!text.contains("\\n"), "{kind} has a line break in a text");
    }
}

/// Every property, wherever it is declared, has a description, of its own or in the schema
/// that it refers to.
fn described(root: &Value, schema: &Value, place: &str) {
    match schema {
        Value::Object(keys) => {
            // In a condition, a property is only narrowed.
            let declares = keys.contains_key("type") && keys.contains_key("properties");
            for (name, property) in keys
                .get("properties")
                .and_then(Value::as_object)
                .filter(|_| declares)
                .into_iter()
                .flatten()
            {
                let referred = property
                    .get("$ref")
                    .and_then(Value::as_str)
                    .and_then(|to| root.pointer(&to[1..]));
                let says = |schema: &Value| {
                    schema["description"].as_str().is_some_and(|text| text.len() > 5)
                };
                assert!(says(property) || referred.is_some_and(says), "{place}: {name}");
            }
            for (key, value) in keys {
                described(root, value, &format!("{place}/{key}"));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| described(root, item, place)),
        _ => {}
    }
}

#[test]
fn every_result_is_accepted_and_a_mangled_one_is_not() {
    let validator = validator(&["result"]);
    for builtin in BUILTINS {
        let questionnaire = builtin.questionnaire();
        for given in space(&questionnaire) {
            if let Some(result) = json(&questionnaire, &given) {
                assert_valid(&validator, &result, &format!("{given:?}"));
            }
        }
    }
    let folder = folder();
    fs::write(folder.path().join("own.yaml"), OWN).expect("the folder takes a file");
    let own =
        ["-Q", "own.yaml", "--size", "12", "--kind", "one", "--company", "Acme", "-f", "json"];
    for run in [run(&with(&["-f", "json"])), run_in(folder.path(), &own)] {
        let result: Value = serde_json::from_str(&run.stdout).expect("one JSON document");
        assert!(result["command"].is_string());
        assert_valid(&validator, &result, &run.stdout);
        // Programs can rely on every key, and later versions may have more keys.
        for key in result.as_object().expect("an object").keys() {
            let mut without = result.clone();
            without.as_object_mut().expect("an object").remove(key);
            assert!(!validator.is_valid(&without), "{key} may be missing");
            let mut mistyped = result.clone();
            mistyped[key] = json!(1.5);
            assert!(!validator.is_valid(&mistyped), "{key} may be a number");
        }
        let mut later = result.clone();
        later["later"] = json!("fine");
        later["model"]["later"] = json!(["fine"]);
        assert_valid(&validator, &later, "a later version");
    }
}

#[test]
fn every_list_for_programs_is_accepted() {
    let models = validator(&["models"]);
    let output = |arguments: &[&str]| -> Value {
        serde_json::from_str(&run(arguments).stdout).expect("one JSON document")
    };
    assert_valid(&models, &output(&["models", "-f", "json"]), "models");
    for model in b2b().models() {
        let mut one = output(&["models", model.id.as_str(), "-f", "json"]);
        assert_valid(&models, &one, model.id.as_str());
        one.as_object_mut().expect("an object").remove("adds");
        assert!(!models.is_valid(&one));
    }
    let check = validator(&["check"]);
    for folder in ["questionnaires", "translations", "answers"] {
        for file in files(&format!("tests/problems/{folder}")) {
            let found = output(&["questions", "check", "-f", "json", &file.to_string_lossy()]);
            assert_valid(&check, &found, &stem(&file));
            assert_eq!(found["documents"].as_array().map(Vec::len), Some(1));
        }
    }
    assert!(!check.is_valid(&json!({"version": 1, "documents": [{"name": "b2b"}]})));
    let list = output(&["questions", "list", "-f", "json"]);
    assert_valid(&validator(&["questionnaires"]), &list, "questions list");
    assert!(!validator(&["questionnaires"]).is_valid(&json!([{"name": "b2b"}])));
}

/// Translations are valid by their schema, and it refuses what it can see to be wrong.
#[test]
fn translations_are_accepted() {
    for builtin in BUILTINS {
        let validator = validator(&["translation", "-Q", builtin.name]);
        for words in LANGUAGES.iter().filter(|words| words.tag != "en") {
            let text = format!("questions/{}.{}.yaml", builtin.name, words.tag);
            assert_valid(&validator, &yaml(&root().join(&text)).expect("it is YAML"), &text);
        }
        let skeleton = salesmodel::questionnaire::skeleton(&builtin.questionnaire(), "fr");
        let skeleton: Value = serde_saphyr::from_str(&skeleton).expect("it is YAML");
        assert_valid(&validator, &skeleton, "a skeleton");
    }
    let validator = validator(&["translation"]);
    for file in files("tests/problems/translations") {
        let text = fs::read_to_string(&file).expect("it can be read");
        let checked = salesmodel::checkup::translation("", &text, &b2b(), None);
        let errors = checked.count(salesmodel::problem::Severity::Error) > 0;
        match yaml(&file) {
            Some(value) => assert_eq!(validator.is_valid(&value), !errors, "{}", stem(&file)),
            None => assert!(errors, "{} cannot be read by others", stem(&file)),
        }
    }
}

#[test]
fn files_with_problems_are_refused_where_a_schema_can_see_them() {
    let questionnaire = b2b();
    let mut exceptions = BTreeSet::new();
    let mut judged = 0;
    for (folder, kind) in [("questionnaires", "questionnaire"), ("answers", "answers")] {
        let validator = validator(&[kind]);
        for file in files(&format!("tests/problems/{folder}")) {
            let text = fs::read_to_string(&file).expect("it can be read");
            let problems = match kind {
                "answers" => salesmodel::answers::read(&questionnaire, "", &text).map(|_| ()),
                _ => Questionnaire::parse("", &text).map(|_| ()),
            };
            // Some files can be used, with warnings.
            let problems = problems.err().map_or(Vec::new(), |problems| problems.list);
            let has = |kinds: &[Kind]| problems.iter().any(|found| kinds.contains(&found.kind));
            let name = format!("{folder}/{}", stem(&file));
            let Some(value) = yaml(&file) else {
                // JSON has no infinity.
                let beyond = [Kind::Syntax, Kind::DuplicateKey, Kind::NumberOutOfRange];
                assert!(has(&beyond), "{name} cannot be read by others");
                continue;
            };
            match (validator.is_valid(&value), has(&SEEN)) {
                (false, false) => exceptions.insert((name, "seen")),
                (true, true) => exceptions.insert((name, "not seen")),
                _ => true,
            };
            judged += 1;
        }
    }
    let known = EXCEPTIONS.map(|(name, how, _)| (name.to_owned(), how));
    assert_eq!(exceptions, BTreeSet::from(known));
    assert!(judged > 40, "{judged}");
}
