//! JSON Lines against serde_json: both take the same lines for objects, and the bytes of
//! these pass through unchanged.

use proptest::prelude::*;
use salesmodel::batch::{Limits, RowFormat};
use serde::de::IgnoredAny;
use serde_json::Value;

use super::messy::{batch, stderr};
use super::{options, run, with, without_questions};

/// Lines made of pieces of JSON, whole and broken.
fn line() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\"a\"",
        "\"leads\"",
        "\"b\":",
        "\\",
        "\\n",
        "\\u00e9",
        "\\ud83d",
        "\\x",
        "true",
        "false",
        "null",
        "nul",
        "0",
        "1",
        "-",
        "-1",
        "01",
        "1.5",
        "1.",
        ".5",
        "1e5",
        "1E+",
        "e",
        " ",
        "\t",
        "\u{1}",
        "\u{e9}",
        "\u{1f600}",
        "\"\\u12",
        "abcdefgh",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Values in JSON, written with spaces here and there.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just(" false ".to_owned()),
        any::<f64>()
            .prop_filter("JSON has none of these", |number| number.is_finite())
            .prop_map(|number| serde_json::to_string(&number).expect("it is a number")),
        any::<i64>().prop_map(|number| number.to_string()),
        "\\PC{0,12}".prop_map(|text| serde_json::to_string(&text).expect("it is a text")),
        Just("\"\\u00e9\\\\\\/\\\"\"".to_owned()),
    ];
    leaf.prop_recursive(4, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|all| format!("[{}]", all.join(", "))),
            prop::collection::vec(("[a-c]{0,3}", inner), 0..4).prop_map(|all| {
                let entries: Vec<String> =
                    all.iter().map(|(key, value)| format!("\"{key}\" :{value}")).collect();
                format!("{{{}}}", entries.join(","))
            }),
        ]
    })
}

/// One line as a batch reads it: the input as it is written again, and the kind of its
/// error.
fn read(line: &str) -> Option<(String, String)> {
    let options = without_questions(options(RowFormat::JsonLines, RowFormat::JsonLines));
    // There must be a line to learn the keys from.
    let text = format!("{{\"first\":1}}\n{line}\n");
    let (output, totals) = run(&options, text.as_bytes(), usize::MAX);
    let totals = totals.expect("it begins with an object");
    let output = String::from_utf8(output).expect("it is UTF-8");
    let second = output.lines().nth(1)?;
    assert_eq!(totals.rows, 2);
    let all: Value = serde_json::from_str(second).unwrap_or_else(|error| {
        // Half a surrogate pair and 1e999 are valid JSON, but serde_json cannot read them.
        let beyond = ["surrogate", "hex escape", "number out of range"];
        assert!(beyond.iter().any(|what| error.to_string().contains(what)), "{error}: {second}");
        Value::Null
    });
    let kind = all["error"]["kind"].as_str().unwrap_or("unreadable").to_owned();
    let input = second.strip_prefix("{\"input\":").expect("it begins so");
    let end = input.rfind(",\"line\":2,\"error\":").expect("it ends so");
    Some((input[..end].to_owned(), kind))
}

fn agrees(line: &str) -> Result<(), TestCaseError> {
    let trimmed = line.trim_matches([' ', '\t']);
    let Some((input, kind)) = read(line) else {
        prop_assert!(trimmed.is_empty());
        return Ok(());
    };
    let is_json = serde_json::from_str::<IgnoredAny>(trimmed).is_ok();
    let is_object = is_json && trimmed.starts_with('{');
    match kind.as_str() {
        "not-json" => prop_assert!(!is_json, "{line}"),
        "not-object" => prop_assert!(is_json && !is_object, "{line}"),
        "no-leader" | "unreadable" => prop_assert!(is_object, "{line}"),
        other => prop_assert!(false, "{other}: {line}"),
    }
    if is_object {
        prop_assert_eq!(input, trimmed);
    } else {
        let text: String = serde_json::from_str(&input).expect("it is a string of JSON");
        prop_assert_eq!(text, trimmed);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn broken_lines_are_told_from_whole_ones(line in line()) {
        agrees(&line)?;
        agrees(&format!("{{\"a\":{line}}}"))?;
        agrees(&format!("{{{line}}}"))?;
    }

    #[test]
    fn whole_lines_pass_through(value in value()) {
        agrees(&value)?;
        agrees(&format!("{{\"k\": {value}}}"))?;
    }
}

#[test]
fn nesting_ends_somewhere() {
    let nested = |depth: usize| format!("{{\"a\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(read(&nested(90)).expect("a line").1, "no-leader");
    assert_eq!(read(&nested(100_000)).expect("a line").1, "too-deep");
}

/// When JSON Lines are written as CSV, the keys of the first lines are the columns.
#[test]
fn lines_become_rows() {
    let text = concat!(
        "{\"id\": 1, \"leads\": \"inbound\", \"revenue\": 85}\n",
        "\n",
        "{\"leads\": \"in\\u0062ound\", \"note\": \"a,\\\"b\\\"\\n\", \"sellers\": null, \"contacts\": [1, {\"x\": 2}]}\r\n",
        "  {\"contacts\": \"2\", \"id\": true, \"l\\u0065ads\": \"outbound\"}",
    );
    let (output, totals) = run(&options(RowFormat::JsonLines, RowFormat::Csv), text.as_bytes(), 7);
    let totals = totals.expect("every question has a key");
    assert_eq!((totals.rows, totals.rejected), (3, 1));
    let mut reader = csv::Reader::from_reader(&output[..]);
    let headers =
        reader.headers().expect("it is text").iter().take(7).collect::<Vec<_>>().join("|");
    assert_eq!(headers, "id|leads|revenue|note|sellers|contacts|model");
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.expect("it is CSV").iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(rows[0][..7], ["1", "inbound", "85", "", "", "", "inbound"]);
    assert_eq!(rows[1][..7], ["", "inbound", "", "a,\"b\"\n", "", "[1, {\"x\": 2}]", ""]);
    let error = rows[1].last().expect("the column error");
    assert!(error.contains("column contacts: this is neither text nor a number"), "{rows:?}");
    assert_eq!(rows[2][..7], ["true", "outbound", "", "", "", "2", "outbound"]);
}

/// A line ends with a line feed, a carriage return, or both, mixed in one file; the
/// line numbers are those of an editor.
#[test]
fn lines_end_in_every_way() {
    let input = "{\"leads\":\"x1\"}\n\n{\"leads\":\"x3\"}\r\r\n{\"leads\":\"x5\"}\r\n \t\r{\"leads\":\"x7\"}";
    let options = without_questions(options(RowFormat::JsonLines, RowFormat::JsonLines));
    for piece in [1, 2, 3, usize::MAX] {
        let (output, totals) = run(&options, input.as_bytes(), piece);
        assert_eq!(totals.expect("it begins with an object").rows, 4);
        let rows: Vec<Value> = serde_json::Deserializer::from_slice(&output)
            .into_iter()
            .collect::<Result<_, _>>()
            .expect("each line is JSON");
        for row in rows {
            let leads = row["input"]["leads"].as_str().expect("it is a text");
            assert_eq!(leads, format!("x{}", row["line"]), "{piece}");
        }
    }
}

/// No control character is raw in a text, wherever the scan is when it meets one.
#[test]
fn control_characters_are_seen_at_every_place() {
    let options = without_questions(options(RowFormat::JsonLines, RowFormat::JsonLines));
    for control in (0..0x20_u8).filter(|byte| !b"\n\r".contains(byte)) {
        for place in 0..20 {
            let mut text = b"{\"a\":1}\n{\"note\":\"aaaaaaaaaaaaaaaaaaaa\"}\n".to_vec();
            text[18 + place] = control;
            let (output, _) = run(&options, &text, usize::MAX);
            let output = String::from_utf8(output).expect("it is UTF-8");
            let second = output.lines().nth(1).expect("there are two lines");
            assert!(second.contains("\"not-json\""), "{control} at {place}: {second}");
        }
    }
}

/// A first line that is longer than the look at the beginning is read like any other.
#[test]
fn a_long_first_line_shows_its_keys() {
    let long = "x".repeat(200_000);
    let input = format!(
        "{{\"note\":\"{long}\",\"leads\":\"inbound\",\"revenue\":30,\"sellers\":\"one\",\"contacts\":2}}\n"
    );
    for (output, piece) in [(RowFormat::Csv, 1000), (RowFormat::JsonLines, usize::MAX)] {
        let (_, totals) = run(&options(RowFormat::JsonLines, output), input.as_bytes(), piece);
        let totals = totals.expect("the keys are there");
        assert_eq!((totals.rows, totals.rejected), (1, 0));
    }
}

/// A first row that is too long is reported as that, and not as an object over several
/// lines, whatever one read brings.
#[test]
fn a_first_row_that_is_too_long_is_called_so() {
    let row = |length: usize| {
        let id = "x".repeat(length);
        format!(
            "{{\"id\":\"{id}\",\"leads\":\"inbound\",\"revenue\":30,\"sellers\":\"one\",\"contacts\":2}}\n"
        )
    };
    let empty = row(0).len() - 1;
    for (chunk, piece) in [(1, 3), (16, 1000), (256, 5), (256, usize::MAX)] {
        let limits = Limits { chunk, longest_row: 256, sample: 512 };
        let options = with(options(RowFormat::JsonLines, RowFormat::JsonLines), |options| {
            options.limits = limits;
        });
        for length in [255, 256, 257, 300, 5000] {
            let text = row(length - empty) + &row(1) + &row(2);
            let (_, ran) = run(&options, text.as_bytes(), piece);
            if length <= 256 {
                let totals = ran.expect("the first row is whole");
                assert_eq!((totals.rows, totals.rejected), (3, 0), "{length} by {chunk}");
            } else {
                let error = ran.expect_err("it is too long").to_string();
                assert!(error.contains("the first row is longer than 256 bytes"), "{error}");
            }
            // A later row that is too long is rejected on its own.
            let text = row(1) + &row(length - empty) + &row(2);
            let (_, ran) = run(&options, text.as_bytes(), piece);
            let totals = ran.expect("the first row is whole");
            assert_eq!((totals.rows, totals.rejected), (3, u64::from(length > 256)), "{length}");
        }
    }
}

/// A first row that is too long is also reported as that after blank lines.
#[test]
fn a_long_first_row_after_a_blank_line_is_called_so() {
    let long = format!("{{\"leads\":\"{}\"}}\n", "x".repeat(17 << 20));
    for before in ["", "\n", " \n\n"] {
        let args = ["--input-format", "jsonl"];
        let output = batch("rows.jsonl", before.to_owned() + &long, &args);
        assert!(stderr(&output).contains("first row is longer"), "{}", stderr(&output));
    }
}
