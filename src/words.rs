//! The words that the tool itself says in a quiz and in a report, by language.
//!
//! They are Fluent files in `questions/words`, one for each language, because
//! plurals and the order of words differ between languages. A questionnaire says
//! its own words, and these in the same language (see
//! [`Questionnaire::words`](crate::questionnaire::Questionnaire::words)).
//!
//! ```
//! use salesmodel::words::Words;
//!
//! let words = Words::for_language("nl-BE");
//! assert_eq!(words.say("only-in", [("name", "Acme".into())]), "Alleen bij Acme");
//! ```

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use unic_langid::{CharacterDirection, LanguageIdentifier};

/// The language of the words where no other is asked for or known.
pub const STANDARD: &str = "en";

/// The words in one language.
pub struct Words {
    /// The tag of the language, such as `en`.
    pub tag: &'static str,
    /// The file as it was written.
    pub source: &'static str,
    /// What was read from it, once something was said.
    bundle: OnceLock<FluentBundle<FluentResource>>,
}

/// Every language that the tool speaks, by tag.
pub static LANGUAGES: &[Words] = &WORDS;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// What a message is filled in with: a text or a number.
#[derive(Clone, Debug)]
pub struct Argument<'a>(FluentValue<'a>);

macro_rules! arguments {
    ($($from:ty),*) => {$(
        impl<'a> From<$from> for Argument<'a> {
            fn from(value: $from) -> Self {
                Argument(value.into())
            }
        }
    )*};
}

arguments!(&'a str, &'a String, String, Cow<'a, str>, u8, u16, u32, u64, usize, i32, i64, f64);

impl Words {
    /// The words in the language nearest to a tag: `nl` for `nl-BE`, and English
    /// where there is none.
    pub fn for_language(tag: &str) -> &'static Words {
        let tags = || LANGUAGES.iter().map(|words| words.tag);
        let tag = nearest(tag, tags()).unwrap_or(STANDARD);
        LANGUAGES.iter().find(|words| words.tag == tag).expect("English is among the languages")
    }

    /// What a message says.
    ///
    /// # Panics
    ///
    /// If there is no such message, or it needs what it was not given: the tests
    /// say every message in every language.
    pub fn text(&self, message: &str) -> String {
        self.say(message, [])
    }

    /// What a message says, filled in.
    ///
    /// # Panics
    ///
    /// If there is no such message, or it needs what it was not given: the tests
    /// say every message in every language.
    pub fn say<'v, const N: usize>(
        &self,
        message: &str,
        arguments: [(&'static str, Argument<'v>); N],
    ) -> String {
        let bundle = self.bundle.get_or_init(|| self.read());
        let pattern = bundle
            .get_message(message)
            .and_then(|message| message.value())
            .unwrap_or_else(|| panic!("{} has no message {message}", self.tag));
        let mut args = FluentArgs::with_capacity(N);
        for (name, argument) in arguments {
            args.set(name, argument.0);
        }
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        assert!(errors.is_empty(), "{} cannot say {message}: {errors:?}", self.tag);
        // A long message is written on several lines.
        said.replace('\n', " ")
    }

    /// A number with its sign as people write it in this language: `2,5` in Dutch.
    pub fn number(&self, shown: &str) -> String {
        shown.replace('.', &self.text("decimal-sign"))
    }

    /// Names as a sentence lists them: `a, b and c`.
    pub fn all_of<S: AsRef<str>>(&self, names: &[S]) -> String {
        self.list("list-and", names)
    }

    /// Names as a sentence lists them: `a, b or c`.
    pub fn one_of<S: AsRef<str>>(&self, names: &[S]) -> String {
        self.list("list-or", names)
    }

    fn list<S: AsRef<str>>(&self, message: &str, names: &[S]) -> String {
        match names {
            [] => String::new(),
            [name] => name.as_ref().to_owned(),
            [first @ .., last] => {
                let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
                let first = first.join(", ");
                self.say(message, [("first", first.into()), ("last", last.as_ref().into())])
            }
        }
    }

    fn read(&self) -> FluentBundle<FluentResource> {
        let language: LanguageIdentifier =
            self.tag.parse().expect("a file of words is named after its language");
        let resource = FluentResource::try_new(self.source.to_owned())
            .unwrap_or_else(|(_, errors)| panic!("the words of {}: {errors:?}", self.tag));
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks that isolate what is filled in would be shown as boxes by
        // many terminals.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("no message stands twice in a file of words");
        bundle
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.tag)
    }
}

/// Whether a text is the tag of a language, such as `nl` or `pt-BR`.
pub fn is_tag(text: &str) -> bool {
    text.parse::<LanguageIdentifier>().is_ok()
}

/// Which way a language is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Rightwards,
    /// From right to left.
    Leftwards,
}

impl Direction {
    /// The direction of the language of a tag; rightwards if it is not a tag.
    pub fn for_language(tag: &str) -> Self {
        match tag.parse::<LanguageIdentifier>().map(|language| language.character_direction()) {
            Ok(CharacterDirection::RTL) => Direction::Leftwards,
            _ => Direction::Rightwards,
        }
    }

    /// Its name in HTML and SVG.
    pub fn id(self) -> &'static str {
        match self {
            Direction::Rightwards => "ltr",
            Direction::Leftwards => "rtl",
        }
    }
}

/// The tag, of some, that serves a person who asks for a language: the same one, or
/// one of the same language with or without a region. None if `asked` is not a tag.
pub fn nearest<'t>(asked: &str, tags: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    let asked: LanguageIdentifier = asked.parse().ok()?;
    let available: Vec<(LanguageIdentifier, &str)> =
        tags.filter_map(|tag| Some((tag.parse().ok()?, tag))).collect();
    let ids: Vec<&LanguageIdentifier> = available.iter().map(|(id, _)| id).collect();
    let found = *negotiate_languages(&[asked], &ids, None, NegotiationStrategy::Lookup).first()?;
    available.iter().find(|(id, _)| id == *found).map(|(_, tag)| *tag)
}
