//! `salesmodel measure`: answers from a firm's own records.

mod options;
mod refusal;

use std::path::{Path, PathBuf};

use salesmodel::measure::{self, Choices, Files, Records};
use salesmodel::render::Audience;
use salesmodel::render::measure::{MeasuredReport, write_json, write_text, write_yaml};
use salesmodel::wording::steers;

use super::batch::files::open;
use super::{destination, encoding, spare};
use crate::args::measure::{MeasureArgs, MeasureFormat};
use crate::command_line::{self, PROGRAM, STDIN, shell_word, typed};
use crate::failure::Failure;
use crate::settings::Settings;
use crate::source::QuestionnaireSource;
use crate::wrote::{self, Use};

pub(crate) fn run(
    args: &MeasureArgs,
    source: &QuestionnaireSource,
    settings: &Settings,
) -> anyhow::Result<()> {
    let format = options::format(args)?;
    let audience = match format {
        MeasureFormat::Text => Audience::People,
        MeasureFormat::Yaml | MeasureFormat::Json => Audience::Programs,
    };
    let questionnaire = source.words_for(audience);
    if questionnaire.questions().iter().all(|question| question.measure.is_none()) {
        let id = questionnaire.id();
        let message = format!("no question of {id} says how its answer is measured");
        let hint = "Give a question the key measure: see `salesmodel schema questionnaire`.";
        return Err(Failure::input(message).with_hint(hint).into());
    }
    let choices = options::choices(args, settings)?;
    let mapping = options::mapping(args, &source.reading(questionnaire))?;
    let encoding = encoding(args.reading.encoding.as_ref())?;
    let company = args.company.name()?;
    let names = options::files(args, source, settings)?;
    let output = destination(&args.output, source, settings)?;
    spare(&output, "the file of --map", args.meaning.map.as_deref().map(Path::as_os_str))?;
    let measured = names.iter().map(|name| name.as_os_str());
    spare(&output, "a file that it is measured from", measured)?;
    let (sources, _) = open(&names, &output)?;
    let files = read(sources, encoding, &choices)?;
    let records = Records {
        book: files.book.as_ref(),
        people: files.people.as_ref(),
        invoices: files.invoices.as_ref(),
    };
    let measured = measure::measure(records, questionnaire, &mapping);
    let next = next(args, &names, output.is_stdout(), source, settings);
    let report = MeasuredReport {
        questionnaire,
        measured: &measured,
        files: &files,
        company: company.as_deref(),
        day: choices.today,
        next: next.as_deref(),
    };
    let mut bytes = Vec::new();
    match format {
        MeasureFormat::Json => write_json(&report, &mut bytes)?,
        MeasureFormat::Yaml => write_yaml(&report, &mut bytes)?,
        MeasureFormat::Text => write_text(&report, &output.look(settings), &mut bytes)?,
    }
    output.write(&bytes)?;
    let reads = source.reads(settings);
    let then = match (format, reads.as_deref()) {
        (MeasureFormat::Yaml, Some(reads)) => Use::GoOn(reads),
        (MeasureFormat::Text, _) => Use::Open,
        (MeasureFormat::Json | MeasureFormat::Yaml, _) => Use::Load,
    };
    wrote::say(source.questionnaire.words(), args.output.name(), then, settings);
    Ok(())
}

fn read(
    sources: Vec<salesmodel::rows::Source>,
    encoding: Option<salesmodel::rows::Encoding>,
    choices: &Choices,
) -> Result<Files<'_>, Failure> {
    Files::read(sources, encoding, choices).map_err(|wrong| refusal::failure(&wrong))
}

/// The command that goes on from here.
fn next(
    args: &MeasureArgs,
    names: &[PathBuf],
    is_stdout: bool,
    source: &QuestionnaireSource,
    settings: &Settings,
) -> Option<String> {
    let reads = source.reads(settings)?;
    if !is_stdout {
        return Some(format!("{reads} {}", command_line::file_word(args.output.name()?)));
    }
    // Standard input cannot be read again, and a format that was asked for may not be one
    // of answers.
    let is_fixed = args.format.format.is_some() || args.output.name().is_some();
    if is_fixed || names.iter().any(|name| name.as_os_str() == STDIN) {
        return None;
    }
    let given = settings.arguments.iter().map(|word| word.to_str().map(shell_word));
    let mut given = given.collect::<Option<Vec<String>>>()?;
    // Right after the subcommand: what comes after a `--` is the name of a file.
    given.insert(1, "-o answers.yaml".to_owned());
    let measure = typed(&format!("{PROGRAM} {}", given.join(" ")), settings);
    Some(format!("{measure} && {reads} answers.yaml")).filter(|next| !next.chars().any(steers))
}
