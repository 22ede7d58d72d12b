//! The questions as sums see them: answers with the same points are one. If each answer
//! were one, 40 questions with 6 options would take twice as long to look at, and 12 with
//! 5 options 16 times as long.
//!
//! Stages are counted like models: a stage gets one from each answer given that adds
//! it. So they add up as points do, and more than 0 means that the stage is in the
//! pipeline.

use crate::answers::{Answers, Draft};
use crate::diagnosis::{Decider, Outcome};
use crate::questionnaire::{Choice, Question, Questionnaire, StageSet};

/// A questionnaire with its answers gathered by their points.
pub(super) struct Ground<'q> {
    pub(super) questionnaire: &'q Questionnaire,
    pub(super) decider: Decider<'q>,
    /// The stages that some answer adds and not every pipeline has. What is counted
    /// of them comes after the points of the models.
    added: Vec<usize>,
    /// The questions, in their order.
    pub(super) questions: Vec<AnswerGroups<'q>>,
}

/// One answer to each question, in their order: the index of an option, or the
/// number of options for unsure.
pub(super) type Combination = Vec<usize>;

/// The answers of a question by their points, unsure among them.
pub(super) struct AnswerGroups<'q> {
    pub(super) question: &'q Question,
    /// At least one; the first gives no points.
    pub(super) groups: Vec<AnswerGroup>,
    /// The group of each answer.
    pub(super) of: Vec<usize>,
}

/// Answers that give the same points and add the same stages.
pub(super) struct AnswerGroup {
    /// The points by model, and then 1 for each stage that they add; empty where there
    /// is nothing at all.
    pub(super) points: Vec<u32>,
    /// One of the answers.
    pub(super) answer: usize,
    /// How many answers it has.
    pub(super) size: u32,
}

impl<'q> Ground<'q> {
    pub(super) fn new(questionnaire: &'q Questionnaire) -> Self {
        let stages = questionnaire.stages().iter();
        let added = stages.filter(|stage| !stage.always && !stage.brought_by.is_empty());
        let added: Vec<usize> = added.map(|stage| stage.index).collect();
        let questions = questionnaire.questions().iter();
        Ground {
            questionnaire,
            decider: Decider::new(questionnaire),
            questions: questions.map(|question| AnswerGroups::new(question, &added)).collect(),
            added,
        }
    }

    /// How many combinations of answers there are, unless a `u128` is too small.
    pub(super) fn combinations(&self) -> Option<u128> {
        self.questions
            .iter()
            .try_fold(1u128, |all, groups| all.checked_mul(groups.of.len() as u128))
    }

    pub(super) fn models(&self) -> usize {
        self.questionnaire.models().len()
    }

    /// How many totals there are: one for each model, and one for each stage that
    /// answers add.
    pub(super) fn totals_count(&self) -> usize {
        self.models() + self.added.len()
    }

    /// What is decided when these are the totals of the answers.
    pub(super) fn outcome(&self, totals: &[u32]) -> Option<Outcome> {
        let (points, counts) = totals.split_at(self.models());
        let added: StageSet = self
            .added
            .iter()
            .zip(counts)
            .filter_map(|(stage, count)| (*count > 0).then_some(*stage))
            .collect();
        self.decider.outcome(points, added)
    }

    pub(super) fn totals(&self, given: &Combination) -> Vec<u32> {
        let mut totals = vec![0; self.totals_count()];
        for (groups, answer) in self.questions.iter().zip(given) {
            add(&mut totals, groups.points(*answer));
        }
        totals
    }

    /// Whether a model can lead where a question was answered with an option.
    pub(super) fn has_a_leader_with(&self, (question, option): (usize, usize)) -> bool {
        (0..self.models()).any(|model| {
            let most = |groups: &AnswerGroups<'_>| -> u32 {
                let points = groups.groups.iter().map(|group| group.points_of(model));
                points.max().unwrap_or(0)
            };
            let others = self.questions.iter().enumerate().filter(|(place, _)| *place != question);
            let others: u32 = others.map(|(_, groups)| most(groups)).sum();
            let own = self.questions[question].points(option).get(model).copied().unwrap_or(0);
            others + own >= self.questionnaire.lead_at()
        })
    }

    /// The answers as everybody else reads them.
    pub(super) fn answers(&self, given: &Combination) -> Answers<'q> {
        let mut draft = Draft::new(self.questionnaire);
        for (groups, answer) in self.questions.iter().zip(given) {
            let question = groups.question;
            let chosen = *answer < question.options.len();
            draft.give(if chosen { question.choose(*answer) } else { question.unsure() });
        }
        draft.complete().expect("every question was given an answer")
    }
}

impl<'q> AnswerGroups<'q> {
    fn new(question: &'q Question, added: &[usize]) -> Self {
        let points = |option: &Choice| -> Vec<u32> {
            let adds = added.iter().map(|stage| u32::from(option.adds.contains(stage)));
            let points: Vec<u32> = option.points.iter().copied().chain(adds).collect();
            if points.iter().any(|points| *points > 0) { points } else { Vec::new() }
        };
        let mut answers: Vec<(Vec<u32>, usize)> =
            question.options.iter().map(|option| (points(option), option.index)).collect();
        answers.push((Vec::new(), question.options.len()));
        // The sort is stable: the first of several equal answers represents them all.
        answers.sort_by(|(points, _), (others, _)| points.cmp(others));
        let mut groups: Vec<AnswerGroup> = Vec::new();
        let mut of = vec![0; answers.len()];
        for (points, answer) in answers {
            match groups.last_mut() {
                Some(group) if group.points == points => group.size += 1,
                _ => groups.push(AnswerGroup { points, answer, size: 1 }),
            }
            of[answer] = groups.len() - 1;
        }
        AnswerGroups { question, groups, of }
    }

    /// The points of an answer.
    pub(super) fn points(&self, answer: usize) -> &[u32] {
        &self.groups[self.of[answer]].points
    }
}

impl AnswerGroup {
    /// The points for one model, or what is counted of a stage.
    pub(super) fn points_of(&self, total: usize) -> u32 {
        self.points.get(total).copied().unwrap_or(0)
    }
}

pub(super) fn add(totals: &mut [u32], points: &[u32]) {
    for (total, points) in totals.iter_mut().zip(points) {
        *total += points;
    }
}

pub(super) fn take(totals: &mut [u32], points: &[u32]) {
    for (total, points) in totals.iter_mut().zip(points) {
        *total -= points;
    }
}
