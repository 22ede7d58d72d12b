//! `salesmodel questions new`: a questionnaire or a translation to start with.

use std::fs::OpenOptions;
use std::io::Write;

use clap::ArgMatches;
use salesmodel::questionnaire;
use salesmodel::words;

use crate::args;
use crate::args::questions::{FILE, FROM};
use crate::failure::{Failure, reason};
use crate::source::language::Languages;
use crate::source::{self, one_line};

/// The starting point where no other is named.
const TEMPLATE: &str = include_str!("../../../../../questions/templates/new.yaml");

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let text = match (args::value(matches, FROM), args::value(matches, args::LANG)) {
        (None, _) => TEMPLATE.to_owned(),
        (Some(name), None) => source::written(Some(name))?.text.into_owned(),
        (Some(name), Some(lang)) => translation(name, lang)?,
    };
    let name = args::value(matches, FILE).unwrap_or_default();
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(name)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Failure::input(format!("{} is there already", one_line(name)))
                .hint("Name another file.")
                .into())
        }
        Err(error) => {
            Err(Failure::input(format!("cannot write {}: {}", one_line(name), reason(&error)))
                .into())
        }
    }
}

/// The translation that there is, to be copied, or one that is still to be written.
fn translation(name: &str, lang: &str) -> anyhow::Result<String> {
    let written = source::written(Some(name))?;
    let original = &written.questionnaire;
    if !words::is_tag(lang) {
        let lang = salesmodel::wording::quote(lang);
        return Err(Failure::usage(format!("--lang: {lang} is not a language tag"))
            .hint("Write nl, fr or pt-BR, for example.")
            .into());
    }
    if lang == original.lang() {
        let message = format!("--lang: {} is in {lang} already", original.id());
        return Err(Failure::usage(message).into());
    }
    let languages = Languages::of(&written);
    if languages.tags().contains(&lang) {
        return languages.text_in(lang, &written.text);
    }
    Ok(questionnaire::skeleton(original, lang))
}
