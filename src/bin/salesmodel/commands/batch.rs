//! `salesmodel batch`: many rows at once.

mod closing;
pub(super) mod files;
mod meanings;
mod options;
mod watch;

use std::io::{self, Write};
use std::path::Path;

use clap::Command;
use salesmodel::batch::summary::{self, Summary};
use salesmodel::batch::{self, Error, Progress, Totals, Wanted};
use salesmodel::diagnosis::Diagnosis;
use salesmodel::questionnaire::Questionnaire;
use salesmodel::render::{Audience, Look};

use super::{destination, diagnose, spare};
use crate::args::batch::BatchArgs;
use crate::command_line::one_line;
use crate::failure::{self, Failure};
use crate::remedy;
use crate::settings::Settings;
use crate::signals::{self, Then};
use crate::source::QuestionnaireSource;
use crate::source::language::Languages;
use crate::wrote::{self, Use};
use options::{Plan, SummaryFormat};
use watch::Shows;

pub(crate) fn run(
    args: &BatchArgs,
    command: &Command,
    source: &QuestionnaireSource,
    settings: &Settings,
) -> anyhow::Result<()> {
    let plan = Plan::new(args, source, settings)?;
    let destination = destination(&args.output, source, settings)?;
    let map = args.reading.map.as_deref().map(Path::as_os_str);
    spare(&destination, "the file of --map", map)?;
    let (sources, size) = files::open(&plan.files, &destination)?;
    let rows_shown = destination.is_stdout() && settings.stdout_terminal;
    let bar = settings.stderr_terminal && !rows_shown;
    let shows = if bar { Shows::Bar } else { Shows::Nothing };
    signals::on_end(move || {
        if shows == Shows::Bar {
            // What comes next begins below the bar.
            let _ = writeln!(io::stderr());
        }
        Then::End
    });
    let mut out = destination.open()?;

    let languages = Languages::new(&source.written);
    for unusable in languages.unusable() {
        failure::warn(&unusable, settings);
    }
    let translations = languages.all();
    let progress = Progress::default();
    let repeat = |diagnosis: &Diagnosis<'_>, company: Option<&str>| {
        diagnose::repeat(diagnosis, company, command, source)
    };
    let ran = watch::while_running(&progress, size, shows, || {
        // The first one words the full results; labels are known in all of them.
        let words = std::iter::once(source.words_for(Audience::Programs));
        let languages: Vec<&Questionnaire> = words.chain(&translations).collect();
        batch::run(&languages, &plan.options, sources, &repeat, &progress, &mut out)
    });
    let totals = match ran {
        Ok(totals) => totals,
        Err(Error::Write(error)) => return Ok(out.failed(&error)?),
        Err(error) => return Err(failure(error).into()),
    };
    if plan.options.output == Wanted::Totals {
        let bytes = summarise(&totals, &plan, source, &destination.look(settings))?;
        if let Err(error) = out.write_report(&bytes) {
            return Ok(out.failed(&error)?);
        }
    }
    out.finish()?;
    closing::say(&totals, &plan, source.words_for(Audience::Programs), settings);
    let name = args.output.name();
    wrote::say(source.questionnaire.words(), name, Use::by_name(name), settings);
    if let Some(name) = &plan.map_new {
        meanings::write(name, &totals, source.words_for(Audience::Programs), settings)?;
    }
    if totals.rejected > 0 {
        return Err(Failure::rejected().into());
    }
    Ok(())
}

/// The summary, laid out for where it goes.
fn summarise(
    totals: &Totals,
    plan: &Plan,
    source: &QuestionnaireSource,
    look: &Look,
) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let by = plan.options.by.as_deref();
    let audience = match plan.shape {
        SummaryFormat::Json => Audience::Programs,
        SummaryFormat::Text => Audience::People,
    };
    let summary = Summary { totals, questionnaire: source.words_for(audience), by };
    match plan.shape {
        SummaryFormat::Json => summary::write_json(&summary, &mut bytes)?,
        SummaryFormat::Text => summary::write_text(&summary, look, &mut bytes)?,
    }
    Ok(bytes)
}

/// What ended the batch, with its exit code.
fn failure(error: Error) -> Failure {
    let (failure, advice) = match error {
        Error::Usage { message, advice } => (Failure::usage(message), advice),
        Error::Input { message, advice } => (Failure::input(message), advice),
        Error::Read { name, error } => (Failure::cannot_read(&one_line(&name), &error), None),
        Error::Mapping(problems) => (Failure::document(&problems), None),
        other => (Failure::input(other.to_string()), None),
    };
    match advice {
        Some(advice) => failure.with_hint(remedy::advice(&advice)),
        None => failure,
    }
}
