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
use salesmodel::questionnaire::Question;
use salesmodel::render::{Charset, Styles};
use salesmodel::words::Words;

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
        let words = interview.questionnaire().words();
        loop {
            let event = match interview.step() {
                Step::Ask { question, place, reply } => {
                    self.question(words, question, place, reply, why.take())?
                }
                Step::Review(answers) => self.review(words, &answers)?,
                Step::Leave => self.leave(words)?,
                Step::Done(answers) => return Ok(answers),
                Step::Left => return Err(Failure::cancelled().into()),
            };
            interview.on(event);
        }
    }

    fn question<'q>(
        &self,
        words: &Words,
        question: &'q Question,
        place: Option<(usize, usize)>,
        reply: Option<Reply<'q>>,
        why: Option<&str>,
    ) -> anyhow::Result<Event<'q>> {
        let title = match place {
            Some((place, count)) => {
                let question = question.name().into();
                words.say(
                    "place",
                    [("place", place.into()), ("count", count.into()), ("question", question)],
                )
            }
            None => question.name().to_owned(),
        };
        let options = question
            .options
            .iter()
            .map(|option| Item { label: option.label.clone(), help: option.help.clone() });
        let unsure = Item { label: words.text("not-sure"), help: None };
        let picture = Picture {
            title,
            why: why.map(str::to_owned),
            text: question.text.clone(),
            help: question.help.clone(),
            items: options.chain([unsure]).collect(),
            keys: words.text(if matches!(place, Some((1, _))) { "keys-first" } else { "keys" }),
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

    fn review<'q>(&self, words: &Words, answers: &Answers<'q>) -> anyhow::Result<Event<'q>> {
        let replies = answers.replies();
        let answer = |reply: &Reply<'_>| Item {
            label: format!("{}: {}", reply.question().name(), reply.label(words)),
            help: None,
        };
        let show = Item { label: words.text("review-show"), help: None };
        let picture = Picture {
            title: words.text("review-title"),
            why: None,
            text: words.text("review-text"),
            help: None,
            items: replies.iter().map(answer).chain([show]).collect(),
            keys: words.text("keys"),
        };
        Ok(match self.select(&picture, replies.len())? {
            None => Event::Back,
            Some(place) => match replies.get(place) {
                Some(reply) => Event::Change(reply.question()),
                None => Event::Accept,
            },
        })
    }

    fn leave<'q>(&self, words: &Words) -> anyhow::Result<Event<'q>> {
        let item = |message: &str| Item { label: words.text(message), help: None };
        let picture = Picture {
            title: words.text("leave-title"),
            why: None,
            text: words.text("leave-text"),
            help: None,
            items: vec![item("leave-no"), item("leave-yes")],
            keys: words.text("keys-leave"),
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
