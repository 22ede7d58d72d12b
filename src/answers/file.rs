//! Answers from a file: a mapping from question ids to answers, or a result
//! that was saved as JSON.

use std::collections::HashSet;

use super::{Draft, Reply};
use crate::document::decode::duplicate_key;
use crate::document::{Entry, Node, Value};
use crate::problem::{self, Kind, Problem, Problems};
use crate::questionnaire::{Question, Questionnaire};

/// What an answers file holds.
#[derive(Debug)]
pub struct Saved<'q> {
    /// The replies that it gives; not always one to every question.
    pub draft: Draft<'q>,
    /// The company that a saved result is about.
    pub company: Option<String>,
    /// The version of the questionnaire that a saved result was made with, where
    /// it is not the version at hand.
    pub older_version: Option<String>,
}

/// Reads answers from YAML or JSON; `document` is what messages call the text.
///
/// # Errors
///
/// Every problem of the text, each with its place.
pub fn read<'q>(
    questionnaire: &'q Questionnaire,
    document: &str,
    text: &str,
) -> Result<Saved<'q>, Problems> {
    let root = Node::parse(text).map_err(|problem| Problems::new(document, vec![problem]))?;
    let mut reader = Reader {
        saved: Saved { draft: Draft::new(questionnaire), company: None, older_version: None },
        questionnaire,
        problems: Vec::new(),
    };
    match &root.value {
        Value::Map(entries) => match saved_answers(entries) {
            Some(answers) => reader.result(entries, answers),
            None => reader.answers(entries),
        },
        _ => reader.problems.push(
            Problem::new(Kind::WrongType, "this is no list of answers")
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

struct Reader<'q> {
    saved: Saved<'q>,
    questionnaire: &'q Questionnaire,
    problems: Vec<Problem>,
}

impl<'q> Reader<'q> {
    fn result(&mut self, entries: &[Entry], answers: &[Entry]) {
        for entry in self.once_each(entries) {
            match (entry.key.as_str(), &entry.node.value) {
                ("version", Value::Whole(1)) => {}
                ("version", _) => self.problems.push(
                    Problem::new(Kind::UnknownFormat, "this result is of another version than 1")
                        .hint("Read it with the salesmodel that wrote it, or a newer one.")
                        .at(entry.node.position),
                ),
                ("questionnaire", Value::Map(about)) => self.same_questionnaire(about),
                ("company", Value::Text(company)) => self.saved.company = Some(company.clone()),
                // The rest of a result follows from its answers.
                _ => {}
            }
        }
        if !self.problems.is_empty() {
            return;
        }
        self.answers(answers);
        let values = entries.iter().find(|entry| entry.key == "values");
        if let Some(Entry { node: Node { value: Value::Map(values), .. }, .. }) = values {
            for entry in self.once_each(values) {
                self.value(entry);
            }
        }
    }

    fn same_questionnaire(&mut self, about: &[Entry]) {
        let text = |key: &str| {
            about.iter().find(|entry| entry.key == key).and_then(|entry| match &entry.node.value {
                Value::Text(text) => Some((text, entry.node.position)),
                _ => None,
            })
        };
        if let Some((id, position)) = text("id")
            && *self.questionnaire.id() != **id
        {
            let what = format!(
                "these are answers to the questionnaire {}, and the one at hand is {}",
                problem::quote(id),
                problem::quote(self.questionnaire.id().as_str())
            );
            let hint = "Name theirs with --questionnaire.";
            self.problems
                .push(Problem::new(Kind::OtherQuestionnaire, what).hint(hint).at(position));
        }
        if let Some((version, _)) = text("version")
            && version != self.questionnaire.version()
        {
            self.saved.older_version = Some(version.clone());
        }
    }

    fn answers(&mut self, entries: &[Entry]) {
        for entry in self.once_each(entries) {
            if let Some(reply) = self.reply(entry) {
                self.saved.draft.give(reply);
            }
        }
    }

    /// The number behind an answer of a saved result; both must say the same.
    fn value(&mut self, entry: &Entry) {
        let Some(reply) = self.reply(entry) else {
            return;
        };
        let answer = self.saved.draft.reply(reply.question());
        if answer.is_some_and(|answer| answer.id() != reply.id()) {
            let what = format!(
                "the answer to {} is {}, but its number means {}",
                entry.key,
                answer.map_or("", |answer| answer.id()),
                reply.id()
            );
            let hint = "Take the number out, or correct the answer.";
            self.problems
                .push(Problem::new(Kind::Contradiction, what).hint(hint).at(entry.node.position));
        } else {
            self.saved.draft.give(reply);
        }
    }

    fn reply(&mut self, entry: &Entry) -> Option<Reply<'q>> {
        let Some(question) = self.questionnaire.question(&entry.key) else {
            self.problems.push(unknown_question(self.questionnaire, &entry.key).at(entry.position));
            return None;
        };
        let answer = match &entry.node.value {
            Value::Text(text) => text.clone(),
            Value::Whole(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            _ => {
                self.problems.push(no_answer(question).at(entry.node.position));
                return None;
            }
        };
        match question.read(&answer) {
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

fn no_answer(question: &Question) -> Problem {
    Problem::new(Kind::WrongType, format!("here stands no answer to {}", question.id))
        .hint(format!("The answers are {}.", question.answers()))
}

/// The problem of an id that no question has.
pub fn unknown_question(questionnaire: &Questionnaire, id: &str) -> Problem {
    let ids = || questionnaire.questions().iter().map(|question| question.id.as_str());
    let hint = match problem::nearest(id, ids()) {
        Some(near) => format!("Did you mean {near}?"),
        None => format!("The questions are {}.", problem::one_of(ids())),
    };
    Problem::new(Kind::UnknownQuestion, format!("no question is called {}", problem::quote(id)))
        .hint(hint)
}
