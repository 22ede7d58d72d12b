//! A project in Salesforce's source format, for `sf project deploy start`.
//!
//! The stages of all opportunities are one set of the whole organisation. A
//! pipeline is a business process that picks some of them, in the order of the
//! set, and a record type that uses it.

mod merged;
mod metadata;
mod paths;
mod present;

use std::collections::HashSet;

use super::identity::identity;
use super::limits::{CrmLimits, length};
use super::plan::{CrmPlan, CrmStage};
use super::{Crm, CrmFile, CrmFiles, CrmFolder, CrmOutput, Order, Pipelines, Refusal};
use crate::wording::{self, quote};
use merged::Merged;
use metadata::{BusinessProcess, PermissionSet, RecordType, StandardValue};
use paths::{PROCESSES, PROJECT, SET};
use present::{Present, PresentProcess};

pub(super) const CRM: Crm = Crm {
    name: "salesforce",
    title: "Salesforce",
    about: "a project for Salesforce to deploy, as a folder",
    output: CrmOutput::Folder(CrmFolder { reads: &[PROJECT, SET, PROCESSES], files }),
    // Names: as for RecordType. Stages: as for OpportunityStage and picklists.
    limits: CrmLimits { pipeline_name: Some(80), stage_name: Some(255), stages: Some(STAGES) },
    // Every organisation has these, so they are called the same in every language.
    ends: |_, _| vec![WON.to_owned(), LOST.to_owned()],
    takes,
    holds,
    remarks,
};

const WON: &str = "Closed Won";
const LOST: &str = "Closed Lost";

/// The open stages of a new organisation.
const STANDARD: [&str; 8] = [
    "Prospecting",
    "Qualification",
    "Needs Analysis",
    "Value Proposition",
    "Id. Decision Makers",
    "Perception Analysis",
    "Proposal/Price Quote",
    "Negotiation/Review",
];

/// The most stages of an organisation.
const STAGES: usize = 100;

/// The longest description of a stage.
const LONGEST_DESCRIPTION: usize = 255;

fn takes(order: &Order<'_>) -> Result<(), Refusal> {
    if order.pipelines == Pipelines::Prospecting {
        let what = "Salesforce keeps companies without a deal as leads, and a project for leads is \
                    not written here";
        let hint = "Type these stages into the field Lead Status, and ask for the pipeline deal to \
                    leave them out of the opportunities.";
        return Err(Refusal::new(what, hint));
    }
    Ok(())
}

fn files(plan: &CrmPlan<'_>, folder: &[CrmFile]) -> Result<CrmFiles, Vec<Refusal>> {
    let present = Present::from_files(folder)?;
    let (mut files, mut picks) = (Vec::new(), Vec::new());
    // The project of somebody else has settings of its own.
    if !present.is_project {
        files.push(metadata::project_file());
    }
    for pipeline in &plan.pipelines {
        let name = &identity(plan.questionnaire, pipeline);
        let label = &pipeline.name;
        let values: Vec<String> = pipeline.stages.iter().map(api_name).collect();
        let values = [values, vec![WON.to_owned(), LOST.to_owned()]].concat();
        files.push(metadata::process_file(&BusinessProcess { name, values: &values }));
        picks.push(values);
        files.push(metadata::record_file(&RecordType { name, label }));
        files.push(metadata::permission_file(&PermissionSet { name, label }));
    }
    let is_own = |process: &PresentProcess| {
        files.iter().any(|file| file.path.eq_ignore_ascii_case(&process.path))
    };
    let (own, others): (Vec<_>, Vec<_>) = present.processes.into_iter().partition(is_own);
    let merged = Merged::new(values(plan), &picks, present.stages, &own, &others)?;
    files.push(metadata::set_file(&merged.values));
    Ok(CrmFiles { files, remarks: merged.remarks })
}

/// The stages of a plan, those of won and lost at the end.
fn values(plan: &CrmPlan<'_>) -> Vec<StandardValue> {
    let open = plan.stages().into_iter().map(|stage| StandardValue {
        full_name: api_name(stage),
        description: Some(plan.guidance(stage)).filter(|text| fits(text)),
        label: stage.name.clone(),
        closed: false,
        forecast_category: if stage.probability.is_some() { "Pipeline" } else { "Omitted" },
        probability: stage.probability.unwrap_or(0),
        won: false,
    });
    let end = |name: &str, forecast_category, probability, won| StandardValue {
        full_name: name.to_owned(),
        description: None,
        label: name.to_owned(),
        closed: true,
        forecast_category,
        probability,
        won,
    };
    let closed = [end(WON, "Closed", 100, true), end(LOST, "Omitted", 0, false)];
    open.chain(closed).collect()
}

/// The name that stays the same when the words change, made from the id: letters,
/// digits and single spaces only, because business processes spell other characters
/// in a way of their own.
fn api_name(stage: &CrmStage<'_>) -> String {
    let words = stage.stage.id.as_str().split('-').filter(|word| !word.is_empty());
    let mut name = words.collect::<Vec<_>>().join(" ");
    // An id begins with a letter of ASCII.
    name[..1].make_ascii_uppercase();
    name
}

fn fits(description: &str) -> bool {
    length(description) <= LONGEST_DESCRIPTION
}

fn holds(plan: &CrmPlan<'_>) -> Vec<Refusal> {
    let mut refused = Vec::new();
    let stages = plan.stages();
    let mut taken: HashSet<String> = [WON, LOST].map(str::to_lowercase).into();
    let twice: Vec<&str> = (stages.iter())
        .filter(|stage| !taken.insert(api_name(stage).to_lowercase()))
        .map(|stage| stage.stage.id.as_str())
        .collect();
    if !twice.is_empty() {
        let what = format!(
            "Salesforce cannot tell these ids of stages from others or from those of won and lost: {}",
            wording::all_of(twice)
        );
        refused.push(Refusal::new(what, "Give the stages other ids in the questionnaire."));
    }
    let of_stages = stages.iter().flat_map(|stage| {
        [stage.name.as_str(), stage.stage.goal.as_str(), stage.stage.exit.as_str()]
    });
    let names = plan.pipelines.iter().map(|pipeline| pipeline.name.as_str());
    let mut texts = of_stages.chain(names);
    if let Some((text, c)) =
        texts.find_map(|text| Some((text, text.chars().find(|c| !is_xml(*c))?)))
    {
        let what =
            format!("XML cannot hold the character U+{:04X} in {}", u32::from(c), quote(text));
        refused.push(Refusal::new(what, "Delete it."));
    }
    refused
}

/// Whether XML 1.0 has a place for a character.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

fn remarks(plan: &CrmPlan<'_>) -> Vec<String> {
    let mut remarks = plan.remarks.clone();
    remarks.extend([
        "all pipelines of an organisation share one list of stages, so this changes each stage of the \
         same name there: write further pipelines into this folder, and try it in a sandbox first, \
         because sources differ on whether a deployment deactivates stages that it does not name"
            .to_owned(),
        "people see a pipeline when they are assigned its permission set, which has the name of its \
         record type"
            .to_owned(),
    ]);
    let stages = plan.stages();
    let is_standard = |stage: &&&CrmStage<'_>| {
        STANDARD.iter().any(|other| {
            other.eq_ignore_ascii_case(&api_name(stage)) || other.eq_ignore_ascii_case(&stage.name)
        })
    };
    let standard = stages.iter().filter(is_standard).map(|stage| stage.name.as_str());
    let standard = wording::all_of(standard);
    if !standard.is_empty() {
        remarks.push(format!(
            "every organisation begins with stages of these names, which change for all its \
             processes: {standard}"
        ));
    }
    let long = stages.iter().filter(|stage| !fits(&plan.guidance(stage)));
    let long = wording::all_of(long.map(|stage| quote(&stage.name)));
    if !long.is_empty() {
        remarks.push(format!(
            "Salesforce takes {LONGEST_DESCRIPTION} characters for a goal with its exit criterion, so \
             these stages have none: {long}"
        ));
    }
    remarks
}
