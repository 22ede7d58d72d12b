//! The JSON Schema of a translation: the ids of its original as keys, and each original
//! text as the description of the place for its translation.

use serde_json::{Map, Value, json};

use super::reader::ORIGINAL;
use super::slots::{Slots, WordList, WordSlot, fingerprint};
use super::{FORMAT, Questionnaire, TRANSLATES};

/// The description, in the schema, of a place that the original leaves empty.
const NOTHING: &str = "The original has no words here.";

impl Questionnaire {
    /// The keys of a translation of this questionnaire, as properties of a schema.
    pub(crate) fn translation_keys(&self) -> Value {
        let mut original = self.clone();
        let questions = original.questions.iter_mut().map(|question| {
            let options = question.options.iter_mut().map(|option| {
                let says = format!("The words of the option {}.", option.id);
                (option.id.to_string(), mapping(says, words(&option.slots())))
            });
            let options = mapping("The words of the options, by id.", options.collect());
            let says = format!("The words of the question {}.", question.id);
            let mut keys = words(&question.own_slots());
            keys.insert("options".to_owned(), options);
            (question.id.to_string(), mapping(says, keys))
        });
        let questions = mapping("The words of the questions, by id.", questions.collect());
        let intro = self.intro.as_deref().unwrap_or(NOTHING);
        let mut keys = json!({
            "format": {"const": FORMAT, "description": "The version of the format."},
            TRANSLATES: {
                "const": self.id.as_str(),
                "description": "The id of the questionnaire that these are the words of.",
            },
            "lang": {
                "type": "string",
                "not": {"const": self.lang},
                "description": "The language of these words, as a tag such as nl.",
            },
            "title": {"type": "string", "description": self.title},
            "intro": {"type": "string", "description": intro},
            "questions": questions,
        });
        for WordList { key, nouns: [one, several], items, .. } in original.word_lists() {
            let items = items.into_iter().map(|(id, slots)| {
                let says = format!("The words of the {one} {id}.");
                (id.to_string(), mapping(says, words(&slots)))
            });
            let says = format!("The words of the {several}, by id.");
            keys[key] = mapping(says, items.collect());
        }
        keys
    }
}

fn mapping(says: impl Into<String>, keys: Map<String, Value>) -> Value {
    json!({
        "type": "object",
        "description": says.into(),
        "properties": keys,
        "additionalProperties": false,
    })
}

/// The places for the words of one item.
fn words(slots: &Slots<'_>) -> Map<String, Value> {
    let original = json!({
        "type": "string",
        "description": "The fingerprint of the original words.",
        "default": fingerprint(slots),
    });
    let mut keys = Map::from_iter([(ORIGINAL.to_owned(), original)]);
    for (key, slot) in slots {
        let description = match slot.is_empty() {
            true => NOTHING.to_owned(),
            false => slot.texts().join(" / "),
        };
        let place = match slot {
            WordSlot::Each(_) => json!({
                "type": "array",
                "items": {"type": "string"},
                "description": description,
            }),
            WordSlot::Must(_) | WordSlot::May(_) => {
                json!({"type": "string", "description": description})
            }
        };
        keys.insert((*key).to_owned(), place);
    }
    keys
}
