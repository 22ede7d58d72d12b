//! The quiz by numbered lines: no escape sequences, answers from standard input.
//! For screen readers, simple terminals and pipes.

use std::io::{self, BufRead, Read, Write};

use anyhow::Context;
use salesmodel::answers::{Answers, Reply};
use salesmodel::interview::{Event, Interview, Step};
use salesmodel::questionnaire::{NOT_SURE, Question, UNSURE, Unit};

use crate::failure::Failure;
use crate::settings::Settings;

/// The longest line that is read, in bytes; no answer is as long.
const LONGEST: u64 = 4096;

/// So many lines beyond what the questions need end the quiz where no person
/// sits at the other end.
const MOST_WRONG: usize = 20;

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
        loop {
            self.refuse_circles(interview)?;
            let event = match interview.step() {
                Step::Ask { question, place, reply } => {
                    show_question(question, place, reply)?;
                    let line = self.next()?.ok_or_else(|| ended_early(question))?;
                    answer(question, &line)?
                }
                Step::Review(answers) => {
                    show_review(&answers)?;
                    match self.next()? {
                        // Every question has its answer: there is nothing to wait for.
                        None => Some(Event::Accept),
                        Some(line) => review(&answers, &line)?,
                    }
                }
                Step::Leave => {
                    say("\nLeave without a result? y or n: ")?;
                    let first = &interview.questionnaire().questions()[0];
                    match self.next()?.ok_or_else(|| ended_early(first))?.as_str() {
                        "y" | "yes" => Some(Event::Leave),
                        "n" | "no" | "" => Some(Event::Back),
                        _ => None,
                    }
                }
                Step::Done(answers) => return Ok(answers),
                Step::Left => return Err(Failure::cancelled().into()),
            };
            if let Some(event) = event {
                interview.on(event);
            }
        }
    }

    /// Going through the questions four times is more than any script needs, and
    /// a program that repeats itself gets no further.
    fn refuse_circles(&self, interview: &Interview<'_>) -> anyhow::Result<()> {
        let most = MOST_WRONG + 4 * interview.questionnaire().questions().len();
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
    question: &Question,
    place: Option<(usize, usize)>,
    reply: Option<Reply<'_>>,
) -> anyhow::Result<()> {
    let mut text = match place {
        Some((place, of)) => format!("\nQuestion {place} of {of}: {}\n", question.text),
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
    text.push_str(&format!("  {}. {NOT_SURE}\n", question.options.len() + 1));
    if let Some(reply) = reply {
        let label = reply.choice().map_or(NOT_SURE, |choice| &choice.label);
        text.push_str(&format!("Your answer so far: {label}\n"));
    }
    text.push_str(match question.unit {
        Some(Unit::Percent) => "A number from the list, a percentage such as 30%, ",
        _ => "A number from the list, ",
    });
    text.push_str("b to go back, or q to quit: ");
    say(&text)
}

fn show_review(answers: &Answers<'_>) -> anyhow::Result<()> {
    let mut text = String::from("\nYour answers:\n");
    for (place, reply) in answers.replies().iter().enumerate() {
        let label = reply.choice().map_or(NOT_SURE, |choice| &choice.label);
        text.push_str(&format!("  {}. {}: {label}\n", place + 1, reply.question().name));
    }
    text.push_str("Enter for the result, a number to change that answer, or b to go back: ");
    say(&text)
}

/// What a line means as an answer; nothing, once it was said what is wrong.
fn answer<'q>(question: &'q Question, line: &str) -> anyhow::Result<Option<Event<'q>>> {
    match line {
        "b" | "back" => return Ok(Some(Event::Back)),
        "q" | "quit" => return Err(Failure::cancelled().into()),
        _ => {}
    }
    let unsure = question.options.len();
    let from_list = format!("Give a number from 1 to {}.", unsure + 1);
    let read = match line.parse::<usize>() {
        Ok(number) if (1..=unsure).contains(&number) => Ok(question.choose(number - 1)),
        Ok(number) if number == unsure + 1 => Ok(question.unsure()),
        // A bare number is a place in the list, never a measured number.
        Ok(_) if question.unit == Some(Unit::Percent) => {
            Err(format!("There is no answer {line}. {from_list} For a percentage, write {line}%."))
        }
        Ok(_) => Err(format!("There is no answer {line}. {from_list}")),
        Err(_) if line.is_empty() => Err(from_list),
        Err(_) => match completed(question, line) {
            Some(id) => question.read(id).map_err(|problem| problem.to_string()),
            None => question.read(line).map_err(|problem| match problem.hint {
                Some(ref hint) => format!("{problem}. {hint}"),
                None => format!("{problem}."),
            }),
        },
    };
    match read {
        Ok(reply) => Ok(Some(Event::Reply(reply))),
        Err(message) => {
            say(&format!("{message}\n"))?;
            Ok(None)
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

fn review<'q>(answers: &Answers<'q>, line: &str) -> anyhow::Result<Option<Event<'q>>> {
    let replies = answers.replies();
    Ok(match line {
        "" => Some(Event::Accept),
        "b" | "back" => Some(Event::Back),
        "q" | "quit" => return Err(Failure::cancelled().into()),
        number => {
            let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match place.and_then(|place| replies.get(place)) {
                Some(reply) => Some(Event::Change(reply.question())),
                None => {
                    say(&format!("Give a number from 1 to {}, or Enter.\n", replies.len()))?;
                    None
                }
            }
        }
    })
}

fn ended_early(question: &Question) -> Failure {
    Failure::usage(format!("the input ended before an answer to \"{}\"", question.name))
        .hint("Give one line for each question, or the answers as flags.")
}

fn say(text: &str) -> anyhow::Result<()> {
    let mut stderr = io::stderr();
    stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()).context("cannot ask")
}
