//! The bodies for Pipedrive, against schemas that were written from the models of
//! its own client.

use jsonschema::Validator;
use salesmodel::render::crm::{Order, Pipelines};
use serde_json::{Value, json};

use super::{everywhere, looks_like, orders, unnamed, write};
use crate::support::b2b;

/// The schema of the body that is posted to `/api/v2/pipelines`: AddPipelineRequest.
pub(super) fn pipeline_schema() -> Validator {
    validator(&json!({
        "type": "object",
        "required": ["name"],
        "additionalProperties": false,
        "properties": {
            "name": { "type": "string", "minLength": 1 },
            "is_deal_probability_enabled": { "type": "boolean" },
        },
    }))
}

/// The schema of the body that is posted to `/api/v2/stages`: AddStageRequest.
pub(super) fn stage_schema() -> Validator {
    validator(&json!({
        "type": "object",
        "required": ["name", "pipeline_id"],
        "additionalProperties": false,
        "properties": {
            "name": { "type": "string", "minLength": 1 },
            "pipeline_id": { "type": "integer" },
            "deal_probability": { "type": "integer", "minimum": 0, "maximum": 100 },
            "is_deal_rot_enabled": { "type": "boolean" },
            "days_to_rotten": { "type": ["integer", "null"] },
        },
    }))
}

fn validator(schema: &Value) -> Validator {
    jsonschema::validator_for(schema).expect("the schema is a schema")
}

#[test]
fn every_result_is_bodies_that_pipedrive_takes() {
    let (pipeline_schema, stage_schema) = (pipeline_schema(), stage_schema());
    everywhere(|questionnaire, given, sale, after| {
        for (pipelines, expected) in orders(sale, after) {
            let written = write("pipedrive", questionnaire, given, &unnamed(pipelines));
            let written = written.unwrap_or_else(|refused| panic!("{given:?}: {refused:?}"));
            let all: Value = serde_json::from_str(written.stream()).expect("one JSON document");
            let all = all.as_array().expect("a list");
            assert_eq!(all.len(), expected.len(), "{given:?}");
            for (requests, (name, stages)) in all.iter().zip(expected) {
                let pipeline = &requests["pipeline"];
                assert!(pipeline_schema.is_valid(pipeline), "{pipeline}");
                assert_eq!(*pipeline, json!({"name": name, "is_deal_probability_enabled": true}));
                let posted = requests["stages"].as_array().expect("a list");
                let actual: Vec<Value> = posted
                    .iter()
                    .map(|stage| {
                        assert!(stage.get("pipeline_id").is_none(), "nobody can know it yet");
                        let mut stage = stage.clone();
                        stage["pipeline_id"] = json!(7);
                        assert!(stage_schema.is_valid(&stage), "{stage}");
                        stage
                    })
                    .collect();
                let expected: Vec<Value> = stages
                    .iter()
                    .map(|stage| {
                        let percent = stage.percent.unwrap_or(0);
                        json!({"name": stage.name, "pipeline_id": 7, "deal_probability": percent})
                    })
                    .collect();
                assert_eq!(actual, expected, "{given:?}");
            }
        }
    });
}

#[test]
fn the_bodies_look_like_this() {
    let order = Order { pipelines: Pipelines::All, name: Some("Acme") };
    let given = ["partners", "95%", "one", "2"];
    let written = write("pipedrive", &b2b(), &given, &order).expect("it fits");
    looks_like("pipedrive.json", written.stream());
    insta::assert_snapshot!(written.remarks.join("\n"), @"Pipedrive cannot store goals and exit criteria");
}
