//! The documents (Markdown, HTML, SVG, Mermaid): every combination of answers in
//! every language, and texts that mean to break out, each read back by a reader of
//! its format that knows nothing of what wrote it.

mod contrast;
pub(crate) mod hostile;
mod html;
pub(crate) mod markdown;
mod mermaid;
mod svg;

use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::questionnaire::{BUILTINS, Questionnaire};
use salesmodel::render::{Charset, Format, Look, Styles};
use salesmodel::words::LANGUAGES;

use crate::support::{answers, report, space};

/// A company whose name is not easy to write in any format.
const COMPANY: &str = "Müller & <b>Zonen</b> \"|\" `x` שלום";

/// Runs a check on each diagnosis of the answer spaces of all built-ins in all
/// languages, and of hostile questionnaires.
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

/// A questionnaire of a field without pipelines.
fn without_stages() -> Questionnaire {
    let yaml = "{format: 1, id: none, version: '1', lang: en, title: T, lead_at: 1, hybrid_at: 60, \
                questions: [{id: q, text: T, options: [{id: a, label: A, points: {m: 1}}, \
                {id: b, label: B}]}], models: [{id: m, name: M}]}";
    Questionnaire::parse("none.yaml", yaml).expect("it is well-formed")
}

/// A diagnosis of the company in a format.
fn written(diagnosis: &Diagnosis<'_>, format: &str) -> String {
    let look = Look { width: 80, charset: Charset::Unicode, styles: Styles::plain() };
    let mut bytes = Vec::new();
    Format::named(format)
        .expect("there is such a format")
        .write(&report(diagnosis, Some(COMPANY)), &look, &mut bytes)
        .expect("memory can be written");
    let text = String::from_utf8(bytes).expect("every format is UTF-8");
    assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text}");
    text
}

/// The first paragraph of the text report, which says the verdict, without white
/// space: lines break anywhere.
fn verdict(diagnosis: &Diagnosis<'_>) -> String {
    let text = written(diagnosis, "text");
    let (first, _) = text.split_once("\n\n").expect("a report has paragraphs");
    let summary = dense(&diagnosis.leader().model.summary);
    dense(first).strip_suffix(&summary).expect("the summary follows the verdict").to_owned()
}

/// A text without its white space.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}
