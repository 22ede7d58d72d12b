//! What the flags of a measurement say.

use std::path::{Path, PathBuf};

use salesmodel::answers::Reading;
use salesmodel::date::Date;
use salesmodel::fold::fold;
use salesmodel::mapping::Mapping;
use salesmodel::measure::{Choices, ChosenColumn, Convention, GIVEN_ROLES, Orders};
use salesmodel::problem::{Kind, Problem, Problems};
use salesmodel::questionnaire::{Measure, Questionnaire};
use salesmodel::wording;

use crate::args::measure::{self as flags, DateOrder, DecimalSign, MeasureFormat};
use crate::clock::today;
use crate::command_line::{STDIN, called};
use crate::commands::files_or_stdin;
use crate::extension;
use crate::failure::Failure;
use crate::settings::Settings;
use crate::source::{self, Origin, QuestionnaireSource};

/// The format that --format names, or the extension of --output.
pub(super) fn format(args: &flags::MeasureArgs) -> Result<MeasureFormat, Failure> {
    if let Some(format) = args.format.format {
        return Ok(format);
    }
    let Some(extension) = args.output.name().and_then(extension::of) else {
        return Ok(MeasureFormat::Text);
    };
    match extension.as_str() {
        "txt" | "text" => Ok(MeasureFormat::Text),
        "yaml" | "yml" => Ok(MeasureFormat::Yaml),
        "json" => Ok(MeasureFormat::Json),
        _ => Err(extension::refused("a measurement", &extension, ["yaml", "json", "txt"])),
    }
}

/// What was said about the files.
pub(super) fn choices(args: &flags::MeasureArgs, settings: &Settings) -> Result<Choices, Failure> {
    let today = match args.reading.until.as_deref() {
        Some(day) => day.parse::<Date>().map_err(|_| {
            Failure::usage(format!("--until {} is not a day", wording::quote(day)))
                .with_hint("Write it as 2026-11-26.")
        })?,
        None => today(settings)?,
    };
    let mut choices = Choices::on(today);
    choices.given = args
        .meaning
        .column
        .iter()
        .map(|column| given(column))
        .collect::<Result<Vec<ChosenColumn>, Failure>>()?;
    choices.won = args.meaning.won.clone();
    choices.lost = args.meaning.lost.clone();
    let is_lost = |won: &&String| choices.lost.iter().any(|lost| fold(lost) == fold(won));
    if let Some(both) = choices.won.iter().find(is_lost) {
        let message = format!("{} cannot mean both won and lost", wording::quote(both));
        return Err(Failure::usage(message).with_hint("Name it with --won or with --lost."));
    }
    choices.only =
        args.deals.only.iter().map(|pair| only(pair)).collect::<Result<Vec<_>, Failure>>()?;
    choices.months = args.reading.months.unwrap_or(12);
    if args.reading.orders_are_deals {
        choices.orders = Orders::AreDeals;
    }
    choices.dates = args.reading.dates.map(|order| match order {
        DateOrder::Dmy => Convention::First,
        DateOrder::Mdy => Convention::Second,
    });
    choices.decimal = args.reading.decimal.map(|sign| match sign {
        DecimalSign::Point => Convention::First,
        DecimalSign::Comma => Convention::Second,
    });
    Ok(choices)
}

fn given(written: &str) -> Result<ChosenColumn, Failure> {
    let Some((role, name)) = written.split_once('=') else {
        return Err(Failure::usage(format!("--column {}: there is no =", wording::quote(written)))
            .with_hint("Write --column ROLE=NAME, such as --column amount=Betrag."));
    };
    let Some((_, role)) = GIVEN_ROLES.iter().find(|(known, _)| *known == role.trim()) else {
        let names = GIVEN_ROLES.iter().map(|(name, _)| *name);
        let hint = wording::suggestion(role, "roles", names);
        let message = format!("no role is called {}", wording::quote(role));
        return Err(Failure::usage(message).with_hint(hint));
    };
    let name = name.trim();
    let column = Some(name.to_owned()).filter(|name| !name.is_empty());
    Ok(ChosenColumn { role: *role, column })
}

fn only(written: &str) -> Result<(String, String), Failure> {
    match written.split_once('=') {
        Some((column, value)) if !column.trim().is_empty() => {
            Ok((column.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err(Failure::usage(format!("--only {}: there is no =", wording::quote(written)))
            .with_hint("Write --only COLUMN=VALUE, such as --only Pipeline=Sales.")),
    }
}

/// What lead sources mean, by the file that was named.
pub(super) fn mapping<'q>(
    args: &flags::MeasureArgs,
    reading: &Reading<'q>,
) -> anyhow::Result<Mapping<'q>> {
    let questionnaire = reading.questionnaire();
    let Some(name) = &args.meaning.map else {
        return Ok(Mapping::none(questionnaire));
    };
    let text = source::read(name)?;
    let document = called(name);
    let mapping = Mapping::read_by(reading, &document, &text)
        .map_err(|problems| Failure::document(&problems))?;
    let wrong = no_classes(questionnaire, &mapping);
    if wrong.is_empty() {
        return Ok(mapping);
    }
    Err(Failure::document(&Problems::new(&document, wrong)).into())
}

/// Refuses `both` for a lead source: a single deal came from one side.
fn no_classes(questionnaire: &Questionnaire, mapping: &Mapping<'_>) -> Vec<Problem> {
    let sources = |question: &&salesmodel::questionnaire::Question| {
        question.measure == Some(Measure::LeadSource)
    };
    let mut wrong = Vec::new();
    for question in questionnaire.questions().iter().filter(sources) {
        for line in mapping.lines(question) {
            if line.reply.is_some_and(|reply| reply.id() == "both") {
                let value = wording::quote(&line.value);
                let what = format!("{value} cannot be both: a deal has one source");
                let hint = "Say who makes the first contact, or unsure.";
                let problem = Problem::new(Kind::UnknownOption, what).with_hint(hint);
                wrong.push(problem.at(line.position));
            }
        }
    }
    wrong
}

/// The files to read, or standard input.
pub(super) fn files(
    args: &flags::MeasureArgs,
    source: &QuestionnaireSource,
    settings: &Settings,
) -> Result<Vec<PathBuf>, Failure> {
    let example = "salesmodel measure deals.csv -o answers.yaml";
    let files = files_or_stdin(&args.deals.files, example, settings)?;
    let mut readers = files.iter().filter(|name| name.as_os_str() == STDIN).count();
    readers += usize::from(args.meaning.map.as_deref() == Some(Path::new(STDIN)));
    readers += usize::from(source.written.origin == Origin::Once);
    if readers > 1 && files.iter().any(|name| name.as_os_str() == STDIN) {
        return Err(Failure::usage("two of the files would both read standard input")
            .with_hint("Let only one of them read it."));
    }
    for name in &files {
        refuse_workbook(name)?;
    }
    Ok(files)
}

/// A workbook is not text, and an error about its bytes would only puzzle people.
fn refuse_workbook(name: &Path) -> Result<(), Failure> {
    let extension = name.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let is_workbook =
        matches!(extension.as_deref(), Some("xlsx" | "xls" | "xlsm" | "ods" | "numbers"));
    // A file that is missing is reported as missing, whatever its name.
    if !is_workbook || !name.exists() {
        return Ok(());
    }
    Err(Failure::input(format!("{} is a workbook", called(name.as_os_str())))
        .with_hint("Save its sheet as CSV, and measure that."))
}
