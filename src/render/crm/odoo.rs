//! Stages for Odoo's import: the columns of `crm.stage` as in Odoo's own source.
//! There a pipeline is a sales team; stages without one are for all teams.

use std::io::{self, Write};

use super::identity::identity;
use super::limits::Limits;
use super::plan::{Named, Pipeline, Plan, Stage};
use super::{Crm, Order, Output, Pipelines, Refusal};
use crate::wording::{self, quote};
use crate::words::Words;

/// For the versions in which a stage has one sales team.
pub(super) const CRM: Crm = Crm {
    name: "odoo",
    title: "Odoo",
    about: "stages for Odoo 15 to 18, as CSV to import",
    output: Output::Stream(|plan, out| write(plan, "team_id", out)),
    limits: Limits { pipeline_name: None, stage_name: None, stages: None },
    ends,
    takes,
    holds: |_| Vec::new(),
    remarks: |plan| {
        let mut remarks = remarks(plan);
        if is_for_teams(plan) {
            remarks.push("for Odoo 19, ask for the format odoo-19".to_owned());
        }
        remarks
    },
};

/// For the versions in which a stage has several: the column has another name, and
/// its cells are split at commas.
pub(super) const CRM_19: Crm = Crm {
    name: "odoo-19",
    about: "stages for Odoo 19, as CSV to import",
    output: Output::Stream(|plan, out| write(plan, "team_ids", out)),
    takes: |order| match order.name {
        Some(name) if name.contains(',') => {
            let what = format!(
                "{} has a comma, at which Odoo 19 would split it into the names of several teams",
                quote(name)
            );
            Err(Refusal::new(what, "Call the sales team, and the pipeline, something without one."))
        }
        _ => takes(order),
    },
    remarks,
    ..CRM
};

/// The columns but for that of the team, which is there if the pipelines are named.
const COLUMNS: [&str; 6] = ["id", "name", "sequence", "is_won", "fold", "requirements"];

/// Without this mark at the beginning, Odoo guesses the encoding of a file, and
/// wrongly so where few letters are not ASCII.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

fn ends(words: &Words, pipelines: Pipelines) -> Vec<String> {
    match pipelines {
        Pipelines::Prospecting => Vec::new(),
        _ => vec![words.text("deal-won")],
    }
}

fn takes(order: &Order<'_>) -> Result<(), Refusal> {
    match (order.name, order.pipelines) {
        (Some(name), _) if is_formula(name) => {
            let what = format!("{} begins like a formula of a spreadsheet", quote(name));
            Err(Refusal::new(what, "Give the pipeline and its sales team another name."))
        }
        (None, Pipelines::Prospecting | Pipelines::AfterSale | Pipelines::All) => {
            let what = "stages before or after the sale need a sales team of their own in Odoo, or \
                        all teams would have them";
            Err(Refusal::new(what, "Give the pipeline the name of that team."))
        }
        _ => Ok(()),
    }
}

/// Whether the stages are for one team each, and not for all of them.
fn is_for_teams(plan: &Plan<'_>) -> bool {
    plan.pipelines.iter().any(|pipeline| pipeline.named == Named::ByOrder)
}

fn write(plan: &Plan<'_>, team: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut rows = csv::Writer::from_writer(out);
    let team = is_for_teams(plan).then_some(team);
    rows.write_record(COLUMNS.into_iter().chain(team))?;
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
            let cells = [&id, &name, &sequence, is_won, "False", &requirements];
            let team = team.map(|_| pipeline.name.as_str());
            rows.write_record(cells.into_iter().chain(team).map(harmless))?;
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
/// those of other pipelines alone. Neither ids of questionnaires nor those of stages
/// have underscores, so no two lists of parts run together.
fn external_id(plan: &Plan<'_>, pipeline: &Pipeline<'_>, stage: &str) -> String {
    let team = match pipeline.named {
        Named::ByDefault => String::new(),
        Named::ByOrder => format!("{}_", identity(plan.questionnaire, pipeline)),
    };
    format!("salesmodel_{}_{}_{team}{stage}", plan.questionnaire.id(), pipeline.id)
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
        "Odoo cannot store win probabilities, which it works out by itself, and has no stage for lost \
         deals, which it marks as lost"
            .to_owned(),
    ];
    let names = plan.pipelines.iter().filter(|pipeline| pipeline.named == Named::ByOrder);
    let names: Vec<String> = names.map(|pipeline| quote(&pipeline.name)).collect();
    remarks.push(match wording::all_of(names.iter().map(String::as_str)).as_str() {
        "" => {
            "these stages are for all sales teams: name the pipeline like a team to give them to \
               that one alone"
                .to_owned()
        }
        names => format!("Odoo must have a sales team called {names} before the import"),
    });
    remarks.push(
        "Odoo's own stages (New, Qualified, Proposition, Won) belong to all teams: they would stand \
         between these, and new deals would start in New. Give them to another team first, in CRM > \
         Configuration > Pipeline > Stages, a menu that is there in developer mode"
            .to_owned(),
    );
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
