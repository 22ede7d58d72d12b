//! The quiz as a page for people without a terminal: one file without any outside
//! request, which works out the result with the table of rules in it, and hands the
//! answers back as a file for the program, which scores them itself.
//!
//! Without a script it is a form to print and fill in; the questions in Markdown are
//! another.
//!
//! ```
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::render::form::{Form, write};
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let mut page = Vec::new();
//! write(&Form { questionnaire: &questionnaire, company: Some("Acme"), to: None }, &mut page)?;
//! assert!(String::from_utf8_lossy(&page).starts_with("<!DOCTYPE html>"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod sentences;

use std::io::{self, Write};

use askama::Template;
use serde_json::{Value, json};

use self::sentences::Sentences;
use super::sentences::{CLOSE, exit, reason};
use super::{content, introduction};
use crate::diagnosis::rules;
use crate::pipeline::LONG;
use crate::questionnaire::{Choice, LostReason, Model, Question, Questionnaire, Stage};
use crate::words::{Direction, Words};

/// A form with what is known beside the questionnaire.
#[derive(Clone, Copy, Debug)]
pub struct Form<'q> {
    /// What is asked.
    pub questionnaire: &'q Questionnaire,
    /// The company that is asked about; where there is none, the form asks for it.
    pub company: Option<&'q str>,
    /// The address that answers are mailed to, by the program of the person who
    /// answers.
    pub to: Option<&'q str>,
}

/// Writes the form as HTML.
///
/// # Errors
///
/// Those of the writer.
pub fn write(form: &Form<'_>, out: &mut dyn Write) -> io::Result<()> {
    let questionnaire = form.questionnaire;
    let words = questionnaire.words();
    let ask_for_it = |_: &str| words.text("form-ask-for-it");
    let page = FormPage {
        words,
        lang: questionnaire.lang(),
        direction: Direction::for_language(questionnaire.lang()),
        subject: form.company.unwrap_or(questionnaire.title()),
        company: form.company,
        title: questionnaire.title(),
        // The title is the heading.
        introduction: introduction::paragraphs(questionnaire, ask_for_it).split_off(1),
        asked: asked(questionnaire),
        mails: form.to.is_some(),
        data: embedded(&data(form)),
    };
    writeln!(out, "{}", page.render().map_err(io::Error::other)?)
}

#[derive(Template)]
#[template(path = "form/page.html")]
struct FormPage<'q> {
    words: &'static Words,
    lang: &'q str,
    direction: Direction,
    subject: &'q str,
    company: Option<&'q str>,
    title: &'q str,
    introduction: Vec<String>,
    asked: Vec<FormQuestion<'q>>,
    mails: bool,
    data: String,
}

impl FormPage<'_> {
    fn says(&self, message: &str) -> String {
        self.words.text(message)
    }
}

/// Writes the questions in Markdown, to print and fill in.
///
/// # Errors
///
/// Those of the writer.
pub fn write_markdown(questionnaire: &Questionnaire, out: &mut dyn Write) -> io::Result<()> {
    let words = questionnaire.words();
    let ask_for_it = |_: &str| words.text("form-ask-for-it");
    let page = Paper {
        words,
        title: questionnaire.title(),
        introduction: introduction::paragraphs(questionnaire, ask_for_it).split_off(1),
        asked: asked(questionnaire),
        version: words.say(
            "form-version",
            [
                ("id", questionnaire.id().as_str().into()),
                ("version", questionnaire.version().into()),
            ],
        ),
    };
    writeln!(out, "{}", page.render().map_err(io::Error::other)?)
}

/// A line to write on.
const LINE: &str = "........................";

#[derive(Template)]
#[template(path = "form/paper.md")]
struct Paper<'q> {
    words: &'static Words,
    title: &'q str,
    introduction: Vec<String>,
    asked: Vec<FormQuestion<'q>>,
    version: String,
}

/// A question as the form asks it.
struct FormQuestion<'q> {
    /// Which of how many it is.
    place: String,
    text: &'q str,
    help: Option<&'q str>,
    options: &'q [Choice],
    /// What the field for its number is called.
    number: Option<String>,
    /// The sign that is fixed after that field.
    sign: &'static str,
}

/// The questions, in their order.
fn asked<'q>(questionnaire: &'q Questionnaire) -> Vec<FormQuestion<'q>> {
    let words = questionnaire.words();
    let count = questionnaire.questions().len();
    let ask = |question: &'q Question| {
        let place = [("place", (question.index + 1).into()), ("count", count.into())];
        let number = question.unit.map(|unit| {
            let number = question.number.clone().unwrap_or_else(|| unit.example());
            words.say("form-number", [("number", number.into())])
        });
        FormQuestion {
            place: words.say("form-place", place),
            text: &question.text,
            help: question.help.as_deref(),
            options: &question.options,
            number,
            sign: question.unit.map_or("", |unit| unit.sign()),
        }
    };
    questionnaire.questions().iter().map(ask).collect()
}

/// What the script of the page is given: the rules, and the words for what follows from
/// them.
fn data(form: &Form<'_>) -> Value {
    let questionnaire = form.questionnaire;
    let words = questionnaire.words();
    let model = |model: &Model| {
        json!({
            "name": model.name,
            "summary": model.summary,
            "steps": model.first_steps,
            "roles": model.roles,
            "metrics": model.metrics,
            "pitfalls": model.pitfalls,
        })
    };
    let stage = |stage: &Stage| {
        json!({
            "name": stage.name,
            "goal": stage.goal,
            "exit": exit(words, stage),
            "owner": stage.owner,
        })
    };
    let lost = |reason: &LostReason| json!({"label": reason.label, "help": reason.help});
    json!({
        "rules": rules(questionnaire),
        "words": Sentences::new(questionnaire),
        "title": questionnaire.title(),
        "company": form.company,
        "to": form.to.map(address),
        "questions": each(questionnaire.questions(), question),
        "models": each(questionnaire.models(), model),
        "stages": each(questionnaire.stages(), stage),
        "lost_reasons": each(questionnaire.lost_reasons(), lost),
        // A runner-up with this percentage of the leader's points is close.
        "close": CLOSE,
        // A pipeline of this many stages is long.
        "long": LONG,
        // The most changes of answers that are worth a line.
        "changes": content::CHANGES,
    })
}

fn each<T>(all: &[T], data: impl Fn(&T) -> Value) -> Vec<Value> {
    all.iter().map(data).collect()
}

/// What the script has to know about a question.
fn question(question: &Question) -> Value {
    let number = question.unit.map(|unit| {
        let most = question.at_most.map_or(unit.most(), |most| most.min(unit.most()));
        // JSON has no infinity: where there is no bound, it says null.
        json!({"sign": unit.sign(), "most": most})
    });
    let option =
        |option: &Choice| json!({"label": option.label, "reason": reason(question, option)});
    json!({
        "name": question.name(),
        "number": number,
        "options": each(&question.options, option),
    })
}

/// An address inside a `mailto` link: characters that could begin another part of the
/// link are escaped.
fn address(to: &str) -> String {
    let mut escaped = String::new();
    for byte in to.bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_+".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// Data as JSON that no text can break out of: neither markup nor a line separator,
/// which older scripts end a line at.
fn embedded(data: &Value) -> String {
    let json = data.to_string();
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => escaped.push(c),
        }
    }
    escaped
}
