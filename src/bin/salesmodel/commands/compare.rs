//! `salesmodel compare`: two saved results side by side, or the answers of several
//! people beside what was measured.

mod people;

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use clap::ValueEnum;
use salesmodel::answers::{self, Saved};
use salesmodel::comparison::{AskedDifferently, Comparison};
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::questionnaire::Builtin;
use salesmodel::render::Audience;
use salesmodel::render::comparison::{self, Compared, Side};
use salesmodel::wording;

use self::people::ReportLook;
use super::{destination, one_reader_of_stdin, saved, spare};
use crate::args::compare::{CompareArgs, CompareFormat, NamingArgs};
use crate::command_line::{self, STDIN};
use crate::extension;
use crate::failure::{self, Failure};
use crate::output::Destination;
use crate::settings::Settings;
use crate::source::{self, QuestionnaireSource};
use crate::wrote::{self, Use};

pub(crate) fn run(
    args: &CompareArgs,
    source: QuestionnaireSource,
    settings: &Settings,
) -> anyhow::Result<()> {
    let measured = args.measured.as_deref().map(Path::as_os_str);
    let files = files(args, measured, settings)?;
    let names: Vec<&OsStr> = files.iter().copied().chain(measured).collect();
    let mut readers: Vec<(&str, bool)> =
        files.iter().map(|name| ("FILE", *name == STDIN)).collect();
    readers.push(("--questionnaire", args.questionnaire.is_stdin()));
    readers.push(("--measured", measured.is_some_and(|name| name == STDIN)));
    one_reader_of_stdin(&readers)?;
    let asks_for_people =
        files.len() > 2 || measured.is_some() || args.naming.anonymous || args.naming.names;
    if files.len() < 2 && measured.is_none() {
        let message = "one file has nothing to be compared with";
        let hint = "Name two or more files, or what was measured with --measured.";
        return Err(Failure::usage(message).with_hint(hint).into());
    }
    let output = output(args, &names, &source, settings)?;
    let format = format(args)?;

    let texts = names.iter().map(source::read).collect::<Result<Vec<String>, _>>()?;
    let source = match args.questionnaire.questionnaire {
        Some(_) => source,
        None => {
            let lang = args.lang.lang.as_deref();
            questionnaire_of(&names, &texts, source, lang, settings)?
        }
    };
    let audience = match format {
        CompareFormat::Json => Audience::Programs,
        CompareFormat::Text | CompareFormat::Markdown | CompareFormat::Html => Audience::People,
    };
    let questionnaire = source.words_for(audience);
    let reading = source.reading(questionnaire);
    let read = |(name, text): (&&OsStr, &String)| saved::read(name, text, &reading, settings);
    let mut all = names.iter().zip(&texts).map(read).collect::<Result<Vec<Saved<'_>>, _>>()?;
    let found = measured.and_then(|_| all.pop());
    if let (Some(name), Some(found)) = (measured, &found) {
        people::has_evidence(name, found, settings)?;
    }

    let mut bytes = Vec::new();
    let written = people::ReportLook { format, look: output.look(settings) };
    match <[Saved<'_>; 2]>::try_from(all) {
        Ok(pair) if !asks_for_people => {
            two([files[0], files[1]], pair, &written, &args.naming, settings, &mut bytes)?;
        }
        Ok(pair) => {
            people::write(&args.naming, &files, pair.into(), found, &written, settings, &mut bytes)?
        }
        Err(all) => {
            people::write(&args.naming, &files, all, found, &written, settings, &mut bytes)?
        }
    }
    output.write(&bytes)?;
    let name = args.output.name();
    wrote::say(source.questionnaire.words(), name, Use::by_name(name), settings);
    Ok(())
}

/// The files to compare. If the measured file is among them, it is left out with a note:
/// it holds nobody's answers.
fn files<'a>(
    args: &'a CompareArgs,
    measured: Option<&OsStr>,
    settings: &Settings,
) -> Result<Vec<&'a OsStr>, Failure> {
    let mut files = args.files();
    let Some(measured) = measured else { return Ok(files) };
    files.retain(|file| {
        let is_other = !is_same_file(file, measured);
        if !is_other {
            let called = command_line::called(file);
            let message = format!("{called} is what was measured, so it is not one of the people");
            failure::warn(&message, settings);
        }
        is_other
    });
    if files.is_empty() {
        let message = "there are no answers to put beside what was measured";
        return Err(Failure::usage(message).with_hint("Name the file of at least one person."));
    }
    Ok(files)
}

/// Whether two names are of one file, which standard input is not.
fn is_same_file(one: &OsStr, other: &OsStr) -> bool {
    let place = |name| fs::canonicalize(name).ok().filter(|_| name != STDIN);
    place(one).is_some_and(|one| place(other) == Some(one))
}

/// Two results side by side, or the gap report on two files if one is not a result
/// because an answer is missing or no model leads.
fn two(
    names: [&OsStr; 2],
    pair: [Saved<'_>; 2],
    written: &ReportLook,
    naming: &NamingArgs,
    settings: &Settings,
    bytes: &mut Vec<u8>,
) -> anyhow::Result<()> {
    let [before, after] = &pair;
    let companies = [before.company.clone(), after.company.clone()];
    let asked_differently = AskedDifferently::between(before, after);
    let diagnosed = [
        diagnose(names[0], before, &asked_differently),
        diagnose(names[1], after, &asked_differently),
    ];
    let [before, after] = match diagnosed {
        [Ok(before), Ok(after)] => [before, after],
        [Err(why), _] | [_, Err(why)] => {
            let message = format!(
                "{why}: here is what each file answers, instead of a comparison of two results"
            );
            failure::warn(&message, settings);
            return people::write(naming, &names, pair.into(), None, written, settings, bytes);
        }
    };
    let names = side_names(names, &companies);
    let side = |i: usize| Side { name: &names[i], company: companies[i].as_deref() };
    let comparison = Comparison::across(&before, &after, &asked_differently);
    let compared = Compared { comparison, before: side(0), after: side(1) };
    match written.format {
        CompareFormat::Json => comparison::write_json(&compared, bytes)?,
        CompareFormat::Markdown => comparison::write_markdown(&compared, bytes)?,
        CompareFormat::Html => comparison::write_html(&compared, bytes)?,
        CompareFormat::Text => comparison::write_text(&compared, &written.look, bytes)?,
    }
    Ok(())
}

fn output(
    args: &CompareArgs,
    names: &[&OsStr],
    source: &QuestionnaireSource,
    settings: &Settings,
) -> Result<Destination, Failure> {
    let output = destination(&args.output, source, settings)?;
    spare(&output, "a result that is compared", names.iter().copied())?;
    Ok(output)
}

fn format(args: &CompareArgs) -> Result<CompareFormat, Failure> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(extension) = args.output.name().and_then(extension::of) else {
        return Ok(CompareFormat::Text);
    };
    let mut known = CompareFormat::value_variants().iter().copied();
    known.find(|format| format.extension() == extension).ok_or_else(|| {
        let known = CompareFormat::value_variants().iter().map(|format| format.extension());
        extension::refused("a comparison", &extension, known)
    })
}

/// The built-in questionnaire that the files name; the standard one if none names any, as
/// a file of mere answers need not.
fn questionnaire_of(
    names: &[&OsStr],
    texts: &[String],
    standard: QuestionnaireSource,
    lang: Option<&str>,
    settings: &Settings,
) -> anyhow::Result<QuestionnaireSource> {
    let ids = names.iter().zip(texts);
    let mut ids = ids.filter_map(|(name, text)| Some((name, answers::questionnaire_of(text)?)));
    let Some((first, id)) = ids.next() else { return Ok(standard) };
    if let Some((second, other)) = ids.find(|(_, other)| *other != id) {
        let message = format!(
            "{} answers the questionnaire {}, and {} answers {}",
            command_line::called(first),
            wording::quote(&id),
            command_line::called(second),
            wording::quote(&other)
        );
        let hint = "Compare results of one questionnaire: only those have the same questions.";
        return Err(Failure::input(message).with_hint(hint).into());
    }
    if Builtin::named(&id).is_none() {
        let called = command_line::called(first);
        let message = format!(
            "{called} answers the questionnaire {}, which is not built in",
            wording::quote(&id)
        );
        return Err(Failure::usage(message)
            .with_hint("Name its file with --questionnaire.")
            .into());
    }
    let source = source::questionnaire(Some(OsStr::new(&id)), lang, settings)?;
    if id != Builtin::standard().name {
        warn_of_unnamed(names, texts, first, &id, settings);
    }
    Ok(source)
}

/// Says which files name no questionnaire, if the one that another file names is not the
/// one that they would answer on their own.
fn warn_of_unnamed(
    names: &[&OsStr],
    texts: &[String],
    first: &OsStr,
    id: &str,
    settings: &Settings,
) {
    let unnamed = names.iter().zip(texts);
    let unnamed = unnamed.filter(|(_, text)| answers::questionnaire_of(text).is_none());
    let unnamed: Vec<String> = unnamed.map(|(name, _)| command_line::called(name)).collect();
    if !unnamed.is_empty() {
        let message = format!(
            "{} names no questionnaire, and {} answers {}, so all are read as answers to {id}",
            wording::all_of(&unnamed),
            command_line::called(first),
            wording::quote(id),
        );
        failure::warn(&message, settings);
    }
}

/// Scores saved answers anew, because the rest of a result may come from another version,
/// or says why it cannot. The answers to questions that were asked differently count on
/// neither side.
fn diagnose<'q>(
    name: &OsStr,
    saved: &Saved<'q>,
    asked_differently: &[AskedDifferently<'q>],
) -> Result<Diagnosis<'q>, String> {
    let missing = saved.draft.missing().filter(|question| !saved.predates(question));
    let missing: Vec<&str> = missing.map(|question| question.id.as_str()).collect();
    if !missing.is_empty() {
        let called = command_line::called(name);
        return Err(format!("{called} has no answer to {}", wording::all_of(missing)));
    }
    let mut draft = saved.draft.clone();
    for asked in asked_differently {
        draft.give(asked.question.unsure());
    }
    let answers = draft.complete().expect("what was missing is now unsure");
    diagnosis::score(answers).map_err(|_| {
        let called = command_line::called(name);
        if asked_differently.is_empty() {
            return format!("the answers in {called} do not point to one model yet");
        }
        let ids = asked_differently.iter().map(|asked| asked.question.id.as_str());
        format!(
            "{called} names no model without {}, which changed in meaning between the two",
            wording::all_of(ids)
        )
    })
}

/// The names of the two: their companies, if these differ, otherwise their files,
/// without folder and extension if they still differ then.
fn side_names(names: [&OsStr; 2], companies: &[Option<String>; 2]) -> [String; 2] {
    if let [Some(one), Some(other)] = companies
        && one != other
    {
        return [one.clone(), other.clone()];
    }
    let stems = names.map(|name| Path::new(name).file_stem().and_then(|stem| stem.to_str()));
    match stems {
        [Some(one), Some(other)] if one != other && !names.iter().any(|name| *name == STDIN) => {
            [one, other].map(command_line::called)
        }
        _ => names.map(command_line::called),
    }
}
