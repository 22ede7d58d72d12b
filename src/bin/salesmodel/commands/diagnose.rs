//! The main job: gather the answers, ask for the missing ones, and write the
//! result.

mod gather;

use std::path::Path;

use clap::{ArgMatches, Command};
use salesmodel::answers::Answers;
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::interview::Interview;
use salesmodel::questionnaire::Unit;
use salesmodel::render::{Answered, FORMATS, Format, JSON, Look, Report, Styles};
use salesmodel::wording::steers;

use crate::failure::Failure;
use crate::output::Destination;
use crate::settings::Settings;
use crate::source::{self, Origin, Source};
use crate::{args, ask, ask_plain, interrupt};

pub(crate) fn run(
    matches: &ArgMatches,
    command: &Command,
    source: &Source,
    settings: &Settings,
) -> anyhow::Result<()> {
    let target = Target::of(matches, source)?;
    let (draft, company) = gather::answers(matches, command, source, settings)?;

    let may_ask = !matches.get_flag(args::NO_INPUT);
    let plain = matches.get_flag(args::PLAIN) || (may_ask && settings.plain_terminal);
    let (diagnosis, answered) = if let Some(answers) = draft.complete() {
        let diagnosis =
            diagnosis::score(answers).map_err(|none| gather::no_leader(&none, command))?;
        (diagnosis, Answered::ByCommand)
    } else if plain {
        interrupt::exit_on_interrupt()?;
        let mut lines = ask_plain::Lines::of(settings);
        let quiz = Interview::new(draft);
        (ask_until_settled(quiz, |quiz, why| lines.ask(quiz, why))?, Answered::ByQuiz)
    } else if may_ask && settings.can_ask {
        interrupt::exit_on_interrupt()?;
        let screen = ask::Screen::open(settings)?;
        let quiz = Interview::new(draft);
        (ask_until_settled(quiz, |quiz, why| screen.ask(quiz, why))?, Answered::ByQuiz)
    } else {
        return Err(gather::missing(&draft, command, source, settings).into());
    };

    let repeat = repeat(&diagnosis, company.as_deref(), command, source);
    let details = source.command().map(|words| {
        let file = words[1..].iter().map(|word| format!(" {word}")).collect::<String>();
        format!("{} models {}{file}", words[0], diagnosis.leader().model.id)
    });
    let report = Report {
        diagnosis: &diagnosis,
        company: company.as_deref(),
        command: repeat.as_deref(),
        details: details.as_deref(),
        answered,
    };
    // Whoever wants no escape sequences in the questions wants none in the answer.
    let styles = if plain { Styles::plain() } else { settings.look.styles };
    write(&report, &target, &Look { styles, ..settings.look })
}

/// Where the result goes, and in which format.
struct Target {
    format: &'static Format,
    output: Destination,
    save: Option<Destination>,
}

impl Target {
    fn of(matches: &ArgMatches, source: &Source) -> Result<Self, Failure> {
        let name = args::value(matches, args::OUTPUT);
        let output = name.map_or_else(|| Ok(Destination::stdout()), Destination::of)?;
        let save = args::value(matches, args::SAVE).map(Destination::of).transpose()?;
        if let Origin::Named(questionnaire) = &source.origin
            && (output.is_file(questionnaire)
                || save.as_ref().is_some_and(|save| save.is_file(questionnaire)))
        {
            let message = "the result would take the place of the questionnaire";
            return Err(Failure::usage(message).hint("Name another file."));
        }
        if let Some(save) = &save {
            if output.is_same_file(save) {
                return Err(Failure::usage("--output and --save name the same file"));
            }
            if output.is_stdout() && save.is_stdout() {
                let message = "--save - would mix with the result on standard output";
                return Err(Failure::usage(message).hint("Use --format json for JSON alone."));
            }
        }
        let named = args::value(matches, args::FORMAT).and_then(Format::named);
        let extension = name.and_then(|name| Path::new(name).extension()?.to_str());
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
                why = Some(
                    "Your answers do not settle on a model. An answer to this question would help.",
                );
                interview.reopen(none.question);
            }
        }
    }
}

/// Shows the result before it is saved: nobody answers questions for nothing
/// because a disk is full.
fn write(report: &Report<'_, '_>, target: &Target, look: &Look) -> anyhow::Result<()> {
    // A file is the same whatever the window was, and has no colours.
    let file = Look { width: Look::STANDARD, styles: Styles::plain(), ..*look };
    let bytes = |format: &Format, look: &Look| -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        format.write(report, look, &mut bytes)?;
        Ok(bytes)
    };
    let with_answers = |failure: Failure| match (report.answered, report.command) {
        (Answered::ByQuiz, Some(command)) => failure.hint(format!("Your answers: {command}")),
        _ => failure,
    };
    let look = if target.output.is_stdout() { look } else { &file };
    target.output.write(&bytes(target.format, look)?).map_err(with_answers)?;
    if let Some(save) = &target.save {
        save.write(&bytes(&JSON, &file)?).map_err(with_answers)?;
    }
    Ok(())
}

/// The command that repeats a diagnosis without a prompt; none if its
/// questionnaire came from standard input, or from a file with a name that no
/// terminal should show.
pub(super) fn repeat(
    diagnosis: &Diagnosis<'_>,
    company: Option<&str>,
    command: &Command,
    source: &Source,
) -> Option<String> {
    let mut words = source.command()?;
    if let Some(company) = company {
        words.extend(source::flag("--company", "--company", company));
    }
    for reply in diagnosis.answers.replies() {
        let answer = match (reply.number(), reply.question().unit) {
            (Some(number), Some(Unit::Percent)) => format!("{number}%"),
            (Some(number), _) => number.to_string(),
            (None, _) => reply.id().to_owned(),
        };
        words.push(args::answered(command, reply.question(), &answer));
    }
    Some(words.join(" ")).filter(|command| !command.chars().any(steers))
}
