//! The quiz by numbered lines: no escape sequences, answers from standard input.
//! For screen readers, simple terminals and pipes.

use std::io::{self, BufRead, Read, Write};

use anyhow::Context;
use salesmodel::answers::{Answers, Reply};
use salesmodel::interview::{Event, Interview, Step};
use salesmodel::problem::Problem;
use salesmodel::questionnaire::{Question, UNSURE, Unit};
use salesmodel::wording;
use salesmodel::words::Words;

use crate::failure::Failure;
use crate::settings::Settings;

/// The longest line that is read, in bytes; no answer is as long.
const LONGEST: u64 = 4096;

/// So many lines beyond what the questions need end the quiz where no person
/// sits at the other end.
const SPARE: usize = 20;

/// The quiz over the lines of standard input.
pub(crate) struct Lines {
    /// Whether a person sits there, who may be wrong as often as they like.
    patient: bool,
    /// How many lines were read.
    read: usize,
}

impl Lines {
    pub(crate) fn of(settings: &Settings) -> Self {
        Lines { patient: settings.stdin_terminal, read: 0 }
    }

    /// Asks until the answers are accepted. `why` says why an accepted quiz was
    /// opened again.
    ///
    /// # Errors
    ///
    /// The person leaves, the input ends before the last answer, or it goes on
    /// without answering.
    pub(crate) fn ask<'q>(
        &mut self,
        interview: &mut Interview<'q>,
        why: Option<&str>,
    ) -> anyhow::Result<Answers<'q>> {
        if let Some(why) = why {
            say(&format!("\n{why}\n"))?;
        }
        let words = interview.questionnaire().words();
        loop {
            self.refuse_circles(interview)?;
            let heard = match interview.step() {
                Step::Ask { question, place, reply } => {
                    show_question(words, question, place, reply)?;
                    let line = self.next()?.ok_or_else(|| ended_early(question))?;
                    answer(words, question, &line)
                }
                Step::Review(answers) => {
                    show_review(words, &answers)?;
                    match self.next()? {
                        // Every question has its answer: there is nothing to wait for.
                        None => Heard::Event(Event::Accept),
                        Some(line) => review(words, &answers, &line),
                    }
                }
                Step::Leave => {
                    say(&format!("\n{} ", words.text("plain-leave")))?;
                    let first = &interview.questionnaire().questions()[0];
                    leave(words, &self.next()?.ok_or_else(|| ended_early(first))?)
                }
                Step::Done(answers) => return Ok(answers),
                Step::Left => return Err(Failure::cancelled().into()),
            };
            match heard {
                Heard::Event(event) => interview.on(event),
                Heard::Quit => return Err(Failure::cancelled().into()),
                Heard::Wrong(message) if self.patient => say(&format!("{message}\n"))?,
                // Asking again would take the next answer for this one.
                Heard::Wrong(message) => {
                    let values = [("line", self.read.into()), ("message", message.into())];
                    let message = words.say("plain-line", values);
                    return Err(Failure::usage(message).into());
                }
            }
        }
    }

    /// Going through the questions four times is more than any script needs, and
    /// a program that repeats itself gets no further.
    fn refuse_circles(&self, interview: &Interview<'_>) -> anyhow::Result<()> {
        let most = SPARE + 4 * interview.questionnaire().questions().len();
        if !self.patient && self.read > most {
            let message = "standard input goes on without answering the questions";
            return Err(Failure::usage(message).into());
        }
        Ok(())
    }

    /// The next line without the white space around it; none at the end.
    fn next(&mut self) -> anyhow::Result<Option<String>> {
        let mut bytes = Vec::new();
        let mut stdin = io::stdin().lock().take(LONGEST);
        stdin.read_until(b'\n', &mut bytes).context("cannot read standard input")?;
        if bytes.len() as u64 == LONGEST && bytes.last() != Some(&b'\n') {
            let message = format!("a line of standard input is longer than {LONGEST} bytes");
            return Err(Failure::usage(message).into());
        }
        // A terminal shows the line feed that was typed; a pipe does not.
        if !self.patient || bytes.is_empty() {
            say("\n")?;
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        self.read += 1;
        Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
    }
}

fn show_question(
    words: &Words,
    question: &Question,
    place: Option<(usize, usize)>,
    reply: Option<Reply<'_>>,
) -> anyhow::Result<()> {
    let mut text = match place {
        Some((place, count)) => {
            let text = question.text.as_str().into();
            let values = [("place", place.into()), ("count", count.into()), ("text", text)];
            format!("\n{}\n", words.say("plain-question", values))
        }
        None => format!("\n{}\n", question.text),
    };
    if let Some(help) = &question.help {
        text.push_str(&format!("{help}\n"));
    }
    for (place, option) in question.options.iter().enumerate() {
        text.push_str(&format!("  {}. {}", place + 1, option.label));
        if let Some(help) = &option.help {
            text.push_str(&format!(". {help}"));
        }
        text.push('\n');
    }
    text.push_str(&format!("  {}. {}\n", question.options.len() + 1, words.text("not-sure")));
    if let Some(reply) = reply {
        let so_far = words.say("plain-so-far", [("answer", reply.label(words).into())]);
        text.push_str(&format!("{so_far}\n"));
    }
    let prompt = match signed(question) {
        Some(unit) => {
            let number = question.number.as_deref().unwrap_or("none");
            let values = [("number", number.into()), ("example", unit.example().into())];
            words.say("plain-prompt-signed", values)
        }
        None => words.text("plain-prompt"),
    };
    say(&format!("{text}{prompt} "))
}

fn show_review(words: &Words, answers: &Answers<'_>) -> anyhow::Result<()> {
    let mut text = format!("\n{}\n", words.text("plain-review"));
    for (place, reply) in answers.replies().iter().enumerate() {
        let (name, label) = (reply.question().name(), reply.label(words));
        text.push_str(&format!("  {}. {name}: {label}\n", place + 1));
    }
    say(&format!("{text}{} ", words.text("plain-review-prompt")))
}

/// The unit of a question, if its numbers have a sign that tells them from a place
/// in the list.
fn signed(question: &Question) -> Option<Unit> {
    question.unit.filter(|unit| !unit.sign().is_empty())
}

/// What a line was heard as.
enum Heard<'q> {
    Event(Event<'q>),
    Quit,
    /// Nothing that can be meant; what to write instead.
    Wrong(String),
}

fn answer<'q>(words: &Words, question: &'q Question, line: &str) -> Heard<'q> {
    match line {
        "b" | "back" => return Heard::Event(Event::Back),
        "q" | "quit" => return Heard::Quit,
        _ => {}
    }
    let unsure = question.options.len();
    let from_list = words.say("plain-from-list", [("last", (unsure + 1).into())]);
    // As the list is written: 2, 2. or 2).
    let place = line.strip_suffix(['.', ')']).unwrap_or(line).parse::<usize>();
    let read = match place {
        Ok(number) if (1..=unsure).contains(&number) => Ok(question.choose(number - 1)),
        Ok(number) if number == unsure + 1 => Ok(question.unsure()),
        _ if line.is_empty() => return Heard::Wrong(from_list),
        // A bare number is a place in the list, never one that was measured.
        _ if line.parse::<f64>().is_ok() => {
            let no_number = words.say("plain-no-number", [("answer", line.into())]);
            let signed = signed(question).map_or(String::new(), |unit| {
                let number = format!("{line}{}", unit.sign());
                format!(" {}", words.say("plain-signed", [("number", number.into())]))
            });
            return Heard::Wrong(format!("{no_number} {from_list}{signed}"));
        }
        _ => question.read(completed(question, line).unwrap_or(line)),
    };
    match read {
        Ok(reply) => Heard::Event(Event::Reply(reply)),
        Err(problem) => Heard::Wrong(wrong(words, question, line, &problem)),
    }
}

/// What is wrong with an answer, in the words of the quiz: the problem itself is
/// worded for the command line.
fn wrong(words: &Words, question: &Question, line: &str, problem: &Problem) -> String {
    let values = [("kind", problem.kind.code().into()), ("answer", wording::quote(line).into())];
    let wrong = words.say("plain-wrong", values);
    let ids = question.options.iter().map(|option| option.id.as_str());
    match wording::nearest(line, ids.chain([UNSURE])) {
        Some(near) => {
            let nearest = words.say("plain-nearest", [("answer", near.into())]);
            format!("{wrong} {nearest}")
        }
        None => {
            let last = question.options.len() + 1;
            format!("{wrong} {}", words.say("plain-from-list", [("last", last.into())]))
        }
    }
}

/// The only id of an answer that begins with what was typed.
fn completed<'q>(question: &'q Question, typed: &str) -> Option<&'q str> {
    let ids = question.options.iter().map(|option| option.id.as_str()).chain([UNSURE]);
    let mut fitting = ids.filter(|id| !typed.is_empty() && id.starts_with(typed));
    let first = fitting.next()?;
    (first == typed || fitting.next().is_none()).then_some(first)
}

fn review<'q>(words: &Words, answers: &Answers<'q>, line: &str) -> Heard<'q> {
    let replies = answers.replies();
    match line {
        "" => Heard::Event(Event::Accept),
        "b" | "back" => Heard::Event(Event::Back),
        "q" | "quit" => Heard::Quit,
        number => {
            let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match place.and_then(|place| replies.get(place)) {
                Some(reply) => Heard::Event(Event::Change(reply.question())),
                None => {
                    let last = replies.len().into();
                    Heard::Wrong(words.say("plain-from-review", [("last", last)]))
                }
            }
        }
    }
}

fn leave<'q>(words: &Words, line: &str) -> Heard<'q> {
    let means = |message: &str| words.text(message).split(' ').any(|word| word == line);
    match line {
        "y" | "yes" => Heard::Event(Event::Leave),
        "" => Heard::Event(Event::Back),
        _ if means("plain-yes") => Heard::Event(Event::Leave),
        _ if means("plain-no") => Heard::Event(Event::Back),
        _ => Heard::Wrong(words.text("plain-yes-or-no")),
    }
}

fn ended_early(question: &Question) -> Failure {
    Failure::usage(format!("the input ended before an answer to \"{}\"", question.name()))
        .hint("Give one line for each question, or the answers as flags.")
}

fn say(text: &str) -> anyhow::Result<()> {
    let mut stderr = io::stderr();
    stderr
        .write_all(wording::harmless(text).as_bytes())
        .and_then(|()| stderr.flush())
        .context("cannot ask")
}
