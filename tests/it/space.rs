//! Every combination of answers to the built-in questionnaire against the rules.
//! The oracle knows the rules and nothing of points: it would hold for any
//! points that obey them.

use std::collections::BTreeSet;
use std::thread;

use serde_json::Value;

use crate::support::{b2b, json, run, space};

type Ids = BTreeSet<String>;

/// The answers of one combination.
struct Case<'a> {
    leads: &'a str,
    revenue: &'a str,
    sellers: &'a str,
    contacts: &'a str,
}

impl<'a> Case<'a> {
    fn of(given: &[&'a str]) -> Self {
        let [leads, revenue, sellers, contacts] = given else { panic!("four questions") };
        Case { leads, revenue, sellers, contacts }
    }

    /// The models that one answer alone can make lead.
    fn decisive(&self) -> Vec<&'static str> {
        let mut models = Vec::new();
        if self.contacts == "everyone" {
            models.push("account-based");
        }
        if self.sellers == "every-deal" {
            models.push("team");
        }
        if self.revenue == "nearly-all" {
            models.push("relationship");
        }
        models
    }

    /// The models of the lead source.
    fn lead_source(&self) -> &'static [&'static str] {
        match self.leads {
            "inbound" | "referrals" | "partners" => &["inbound"],
            "outbound" => &["outbound"],
            "both" => &["outbound", "inbound"],
            _ => &[],
        }
    }

    /// How a deal begins, and whether that had to be assumed.
    fn entry(&self) -> (&'static str, bool) {
        match (self.contacts, self.lead_source().first()) {
            ("everyone", _) => ("account-based", false),
            (_, Some(source)) => (source, false),
            (_, None) => ("inbound", true),
        }
    }
}

#[test]
fn every_combination_obeys_the_rules() {
    let questionnaire = b2b();
    let space = space(&questionnaire);
    assert_eq!(space.len(), 480);
    for given in &space {
        let case = Case::of(given);
        let result = json(&questionnaire, given);
        obeys_the_rules(&case, result.as_ref(), given);
        if let Some(result) = &result {
            has_the_right_pipeline(&case, result, given);
        }
    }
}

fn obeys_the_rules(case: &Case<'_>, result: Option<&Value>, given: &[&str]) {
    let decisive = case.decisive();
    let source = case.lead_source();
    let Some(result) = result else {
        assert!(decisive.is_empty() && source.is_empty(), "{given:?} name a model");
        return;
    };
    let leader = result["model"]["id"].as_str().expect("an id");
    let mix = ids(&result["hybrid_with"]);
    let in_mix = |model: &str| leader == model || mix.contains(model);
    match decisive.as_slice() {
        [] => {
            let Some(first) = source.first() else {
                panic!("{given:?} name no model, and {leader} leads");
            };
            assert_eq!(leader, *first, "{given:?}");
            assert_eq!(result["tie"], Value::Bool(case.leads == "both"), "{given:?}");
            assert!(source.iter().all(|model| in_mix(model)), "{given:?}");
        }
        [only] => {
            assert_eq!(leader, *only, "{given:?}");
            assert_eq!(result["tie"], Value::Bool(false), "{given:?}");
            if *only != "account-based" {
                assert!(source.iter().all(|model| in_mix(model)), "{given:?}");
            }
        }
        several => {
            assert!(several.contains(&leader), "{given:?}");
            assert!(several.iter().all(|model| in_mix(model)), "{given:?}");
        }
    }
    let referred = case.leads == "referrals";
    let relationship = (result["scores"].as_array().expect("a list").iter())
        .find(|score| score["id"] == "relationship")
        .expect("every model has a score");
    let from_leads = (relationship["because"].as_array().expect("a list").iter())
        .any(|reason| reason["question"] == "leads");
    assert_eq!(from_leads, referred, "{given:?}");
}

/// The stages by the table of what brings each one, and their phases by where
/// a deal opens and closes.
fn has_the_right_pipeline(case: &Case<'_>, result: &Value, given: &[&str]) {
    let (entry, assumed) = case.entry();
    assert_eq!(result["entry"]["model"], entry, "{given:?}");
    assert_eq!(result["entry"]["assumed"], assumed, "{given:?}");

    let mut mix = ids(&result["hybrid_with"]);
    mix.insert(result["model"]["id"].as_str().expect("an id").to_owned());
    let account_based = entry == "account-based";
    let table = [
        ("prospect", entry == "outbound"),
        ("make-contact", entry == "outbound"),
        ("identify-target-account", account_based),
        ("qualify", entry == "inbound" || entry == "outbound"),
        ("research", mix.contains("team")),
        ("list-stakeholders", account_based || mix.contains("account-based")),
        ("plan-first-strategy", account_based),
        ("contact-first-stakeholders", account_based),
        ("pitch-first-stakeholders", account_based),
        ("present", true),
        ("propose", true),
        ("negotiate", true),
        ("first-check-in", mix.contains("relationship")),
        ("upsell", mix.contains("relationship")),
    ];
    let expected: Vec<&str> = table.iter().filter(|row| row.1).map(|row| row.0).collect();
    let pipeline = result["pipeline"].as_array().expect("a list");
    let stages: Vec<&str> =
        pipeline.iter().map(|stage| stage["id"].as_str().expect("an id")).collect();
    assert_eq!(stages, expected, "{given:?}");

    let opens = if account_based { "contact-first-stakeholders" } else { "qualify" };
    let mut phase = "prospecting";
    let mut probability = 0;
    for stage in pipeline {
        if stage["id"] == opens {
            phase = "sale";
        }
        assert_eq!(stage["phase"], phase, "{given:?} {}", stage["id"]);
        if phase == "sale" {
            let percent = stage["probability"].as_u64().expect("a deal that is open has one");
            assert!(percent % 10 == 0 && percent < 100, "{given:?}");
            assert!(percent >= probability && percent > 0, "{given:?}: it falls");
            probability = percent;
        } else {
            assert_eq!(stage["probability"], Value::Null, "{given:?}");
        }
        if stage["id"] == "negotiate" {
            phase = "after-sale";
        }
    }
    for stage in pipeline {
        let from = ids(&stage["from"]);
        let always = ["present", "propose", "negotiate"].iter().any(|id| stage["id"] == *id);
        // What is only there for an entry that was assumed has no model either.
        let silent = always || (assumed && stage["id"] == "qualify");
        assert_eq!(from.is_empty(), silent, "{given:?} {}", stage["id"]);
        assert!(from.iter().all(|model| model == entry || mix.contains(model)), "{given:?}");
    }
}

fn ids(list: &Value) -> Ids {
    let id = |value: &Value| value.as_str().expect("an id").to_owned();
    list.as_array().expect("a list").iter().map(id).collect()
}

/// What the JSON says of itself: sums, order, mix, margin, and the words that
/// belong to the ids.
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

/// Changes and settledness, found out the slow way: by answering otherwise.
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

/// The command says what the library says, for every combination, and the
/// command that it names repeats the result byte for byte.
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
            first.stderr.starts_with("error: these answers do not settle on a model"),
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
