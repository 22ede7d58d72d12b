//! What a line means at a step of the quiz.

use salesmodel::answers::{Answers, Reading};
use salesmodel::interview::{Event, Step};
use salesmodel::problem::Kind;
use salesmodel::questionnaire::{Question, UNSURE};
use salesmodel::words::Words;

use crate::ask::{ItemMarks, Leaving, nearest, readings, wrong};

/// What a line was heard as.
pub(super) enum Heard<'q> {
    Event(Event<'q>),
    Quit,
    /// Not an answer; holds what to write instead.
    Wrong(String),
}

pub(super) fn heard<'q>(
    words: &Words,
    reading: &Reading<'q>,
    step: &Step<'q>,
    line: &str,
) -> Heard<'q> {
    match step {
        Step::Ask { question, .. } => answer(words, reading, question, line),
        Step::Review(answers) => review(words, answers, line),
        Step::Unsettled { question, .. } => unsettled(words, question, line),
        _ => leave(words, line),
    }
}

fn answer<'q>(
    words: &Words,
    reading: &Reading<'q>,
    question: &'q Question,
    line: &str,
) -> Heard<'q> {
    let unsure = question.options.len();
    let marks = ItemMarks::of_question(question);
    let from_list = || from_list(words, marks, unsure);
    // As the list is written: 2, 2. or 2).
    let bare = line.strip_suffix(['.', ')']).unwrap_or(line);
    let place = match marks {
        ItemMarks::Digits => bare.parse::<usize>().ok().and_then(|number| number.checked_sub(1)),
        ItemMarks::Letters => match bare.chars().collect::<Vec<_>>()[..] {
            [letter] => marks.place(letter),
            _ => None,
        },
    };
    match place {
        Some(place) if place < unsure => return Heard::Event(Event::Reply(question.choose(place))),
        Some(place) if place == unsure => return Heard::Event(Event::Reply(question.unsure())),
        _ => {}
    }
    match line {
        "" => return Heard::Wrong(from_list()),
        "b" | "back" => return Heard::Event(Event::Back),
        "q" | "quit" => return Heard::Quit,
        // Where digits are places in the list, none is a number by itself.
        _ if marks == ItemMarks::Digits && line.replace(',', ".").parse::<f64>().is_ok() => {
            let no_number = words.say("plain-no-number", [("answer", line.into())]);
            let signed = readings(words, question, line).map_or(String::new(), |readings| {
                format!(" {}", words.say("plain-signed", [("number", readings.into())]))
            });
            return Heard::Wrong(format!("{no_number} {}{signed}", from_list()));
        }
        _ => {}
    }
    let read = match (reading.read(question, line), completed(question, line)) {
        (Err(problem), Some(id)) if problem.kind == Kind::UnknownOption => question.read(id),
        (read, _) => read,
    };
    match read {
        Ok(reply) => Heard::Event(Event::Reply(reply)),
        Err(problem) => {
            let wrong = wrong(words, question, line, &problem);
            if problem.kind == Kind::AmbiguousNumber {
                return Heard::Wrong(wrong);
            }
            Heard::Wrong(match nearest(question, line) {
                Some(near) => {
                    format!("{wrong} {}", words.say("plain-nearest", [("answer", near.into())]))
                }
                None => format!("{wrong} {}", from_list()),
            })
        }
    }
}

fn from_list(words: &Words, marks: ItemMarks, last: usize) -> String {
    match (marks, marks.mark(last)) {
        (ItemMarks::Letters, last) => {
            let last = last.unwrap_or('z').to_string();
            words.say("plain-from-letters", [("last", last.into())])
        }
        (ItemMarks::Digits, _) => words.say("plain-from-list", [("last", (last + 1).into())]),
    }
}

/// The only id of an answer that begins with what was typed.
fn completed<'q>(question: &'q Question, typed: &str) -> Option<&'q str> {
    let ids = question.options.iter().map(|option| option.id.as_str()).chain([UNSURE]);
    let mut fitting = ids.filter(|id| id.starts_with(typed));
    fitting.next().filter(|_| fitting.next().is_none())
}

fn review<'q>(words: &Words, answers: &Answers<'q>, line: &str) -> Heard<'q> {
    let replies = answers.replies();
    match line {
        "" => Heard::Event(Event::Accept),
        "b" | "back" => Heard::Event(Event::Back),
        "q" | "quit" => Heard::Quit,
        number => match numbered(number).and_then(|place| replies.get(place)) {
            Some(reply) => Heard::Event(Event::Change(reply.question())),
            None => {
                let last = replies.len().into();
                Heard::Wrong(words.say("plain-from-review", [("last", last)]))
            }
        },
    }
}

fn unsettled<'q>(words: &Words, question: &'q Question, line: &str) -> Heard<'q> {
    match (line, numbered(line).and_then(Leaving::at)) {
        (_, Some(Leaving::Answer)) => Heard::Event(Event::Change(question)),
        (_, Some(Leaving::Review)) | ("b" | "back", _) => Heard::Event(Event::Back),
        (_, Some(Leaving::Leave)) | ("q" | "quit", _) => Heard::Event(Event::Leave),
        _ => {
            let last = Leaving::ALL.len().into();
            Heard::Wrong(words.say("plain-from-list", [("last", last)]))
        }
    }
}

/// The place, from 0, of a number as a list has it: 2, 2. or 2).
pub(super) fn numbered(line: &str) -> Option<usize> {
    let number = line.strip_suffix(['.', ')']).unwrap_or(line);
    number.parse::<usize>().ok()?.checked_sub(1)
}

fn leave<'q>(words: &Words, line: &str) -> Heard<'q> {
    let line = line.to_lowercase();
    let means = |message: &str| words.text(message).split(' ').any(|word| word == line);
    match line.as_str() {
        "y" | "yes" => Heard::Event(Event::Leave),
        "" | "n" | "no" => Heard::Event(Event::Back),
        _ if means("plain-yes") => Heard::Event(Event::Leave),
        _ if means("plain-no") => Heard::Event(Event::Back),
        _ => Heard::Wrong(words.text("plain-yes-or-no")),
    }
}
