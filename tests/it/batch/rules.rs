//! What rows lead to: every combination of answers, spelt in many ways, against
//! the rules and against a single diagnosis.

use std::collections::{BTreeSet, HashMap};

use salesmodel::batch::Format;
use serde_json::Value;

use super::{options, run};
use crate::support::{b2b, json, space};

/// The ways in which each answer may be spelt.
fn spellings(question: usize, id: &str) -> Vec<&str> {
    let more: &[&str] = match (question, id) {
        (_, "unsure") => &["", "  ", "Not sure", "UNSURE"],
        (0, "inbound") => &["They contact us", " inbound ", "\"inbound\""],
        (0, "outbound") => &["we contact them", "Outbound", "\" We contact them\""],
        (0, "both") => &["About half and half"],
        (0, "referrals") => &["They contact us because somebody recommended us"],
        (0, "partners") => &["Partners bring them", "PARTNERS"],
        (1, "little") => &["0", "0%", "24.99%", "Less than 25%", "1%", "0.5%"],
        (1, "some") => &["25", "49.9", "30 %", "25% to less than 50%"],
        (1, "most") => &["50%", "89.999", "50% to less than 90%", "\"60\""],
        (1, "nearly-all") => &["90", "100%", "90% or more", "099"],
        (2, "one") => &["One person", "19", "0%"],
        (2, "some-deals") => &["20", "79.5%", "Several people, on some deals"],
        (2, "every-deal") => &["80%", "Several people, on every deal"],
        (3, "one-or-two") => &["1", "2.5", "One or two"],
        (3, "several") => &["3", "1000"],
        _ => &[],
    };
    [&[id], more].concat()
}

/// All combinations in an order that has nothing to do with them, each spelt
/// another way every time, some twenty thousand rows.
fn rows() -> Vec<(Vec<&'static str>, String)> {
    let questionnaire: &'static _ = Box::leak(Box::new(b2b()));
    let space = space(questionnaire);
    let mut rows = Vec::new();
    let mut state: u64 = 7;
    let mut draw = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for round in 0..40 {
        for place in 0..space.len() {
            let given = &space[(place * 7 + round) % space.len()];
            let cells: Vec<String> = given
                .iter()
                .enumerate()
                .map(|(question, id)| {
                    let all = spellings(question, id);
                    let spelling = all[draw(all.len())];
                    if spelling.contains(',') && !spelling.contains('"') {
                        format!("\"{spelling}\"")
                    } else {
                        spelling.to_owned()
                    }
                })
                .collect();
            let note = ["", "x", "\"a\nb\"", "\"say \"\"so\"\"\"", "=1+1"][draw(5)];
            rows.push((given.clone(), format!("{},{note},{}", rows.len(), cells.join(","))));
        }
    }
    rows
}

#[test]
fn every_row_obeys_the_rules_and_is_as_if_alone() {
    let questionnaire = b2b();
    let rows = rows();
    let lines: Vec<&str> = rows.iter().map(|(_, line)| line.as_str()).collect();
    let text = format!("id,note,leads,revenue,sellers,contacts\n{}\n", lines.join("\n"));
    let mut alone = HashMap::new();
    for output in [Format::Csv, Format::JsonLines] {
        let (out, totals) = run(&options(Format::Csv, output), text.as_bytes(), usize::MAX);
        let totals = totals.expect("the options fit");
        assert_eq!(totals.rows, rows.len() as u64);
        assert!(totals.unrecognised.is_empty(), "{:?}", totals.unrecognised);
        let results = results(output, &out);
        assert_eq!(results.len(), rows.len());
        for (row, ((given, _), (id, result))) in rows.iter().zip(&results).enumerate() {
            assert_eq!(*id, row.to_string());
            obeys_the_rules(given, result.as_ref());
            let alone = alone
                .entry(given)
                .or_insert_with(|| json(&questionnaire, given).as_ref().map(Outcome::of_result));
            assert_eq!(result, alone, "{given:?}");
        }
        let rejected = results.iter().filter(|(_, result)| result.is_none()).count();
        assert_eq!(totals.rejected, rejected as u64);
        // Only an unsure lead source without one of the three names no model.
        assert_eq!(rejected, 40 * 4 * 3 * 3);
    }
}

/// What a row says of its diagnosis.
#[derive(Debug, PartialEq)]
struct Outcome {
    model: String,
    mix: Vec<String>,
    tie: bool,
    margin: u64,
    settled: bool,
    entry: String,
    assumed: bool,
    pipeline: Vec<String>,
}

impl Outcome {
    fn of_result(result: &Value) -> Self {
        let entry = &result["entry"];
        Outcome::of(result, &result["model"]["id"], [&entry["model"], &entry["assumed"]], |stage| {
            stage["id"].clone()
        })
    }

    fn of(
        result: &Value,
        model: &Value,
        [entry, assumed]: [&Value; 2],
        stage: impl Fn(&Value) -> Value,
    ) -> Self {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let list = |value: &Value| value.as_array().expect("a list").clone();
        Outcome {
            model: text(model),
            mix: list(&result["hybrid_with"]).iter().map(text).collect(),
            tie: result["tie"].as_bool().expect("true or false"),
            margin: result["margin"].as_u64().expect("a number"),
            settled: result["settled"].as_bool().expect("true or false"),
            entry: text(entry),
            assumed: assumed.as_bool().expect("true or false"),
            pipeline: list(&result["pipeline"]).iter().map(|one| text(&stage(one))).collect(),
        }
    }

    fn of_cells(cell: impl Fn(&str) -> String) -> Option<Self> {
        let model = cell("model");
        assert_eq!(model.is_empty(), !cell("error").is_empty(), "{model}");
        let list =
            |cell: String| cell.split(';').filter(|id| !id.is_empty()).map(str::to_owned).collect();
        (!model.is_empty()).then(|| Outcome {
            model,
            mix: list(cell("hybrid_with")),
            tie: cell("tie").parse().expect("true or false"),
            margin: cell("margin").parse().expect("a number"),
            settled: cell("settled").parse().expect("true or false"),
            entry: cell("entry"),
            assumed: cell("entry_assumed").parse().expect("true or false"),
            pipeline: list(cell("pipeline")),
        })
    }
}

/// The id of each row with its outcome, read by another reader.
fn results(format: Format, out: &[u8]) -> Vec<(String, Option<Outcome>)> {
    if format == Format::Csv {
        let mut reader = csv::Reader::from_reader(out);
        let names = reader.headers().expect("it is text").clone();
        let rows = reader.records().map(|row| row.expect("it is CSV"));
        return rows
            .map(|row| {
                let place = |name: &str| names.iter().position(|other| other == name);
                let cell =
                    |name: &str| row[place(name).expect("there is such a column")].to_owned();
                (cell("id"), Outcome::of_cells(cell))
            })
            .collect();
    }
    let lines = String::from_utf8(out.to_vec()).expect("it is UTF-8");
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("it is JSON");
        let id = line["input"]["id"].as_str().expect("a text").to_owned();
        let short = line.get("diagnosis");
        let outcome = short.map(|short| {
            let entry = [&short["entry"], &short["entry_assumed"]];
            Outcome::of(short, &short["model"], entry, Value::clone)
        });
        assert_eq!(outcome.is_none(), line["error"].is_object());
        (id, outcome)
    };
    lines.lines().map(line).collect()
}

/// The rules as they are told, without any points.
fn obeys_the_rules(given: &[&str], outcome: Option<&Outcome>) {
    let [leads, revenue, sellers, contacts] = given else { panic!("four answers") };
    let decisive: BTreeSet<&str> = [
        (*contacts == "everyone").then_some("account-based"),
        (*sellers == "every-deal").then_some("team"),
        (*revenue == "nearly-all").then_some("relationship"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let sources: &[&str] = match *leads {
        "inbound" | "referrals" | "partners" => &["inbound"],
        "outbound" => &["outbound"],
        "both" => &["outbound", "inbound"],
        _ => &[],
    };
    let Some(outcome) = outcome else {
        assert!(decisive.is_empty() && sources.is_empty(), "{given:?}");
        return;
    };
    let all: BTreeSet<&str> =
        outcome.mix.iter().map(String::as_str).chain([outcome.model.as_str()]).collect();
    match decisive.len() {
        0 => {
            assert_eq!(Some(&outcome.model.as_str()), sources.first(), "{given:?}");
            assert_eq!(outcome.tie, *leads == "both", "{given:?}");
        }
        _ => assert!(decisive.contains(outcome.model.as_str()), "{given:?}"),
    }
    assert!(decisive.is_subset(&all), "{given:?}");
    if decisive.len() < 2 && *contacts != "everyone" {
        assert!(sources.iter().all(|source| all.contains(source)), "{given:?}");
    }
    assert_eq!(outcome.tie, outcome.margin == 0, "{given:?}");
    if !given.contains(&"unsure") {
        assert!(outcome.settled, "{given:?}");
    }
    let entry = match (*contacts, sources.first()) {
        ("everyone", _) => "account-based",
        (_, Some(source)) => source,
        (_, None) => "inbound",
    };
    assert_eq!(outcome.entry, entry, "{given:?}");
    let assumed = *contacts != "everyone" && sources.is_empty();
    assert_eq!(outcome.assumed, assumed, "{given:?}");
    let by_account = entry == "account-based";
    let table = [
        ("prospect", entry == "outbound"),
        ("make-contact", entry == "outbound"),
        ("identify-target-account", by_account),
        ("qualify", !by_account),
        ("research", all.contains("team")),
        ("list-stakeholders", by_account || all.contains("account-based")),
        ("plan-first-strategy", by_account),
        ("contact-first-stakeholders", by_account),
        ("pitch-first-stakeholders", by_account),
        ("present", true),
        ("propose", true),
        ("negotiate", true),
        ("first-check-in", all.contains("relationship")),
        ("upsell", all.contains("relationship")),
    ];
    let stages: Vec<&str> = table.iter().filter(|row| row.1).map(|row| row.0).collect();
    assert_eq!(outcome.pipeline, stages, "{given:?}");
}
