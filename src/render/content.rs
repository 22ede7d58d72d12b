//! What a page says of a report, ready for a template: plain text in the order of
//! the page. The templates escape it, each for its format.

use super::Report;
use super::sentences::{self, AnswerLine, words};
use crate::diagnosis::{Diagnosis, Score};
use crate::pipeline::Phase;
use crate::questionnaire::LostReason;
use crate::words::Words;

/// The most changes of answers that are worth a line on a page; the JSON has them all.
pub(super) const CHANGES: usize = 4;

/// A report as a page says it.
pub(super) struct ReportContent<'r> {
    words: &'static Words,
    /// The language of the page, as a tag.
    pub(super) lang: &'r str,
    /// The company, or what the questionnaire asks.
    pub(super) subject: String,
    pub(super) leader: &'r str,
    pub(super) verdict: String,
    pub(super) summary: &'r str,
    pub(super) answers_heading: String,
    pub(super) answers: Vec<AnswerLine<'r>>,
    pub(super) points: Vec<ModelPoints<'r>>,
    pub(super) points_explained: String,
    pub(super) too_few: Option<String>,
    pub(super) unsure: Option<String>,
    pub(super) phases: Vec<PhaseOfPage<'r>>,
    pub(super) remarks: Vec<String>,
    pub(super) notes_first: Vec<&'r str>,
    pub(super) first_steps: Vec<String>,
    pub(super) notes: Vec<&'r str>,
    pub(super) notes_heading: String,
    pub(super) after: Vec<String>,
    pub(super) changes: Vec<String>,
    /// The leader and what shares the lead, where they say how to work.
    pub(super) advice: Vec<ModelAdvice<'r>>,
    pub(super) lost_reasons: &'r [LostReason],
    /// The questionnaire that was answered, and the day.
    pub(super) source: String,
}

/// How to work with a model.
pub(super) struct ModelAdvice<'r> {
    /// About which model.
    pub(super) heading: String,
    /// Roles, measures and pitfalls, each with its heading; none is empty.
    pub(super) lists: Vec<(String, &'r [String])>,
}

/// A model that leads or is in the mix, with the answers that speak for it.
pub(super) struct ModelPoints<'r> {
    pub(super) model: &'r str,
    pub(super) points: u32,
    /// Percent of the leader's points; 1 at least, because few are more than none.
    pub(super) share: u32,
    pub(super) standing: String,
    pub(super) reasons: Vec<(u32, String)>,
}

/// The stages of one phase, in pipeline order.
pub(super) struct PhaseOfPage<'r> {
    pub(super) phase: Phase,
    pub(super) heading: String,
    pub(super) stages: Vec<StageOfPage<'r>>,
}

/// A stage of the pipeline.
pub(super) struct StageOfPage<'r> {
    /// Its place in the whole pipeline, from 1.
    pub(super) number: usize,
    pub(super) name: &'r str,
    pub(super) goal: &'r str,
    /// The fact that ends it.
    pub(super) fact: &'r str,
    /// The fact in a sentence.
    pub(super) exit: String,
    pub(super) probability: Option<u8>,
    pub(super) owner: Option<&'r str>,
    /// Why it is there.
    pub(super) why: String,
}

impl<'r> ReportContent<'r> {
    pub(super) fn new(report: &Report<'r, '_>) -> Self {
        let diagnosis = report.diagnosis;
        let questionnaire = diagnosis.questionnaire();
        let words = words(diagnosis);
        let plain = str::to_owned;
        let (answers_heading, answers) = sentences::answers(report);
        let notes = sentences::notes(diagnosis);
        ReportContent {
            words,
            lang: questionnaire.lang(),
            subject: sentences::company(report).unwrap_or_else(|| plain(questionnaire.title())),
            leader: &diagnosis.leader().model.name,
            verdict: sentences::verdict(report, plain, plain),
            summary: &diagnosis.leader().model.summary,
            answers_heading,
            answers,
            points: points(diagnosis),
            points_explained: sentences::points_explained(diagnosis),
            too_few: sentences::too_few(diagnosis),
            unsure: sentences::unsure(diagnosis),
            phases: phases(diagnosis),
            remarks: sentences::remarks(diagnosis),
            notes_first: notes.first,
            first_steps: sentences::first_steps(diagnosis),
            notes_heading: sentences::notes_heading(diagnosis, &notes.others),
            notes: notes.others,
            after: sentences::after(diagnosis),
            changes: sentences::changes(diagnosis, CHANGES),
            advice: advice(diagnosis),
            lost_reasons: questionnaire.lost_reasons(),
            source: sentences::source(report),
        }
    }

    /// What a message of the tool says, for a template.
    pub(super) fn says(&self, message: &str) -> String {
        self.words.text(message)
    }

    /// The task of adding a pipeline with these stages to a CRM.
    pub(super) fn checklist_pipeline(&self, name: &str, stages: &[String]) -> String {
        let values = [
            ("name", name.into()),
            ("stages", stages.len().into()),
            ("list", self.words.all_of(stages).into()),
        ];
        self.words.say("checklist-pipeline", values)
    }

    /// Whether any stage has an owner.
    pub(super) fn has_owners(&self) -> bool {
        self.phases.iter().flat_map(|phase| &phase.stages).any(|stage| stage.owner.is_some())
    }
}

fn points<'r>(diagnosis: &'r Diagnosis<'_>) -> Vec<ModelPoints<'r>> {
    let most = diagnosis.leader().points;
    let shown = diagnosis.scores[..=diagnosis.mix().len()].iter().enumerate();
    shown
        .map(|(rank, score)| ModelPoints {
            model: &score.model.name,
            points: score.points,
            share: (score.points * 100 / most).max(1),
            standing: sentences::standing(diagnosis, rank).unwrap_or_default(),
            reasons: (diagnosis.because(score.model))
                .map(|(question, choice, points)| (points, sentences::reason(question, choice)))
                .collect(),
        })
        .collect()
}

fn advice<'r>(diagnosis: &'r Diagnosis<'_>) -> Vec<ModelAdvice<'r>> {
    let words = words(diagnosis);
    let about = |score: &'r Score<'_>| {
        let model = score.model;
        let lists = [
            ("roles", model.roles.as_slice()),
            ("metrics", &model.metrics),
            ("pitfalls", &model.pitfalls),
        ];
        let said = lists.into_iter().filter(|(_, list)| !list.is_empty());
        ModelAdvice {
            heading: words.say("about", [("model", model.name.as_str().into())]),
            lists: said.map(|(heading, list)| (words.text(heading), list)).collect(),
        }
    };
    let most = diagnosis.leader().points;
    let leading = diagnosis.scores.iter().take_while(|score| score.points == most);
    leading.map(about).filter(|advice| !advice.lists.is_empty()).collect()
}

/// The stages of a diagnosis by phase.
pub(super) fn phases<'r>(diagnosis: &'r Diagnosis<'_>) -> Vec<PhaseOfPage<'r>> {
    let words = words(diagnosis);
    let mut phases: Vec<PhaseOfPage<'r>> = Vec::new();
    for (place, stage) in diagnosis.pipeline.iter().enumerate() {
        if phases.last().is_none_or(|phase| phase.phase != stage.phase) {
            let heading = sentences::phase(words, stage.phase);
            phases.push(PhaseOfPage { phase: stage.phase, heading, stages: Vec::new() });
        }
        let stages = &mut phases.last_mut().expect("a phase was just pushed").stages;
        stages.push(StageOfPage {
            number: place + 1,
            name: &stage.stage.name,
            goal: &stage.stage.goal,
            fact: &stage.stage.exit,
            exit: sentences::exit(words, stage.stage),
            probability: stage.probability(),
            owner: stage.stage.owner.as_deref(),
            why: sentences::why_here(diagnosis, stage, |question, choice| {
                format!("{}: {}", question.name(), choice.label)
            }),
        });
    }
    phases
}
