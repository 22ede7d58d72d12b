//! The documents (Markdown, HTML, SVG, Mermaid): every combination of answers in every
//! language, and texts that try to break out, each read back by a reader of its format that
//! knows nothing of what wrote it.

mod contrast;
pub(crate) mod hostile;
mod html;
pub(crate) mod markdown;
mod mermaid;
mod svg;

use salesmodel::answers::Reply;
use salesmodel::diagnosis::{self, Diagnosis, FirstStep};
use salesmodel::questionnaire::{BUILTINS, Choice, Question, Questionnaire};
use salesmodel::render::{Charset, Format, Look, Styles};
use salesmodel::words::LANGUAGES;

use crate::support::{answers, rendered, report, space};

/// A company whose name is not easy to write in any format.
const COMPANY: &str = "Müller & <b>Zonen</b> \"|\" `x` שלום";

/// Runs a check on each diagnosis of the answer spaces of all built-ins in all languages,
/// and on those of hostile questionnaires.
fn every_diagnosis(mut check: impl FnMut(&Diagnosis<'_>)) {
    let mut all: Vec<Questionnaire> = Vec::new();
    for built in BUILTINS {
        let original = built.questionnaire();
        let others = LANGUAGES.iter().filter(|words| words.tag != original.lang());
        all.extend(others.filter_map(|words| built.in_language(words.tag)));
        all.push(original);
    }
    assert!(all.len() >= 4, "b2b and b2c in English and Dutch");
    all.extend(["en", "nl", "he"].map(hostile::questionnaire));
    let mut checked = 0;
    for questionnaire in &all {
        for given in space(questionnaire) {
            if let Ok(diagnosis) = diagnosis::score(answers(questionnaire, &given)) {
                check(&diagnosis);
                checked += 1;
            }
        }
    }
    assert!(checked > 1500, "{checked} diagnoses");
}

/// A questionnaire without a pipeline.
fn without_stages() -> Questionnaire {
    let yaml = "{format: 1, id: none, version: '1', lang: en, title: T, lead_at: 1, hybrid_at: 60, \
                questions: [{id: q, text: T, options: [{id: a, label: A, points: {m: 1}}, \
                {id: b, label: B}]}], models: [{id: m, name: M}]}";
    Questionnaire::parse("none.yaml", yaml).expect("it is well-formed")
}

/// A diagnosis of the company in a format.
fn written(diagnosis: &Diagnosis<'_>, format: &str) -> String {
    let look = Look::new(80, Charset::Unicode, Styles::plain());
    let mut bytes = Vec::new();
    Format::named(format)
        .expect("there is such a format")
        .write(&report(diagnosis, Some(COMPANY)), &look, &mut bytes)
        .expect("memory can be written");
    let text = String::from_utf8(bytes).expect("every format is UTF-8");
    assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text}");
    text
}

/// The second paragraph of the text report, which says the verdict after the answers,
/// without white space: lines break anywhere.
fn verdict(diagnosis: &Diagnosis<'_>) -> String {
    let text = written(diagnosis, "text");
    let second = text.split("\n\n").nth(1).expect("a report has paragraphs");
    let summary = dense(&diagnosis.leader().model.summary);
    dense(second).strip_suffix(&summary).expect("the summary follows the verdict").to_owned()
}

/// Every question with its answer as people are shown it, without white space.
fn told_answers(diagnosis: &Diagnosis<'_>) -> Vec<[String; 2]> {
    let words = diagnosis.questionnaire().words();
    let replies = diagnosis.answers.replies().iter();
    let answer = |reply: &Reply<'_>| {
        let label = reply.choice().map_or(words.text("not-sure"), |choice| choice.label.clone());
        [dense(reply.question().name()), dense(&label)]
    };
    replies.map(answer).collect()
}

/// The reason that goes with an answer.
fn reason(question: &Question, choice: &Choice) -> String {
    let otherwise = format!("{}: {}.", question.name(), choice.label);
    choice.reason.clone().unwrap_or(otherwise)
}

/// The first steps as people are shown them, without white space: the leader's as they are,
/// and those of other models after the name of the model.
fn told_steps(diagnosis: &Diagnosis<'_>) -> Vec<String> {
    let leader = &diagnosis.leader().model.id;
    let told = |step: FirstStep<'_>| match step.model.id == *leader {
        true => dense(step.text),
        false => dense(&format!("{}: {}", step.model.name, step.text)),
    };
    diagnosis.first_steps().map(told).collect()
}

/// What the text report says under a heading, entry by entry, without white space.
fn told_under(diagnosis: &Diagnosis<'_>, message: &str) -> Vec<String> {
    let heading = diagnosis.questionnaire().words().text(message);
    let text = rendered(diagnosis, "text", 100);
    let Some((_, rest)) = text.split_once(&format!("\n{heading}\n")) else { return Vec::new() };
    let (list, _) = rest.split_once("\n\n").unwrap_or((rest, ""));
    let list = format!("\n{list}");
    list.split("\n  - ").skip(1).map(dense).collect()
}

/// A text without its white space.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}
