//! Reads the words of a translation into the slots of its original, and notes which of them
//! are missing or out of date.

use std::collections::BTreeMap;

use super::slots::{Slots, WordSlot, fingerprint};
use crate::document::reader::{TreeReader, wrong_type};
use crate::document::{Member, Node, Value};
use crate::problem::{Kind, Position, Problem};
use crate::questionnaire::clean;
use crate::wording;

/// The key of an item's fingerprint.
pub(super) const ORIGINAL: &str = "original";

/// The items of one section of a translation, by id.
pub(super) struct Section<'n> {
    items: BTreeMap<&'n str, &'n Member>,
    place: Option<Position>,
}

impl<'n> Section<'n> {
    pub(super) fn get(&self, id: &str) -> Option<&'n Member> {
        self.items.get(id).copied()
    }
}

impl TreeReader {
    /// The mapping under a key; empty if there is none.
    pub(super) fn section<'n>(&mut self, within: &'n Node, key: &str) -> Section<'n> {
        let node = within.get(key);
        let wrong = || wrong_type(format!("{key} must be a mapping, with ids as keys"));
        let entries = node.and_then(|node| self.mapping(node, wrong)).unwrap_or_default();
        Section {
            items: entries.into_iter().map(|entry| (entry.key.as_str(), entry)).collect(),
            place: node.map_or(within.position, |node| node.position),
        }
    }

    /// Notes the ids that the original does not have, and those of the original
    /// that have no words.
    pub(super) fn members<'a>(
        &mut self,
        section: &Section<'_>,
        kind: Kind,
        [noun, plural]: [&str; 2],
        ids: impl Iterator<Item = &'a str> + Clone,
    ) {
        for (id, entry) in &section.items {
            if !ids.clone().any(|known| known == *id) {
                self.note_by(|| {
                    let what = format!("the original has no {noun} called {}", wording::quote(id));
                    let hint = match wording::nearest(id, ids.clone()) {
                        Some(near) => format!("Did you mean {near}?"),
                        None => "Delete these words, or give them the id that it has now.".into(),
                    };
                    Problem::new(kind, what).with_hint(hint).at(entry.position)
                });
            }
        }
        let missing: Vec<&str> = ids.filter(|id| section.get(id).is_none()).collect();
        let what = match missing.as_slice() {
            [] => return,
            [id] => format!("the {noun} {id} has no words"),
            _ => format!("these {plural} have no words: {}", wording::all_of(missing)),
        };
        self.note(Problem::new(Kind::MissingWords, what).at(section.place));
    }

    /// Reads the words of one item into its slots. `further` are its keys that
    /// hold no words of its own.
    pub(super) fn item(&mut self, item: &Member, called: &str, slots: Slots<'_>, further: &[&str]) {
        let node = &item.node;
        let wrong = || wrong_type(format!("the words of {called} must be a mapping"));
        let Some(entries) = self.mapping(node, wrong) else { return };
        let keys = slots.iter().map(|(key, _)| *key);
        self.only_known(&entries, keys.chain([ORIGINAL]).chain(further.iter().copied()));
        self.stale(node, called, &fingerprint(&slots));

        let mut missing = Vec::new();
        for (key, slot) in slots {
            match node.get(key) {
                Some(word) if !is_empty(word) => self.word(word, slot),
                _ if slot.is_empty() => {}
                _ => missing.push(key),
            }
        }
        if !missing.is_empty() {
            let what = format!("{called} has no words for {}", wording::all_of(missing));
            self.note(Problem::new(Kind::MissingWords, what).at(item.position));
        }
    }

    /// Reads the words at a node into a slot.
    pub(super) fn word(&mut self, node: &Node, slot: WordSlot<'_>) {
        if slot.is_empty() {
            let what = "the original has nothing here";
            let hint = "Delete these words, or add their original.";
            self.note(Problem::new(Kind::StaleWords, what).with_hint(hint).at(node.position));
        }
        match slot {
            WordSlot::Must(text) => *text = self.words(node),
            WordSlot::May(text) => *text = Some(self.words(node)),
            WordSlot::Each(texts) => match &node.value {
                Value::List(nodes) => {
                    if nodes.len() != texts.len() && !texts.is_empty() {
                        let (now, before) = (nodes.len(), texts.len());
                        let what =
                            format!("there are {now} texts here, and {before} in the original");
                        self.note(Problem::new(Kind::StaleWords, what).at(node.position));
                    }
                    *texts = nodes.iter().map(|node| self.words(node)).collect();
                }
                _ => self.note(wrong_type("this must be a list").at(node.position)),
            },
        }
    }

    fn words(&mut self, node: &Node) -> String {
        let wrong = || wrong_type("this must be text").with_hint("Put it in quotes.");
        let words = self.text(node, wrong).map(clean);
        words.and_then(|words| self.take(words, node.position)).unwrap_or_default()
    }

    /// Notes that the words of the original are not those that were translated.
    fn stale(&mut self, node: &Node, called: &str, now: &str) {
        let Some(given) = node.get(ORIGINAL) else { return };
        let is_current = matches!(&given.value, Value::Text(given) if given == now);
        if !is_current {
            let what = format!("the original words of {called} have changed");
            let hint =
                format!("Compare them with these, and then write {ORIGINAL}: \"{now}\" here.");
            self.note(Problem::new(Kind::StaleWords, what).with_hint(hint).at(given.position));
        }
    }
}

/// Whether words are still to be written.
pub(super) fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Text(text) => text.trim().is_empty(),
        Value::List(items) => items.is_empty() || items.iter().all(is_empty),
        _ => false,
    }
}
