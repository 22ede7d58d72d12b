//! The sentences of a report that more than one format says, in the words of the
//! questionnaire's language. They are plain text: each format styles and escapes them.

use super::Report;
use crate::answers::{Evidence, Reply, Trust};
use crate::diagnosis::{Change, Diagnosis, FirstStep};
use crate::measure::INVOICES;
use crate::pipeline::{LONG, Phase, PipelineStage};
use crate::questionnaire::{Choice, Question, Stage, StageReason};
use crate::wording;
use crate::words::Words;

/// The tool's own words in the language of the questionnaire.
pub(super) fn words(diagnosis: &Diagnosis<'_>) -> &'static Words {
    diagnosis.questionnaire().words()
}

/// A runner-up with this percentage of the leader's points, or more, is close.
pub(super) const CLOSE: u32 = 85;

/// More stages than this with one reason are not named one by one.
const MANY: usize = 3;

/// Which model leads, how clearly, and what it is mixed with. `leader` and `other` style
/// the names of the models.
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
        ([], []) if diagnosis.pipeline.is_empty() => "alone",
        ([], []) => "none",
        (_, []) => "tied",
        ([], _) => "mixed",
        _ => "both",
    };
    let margin = diagnosis.margin();
    // A leader without a rival is clear, and so is one that leads by more than a few
    // points, unless an answer that is still open could change that.
    let close =
        u64::from(leading.points - margin) * 100 >= u64::from(leading.points) * u64::from(CLOSE);
    let clearly = match margin {
        0 => "tied",
        _ if close => "close",
        _ if diagnosis.settled => "clear",
        _ => "open",
    };
    let company = company(report);
    words.say(
        "verdict",
        [
            ("whose", if company.is_some() { "company" } else { "yours" }.into()),
            ("company", company.unwrap_or_default().into()),
            ("leader", leader(&leading.model.name).into()),
            ("margin", clearly.into()),
            ("points", margin.into()),
            ("mix", mix.into()),
            ("tied", words.all_of(tied).into()),
            ("mixed", words.all_of(mixed).into()),
        ],
    )
}

/// A question with its answer, as a report repeats it.
pub(super) struct AnswerLine<'r> {
    pub(super) question: &'r str,
    pub(super) answer: String,
}

/// The heading of the answers, and each question with its answer: the number where
/// one was given, and whether it was measured.
pub(super) fn answers<'r>(report: &Report<'r, '_>) -> (String, Vec<AnswerLine<'r>>) {
    let diagnosis = report.diagnosis;
    let words = words(diagnosis);
    let answer = |reply: &Reply<'r>| {
        let label = reply.label(words);
        let answer = match reply.figure(words) {
            None => label,
            Some(number) => {
                words.say("answer-number", [("number", number.into()), ("answer", label.into())])
            }
        };
        let question = reply.question();
        let evidence = report.measured.and_then(|measured| measured.evidence(question.id.as_str()));
        let answer = match evidence {
            Some(evidence) => measured(answer, evidence, words),
            None => answer,
        };
        AnswerLine { question: question.name(), answer }
    };
    let answers = diagnosis.answers.replies().iter().map(answer).collect();
    let some = |reply: &Reply<'_>| {
        report.measured.is_some_and(|all| all.evidence(reply.question().id.as_str()).is_some())
    };
    let heading = match diagnosis.answers.replies().iter().any(some) {
        true => "answers-measured",
        false => "answers-said",
    };
    (words.text(heading), answers)
}

/// An answer with how many deals or invoices it was measured from, and how far it can be
/// trusted.
fn measured(answer: String, evidence: &Evidence, words: &Words) -> String {
    let of = evidence.of.unwrap_or(0).to_string();
    let from = if evidence.counts.contains_key(INVOICES) { "invoices" } else { "deals" };
    let trust = evidence.trust.map_or("open", Trust::id);
    words.say(
        "answer-measured",
        [
            ("answer", answer.into()),
            ("of", of.into()),
            ("from", from.into()),
            ("trust", trust.into()),
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

/// What points mean, as a sentence.
pub(super) fn points_explained(diagnosis: &Diagnosis<'_>) -> String {
    explained(diagnosis, "points-explained")
}

/// The heading of the reasons, with what points mean.
pub(super) fn why_heading(diagnosis: &Diagnosis<'_>) -> String {
    explained(diagnosis, "why-text")
}

fn explained(diagnosis: &Diagnosis<'_>, message: &str) -> String {
    let questionnaire = diagnosis.questionnaire();
    let values =
        [("lead", questionnaire.lead_at().into()), ("hybrid", questionnaire.hybrid_at().into())];
    words(diagnosis).say(message, values)
}

/// Where a model stands, by its place among the scores, and the questions whose answers
/// speak for it.
pub(super) fn standing_because(diagnosis: &Diagnosis<'_>, rank: usize) -> String {
    let words = words(diagnosis);
    let because = diagnosis.because(diagnosis.scores[rank].model);
    let questions = words.all_of(because.map(|(question, ..)| question.name()));
    let standing = standing(diagnosis, rank).unwrap_or_default();
    let values = [("standing", standing.into()), ("questions", questions.into())];
    words.say("model-because", values)
}

/// The models that have points and are not in the mix; `None` without any.
pub(super) fn too_few(diagnosis: &Diagnosis<'_>) -> Option<String> {
    let others = &diagnosis.scores[diagnosis.mix().len() + 1..];
    let scored = others.iter().filter(|score| score.points > 0);
    let names: Vec<String> =
        scored.map(|score| format!("{} ({})", score.model.name, score.points)).collect();
    (!names.is_empty())
        .then(|| words(diagnosis).say("too-few", [("models", names.join(", ").into())]))
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
        [] => {
            let values = [("questions", questions), ("count", all.len().into())];
            words.say("unsure-together", values)
        }
        some if some.len() == all.len() => words.say("unsure-each", [("questions", questions)]),
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

/// Why a stage is in the pipeline, the nearest reason first: an answer says more than
/// the model that it speaks for. `answer` words a question with its option.
pub(super) fn why_here(
    diagnosis: &Diagnosis<'_>,
    stage: &PipelineStage<'_>,
    answer: impl Fn(&Question, &Choice) -> String,
) -> String {
    let words = words(diagnosis);
    let (questions, models) =
        (diagnosis.questionnaire().questions(), diagnosis.questionnaire().models());
    let mut answers = Vec::new();
    let mut names = Vec::new();
    for reason in &stage.reasons {
        match *reason {
            StageReason::Always => return words.text("always"),
            StageReason::Answer { question, option } => {
                let question = &questions[question];
                answers.push(answer(question, &question.options[option]));
            }
            StageReason::Entry { .. } if diagnosis.entry.is_some_and(|entry| entry.assumed) => {}
            StageReason::Entry { model } | StageReason::Model { model } => {
                names.push(models[model].name.clone());
            }
        }
    }
    let reasons = if answers.is_empty() { names } else { answers };
    if reasons.is_empty() {
        return words.text("assumed");
    }
    words.say("because-of", [("reasons", words.all_of(&reasons).into())])
}

/// Why the stages are in the pipeline that are not in every one, in one sentence, stages
/// with one reason together; `None` if there are no such stages. An entry that was
/// assumed is a remark instead.
pub(super) fn why_these(diagnosis: &Diagnosis<'_>) -> Option<String> {
    let words = words(diagnosis);
    let plain = [words.text("always"), words.text("assumed")];
    let answer = |question: &Question, _: &Choice| format!("\"{}\"", question.name());
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for stage in &diagnosis.pipeline {
        let (why, name) = (why_here(diagnosis, stage, answer), stage.stage.name.as_str());
        match groups.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, stages)) => stages.push(name),
            None => groups.push((why, vec![name])),
        }
    }
    groups.retain(|(reason, _)| !plain.contains(reason));
    // Many stages with one reason are read more easily as what remains.
    let many = groups.iter().position(|(_, stages)| stages.len() > MANY);
    let many = many.map(|place| groups.remove(place).0);
    let group = |(reason, stages): &(String, Vec<&str>)| {
        let stages = words.all_of(stages);
        let values = [("stages", stages.into()), ("reason", reason.as_str().into())];
        words.say("stages-because", values)
    };
    let mut reasons: Vec<String> = groups.iter().map(group).collect();
    if let Some(reason) = many {
        let others = if reasons.is_empty() { "stages-all" } else { "stages-rest" };
        reasons.push(words.say(others, [("reason", reason.into())]));
    }
    (!reasons.is_empty()).then(|| words.say("why-these", [("reasons", reasons.join("; ").into())]))
}

/// Which model leads and what it is mixed with, and whether the beginning of the pipeline
/// had to be assumed: for an output that says little more.
pub(super) fn verdict_alone(report: &Report<'_, '_>) -> String {
    let verdict = verdict(report, str::to_owned, str::to_owned);
    match assumed(report.diagnosis) {
        Some(assumed) => format!("{verdict} {assumed}"),
        None => verdict,
    }
}

/// Says that no answer tells how a deal starts, if none does.
pub(super) fn assumed(diagnosis: &Diagnosis<'_>) -> Option<String> {
    let entry = diagnosis.entry.filter(|entry| entry.assumed)?;
    let model = entry.model.name.as_str().into();
    Some(words(diagnosis).say("entry-assumed", [("model", model)]))
}

/// What should be known about the pipeline as a whole.
pub(super) fn remarks(diagnosis: &Diagnosis<'_>) -> Vec<String> {
    let words = words(diagnosis);
    let mut remarks: Vec<String> = assumed(diagnosis).into_iter().collect();
    let open: Vec<&PipelineStage<'_>> =
        diagnosis.pipeline.iter().filter(|stage| stage.phase != Phase::AfterSale).collect();
    if open.len() >= LONG {
        remarks.push(words.say("long-pipeline", [("stages", open.len().into())]));
        let pairs: Vec<String> = neighbours(&open)
            .map(|[one, other]| words.all_of(&[&one.stage.name, &other.stage.name]))
            .collect();
        if !pairs.is_empty() {
            remarks.push(words.say("long-pipeline-merge", [("pairs", pairs.join("; ").into())]));
        }
    }
    remarks
}

/// The neighbours that a long pipeline can do without first: of one phase, where the
/// second brings a deal no further than the first; and the two before a decision,
/// which are often one conversation. A stage is in one pair at most, and the first
/// stage, which says how deals start, in none.
fn neighbours<'p, 'q>(
    open: &[&'p PipelineStage<'q>],
) -> impl Iterator<Item = [&'p PipelineStage<'q>; 2]> {
    let mut pairs: Vec<[&PipelineStage<'q>; 2]> = Vec::new();
    let mut place = 1;
    while place + 1 < open.len() {
        let [one, other] = [open[place], open[place + 1]];
        let same = one.phase == other.phase && one.probability() == other.probability();
        if (same && !one.stage.opens_deal) || other.stage.closes_deal {
            pairs.push([one, other]);
            place += 1;
        }
        place += 1;
    }
    pairs.into_iter()
}

/// The notes that belong to the answers: those that change how the first steps are to be
/// read, and the rest.
pub(super) struct Notes<'q> {
    pub(super) first: Vec<&'q str>,
    pub(super) others: Vec<&'q str>,
}

/// The notes of a diagnosis, by their place in a report.
pub(super) fn notes<'q>(diagnosis: &Diagnosis<'q>) -> Notes<'q> {
    let mut notes = Notes { first: Vec::new(), others: Vec::new() };
    for note in diagnosis.notes() {
        let place = if note.before_first_steps { &mut notes.first } else { &mut notes.others };
        place.push(note.text);
    }
    notes
}

/// The heading of some notes.
pub(super) fn notes_heading(diagnosis: &Diagnosis<'_>, notes: &[&str]) -> String {
    words(diagnosis).say("notes", [("count", notes.len().into())])
}

/// What to do first: the leader's steps, and those of the other models with the name
/// of the model.
pub(super) fn first_steps(diagnosis: &Diagnosis<'_>) -> Vec<String> {
    let words = words(diagnosis);
    let leader = diagnosis.leader().model;
    let step = |step: FirstStep<'_>| {
        if step.model.index == leader.index {
            return step.text.to_owned();
        }
        let model = step.model.name.as_str().into();
        words.say("step-of", [("model", model), ("step", step.text.into())])
    };
    diagnosis.first_steps().map(step).collect()
}

/// What to do once the stages are in use, whatever the model.
pub(super) fn after(diagnosis: &Diagnosis<'_>) -> Vec<String> {
    let words = words(diagnosis);
    let mut after = Vec::new();
    if !diagnosis.pipeline.is_empty() {
        after.push(words.text("open-deals"));
    }
    if let Some(metric) = diagnosis.leader().model.metrics.first() {
        after.push(words.say("one-number", [("metric", metric.as_str().into())]));
    }
    let unsure = diagnosis.unsure().next().is_some();
    after.push(words.text(if unsure { "look-again-unsure" } else { "look-again" }));
    after
}

/// At most `most` changes that would put another model in the lead, one for each
/// question. What the report already says about an unsure answer is not repeated.
pub(super) fn changes(diagnosis: &Diagnosis<'_>, most: usize) -> Vec<String> {
    let words = words(diagnosis);
    let is_unsure = |change: &Change<'_>| {
        diagnosis.unsure().any(|question| question.index == change.question.index)
    };
    let mut changes: Vec<&Change<'_>> =
        diagnosis.what_if.iter().filter(|change| !is_unsure(change)).collect();
    changes.dedup_by_key(|change| change.question.index);
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

/// Which questionnaire was answered, and when.
pub(super) fn source(report: &Report<'_, '_>) -> String {
    let questionnaire = report.diagnosis.questionnaire();
    words(report.diagnosis).say(
        "source",
        [
            ("date", report.date.to_string().into()),
            ("id", questionnaire.id().as_str().into()),
            ("version", questionnaire.version().into()),
        ],
    )
}
