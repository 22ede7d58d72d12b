//! Answers to a question between which no difference in outcome was found yet.

use super::ground::{Combination, Ground, add, take};
use super::work::Work;

/// The steps that a try takes, and each outcome, without those for its models.
const TRY: u64 = 60;
const OUTCOME: u64 = 12;

/// The groups of answers to one question that have led to the same outcome so far,
/// whatever the other answers were.
pub(super) struct Alike {
    /// Two groups or more in each; a group that is missing is unlike any other.
    pub(super) sets: Vec<Vec<usize>>,
    /// How often a difference between them was looked for.
    pub(super) tries: u32,
    /// Whether everything that can be answered beside them was tried.
    pub(super) proven: bool,
}

impl Alike {
    /// At the start, all answers to each question are taken to be alike.
    pub(super) fn all(ground: &Ground<'_>) -> Vec<Alike> {
        let alike = |groups: usize| Alike {
            sets: if groups > 1 { vec![(0..groups).collect()] } else { Vec::new() },
            tries: 0,
            // Answers with the same points are always the same.
            proven: groups == 1,
        };
        ground.questions.iter().map(|question| alike(question.groups.len())).collect()
    }

    /// Separates answers that lead to different outcomes next to the given answers to the
    /// other questions; `totals` are the points of all that are given. Says whether to go
    /// on.
    pub(super) fn tell_apart_beside(
        &mut self,
        ground: &Ground<'_>,
        question: usize,
        given: &Combination,
        totals: &mut [u32],
        work: &mut Work,
    ) -> bool {
        let points = ground.questions[question].points(given[question]);
        take(totals, points);
        let tried = self.tell_apart(ground, question, totals, work);
        add(totals, points);
        tried && !self.sets.is_empty()
    }

    /// Separates answers that lead to different outcomes when `totals` are the points of
    /// the other answers; `totals` are unchanged afterwards. False if there is too little
    /// work left.
    pub(super) fn tell_apart(
        &mut self,
        ground: &Ground<'_>,
        question: usize,
        totals: &mut [u32],
        work: &mut Work,
    ) -> bool {
        let groups = &ground.questions[question].groups;
        let members: usize = self.sets.iter().map(Vec::len).sum();
        if !work.spend(TRY + members as u64 * (OUTCOME + 3 * ground.totals_count() as u64)) {
            return false;
        }
        self.tries += 1;
        let mut outcome = |group: usize| {
            add(totals, &groups[group].points);
            let outcome = ground.outcome(totals);
            take(totals, &groups[group].points);
            outcome
        };
        let mut apart = Vec::new();
        for set in &mut self.sets {
            let outcomes: Vec<_> = set.iter().map(|group| outcome(*group)).collect();
            let first = outcomes[0];
            // Most tries find no difference: without this look, all takes a third longer.
            if outcomes.iter().all(|outcome| *outcome == first) {
                continue;
            }
            let mut rest: Vec<_> = set.drain(..).zip(outcomes).collect();
            while let Some((_, first)) = rest.first().copied() {
                let (same, other): (Vec<_>, Vec<_>) =
                    rest.into_iter().partition(|(_, outcome)| *outcome == first);
                apart.push(same.into_iter().map(|(group, _)| group).collect());
                rest = other;
            }
        }
        self.sets.append(&mut apart);
        self.sets.retain(|set| set.len() > 1);
        true
    }
}
