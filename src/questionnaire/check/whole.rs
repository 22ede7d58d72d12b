//! Checks of what the parts of a questionnaire mean together: whether a model
//! can lead at all, and whether every deal that is open has a win probability
//! that does not fall.

use std::collections::HashSet;

use super::Check;
use crate::document::Trail;
use crate::problem::{Kind, Problem};
use crate::questionnaire::{Model, Questionnaire, Stage};

impl Check {
    pub(super) fn whole(&mut self, questionnaire: &Questionnaire) {
        self.lead_can_be_reached(questionnaire);
        self.notes_can_be_met(questionnaire);
        self.boundaries(questionnaire);
        let begins = |model: &&Model| questionnaire.stages().iter().any(|s| s.is_entry_of(model));
        let mut entries: Vec<Option<&Model>> =
            questionnaire.models().iter().filter(begins).map(Some).collect();
        // A leader always has the points for its entry. So if every model has an entry,
        // every pipeline has one, and otherwise some may have none.
        let all_begin = entries.len() == questionnaire.models().len();
        if questionnaire.default_entry().is_none() && !all_begin {
            entries.push(None);
        }
        let mut judged = HashSet::new();
        for entry in entries {
            self.probabilities(&longest_pipeline(questionnaire, entry), &mut judged);
        }
    }

    /// Checks that a stage which opens or closes the deal does not depend on what models
    /// and options add, so that all pipelines with the same entry have the same phases.
    fn boundaries(&mut self, questionnaire: &Questionnaire) {
        for stage in questionnaire.stages() {
            let is_boundary = stage.opens_deal || stage.closes_deal;
            let begins = questionnaire.models().iter().any(|model| stage.is_entry_of(model));
            let added = questionnaire.models().iter().any(|model| stage.is_added_by(model))
                || !stage.brought_by.is_empty();
            if is_boundary && added && !begins && !stage.always {
                let does = if stage.opens_deal { "opens" } else { "closes" };
                let what = format!(
                    "{} {does} the deal, but only adds include it, so some pipelines lack it",
                    stage.id
                );
                let stages = Trail::Root.key("stages");
                let place = stages.item(stage.index);
                let problem = Problem::new(Kind::BadBoundary, what)
                    .with_hint("Put it under always or into an entry.");
                self.note(&place.key("id"), problem);
            }
        }
    }

    fn lead_can_be_reached(&mut self, questionnaire: &Questionnaire) {
        let most = |model: &Model| -> u32 {
            let best = questionnaire.questions().iter().map(|question| {
                question.options.iter().map(|option| option.points(model)).max().unwrap_or(0)
            });
            best.sum()
        };
        let most = questionnaire.models().iter().map(most).max().unwrap_or(0);
        if most < questionnaire.lead_at() {
            let what = format!(
                "no model can lead: one needs {} points, and no answers give more than {most}",
                questionnaire.lead_at()
            );
            self.note(&Trail::Root.key("lead_at"), Problem::new(Kind::NoLeader, what));
        }
    }

    /// Checks that each note can be given. A result always has a leader, so a note is never
    /// given if no model can lead with its answers, whatever the other answers are.
    fn notes_can_be_met(&mut self, questionnaire: &Questionnaire) {
        for note in questionnaire.notes() {
            let most = |model: &Model| -> u32 {
                let best = questionnaire.questions().iter().map(|question| {
                    let asked = note.when.iter().find(|(place, _)| *place == question.index);
                    let options = question.options.iter();
                    let options = options.filter(|option| {
                        asked.is_none_or(|(_, options)| options.contains(&option.index))
                    });
                    options.map(|option| option.points(model)).max().unwrap_or(0)
                });
                best.sum()
            };
            let most = questionnaire.models().iter().map(most).max().unwrap_or(0);
            if most < questionnaire.lead_at() {
                let what = format!(
                    "no combination of answers with a result matches this: a model needs {} \
                     points to lead, and these answers leave it {most} at most",
                    questionnaire.lead_at()
                );
                let hint = "Name other answers, or give these more points.";
                let problem = Problem::new(Kind::UnmetNote, what).with_hint(hint);
                self.note(&Trail::Root.key("notes").item(note.index).key("when"), problem);
            }
        }
    }

    /// Checks that each stage of a pipeline, from the one that opens the deal to the one
    /// that closes it, has a win probability that is not lower than any before.
    fn probabilities(&mut self, pipeline: &[&Stage], judged: &mut HashSet<usize>) {
        let opens = pipeline.iter().position(|stage| stage.opens_deal).unwrap_or(0);
        let closes = pipeline.iter().rposition(|stage| stage.closes_deal);
        let sale = &pipeline[opens..closes.map_or(pipeline.len(), |last| last + 1).max(opens)];
        let mut before: Option<(&Stage, u8)> = None;
        for stage in sale {
            let (what, hint) = match (stage.probability, before) {
                (None, _) => (
                    "a deal is open in this stage, and it has no win probability".to_owned(),
                    "Give it one, 10 to 90 in steps of 10, or say where deals open and close: \
                     opens_deal: true, closes_deal: true.",
                ),
                (Some(percent), Some((earlier, highest))) if percent < highest => (
                    format!(
                        "the win probability falls to {percent} here, from {highest} in {}",
                        earlier.id
                    ),
                    "Write a probability that is not less than those before.",
                ),
                (Some(percent), _) => {
                    before = Some((stage, percent));
                    continue;
                }
            };
            if judged.insert(stage.index) {
                let stages = Trail::Root.key("stages");
                let place = stages.item(stage.index);
                let problem = Problem::new(Kind::BadProbability, what).with_hint(hint);
                self.note(&place.key("probability"), problem);
            }
        }
    }
}

/// The pipeline of an entry with everything that models and options can add to it. Every
/// other pipeline of that entry is a part of this one with the same phases, so
/// what holds here holds there.
fn longest_pipeline<'q>(questionnaire: &'q Questionnaire, entry: Option<&Model>) -> Vec<&'q Stage> {
    let belongs = |stage: &&Stage| {
        stage.always
            || entry.is_some_and(|model| stage.is_entry_of(model))
            || questionnaire.models().iter().any(|model| stage.is_added_by(model))
            || !stage.brought_by.is_empty()
    };
    questionnaire.stages().iter().filter(belongs).collect()
}
