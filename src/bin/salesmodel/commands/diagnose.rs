//! The main job: gather the answers, ask for the missing ones, and write the
//! result.

mod asker;
mod crm;
mod ending;
mod gather;
mod target;

use clap::Command;
use salesmodel::answers::{Answers, Measured, Trust};
use salesmodel::date::Date;
use salesmodel::diagnosis::{self, Diagnosis, NoLeader};
use salesmodel::interview::Interview;
use salesmodel::questionnaire::{Question, Questionnaire};
use salesmodel::render::introduction;
use salesmodel::render::{Answered, Audience, Format, JSON, Look, Report, Styles};
use salesmodel::wording::{self, steers};

use crate::args::diagnose::DiagnoseArgs;
use crate::args::{self, Given};
use crate::ask::{Beside, Screen};
use crate::ask_plain::LineQuiz;
use crate::clock::today;
use crate::command_line::{self, PROGRAM};
use crate::failure::{self, Failure};
use crate::interrupt::Signals;
use crate::settings::Settings;
use crate::source::QuestionnaireSource;
use crate::wrote::{self, Use};
use asker::Asker;
use ending::{Ending, Next};
use target::{ShownResult, Target};

pub(crate) fn run(
    args: &DiagnoseArgs,
    given: &Given,
    command: &Command,
    source: &QuestionnaireSource,
    settings: &Settings,
) -> anyhow::Result<()> {
    let target = Target::new(args, source, settings)?;
    let reading = source.reading(&source.questionnaire);
    let gather::Gathered { draft, company, measured, person } =
        gather::answers(args, given, command, &reading, settings)?;
    let date = today(settings)?;
    let (company, measured, person) = (company.as_deref(), measured.as_ref(), person.as_ref());
    let result = Outputs { company, measured, person, date, command, source, target, settings };

    let asking = &args.asking;
    if let Some(answers) = draft.complete().ok().filter(|_| !asking.review) {
        let diagnosis = diagnosis::score(answers)
            .map_err(|none| gather::no_leader(&none, &source.questionnaire, command))?;
        return result.write(&diagnosis, Answered::ByCommand, Stdout::Written, &settings.look);
    }
    let may_ask = !asking.no_input;
    let plain = asking.plain || (may_ask && settings.plain_terminal);
    let mut asker = if plain {
        Signals::handle();
        Asker::Lines(LineQuiz::new(settings))
    } else if may_ask && settings.can_ask {
        Asker::Screen(Box::new(Screen::new(settings, Signals::handle())))
    } else if draft.missing().next().is_some() {
        return Err(gather::missing(&draft, command, source, settings).into());
    } else {
        let message = "--review shows the answers in a terminal, and there is none";
        return Err(Failure::usage(message)
            .with_hint("Use --plain, or leave --review out.")
            .into());
    };
    // A person who wants no escape sequences in the questions wants none in the answer.
    let styles = if plain { Styles::plain() } else { settings.look.styles };
    let mut look = settings.look;
    look.styles = styles;
    let stays = settings.can_ask
        && settings.stdout_terminal
        && (result.target.is_file() || args.format.format.is_none());
    let shown = if stays { Stdout::OnTheScreen } else { Stdout::Written };
    let intro = introduction(&source.questionnaire, settings);
    let found = measured.map_or(Vec::new(), |measured| evidence(&source.questionnaire, measured));
    let beside = Beside { intro, measured: found };
    let mut interview = Interview::new(draft);
    loop {
        let diagnosis = ask_until_settled(&mut interview, command, |interview, why| {
            asker.ask(&reading, interview, &beside, why)
        })?;
        asker.give_back();
        result.write(&diagnosis, Answered::ByQuiz, shown, &look)?;
        if !stays {
            return Ok(());
        }
        match result.end(&diagnosis, &mut asker)? {
            Next::Done => return Ok(()),
            Next::Change => interview.review(),
        }
    }
}

/// What is said before the first question.
fn introduction(questionnaire: &Questionnaire, settings: &Settings) -> Vec<String> {
    let command = |name: &str| command_line::typed(&format!("{PROGRAM} -Q {name}"), settings);
    introduction::paragraphs(questionnaire, command)
}

/// What was measured of each question, as the quiz says it.
fn evidence(questionnaire: &Questionnaire, measured: &Measured) -> Vec<Option<String>> {
    let words = questionnaire.words();
    let said = |question: &Question| {
        let evidence = measured.questions.get(question.id.as_str())?;
        // One decimal is as exact as any question asks for.
        let number = (evidence.value? * 10.0).round() / 10.0;
        let mut number = words.number(&question.unit?.show(number));
        if evidence.is_lower_bound() {
            number = words.say("at-least", [("number", number.into())]);
        }
        let deals = evidence.of.unwrap_or_default();
        let deals = i64::try_from(deals).unwrap_or(i64::MAX);
        let trust = if evidence.trust == Some(Trust::Leaning) { "leaning" } else { "clear" };
        let values = [("number", number.into()), ("deals", deals.into()), ("trust", trust.into())];
        Some(words.say("measured", values))
    };
    questionnaire.questions().iter().map(said).collect()
}

/// Whether the result is written to standard output.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stdout {
    Written,
    /// It is not: the person reads it at the end of the quiz.
    OnTheScreen,
}

/// A result on its way to where it goes.
struct Outputs<'o> {
    company: Option<&'o str>,
    measured: Option<&'o Measured>,
    /// Who gave the answers of the file.
    person: Option<&'o gather::AnsweredBy<'o>>,
    date: Date,
    command: &'o Command,
    source: &'o QuestionnaireSource,
    target: Target,
    settings: &'o Settings,
}

/// The commands that a report names.
struct Commands {
    /// The one that repeats it without a prompt.
    repeat: Option<String>,
    /// The one that says more about the leading model.
    details: Option<String>,
}

/// Asks until the answers lead to a result: answers that name no model lead back
/// to the question that would help.
fn ask_until_settled<'q>(
    interview: &mut Interview<'q>,
    command: &Command,
    mut ask: impl FnMut(&mut Interview<'q>, Option<&str>) -> anyhow::Result<Option<Answers<'q>>>,
) -> anyhow::Result<Diagnosis<'q>> {
    let questionnaire = interview.questionnaire();
    let unsettled = questionnaire.words().text("unsettled");
    let mut unsettled_by: Option<NoLeader> = None;
    loop {
        let why = unsettled_by.as_ref().map(|_| unsettled.as_str());
        let answers = match (ask(interview, why)?, &unsettled_by) {
            (Some(answers), _) => answers,
            (None, Some(none)) => {
                return Err(gather::no_leader(none, questionnaire, command).into());
            }
            (None, None) => return Err(Failure::cancelled().into()),
        };
        match diagnosis::score(answers) {
            Ok(diagnosis) => return Ok(diagnosis),
            Err(none) => {
                interview.reopen(none.question_of(questionnaire));
                unsettled_by = Some(none);
            }
        }
    }
}

impl Outputs<'_> {
    /// Shows the result before it is saved, so that a full disk does not make the answers
    /// useless.
    fn write(
        &self,
        diagnosis: &Diagnosis<'_>,
        answered: Answered,
        stdout: Stdout,
        look: &Look,
    ) -> anyhow::Result<()> {
        let Outputs { source, target, settings, .. } = self;
        let audience = match &target.shown {
            ShownResult::Report(format, _) if answered == Answered::ByCommand => format.audience,
            ShownResult::Pipelines(_) if answered == Answered::ByCommand => Audience::Programs,
            _ => Audience::People,
        };
        source.warn_of_gaps(audience, settings);
        // Only JSON says who gave the answers; after a quiz on the screen it can be saved.
        let is_json = |format: &Format| format.name == JSON.name;
        let shows_json = matches!(&target.shown, ShownResult::Report(format, _) if is_json(format));
        if (shows_json || target.save.is_some() || stdout == Stdout::OnTheScreen)
            && let Some(person) = self.person.filter(|person| !person.gave(&diagnosis.answers))
        {
            let who = person.by.as_deref().or(person.role.as_deref()).unwrap_or_default();
            let message = format!(
                "not all answers are those of {}, so the result does not name who gave them",
                wording::quote(who)
            );
            failure::note(&message, settings);
        }
        let for_programs = self.for_programs(diagnosis);
        let measured = self.measured(diagnosis);
        let (installed, typed) = self.commands(diagnosis);
        let report = |commands| self.report(diagnosis, measured.as_ref(), commands, answered);
        let (for_files, report) = (report(&installed), report(&typed));
        let for_programs = self.report(&for_programs, measured.as_ref(), &installed, answered);
        // A file does not depend on the width of the window, and has no colours.
        let file = look.for_file();
        let bytes = |format: &Format, people, look: &Look| -> anyhow::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            match format.audience {
                Audience::People => format.write(people, look, &mut bytes)?,
                Audience::Programs => format.write(&for_programs, look, &mut bytes)?,
            }
            Ok(bytes)
        };
        let with_answers = |failure: Failure| match (answered, report.command) {
            (Answered::ByQuiz, Some(command)) => {
                failure.with_hint(format!("Your answers: {command}"))
            }
            _ => failure,
        };
        let words = source.questionnaire.words();
        let reads = source.reads(settings);
        let then = |format: &Format| match reads.as_deref() {
            Some(reads) if is_json(format) => Use::Read(reads),
            _ => Use::Open,
        };
        match &target.shown {
            ShownResult::Report(_, output)
                if output.is_stdout() && stdout == Stdout::OnTheScreen => {}
            ShownResult::Report(format, output) => {
                let bytes = match output.is_stdout() {
                    true => bytes(format, &report, look)?,
                    false => bytes(format, &for_files, &file)?,
                };
                output.write(&bytes).map_err(with_answers)?;
                wrote::say(words, target.shown_name.as_deref(), then(format), settings);
            }
            ShownResult::Pipelines(delivery) => {
                let remarks = delivery.write(&for_programs).map_err(with_answers)?;
                remarks.iter().for_each(|remark| failure::note(remark, settings));
                wrote::say(words, target.shown_name.as_deref(), Use::Load, settings);
            }
        }
        if let Some(save) = &target.save {
            save.write(&bytes(&JSON, &for_files, &file)?).map_err(with_answers)?;
            wrote::say(words, target.save_name.as_deref(), then(&JSON), settings);
        }
        Ok(())
    }

    /// Shows the result of a quiz on the screen, and what can be done with it.
    fn end(&self, diagnosis: &Diagnosis<'_>, asker: &mut Asker) -> anyhow::Result<Next> {
        let for_programs = self.for_programs(diagnosis);
        let measured = self.measured(diagnosis);
        let (installed, typed) = self.commands(diagnosis);
        let report = |diagnosis, commands| {
            self.report(diagnosis, measured.as_ref(), commands, Answered::ByQuiz)
        };
        let ending = Ending {
            report: report(diagnosis, &typed),
            for_files: report(diagnosis, &installed),
            for_programs: self.report(
                &for_programs,
                measured.as_ref(),
                &installed,
                Answered::ByQuiz,
            ),
            settings: self.settings,
            reads: self.source.reads(self.settings),
        };
        ending.meet(asker)
    }

    fn report<'r, 'q>(
        &'r self,
        diagnosis: &'r Diagnosis<'q>,
        measured: Option<&'r Measured>,
        commands: &'r Commands,
        answered: Answered,
    ) -> Report<'r, 'q> {
        let person = self.person.filter(|person| person.gave(&diagnosis.answers));
        let by = person.and_then(|person| person.by.as_deref());
        let role = person.and_then(|person| person.role.as_deref());
        Report::new(diagnosis, self.date)
            .with_person(by, role)
            .with_measured(measured)
            .with_company(self.company)
            .with_command(commands.repeat.as_deref())
            .with_details(commands.details.as_deref())
            .with_answered(answered)
    }

    /// What was measured, without the evidence for answers that were changed in the quiz.
    fn measured(&self, diagnosis: &Diagnosis<'_>) -> Option<Measured> {
        let mut measured = self.measured?.clone();
        for reply in diagnosis.answers.replies() {
            let id = reply.question().id.as_str();
            let is_other = measured.evidence(id).is_some_and(|evidence| {
                let number = evidence.value.zip(reply.number());
                evidence.answer.as_deref() != Some(reply.id())
                    || number.is_some_and(|(measured, given)| measured != given)
            });
            if is_other {
                measured.take(id);
            }
        }
        Some(measured)
    }

    /// The same diagnosis with the words for programs.
    fn for_programs<'s>(&'s self, diagnosis: &Diagnosis<'_>) -> Diagnosis<'s> {
        let answers = diagnosis.answers.in_words_of(self.source.words_for(Audience::Programs));
        diagnosis::score(answers).expect("other words change no score")
    }

    /// The commands that a report names: as they are for everybody, and as the person
    /// at this terminal types them.
    fn commands(&self, diagnosis: &Diagnosis<'_>) -> (Commands, Commands) {
        let details = self.source.command().map(|words| {
            let file = words[1..].iter().map(|word| format!(" {word}")).collect::<String>();
            format!("{} models {}{file}", words[0], diagnosis.leader().model.id)
        });
        let repeat = repeat(diagnosis, self.company, self.command, self.source);
        let typed = |command: &Option<String>| {
            command.as_ref().map(|command| command_line::typed(command, self.settings))
        };
        let as_typed = Commands { repeat: typed(&repeat), details: typed(&details) };
        (Commands { repeat, details }, as_typed)
    }
}

/// The command that repeats a diagnosis without a prompt; `None` if its questionnaire
/// came from standard input, or from a file with a name that no terminal should show.
pub(super) fn repeat(
    diagnosis: &Diagnosis<'_>,
    company: Option<&str>,
    command: &Command,
    source: &QuestionnaireSource,
) -> Option<String> {
    let mut words = source.command()?;
    if let Some(company) = company {
        words.extend(command_line::flag_words("--company", "--company", company));
    }
    for reply in diagnosis.answers.replies() {
        words.push(args::answered(command, reply.question(), &reply.given()));
    }
    Some(words.join(" ")).filter(|command| !command.chars().any(steers))
}
