//! Pipelines as CRMs take them in: one small file a CRM, each a function of a
//! [`CrmPlan`], which holds what they share.
//!
//! Unlike a report, a pipeline can be refused: a CRM has limits, and nothing is
//! cut to fit them. [`Crm::remarks`] says what a CRM cannot store.
//!
//! ```
//! # use salesmodel::{answers::Draft, date::Date, diagnosis, questionnaire::Builtin};
//! use salesmodel::render::Report;
//! use salesmodel::render::crm::{Crm, CrmOutput, Order, Pipelines};
//!
//! # let questionnaire = Builtin::standard().questionnaire();
//! # let mut draft = Draft::new(&questionnaire);
//! # let answers = ["inbound", "little", "one", "one-or-two"];
//! # for (question, answer) in questionnaire.questions().iter().zip(answers) {
//! #     draft.give(question.read(answer)?);
//! # }
//! # let diagnosis = diagnosis::score(draft.complete()?)?;
//! # let report = Report::new(&diagnosis, Date::EPOCH);
//! let crm = Crm::named("hubspot").expect("it is one of the CRMs");
//! let order = Order { pipelines: Pipelines::Sale, name: None };
//! let plan = crm.plan(&report, &order).expect("HubSpot takes these names");
//! let CrmOutput::Stream { write, .. } = crm.output else { panic!("it takes one document") };
//! let mut bytes = Vec::new();
//! write(&plan, &mut bytes)?;
//! assert!(String::from_utf8(bytes)?.contains("Negotiate"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod hubspot;
mod identity;
mod limits;
mod odoo;
mod order;
mod pipedrive;
mod plan;
mod salesforce;

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io::{self, Write};

use super::Report;
use crate::wording::{quote, steers};
use crate::words::Words;
use limits::CrmLimits;

pub use order::{Order, Pipelines};
pub use plan::{CrmPlan, CrmStage, NamedBy, Pipeline};

/// Every CRM that a pipeline can be written for.
pub const CRMS: &[Crm] =
    &[hubspot::CRM, salesforce::CRM, pipedrive::CRM, odoo::CRM, odoo::CRM_19, odoo::LOST_REASONS];

/// A CRM that a pipeline can be written for.
#[derive(Clone, Copy, Debug)]
pub struct Crm {
    /// The name of the format, as the command line gives it.
    pub name: &'static str,
    /// What its maker calls it.
    pub title: &'static str,
    /// What it is for, in a few words.
    pub about: &'static str,
    /// What is written, and how.
    pub output: CrmOutput,
    limits: CrmLimits,
    /// The stages after the last one of a plan that the CRM wants in its list.
    ends: fn(&Words, Pipelines) -> Vec<String>,
    /// Refuses an order that the CRM cannot take, whatever the diagnosis.
    takes: fn(&Order<'_>) -> Result<(), Refusal>,
    /// What of a plan it cannot hold, besides the limits.
    holds: fn(&CrmPlan<'_>) -> Vec<Refusal>,
    /// What a plan leaves out, what of it the CRM cannot store, and what to know before
    /// loading it.
    remarks: fn(&CrmPlan<'_>) -> Vec<String>,
}

/// What is written for a CRM: one stream, or a folder of files.
#[derive(Clone, Copy, Debug)]
pub enum CrmOutput {
    /// One stream, with a line feed at the end.
    Stream {
        /// The extension of a file that holds it, such as `json`.
        extension: &'static str,
        /// Writes a plan.
        write: fn(&CrmPlan<'_>, &mut dyn Write) -> io::Result<()>,
    },
    /// Several files in a folder.
    Folder(CrmFolder),
}

/// How the files of a folder are made. A folder can hold the pipelines of earlier
/// exports, which the new files must leave whole.
#[derive(Clone, Copy, Debug)]
pub struct CrmFolder {
    /// What must be known of the folder: paths of files, and of folders whose own
    /// files all count. What is not there is left out.
    pub reads: &'static [&'static str],
    /// The files of a plan, for a folder that holds these.
    pub files: fn(&CrmPlan<'_>, &[CrmFile]) -> Result<CrmFiles, Vec<Refusal>>,
}

/// What is to be written into a folder.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CrmFiles {
    /// The files.
    pub files: Vec<CrmFile>,
    /// What they change for the pipelines that the folder had: sentences without a
    /// full stop.
    pub remarks: Vec<String>,
}

/// A file of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrmFile {
    /// Its path in the folder, the parts with a slash between them.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Why a pipeline cannot be written, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is in the way. No full stop at the end.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

impl Refusal {
    fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Refusal { what: what.into(), hint: hint.into() }
    }
}

impl Display for Refusal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl Error for Refusal {}

impl Crm {
    /// The CRM of this name.
    pub fn named(name: &str) -> Option<&'static Crm> {
        CRMS.iter().find(|crm| crm.name == name)
    }

    /// Whether the CRM can do what is ordered, as far as that can be known before
    /// there is a diagnosis.
    ///
    /// # Errors
    ///
    /// It cannot take two pipelines at once, or not this name.
    pub fn takes(&self, order: &Order<'_>) -> Result<(), Refusal> {
        if let Some(name) = order.name {
            if name.is_empty() || name.trim() != name || name.chars().any(steers) {
                let what = format!(
                    "{} cannot be the name of a pipeline: it is empty, begins or ends with white \
                     space, or has a control character",
                    quote(name)
                );
                return Err(Refusal::new(what, "Give it another name."));
            }
            self.limits.takes_name(self.title, name)?;
        }
        (self.takes)(order)
    }

    /// What is to be written: the stages of each pipeline that was ordered, under
    /// names that this CRM takes.
    ///
    /// # Errors
    ///
    /// All the reasons why it cannot be written; at least one.
    pub fn plan<'q>(
        &self,
        report: &Report<'_, 'q>,
        order: &Order<'_>,
    ) -> Result<CrmPlan<'q>, Vec<Refusal>> {
        self.takes(order).map_err(|refusal| vec![refusal])?;
        let words = report.diagnosis.questionnaire().words();
        let ends = (self.ends)(words, order.pipelines);
        let plan = CrmPlan::from_report(report, order, ends).map_err(|refusal| vec![refusal])?;
        let mut refused = self.limits.holds(self.title, &plan);
        refused.extend((self.holds)(&plan));
        if refused.is_empty() { Ok(plan) } else { Err(refused) }
    }

    /// What of a plan the CRM cannot store, and what to know before loading it: sentences
    /// without a full stop.
    pub fn remarks(&self, plan: &CrmPlan<'_>) -> Vec<String> {
        (self.remarks)(plan)
    }
}
