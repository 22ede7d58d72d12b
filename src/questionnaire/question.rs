//! Questions and their options.

use serde::Serialize;

use super::{Id, Measure, Model, Sign, UNSURE, Unit};
use crate::wording;
use crate::words::Words;

/// One question.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Question {
    /// Its place among the questions, from 0.
    pub index: usize,
    /// Its id: a flag of the command, a key of an answers file.
    pub id: Id,
    /// A short name, if the file gives one.
    pub(crate) name: Option<String>,
    /// The question as it is asked.
    pub text: String,
    /// How to find the answer.
    pub help: Option<String>,
    /// The unit of the number that the question also takes, if it takes one.
    pub unit: Option<Unit>,
    /// Whether the number must be written with the sign of its unit.
    pub sign: Sign,
    /// The largest number that the question takes, if the file gives one.
    pub(crate) at_most: Option<f64>,
    /// What that number measures.
    pub number: Option<String>,
    /// How the answer can be measured from a firm's own records.
    pub measure: Option<Measure>,
    /// The version of the questionnaire in which it last changed its meaning.
    pub since: Option<String>,
    /// The options, in the order in which they are shown; at least two.
    pub options: Vec<Choice>,
}

impl Question {
    /// A short name, for headings; the text if the file gives no name.
    pub fn name(&self) -> &str {
        self.name.as_ref().unwrap_or(&self.text)
    }

    /// The option with this id, if there is one.
    pub fn option(&self, id: &str) -> Option<&Choice> {
        self.options.iter().find(|option| option.id == *id)
    }

    /// The numbers that mean an option, in the tool's words; `None` if its label says them,
    /// or if no number means it.
    pub fn range_of(&self, option: &Choice, words: &Words) -> Option<String> {
        let sign = self.unit?.sign();
        let says = |bound: f64| option.label.contains(&format!("{bound}{sign}"));
        let Range { from, below } = option.range?;
        match (from, below) {
            (Some(bound), None) | (None, Some(bound)) if says(bound) => None,
            (Some(from), Some(below)) if says(from) && says(below) => None,
            (Some(from), Some(below)) => {
                let (from, below) = (format!("{from}{sign}"), format!("{below}{sign}"));
                Some(words.say("range-between", [("from", from.into()), ("below", below.into())]))
            }
            (Some(from), None) => {
                Some(words.say("range-from", [("from", format!("{from}{sign}").into())]))
            }
            (None, Some(below)) => {
                Some(words.say("range-below", [("below", format!("{below}{sign}").into())]))
            }
            (None, None) => None,
        }
    }

    /// What can be answered, listed as in a sentence: the ids and `unsure`.
    pub fn answers(&self) -> String {
        let ids = self.options.iter().map(|option| option.id.as_str());
        wording::one_of(ids.chain([UNSURE]))
    }
}

/// One option of a question.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Choice {
    /// Its place among the options of its question, from 0.
    pub index: usize,
    /// Its id, unique in its question.
    pub id: Id,
    /// What a person chooses.
    pub label: String,
    /// What the label means.
    pub help: Option<String>,
    /// What choosing it shows, for the reasons of a diagnosis.
    pub reason: Option<String>,
    /// What the diagnosis must add when it was chosen.
    pub note: Option<String>,
    /// The numbers that mean this option.
    pub range: Option<Range>,
    /// Its points for each model, in the order of the models; 0 is none.
    pub(crate) points: Vec<u32>,
    /// The stages that it adds to the pipeline, by their place among the stages.
    pub adds: Vec<usize>,
}

impl Choice {
    /// The points that this option gives a model; 0 is none.
    pub fn points(&self, model: &Model) -> u32 {
        self.points[model.index]
    }
}

/// The numbers from one bound (included) to another (not included).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Range {
    /// The lowest number of the range; `None` if it has no lower bound.
    pub from: Option<f64>,
    /// The lowest number above the range; `None` if it has no upper bound.
    pub below: Option<f64>,
}

impl Range {
    /// Whether the number is in the range.
    pub fn contains(&self, number: f64) -> bool {
        self.from.is_none_or(|from| number >= from) && self.below.is_none_or(|below| number < below)
    }
}
