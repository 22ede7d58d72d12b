//! What the models of a questionnaire mean, without any answers: a list of all
//! of them, or a page on one.
//!
//! ```
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::render::models::write_list;
//! use salesmodel::render::Look;
//!
//! let mut page = Vec::new();
//! write_list(&Builtin::standard().questionnaire(), &Look::default(), &mut page)?;
//! assert!(String::from_utf8_lossy(&page).contains("Relationship selling"));
//! # Ok::<(), std::io::Error>(())
//! ```

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::Look;
use super::json::ModelAdviceJson;
use super::page::{Mark, Page, styled, widest};
use crate::document::write_value;
use crate::questionnaire::{Id, LostReason, Model, Questionnaire, Stage};

/// Writes every model with its summary.
///
/// # Errors
///
/// Those of the writer.
pub fn write_list(
    questionnaire: &Questionnaire,
    look: &Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(look);
    let ids = widest(questionnaire.models().iter().map(|model| model.id.as_str()));
    for model in questionnaire.models() {
        let name = styled(look.styles.strong, &model.name);
        page.row(ids + 1, model.id.as_str(), format!("{name}. {}", model.summary).trim_end());
    }
    page.write(out)
}

/// Writes a page on one model: what it means, how to work with it, the stages that it
/// brings to a pipeline with their owners, and why deals are lost.
///
/// # Errors
///
/// Those of the writer.
pub fn write_one(
    questionnaire: &Questionnaire,
    model: &Model,
    look: &Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(look);
    page.paragraph("", &styled(look.styles.lead, &model.name));
    if !model.summary.is_empty() {
        page.paragraph("", &model.summary);
    }
    let words = questionnaire.words();
    for (heading, texts, mark) in [
        ("roles", &model.roles, Mark::Dash),
        ("metrics", &model.metrics, Mark::Dash),
        ("pitfalls", &model.pitfalls, Mark::Dash),
        ("first-steps", &model.first_steps, Mark::Number),
    ] {
        if !texts.is_empty() {
            page.heading(&words.text(heading));
            page.list(texts, mark);
        }
    }
    let belongs =
        |stage: &Stage| stage.is_entry_of(model) || stage.is_added_by(model) || stage.always;
    let all = stages(questionnaire, belongs);
    if !all.is_empty() {
        page.heading(&words.text("stages"));
        if !all.iter().any(|stage| stage.is_entry_of(model)) {
            page.paragraph("  ", &words.text("no-entry"));
        }
        page.list(all.iter().copied().map(stage_line), Mark::Dash);
    }
    let lost_reasons = questionnaire.lost_reasons();
    if !lost_reasons.is_empty() {
        page.heading(&words.text("lost-reasons"));
        let line = |reason: &LostReason| match &reason.help {
            Some(help) => format!("{}: {help}", reason.label),
            None => reason.label.clone(),
        };
        page.list(lost_reasons.iter().map(line), Mark::Dash);
    }
    page.write(out)
}

/// A stage, its owner if it has one, and its goal.
fn stage_line(stage: &Stage) -> String {
    match &stage.owner {
        Some(owner) => format!("{} ({owner}): {}", stage.name, stage.goal),
        None => format!("{}: {}", stage.name, stage.goal),
    }
}

fn stages(questionnaire: &Questionnaire, belongs: impl Fn(&Stage) -> bool) -> Vec<&Stage> {
    questionnaire.stages().iter().filter(|stage| belongs(stage)).collect()
}

/// What programs read of models: all of them, or one.
#[derive(JsonSchema, Serialize)]
#[serde(untagged)]
#[schemars(title = "Sales models, as `salesmodel models -f json` writes them")]
pub(crate) enum ModelsJson<'q> {
    /// Every model of the questionnaire, in the order that breaks ties.
    All(Vec<ModelJson<'q>>),
    /// The model that was asked for.
    One(ModelJson<'q>),
}

/// A model as programs read it: what a result says of one, and the ids of the
/// stages that it brings.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Model")]
pub(crate) struct ModelJson<'q> {
    #[serde(flatten)]
    advice: ModelAdviceJson<'q>,
    /// The ids of the stages by which a deal begins, if this model says how.
    entry: Vec<&'q Id>,
    /// The ids of the stages that are in the pipeline when this model leads or is in
    /// the mix.
    adds: Vec<&'q Id>,
}

impl<'q> ModelJson<'q> {
    fn new(questionnaire: &'q Questionnaire, model: &'q Model) -> Self {
        let ids = |stages: Vec<&'q Stage>| stages.iter().map(|stage| &stage.id).collect();
        ModelJson {
            advice: ModelAdviceJson::new(model),
            entry: ids(stages(questionnaire, |stage| stage.is_entry_of(model))),
            adds: ids(stages(questionnaire, |stage| stage.is_added_by(model))),
        }
    }
}

/// Writes every model as a JSON list.
///
/// # Errors
///
/// Those of the writer.
pub fn write_list_json(questionnaire: &Questionnaire, out: &mut dyn Write) -> io::Result<()> {
    let models = questionnaire.models().iter().map(|model| ModelJson::new(questionnaire, model));
    write_value(&ModelsJson::All(models.collect()), out)
}

/// Writes one model as a JSON object.
///
/// # Errors
///
/// Those of the writer.
pub fn write_one_json(
    questionnaire: &Questionnaire,
    model: &Model,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_value(&ModelsJson::One(ModelJson::new(questionnaire, model)), out)
}
