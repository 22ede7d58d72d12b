//! Checks of the advice that comes with a result: notes for combinations of answers, lost
//! reasons, and the questionnaires that people are referred to. Also of the version in
//! which a question changed.

use super::{Check, IdIndex};
use crate::document::Trail;
use crate::problem::{Kind, Problem};
use crate::questionnaire::file::{self, QuestionnaireFile};
use crate::questionnaire::{BUILTINS, LostReason, Note, UNSURE, version};
use crate::wording;

impl Check {
    pub(super) fn notes(
        &mut self,
        trail: &Trail<'_>,
        notes: &mut [file::NoteSpec],
        asked: &[file::QuestionSpec],
    ) -> Vec<Note> {
        self.unique(trail, "note", notes.iter().map(|note| note.id.as_str()));
        let questions = IdIndex::new(asked.iter().map(|question| question.id.as_str()));
        (notes.iter_mut().enumerate())
            .map(|(index, note)| {
                let trail = trail.item(index);
                let when = trail.key("when");
                Note {
                    index,
                    id: self.id(&trail.key("id"), &note.id),
                    when: self.when(&when, note, asked, &questions),
                    before_first_steps: note.before_first_steps,
                    text: self.text(&trail.key("text"), &mut note.text),
                }
            })
            .collect()
    }

    /// The answers that a note is about, by index, in the order of the questions.
    fn when(
        &mut self,
        trail: &Trail<'_>,
        note: &file::NoteSpec,
        asked: &[file::QuestionSpec],
        questions: &IdIndex<'_>,
    ) -> Vec<(usize, Vec<usize>)> {
        if note.when.is_empty() {
            let what = "this note does not say which answers it is for";
            let hint = "Name a question and its options, such as contacts: [everyone].";
            self.note(trail, Problem::new(Kind::BadLength, what).with_hint(hint));
        }
        let mut when = Vec::new();
        for (id, options) in &note.when {
            let Some(place) = questions.index.get(id.as_str()) else {
                self.unknown(Kind::UnknownQuestion, &trail.name(id), id, questions);
                continue;
            };
            let known = asked[*place].options.iter().map(|option| option.id.as_str());
            let known = IdIndex::new(known);
            let trail = trail.key(id);
            if options.is_empty() {
                let what =
                    format!("no combination of answers matches this: {id} has no option here");
                let hint = format!(
                    "Name the options, such as {id}: [{}], or remove the question.",
                    known.ids.first().copied().unwrap_or_default()
                );
                self.note(&trail, Problem::new(Kind::UnmetNote, what).with_hint(hint));
            }
            let mut places = Vec::new();
            for (i, option) in options.iter().enumerate() {
                match known.index.get(option.as_str()) {
                    Some(place) if places.contains(place) => {
                        let name = wording::quote(option);
                        let what = format!("the option {name} is in this list already");
                        let problem = Problem::new(Kind::DuplicateId, what);
                        self.note(&trail.item(i), problem.with_hint("Keep one of the two."));
                    }
                    Some(place) => places.push(*place),
                    None if option == UNSURE => {
                        let what = "a note is about answers that were given, and unsure is not one";
                        let hint = format!("Name options of {id}.");
                        let problem = Problem::new(Kind::UnknownOption, what).with_hint(hint);
                        self.note(&trail.item(i), problem);
                    }
                    None => self.unknown(Kind::UnknownOption, &trail.item(i), option, &known),
                }
            }
            places.sort_unstable();
            when.push((*place, places));
        }
        when.sort_unstable();
        when
    }

    pub(super) fn lost_reasons(
        &mut self,
        trail: &Trail<'_>,
        reasons: &mut [file::LostReasonSpec],
    ) -> Vec<LostReason> {
        self.unique(trail, "lost reason", reasons.iter().map(|reason| reason.id.as_str()));
        (reasons.iter_mut().enumerate())
            .map(|(index, reason)| {
                let trail = trail.item(index);
                LostReason {
                    id: self.id(&trail.key("id"), &reason.id),
                    label: self.text(&trail.key("label"), &mut reason.label),
                    help: self.optional(&trail.key("help"), &mut reason.help),
                }
            })
            .collect()
    }

    /// Checks that the questionnaires which people are referred to are built in: people are
    /// told a name and not a file.
    pub(super) fn see(&mut self, trail: &Trail<'_>, file: &QuestionnaireFile) {
        let builtins = || BUILTINS.iter().map(|builtin| builtin.name);
        for (i, name) in file.see.iter().enumerate() {
            let problem = if *name == file.id {
                let what = format!("{} is this questionnaire itself", wording::quote(name));
                Problem::new(Kind::UnknownQuestionnaire, what).with_hint("Take it out.")
            } else if file.see[..i].contains(name) {
                let what = format!("{} is in this list already", wording::quote(name));
                Problem::new(Kind::DuplicateId, what).with_hint("Keep one of the two.")
            } else if builtins().any(|builtin| builtin == name) {
                continue;
            } else {
                let what = format!("no built-in questionnaire is called {}", wording::quote(name));
                let hint = wording::suggestion(name, "built-in questionnaires", builtins());
                Problem::new(Kind::UnknownQuestionnaire, what).with_hint(hint)
            };
            self.note(&trail.item(i), problem);
        }
    }

    /// Checks that a question has not changed in a later version than that of the
    /// questionnaire: every answer of today would count as the answer to an earlier
    /// question.
    pub(super) fn since(&mut self, trail: &Trail<'_>, since: Option<&str>, now: &str) {
        let Some(since) = since else { return };
        if version::compare(since, now).is_gt() {
            let what = format!(
                "since is {}, a later version than that of the questionnaire, {}",
                wording::quote(since),
                wording::quote(now)
            );
            let hint = format!("Raise the version of the questionnaire. {}", version::ORDER);
            self.note(trail, Problem::new(Kind::BadSince, what).with_hint(hint));
        }
    }
}
