//! The flags that answer questions, with the options in the help. Only the
//! questionnaire knows them, so they cannot be fields of a struct.

use std::ffi::OsStr;
use std::sync::Arc;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Command};
use salesmodel::questionnaire::{Question, Questionnaire, UNSURE};

/// The id of the argument for a question, which no fixed flag has.
fn question_id(question: &Question) -> String {
    format!("question:{}", question.id)
}

/// The answers that were given by the flags of the questions.
pub(crate) struct Given(Vec<Option<String>>);

impl Given {
    /// What was parsed for each of these questions; `None` for one without a flag.
    pub(super) fn new(matches: &mut ArgMatches, asked: &[Question]) -> Self {
        let given = |question| matches.try_remove_one(&question_id(question)).ok().flatten();
        Given(asked.iter().map(given).collect())
    }

    /// The answer to a question, if its flag was given.
    pub(crate) fn to(&self, question: &Question) -> Option<&str> {
        self.0.get(question.index)?.as_deref()
    }
}

/// The flag that answers a question, for messages: its own, or `--answer` if its id is a
/// fixed flag.
pub(crate) fn flag(command: &Command, question: &Question) -> String {
    if has_flag(command, question) {
        format!("--{}", question.id)
    } else {
        format!("--answer {}", question.id)
    }
}

/// The flag of a question with an answer, as they are written on a command line.
pub(crate) fn answered(command: &Command, question: &Question, answer: &str) -> String {
    let between = if has_flag(command, question) { " " } else { "=" };
    format!("{}{between}{answer}", flag(command, question))
}

fn has_flag(command: &Command, question: &Question) -> bool {
    let id = question_id(question);
    command.get_arguments().any(|arg| arg.get_id() == id.as_str())
}

/// The declaration of the flag that answers a question.
pub(super) fn question_arg(question: &Question, of: &Arc<Questionnaire>) -> Arg {
    let mut long_help = question.text.clone();
    if let Some(help) = &question.help {
        long_help.push_str("\n\n");
        long_help.push_str(help);
    }
    if let Some(unit) = question.unit {
        let number = question.number.as_deref().unwrap_or_default();
        let values = [("example", unit.example().into()), ("number", number.into())];
        let words = of.words().say("plain-number", values);
        long_help.push_str(&format!("\n\n{}.", words.trim_end_matches([':', ' '])));
    }
    Arg::new(question_id(question))
        .long(question.id.to_string())
        .value_name("ANSWER")
        .help(question.text.clone())
        .long_help(long_help)
        .help_heading("Answers")
        .allow_negative_numbers(true)
        .value_parser(AnswerParser { of: Arc::clone(of), question: question.index })
}

/// Accepts any text, and shows the options in the help. The question reads the text later,
/// with the same messages as for an answers file.
#[derive(Clone)]
struct AnswerParser {
    of: Arc<Questionnaire>,
    /// The index of the question in it.
    question: usize,
}

impl AnswerParser {
    /// The options with what they mean. They are put together only when somebody asks for
    /// help, because that takes longer than a diagnosis.
    fn values(&self) -> Vec<PossibleValue> {
        let words = self.of.words();
        let question = &self.of.questions()[self.question];
        let options = question.options.iter().map(|option| {
            let mut help = option.label.clone();
            if let Some(range) = question.range_of(option, words) {
                help.push_str(&format!(" ({range})"));
            }
            if let Some(text) = &option.help {
                help.push_str(&format!(". {text}"));
            }
            PossibleValue::new(option.id.to_string()).help(help)
        });
        let unsure = PossibleValue::new(UNSURE).help(words.text("not-sure"));
        options.chain([unsure]).collect()
    }
}

impl TypedValueParser for AnswerParser {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        _arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        match value.to_str() {
            Some(text) => Ok(text.to_owned()),
            None => Err(clap::Error::new(ErrorKind::InvalidUtf8).with_cmd(command)),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.values().into_iter()))
    }
}
