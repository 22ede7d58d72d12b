//! `salesmodel questions`: the questionnaires that there are.

use std::io::Write;

use clap::ArgMatches;
use salesmodel::questionnaire::BUILTINS;
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::Destination;
use crate::settings::Settings;
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
        Some(("show", matches)) => show(matches),
        other => unreachable!("the parser asks for one of the two, and not for {other:?}"),
    }
}

fn list(matches: &ArgMatches, settings: &Settings) -> anyhow::Result<()> {
    let builtins: Vec<Listed> = BUILTINS
        .iter()
        .map(|builtin| {
            let questionnaire = builtin.questionnaire();
            Listed {
                name: builtin.name,
                version: questionnaire.version().to_owned(),
                lang: questionnaire.lang().to_owned(),
                title: questionnaire.title().to_owned(),
                questions: questionnaire.questions().len(),
                models: questionnaire.models().len(),
            }
        })
        .collect();
    let mut bytes = Vec::new();
    if args::value(matches, args::FORMAT) == Some("json") {
        serde_json::to_writer_pretty(&mut bytes, &List(builtins))?;
        bytes.push(b'\n');
    } else {
        let strong = settings.look.styles.strong;
        for Listed { name, title, questions, models, .. } in builtins {
            writeln!(
                bytes,
                "{strong}{name}{strong:#}  {title} ({questions} questions, {models} models)"
            )?;
        }
    }
    Ok(Destination::stdout().write(&bytes)?)
}

fn show(matches: &ArgMatches) -> anyhow::Result<()> {
    let source = source::questionnaire(args::value(matches, args::QUESTIONNAIRE))?;
    Ok(Destination::stdout().write(source.text.as_bytes())?)
}
