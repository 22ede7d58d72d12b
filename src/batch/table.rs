//! What cells mean: the one reading of answers, and what a mapping says of the rest.

use super::{Error, Options};
use crate::answers::{Bare, Code, Reading, Reply, Spellings, code_of, did_you_mean, lower};
use crate::mapping::{Mapping, Used};
use crate::problem::Problem;
use crate::questionnaire::{Question, Questionnaire, Unit};

/// All that cells can say to the questions of a questionnaire.
#[derive(Debug)]
pub(super) struct AnswerTable<'q> {
    questionnaire: &'q Questionnaire,
    questions: Vec<QuestionSpellings>,
    mapping: Mapping<'q>,
    used: Used,
}

/// What cells can say to one question.
#[derive(Debug)]
struct QuestionSpellings {
    spellings: Spellings,
    bare: Bare,
    /// What to do about a word that is not an answer, by the code of the answer that it
    /// comes nearest to, and last where it comes near to none: repeated for every such cell.
    hints: Vec<String>,
}

/// What is wrong with a cell that gives no reply.
pub(super) enum CellRefusal<'t> {
    /// The mapping does not say what a word means that does not answer this question, by its id;
    /// what to do about it.
    Unknown { question: &'t str, hint: &'t str },
    /// Something else.
    Wrong(Problem),
}

/// A cell that gives no reply.
#[derive(Debug)]
enum NoReply {
    /// It is a word, and nobody has said what it means.
    Unknown,
    /// Something else is wrong with it.
    Wrong(Problem),
}

impl<'q> AnswerTable<'q> {
    /// The table of a questionnaire, with the labels of the same one in any
    /// number of languages; the first one decides about everything else.
    ///
    /// # Errors
    ///
    /// The options name a question that there is not or say of a column what its
    /// numbers cannot be, or something is wrong with the mapping.
    pub(super) fn new(languages: &[&'q Questionnaire], options: &Options) -> Result<Self, Error> {
        let questionnaire = *languages.first().expect("there is a questionnaire to answer");
        let words = |question: &Question| QuestionSpellings {
            spellings: Spellings::new(question, languages),
            bare: Bare::Unsaid,
            hints: hints(question),
        };
        let mut questions: Vec<QuestionSpellings> =
            questionnaire.questions().iter().map(words).collect();
        for (id, bare) in &options.bare {
            let question = super::question_of(questionnaire, id)?;
            if !question.unit.is_some_and(Unit::has_parts) {
                let message =
                    format!("{id} takes no percentage, so its numbers cannot be percentages");
                let hint = "Leave this out: the numbers of that column are read as they are.";
                return Err(Error::usage(message).with_hint(hint));
            }
            let said = &mut questions[question.index].bare;
            if *said != Bare::Unsaid && *said != *bare {
                let message = format!("the numbers of {id} cannot be percentages and fractions");
                return Err(Error::usage(message).with_hint("Choose one of the two."));
            }
            *said = *bare;
        }
        let nothing = Mapping::none(questionnaire);
        let mut table =
            AnswerTable { questionnaire, questions, used: Used::default(), mapping: nothing };
        if let Some((name, text)) = &options.map {
            let reading = Reading::among(languages);
            let mapping = Mapping::read_by(&reading, name, text).map_err(Error::Mapping)?;
            // A line gives a word a meaning, and changes none that it has already.
            let own = |question: &Question, word: &str| table.own(question.index, word).ok();
            mapping.refuse_other_meanings(questionnaire, name, own).map_err(Error::Mapping)?;
            table.used = Used::none(&mapping);
            table.mapping = mapping;
        }
        Ok(table)
    }

    pub(super) fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// How many lines of the mapping no cell has met so far.
    pub(super) fn unused_lines(&self) -> usize {
        self.used.unused()
    }

    /// The reply that a cell gives: nothing is unsure, else an id or a label in
    /// any mix of upper and lower case, a number, or a word of the mapping.
    pub(super) fn reply(&self, question: usize, cell: &str) -> Option<Reply<'q>> {
        self.read(question, cell).ok()
    }

    /// The code of a cell; none if it is not an answer.
    pub(super) fn code(&self, question: usize, cell: &str) -> Option<Code> {
        self.reply(question, cell).map(|reply| code_of(&reply))
    }

    /// What is wrong with a cell that gives no reply.
    pub(super) fn refuse(&self, question: usize, cell: &str) -> CellRefusal<'_> {
        let cell = cell.trim();
        match self.read(question, cell) {
            Err(NoReply::Wrong(problem)) => CellRefusal::Wrong(problem),
            Err(NoReply::Unknown) | Ok(_) => {
                let QuestionSpellings { spellings, hints, .. } = &self.questions[question];
                let near = spellings.nearest_code(cell).map(usize::from);
                CellRefusal::Unknown {
                    question: self.questionnaire.questions()[question].id.as_str(),
                    hint: &hints[near.unwrap_or(hints.len() - 1)],
                }
            }
        }
    }

    /// The id of the answer that comes nearest to a cell, if the cell is a word.
    pub(super) fn nearest(&self, question: usize, cell: &str) -> Option<&'q str> {
        let cell = cell.trim();
        if let Err(NoReply::Wrong(_)) = self.read(question, cell) {
            return None;
        }
        let asked = &self.questionnaire.questions()[question];
        self.questions[question].spellings.nearest(asked, cell)
    }

    fn read(&self, question: usize, cell: &str) -> Result<Reply<'q>, NoReply> {
        let cell = cell.trim();
        self.own(question, cell).or_else(|refused| {
            let asked = &self.questionnaire.questions()[question];
            let line = self.mapping.line(asked, cell);
            let Some((line, reply)) = line.and_then(|line| Some((line, line.reply?))) else {
                return Err(refused);
            };
            self.used.mark(line);
            Ok(reply)
        })
    }

    /// The reply that a cell gives without any mapping. It has no white space around it.
    fn own(&self, question: usize, cell: &str) -> Result<Reply<'q>, NoReply> {
        let words = &self.questions[question];
        let question = &self.questionnaire.questions()[question];
        if cell.is_empty() {
            return Ok(question.unsure());
        }
        if let Some(option) = question.option(cell) {
            return Ok(question.choose(option.index));
        }
        let read = match words.spellings.meaning(&lower(cell)) {
            Some(meaning) => Some(meaning.reply(question, cell)),
            None => question.read_if_number(cell, words.bare),
        };
        match read {
            Some(read) => read.map_err(NoReply::Wrong),
            None => Err(NoReply::Unknown),
        }
    }

    /// The code of an answer that says nothing.
    pub(super) fn unsure(&self, question: usize) -> Code {
        self.questionnaire.questions()[question].options.len() as Code
    }
}

/// By code, and last without one: what to do about a word that is not an answer.
fn hints(question: &Question) -> Vec<String> {
    let replies = question.options.iter().map(|option| question.choose(option.index));
    let near = replies.chain([question.unsure()]).map(|reply| did_you_mean(question, reply.id()));
    near.chain([question.help_with_answers()]).collect()
}
