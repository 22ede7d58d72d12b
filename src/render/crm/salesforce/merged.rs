//! Merges the set of stages of a folder with that of a plan, so that every process of the
//! folder finds the stages that it picks.

use super::metadata::{StageValue, StandardValue};
use super::present::{PresentProcess, PresentValue};
use super::{LOST, STAGES, WON};
use crate::render::crm::Refusal;
use crate::wording::{self, quote};

/// A set that holds both, and what it changes.
pub(super) struct Merged {
    pub(super) values: Vec<StageValue>,
    pub(super) remarks: Vec<String>,
}

impl Merged {
    /// The set of a plan and what each of its pipelines picks, with what a folder has
    /// beside it: its stages, the processes that the plan writes anew, and all others.
    pub(super) fn new(
        new: Vec<StandardValue>,
        picks: &[Vec<String>],
        present: Vec<PresentValue>,
        own: &[PresentProcess],
        others: &[PresentProcess],
    ) -> Result<Self, Vec<Refusal>> {
        let changes: Vec<String> = (new.iter())
            .filter_map(|new| {
                let whose = whose(&new.full_name, own, others)?;
                let changed = changes(new, find(&present, &new.full_name)?)?;
                Some(format!("{} {whose} gets {changed}", quote(&new.full_name)))
            })
            .collect();
        let mut values: Vec<StageValue> = new.into_iter().map(StageValue::New).collect();
        let kept: Vec<String> = (present.iter())
            .filter(|value| place(&values, &value.full_name).is_none())
            .map(|value| quote(&value.full_name))
            .collect();
        // Salesforce shows the stages of a process in the order of the set, not in that
        // of the process.
        let in_set = |process: &PresentProcess| -> Vec<String> {
            let stages = present.iter().map(|value| &value.full_name);
            stages.filter(|name| process.picks(name)).cloned().collect()
        };
        let lists: Vec<Vec<String>> =
            picks.iter().cloned().chain(others.iter().map(in_set)).collect();
        take_in(&mut values, present);
        refuse(&values, others)?;
        let values = in_order(values, &lists);
        let mut remarks = Vec::new();
        if !kept.is_empty() {
            remarks.push(format!(
                "the list of stages keeps those that the folder had: {}",
                wording::all_of(&kept)
            ));
        }
        if !changes.is_empty() {
            remarks.push(format!(
                "the list of stages redefines these for other pipelines: {}",
                changes.join("; ")
            ));
        }
        Ok(Merged { values, remarks })
    }
}

/// Puts the stages that are not there yet after those that they followed. The
/// order of the set is that of every process.
fn take_in(values: &mut Vec<StageValue>, present: Vec<PresentValue>) {
    let mut next = 0;
    for value in present {
        match place(values, &value.full_name) {
            Some(place) => next = place + 1,
            None => {
                values.insert(next, StageValue::Kept(value));
                next += 1;
            }
        }
    }
    // The stages of won and lost are the last of the plan, and stay so.
    let is_end = |value: &StageValue| [WON, LOST].contains(&value.full_name());
    values.sort_by_key(is_end);
}

/// The stages in an order that agrees with every list, as far as there is one: of those
/// that may come next by the lists, the first comes next. Where lists contradict each
/// other, the first of all that are left does.
fn in_order(mut rest: Vec<StageValue>, lists: &[Vec<String>]) -> Vec<StageValue> {
    let mut ordered = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        let waits = |value: &StageValue| {
            lists.iter().any(|list| {
                let before = list.iter().take_while(|name| !is(value.full_name(), name));
                let has = list.iter().any(|name| is(value.full_name(), name));
                has && before.into_iter().any(|name| place(&rest, name).is_some())
            })
        };
        let next = rest.iter().position(|value| !waits(value)).unwrap_or(0);
        ordered.push(rest.remove(next));
    }
    ordered
}

/// What prevents a set from being written.
fn refuse(values: &[StageValue], others: &[PresentProcess]) -> Result<(), Vec<Refusal>> {
    let mut refused = Vec::new();
    for process in others {
        let missing = process.picks.iter().filter(|name| place(values, name).is_none());
        let missing = wording::all_of(missing.map(|name| quote(name)));
        if !missing.is_empty() {
            let what = format!(
                "the process {} of the folder picks stages that its list of stages does not have: \
                 {missing}",
                quote(&process.name)
            );
            let hint = "Retrieve StandardValueSet:OpportunityStage from the organisation into the \
                        folder first, or name a new folder.";
            refused.push(Refusal::new(what, hint));
        }
    }
    if values.len() > STAGES {
        let what = format!(
            "Salesforce takes {STAGES} stages, and with those of the folder these are {}",
            values.len()
        );
        refused.push(Refusal::new(what, "Delete what no process picks from the list of stages."));
    }
    if refused.is_empty() { Ok(()) } else { Err(refused) }
}

/// Which other pipelines have a stage; `None` if only those of the plan have it. A stage
/// that no process of the folder picks is one of the organisation.
fn whose(name: &str, own: &[PresentProcess], others: &[PresentProcess]) -> Option<String> {
    let others = others.iter().filter(|process| process.picks(name));
    match wording::all_of(others.map(|process| process.name.as_str())).as_str() {
        "" if own.iter().any(|process| process.picks(name)) => None,
        "" => Some("of the organisation".to_owned()),
        others => Some(format!("of {others}")),
    }
}

/// What a stage of the plan changes in the stage of that name; `None` if they are the
/// same.
fn changes(new: &StandardValue, old: &PresentValue) -> Option<String> {
    let elements = [
        ("label", new.label.as_str()),
        ("forecastCategory", new.forecast_category),
        ("probability", &new.probability.to_string()),
        ("closed", if new.closed { "true" } else { "false" }),
        ("won", if new.won { "true" } else { "false" }),
        ("description", new.description.as_deref().unwrap_or_default()),
    ];
    let changed: Vec<String> = (elements.into_iter())
        .filter_map(|(name, text)| Some((name, text, old.element(name)?)))
        .filter(|(_, new, old)| new.trim() != *old)
        .map(|(name, new, old)| match name {
            "description" => "another description".to_owned(),
            _ => format!("{name} {} instead of {}", quote(new), quote(old)),
        })
        .collect();
    (!changed.is_empty()).then(|| changed.join(", "))
}

/// Whether two names of stages are one for Salesforce.
fn is(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}

fn find<'v>(present: &'v [PresentValue], name: &str) -> Option<&'v PresentValue> {
    present.iter().find(|value| is(&value.full_name, name))
}

fn place(values: &[StageValue], name: &str) -> Option<usize> {
    values.iter().position(|value| is(value.full_name(), name))
}
