//! What an author should know about the answers as a whole.

use super::alike::Alike;
use super::examples::Examples;
use super::ground::{AnswerGroups, Ground};
use super::tally::Figures;
use crate::answers::Answers;
use crate::questionnaire::{Choice, Model, Question, Stage};

/// Something about the answers as a whole that their author may not have meant.
#[derive(Debug)]
#[non_exhaustive]
pub struct Observation<'q> {
    /// What was found.
    pub what: What<'q>,
    /// How sure it is.
    pub certainty: Certainty,
}

/// What was found about the answers as a whole.
#[derive(Debug)]
#[non_exhaustive]
pub enum What<'q> {
    /// No combination makes this model lead.
    NeverLeads {
        /// The model.
        model: &'q Model,
    },
    /// No combination makes this model lead or puts it in the mix. It comes
    /// after a [`What::NeverLeads`] of the same model, and may be less certain.
    NeverMixed {
        /// The model.
        model: &'q Model,
    },
    /// No combination has this stage in its pipeline.
    UnusedStage {
        /// The stage.
        stage: &'q Stage,
    },
    /// Whatever is answered to this question, `unsure` included, the outcome is
    /// the same, and no answer to it has a note. Its options are not found one by one.
    IdleQuestion {
        /// The question.
        question: &'q Question,
    },
    /// This option gives points or adds stages, and without them the outcome would
    /// always be the same: the leader, a tie, the models in the mix, how the pipeline
    /// begins, and its stages.
    IdleOption {
        /// The question.
        question: &'q Question,
        /// The option.
        choice: &'q Choice,
    },
    /// These options of a question always lead to the same outcome, and the same notes
    /// are said for them or none.
    SameOptions {
        /// The question.
        question: &'q Question,
        /// The options, in their order; at least two.
        choices: Vec<&'q Choice>,
    },
    /// Some combinations have a leader, and a pipeline without any stage.
    EmptyPipelines {
        /// How many of those that were counted; 0 where only a search met one.
        count: u128,
        /// One of them.
        example: Answers<'q>,
    },
    /// Some combinations make two models lead with equal points.
    Ties {
        /// How many of those that were counted; 0 where only a search met one.
        count: u128,
        /// One of them.
        example: Answers<'q>,
    },
}

/// How sure something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It holds for every combination of answers, or an example shows it.
    Proven,
    /// A sample and a search showed nothing else, and there is no proof.
    NotSeen,
}

/// Fewer tries than this say nothing about options that seem alike.
const TRIES: u32 = 100;

/// By model, why it is thought not to do something; `None` if it does.
pub(super) struct Verdicts {
    pub(super) leads: Vec<Option<Certainty>>,
    pub(super) mixed: Vec<Option<Certainty>>,
    /// By stage, why it is thought to be in no pipeline.
    pub(super) stages: Vec<Option<Certainty>>,
}

pub(super) fn findings<'q>(
    ground: &Ground<'q>,
    figures: &Figures,
    verdicts: &Verdicts,
    examples: &Examples,
    alike: &[Alike],
) -> Vec<Observation<'q>> {
    let questionnaire = ground.questionnaire;
    let mut findings = Vec::new();
    for model in questionnaire.models() {
        let Some(certainty) = verdicts.leads[model.index] else { continue };
        findings.push(Observation { what: What::NeverLeads { model }, certainty });
        if let Some(certainty) = verdicts.mixed[model.index] {
            findings.push(Observation { what: What::NeverMixed { model }, certainty });
        }
    }
    for (groups, alike) in ground.questions.iter().zip(alike) {
        options(ground, groups, alike, &mut findings);
    }
    for stage in questionnaire.stages() {
        if let Some(certainty) = verdicts.stages[stage.index] {
            findings.push(Observation { what: What::UnusedStage { stage }, certainty });
        }
    }
    let certainty = Certainty::Proven;
    if let Some(example) = &examples.empty {
        let (count, example) = (figures.lengths[0], ground.answers(example));
        findings.push(Observation { what: What::EmptyPipelines { count, example }, certainty });
    }
    if let Some(example) = &examples.tie {
        let (count, example) = (figures.ties, ground.answers(example));
        findings.push(Observation { what: What::Ties { count, example }, certainty });
    }
    findings
}

/// What is wrong with the options of one question.
fn options<'q>(
    ground: &Ground<'q>,
    groups: &AnswerGroups<'q>,
    alike: &Alike,
    findings: &mut Vec<Observation<'q>>,
) {
    let question = groups.question;
    let certainty = if alike.proven { Certainty::Proven } else { Certainty::NotSeen };
    let enough = alike.proven || alike.tries >= TRIES;
    let sets: &[Vec<usize>] = if enough { &alike.sets } else { &[] };
    let idle = sets.iter().find(|set| set.contains(&0)).map_or(&[0][..], Vec::as_slice);
    let has_notes = |choice: &Choice| notes(ground, question, choice) != (None, Vec::new());
    if idle.len() == groups.groups.len() && !question.options.iter().any(has_notes) {
        findings.push(Observation { what: What::IdleQuestion { question }, certainty });
        return;
    }
    for (index, choice) in question.options.iter().enumerate() {
        if groups.of[index] != 0 && idle.contains(&groups.of[index]) {
            findings.push(Observation { what: What::IdleOption { question, choice }, certainty });
        }
    }
    // Options that were found idle are not found a second time.
    let others = || sets.iter().filter(|set| !set.contains(&0));
    let covered = |group: usize| alike.proven && others().any(|set| set.contains(&group));
    for group in 0..groups.groups.len() {
        if group == 0 || !(idle.contains(&group) || covered(group)) {
            same(ground, groups, &[group], Certainty::Proven, findings);
        }
    }
    for set in others() {
        same(ground, groups, set, certainty, findings);
    }
}

/// The options of some groups with the same note, where there are several.
fn same<'q>(
    ground: &Ground<'q>,
    groups: &AnswerGroups<'q>,
    set: &[usize],
    certainty: Certainty,
    findings: &mut Vec<Observation<'q>>,
) {
    let question = groups.question;
    // Options whose points alone are the same are proven by that, and were found before.
    let is_news = |choices: &[&Choice]| {
        let mut of = choices.iter().map(|choice| groups.of[choice.index]);
        let first = of.next();
        certainty == Certainty::Proven || of.any(|group| Some(group) != first)
    };
    let mut rest: Vec<&Choice> =
        (question.options.iter()).filter(|choice| set.contains(&groups.of[choice.index])).collect();
    let said = |choice: &'q Choice| notes(ground, question, choice);
    while let Some(first) = rest.first().copied() {
        let (choices, others): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|choice| said(choice) == said(first));
        if choices.len() > 1 && is_news(&choices) {
            findings.push(Observation { what: What::SameOptions { question, choices }, certainty });
        }
        rest = others;
    }
}

/// The note of an option, and the notes for combinations that name it, by index.
fn notes<'q>(
    ground: &Ground<'q>,
    question: &Question,
    choice: &'q Choice,
) -> (Option<&'q str>, Vec<usize>) {
    let named = ground.questionnaire.notes().iter().filter(|note| {
        note.when
            .iter()
            .any(|(place, options)| *place == question.index && options.contains(&choice.index))
    });
    (choice.note.as_deref(), named.map(|note| note.index).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::Questionnaire;

    /// What fewer than a hundred tries do not tell apart is not said to be alike.
    #[test]
    fn a_hundred_tries_say_that_options_are_alike() {
        let yaml = "format: 1\nid: own\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\n\
                    hybrid_at: 60\nquestions:\n- {id: q, text: Q, options: [\
                    {id: a, label: A, points: {m: 1}}, {id: b, label: B, points: {m: 2}}]}\n\
                    models: [{id: m, name: M}]\n\
                    stages: [{id: s, name: S, goal: G, exit: E, probability: 10}]\nalways: [s]\n";
        let questionnaire = Questionnaire::parse("own", yaml).unwrap_or_else(|e| panic!("{e}"));
        let ground = Ground::new(&questionnaire);
        for (tries, proven, found) in
            [(99, false, 0), (100, false, 1), (101, false, 1), (0, true, 1)]
        {
            let alike = Alike { sets: vec![vec![1, 2]], tries, proven };
            let mut findings = Vec::new();
            options(&ground, &ground.questions[0], &alike, &mut findings);
            assert_eq!(findings.len(), found, "{tries} {proven}: {findings:?}");
        }
    }
}
