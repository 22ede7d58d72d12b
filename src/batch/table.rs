//! What cells mean: as answers are read everywhere, and then by the mapping.

use std::borrow::Cow;

use super::{Error, Options};
use crate::answers::{Bare, Code, Reading, Reply, Spellings, code_of, lower};
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
    /// A sentence that lists all answers, kept because each unknown word repeats it.
    help: String,
}

/// The result of reading a cell, small enough to be remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellReading {
    /// The code of an answer.
    Answer(Code),
    /// It is a word, and nobody has said what it means.
    Word,
    /// Something else is wrong with it.
    Wrong,
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
    /// The table of a questionnaire in one or more languages: labels are read in all of
    /// them, and the first decides about everything else.
    ///
    /// # Errors
    ///
    /// The options name a question that does not exist, or say something about the numbers
    /// of a column that cannot be, or something is wrong with the mapping.
    pub(super) fn new(languages: &[&'q Questionnaire], options: &Options) -> Result<Self, Error> {
        let questionnaire = *languages.first().expect("there is a questionnaire to answer");
        let spellings = Spellings::of_each(languages).into_iter();
        let words = spellings.zip(questionnaire.questions()).map(|(spellings, question)| {
            let help = question.help_with_answers();
            QuestionSpellings { spellings, bare: Bare::Unsaid, help }
        });
        let mut questions: Vec<QuestionSpellings> = words.collect();
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
            // A line may give a word a meaning, but must not change one that the word
            // already has.
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

    /// How many lines of the mapping have met a cell, but do not say what it means.
    pub(super) fn open_lines(&self) -> usize {
        let lines = self.questionnaire.questions().iter().flat_map(|it| self.mapping.lines(it));
        lines.filter(|line| line.reply.is_none() && self.used.has(line)).count()
    }

    /// The reply that a cell gives: unsure if it is empty, otherwise by an id or a label in
    /// any mix of upper and lower case, a number, or a word of the mapping. `None` if it is
    /// none of these.
    pub(super) fn reply(&self, question: usize, cell: &str) -> Option<Reply<'q>> {
        self.read(question, cell).ok()
    }

    /// What a cell says.
    pub(super) fn code(&self, question: usize, cell: &str) -> CellReading {
        match self.read(question, cell) {
            Ok(reply) => CellReading::Answer(code_of(&reply)),
            Err(NoReply::Unknown) => CellReading::Word,
            Err(NoReply::Wrong(_)) => CellReading::Wrong,
        }
    }

    /// What is wrong with a cell, unless it is an answer or an unknown word.
    pub(super) fn problem(&self, question: usize, cell: &str) -> Option<Problem> {
        match self.read(question, cell) {
            Err(NoReply::Wrong(problem)) => Some(problem),
            Err(NoReply::Unknown) | Ok(_) => None,
        }
    }

    /// The answer that a word without white space around it comes nearest to.
    pub(super) fn nearest(&self, question: usize, word: &str) -> Option<Cow<'q, str>> {
        let asked = &self.questionnaire.questions()[question];
        self.questions[question].spellings.nearest(asked, word)
    }

    /// A sentence that lists all answers to a question.
    pub(super) fn help(&self, question: usize) -> &str {
        &self.questions[question].help
    }

    fn read(&self, question: usize, cell: &str) -> Result<Reply<'q>, NoReply> {
        let cell = cell.trim();
        self.own(question, cell).or_else(|refused| {
            let asked = &self.questionnaire.questions()[question];
            let Some(line) = self.mapping.line(asked, cell) else { return Err(refused) };
            self.used.mark(line);
            line.reply.ok_or(refused)
        })
    }

    /// The reply that a cell, without white space around it, gives without the mapping.
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

    /// The code for unsure.
    pub(super) fn unsure(&self, question: usize) -> Code {
        self.questionnaire.questions()[question].options.len() as Code
    }
}
