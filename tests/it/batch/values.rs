//! What cells mean: as a flag says, in every language, and in the ways in which
//! spreadsheets write numbers.

use salesmodel::answers::Bare;
use salesmodel::batch::{self, Error, Progress, RowFormat, Source, Wanted};
use salesmodel::questionnaire::Questionnaire;

use super::{options, run, with};

/// The option that a cell means in a column of its own, or the kind of problem that it is.
fn meaning(question: &str, cell: &str, delimiter: u8, fractions: &[&str]) -> String {
    let others = ["leads", "revenue", "sellers", "contacts"];
    let columns = others.iter().filter(|id| **id != question && **id != "leads");
    let mut options = with(options(RowFormat::Csv, RowFormat::JsonLines), |options| {
        options.columns = columns.map(|id| ((*id).to_owned(), String::new())).collect();
        options.bare = fractions.iter().map(|id| ((*id).to_owned(), Bare::Fraction)).collect();
        options.output = Wanted::FullResults;
        options.delimiter = Some(delimiter);
    });
    // The lead source alone makes a model lead, so that the other answer can be seen.
    let delimiter = delimiter as char;
    let text = if question == "leads" {
        options.delimiter = Some(b'\t');
        format!("leads\n\"{}\"\n", cell.replace('"', "\"\""))
    } else {
        format!("leads{delimiter}{question}\ninbound{delimiter}\"{}\"\n", cell.replace('"', "\"\""))
    };
    let (output, totals) = run(&options, text.as_bytes(), usize::MAX);
    totals.expect("the options fit");
    let line: serde_json::Value = serde_json::from_slice(&output).expect("one line of JSON");
    let answer = line["diagnosis"]["answers"][question].as_str();
    answer.or(line["error"]["kind"].as_str()).expect("one or the other").to_owned()
}

#[test]
fn cells_mean_what_flags_mean() {
    for (question, cell, means) in [
        ("leads", "inbound", "inbound"),
        ("leads", " Inbound\u{a0}", "inbound"),
        ("leads", "THEY CONTACT US", "inbound"),
        ("leads", "They contact us because somebody recommended us", "referrals"),
        ("leads", "They contact", "unknown-option"),
        ("leads", "unsure", "no-leader"),
        ("leads", "", "no-leader"),
        ("revenue", "85%", "most"),
        ("revenue", "85", "most"),
        ("revenue", "0.85", "ambiguous-number"),
        ("revenue", "1", "ambiguous-number"),
        ("revenue", "1%", "little"),
        ("revenue", "0", "little"),
        ("revenue", "100.5", "number-out-of-range"),
        ("revenue", "inf", "number-out-of-range"),
        ("revenue", "-1", "number-out-of-range"),
        ("revenue", "8e1", "bad-digits"),
        ("revenue", "24.9999999999", "little"),
        ("revenue", "25", "some"),
        ("revenue", "Not Sure", "unsure"),
        ("revenue", "less than 25%", "little"),
        ("revenue", "2,5", "little"),
        ("sellers", "Several people, on some deals", "some-deals"),
        ("contacts", "1", "one-or-two"),
        ("contacts", "0.5", "number-out-of-range"),
        ("contacts", "2%", "unexpected-number"),
        ("contacts", "1000", "several"),
    ] {
        assert_eq!(meaning(question, cell, b',', &[]), means, "{question}: {cell}");
    }
}

/// A comma is read like a point, whatever is between the cells, unless it may group
/// thousands.
#[test]
fn a_comma_is_read_where_it_can_mean_one_thing() {
    for (question, cell, means) in [
        ("revenue", "37,5", "some"),
        ("revenue", "37,5 %", "some"),
        ("revenue", "0,5", "ambiguous-number"),
        ("revenue", "24,999", "little"),
        ("revenue", "1,2,3", "bad-digits"),
        ("revenue", "1.000,5", "bad-digits"),
        ("revenue", ",5", "ambiguous-number"),
        ("contacts", "2,5", "one-or-two"),
        ("contacts", "1,000", "ambiguous-number"),
        ("contacts", "1.000", "ambiguous-number"),
        ("contacts", "1,200", "one-or-two"),
        ("contacts", "3,0", "several"),
    ] {
        assert_eq!(meaning(question, cell, b';', &[]), means, "{question}: {cell}");
        assert_eq!(meaning(question, cell, b'\t', &[]), means, "{question}: {cell}");
        assert_eq!(meaning(question, cell, b',', &[]), means, "{question}: {cell}");
    }
}

#[test]
fn fractions_are_read_where_they_are_announced() {
    for (cell, means) in [
        ("0.85", "most"),
        ("0.29", "some"),
        ("1", "nearly-all"),
        ("0", "little"),
        ("0,5", "most"),
        ("0.07", "little"),
        ("85%", "most"),
        ("most", "most"),
        ("85", "number-out-of-range"),
        ("1.01", "number-out-of-range"),
        ("-0.5", "number-out-of-range"),
    ] {
        assert_eq!(meaning("revenue", cell, b',', &["revenue"]), means, "{cell}");
    }
    let wrong = with(options(RowFormat::Csv, RowFormat::Csv), |options| {
        options.bare = vec![("contacts".to_owned(), Bare::Fraction)];
    });
    let (_, ran) = run(&wrong, b"leads,revenue,sellers,contacts\n", usize::MAX);
    assert!(matches!(ran, Err(Error::Usage { .. })), "{ran:?}");
}

/// Labels of the same questionnaire in other languages are read as well, and a word that
/// means two answers is refused.
#[test]
fn labels_are_read_in_every_language() {
    let yaml = |yes: &str, no: &str, three: &str| {
        format!(
            "format: 1\nid: tea\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\nhybrid_at: 60\n\
             questions:\n  - id: green\n    text: T\n    unit: count\n    options:\n      \
             - {{id: yes-please, label: \"{yes}\", range: {{below: 3}}, points: {{a: 1}}}}\n      \
             - {{id: no-thanks, label: \"{no}\", range: {{from: 3}}, points: {{b: 1}}}}\n      \
             - {{id: three, label: \"{three}\", points: {{c: 1}}}}\n\
             models: [{{id: a, name: A}}, {{id: b, name: B}}, {{id: c, name: C}}]\n"
        )
    };
    let parse = |yaml: String| Questionnaire::parse("tea", &yaml).expect("it is well-formed");
    let english = parse(yaml("Yes", "No", "3"));
    let german = parse(yaml("Ja", "Nein, danke", "Drei"));
    let other = parse(yaml("No", "\u{39f}\u{3a7}\u{399}", "\u{306f}\u{3044}"));
    let cells = [
        ("Yes", "a"),
        ("ja", "a"),
        ("NEIN, DANKE", "b"),
        ("\u{3bf}\u{3c7}\u{3b9}", "b"),
        ("\u{306f}\u{3044}", "c"),
        ("2", "a"),
        ("4", "b"),
        ("three", "c"),
        // A label that is another answer in another language; a label that is a number, and
        // as a number means another answer.
        ("no", ""),
        ("3", ""),
    ];
    let mut text = "green\n".to_owned();
    for (cell, _) in cells {
        text.push_str(&format!("\"{cell}\"\n"));
    }
    let source = Source { name: "rows".to_owned(), reader: Box::new(std::io::Cursor::new(text)) };
    let mut out = Vec::new();
    let languages = [&english, &german, &other];
    let options = options(RowFormat::Csv, RowFormat::Csv);
    let progress = Progress::default();
    batch::run(&languages, &options, vec![source], &|_, _| None, &progress, &mut out)
        .expect("the options fit");
    let mut reader = csv::Reader::from_reader(&out[..]);
    let models: Vec<String> =
        reader.records().map(|row| row.expect("it is CSV")[1].to_owned()).collect();
    let expected: Vec<&str> = cells.iter().map(|(_, model)| *model).collect();
    assert_eq!(models, expected);
}

/// A questionnaire with too many combinations for a table, and with more answers than the
/// memory holds: the rows are as those of a small one.
#[test]
fn a_large_space_is_worked_out_as_it_comes() {
    let mut yaml = "format: 1\nid: large\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\n\
                    hybrid_at: 60\nmodels: [{id: even, name: E}, {id: odd, name: O}]\nquestions:\n"
        .to_owned();
    for question in 0..12 {
        yaml.push_str(&format!("  - id: q{question}\n    text: T\n    options:\n"));
        for option in 0..7 {
            let model = if option % 2 == 0 { "even" } else { "odd" };
            yaml.push_str(&format!(
                "      - {{id: o{option}, label: L{option}, points: {{{model}: 1}}}}\n"
            ));
        }
    }
    let questionnaire = Questionnaire::parse("large", &yaml).expect("it is well-formed");
    let names: Vec<String> = (0..12).map(|question| format!("q{question}")).collect();
    let mut text = format!("{}\n", names.join(","));
    let mut expected = Vec::new();
    let mut state: u64 = 3;
    for _ in 0..30_000 {
        let mut odd = 0;
        let cells: Vec<String> = (0..12)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let option = (state >> 33) % 7;
                odd += option % 2;
                format!("o{option}")
            })
            .collect();
        expected.push(if odd > 6 { "odd" } else { "even" });
        text.push_str(&format!("{}\n", cells.join(",")));
    }
    let source = Source { name: "rows".to_owned(), reader: Box::new(std::io::Cursor::new(text)) };
    let mut out = Vec::new();
    let options = options(RowFormat::Csv, RowFormat::Csv);
    let progress = Progress::default();
    batch::run(&[&questionnaire], &options, vec![source], &|_, _| None, &progress, &mut out)
        .expect("the options fit");
    let mut reader = csv::Reader::from_reader(&out[..]);
    let models: Vec<String> =
        reader.records().map(|row| row.expect("it is CSV")[12].to_owned()).collect();
    assert_eq!(models, expected);
}
