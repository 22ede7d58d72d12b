//! Every combination of answers to the built-in questionnaires against the rules of the
//! oracle, and what a result says about itself against a slow way of finding it out:
//! answering differently.

use std::thread;

use salesmodel::questionnaire::{Builtin, Questionnaire};
use serde_json::Value;

use crate::oracle::{B2b, B2c, Seen};
use crate::support::{b2b, json, run, space};

#[test]
fn every_combination_of_b2b_obeys_the_rules() {
    let questionnaire = b2b();
    let space = space(&questionnaire);
    assert_eq!(space.len(), 480);
    for given in &space {
        let case = B2b::of(given);
        match json(&questionnaire, given) {
            Some(result) => case.check_in_full(&result),
            None => case.check(None),
        }
    }
}

#[test]
fn every_combination_of_b2c_obeys_the_rules() {
    let questionnaire = b2c();
    let space = space(&questionnaire);
    assert_eq!(space.len(), 5 * 4 * 5 * 4);
    for given in &space {
        let seen = json(&questionnaire, given).map(|result| Seen::of_result(&result));
        B2c::of(given).check(seen.as_ref());
    }
}

/// The notes for sellers to consumers on answers that mean more together, or cannot all be
/// true: each by words that only it has, and when it must be given.
#[test]
fn answers_of_b2c_that_go_together_get_their_note() {
    type Said = fn(&[&str]) -> bool;
    let notes: [(&str, Said); 6] = [
        ("hardly any order comes from them", |a| a[0] == "little" && a[2] == "partner"),
        ("know many consumers personally", |a| a[2] == "partner" && is(a[3], "some most")),
        ("only partners talk with them", |a| is(a[1], "us both") && a[2] == "partner"),
        ("not yet a relationship", |a| a[2] == "long" && a[3] == "few"),
        ("at a home party", |a| a[1] == "us" && a[3] == "most" && is(a[0], "little some")),
        ("14 days to cancel", |a| is(a[1], "us both") && is(a[0], "little some")),
    ];
    let questionnaire = b2c();
    for given in space(&questionnaire) {
        let Some(result) = json(&questionnaire, &given) else { continue };
        let told = result["notes"].to_string();
        for (words, said) in notes {
            assert_eq!(told.contains(words), said(&given), "{given:?}: {words}");
        }
    }
}

fn is(answer: &str, among: &str) -> bool {
    among.split(' ').any(|one| one == answer)
}

fn b2c() -> Questionnaire {
    Builtin::named("b2c").expect("it is built in").questionnaire()
}

/// First steps: three of the leader, two of each model that shares the lead, one of every
/// other model in the mix, and at most eight.
#[test]
fn the_first_steps_are_of_every_model_that_counts() {
    for questionnaire in [b2b(), b2c()] {
        for given in space(&questionnaire) {
            let Some(result) = json(&questionnaire, &given) else { continue };
            let steps = |id: &str| {
                let model = questionnaire.model(id).expect("there is such a model");
                model.first_steps.clone()
            };
            let points = |id: &str| {
                let scores = result["scores"].as_array().expect("a list");
                let score = scores.iter().find(|score| score["id"] == id).expect("it has one");
                score["points"].as_u64().expect("a number")
            };
            let leader = result["model"]["id"].as_str().expect("an id");
            let mut expected: Vec<(String, String)> =
                steps(leader).into_iter().map(|step| (leader.to_owned(), step)).collect();
            for other in result["hybrid_with"].as_array().expect("a list") {
                let other = other.as_str().expect("an id");
                let count = if points(other) == points(leader) { 2 } else { 1 };
                let steps = steps(other).into_iter().take(count);
                expected.extend(steps.map(|step| (other.to_owned(), step)));
            }
            expected.truncate(8);
            let said: Vec<(String, String)> = (result["first_steps"].as_array().expect("a list"))
                .iter()
                .map(|step| {
                    let text = |key: &str| step[key].as_str().expect("a text").to_owned();
                    (text("model"), text("text"))
                })
                .collect();
            assert_eq!(said, expected, "{given:?}");
        }
    }
}

/// What the JSON says about itself: sums, order, mix, margin, and the words that belong to
/// the ids.
#[test]
fn every_result_agrees_with_itself() {
    let questionnaire = b2b();
    for given in space(&questionnaire) {
        let Some(result) = json(&questionnaire, &given) else { continue };
        let scores = result["scores"].as_array().expect("a list");
        let points: Vec<u64> =
            scores.iter().map(|score| score["points"].as_u64().expect("a number")).collect();
        assert_eq!(scores.len(), questionnaire.models().len());
        assert!(points.is_sorted_by(|a, b| a >= b), "{given:?}");
        for score in scores {
            let because = score["because"].as_array().expect("a list");
            let sum: u64 = because.iter().map(|why| why["points"].as_u64().expect("points")).sum();
            assert_eq!(score["points"], sum, "{given:?}");
            for why in because {
                let question = why["question"].as_str().expect("an id");
                assert_eq!(result["answers"][question], why["option"], "{given:?}");
            }
        }
        assert_eq!(scores[0]["id"], result["model"]["id"], "{given:?}");
        assert_eq!(result["margin"], points[0] - points[1], "{given:?}");
        assert_eq!(result["tie"], points[0] == points[1], "{given:?}");
        let strong = scores[1..].iter().zip(&points[1..]);
        let mixed: Vec<&Value> = strong
            .filter(|(_, have)| **have * 100 >= points[0] * 60)
            .map(|(score, _)| &score["id"])
            .collect();
        assert_eq!(
            mixed,
            result["hybrid_with"].as_array().expect("a list").iter().collect::<Vec<_>>()
        );
    }
}

/// The changes, and whether the leader is settled, found out the slow way: by answering
/// differently.
#[test]
fn every_change_of_the_leader_is_named() {
    let questionnaire = b2b();
    let leader =
        |given: &[&str]| json(&questionnaire, given).map(|result| result["model"]["id"].clone());
    let space = space(&questionnaire);
    for given in &space {
        let Some(result) = json(&questionnaire, given) else { continue };
        let now = &result["model"]["id"];
        let mut changes = Vec::new();
        for (place, question) in questionnaire.questions().iter().enumerate() {
            for option in &question.options {
                let mut other = given.clone();
                other[place] = option.id.as_str();
                if let Some(model) = leader(&other)
                    && model != *now
                {
                    changes.push((question.id.to_string(), option.id.to_string(), model));
                }
            }
        }
        let named: Vec<_> = (result["what_if"].as_array().expect("a list").iter())
            .map(|change| {
                let id = |key: &str| change[key].as_str().expect("an id").to_owned();
                (id("question"), id("option"), change["model"].clone())
            })
            .collect();
        assert_eq!(named, changes, "{given:?}");

        let compatible = space.iter().filter(|other| {
            !other.contains(&"unsure")
                && given.iter().zip(*other).all(|(now, then)| *now == "unsure" || now == then)
        });
        let stays = compatible.into_iter().all(|other| leader(other).as_ref() == Some(now));
        assert_eq!(result["settled"], stays, "{given:?}");
    }
}

/// For every combination, the command says what the library says, and the command that it
/// names repeats the result byte for byte.
#[test]
fn the_command_gives_every_result_and_repeats_it() {
    let questionnaire = b2b();
    let space = space(&questionnaire);
    let halves = space.split_at(space.len() / 2);
    thread::scope(|scope| {
        for half in [halves.0, halves.1] {
            let questionnaire = &questionnaire;
            scope.spawn(move || {
                for given in half {
                    the_command_agrees(given, json(questionnaire, given));
                }
            });
        }
    });
}

fn the_command_agrees(given: &[&str], expected: Option<Value>) {
    let flags = ["--leads", "--revenue", "--sellers", "--contacts"];
    let mut args: Vec<&str> = flags.iter().zip(given).flat_map(|(flag, id)| [*flag, *id]).collect();
    args.extend(["-f", "json"]);
    let first = run(&args);
    let Some(mut expected) = expected else {
        assert_eq!((first.code, first.stdout.as_str()), (1, ""), "{given:?}");
        assert!(
            first.stderr.starts_with("error: these answers do not point to one model yet"),
            "{given:?}"
        );
        assert!(first.stderr.contains("Answer --leads: "), "{given:?}");
        return;
    };
    assert_eq!((first.code, first.stderr.as_str()), (0, ""), "{given:?}");
    let result: Value = serde_json::from_str(&first.stdout).expect("one JSON document");
    let command = result["command"].as_str().expect("it can be repeated").to_owned();
    expected["command"] = command.clone().into();
    assert_eq!(result, expected, "{given:?}");

    let mut words: Vec<&str> = command.split(' ').skip(1).collect();
    words.extend(["-f", "json"]);
    assert_eq!(run(&words).stdout, first.stdout, "{command}");
}
