//! The advice beside a result: notes, and what to do first.

use super::Diagnosis;
use crate::answers::Reply;
pub use crate::answers::result::MOST_FIRST_STEPS;
use crate::questionnaire::{Choice, Model, Question};

/// The first steps of a model that is level with the leader, and of another in the mix.
const OF_TIED: usize = 2;
const OF_MIXED: usize = 1;

/// What an answer or a combination of answers wants said.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResultNote<'q> {
    /// The answers that it is about, in the order of the questions; at least one.
    pub answers: Vec<(&'q Question, &'q Choice)>,
    /// Whether it changes how the first steps are to be read, and so comes before them.
    pub before_first_steps: bool,
    /// The advice.
    pub text: &'q str,
}

/// Something to do first.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FirstStep<'q> {
    /// The model that asks for it.
    pub model: &'q Model,
    /// What to do.
    pub text: &'q str,
}

impl<'q> Diagnosis<'q> {
    /// What the chosen options want said, in the order of the questions, and then what
    /// their combinations do, in the order of the file.
    pub fn notes(&self) -> impl Iterator<Item = ResultNote<'q>> + '_ {
        let of_options = self.chosen().filter_map(|(question, choice)| {
            let text = choice.note.as_deref()?;
            Some(ResultNote { answers: vec![(question, choice)], before_first_steps: false, text })
        });
        let replies = self.answers.replies();
        let of_combinations = self.questionnaire().notes().iter().filter_map(move |note| {
            let met = |(question, options): &(usize, Vec<usize>)| {
                let reply: &Reply<'q> = &replies[*question];
                let choice = reply.choice().filter(|choice| options.contains(&choice.index))?;
                Some((reply.question(), choice))
            };
            let answers = note.when.iter().map(met).collect::<Option<Vec<_>>>()?;
            let before_first_steps = note.before_first_steps;
            Some(ResultNote { answers, before_first_steps, text: &note.text })
        });
        of_options.chain(of_combinations)
    }

    /// What to do first: the steps of the leader, the first two of each model that is
    /// level with it, and the first one of each other model in the mix; never more than
    /// [`MOST_FIRST_STEPS`].
    pub fn first_steps(&self) -> impl Iterator<Item = FirstStep<'q>> + '_ {
        let leader = self.leader();
        let of_leader = [(leader.model, MOST_FIRST_STEPS)].into_iter();
        let of_others = self.mix().iter().map(move |score| {
            let is_tied = score.points == leader.points;
            (score.model, if is_tied { OF_TIED } else { OF_MIXED })
        });
        let steps = of_leader.chain(of_others).flat_map(|(model, most)| {
            model.first_steps.iter().take(most).map(move |text| FirstStep { model, text })
        });
        steps.take(MOST_FIRST_STEPS)
    }
}
