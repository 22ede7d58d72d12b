//! The diagnosis: the one result that every output reads.
//!
//! ```
//! use std::error::Error;
//!
//! use salesmodel::answers::Draft;
//! use salesmodel::diagnosis;
//! use salesmodel::questionnaire::Builtin;
//!
//! fn main() -> Result<(), Box<dyn Error>> {
//!     let questionnaire = Builtin::standard().questionnaire();
//!     let mut draft = Draft::new(&questionnaire);
//!     let answers = ["inbound", "unsure", "every-deal", "several"];
//!     for (question, answer) in questionnaire.questions().iter().zip(answers) {
//!         draft.give(question.read(answer)?);
//!     }
//!     let diagnosis = diagnosis::score(draft.complete()?)?;
//!     assert_eq!(diagnosis.leader().model.id.as_str(), "team");
//!     assert_eq!(diagnosis.mix()[0].model.id.as_str(), "inbound");
//!     Ok(())
//! }
//! ```

mod advice;
mod outcome;
mod rules;

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::answers::{Answers, Reply};
use crate::pipeline::{self, Entry, PipelineStage};
use crate::questionnaire::{Choice, Id, Model, Question, Questionnaire};

pub use advice::{FirstStep, MOST_FIRST_STEPS, ResultNote};
pub(crate) use outcome::{Decider, Outcome};
pub use rules::{ModelRule, NoteRule, OptionRule, QuestionRule, Rules, StageRule, rules};

/// What the answers say about how a company sells.
#[derive(Debug)]
#[non_exhaustive]
pub struct Diagnosis<'q> {
    /// The answers that it rests on.
    pub answers: Answers<'q>,
    /// Every model with its points, strongest first; the first one leads.
    pub scores: Vec<Score<'q>>,
    /// How many models are in the mix besides the leader.
    mixed: usize,
    /// Whether answers to all the unsure questions together could still put
    /// another model in the lead (then this is false).
    pub settled: bool,
    /// The single changes of an answer that would put another model in the lead,
    /// in the order of the questions and their options.
    pub what_if: Vec<Change<'q>>,
    /// How a deal begins; `None` if no model with an entry can be named.
    pub entry: Option<Entry<'q>>,
    /// The stages to start with, in order.
    pub pipeline: Vec<PipelineStage<'q>>,
}

/// A model with its points.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Score<'q> {
    /// The model.
    pub model: &'q Model,
    /// The sum of what the answers give it.
    pub points: u32,
}

/// A change of one answer.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Change<'q> {
    /// The question that would be answered otherwise.
    pub question: &'q Question,
    /// The option that would be chosen.
    pub choice: &'q Choice,
    /// The model that would lead then.
    pub model: &'q Model,
}

/// No model has the points that it takes to lead.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoLeader {
    /// The id of the question whose answer would help most.
    pub question: Id,
    /// The points that a model needs.
    pub lead_at: u32,
    /// The points that the best model has.
    pub best: u32,
}

impl NoLeader {
    /// The question whose answer would help most.
    ///
    /// # Panics
    ///
    /// If other answers were scored than those to this questionnaire.
    pub fn question_of<'q>(&self, questionnaire: &'q Questionnaire) -> &'q Question {
        let question = questionnaire.question(self.question.as_str());
        question.expect("the question is one of the questionnaire that was answered")
    }
}

impl Display for NoLeader {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "these answers do not point to one model yet: it takes {} points to lead, and the best has {}",
            self.lead_at, self.best
        )
    }
}

impl Error for NoLeader {}

/// Scores the answers.
///
/// A model's score is the sum of the points that the answers give it. The highest
/// score leads if it reaches `lead_at`; of equal scores, the model declared first.
/// A model with at least `hybrid_at` percent of the leader's points is in the mix. All
/// the rules are in [`Rules`].
///
/// # Errors
///
/// No model reaches `lead_at`: the result would be a guess.
pub fn score(answers: Answers<'_>) -> Result<Diagnosis<'_>, NoLeader> {
    let questionnaire = answers.questionnaire();
    let totals = totals(questionnaire, answers.replies());
    let added = answers.replies().iter().filter_map(Reply::choice);
    let added = added.flat_map(|choice| choice.adds.iter().copied()).collect();
    let Some(outcome) = Decider::new(questionnaire).outcome(&totals, added) else {
        return Err(no_leader(&answers, &totals));
    };

    let models = questionnaire.models();
    let leader = &models[outcome.leader];
    let score = |model| Score { model, points: totals[model.index] };
    let mut scores: Vec<Score<'_>> = models.iter().map(score).collect();
    // The sort is stable: equal scores stay in the order that breaks ties.
    scores.sort_by_key(|score| std::cmp::Reverse(score.points));
    let mixed = outcome.mix.len() - 1;

    let entry =
        outcome.entry.map(|model| Entry { model: &models[model], assumed: outcome.assumed });
    let mix = scores[..=mixed].iter().map(|score| score.model);
    let pipeline = pipeline::compose(questionnaire, entry, mix, answers.replies());
    let settled = settled(&answers, leader, &totals);
    let what_if = what_if(&answers, leader, &totals);
    Ok(Diagnosis { answers, scores, mixed, settled, what_if, entry, pipeline })
}

impl<'q> Diagnosis<'q> {
    /// The questionnaire that was answered.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.answers.questionnaire()
    }

    /// The model that leads.
    pub fn leader(&self) -> Score<'q> {
        self.scores[0]
    }

    /// The models that the leader is mixed with, strongest first.
    pub fn mix(&self) -> &[Score<'q>] {
        &self.scores[1..=self.mixed]
    }

    /// The points that the leader is ahead of the runner-up; all of its points
    /// where there is no other model.
    pub fn margin(&self) -> u32 {
        let runner_up = self.scores.get(1).map_or(0, |score| score.points);
        self.leader().points - runner_up
    }

    /// Whether the runner-up has as many points as the leader.
    pub fn tie(&self) -> bool {
        self.scores.len() > 1 && self.margin() == 0
    }

    /// The answers that give a model points, with the points.
    pub fn because<'d>(
        &'d self,
        model: &'q Model,
    ) -> impl Iterator<Item = (&'q Question, &'q Choice, u32)> + use<'d, 'q> {
        self.chosen()
            .map(move |(question, choice)| (question, choice, choice.points(model)))
            .filter(|(.., points)| *points > 0)
    }

    /// The questions that were answered with unsure.
    pub fn unsure(&self) -> impl Iterator<Item = &'q Question> + '_ {
        let unsure = |reply: &&Reply<'q>| reply.choice().is_none();
        self.answers.replies().iter().filter(unsure).map(Reply::question)
    }

    fn chosen<'d>(&'d self) -> impl Iterator<Item = (&'q Question, &'q Choice)> + use<'d, 'q> {
        let chosen = |reply: &Reply<'q>| Some((reply.question(), reply.choice()?));
        self.answers.replies().iter().filter_map(chosen)
    }
}

fn totals(questionnaire: &Questionnaire, replies: &[Reply<'_>]) -> Vec<u32> {
    let mut totals = vec![0; questionnaire.models().len()];
    for choice in replies.iter().filter_map(Reply::choice) {
        for (total, points) in totals.iter_mut().zip(&choice.points) {
            *total += points;
        }
    }
    totals
}

/// Whether the leader stays whatever the unsure questions are answered with.
///
/// A rival can overtake if the answers that favour it most against the leader
/// bring it level or past. Points add up, so those answers can be taken question
/// by question: the result is exact without listing the combinations.
fn settled(answers: &Answers<'_>, leader: &Model, totals: &[u32]) -> bool {
    let questionnaire = answers.questionnaire();
    let unsure = || answers.replies().iter().filter(|reply| reply.choice().is_none());
    questionnaire.models().iter().filter(|rival| rival.index != leader.index).all(|rival| {
        let now = i64::from(totals[leader.index]) - i64::from(totals[rival.index]);
        let worst: i64 =
            unsure().map(|reply| rules::least_lead(reply.question(), leader, rival)).sum();
        let kept = now + worst;
        kept > 0 || (kept == 0 && leader.index < rival.index)
    })
}

/// Every change of one answer to another option that changes the leader.
fn what_if<'q>(answers: &Answers<'q>, leader_now: &Model, totals: &[u32]) -> Vec<Change<'q>> {
    let questionnaire = answers.questionnaire();
    let mut changes = Vec::new();
    for reply in answers.replies() {
        let question = reply.question();
        for choice in &question.options {
            if reply.choice().is_some_and(|chosen| chosen.index == choice.index) {
                continue;
            }
            let points = |model: usize| {
                let taken = reply.choice().map_or(0, |chosen| chosen.points[model]);
                totals[model] - taken + choice.points[model]
            };
            match outcome::leader(questionnaire, points) {
                Some(model) if model != leader_now.index => {
                    changes.push(Change {
                        question,
                        choice,
                        model: &questionnaire.models()[model],
                    });
                }
                _ => {}
            }
        }
    }
    changes
}

/// Names a question whose answer can make a model lead: an unsure one rather than
/// an answered one, and the first of several. If no single answer can, the one
/// that brings a model furthest, unsure ones first again.
fn no_leader(answers: &Answers<'_>, totals: &[u32]) -> NoLeader {
    let questionnaire = answers.questionnaire();
    let best_with = |reply: &Reply<'_>| {
        let taken = |model: usize| reply.choice().map_or(0, |chosen| chosen.points[model]);
        let options = reply.question().options.iter();
        options
            .flat_map(|option| option.points.iter().enumerate())
            .map(|(model, points)| totals[model] - taken(model) + points)
            .max()
            .map_or(0, |best| best.min(questionnaire.lead_at()))
    };
    let best = (answers.replies().iter().rev())
        .max_by_key(|reply| {
            let best = best_with(reply);
            (best == questionnaire.lead_at(), reply.choice().is_none(), best)
        })
        .expect("a checked questionnaire has a question");
    NoLeader {
        question: best.question().id.clone(),
        lead_at: questionnaire.lead_at(),
        best: totals.iter().copied().max().unwrap_or(0),
    }
}
