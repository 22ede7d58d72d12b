//! Answers from a file: a mapping from question ids to answers, or a result
//! that was saved as JSON.

mod result;

use std::collections::HashSet;

use super::saved::{Earlier, RESERVED, Saved};
use super::{Measured, Reading, Reply};
use crate::date::Date;
use crate::document::decode::{Unknown, decode_with};
use crate::document::reader::{self, wrong_type};
use crate::document::{Member, Node, Value};
use crate::problem::{Kind, Problem, Problems, Remedy};
use crate::questionnaire::{Question, Questionnaire};
use crate::wording;

/// The key of an answers file that names the company.
const COMPANY: &str = "company";

/// Reads answers from YAML or JSON; `document` is what messages call the text. Labels are
/// understood in the language of the questionnaire; see [`read_by`] for others.
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

/// Reads answers from YAML or JSON by a [`Reading`], which understands labels in all its
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
    let mut reader = AnswersReader {
        saved: Saved::new(questionnaire),
        numbers: HashSet::new(),
        questionnaire,
        reading,
        text,
        document: reader::TreeReader::default(),
    };
    reader.document.no_cut_text(&root, text);
    if root.get("format").is_some() && root.get("questions").is_some() {
        let problem = wrong_type("this is a questionnaire, and not answers to one")
            .with_remedy(Remedy::AskIt);
        reader.document.note(problem.at(root.position));
    } else if let Some(Node { value: Value::Map(answers), .. }) = root.get("answers") {
        // Only a saved result has a mapping here: an answer to a question with the id
        // `answers` is never one.
        reader.result(&root, answers);
    } else {
        reader.file(&root);
    }
    reader.drop_evidence();
    reader.document.finish(document, reader.saved)
}

/// The id of the questionnaire that a saved result answers, for callers that have to find
/// that questionnaire first; `None` if the text does not name it. Whatever else is wrong
/// with the text, [`read`] reports it.
#[doc(hidden)]
pub fn questionnaire_of(text: &str) -> Option<String> {
    let root = Node::parse(text).ok()?;
    match &root.get("questionnaire")?.get("id")?.value {
        Value::Text(id) => Some(id.clone()),
        _ => None,
    }
}

fn example(questionnaire: &Questionnaire) -> String {
    let question = &questionnaire.questions()[0];
    format!("{}: {}", question.id, question.options[0].id)
}

struct AnswersReader<'q, 't> {
    saved: Saved<'q>,
    questionnaire: &'q Questionnaire,
    reading: &'t Reading<'q>,
    /// The source text, to take numbers from as they are written there.
    text: &'t str,
    document: reader::TreeReader,
    /// The ids of the questions for which a saved result has a number.
    numbers: HashSet<String>,
}

impl<'q> AnswersReader<'q, '_> {
    /// Reads an answers file: answers by question id, and the reserved keys.
    fn file(&mut self, root: &Node) {
        let wrong = || {
            let example = example(self.questionnaire);
            wrong_type("this is not a list of answers")
                .with_hint(format!("Write one answer a line, such as {example}."))
        };
        let entries = self.document.mapping(root, wrong).unwrap_or_default();
        let (reserved, answers): (Vec<&Member>, Vec<&Member>) =
            entries.into_iter().partition(|entry| RESERVED.contains(&entry.key.as_str()));
        for entry in reserved {
            self.reserved(entry);
        }
        self.answers(answers);
    }

    /// Reads a reserved key, which an answers file and a saved result both may have.
    fn reserved(&mut self, entry: &Member) {
        if says_nothing(entry) {
            return;
        }
        match entry.key.as_str() {
            "questionnaire" => self.same_questionnaire(&entry.node),
            "measured" => self.measured(&entry.node, Unknown::Refused),
            "date" => {
                let no_day = || {
                    wrong_type("this is not a day in the calendar")
                        .with_hint("Write year, month and day, such as 2026-11-26.")
                };
                let date = self.document.text(&entry.node, no_day);
                let date = date.map(|date| Date::read(date).ok_or_else(no_day));
                self.saved.date =
                    date.and_then(|date| self.document.take(date, entry.node.position));
            }
            "by" => self.saved.by = self.name(entry),
            "role" => self.saved.role = self.name(entry),
            _ => self.saved.company = self.name(entry),
        }
    }

    fn measured(&mut self, node: &Node, unknown: Unknown) {
        let node = &Measured::without_empty(node);
        let (measured, problems) = decode_with::<Measured>(node, unknown);
        let problems = problems.into_iter().map(|(path, problem)| match problem.position {
            Some(_) => problem,
            None => problem.at(node.position_of(&path)),
        });
        let mut problems: Vec<Problem> = problems.collect();
        // One wrong day can be reported twice at the same place.
        problems.dedup_by_key(|problem| problem.position);
        let is_sound = problems.is_empty();
        problems.into_iter().for_each(|problem| self.document.note(problem));
        let Some(measured) = measured.filter(|_| is_sound) else { return };
        let questions = node.get("questions");
        for (id, problem) in measured.problems(self.questionnaire) {
            let place = questions.and_then(|questions| questions.get(&id)).unwrap_or(node);
            self.document.note(problem.at(place.position));
        }
        self.saved.measured = Some(measured);
    }

    /// Leaves out the evidence for answers that were edited or removed since they were
    /// measured.
    fn drop_evidence(&mut self) {
        let Some(mut measured) = self.saved.measured.take() else { return };
        for question in self.questionnaire.questions() {
            let Some(evidence) = measured.evidence(question.id.as_str()) else { continue };
            let reply = self.saved.draft.reply(question);
            if reply.is_some_and(|reply| evidence.is_of(&reply)) {
                continue;
            }
            measured.take(question.id.as_str());
            // An answer to a question that has changed its meaning was not edited.
            if !self.saved.predates(question) {
                self.saved.edited.push(question);
            }
        }
        self.saved.measured = Some(measured);
    }

    /// Keeps an answer as it was given, to a question that has changed its meaning since.
    fn earlier(&mut self, question: &'q Question, node: &Node) {
        let Some(answer) = node.scalar(self.text) else {
            return self.document.note(no_answer(question).at(node.position));
        };
        if let Some(answer) = self.document.take(name("answer", answer), node.position) {
            let version = self.saved.other_version.clone().unwrap_or_default();
            self.saved.asked_again.push(Earlier { question, version, answer, number: None });
        }
    }

    /// The name of a company, a person or a role.
    fn name(&mut self, entry: &Member) -> Option<String> {
        let noun = if entry.key == COMPANY { "company name" } else { entry.key.as_str() };
        let wrong = || wrong_type(format!("a {noun} must be text")).with_hint("Put it in quotes.");
        let name = name(noun, self.document.text(&entry.node, wrong)?);
        self.document.take(name, entry.node.position)
    }

    fn same_questionnaire(&mut self, about: &Node) {
        if self.document.mapping(about, must_be_a_mapping).is_none() {
            return;
        }
        let mut text = |key: &str| {
            let node = self.document.must(about, key)?;
            let wrong = || wrong_type(format!("the {key} of a questionnaire must be text"));
            Some((self.document.text(node, wrong)?, node.position))
        };
        let (id, version) = (text("id"), text("version"));
        if let Some((id, position)) = id
            && *self.questionnaire.id() != *id
        {
            let what = format!(
                "these are answers to the questionnaire {}, but this run asks {}",
                wording::quote(id),
                wording::quote(self.questionnaire.id().as_str())
            );
            let problem = Problem::new(Kind::OtherQuestionnaire, what)
                .with_remedy(Remedy::TakeItsQuestionnaire);
            self.document.note(problem.at(position));
        }
        if let Some((version, _)) = version
            && version != self.questionnaire.version()
        {
            self.saved.other_version = Some(version.to_owned());
        }
    }

    fn answers(&mut self, entries: Vec<&Member>) {
        for entry in entries {
            if let Some(reply) = self.reply(entry) {
                self.saved.draft.give(reply);
            }
        }
    }

    fn question(&mut self, entry: &Member) -> Option<&'q Question> {
        let question = self.questionnaire.question(&entry.key);
        if question.is_none() {
            let unknown = || unknown_question(self.questionnaire, &entry.key).at(entry.position);
            self.document.note_by(unknown);
        }
        question
    }

    fn reply(&mut self, entry: &Member) -> Option<Reply<'q>> {
        let question = self.question(entry)?;
        if says_nothing(entry) {
            return None;
        }
        if self.saved.predates(question) {
            self.earlier(question, &entry.node);
            return None;
        }
        let Some(answer) = entry.node.scalar(self.text) else {
            self.document.note(no_answer(question).at(entry.node.position));
            return None;
        };
        match self.reading.read(question, answer) {
            // In this version the option no longer exists, and the number says what was
            // meant.
            Err(_) if self.saved.other_version.is_some() && self.numbers.contains(&entry.key) => {
                None
            }
            reply => self.document.take(reply, entry.node.position),
        }
    }
}

/// Whether a key has no value. Programs write `null` for what they do not know, and people
/// leave the place after a key empty: both count as if the key were not there.
fn says_nothing(entry: &Member) -> bool {
    matches!(entry.node.value, Value::Null)
}

fn must_be_a_mapping() -> Problem {
    wrong_type("this must be a mapping")
}

/// A company name as it is shown and saved: text, without white space around it.
///
/// # Errors
///
/// The name is empty, or has a character that would steer a terminal.
#[doc(hidden)]
pub fn company(text: &str) -> Result<String, Problem> {
    name("company name", text)
}

fn name(noun: &str, name: &str) -> Result<String, Problem> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Problem::new(Kind::BadText, format!("the {noun} is empty")));
    }
    if let Some(c) = name.chars().find(|c| wording::steers(*c)) {
        let what = format!("the {noun} has the control character U+{:04X}", u32::from(c));
        return Err(Problem::new(Kind::BadText, what).with_hint("Delete it."));
    }
    Ok(name.to_owned())
}

fn no_answer(question: &Question) -> Problem {
    wrong_type(format!("this is not an answer to {}", question.id))
        .with_hint(format!("Answer with {}.", question.answers()))
}

/// The problem of an id that no question has.
#[doc(hidden)]
pub fn unknown_question(questionnaire: &Questionnaire, id: &str) -> Problem {
    let ids = || questionnaire.questions().iter().map(|question| question.id.as_str());
    let hint = wording::suggestion(id, "questions", ids());
    Problem::new(Kind::UnknownQuestion, format!("no question is called {}", wording::quote(id)))
        .with_hint(hint)
}
