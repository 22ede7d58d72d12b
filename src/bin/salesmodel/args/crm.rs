//! The flags of the formats for CRMs.

use clap::Args;
use salesmodel::render::crm::{CRMS, Pipelines};
use salesmodel::wording;

use super::one_of::{NamedValue, OneOf};
use crate::failure::Failure;

#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Pipelines for a CRM")]
pub(crate) struct CrmArgs {
    /// Write this pipeline [default: sale]
    #[arg(
        long,
        value_name = "WHICH",
        value_parser = OneOf(pipelines),
        long_help = "Write this pipeline. Stages after the sale form one of their own, in \
                     which an offer to a customer ends won or lost like any other deal. Stages \
                     before a deal opens are part of sale, without a forecast; those who keep \
                     such companies as leads take deal and prospecting instead."
    )]
    pub(crate) pipeline: Option<Pipelines>,

    /// Give the pipeline this name [default: New business]
    #[arg(
        long,
        value_name = "NAME",
        long_help = "Give the pipeline this name. Without it, the pipeline of the sale is \
                     called New business, that after it Existing customers, and that before it \
                     Prospecting. With `--pipeline all`, the second gets the first's name plus a suffix. In \
                     Odoo, this is the name of its sales team. The same name gives the same ids \
                     every time, so a second import updates the first."
    )]
    pub(crate) pipeline_name: Option<String>,

    /// Write into a folder that has files in it
    #[arg(
        long,
        long_help = "Write into a folder that has files in it, for a format of several files: \
                     files of the same names are replaced, all others stay. The list of stages \
                     for Salesforce keeps every stage that a pipeline in the folder uses."
    )]
    pub(crate) force: bool,
}

impl CrmArgs {
    /// Refuses these flags with a format that is not for a CRM.
    ///
    /// # Errors
    ///
    /// One of them was given.
    pub(crate) fn refuse(&self) -> Result<(), Failure> {
        let flag = match self {
            CrmArgs { pipeline: Some(_), .. } => "--pipeline",
            CrmArgs { pipeline_name: Some(_), .. } => "--pipeline-name",
            CrmArgs { force: true, .. } => "--force",
            CrmArgs { pipeline: None, pipeline_name: None, force: false } => return Ok(()),
        };
        let crms = wording::one_of(CRMS.iter().map(|crm| crm.name));
        Err(Failure::usage(format!("{flag} belongs to a format for a CRM"))
            .with_hint(format!("Add --format {crms}, or leave {flag} out.")))
    }
}

fn pipelines() -> Vec<NamedValue<Pipelines>> {
    let row = |(pipelines, name, about): (_, _, &str)| (name, about.to_owned(), pipelines);
    Pipelines::NAMES.map(row).to_vec()
}
