//! The JSON of a result, from its diagnosis.

use std::io::{self, Write};

use super::{Look, Report};
pub(crate) use crate::answers::result::{
    AboutQuestionnaire, AnswerIds, ModelAdviceJson, Number, ResultJson,
};
use crate::answers::result::{
    AnswerJson, ChangeJson, EntryJson, FirstStepJson, LostReasonJson, NoteJson, ScoreJson,
    ScoreReasonJson, StageJson, Values,
};
use crate::diagnosis::{self, Diagnosis};
use crate::document;
use crate::document::write_value;
use crate::questionnaire::{Choice, Model, Question, Questionnaire};

pub(super) fn write(report: &Report<'_, '_>, _look: &Look, out: &mut dyn Write) -> io::Result<()> {
    write_value(&ResultJson::new(report), out)
}

pub(super) fn write_line(report: &Report<'_, '_>, out: &mut Vec<u8>) {
    document::write_compact(&ResultJson::new(report), out);
}

/// How a deal begins.
pub(super) fn entry<'q>(diagnosis: &Diagnosis<'q>) -> Option<EntryJson<'q>> {
    let entry = diagnosis.entry?;
    Some(EntryJson { model: &entry.model.id, assumed: entry.assumed })
}

impl<'r> ResultJson<'r> {
    pub(super) fn new(report: &'r Report<'r, '_>) -> Self {
        let diagnosis = report.diagnosis;
        let questionnaire = diagnosis.questionnaire();
        ResultJson {
            version: 1,
            lang: questionnaire.lang(),
            company: report.company,
            by: report.by,
            role: report.role,
            questionnaire: AboutQuestionnaire::new(questionnaire),
            date: report.date,
            answers: AnswerIds(diagnosis.answers.replies()),
            values: Values(diagnosis.answers.replies()),
            measured: report.measured,
            model: ModelAdviceJson::new(diagnosis.leader().model),
            first_steps: (diagnosis.first_steps())
                .map(|step| FirstStepJson { model: &step.model.id, text: step.text })
                .collect(),
            hybrid_with: diagnosis.mix().iter().map(|score| &score.model.id).collect(),
            tie: diagnosis.tie(),
            margin: diagnosis.margin(),
            settled: diagnosis.settled,
            scores: diagnosis.scores.iter().map(|score| ScoreJson::new(diagnosis, score)).collect(),
            entry: entry(diagnosis),
            pipeline: (diagnosis.pipeline.iter())
                .map(|stage| StageJson {
                    id: &stage.stage.id,
                    name: &stage.stage.name,
                    goal: &stage.stage.goal,
                    exit: &stage.stage.exit,
                    phase: stage.phase.id(),
                    probability: stage.probability(),
                    from: stage.from().map(|model| &model.id).collect(),
                    because: stage.because().map(AnswerJson::new).collect(),
                    owner: stage.stage.owner.as_deref(),
                })
                .collect(),
            notes: diagnosis.notes().filter_map(NoteJson::new).collect(),
            lost_reasons: (questionnaire.lost_reasons().iter())
                .map(|reason| LostReasonJson {
                    id: &reason.id,
                    label: &reason.label,
                    help: reason.help.as_deref(),
                })
                .collect(),
            what_if: (diagnosis.what_if.iter())
                .map(|change| ChangeJson {
                    question: &change.question.id,
                    option: &change.choice.id,
                    model: &change.model.id,
                })
                .collect(),
            command: report.command,
        }
    }
}

impl<'r> AboutQuestionnaire<'r> {
    pub(super) fn new(questionnaire: &'r Questionnaire) -> Self {
        AboutQuestionnaire { id: questionnaire.id(), version: questionnaire.version() }
    }
}

impl<'r> ModelAdviceJson<'r> {
    pub(super) fn new(model: &'r Model) -> Self {
        ModelAdviceJson {
            id: &model.id,
            name: &model.name,
            summary: &model.summary,
            roles: &model.roles,
            metrics: &model.metrics,
            pitfalls: &model.pitfalls,
            first_steps: &model.first_steps,
        }
    }
}

impl<'r> AnswerJson<'r> {
    fn new((question, choice): (&'r Question, &'r Choice)) -> Self {
        AnswerJson { question: &question.id, option: &choice.id }
    }
}

impl<'r> NoteJson<'r> {
    fn new(note: diagnosis::ResultNote<'r>) -> Option<Self> {
        let mut answers = note.answers.into_iter().map(AnswerJson::new);
        let AnswerJson { question, option } = answers.next()?;
        Some(NoteJson { question, option, text: note.text, with: answers.collect() })
    }
}

impl<'r> ScoreJson<'r> {
    fn new<'q: 'r>(diagnosis: &'r Diagnosis<'q>, score: &diagnosis::Score<'q>) -> Self {
        let because = (diagnosis.because(score.model))
            .map(|(question, choice, points)| ScoreReasonJson {
                question: &question.id,
                option: &choice.id,
                points,
            })
            .collect();
        ScoreJson { id: &score.model.id, name: &score.model.name, points: score.points, because }
    }
}
