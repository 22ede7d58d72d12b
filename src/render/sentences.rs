//! The sentences of a report that more than one format says, in the words of the
//! questionnaire's language. They are plain text: a format dresses and escapes.

use super::Report;
use crate::diagnosis::{Change, Diagnosis};
use crate::pipeline::{LONG, Phase};
use crate::questionnaire::{Choice, Question, Stage};
use crate::wording;
use crate::words::Words;

/// The tool's own words in the language of the questionnaire.
pub(super) fn words(diagnosis: &Diagnosis<'_>) -> &'static Words {
    diagnosis.questionnaire().words()
}

/// Which model leads, and what it is mixed with. The names are dressed first: that
/// of the leader, and those of the others.
pub(super) fn verdict(
    report: &Report<'_, '_>,
    leader: impl Fn(&str) -> String,
    other: impl Fn(&str) -> String,
) -> String {
    let diagnosis = report.diagnosis;
    let words = words(diagnosis);
    let leading = diagnosis.leader();
    let names: Vec<String> = diagnosis.mix().iter().map(|score| other(&score.model.name)).collect();
    let equal = diagnosis.mix().iter().take_while(|score| score.points == leading.points).count();
    let (tied, mixed) = names.split_at(equal);
    let mix = match (tied, mixed) {
        ([], []) => "none",
        (_, []) => "tied",
        ([], _) => "mixed",
        _ => "both",
    };
    let company = company(report);
    words.say(
        "verdict",
        [
            ("whose", if company.is_some() { "company" } else { "yours" }.into()),
            ("company", company.unwrap_or_default().into()),
            ("leader", leader(&leading.model.name).into()),
            ("mix", mix.into()),
            ("tied", words.all_of(tied).into()),
            ("mixed", words.all_of(mixed).into()),
        ],
    )
}

/// The company on one line, without anything that would steer a reader: it is the
/// only text of a report that no check has seen.
pub(super) fn company(report: &Report<'_, '_>) -> Option<String> {
    report.company.map(|company| wording::harmless(company).replace('\n', "\\n"))
}

/// Where a model stands, by its place among the scores.
pub(super) fn standing(diagnosis: &Diagnosis<'_>, rank: usize) -> Option<String> {
    let equal = diagnosis.scores[rank].points == diagnosis.leader().points;
    let standing = match rank {
        0 if !diagnosis.tie() => "leads",
        _ if equal => "tied",
        _ if rank <= diagnosis.mix().len() => "mixed",
        _ => return None,
    };
    Some(words(diagnosis).text(standing))
}

/// The models without points; none where every model has some.
pub(super) fn without_points(diagnosis: &Diagnosis<'_>) -> Option<String> {
    let none = diagnosis.scores.iter().filter(|score| score.points == 0);
    let names: Vec<&str> = none.map(|score| score.model.name.as_str()).collect();
    (!names.is_empty())
        .then(|| words(diagnosis).say("no-points", [("models", names.join(", ").into())]))
}

/// Which of the unsure answers matters.
pub(super) fn unsure(diagnosis: &Diagnosis<'_>) -> Option<String> {
    let words = words(diagnosis);
    let matters = |question: &&Question| {
        diagnosis.what_if.iter().any(|change| change.question.index == question.index)
    };
    let names = |questions: &mut dyn Iterator<Item = &Question>| -> Vec<String> {
        questions.map(|question| format!("\"{}\"", question.name())).collect()
    };
    let all = names(&mut diagnosis.unsure());
    let alone = names(&mut diagnosis.unsure().filter(matters));
    let questions = words.all_of(&all).into();
    Some(match alone.as_slice() {
        _ if all.is_empty() => return None,
        _ if diagnosis.settled => words.say("unsure-settled", [("questions", questions)]),
        [] => words.say("unsure-together", [("questions", questions)]),
        some => words
            .say("unsure-alone", [("questions", questions), ("some", words.one_of(some).into())]),
    })
}

/// What an answer shows.
pub(super) fn reason(question: &Question, choice: &Choice) -> String {
    match &choice.reason {
        Some(reason) => reason.clone(),
        None => format!("{}: {}.", question.name(), choice.label),
    }
}

/// What a phase is.
pub(super) fn phase(words: &Words, phase: Phase) -> String {
    words.text(match phase {
        Phase::Prospecting => "phase-prospecting",
        Phase::Sale => "phase-sale",
        Phase::AfterSale => "phase-after-sale",
    })
}

/// When a deal leaves a stage.
pub(super) fn exit(words: &Words, stage: &Stage) -> String {
    // A deal that is lost does not move on.
    let when = if stage.closes_deal { "closed-when" } else { "move-on-when" };
    words.say(when, [("exit", stage.exit.as_str().into())])
}

/// What should be known about the pipeline as a whole.
pub(super) fn remarks(diagnosis: &Diagnosis<'_>) -> Vec<String> {
    let words = words(diagnosis);
    let mut remarks = Vec::new();
    if let Some(entry) = diagnosis.entry.filter(|entry| entry.assumed) {
        remarks.push(words.say("entry-assumed", [("model", entry.model.name.as_str().into())]));
    }
    if diagnosis.pipeline.len() >= LONG {
        remarks.push(words.say("long-pipeline", [("stages", diagnosis.pipeline.len().into())]));
    }
    remarks
}

/// Changes that would put another model in the lead, so many at most: one for each
/// question, the unsure ones first, because those can still be answered.
pub(super) fn changes(diagnosis: &Diagnosis<'_>, most: usize) -> Vec<String> {
    let words = words(diagnosis);
    let mut changes: Vec<&Change<'_>> = diagnosis.what_if.iter().collect();
    changes.dedup_by_key(|change| change.question.index);
    let is_unsure = |change: &Change<'_>| {
        diagnosis.unsure().any(|question| question.index == change.question.index)
    };
    changes.sort_by_key(|change| !is_unsure(change));
    let sentence = |change: &&Change<'_>| {
        words.say(
            "change",
            [
                ("model", change.model.name.as_str().into()),
                ("question", change.question.name().into()),
                ("option", change.choice.label.as_str().into()),
            ],
        )
    };
    changes.iter().take(most).map(sentence).collect()
}
