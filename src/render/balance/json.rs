//! The balance as JSON: keys of its own, and only ever added to.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::render::json::{AboutQuestionnaire, AnswerIds};
use crate::space::{Method, Space};

/// How often each thing happens over all combinations of answers.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Balance")]
pub(crate) struct BalanceJson<'r> {
    /// The questionnaire that was looked at.
    questionnaire: AboutQuestionnaire<'r>,
    /// How many combinations of answers there are, unsure being one of the answers
    /// to each question; null where there are 2^128 or more.
    combinations: Option<u128>,
    /// Whether all of them were counted: exact or sampled.
    method: &'static str,
    /// How many were drawn; null where all were counted.
    samples: Option<u32>,
    /// The seed that they were drawn with.
    seed: Option<u64>,
    /// What the shares are parts of: all combinations, or the samples.
    counted: u128,
    /// The models, in their order.
    models: Vec<ModelCountJson<'r>>,
    /// The combinations that make no model lead.
    no_leader: Count,
    /// The combinations in which another model has as many points as the leader.
    ties: Count,
    /// By the number of models in the mix besides the leader.
    mix_sizes: Vec<MixSize>,
    /// By the number of stages; empty where there are no stages.
    pipeline_lengths: Vec<Length>,
    /// The stages, in their order.
    stages: Vec<StageCountJson<'r>>,
}

#[derive(Clone, Copy, JsonSchema, Serialize)]
struct Count {
    /// How many combinations; beyond 2^53 some readers round it.
    count: u128,
    /// The part of all that were counted, 0 to 1.
    share: f64,
}

#[derive(JsonSchema, Serialize)]
#[schemars(rename = "ModelBalance")]
struct ModelCountJson<'r> {
    /// Its id.
    id: &'r str,
    /// Its name.
    name: &'r str,
    /// The combinations that make it lead.
    leads: Count,
    /// The combinations that put it in the mix while another model leads.
    mixed: Count,
    /// Answers that make it lead, where no sample does and a search found some.
    #[schemars(with = "Option<BTreeMap<String, String>>")]
    rare: Option<AnswerIds<'r>>,
}

/// How often this many models are in the mix besides the leader.
#[derive(JsonSchema, Serialize)]
struct MixSize {
    /// How many models.
    others: usize,
    /// How often.
    #[serde(flatten)]
    how_often: Count,
}

/// How often a pipeline has this many stages.
#[derive(JsonSchema, Serialize)]
struct Length {
    /// How many stages.
    stages: usize,
    /// How often.
    #[serde(flatten)]
    how_often: Count,
}

#[derive(JsonSchema, Serialize)]
#[schemars(rename = "StageBalance")]
struct StageCountJson<'r> {
    /// Its id.
    id: &'r str,
    /// Its name.
    name: &'r str,
    /// How many pipelines have it.
    #[serde(flatten)]
    how_often: Count,
}

impl<'r> BalanceJson<'r> {
    pub(in crate::render) fn new(space: &'r Space<'_>) -> Self {
        let how_often = |count| Count { count, share: space.share(count) };
        let (method, samples, seed) = match space.method {
            Method::Exact => ("exact", None, None),
            Method::Sampled { samples, seed } => ("sampled", Some(samples), Some(seed)),
        };
        BalanceJson {
            questionnaire: AboutQuestionnaire::new(space.questionnaire),
            combinations: space.combinations,
            method,
            samples,
            seed,
            counted: space.counted,
            models: (space.models.iter())
                .map(|count| ModelCountJson {
                    id: count.model.id.as_str(),
                    name: &count.model.name,
                    leads: how_often(count.leads),
                    mixed: how_often(count.mixed),
                    rare: count.rare.as_ref().map(|answers| AnswerIds(answers.replies())),
                })
                .collect(),
            no_leader: how_often(space.no_leader),
            ties: how_often(space.ties),
            mix_sizes: (space.mix_sizes.iter().enumerate())
                .map(|(others, count)| MixSize { others, how_often: how_often(*count) })
                .collect(),
            pipeline_lengths: (space.lengths.iter().enumerate())
                .map(|(stages, count)| Length { stages, how_often: how_often(*count) })
                .collect(),
            stages: (space.stages.iter())
                .map(|count| StageCountJson {
                    id: count.stage.id.as_str(),
                    name: &count.stage.name,
                    how_often: how_often(count.used),
                })
                .collect(),
        }
    }
}
