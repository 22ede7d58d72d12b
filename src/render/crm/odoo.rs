//! Stages for Odoo's import: the columns of `crm.stage` as in Odoo's own source.
//! There a pipeline is a sales team; stages without one are for all teams.

use std::io::{self, Write};

use super::identity::identity;
use super::limits::CrmLimits;
use super::plan::{CrmPlan, CrmStage, NamedBy, Pipeline};
use super::{Crm, CrmOutput, Order, Pipelines, Refusal};
use crate::rows::csv::{is_formula, write_harmless_cell};
use crate::wording::{self, quote};
use crate::words::Words;

/// For the versions in which a stage has one sales team.
pub(super) const CRM: Crm = Crm {
    name: "odoo",
    title: "Odoo",
    about: "stages for Odoo 15 to 18, as CSV to import",
    output: CrmOutput::Stream { extension: "csv", write: |plan, out| write(plan, "team_id", out) },
    limits: CrmLimits { pipeline_name: None, stage_name: None, stages: None },
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
    output: CrmOutput::Stream { extension: "csv", write: |plan, out| write(plan, "team_ids", out) },
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

/// The reasons for lost deals, which Odoo has for all teams together.
pub(super) const LOST_REASONS: Crm = Crm {
    name: "odoo-lost-reasons",
    about: "reasons for lost deals for Odoo, as CSV to import",
    output: CrmOutput::Stream { extension: "csv", write: write_lost_reasons },
    takes: |order| {
        if order.name.is_some() || order.pipelines != Pipelines::Sale {
            let what = "in Odoo, all pipelines share the reasons for lost deals";
            return Err(Refusal::new(what, "Ask for them without naming a pipeline."));
        }
        Ok(())
    },
    holds: |plan| {
        if plan.questionnaire.lost_reasons().is_empty() {
            let what = format!("{} has no reasons for lost deals", plan.questionnaire.id());
            let hint = "Add lost_reasons to it, or use another questionnaire.";
            return vec![Refusal::new(what, hint)];
        }
        Vec::new()
    },
    remarks: |_| {
        vec![
            "Odoo's own reasons stay beside these: archive those that you do not use, in CRM > \
             Configuration > Pipeline > Lost Reasons, where these are imported, too"
                .to_owned(),
        ]
    },
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
        (Some(name), _) if is_formula(name.as_bytes()) => {
            let what = format!("{} begins like a spreadsheet formula", quote(name));
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
fn is_for_teams(plan: &CrmPlan<'_>) -> bool {
    plan.pipelines.iter().any(|pipeline| pipeline.named == NamedBy::ByOrder)
}

fn write(plan: &CrmPlan<'_>, team: &str, out: &mut dyn Write) -> io::Result<()> {
    let team = is_for_teams(plan).then_some(team);
    let mut csv = BYTE_ORDER_MARK.as_bytes().to_vec();
    write_row(&mut csv, COLUMNS.into_iter().chain(team));
    for pipeline in &plan.pipelines {
        let open = pipeline.stages.iter().map(|stage| row(plan, pipeline, stage));
        let won = plan.ends.iter().map(|name| OdooRow {
            // Ids of stages are in small letters, so this is none of them.
            id: external_id(plan, pipeline, "WON"),
            name: name.clone(),
            is_won: "True",
            requirements: String::new(),
        });
        for (place, row) in open.chain(won).enumerate() {
            let sequence = (place + 1).to_string();
            let OdooRow { id, name, is_won, requirements } = &row;
            let cells = [id.as_str(), name, &sequence, is_won, "False", requirements];
            write_row(&mut csv, cells.into_iter().chain(team.map(|_| pipeline.name.as_str())));
        }
    }
    out.write_all(&csv)
}

/// The columns of `crm.lost.reason`.
fn write_lost_reasons(plan: &CrmPlan<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = BYTE_ORDER_MARK.as_bytes().to_vec();
    write_row(&mut csv, ["id", "name"].into_iter());
    for reason in plan.questionnaire.lost_reasons() {
        // No pipeline has this id, so no stage does.
        let id = format!("salesmodel_{}_lost_{}", plan.questionnaire.id(), reason.id);
        write_row(&mut csv, [id.as_str(), &reason.label].into_iter());
    }
    out.write_all(&csv)
}

fn write_row<'c>(csv: &mut Vec<u8>, cells: impl Iterator<Item = &'c str>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            csv.push(b',');
        }
        write_harmless_cell(csv, cell.as_bytes(), b',');
    }
    csv.push(b'\n');
}

/// What differs between the rows of one pipeline.
struct OdooRow {
    id: String,
    name: String,
    is_won: &'static str,
    requirements: String,
}

fn row(plan: &CrmPlan<'_>, pipeline: &Pipeline<'_>, stage: &CrmStage<'_>) -> OdooRow {
    OdooRow {
        id: external_id(plan, pipeline, stage.stage.id.as_str()),
        name: stage.name.clone(),
        is_won: "False",
        requirements: plan.guidance(stage),
    }
}

/// An id by which a second import changes the stages of the first, and leaves
/// those of other pipelines alone. Neither ids of questionnaires nor those of stages
/// have underscores, so no two lists of parts run together.
fn external_id(plan: &CrmPlan<'_>, pipeline: &Pipeline<'_>, stage: &str) -> String {
    let team = match pipeline.named {
        NamedBy::ByDefault => String::new(),
        NamedBy::ByOrder => format!("{}_", identity(plan.questionnaire, pipeline)),
    };
    format!("salesmodel_{}_{}_{team}{stage}", plan.questionnaire.id(), pipeline.id)
}

fn remarks(plan: &CrmPlan<'_>) -> Vec<String> {
    let mut remarks = plan.remarks.clone();
    remarks.push(
        "Odoo cannot store win probabilities, which it works out by itself, and has no stage for \
         lost deals, which it marks as lost"
            .to_owned(),
    );
    let names = plan.pipelines.iter().filter(|pipeline| pipeline.named == NamedBy::ByOrder);
    remarks.push(match wording::all_of(names.map(|pipeline| quote(&pipeline.name))).as_str() {
        "" => {
            "these stages are for all sales teams: name the pipeline like a team to give them to \
               that one alone"
                .to_owned()
        }
        names => format!("Odoo must have a sales team called {names} before the import"),
    });
    remarks.push(
        "Odoo's own stages (New, Qualified, Proposition, Won) belong to all teams: they would \
         appear between these, and new deals would start in New. Give them to another team first, \
         in CRM > Configuration > Pipeline > Stages, a menu that developer mode shows"
            .to_owned(),
    );
    let stages = plan.stages();
    let texts = stages.iter().flat_map(|stage| [&stage.name, &stage.stage.goal]);
    let formulas = texts.filter(|text| is_formula(text.as_bytes())).map(|text| quote(text));
    let formulas = wording::all_of(formulas);
    if !formulas.is_empty() {
        remarks.push(format!(
            "an apostrophe comes before texts that begin like a spreadsheet formula: {formulas}"
        ));
    }
    remarks
}
