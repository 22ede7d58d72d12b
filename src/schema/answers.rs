//! The schema of an answers file, which follows from the questions. It accepts
//! everything that the reader of such files does, and refuses what a schema can
//! see to be wrong.

use std::io::{self, Write};

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::answers::Measured;
use crate::answers::result::ResultJson;
use crate::date::Date;
use crate::document::write_value;
use crate::questionnaire::{Question, Questionnaire, Sign, Text, UNSURE, Unit, bound};
use crate::words::Words;

/// What is said of the company, and the definition of its name.
const COMPANY: &str = "The company that the answers are about.";
const NAME: &str = "Name";

/// Writes the schema of the answers to a questionnaire, with a line feed at the
/// end: a mapping from questions to answers, or a saved result.
///
/// # Errors
///
/// Those of the writer.
pub fn write_answers(questionnaire: &Questionnaire, out: &mut dyn Write) -> io::Result<()> {
    let definitions: Map<String, Value> = (questionnaire.questions().iter())
        .map(|question| (question.id.to_string(), answer(question, questionnaire.words())))
        // No id has a capital.
        .chain([(NAME.to_owned(), Text::json_schema(&mut SchemaGenerator::default()).to_value())])
        .collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Answers to: {}", questionnaire.title()),
        "description":
            "One answer a line, and the company if you like. A saved result serves as well.",
        "type": "object",
        "if": {"required": ["answers"], "properties": {"answers": {"type": "object"}}},
        "then": saved_result(questionnaire),
        "else": {"properties": file(questionnaire), "additionalProperties": false},
        "$defs": definitions,
    });
    write_value(&schema, out)
}

/// The keys of an answers file. Those that are not answers win over questions.
fn file(questionnaire: &Questionnaire) -> Map<String, Value> {
    let mut keys = answers(questionnaire);
    let name =
        |description: &str| json!({"description": description, "$ref": format!("#/$defs/{NAME}")});
    let date = Date::json_schema(&mut SchemaGenerator::default()).to_value();
    keys.extend([
        ("company".to_owned(), company()),
        ("by".to_owned(), name("Who answers.")),
        ("role".to_owned(), name("The role of that person.")),
        ("date".to_owned(), date),
        ("questionnaire".to_owned(), about(questionnaire)),
        ("measured".to_owned(), measured()),
    ]);
    keys
}

/// The questionnaire that was answered.
fn about(questionnaire: &Questionnaire) -> Value {
    json!({
        "description": "The questionnaire that was answered.",
        "type": "object",
        "required": ["id", "version"],
        "properties": {
            "id": {"description": "Its id.", "const": questionnaire.id().as_str()},
            "version": {"description": "Its version.", "type": "string"},
        },
    })
}

/// What was measured, with the definitions that it refers to written out in place.
fn measured() -> Value {
    let settings = super::settings().for_deserialize().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    settings.into_generator().into_root_schema_for::<Measured>().to_value()
}

/// The keys of a mapping from questions to answers.
fn answers(questionnaire: &Questionnaire) -> Map<String, Value> {
    let mut keys = Map::new();
    for question in questionnaire.questions() {
        let definition = json!({"$ref": format!("#/$defs/{}", question.id)});
        keys.insert(question.id.to_string(), definition);
    }
    keys
}

fn company() -> Value {
    json!({"description": COMPANY, "$ref": format!("#/$defs/{NAME}")})
}

/// What must be right in a saved result for it to be read; the rest of it follows
/// from its answers.
fn saved_result(questionnaire: &Questionnaire) -> Value {
    let mut keys = Map::new();
    // An answer beside `answers` would be lost.
    for question in questionnaire.questions() {
        keys.insert(question.id.to_string(), json!(false));
    }
    for key in ResultJson::keys() {
        keys.remove(key);
    }
    let values: Map<String, Value> = (questionnaire.questions().iter())
        .filter_map(|question| Some((question.id.to_string(), number(question, question.unit?))))
        .collect();
    keys.extend([
        ("version".to_owned(), json!({"const": 1})),
        (
            "company".to_owned(),
            json!({"description": COMPANY, "anyOf": [{"type": "null"}, company()]}),
        ),
        ("questionnaire".to_owned(), about(questionnaire)),
        (
            "answers".to_owned(),
            json!({"properties": answers(questionnaire), "additionalProperties": false}),
        ),
        (
            "values".to_owned(),
            json!({
                "type": ["object", "null"],
                "properties": values,
                "additionalProperties": false,
            }),
        ),
    ]);
    json!({"required": ["version", "questionnaire", "answers"], "properties": keys})
}

/// Everything that a question can be answered with.
fn answer(question: &Question, words: &Words) -> Value {
    let mut ways: Vec<Value> = Vec::new();
    for option in &question.options {
        let title = match question.range_of(option, words) {
            Some(range) => format!("{} ({range})", option.label),
            None => option.label.clone(),
        };
        let mut way = json!({"const": option.id.as_str(), "title": title});
        if let Some(help) = &option.help {
            way["description"] = json!(help);
        }
        ways.push(way);
    }
    ways.push(json!({"const": UNSURE, "title": words.text("not-sure")}));
    if let Some(unit) = question.unit {
        let mut measured = number(question, unit);
        let description = measured["description"].clone();
        if unit.has_parts() {
            measured["not"] = json!({"exclusiveMinimum": 0, "maximum": 1});
        }
        // A number of YAML or JSON has no sign.
        if question.sign == Sign::Optional {
            ways.push(measured);
        }
        let pattern = unit.pattern(question.sign);
        ways.push(json!({"description": description, "type": "string", "pattern": pattern}));
    }
    let description = match &question.help {
        Some(help) => format!("{} {help}", question.text),
        None => question.text.clone(),
    };
    json!({"title": question.name(), "description": description, "anyOf": ways})
}

/// The numbers that mean an option of a question. Its ranges leave no gap.
fn number(question: &Question, unit: Unit) -> Value {
    let ranges = || question.options.iter().filter_map(|option| option.range);
    let least = ranges().map(|range| range.from.unwrap_or(0.0)).min_by(f64::total_cmp);
    let mut number = json!({
        "description": question.number.as_deref().unwrap_or("The number itself."),
        "type": "number",
        "minimum": least.unwrap_or(0.0),
    });
    let ends: Option<Vec<f64>> = ranges().map(|range| range.below).collect();
    let most = question.at_most.unwrap_or(f64::INFINITY).min(unit.most());
    if most.is_finite() {
        number["maximum"] = bound(most);
    }
    if let Some(end) = ends.and_then(|ends| ends.into_iter().max_by(f64::total_cmp)) {
        number["exclusiveMaximum"] = json!(end);
    }
    number
}
