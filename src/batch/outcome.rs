//! What combinations of answers lead to. Not many combinations differ, so each is scored
//! once and formatted once, and all that is left to do for a row is to find its answers.
//! Scoring each row anew would take 0.4 microseconds, four times as long as all the rest of
//! the work on it. With a hash map of the combinations, instead of a table of all of them,
//! a row takes an eighth longer.
//!
//! The same answers always give the same bytes. So a kept outcome is as good as a new one,
//! and forgetting all of them at any moment costs time and changes nothing.

use std::collections::HashMap;

use super::output::Output;
use super::tails::{TailPlace, Tails};
use crate::answers::{Answers, Draft};
use crate::answers::{Code, reply};
use crate::diagnosis;
use crate::questionnaire::Questionnaire;

/// The most combinations of answers for which there is a table with a place for each.
const MOST_PLACES: usize = 1 << 14;

/// About how many bytes of outcomes are kept. With more, all are forgotten and worked
/// out again as they come.
const MOST_BYTES: usize = 2 << 20;

/// What a combination of answers leads to.
pub(super) enum RowOutcome {
    /// A model leads.
    Leads(Facts),
    /// No model leads: why not, and the id of the question that should be answered.
    None { why: String, question: String },
}

/// The diagnosis of a combination, as far as it is counted.
pub(super) struct Facts {
    /// The index of the model that leads.
    pub(super) leader: usize,
    /// The indices of the models in the mix.
    pub(super) mix: Vec<usize>,
    pub(super) tie: bool,
    pub(super) settled: bool,
    /// Whether how a deal starts had to be assumed.
    pub(super) assumed: bool,
}

/// The outcomes that are known so far.
pub(super) struct Outcomes<'q> {
    questionnaire: &'q Questionnaire,
    output: Output,
    known: Known,
    /// What is added to rows.
    tails: Tails,
    bytes: usize,
}

/// An outcome, and where its tail is.
struct KnownOutcome {
    outcome: RowOutcome,
    tail: TailPlace,
}

enum Known {
    /// A table with one place for each combination. `strides` says, by question, how far
    /// apart the places of two successive answers are.
    Places { strides: Vec<usize>, tails: Vec<TailPlace>, entries: Vec<Option<KnownOutcome>> },
    /// Those combinations that have come so far, if there are too many for a table.
    Some(HashMap<Box<[Code]>, KnownOutcome>),
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
            Some(all) if all <= MOST_PLACES => Known::Places {
                strides,
                tails: vec![TailPlace::default(); all],
                entries: (0..all).map(|_| None).collect(),
            },
            _ => Known::Some(HashMap::new()),
        };
        Outcomes { questionnaire, output, known, tails: Tails::default(), bytes: 0 }
    }

    /// Writes what is added to a row with these answers, one for each question; `false` if
    /// no model leads.
    #[inline(always)]
    pub(super) fn write_tail(&mut self, codes: &[Code], out: &mut Vec<u8>) -> bool {
        let known = match &self.known {
            Known::Places { strides, tails, .. } => tails[place(codes, strides)],
            Known::Some(_) => TailPlace::default(),
        };
        let tail = if known.is_empty() { self.entry(codes).tail } else { known };
        self.tails.write(tail, out);
        !tail.is_empty()
    }

    /// What these answers lead to.
    pub(super) fn outcome(&mut self, codes: &[Code]) -> &RowOutcome {
        &self.entry(codes).outcome
    }

    fn entry(&mut self, codes: &[Code]) -> &KnownOutcome {
        let known = match &self.known {
            Known::Places { strides, entries, .. } => entries[place(codes, strides)].is_some(),
            Known::Some(entries) => entries.contains_key(codes),
        };
        if !known {
            self.learn(codes);
        }
        let entry = match &self.known {
            Known::Places { strides, entries, .. } => entries[place(codes, strides)].as_ref(),
            Known::Some(entries) => entries.get(codes),
        };
        entry.expect("it was learnt if it was not known")
    }

    #[cold]
    fn learn(&mut self, codes: &[Code]) {
        let (outcome, tail) = self.work_out(codes);
        let held = match &outcome {
            RowOutcome::Leads(facts) => 8 * facts.mix.len(),
            RowOutcome::None { why, question } => why.len() + question.len(),
        };
        // Plus about 200 bytes for the entry itself and the cost of allocating it.
        let held = held + tail.len() + 2 * codes.len() + 200;
        self.bytes += held;
        if self.bytes > MOST_BYTES {
            self.bytes = held;
            self.forget();
        }
        let tail = self.tails.add(&tail);
        let entry = KnownOutcome { outcome, tail };
        match &mut self.known {
            Known::Places { strides, tails, entries } => {
                let place = place(codes, strides);
                tails[place] = tail;
                entries[place] = Some(entry);
            }
            Known::Some(entries) => {
                entries.insert(codes.into(), entry);
            }
        }
    }

    fn forget(&mut self) {
        self.tails.clear();
        match &mut self.known {
            Known::Places { tails, entries, .. } => {
                tails.fill(TailPlace::default());
                entries.iter_mut().for_each(|entry| *entry = None);
            }
            Known::Some(entries) => entries.clear(),
        }
    }

    fn work_out(&self, codes: &[Code]) -> (RowOutcome, Vec<u8>) {
        match diagnosis::score(answers(self.questionnaire, codes)) {
            Ok(diagnosis) => {
                let facts = Facts {
                    leader: diagnosis.leader().model.index,
                    mix: diagnosis.mix().iter().map(|score| score.model.index).collect(),
                    tie: diagnosis.tie(),
                    settled: diagnosis.settled,
                    assumed: diagnosis.entry.is_some_and(|entry| entry.assumed),
                };
                (RowOutcome::Leads(facts), self.output.tail(&diagnosis))
            }
            Err(none) => {
                let question = none.question.to_string();
                (RowOutcome::None { why: none.to_string(), question }, Vec::new())
            }
        }
    }
}

/// The place of a combination in the table.
#[inline(always)]
fn place(codes: &[Code], strides: &[usize]) -> usize {
    codes.iter().zip(strides).map(|(code, stride)| usize::from(*code) * stride).sum()
}

/// The answers that have these codes.
fn answers<'q>(questionnaire: &'q Questionnaire, codes: &[Code]) -> Answers<'q> {
    let mut draft = Draft::new(questionnaire);
    for (question, code) in questionnaire.questions().iter().zip(codes) {
        draft.give(reply(question, *code));
    }
    draft.complete().expect("there is a code for each question")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::Builtin;

    /// Every combination has a place of its own, whatever the number of options.
    #[test]
    fn every_combination_has_its_place() {
        let questionnaire = Builtin::standard().questionnaire();
        let outcomes = Outcomes::new(&questionnaire, Output::Nothing);
        let Known::Places { strides, tails, .. } = &outcomes.known else {
            panic!("four questions have a place for each combination")
        };
        let mut taken = vec![false; tails.len()];
        let mut codes = vec![0; questionnaire.questions().len()];
        loop {
            let place = place(&codes, strides);
            assert!(!taken[place], "{codes:?}");
            taken[place] = true;
            let Some(next) = (0..codes.len())
                .find(|q| usize::from(codes[*q]) < questionnaire.questions()[*q].options.len())
            else {
                break;
            };
            codes[..next].fill(0);
            codes[next] += 1;
        }
        assert!(taken.into_iter().all(|taken| taken), "no place is left over");
    }
}
