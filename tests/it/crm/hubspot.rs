//! The body for HubSpot, against a schema that was written from the models of its
//! own client.

use std::collections::HashSet;

use jsonschema::Validator;
use salesmodel::render::crm::{Order, Pipelines};
use serde_json::Value;

use super::{everywhere, looks_like, orders, unnamed, write};
use crate::support::{b2b, json};

/// The schema of the body that is posted.
pub(super) fn schema() -> Validator {
    let schema = include_str!("hubspot.schema.json");
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is a schema")
}

#[test]
fn every_result_is_a_body_that_hubspot_takes() {
    let schema = schema();
    everywhere(|questionnaire, given, sale, after| {
        for (pipelines, expected) in orders(sale, after) {
            let written = write("hubspot", questionnaire, given, &unnamed(pipelines));
            if pipelines == Pipelines::All {
                let refused = written.err().expect("a request is for one pipeline");
                assert!(refused[0].what.contains("one pipeline"), "{refused:?}");
                continue;
            }
            let written = written.unwrap_or_else(|refused| panic!("{given:?}: {refused:?}"));
            let body: Value = serde_json::from_str(written.stream()).expect("one JSON document");
            schema.validate(&body).unwrap_or_else(|error| panic!("{given:?}: {error}\n{body:#}"));

            let (name, stages) = expected[0];
            assert_eq!(body["label"], name);
            let posted = body["stages"].as_array().expect("a list");
            let mut expected: Vec<(&str, f64, &str)> = stages
                .iter()
                .map(|stage| {
                    let percent = stage.percent.unwrap_or(0);
                    (stage.name.as_str(), percent as f64 / 100.0, "false")
                })
                .collect();
            expected.extend([("Closed won", 1.0, "true"), ("Closed lost", 0.0, "true")]);
            let actual: Vec<(&str, f64, &str)> = posted
                .iter()
                .map(|stage| {
                    let metadata = &stage["metadata"];
                    let text = |value: &'_ Value| value.as_str().expect("a text").to_owned();
                    let probability = text(&metadata["probability"]).parse().expect("a number");
                    let label = stage["label"].as_str().expect("a text");
                    (label, probability, metadata["isClosed"].as_str().expect("a text"))
                })
                .collect();
            assert_eq!(actual, expected, "{given:?}");
            let open = actual.iter().filter(|(.., closed)| *closed == "false");
            assert!(open.map(|(_, probability, _)| *probability).is_sorted(), "{given:?}");
            let places = posted.iter().map(|stage| stage["displayOrder"].as_u64());
            assert!(places.eq((0..).map(Some).take(posted.len())), "{given:?}");
            let labels: HashSet<String> =
                actual.iter().map(|(label, ..)| label.to_lowercase()).collect();
            assert_eq!(labels.len(), posted.len());
            // Besides what HubSpot cannot store and where to post: what is left out, the
            // stages before a deal, and that the beginning was assumed.
            let of_sale = matches!(pipelines, Pipelines::Sale | Pipelines::Deal);
            let first = sale.iter().any(|stage| stage.percent.is_none());
            let said = 2 + [first, !after.is_empty()].iter().filter(|any| of_sale && **any).count();
            let result = json(questionnaire, given).expect("a model leads");
            let assumed = result["entry"]["assumed"] == true;
            let said = said + usize::from(assumed && pipelines != Pipelines::AfterSale);
            assert_eq!(written.remarks.len(), said, "{:?}", written.remarks);
        }
    });
}

#[test]
fn a_body_looks_like_this() {
    let order = Order { pipelines: Pipelines::AfterSale, name: Some("Renewals & \"more\"") };
    let given = ["partners", "95%", "one", "2"];
    let written = write("hubspot", &b2b(), &given, &order).expect("it fits");
    looks_like("hubspot.json", written.stream());
    insta::assert_snapshot!(written.remarks.join("\n"), @r"
    HubSpot cannot store goals and exit criteria
    post this to /crm/v3/pipelines/deals with a token that has the scope crm.schemas.deals.write; it adds a pipeline, for which HubSpot requires a paid Sales Hub
    ");
}
