//! A translation: the words of a questionnaire in another language, and nothing
//! else. Whatever a translation lacks stays in the words of the original.
//!
//! It has the shape of its original, with ids as keys: `questions: leads: text`. So it is
//! read together with the original, item by item, each with its own slots for words, and no
//! list of keys has to be kept twice.

mod reader;
mod shape;
mod skeleton;
mod slots;

use super::check::{Labels, not_sure};
use super::{FORMAT, Id, Questionnaire};
use crate::document::reader::{TreeReader, wrong_type};
use crate::document::{Node, Value};
use crate::problem::{Kind, Problem, Problems, Severity};
use crate::wording;
use crate::words::Words;
use reader::is_empty;
use slots::{SECTIONS, WordSlot};

pub use skeleton::skeleton;

/// The key that tells a translation from a questionnaire: the id of its original.
pub const TRANSLATES: &str = "translates";

/// A questionnaire in other words.
#[derive(Debug)]
pub struct Translated {
    /// The questionnaire. Words that the translation lacks are those of the original.
    pub questionnaire: Questionnaire,
    /// Words that are missing, or that translate an earlier original.
    pub gaps: Vec<Problem>,
}

impl Questionnaire {
    /// This questionnaire in the words of a translation in YAML or JSON; `document`
    /// is what messages call it.
    ///
    /// # Errors
    ///
    /// Every problem of the translation, each with its place, if one of them keeps
    /// it from being used.
    pub fn translate(&self, document: &str, text: &str) -> Result<Translated, Problems> {
        let root = Node::parse(text).map_err(|problem| Problems::new(document, vec![problem]))?;
        let (questionnaire, problems) = self.in_words_of(&root);
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            Err(Problems::new(document, problems))
        } else {
            Ok(Translated { questionnaire, gaps: problems })
        }
    }

    /// This questionnaire in the words of a translation, with all that is wrong or
    /// missing there.
    pub(crate) fn in_words_of(&self, root: &Node) -> (Questionnaire, Vec<Problem>) {
        let mut translated = self.clone();
        let mut reader = TreeReader::default();
        let [questions, others @ ..] = SECTIONS.map(|key| reader.section(root, key));
        let known = ["format", TRANSLATES, "lang", "title", "intro"];
        let entries = reader.mapping(root, || wrong_type("this must be a mapping"));
        let known = known.into_iter().chain(SECTIONS);
        reader.only_known(&entries.unwrap_or_default(), known);
        self.head(root, &mut translated, &mut reader);

        let ids = self.questions.iter().map(|question| question.id.as_str());
        reader.members(&questions, Kind::UnknownQuestion, ["question", "questions"], ids);
        for question in &mut translated.questions {
            let Some(item) = questions.get(question.id.as_str()) else { continue };
            let called = format!("question {}", question.id);
            reader.item(item, &called, question.own_slots(), &["options"]);
            let options = reader.section(&item.node, "options");
            let ids: Vec<String> = question.options.iter().map(|o| o.id.to_string()).collect();
            let ids = ids.iter().map(String::as_str);
            reader.members(&options, Kind::UnknownOption, ["option", "options"], ids);
            for option in &mut question.options {
                if let Some(item) = options.get(option.id.as_str()) {
                    let called = format!("option {} of {}", option.id, question.id);
                    reader.item(item, &called, option.slots(), &[]);
                }
            }
        }
        for (list, section) in translated.word_lists().into_iter().zip(&others) {
            let [noun, _] = list.nouns;
            let ids: Vec<Id> = list.items.iter().map(|(id, _)| id.clone()).collect();
            reader.members(section, list.unknown, list.nouns, ids.iter().map(Id::as_str));
            for (id, slots) in list.items {
                if let Some(item) = section.get(id.as_str()) {
                    reader.item(item, &format!("{noun} {id}"), slots, &[]);
                }
            }
        }
        (translated, reader.into_problems())
    }

    /// Reads what a translation says about itself, its title and its intro.
    fn head(&self, root: &Node, translated: &mut Questionnaire, reader: &mut TreeReader) {
        match root.get("format").map(|node| (&node.value, node.position)) {
            Some((Value::Whole(FORMAT), _)) => {}
            other => {
                let what = format!("a translation begins with `format: {FORMAT}`");
                let place = other.map_or(root.position, |(_, position)| position);
                reader.note(Problem::new(Kind::UnknownFormat, what).at(place));
            }
        }
        let mut must = |key| {
            let node = reader.must(root, key)?;
            let text = reader.text(node, || wrong_type(format!("{key} must be text")))?;
            Some((text, node.position))
        };
        let (id, lang) = (must(TRANSLATES), must("lang"));
        if let Some((id, place)) = id
            && self.id != *id
        {
            let what = format!(
                "this translates {}, and the questionnaire is {}",
                wording::quote(id),
                wording::quote(self.id.as_str())
            );
            reader.note(Problem::new(Kind::OtherQuestionnaire, what).at(place));
        }
        if let Some((lang, place)) = lang {
            let problem = match super::lang_problem(lang) {
                Some(problem) => Some(problem),
                None if lang == self.lang => {
                    let what = format!("the original is in {lang} already");
                    let hint = "Write the tag of the language that these words are in.";
                    Some(Problem::new(Kind::BadText, what).with_hint(hint))
                }
                None => None,
            };
            if let Some(problem) = problem {
                reader.note(problem.at(place));
            }
            translated.words = Words::for_language(lang);
            translated.lang = lang.to_owned();
        }
        match root.get("title") {
            Some(node) if !is_empty(node) => {
                reader.word(node, WordSlot::Must(&mut translated.title))
            }
            _ => {
                reader.note(Problem::new(Kind::MissingWords, "there is no title").at(root.position))
            }
        }
        match root.get("intro") {
            Some(node) if !is_empty(node) => {
                reader.word(node, WordSlot::May(&mut translated.intro))
            }
            _ if self.intro.is_none() => {}
            _ => {
                reader.note(Problem::new(Kind::MissingWords, "there is no intro").at(root.position))
            }
        }
    }

    /// The labels and names of a translation that mean something else in the original,
    /// or two things in the translation.
    pub(crate) fn same_words_in(&self, root: &Node) -> Vec<Problem> {
        let (translated, _) = self.in_words_of(root);
        let mut problems = Vec::new();
        let within = |keys: &[&str]| {
            keys.iter().try_fold(root, |node, key| node.get(key)).and_then(|node| node.position)
        };
        let unsure = not_sure();
        for (original, question) in self.questions.iter().zip(&translated.questions) {
            let mut labels = Labels::of_options(&unsure);
            for option in &original.options {
                labels.add(option.id.as_str(), option.id.as_str(), "id");
                labels.add(option.id.as_str(), &option.label, "original");
            }
            for option in &question.options {
                let id = option.id.as_str();
                let keys = ["questions", question.id.as_str(), "options", id, "label"];
                if let Some(place) = within(&keys)
                    && let Some(problem) = labels.take(id, &option.label)
                {
                    problems.push(problem.at(Some(place)));
                }
            }
        }
        let mut names = Labels::of_models();
        for model in &self.models {
            names.add(model.id.as_str(), &model.name, "original");
        }
        for model in &translated.models {
            let id = model.id.as_str();
            if let Some(place) = within(&["models", id, "name"])
                && let Some(problem) = names.take(id, &model.name)
            {
                problems.push(problem.at(Some(place)));
            }
        }
        problems
    }
}
