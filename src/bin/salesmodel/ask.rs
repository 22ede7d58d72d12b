//! The quiz on the screen: dialoguer over the interview.
//!
//! It draws on the alternate screen and begins every picture on an empty one.
//! dialoguer clears by counting the lines that it wrote, which goes wrong as soon
//! as the terminal breaks a line or the window is resized; here nothing of an
//! earlier picture can be left behind.

mod picture;

use std::io;
use std::panic::{self, AssertUnwindSafe};

use anyhow::Context;
use console::Term;
use dialoguer::Select;
use salesmodel::answers::{Answers, Reply};
use salesmodel::interview::{Event, Interview, Step};
use salesmodel::questionnaire::{NOT_SURE, Question};
use salesmodel::render::{Charset, Styles};

use crate::failure::Failure;
use crate::interrupt;
use crate::settings::Settings;
use picture::{Item, Picture};

/// The screen of the quiz; dropping it gives the terminal back as it was.
pub(crate) struct Screen {
    term: Term,
    charset: Charset,
    styles: Styles,
}

impl Screen {
    /// Takes the terminal over.
    ///
    /// # Errors
    ///
    /// The terminal cannot be written to.
    pub(crate) fn open(settings: &Settings) -> anyhow::Result<Self> {
        let term = Term::buffered_stderr();
        let screen = Screen { term, charset: settings.look.charset, styles: settings.error_styles };
        interrupt::take_screen(&screen.term)?;
        Ok(screen)
    }

    /// Asks until the answers are accepted. `why` says why an accepted quiz was
    /// opened again.
    ///
    /// # Errors
    ///
    /// The person leaves, or the terminal does.
    pub(crate) fn ask<'q>(
        &self,
        interview: &mut Interview<'q>,
        why: Option<&str>,
    ) -> anyhow::Result<Answers<'q>> {
        let mut why = why;
        loop {
            let event = match interview.step() {
                Step::Ask { question, place, reply } => {
                    self.question(question, place, reply, why.take())?
                }
                Step::Review(answers) => self.review(&answers)?,
                Step::Leave => self.leave()?,
                Step::Done(answers) => return Ok(answers),
                Step::Left => return Err(Failure::cancelled().into()),
            };
            interview.on(event);
        }
    }

    fn question<'q>(
        &self,
        question: &'q Question,
        place: Option<(usize, usize)>,
        reply: Option<Reply<'q>>,
        why: Option<&str>,
    ) -> anyhow::Result<Event<'q>> {
        let title = match place {
            Some((place, of)) => format!("{place} of {of}  {}", question.name),
            None => question.name.clone(),
        };
        let options = question
            .options
            .iter()
            .map(|option| Item { label: option.label.clone(), help: option.help.clone() });
        let unsure = Item { label: NOT_SURE.to_owned(), help: None };
        let picture = Picture {
            title,
            why: why.map(str::to_owned),
            text: question.text.clone(),
            help: question.help.clone(),
            items: options.chain([unsure]).collect(),
            keys: match place {
                Some((1, _)) => "Up and Down move, Enter chooses, Esc leaves",
                _ => "Up and Down move, Enter chooses, Esc goes back",
            },
        };
        let unsure = question.options.len();
        let chosen = match reply {
            Some(reply) => reply.choice().map_or(unsure, |choice| choice.index),
            None => 0,
        };
        Ok(match self.select(&picture, chosen)? {
            None => Event::Back,
            Some(place) if place == unsure => Event::Reply(question.unsure()),
            Some(place) => Event::Reply(question.choose(place)),
        })
    }

    fn review<'q>(&self, answers: &Answers<'q>) -> anyhow::Result<Event<'q>> {
        let replies = answers.replies();
        let answer = |reply: &Reply<'_>| Item {
            label: format!(
                "{}: {}",
                reply.question().name,
                reply.choice().map_or(NOT_SURE, |choice| &choice.label)
            ),
            help: None,
        };
        let show = Item { label: "Show the result".to_owned(), help: None };
        let picture = Picture {
            title: "Your answers".to_owned(),
            why: None,
            text: "Choose an answer to change it.".to_owned(),
            help: None,
            items: replies.iter().map(answer).chain([show]).collect(),
            keys: "Up and Down move, Enter chooses, Esc goes back",
        };
        Ok(match self.select(&picture, replies.len())? {
            None => Event::Back,
            Some(place) => match replies.get(place) {
                Some(reply) => Event::Change(reply.question()),
                None => Event::Accept,
            },
        })
    }

    fn leave<'q>(&self) -> anyhow::Result<Event<'q>> {
        let item = |label: &str| Item { label: label.to_owned(), help: None };
        let picture = Picture {
            title: "Leave without a result?".to_owned(),
            why: None,
            text: "Your answers so far are not kept.".to_owned(),
            help: None,
            items: vec![item("No, go on with the questions"), item("Yes, leave")],
            keys: "Up and Down move, Enter chooses, Esc goes on with the questions",
        };
        Ok(match self.select(&picture, 0)? {
            Some(1) => Event::Leave,
            _ => Event::Back,
        })
    }

    /// Lets the person pick an item; none if they went back.
    fn select(&self, picture: &Picture, chosen: usize) -> anyhow::Result<Option<usize>> {
        let mut chosen = chosen;
        // The theme knows the items by their places and draws the rest itself.
        let places: Vec<String> = (0..picture.items.len()).map(|place| place.to_string()).collect();
        loop {
            let theme = picture.theme(&self.term, self.charset, self.styles);
            let select = Select::with_theme(&theme)
                .with_prompt("")
                .items(&places)
                .default(chosen)
                .max_length(theme.page())
                .report(false);
            let prompt = || without_panic(|| select.interact_on_opt(&self.term));
            match interrupt::prompting(prompt)?? {
                Ok(picked) => return Ok(picked),
                Err(dialoguer::Error::IO(error)) => match theme.resized_at() {
                    Some(place) => chosen = place,
                    None if error.kind() == io::ErrorKind::Interrupted => {
                        return Err(Failure::cancelled().into());
                    }
                    None => return Err(error).context("cannot use the terminal"),
                },
            }
        }
    }
}

/// Runs a prompt, which panics in a window of one or two rows (it divides the
/// rows among the items without looking whether there are any).
fn without_panic<T>(prompt: impl FnOnce() -> T) -> anyhow::Result<T> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let result = panic::catch_unwind(AssertUnwindSafe(prompt));
    panic::set_hook(hook);
    result.map_err(|_| {
        Failure::input("the window is too low for the quiz")
            .hint("Make it higher, or use --plain.")
            .into()
    })
}

impl Drop for Screen {
    fn drop(&mut self) {
        interrupt::give_screen_back(&self.term);
    }
}
