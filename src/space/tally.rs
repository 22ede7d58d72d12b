//! Outcomes, counted.

use std::collections::HashMap;

use crate::diagnosis::Outcome;
use crate::questionnaire::Questionnaire;

/// The different outcomes that are kept apart before they are counted up: with
/// fifty models there can be more than memory is meant for.
const APART: usize = 4096;

/// How often each thing happens.
pub(super) struct SpaceCounts {
    /// Outcomes that are not in the figures below yet.
    apart: HashMap<Option<Outcome>, u128>,
    /// The latest outcome, with what it adds: sorted sums have many in a row. To look at 20
    /// questions with 5 options takes 48 milliseconds, and 63 without this.
    row: Option<(Option<Outcome>, u128)>,
    figures: Figures,
}

/// Counts of combinations; by index where there are several.
pub(super) struct Figures {
    pub(super) all: u128,
    pub(super) no_leader: u128,
    pub(super) ties: u128,
    /// By model.
    pub(super) leads: Vec<u128>,
    pub(super) mixed: Vec<u128>,
    /// By the number of models besides the leader.
    pub(super) mix_sizes: Vec<u128>,
    /// By the number of stages; empty where there are no stages.
    pub(super) lengths: Vec<u128>,
    /// By stage.
    pub(super) stages: Vec<u128>,
}

impl SpaceCounts {
    pub(super) fn new(questionnaire: &Questionnaire) -> Self {
        let models = questionnaire.models().len();
        let stages = questionnaire.stages().len();
        let figures = Figures {
            all: 0,
            no_leader: 0,
            ties: 0,
            leads: vec![0; models],
            mixed: vec![0; models],
            mix_sizes: vec![0; models],
            lengths: if stages == 0 { Vec::new() } else { vec![0; stages + 1] },
            stages: vec![0; stages],
        };
        SpaceCounts { apart: HashMap::new(), row: None, figures }
    }

    /// Counts an outcome, and says whether it has not occurred lately.
    pub(super) fn add(&mut self, outcome: Option<Outcome>, count: u128) -> Met {
        if let Some((latest, sum)) = &mut self.row
            && *latest == outcome
        {
            *sum += count;
            return Met::Lately;
        }
        self.end_row();
        self.row = Some((outcome, count));
        if self.apart.contains_key(&outcome) { Met::Lately } else { Met::New }
    }

    pub(super) fn figures(mut self) -> Figures {
        self.end_row();
        self.settle();
        self.figures
    }

    fn end_row(&mut self) {
        if let Some((outcome, count)) = self.row.take() {
            *self.apart.entry(outcome).or_default() += count;
            if self.apart.len() >= APART {
                self.settle();
            }
        }
    }

    fn settle(&mut self) {
        let figures = &mut self.figures;
        for (outcome, count) in self.apart.drain() {
            figures.all += count;
            let Some(outcome) = outcome else {
                figures.no_leader += count;
                continue;
            };
            figures.leads[outcome.leader] += count;
            for model in outcome.mix.iter().filter(|model| *model != outcome.leader) {
                figures.mixed[model] += count;
            }
            figures.mix_sizes[outcome.mix.len() - 1] += count;
            if outcome.tie {
                figures.ties += count;
            }
            for (stage, used) in figures.stages.iter_mut().enumerate() {
                if outcome.stages.contains(stage) {
                    *used += count;
                }
            }
            if let Some(lengths) = figures.lengths.get_mut(outcome.stages.len()) {
                *lengths += count;
            }
        }
    }
}

/// Whether an outcome was counted before; forgotten after a while.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    Lately,
    New,
}
