//! Questionnaires that no CRM can take as they are: each format holds what it can, or says
//! why not.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use salesmodel::questionnaire::Questionnaire;
use salesmodel::render::crm::{CRMS, Order, Pipelines};
use serde_json::{Value, json};

use super::{odoo, salesforce, unnamed, write};

/// A questionnaire with these names of stages, the last two of which come after
/// the sale; the first one is always answered with `a`.
fn questionnaire(names: &[&str]) -> Option<Questionnaire> {
    let ids: Vec<String> = (0..names.len()).map(|place| format!("stage-{place}")).collect();
    let closes = names.len() - 3;
    let stages: Vec<Value> = (names.iter().zip(&ids).enumerate())
        .map(|(place, (name, id))| {
            let mut stage =
                json!({"id": id, "name": name, "goal": "=G & \"g\".", "exit": "E <]]>."});
            if place <= closes {
                stage["probability"] = json!(10 + 80 * place / names.len() / 10 * 10);
            }
            if place == closes {
                stage["closes_deal"] = json!(true);
            }
            stage
        })
        .collect();
    let option = |id: &str| json!({"id": id, "label": "L", "points": {"m": 1}});
    // JSON is YAML, and has an escape for every character.
    let text = json!({
        "format": 1, "id": "hostile", "version": "1", "lang": "en", "title": "T",
        "lead_at": 1, "hybrid_at": 60,
        "questions": [{"id": "q", "text": "T", "options": [option("a"), option("b")]}],
        "models": [{"id": "m", "name": "M"}],
        "stages": stages,
        "always": ids,
    });
    // A character that YAML takes in no other way.
    let text = text.to_string().replace('\u{FFFE}', "\\uFFFE");
    Questionnaire::parse("hostile.json", &text).ok()
}

/// The names of the stages of each format, read back; `None` if it refuses them. The order
/// is that of the sale.
fn read_back(questionnaire: &Questionnaire) -> BTreeMap<&'static str, Option<Vec<String>>> {
    let order = unnamed(Pipelines::Sale);
    let names = |of: &Value, key: &str| -> Vec<String> {
        let stages = of["stages"].as_array().expect("a list");
        stages.iter().map(|stage| stage[key].as_str().expect("a text").to_owned()).collect()
    };
    let json = |text: &str| serde_json::from_str::<Value>(text).expect("one JSON document");
    let pipelines = CRMS.iter().map(|crm| crm.name).filter(|name| !name.ends_with("lost-reasons"));
    pipelines
        .map(|crm| {
            let written = write(crm, questionnaire, &["a"], &order);
            let read = written.ok().map(|written| match crm {
                "hubspot" => {
                    let body = json(written.stream());
                    super::hubspot::schema().validate(&body).expect("it fits the schema");
                    let mut names = names(&body, "label");
                    names.truncate(names.len() - 2);
                    names
                }
                "salesforce" => {
                    let mut stages = salesforce::read(&written.files).stages;
                    stages.truncate(stages.len() - 2);
                    stages.into_iter().map(|stage| stage.label).collect()
                }
                "pipedrive" => names(&json(written.stream())[0], "name"),
                "odoo" | "odoo-19" => {
                    let mut rows = odoo::rows(written.stream());
                    rows.pop();
                    rows.into_iter().map(|row| row["name"].clone()).collect()
                }
                other => panic!("nothing reads {other} back"),
            });
            (crm, read)
        })
        .collect()
}

const NASTY: [&str; 14] = [
    "\"Quotes\" and 'others'",
    "<script>alert(1)</script>",
    "]]> &amp; &#0; <!-- -->",
    "\\u0022 {$x} %s",
    "👩‍💻 🚀",
    "قبل البيع",
    "לפני המכירה",
    "見積もり、交渉",
    "a,b;c\td",
    "e\u{301}té",
    "[Stage](http://x)",
    "Straße",
    "'Quoted",
    "Next",
];

#[test]
fn every_text_is_held_as_it_is() {
    let questionnaire = questionnaire(&NASTY).expect("these are names");
    let expected: Vec<String> =
        NASTY[..NASTY.len() - 2].iter().map(|name| name.replace('\t', " ")).collect();
    for (crm, read) in read_back(&questionnaire) {
        assert_eq!(read.as_ref(), Some(&expected), "{crm}");
    }
}

/// Salesforce and Odoo hold the goals and exit criteria too.
#[test]
fn goals_and_exits_are_held_where_there_is_a_place() {
    let questionnaire = questionnaire(&NASTY).expect("these are names");
    let order = unnamed(Pipelines::Sale);
    let text = "=G & \"g\". Move on when: E <]]>.";
    let project = write("salesforce", &questionnaire, &["a"], &order).expect("it fits");
    let stages = salesforce::read(&project.files).stages;
    assert_eq!(stages[0].description.as_deref(), Some(text));
    let stages = write("odoo", &questionnaire, &["a"], &order).expect("it fits");
    assert_eq!(odoo::rows(stages.stream())[0]["requirements"], format!("'{text}"));
    assert!(stages.remarks.iter().any(|remark| remark.contains("an apostrophe")));
}

#[test]
fn stages_with_one_name_are_numbered_and_that_is_said() {
    let names = ["Call", "call", "CALL", "Closed won", "Call (2)", "After", "After"];
    let questionnaire = questionnaire(&names).expect("these are names");
    let read = read_back(&questionnaire);
    let expected = ["Call", "call (2)", "CALL (3)", "Closed won", "Call (2) (2)"];
    let ends = ["Call", "call (2)", "CALL (3)", "Closed won (2)", "Call (2) (2)"];
    for (crm, expected) in
        [("pipedrive", expected), ("hubspot", ends), ("salesforce", ends), ("odoo", ends)]
    {
        assert_eq!(read[crm].as_ref().expect("it fits"), &expected, "{crm}");
        let order = Order { pipelines: Pipelines::Sale, name: Some("P") };
        let remarks = write(crm, &questionnaire, &["a"], &order).expect("it fits").remarks;
        let said = remarks.iter().find(|remark| remark.contains("numbered")).expect("it is said");
        for name in expected.iter().filter(|name| name.ends_with(')')) {
            assert!(said.contains(&format!("\"{name}\"")), "{said}");
        }
    }
    // A stage of both pipelines has one name.
    let order = Order { pipelines: Pipelines::All, name: Some("P") };
    let all = write("salesforce", &questionnaire, &["a"], &order).expect("it fits");
    let project = salesforce::read(&all.files);
    let [after, sale] = ["P: existing customers", "P"].map(|name| &project.pipelines[name].1);
    let shared: BTreeSet<&String> = after.iter().filter(|name| sale.contains(name)).collect();
    assert_eq!(shared.len(), 3, "{after:?} and {sale:?}");
}

/// A text that a spreadsheet would run is made harmless in the one format that a
/// spreadsheet opens, and a message says so.
#[test]
fn no_cell_is_a_formula() {
    let names = ["=1+1", "+2+3", "-3-A1", "@SUM(A1)", "Close", "A", "B"];
    let questionnaire = questionnaire(&names).expect("these are names");
    let written = write("odoo", &questionnaire, &["a"], &unnamed(Pipelines::Sale));
    let written = written.unwrap_or_else(|refused| panic!("{refused:?}"));
    for row in odoo::rows(written.stream()) {
        for cell in row.values() {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    let said = written.remarks.iter().any(|remark| remark.contains("\"@SUM(A1)\""));
    assert!(said, "{:?}", written.remarks);
    let read = read_back(&questionnaire);
    assert_eq!(read["hubspot"].as_ref().expect("it fits")[0], "=1+1");
    let order = Order { pipelines: Pipelines::Sale, name: Some("=cmd") };
    let refused = write("odoo", &questionnaire, &["a"], &order).err().expect("it is refused");
    assert!(refused[0].what.contains("like a spreadsheet formula"), "{refused:?}");
}

#[test]
fn what_is_too_much_is_refused_with_what_to_do() {
    let long = "x".repeat(300);
    let names = ["Call", &long, "🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀", "A", "B"];
    let too_long = questionnaire(&names).expect("these are names");
    let many: Vec<String> = (0..101).map(|place| format!("S{place}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let too_many = questionnaire(&many).expect("these are names");
    let no_xml = questionnaire(&["Call", "C\u{FFFE}", "Close", "A", "B"]).expect("these are names");
    let refused = |questionnaire: &Questionnaire, crm: &str, order: Order<'_>| -> String {
        let refused = write(crm, questionnaire, &["a"], &order).err().expect("it is refused");
        let lines = refused.iter().map(|refusal| format!("{refusal}\n  {}\n", refusal.hint));
        lines.collect()
    };
    let sale = unnamed(Pipelines::Sale);
    let named = |name| Order { pipelines: Pipelines::Sale, name: Some(name) };
    let all = [
        refused(&too_long, "hubspot", sale),
        refused(&too_long, "salesforce", sale),
        refused(&too_many, "hubspot", sale),
        refused(&too_many, "salesforce", sale),
        refused(&no_xml, "salesforce", sale),
        refused(&no_xml, "hubspot", named("A pipeline for the companies in the north")),
        refused(&no_xml, "salesforce", named(&long[..81])),
        refused(&no_xml, "pipedrive", named(" ")),
        refused(&no_xml, "pipedrive", named("a\u{1b}[2J")),
        refused(&no_xml, "pipedrive", named("a\u{202e}b")),
    ];
    insta::assert_snapshot!(all.concat().replace('\u{FFFE}', "?"), @r#"
    HubSpot takes 36 characters for the name of a stage, and these have more: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." (300) and "🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀" (38)
      Shorten them in the questionnaire.
    Salesforce takes 255 characters for the name of a stage, and these have more: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." (300)
      Shorten them in the questionnaire.
    HubSpot takes 100 stages, and there are 101
      Merge stages in the questionnaire.
    Salesforce takes 100 stages, and there are 101
      Merge stages in the questionnaire.
    XML cannot hold the character U+FFFE in "C?"
      Delete it.
    "A pipeline for the companies in the north" is too long for the name of a pipeline: HubSpot takes 36 characters, and it has 41
      Give it a shorter name.
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." is too long for the name of a pipeline: Salesforce takes 80 characters, and it has 81
      Give it a shorter name.
    " " cannot be the name of a pipeline: it is empty, begins or ends with white space, or has a control character
      Give it another name.
    "a\u{1b}[2J" cannot be the name of a pipeline: it is empty, begins or ends with white space, or has a control character
      Give it another name.
    "a\u{202e}b" cannot be the name of a pipeline: it is empty, begins or ends with white space, or has a control character
      Give it another name.
    "#);
    // One less of each fits.
    for (names, crm) in [(&many[..100], "hubspot"), (&many[..100], "salesforce")] {
        let fits = questionnaire(names).expect("these are names");
        assert!(read_back(&fits)[crm].is_some(), "{crm}");
    }
    let fits = questionnaire(&["Call", &long[..36], &names[2][..72], "A", "B"]);
    assert!(read_back(&fits.expect("these are names")).values().all(Option::is_some));
    let read = read_back(&too_long);
    for crm in ["pipedrive", "odoo"] {
        assert_eq!(read[crm].as_ref().expect("it has no limit")[1], long);
    }
}

/// A description that is too long for Salesforce is left out with a message, and never cut.
#[test]
fn no_description_is_cut() {
    let mut text: Value = json!({
        "format": 1, "id": "x", "version": "1", "lang": "en", "title": "T",
        "lead_at": 1, "hybrid_at": 60,
        "questions": [{"id": "q", "text": "T", "options": [
            {"id": "a", "label": "L", "points": {"m": 1}}, {"id": "b", "label": "L"}]}],
        "models": [{"id": "m", "name": "M"}],
        "stages": [{"id": "s", "name": "Prospecting", "goal": "G", "exit": "E", "probability": 10}],
        "always": ["s"],
    });
    // "G Move on when: " has 16 characters.
    for (exit, fits) in [("e".repeat(239), true), ("e".repeat(240), false)] {
        text["stages"][0]["exit"] = json!(exit);
        let questionnaire = Questionnaire::parse("x", &text.to_string()).expect("it is one");
        let written = write("salesforce", &questionnaire, &["a"], &unnamed(Pipelines::Sale));
        let written = written.unwrap_or_else(|refused| panic!("{refused:?}"));
        let stage = &salesforce::read(&written.files).stages[0];
        let expected = fits.then(|| format!("G Move on when: {exit}"));
        assert_eq!(stage.description, expected);
        let remarks = written.remarks.join("\n");
        assert_eq!(remarks.contains("takes 255 characters"), !fits, "{remarks}");
        assert!(remarks.contains("every organisation begins with"), "{remarks}");
    }
}

/// Ids that differ for us but not for Salesforce are refused, and so are those of its own
/// stages.
#[test]
fn api_names_never_meet() {
    for ids in [["a-b", "a--b"], ["closed-won", "x"], ["x", "closed-lost-"]] {
        let stage = |id: &str| {
            let name = format!("Stage {id}");
            json!({"id": id, "name": name, "goal": "G", "exit": "E", "probability": 10})
        };
        let text = json!({
            "format": 1, "id": "x", "version": "1", "lang": "en", "title": "T",
            "lead_at": 1, "hybrid_at": 60,
            "questions": [{"id": "q", "text": "T", "options": [
                {"id": "a", "label": "L", "points": {"m": 1}}, {"id": "b", "label": "L"}]}],
            "models": [{"id": "m", "name": "M"}],
            "stages": ids.map(stage),
            "always": ids,
        });
        let questionnaire = Questionnaire::parse("x", &text.to_string()).expect("it is one");
        let refused = write("salesforce", &questionnaire, &["a"], &unnamed(Pipelines::Sale));
        let refused = refused.err().expect("it is refused");
        assert!(refused[0].what.contains("cannot tell these ids"), "{refused:?}");
        assert!(write("odoo", &questionnaire, &["a"], &unnamed(Pipelines::Sale)).is_ok());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    /// Whatever the names are, a format refuses them or holds them. All that it changes are
    /// names that come twice, and the beginning of formulas in CSV.
    #[test]
    fn any_names_are_held_or_refused(names in prop::collection::vec("\\PC{1,40}|.{1,8}", 5..9)) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let questionnaire = questionnaire(&names);
        prop_assume!(questionnaire.is_some());
        let questionnaire = questionnaire.expect("it was just seen");
        let stages = questionnaire.stages();
        for (crm, read) in read_back(&questionnaire) {
            let Some(read) = read else { continue };
            prop_assert_eq!(read.len(), stages.len() - 2);
            // An apostrophe comes before anything that a spreadsheet might run: a text, or
            // a part of it after a separator.
            let plain = |text: &str| {
                let mut before = ';';
                let mut kept = text.to_owned();
                kept.retain(|c| {
                    let is_added = c == '\'' && ";\t\n\r".contains(before);
                    before = c;
                    !is_added || !crm.starts_with("odoo")
                });
                kept
            };
            for (read, stage) in read.iter().zip(stages) {
                let (held, name) = (plain(read), plain(&stage.name));
                let kept = held.strip_prefix(name.as_str()).is_some_and(|end| {
                    end.is_empty() || end.starts_with(" (") && end.ends_with(')')
                });
                prop_assert!(kept, "{}: {:?} became {:?}", crm, stage.name, read);
            }
        }
    }
}
