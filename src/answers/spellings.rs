//! The words of answers, for people who write those and not the ids.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use super::{Bare, Reply};
use crate::problem::{Kind, Problem};
use crate::questionnaire::{Question, Questionnaire, UNSURE};
use crate::wording::{self, Names};

/// An answer to a question as a number: the index of an option, or the number of options
/// for unsure.
pub(crate) type Code = u16;

/// Reads the answers to one questionnaire as people write them: an id, a label in any
/// language of the questionnaire and any letter case, `unsure`, or a number. An id
/// always wins.
pub struct Reading<'q> {
    questionnaire: &'q Questionnaire,
    /// Gives the same questionnaire in its other languages. Called only when an answer
    /// cannot be read without them, because reading them takes longer than a diagnosis.
    languages: Box<dyn Fn() -> Vec<Questionnaire> + 'q>,
    spellings: OnceCell<Vec<Spellings>>,
}

impl<'q> Reading<'q> {
    /// A reading of the answers to a questionnaire, with its own words and those of the
    /// languages that `languages` gives when they are needed.
    pub fn new(
        questionnaire: &'q Questionnaire,
        languages: impl Fn() -> Vec<Questionnaire> + 'q,
    ) -> Self {
        Reading { questionnaire, languages: Box::new(languages), spellings: OnceCell::new() }
    }

    /// A reading of the answers to the first of these, which are one questionnaire in several
    /// languages.
    pub(crate) fn among(languages: &[&'q Questionnaire]) -> Self {
        Reading {
            questionnaire: languages.first().expect("there is a questionnaire to answer"),
            languages: Box::new(Vec::new),
            spellings: OnceCell::from(Spellings::of_each(languages)),
        }
    }

    /// The questionnaire that is answered.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// Reads an answer to one of the questions.
    ///
    /// # Errors
    ///
    /// What is wrong with the answer, without a place.
    pub fn read(&self, question: &'q Question, answer: &str) -> Result<Reply<'q>, Problem> {
        self.read_as(question, answer, Bare::Unsaid)
    }

    /// Reads an answer when it is known what its bare numbers mean.
    ///
    /// # Errors
    ///
    /// What is wrong with the answer, without a place.
    pub fn read_as(
        &self,
        question: &'q Question,
        answer: &str,
        bare: Bare,
    ) -> Result<Reply<'q>, Problem> {
        let answer = answer.trim();
        let read = question.read_as(answer, bare);
        if is_id(question, answer) {
            return read;
        }
        // A number is one in every language, unless somebody labelled an option with it.
        let is_number = !matches!(&read, Err(problem) if problem.kind == Kind::UnknownOption);
        let word = lower(answer);
        let is_label = || question.options.iter().any(|option| lower(&option.label) == word);
        if is_number && !is_label() {
            return read;
        }
        let spellings = &self.spellings()[question.index];
        match spellings.meaning(&word) {
            Some(meaning) => meaning.reply(question, answer),
            None => read.map_err(|problem| match spellings.nearest(question, answer) {
                Some(near) => problem.with_hint(question.did_you_mean(&near)),
                None => problem,
            }),
        }
    }

    /// The words of the answers to a question in every language, in lower case: all that
    /// can be written besides numbers.
    pub(crate) fn words(&self, question: &Question) -> Vec<&str> {
        let words = self.spellings()[question.index].words.keys();
        let mut words: Vec<&str> = words.map(String::as_str).collect();
        words.sort_unstable();
        words
    }

    fn spellings(&self) -> &[Spellings] {
        self.spellings.get_or_init(|| {
            let others = (self.languages)();
            let languages: Vec<&Questionnaire> =
                std::iter::once(self.questionnaire).chain(&others).collect();
            Spellings::of_each(&languages)
        })
    }
}

/// A word in lower case, in the form in which words are compared.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    let lower = wording::lower(word);
    match one_sigma(&lower) {
        Cow::Borrowed(_) => lower,
        Cow::Owned(changed) => Cow::Owned(changed),
    }
}

/// Replaces one of the two small sigmas by the other: which of them a capital becomes
/// depends on the letters around it, and in databases on other things.
fn one_sigma(word: &str) -> Cow<'_, str> {
    if !word.is_ascii() && word.contains('ς') {
        word.replace('ς', "σ").into()
    } else {
        word.into()
    }
}

/// Whether an answer is exactly the id of an option, or `unsure`.
fn is_id(question: &Question, answer: &str) -> bool {
    answer == UNSURE || question.option(answer).is_some()
}

/// The words of the answers to one question in every language, in lower case.
#[derive(Debug)]
pub(crate) struct Spellings {
    words: HashMap<String, Meaning>,
    /// The same words, ids first and the rest sorted: of several that come equally near to
    /// a text, the first is proposed.
    order: Names,
}

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// One answer.
    Answer(Code),
    /// More than one answer is spelt like this.
    Ambiguous,
}

impl Meaning {
    /// The reply for a word that was found. `text` is the word as it was written.
    pub(crate) fn reply<'q>(
        self,
        question: &'q Question,
        text: &str,
    ) -> Result<Reply<'q>, Problem> {
        match self {
            Meaning::Answer(code) => Ok(reply(question, code)),
            Meaning::Ambiguous => {
                let what = format!("{} may be more than one answer", wording::quote(text));
                let hint = format!("Write the id: {}.", question.answers());
                Err(Problem::new(Kind::UnknownOption, what).with_hint(hint))
            }
        }
    }
}

impl Spellings {
    /// The words of each question of a questionnaire in several languages.
    pub(crate) fn of_each(languages: &[&Questionnaire]) -> Vec<Spellings> {
        let questions = languages.iter().take(1).flat_map(|language| language.questions());
        questions.map(|question| Spellings::new(question, languages)).collect()
    }

    /// The words of a question of the first of these languages, in all of them.
    fn new(question: &Question, languages: &[&Questionnaire]) -> Self {
        let mut words = HashMap::new();
        let mut add = |word: &str, code: Code| {
            let same = |meaning: &Meaning| *meaning == Meaning::Answer(code);
            let word = lower(word).into_owned();
            let meaning = match words.get(&word) {
                Some(other) if !same(other) => Meaning::Ambiguous,
                _ => Meaning::Answer(code),
            };
            words.insert(word, meaning);
        };
        let unsure = question.options.len() as Code;
        add(UNSURE, unsure);
        for language in languages {
            add(&language.words().text("not-sure"), unsure);
        }
        for option in &question.options {
            let code = option.index as Code;
            add(option.id.as_str(), code);
            for language in languages {
                let option = &language.questions()[question.index].options[option.index];
                add(option.label.trim(), code);
                // Read as a number, a label can mean another answer than its own.
                if let Ok(read) = question.read(&option.label)
                    && code_of(&read) != code
                {
                    add(&option.label, code_of(&read));
                }
            }
        }
        let mut order: Vec<String> = words.keys().cloned().collect();
        order.sort_unstable_by(|a, b| {
            let key = |word: &str| (question.option(word).is_none(), word.to_owned());
            key(a).cmp(&key(b))
        });
        Spellings { words, order: Names::new(order) }
    }

    /// What a word in lower case means; `None` if it is not a word of an answer.
    pub(crate) fn meaning(&self, word: &str) -> Option<Meaning> {
        self.words.get(one_sigma(word).as_ref()).copied()
    }

    /// The answer that a text comes nearest to, as it can be written; `None` if none is
    /// near.
    pub(crate) fn nearest<'q>(&self, question: &'q Question, text: &str) -> Option<Cow<'q, str>> {
        if let Some(meant) = question.disguised(text) {
            return Some(Cow::Owned(meant));
        }
        match self.words[self.order.nearest(text)?] {
            Meaning::Answer(code) => Some(Cow::Borrowed(reply(question, code).id())),
            Meaning::Ambiguous => None,
        }
    }
}

/// The reply that has a code.
pub(crate) fn reply(question: &Question, code: Code) -> Reply<'_> {
    let option = usize::from(code);
    if option < question.options.len() { question.choose(option) } else { question.unsure() }
}

/// The code of a reply.
pub(crate) fn code_of(reply: &Reply<'_>) -> Code {
    reply.choice().map_or(reply.question().options.len(), |choice| choice.index) as Code
}

#[cfg(test)]
mod tests {
    use super::lower;

    /// A capital sigma becomes one small letter or the other, depending on the letters
    /// around it.
    #[test]
    fn words_are_the_same_in_capitals() {
        for (word, other) in
            [("ΟΔΟΣ", "οδος"), ("ΟΔΟΣ", "οδοσ"), ("Σ", "ς"), ("ÉTÉ", "été"), ("YES", "yes")]
        {
            assert_eq!(lower(word), lower(other), "{word} {other}");
        }
        assert_ne!(lower("οδος"), lower("οδοι"));
    }
}
