//! Answers that are written are read as the same answers, even at the bounds.

use serde_json::{Value, json};

use super::firm::{csv, deals};
use super::layouts::hubspot;
use super::run_in;
use crate::support::{folder, one_line, run_in as salesmodel};

/// Measures a file, reads the answers with flags for the rest, and gives what was
/// measured and what was diagnosed.
fn through_answers(deals: Vec<u8>, args: &[&str]) -> (Value, Value) {
    let folder = folder();
    let files = [("deals.csv", deals)];
    let json = run_in(&folder, &files, &[args, &["-f", "json"]].concat());
    assert_eq!(json.code, 0, "{}", json.stderr);
    let measured: Value = serde_json::from_str(&json.stdout).expect("it is JSON");
    let file = run_in(&folder, &files, &[args, &["-o", "answers.yaml"]].concat());
    assert_eq!((file.code, file.stdout.as_str()), (0, ""), "{}", file.stderr);

    let mut from = vec!["--from", "answers.yaml", "-f", "json"];
    let mut flags = vec!["-f", "json"];
    let given: Vec<String> = ["leads", "revenue", "sellers", "contacts"]
        .iter()
        .map(|id| {
            let value = &measured["values"][id];
            let sign = if *id == "contacts" { "" } else { "%" };
            match (&measured["answers"][id], value) {
                (Value::Null, _) if *id == "leads" => "--leads=inbound".to_owned(),
                (Value::Null, _) => format!("--{id}=unsure"),
                (_, Value::Number(number)) => format!("--{id}={number}{sign}"),
                (answer, _) => format!("--{id}={}", answer.as_str().expect("an id")),
            }
        })
        .collect();
    for (id, flag) in ["leads", "revenue", "sellers", "contacts"].iter().zip(&given) {
        flags.push(flag);
        if measured["answers"][id].is_null() {
            from.push(flag);
        }
    }
    let results = [from, flags].map(|args| {
        let run = salesmodel(folder.path(), &args);
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
        serde_json::from_str::<Value>(&run.stdout).expect("it is JSON")
    });
    let [from, flags] = results;
    for key in ["answers", "values", "model", "hybrid_with", "scores", "pipeline"] {
        assert_eq!(from[key], flags[key], "{key}");
    }
    (measured, from)
}

#[test]
fn what_was_measured_reaches_the_result() {
    let (measured, result) = through_answers(csv(&hubspot(&deals(11, 900))), &[]);
    assert_eq!(result["answers"]["leads"], "inbound");
    for id in ["leads", "revenue", "sellers", "contacts"] {
        assert_eq!(result["answers"][id], measured["answers"][id]);
        let evidence = &measured["measured"]["questions"][id];
        let taken = &result["measured"]["questions"][id];
        let evidence = evidence.as_object().expect("it was measured");
        assert!(evidence.len() > 5, "{evidence:?}");
        // Null may be left out.
        for (key, found) in evidence.iter().filter(|(_, found)| !found.is_null()) {
            assert_eq!(found, &taken[key], "{id} {key}");
        }
    }
    assert_eq!(result["measured"]["deals"], measured["measured"]["deals"]);
    assert_eq!(result["measured"]["period"], measured["measured"]["period"]);
}

/// Every report says next to an answer that it was measured, and from what; an answer by
/// hand does not count as measured.
#[test]
fn reports_say_what_was_measured() {
    let folder = folder();
    let files = [("deals.csv", csv(&hubspot(&deals(11, 900))))];
    run_in(&folder, &files, &["-o", "answers.yaml"]);
    for format in ["text", "markdown", "html"] {
        let shown = |more: &[&str]| {
            let args = [&["--from", "answers.yaml", "-f", format], more].concat();
            let run = salesmodel(folder.path(), &args);
            assert_eq!(run.code, 0, "{}", run.stderr);
            one_line(&run.stdout)
        };
        let said = shown(&[]);
        assert_eq!(said.matches("; measured: ").count(), 4, "{format}: {said}");
        assert_eq!(said.matches(" deals, clear").count(), 4, "{format}: {said}");
        assert_eq!(shown(&["--leads", "outbound"]).matches("; measured: ").count(), 3, "{format}");
    }
}

/// A firm with two customers, of which the existing one has this many of a hundred thousand
/// cents.
fn two_customers(cents: u32) -> Vec<u8> {
    let money = |cents: u32| format!("{}.{:02}", cents / 100, cents % 100);
    let (old, new) = (money(cents), money(100_000 - cents));
    format!(
        "Deal,Company,Stage,Close date,Amount\n\
         A,Old,Won,2024-01-10,1.00\nB,Old,Won,2026-06-10,{old}\nC,New,Won,2026-06-11,{new}\n"
    )
    .into_bytes()
}

#[test]
fn revenue_at_the_bounds() {
    for (cents, value, answer) in [
        (24_994, 24.99, "little"),
        (24_995, 25.0, "some"),
        (24_999, 25.0, "some"),
        (49_994, 49.99, "some"),
        (49_996, 50.0, "most"),
        (89_994, 89.99, "most"),
        (89_995, 90.0, "nearly-all"),
        (100_000, 100.0, "nearly-all"),
    ] {
        let (_, result) = through_answers(two_customers(cents), &["--orders-are-deals"]);
        assert_eq!(result["answers"]["revenue"], answer, "{cents}");
        assert_eq!(result["values"]["revenue"].as_f64(), Some(value), "{cents}");
    }
    // From deals alone, less than half is not an answer, because more may be missing.
    let (measured, _) = through_answers(two_customers(49_994), &[]);
    assert_eq!(measured["measured"]["questions"]["revenue"]["why"], "lower-bound");
}

/// Deals with these numbers of contacts.
fn with_contacts(counts: &[usize]) -> Vec<u8> {
    let mut text = String::from("Deal,Stage,Close date,Associated Contact IDs\n");
    for (i, count) in counts.iter().enumerate() {
        let contacts: Vec<String> = (0..*count).map(|contact| contact.to_string()).collect();
        let day = i % 28 + 1;
        let month = i / 28 + 4;
        text.push_str(&format!("D{i},Won,2026-{month:02}-{day:02},{}\n", contacts.join(";")));
    }
    text.into_bytes()
}

#[test]
fn contacts_at_the_bounds() {
    let half = |one: usize, other: usize| [vec![one; 20], vec![other; 20]].concat();
    for (counts, value, answer, why) in [
        (half(2, 3), 2.5, json!("one-or-two"), Value::Null),
        (half(2, 2), 2.0, json!("one-or-two"), Value::Null),
        (half(3, 3), 3.0, Value::Null, json!("ask-which")),
        (half(2, 4), 3.0, Value::Null, json!("ask-which")),
        (half(1, 1), 0.0, Value::Null, json!("filled-by-crm")),
        (half(0, 2), 0.0, Value::Null, json!("few-deals")),
    ] {
        let (measured, _) = through_answers(with_contacts(&counts), &[]);
        let evidence = &measured["measured"]["questions"]["contacts"];
        assert_eq!(evidence["answer"], answer, "{evidence}");
        if why == "few-deals" {
            // Twenty of forty: neither enough deals nor enough of them known.
            assert_eq!(evidence["why"], "few-known");
            continue;
        }
        assert_eq!(evidence["why"], why, "{evidence}");
        assert_eq!(evidence["value"].as_f64().unwrap_or(0.0), value, "{evidence}");
    }
}
