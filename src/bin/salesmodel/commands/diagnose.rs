//! The main job: gather the answers, ask for the missing ones, and write the
//! result.

use std::path::Path;

use anyhow::Context;
use clap::{ArgMatches, Command};
use salesmodel::answers::{self, Answers, Draft};
use salesmodel::diagnosis::{self, Diagnosis, NoLeader};
use salesmodel::interview::Interview;
use salesmodel::problem::{self, Kind, Problem};
use salesmodel::questionnaire::{Question, Unit};
use salesmodel::render::{FORMATS, Format, Look, Report, Styles};

use crate::failure::{self, Failure};
use crate::settings::Settings;
use crate::source::{self, Origin, STDIN, Source};
use crate::{args, ask, ask_plain, interrupt, output};

pub(crate) fn run(
    matches: &ArgMatches,
    command: &Command,
    source: &Source,
    settings: &Settings,
) -> anyhow::Result<()> {
    let value = |id| args::value(matches, id);
    let plain = matches.get_flag(args::PLAIN);
    let target = Target::of(matches)?;

    let (mut draft, mut company) = from_file(value(args::FROM), source, settings)?;
    if let Some(name) = value(args::COMPANY) {
        company = Some(checked_company(name)?);
    }
    from_flags(&mut draft, matches, command)?;

    let may_ask = !matches.get_flag(args::NO_INPUT);
    let diagnosis = if let Some(answers) = draft.complete() {
        diagnosis::score(answers).map_err(|none| no_leader(&none, command))?
    } else if plain || (may_ask && settings.plain_terminal) {
        interrupt::exit_on_interrupt()?;
        let mut lines = ask_plain::Lines::of(settings);
        ask_until_settled(Interview::new(draft), |interview, why| lines.ask(interview, why))?
    } else if may_ask && settings.can_ask {
        interrupt::exit_on_interrupt()?;
        let mut screen = ask::Screen::open(settings)?;
        ask_until_settled(Interview::new(draft), |interview, why| screen.ask(interview, why))?
    } else {
        return Err(missing(&draft, command, source).into());
    };
    write(&diagnosis, company.as_deref(), &target, command, source, settings)
}

/// Where the result goes, and in which format.
struct Target<'m> {
    format: &'static Format,
    output: Option<&'m str>,
    save: Option<&'m str>,
}

impl<'m> Target<'m> {
    fn of(matches: &'m ArgMatches) -> anyhow::Result<Self> {
        let output = args::value(matches, args::OUTPUT);
        let save = args::value(matches, args::SAVE);
        if output.is_some() && output == save {
            return Err(Failure::usage("--output and --save name the same file").into());
        }
        let shown_on_stdout = output.is_none_or(|output| output == STDIN);
        if shown_on_stdout && save == Some(STDIN) {
            let message = "--save - would mix with the result on standard output";
            return Err(Failure::usage(message).hint("Use --format json for JSON alone.").into());
        }
        let named = args::value(matches, args::FORMAT).and_then(Format::named);
        let extension = output.and_then(|output| Path::new(output).extension()?.to_str());
        let format = match (named, extension) {
            (Some(format), _) => format,
            (None, None) => &FORMATS[0],
            (None, Some(extension)) => Format::of_extension(extension).ok_or_else(|| {
                let known: Vec<&str> = FORMATS.iter().map(|format| format.extension).collect();
                Failure::usage(format!("no format has the extension .{extension}")).hint(format!(
                    "Name the format with --format, or use .{}.",
                    known.join(" or .")
                ))
            })?,
        };
        Ok(Target { format, output, save })
    }
}

fn from_file<'q>(
    name: Option<&str>,
    source: &'q Source,
    settings: &Settings,
) -> anyhow::Result<(Draft<'q>, Option<String>)> {
    let questionnaire = &source.questionnaire;
    let Some(name) = name else {
        return Ok((Draft::new(questionnaire), None));
    };
    let text = source::read(name)?;
    let saved = answers::read(questionnaire, source::called(name), &text)
        .map_err(|problems| Failure::document(&problems))?;
    if let Some(version) = saved.older_version {
        let message = format!(
            "{} was made with version {version} of {}, and this is version {}",
            source::called(name),
            questionnaire.id(),
            questionnaire.version()
        );
        failure::warn(&message, settings);
    }
    let company = saved.company.as_deref().map(checked_company).transpose()?;
    Ok((saved.draft, company))
}

/// A name is shown on terminals and written into files, so it must be text.
fn checked_company(name: &str) -> anyhow::Result<String> {
    if let Some(c) = name.chars().find(|c| problem::steers(*c)) {
        let message = format!("the company name has the control character U+{:04X}", u32::from(c));
        return Err(Failure::usage(message).into());
    }
    if name.trim().is_empty() {
        return Err(Failure::usage("the company name is empty").into());
    }
    Ok(name.trim().to_owned())
}

/// Takes the answers of flags into the draft, where they win over a file's.
fn from_flags(
    draft: &mut Draft<'_>,
    matches: &ArgMatches,
    command: &Command,
) -> anyhow::Result<()> {
    let questionnaire = draft.questionnaire();
    let mut given: Vec<(String, &Question, &str)> = Vec::new();
    let mut unknown: Vec<(String, Problem)> = Vec::new();
    for question in questionnaire.questions() {
        if let Some(answer) = args::answer(matches, question) {
            given.push((args::flag(command, question), question, answer));
        }
    }
    for pair in matches.get_many::<String>(args::ANSWER).unwrap_or_default() {
        let Some((id, answer)) = pair.split_once('=') else {
            let question = &questionnaire.questions()[0];
            let message = format!("--answer {}: there is no = in it", problem::quote(pair));
            let example = format!("--answer {}={}", question.id, question.options[0].id);
            return Err(Failure::usage(message).hint(format!("Write {example}, say.")).into());
        };
        let flag = format!("--answer {id}");
        match questionnaire.question(id) {
            None => unknown.push((flag, answers::unknown_question(questionnaire, id))),
            Some(question) => {
                if given.iter().any(|(_, other, _)| other.index == question.index) {
                    let what = format!("{id} is answered twice on this command line");
                    unknown.push((flag.clone(), Problem::new(Kind::DuplicateKey, what)));
                }
                given.push((flag, question, answer));
            }
        }
    }
    let mut problems = Vec::new();
    for (flag, question, answer) in given {
        match question.read(answer) {
            Ok(reply) => draft.give(reply),
            Err(problem) => problems.push((flag, problem)),
        }
    }
    problems.extend(unknown);
    if problems.is_empty() { Ok(()) } else { Err(Failure::arguments(&problems).into()) }
}

/// Asks until the answers lead to a result: answers that name no model lead back
/// to the question that would help.
fn ask_until_settled<'q>(
    mut interview: Interview<'q>,
    mut ask: impl FnMut(&mut Interview<'q>, Option<&str>) -> anyhow::Result<Answers<'q>>,
) -> anyhow::Result<Diagnosis<'q>> {
    let mut why = None;
    loop {
        let answers = ask(&mut interview, why)?;
        match diagnosis::score(answers) {
            Ok(diagnosis) => return Ok(diagnosis),
            Err(none) => {
                why = Some("Your answers name no model yet. An answer to this one would.");
                interview.reopen(none.question);
            }
        }
    }
}

fn no_leader(none: &NoLeader<'_>, command: &Command) -> Failure {
    let question = none.question;
    Failure::input(none.to_string()).hint(format!(
        "Answer {}: {}",
        args::flag(command, question),
        question.answers()
    ))
}

/// One message with every missing flag, what it takes, and a whole command.
fn missing(draft: &Draft<'_>, command: &Command, source: &Source) -> Failure {
    let missing: Vec<&Question> = draft.missing().collect();
    let mut message = match missing.as_slice() {
        [_] => "an answer is missing, and there is no terminal to ask in".to_owned(),
        all => format!("{} answers are missing, and there is no terminal to ask in", all.len()),
    };
    for question in &missing {
        message.push_str(&format!("\n\n  {}  {}", args::flag(command, question), question.text));
        for option in &question.options {
            message.push_str(&format!("\n      {:14}  {}", option.id, option.label));
        }
        message.push_str(&format!("\n      {:14}  No answer to this question", "unsure"));
        match question.unit {
            Some(Unit::Percent) => message.push_str("\n      or a percentage such as 30%"),
            Some(Unit::Count) => message.push_str("\n      or a number such as 2"),
            None => {}
        }
    }
    let flags: Vec<String> = (draft.questionnaire().questions().iter())
        .map(|question| {
            let example = question.options[0].id.as_str();
            let answer = draft.reply(question).map_or(example, |reply| reply.id());
            joined(&args::flag(command, question), answer)
        })
        .collect();
    let mut example = vec!["salesmodel".to_owned()];
    match &source.origin {
        Origin::Default => {}
        Origin::Named(name) => example.push(format!("-Q {}", shell_words::quote(name))),
        Origin::Stdin => example.push("-Q -".to_owned()),
    }
    example.extend(flags);
    Failure::usage(message).hint(format!("\nFor example:\n  {}", example.join(" ")))
}

fn joined(flag: &str, answer: &str) -> String {
    if flag.ends_with('=') { format!("{flag}{answer}") } else { format!("{flag} {answer}") }
}

fn write(
    diagnosis: &Diagnosis<'_>,
    company: Option<&str>,
    target: &Target<'_>,
    command: &Command,
    source: &Source,
    settings: &Settings,
) -> anyhow::Result<()> {
    let repeat = repeat(diagnosis, company, command, source);
    let report = Report { diagnosis, company, command: repeat.as_deref() };
    // A file has no colours, and every program reads it as UTF-8.
    let file_look = Look { styles: Styles::plain(), ..settings.look };
    let mut json = Vec::new();
    if let Some(save) = target.save {
        let format = Format::named("json").context("JSON is a format")?;
        format.write(&report, &file_look, &mut json)?;
        output::write(Some(save), &json)?;
    }
    let look = if target.output.is_some() { &file_look } else { &settings.look };
    let mut bytes = Vec::new();
    target.format.write(&report, look, &mut bytes)?;
    output::write(target.output, &bytes)
}

/// The command that repeats a diagnosis without a prompt; none if its
/// questionnaire came from standard input.
fn repeat(
    diagnosis: &Diagnosis<'_>,
    company: Option<&str>,
    command: &Command,
    source: &Source,
) -> Option<String> {
    let mut words = vec!["salesmodel".to_owned()];
    match &source.origin {
        Origin::Default => {}
        Origin::Named(name) => {
            words.push("-Q".to_owned());
            words.push(shell_words::quote(name).into_owned());
        }
        Origin::Stdin => return None,
    }
    if let Some(company) = company {
        words.push("--company".to_owned());
        words.push(shell_words::quote(company).into_owned());
    }
    for reply in diagnosis.answers.replies() {
        let answer = match (reply.number(), reply.question().unit) {
            (Some(number), Some(Unit::Percent)) => format!("{number}%"),
            (Some(number), _) => number.to_string(),
            (None, _) => reply.id().to_owned(),
        };
        words.push(joined(&args::flag(command, reply.question()), &answer));
    }
    Some(words.join(" "))
}
