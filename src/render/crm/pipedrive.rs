//! The bodies to post to Pipedrive's API, version 2: one to `/api/v2/pipelines`,
//! then one to `/api/v2/stages` for each stage in order, as in Pipedrive's own
//! client (`AddPipelineRequest` and `AddStageRequest` in client-nodejs).
//!
//! A stage needs the id that its pipeline gets when it is made, so its
//! `pipeline_id` is left to the program that posts. The order of stages is that in which
//! they are made. Won and lost are states of a deal, not stages.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::limits::CrmLimits;
use super::plan::{CrmPlan, CrmStage, Pipeline};
use super::{Crm, CrmOutput};
use crate::document::write_value;

pub(super) const CRM: Crm = Crm {
    name: "pipedrive",
    title: "Pipedrive",
    about: "pipelines for Pipedrive, as JSON to post one by one",
    output: CrmOutput::Stream { extension: "json", write },
    limits: CrmLimits { pipeline_name: None, stage_name: None, stages: None },
    ends: |_, _| Vec::new(),
    takes: |_| Ok(()),
    holds: |_| Vec::new(),
    remarks,
};

fn remarks(plan: &CrmPlan<'_>) -> Vec<String> {
    let mut remarks = plan.remarks.clone();
    remarks.push("Pipedrive cannot store goals and exit criteria".to_owned());
    if plan.pipelines.iter().any(|pipeline| !forecasts(pipeline)) {
        remarks.push(
            "the Leads Inbox of Pipedrive has no stages, so this is a pipeline of deals without \
             probabilities; to keep these companies in the inbox, type the names as lead labels"
                .to_owned(),
        );
    }
    remarks
}

/// Whether any stage of a pipeline counts in a forecast.
fn forecasts(pipeline: &Pipeline<'_>) -> bool {
    pipeline.stages.iter().any(|stage| stage.probability.is_some())
}

fn write(plan: &CrmPlan<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_value(&plan.pipelines.iter().map(requests).collect::<Vec<_>>(), out)
}

/// The bodies of the requests that add a pipeline and its stages.
fn requests(pipeline: &Pipeline<'_>) -> Value {
    let stage = |stage: &CrmStage<'_>| {
        // Whole percent; a stage without it counts as 100.
        json!({"name": stage.name, "deal_probability": stage.probability.unwrap_or(0)})
    };
    json!({
        "pipeline": {
            "name": pipeline.name,
            "is_deal_probability_enabled": forecasts(pipeline),
        },
        "stages": pipeline.stages.iter().map(stage).collect::<Vec<_>>(),
    })
}
