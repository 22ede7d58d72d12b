//! The answers of several people beside what was measured: the gap report.

use std::ffi::OsStr;
use std::path::Path;

use salesmodel::answers::Saved;
use salesmodel::comparison::gap::{Gap, Person};
use salesmodel::fold::fold;
use salesmodel::render::Look;
use salesmodel::render::comparison::gap::{
    GapReport, write_html, write_json, write_markdown, write_text,
};
use salesmodel::wording;

use super::is_same_file;
use crate::args::compare::{CompareFormat, NamingArgs};
use crate::clock::today;
use crate::command_line;
use crate::failure::{self, Failure};
use crate::settings::Settings;

/// From this many people on they are named, unless a flag says otherwise: among fewer,
/// the report shows what was said and not who said it.
const NAMED_FROM: usize = 4;

/// How the report is written.
pub(super) struct ReportLook {
    pub(super) format: CompareFormat,
    pub(super) look: Look,
}

/// Writes the report on the answers in some files.
///
/// # Errors
///
/// Two files are of one person, or the clock has no day.
pub(super) fn write(
    naming: &NamingArgs,
    files: &[&OsStr],
    all: Vec<Saved<'_>>,
    measured: Option<Saved<'_>>,
    written: &ReportLook,
    settings: &Settings,
    bytes: &mut Vec<u8>,
) -> anyhow::Result<()> {
    each_once(files, &all)?;
    let company = company(&all, measured.as_ref(), settings);
    let questionnaire = all[0].draft.questionnaire();
    let is_named = !naming.anonymous && (naming.names || all.len() >= NAMED_FROM);
    for (file, saved) in files.iter().zip(&all) {
        let nothing = saved.draft.missing().count() == questionnaire.questions().len();
        if nothing && saved.asked_again.is_empty() {
            failure::warn(&format!("{} answers no question", command_line::called(file)), settings);
        }
    }
    if !is_named && !naming.anonymous && settings.stderr_terminal {
        failure::note("fewer than four people are not named; --names names them", settings);
    }
    let names = names(files, &all);
    let people = names.into_iter().zip(all).map(|(name, saved)| Person {
        name: is_named.then_some(name),
        draft: saved.draft,
        earlier: saved.asked_again,
    });
    let people = people.collect();
    let found = measured.as_ref().map(|saved| (&saved.draft, saved.measured.as_ref()));
    let gap = Gap::new(questionnaire, people, found);
    let report = GapReport { gap: &gap, company: company.as_deref(), date: today(settings)? };
    match written.format {
        CompareFormat::Json => write_json(&report, bytes)?,
        CompareFormat::Markdown => write_markdown(&report, bytes)?,
        CompareFormat::Html => write_html(&report, bytes)?,
        CompareFormat::Text => write_text(&report, &written.look, bytes)?,
    }
    Ok(())
}

/// Refuses a measured file without any evidence, and warns of each answer in it that has
/// none, because somebody only said so.
///
/// # Errors
///
/// Nothing in it was measured.
pub(super) fn has_evidence(
    file: &OsStr,
    found: &Saved<'_>,
    settings: &Settings,
) -> Result<(), Failure> {
    let called = command_line::called(file);
    let Some(measured) = &found.measured else {
        let message = format!("--measured: {called} does not say that anything was measured");
        let hint = "Name a file that `salesmodel measure` wrote. The answers of a person go \
                    before --measured, with the other files.";
        return Err(Failure::input(message).with_hint(hint));
    };
    let edited = |id: &str| found.edited.iter().any(|question| question.id == *id);
    let questions = found.draft.questionnaire().questions().iter();
    let said = questions
        .filter(|question| found.draft.reply(question).is_some_and(|r| r.choice().is_some()))
        .map(|question| question.id.as_str())
        .filter(|id| measured.evidence(id).is_none() && !edited(id));
    let said: Vec<&str> = said.collect();
    if !said.is_empty() {
        let message = format!(
            "{called} has no evidence for its answers to {}, so they do not count as measured",
            wording::all_of(said)
        );
        failure::warn(&message, settings);
    }
    Ok(())
}

/// What each person is called: name and role, or the file if it has neither, with its
/// folder if two files have the same name.
fn names(files: &[&OsStr], all: &[Saved<'_>]) -> Vec<String> {
    let stem = |file: &OsStr| Path::new(file).file_stem().map(OsStr::to_owned);
    let name = |(place, saved): (usize, &Saved<'_>)| match (&saved.by, &saved.role) {
        (Some(by), Some(role)) => format!("{by} ({role})"),
        (Some(name), None) | (None, Some(name)) => name.clone(),
        (None, None) => {
            let file = files[place];
            let own = stem(file);
            let others = files.iter().enumerate().filter(|(other, _)| *other != place);
            let is_shared = others.into_iter().any(|(_, other)| stem(other) == own);
            let shown = own.filter(|_| !is_shared);
            command_line::called(shown.as_deref().unwrap_or(file))
        }
    };
    all.iter().enumerate().map(name).collect()
}

/// Refuses a file that is named twice, and two files of one person, who would count twice.
fn each_once(files: &[&OsStr], all: &[Saved<'_>]) -> Result<(), Failure> {
    for (place, file) in files.iter().enumerate() {
        let earlier = files[..place].iter().find(|earlier| is_same_file(earlier, file));
        if let Some(earlier) = earlier {
            let (one, other) = (command_line::called(earlier), command_line::called(file));
            let message = match one == other {
                true => format!("{one} is named twice"),
                false => format!("{one} and {other} are the same file"),
            };
            return Err(Failure::usage(message).with_hint("Name each file once."));
        }
    }
    let person = |saved: &Saved<'_>| {
        let role = saved.role.as_deref().map(fold);
        Some((fold(saved.by.as_deref()?), role))
    };
    for (place, saved) in all.iter().enumerate() {
        let Some(one) = person(saved) else { continue };
        let earlier = all[..place].iter().position(|other| person(other).as_ref() == Some(&one));
        if let Some(earlier) = earlier {
            let message = format!(
                "{} and {} both hold the answers of {}",
                command_line::called(files[earlier]),
                command_line::called(files[place]),
                wording::quote(saved.by.as_deref().unwrap_or_default())
            );
            let hint = "Leave one of them out. If they are two people, give one another name \
                        under by, or a role.";
            return Err(Failure::input(message).with_hint(hint));
        }
    }
    Ok(())
}

/// The company that all files are about; `None`, with a warning, if they name several.
fn company(all: &[Saved<'_>], measured: Option<&Saved<'_>>, settings: &Settings) -> Option<String> {
    let mut companies: Vec<&str> =
        all.iter().chain(measured).filter_map(|saved| saved.company.as_deref()).collect();
    let mut seen = Vec::new();
    companies.retain(|name| {
        let is_new = !seen.contains(&fold(name));
        seen.push(fold(name));
        is_new
    });
    match companies[..] {
        [] => None,
        [one] => Some(one.to_owned()),
        [..] => {
            let names = wording::all_of(companies.iter().map(|name| wording::quote(name)));
            let message = format!("the files are about {names}, so the report names no company");
            failure::warn(&message, settings);
            None
        }
    }
}
