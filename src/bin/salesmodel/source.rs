//! Where texts come from: files, standard input, and the built-ins.

pub(crate) mod language;
pub(crate) mod whole;

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use salesmodel::answers::Reading;
use salesmodel::document::{self, LARGEST};
use salesmodel::problem::Problems;
use salesmodel::questionnaire::{BUILTINS, Builtin, Questionnaire};
use salesmodel::render::Audience;
use salesmodel::words::STANDARD;

use crate::command_line::{PROGRAM, STDIN, called, file_word, flag_words, one_line, typed};
use crate::failure::{self, Failure};
use crate::settings::Settings;
use crate::signals;
use language::Languages;
use whole::Whole;

/// A questionnaire with where it came from.
pub(crate) struct QuestionnaireSource {
    /// In the words for people.
    pub(crate) questionnaire: Arc<Questionnaire>,
    /// In the words for programs, if those are different.
    for_programs: Option<Arc<Questionnaire>>,
    /// As it was written.
    pub(crate) written: Original,
    /// What a person should know of the translation.
    gaps: Vec<String>,
    /// The language that was asked for.
    asked: Option<String>,
}

impl QuestionnaireSource {
    /// The questionnaire in the words for an audience.
    pub(crate) fn words_for(&self, audience: Audience) -> &Questionnaire {
        match (audience, &self.for_programs) {
            (Audience::Programs, Some(questionnaire)) => questionnaire,
            _ => &self.questionnaire,
        }
    }

    /// The questionnaire in the words for the help: in English, like the help, if it has
    /// English words.
    pub(crate) fn words_for_help(&self) -> &Arc<Questionnaire> {
        let all = [
            Some(&self.questionnaire),
            self.for_programs.as_ref(),
            Some(&self.written.questionnaire),
        ];
        let english = all.into_iter().flatten().find(|words| words.lang() == STANDARD);
        english.unwrap_or(&self.questionnaire)
    }

    /// The name of the file that the questionnaire is in; `None` for a built-in one and
    /// for standard input.
    pub(crate) fn file(&self) -> Option<&OsStr> {
        match (&self.written.origin, self.written.builtin) {
            (Origin::Named(name), None) => Some(name),
            _ => None,
        }
    }

    /// How answers are read: by the words of this questionnaire, which is ours in some
    /// language, and otherwise by those of any of its languages.
    pub(crate) fn reading<'s>(&'s self, questionnaire: &'s Questionnaire) -> Reading<'s> {
        Reading::new(questionnaire, || Languages::new(&self.written).all())
    }

    /// Says what is missing from the words that an audience is given.
    pub(crate) fn warn_of_gaps(&self, audience: Audience, settings: &Settings) {
        if audience == Audience::People || self.for_programs.is_none() {
            for gap in &self.gaps {
                failure::warn(gap, settings);
            }
        }
    }

    /// The words of a command that reads this questionnaire; `None` if it cannot be read
    /// again where it came from.
    pub(crate) fn command(&self) -> Option<Vec<String>> {
        let mut words = vec![PROGRAM.to_owned()];
        match &self.written.origin {
            Origin::Default => {}
            // A name that is not UTF-8 cannot be written down.
            Origin::Named(name) => {
                words.extend(flag_words("-Q", "--questionnaire", name.to_str()?))
            }
            Origin::Once => return None,
        }
        words.extend(self.asked.iter().flat_map(|lang| flag_words("-l", "--lang", lang)));
        Some(words)
    }

    /// The command that reads answers or a saved result, as it is typed here, without the
    /// name of their file; `None` if the questionnaire cannot be read again.
    pub(crate) fn reads(&self, settings: &Settings) -> Option<String> {
        Some(typed(&format!("{} --from", self.command()?.join(" ")), settings))
    }
}

/// Where a questionnaire came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The built-in that is used where none is named.
    Default,
    /// The built-in or file of this name.
    Named(OsString),
    /// Standard input or a pipe, which cannot be read again.
    Once,
}

/// Reads the questionnaire of this name (a built-in's name, a file, or `-`) in the
/// language that was asked for, or in that of the system.
///
/// # Errors
///
/// It cannot be read, it is not a questionnaire, or it has no words in the language
/// that was asked for.
pub(crate) fn questionnaire(
    name: Option<&OsStr>,
    lang: Option<&str>,
    settings: &Settings,
) -> anyhow::Result<QuestionnaireSource> {
    let written = written(name)?;
    let languages = Languages::new(&written);
    let chosen = languages.choose(lang, settings)?;
    let asked = lang.map(str::to_owned);
    Ok(QuestionnaireSource {
        questionnaire: chosen.for_people,
        for_programs: chosen.for_programs,
        gaps: chosen.gaps,
        written,
        asked,
    })
}

/// A questionnaire in the language that it was written in.
pub(crate) struct Original {
    pub(crate) questionnaire: Arc<Questionnaire>,
    pub(crate) text: Cow<'static, str>,
    pub(crate) origin: Origin,
    /// The built-in that it is.
    pub(crate) builtin: Option<&'static Builtin>,
}

/// Reads the questionnaire of this name as it was written.
///
/// # Errors
///
/// It cannot be read, or it is not a questionnaire.
pub(crate) fn written(name: Option<&OsStr>) -> anyhow::Result<Original> {
    let builtin = |name: &OsStr| name.to_str().and_then(Builtin::named);
    let named = name.map_or(Some(Builtin::standard()), builtin);
    if let Some(builtin) = named {
        let origin = name.map_or(Origin::Default, |name| Origin::Named(name.to_owned()));
        let text = Cow::Borrowed(builtin.source);
        let questionnaire = Arc::new(builtin.questionnaire());
        return Ok(Original { questionnaire, text, origin, builtin: Some(builtin) });
    }
    let name = name.unwrap_or_default();
    refuse_unknown(name)?;
    let text = read(name)?;
    let questionnaire = Questionnaire::parse(&called(name), &text).map_err(|problems| {
        let failure = Failure::document(&problems);
        if name == STDIN {
            return failure;
        }
        let name = file_word(name);
        failure.with_hint(format!(
            "To see each place and why it matters: {PROGRAM} questions check {name}"
        ))
    })?;
    let origin = match fs::metadata(name) {
        Ok(found) if found.is_file() && name != STDIN => Origin::Named(name.to_owned()),
        _ => Origin::Once,
    };
    let questionnaire = Arc::new(questionnaire);
    Ok(Original { questionnaire, text: text.into(), origin, builtin: None })
}

/// Refuses a name that belongs to neither a file nor a built-in.
///
/// # Errors
///
/// The name was probably meant as a built-in's; the message names all of them.
pub(crate) fn refuse_unknown(name: &OsStr) -> Result<(), Failure> {
    if !is_no_file(name) {
        return Ok(());
    }
    let names: Vec<&str> = BUILTINS.iter().map(|builtin| builtin.name).collect();
    let name = one_line(name);
    Err(Failure::input(format!("there is no questionnaire and no file {name}"))
        .with_hint(format!("The built-in questionnaires are: {}", names.join(", "))))
}

/// Whether a name that no file has was probably meant as a built-in's.
fn is_no_file(name: &OsStr) -> bool {
    let is_word = !name.to_string_lossy().contains(['.', '/', '\\']);
    name != STDIN && is_word && !Path::new(name).exists()
}

/// Reads a text from a file or standard input, and no more than a document may
/// have.
///
/// # Errors
///
/// It cannot be read, is too large, or is not UTF-8.
pub(crate) fn read(name: impl AsRef<OsStr>) -> anyhow::Result<String> {
    let name = name.as_ref();
    let bytes = bytes(name)?;
    match document::utf8(&bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(problem) => Err(Failure::document(&Problems::new(&called(name), vec![problem])).into()),
    }
}

/// Reads the bytes of a file or standard input, and no more than a document may
/// have.
///
/// # Errors
///
/// They cannot be read, or are too many.
pub(crate) fn bytes(name: &OsStr) -> anyhow::Result<Vec<u8>> {
    // It may have to wait for what another program writes.
    signals::watch();
    let mut bytes = Vec::new();
    // One byte more, to tell a document of the largest size from a larger one.
    let most = LARGEST as u64 + 1;
    let read = if name == STDIN {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        File::open(name)
            .and_then(Whole::new)
            .and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|error| {
        Failure::cannot_read(&called(name), &error)
            .with_hint("Check the name, and that you may read it.")
    })?;
    if bytes.len() > LARGEST {
        return Err(Failure::input(format!(
            "{} is larger than {LARGEST} bytes, the most that is read",
            called(name)
        ))
        .into());
    }
    Ok(bytes)
}
