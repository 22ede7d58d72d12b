//! What rows lead to: every combination of answers, spelt in many ways, against
//! the rules and against a single diagnosis.

use std::collections::HashMap;

use salesmodel::batch::RowFormat;
use serde_json::Value;

use super::{options, run};
use crate::oracle::{B2b, Seen};
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
        (2, "one") => &["One person", "19%", "0%"],
        (2, "some-deals") => &["20%", "79.5%", "Several people, on some deals"],
        (2, "every-deal") => &["80%", "Several people, on every deal"],
        (3, "one-or-two") => &["1", "2.5", "One or two"],
        (3, "several") => &["3", "1000"],
        _ => &[],
    };
    [&[id], more].concat()
}

/// All combinations in an order that has nothing to do with them, each spelt differently
/// every time: some twenty thousand rows.
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
    for output in [RowFormat::Csv, RowFormat::JsonLines] {
        let (out, totals) = run(&options(RowFormat::Csv, output), text.as_bytes(), usize::MAX);
        let totals = totals.expect("the options fit");
        assert_eq!(totals.rows, rows.len() as u64);
        assert!(totals.unrecognised.is_empty(), "{:?}", totals.unrecognised);
        let results = results(output, &out);
        assert_eq!(results.len(), rows.len());
        for (row, ((given, _), (id, result))) in rows.iter().zip(&results).enumerate() {
            assert_eq!(*id, row.to_string());
            B2b::of(given).check(result.as_ref().map(|outcome| &outcome.seen));
            if let Some(outcome) = result {
                assert_eq!(outcome.seen.tie, outcome.margin == 0, "{given:?}");
                assert!(outcome.settled || given.contains(&"unsure"), "{given:?}");
            }
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

/// What a row says about its diagnosis.
#[derive(Debug, PartialEq)]
struct Outcome {
    seen: Seen,
    margin: u64,
    settled: bool,
}

impl Outcome {
    fn of_result(result: &Value) -> Self {
        Outcome {
            seen: Seen::of_result(result),
            margin: result["margin"].as_u64().expect("a number"),
            settled: result["settled"].as_bool().expect("true or false"),
        }
    }

    /// From the short diagnosis in a line of JSON.
    fn of_line(line: &Value) -> Self {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let list = |key: &str| line[key].as_array().expect("a list").iter().map(text).collect();
        let truth = |key: &str| line[key].as_bool().expect("true or false");
        Outcome {
            seen: Seen {
                model: text(&line["model"]),
                mix: list("hybrid_with"),
                tie: truth("tie"),
                entry: text(&line["entry"]),
                assumed: truth("entry_assumed"),
                pipeline: list("pipeline"),
            },
            margin: line["margin"].as_u64().expect("a number"),
            settled: truth("settled"),
        }
    }

    /// From the cells of a row, by the names of their columns; `None` for a rejected row.
    fn of_cells(cells: &HashMap<&str, &str>) -> Option<Self> {
        assert_eq!(cells["model"].is_empty(), !cells["error"].is_empty(), "{cells:?}");
        let list =
            |name: &str| cells[name].split(';').filter(|id| !id.is_empty()).map(str::to_owned);
        let truth = |name: &str| cells[name].parse().expect("true or false");
        (!cells["model"].is_empty()).then(|| Outcome {
            seen: Seen {
                model: cells["model"].to_owned(),
                mix: list("hybrid_with").collect(),
                tie: truth("tie"),
                entry: cells["entry"].to_owned(),
                assumed: truth("entry_assumed"),
                pipeline: list("pipeline").collect(),
            },
            margin: cells["margin"].parse().expect("a number"),
            settled: truth("settled"),
        })
    }
}

/// The id of each row with its outcome, read by another reader.
fn results(format: RowFormat, out: &[u8]) -> Vec<(String, Option<Outcome>)> {
    if format == RowFormat::Csv {
        let mut reader = csv::Reader::from_reader(out);
        let header = reader.headers().expect("there is one").clone();
        let rows = reader.records().map(|row| row.expect("it is CSV"));
        return rows
            .map(|row| {
                let cells: HashMap<&str, &str> = header.iter().zip(row.iter()).collect();
                (cells["id"].to_owned(), Outcome::of_cells(&cells))
            })
            .collect();
    }
    let lines = String::from_utf8(out.to_vec()).expect("it is UTF-8");
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("it is JSON");
        let id = line["input"]["id"].as_str().expect("a text").to_owned();
        let outcome = line.get("diagnosis").map(Outcome::of_line);
        assert_eq!(outcome.is_none(), line["error"].is_object());
        (id, outcome)
    };
    lines.lines().map(line).collect()
}
