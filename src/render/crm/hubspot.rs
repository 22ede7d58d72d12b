//! The body of `POST /crm/v3/pipelines/deals`, or of `.../leads` for the stages
//! before a deal, as in HubSpot's own client
//! (`PipelineInput` and `PipelineStageInput` in hubspot-api-nodejs).

use std::io::{self, Write};

use serde_json::{Value, json};

use super::limits::CrmLimits;
use super::plan::{CrmPlan, Pipeline};
use super::{Crm, CrmOutput, Order, Pipelines, Refusal};
use crate::document::write_value;
use crate::words::Words;

pub(super) const CRM: Crm = Crm {
    name: "hubspot",
    title: "HubSpot",
    about: "a pipeline for HubSpot, as JSON to post",
    output: CrmOutput::Stream { extension: "json", write },
    // The lengths and the number of stages of the pipelines API; its version 3 no
    // longer states the length.
    limits: CrmLimits { pipeline_name: Some(36), stage_name: Some(36), stages: Some(100) },
    ends,
    takes,
    holds: |_| Vec::new(),
    remarks,
};

fn ends(words: &Words, pipelines: Pipelines) -> Vec<String> {
    let ends = match pipelines {
        Pipelines::Prospecting => ["lead-opened", "lead-dropped"],
        _ => ["deal-won", "deal-lost"],
    };
    ends.map(|end| words.text(end)).into()
}

fn takes(order: &Order<'_>) -> Result<(), Refusal> {
    if order.pipelines == Pipelines::All {
        let hint = "Ask for sale and for after-sale, and post each.";
        return Err(Refusal::new("HubSpot takes one pipeline per request", hint));
    }
    Ok(())
}

fn remarks(plan: &CrmPlan<'_>) -> Vec<String> {
    let terms = if plan.pipelines.iter().any(is_of_leads) {
        "post this to /crm/v3/pipelines/leads; HubSpot has pipelines of leads in Sales Hub \
         Professional and Enterprise only"
    } else {
        "post this to /crm/v3/pipelines/deals with a token that has the scope \
         crm.schemas.deals.write; it adds a pipeline, for which HubSpot requires a paid Sales Hub"
    };
    let mut remarks = plan.remarks.clone();
    remarks.extend(["HubSpot cannot store goals and exit criteria", terms].map(str::to_owned));
    remarks
}

/// Whether a pipeline is one of leads, which have no probability.
fn is_of_leads(pipeline: &Pipeline<'_>) -> bool {
    pipeline.id == "prospecting"
}

fn write(plan: &CrmPlan<'_>, out: &mut dyn Write) -> io::Result<()> {
    // There is only one: `takes` has refused an order with two.
    plan.pipelines.iter().try_for_each(|pipeline| write_value(&input(plan, pipeline), out))
}

/// The body of the request that adds a pipeline.
fn input(plan: &CrmPlan<'_>, pipeline: &Pipeline<'_>) -> Value {
    let open = pipeline.stages.iter().map(|stage| {
        let probability = f64::from(stage.probability.unwrap_or(0)) / 100.0;
        (stage.name.as_str(), probability, "false")
    });
    // Won first and lost last, as in `ends`.
    let closed = plan.ends.iter().zip([1.0, 0.0]).map(|(name, end)| (name.as_str(), end, "true"));
    let stage = |(order, (label, probability, is_closed)): (usize, (&str, f64, &str))| {
        // All of it is text, even the numbers. HubSpot takes a deal with the probability 0.0
        // for lost by default, and the stages before a deal have it too, so every stage says
        // whether it is closed. No metadata is documented for leads.
        let metadata = match is_of_leads(pipeline) {
            true => json!({}),
            false => json!({"probability": format!("{probability:.1}"), "isClosed": is_closed}),
        };
        json!({"label": label, "displayOrder": order, "metadata": metadata})
    };
    json!({
        "label": pipeline.name,
        "displayOrder": 1,
        "stages": open.chain(closed).enumerate().map(stage).collect::<Vec<_>>(),
    })
}
