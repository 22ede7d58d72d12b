//! Why a row is rejected, in words.

use std::borrow::Cow;
use std::rc::Rc;

use crate::answers::{say_did_you_mean, say_no_answer};
use crate::problem::Problem;
use crate::rows::MARK;
use crate::rows::jsonl::Broken;
use crate::wording;

/// One thing that is wrong with a row. What many rows share is borrowed from the job.
#[derive(Clone, Debug)]
pub(super) struct Rejection<'j> {
    /// The kind of thing, for programs.
    pub(super) kind: &'static str,
    /// The column that it is about, if it is about one.
    pub(super) column: Option<Cow<'j, str>>,
    /// What the cell holds.
    pub(super) value: Option<String>,
    /// What is wrong.
    pub(super) message: RejectionMessage<'j>,
    /// What to do about it. It comes after the question whether a near answer is meant, if
    /// there is one.
    pub(super) hint: Option<Cow<'j, str>>,
}

/// What is wrong, without a full stop at the end.
#[derive(Clone, Debug)]
pub(super) enum RejectionMessage<'j> {
    /// These words.
    Said(Cow<'j, str>),
    /// The value is not an answer to the question with this id; `near` is the answer that
    /// it comes near to. This is put into words only where it is written, because very many
    /// cells may have a value of their own.
    NoAnswerTo { question: &'j str, near: Option<Cow<'j, str>> },
}

/// All that is wrong with a row. Rows with the same cell share its rejection.
pub(super) type RowFaults<'j> = Vec<Rc<Rejection<'j>>>;

/// The most characters of a cell that are kept: anything longer is not an answer in other
/// words.
pub(super) const LONGEST_VALUE: usize = 200;

impl<'j> Rejection<'j> {
    /// Something is wrong with the row as a whole.
    pub(super) fn row(kind: &'static str, message: impl Into<Cow<'j, str>>) -> Self {
        let message = RejectionMessage::Said(message.into());
        Rejection { kind, column: None, value: None, message, hint: None }
    }

    /// Something is wrong with a cell.
    pub(super) fn cell(problem: Problem, column: &'j str, value: &str) -> Self {
        Rejection {
            kind: problem.kind.code(),
            column: Some(Cow::Borrowed(column)),
            value: Some(beginning(value, LONGEST_VALUE).to_owned()),
            message: RejectionMessage::Said(problem.what.into()),
            hint: problem.hint.map(Cow::Owned),
        }
    }

    /// The kind of rows that are not text.
    pub(super) const NOT_TEXT: &'static str = "not-utf8";

    /// A byte of the row, counted from 1, is not text.
    pub(super) fn not_text(encoding: &str, byte: usize) -> Self {
        let message = format!("this is not {encoding}: byte {byte} of the row is wrong");
        Rejection::row(Rejection::NOT_TEXT, message)
            .with_hint("Save the file as UTF-8, or name its encoding.")
    }

    /// A line is not an object; its byte is counted from the beginning of the line.
    pub(super) fn not_json(broken: Broken, line: &[u8]) -> Self {
        match broken {
            Broken::Syntax(at) => {
                let message = format!("this is not JSON: byte {} is wrong", at + 1);
                let rejection = Rejection::row("not-json", message);
                match json_slip(line, at) {
                    Some(hint) => rejection.with_hint(hint),
                    None => rejection,
                }
            }
            Broken::NoObject => Rejection::row("not-object", "this is JSON, but not an object")
                .with_hint("A line is one object, with the questions as keys."),
            Broken::TooDeep => Rejection::row("too-deep", "this is nested too deeply"),
        }
    }

    pub(super) fn with_hint(mut self, hint: impl Into<Cow<'j, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The most characters of a cell that are shown if the cell itself is not what is wrong.
pub(super) const SHOWN: usize = 60;

/// The first characters of a text, `most` of them at most.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    // No text has more characters than bytes.
    if text.len() <= most {
        return text;
    }
    let end = text.char_indices().nth(most).map_or(text.len(), |(end, _)| end);
    &text[..end]
}

/// A hint for the slips that programs and people make most often. `at` is the place of the
/// first wrong byte.
fn json_slip(line: &[u8], at: usize) -> Option<&'static str> {
    let before = line[..at].trim_ascii_end();
    let ended = before.ends_with(b"}") && before != b"}";
    match &line[at..] {
        _ if line.starts_with(MARK) => Some(
            "A byte order mark comes before it, as when files were joined: name them one after \
             the other instead.",
        ),
        [b'#' | b'/', ..] if at == 0 => Some("JSON has no comments: take this line out."),
        [] if line == b"{" => Some("An object spans several lines: jq -c . puts it on one."),
        [] => Some("The line ends before its object does."),
        [b',', ..] if ended => Some("Take out the comma after the object."),
        [b'{', ..] if ended => Some("Another object begins here: write one a line."),
        [b'N' | b'I', ..] | [b'n', b'a', ..] => {
            Some("JSON has no NaN and no Infinity: write null.")
        }
        [b'\'', ..] => Some("JSON has double quotes, and no single ones."),
        [b'}' | b']', ..] if before.ends_with(b",") => Some("Take out the comma before it."),
        _ => None,
    }
}

impl Rejection<'_> {
    /// What the cell holds, or nothing.
    pub(super) fn value(&self) -> &str {
        self.value.as_deref().unwrap_or_default()
    }

    /// What is wrong, in words and without a full stop at the end.
    pub(super) fn message(&self) -> String {
        let mut words = String::new();
        self.say_message(&mut words);
        words
    }

    /// What to do about it.
    pub(super) fn hint(&self) -> Option<String> {
        let mut words = String::new();
        self.say_hint(self.hint.as_deref()?, &mut words);
        Some(words)
    }

    fn say_message(&self, text: &mut String) {
        match &self.message {
            RejectionMessage::Said(words) => text.push_str(words),
            RejectionMessage::NoAnswerTo { question, .. } => {
                say_no_answer(text, self.value(), question)
            }
        }
    }

    fn say_hint(&self, hint: &str, text: &mut String) {
        if let RejectionMessage::NoAnswerTo { near: Some(near), .. } = &self.message {
            say_did_you_mean(text, near);
        }
        text.push_str(hint);
    }

    /// Writes it as a sentence, or as two with the hint, after any others.
    fn say(&self, text: &mut String) {
        if let Some(column) = &self.column {
            text.push_str("column ");
            wording::push_harmless(text, column.trim());
            text.push_str(": ");
        }
        self.say_message(text);
        text.push('.');
        if let Some(hint) = &self.hint {
            text.push(' ');
            self.say_hint(hint, text);
        }
    }
}

/// Writes all that is wrong with a row, in sentences.
pub(super) fn say(why: &[Rc<Rejection<'_>>], text: &mut String) {
    for (i, rejection) in why.iter().enumerate() {
        text.push_str(if i == 0 { "" } else { " Also " });
        rejection.say(text);
    }
}
