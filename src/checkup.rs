//! Everything that can be said about a questionnaire file, for its author: its shape,
//! its references, its numbers, what it means as a whole, and its translations.
//!
//! ```
//! use salesmodel::checkup;
//! use salesmodel::problem::Severity;
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::space;
//!
//! let text = Builtin::standard().source;
//! let (mut checked, questionnaire) = checkup::questionnaire("b2b.yaml", text, &[]);
//! let questionnaire = questionnaire.expect("it can be used");
//! checked.add_meaning(&space::explore(&questionnaire));
//! assert_eq!(checked.count(Severity::Error), 0);
//! ```

mod meaning;
mod spelling;

use crate::answers;
use crate::document::{Node, Value};
use crate::problem::{Kind, Position, Problem, Problems, Remedy, Severity};
use crate::questionnaire::{Builtin, Questionnaire};
use crate::space::Space;
use crate::wording;
use crate::words::{self, LANGUAGES};

/// A document with what was found in it.
#[derive(Debug)]
pub struct Checked {
    /// What messages call it: a file's path, `standard input`.
    pub name: String,
    /// The text that the places of problems belong to.
    pub text: String,
    /// The problems, in the order of their places; [`Problems::MOST`] at most.
    pub problems: Vec<Problem>,
    root: Option<Node>,
}

impl Checked {
    /// How many problems of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// A document whose bytes are not text.
    #[doc(hidden)]
    pub fn unreadable(name: &str, bytes: &[u8], problem: Problem) -> Self {
        Checked {
            name: name.to_owned(),
            text: String::from_utf8_lossy(bytes).into_owned(),
            problems: vec![problem],
            root: None,
        }
    }
}

/// Checks a questionnaire, and gives it as well, where it can be used. `taken` are the
/// ids that cannot be a flag of the command, because one has that name already.
pub fn questionnaire(name: &str, text: &str, taken: &[String]) -> (Checked, Option<Questionnaire>) {
    let mut questionnaire = None;
    let checked = check(name, text, |root| {
        let mut problems = taken_flags(root, taken);
        problems.extend(foreign_language(root));
        problems.extend(reserved_keys(root));
        problems.extend(Questionnaire::same_words(root));
        problems.extend(taken_id(root));
        problems.extend(spelling::cut_texts(root, text));
        match Questionnaire::from_tree(root, text) {
            Ok(read) => questionnaire = Some(read),
            Err(list) => problems.extend(list),
        }
        problems
    });
    (checked, questionnaire)
}

/// Checks a translation of a questionnaire; `lang` is the language that its file is
/// named after, if it has a file.
pub fn translation(
    name: &str,
    text: &str,
    original: &Questionnaire,
    lang: Option<&str>,
) -> Checked {
    check(name, text, |root| {
        let (_, mut problems) = original.in_words_of(root);
        problems.extend(original.same_words_in(root));
        problems.extend(lang.and_then(|lang| other_language(root, lang)));
        problems.extend(foreign_language(root));
        problems.extend(spelling::cut_texts(root, text));
        problems
    })
}

/// Whether a document is a translation: it names the questionnaire that it belongs
/// to. What cannot be read is none.
#[doc(hidden)]
pub fn is_translation(text: &str) -> bool {
    Node::parse(text).is_ok_and(|root| root.get(crate::questionnaire::TRANSLATES).is_some())
}

fn check(name: &str, text: &str, judge: impl FnOnce(&Node) -> Vec<Problem>) -> Checked {
    // Places are counted without the mark that some editors put before a text.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (root, problems) = match Node::parse(text) {
        Ok(root) => {
            let problems = judge(&root);
            (Some(root), problems)
        }
        Err(problem) => (None, vec![problem]),
    };
    let mut checked =
        Checked { name: name.to_owned(), text: text.to_owned(), problems: Vec::new(), root };
    checked.add(problems);
    checked
}

impl Checked {
    /// Adds what the questionnaire means as a whole, by its answer space.
    pub fn add_meaning(&mut self, space: &Space<'_>) {
        let problems = self.root.as_ref().map(|root| meaning::problems(root, space));
        self.add(problems.unwrap_or_default());
    }

    /// Adds problems; of too many, the worst are kept.
    fn add(&mut self, problems: Vec<Problem>) {
        self.problems.extend(problems);
        self.problems.sort_by_key(|problem| problem.severity);
        self.problems.truncate(Problems::MOST);
        self.problems.sort_by_key(|problem| problem.position);
    }
}

/// The ids of the questions with their places.
fn question_ids(root: &Node) -> impl Iterator<Item = (&str, Option<Position>)> {
    let questions = match root.get("questions").map(|node| &node.value) {
        Some(Value::List(questions)) => questions.as_slice(),
        _ => &[],
    };
    questions.iter().filter_map(|question| match question.get("id") {
        Some(Node { value: Value::Text(id), position, .. }) => Some((id.as_str(), *position)),
        _ => None,
    })
}

/// The questions that no flag of their own can answer.
fn taken_flags(root: &Node, taken: &[String]) -> Vec<Problem> {
    let taken = question_ids(root).filter(|(id, _)| taken.iter().any(|flag| flag == id));
    let problem = |(id, position): (&str, Option<Position>)| {
        let what = format!("{id} is already the name of an option");
        let remedy = Remedy::AnswerById(id.to_owned());
        Problem::new(Kind::TakenFlag, what).with_remedy(remedy).at(position)
    };
    taken.map(problem).collect()
}

/// The questions that an answers file cannot answer.
fn reserved_keys(root: &Node) -> Vec<Problem> {
    let reserved = question_ids(root).filter(|(id, _)| answers::RESERVED.contains(id));
    let problem = |(id, position): (&str, Option<Position>)| {
        let what = format!("{id} is already a key of every answers file");
        let hint = format!(
            "Give the question another id: these keys are reserved: {}.",
            wording::all_of(answers::RESERVED)
        );
        Problem::new(Kind::ReservedKey, what).with_hint(hint).at(position)
    };
    reserved.map(problem).collect()
}

/// Says so where a questionnaire has the id of a built-in and is another one.
fn taken_id(root: &Node) -> Option<Problem> {
    let Some(Node { value: Value::Text(id), position, .. }) = root.get("id") else { return None };
    let builtin = Builtin::named(id)?;
    if builtin.is(root) {
        return None;
    }
    let what = format!("{id} is the id of a built-in questionnaire, and this is not it");
    let hint = "Give this one an id of its own.";
    Some(Problem::new(Kind::TakenId, what).with_hint(hint).at(*position))
}

/// Says so where a translation is in another language than its file is named after:
/// a person who asks for the one would be given the other.
fn other_language(root: &Node, named: &str) -> Option<Problem> {
    let Some(Node { value: Value::Text(lang), position, .. }) = root.get("lang") else {
        return None;
    };
    if lang == named || !words::is_tag(lang) {
        return None;
    }
    let what =
        format!("this is in {}, but the name of the file says {named}", wording::quote(lang));
    let hint = "Change one of the two.";
    Some(Problem::new(Kind::BadText, what).with_hint(hint).at(*position))
}

/// Says so where the tool's own words are not in the language of the document.
fn foreign_language(root: &Node) -> Option<Problem> {
    let Some(Node { value: Value::Text(lang), position, .. }) = root.get("lang") else {
        return None;
    };
    let tags = || LANGUAGES.iter().map(|words| words.tag);
    if words::nearest(lang, tags()).is_some() || !words::is_tag(lang) {
        return None;
    }
    let what = format!("salesmodel itself speaks {}, and not {lang}", wording::all_of(tags()));
    Some(Problem::new(Kind::ForeignLanguage, what).at(*position))
}
