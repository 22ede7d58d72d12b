//! The file in which somebody says what words mean: read, and written to be filled in.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;

use salesmodel::batch::Totals;
use salesmodel::fold::fold;
use salesmodel::mapping::{OpenValue, write_form};
use salesmodel::questionnaire::{Question, Questionnaire, UNSURE};

use crate::failure::{Failure, note, reason};
use crate::output;
use crate::settings::Settings;
use crate::source::called;

/// The largest file of meanings that is read, in bytes.
const LARGEST: u64 = 16 << 20;

/// Reads a file of meanings: what messages call it, and its text.
pub(super) fn read(name: &OsStr) -> Result<(String, String), Failure> {
    let shown = called(name);
    let cannot = |why: &str| Failure::input(format!("cannot read {shown}: {why}"));
    let found = fs::metadata(name).map_err(|error| cannot(&reason(&error)))?;
    if found.len() > LARGEST {
        return Err(cannot("it is larger than 16 MiB"));
    }
    let bytes = fs::read(name).map_err(|error| cannot(&reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| cannot("it is not UTF-8"))?;
    Ok((shown, text))
}

/// Refuses a place that is taken, before anything is done.
pub(super) fn refuse_taken(name: &OsStr) -> Result<(), Failure> {
    match fs::symlink_metadata(name) {
        Ok(_) => Err(Failure::input(format!("{} is there already", called(name)))
            .hint("Name another file for --map-new; --map reads this one.")),
        Err(_) => Ok(()),
    }
}

/// Writes all words that were not understood to a file that is still to be filled in.
pub(super) fn write(
    name: &OsStr,
    totals: &Totals,
    questionnaire: &Questionnaire,
    settings: &Settings,
) -> Result<(), Failure> {
    let shown = called(name);
    let long = totals.unrecognised.iter().filter(|value| !value.whole).count() as u64;
    let left_out = long + totals.more_unrecognised;
    if left_out > 0 {
        note(&format!("{left_out} cells are too long or too many for {shown}"), settings);
    }
    // Values that fold to one are one line, because they are one when the file is read.
    let mut open: Vec<Vec<OpenValue<'_>>> =
        questionnaire.questions().iter().map(|_| vec![]).collect();
    let mut seen: HashMap<(usize, String), usize> = HashMap::new();
    for value in totals.unrecognised.iter().filter(|value| value.whole) {
        let lines = &mut open[value.question];
        let place = *seen.entry((value.question, fold(&value.value))).or_insert(lines.len());
        let count = usize::try_from(value.times).unwrap_or(usize::MAX);
        match lines.get_mut(place) {
            Some(line) => line.count = line.count.saturating_add(count),
            None => {
                let near = value.nearest.as_deref().map(|near| (near, near));
                lines.push(OpenValue { value: &value.value, count, near });
            }
        }
    }
    let answers: Vec<Vec<&str>> = questionnaire.questions().iter().map(answers).collect();
    let questions: Vec<(&Question, &[OpenValue<'_>], &[&str])> = questionnaire
        .questions()
        .iter()
        .filter(|question| !open[question.index].is_empty())
        .map(|question| {
            (question, open[question.index].as_slice(), answers[question.index].as_slice())
        })
        .collect();
    if questions.is_empty() {
        note(&format!("every word was understood: {shown} was not written"), settings);
        return Ok(());
    }
    let mut text = format!(
        "# What these words mean. Write an answer after each, or leave it out, and use it:\n\
         #   salesmodel batch --map {shown} ...\n"
    )
    .into_bytes();
    write_form(&questions, "row", &mut text)
        .map_err(|error| Failure::input(format!("cannot write {shown}: {}", reason(&error))))?;
    output::create(name, &text, settings)?;
    let count: usize = questions.iter().map(|(_, open, _)| open.len()).sum();
    let words = if count == 1 { "1 word".to_owned() } else { format!("{count} words") };
    note(&format!("{words} to fill in: {shown}; then use --map {shown}"), settings);
    Ok(())
}

fn answers(question: &Question) -> Vec<&str> {
    question.options.iter().map(|option| option.id.as_str()).chain([UNSURE]).collect()
}
