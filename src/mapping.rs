//! What people say that the values of a column mean: a file with a line for each
//! value, under the id of the question that it answers.
//!
//! ```yaml
//! leads:
//!   Trade Show: outbound
//!   Direct mial:            # decides nothing yet
//! contacts:
//!   2-3: 2
//! ```
//!
//! The same file serves rows that are answers already and exports of a CRM. Values are
//! compared in one spelling, without case, accents or separators, and nothing similar is
//! taken for the same.
//!
//! ```
//! use salesmodel::mapping::Mapping;
//! use salesmodel::questionnaire::Builtin;
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let leads = questionnaire.question("leads").expect("it is one of the four");
//! let text = "leads:\n  Trade Show: outbound\n";
//! let mapping = Mapping::read(&questionnaire, "words.yaml", text)?;
//! let line = mapping.line(leads, "trade  show").expect("letter case and spaces do not matter");
//! assert_eq!(line.reply.expect("it has a meaning").id(), "outbound");
//! # Ok::<(), salesmodel::problem::Problems>(())
//! ```

mod form;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::answers::{Reading, Reply, unknown_question};
use crate::document::reader::{self, duplicate_key, wrong_type};
use crate::document::{Member, Node, Value};
use crate::fold::fold;
use crate::problem::{Kind, Position, Problem, Problems};
use crate::questionnaire::{Question, Questionnaire, UNSURE};
use crate::wording;

pub use form::{OpenValue, write_form};

/// What the values of columns mean, for the questions of one questionnaire.
#[derive(Clone, Debug)]
pub struct Mapping<'q> {
    /// By the place of the question; values folded.
    lines: Vec<HashMap<String, MappingLine<'q>>>,
    count: usize,
}

/// One line of a mapping: a value, and perhaps what it means.
#[derive(Clone, Debug)]
pub struct MappingLine<'q> {
    index: usize,
    /// The value as the file has it.
    pub value: String,
    /// Where it is.
    pub position: Option<Position>,
    /// What it means; `None` if that is still to be filled in.
    pub reply: Option<Reply<'q>>,
}

/// Which lines of a mapping met a value. Several workers may mark them at once.
#[derive(Debug, Default)]
pub struct Used(Vec<AtomicBool>);

impl<'q> Mapping<'q> {
    /// A mapping without a line.
    pub fn none(questionnaire: &Questionnaire) -> Self {
        Mapping { lines: vec![HashMap::new(); questionnaire.questions().len()], count: 0 }
    }

    /// Reads a mapping from YAML or JSON; `document` is what messages call the text.
    /// Labels are known in the language at hand; see [`read_by`](Mapping::read_by) for
    /// others.
    ///
    /// # Errors
    ///
    /// Every problem of the text, each with its place: a question or an answer that
    /// there is not, a value that is there twice, and a value that is an answer already
    /// and would get another meaning.
    pub fn read(
        questionnaire: &'q Questionnaire,
        document: &str,
        text: &str,
    ) -> Result<Self, Problems> {
        Mapping::read_by(&Reading::new(questionnaire, Vec::new), document, text)
    }

    /// Reads a mapping whose meanings are written as a reading takes answers: with labels
    /// in all its languages, and numbers as the text has them.
    ///
    /// # Errors
    ///
    /// Every problem of the text, each with its place.
    pub fn read_by(reading: &Reading<'q>, document: &str, text: &str) -> Result<Self, Problems> {
        let root = Node::parse(text).map_err(|problem| Problems::new(document, vec![problem]))?;
        let mapping = Mapping::none(reading.questionnaire());
        let mut reader =
            MappingReader { mapping, reading, text, document: reader::TreeReader::default() };
        reader.document.no_cut_text(&root, text);
        reader.questions(&root);
        reader.document.finish(document, reader.mapping)
    }

    /// The line for a value of a question, if there is one.
    pub fn line(&self, question: &Question, value: &str) -> Option<&MappingLine<'q>> {
        // Most questions have none, and folding costs more than looking.
        let lines = &self.lines[question.index];
        if lines.is_empty() { None } else { lines.get(&fold(value)) }
    }

    /// Refuses lines that give a word another meaning than it has already. Reading a
    /// mapping refuses those that contradict the questionnaire by itself; `own` knows
    /// more, such as labels in other languages and what a column holds.
    ///
    /// # Errors
    ///
    /// Every such line, with its place; `document` is what messages call the file.
    pub fn refuse_other_meanings(
        &self,
        questionnaire: &'q Questionnaire,
        document: &str,
        own: impl Fn(&'q Question, &str) -> Option<Reply<'q>>,
    ) -> Result<(), Problems> {
        let mut problems = Vec::new();
        for question in questionnaire.questions() {
            for line in self.lines(question) {
                let already = own(question, line.value.trim());
                if let (Some(reply), Some(already)) = (line.reply, already)
                    && already.id() != reply.id()
                {
                    let problem = other_meaning(question, &line.value, already, reply);
                    problems.push(problem.at(line.position));
                }
            }
        }
        if problems.is_empty() {
            return Ok(());
        }
        problems.sort_by_key(|problem| problem.position.map(|at| (at.line, at.column)));
        Err(Problems::new(document, problems))
    }

    /// The lines of a question, in no order.
    pub fn lines(&self, question: &Question) -> impl Iterator<Item = &MappingLine<'q>> {
        self.lines[question.index].values()
    }
}

impl Used {
    /// No line of a mapping has met a value.
    pub fn none(mapping: &Mapping<'_>) -> Self {
        Used((0..mapping.count).map(|_| AtomicBool::new(false)).collect())
    }

    /// A line has met a value.
    pub fn mark(&self, line: &MappingLine<'_>) {
        self.0[line.index].store(true, Ordering::Relaxed);
    }

    /// The lines that have met a value here or there.
    pub fn join(&mut self, other: &Used) {
        for (here, there) in self.0.iter_mut().zip(&other.0) {
            *here.get_mut() |= there.load(Ordering::Relaxed);
        }
    }

    /// Whether a line has met a value.
    pub fn has(&self, line: &MappingLine<'_>) -> bool {
        self.0[line.index].load(Ordering::Relaxed)
    }

    /// How many lines have met none.
    pub fn unused(&self) -> usize {
        self.0.iter().filter(|used| !used.load(Ordering::Relaxed)).count()
    }
}

struct MappingReader<'q, 't> {
    mapping: Mapping<'q>,
    reading: &'t Reading<'q>,
    text: &'t str,
    document: reader::TreeReader,
}

impl<'q> MappingReader<'q, '_> {
    fn questions(&mut self, root: &Node) {
        let wrong = || {
            wrong_type("this is not a mapping of values to answers")
                .with_hint("Write the id of a question, and under it one `value: answer` a line.")
        };
        for entry in self.document.mapping(root, wrong).unwrap_or_default() {
            let questionnaire = self.reading.questionnaire();
            let Some(question) = questionnaire.question(&entry.key) else {
                self.document
                    .note_by(|| unknown_question(questionnaire, &entry.key).at(entry.position));
                continue;
            };
            match &entry.node.value {
                Value::Map(lines) => self.lines(question, lines),
                // All lines may be commented out.
                Value::Null => {}
                _ => {
                    let what = format!("under {} there must be values and answers", question.id);
                    let hint = format!(
                        "Write one value a line, indented, such as `Trade Show: {}`.",
                        question.options[0].id
                    );
                    self.document.note(wrong_type(what).with_hint(hint).at(entry.node.position));
                }
            }
        }
    }

    fn lines(&mut self, question: &'q Question, entries: &[Member]) {
        for entry in entries {
            if self.document.is_full() {
                return;
            }
            let value = self.written(entry);
            let folded = fold(&value);
            if let Some(before) = self.mapping.lines[question.index].get(&folded) {
                self.document.note(twice(entry, &before.value));
                continue;
            }
            let reply = match self.reply(question, &value, entry) {
                Ok(reply) => reply,
                Err(problem) => {
                    self.document.note(problem);
                    continue;
                }
            };
            let line =
                MappingLine { index: self.mapping.count, value, position: entry.position, reply };
            self.mapping.lines[question.index].insert(folded, line);
            self.mapping.count += 1;
        }
    }

    /// What a line says that its value means.
    fn reply(
        &self,
        question: &'q Question,
        value: &str,
        entry: &Member,
    ) -> Result<Option<Reply<'q>>, Problem> {
        let answer = match &entry.node.value {
            Value::Null => return Ok(None),
            _ => entry.node.scalar(self.text),
        };
        let Some(answer) = answer else {
            let what = format!("this is not an answer to {}", question.id);
            let hint = format!("Answer with {}.", question.answers());
            return Err(wrong_type(what).with_hint(hint).at(entry.node.position));
        };
        if answer.trim().is_empty() {
            return Ok(None);
        }
        let reply = self.reading.read(question, answer);
        let reply = reply.map_err(|problem| problem.at(entry.node.position))?;
        match meaning(question, value) {
            Some(already) if contradict(already, reply) => {
                Err(other_meaning(question, value, already, reply).at(entry.position))
            }
            _ => Ok(Some(reply)),
        }
    }

    /// A value as it was written: YAML takes `007` for 7 and `1.50` for 1.5, and a
    /// cell that says so has to be found.
    fn written(&self, entry: &Member) -> String {
        let is_number = entry.key.parse::<f64>().is_ok();
        let Some(place) = entry.position.filter(|_| is_number) else { return entry.key.clone() };
        let line = self.text.lines().nth(place.line as usize - 1).unwrap_or_default();
        let rest: String = line.chars().skip(place.column as usize - 1).collect();
        let written = rest.split(':').next().unwrap_or_default().trim();
        match written.chars().next() {
            Some(c) if c.is_ascii_digit() || "+-.".contains(c) => written.to_owned(),
            _ => entry.key.clone(),
        }
    }
}

/// The problem of a value that means something already.
fn other_meaning(question: &Question, value: &str, already: Reply<'_>, said: Reply<'_>) -> Problem {
    let value = wording::quote(value);
    let what = format!(
        "{value} is already an answer to {}: {}, not {}",
        question.id,
        already.given(),
        said.given()
    );
    let hint = "Take the line out: ids, labels and numbers keep their meaning.";
    Problem::new(Kind::Contradiction, what).with_hint(hint)
}

/// The problem of a value that has a line already.
fn twice(entry: &Member, before: &str) -> Problem {
    if before == entry.key {
        return duplicate_key(entry);
    }
    let what =
        format!("{} and {} are one value", wording::quote(&entry.key), wording::quote(before));
    let hint = "Keep one of the two: case, blanks, dashes and accents do not count.";
    Problem::new(Kind::DuplicateKey, what).with_hint(hint).at(entry.position)
}

fn contradict(one: Reply<'_>, other: Reply<'_>) -> bool {
    let numbers = one.number().zip(other.number());
    one.id() != other.id() || numbers.is_some_and(|(one, other)| one != other)
}

/// What a value means without any mapping: an id or a label, or what the question
/// reads as an answer.
fn meaning<'q>(question: &'q Question, value: &str) -> Option<Reply<'q>> {
    let folded = fold(value);
    if folded == fold(UNSURE) {
        return Some(question.unsure());
    }
    let options = || question.options.iter();
    let named = options()
        .find(|option| fold(option.id.as_str()) == folded)
        .or_else(|| options().find(|option| fold(&option.label) == folded));
    match named {
        Some(option) => Some(question.choose(option.index)),
        None => question.read(value).ok(),
    }
}
