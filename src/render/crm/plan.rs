//! Which stages go into which pipeline, and what they are called there.
//!
//! Stages after the sale do not belong behind a deal that is won. They make a
//! second pipeline, in which an offer to a customer goes on through the last
//! stages of the sale to a won or lost of its own.

use std::collections::HashSet;

use super::{Crm, Order, Pipelines, Refusal, Report};
use crate::pipeline::{Phase, PipelineStage};
use crate::questionnaire::{self, Questionnaire};
use crate::wording::{self, quote};

/// From so many percent on, a deal is more likely to be won than lost: there an
/// offer to a customer begins, who needs no pitch.
const LIKELY: u8 = 51;

/// What is to be written for a CRM.
#[derive(Debug)]
#[non_exhaustive]
pub struct Plan<'q> {
    /// The pipelines, the one of the sale first; at least one.
    pub pipelines: Vec<Pipeline<'q>>,
    /// The stages that the CRM wants at the end of each: that of a deal won, and
    /// perhaps that of a deal lost.
    pub ends: Vec<String>,
    /// The questionnaire that the stages are from.
    pub questionnaire: &'q Questionnaire,
    crm: &'static Crm,
    remarks: Vec<String>,
}

/// A pipeline: the life of a deal from its beginning to the stage that ends won or
/// lost.
#[derive(Debug)]
#[non_exhaustive]
pub struct Pipeline<'q> {
    /// Its id: `sale` or `after-sale`.
    pub id: &'static str,
    /// Its name.
    pub name: String,
    /// Whether that name was asked for.
    pub named: Named,
    /// Its stages in order; at least one.
    pub stages: Vec<Stage<'q>>,
}

/// Where the name of a pipeline is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// It was asked for.
    ByOrder,
    /// Nobody said one.
    ByDefault,
}

/// A stage in its pipeline.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stage<'q> {
    /// The stage.
    pub stage: &'q questionnaire::Stage,
    /// Its name, which no other stage of the plan has.
    pub name: String,
    /// The default win probability in percent; none where nothing is forecast,
    /// because no deal is open.
    pub probability: Option<u8>,
}

impl<'q> Plan<'q> {
    pub(super) fn of(
        crm: &'static Crm,
        report: &Report<'_, 'q>,
        order: &Order<'_>,
    ) -> Result<Self, Refusal> {
        let questionnaire = report.diagnosis.questionnaire();
        let words = questionnaire.words();
        let stages = &report.diagnosis.pipeline;
        let (sale, after_sale) = (sale(stages), after_sale(stages));
        if matches!(order.pipelines, Pipelines::Sale | Pipelines::All) && sale.is_empty() {
            let what = format!("{} has no stages before the sale closes", questionnaire.id());
            return Err(Refusal::new(what, "Give it stages, or use another questionnaire."));
        }
        if order.pipelines == Pipelines::AfterSale && after_sale.is_empty() {
            let what =
                "this diagnosis has no stages after the sale, so it has no pipeline after-sale";
            return Err(Refusal::new(what, who_brings_after_sale(questionnaire)));
        }

        let mut remarks = Vec::new();
        let own = stages.iter().filter(|stage| stage.phase == Phase::AfterSale);
        let own: Vec<&str> = own.map(|stage| stage.stage.name.as_str()).collect();
        if order.pipelines == Pipelines::Sale && !own.is_empty() {
            remarks.push(format!(
                "left out, because the pipeline after-sale has what comes after the sale: {}",
                wording::all_of(own)
            ));
        } else if order.pipelines == Pipelines::All && own.is_empty() {
            remarks.push(
                "this diagnosis has no stages after the sale, so sale is the only pipeline"
                    .to_owned(),
            );
        }

        let named = if order.name.is_some() { Named::ByOrder } else { Named::ByDefault };
        let mut pipelines = Vec::new();
        if order.pipelines != Pipelines::AfterSale {
            let name = order.name.map_or_else(|| words.text("crm-sale"), str::to_owned);
            pipelines.push(Pipeline { id: "sale", name, named, stages: sale });
        }
        if order.pipelines != Pipelines::Sale && !after_sale.is_empty() {
            let name = match (order.name, order.pipelines) {
                (None, _) => words.text("crm-after-sale"),
                (Some(name), Pipelines::All) => {
                    words.say("crm-after-sale-of", [("name", name.into())])
                }
                (Some(name), _) => name.to_owned(),
            };
            pipelines.push(Pipeline { id: "after-sale", name, named, stages: after_sale });
        }
        let ends = (crm.ends)(words);
        let mut plan = Plan { pipelines, ends, questionnaire, crm, remarks };
        plan.make_names_unique();
        Ok(plan)
    }

    /// The stages of all pipelines, each once, in an order that is that of every
    /// pipeline: what comes after the sale stands before the stages that both have.
    pub fn stages(&self) -> Vec<&Stage<'q>> {
        let mut seen = HashSet::new();
        let (first, open): (Vec<_>, Vec<_>) = (self.pipelines.iter())
            .flat_map(|pipeline| &pipeline.stages)
            .filter(|stage| seen.insert(stage.stage.index))
            .partition(|stage| stage.probability.is_none());
        first.into_iter().chain(open).collect()
    }

    /// What a stage is for and what ends it, for a CRM with one text for both.
    pub(super) fn guidance(&self, stage: &Stage<'_>) -> String {
        let when = if stage.stage.closes_deal { "closed-when" } else { "move-on-when" };
        let exit =
            self.questionnaire.words().say(when, [("exit", stage.stage.exit.as_str().into())]);
        format!("{} {exit}", stage.stage.goal)
    }

    /// What the CRM has no place for, and what to know before loading the plan:
    /// sentences without a full stop.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = self.remarks.clone();
        remarks.extend((self.crm.remarks)(self));
        remarks
    }

    /// Numbers the names that an earlier stage or an end has. Whether letters are
    /// capital makes no difference, because it makes none to some CRMs.
    fn make_names_unique(&mut self) {
        let mut taken: HashSet<String> = self.ends.iter().map(|name| name.to_lowercase()).collect();
        let mut renamed = Vec::new();
        for stage in self.stages().into_iter().map(|stage| stage.stage).collect::<Vec<_>>() {
            let numbered = |number: usize| match number {
                1 => stage.name.clone(),
                _ => format!("{} ({number})", stage.name),
            };
            let name = (1..)
                .map(numbered)
                .find(|name| taken.insert(name.to_lowercase()))
                .expect("there are more numbers than stages");
            if name == stage.name {
                continue;
            }
            renamed.push(quote(&name));
            let all = self.pipelines.iter_mut().flat_map(|pipeline| &mut pipeline.stages);
            for same in all.filter(|other| other.stage.index == stage.index) {
                same.name.clone_from(&name);
            }
        }
        if !renamed.is_empty() {
            self.remarks.push(format!(
                "stages with one name are numbered: {}",
                wording::all_of(renamed.iter().map(String::as_str))
            ));
        }
    }
}

fn sale<'q>(stages: &[PipelineStage<'q>]) -> Vec<Stage<'q>> {
    stages.iter().filter(|stage| stage.phase != Phase::AfterSale).map(planned).collect()
}

/// The stages after the sale, and those of the sale in which an offer to a customer
/// is decided: the one that closes the deal, and of those that every pipeline has,
/// the ones in which a deal is more likely won than lost.
fn after_sale<'q>(stages: &[PipelineStage<'q>]) -> Vec<Stage<'q>> {
    let own = stages.iter().filter(|stage| stage.phase == Phase::AfterSale);
    let own: Vec<Stage<'q>> = own.map(planned).collect();
    if own.is_empty() {
        return own;
    }
    let closes = stages.iter().rposition(|stage| stage.phase == Phase::Sale);
    let decides = |(place, stage): &(usize, &PipelineStage<'q>)| {
        let likely = stage.probability().is_some_and(|percent| percent >= LIKELY);
        Some(*place) == closes || (likely && stage.stage.always)
    };
    let closing = stages.iter().enumerate().filter(decides).map(|(_, stage)| planned(stage));
    own.into_iter().chain(closing).collect()
}

fn planned<'q>(stage: &PipelineStage<'q>) -> Stage<'q> {
    let probability = stage.probability();
    Stage { stage: stage.stage, name: stage.stage.name.clone(), probability }
}

/// Which models bring stages after the sale, for whoever misses them.
fn who_brings_after_sale(questionnaire: &Questionnaire) -> String {
    let stages = questionnaire.stages();
    let closes = stages.iter().rposition(|stage| stage.closes_deal);
    let after = closes.map_or(&[][..], |closes| &stages[closes + 1..]);
    let brings = |model: &&questionnaire::Model| {
        after.iter().any(|stage| stage.is_added_by(model) || stage.is_entry_of(model))
    };
    let models = questionnaire.models().iter().filter(brings);
    match wording::all_of(models.map(|model| model.name.as_str())).as_str() {
        "" => format!("No model of {} has any: ask for the pipeline sale.", questionnaire.id()),
        models => format!(
            "They come with {models}, leading or in the mix. Ask for the pipeline sale instead."
        ),
    }
}
