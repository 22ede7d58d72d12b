//! `salesmodel compare`: two saved results side by side, or the answers of several
//! people beside what was measured.

mod people;

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
use crate::args::compare::{ANONYMOUS, MEASURED, NAMES};
use crate::failure::Failure;
use crate::output::Destination;
use crate::settings::Settings;
use crate::source::{self, STDIN, Source};
use crate::wrote::{self, Use};
use crate::{args, extension};

/// The formats of a comparison of two, and of the answers of several people.
const OF_TWO: [&str; 3] = ["text", "json", "markdown"];
const OF_PEOPLE: [&str; 4] = ["text", "json", "markdown", "html"];

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Two,
    People,
}

pub(crate) fn run(matches: &ArgMatches, source: Source, settings: &Settings) -> anyhow::Result<()> {
    let given = args::path(matches, args::QUESTIONNAIRE);
    let files = args::compare::files(matches);
    let measured = args::path(matches, MEASURED);
    let names: Vec<&OsStr> = files.iter().copied().chain(measured).collect();
    let mut readers: Vec<(&str, bool)> =
        files.iter().map(|name| ("FILE", *name == STDIN)).collect();
    readers.push(("--questionnaire", given.is_some_and(|name| name == STDIN)));
    readers.push(("--measured", measured.is_some_and(|name| name == STDIN)));
    one_reader_of_stdin(&readers)?;
    let asks_for_people =
        measured.is_some() || matches.get_flag(ANONYMOUS) || matches.get_flag(NAMES);
    if files.len() < 2 && measured.is_none() {
        let message = "one file alone compares to nothing";
        let hint = "Name two or more files, or what was measured with --measured.";
        return Err(Failure::usage(message).hint(hint).into());
    }
    let kind = if files.len() > 2 || asks_for_people { Kind::People } else { Kind::Two };
    let output = output(matches, &names, settings)?;
    let format = format(matches, kind)?;

    let texts = names.iter().map(source::read).collect::<Result<Vec<String>, _>>()?;
    let source = match given {
        Some(_) => source,
        None => {
            let lang = args::value(matches, args::LANG);
            questionnaire_of(&names, &texts, source, lang, settings)?
        }
    };
    let questionnaire = source.words_for(format.audience);
    let reading = source.reading(questionnaire);
    let read = |(name, text): (&&OsStr, &String)| saved::read(name, text, &reading, settings);
    let mut all = names.iter().zip(&texts).map(read).collect::<Result<Vec<Saved<'_>>, _>>()?;
    let found = measured.and_then(|_| all.pop());

    let mut bytes = Vec::new();
    // A file is the same whatever the window was, and has no colours.
    let plain = Look { width: Look::STANDARD, styles: Styles::plain(), ..settings.look };
    let look = if output.is_stdout() { settings.look } else { plain };
    match kind {
        Kind::People => {
            let written = people::Written { format, look };
            people::write(matches, &files, all, found, &written, settings, &mut bytes)?;
        }
        Kind::Two => {
            let [before, after] = <[Saved<'_>; 2]>::try_from(all).expect("there are two files");
            let names = [files[0], files[1]];
            two(names, before, after, format, &look, &mut bytes)?;
        }
    }
    output.write(&bytes)?;
    if let Some(name) = args::path(matches, args::OUTPUT) {
        let words = source.questionnaire.words();
        wrote::say(words, Some(name), Use::by_name(name), settings);
    }
    Ok(())
}

/// Two results side by side.
fn two(
    names: [&OsStr; 2],
    before: Saved<'_>,
    after: Saved<'_>,
    format: &Format,
    look: &Look,
    bytes: &mut Vec<u8>,
) -> anyhow::Result<()> {
    let companies = [before.company.clone(), after.company.clone()];
    let asked_differently = AskedDifferently::between(&before, &after);
    let before = diagnose(names[0], before, &asked_differently)?;
    let after = diagnose(names[1], after, &asked_differently)?;
    let called = called(names, &companies);
    let side = |i: usize| Side { name: &called[i], company: companies[i].as_deref() };
    let comparison = Comparison::across(&before, &after, &asked_differently);
    let compared = Compared { comparison, before: side(0), after: side(1) };
    match format.name {
        "json" => comparison::write_json(&compared, bytes)?,
        "markdown" => comparison::write_markdown(&compared, bytes)?,
        _ => comparison::write_text(&compared, look, bytes)?,
    }
    Ok(())
}

fn output(
    matches: &ArgMatches,
    names: &[&OsStr],
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

fn format(matches: &ArgMatches, kind: Kind) -> Result<&'static Format, Failure> {
    let (known, what) = match kind {
        Kind::Two => (&OF_TWO[..], "a comparison of two results"),
        Kind::People => (&OF_PEOPLE[..], "a comparison"),
    };
    let formats = || known.iter().filter_map(|name| Format::named(name));
    if let Some(name) = args::value(matches, args::FORMAT) {
        return formats().find(|format| format.name == name).ok_or_else(|| {
            let hint = format!("Write it as {}.", wording::one_of(known.iter().copied()));
            Failure::usage(format!("{what} is not written as {name}")).hint(hint)
        });
    }
    let output = args::path(matches, args::OUTPUT);
    let Some(extension) = output.and_then(extension::of) else {
        return Ok(formats().next().expect("there is text"));
    };
    formats().find(|format| format.extension == extension).ok_or_else(|| {
        let known = formats().map(|format| format.extension);
        extension::refused(what, &extension, known)
    })
}

/// The built-in questionnaire that the files name; the standard one where none names
/// any, as a file of answers alone need not.
fn questionnaire_of(
    names: &[&OsStr],
    texts: &[String],
    standard: Source,
    lang: Option<&str>,
    settings: &Settings,
) -> anyhow::Result<Source> {
    let ids = names.iter().zip(texts);
    let mut ids = ids.filter_map(|(name, text)| Some((name, answers::questionnaire_of(text)?)));
    let Some((first, id)) = ids.next() else { return Ok(standard) };
    if let Some((second, other)) = ids.find(|(_, other)| *other != id) {
        let message = format!(
            "{} answers the questionnaire {}, and {} answers {}",
            source::called(first),
            wording::quote(&id),
            source::called(second),
            wording::quote(&other)
        );
        let hint = "Compare results of one questionnaire: only those have the same questions.";
        return Err(Failure::input(message).hint(hint).into());
    }
    if Builtin::named(&id).is_none() {
        let called = source::called(first);
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
        return Err(Failure::input(message).hint(
            "A result that was saved has all of them. To put answers beside each other as they \
             are, add --anonymous or --names.",
        ));
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
