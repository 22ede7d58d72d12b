//! The CSV for Odoo, read by a reader of CSV.

use std::collections::{HashMap, HashSet};

use salesmodel::questionnaire::Questionnaire;
use salesmodel::render::crm::{Order, Pipelines};

use super::{everywhere, looks_like, orders, unnamed, write};
use crate::support::b2b;

/// The columns of `crm.stage` that are imported.
const COLUMNS: [&str; 6] = ["id", "name", "sequence", "is_won", "fold", "requirements"];

/// The rows of a CSV by column; every row has every column.
pub(super) fn rows(text: &str) -> Vec<HashMap<String, String>> {
    let text = text.strip_prefix('\u{FEFF}').expect("a mark says that it is UTF-8");
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .map(|row| row.expect("it is CSV, and every row is as long as the first"))
        .collect()
}

#[test]
fn every_result_is_csv_with_the_columns_of_odoo() {
    everywhere(|questionnaire, given, sale, after| {
        for (pipelines, expected) in orders(sale, after) {
            let written = write("odoo", questionnaire, given, &unnamed(pipelines));
            if !matches!(pipelines, Pipelines::Sale | Pipelines::Deal) {
                let refused = written.err().expect("it needs a team");
                assert!(refused[0].what.contains("a sales team of their own"), "{refused:?}");
                continue;
            }
            let written = written.unwrap_or_else(|refused| panic!("{given:?}: {refused:?}"));
            let header = written.stream().lines().next().expect("a header");
            assert_eq!(header, format!("\u{FEFF}{}", COLUMNS.join(",")));
            let (_, stages) = expected[0];
            let rows = rows(written.stream());
            assert_eq!(rows.len(), stages.len() + 1, "{given:?}");
            for (row, stage) in rows.iter().zip(stages) {
                assert_eq!((row["name"].as_str(), row["is_won"].as_str()), (&*stage.name, "False"));
                assert!(row["requirements"].starts_with(&stage.text), "{row:?}");
            }
            let won = rows.last().expect("there are rows");
            assert_eq!((won["name"].as_str(), won["is_won"].as_str()), ("Closed won", "True"));
            let places = rows.iter().map(|row| row["sequence"].parse::<usize>());
            assert!(places.eq((1..=rows.len()).map(Ok)), "{given:?}");
            assert!(rows.iter().all(|row| row["fold"] == "False"));
        }
    });
}

/// Two pipelines in one Odoo never change each other's stages, and a second import of the
/// same pipeline changes only its own.
#[test]
fn ids_tell_pipelines_apart() {
    let questionnaire = b2b();
    let given = ["partners", "95%", "every-deal", "everyone"];
    let ids = |name: Option<&str>, pipelines| -> HashSet<String> {
        let written = write("odoo", &questionnaire, &given, &Order { pipelines, name });
        let rows = rows(written.expect("it fits").stream());
        let ids: HashSet<String> = rows.iter().map(|row| row["id"].clone()).collect();
        assert_eq!(ids.len(), rows.len(), "every stage has its own");
        let is_id = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        assert!(ids.iter().all(|id| id.chars().all(is_id)), "{ids:?}");
        ids
    };
    let orders = [
        (None, Pipelines::Sale),
        (Some("Acme"), Pipelines::All),
        (Some("Acme North"), Pipelines::Sale),
        (Some("Müller"), Pipelines::Sale),
        (Some("Möller"), Pipelines::Sale),
        (Some("顧客"), Pipelines::AfterSale),
        (Some("新規"), Pipelines::AfterSale),
        (Some("🚀"), Pipelines::AfterSale),
        (Some("2026"), Pipelines::Sale),
    ];
    for (place, (name, pipelines)) in orders.iter().enumerate() {
        let own = ids(*name, *pipelines);
        assert_eq!(own, ids(*name, *pipelines));
        for (other, pipelines) in &orders[..place] {
            assert!(own.is_disjoint(&ids(*other, *pipelines)), "{name:?} and {other:?}");
        }
    }
}

#[test]
fn the_csv_looks_like_this() {
    let order = Order { pipelines: Pipelines::All, name: Some("Acme, Inc.") };
    let given = ["partners", "95%", "one", "2"];
    let written = write("odoo", &b2b(), &given, &order).expect("it fits");
    looks_like("odoo.csv", written.stream());
    insta::assert_snapshot!(written.remarks.join("\n"), @r#"
    Odoo cannot store win probabilities, which it works out by itself, and has no stage for lost deals, which it marks as lost
    Odoo must have a sales team called "Acme, Inc." and "Acme, Inc.: existing customers" before the import
    Odoo's own stages (New, Qualified, Proposition, Won) belong to all teams: they would appear between these, and new deals would start in New. Give them to another team first, in CRM > Configuration > Pipeline > Stages, a menu that developer mode shows
    for Odoo 19, ask for the format odoo-19
    "#);
    let unnamed = write("odoo", &b2b(), &given, &unnamed(Pipelines::Sale)).expect("it fits");
    insta::assert_snapshot!(unnamed.remarks.join("\n"), @r#"
    left out (they belong in the pipeline after-sale): "First check-in" and "Upsell"
    Odoo cannot store win probabilities, which it works out by itself, and has no stage for lost deals, which it marks as lost
    these stages are for all sales teams: name the pipeline like a team to give them to that one alone
    Odoo's own stages (New, Qualified, Proposition, Won) belong to all teams: they would appear between these, and new deals would start in New. Give them to another team first, in CRM > Configuration > Pipeline > Stages, a menu that developer mode shows
    "#);
}

/// The reasons for lost deals are a file of their own, with ids that no stage has.
#[test]
fn lost_reasons_are_a_file_of_their_own() {
    let option = |id: &str| serde_json::json!({"id": id, "label": "L", "points": {"m": 1}});
    let mut text = serde_json::json!({
        "format": 1, "id": "own", "version": "1", "lang": "nl", "title": "T",
        "lead_at": 1, "hybrid_at": 60,
        "questions": [{"id": "q", "text": "T", "options": [option("a"), option("b")]}],
        "models": [{"id": "m", "name": "M"}],
        "stages": [{"id": "s", "name": "S", "goal": "G", "exit": "E", "probability": 10}],
        "always": ["s"],
        "lost_reasons": [
            {"id": "no-need", "label": "Geen behoefte, n\u{e9}"},
            {"id": "price", "label": "=prijs", "help": "Te duur."},
        ],
    });
    let questionnaire = |text: &serde_json::Value| {
        Questionnaire::parse("own.json", &text.to_string()).expect("it is one")
    };
    let order = unnamed(Pipelines::Sale);
    let written = write("odoo-lost-reasons", &questionnaire(&text), &["a"], &order);
    let rows = rows(written.expect("it fits").stream());
    let cells: Vec<(&str, &str)> =
        rows.iter().map(|row| (row["id"].as_str(), row["name"].as_str())).collect();
    assert_eq!(
        cells,
        [
            ("salesmodel_own_lost_no-need", "Geen behoefte, n\u{e9}"),
            ("salesmodel_own_lost_price", "'=prijs")
        ]
    );
    assert_eq!(rows[0].len(), 2);
    text.as_object_mut().expect("an object").remove("lost_reasons");
    let refused = write("odoo-lost-reasons", &questionnaire(&text), &["a"], &order).err();
    let [refusal] = refused.expect("it is refused").try_into().expect("one reason");
    assert!(refusal.what.contains("own has no reasons for lost deals"), "{refusal}");
}
