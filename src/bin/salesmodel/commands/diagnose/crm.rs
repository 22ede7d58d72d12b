//! The result as a pipeline for a CRM.

use std::ffi::OsStr;
use std::io::{self, Write};

use salesmodel::render::Report;
use salesmodel::render::crm::{Crm, CrmFolder, CrmOutput, CrmPlan, Order, Pipelines, Refusal};

use crate::args::diagnose::DiagnoseArgs;
use crate::failure::Failure;
use crate::output::Destination;
use crate::output::folder::{Folder, Occupied};
use crate::settings::Settings;

/// What was ordered for a CRM, and where it goes.
pub(super) struct Delivery {
    crm: &'static Crm,
    pipelines: Pipelines,
    name: Option<String>,
    pub(super) place: CrmTarget,
}

/// Where a pipeline goes, and what writes it there.
pub(super) enum CrmTarget {
    Stream(fn(&CrmPlan<'_>, &mut dyn Write) -> io::Result<()>, Destination),
    Folder(CrmFolder, Folder),
}

impl Delivery {
    /// What the arguments order.
    ///
    /// # Errors
    ///
    /// The CRM cannot do it, or the place cannot be written to.
    pub(super) fn new(
        args: &DiagnoseArgs,
        crm: &'static Crm,
        settings: &Settings,
    ) -> Result<Self, Failure> {
        let asked = &args.for_crm;
        let pipelines = asked.pipeline.unwrap_or(Pipelines::Sale);
        let name = asked.pipeline_name.as_deref();
        let refused = |refusal: Refusal| Failure::usage(refusal.what).with_hint(refusal.hint);
        crm.takes(&Order { pipelines, name }).map_err(refused)?;
        let force = asked.force;
        let place = match (crm.output, args.output.name()) {
            (CrmOutput::Stream { .. }, _) if force => {
                let message =
                    format!("--force is for a format of several files, and {} is one", crm.name);
                return Err(Failure::usage(message).with_hint("Leave --force out."));
            }
            (CrmOutput::Folder(_), None) => {
                let message = format!("{} is several files, and needs a folder", crm.name);
                return Err(Failure::usage(message).with_hint("Name one with --output."));
            }
            (_, output) => {
                let occupied = if force { Occupied::Replace } else { Occupied::Refuse };
                target(crm, output.unwrap_or(OsStr::new("-")), occupied, settings)?
            }
        };
        Ok(Delivery { crm, pipelines, name: name.map(str::to_owned), place })
    }

    /// The pipeline of the sale under the standard name, in a new place of this name.
    ///
    /// # Errors
    ///
    /// The place cannot be written to.
    pub(super) fn to(
        crm: &'static Crm,
        output: &OsStr,
        settings: &Settings,
    ) -> Result<Self, Failure> {
        let place = target(crm, output, Occupied::Refuse, settings)?;
        Ok(Delivery { crm, pipelines: Pipelines::Sale, name: None, place })
    }

    /// Writes the pipelines; gives what the CRM cannot store, and how to load them.
    ///
    /// # Errors
    ///
    /// The CRM cannot hold them, or they cannot be written.
    pub(super) fn write(&self, report: &Report<'_, '_>) -> Result<Vec<String>, Failure> {
        let order = Order { pipelines: self.pipelines, name: self.name.as_deref() };
        let plan = self.crm.plan(report, &order).map_err(|refusals| refused(&refusals))?;
        let mut remarks = self.crm.remarks(&plan);
        match &self.place {
            CrmTarget::Stream(write, destination) => {
                let mut bytes = Vec::new();
                write(&plan, &mut bytes).expect("memory can be written");
                destination.write(&bytes)?;
            }
            CrmTarget::Folder(project, folder) => {
                let present = folder.present(project.reads)?;
                let made = (project.files)(&plan, &present);
                let made = made.map_err(|refusals| refused(&refusals))?;
                folder.write(&made.files)?;
                remarks.extend(made.remarks);
            }
        }
        Ok(remarks)
    }
}

/// The place of this name, as the CRM needs one.
fn target(
    crm: &Crm,
    output: &OsStr,
    occupied: Occupied,
    settings: &Settings,
) -> Result<CrmTarget, Failure> {
    Ok(match crm.output {
        CrmOutput::Stream { write, .. } => {
            CrmTarget::Stream(write, Destination::new(output, settings)?)
        }
        CrmOutput::Folder(files) => {
            CrmTarget::Folder(files, Folder::new(output, occupied, settings)?)
        }
    })
}

/// All the reasons at once, each with what to do.
fn refused(refusals: &[Refusal]) -> Failure {
    match refusals {
        [one] => Failure::input(&one.what).with_hint(&one.hint),
        all => {
            let all = all.iter().map(|refusal| format!("{}\n  {}", refusal.what, refusal.hint));
            let all: Vec<String> = all.collect();
            Failure::input(format!("{} things are in the way\n{}", all.len(), all.join("\n")))
        }
    }
}
