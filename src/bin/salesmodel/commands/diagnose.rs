//! The main job: gather the answers, ask for the missing ones, and write the
//! result.

mod crm;
mod gather;

use std::ffi::OsStr;
use std::path::Path;

use clap::{ArgMatches, Command};
use salesmodel::answers::Answers;
use salesmodel::diagnosis::{self, Diagnosis, NoLeader};
use salesmodel::interview::Interview;
use salesmodel::render::crm::Crm;
use salesmodel::render::{Answered, Audience, FORMATS, Format, JSON, Look, Report, Styles};
use salesmodel::wording::{one_of, steers};

use crate::failure::Failure;
use crate::interrupt::Signals;
use crate::output::Destination;
use crate::settings::Settings;
use crate::source::{self, Origin, Source};
use crate::{args, ask, ask_plain};
use crm::{Delivery, Place};

pub(crate) fn run(
    matches: &ArgMatches,
    command: &Command,
    source: &Source,
    settings: &Settings,
) -> anyhow::Result<()> {
    let target = Target::of(matches, source, settings)?;
    let (draft, company) = gather::answers(matches, command, source, settings)?;

    let may_ask = !matches.get_flag(args::NO_INPUT);
    let plain = matches.get_flag(args::PLAIN) || (may_ask && settings.plain_terminal);
    let (diagnosis, answered) = if let Some(answers) = draft.complete() {
        let diagnosis =
            diagnosis::score(answers).map_err(|none| gather::no_leader(&none, command))?;
        (diagnosis, Answered::ByCommand)
    } else if plain {
        Signals::handle();
        let mut lines = ask_plain::Lines::of(settings);
        let quiz = Interview::new(draft);
        (ask_until_settled(quiz, command, |quiz, why| lines.ask(quiz, why))?, Answered::ByQuiz)
    } else if may_ask && settings.can_ask {
        let mut screen = ask::Screen::new(settings, Signals::handle());
        let quiz = Interview::new(draft);
        (ask_until_settled(quiz, command, |quiz, why| screen.ask(quiz, why))?, Answered::ByQuiz)
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
        date: settings.today()?,
        company: company.as_deref(),
        command: repeat.as_deref(),
        details: details.as_deref(),
        answered,
    };
    // Whoever wants no escape sequences in the questions wants none in the answer.
    let styles = if plain { Styles::plain() } else { settings.look.styles };
    let look = Look { styles, ..settings.look };
    write(&report, source, &target, &look, settings)
}

/// Where the result goes, and in which format.
struct Target {
    shown: Shown,
    save: Option<Destination>,
}

/// What is shown of the result.
enum Shown {
    Report(&'static Format, Destination),
    Pipelines(Delivery),
}

impl Target {
    fn of(matches: &ArgMatches, source: &Source, settings: &Settings) -> Result<Self, Failure> {
        let place = |name| Destination::of(name, settings);
        let name = args::path(matches, args::OUTPUT);
        let named = args::value(matches, args::FORMAT);
        let shown = match named.and_then(Crm::named) {
            Some(crm) => Shown::Pipelines(Delivery::of(matches, crm, settings)?),
            None => {
                args::crm::no_crm_flags(matches)?;
                let output = name.map_or_else(|| Ok(Destination::stdout()), place)?;
                Shown::Report(format(named.and_then(Format::named), name)?, output)
            }
        };
        let save = args::path(matches, args::SAVE).map(place).transpose()?;
        let output = shown.destination();
        output.map_or(Ok(()), Destination::ready)?;
        if let Origin::Named(questionnaire) = &source.written.origin
            && [output, save.as_ref()].iter().flatten().any(|place| place.is_file(questionnaire))
        {
            let message = "the result would take the place of the questionnaire";
            return Err(Failure::usage(message).hint("Name another file."));
        }
        if let Some(save) = &save {
            if shown.is_at(save) {
                return Err(Failure::usage("--output and --save name the same file"));
            }
            if save.is_stdout() && output.is_some_and(Destination::is_stdout) {
                let message = "--save - would mix with the result on standard output";
                return Err(Failure::usage(message).hint("Use --format json for JSON alone."));
            }
        }
        Ok(Target { shown, save })
    }
}

impl Shown {
    /// The one place that it goes to, unless that is a folder.
    fn destination(&self) -> Option<&Destination> {
        match self {
            Shown::Report(_, output) => Some(output),
            Shown::Pipelines(Delivery { place: Place::Stream(_, output), .. }) => Some(output),
            Shown::Pipelines(Delivery { place: Place::Folder(..), .. }) => None,
        }
    }

    /// Whether a file would stand where it goes to.
    fn is_at(&self, file: &Destination) -> bool {
        match self {
            Shown::Pipelines(Delivery { place: Place::Folder(_, folder), .. }) => {
                folder.is_at(file)
            }
            _ => self.destination().is_some_and(|output| output.is_same_file(file)),
        }
    }
}

/// The format that was named, or the one of the extension of a file.
fn format(
    named: Option<&'static Format>,
    output: Option<&OsStr>,
) -> Result<&'static Format, Failure> {
    let extension = output.and_then(|name| Path::new(name).extension()?.to_str());
    match (named, extension) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(&FORMATS[0]),
        (None, Some(extension)) => Format::of_extension(extension).ok_or_else(|| {
            let known: Vec<String> =
                FORMATS.iter().map(|format| format!(".{}", format.extension)).collect();
            let known = one_of(known.iter().map(String::as_str));
            Failure::usage(format!("no format has the extension .{extension}"))
                .hint(format!("Name the format with --format, or use {known}."))
        }),
    }
}

/// Asks until the answers lead to a result: answers that name no model lead back
/// to the question that would help.
fn ask_until_settled<'q>(
    mut interview: Interview<'q>,
    command: &Command,
    mut ask: impl FnMut(&mut Interview<'q>, Option<&str>) -> anyhow::Result<Option<Answers<'q>>>,
) -> anyhow::Result<Diagnosis<'q>> {
    let unsettled = interview.questionnaire().words().text("unsettled");
    let mut unsettled_by: Option<NoLeader<'q>> = None;
    loop {
        let why = unsettled_by.as_ref().map(|_| unsettled.as_str());
        let answers = match (ask(&mut interview, why)?, &unsettled_by) {
            (Some(answers), _) => answers,
            (None, Some(none)) => return Err(gather::no_leader(none, command).into()),
            (None, None) => return Err(Failure::cancelled().into()),
        };
        match diagnosis::score(answers) {
            Ok(diagnosis) => return Ok(diagnosis),
            Err(none) => {
                interview.reopen(none.question);
                unsettled_by = Some(none);
            }
        }
    }
}

/// Shows the result before it is saved: nobody answers questions for nothing
/// because a disk is full.
fn write(
    report: &Report<'_, '_>,
    source: &Source,
    target: &Target,
    look: &Look,
    settings: &Settings,
) -> anyhow::Result<()> {
    let audience = match &target.shown {
        Shown::Report(format, _) if report.answered == Answered::ByCommand => format.audience,
        Shown::Pipelines(_) if report.answered == Answered::ByCommand => Audience::Programs,
        _ => Audience::People,
    };
    source.warn_of_gaps(audience, settings);
    let answers = report.diagnosis.answers.in_words_of(source.words_for(Audience::Programs));
    let diagnosis = diagnosis::score(answers).expect("other words change no score");
    let for_programs = Report { diagnosis: &diagnosis, ..*report };
    // A file is the same whatever the window was, and has no colours.
    let file = Look { width: Look::STANDARD, styles: Styles::plain(), ..*look };
    let bytes = |format: &Format, look: &Look| -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match format.audience {
            Audience::People => format.write(report, look, &mut bytes)?,
            Audience::Programs => format.write(&for_programs, look, &mut bytes)?,
        }
        Ok(bytes)
    };
    let with_answers = |failure: Failure| match (report.answered, report.command) {
        (Answered::ByQuiz, Some(command)) => failure.hint(format!("Your answers: {command}")),
        _ => failure,
    };
    match &target.shown {
        Shown::Report(format, output) => {
            let look = if output.is_stdout() { look } else { &file };
            output.write(&bytes(format, look)?).map_err(with_answers)?;
        }
        Shown::Pipelines(delivery) => {
            delivery.write(&for_programs, settings).map_err(with_answers)?;
        }
    }
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
        words.push(args::answered(command, reply.question(), &reply.given()));
    }
    Some(words.join(" ")).filter(|command| !command.chars().any(steers))
}
