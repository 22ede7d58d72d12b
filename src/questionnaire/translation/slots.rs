//! The words of each item of a questionnaire, by the keys that they have in the
//! file: the one list that reading, writing and comparing translations go by.

use crate::problem::Kind;
use crate::questionnaire::{Choice, Id, LostReason, Model, Note, Question, Questionnaire, Stage};

/// A place for words.
#[derive(Debug)]
pub(super) enum WordSlot<'q> {
    /// One text.
    Must(&'q mut String),
    /// A text that the original may lack.
    May(&'q mut Option<String>),
    /// A list of texts.
    Each(&'q mut Vec<String>),
}

impl WordSlot<'_> {
    /// The texts in it.
    pub(super) fn texts(&self) -> &[String] {
        match self {
            WordSlot::Must(text) => std::slice::from_ref(text),
            WordSlot::May(text) => text.as_slice(),
            WordSlot::Each(texts) => texts,
        }
    }

    /// Whether there are no words in it.
    pub(super) fn is_empty(&self) -> bool {
        self.texts().iter().all(String::is_empty)
    }
}

/// The slots of an item with their keys.
pub(super) type Slots<'q> = Vec<(&'static str, WordSlot<'q>)>;

/// The keys of the things that have words, in the order of a translation.
pub(super) const SECTIONS: [&str; 5] = ["questions", "models", "stages", "notes", "lost_reasons"];

/// A list of things that have words of their own.
pub(super) struct WordList<'q> {
    pub(super) key: &'static str,
    /// What one of them is called, and what several are.
    pub(super) nouns: [&'static str; 2],
    /// The problem of an id that none of them has.
    pub(super) unknown: Kind,
    pub(super) items: Vec<(Id, Slots<'q>)>,
}

impl Questionnaire {
    /// The lists of [`SECTIONS`] but for the questions, whose options have words too.
    pub(super) fn word_lists(&mut self) -> [WordList<'_>; 4] {
        let [_, models, stages, notes, reasons] = SECTIONS;
        [
            WordList {
                key: models,
                nouns: ["model", "models"],
                unknown: Kind::UnknownModel,
                items: self.models.iter_mut().map(|it| (it.id.clone(), it.slots())).collect(),
            },
            WordList {
                key: stages,
                nouns: ["stage", "stages"],
                unknown: Kind::UnknownStage,
                items: self.stages.iter_mut().map(|it| (it.id.clone(), it.slots())).collect(),
            },
            WordList {
                key: notes,
                nouns: ["note", "notes"],
                unknown: Kind::UnknownNote,
                items: self.notes.iter_mut().map(|it| (it.id.clone(), it.slots())).collect(),
            },
            WordList {
                key: reasons,
                nouns: ["lost reason", "lost reasons"],
                unknown: Kind::UnknownLostReason,
                items: self.lost_reasons.iter_mut().map(|it| (it.id.clone(), it.slots())).collect(),
            },
        ]
    }
}

impl Question {
    /// Its words, without those of its options. There is a slot for a name only if the
    /// original has one.
    pub(super) fn own_slots(&mut self) -> Slots<'_> {
        let mut slots = vec![
            ("text", WordSlot::Must(&mut self.text)),
            ("help", WordSlot::May(&mut self.help)),
            ("number", WordSlot::May(&mut self.number)),
        ];
        if let Some(name) = &mut self.name {
            slots.insert(0, ("name", WordSlot::Must(name)));
        }
        slots
    }
}

impl Choice {
    pub(super) fn slots(&mut self) -> Slots<'_> {
        vec![
            ("label", WordSlot::Must(&mut self.label)),
            ("help", WordSlot::May(&mut self.help)),
            ("reason", WordSlot::May(&mut self.reason)),
            ("note", WordSlot::May(&mut self.note)),
        ]
    }
}

impl Model {
    fn slots(&mut self) -> Slots<'_> {
        vec![
            ("name", WordSlot::Must(&mut self.name)),
            ("summary", WordSlot::Must(&mut self.summary)),
            ("roles", WordSlot::Each(&mut self.roles)),
            ("metrics", WordSlot::Each(&mut self.metrics)),
            ("pitfalls", WordSlot::Each(&mut self.pitfalls)),
            ("first_steps", WordSlot::Each(&mut self.first_steps)),
        ]
    }
}

impl Stage {
    fn slots(&mut self) -> Slots<'_> {
        vec![
            ("name", WordSlot::Must(&mut self.name)),
            ("goal", WordSlot::Must(&mut self.goal)),
            ("exit", WordSlot::Must(&mut self.exit)),
            ("owner", WordSlot::May(&mut self.owner)),
        ]
    }
}

impl Note {
    fn slots(&mut self) -> Slots<'_> {
        vec![("text", WordSlot::Must(&mut self.text))]
    }
}

impl LostReason {
    fn slots(&mut self) -> Slots<'_> {
        vec![("label", WordSlot::Must(&mut self.label)), ("help", WordSlot::May(&mut self.help))]
    }
}

/// The fingerprint of an item's words, as eight hexadecimal digits: a different one means
/// that the words have changed. White space does not count, because the words of a
/// questionnaire are read with single spaces.
pub(super) fn fingerprint(slots: &Slots<'_>) -> String {
    let mut hasher = crc32fast::Hasher::new();
    for (key, slot) in slots {
        for text in slot.texts() {
            for part in [key, "\0", text, "\0"] {
                hasher.update(part.as_bytes());
            }
        }
    }
    format!("{:08x}", hasher.finalize())
}
