//! The schema of a questionnaire file, compared with the check of such a file.

use salesmodel::problem::{Kind, Problem};
use salesmodel::questionnaire::{BUILTINS, Id, Questionnaire};
use serde_json::{Value, json};
use snapbox::data::DataFormat;
use snapbox::{Data, assert_data_eq};

use super::{SEEN, assert_valid, files, root, stem, validator, yaml};
use crate::support::run;

#[test]
fn built_in_questionnaires_are_accepted() {
    let validator = validator(&["questionnaire"]);
    let mut files = files("questions");
    // Translations have a schema of their own.
    files.retain(|file| !stem(file).contains('.'));
    assert_eq!(files.len(), BUILTINS.len());
    for file in files {
        assert_valid(&validator, &yaml(&file).expect("it is YAML"), &stem(&file));
    }
}

/// The schema beside the built-ins is the same as the one that is printed.
/// `SNAPSHOTS=overwrite cargo test` writes it anew.
#[test]
fn the_schema_beside_the_questionnaires_is_up_to_date() {
    let printed = run(&["schema", "questionnaire"]).stdout;
    let file = root().join("questions/questionnaire.schema.json");
    assert_data_eq!(
        Data::text(printed).raw(),
        Data::read_from(&file, Some(DataFormat::Text)).raw()
    );
    let line = "\n# yaml-language-server: $schema=questionnaire.schema.json\n";
    for builtin in BUILTINS {
        assert!(builtin.source.contains(line), "an editor knows nothing of {}", builtin.name);
    }
}

/// The schema and the check were written independently. Whatever is done to a
/// questionnaire, the schema accepts everything that the check accepts, and refuses
/// everything that is wrong in a way that a schema can see.
#[test]
fn the_schema_agrees_with_the_check_on_every_change() {
    let validator = validator(&["questionnaire"]);
    let whole: Value = serde_saphyr::from_str(WITH_EVERYTHING).expect("it is YAML");
    assert_valid(&validator, &whole, "the whole");
    let long = "a".repeat(Id::LONGEST);
    let longer = "a".repeat(Id::LONGEST + 1);
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(-1),
        json!(1.5),
        json!(15),
        json!(20),
        json!(100),
        json!(101),
        json!(90),
        json!(1000),
        json!(1001),
        json!(1_000_000),
        json!(1_000_001),
        json!(2e15),
        json!(""),
        json!(" \n "),
        json!("small"),
        json!("two words"),
        json!("Upper"),
        json!("9"),
        json!("true"),
        json!("unsure"),
        json!("percent"),
        json!("a\u{1b}b"),
        json!("a\u{85}b"),
        json!("a\u{202e}b"),
        json!("a\tb\nc"),
        json!("\u{e9}\u{1F600}"),
        json!(long),
        json!(longer),
        json!([]),
        json!(["small"]),
        json!({}),
        json!({"small": 3}),
    ];
    let mut judged = [0, 0];
    for place in places(&whole) {
        let mut changed: Vec<Value> = values
            .iter()
            .map(|value| {
                let mut copy = whole.clone();
                *copy.pointer_mut(&place).expect("the place is there") = value.clone();
                copy
            })
            .collect();
        changed.extend(without(&whole, &place));
        for value in changed {
            let seen = !validator.is_valid(&value);
            judged[usize::from(seen)] += 1;
            match Questionnaire::parse("", &value.to_string()) {
                Ok(_) => assert!(!seen, "the schema alone refuses {place} in {value}"),
                Err(problems) => {
                    let number = |found: &Problem| {
                        found.kind == Kind::BadNumber
                            && !found.what.starts_with("no model can lead")
                    };
                    let visible = (problems.list.iter())
                        .any(|found| SEEN.contains(&found.kind) || number(found));
                    assert!(seen || !visible, "the schema misses {problems} at {place} in {value}");
                }
            }
        }
    }
    assert!(judged.iter().all(|count| *count > 100), "{judged:?}");
}

/// Both refuse each character that steers a terminal, and no other.
#[test]
fn the_schema_and_the_check_refuse_the_same_characters() {
    let validator = validator(&["questionnaire"]);
    let mut whole: Value = serde_saphyr::from_str(WITH_EVERYTHING).expect("it is YAML");
    let near = (0..=0xA0).chain(0x600..=0x620).chain(0x2000..=0x2070);
    let mut refused = 0;
    // White space becomes a single space, whatever its characters are.
    for c in near.filter_map(char::from_u32).filter(|c| !c.is_whitespace()) {
        whole["title"] = json!(format!("a{c}b"));
        let by_schema = !validator.is_valid(&whole);
        // Escaped, so that it is judged as part of a text and not of the document.
        let mut text = whole.to_string();
        if c >= '\x7F' {
            text = text.replace(c, &format!("\\u{:04x}", u32::from(c)));
        }
        let by_check = Questionnaire::parse("", &text).is_err();
        assert_eq!(by_schema, by_check, "U+{:04X}", u32::from(c));
        refused += usize::from(by_schema);
    }
    // 65 of ASCII and Latin-1, except six that are white space, and the 12 for
    // bidirectional text.
    assert_eq!(refused, 65 - 6 + 12);
}

/// The JSON pointer of every value below the root.
fn places(value: &Value) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(keys) => keys.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(i, item)| (i.to_string(), item)).collect()
        }
        _ => Vec::new(),
    };
    let with_own = |(step, value): (String, &Value)| {
        let own = format!("/{step}");
        let below: Vec<String> =
            places(value).into_iter().map(|rest| format!("{own}{rest}")).collect();
        [vec![own], below].concat()
    };
    below.into_iter().flat_map(with_own).collect()
}

/// The value without what is at a place, and with something added next to it.
fn without(value: &Value, place: &str) -> Vec<Value> {
    let (parent, step) = place.rsplit_once('/').expect("a place begins with a slash");
    let [mut removed, mut added] = [value.clone(), value.clone()];
    match (removed.pointer_mut(parent), added.pointer_mut(parent)) {
        (Some(Value::Object(removed)), Some(Value::Object(added))) => {
            removed.remove(step);
            added.insert(format!("{step}-"), json!("more"));
        }
        (Some(Value::Array(removed)), _) => {
            removed.remove(step.parse().expect("a list has numbers"));
        }
        _ => unreachable!("the parent is there"),
    }
    vec![removed, added]
}

/// A questionnaire that has every key.
const WITH_EVERYTHING: &str = "
format: 1
id: own
version: '1'
lang: en
title: Which size?
lead_at: 1
hybrid_at: 50
questions:
  - id: size
    name: Size
    text: How many?
    help: Count them.
    unit: count
    number: how many
    options:
      - {id: small, label: Few, help: Less., reason: There are few., note: Grow., range: {from: 0, below: 10}, points: {small: 3}}
      - {id: large, label: Many, range: {from: 10}, points: {large: 3}}
  - id: share
    text: Which share?
    unit: percent
    options:
      - {id: one, label: One, range: {below: 50}, points: {small: 1}}
      - {id: other, label: Other, range: {from: 50}, points: {large: 1, small: 1}}
  - id: kind
    text: Which kind?
    options:
      - {id: one, label: One, points: {small: 1}}
      - {id: other, label: Other}
models:
  - id: small
    name: Small
    summary: Not large.
    roles: [One]
    metrics: [Height]
    pitfalls: [Holes]
    first_steps: [Stand up]
    entry: [small]
    adds: [large]
  - {id: large, name: Large}
default_entry: small
stages:
  - {id: small, name: Start, goal: Begin., exit: It has begun., opens_deal: true, probability: 10}
  - {id: large, name: Go on, goal: Go on., exit: It went on., probability: 20}
  - {id: end, name: End, goal: End., exit: It ended., closes_deal: true, probability: 20}
always: [end]
";
