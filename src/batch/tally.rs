//! What is counted while rows go by.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::BatchJob;
use super::outcome::Facts;
use super::table::AnswerTable;
use super::unrecognised::{Unread, Unreads, Unrecognised};
use crate::answers::Code;
use crate::problem::Kind;
use crate::words::Words;

/// The most groups that are counted separately.
pub const MOST_GROUPS: usize = 1000;

/// The most warnings that are kept: nobody reads more, and there may be millions.
pub(super) const MOST_WARNINGS: usize = 100;

/// The totals of a batch.
#[derive(Debug, Default)]
pub struct Totals {
    /// How many rows were read.
    pub rows: u64,
    /// How many of them were rejected.
    pub rejected: u64,
    /// Why rows were rejected, by kind.
    pub reasons: BTreeMap<&'static str, Reason>,
    /// The values that were not recognised as answers, the most frequent first.
    pub unrecognised: Vec<Unrecognised>,
    /// How many cells had further such values, beyond those that are counted separately.
    pub more_unrecognised: u64,
    /// What a person should look at.
    pub warnings: Vec<String>,
    /// How many lines of the mapping no cell has met; `None` without a mapping.
    pub unused_lines: Option<usize>,
    /// How many lines of the mapping have met a cell, but do not say what it means.
    pub open_lines: usize,
    /// All rows together. Counted only where [`Wanted::Totals`](super::Wanted::Totals) are
    /// asked for.
    pub all: Tally,
    /// The same for each value of the grouping column, the largest group first; empty if
    /// rows are not grouped.
    pub groups: Vec<(String, Tally)>,
    /// Values of that column that differ only in upper and lower case.
    pub twins: Vec<Vec<String>>,
    /// The rows of all other values, beyond [`MOST_GROUPS`].
    pub other_groups: Tally,
    /// By question and value: the index in `unrecognised`.
    values: Vec<HashMap<String, usize>>,
    places: HashMap<String, usize>,
    most_values: usize,
}

/// Why some rows were rejected.
#[derive(Clone, Debug)]
pub struct Reason {
    /// How many rows.
    pub rows: u64,
    /// How often: a row can have several cells that are wrong in the same way.
    pub times: u64,
    /// The file and line of the first row.
    pub first: (Arc<str>, u64),
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
    /// By model: how often it is in the mix besides the leader.
    pub mixed: Vec<u64>,
    /// How often models share the lead.
    pub ties: u64,
    /// How often an unsure answer could still change the leader.
    pub unsettled: u64,
    /// How often no answer says how deals start, so that it was assumed.
    pub entry_assumed: u64,
    /// By question and option, with unsure after the options: how often it was
    /// answered.
    pub answers: Vec<Vec<u64>>,
}

impl Tally {
    pub(super) fn new(table: &AnswerTable<'_>) -> Self {
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
        self.entry_assumed += u64::from(facts.assumed);
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
        self.entry_assumed += other.entry_assumed;
        add(&mut self.leads, &other.leads);
        add(&mut self.mixed, &other.mixed);
        self.answers.resize(other.answers.len().max(self.answers.len()), Vec::new());
        self.answers.iter_mut().zip(&other.answers).for_each(|(ours, theirs)| add(ours, theirs));
    }
}

/// What is counted in one chunk.
#[derive(Default)]
pub(super) struct ChunkCounts {
    pub(super) rows: u64,
    pub(super) rejected: u64,
    pub(super) reasons: BTreeMap<&'static str, Reason>,
    pub(super) unrecognised: Unreads,
    pub(super) warnings: Vec<String>,
    pub(super) all: Tally,
    pub(super) groups: HashMap<String, Tally>,
    /// The groups in the order in which they came.
    pub(super) order: Vec<String>,
}

impl ChunkCounts {
    /// The tally of a group.
    pub(super) fn group(&mut self, name: String, table: &AnswerTable<'_>) -> &mut Tally {
        self.groups.entry(name).or_insert_with_key(|name| {
            self.order.push(name.clone());
            Tally::new(table)
        })
    }
}

impl Reason {
    /// Counts a reason of a row; `before` are the kinds of the reasons before it in the
    /// same row.
    pub(super) fn count(
        reasons: &mut BTreeMap<&'static str, Reason>,
        kind: &'static str,
        mut before: impl Iterator<Item = &'static str>,
        first: (&Arc<str>, u64),
    ) {
        let new = || Reason { rows: 0, times: 0, first: (Arc::clone(first.0), first.1) };
        let reason = reasons.entry(kind).or_insert_with(new);
        reason.times += 1;
        reason.rows += u64::from(before.all(|other| other != kind));
    }
}

/// The reasons in words, the most frequent first, each with the place of its first row.
pub fn by_kind(reasons: &BTreeMap<&'static str, Reason>) -> Vec<String> {
    let words = Words::for_language("en");
    let mut reasons: Vec<_> = reasons.iter().collect();
    // The sort is stable, so equals stay in the order of their names.
    reasons.sort_by_key(|(_, reason)| Reverse(reason.rows));
    let line = |(kind, reason): (&&'static str, &Reason)| {
        let about = words.say("batch-reason", [("kind", (*kind).into())]);
        let (file, line) = &reason.first;
        match reason.rows {
            1 => format!("{about}: 1 row, in {file}:{line}"),
            rows => format!("{about}: {rows} rows, first in {file}:{line}"),
        }
    };
    reasons.into_iter().map(line).collect()
}

impl Totals {
    /// Totals that count at most this many different unknown values separately.
    pub(super) fn new(most_values: usize) -> Self {
        Totals { most_values, ..Totals::default() }
    }

    /// Adds the counts of the next chunk, which is from this file.
    pub(super) fn add(&mut self, file: &Arc<str>, report: ChunkCounts, job: &BatchJob<'_, '_>) {
        self.rows += report.rows;
        self.rejected += report.rejected;
        for (kind, reason) in report.reasons {
            match self.reasons.get_mut(kind) {
                Some(seen) => {
                    seen.rows += reason.rows;
                    seen.times += reason.times;
                }
                None => {
                    self.reasons.insert(kind, reason);
                }
            }
        }
        let Unreads { text, list: mut values } = report.unrecognised;
        // The values come in no particular order. Sorting them by their place in the input
        // makes sure that the first values of the input are the ones that are counted
        // separately.
        if self.unrecognised.len() < self.most_values {
            values.sort_by_key(|value| (value.first, value.question));
        }
        self.values.resize_with(job.columns.len(), HashMap::new);
        for Unread { value, whole, question, kind, times, first } in values {
            let (places, value) = (&mut self.values[question], &text[value]);
            match places.get(value) {
                Some(place) => self.unrecognised[*place].times += times,
                None if self.unrecognised.len() >= self.most_values => {
                    self.more_unrecognised += times;
                }
                None => {
                    places.insert(value.to_owned(), self.unrecognised.len());
                    let column = job.columns[question].name.clone();
                    // `close` looks for it, once for each value.
                    let nearest = None;
                    self.unrecognised.push(Unrecognised {
                        value: value.to_owned(),
                        whole,
                        question,
                        kind,
                        column,
                        times,
                        first: (Arc::clone(file), first),
                        nearest,
                    });
                }
            }
        }
        for warning in report.warnings {
            if self.warnings.len() < MOST_WARNINGS && !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
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

    /// Sorts values and groups, once all were counted: the most frequent first, and equals
    /// in the order in which they came.
    pub(super) fn close(&mut self, job: &BatchJob<'_, '_>) {
        let is_word = |value: &&mut Unrecognised| value.kind == Kind::UnknownOption.code();
        for value in self.unrecognised.iter_mut().filter(is_word) {
            let nearest = job.table.nearest(value.question, &value.value);
            value.nearest = nearest.map(Cow::into_owned);
        }
        self.unrecognised.sort_by_key(|value| Reverse(value.times));
        self.groups.sort_by_key(|(_, tally)| Reverse(tally.rows));
        let mut spelt: HashMap<String, usize> = HashMap::new();
        for (name, _) in &self.groups {
            let twins = *spelt.entry(name.to_lowercase()).or_insert(self.twins.len());
            match self.twins.get_mut(twins) {
                Some(twins) => twins.push(name.clone()),
                None => self.twins.push(vec![name.clone()]),
            }
        }
        self.twins.retain(|twins| twins.len() > 1);
        self.values = Vec::new();
        self.places = HashMap::new();
    }

    /// How many rows were diagnosed.
    pub fn diagnosed(&self) -> u64 {
        self.rows - self.rejected
    }
}
