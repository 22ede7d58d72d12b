//! Checks of single values (ids, texts, numbers) and of lists of them.

use std::collections::HashMap;
use std::mem;
use std::ops::RangeInclusive;

use super::{Check, Doubt};
use crate::document::Trail;
use crate::problem::{Kind, Problem, Problems};
use crate::questionnaire::Id;
use crate::questionnaire::file::QuestionnaireFile;
use crate::questionnaire::limits::{
    MOST_LOST_REASONS, MOST_MODELS, MOST_NOTES, MOST_OPTIONS, MOST_QUESTIONS, MOST_STAGES,
};
use crate::wording;
use crate::words;

impl Check {
    pub(super) fn note(&mut self, trail: &Trail<'_>, problem: Problem) {
        if self.found.len() < Problems::MOST {
            self.found.push((trail.path(), problem));
        }
    }

    pub(super) fn id(&mut self, trail: &Trail<'_>, text: &str) -> Id {
        Id::new(text).unwrap_or_else(|| {
            let what = format!("{} is not a valid id", wording::quote(text));
            let hint = format!(
                "An id has only lower-case letters, digits and hyphens, begins with a letter, and has \
                 at most {} characters.",
                Id::LONGEST
            );
            self.note(trail, Problem::new(Kind::BadId, what).with_hint(hint));
            Id::none()
        })
    }

    pub(super) fn lang(&mut self, trail: &Trail<'_>, text: &str) -> String {
        if let Some(problem) = lang_problem(text) {
            self.note(trail, problem);
        }
        text.to_owned()
    }

    pub(super) fn text(&mut self, trail: &Trail<'_>, text: &mut String) -> String {
        let text = mem::take(text);
        if self.doubt == Doubt::Names {
            return text;
        }
        clean(&text).unwrap_or_else(|problem| {
            self.note(trail, problem);
            String::new()
        })
    }

    pub(super) fn optional(
        &mut self,
        trail: &Trail<'_>,
        text: &mut Option<String>,
    ) -> Option<String> {
        text.as_mut().map(|text| self.text(trail, text))
    }

    pub(super) fn texts(&mut self, trail: &Trail<'_>, texts: &mut [String]) -> Vec<String> {
        texts.iter_mut().enumerate().map(|(i, text)| self.text(&trail.item(i), text)).collect()
    }

    pub(super) fn number(
        &mut self,
        trail: &Trail<'_>,
        number: u32,
        range: RangeInclusive<u32>,
        unit: &str,
    ) {
        if !range.contains(&number) {
            let (low, high) = range.into_inner();
            let what = format!("{number} is not in the range of {low} to {high}{unit}");
            self.note(trail, Problem::new(Kind::BadNumber, what));
        }
    }

    /// Checks that no list of the file is too long for the other checks.
    pub(super) fn sizes(&mut self, file: &QuestionnaireFile) {
        let root = Trail::Root;
        self.at_most(&root.key("questions"), file.questions.len(), MOST_QUESTIONS);
        self.at_most(&root.key("models"), file.models.len(), MOST_MODELS);
        self.at_most(&root.key("stages"), file.stages.len(), MOST_STAGES);
        self.at_most(&root.key("always"), file.always.len(), MOST_STAGES);
        let questions = root.key("questions");
        for (i, question) in file.questions.iter().enumerate() {
            let place = questions.item(i);
            let options = place.key("options");
            self.at_most(&options, question.options.len(), MOST_OPTIONS);
            for (i, option) in question.options.iter().enumerate() {
                let place = options.item(i);
                self.at_most(&place.key("adds"), option.adds.len(), MOST_STAGES);
            }
        }
        self.at_most(&root.key("notes"), file.notes.len(), MOST_NOTES);
        self.at_most(&root.key("lost_reasons"), file.lost_reasons.len(), MOST_LOST_REASONS);
        let models = root.key("models");
        for (i, model) in file.models.iter().enumerate() {
            let place = models.item(i);
            self.at_most(&place.key("entry"), model.entry.len(), MOST_STAGES);
            self.at_most(&place.key("adds"), model.adds.len(), MOST_STAGES);
        }
    }

    fn at_most(&mut self, trail: &Trail<'_>, length: usize, most: usize) {
        if length > most {
            let what = format!("this list has {length} entries, and at most {most} are allowed");
            self.note(trail, Problem::new(Kind::BadLength, what));
        }
    }

    pub(super) fn length(&mut self, trail: &Trail<'_>, length: usize, least: usize, noun: &str) {
        if length < least {
            let plural = if least == 1 { "" } else { "s" };
            let what = format!("this list has {length}, and needs at least {least} {noun}{plural}");
            self.note(trail, Problem::new(Kind::BadLength, what));
        }
    }

    pub(super) fn unique<'f>(
        &mut self,
        trail: &Trail<'_>,
        noun: &str,
        ids: impl Iterator<Item = &'f str>,
    ) {
        if self.doubt == Doubt::Names {
            return;
        }
        let mut seen = HashMap::new();
        for (i, id) in ids.enumerate() {
            if seen.insert(id, i).is_some() {
                let what = format!("the id {} belongs to an earlier {noun}", wording::quote(id));
                let problem =
                    Problem::new(Kind::DuplicateId, what).with_hint("Rename one of the two.");
                self.note(&trail.item(i).key("id"), problem);
            }
        }
    }
}

/// The problem of a text that is not the tag of a language; `None` if it is one.
pub(in crate::questionnaire) fn lang_problem(text: &str) -> Option<Problem> {
    if words::is_tag(text) {
        return None;
    }
    let what = format!("{} is not a language tag", wording::quote(text));
    Some(Problem::new(Kind::BadText, what).with_hint("Write en, nl or pt-BR, for example."))
}

/// A text with every run of white space, such as the line breaks of a folded text, as one
/// space.
///
/// # Errors
///
/// The text is empty, or would steer a terminal.
pub(in crate::questionnaire) fn clean(text: &str) -> Result<String, Problem> {
    // Most texts need no work, and every start of the program reads them all.
    if is_plain(text) {
        return Ok(text.to_owned());
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(Problem::new(Kind::BadText, "this text is empty"));
    }
    if let Some(c) = text.chars().find(|c| wording::steers(*c)) {
        let what = format!("this text has the control character U+{:04X}", u32::from(c));
        return Err(Problem::new(Kind::BadText, what).with_hint("Delete it."));
    }
    Ok(text)
}

/// Whether a text is printable ASCII with single spaces inside.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    text.bytes().all(|byte| {
        let doubled = before == b' ' && byte == b' ';
        before = byte;
        matches!(byte, b' '..=b'~') && !doubled
    }) && before != b' '
}
