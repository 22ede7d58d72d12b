//! `salesmodel questions`: for people who write questionnaires.

mod check;
mod new;

use std::ffi::OsStr;
use std::io::Write;

use anyhow::Context;
use clap::ArgMatches;
use salesmodel::document;
use salesmodel::questionnaire::BUILTINS;
use salesmodel::render::{Audience, form};
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::Destination;
use crate::settings::Settings;
use crate::source::language::Languages;
use crate::{args, source};

/// The built-ins, as programs read the list.
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

pub(crate) fn run(matches: &ArgMatches, settings: &Settings) -> anyhow::Result<()> {
    match matches.subcommand() {
        Some(("list", matches)) => list(matches, settings),
        Some(("show", matches)) => show(matches, settings),
        Some(("check", matches)) => check::run(matches, settings),
        Some(("new", matches)) => new::run(matches, settings),
        other => unreachable!("the parser asks for one of these, and not for {other:?}"),
    }
}

fn list(matches: &ArgMatches, settings: &Settings) -> anyhow::Result<()> {
    let mut builtins = Vec::new();
    for builtin in BUILTINS {
        let written = source::written(Some(OsStr::new(builtin.name)))?;
        let questionnaire = &written.questionnaire;
        builtins.push(Listed {
            name: builtin.name,
            version: questionnaire.version().to_owned(),
            lang: questionnaire.lang().to_owned(),
            langs: Languages::of(&written).tags().into_iter().map(str::to_owned).collect(),
            title: questionnaire.title().to_owned(),
            questions: questionnaire.questions().len(),
            models: questionnaire.models().len(),
        });
    }
    let mut bytes = Vec::new();
    if args::value(matches, args::FORMAT) == Some("json") {
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

fn show(matches: &ArgMatches, settings: &Settings) -> anyhow::Result<()> {
    let name = args::path(matches, args::QUESTIONNAIRE);
    if args::value(matches, args::FORMAT) == Some("markdown") {
        let source = source::questionnaire(name, args::value(matches, args::LANG), settings)?;
        source.warn_of_gaps(Audience::People, settings);
        let mut bytes = Vec::new();
        form::write_markdown(source.words_for(Audience::People), &mut bytes)?;
        return Ok(Destination::stdout().write(&bytes)?);
    }
    let written = source::written(name)?;
    let text = match args::value(matches, args::LANG) {
        None => written.text.to_string(),
        Some(lang) => Languages::of(&written).text_in(lang, &written.text)?,
    };
    let mut bytes = text.into_bytes();
    if args::value(matches, args::FORMAT) == Some("json") {
        let text = std::mem::take(&mut bytes);
        let text = String::from_utf8(text).context("a questionnaire is UTF-8")?;
        document::write_json(&text, &mut bytes)?;
    }
    Ok(Destination::stdout().write(&bytes)?)
}
