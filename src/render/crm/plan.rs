//! Which stages go into which pipeline, and what they are called there.
//!
//! Stages after the sale do not belong after a deal that is won. They make a second
//! pipeline, in which an offer to a customer goes through the last stages of the sale
//! again, and is won or lost by itself.

use std::collections::HashSet;

use super::{Order, Pipelines, Refusal, Report};
use crate::pipeline::{Phase, PipelineStage};
use crate::questionnaire::{self, Choice, Questionnaire};
use crate::wording::{self, quote};

/// From this percentage on, a deal is more likely to be won than lost: an offer to an
/// existing customer, who needs no pitch, begins there.
const LIKELY: u8 = 51;

/// What is to be written for a CRM.
#[derive(Debug)]
#[non_exhaustive]
pub struct CrmPlan<'q> {
    /// The pipelines, that of the sale before that after it; at least one.
    pub pipelines: Vec<Pipeline<'q>>,
    /// The stages that the CRM wants at the end of each: that of a deal won, and
    /// perhaps that of a deal lost.
    pub ends: Vec<String>,
    /// The questionnaire that the stages are from.
    pub questionnaire: &'q Questionnaire,
    /// What the plan leaves out or changes: sentences without a full stop.
    pub(super) remarks: Vec<String>,
}

/// A pipeline: the life of a deal from its beginning to the stage that ends won or
/// lost.
#[derive(Debug)]
#[non_exhaustive]
pub struct Pipeline<'q> {
    /// Its id: `prospecting`, `sale` or `after-sale`.
    pub id: &'static str,
    /// Its name.
    pub name: String,
    /// Whether that name was asked for.
    pub named: NamedBy,
    /// Its stages in order; at least one.
    pub stages: Vec<CrmStage<'q>>,
}

/// Where the name of a pipeline is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBy {
    /// It was asked for.
    ByOrder,
    /// No name was given.
    ByDefault,
}

/// A stage in its pipeline.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CrmStage<'q> {
    /// The stage.
    pub stage: &'q questionnaire::Stage,
    /// Its name, which no other stage of the plan has.
    pub name: String,
    /// The default win probability in percent; `None` if nothing is forecast,
    /// because no deal is open.
    pub probability: Option<u8>,
}

impl<'q> CrmPlan<'q> {
    pub(super) fn from_report(
        report: &Report<'_, 'q>,
        order: &Order<'_>,
        ends: Vec<String>,
    ) -> Result<Self, Refusal> {
        let questionnaire = report.diagnosis.questionnaire();
        let words = questionnaire.words();
        let stages = &report.diagnosis.pipeline;
        let named = if order.name.is_some() { NamedBy::ByOrder } else { NamedBy::ByDefault };
        let mut pipelines = Vec::new();
        let begins = order.pipelines != Pipelines::AfterSale;
        if begins {
            let (id, phases, name) = match order.pipelines {
                Pipelines::Prospecting => {
                    ("prospecting", &[Phase::Prospecting][..], "crm-prospecting")
                }
                Pipelines::Deal => ("sale", &[Phase::Sale][..], "crm-sale"),
                _ => ("sale", &[Phase::Prospecting, Phase::Sale][..], "crm-sale"),
            };
            let name = order.name.map_or_else(|| words.text(name), str::to_owned);
            pipelines.push(Pipeline { id, name, named, stages: in_phases(stages, phases) });
        }
        let after_sale = after_sale(stages);
        let with_after_sale = matches!(order.pipelines, Pipelines::AfterSale | Pipelines::All);
        if with_after_sale && (order.pipelines == Pipelines::AfterSale || !after_sale.is_empty()) {
            let name = match (order.name, order.pipelines) {
                (None, _) => words.text("crm-after-sale"),
                (Some(name), Pipelines::All) => {
                    words.say("crm-after-sale-of", [("name", name.into())])
                }
                (Some(name), _) => name.to_owned(),
            };
            pipelines.push(Pipeline { id: "after-sale", name, named, stages: after_sale });
        }
        if let Some(empty) = pipelines.iter().find(|pipeline| pipeline.stages.is_empty()) {
            return Err(no_stages(questionnaire, empty.id));
        }
        let mut remarks = left_out(stages, order.pipelines);
        if let Some(entry) = report.diagnosis.entry.filter(|entry| begins && entry.assumed) {
            let model = quote(&entry.model.name);
            remarks.push(format!(
                "no answer says how deals start, so the pipeline starts the way {model} does"
            ));
        }
        let mut plan = CrmPlan { pipelines, ends, questionnaire, remarks };
        plan.make_names_unique();
        Ok(plan)
    }

    /// What to type into a CRM that imports nothing: the pipelines as they would be
    /// exported, with won and lost at the end. `None` without a pipeline.
    pub(in crate::render) fn to_type(report: &Report<'_, 'q>) -> Option<Self> {
        let words = report.diagnosis.questionnaire().words();
        let ends = ["deal-won", "deal-lost"].map(|end| words.text(end));
        let order = Order { pipelines: Pipelines::All, name: None };
        CrmPlan::from_report(report, &order, ends.into()).ok()
    }

    /// The stages of all pipelines, each once, in an order that fits every pipeline: what
    /// comes after the sale comes before the stages that both have.
    pub fn stages(&self) -> Vec<&CrmStage<'q>> {
        let mut seen = HashSet::new();
        let (first, open): (Vec<_>, Vec<_>) = (self.pipelines.iter())
            .flat_map(|pipeline| &pipeline.stages)
            .filter(|stage| seen.insert(stage.stage.index))
            .partition(|stage| stage.probability.is_none());
        first.into_iter().chain(open).collect()
    }

    /// What a stage is for and what ends it, for a CRM with one text for both.
    pub(super) fn guidance(&self, stage: &CrmStage<'_>) -> String {
        let when = if stage.stage.closes_deal { "closed-when" } else { "move-on-when" };
        let exit =
            self.questionnaire.words().say(when, [("exit", stage.stage.exit.as_str().into())]);
        format!("{} {exit}", stage.stage.goal)
    }

    /// Numbers the names that an earlier stage or an end has. Upper and lower case make
    /// no difference, because they make none to some CRMs.
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
            self.remarks
                .push(format!("stages with one name are numbered: {}", wording::all_of(&renamed)));
        }
    }
}

fn in_phases<'q>(stages: &[PipelineStage<'q>], phases: &[Phase]) -> Vec<CrmStage<'q>> {
    stages.iter().filter(|stage| phases.contains(&stage.phase)).map(planned).collect()
}

/// The stages after the sale, and those of the sale in which an offer to a customer
/// is decided: the one that closes the deal, and of those that every pipeline has,
/// the ones in which a deal is more likely won than lost.
fn after_sale<'q>(stages: &[PipelineStage<'q>]) -> Vec<CrmStage<'q>> {
    let own = in_phases(stages, &[Phase::AfterSale]);
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

fn planned<'q>(stage: &PipelineStage<'q>) -> CrmStage<'q> {
    let probability = stage.probability();
    CrmStage { stage: stage.stage, name: stage.stage.name.clone(), probability }
}

/// What an order leaves out or takes in that a reader could miss or not expect.
fn left_out(stages: &[PipelineStage<'_>], pipelines: Pipelines) -> Vec<String> {
    let names = |phase| {
        let stages = stages.iter().filter(|stage| stage.phase == phase);
        wording::all_of(stages.map(|stage| quote(&stage.stage.name)))
    };
    let (first, after) = (names(Phase::Prospecting), names(Phase::AfterSale));
    let mut remarks = Vec::new();
    match pipelines {
        Pipelines::Sale | Pipelines::All if !first.is_empty() => remarks.push(format!(
            "these stages come before a deal opens, and have no forecast: {first}; the pipeline deal \
             leaves them out, and prospecting has them alone, to keep as leads"
        )),
        Pipelines::Deal if !first.is_empty() => {
            remarks.push(format!("left out (they belong in the pipeline prospecting): {first}"));
        }
        Pipelines::Prospecting => remarks.push(
            "a company leaves this pipeline when its deal opens; the pipeline deal has the stages \
             from there on"
                .to_owned(),
        ),
        _ => {}
    }
    match pipelines {
        Pipelines::Sale | Pipelines::Deal if !after.is_empty() => {
            remarks.push(format!("left out (they belong in the pipeline after-sale): {after}"));
        }
        Pipelines::All if after.is_empty() => remarks.push(
            "this diagnosis has no stages after the sale, so sale is the only pipeline".to_owned(),
        ),
        _ => {}
    }
    remarks
}

/// Why a pipeline has no stages, with the models and the answers that bring some.
fn no_stages(questionnaire: &Questionnaire, pipeline: &str) -> Refusal {
    let all = questionnaire.stages();
    let (place, among) = match pipeline {
        "prospecting" => {
            let opens = all.iter().position(|stage| stage.opens_deal).unwrap_or(0);
            ("before a deal opens", &all[..opens])
        }
        "after-sale" => {
            let closes = all.iter().rposition(|stage| stage.closes_deal);
            ("after the sale", closes.map_or(&[][..], |closes| &all[closes + 1..]))
        }
        _ => {
            let what = format!("{} has no stages before the sale closes", questionnaire.id());
            return Refusal::new(what, "Give it stages, or use another questionnaire.");
        }
    };
    let what = format!("this diagnosis has no stages {place}, so it has no pipeline {pipeline}");
    let brings = |model: &&questionnaire::Model| {
        among.iter().any(|stage| stage.is_added_by(model) || stage.is_entry_of(model))
    };
    let models = questionnaire.models().iter().filter(brings).map(|model| model.name.as_str());
    let models = wording::all_of(models);
    let models = (!models.is_empty()).then(|| format!("{models}, leading or in the mix"));
    let adds = |choice: &&Choice| among.iter().any(|stage| choice.adds.contains(&stage.index));
    let answers = questionnaire.questions().iter().filter_map(|question| {
        let options = question.options.iter().filter(adds).map(|choice| choice.id.as_str());
        let options = wording::one_of(options);
        (!options.is_empty()).then(|| format!("the answer {options} to {}", question.id))
    });
    let sources: Vec<String> = models.into_iter().chain(answers).collect();
    let hint = match sources.join(", or with ").as_str() {
        "" => format!("Nothing in {} brings any: ask for the pipeline sale.", questionnaire.id()),
        sources => format!("They come with {sources}. Ask for the pipeline sale instead."),
    };
    Refusal::new(what, hint)
}
