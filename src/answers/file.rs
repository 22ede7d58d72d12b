//! Answers from a file: a mapping from question ids to answers, or a result
//! that was saved as JSON.

use std::collections::HashSet;

use super::result::ResultJson;
use super::{Draft, Measured, Reading, Reply};
use crate::date::Date;
use crate::document::decode::{Unknown, decode_with};
use crate::document::reader::{self, wrong_type};
use crate::document::{Member, Node, Value};
use crate::problem::{Kind, Problem, Problems, Remedy};
use crate::questionnaire::{Question, Questionnaire, version};
use crate::wording;

/// The key of an answers file that names the company.
const COMPANY: &str = "company";

/// The keys of an answers file that are no answers, whatever a question is called.
#[doc(hidden)]
pub const RESERVED: [&str; 6] = ["company", "by", "role", "date", "questionnaire", "measured"];

/// What an answers file holds.
#[derive(Debug)]
#[non_exhaustive]
pub struct Saved<'q> {
    /// The replies that it gives; not always one to every question.
    pub draft: Draft<'q>,
    /// The company that they are about.
    pub company: Option<String>,
    /// Who gave the answers.
    pub by: Option<String>,
    /// The role of that person.
    pub role: Option<String>,
    /// The day on which they were given.
    pub date: Option<Date>,
    /// The version of the questionnaire that they were given to, where it is not the
    /// version at hand.
    pub other_version: Option<String>,
    /// The answers to questions that changed their meaning since that version, and so
    /// have no reply here.
    pub asked_again: Vec<Earlier<'q>>,
    /// What was measured, without the evidence for answers that are not those measured.
    pub measured: Option<Measured>,
    /// The questions whose evidence was left out for that.
    pub edited: Vec<&'q Question>,
}

/// An answer to a question as it was asked in an earlier version.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Earlier<'q> {
    /// The question as it is asked now.
    pub question: &'q Question,
    /// The answer as the file has it: of a saved result, the id of an option of then.
    pub answer: String,
    /// The number beside it, as a saved result keeps it.
    pub number: Option<f64>,
}

impl<'q> Saved<'q> {
    /// Whether a question has changed its meaning since the version that these answers
    /// were given to.
    pub fn predates(&self, question: &Question) -> bool {
        let (since, version) = (question.since.as_ref(), self.other_version.as_ref());
        since.zip(version).is_some_and(|(since, version)| version::compare(since, version).is_gt())
    }

    fn new(questionnaire: &'q Questionnaire) -> Self {
        Saved {
            draft: Draft::new(questionnaire),
            company: None,
            by: None,
            role: None,
            date: None,
            other_version: None,
            asked_again: Vec::new(),
            measured: None,
            edited: Vec::new(),
        }
    }
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
    let mut reader = AnswersReader {
        saved: Saved::new(questionnaire),
        numbers: HashSet::new(),
        questionnaire,
        reading,
        text,
        document: reader::Reader::default(),
    };
    if root.get("format").is_some() && root.get("questions").is_some() {
        let problem =
            wrong_type("this is a questionnaire, and not answers to one").mended_by(Remedy::AskIt);
        reader.document.note(problem.at(root.position));
    } else if let Some(Node { value: Value::Map(answers), .. }) = root.get("answers") {
        // An answer to a question that is called `answers` is no mapping.
        reader.result(&root, answers);
    } else {
        reader.file(&root);
    }
    reader.drop_evidence();
    reader.document.finish(document, reader.saved)
}

/// The id of the questionnaire that a saved result answers, for whoever has to find
/// that questionnaire first; none where the text does not say it. What is wrong with
/// the text is the business of [`read`].
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
    /// The document, for numbers as it writes them.
    text: &'t str,
    document: reader::Reader,
    /// The questions to which a saved result has a number.
    numbers: HashSet<String>,
}

impl<'q> AnswersReader<'q, '_> {
    /// An answers file: answers by question id, and what is known beside them.
    fn file(&mut self, root: &Node) {
        let wrong = || {
            let example = example(self.questionnaire);
            wrong_type("this is not a list of answers")
                .hint(format!("Write one answer a line, such as {example}."))
        };
        let entries = self.document.mapping(root, wrong).unwrap_or_default();
        let (reserved, answers): (Vec<&Member>, Vec<&Member>) =
            entries.into_iter().partition(|entry| RESERVED.contains(&entry.key.as_str()));
        for entry in reserved {
            self.reserved(entry);
        }
        self.answers(answers);
    }

    /// What an answers file and a saved result say beside the answers.
    fn reserved(&mut self, entry: &Member) {
        match entry.key.as_str() {
            "questionnaire" => self.same_questionnaire(&entry.node),
            "measured" => self.measured(&entry.node, Unknown::Refused),
            "date" => {
                let no_day = || {
                    wrong_type("this is no day of the calendar")
                        .hint("Write year, month and day, such as 2026-11-26.")
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
        let (measured, problems) = decode_with::<Measured>(node, unknown);
        let problems = problems.into_iter().map(|(path, problem)| match problem.position {
            Some(_) => problem,
            None => problem.at(node.position_of(&path)),
        });
        let mut problems: Vec<Problem> = problems.collect();
        // A day that is none is still none once it is taken out.
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

    /// Leaves out the evidence for answers that are not those that were measured: they
    /// were edited, or taken out.
    fn drop_evidence(&mut self) {
        let Some(measured) = &mut self.saved.measured else { return };
        for question in self.questionnaire.questions() {
            let Some(evidence) = measured.evidence(question.id.as_str()) else { continue };
            let reply = self.saved.draft.reply(question);
            if !reply.is_some_and(|reply| evidence.is_of(&reply)) {
                measured.take(question.id.as_str());
                self.saved.edited.push(question);
            }
        }
    }

    /// Keeps an answer to a question that has changed its meaning since, as it was given.
    fn earlier(&mut self, question: &'q Question, node: &Node) {
        let answer = match &node.value {
            Value::Text(text) => text.as_str(),
            Value::Whole(_) | Value::Real(_) | Value::Bool(_) => {
                node.written(self.text).unwrap_or_default()
            }
            _ => return self.document.note(no_answer(question).at(node.position)),
        };
        if let Some(answer) = self.document.take(name("answer", answer), node.position) {
            self.saved.asked_again.push(Earlier { question, answer, number: None });
        }
    }

    fn result(&mut self, root: &Node, answers: &[Member]) {
        let mut values = Vec::new();
        for entry in self.document.mapping(root, must_be_a_mapping).unwrap_or_default() {
            match (entry.key.as_str(), &entry.node.value) {
                ("version", Value::Whole(1)) => {}
                ("version", _) => self.document.note(
                    Problem::new(Kind::UnknownFormat, "this result is not version 1")
                        .hint("Read it with the salesmodel that wrote it, or a newer one.")
                        .at(entry.node.position),
                ),
                ("company" | "measured" | "values", Value::Null) => {}
                // A later salesmodel may say more of it.
                ("measured", _) => self.measured(&entry.node, Unknown::PassedOver),
                ("company" | "date" | "questionnaire", _) => self.reserved(entry),
                ("values", _) => {
                    let given = self.document.mapping(&entry.node, must_be_a_mapping);
                    values = given.unwrap_or_default();
                }
                // The rest of a result follows from its answers, and a later
                // salesmodel may add to it. But an answer must not be lost.
                (key, _) if self.is_meant_as_answer(key) && !ResultJson::keys().contains(key) => {
                    let what = format!("{} is outside the key answers", wording::quote(key));
                    self.document.note(
                        Problem::new(Kind::UnknownKey, what)
                            .hint("Move it under the key answers.")
                            .at(entry.position),
                    );
                }
                _ => {}
            }
        }
        for key in ["version", "questionnaire"] {
            if root.get(key).is_none() {
                let what = format!("the key {key} is missing from this saved result");
                let hint =
                    "For answers by hand, write one `question: answer` a line, not indented.";
                self.document.note(Problem::new(Kind::MissingKey, what).hint(hint));
            }
        }
        if !self.document.is_content() {
            return;
        }
        self.numbers = values.iter().map(|entry| entry.key.clone()).collect();
        let answers = self.document.once_each(answers);
        self.answers(answers);
        values.into_iter().for_each(|entry| self.value(entry));
    }

    fn is_meant_as_answer(&self, key: &str) -> bool {
        let near = |id: &str| strsim::damerau_levenshtein(key, id) <= 1;
        self.questionnaire.questions().iter().any(|question| near(question.id.as_str()))
    }

    /// The name of a company, a person or a role.
    fn name(&mut self, entry: &Member) -> Option<String> {
        let noun = if entry.key == COMPANY { "company name" } else { entry.key.as_str() };
        let wrong = || wrong_type(format!("a {noun} must be text")).hint("Put it in quotes.");
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
                .mended_by(Remedy::TakeItsQuestionnaire);
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

    /// The number behind an answer of a saved result; both must say the same.
    fn value(&mut self, entry: &Member) {
        let Some(question) = self.question(entry) else { return };
        let number = match &entry.node.value {
            Value::Whole(number) => Ok(*number as f64),
            Value::Real(number) => Ok(*number),
            _ => Err(wrong_type("a value must be a number")),
        };
        if self.saved.predates(question) {
            let Some(number) = self.document.take(number, entry.node.position) else { return };
            let mut earlier = self.saved.asked_again.iter_mut();
            match earlier.find(|earlier| earlier.question.index == question.index) {
                Some(earlier) => earlier.number = Some(number),
                None => self.earlier(question, &entry.node),
            }
            return;
        }
        let reply = number.and_then(|number| question.measured(number));
        let Some(reply) = self.document.take(reply, entry.node.position) else { return };
        let answer = self.saved.draft.reply(reply.question());
        let contradicts = |answer: Reply<'_>| {
            answer.id() != reply.id()
                || answer.number().is_some_and(|number| Some(number) != reply.number())
        };
        // Where a range has moved since, the number says what was meant.
        if self.saved.other_version.is_none() && answer.is_some_and(contradicts) {
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
            let hint = "Take out the one that is wrong; if the range has moved, the answer.";
            self.document
                .note(Problem::new(Kind::Contradiction, what).hint(hint).at(entry.node.position));
        } else {
            self.saved.draft.give(reply);
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
        if self.saved.predates(question) {
            self.earlier(question, &entry.node);
            return None;
        }
        let answer = match &entry.node.value {
            Value::Text(text) => text.as_str(),
            // As it is written: 1.200 is not 1.2 to everybody, 0x1E is 30 to few, and
            // Yes may be a label.
            Value::Whole(_) | Value::Real(_) | Value::Bool(_) => {
                entry.node.written(self.text).unwrap_or_default()
            }
            _ => {
                self.document.note(no_answer(question).at(entry.node.position));
                return None;
            }
        };
        match self.reading.read(question, answer) {
            // The option is gone, and the number says what was meant.
            Err(_) if self.saved.other_version.is_some() && self.numbers.contains(&entry.key) => {
                None
            }
            reply => self.document.take(reply, entry.node.position),
        }
    }
}

fn must_be_a_mapping() -> Problem {
    wrong_type("this must be a mapping")
}

/// A company name as it is shown and saved: text, without white space around it.
///
/// # Errors
///
/// There is nothing in it, or something that would steer a terminal.
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
        return Err(Problem::new(Kind::BadText, what).hint("Delete it."));
    }
    Ok(name.to_owned())
}

fn no_answer(question: &Question) -> Problem {
    wrong_type(format!("this is no answer to {}", question.id))
        .hint(format!("Answer with {}.", question.answers()))
}

/// The problem of an id that no question has.
#[doc(hidden)]
pub fn unknown_question(questionnaire: &Questionnaire, id: &str) -> Problem {
    let ids = || questionnaire.questions().iter().map(|question| question.id.as_str());
    let hint = wording::suggestion(id, "questions", ids());
    Problem::new(Kind::UnknownQuestion, format!("no question is called {}", wording::quote(id)))
        .hint(hint)
}
