//! The table of rules that the library hands out, applied here according to its
//! description, by a reader that knows nothing but the table: it must come to every result
//! of the library, over whole answer spaces.

use proptest::prelude::*;
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::questionnaire::{BUILTINS, Questionnaire};
use serde_json::{Value, json};

use crate::drawn::drawn;
use crate::support::{answers, space};

/// The table as JSON, as another program would get it.
struct Table(Value);

impl Table {
    fn of(questionnaire: &Questionnaire) -> Self {
        let rules = diagnosis::rules(questionnaire);
        Table(serde_json::to_value(rules).expect("it is plain data"))
    }

    fn list(&self, key: &str) -> &[Value] {
        self.0[key].as_array().expect(key)
    }

    fn number(&self, key: &str) -> i64 {
        self.0[key].as_i64().expect(key)
    }

    /// The result of one option, or none, for each question; null if no model leads.
    fn result(&self, given: &[Option<usize>]) -> Value {
        let questions = self.list("questions");
        let points: Vec<i64> = (0..self.list("models").len())
            .map(|model| {
                let given = given.iter().zip(questions);
                given
                    .filter_map(|(option, question)| {
                        question["options"][(*option)?]["points"][model].as_i64()
                    })
                    .sum()
            })
            .collect();
        let lead_at = self.number("lead_at");
        let mut leader = 0;
        for model in 0..points.len() {
            if points[model] > points[leader] {
                leader = model;
            }
        }
        if points[leader] < lead_at {
            return Value::Null;
        }
        let in_mix =
            |model: usize| points[model] * 100 >= self.number("hybrid_at") * points[leader];
        let mix: Vec<usize> = (0..points.len()).filter(|model| in_mix(*model)).collect();
        let mut own = None;
        for model in 0..points.len() {
            let has_entry = self.list("models")[model]["has_entry"] == true;
            let is_better = own.is_none_or(|best: usize| points[model] > points[best]);
            if has_entry && points[model] >= lead_at && is_better {
                own = Some(model);
            }
        }
        let default = self.0["default_entry"].as_u64().map(|model| model as usize);
        let entry = own.or(default);
        let holds = |reason: &Value| {
            let at = |key: &str| reason[key].as_u64().expect(key) as usize;
            match reason["why"].as_str().expect("a reason has a kind") {
                "always" => true,
                "entry" => entry == Some(at("model")),
                "model" => mix.contains(&at("model")),
                "answer" => given[at("question")] == Some(at("option")),
                other => panic!("{other} is new to this test"),
            }
        };
        let stages: Vec<&Value> = (self.list("stages").iter())
            .filter(|stage| stage["reasons"].as_array().expect("a list").iter().any(holds))
            .map(|stage| &stage["id"])
            .collect();
        let settled = (0..points.len()).filter(|rival| *rival != leader).all(|rival| {
            let unsure = given.iter().zip(questions).filter(|(option, _)| option.is_none());
            let least = unsure.map(|(_, question)| question["least_lead"][leader][rival].as_i64());
            let kept = points[leader] - points[rival]
                + least.map(|least| least.expect("a number")).sum::<i64>();
            kept > 0 || (kept == 0 && leader < rival)
        });
        let said = |note: &&Value| {
            note["when"].as_array().expect("a list").iter().all(|when| {
                let question = when[0].as_u64().expect("a question") as usize;
                given[question].is_some_and(|option| {
                    when[1].as_array().expect("a list").contains(&json!(option))
                })
            })
        };
        let notes: Vec<&Value> =
            self.list("notes").iter().filter(said).map(|note| &note["text"]).collect();
        json!({
            "leader": leader,
            "mix": mix,
            "tie": points.iter().filter(|p| **p == points[leader]).count() > 1,
            "entry": entry,
            "assumed": entry.is_some() && own.is_none(),
            "stages": stages,
            "settled": settled,
            "notes": notes,
        })
    }
}

/// The result of the library, in the same form.
fn result(diagnosis: &Diagnosis<'_>) -> Value {
    let leader = diagnosis.leader().model.index;
    let mut mix: Vec<usize> = diagnosis.mix().iter().map(|score| score.model.index).collect();
    mix.push(leader);
    mix.sort_unstable();
    let ids: Vec<&str> = diagnosis.pipeline.iter().map(|stage| stage.stage.id.as_str()).collect();
    json!({
        "leader": leader,
        "mix": mix,
        "tie": diagnosis.tie(),
        "entry": diagnosis.entry.map(|entry| entry.model.index),
        "assumed": diagnosis.entry.is_some_and(|entry| entry.assumed),
        "stages": ids,
        "settled": diagnosis.settled,
        "notes": diagnosis.notes().map(|note| note.text).collect::<Vec<_>>(),
    })
}

fn agree(questionnaire: &Questionnaire) {
    let table = Table::of(questionnaire);
    for given in space(questionnaire) {
        let options: Vec<Option<usize>> = (questionnaire.questions().iter().zip(&given))
            .map(|(question, id)| question.option(id).map(|option| option.index))
            .collect();
        let ours = diagnosis::score(answers(questionnaire, &given))
            .map_or(Value::Null, |diagnosis| result(&diagnosis));
        assert_eq!(table.result(&options), ours, "{given:?}");
    }
}

#[test]
fn the_table_of_each_built_in_gives_every_result() {
    for builtin in BUILTINS {
        agree(&builtin.questionnaire());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_table_of_any_questionnaire_gives_every_result(drawn in drawn(4)) {
        agree(&drawn.questionnaire());
    }
}

/// A questionnaire in which everything that adds a stage or a note is used.
const OWN: &str = r#"
format: 1
id: own
version: "1"
lang: en
title: Which way?
lead_at: 3
hybrid_at: 60
questions:
  - id: size
    text: How large is it?
    options:
      - {id: small, label: Small, points: {left: 4}, note: Small ones are easy.}
      - {id: large, label: Large, points: {right: 4}, adds: [measure, finish]}
      - {id: both, label: Both, points: {left: 4, right: 4, third: 3}}
  - id: colour
    text: Which colour is it?
    options:
      - {id: red, label: Red, points: {right: 2}, adds: [finish]}
      - {id: blue, label: Blue}
models:
  - id: left
    name: Left
    first_steps: [L1, L2, L3, L4, L5]
  - id: right
    name: Right
    entry: [start]
    adds: [finish]
    first_steps: [R1, R2, R3]
  - id: third
    name: Third
    first_steps: [T1, T2, T3]
default_entry: right
stages:
  - {id: start, name: Start, goal: G, exit: E, owner: Somebody}
  - {id: measure, name: Measure, goal: G, exit: E}
  - {id: work, name: Work, goal: G, exit: E, opens_deal: true, probability: 50}
  - {id: finish, name: Finish, goal: G, exit: E, probability: 90}
always: [work]
notes:
  - id: large-and-red
    when: {colour: [red], size: [large, both]}
    text: Mind the paint.
    before_first_steps: true
  - id: red
    when: {colour: [red]}
    text: Red fades.
lost_reasons:
  - {id: late, label: Late, help: It came too late.}
  - {id: dear, label: Too dear}
"#;

fn own(given: &[&str]) -> Value {
    let questionnaire = Questionnaire::parse("own", OWN).expect("it is right");
    crate::support::json(&questionnaire, given).expect("a model leads")
}

#[test]
fn a_stage_says_which_models_and_answers_bring_it() {
    let result = own(&["large", "red"]);
    let why = |id: &str| {
        let stages = result["pipeline"].as_array().expect("a list");
        let stage = stages.iter().find(|stage| stage["id"] == id).expect(id);
        json!([stage["from"], stage["because"], stage["owner"]])
    };
    let answer = |question: &str, option: &str| json!({"question": question, "option": option});
    assert_eq!(why("start"), json!([["right"], [], "Somebody"]));
    assert_eq!(why("measure"), json!([[], [answer("size", "large")], null]));
    assert_eq!(why("work"), json!([[], [], null]));
    let both = [answer("size", "large"), answer("colour", "red")];
    assert_eq!(why("finish"), json!([["right"], both, null]));
    assert_eq!(result["entry"], json!({"model": "right", "assumed": false}));
}

/// Two points are not enough for an entry: it takes three to lead.
#[test]
fn the_entry_takes_the_points_to_lead() {
    let result = own(&["small", "red"]);
    assert_eq!(
        result["scores"][1],
        json!({
            "id": "right", "name": "Right", "points": 2,
            "because": [{"question": "colour", "option": "red", "points": 2}],
        })
    );
    assert_eq!(result["entry"], json!({"model": "right", "assumed": true}));
    // A stage that is there for an assumed entry is not attributed to its model.
    assert_eq!(result["pipeline"][0]["id"], "start");
    assert_eq!(result["pipeline"][0]["from"], json!([]));
}

#[test]
fn notes_name_all_the_answers_that_they_take() {
    let result = own(&["large", "red"]);
    assert_eq!(
        result["notes"],
        json!([
            {
                "question": "size",
                "option": "large",
                "text": "Mind the paint.",
                "with": [{"question": "colour", "option": "red"}],
            },
            {"question": "colour", "option": "red", "text": "Red fades.", "with": []},
        ])
    );
    let small = own(&["small", "blue"]);
    let note =
        json!({"question": "size", "option": "small", "text": "Small ones are easy.", "with": []});
    assert_eq!(small["notes"], json!([note]));
    assert_eq!(own(&["both", "unsure"])["notes"], json!([]));
    assert_eq!(
        result["lost_reasons"],
        json!([
            {"id": "late", "label": "Late", "help": "It came too late."},
            {"id": "dear", "label": "Too dear", "help": null},
        ])
    );
}

#[test]
fn first_steps_are_of_the_leader_then_of_those_beside_it_and_eight_at_most() {
    let steps = |given: &[&str]| -> Vec<String> {
        let result = own(given);
        let steps = result["first_steps"].as_array().expect("a list").iter();
        steps
            .map(|step| {
                format!(
                    "{} {}",
                    step["model"].as_str().expect("an id"),
                    step["text"].as_str().expect("a text")
                )
            })
            .collect()
    };
    assert_eq!(steps(&["large", "blue"]), ["right R1", "right R2", "right R3"]);
    // Two steps of the model that is level with the leader, and one of the model in the
    // mix, which is the eighth.
    assert_eq!(
        steps(&["both", "blue"]),
        ["left L1", "left L2", "left L3", "left L4", "left L5", "right R1", "right R2", "third T1"]
    );
    let longer = OWN.replace("L5]", "L5, L6, L7, L8, L9]");
    let questionnaire = Questionnaire::parse("own", &longer).expect("it is right");
    let diagnosis = diagnosis::score(answers(&questionnaire, &["both", "blue"])).expect("a leader");
    let steps: Vec<&str> = diagnosis.first_steps().map(|step| step.text).collect();
    assert_eq!(steps, ["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8"]);
}

/// The order that the format promises.
#[test]
fn keys_stand_in_their_order() {
    let questionnaire = Questionnaire::parse("own", OWN).expect("it is right");
    let diagnosis = diagnosis::score(answers(&questionnaire, &["large", "red"])).expect("a leader");
    let json = crate::support::rendered(&diagnosis, "json", 80);
    let top = json
        .lines()
        .filter(|line| line.starts_with("  \""))
        .map(|line| line.trim_start().trim_start_matches('"').split('"').next().expect("a key"));
    assert_eq!(
        top.collect::<Vec<_>>(),
        [
            "version",
            "lang",
            "company",
            "questionnaire",
            "date",
            "answers",
            "values",
            "measured",
            "model",
            "first_steps",
            "hybrid_with",
            "tie",
            "margin",
            "settled",
            "scores",
            "entry",
            "pipeline",
            "notes",
            "lost_reasons",
            "what_if",
            "command",
        ]
    );
}
