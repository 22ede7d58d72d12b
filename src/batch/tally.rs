//! What is counted while rows go by.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::outcome::Facts;
use super::table::{Code, Table};
use crate::wording;

/// So many values that were not recognised are told apart.
const MOST_VALUES: usize = 1000;

/// So many groups are told apart.
pub const MOST_GROUPS: usize = 1000;

/// The longest value that is kept, in characters.
const LONGEST_VALUE: usize = 60;

/// What a batch came to.
#[derive(Debug, Default)]
pub struct Totals {
    /// How many rows were read.
    pub rows: u64,
    /// How many of them were rejected.
    pub rejected: u64,
    /// How often each kind of reason led to a rejection.
    pub reasons: BTreeMap<&'static str, u64>,
    /// The values that were no answers, the most frequent ones first.
    pub unrecognised: Vec<Unrecognised>,
    /// How often there were others beside those.
    pub more_unrecognised: u64,
    /// What a person should look at.
    pub warnings: Vec<String>,
    /// The file and line of the first row that is no text.
    pub not_text: Option<(Arc<str>, u64)>,
    /// The rows that were diagnosed, all together.
    pub all: Tally,
    /// The same for each value of a column, in the order in which they came; empty
    /// where no column was named.
    pub groups: Vec<(String, Tally)>,
    /// The rows of all other values, beyond [`MOST_GROUPS`].
    pub other_groups: Tally,
    values: HashMap<(usize, String), Unrecognised>,
    places: HashMap<String, usize>,
}

/// A value that was no answer.
#[derive(Clone, Debug)]
pub struct Unrecognised {
    /// The value, or its beginning.
    pub value: String,
    /// The column in which it stands.
    pub column: String,
    /// How often it came.
    pub times: u64,
    /// The file and line of the first one.
    pub first: (Arc<str>, u64),
    /// The answer that it comes nearest to.
    pub nearest: Option<String>,
}

/// Counts of diagnoses.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How many rows there were.
    pub rows: u64,
    /// How many of them were rejected.
    pub rejected: u64,
    /// By model: how often it leads.
    pub leads: Vec<u64>,
    /// By model: how often it is in the mix behind the leader.
    pub mixed: Vec<u64>,
    /// How often models share the lead.
    pub ties: u64,
    /// How often an unsure answer could still change the leader.
    pub unsettled: u64,
    /// By question and option, with unsure behind the options: how often it was
    /// answered.
    pub answers: Vec<Vec<u64>>,
}

impl Tally {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let questionnaire = table.questionnaire();
        let models = questionnaire.models().len();
        let options = questionnaire.questions().iter().map(|question| question.options.len() + 1);
        Tally {
            leads: vec![0; models],
            mixed: vec![0; models],
            answers: options.map(|options| vec![0; options]).collect(),
            ..Tally::default()
        }
    }

    pub(super) fn count(&mut self, codes: &[Code], facts: &Facts) {
        self.rows += 1;
        self.leads[facts.leader] += 1;
        for model in &facts.mix {
            self.mixed[*model] += 1;
        }
        self.ties += u64::from(facts.tie);
        self.unsettled += u64::from(!facts.settled);
        for (answers, code) in self.answers.iter_mut().zip(codes) {
            answers[usize::from(*code)] += 1;
        }
    }

    pub(super) fn count_rejected(&mut self) {
        self.rows += 1;
        self.rejected += 1;
    }

    /// How many rows were diagnosed.
    pub fn diagnosed(&self) -> u64 {
        self.rows - self.rejected
    }

    fn add(&mut self, other: &Tally) {
        let add = |ours: &mut Vec<u64>, theirs: &[u64]| {
            ours.resize(theirs.len().max(ours.len()), 0);
            ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| *ours += theirs);
        };
        self.rows += other.rows;
        self.rejected += other.rejected;
        self.ties += other.ties;
        self.unsettled += other.unsettled;
        add(&mut self.leads, &other.leads);
        add(&mut self.mixed, &other.mixed);
        self.answers.resize(other.answers.len().max(self.answers.len()), Vec::new());
        self.answers.iter_mut().zip(&other.answers).for_each(|(ours, theirs)| add(ours, theirs));
    }
}

/// What is counted in one chunk.
#[derive(Default)]
pub(super) struct Report {
    pub(super) rows: u64,
    pub(super) rejected: u64,
    pub(super) reasons: BTreeMap<&'static str, u64>,
    pub(super) unrecognised: HashMap<(usize, String), Unrecognised>,
    pub(super) warnings: Vec<String>,
    pub(super) not_text: Option<(Arc<str>, u64)>,
    pub(super) all: Tally,
    pub(super) groups: HashMap<String, Tally>,
    /// The groups in the order in which they came.
    pub(super) order: Vec<String>,
}

impl Report {
    /// A value that is no answer to a question.
    pub(super) fn note(
        &mut self,
        question: usize,
        value: &str,
        column: &str,
        first: (&Arc<str>, u64),
        nearest: Option<&str>,
    ) {
        let value: String = value.chars().take(LONGEST_VALUE).collect();
        let seen = self.unrecognised.entry((question, value)).or_insert_with_key(|(_, value)| {
            Unrecognised {
                value: value.clone(),
                column: column.to_owned(),
                times: 0,
                first: (Arc::clone(first.0), first.1),
                nearest: nearest.map(str::to_owned),
            }
        });
        seen.times += 1;
    }

    /// The tally of a group.
    pub(super) fn group(&mut self, name: String, table: &Table<'_>) -> &mut Tally {
        self.groups.entry(name).or_insert_with_key(|name| {
            self.order.push(name.clone());
            Tally::of(table)
        })
    }
}

impl Totals {
    /// Adds the next chunk.
    pub(super) fn add(&mut self, report: Report) {
        self.rows += report.rows;
        self.rejected += report.rejected;
        for (kind, times) in report.reasons {
            *self.reasons.entry(kind).or_default() += times;
        }
        let mut values: Vec<_> = report.unrecognised.into_iter().collect();
        values.sort_by_key(|(_, value)| value.first.1);
        for (key, value) in values {
            if let Some(seen) = self.values.get_mut(&key) {
                seen.times += value.times;
            } else if self.values.len() < MOST_VALUES {
                self.values.insert(key, value);
            } else {
                self.more_unrecognised += value.times;
            }
        }
        self.warnings.extend(report.warnings);
        self.not_text = self.not_text.take().or(report.not_text);
        self.all.add(&report.all);
        for name in report.order {
            let tally = &report.groups[&name];
            match self.places.get(&name) {
                Some(place) => self.groups[*place].1.add(tally),
                None if self.groups.len() < MOST_GROUPS => {
                    self.places.insert(name.clone(), self.groups.len());
                    self.groups.push((name, tally.clone()));
                }
                None => self.other_groups.add(tally),
            }
        }
    }

    /// Puts the values in their order when there are no more.
    pub(super) fn close(&mut self) {
        self.unrecognised = self.values.drain().map(|(_, value)| value).collect();
        let order = |value: &Unrecognised| {
            (std::cmp::Reverse(value.times), value.first.1, value.column.clone())
        };
        self.unrecognised.sort_by_key(order);
    }

    /// How many rows were diagnosed.
    pub fn diagnosed(&self) -> u64 {
        self.rows - self.rejected
    }
}

impl Unrecognised {
    /// The value as a message repeats it.
    pub fn quoted(&self) -> String {
        wording::quote(&self.value)
    }
}
