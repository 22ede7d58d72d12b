//! The quiz on the screen: a page for each step of the interview.

mod frame;
mod key_list;
mod keys;
mod late_enter;
mod page;
mod pages;
mod picture;
mod reader;
mod screen;
mod scroll;
mod view;

use salesmodel::answers::{Answers, Reply};
use salesmodel::interview::{Event, Interview, Step};
use salesmodel::questionnaire::Question;
use salesmodel::words::Words;

use crate::failure::Failure;
pub(crate) use frame::Frame;
use page::{Act, Visit};
pub(crate) use page::{Block, BlockRole, ItemMarks, QuizPage};
pub(crate) use pages::{
    Esc, Leaving, block, item, nearest, readings, shown, unsettled_facts, unsettled_text,
    with_keys, wrong,
};
pub(crate) use picture::head_alone;
pub(crate) use reader::{Reader, bulleted};
pub(crate) use screen::Screen;

/// What is said beside the questions.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    /// The paragraphs before the first question.
    pub(crate) intro: Vec<String>,
    /// What was measured, for each question in order; shorter where nothing was.
    pub(crate) measured: Vec<Option<String>>,
}

impl Beside {
    /// What was measured of a question.
    pub(crate) fn measured(&self, question: &Question) -> Option<&str> {
        self.measured.get(question.index)?.as_deref()
    }
}

impl Screen {
    /// Asks until the answers are accepted; `None` if the person leaves although the
    /// answers name no model. `why` says why an accepted quiz was opened again.
    ///
    /// # Errors
    ///
    /// The person leaves, or the terminal does.
    pub(crate) fn ask<'q>(
        &mut self,
        interview: &mut Interview<'q>,
        beside: &Beside,
        why: Option<&str>,
    ) -> anyhow::Result<Option<Answers<'q>>> {
        let mut why = why;
        let words = interview.questionnaire().words();
        loop {
            let event = match interview.step() {
                Step::Ask { question, place, reply } => {
                    let mut page = pages::question(words, question, place, reply, why.take());
                    pages::say_measured(&mut page, beside.measured(question));
                    if place.is_some_and(|(place, _)| place == 1) {
                        pages::introduce(&mut page, &beside.intro);
                    }
                    self.question(words, &page, question, reply)?
                }
                Step::Review(answers) => self.review(words, &answers)?,
                Step::Unsettled { answers, question } => {
                    self.unsettled(words, &answers, question)?
                }
                Step::Leave => match self.pick(&pages::leave(words), 0)? {
                    Some(1) => Event::Leave,
                    _ => Event::Back,
                },
                Step::Done(answers) => return Ok(Some(answers)),
                Step::GaveUp => return Ok(None),
                Step::Left => return Err(Failure::cancelled().into()),
            };
            interview.on(event);
        }
    }

    fn question<'q>(
        &mut self,
        words: &Words,
        page: &QuizPage,
        question: &'q Question,
        reply: Option<Reply<'q>>,
    ) -> anyhow::Result<Event<'q>> {
        let unsure = question.options.len();
        let active = match reply {
            Some(reply) => reply.choice().map_or(unsure, |choice| choice.index),
            None => 0,
        };
        let typed = reply.and_then(|reply| reply.number()).map(|number| number.to_string());
        let mut visit = Visit::new(page, active, &typed.unwrap_or_default());
        loop {
            let number = match self.show(&mut visit)? {
                Act::Back => return Ok(Event::Back),
                Act::Choose(place) if place < unsure => {
                    return Ok(Event::Reply(question.choose(place)));
                }
                Act::Choose(_) => return Ok(Event::Reply(question.unsure())),
                Act::Number(number) => number,
            };
            match pages::number(words, question, &number) {
                Ok(reply) => return Ok(Event::Reply(reply)),
                Err(wrong) => visit.say(wrong),
            }
        }
    }

    fn review<'q>(&mut self, words: &Words, answers: &Answers<'q>) -> anyhow::Result<Event<'q>> {
        let replies = answers.replies();
        let page = pages::review(words, answers);
        Ok(match self.pick(&page, replies.len())? {
            None => Event::Back,
            Some(place) => match replies.get(place) {
                Some(reply) => Event::Change(reply.question()),
                None => Event::Accept,
            },
        })
    }

    fn unsettled<'q>(
        &mut self,
        words: &Words,
        answers: &Answers<'q>,
        question: &'q Question,
    ) -> anyhow::Result<Event<'q>> {
        let page = pages::unsettled(words, answers, question);
        Ok(match self.pick(&page, 0)?.and_then(Leaving::at) {
            Some(Leaving::Answer) => Event::Change(question),
            Some(Leaving::Leave) => Event::Leave,
            Some(Leaving::Review) | None => Event::Back,
        })
    }

    /// Lets the person pick an item; `None` if they went back.
    pub(crate) fn pick(&mut self, page: &QuizPage, active: usize) -> anyhow::Result<Option<usize>> {
        let mut visit = Visit::new(page, active, "");
        Ok(match self.show(&mut visit)? {
            Act::Choose(place) => Some(place),
            Act::Number(_) | Act::Back => None,
        })
    }
}
