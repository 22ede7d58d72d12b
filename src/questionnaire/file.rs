//! The questionnaire file as it is written, before anything is known about it
//! but its shape.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The whole file. What each key means stands in the head of
/// `questions/b2b.yaml`, where the people who write such files read it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    /// The version of the format; [`super::FORMAT`] is the one that is read.
    #[serde(rename = "format")]
    pub(crate) _format: u32,
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) lang: String,
    pub(crate) title: String,
    pub(crate) lead_at: u32,
    pub(crate) hybrid_at: u32,
    pub(crate) questions: Vec<Question>,
    pub(crate) models: Vec<Model>,
    pub(crate) default_entry: Option<String>,
    #[serde(default)]
    pub(crate) stages: Vec<Stage>,
    #[serde(default)]
    pub(crate) always: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) text: String,
    pub(crate) help: Option<String>,
    pub(crate) unit: Option<Unit>,
    pub(crate) number: Option<String>,
    pub(crate) options: Vec<Choice>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Unit {
    Percent,
    Count,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) help: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) range: Option<Range>,
    #[serde(default)]
    pub(crate) points: BTreeMap<String, u32>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Range {
    pub(crate) from: Option<f64>,
    pub(crate) below: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) summary: Option<String>,
    #[serde(default)]
    pub(crate) roles: Vec<String>,
    #[serde(default)]
    pub(crate) metrics: Vec<String>,
    #[serde(default)]
    pub(crate) pitfalls: Vec<String>,
    #[serde(default)]
    pub(crate) first_steps: Vec<String>,
    #[serde(default)]
    pub(crate) entry: Vec<String>,
    #[serde(default)]
    pub(crate) adds: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stage {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) goal: String,
    pub(crate) exit: String,
    #[serde(default)]
    pub(crate) opens_deal: bool,
    #[serde(default)]
    pub(crate) closes_deal: bool,
    pub(crate) probability: Option<u32>,
}
