//! The report for people: which model leads, why, which stages to put in the
//! CRM, and what to do first.

use std::io::{self, Write};

use super::page::{Mark, Page, bar, pad, styled, widest};
use super::{Answered, Look, Report};
use crate::diagnosis::{Change, Diagnosis, Score};
use crate::pipeline::{LONG, Phase, PipelineStage};
use crate::questionnaire::Question;
use crate::wording;
use crate::words::Words;

/// So many changes of answers are worth reading; the JSON has them all.
const CHANGES: usize = 2;

/// The columns of a bar: with fewer, numbers alone say more, and more add
/// nothing.
const NARROWEST_BAR: usize = 5;
const WIDEST_BAR: usize = 24;

pub(super) fn write(report: &Report<'_, '_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(look);
    let diagnosis = report.diagnosis;
    verdict(&mut page, report);
    points(&mut page, diagnosis);
    reasons(&mut page, diagnosis);
    pipeline(&mut page, diagnosis);
    first_steps(&mut page, report);
    notes(&mut page, diagnosis);
    changes(&mut page, diagnosis);
    if let Some(command) = report.command
        && report.answered == Answered::ByQuiz
    {
        page.heading(&words(diagnosis).text("repeat"));
        page.verbatim("  ", &wording::harmless(command));
    }
    page.write(out)
}

/// The tool's own words in the language of the questionnaire.
fn words(diagnosis: &Diagnosis<'_>) -> &'static Words {
    diagnosis.questionnaire().words()
}

fn verdict(page: &mut Page, report: &Report<'_, '_>) {
    let diagnosis = report.diagnosis;
    let words = words(diagnosis);
    let styles = page.look().styles;
    let name = |score: &Score<'_>| styled(styles.strong, &score.model.name);
    let company = report.company.map(wording::harmless);
    let leader = styled(styles.lead, &diagnosis.leader().model.name);
    let names: Vec<String> = diagnosis.mix().iter().map(name).collect();
    let equal = |score: &&Score<'_>| score.points == diagnosis.leader().points;
    let (tied, mixed) = names.split_at(diagnosis.mix().iter().take_while(equal).count());
    let mix = match (tied, mixed) {
        ([], []) => "none",
        (_, []) => "tied",
        ([], _) => "mixed",
        _ => "both",
    };
    let verdict = words.say(
        "verdict",
        [
            ("whose", if company.is_some() { "company" } else { "yours" }.into()),
            ("company", company.unwrap_or_default().into()),
            ("leader", leader.into()),
            ("mix", mix.into()),
            ("tied", words.all_of(tied).into()),
            ("mixed", words.all_of(mixed).into()),
        ],
    );
    page.paragraph("", &verdict);
    let summary = &diagnosis.leader().model.summary;
    if !summary.is_empty() {
        page.paragraph("", summary);
    }
}

fn points(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    let words = words(diagnosis);
    page.heading(&words.text("points"));
    let look = *page.look();
    let [leads, mixed, tied] = ["leads", "mixed", "tied"].map(|standing| words.text(standing));
    let names = widest(diagnosis.scores.iter().map(|score| score.model.name.as_str()));
    let most = diagnosis.leader().points;
    let digits = most.to_string().len();
    // What stands beside the bars: two columns before each part, and the longest
    // word on the standing of a model.
    let standings = widest([leads.as_str(), &mixed, &tied]);
    let beside = 2 + names + 2 + 2 + digits + 2 + standings;
    let bars = look.width.saturating_sub(beside).min(WIDEST_BAR);
    let scored = diagnosis.scores.partition_point(|score| score.points > 0);
    let (some, none) = diagnosis.scores.split_at(scored);
    for (rank, score) in some.iter().enumerate() {
        let (standing, style) = match rank {
            0 if diagnosis.tie() => (tied.as_str(), look.styles.lead),
            0 => (leads.as_str(), look.styles.lead),
            _ if score.points == most => (tied.as_str(), look.styles.strong),
            _ if rank <= diagnosis.mix().len() => (mixed.as_str(), look.styles.strong),
            _ => ("", look.styles.faint),
        };
        let name = &score.model.name;
        if bars < NARROWEST_BAR {
            let name = styled(style, name);
            page.paragraph("  ", format!("{name}: {} {standing}", score.points).trim_end());
        } else {
            let name = styled(style, pad(name, names));
            let bar = pad(&bar(look.charset, score.points, most, bars), bars);
            let bar = styled(style, bar);
            let row = format!("{name}  {bar}  {:>digits$}  {standing}", score.points);
            page.verbatim("  ", row.trim_end());
        }
    }
    if !none.is_empty() {
        let names: Vec<&str> = none.iter().map(|score| score.model.name.as_str()).collect();
        let none = words.say("no-points", [("models", names.join(", ").into())]);
        page.paragraph("  ", &styled(look.styles.faint, none));
    }
    unsure(page, diagnosis);
}

/// Says which of the unsure answers matters.
fn unsure(page: &mut Page, diagnosis: &Diagnosis<'_>) {
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
    let text = match alone.as_slice() {
        _ if all.is_empty() => return,
        _ if diagnosis.settled => words.say("unsure-settled", [("questions", questions)]),
        [] => words.say("unsure-together", [("questions", questions)]),
        some => words
            .say("unsure-alone", [("questions", questions), ("some", words.one_of(some).into())]),
    };
    page.gap();
    page.paragraph("  ", &text);
}

fn reasons(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    page.heading(&words(diagnosis).text("why"));
    let shown = &diagnosis.scores[..=diagnosis.mix().len()];
    let names = widest(shown.iter().map(|score| score.model.name.as_str()));
    for score in shown {
        let mut name = score.model.name.as_str();
        for (question, choice, points) in diagnosis.because(score.model) {
            let reason = match &choice.reason {
                Some(reason) => reason.clone(),
                None => format!("{}: {}.", question.name(), choice.label),
            };
            let label = format!("{}{:>5}", pad(name, names), format!("+{points}"));
            page.row(names + 5, &label, &reason);
            name = "";
        }
    }
}

fn pipeline(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    let stages = &diagnosis.pipeline;
    if stages.is_empty() {
        return;
    }
    let words = words(diagnosis);
    page.heading(&words.text("pipeline"));
    let mut phase = None;
    for (place, stage) in stages.iter().enumerate() {
        if phase != Some(stage.phase) {
            phase = Some(stage.phase);
            let heading = words.text(phase_heading(stage.phase));
            page.paragraph("  ", &styled(page.look().styles.faint, heading));
        }
        pipeline_stage(page, words, place + 1, stage);
    }
    let mut remarks = Vec::new();
    if let Some(entry) = diagnosis.entry.filter(|entry| entry.assumed) {
        remarks.push(words.say("entry-assumed", [("model", entry.model.name.as_str().into())]));
    }
    if stages.len() >= LONG {
        remarks.push(words.say("long-pipeline", [("stages", stages.len().into())]));
    }
    if !remarks.is_empty() {
        page.paragraph("  ", &remarks.join(" "));
    }
}

fn phase_heading(phase: Phase) -> &'static str {
    match phase {
        Phase::Prospecting => "phase-prospecting",
        Phase::Sale => "phase-sale",
        Phase::AfterSale => "phase-after-sale",
    }
}

fn pipeline_stage(page: &mut Page, words: &Words, number: usize, stage: &PipelineStage<'_>) {
    let name = styled(page.look().styles.strong, &stage.stage.name);
    let probability = match stage.probability() {
        Some(percent) => format!(" ({percent}%)"),
        None => String::new(),
    };
    page.paragraph(
        &format!("  {number:>2}. "),
        &format!("{name}{probability}: {}", stage.stage.goal),
    );
    // A deal that is lost does not move on.
    let when = if stage.stage.closes_deal { "closed-when" } else { "move-on-when" };
    page.paragraph("      ", &words.say(when, [("exit", stage.stage.exit.as_str().into())]));
}

fn first_steps(page: &mut Page, report: &Report<'_, '_>) {
    let words = words(report.diagnosis);
    let model = report.diagnosis.leader().model;
    if !model.first_steps.is_empty() {
        page.heading(&words.text("first-steps"));
        page.list(&model.first_steps, Mark::Number);
        if let Some(command) = report.details {
            // To be copied, so it is not broken.
            let more = words.say("more", [("command", wording::harmless(command).into())]);
            page.verbatim("  ", &styled(page.look().styles.faint, more));
        }
    }
}

fn notes(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    let notes: Vec<&str> = diagnosis.notes().map(|(.., text)| text).collect();
    if !notes.is_empty() {
        page.heading(&words(diagnosis).text("note"));
        page.list(notes, Mark::Dash);
    }
}

/// The changes worth reading: one for each question, the unsure ones first,
/// because those can still be answered.
fn changes(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    if diagnosis.what_if.is_empty() {
        return;
    }
    let words = words(diagnosis);
    page.heading(&words.text("changes"));
    let mut changes: Vec<&Change<'_>> = diagnosis.what_if.iter().collect();
    changes.dedup_by_key(|change| change.question.index);
    let is_unsure = |change: &Change<'_>| {
        diagnosis.unsure().any(|question| question.index == change.question.index)
    };
    changes.sort_by_key(|change| !is_unsure(change));
    let sentences = changes.iter().take(CHANGES).map(|change| {
        words.say(
            "change",
            [
                ("model", change.model.name.as_str().into()),
                ("question", change.question.name().into()),
                ("option", change.choice.label.as_str().into()),
            ],
        )
    });
    page.list(sentences, Mark::Dash);
}
