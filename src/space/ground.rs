//! The questions as sums see them: answers with the same points are one.

use crate::answers::{Answers, Draft};
use crate::diagnosis::Rules;
use crate::questionnaire::{Question, Questionnaire};

/// A questionnaire with its answers gathered by their points.
pub(super) struct Ground<'q> {
    pub(super) questionnaire: &'q Questionnaire,
    pub(super) rules: Rules<'q>,
    /// The questions, in their order.
    pub(super) questions: Vec<Groups<'q>>,
}

/// One answer to each question, in their order: the index of an option, or the
/// number of options for unsure.
pub(super) type Given = Vec<usize>;

/// The answers of a question by their points, unsure among them.
pub(super) struct Groups<'q> {
    pub(super) question: &'q Question,
    /// At least one; the first gives no points.
    pub(super) groups: Vec<Group<'q>>,
    /// The group of each answer.
    pub(super) of: Vec<usize>,
}

/// Answers that give the same points.
pub(super) struct Group<'q> {
    /// The points by model; empty where there are none at all.
    pub(super) points: &'q [u32],
    /// One of the answers.
    pub(super) answer: usize,
    /// How many answers it has.
    pub(super) size: u32,
}

impl<'q> Ground<'q> {
    pub(super) fn of(questionnaire: &'q Questionnaire) -> Self {
        Ground {
            questionnaire,
            rules: Rules::of(questionnaire),
            questions: questionnaire.questions().iter().map(Groups::of).collect(),
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

    pub(super) fn totals(&self, given: &Given) -> Vec<u32> {
        let mut totals = vec![0; self.models()];
        for (groups, answer) in self.questions.iter().zip(given) {
            add(&mut totals, groups.points(*answer));
        }
        totals
    }

    /// The answers as everybody else reads them.
    pub(super) fn answers(&self, given: &Given) -> Answers<'q> {
        let mut draft = Draft::new(self.questionnaire);
        for (groups, answer) in self.questions.iter().zip(given) {
            let question = groups.question;
            let chosen = *answer < question.options.len();
            draft.give(if chosen { question.choose(*answer) } else { question.unsure() });
        }
        draft.complete().expect("every question was given an answer")
    }
}

impl<'q> Groups<'q> {
    fn of(question: &'q Question) -> Self {
        let points = |answer: &usize| -> &'q [u32] {
            let option = question.options.get(*answer);
            let given = option.filter(|option| option.points.iter().any(|points| *points > 0));
            given.map_or(&[], |option| &option.points)
        };
        let mut answers: Vec<usize> = (0..=question.options.len()).collect();
        answers.sort_by_key(points);
        let mut groups: Vec<Group<'q>> = Vec::new();
        let mut of = vec![0; answers.len()];
        for answer in answers {
            match groups.last_mut() {
                Some(group) if group.points == points(&answer) => group.size += 1,
                _ => groups.push(Group { points: points(&answer), answer, size: 1 }),
            }
            of[answer] = groups.len() - 1;
        }
        Groups { question, groups, of }
    }

    /// The points of an answer.
    pub(super) fn points(&self, answer: usize) -> &'q [u32] {
        self.groups[self.of[answer]].points
    }
}

impl Group<'_> {
    /// The points for one model.
    pub(super) fn points_of(&self, model: usize) -> u32 {
        self.points.get(model).copied().unwrap_or(0)
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
