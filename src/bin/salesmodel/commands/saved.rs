//! Answers that were saved in a file.

use std::ffi::OsStr;

use salesmodel::answers::{self, Reading, Saved};
use salesmodel::wording;

use crate::command_line;
use crate::failure::{self, Failure};
use crate::settings::Settings;

/// The answers in the text of a file, with a warning if they were given to another
/// version of the questionnaire.
///
/// # Errors
///
/// They are wrong, or answer another questionnaire.
pub(super) fn read<'q>(
    name: &OsStr,
    text: &str,
    reading: &Reading<'q>,
    settings: &Settings,
) -> Result<Saved<'q>, Failure> {
    let saved = answers::read_by(reading, &command_line::called(name), text)
        .map_err(|problems| Failure::document(&problems))?;
    let questionnaire = reading.questionnaire();
    if let Some(version) = &saved.other_version {
        let message = format!(
            "{} was made with version {} of {}, and this is version {}",
            command_line::called(name),
            wording::quote(version),
            questionnaire.id(),
            wording::quote(questionnaire.version())
        );
        failure::warn(&message, settings);
        for question in saved.asked_again.iter().map(|earlier| earlier.question) {
            let message = format!(
                "{} changed its meaning after version {} (in {}), so the earlier answer is not \
                 used",
                question.id,
                wording::quote(version),
                wording::quote(question.since.as_deref().unwrap_or_default())
            );
            failure::warn(&message, settings);
        }
    }
    if !saved.edited.is_empty() {
        let ids = saved.edited.iter().map(|question| question.id.as_str());
        let message = format!(
            "the answers to {} are not those that were measured, so their evidence is left out",
            wording::all_of(ids)
        );
        failure::warn(&message, settings);
    }
    Ok(saved)
}
