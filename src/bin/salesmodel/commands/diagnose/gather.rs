//! The answers that are given before anything is asked: from a file, and from flags,
//! which win. And the message if answers are missing.

use clap::Command;
use salesmodel::answers::{self, Answers, Draft, Measured, Reading};
use salesmodel::diagnosis::NoLeader;
use salesmodel::problem::{Kind, Problem};
use salesmodel::questionnaire::{Question, Questionnaire, UNSURE};
use salesmodel::wording;

use crate::args::diagnose::DiagnoseArgs;
use crate::args::{self, Given};
use crate::command_line;
use crate::commands::saved;
use crate::failure::{self, Failure};
use crate::settings::Settings;
use crate::source::{self, QuestionnaireSource};

/// What is given before anything is asked.
pub(super) struct Gathered<'q> {
    /// The answers.
    pub(super) draft: Draft<'q>,
    /// The company that they are about.
    pub(super) company: Option<String>,
    /// What was measured of them.
    pub(super) measured: Option<Measured>,
    /// Who gave the answers of the file.
    pub(super) person: Option<AnsweredBy<'q>>,
}

/// Who gave the answers of a file, as the file says, and which answers those were.
pub(super) struct AnsweredBy<'q> {
    pub(super) by: Option<String>,
    pub(super) role: Option<String>,
    answers: Draft<'q>,
}

impl AnsweredBy<'_> {
    /// Whether all answers are this person's.
    pub(super) fn gave(&self, answers: &Answers<'_>) -> bool {
        answers.replies().iter().all(|reply| {
            let own = self.answers.reply(reply.question());
            own.is_some_and(|own| (own.id(), own.number()) == (reply.id(), reply.number()))
        })
    }
}

/// The answers of the file and of the flags, and the company they are about.
///
/// # Errors
///
/// The file cannot be read or is wrong, or a flag is.
pub(super) fn answers<'q>(
    args: &DiagnoseArgs,
    given: &Given,
    command: &Command,
    reading: &Reading<'q>,
    settings: &Settings,
) -> anyhow::Result<Gathered<'q>> {
    let (mut draft, mut company, mut measured, person) = match &args.answers.from {
        Some(name) => {
            let saved = saved::read(name.as_os_str(), &source::read(name)?, reading, settings)?;
            let person = (saved.by.is_some() || saved.role.is_some()).then(|| AnsweredBy {
                by: saved.by,
                role: saved.role,
                answers: saved.draft.clone(),
            });
            (saved.draft, saved.company, saved.measured, person)
        }
        None => (Draft::new(reading.questionnaire()), None, None, None),
    };
    let (flags, mut problems) = flags(reading.questionnaire(), args, given, command);
    problems.splice(0..0, take(&mut draft, flags, reading, measured.as_mut(), settings));
    if let Some(name) = &args.company.company {
        match answers::company(name) {
            Ok(name) => company = Some(name),
            Err(problem) => problems.push(("--company".to_owned(), problem)),
        }
    }
    if problems.is_empty() {
        Ok(Gathered { draft, company, measured, person })
    } else {
        Err(Failure::arguments(&problems).into())
    }
}

/// An answer on the command line: the flag that gave it, the question, and what was said.
type Said<'q, 'a> = (String, &'q Question, &'a str);

/// The problems, each with the flag that has it.
type FlagProblems = Vec<(String, Problem)>;

/// The answers on the command line, and what is wrong with the questions that they name.
fn flags<'q, 'a>(
    questionnaire: &'q Questionnaire,
    args: &'a DiagnoseArgs,
    given: &'a Given,
    command: &Command,
) -> (Vec<Said<'q, 'a>>, FlagProblems) {
    let mut said: Vec<Said<'q, 'a>> = Vec::new();
    let mut misplaced = FlagProblems::new();
    for question in questionnaire.questions() {
        if let Some(answer) = given.to(question) {
            said.push((args::flag(command, question), question, answer));
        }
    }
    for pair in &args.answers.answer {
        let Some((id, answer)) = pair.split_once('=') else {
            let first = &questionnaire.questions()[0];
            let what = format!("{} has no = in it", wording::quote(pair));
            let hint = format!("Write {}={}, for example.", first.id, first.options[0].id);
            let problem = Problem::new(Kind::UnknownQuestion, what).with_hint(hint);
            misplaced.push(("--answer".to_owned(), problem));
            continue;
        };
        let flag = format!("--answer {id}");
        match questionnaire.question(id) {
            None => misplaced.push((flag, answers::unknown_question(questionnaire, id))),
            Some(question) => {
                if said.iter().any(|(_, other, _)| other.index == question.index) {
                    let what = format!("{id} is answered twice on this command line");
                    misplaced.push((flag.clone(), Problem::new(Kind::DuplicateKey, what)));
                }
                said.push((flag, question, answer));
            }
        }
    }
    (said, misplaced)
}

/// Takes answers into the draft, where they replace those of the same questions, and
/// gives what is wrong with them.
fn take<'q>(
    draft: &mut Draft<'q>,
    said: Vec<Said<'q, '_>>,
    reading: &Reading<'q>,
    mut measured: Option<&mut Measured>,
    settings: &Settings,
) -> FlagProblems {
    let mut problems = FlagProblems::new();
    for (flag, question, answer) in said {
        match reading.read(question, answer) {
            Ok(reply) => {
                draft.give(reply);
                // The new answer is not the one that was measured.
                let id = question.id.as_str();
                if measured.as_mut().is_some_and(|measured| measured.take(id)) {
                    let message = format!("{flag} replaces what was measured for {id}");
                    failure::note(&message, settings);
                }
            }
            Err(problem) => problems.push((flag, problem)),
        }
    }
    problems
}

pub(super) fn no_leader(
    none: &NoLeader,
    questionnaire: &Questionnaire,
    command: &Command,
) -> Failure {
    let question = none.question_of(questionnaire);
    Failure::input(none.to_string()).with_hint(format!(
        "Answer {}: {}",
        args::flag(command, question),
        question.answers()
    ))
}

/// One message with every missing flag, what it takes, and a whole command.
pub(super) fn missing(
    draft: &Draft<'_>,
    command: &Command,
    source: &QuestionnaireSource,
    settings: &Settings,
) -> Failure {
    let missing: Vec<&Question> = draft.missing().collect();
    let how_many = match missing.as_slice() {
        [_] => "an answer is missing".to_owned(),
        all => format!("{} answers are missing", all.len()),
    };
    let why = if settings.can_ask {
        "--no-input forbids asking"
    } else {
        "there is no terminal to ask in"
    };
    let words = source.questionnaire.words();
    let mut message = format!("{how_many}, and {why}");
    for question in &missing {
        message.push_str(&format!("\n\n  {}  {}", args::flag(command, question), question.text));
        let ids = question.options.iter().map(|option| option.id.as_str().len());
        let widest = ids.chain([UNSURE.len()]).max().unwrap_or(0);
        for option in &question.options {
            message.push_str(&format!("\n      {:widest$}  {}", option.id, option.label));
            if let Some(range) = question.range_of(option, words) {
                message.push_str(&format!(" ({range})"));
            }
        }
        message.push_str(&format!("\n      {UNSURE:widest$}  {}", words.text("not-sure")));
        let Some(unit) = question.unit else { continue };
        let example = unit.example();
        let number = question.number.as_deref().unwrap_or("the number itself");
        message.push_str(&format!("\n      {example:widest$}  or another number: {number}"));
    }
    let mut example = source.command().unwrap_or(vec!["salesmodel -Q -".to_owned()]);
    for question in draft.questionnaire().questions() {
        let first = || question.options[0].id.to_string();
        let answer = draft.reply(question).map_or_else(first, |reply| reply.given());
        example.push(args::answered(command, question, &answer));
    }
    let example = command_line::typed(&example.join(" "), settings);
    Failure::usage(message).with_hint(format!("\nFor example:\n  {example}"))
}
