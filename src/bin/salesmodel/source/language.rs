//! The languages of a questionnaire: the one it is written in, and those of the
//! translations that come with it or are in files beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use salesmodel::questionnaire::{Builtin, Questionnaire, TRANSLATES};
use salesmodel::words::{self, STANDARD};

use super::{Origin, Original, read};
use crate::command_line::called;
use crate::failure::Failure;
use crate::settings::Settings;

/// A questionnaire in the languages that were chosen.
pub(crate) struct Chosen {
    /// In the words for people.
    pub(crate) for_people: Arc<Questionnaire>,
    /// In the words for programs, if those are different.
    pub(crate) for_programs: Option<Arc<Questionnaire>>,
    /// What a person should know of the translations.
    pub(crate) gaps: Vec<String>,
}

/// A questionnaire with the languages that it can be had in.
pub(crate) struct Languages<'w> {
    original: &'w Arc<Questionnaire>,
    builtin: Option<&'static Builtin>,
    /// The translations beside its file, by tag.
    files: Vec<(String, PathBuf)>,
}

impl<'w> Languages<'w> {
    pub(crate) fn new(written: &'w Original) -> Self {
        let files = match (&written.origin, written.builtin) {
            (Origin::Named(name), None) => translations_of(Path::new(name)),
            _ => Vec::new(),
        };
        Languages { original: &written.questionnaire, builtin: written.builtin, files }
    }

    /// The questionnaire in each of its languages, except for translations that cannot be
    /// used.
    pub(crate) fn all(&self) -> Vec<Questionnaire> {
        let usable = |tag: &str| {
            let (translated, _) = self.in_language(tag).ok()?;
            Some(Arc::unwrap_or_clone(translated))
        };
        self.tags().into_iter().filter_map(usable).collect()
    }

    /// What to say of translations that cannot be used, where words of all languages are
    /// read.
    pub(crate) fn unusable(&self) -> Vec<String> {
        let tags = self.files.iter().map(|(tag, _)| tag.as_str());
        tags.filter(|tag| self.in_language(tag).is_err()).map(|tag| self.cannot_use(tag)).collect()
    }

    /// The tags of all its languages, the original's first.
    pub(crate) fn tags(&self) -> Vec<&str> {
        let built = self.builtin.map_or(&[][..], |builtin| builtin.translations);
        let built = built.iter().map(|translation| translation.lang);
        let files = self.files.iter().map(|(tag, _)| tag.as_str());
        std::iter::once(self.original.lang()).chain(built).chain(files).collect()
    }

    /// The questionnaire in the words for people and, where they are others, in those for
    /// programs: in the language that was asked for, else in that of the system for
    /// people alone, else in English, else as it was written. A translation that cannot
    /// be used is not an error: the original has all the words.
    ///
    /// # Errors
    ///
    /// It has no words in the language that was asked for.
    pub(crate) fn choose(
        &self,
        asked: Option<&str>,
        settings: &Settings,
    ) -> Result<Chosen, Failure> {
        if let Some(asked) = asked {
            return match words::nearest(asked, self.tags().into_iter()) {
                Some(tag) => {
                    let (for_people, gaps) = self.in_language_or(tag, self.original);
                    Ok(Chosen { for_people, for_programs: None, gaps })
                }
                None => Err(self.not_in(asked)),
            };
        }
        let locale = settings.locale.as_deref();
        let nearest = |asked: &str| words::nearest(asked, self.tags().into_iter());
        let for_programs = nearest(STANDARD).unwrap_or(self.original.lang());
        let for_people = locale.and_then(nearest).unwrap_or(for_programs);
        let (programs, more) = self.in_language_or(for_programs, self.original);
        if for_people == for_programs {
            return Ok(Chosen { for_people: programs, for_programs: None, gaps: more });
        }
        let (people, gaps) = self.in_language_or(for_people, &programs);
        Ok(Chosen { for_people: people, for_programs: Some(programs), gaps })
    }

    /// The file with the words of a language. `original` is the text of the
    /// questionnaire itself.
    ///
    /// # Errors
    ///
    /// It has no words in that language, or they cannot be read.
    pub(crate) fn text_in(&self, asked: &str, original: &str) -> anyhow::Result<String> {
        let Some(tag) = words::nearest(asked, self.tags().into_iter()) else {
            return Err(self.not_in(asked).into());
        };
        let built = self.builtin.map_or(&[][..], |builtin| builtin.translations);
        if let Some(translation) = built.iter().find(|translation| translation.lang == tag) {
            return Ok(translation.source.to_owned());
        }
        match self.files.iter().find(|(other, _)| other == tag) {
            Some((_, path)) => read(path),
            None => Ok(original.to_owned()),
        }
    }

    fn not_in(&self, asked: &str) -> Failure {
        let asked = salesmodel::wording::quote(asked);
        let tags = salesmodel::wording::all_of(self.tags());
        Failure::usage(format!("--lang: {} has no words in {asked}", self.original.id()))
            .with_hint(format!("It has words in {tags}."))
    }

    /// The questionnaire in one of its languages, else as it is, with what to say of the
    /// translation.
    fn in_language_or(
        &self,
        tag: &str,
        other: &Arc<Questionnaire>,
    ) -> (Arc<Questionnaire>, Vec<String>) {
        let unusable = |_| (Arc::clone(other), vec![self.cannot_use(tag)]);
        self.in_language(tag).unwrap_or_else(unusable)
    }

    fn cannot_use(&self, tag: &str) -> String {
        let file = self.files.iter().find(|(other, _)| other == tag);
        let name = file.map_or(String::new(), |(_, path)| format!(" {}", called(path)));
        format!(
            "the translation into {tag} cannot be used, and its words are left out: `salesmodel \
             questions check{name}` says why"
        )
    }

    /// The questionnaire in one of its languages, and what to say of the translation.
    fn in_language(&self, tag: &str) -> anyhow::Result<(Arc<Questionnaire>, Vec<String>)> {
        if tag == self.original.lang() {
            return Ok((Arc::clone(self.original), Vec::new()));
        }
        if let Some(questionnaire) = self.builtin.and_then(|builtin| builtin.in_language(tag)) {
            return Ok((Arc::new(questionnaire), Vec::new()));
        }
        let Some((_, path)) = self.files.iter().find(|(other, _)| other == tag) else {
            unreachable!("{tag} is one of its languages")
        };
        let translated = self
            .original
            .translate(&called(path), &read(path)?)
            .map_err(|problems| Failure::document(&problems))?;
        if translated.questionnaire.lang() != tag {
            let message = format!(
                "{} is in {}, but its name says {tag}",
                called(path),
                translated.questionnaire.lang()
            );
            return Err(Failure::input(message).with_hint("Change one of the two.").into());
        }
        let mut gaps = Vec::new();
        if !translated.gaps.is_empty() {
            let name = called(path);
            gaps.push(format!(
                "{name} lacks words or is out of date: `salesmodel questions check {name}` says \
                 where"
            ));
        }
        Ok((Arc::new(translated.questionnaire), gaps))
    }
}

/// The translations beside a questionnaire: `mine.nl.yaml` beside `mine.yaml`, in the
/// order of their tags. A copy of the questionnaire under such a name, `mine.old.yaml`,
/// does not count, and anything but a regular file is not even opened.
pub(crate) fn translations_of(path: &Path) -> Vec<(String, PathBuf)> {
    let (Some(stem), Some(extension)) = (path.file_stem(), path.extension()) else {
        return Vec::new();
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let (stem, extension) = (stem.to_string_lossy(), extension.to_string_lossy());
    let tag = |name: &str| {
        let tag = name.strip_prefix(&*stem)?.strip_prefix('.')?;
        let tag = tag.strip_suffix(&*extension)?.strip_suffix('.')?;
        words::is_tag(tag).then(|| tag.to_owned())
    };
    // A folder that cannot be listed shows no translations.
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<(String, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name();
            let tag = tag(name.to_str()?)?;
            let path = path.with_file_name(name);
            let is_file = fs::metadata(&path).is_ok_and(|found| found.is_file());
            (is_file && !is_questionnaire(&path)).then_some((tag, path))
        })
        .collect();
    found.sort();
    found
}

/// The original beside a translation, and the language that its name says: `mine.yaml`
/// and `nl` for `mine.nl.yaml`.
pub(crate) fn original_of(path: &Path) -> Option<(PathBuf, String)> {
    let stem = Path::new(path.file_stem()?);
    let lang = stem.extension()?.to_str()?.to_owned();
    let name = Path::new(stem.file_stem()?).with_extension(path.extension()?);
    let original = path.with_file_name(name);
    original.is_file().then_some((original, lang))
}

/// The file in which a translation is looked for: `mine.nl.yaml` for `mine.yaml` and
/// `nl`; `None` for an original without an extension.
pub(crate) fn translation_path(original: &Path, lang: &str) -> Option<PathBuf> {
    let stem = original.file_stem()?.to_string_lossy();
    let extension = original.extension()?.to_string_lossy();
    Some(original.with_file_name(format!("{stem}.{lang}.{extension}")))
}

/// Whether a file is meant as a questionnaire: it says what it takes to lead, and not
/// what it translates.
fn is_questionnaire(path: &Path) -> bool {
    let text = read(path).unwrap_or_default();
    text.contains("lead_at") && !text.contains(TRANSLATES)
}
