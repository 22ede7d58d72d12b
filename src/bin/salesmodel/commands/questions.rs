//! `salesmodel questions`: for people who write questionnaires.

mod check;
mod new;

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use salesmodel::document;
use salesmodel::questionnaire::BUILTINS;
use salesmodel::render::{Audience, form};
use schemars::JsonSchema;
use serde::Serialize;

use crate::args::questions::{ListArgs, QuestionsArgs, QuestionsJob, ShowArgs, ShowFormat};
use crate::args::shared::TextOrJson;
use crate::output::Destination;
use crate::settings::Settings;
use crate::source;
use crate::source::language::Languages;

/// The list of built-ins for programs.
#[derive(JsonSchema, Serialize)]
#[schemars(title = "Questionnaires, as `salesmodel questions list -f json` writes them")]
pub(super) struct List(Vec<Listed>);

/// A questionnaire that comes with the program.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Questionnaire")]
struct Listed {
    /// Its name, which `--questionnaire` takes.
    name: &'static str,
    /// The version that its author gave it.
    version: String,
    /// The language of its words, as a tag.
    lang: String,
    /// The languages that it can be had in, as tags, that of its own words first.
    langs: Vec<String>,
    /// What the whole questionnaire asks.
    title: String,
    /// How many questions it has.
    questions: usize,
    /// How many models it has.
    models: usize,
}

pub(crate) fn run(args: &QuestionsArgs, settings: &Settings) -> anyhow::Result<()> {
    match &args.job {
        QuestionsJob::List(args) => list(&args.0, settings),
        QuestionsJob::Show(args) => show(&args.0, settings),
        QuestionsJob::Check(args) => check::run(&args.0, settings),
        QuestionsJob::New(args) => new::run(&args.0, settings),
    }
}

fn list(args: &ListArgs, settings: &Settings) -> anyhow::Result<()> {
    let mut builtins = Vec::new();
    for builtin in BUILTINS {
        let written = source::written(Some(OsStr::new(builtin.name)))?;
        let questionnaire = &written.questionnaire;
        builtins.push(Listed {
            name: builtin.name,
            version: questionnaire.version().to_owned(),
            lang: questionnaire.lang().to_owned(),
            langs: Languages::new(&written).tags().into_iter().map(str::to_owned).collect(),
            title: questionnaire.title().to_owned(),
            questions: questionnaire.questions().len(),
            models: questionnaire.models().len(),
        });
    }
    let mut bytes = Vec::new();
    if args.format.format == TextOrJson::Json {
        document::write_value(&List(builtins), &mut bytes)?;
    } else {
        let strong = settings.look.styles.strong;
        for Listed { name, title, questions, models, langs, .. } in builtins {
            writeln!(
                bytes,
                "{strong}{name}{strong:#}  {title} ({questions} questions, {models} models; {})",
                langs.join(", ")
            )?;
        }
    }
    Ok(Destination::stdout().write(&bytes)?)
}

fn show(args: &ShowArgs, settings: &Settings) -> anyhow::Result<()> {
    let name = args.questionnaire.as_deref().map(Path::as_os_str);
    let lang = args.lang.lang.as_deref();
    if args.format == ShowFormat::Markdown {
        let source = source::questionnaire(name, lang, settings)?;
        source.warn_of_gaps(Audience::People, settings);
        let mut bytes = Vec::new();
        form::write_markdown(source.words_for(Audience::People), &mut bytes)?;
        return Ok(Destination::stdout().write(&bytes)?);
    }
    let written = source::written(name)?;
    let text = match lang {
        None => written.text.to_string(),
        Some(lang) => Languages::new(&written).text_in(lang, &written.text)?,
    };
    let mut bytes = text.into_bytes();
    if args.format == ShowFormat::Json {
        let text = std::mem::take(&mut bytes);
        let text = String::from_utf8(text).context("a questionnaire is UTF-8")?;
        document::write_json(&text, &mut bytes)?;
    }
    Ok(Destination::stdout().write(&bytes)?)
}
