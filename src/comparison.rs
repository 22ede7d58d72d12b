//! Two diagnoses of one questionnaire side by side: two segments, or last year and
//! now.
//!
//! ```
//! use salesmodel::answers::{Draft, read};
//! use salesmodel::comparison::Comparison;
//! use salesmodel::diagnosis;
//! use salesmodel::questionnaire::Builtin;
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let answers = |leads: &str| {
//!     let text = format!("leads: {leads}\nrevenue: little\nsellers: one\ncontacts: several\n");
//!     read(&questionnaire, "answers.yaml", &text)
//! };
//! let before = diagnosis::score(answers("outbound")?.draft.complete()?)?;
//! let after = diagnosis::score(answers("inbound")?.draft.complete()?)?;
//! let comparison = Comparison::between(&before, &after);
//! assert!(!comparison.keeps_leader());
//! assert_eq!(comparison.answers().count(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod gap;
mod versions;

use crate::answers::Reply;
use crate::diagnosis::{Diagnosis, Score};
use crate::pipeline::PipelineStage;
use crate::questionnaire::{Model, Questionnaire, Stage};

pub use versions::{AnswerThen, Asked, AskedDifferently};

/// Two diagnoses of one questionnaire.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'d, 'q> {
    before: &'d Diagnosis<'q>,
    after: &'d Diagnosis<'q>,
    asked_differently: &'d [AskedDifferently<'q>],
}

/// How the members of a list change from the first diagnosis to the second.
#[derive(Debug, PartialEq, Eq)]
pub struct Moves<T> {
    /// Those of the second diagnosis alone, in its order.
    pub comes: Vec<T>,
    /// Those of the first alone, in its order.
    pub goes: Vec<T>,
    /// Those of both, in the order of the second.
    pub stays: Vec<T>,
}

/// The points of a model in both diagnoses.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct PointsChange<'q> {
    /// The model.
    pub model: &'q Model,
    /// Its points in the first diagnosis.
    pub before: u32,
    /// Its points in the second.
    pub after: u32,
}

impl PointsChange<'_> {
    /// How many more points it has in the second diagnosis; negative if it has fewer.
    pub fn difference(&self) -> i64 {
        i64::from(self.after) - i64::from(self.before)
    }
}

impl<'d, 'q> Comparison<'d, 'q> {
    /// Puts two diagnoses side by side.
    ///
    /// # Panics
    ///
    /// If they are not of the same questionnaire in memory: ids and words of another
    /// one would not match.
    pub fn between(before: &'d Diagnosis<'q>, after: &'d Diagnosis<'q>) -> Self {
        Comparison::across(before, after, &[])
    }

    /// Puts two diagnoses side by side that were made from answers to different versions.
    /// Neither has points for the questions that were asked differently: both are unsure
    /// there.
    ///
    /// # Panics
    ///
    /// If the diagnoses are not of the same questionnaire in memory, or one has an
    /// answer to a question that was asked differently.
    pub fn across(
        before: &'d Diagnosis<'q>,
        after: &'d Diagnosis<'q>,
        asked_differently: &'d [AskedDifferently<'q>],
    ) -> Self {
        assert!(
            std::ptr::eq(before.questionnaire(), after.questionnaire()),
            "both diagnoses are of one questionnaire"
        );
        let is_left_out = |asked: &AskedDifferently<'_>| {
            let mut replies = [before, after]
                .map(|diagnosis| diagnosis.answers.replies()[asked.question.index])
                .into_iter();
            replies.all(|reply| reply.choice().is_none())
        };
        assert!(
            asked_differently.iter().all(is_left_out),
            "what was asked differently is scored on neither side"
        );
        Comparison { before, after, asked_differently }
    }

    /// The questionnaire that was answered twice.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.before.questionnaire()
    }

    /// The first diagnosis.
    pub fn before(&self) -> &'d Diagnosis<'q> {
        self.before
    }

    /// The second diagnosis.
    pub fn after(&self) -> &'d Diagnosis<'q> {
        self.after
    }

    /// The questions that were asked differently, in the order of the questionnaire:
    /// their answers are not compared, and give no points.
    pub fn asked_differently(&self) -> &'d [AskedDifferently<'q>] {
        self.asked_differently
    }

    /// The replies that differ, in the order of the questions: the first and the second
    /// to each. Two numbers within one option are a difference too.
    pub fn answers(&self) -> impl Iterator<Item = (Reply<'q>, Reply<'q>)> + use<'d, 'q> {
        let pairs = self.before.answers.replies().iter().zip(self.after.answers.replies());
        let differ = |(before, after): &(&Reply<'q>, &Reply<'q>)| {
            before.id() != after.id() || before.number() != after.number()
        };
        pairs.filter(differ).map(|(before, after)| (*before, *after))
    }

    /// Whether the same model leads both.
    pub fn keeps_leader(&self) -> bool {
        self.before.leader().model.index == self.after.leader().model.index
    }

    /// The points of every model, in the order of the second diagnosis.
    pub fn points(&self) -> impl Iterator<Item = PointsChange<'q>> + use<'d, 'q> {
        let before = self.before;
        self.after.scores.iter().map(|score| {
            let same = |other: &&Score<'q>| other.model.index == score.model.index;
            let earlier = before.scores.iter().find(same).expect("every model has a score");
            PointsChange { model: score.model, before: earlier.points, after: score.points }
        })
    }

    /// The models that come into the mix, leave it and stay in it.
    pub fn mix(&self) -> Moves<&'q Model> {
        let models = |diagnosis: &Diagnosis<'q>| -> Vec<&'q Model> {
            diagnosis.mix().iter().map(|score| score.model).collect()
        };
        moves(&models(self.before), &models(self.after), |model| model.index)
    }

    /// The stages that come, go and stay.
    pub fn stages(&self) -> Moves<&'q Stage> {
        let stages = |diagnosis: &Diagnosis<'q>| -> Vec<&'q Stage> {
            diagnosis.pipeline.iter().map(|stage| stage.stage).collect()
        };
        moves(&stages(self.before), &stages(self.after), |stage| stage.index)
    }

    /// The stages that stay but are in another phase: as they were, and as they are now.
    pub fn other_phases(
        &self,
    ) -> impl Iterator<Item = (&'d PipelineStage<'q>, &'d PipelineStage<'q>)> + use<'d, 'q> {
        let before = self.before;
        self.after.pipeline.iter().filter_map(|stage| {
            let same = |other: &&PipelineStage<'q>| other.stage.index == stage.stage.index;
            let earlier = before.pipeline.iter().find(same)?;
            (earlier.phase != stage.phase).then_some((earlier, stage))
        })
    }
}

fn moves<T: Copy>(before: &[T], after: &[T], index: impl Fn(T) -> usize) -> Moves<T> {
    let among = |list: &[T], member: T| list.iter().any(|other| index(*other) == index(member));
    let (stays, comes) = after.iter().partition(|member| among(before, **member));
    let goes = before.iter().copied().filter(|member| !among(after, *member)).collect();
    Moves { comes, goes, stays }
}
