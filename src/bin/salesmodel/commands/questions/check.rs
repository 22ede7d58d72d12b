//! `salesmodel questions check`: everything that is wrong with some files.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;

use salesmodel::checkup::{self, Checked};
use salesmodel::document;
use salesmodel::problem::{Problems, Severity};
use salesmodel::questionnaire::{Builtin, Questionnaire};
use salesmodel::render::{balance, problems};
use salesmodel::space::{self, Space};

use crate::args::fixed_flags;
use crate::args::questions::CheckArgs;
use crate::args::shared::TextOrJson;
use crate::command_line::{self, STDIN};
use crate::failure::Failure;
use crate::output::Destination;
use crate::remedy;
use crate::settings::Settings;
use crate::source;
use crate::source::language::{original_of, translations_of};

/// The documents that were checked, each with its questionnaire if it is a usable one.
type CheckedDocuments = Vec<(Checked, Option<Questionnaire>)>;

pub(super) fn run(args: &CheckArgs, settings: &Settings) -> anyhow::Result<()> {
    if args.files.iter().filter(|name| name.as_os_str() == STDIN).count() > 1 {
        return Err(Failure::usage("standard input can be checked once").into());
    }
    let taken = fixed_flags();
    let mut documents = CheckedDocuments::new();
    let mut unread = Vec::new();
    for name in &args.files {
        // A file that cannot be read does not hide what is wrong in the others.
        if let Err(error) = check(name.as_os_str(), &taken, &mut documents) {
            unread.push(error);
        }
    }
    let (mut checked, questionnaires): (Vec<Checked>, Vec<Option<Questionnaire>>) =
        documents.into_iter().unzip();
    let spaces: Vec<Option<Space<'_>>> = questionnaires
        .iter()
        .map(|questionnaire| questionnaire.as_ref().map(space::explore))
        .collect();
    for (document, space) in checked.iter_mut().zip(&spaces) {
        if let Some(space) = space {
            document.add_meaning(space);
        }
        let problems = std::mem::take(&mut document.problems);
        document.problems = problems.into_iter().map(remedy::worded).collect();
    }

    let shown = spaces.iter().map(|space| space.as_ref().filter(|_| args.space));
    let mut bytes = Vec::new();
    if args.format.format == TextOrJson::Json {
        problems::write_json(checked.iter().zip(shown), &mut bytes)?;
    } else {
        for (document, space) in checked.iter().zip(shown) {
            problems::write(document, &settings.look, &mut bytes)?;
            if let Some(space) = space {
                balance::write(space, &settings.look, &mut bytes)?;
                bytes.push(b'\n');
            }
        }
        for document in &checked {
            writeln!(bytes, "{}", summary(document))?;
        }
    }
    Destination::stdout().write(&bytes)?;
    if let Some(failure) = Failure::all(unread) {
        return Err(failure);
    }
    let worst = if args.strict { Severity::Warning } else { Severity::Error };
    let mut found = checked.iter().flat_map(|document| &document.problems);
    if found.any(|problem| problem.severity <= worst) {
        return Err(Failure::found().into());
    }
    Ok(())
}

/// Checks a questionnaire with its translations, or a translation.
fn check(name: &OsStr, taken: &[String], documents: &mut CheckedDocuments) -> anyhow::Result<()> {
    if let Some(builtin) = name.to_str().and_then(Builtin::named) {
        let name = builtin.name;
        let (document, original) = checkup::questionnaire(name, builtin.source, taken);
        let translations = original.iter().flat_map(|original| {
            builtin.translations.iter().map(move |translation| {
                let name = format!("{name}.{}", translation.lang);
                (checkup::translation(&name, translation.source, original, None), None)
            })
        });
        let translations: CheckedDocuments = translations.collect();
        documents.push((document, original));
        documents.extend(translations);
        return Ok(());
    }
    source::refuse_unknown(name)?;
    let bytes = source::bytes(name)?;
    let text = match document::utf8(&bytes) {
        Ok(text) => text,
        Err(problem) => {
            documents
                .push((Checked::unreadable(&command_line::called(name), &bytes, problem), None));
            return Ok(());
        }
    };
    if checkup::is_translation(text)
        && let Some((original, lang)) = original_of(Path::new(name))
    {
        let questionnaire =
            Questionnaire::parse(&command_line::called(&original), &source::read(&original)?)
                .map_err(|problems| Failure::document(&problems))?;
        let lang = Some(lang.as_str());
        documents.push((
            checkup::translation(&command_line::called(name), text, &questionnaire, lang),
            None,
        ));
        return Ok(());
    }
    let (document, original) = checkup::questionnaire(&command_line::called(name), text, taken);
    let mut translations = CheckedDocuments::new();
    if let Some(original) = &original
        && name != STDIN
    {
        for (lang, path) in translations_of(Path::new(name)) {
            let text = source::read(&path)?;
            let lang = Some(lang.as_str());
            translations.push((
                checkup::translation(&command_line::called(&path), &text, original, lang),
                None,
            ));
        }
    }
    documents.push((document, original));
    documents.append(&mut translations);
    Ok(())
}

/// How much was found in a document, in a line.
fn summary(document: &Checked) -> String {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (severity.word(), document.count(severity)))
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    let more = if document.problems.len() == Problems::MOST { ", and perhaps more" } else { "" };
    let counts: Cow<'_, str> = match counts.as_slice() {
        [] => "no problems".into(),
        _ => format!("{}{more}", counts.join(", ")).into(),
    };
    format!("{}: {counts}", document.name)
}
