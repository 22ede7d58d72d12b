//! The questionnaires that come with the program.

use super::{Questionnaire, check, file};
use crate::document::{Node, decode};
use crate::words;

/// A questionnaire that comes with the program.
#[derive(Debug)]
pub struct Builtin {
    /// Its name, which is also its id.
    pub name: &'static str,
    /// The file as it was written, comments included.
    pub source: &'static str,
    /// The same as JSON without comments: reading YAML at every start would be most of the
    /// cost of a run.
    prepared: &'static str,
    /// Its words in other languages, by tag.
    pub translations: &'static [BuiltinTranslation],
}

/// The words of a built-in in another language.
#[derive(Debug)]
pub struct BuiltinTranslation {
    /// The tag of the language.
    pub lang: &'static str,
    /// The file as it was written.
    pub source: &'static str,
    /// The whole questionnaire in these words, as JSON.
    prepared: &'static str,
}

/// The name of the built-in that is used if none is named.
const STANDARD: &str = "b2b";

/// Every questionnaire under `questions`, by name.
pub const BUILTINS: &[Builtin] = include!(concat!(env!("OUT_DIR"), "/builtins.rs"));

impl Builtin {
    /// The built-in with this name, if there is one.
    pub fn named(name: &str) -> Option<&'static Builtin> {
        BUILTINS.iter().find(|builtin| builtin.name == name)
    }

    /// The built-in that is used if none is named.
    pub fn standard() -> &'static Builtin {
        Builtin::named(STANDARD).expect("the standard questionnaire is built in")
    }

    /// The questionnaire itself, in the language that it is written in.
    pub fn questionnaire(&self) -> Questionnaire {
        made(self.prepared)
    }

    /// Whether a document says the same as this file, comments aside.
    pub(crate) fn is(&self, root: &Node) -> bool {
        let (file, problems) = decode::decode::<file::QuestionnaireFile>(root);
        let same = |file: file::QuestionnaireFile| {
            serde_json::from_str(self.prepared)
                .is_ok_and(|own: file::QuestionnaireFile| own == file)
        };
        problems.is_empty() && file.is_some_and(same)
    }

    /// The questionnaire in the translation nearest to a language, if there is one.
    pub fn in_language(&self, asked: &str) -> Option<Questionnaire> {
        let tags = self.translations.iter().map(|translation| translation.lang);
        let tag = words::nearest(asked, tags)?;
        let translation = self.translations.iter().find(|translation| translation.lang == tag)?;
        Some(made(translation.prepared))
    }
}

/// The questionnaire that the build script prepared.
fn made(prepared: &str) -> Questionnaire {
    let file: file::QuestionnaireFile = serde_json::from_str(prepared)
        .expect("a built-in has the shape of a questionnaire: the tests read each one");
    // A debug build checks the built-ins like every other file.
    let made = if cfg!(debug_assertions) { check::check(file) } else { check::trust(file) };
    made.expect("a built-in passes the check: the tests check each one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_release_trusts_is_what_a_check_makes() {
        for builtin in BUILTINS {
            let translations = builtin.translations.iter().map(|translation| translation.prepared);
            for prepared in translations.chain([builtin.prepared]) {
                let file = || serde_json::from_str(prepared).expect("it is JSON");
                let [checked, trusted] = [check::check(file()), check::trust(file())]
                    .map(|made| made.unwrap_or_else(|found| panic!("{}: {found:?}", builtin.name)));
                assert_eq!(format!("{trusted:?}"), format!("{checked:?}"), "{}", builtin.name);
            }
        }
    }
}
