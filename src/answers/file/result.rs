//! Reads a saved result as answers. It passes over everything that follows from the
//! answers, but never over a key that could be meant as an answer.

use super::{AnswersReader, must_be_a_mapping};
use crate::answers::Reply;
use crate::answers::result::ResultJson;
use crate::document::decode::Unknown;
use crate::document::reader::wrong_type;
use crate::document::{Member, Node, Value};
use crate::problem::{Kind, Problem};
use crate::wording;

impl AnswersReader<'_, '_> {
    /// Reads a result that was saved as JSON.
    pub(super) fn result(&mut self, root: &Node, answers: &[Member]) {
        let mut values = Vec::new();
        for entry in self.document.mapping(root, must_be_a_mapping).unwrap_or_default() {
            match (entry.key.as_str(), &entry.node.value) {
                ("version", Value::Whole(1)) => {}
                ("version", _) => self.document.note(
                    Problem::new(Kind::UnknownFormat, "this result is not version 1")
                        .with_hint("Read it with the salesmodel that wrote it, or a newer one.")
                        .at(entry.node.position),
                ),
                ("measured" | "values", Value::Null) => {}
                // A later version of salesmodel may add keys to it.
                ("measured", _) => self.measured(&entry.node, Unknown::PassedOver),
                ("company" | "by" | "role" | "date" | "questionnaire", _) => self.reserved(entry),
                ("values", _) => {
                    let given = self.document.mapping(&entry.node, must_be_a_mapping);
                    values = given.unwrap_or_default();
                }
                // The rest of a result follows from its answers, and a later version of
                // salesmodel may add to it. But an answer must not be lost.
                (key, _) if self.is_meant_as_answer(key) && !ResultJson::keys().contains(key) => {
                    let what = format!("{} is outside the key answers", wording::quote(key));
                    self.document.note(
                        Problem::new(Kind::UnknownKey, what)
                            .with_hint("Move it under the key answers.")
                            .at(entry.position),
                    );
                }
                _ => {}
            }
        }
        for key in ["version", "questionnaire"] {
            if root.get(key).is_none() {
                let what = format!("the key {key} is missing from this saved result");
                let hint =
                    "For answers by hand, write one `question: answer` a line, not indented.";
                self.document.note(Problem::new(Kind::MissingKey, what).with_hint(hint));
            }
        }
        if !self.document.has_no_problems() {
            return;
        }
        self.numbers = values.iter().map(|entry| entry.key.clone()).collect();
        let answers = self.document.once_each(answers);
        self.answers(answers);
        values.into_iter().for_each(|entry| self.value(entry));
    }

    fn is_meant_as_answer(&self, key: &str) -> bool {
        let near = |id: &str| strsim::damerau_levenshtein(key, id) <= 1;
        self.questionnaire.questions().iter().any(|question| near(question.id.as_str()))
    }

    /// Reads the number that a saved result has for an answer, which must agree with it.
    fn value(&mut self, entry: &Member) {
        let Some(question) = self.question(entry) else { return };
        let number = entry.node.value.number();
        let number = number.ok_or_else(|| wrong_type("a value must be a number"));
        let number = number.and_then(|number| entry.node.odd_number().map_or(Ok(number), Err));
        if self.saved.predates(question) {
            let Some(number) = self.document.take(number, entry.node.position) else { return };
            let mut earlier = self.saved.asked_again.iter_mut();
            match earlier.find(|earlier| earlier.question.index == question.index) {
                Some(earlier) => earlier.number = Some(number),
                None => self.earlier(question, &entry.node),
            }
            return;
        }
        let reply = number.and_then(|number| question.measured(number));
        let Some(reply) = self.document.take(reply, entry.node.position) else { return };
        let answer = self.saved.draft.reply(reply.question());
        let contradicts = |answer: Reply<'_>| {
            answer.id() != reply.id()
                || answer.number().is_some_and(|number| Some(number) != reply.number())
        };
        // In another version the ranges may have been different: there, the number says
        // what was meant.
        if self.saved.other_version.is_none() && answer.is_some_and(contradicts) {
            let shown = |reply: Reply<'_>| match reply.number() {
                Some(number) => number.to_string(),
                None => reply.id().to_owned(),
            };
            let what = format!(
                "{} is {} under answers, and {} ({}) under values",
                entry.key,
                answer.map(shown).unwrap_or_default(),
                shown(reply),
                reply.id(),
            );
            let hint =
                "Delete the wrong one; if the range of the option has changed, delete the answer.";
            self.document.note(
                Problem::new(Kind::Contradiction, what).with_hint(hint).at(entry.node.position),
            );
        } else {
            self.saved.draft.give(reply);
        }
    }
}
