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
use fluent_syntax::ast::{Entry, Pattern};
use unic_langid::{CharacterDirection, LanguageIdentifier};

/// The language of the words where no other is asked for or known.
pub const STANDARD: &str = "en";

/// The words in one language.
pub struct Words {
    /// The tag of the language, such as `en`.
    pub tag: &'static str,
    /// The file as it was written.
    pub source: &'static str,
    /// Its messages by id, each read when it is needed: a report needs an eighth of them, and
    /// to read all took 0.96 million instructions, more than the rest of a diagnosis.
    messages: &'static [Message],
    /// The rules of the language, such as its plurals.
    bundle: OnceLock<FluentBundle<FluentResource>>,
}

/// One message of a file of words.
struct Message {
    /// Where it begins in the file, in bytes, with its id.
    start: usize,
    /// How many bytes its id has.
    id: usize,
    /// Where it ends.
    end: usize,
    /// What was read from it, once it was needed.
    read: OnceLock<FluentResource>,
}

impl Message {
    const fn at(start: usize, id: usize, end: usize) -> Self {
        Message { start, id, end, read: OnceLock::new() }
    }
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
        let bundle = self.bundle.get_or_init(|| self.rules());
        let pattern = self
            .pattern(message)
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
    pub fn all_of(&self, names: impl IntoIterator<Item: AsRef<str>>) -> String {
        self.list("list-and", names)
    }

    /// Names as a sentence lists them: `a, b or c`.
    pub fn one_of(&self, names: impl IntoIterator<Item: AsRef<str>>) -> String {
        self.list("list-or", names)
    }

    fn list(&self, message: &str, names: impl IntoIterator<Item: AsRef<str>>) -> String {
        let mut names: Vec<String> =
            names.into_iter().map(|name| name.as_ref().to_owned()).collect();
        let Some(last) = names.pop() else { return String::new() };
        if names.is_empty() {
            return last;
        }
        self.say(message, [("first", names.join(", ").into()), ("last", last.into())])
    }

    /// What a message says, before it is filled in.
    fn pattern(&self, message: &str) -> Option<&Pattern<&str>> {
        let id = |known: &Message| &self.source[known.start..known.start + known.id];
        let place = self.messages.binary_search_by(|known| id(known).cmp(message)).ok()?;
        let known = &self.messages[place];
        let read = known.read.get_or_init(|| {
            FluentResource::try_new(self.source[known.start..known.end].to_owned())
                .unwrap_or_else(|(_, errors)| panic!("{message} of {}: {errors:?}", self.tag))
        });
        match read.get_entry(0)? {
            Entry::Message(message) => message.value.as_ref(),
            _ => None,
        }
    }

    fn rules(&self) -> FluentBundle<FluentResource> {
        let language: LanguageIdentifier =
            self.tag.parse().expect("a file of words is named after its language");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks that isolate what is filled in would be shown as boxes by
        // many terminals.
        bundle.set_use_isolating(false);
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
/// one of the same language with or without a region. `None` if `asked` is not a tag.
pub fn nearest<'t>(asked: &str, tags: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    let asked: LanguageIdentifier = asked.parse().ok()?;
    let available: Vec<(LanguageIdentifier, &str)> =
        tags.filter_map(|tag| Some((tag.parse().ok()?, tag))).collect();
    let ids: Vec<&LanguageIdentifier> = available.iter().map(|(id, _)| id).collect();
    let found = *negotiate_languages(&[asked], &ids, None, NegotiationStrategy::Lookup).first()?;
    available.iter().find(|(id, _)| id == *found).map(|(_, tag)| *tag)
}

#[cfg(test)]
mod tests {
    use fluent_syntax::parser::parse;

    use super::*;

    #[test]
    fn every_message_is_found_and_read_as_in_the_whole_file() {
        for words in LANGUAGES {
            let whole = parse(words.source).expect("the file can be read");
            let messages = whole.body.iter().filter_map(|entry| match entry {
                Entry::Message(message) => Some(message),
                Entry::Term(term) => panic!("a message cannot name the term {}", term.id.name),
                _ => None,
            });
            let mut count = 0;
            for message in messages {
                let name = message.id.name;
                assert_eq!(words.pattern(name), message.value.as_ref(), "{}: {name}", words.tag);
                count += 1;
            }
            assert_eq!(words.messages.len(), count, "{}", words.tag);
            for near in ["", "a", "not", "not-sure-", "zzz"] {
                assert_eq!(words.pattern(near), None, "{}", words.tag);
            }
        }
    }

    #[test]
    fn the_form_names_the_answer_that_it_shows() {
        for words in LANGUAGES {
            assert!(words.text("form-choose").contains(&words.text("not-sure")), "{}", words.tag);
        }
    }
}
