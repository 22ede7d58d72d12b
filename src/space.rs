//! The answer space of a questionnaire, looked at as a whole: how often each model
//! leads, and what no combination of answers ever brings about.
//!
//! Points add up, so combinations need not be listed: their sums are counted. Where there
//! are too many different sums, combinations are drawn at random, and what those do not
//! show is searched for. Both have a budget of steps and memory that no questionnaire
//! exceeds: about half a second and 45 MB. The result is the same on every machine.
//!
//! ```
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::space;
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let space = space::explore(&questionnaire);
//! assert_eq!(space.combinations, Some(6 * 5 * 4 * 4));
//! assert!(space.models.iter().all(|model| model.leads > 0));
//! ```

mod alike;
mod exact;
mod examples;
mod finding;
mod ground;
mod sample;
mod sampled;
mod search;
mod sums;
mod tally;
mod work;

use crate::answers::Answers;
use crate::questionnaire::{Model, Questionnaire, Stage};

use finding::{Verdicts, findings};
use ground::Ground;
use tally::Figures;

pub use finding::{Certainty, Observation, What};

/// The seed of the samples. Any number would do; the same one every time makes
/// reports that can be compared.
pub const SEED: u64 = 1;

/// What the combinations of answers lead to, `unsure` being one of the answers to
/// each question.
#[derive(Debug)]
#[non_exhaustive]
pub struct Space<'q> {
    /// The questionnaire.
    pub questionnaire: &'q Questionnaire,
    /// How many combinations there are; `None` if a `u128` cannot hold the number.
    pub combinations: Option<u128>,
    /// Which of them were counted.
    pub method: Method,
    /// How many were counted: all combinations, or the samples.
    pub counted: u128,
    /// The models, in their order.
    pub models: Vec<ModelCount<'q>>,
    /// How many have no leader, because no model has enough points.
    pub no_leader: u128,
    /// How many have a leader that another model has as many points as.
    pub ties: u128,
    /// How many have a leader, by the number of models in the mix besides it, from 0.
    pub mix_sizes: Vec<u128>,
    /// How many have a leader, by the number of stages in the pipeline, from 0; empty
    /// where the questionnaire has no stages.
    pub lengths: Vec<u128>,
    /// The stages, in their order.
    pub stages: Vec<StageCount<'q>>,
    /// What the author may not have meant: models, then questions in their order,
    /// stages, pipelines, ties.
    pub findings: Vec<Observation<'q>>,
}

/// Which combinations were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// All of them.
    Exact,
    /// Some, drawn at random, each as likely as any other.
    Sampled {
        /// How many.
        samples: u32,
        /// The seed that they were drawn with.
        seed: u64,
    },
}

/// How often a model leads.
#[derive(Debug)]
#[non_exhaustive]
pub struct ModelCount<'q> {
    /// The model.
    pub model: &'q Model,
    /// How many combinations make it lead.
    pub leads: u128,
    /// How many put it in the mix while another model leads.
    pub mixed: u128,
    /// Answers that make it lead, where no sample did and a search found some.
    pub rare: Option<Answers<'q>>,
}

/// How often a stage is used.
#[derive(Debug)]
#[non_exhaustive]
pub struct StageCount<'q> {
    /// The stage.
    pub stage: &'q Stage,
    /// How many combinations have it in their pipeline.
    pub used: u128,
}

impl Space<'_> {
    /// A count as a part of all that were counted, from 0 to 1.
    pub fn share(&self, count: u128) -> f64 {
        count as f64 / self.counted as f64
    }
}

/// Looks at the answer space of a questionnaire: at every combination, if the points add
/// up to no more than about a million and a half different sums, and otherwise at a
/// sample.
pub fn explore(questionnaire: &Questionnaire) -> Space<'_> {
    let ground = Ground::new(questionnaire);
    if let Some(exact) = exact::look(&ground, SEED) {
        let never = |counts: &[u128]| {
            let verdict = |count: &u128| (*count == 0).then_some(Certainty::Proven);
            counts.iter().map(verdict).collect()
        };
        let figures = exact.figures;
        let verdicts = Verdicts {
            leads: never(&figures.leads),
            mixed: never(&figures.mixed),
            stages: never(&figures.stages),
        };
        let findings = findings(&ground, &figures, &verdicts, &exact.examples, &exact.alike);
        return Space::new(&ground, Method::Exact, figures, findings);
    }

    sampled(&ground)
}

/// Looks at a sample of the answers and searches for what it misses, however few
/// combinations there are: what [`explore`] does where there are too many.
pub fn sample(questionnaire: &Questionnaire) -> Space<'_> {
    sampled(&Ground::new(questionnaire))
}

fn sampled<'q>(ground: &Ground<'q>) -> Space<'q> {
    let seen = sampled::look(ground, SEED);
    let verdicts = seen.verdicts(ground);
    let findings = findings(ground, &seen.figures, &verdicts, &seen.examples, &seen.alike);
    let method = Method::Sampled { samples: seen.samples, seed: SEED };
    let mut space = Space::new(ground, method, seen.figures, findings);
    for (count, example) in space.models.iter_mut().zip(&seen.examples.leads) {
        let rare = example.as_ref().filter(|_| count.leads == 0);
        count.rare = rare.map(|given| ground.answers(given));
    }
    space
}

impl<'q> Space<'q> {
    fn new(
        ground: &Ground<'q>,
        method: Method,
        figures: Figures,
        findings: Vec<Observation<'q>>,
    ) -> Self {
        let questionnaire = ground.questionnaire;
        let models = questionnaire.models().iter().zip(figures.leads.iter().zip(&figures.mixed));
        let stages = questionnaire.stages().iter().zip(&figures.stages);
        Space {
            questionnaire,
            combinations: ground.combinations(),
            method,
            counted: figures.all,
            models: models
                .map(|(model, (leads, mixed))| ModelCount {
                    model,
                    leads: *leads,
                    mixed: *mixed,
                    rare: None,
                })
                .collect(),
            no_leader: figures.no_leader,
            ties: figures.ties,
            mix_sizes: figures.mix_sizes,
            lengths: figures.lengths,
            stages: stages.map(|(stage, used)| StageCount { stage, used: *used }).collect(),
            findings,
        }
    }
}
