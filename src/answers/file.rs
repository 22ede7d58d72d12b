//! Answers from a file: a mapping from question ids to answers, or a result
//! that was saved as JSON.

use std::collections::HashSet;

use super::{Draft, Reading, Reply};
use crate::document::decode::duplicate_key;
use crate::document::{Entry, Node, Value};
use crate::problem::{Kind, Position, Problem, Problems};
use crate::questionnaire::{Question, Questionnaire};
use crate::wording;

/// The key of an answers file that names the company.
const COMPANY: &str = "company";

/// The keys of an answers file that are no answers, whatever a question is called.
pub const RESERVED: [&str; 6] = ["company", "by", "role", "date", "questionnaire", "measured"];

/// The keys of a saved result, which is JSON version 1.
pub(crate) const RESULT_KEYS: [&str; 21] = [
    "version",
    "lang",
    COMPANY,
    "questionnaire",
    "date",
    "answers",
    "values",
    "measured",
    "model",
    "first_steps",
    "hybrid_with",
    "tie",
    "margin",
    "settled",
    "scores",
    "entry",
    "pipeline",
    "notes",
    "lost_reasons",
    "what_if",
    "command",
];

/// What an answers file holds.
#[derive(Debug)]
pub struct Saved<'q> {
    /// The replies that it gives; not always one to every question.
    pub draft: Draft<'q>,
    /// The company that they are about.
    pub company: Option<String>,
    /// The version of the questionnaire that a saved result was made with, where
    /// it is not the version at hand.
    pub other_version: Option<String>,
}

/// Reads answers from YAML or JSON; `document` is what messages call the text. Labels
/// are known in the language at hand; see [`read_by`] for others.
///
/// # Errors
///
/// Every problem of the text, each with its place.
pub fn read<'q>(
    questionnaire: &'q Questionnaire,
    document: &str,
    text: &str,
) -> Result<Saved<'q>, Problems> {
    read_by(&Reading::new(questionnaire, Vec::new), document, text)
}

/// Reads answers from YAML or JSON as a reading takes them, with labels in all its
/// languages.
///
/// # Errors
///
/// Every problem of the text, each with its place.
pub fn read_by<'q>(
    reading: &Reading<'q>,
    document: &str,
    text: &str,
) -> Result<Saved<'q>, Problems> {
    let questionnaire = reading.questionnaire();
    let root = Node::parse(text).map_err(|problem| Problems::new(document, vec![problem]))?;
    let mut reader = Reader {
        saved: Saved { draft: Draft::new(questionnaire), company: None, other_version: None },
        questionnaire,
        reading,
        text,
        problems: Vec::new(),
    };
    match &root.value {
        Value::Map(_) if root.get("format").is_some() && root.get("questions").is_some() => {
            let what = "this is a questionnaire, and not answers to one";
            let hint = "Ask its questions with --questionnaire, and give answers with --from.";
            let problem = Problem::new(Kind::WrongType, what).hint(hint);
            reader.problems.push(problem.at(root.position));
        }
        Value::Map(entries) => match saved_answers(entries) {
            Some(answers) => reader.result(entries, answers),
            None => reader.answers(entries),
        },
        _ => reader.problems.push(
            Problem::new(Kind::WrongType, "this is not a list of answers")
                .hint(format!("Write one answer a line, such as {}.", example(questionnaire)))
                .at(root.position),
        ),
    }
    if reader.problems.is_empty() {
        Ok(reader.saved)
    } else {
        Err(Problems::new(document, reader.problems))
    }
}

/// The id of the questionnaire that a saved result answers, for whoever has to find
/// that questionnaire first; none where the text does not say it. What is wrong with
/// the text is the business of [`read`].
pub fn questionnaire_of(text: &str) -> Option<String> {
    let root = Node::parse(text).ok()?;
    match &root.get("questionnaire")?.get("id")?.value {
        Value::Text(id) => Some(id.clone()),
        _ => None,
    }
}

/// A saved result keeps its answers in a mapping of that name; an answer to a
/// question that is called `answers` is no mapping.
fn saved_answers(entries: &[Entry]) -> Option<&[Entry]> {
    match &entries.iter().find(|entry| entry.key == "answers")?.node.value {
        Value::Map(answers) => Some(answers),
        _ => None,
    }
}

fn example(questionnaire: &Questionnaire) -> String {
    let question = &questionnaire.questions()[0];
    format!("{}: {}", question.id, question.options[0].id)
}

struct Reader<'q, 't> {
    saved: Saved<'q>,
    questionnaire: &'q Questionnaire,
    reading: &'t Reading<'q>,
    /// The document, for numbers as it writes them.
    text: &'t str,
    problems: Vec<Problem>,
}

impl<'q> Reader<'q, '_> {
    fn result(&mut self, entries: &[Entry], answers: &[Entry]) {
        let mut values: &[Entry] = &[];
        let mut found = HashSet::new();
        for entry in self.once_each(entries) {
            found.insert(entry.key.as_str());
            match (entry.key.as_str(), &entry.node.value) {
                ("version", Value::Whole(1)) => {}
                ("version", _) => self.problems.push(
                    Problem::new(Kind::UnknownFormat, "this result is not version 1")
                        .hint("Read it with the salesmodel that wrote it, or a newer one.")
                        .at(entry.node.position),
                ),
                ("questionnaire", Value::Map(about)) => {
                    self.same_questionnaire(about, entry.node.position);
                }
                ("company", Value::Null) => {}
                ("company", _) => self.company(entry),
                ("values", Value::Null) => {}
                ("values", Value::Map(given)) => values = given,
                ("questionnaire" | "values", _) => self.problems.push(
                    Problem::new(Kind::WrongType, "this must be a mapping").at(entry.node.position),
                ),
                // The rest of a result follows from its answers, and a later
                // salesmodel may add to it. But an answer must not be lost.
                (key, _) if !RESULT_KEYS.contains(&key) && self.is_meant_as_answer(key) => {
                    let what = format!("{} is outside the key answers", wording::quote(key));
                    self.problems.push(
                        Problem::new(Kind::UnknownKey, what)
                            .hint("Move it under the key answers.")
                            .at(entry.position),
                    );
                }
                _ => {}
            }
        }
        for key in ["version", "questionnaire"] {
            if !found.contains(key) {
                let what = format!("the key {key} is missing from this saved result");
                let hint =
                    "For answers by hand, write one `question: answer` a line, not indented.";
                self.problems.push(Problem::new(Kind::MissingKey, what).hint(hint));
            }
        }
        if !self.problems.is_empty() {
            return;
        }
        self.answers(answers);
        for entry in self.once_each(values) {
            self.value(entry);
        }
    }

    fn is_meant_as_answer(&self, key: &str) -> bool {
        let near = |id: &str| strsim::damerau_levenshtein(key, id) <= 1;
        self.questionnaire.questions().iter().any(|question| near(question.id.as_str()))
    }

    /// The company that the answers are about.
    fn company(&mut self, entry: &Entry) {
        let name = match &entry.node.value {
            Value::Text(name) => company(name),
            _ => Err(Problem::new(Kind::WrongType, "a company name must be text")
                .hint("Put it in quotes.")),
        };
        match name {
            Ok(name) => self.saved.company = Some(name),
            Err(problem) => self.problems.push(problem.at(entry.node.position)),
        }
    }

    fn same_questionnaire(&mut self, about: &[Entry], place: Option<Position>) {
        let about = self.once_each(about);
        let mut text = |key: &str| {
            let entry = about.iter().find(|entry| entry.key == key);
            match entry.map(|entry| (&entry.node.value, entry.node.position)) {
                Some((Value::Text(text), position)) => Some((text, position)),
                Some((_, position)) => {
                    let what = format!("the {key} of a questionnaire must be text");
                    self.problems.push(Problem::new(Kind::WrongType, what).at(position));
                    None
                }
                None => {
                    let what = format!("the key {key} is missing here");
                    self.problems.push(Problem::new(Kind::MissingKey, what).at(place));
                    None
                }
            }
        };
        let (id, version) = (text("id"), text("version"));
        if let Some((id, position)) = id
            && *self.questionnaire.id() != **id
        {
            let what = format!(
                "these are answers to the questionnaire {}, but this run asks {}",
                wording::quote(id),
                wording::quote(self.questionnaire.id().as_str())
            );
            let hint = "Name theirs with --questionnaire.";
            self.problems
                .push(Problem::new(Kind::OtherQuestionnaire, what).hint(hint).at(position));
        }
        if let Some((version, _)) = version
            && version != self.questionnaire.version()
        {
            self.saved.other_version = Some(version.clone());
        }
    }

    fn answers(&mut self, entries: &[Entry]) {
        for entry in self.once_each(entries) {
            if entry.key == COMPANY && self.questionnaire.question(COMPANY).is_none() {
                self.company(entry);
                continue;
            }
            if let Some(reply) = self.reply(entry) {
                self.saved.draft.give(reply);
            }
        }
    }

    /// The number behind an answer of a saved result; both must say the same.
    fn value(&mut self, entry: &Entry) {
        let Some(question) = self.question(entry) else { return };
        let number = match &entry.node.value {
            Value::Whole(number) => Ok(*number as f64),
            Value::Real(number) => Ok(*number),
            _ => Err(Problem::new(Kind::WrongType, "a value must be a number")),
        };
        let reply = match number.and_then(|number| question.measured(number)) {
            Ok(reply) => reply,
            Err(problem) => {
                self.problems.push(problem.at(entry.node.position));
                return;
            }
        };
        let answer = self.saved.draft.reply(reply.question());
        let contradicts = |answer: Reply<'_>| {
            answer.id() != reply.id()
                || answer.number().is_some_and(|number| Some(number) != reply.number())
        };
        if answer.is_some_and(contradicts) {
            let shown = |reply: Reply<'_>| match reply.number() {
                Some(number) => number.to_string(),
                None => reply.id().to_owned(),
            };
            let what = format!(
                "{} is {} under answers, and {} ({}) under values",
                entry.key,
                answer.map(shown).unwrap_or_default(),
                shown(reply),
                reply.id(),
            );
            let hint = "Take the number out, or correct the answer.";
            self.problems
                .push(Problem::new(Kind::Contradiction, what).hint(hint).at(entry.node.position));
        } else {
            self.saved.draft.give(reply);
        }
    }

    fn question(&mut self, entry: &Entry) -> Option<&'q Question> {
        let question = self.questionnaire.question(&entry.key);
        // The suggestion costs more than anything else here.
        if question.is_none() && self.problems.len() < Problems::MOST {
            self.problems.push(unknown_question(self.questionnaire, &entry.key).at(entry.position));
        }
        question
    }

    fn reply(&mut self, entry: &Entry) -> Option<Reply<'q>> {
        let question = self.question(entry)?;
        let answer = match &entry.node.value {
            Value::Text(text) => text.as_str(),
            // As it is written: 1.200 is not 1.2 to everybody, 0x1E is 30 to few, and
            // Yes may be a label.
            Value::Whole(_) | Value::Real(_) | Value::Bool(_) => {
                entry.node.written(self.text).unwrap_or_default()
            }
            _ => {
                self.problems.push(no_answer(question).at(entry.node.position));
                return None;
            }
        };
        match self.reading.read(question, answer) {
            Ok(reply) => Some(reply),
            Err(problem) => {
                self.problems.push(problem.at(entry.node.position));
                None
            }
        }
    }

    /// The entries with each key once; the others are noted as problems.
    fn once_each<'e>(&mut self, entries: &'e [Entry]) -> Vec<&'e Entry> {
        let mut seen = HashSet::new();
        let (first, again) = entries.iter().partition(|entry| seen.insert(entry.key.as_str()));
        let again: Vec<&Entry> = again;
        self.problems.extend(again.into_iter().map(duplicate_key));
        first
    }
}

/// A company name as it is shown and saved: text, without white space around it.
///
/// # Errors
///
/// There is nothing in it, or something that would steer a terminal.
pub fn company(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Problem::new(Kind::BadText, "the company name is empty"));
    }
    if let Some(c) = name.chars().find(|c| wording::steers(*c)) {
        let what = format!("the company name has the control character U+{:04X}", u32::from(c));
        return Err(Problem::new(Kind::BadText, what).hint("Delete it."));
    }
    Ok(name.to_owned())
}

fn no_answer(question: &Question) -> Problem {
    Problem::new(Kind::WrongType, format!("this is no answer to {}", question.id))
        .hint(format!("Answer with {}.", question.answers()))
}

/// The problem of an id that no question has.
pub fn unknown_question(questionnaire: &Questionnaire, id: &str) -> Problem {
    let ids = || questionnaire.questions().iter().map(|question| question.id.as_str());
    let hint = wording::suggestion(id, "questions", ids());
    Problem::new(Kind::UnknownQuestion, format!("no question is called {}", wording::quote(id)))
        .hint(hint)
}
