//! The flags of the formats for CRMs.

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, ArgMatches};
use salesmodel::render::crm::{CRMS, Pipelines};
use salesmodel::wording;

use super::value;
use crate::failure::Failure;

pub(crate) const FORCE: &str = "force";
pub(crate) const PIPELINE: &str = "pipeline";
pub(crate) const PIPELINE_NAME: &str = "pipeline-name";

/// The flags.
pub(super) fn crm_args() -> Vec<Arg> {
    vec![pipeline_arg(), pipeline_name_arg(), force_arg()]
}

/// The pipelines that were asked for.
pub(crate) fn pipelines(matches: &ArgMatches) -> Pipelines {
    let asked = value(matches, PIPELINE);
    let named = Pipelines::NAMES.iter().find(|(_, name, _)| asked == Some(name));
    named.map_or(Pipelines::Sale, |(pipelines, ..)| *pipelines)
}

/// Refuses the flags of CRMs beside a format for something else.
pub(crate) fn no_crm_flags(matches: &ArgMatches) -> Result<(), Failure> {
    let given = [PIPELINE, PIPELINE_NAME].into_iter().find(|flag| value(matches, flag).is_some());
    let given = given.or(matches.get_flag(FORCE).then_some(FORCE));
    let Some(flag) = given else { return Ok(()) };
    let crms = wording::one_of(CRMS.iter().map(|crm| crm.name));
    Err(Failure::usage(format!("--{flag} belongs to a format for a CRM"))
        .hint(format!("Add --format {crms}, or leave --{flag} out.")))
}

fn pipeline_arg() -> Arg {
    let values = Pipelines::NAMES.map(|(_, name, help)| PossibleValue::new(name).help(help));
    Arg::new(PIPELINE)
        .long(PIPELINE)
        .value_name("WHICH")
        .value_parser(values.to_vec())
        .help("Which pipeline to write [default: sale]")
        .long_help(
            "Which pipeline to write. Stages after the sale form one of their own, in which an offer \
             to a customer ends won or lost like any other deal. Stages before a deal opens are \
             part of sale, without a forecast; those who keep such companies as leads take deal \
             and prospecting instead.",
        )
}

fn pipeline_name_arg() -> Arg {
    Arg::new(PIPELINE_NAME)
        .long(PIPELINE_NAME)
        .value_name("NAME")
        .help("Name of the pipeline [default: New business]")
        .long_help(
            "Name of the pipeline. Without it, the pipeline of the sale is called New business, that \
             after it Existing customers, and that before it Prospecting. With `--pipeline all`, \
             the second gets the first's name plus a suffix. In Odoo, this is the name of its \
             sales team. The same name gives the same ids every time, so a second import \
             updates the first.",
        )
}

fn force_arg() -> Arg {
    Arg::new(FORCE)
        .long(FORCE)
        .action(ArgAction::SetTrue)
        .help("Write into a folder that has files in it")
        .long_help(
            "Write into a folder that has files in it, for a format of several files: those of the \
             same names are replaced, and others stay. The list of stages for Salesforce keeps \
             what the pipelines in the folder pick.",
        )
}
