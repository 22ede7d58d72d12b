//! What a questionnaire means as a whole, said to its author: findings about the
//! answer space as problems with a place in the file.

use crate::answers::Answers;
use crate::document::{Node, Path, Trail};
use crate::problem::{Kind, Problem};
use crate::questionnaire::{Model, Question, Stage};
use crate::space::{Certainty, Method, Observation, Space, What};
use crate::wording;

/// With more ties than this share of the combinations, the order of the models
/// decides too much.
const MANY_TIES: f64 = 0.2;

/// The findings about an answer space. What is not certain is a note, whatever it
/// would be otherwise.
pub(super) fn problems(root: &Node, space: &Space<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for finding in &space.findings {
        let Some((problem, place)) = problem(space, finding) else { continue };
        let problem = match (finding.certainty, space.method) {
            (Certainty::NotSeen, Method::Sampled { samples, seed }) => {
                let what =
                    format!("{} in a sample of {samples} combinations (seed {seed})", problem.what);
                Problem { what, ..problem }.into_note()
            }
            _ => problem,
        };
        problems.push(problem.at(root.position_of(&place)));
    }
    problems
}

fn problem(space: &Space<'_>, finding: &Observation<'_>) -> Option<(Problem, Path)> {
    Some(match &finding.what {
        // A model that as surely is never mixed in either gets one message for both.
        What::NeverLeads { model } if is_dead(space, model, finding.certainty) => return None,
        What::NeverLeads { model } => {
            let what = format!("no combination of answers makes {} lead", model.id);
            let hint = format!(
                "Give it more points where it should lead, at least {} in all.",
                space.questionnaire.lead_at()
            );
            (Problem::new(Kind::NeverLeads, what).with_hint(hint), of_model(model))
        }
        What::NeverMixed { model } => {
            let what =
                format!("no combination of answers makes {} lead or puts it in the mix", model.id);
            let hint = format!(
                "Give it more points, or remove it: it needs {} to lead.",
                space.questionnaire.lead_at()
            );
            (Problem::new(Kind::DeadModel, what).with_hint(hint), of_model(model))
        }
        What::UnusedStage { stage } => {
            let what =
                format!("no combination of answers has the stage {} in its pipeline", stage.id);
            let hint = "Put it under always, into the entry of a model, or into the adds of a model or \
                 an option.";
            (Problem::new(Kind::UnusedStage, what).with_hint(hint), of_stage(stage))
        }
        What::IdleQuestion { question } => {
            let what = format!("no answer to {} ever changes the result", question.id);
            let hint =
                "Give its options points that can decide, stages or notes, or remove the question.";
            (Problem::new(Kind::IdleQuestion, what).with_hint(hint), of_question(question))
        }
        What::IdleOption { question, choice } => {
            let gives = space.questionnaire.models().iter().any(|model| choice.points(model) > 0);
            let (brings, hint, key) = match (gives, choice.adds.is_empty()) {
                (true, true) => ("points", "Give it more points, or none.", "points"),
                (true, false) => {
                    ("points and stages", "Give it more points, or other stages.", "points")
                }
                (false, _) => ("stages", "Add other stages, or none.", "adds"),
            };
            let what = format!(
                "the {brings} of {} never change the result, whatever else is answered",
                choice.id
            );
            let problem = Problem::new(Kind::IdleOption, what).with_hint(hint);
            (problem, of_option(question, choice.index, key))
        }
        What::SameOptions { question, choices } => {
            let ids = wording::all_of(choices.iter().map(|choice| choice.id.as_str()));
            let what = format!("the options {ids} always lead to the same result");
            let hint = "Merge them, give them different points or stages, or say in a note what is \
                 different.";
            let last = choices.last().map_or(0, |choice| choice.index);
            let problem = Problem::new(Kind::SameOptions, what).with_hint(hint);
            (problem, of_option(question, last, "id"))
        }
        What::EmptyPipelines { count, example } => {
            let what = format!(
                "{count} of {} combinations lead to a pipeline without stages, such as {}",
                space.counted,
                answers(example)
            );
            let hint = "Put a stage under always, or name a default_entry.";
            let place = Trail::Root.key("stages").path();
            (Problem::new(Kind::EmptyPipeline, what).with_hint(hint), place)
        }
        What::Ties { count, example } if space.share(*count) > MANY_TIES => {
            let what = format!(
                "{:.0}% of the combinations end in a tie, such as {}",
                space.share(*count) * 100.0,
                answers(example)
            );
            let hint = "Give points that differ more, if one of the models should lead there.";
            let place = Trail::Root.key("models").path();
            (Problem::new(Kind::ManyTies, what).with_hint(hint), place)
        }
        What::Ties { .. } => return None,
    })
}

fn is_dead(space: &Space<'_>, model: &Model, certainty: Certainty) -> bool {
    space.findings.iter().any(|finding| {
        finding.certainty == certainty
            && matches!(finding.what, What::NeverMixed { model: dead } if dead.index == model.index)
    })
}

/// Answers as an author writes them.
fn answers(answers: &Answers<'_>) -> String {
    let given = answers.replies().iter();
    let given: Vec<String> =
        given.map(|reply| format!("{}: {}", reply.question().id, reply.id())).collect();
    match given.as_slice() {
        // Nobody reads forty answers; those that say nothing are left out first.
        long if long.len() > 8 => format!("{}, ...", long[..8].join(", ")),
        short => short.join(", "),
    }
}

fn of_question(question: &Question) -> Path {
    Trail::Root.key("questions").item(question.index).key("id").path()
}

fn of_option(question: &Question, option: usize, key: &str) -> Path {
    let questions = Trail::Root.key("questions");
    questions.item(question.index).key("options").item(option).key(key).path()
}

fn of_model(model: &Model) -> Path {
    Trail::Root.key("models").item(model.index).key("id").path()
}

fn of_stage(stage: &Stage) -> Path {
    Trail::Root.key("stages").item(stage.index).key("id").path()
}
