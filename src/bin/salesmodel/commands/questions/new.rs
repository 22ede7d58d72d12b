//! `salesmodel questions new`: a questionnaire or a translation to start with.

use std::ffi::OsStr;
use std::path::Path;

use salesmodel::questionnaire::{self, Builtin};
use salesmodel::words::{self, Words};

use crate::args::questions::NewArgs;
use crate::command_line::{self, PROGRAM, one_line};
use crate::extension;
use crate::failure::Failure;
use crate::output;
use crate::settings::Settings;
use crate::source;
use crate::source::language::{Languages, original_of, translation_path};
use crate::wrote::{self, Use};

/// The starting point where no other is named.
const TEMPLATE: &str = include_str!("../../../../../questions/templates/new.yaml");

pub(super) fn run(args: &NewArgs, settings: &Settings) -> anyhow::Result<()> {
    let name = args.file.as_os_str();
    extension::must_be("a questionnaire", Some(name), &["yaml", "yml"])?;
    let from = args.from.as_deref().map(Path::as_os_str);
    let text = match (from, args.lang.as_deref()) {
        (None, _) => TEMPLATE.to_owned(),
        (Some(name), None) => source::written(Some(name))?.text.into_owned(),
        (Some(original), Some(lang)) => {
            if !output::is_stdout(name) {
                lies_beside(Path::new(name), Path::new(original), lang)?;
            }
            translation(original, lang)?
        }
    };
    if args.lang.is_none()
        && let Some((original, lang)) = original_of(Path::new(name))
        && words::is_tag(&lang)
    {
        let original = one_line(&original);
        let message =
            format!("{} would be taken for the translation of {original}", one_line(name));
        let hint = format!(
            "Start a translation with --from {original} --lang {lang}, or name another file."
        );
        return Err(Failure::usage(message).with_hint(hint).into());
    }
    output::create(name, text.as_bytes(), settings)?;
    let check = command_line::typed(&format!("{PROGRAM} questions check"), settings);
    let then = match args.lang {
        None => Use::GoOn(&check),
        // It is checked with its original.
        Some(_) => Use::Open,
    };
    let words = Words::for_language(settings.locale.as_deref().unwrap_or(words::STANDARD));
    wrote::say(words, Some(name), then, settings);
    Ok(())
}

/// The existing translation, to be copied, or a new one to fill in.
fn translation(name: &OsStr, lang: &str) -> anyhow::Result<String> {
    let written = source::written(Some(name))?;
    let original = &written.questionnaire;
    if !words::is_tag(lang) {
        let lang = salesmodel::wording::quote(lang);
        return Err(Failure::usage(format!("--lang: {lang} is not a language tag"))
            .with_hint("Write nl, fr or pt-BR, for example.")
            .into());
    }
    if lang == original.lang() {
        let message = format!("--lang: {} is in {lang} already", original.id());
        return Err(Failure::usage(message).into());
    }
    let languages = Languages::new(&written);
    if languages.tags().contains(&lang) {
        return languages.text_in(lang, &written.text);
    }
    Ok(questionnaire::skeleton(original, lang))
}

/// Refuses a place where a translation would never be found.
fn lies_beside(file: &Path, original: &Path, lang: &str) -> Result<(), Failure> {
    let Some(expected) = translation_path(original, lang) else { return Ok(()) };
    if Builtin::named(&original.to_string_lossy()).is_some() || file == expected {
        return Ok(());
    }
    let (original, expected) = (one_line(original), one_line(expected));
    let message = format!("a translation of {original} into {lang} would not be found there");
    Err(Failure::usage(message).with_hint(format!("Name it {expected}.")))
}
