//! JSON Schemas for those values of a questionnaire file whose types say too little,
//! because the file keeps every text as it was written and leaves judging it to the check.
//! The schemas demand the same as the check.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::limits::MOST_POINTS;
use super::{FORMAT, Id, LEAD_SOURCES, Measure, Unit};

/// A text for people.
pub(crate) struct Text;

/// The characters that steer a terminal or change the direction of the text after them.
const STEERING: &str = r"[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]";

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // Three rules instead of one pattern, so that an editor shows which of them was
        // broken.
        json_schema!({
            "description":
                "Words for people, without control characters. Line breaks read as spaces.",
            "type": "string",
            "minLength": 1,
            "pattern": r"\S",
            "not": {"pattern": STEERING},
        })
    }
}

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Lower-case letters, digits and hyphens, beginning with a letter.",
            "type": "string",
            "pattern": "^[a-z][a-z0-9-]*$",
            "maxLength": Id::LONGEST,
            "not": {"enum": Id::WORDS},
        })
    }
}

/// A language tag.
pub(super) fn lang(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "pattern": concat!(
            // Language, script, region and variants, as Unicode identifies them.
            "^([A-Za-z]{2,3}|[A-Za-z]{5,8})",
            "([-_][A-Za-z]{4})?",
            "([-_]([A-Za-z]{2}|[0-9]{3}))?",
            "([-_]([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$",
        ),
        "examples": ["en", "nl", "pt-BR"],
    })
}

/// The version of the format.
pub(super) fn version(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"const": FORMAT})
}

/// The points of an option for a model.
pub(super) struct Points;

impl JsonSchema for Points {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Points".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "minimum": 1, "maximum": MOST_POINTS})
    }
}

/// A bound as people write it: 100, and not 100.0.
pub(crate) fn bound(number: f64) -> Value {
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}

/// Adds to a question what its unit and its measure demand. With a unit, at least one
/// option has a range, and in percent none goes beyond 100; without one, no option has a
/// range. A measure demands its own unit, or ids of options that it can find.
pub(super) fn tie_ranges_to_the_unit(question: &mut Schema) {
    let of_options = |options: Value| json!({"properties": {"options": options}});
    let with_unit = json!({"required": ["unit"]});
    let mut rules = vec![json!({
        "if": with_unit,
        "then": of_options(json!({"contains": {"required": ["range"]}})),
        "else": {
            "properties": {
                "options": {"items": {"properties": {"range": false}}},
                "sign": false,
                "at_most": false,
            },
        },
    })];
    for measure in Measure::ALL {
        let unit = measure.unit().map(|unit| unit.to_string());
        let mut then = match unit {
            Some(unit) => json!({"required": ["unit"], "properties": {"unit": {"const": unit}}}),
            None => json!({"properties": {"unit": false}}),
        };
        if measure.unit().is_none() {
            let ids = json!({"properties": {"id": {"enum": LEAD_SOURCES}}});
            then["properties"]["options"] = json!({"items": ids});
        }
        let is_measure = json!({
            "required": ["measure"],
            "properties": {"measure": {"const": measure.id()}},
        });
        rules.push(json!({"if": is_measure, "then": then}));
    }
    for unit in Unit::ALL {
        let name = unit.to_string();
        let is_unit = json!({"required": ["unit"], "properties": {"unit": {"const": name}}});
        if unit.most().is_finite() {
            let bound = json!({"maximum": bound(unit.most())});
            let bounds = json!({"properties": {"from": bound, "below": bound}});
            rules.push(json!({
                "if": is_unit,
                "then": of_options(json!({"items": {"properties": {"range": bounds}}})),
            }));
        }
        if unit.sign().is_empty() {
            rules.push(json!({"if": is_unit, "then": {"properties": {"sign": false}}}));
        }
    }
    question.insert("allOf".to_owned(), Value::Array(rules));
}
