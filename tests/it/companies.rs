//! Companies with the result that a head of sales expects for each. The expectations were
//! written down before anything was run, and say why.

use std::fs;
use std::path::Path;

use salesmodel::answers::Draft;
use salesmodel::diagnosis;
use salesmodel::questionnaire::Builtin;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A company, and what is expected of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Company {
    name: String,
    questionnaire: String,
    answers: BTreeMap<String, String>,
    leader: String,
    mix: Vec<String>,
    #[serde(default)]
    tie: bool,
    #[serde(default)]
    assumed: bool,
    why: String,
}

/// `cargo test -- companies --nocapture` shows the table.
#[test]
fn every_company_gets_what_a_head_of_sales_expects() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/companies.yaml");
    let text = fs::read_to_string(file).expect("the file is there");
    let companies: Vec<Company> = serde_saphyr::from_str(&text).expect("it is a list of companies");
    assert!(companies.len() >= 30, "{} companies", companies.len());
    let mut wrong = Vec::new();
    for company in &companies {
        assert!(!company.why.is_empty(), "{}", company.name);
        let questionnaire =
            Builtin::named(&company.questionnaire).expect("it is built in").questionnaire();
        let mut draft = Draft::new(&questionnaire);
        for (id, answer) in &company.answers {
            let question = questionnaire.question(id).expect("there is such a question");
            draft.give(question.read(answer).unwrap_or_else(|problem| panic!("{problem}")));
        }
        let answers = draft.complete().unwrap_or_else(|_| panic!("{} answers all", company.name));
        let diagnosis = diagnosis::score(answers).expect("a model leads");
        let mix: Vec<&str> = diagnosis.mix().iter().map(|score| score.model.id.as_str()).collect();
        let assumed = diagnosis.entry.is_some_and(|entry| entry.assumed);
        let got = (diagnosis.leader().model.id.as_str(), mix, diagnosis.tie(), assumed);
        let expected_mix: Vec<&str> = company.mix.iter().map(String::as_str).collect();
        let expected = (company.leader.as_str(), expected_mix, company.tie, company.assumed);
        if got != expected {
            wrong.push(format!("{}: expected {expected:?}, got {got:?}", company.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
