//! What cells mean: the spellings of every answer, and a memory for those that
//! come again and again.

use std::collections::HashMap;

use super::Error;
use crate::answers::{Bare, Reply, lower};
use crate::problem::{Kind, Problem};
use crate::questionnaire::{Question, Questionnaire, UNSURE, Unit};
use crate::wording;

/// An answer to a question: the place of an option, or for unsure the number of
/// options.
pub(super) type Code = u16;

/// All that cells can say to the questions of a questionnaire.
#[derive(Debug)]
pub(super) struct Table<'q> {
    questionnaire: &'q Questionnaire,
    questions: Vec<Spellings>,
}

/// The words of one question in every language, in lower case.
#[derive(Debug)]
struct Spellings {
    words: HashMap<String, Meaning>,
    /// The same with the ids first and the rest in one order: of words that come
    /// equally near to a cell, the first is meant.
    order: Vec<String>,
    bare: Bare,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Answer(Code),
    /// Two answers are spelt so.
    Ambiguous,
}

impl<'q> Table<'q> {
    /// The table of a questionnaire, with the labels of the same one in any
    /// number of languages; the first one decides about everything else.
    /// `bare` says of some questions what the bare numbers of their columns are.
    pub(super) fn new(
        languages: &[&'q Questionnaire],
        bare: &[(String, Bare)],
    ) -> Result<Self, Error> {
        let questionnaire = *languages.first().expect("there is a questionnaire to answer");
        let mut questions: Vec<Spellings> = (questionnaire.questions().iter())
            .map(|question| Spellings::of(question, languages))
            .collect();
        for (id, bare) in bare {
            let question = super::question_of(questionnaire, id)?;
            if !question.unit.is_some_and(Unit::has_parts) {
                let message = format!("{id} takes no percentage, so its column has no fractions");
                return Err(Error::usage(message));
            }
            questions[question.index].bare = *bare;
        }
        Ok(Table { questionnaire, questions })
    }

    pub(super) fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// The reply that a cell gives: nothing is unsure, else an id or a label in
    /// any mix of upper and lower case, or a number.
    ///
    /// # Errors
    ///
    /// What is wrong with the cell, without a place.
    pub(super) fn reply(&self, question: usize, cell: &str) -> Result<Reply<'q>, Problem> {
        let spellings = &self.questions[question];
        let question = &self.questionnaire.questions()[question];
        let cell = cell.trim();
        if cell.is_empty() {
            return Ok(question.unsure());
        }
        if let Some(option) = question.option(cell) {
            return Ok(question.choose(option.index));
        }
        match spellings.words.get(&lower(cell)) {
            Some(Meaning::Answer(code)) => return Ok(reply(question, *code)),
            Some(Meaning::Ambiguous) => {
                let what = format!("{} may be more than one answer", wording::quote(cell));
                let hint = format!("Write the id: {}.", question.answers());
                return Err(Problem::new(Kind::UnknownOption, what).hint(hint));
            }
            None => {}
        }
        question.read_as(cell, spellings.bare)
    }

    /// What to say of a cell that gives no reply, and the id of the answer that
    /// comes nearest: other languages and labels are known here alone.
    pub(super) fn explain(
        &self,
        question: usize,
        cell: &str,
        problem: Problem,
    ) -> (Problem, Option<&'q str>) {
        if problem.kind != Kind::UnknownOption {
            return (problem, None);
        }
        let near = self.nearest(question, cell.trim());
        let Some(near) = near else {
            return (problem, None);
        };
        let answers = self.questionnaire.questions()[question].answers();
        (problem.hint(format!("Did you mean {near}? Answer with {answers}.")), Some(near))
    }

    /// The code of a cell; none if it is no answer.
    pub(super) fn code(&self, question: usize, cell: &str) -> Option<Code> {
        self.reply(question, cell).ok().map(|reply| code_of(&reply))
    }

    /// The code of an answer that says nothing.
    pub(super) fn unsure(&self, question: usize) -> Code {
        self.questionnaire.questions()[question].options.len() as Code
    }

    fn nearest(&self, question: usize, cell: &str) -> Option<&'q str> {
        let Spellings { words, order, .. } = &self.questions[question];
        let near = wording::nearest(cell, order.iter().map(String::as_str))?;
        match words[near] {
            Meaning::Answer(code) => {
                Some(reply(&self.questionnaire.questions()[question], code).id())
            }
            Meaning::Ambiguous => None,
        }
    }
}

impl Spellings {
    fn of(question: &Question, languages: &[&Questionnaire]) -> Self {
        let mut words = HashMap::new();
        let mut add = |word: &str, code: Code| {
            let same = |meaning: &Meaning| *meaning == Meaning::Answer(code);
            let word = lower(word);
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
                add(language.questions()[question.index].options[option.index].label.trim(), code);
            }
            // A label that is a number too, and means another answer as one.
            if let Ok(read) = question.read(&option.label)
                && code_of(&read) != code
            {
                add(&option.label, code_of(&read));
            }
        }
        let mut order: Vec<String> = words.keys().cloned().collect();
        order.sort_unstable_by(|a, b| {
            let key = |word: &str| (question.option(word).is_none(), word.to_owned());
            key(a).cmp(&key(b))
        });
        Spellings { words, order, bare: Bare::Unsaid }
    }
}

/// The reply of a code.
pub(super) fn reply(question: &Question, code: Code) -> Reply<'_> {
    let option = usize::from(code);
    if option < question.options.len() { question.choose(option) } else { question.unsure() }
}

/// The code of a reply.
pub(super) fn code_of(reply: &Reply<'_>) -> Code {
    reply.choice().map_or(reply.question().options.len(), |choice| choice.index) as Code
}
