//! Stages for Odoo's import: the columns of `crm.stage` as in Odoo's own source.
//! There a pipeline is a sales team; stages without one are for all teams.

use std::io::{self, Write};

use super::identifier::identifier;
use super::limits::Limits;
use super::plan::{Named, Pipeline, Plan, Stage};
use super::{Crm, Order, Output, Pipelines, Refusal};
use crate::wording::{self, quote};

pub(super) const CRM: Crm = Crm {
    name: "odoo",
    title: "Odoo",
    about: "stages for Odoo, as CSV to import",
    output: Output::Stream(write),
    limits: Limits { pipeline_name: None, stage_name: None, stages: None },
    ends: |words| vec![words.text("deal-won")],
    takes,
    holds: |_| Vec::new(),
    remarks,
};

/// The columns; the last one is there if the pipelines are named.
const COLUMNS: [&str; 7] = ["id", "name", "sequence", "is_won", "fold", "requirements", "team_id"];

fn takes(order: &Order<'_>) -> Result<(), Refusal> {
    match (order.name, order.pipelines) {
        (Some(name), _) if is_formula(name) => {
            let what = format!("{} begins like a formula of a spreadsheet", quote(name));
            Err(Refusal::new(what, "Give the pipeline and its sales team another name."))
        }
        (None, Pipelines::AfterSale | Pipelines::All) => {
            let what = "stages after the sale need a sales team of their own in Odoo, or all teams \
                        would have them";
            Err(Refusal::new(what, "Give the pipeline the name of that team."))
        }
        _ => Ok(()),
    }
}

fn write(plan: &Plan<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    let named = plan.pipelines.iter().any(|pipeline| pipeline.named == Named::ByOrder);
    let columns = if named { COLUMNS.len() } else { COLUMNS.len() - 1 };
    rows.write_record(&COLUMNS[..columns])?;
    for pipeline in &plan.pipelines {
        let open = pipeline.stages.iter().map(|stage| row(plan, pipeline, stage));
        let won = plan.ends.iter().map(|name| Row {
            // Ids of stages are in small letters, so this is none of them.
            id: external_id(plan, pipeline, "WON"),
            name: name.clone(),
            is_won: "True",
            requirements: String::new(),
        });
        for (place, row) in open.chain(won).enumerate() {
            let sequence = (place + 1).to_string();
            let Row { id, name, is_won, requirements } = row;
            let cells = [&id, &name, &sequence, is_won, "False", &requirements, &pipeline.name];
            rows.write_record(cells[..columns].iter().map(|cell| harmless(cell)))?;
        }
    }
    rows.flush()
}

/// What differs between the rows of one pipeline.
struct Row {
    id: String,
    name: String,
    is_won: &'static str,
    requirements: String,
}

fn row(plan: &Plan<'_>, pipeline: &Pipeline<'_>, stage: &Stage<'_>) -> Row {
    Row {
        id: external_id(plan, pipeline, stage.stage.id.as_str()),
        name: stage.name.clone(),
        is_won: "False",
        requirements: plan.guidance(stage),
    }
}

/// An id by which a second import changes the stages of the first, and leaves
/// those of other pipelines alone. Ids here have no underscore.
fn external_id(plan: &Plan<'_>, pipeline: &Pipeline<'_>, stage: &str) -> String {
    let name = match pipeline.named {
        Named::ByDefault => pipeline.id.to_owned(),
        Named::ByOrder => identifier(&pipeline.name),
    };
    format!("salesmodel_{}_{name}_{stage}", plan.questionnaire.id())
}

/// Whether a spreadsheet would run a cell with this text as a formula.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell that no spreadsheet runs as a formula.
fn harmless(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

fn remarks(plan: &Plan<'_>) -> Vec<String> {
    let mut remarks = vec![
        "Odoo has no place for win probabilities, which it works out by itself, and no stage for \
         lost deals, which it marks as lost"
            .to_owned(),
    ];
    let names = plan.pipelines.iter().filter(|pipeline| pipeline.named == Named::ByOrder);
    let names: Vec<String> = names.map(|pipeline| quote(&pipeline.name)).collect();
    remarks.push(match wording::all_of(names.iter().map(String::as_str)).as_str() {
        "" => {
            "these stages are for all sales teams and stand beside those that Odoo has: name the \
               pipeline like a team to give them to that one alone"
                .to_owned()
        }
        names => format!("Odoo must have a sales team called {names} before the import"),
    });
    let stages = plan.stages();
    let texts = stages.iter().flat_map(|stage| [&stage.name, &stage.stage.goal]);
    let formulas: Vec<String> =
        texts.filter(|text| is_formula(text)).map(|text| quote(text)).collect();
    if !formulas.is_empty() {
        remarks.push(format!(
            "an apostrophe stands before texts that begin like a formula of a spreadsheet: {}",
            wording::all_of(formulas.iter().map(String::as_str))
        ));
    }
    remarks
}
