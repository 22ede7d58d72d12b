//! What was measured about a company, kept along with the answers that follow from it: ids,
//! numbers and names of columns; no sentences, and no names of people.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize};

use super::Reply;
use crate::date::Date;
use crate::document::{Node, Value};
use crate::problem::{Kind, Problem};
use crate::questionnaire::{Questionnaire, UNSURE};
use crate::wording;

/// What was measured, and what from.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Measured {
    /// The days that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The deals that were looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deals: Option<Deals>,
    /// By question id: what was found.
    #[serde(default)]
    pub questions: BTreeMap<String, Evidence>,
    /// By reason: how many rows were left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<String, u64>,
}

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// How many deals there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deals {
    /// In the files.
    pub read: u64,
    /// Won among them.
    pub won: u64,
    /// Won in the period.
    pub in_period: u64,
}

/// What was found about one question.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Evidence {
    /// The id of the option that follows; null where the number alone does not say.
    #[serde(deserialize_with = "nullable")]
    pub answer: Option<String>,
    /// The number that was measured, in the unit of the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Of how many deals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// What was counted, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<String, u64>,
    /// The part of the deals on which something is recorded, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1))]
    pub coverage: Option<f64>,
    /// The lower and the upper end of the 95 % interval, in the unit of the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<[f64; 2]>,
    /// How far it can be trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust: Option<Trust>,
    /// The columns that it was read from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// Why there is no answer, as a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// The code that says why a number is not an answer: it is a lower bound.
pub(crate) const WHY_LOWER_BOUND: &str = "lower-bound";

impl Evidence {
    /// Whether the number is only a lower bound of the true one.
    pub fn is_lower_bound(&self) -> bool {
        self.why.as_deref() == Some(WHY_LOWER_BOUND)
    }
}

/// How far what was measured can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// The answer is the same at both ends of the interval, and if everything unknown
    /// were otherwise.
    Clear,
    /// It is not.
    Leaning,
    /// It was not measured.
    Open,
}

impl Trust {
    /// Its name for programs.
    pub fn id(self) -> &'static str {
        match self {
            Trust::Clear => "clear",
            Trust::Leaning => "leaning",
            Trust::Open => "open",
        }
    }
}

/// The keys that may be left empty, as the schema says; an empty one counts as absent.
const MAY_BE_EMPTY: [&str; 6] = ["value", "of", "coverage", "interval", "trust", "why"];

impl Measured {
    /// A copy of the tree, without those keys of `MAY_BE_EMPTY` that are empty.
    pub(super) fn without_empty(node: &Node) -> Node {
        let mut node = node.clone();
        let Value::Map(entries) = &mut node.value else { return node };
        let questions = entries.iter_mut().filter(|entry| entry.key == "questions");
        for question in questions {
            let Value::Map(found) = &mut question.node.value else { continue };
            for evidence in found {
                let Value::Map(facts) = &mut evidence.node.value else { continue };
                facts.retain(|fact| {
                    let is_empty = matches!(fact.node.value, Value::Null);
                    !is_empty || !MAY_BE_EMPTY.contains(&fact.key.as_str())
                });
            }
        }
        node
    }

    /// The evidence for the answer to a question; `None` if nothing was measured, or only a
    /// number that does not decide the answer.
    pub fn evidence(&self, question: &str) -> Option<&Evidence> {
        self.questions.get(question).filter(|evidence| evidence.answer.is_some())
    }

    /// Removes the evidence for an answer, because the answer is no longer the one that was
    /// measured, and says whether there was any. A number that does not decide an answer is
    /// kept.
    pub fn take(&mut self, question: &str) -> bool {
        let is_evidence = self.evidence(question).is_some();
        if is_evidence {
            self.questions.remove(question);
        }
        is_evidence
    }

    /// What is wrong with it, by question id: questions and options that do not exist, and
    /// answers that contradict their own numbers.
    pub(super) fn problems(&self, questionnaire: &Questionnaire) -> Vec<(String, Problem)> {
        let mut problems = Vec::new();
        for (id, evidence) in &self.questions {
            let Some(question) = questionnaire.question(id) else {
                problems.push((id.clone(), super::unknown_question(questionnaire, id)));
                continue;
            };
            let Some(answer) = &evidence.answer else { continue };
            if answer != UNSURE && question.option(answer).is_none() {
                let what = format!("{} is not an answer to {id}", wording::quote(answer));
                let hint = format!("Answer with {}.", question.answers());
                problems
                    .push((id.clone(), Problem::new(Kind::UnknownOption, what).with_hint(hint)));
                continue;
            }
            let meant = evidence.value.map(|value| (value, question.measured(value)));
            if let Some((value, Ok(reply))) = meant
                && reply.id() != answer
            {
                let what = format!("{id} is {answer}, and {value} means {}", reply.id());
                let hint = "Measure again, or delete the evidence.";
                problems
                    .push((id.clone(), Problem::new(Kind::Contradiction, what).with_hint(hint)));
            }
        }
        problems
    }
}

/// Reads a text or null. For any other key, the decoder takes an empty value as an error.
fn nullable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    struct Nullable;

    impl Visitor<'_> for Nullable {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an id or null")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Some(text.to_owned()))
        }
    }

    deserializer.deserialize_any(Nullable)
}

impl Evidence {
    /// Whether a reply is the answer that was measured.
    pub(super) fn is_of(&self, reply: &Reply<'_>) -> bool {
        let same_number = match (self.value, reply.number()) {
            (Some(value), Some(number)) => value == number,
            _ => true,
        };
        self.answer.as_deref() == Some(reply.id()) && same_number
    }
}
