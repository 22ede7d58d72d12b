//! The questionnaires that come with the program: complete, every model can be reached, and
//! no part is without effect. A new file in `questions/` is tested without any change here.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use salesmodel::diagnosis;
use salesmodel::questionnaire::{BUILTINS, Builtin, Questionnaire};
use salesmodel::render::models;
use serde_json::Value;

use crate::support::{answers, b2b, json, space};

#[test]
fn every_file_is_built_in_under_its_id() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("questions");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| path.file_name().expect("it has a name").to_string_lossy().into_owned())
        .collect();
    let translated = |built: &'static Builtin| {
        let langs = built.translations.iter().map(|translation| translation.lang);
        langs.map(|lang| format!("{}.{lang}.yaml", built.name))
    };
    let originals = BUILTINS.iter().map(|built| format!("{}.yaml", built.name));
    let names: BTreeSet<String> = originals.chain(BUILTINS.iter().flat_map(translated)).collect();
    assert_eq!(names, files);
    for built in BUILTINS {
        assert_eq!(built.questionnaire().id().as_str(), built.name);
    }
}

/// What was prepared at build time says the same as the file.
#[test]
fn the_prepared_form_is_the_file() {
    for built in BUILTINS {
        let read = Questionnaire::parse(built.name, built.source);
        let read = read.unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(format!("{read:?}"), format!("{:?}", built.questionnaire()));
    }
}

#[test]
fn every_model_leads_somewhere_and_every_stage_is_used() {
    for built in BUILTINS {
        let questionnaire = built.questionnaire();
        let mut leaders = BTreeSet::new();
        let mut stages = BTreeSet::new();
        for given in space(&questionnaire) {
            let Ok(diagnosis) = diagnosis::score(answers(&questionnaire, &given)) else { continue };
            leaders.insert(diagnosis.leader().model.index);
            stages.extend(diagnosis.pipeline.iter().map(|stage| stage.stage.index));
        }
        assert_eq!(leaders.len(), questionnaire.models().len(), "{}", built.name);
        assert_eq!(stages.len(), questionnaire.stages().len(), "{}", built.name);
    }
}

/// If two options of a question led to the same result, whatever else is answered, they
/// would be one option. A difference in points alone does not count: the leader, the mix, a
/// tie, the pipeline or a note must differ.
#[test]
fn every_option_makes_a_difference() {
    for built in BUILTINS {
        let questionnaire = built.questionnaire();
        for (place, question) in questionnaire.questions().iter().enumerate() {
            for one in &question.options {
                for other in &question.options[one.index + 1..] {
                    let differs = space(&questionnaire).into_iter().any(|given| {
                        let mut changed = given.clone();
                        changed[place] = other.id.as_str();
                        given[place] == one.id.as_str()
                            && outcome(&questionnaire, &given) != outcome(&questionnaire, &changed)
                    });
                    assert!(differs, "{}: {} and {} are the same", question.id, one.id, other.id);
                }
            }
        }
    }
}

/// The part of a result that makes a person act differently.
fn outcome(questionnaire: &Questionnaire, given: &[&str]) -> Option<Value> {
    let result = json(questionnaire, given)?;
    let keys = ["hybrid_with", "tie", "pipeline", "notes"];
    let parts: Vec<Value> = keys.iter().map(|key| result[key].clone()).collect();
    Some(Value::from([parts, vec![result["model"]["id"].clone()]].concat()))
}

/// The cut-offs are tested from both sides, and no number falls between two options.
#[test]
fn the_numbers_mean_what_the_questions_say() {
    let questionnaire = b2b();
    let table = [
        ("revenue", "0", "little"),
        ("revenue", "24.99%", "little"),
        ("revenue", "25", "some"),
        ("revenue", "49.99", "some"),
        ("revenue", "50%", "most"),
        ("revenue", "89.99%", "most"),
        ("revenue", "90", "nearly-all"),
        ("revenue", "100%", "nearly-all"),
        ("revenue", "1%", "little"),
        ("sellers", "19.9%", "one"),
        ("sellers", "20%", "some-deals"),
        ("sellers", "79.9%", "some-deals"),
        ("sellers", "80 %", "every-deal"),
        ("contacts", "1", "one-or-two"),
        ("contacts", "2.9", "one-or-two"),
        ("contacts", "3", "several"),
        ("contacts", "250", "several"),
    ];
    for (question, number, option) in table {
        let question = questionnaire.question(question).expect("there is such a question");
        let reply = question.read(number).unwrap_or_else(|problem| panic!("{number}: {problem}"));
        assert_eq!(reply.id(), option, "{} {number}", question.id);
    }
    let leads = questionnaire.question("leads").expect("there is such a question");
    assert!(leads.unit.is_none());
    for id in ["revenue", "sellers"] {
        let question = questionnaire.question(id).expect("there is such a question");
        for tenths in 11..=1000 {
            let number = format!("{}.{}%", tenths / 10, tenths % 10);
            assert!(question.read(&number).is_ok(), "{id} {number}");
        }
    }
}

/// Every model has what a person needs to begin on Monday, and every text can be read in a
/// terminal that has only ASCII, without hype.
#[test]
fn the_words_are_whole() {
    for built in BUILTINS {
        let questionnaire = built.questionnaire();
        for model in questionnaire.models() {
            assert!(!model.summary.is_empty(), "{}", model.id);
            assert_eq!(model.first_steps.len(), 3, "{}", model.id);
            for list in [&model.roles, &model.metrics, &model.pitfalls] {
                assert!(list.len() >= 3, "{}", model.id);
            }
        }
        for question in questionnaire.questions() {
            assert!(question.help.is_some(), "{}", question.id);
            assert_eq!(question.unit.is_some(), question.number.is_some(), "{}", question.id);
            for option in &question.options {
                assert!(option.help.is_some(), "{} {}", question.id, option.id);
                assert!(option.reason.is_some(), "{} {}", question.id, option.id);
            }
        }
        let code = |line: &&str| !line.trim_start().starts_with('#');
        let words = built.source.lines().filter(code).collect::<Vec<_>>().join("\n");
        for hype in ["robust", "seamless", "powerful", "leverage", "synergy", "!"] {
            assert!(!words.contains(hype), "{}: {hype}", built.name);
        }
        if questionnaire.lang() == "en" {
            assert!(words.is_ascii(), "{}", built.name);
        }
    }
}

#[test]
fn the_models_are_those_of_the_field() {
    let mut bytes = Vec::new();
    models::write_list_json(&b2b(), &mut bytes).expect("memory can be written");
    let list: Value = serde_json::from_slice(&bytes).expect("the JSON is JSON");
    let mut ids: Vec<&str> = list
        .as_array()
        .expect("a list")
        .iter()
        .map(|model| model["id"].as_str().expect("an id"))
        .collect();
    let place = |id: &str| ids.iter().position(|other| *other == id);
    assert!(place("outbound") < place("inbound"), "a tie of both is outbound's");
    ids.sort_unstable();
    assert_eq!(ids, ["account-based", "inbound", "outbound", "relationship", "team"]);
    assert!(Builtin::named("b3b").is_none());
    // A further questionnaire does not change which one is asked by default.
    assert_eq!(Builtin::standard().name, "b2b");
}
