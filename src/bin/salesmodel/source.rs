//! Where texts come from: files, standard input, and the built-ins.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use salesmodel::document::LARGEST;
use salesmodel::questionnaire::{BUILTINS, Builtin, Questionnaire};

use crate::failure::{Failure, reason};

/// The name of standard input on the command line.
pub(crate) const STDIN: &str = "-";

/// What the command is called.
pub(crate) const PROGRAM: &str = "salesmodel";

/// What messages call a file of this name.
pub(crate) fn called(name: &str) -> String {
    if name == STDIN { "standard input".to_owned() } else { one_line(name) }
}

/// A name on one line, whatever characters the file system lets it have.
pub(crate) fn one_line(name: &str) -> String {
    name.replace('\n', "\\n")
}

/// A questionnaire with where it came from.
pub(crate) struct Source {
    pub(crate) questionnaire: Questionnaire,
    /// The text that it was read from.
    pub(crate) text: Cow<'static, str>,
    pub(crate) origin: Origin,
}

impl Source {
    fn of(builtin: &'static Builtin, origin: Origin) -> Self {
        let text = Cow::Borrowed(builtin.source);
        Source { questionnaire: builtin.questionnaire(), text, origin }
    }

    /// The words of a command that reads this questionnaire; none if it came from
    /// where it cannot be read again.
    pub(crate) fn command(&self) -> Option<Vec<String>> {
        let mut words = vec![PROGRAM.to_owned()];
        match &self.origin {
            Origin::Default => {}
            Origin::Named(name) => words.extend(flag("-Q", "--questionnaire", name)),
            Origin::Once => return None,
        }
        Some(words)
    }
}

/// A flag with its value as words for a shell; the long form with `=` where the
/// value looks like a flag itself.
pub(crate) fn flag(short: &str, long: &str, value: &str) -> Vec<String> {
    // Braces are left bare by the library, and expanded by bash.
    let quoted = match shell_words::quote(value) {
        bare if bare == value && value.contains(['{', '}']) => format!("'{value}'"),
        quoted => quoted.into_owned(),
    };
    if value.starts_with('-') {
        vec![format!("{long}={quoted}")]
    } else {
        vec![short.to_owned(), quoted]
    }
}

/// Where a questionnaire came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The built-in that is used where none is named.
    Default,
    /// The built-in or file of this name.
    Named(String),
    /// Standard input or a pipe, which cannot be read again.
    Once,
}

/// Reads the questionnaire of this name: a built-in's name, a file, or `-`.
///
/// # Errors
///
/// It cannot be read, or it is no questionnaire.
pub(crate) fn questionnaire(name: Option<&str>) -> anyhow::Result<Source> {
    let Some(name) = name else {
        return Ok(Source::of(Builtin::standard(), Origin::Default));
    };
    if let Some(builtin) = Builtin::named(name) {
        return Ok(Source::of(builtin, Origin::Named(name.to_owned())));
    }
    if is_no_file(name) {
        let names: Vec<&str> = BUILTINS.iter().map(|builtin| builtin.name).collect();
        let name = one_line(name);
        return Err(Failure::input(format!("there is no questionnaire and no file {name}"))
            .hint(format!("The built-in questionnaires are: {}", names.join(", ")))
            .into());
    }
    let text = read(name)?;
    let questionnaire = Questionnaire::parse(&called(name), &text)
        .map_err(|problems| Failure::document(&problems))?;
    let origin = match fs::metadata(name) {
        Ok(found) if found.is_file() && name != STDIN => Origin::Named(name.to_owned()),
        _ => Origin::Once,
    };
    Ok(Source { questionnaire, text: text.into(), origin })
}

/// Whether a name that no file has was probably meant as a built-in's.
fn is_no_file(name: &str) -> bool {
    name != STDIN && !name.contains(['.', '/', '\\']) && !Path::new(name).exists()
}

/// Reads a text from a file or standard input, and no more than a document may
/// have.
///
/// # Errors
///
/// It cannot be read, is too large, or is not UTF-8.
pub(crate) fn read(name: &str) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    // One byte more tells a document of the largest size from a larger one.
    let most = LARGEST as u64 + 1;
    let read = match name {
        STDIN => io::stdin().lock().take(most).read_to_end(&mut bytes),
        _ => File::open(name).and_then(|file| file.take(most).read_to_end(&mut bytes)),
    };
    read.map_err(|error| {
        Failure::input(format!("cannot read {}: {}", called(name), reason(&error)))
            .hint("Check the name, and that you may read it.")
    })?;
    if bytes.len() > LARGEST {
        return Err(Failure::input(format!(
            "{} is larger than {LARGEST} bytes, the most that is read",
            called(name)
        ))
        .into());
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        Failure::input(format!("{} is not UTF-8: byte {offset} is wrong", called(name)))
            .hint("Save it as UTF-8 and try again.")
            .into()
    })
}
