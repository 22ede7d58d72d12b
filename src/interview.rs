//! The quiz as a state machine, without a terminal: what to show next, and what
//! each thing that a person does leads to.
//!
//! The questions without an answer are asked in order. Going back keeps what was
//! answered; at the first question, going back asks whether to leave. After the
//! last question comes a review of all answers, and any of them can be changed.
//! Answers that name no model lead back to a question, and after that to a page with
//! a way out.
//!
//! ```
//! use salesmodel::answers::Draft;
//! use salesmodel::interview::{Event, Interview, Step};
//! use salesmodel::questionnaire::Builtin;
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let mut interview = Interview::new(Draft::new(&questionnaire));
//! let answers = loop {
//!     match interview.step() {
//!         Step::Ask { question, .. } => interview.on(Event::Reply(question.unsure())),
//!         Step::Review(_) => interview.on(Event::Accept),
//!         Step::Done(answers) => break answers,
//!         other => panic!("nobody goes back or leaves here: {other:?}"),
//!     }
//! };
//! assert_eq!(answers.replies().len(), 4);
//! ```

use crate::answers::{Answers, Draft, Reply};
use crate::questionnaire::{Question, Questionnaire};

/// A quiz under way.
#[derive(Debug)]
pub struct Interview<'q> {
    draft: Draft<'q>,
    /// The questions that had no answer when the quiz began.
    asked: Vec<&'q Question>,
    state: State<'q>,
    /// Whether accepted answers named no model before.
    reopened: bool,
}

#[derive(Clone, Copy, Debug)]
enum State<'q> {
    /// At a place among the questions that are asked.
    Asking(usize),
    /// At a question that was picked from the review, or that needs another answer for a
    /// result.
    Changing(&'q Question),
    Review,
    /// At the page of answers that name no model, with the question that would help.
    Unsettled(&'q Question),
    /// Whether to leave, asked at the first question.
    Leaving,
    Accepted,
    Left,
    GaveUp,
}

/// What a person is shown.
#[derive(Clone, Debug)]
pub enum Step<'q> {
    /// A question.
    Ask {
        /// The question.
        question: &'q Question,
        /// Its place among the questions that are asked, from 1, and their
        /// number; `None` for a question that is being changed.
        place: Option<(usize, usize)>,
        /// The reply that it has already.
        reply: Option<Reply<'q>>,
    },
    /// All answers, each of which can be changed.
    Review(Answers<'q>),
    /// Answers that name no model, again: the points so far, what to find out, and a
    /// way to leave.
    Unsettled {
        /// The answers so far.
        answers: Answers<'q>,
        /// The question whose answer would help most.
        question: &'q Question,
    },
    /// Whether to leave without a result.
    Leave,
    /// The answers were accepted: the quiz is over.
    Done(Answers<'q>),
    /// The person left: the quiz is over.
    Left,
    /// The person left answers that name no model: the quiz is over.
    GaveUp,
}

/// What a person does.
#[derive(Clone, Copy, Debug)]
pub enum Event<'q> {
    /// Answers the question that is shown.
    Reply(Reply<'q>),
    /// Goes one step back.
    Back,
    /// Picks a question to change its answer.
    Change(&'q Question),
    /// Accepts the answers of the review.
    Accept,
    /// Confirms that the person leaves.
    Leave,
}

impl<'q> Interview<'q> {
    /// A quiz about the questions that a draft leaves open.
    pub fn new(draft: Draft<'q>) -> Self {
        let asked: Vec<_> = draft.missing().collect();
        let state = if asked.is_empty() { State::Review } else { State::Asking(0) };
        Interview { draft, asked, state, reopened: false }
    }

    /// The questionnaire that is being answered.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.draft.questionnaire()
    }

    /// What to show now.
    pub fn step(&self) -> Step<'q> {
        match self.state {
            State::Asking(place) => {
                let question = self.asked[place];
                Step::Ask {
                    question,
                    place: Some((place + 1, self.asked.len())),
                    reply: self.draft.reply(question),
                }
            }
            State::Changing(question) => {
                Step::Ask { question, place: None, reply: self.draft.reply(question) }
            }
            State::Review => Step::Review(self.answers()),
            State::Unsettled(question) => Step::Unsettled { answers: self.answers(), question },
            State::Leaving => Step::Leave,
            State::Accepted => Step::Done(self.answers()),
            State::Left => Step::Left,
            State::GaveUp => Step::GaveUp,
        }
    }

    /// Goes on. An event that makes no sense at the current step changes nothing.
    pub fn on(&mut self, event: Event<'q>) {
        self.state = match (self.state, event) {
            (State::Asking(place), Event::Reply(reply)) => {
                self.keep(reply);
                if place + 1 < self.asked.len() { State::Asking(place + 1) } else { State::Review }
            }
            (State::Asking(0), Event::Back) => State::Leaving,
            (State::Asking(place), Event::Back) => State::Asking(place - 1),
            (State::Changing(_), Event::Reply(reply)) => {
                self.keep(reply);
                State::Review
            }
            (State::Changing(_), Event::Back) => State::Review,
            (State::Review, Event::Change(question)) => State::Changing(question),
            (State::Review, Event::Accept) => State::Accepted,
            (State::Review, Event::Back) => match self.asked.len() {
                0 => State::Leaving,
                asked => State::Asking(asked - 1),
            },
            (State::Unsettled(_), Event::Change(question)) => State::Changing(question),
            (State::Unsettled(_), Event::Back) => State::Review,
            (State::Unsettled(_), Event::Leave) => State::GaveUp,
            (State::Leaving, Event::Leave) => State::Left,
            (State::Leaving, Event::Back) if self.asked.is_empty() => State::Review,
            (State::Leaving, Event::Back) => State::Asking(0),
            (state, _) => state,
        };
    }

    /// Opens an accepted quiz again, because its answers name no model: at the
    /// question that would help most, and from the second time on at the page that
    /// says what is known so far.
    pub fn reopen(&mut self, question: &'q Question) {
        self.state = if std::mem::replace(&mut self.reopened, true) {
            State::Unsettled(question)
        } else {
            State::Changing(question)
        };
    }

    /// Opens an accepted quiz again at the review, because somebody wants to change
    /// an answer.
    pub fn review(&mut self) {
        if let State::Accepted = self.state {
            self.state = State::Review;
        }
    }

    /// Keeps a reply. Choosing the option that a number meant keeps the number.
    fn keep(&mut self, reply: Reply<'q>) {
        let before = self.draft.reply(reply.question());
        if reply.number().is_some() || before.is_none_or(|before| before.id() != reply.id()) {
            self.draft.give(reply);
        }
    }

    fn answers(&self) -> Answers<'q> {
        self.draft.complete().expect("the review comes when every question has a reply")
    }
}
