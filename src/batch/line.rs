//! The shape of a line of JSON Lines, for its schema: `output` writes the lines piece by
//! piece.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::render::json::ResultJson;

/// A line that a batch writes as JSON Lines.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "A line of a salesmodel batch", rename = "BatchLine")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum RowJson<'l> {
    /// A row that was diagnosed.
    Diagnosed {
        /// The row: an object with its columns or keys.
        input: Value,
        diagnosis: RowDiagnosisJson<'l>,
    },
    /// A row that was rejected.
    Rejected {
        /// The row: an object, a list of its cells where it has others than the header,
        /// its text where it is not JSON, and null where it is too long to be kept.
        input: Value,
        /// The line at which it begins.
        line: u64,
        error: RowErrorJson<'l>,
    },
}

/// The whole result where it was asked for, else the short one.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "BatchDiagnosis")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum RowDiagnosisJson<'l> {
    Full(Box<ResultJson<'l>>),
    Short(Short<'l>),
}

/// A short diagnosis.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BatchShort")]
pub(crate) struct Short<'l> {
    /// The model that leads.
    model: &'l str,
    /// The models in the mix, strongest first.
    hybrid_with: Vec<&'l str>,
    /// Whether models share the lead.
    tie: bool,
    /// How many points the leader is ahead of the next model.
    margin: u32,
    /// Whether the leader is certain: false if answers to all the unsure questions
    /// together could still change it.
    settled: bool,
    /// The id of the model whose entry the pipeline begins with; null without a pipeline.
    entry: Option<&'l str>,
    /// Whether that had to be assumed, because no model that has an entry has the points
    /// to lead; null without a pipeline.
    entry_assumed: Option<bool>,
    /// The stages of the pipeline, in order.
    pipeline: Vec<&'l str>,
}

/// Why a row was rejected: the first reason, and all others.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BatchError")]
pub(crate) struct RowErrorJson<'l> {
    /// The file of the row.
    file: &'l str,
    #[serde(flatten)]
    first: RowReasonJson<'l>,
    /// The other reasons; left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<Vec<RowReasonJson<'l>>>,
}

/// One thing that is wrong with a row.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BatchReason")]
pub(crate) struct RowReasonJson<'l> {
    /// What kind of thing.
    kind: &'l str,
    /// The column or key that it is about.
    column: Option<&'l str>,
    /// What the cell holds, or its first 200 characters.
    value: Option<&'l str>,
    /// What is wrong, for people.
    message: &'l str,
    /// What to do about it.
    hint: Option<&'l str>,
}
