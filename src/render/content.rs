//! What a page says of a report, ready for a template: plain text in the order of
//! the page. The templates escape it, each for its format.

use super::Report;
use super::sentences::{self, words};
use crate::diagnosis::Diagnosis;
use crate::pipeline::Phase;
use crate::words::Words;

/// So many changes of answers are worth a line on a page; the JSON has them all.
const CHANGES: usize = 4;

/// A report as a page says it.
pub(super) struct Content<'r> {
    words: &'static Words,
    /// The language of the page, as a tag.
    pub(super) lang: &'r str,
    /// The company, or what the questionnaire asks.
    pub(super) subject: String,
    pub(super) leader: &'r str,
    pub(super) verdict: String,
    pub(super) summary: &'r str,
    pub(super) points: Vec<Points<'r>>,
    pub(super) without_points: Option<String>,
    pub(super) unsure: Option<String>,
    pub(super) reasons: Vec<Reasons<'r>>,
    pub(super) phases: Vec<PhaseOfPage<'r>>,
    pub(super) remarks: Vec<String>,
    pub(super) first_steps: &'r [String],
    pub(super) notes: Vec<&'r str>,
    pub(super) changes: Vec<String>,
    /// The questionnaire that was answered.
    pub(super) source: String,
}

/// A model that has points.
pub(super) struct Points<'r> {
    pub(super) model: &'r str,
    pub(super) points: u32,
    /// Percent of the leader's points; 1 at least, because few are more than none.
    pub(super) share: u32,
    pub(super) standing: String,
    /// Whether it leads or is in the mix.
    pub(super) counts: bool,
}

/// The answers that speak for a model.
pub(super) struct Reasons<'r> {
    pub(super) model: &'r str,
    pub(super) answers: Vec<(u32, String)>,
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
}

impl<'r> Content<'r> {
    pub(super) fn of(report: &Report<'r, '_>) -> Self {
        let diagnosis = report.diagnosis;
        let questionnaire = diagnosis.questionnaire();
        let words = words(diagnosis);
        let plain = str::to_owned;
        Content {
            words,
            lang: questionnaire.lang(),
            subject: sentences::company(report).unwrap_or_else(|| plain(questionnaire.title())),
            leader: &diagnosis.leader().model.name,
            verdict: sentences::verdict(report, plain, plain),
            summary: &diagnosis.leader().model.summary,
            points: points(diagnosis),
            without_points: sentences::without_points(diagnosis),
            unsure: sentences::unsure(diagnosis),
            reasons: reasons(diagnosis),
            phases: phases(diagnosis),
            remarks: sentences::remarks(diagnosis),
            first_steps: &diagnosis.leader().model.first_steps,
            notes: diagnosis.notes().map(|note| note.text).collect(),
            changes: sentences::changes(diagnosis, CHANGES),
            source: words.say(
                "source",
                [
                    ("id", questionnaire.id().as_str().into()),
                    ("version", questionnaire.version().into()),
                ],
            ),
        }
    }

    /// What a message of the tool says, for a template.
    pub(super) fn says(&self, message: &str) -> String {
        self.words.text(message)
    }

    /// The same of a message about something with a name.
    pub(super) fn names(&self, message: &str, name: &str) -> String {
        self.words.say(message, [("name", name.into())])
    }
}

fn points<'r>(diagnosis: &'r Diagnosis<'_>) -> Vec<Points<'r>> {
    let most = diagnosis.leader().points;
    let scored = diagnosis.scores.iter().take_while(|score| score.points > 0).enumerate();
    scored
        .map(|(rank, score)| Points {
            model: &score.model.name,
            points: score.points,
            share: (score.points * 100 / most).max(1),
            standing: sentences::standing(diagnosis, rank).unwrap_or_default(),
            counts: rank <= diagnosis.mix().len(),
        })
        .collect()
}

fn reasons<'r>(diagnosis: &'r Diagnosis<'_>) -> Vec<Reasons<'r>> {
    let shown = &diagnosis.scores[..=diagnosis.mix().len()];
    let answers = |score: &crate::diagnosis::Score<'_>| {
        diagnosis
            .because(score.model)
            .map(|(question, choice, points)| (points, sentences::reason(question, choice)))
            .collect()
    };
    shown
        .iter()
        .map(|score| Reasons { model: &score.model.name, answers: answers(score) })
        .collect()
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
        });
    }
    phases
}
