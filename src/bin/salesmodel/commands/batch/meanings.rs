//! The file in which somebody says what words mean: read, and written to be filled in.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;

use salesmodel::batch::Totals;
use salesmodel::document;
use salesmodel::fold::fold;
use salesmodel::mapping::{OpenValue, write_form};
use salesmodel::questionnaire::{Question, Questionnaire, UNSURE};

use crate::command_line::{STDIN, called};
use crate::failure::{Failure, note, reason};
use crate::output;
use crate::settings::Settings;

/// The largest file of meanings that is read, in bytes.
const LARGEST: u64 = 16 << 20;

/// Reads a file of meanings: what messages call it, and its text.
pub(super) fn read(name: &OsStr) -> Result<(String, String), Failure> {
    if name == STDIN {
        return Err(Failure::usage("--map reads a file, and not standard input")
            .with_hint("Save the words to a file, and name it: --map words.yaml"));
    }
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

/// Refuses to write words among the rows.
pub(super) fn refuse_stdout(name: &OsStr) -> Result<(), Failure> {
    if name != STDIN {
        return Ok(());
    }
    Err(Failure::usage("--map-new writes a file, and not to standard output")
        .with_hint("Name a file that does not exist yet: --map-new words.yaml"))
}

/// Refuses a file that exists, before anything is done.
pub(super) fn refuse_taken(name: &OsStr) -> Result<(), Failure> {
    match fs::symlink_metadata(name) {
        Ok(_) => Err(Failure::input(format!("{} already exists", called(name)))
            .with_hint("Name another file for --map-new; --map reads this one.")),
        Err(_) => Ok(()),
    }
}

/// Writes all words that were not understood to a new file, to be filled in.
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
        let cells = if left_out == 1 { "1 cell is" } else { &format!("{left_out} cells are") };
        note(&format!("{cells} left out of {shown}: too long, or too many"), settings);
    }
    // Values that fold to the same key share a line, because they are one when the file
    // is read.
    let mut open: Vec<Vec<OpenValue<'_>>> =
        questionnaire.questions().iter().map(|_| vec![]).collect();
    let mut seen: HashMap<(usize, String), usize> = HashMap::new();
    for value in totals.unrecognised.iter().filter(|value| value.whole) {
        let lines = &mut open[value.question];
        let folded = fold(&value.value);
        let new = lines.len();
        let place = *seen.entry((value.question, folded.clone())).or_insert(new);
        let count = usize::try_from(value.times).unwrap_or(usize::MAX);
        match lines.get_mut(place) {
            Some(line) => line.count = line.count.saturating_add(count),
            None => {
                // An answer in another spelling can mean nothing else.
                let question = &questionnaire.questions()[value.question];
                let same = answers(question).into_iter().find(|id| fold(id) == folded);
                let near = same.or(value.nearest.as_deref()).map(|near| (near, near));
                lines.push(OpenValue { value: &value.value, count, near });
            }
        }
    }
    if open.iter().all(Vec::is_empty) {
        let why = if left_out == 0 { "every word was understood" } else { "no word is left" };
        note(&format!("{why}: {shown} was not written"), settings);
        return Ok(());
    }
    let text = most_that_fit(&mut open, questionnaire, name, settings)?;
    output::create(name, &text, settings)?;
    let count: usize = open.iter().map(Vec::len).sum();
    let words = if count == 1 { "1 word".to_owned() } else { format!("{count} words") };
    note(&format!("{words} to fill in: {shown}; then use --map {shown}"), settings);
    Ok(())
}

/// The words to fill in: the commonest ones, as many as can be read again once they are
/// filled in. The others are left out, with a warning.
fn most_that_fit(
    open: &mut [Vec<OpenValue<'_>>],
    questionnaire: &Questionnaire,
    name: &OsStr,
    settings: &Settings,
) -> Result<Vec<u8>, Failure> {
    let shown = called(name);
    let answers: Vec<Vec<&str>> = questionnaire.questions().iter().map(answers).collect();
    let longest = answers.iter().flatten().map(|answer| answer.len() + 1).max().unwrap_or(0);
    let count = |open: &[Vec<OpenValue<'_>>]| open.iter().map(Vec::len).sum::<usize>();
    let all = count(open);
    loop {
        let mut text = format!(
            "# What these words mean. Write an answer after each, or leave it out, and use it:\n\
             #   salesmodel batch --map {shown} ...\n"
        )
        .into_bytes();
        let questions: Vec<(&Question, &[OpenValue<'_>], &[&str])> = questionnaire
            .questions()
            .iter()
            .filter(|question| !open[question.index].is_empty())
            .map(|question| {
                (question, open[question.index].as_slice(), answers[question.index].as_slice())
            })
            .collect();
        write_form(&questions, "row", &mut text)
            .map_err(|error| Failure::input(format!("cannot write {shown}: {}", reason(&error))))?;
        let kept = count(open);
        let filled_in = text.len() + kept * longest;
        if filled_in <= document::LARGEST {
            if kept < all {
                let left_out = all - kept;
                let message = format!(
                    "{left_out} of the rarest words are left out, because {shown} would be too \
                     large to read: fill in these, then make the next file with --map-new"
                );
                note(&message, settings);
            }
            return Ok(text);
        }
        keep_commonest(open, (kept * document::LARGEST / filled_in).min(kept - 1));
    }
}

/// Keeps this many words, the commonest of all questions.
fn keep_commonest(open: &mut [Vec<OpenValue<'_>>], most: usize) {
    let places = open.iter().enumerate().flat_map(|(question, values)| {
        values.iter().enumerate().map(move |(at, value)| (value.count, question, at))
    });
    let mut places: Vec<(usize, usize, usize)> = places.collect();
    places.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let kept: HashSet<(usize, usize)> =
        places.into_iter().take(most).map(|(_, question, at)| (question, at)).collect();
    for (question, values) in open.iter_mut().enumerate() {
        let mut at = 0;
        values.retain(|_| {
            at += 1;
            kept.contains(&(question, at - 1))
        });
    }
}

fn answers(question: &Question) -> Vec<&str> {
    question.options.iter().map(|option| option.id.as_str()).chain([UNSURE]).collect()
}
