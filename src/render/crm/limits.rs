//! How much a CRM takes, as data: limits that its maker does not state are not here.

use super::{CrmPlan, Refusal};
use crate::wording::{self, quote};

/// The most that a CRM takes. Lengths count UTF-16 units, in which most CRMs
/// store text: an emoji counts as two characters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CrmLimits {
    /// The length of the name of a pipeline.
    pub(super) pipeline_name: Option<usize>,
    /// The length of the name of a stage.
    pub(super) stage_name: Option<usize>,
    /// The stages in one list, including those of won and lost.
    pub(super) stages: Option<usize>,
}

impl CrmLimits {
    /// Whether a pipeline can be called this.
    pub(super) fn takes_name(&self, crm: &str, name: &str) -> Result<(), Refusal> {
        let too_long = |most: &usize| length(name) > *most;
        let Some(most) = self.pipeline_name.filter(too_long) else { return Ok(()) };
        let what = format!(
            "{} is too long for the name of a pipeline: {crm} takes {most} characters, and it has {}",
            quote(name),
            length(name)
        );
        Err(Refusal::new(what, "Give it a shorter name."))
    }

    /// What of a plan is beyond the limits.
    pub(super) fn holds(&self, crm: &str, plan: &CrmPlan<'_>) -> Vec<Refusal> {
        let names = plan.pipelines.iter().map(|pipeline| self.takes_name(crm, &pipeline.name));
        let mut refused: Vec<Refusal> = names.filter_map(Result::err).collect();
        if let Some(most) = self.stage_name {
            let names = plan.stages().into_iter().map(|stage| stage.name.as_str());
            let long: Vec<String> = names
                .chain(plan.ends.iter().map(String::as_str))
                .filter(|name| length(name) > most)
                .map(|name| format!("{} ({})", quote(name), length(name)))
                .collect();
            if !long.is_empty() {
                let what = format!(
                    "{crm} takes {most} characters for the name of a stage, and these have more: {}",
                    wording::all_of(&long)
                );
                refused.push(Refusal::new(what, "Shorten them in the questionnaire."));
            }
        }
        let stages = plan.stages().len() + plan.ends.len();
        if let Some(most) = self.stages.filter(|most| stages > *most) {
            let what = format!("{crm} takes {most} stages, and there are {stages}");
            refused.push(Refusal::new(what, "Merge stages in the questionnaire."));
        }
        refused
    }
}

/// The length of a text as CRMs count it.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}
