//! Every output, fed with texts that mean to break out of it, and read back.

use std::fmt::Write as _;

use salesmodel::answers::{self, Draft, Reading};
use salesmodel::date::Date;
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::mapping::Mapping;
use salesmodel::questionnaire::Questionnaire;
use salesmodel::render::crm::{CRMS, CrmOutput, Order, Pipelines};
use salesmodel::render::form::{self, Form};
use salesmodel::render::{Answered, Charset, FORMATS, Look, Report, Styles, models};
use salesmodel::sql::{self, DIALECTS, Options};
use serde_json::Value;

use super::is_harmless;

/// A narrow page without colours.
pub const LOOK: Look = Look::new(40, Charset::Unicode, Styles::plain());

/// The bytes as the texts of a small questionnaire, a text a line, in all outputs.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.lines();
    let Ok(questionnaire) = Questionnaire::parse("page.yaml", &yaml(&mut lines)) else { return };
    let company = answers::company(lines.next().unwrap_or("Acme")).ok();
    let mut draft = Draft::new(&questionnaire);
    for question in questionnaire.questions() {
        draft.give(question.choose(data.len() % question.options.len()));
    }
    let answers = draft.complete().expect("every question has an answer");
    let diagnosis = diagnosis::score(answers).expect("every answer has a model");
    outputs(&diagnosis, company.as_deref(), data.len());
}

/// A questionnaire whose texts are these lines.
fn yaml<'a>(lines: &mut impl Iterator<Item = &'a str>) -> String {
    let mut text = |otherwise: &str| {
        let line = lines.next().map(str::trim).filter(|line| !line.is_empty());
        Value::from(line.unwrap_or(otherwise)).to_string().replace('\u{7f}', "\\u007f")
    };
    let mut yaml = format!(
        "format: 1\nid: page\nversion: {}\nlang: en\ntitle: {}\nintro: {}\nlead_at: 1\n\
         hybrid_at: 50\nquestions:\n",
        text("1"),
        text("Title"),
        text("Intro")
    );
    for (question, models) in [("q", ["m", "n"]), ("r", ["n", "m"])] {
        let _ = writeln!(yaml, "- id: {question}\n  text: {}\n  help: {}", text("Q"), text("H"));
        let _ = writeln!(yaml, "  name: {}\n  options:", text(question));
        for (option, model) in ["a", "b"].into_iter().zip(models) {
            let label = text(option);
            let (note, reason) = (text("Note"), text("Reason"));
            let _ = writeln!(
                yaml,
                "  - {{id: {option}, label: {label}, note: {note}, reason: {reason}, points: {{{model}: 2}}}}"
            );
        }
    }
    let _ = writeln!(yaml, "default_entry: m\nmodels:");
    for (model, stage) in [("m", "s"), ("n", "t")] {
        let [name, summary, role, step] = [model, "Summary", "Role", "Step"].map(&mut text);
        let _ = writeln!(
            yaml,
            "- {{id: {model}, name: {name}, summary: {summary}, roles: [{role}], metrics: [{role}], \
             pitfalls: [{step}], first_steps: [{step}], entry: [{stage}]}}"
        );
    }
    let _ = writeln!(yaml, "stages:");
    for (stage, marks) in [("s", "opens_deal: true, "), ("t", ""), ("u", "closes_deal: true, ")] {
        let [name, goal, exit, owner] = [stage, "Goal", "Exit", "Owner"].map(&mut text);
        let _ = writeln!(
            yaml,
            "- {{id: {stage}, name: {name}, goal: {goal}, exit: {exit}, owner: {owner}, \
             {marks}probability: 50}}"
        );
    }
    let [label, help] = ["Lost", "Help"].map(&mut text);
    let _ = writeln!(yaml, "always: [u]\nlost_reasons: [{{id: l, label: {label}, help: {help}}}]");
    yaml
}

/// Writes a diagnosis in every way there is, and reads each back where a reader is at
/// hand.
pub fn every_output(diagnosis: &Diagnosis<'_>, company: Option<&str>) {
    for part in 0..PARTS {
        outputs(diagnosis, company, part);
    }
}

/// How many parts the outputs have.
const PARTS: usize = 3;

/// A part of all outputs, so that more texts are tried in the same time.
pub fn outputs(diagnosis: &Diagnosis<'_>, company: Option<&str>, part: usize) {
    let company = company.and_then(|company| answers::company(company).ok());
    let report = Report::new(diagnosis, Date::EPOCH)
        .with_company(company.as_deref())
        .with_answered(Answered::ByQuiz);
    match part % PARTS {
        0 => reports(&report),
        1 => pipelines(&report),
        _ => described(diagnosis.questionnaire()),
    }
}

fn reports(report: &Report<'_, '_>) {
    for format in FORMATS {
        let mut bytes = Vec::new();
        format.write(report, &LOOK, &mut bytes).expect("memory can be written");
        match format.name {
            "json" => is_read_again(report.diagnosis, &bytes),
            "svg" => is_xml(&bytes),
            _ => is_harmless(&bytes),
        }
    }
}

/// The JSON is a document that gives the same answers when it is read as saved answers.
fn is_read_again(diagnosis: &Diagnosis<'_>, json: &[u8]) {
    let text = std::str::from_utf8(json).expect("JSON is UTF-8");
    let value: Value = serde_json::from_str(text).expect("it is JSON");
    assert_eq!(value["model"]["name"], diagnosis.leader().model.name);
    let questionnaire = diagnosis.questionnaire();
    let saved = answers::read(questionnaire, "saved.json", text)
        .unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    for reply in diagnosis.answers.replies() {
        let again = saved.draft.reply(reply.question()).expect("every answer was saved");
        assert_eq!((again.id(), again.number()), (reply.id(), reply.number()));
    }
}

fn is_xml(bytes: &[u8]) {
    is_harmless(bytes);
    let text = std::str::from_utf8(bytes).expect("it is UTF-8");
    roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
}

/// Every pipeline for every CRM: written, or refused with a reason.
fn pipelines(report: &Report<'_, '_>) {
    for crm in CRMS {
        for (pipelines, ..) in Pipelines::NAMES {
            let plan = match crm.plan(report, &Order { pipelines, name: None }) {
                Ok(plan) => plan,
                Err(refused) => {
                    assert!(!refused.is_empty());
                    continue;
                }
            };
            let _ = crm.remarks(&plan);
            match crm.output {
                CrmOutput::Stream { write, .. } => {
                    let mut bytes = Vec::new();
                    write(&plan, &mut bytes).expect("memory can be written");
                    if bytes.starts_with(b"{") || bytes.starts_with(b"[") {
                        let _: Value = serde_json::from_slice(&bytes).expect("it is JSON");
                    } else {
                        let mut rows = csv::Reader::from_reader(&bytes[..]);
                        // A number with its sign is a number to a spreadsheet too.
                        let is_formula = |cell: &str| {
                            cell.starts_with(['=', '+', '-', '@', '\t'])
                                && cell.parse::<f64>().is_err()
                        };
                        for row in rows.records() {
                            let row = row.expect("every row has the cells of the header");
                            assert!(!row.iter().any(is_formula), "{row:?}");
                        }
                    }
                }
                CrmOutput::Folder(project) => {
                    let Ok(files) = (project.files)(&plan, &[]) else { continue };
                    for file in files.files {
                        let is_inside = |part: &str| !matches!(part, "" | "." | "..");
                        assert!(file.path.split('/').all(is_inside), "{}", file.path);
                        if file.path.ends_with("xml") {
                            is_xml(&file.bytes);
                        }
                    }
                }
            }
        }
    }
}

/// What is made of a questionnaire without answers.
fn described(questionnaire: &Questionnaire) {
    let mut bytes = Vec::new();
    models::write_list(questionnaire, &LOOK, &mut bytes).expect("memory can be written");
    for model in questionnaire.models() {
        models::write_one(questionnaire, model, &LOOK, &mut bytes).expect("memory can be written");
    }
    is_harmless(&bytes);
    let mut json = Vec::new();
    models::write_list_json(questionnaire, &mut json).expect("memory can be written");
    let _: Value = serde_json::from_slice(&json).expect("it is JSON");
    let mut page = Vec::new();
    let form = Form { questionnaire, company: None, to: None };
    form::write(&form, &mut page).expect("memory can be written");
    form::write_markdown(questionnaire, &mut page).expect("memory can be written");
    is_harmless(&page);
    let reading = Reading::new(questionnaire, Vec::new);
    for dialect in DIALECTS {
        let options = Options::new("answers", Mapping::none(questionnaire));
        if let Ok(query) = sql::query(&reading, dialect, &options) {
            is_harmless(query.as_bytes());
        }
    }
}
