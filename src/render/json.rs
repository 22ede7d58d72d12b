//! The JSON of a result, from its diagnosis.

use std::io::{self, Write};

use super::{Look, Report};
pub(crate) use crate::answers::result::{AboutQuestionnaire, Advice, AnswerIds, Number, Version1};
use crate::answers::result::{
    Change, Entry, Given, LostReason, Note, Reason, Score, Stage, Step, Values,
};
use crate::diagnosis::{self, Diagnosis};
use crate::document;
pub(crate) use crate::document::write_value;
use crate::questionnaire::{Choice, Model, Question, Questionnaire};

pub(super) fn write(report: &Report<'_, '_>, _look: &Look, out: &mut dyn Write) -> io::Result<()> {
    write_value(&Version1::of(report), out)
}

pub(super) fn write_line(report: &Report<'_, '_>, out: &mut Vec<u8>) {
    document::write_compact(&Version1::of(report), out);
}

impl<'r> Version1<'r> {
    fn of(report: &'r Report<'r, '_>) -> Self {
        let diagnosis = report.diagnosis;
        let questionnaire = diagnosis.questionnaire();
        Version1 {
            version: 1,
            lang: questionnaire.lang(),
            company: report.company,
            questionnaire: AboutQuestionnaire::of(questionnaire),
            date: report.date,
            answers: AnswerIds(diagnosis.answers.replies()),
            values: Values(diagnosis.answers.replies()),
            measured: report.measured,
            model: Advice::of(diagnosis.leader().model),
            first_steps: (diagnosis.first_steps())
                .map(|step| Step { model: step.model.id.as_str(), text: step.text })
                .collect(),
            hybrid_with: diagnosis.mix().iter().map(|score| score.model.id.as_str()).collect(),
            tie: diagnosis.tie(),
            margin: diagnosis.margin(),
            settled: diagnosis.settled,
            scores: diagnosis.scores.iter().map(|score| Score::of(diagnosis, score)).collect(),
            entry: diagnosis
                .entry
                .map(|entry| Entry { model: entry.model.id.as_str(), assumed: entry.assumed }),
            pipeline: (diagnosis.pipeline.iter())
                .map(|stage| Stage {
                    id: stage.stage.id.as_str(),
                    name: &stage.stage.name,
                    goal: &stage.stage.goal,
                    exit: &stage.stage.exit,
                    phase: stage.phase.id(),
                    probability: stage.probability(),
                    from: stage.from().map(|model| model.id.as_str()).collect(),
                    because: stage.because().map(Given::of).collect(),
                    owner: stage.stage.owner.as_deref(),
                })
                .collect(),
            notes: diagnosis.notes().filter_map(Note::of).collect(),
            lost_reasons: (questionnaire.lost_reasons().iter())
                .map(|reason| LostReason {
                    id: reason.id.as_str(),
                    label: &reason.label,
                    help: reason.help.as_deref(),
                })
                .collect(),
            what_if: (diagnosis.what_if.iter())
                .map(|change| Change {
                    question: change.question.id.as_str(),
                    option: change.choice.id.as_str(),
                    model: change.model.id.as_str(),
                })
                .collect(),
            command: report.command,
        }
    }
}

impl<'r> AboutQuestionnaire<'r> {
    pub(super) fn of(questionnaire: &'r Questionnaire) -> Self {
        AboutQuestionnaire { id: questionnaire.id().as_str(), version: questionnaire.version() }
    }
}

impl<'r> Advice<'r> {
    pub(super) fn of(model: &'r Model) -> Self {
        Advice {
            id: model.id.as_str(),
            name: &model.name,
            summary: &model.summary,
            roles: &model.roles,
            metrics: &model.metrics,
            pitfalls: &model.pitfalls,
            first_steps: &model.first_steps,
        }
    }
}

impl<'r> Given<'r> {
    fn of((question, choice): (&'r Question, &'r Choice)) -> Self {
        Given { question: question.id.as_str(), option: choice.id.as_str() }
    }
}

impl<'r> Note<'r> {
    fn of(note: diagnosis::Note<'r>) -> Option<Self> {
        let mut answers = note.answers.into_iter().map(Given::of);
        let Given { question, option } = answers.next()?;
        Some(Note { question, option, text: note.text, with: answers.collect() })
    }
}

impl<'r> Score<'r> {
    fn of<'q: 'r>(diagnosis: &'r Diagnosis<'q>, score: &diagnosis::Score<'q>) -> Self {
        let because = (diagnosis.because(score.model))
            .map(|(question, choice, points)| Reason {
                question: question.id.as_str(),
                option: choice.id.as_str(),
                points,
            })
            .collect();
        Score {
            id: score.model.id.as_str(),
            name: &score.model.name,
            points: score.points,
            because,
        }
    }
}
