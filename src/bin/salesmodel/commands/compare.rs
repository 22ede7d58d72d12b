//! `salesmodel compare`: two saved results side by side.

use std::ffi::OsStr;
use std::path::Path;

use clap::ArgMatches;
use salesmodel::answers::{self, Saved};
use salesmodel::comparison::{AskedDifferently, Comparison};
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::questionnaire::Builtin;
use salesmodel::render::comparison::{self, Compared, Side};
use salesmodel::render::{Format, Look, Styles};
use salesmodel::wording;

use super::{one_reader_of_stdin, saved};
use crate::args::compare::{AFTER, BEFORE};
use crate::failure::Failure;
use crate::output::Destination;
use crate::settings::Settings;
use crate::source::{self, STDIN, Source};
use crate::{args, extension};

/// The formats of a comparison.
const FORMATS: [&str; 3] = ["text", "json", "markdown"];

pub(crate) fn run(matches: &ArgMatches, source: Source, settings: &Settings) -> anyhow::Result<()> {
    let given = args::path(matches, args::QUESTIONNAIRE);
    let names = [BEFORE, AFTER].map(|id| args::path(matches, id).expect("clap requires both"));
    one_reader_of_stdin(&[
        ("--questionnaire", given.is_some_and(|name| name == STDIN)),
        ("A", names[0] == STDIN),
        ("B", names[1] == STDIN),
    ])?;
    let output = output(matches, names, settings)?;
    let format = format(matches)?;

    let texts = [source::read(names[0])?, source::read(names[1])?];
    let source = match given {
        Some(_) => source,
        None => {
            questionnaire_of(names, &texts, source, args::value(matches, args::LANG), settings)?
        }
    };
    let questionnaire = source.words_for(format.audience);
    let reading = source.reading(questionnaire);
    let before = saved::read(names[0], &texts[0], &reading, settings)?;
    let after = saved::read(names[1], &texts[1], &reading, settings)?;
    let companies = [before.company.clone(), after.company.clone()];
    let asked_differently = AskedDifferently::between(&before, &after);
    let before = diagnose(names[0], before, &asked_differently)?;
    let after = diagnose(names[1], after, &asked_differently)?;

    let called = called(names, &companies);
    let side = |i: usize| Side { name: &called[i], company: companies[i].as_deref() };
    let comparison = Comparison::across(&before, &after, &asked_differently);
    let compared = Compared { comparison, before: side(0), after: side(1) };
    let mut bytes = Vec::new();
    match format.name {
        "json" => comparison::write_json(&compared, &mut bytes)?,
        "markdown" => comparison::write_markdown(&compared, &mut bytes)?,
        _ if output.is_stdout() => comparison::write_text(&compared, &settings.look, &mut bytes)?,
        _ => {
            // A file is the same whatever the window was, and has no colours.
            let look = Look { width: Look::STANDARD, styles: Styles::plain(), ..settings.look };
            comparison::write_text(&compared, &look, &mut bytes)?;
        }
    }
    Ok(output.write(&bytes)?)
}

fn output(
    matches: &ArgMatches,
    names: [&OsStr; 2],
    settings: &Settings,
) -> Result<Destination, Failure> {
    let output = match args::path(matches, args::OUTPUT) {
        Some(name) => Destination::of(name, settings)?,
        None => Destination::stdout(),
    };
    if names.iter().any(|name| output.is_file(name)) {
        let message = "the comparison would take the place of a result that it compares";
        return Err(Failure::usage(message).hint("Name another file."));
    }
    Ok(output)
}

fn format(matches: &ArgMatches) -> Result<&'static Format, Failure> {
    if let Some(format) = args::value(matches, args::FORMAT).and_then(Format::named) {
        return Ok(format);
    }
    let output = args::path(matches, args::OUTPUT);
    let formats = || FORMATS.iter().filter_map(|name| Format::named(name));
    let Some(extension) = output.and_then(extension::of) else {
        return Ok(formats().next().expect("there is text"));
    };
    formats().find(|format| format.extension == extension).ok_or_else(|| {
        let known = formats().map(|format| format.extension);
        extension::refused("a comparison", &extension, known)
    })
}

/// The built-in questionnaire that both results name; the standard one where neither
/// names any, as a file of answers alone does not.
fn questionnaire_of(
    names: [&OsStr; 2],
    texts: &[String; 2],
    standard: Source,
    lang: Option<&str>,
    settings: &Settings,
) -> anyhow::Result<Source> {
    let ids = [answers::questionnaire_of(&texts[0]), answers::questionnaire_of(&texts[1])];
    if let [Some(one), Some(other)] = &ids
        && one != other
    {
        let message = format!(
            "{} answers the questionnaire {}, and {} answers {}",
            source::called(names[0]),
            wording::quote(one),
            source::called(names[1]),
            wording::quote(other)
        );
        let hint = "Compare results of one questionnaire: only those have the same questions.";
        return Err(Failure::input(message).hint(hint).into());
    }
    let [first, second] = ids;
    let named = if first.is_some() { names[0] } else { names[1] };
    let Some(id) = first.or(second) else { return Ok(standard) };
    if Builtin::named(&id).is_none() {
        let called = source::called(named);
        let message = format!(
            "{called} answers the questionnaire {}, which is not built in",
            wording::quote(&id)
        );
        return Err(Failure::usage(message).hint("Name its file with --questionnaire.").into());
    }
    source::questionnaire(Some(OsStr::new(&id)), lang, settings)
}

/// Scores saved answers anew: what else a result says may be of another version. The
/// answers to questions that were asked differently count on neither side.
fn diagnose<'q>(
    name: &OsStr,
    saved: Saved<'q>,
    asked_differently: &[AskedDifferently<'q>],
) -> Result<Diagnosis<'q>, Failure> {
    let missing = saved.draft.missing().filter(|question| !saved.predates(question));
    let missing: Vec<&str> = missing.map(|question| question.id.as_str()).collect();
    if !missing.is_empty() {
        let message =
            format!("{} has no answer to {}", source::called(name), wording::all_of(missing));
        return Err(Failure::input(message).hint("A result that was saved has all of them."));
    }
    let mut draft = saved.draft;
    for asked in asked_differently {
        draft.give(asked.question.unsure());
    }
    let answers = draft.complete().expect("what was missing is now unsure");
    diagnosis::score(answers).map_err(|none| {
        let failure = Failure::input(format!("{}: {none}", source::called(name)));
        if asked_differently.is_empty() {
            let question = none.question;
            return failure.hint(format!("Answer {}: {}", question.id, question.answers()));
        }
        let ids = asked_differently.iter().map(|asked| asked.question.id.as_str());
        failure.hint(format!(
            "What was answered to {} does not count here, because the meaning has changed: make \
             the older of the two again with --from, and compare then.",
            wording::all_of(ids)
        ))
    })
}

/// What the two are called: their companies, if each has one of its own, else their
/// files, without folder and extension where that tells them apart.
fn called(names: [&OsStr; 2], companies: &[Option<String>; 2]) -> [String; 2] {
    if let [Some(one), Some(other)] = companies
        && one != other
    {
        return [one.clone(), other.clone()];
    }
    let stems = names.map(|name| Path::new(name).file_stem().and_then(|stem| stem.to_str()));
    match stems {
        [Some(one), Some(other)] if one != other && !names.iter().any(|name| *name == STDIN) => {
            [one, other].map(source::called)
        }
        _ => names.map(source::called),
    }
}
