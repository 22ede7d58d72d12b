//! What combinations of answers lead to. There are not many that differ, so each
//! is scored once and written once; the work for a row is to find its answers.

use std::collections::HashMap;

use super::output::Output;
use super::table::{Code, reply};
use crate::answers::{Answers, Draft};
use crate::diagnosis;
use crate::questionnaire::Questionnaire;

/// Questionnaires with so many combinations or fewer have each at its place.
const MOST_PLACES: usize = 1 << 14;

/// So many bytes of outcomes are kept, more or less: the rest are worked out
/// again.
const MOST_BYTES: usize = 2 << 20;

/// What a combination of answers leads to.
pub(super) enum Outcome {
    /// A model leads.
    Leads(Facts),
    /// None does; why, and the id of the question to answer.
    None { why: String, question: String },
}

/// The diagnosis of a combination, as far as a row shows it.
pub(super) struct Facts {
    /// The model that leads, by its place.
    pub(super) leader: usize,
    /// The models in the mix.
    pub(super) mix: Vec<usize>,
    pub(super) tie: bool,
    pub(super) settled: bool,
    /// What is written behind a row.
    pub(super) tail: Box<[u8]>,
}

/// The outcomes that are known so far.
pub(super) struct Outcomes<'q> {
    questionnaire: &'q Questionnaire,
    output: Output,
    known: Known,
    bytes: usize,
}

enum Known {
    /// One place for each combination. By question: how far apart answers are.
    Places { strides: Vec<usize>, outcomes: Vec<Option<Outcome>> },
    /// Some of more combinations than there is room for.
    Some(HashMap<Box<[Code]>, Outcome>),
}

impl<'q> Outcomes<'q> {
    pub(super) fn new(questionnaire: &'q Questionnaire, output: Output) -> Self {
        let mut strides = Vec::new();
        let mut all = Some(1_usize);
        for question in questionnaire.questions() {
            strides.push(all.unwrap_or(0));
            all = all.and_then(|all| all.checked_mul(question.options.len() + 1));
        }
        let known = match all {
            Some(all) if all <= MOST_PLACES => {
                Known::Places { strides, outcomes: (0..all).map(|_| None).collect() }
            }
            _ => Known::Some(HashMap::new()),
        };
        Outcomes { questionnaire, output, known, bytes: 0 }
    }

    /// What these answers, one for each question, lead to.
    #[inline(always)]
    pub(super) fn of(&mut self, codes: &[Code]) -> &Outcome {
        let place = match &self.known {
            Known::Places { strides, outcomes } => {
                let parts = codes.iter().zip(strides);
                let place: usize = parts.map(|(code, stride)| usize::from(*code) * stride).sum();
                if outcomes[place].is_none() {
                    self.learn(codes, place);
                }
                place
            }
            Known::Some(outcomes) => {
                if !outcomes.contains_key(codes) {
                    self.learn(codes, 0);
                }
                0
            }
        };
        let known = match &self.known {
            Known::Places { outcomes, .. } => outcomes[place].as_ref(),
            Known::Some(outcomes) => outcomes.get(codes),
        };
        known.expect("it was learnt if it was not known")
    }

    #[cold]
    fn learn(&mut self, codes: &[Code], place: usize) {
        let outcome = self.work_out(codes);
        let held = match &outcome {
            Outcome::Leads(facts) => facts.tail.len() + 8 * facts.mix.len(),
            Outcome::None { why, question } => why.len() + question.len(),
        };
        // So much more for the entry itself and what allocating it costs.
        self.bytes += held + 2 * codes.len() + 200;
        let full = self.bytes > MOST_BYTES;
        if full {
            self.bytes = held;
        }
        match &mut self.known {
            Known::Places { outcomes, .. } => {
                if full {
                    outcomes.iter_mut().for_each(|known| *known = None);
                }
                outcomes[place] = Some(outcome);
            }
            Known::Some(outcomes) => {
                if full {
                    outcomes.clear();
                }
                outcomes.insert(codes.into(), outcome);
            }
        }
    }

    fn work_out(&self, codes: &[Code]) -> Outcome {
        match diagnosis::score(answers(self.questionnaire, codes)) {
            Ok(diagnosis) => Outcome::Leads(Facts {
                leader: diagnosis.leader().model.index,
                mix: diagnosis.mix().iter().map(|score| score.model.index).collect(),
                tie: diagnosis.tie(),
                settled: diagnosis.settled,
                tail: self.output.tail(&diagnosis).into(),
            }),
            Err(none) => {
                Outcome::None { why: none.to_string(), question: none.question.id.to_string() }
            }
        }
    }
}

/// The answers of these codes.
fn answers<'q>(questionnaire: &'q Questionnaire, codes: &[Code]) -> Answers<'q> {
    let mut draft = Draft::new(questionnaire);
    for (question, code) in questionnaire.questions().iter().zip(codes) {
        draft.give(reply(question, *code));
    }
    draft.complete().expect("there is a code for each question")
}
