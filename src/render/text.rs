//! The report for people: which model leads, why, which stages to put in the
//! CRM, and what to do first.

use std::io::{self, Write};

use super::page::{Mark, Page, bar, pad, styled, widest};
use super::sentences::{self, words};
use super::{Answered, Look, Report};
use crate::diagnosis::Diagnosis;
use crate::pipeline::PipelineStage;
use crate::wording;

/// The most changes of answers that are worth reading; the JSON has them all.
const CHANGES: usize = 2;

/// The columns of a bar: with fewer, numbers alone say more, and more add
/// nothing.
const NARROWEST_BAR: usize = 5;
const WIDEST_BAR: usize = 24;

pub(super) fn write(report: &Report<'_, '_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(look);
    let diagnosis = report.diagnosis;
    answers(&mut page, report);
    verdict(&mut page, report);
    points(&mut page, diagnosis);
    pipeline(&mut page, diagnosis);
    let notes = sentences::notes(diagnosis);
    list(&mut page, &words(diagnosis).text("notes-first"), &notes.first, Mark::Dash);
    first_steps(&mut page, report);
    list(&mut page, &sentences::notes_heading(diagnosis, &notes.others), &notes.others, Mark::Dash);
    list(&mut page, &words(diagnosis).text("after"), &sentences::after(diagnosis), Mark::Dash);
    let changes = sentences::changes(diagnosis, CHANGES);
    list(&mut page, &words(diagnosis).text("changes"), &changes, Mark::Dash);
    if let Some(command) = report.command
        && report.answered == Answered::ByQuiz
    {
        page.heading(&words(diagnosis).text("repeat"));
        page.verbatim("  ", &wording::harmless(command));
    }
    page.write(out)
}

fn answers(page: &mut Page, report: &Report<'_, '_>) {
    let (heading, answers) = sentences::answers(report);
    page.heading(&heading);
    let names = widest(answers.iter().map(|answer| answer.question));
    for answer in answers {
        page.row(names + 1, answer.question, &answer.answer);
    }
    page.gap();
}

fn verdict(page: &mut Page, report: &Report<'_, '_>) {
    let styles = page.look().styles;
    let verdict = sentences::verdict(
        report,
        |leader| styled(styles.lead, leader),
        |other| styled(styles.strong, other),
    );
    page.paragraph("", &verdict);
    let summary = &report.diagnosis.leader().model.summary;
    if !summary.is_empty() {
        page.paragraph("", summary);
    }
}

/// The models that count, with the answers that speak for each.
fn points(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    let words = words(diagnosis);
    page.heading(&words.text("why"));
    let look = *page.look();
    let shown = &diagnosis.scores[..=diagnosis.mix().len()];
    let names = widest(shown.iter().map(|score| score.model.name.as_str()));
    let most = diagnosis.leader().points;
    let digits = most.to_string().len();
    let standings: Vec<String> = (0..shown.len())
        .map(|rank| sentences::standing(diagnosis, rank).unwrap_or_default())
        .collect();
    // What is beside the bars: two columns before each part, and the longest word on
    // the standing of a model.
    let beside = 2 + names + 2 + 2 + digits + 2 + widest(standings.iter().map(String::as_str));
    let bars = look.width.saturating_sub(beside).min(WIDEST_BAR);
    for (rank, (score, standing)) in shown.iter().zip(&standings).enumerate() {
        let style = if rank == 0 { look.styles.lead } else { look.styles.strong };
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
        for (question, choice, points) in diagnosis.because(score.model) {
            let reason = sentences::reason(question, choice);
            page.paragraph(&format!("   {:>3} ", format!("+{points}")), &reason);
        }
    }
    let mut below = vec![sentences::points_explained(diagnosis)];
    below.extend(sentences::too_few(diagnosis));
    page.paragraph("  ", &styled(look.styles.faint, below.join(" ")));
    if let Some(unsure) = sentences::unsure(diagnosis) {
        page.paragraph("  ", &unsure);
    }
}

fn pipeline(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    let stages = &diagnosis.pipeline;
    if stages.is_empty() {
        return;
    }
    let words = words(diagnosis);
    page.heading(&words.text("pipeline-text"));
    let mut phase = None;
    for (place, stage) in stages.iter().enumerate() {
        if phase != Some(stage.phase) {
            phase = Some(stage.phase);
            let heading = sentences::phase(words, stage.phase);
            page.paragraph("  ", &styled(page.look().styles.faint, heading));
        }
        pipeline_stage(page, place + 1, stage);
    }
    let why = sentences::why_these(diagnosis);
    page.paragraph("  ", &[vec![why], sentences::remarks(diagnosis)].concat().join(" "));
}

fn pipeline_stage(page: &mut Page, number: usize, stage: &PipelineStage<'_>) {
    let name = styled(page.look().styles.strong, &stage.stage.name);
    let probability = match stage.probability() {
        Some(percent) => format!(" ({percent}%)"),
        None => String::new(),
    };
    let exit = &stage.stage.exit;
    page.paragraph(&format!("  {number:>2}. "), &format!("{name}{probability}: {exit}"));
}

fn first_steps(page: &mut Page, report: &Report<'_, '_>) {
    let steps = sentences::first_steps(report.diagnosis);
    if steps.is_empty() {
        return;
    }
    let words = words(report.diagnosis);
    list(page, &words.text("first-steps"), &steps, Mark::Number);
    if let Some(command) = report.details {
        // To be copied, so it is not broken.
        let more = words.say("more", [("command", wording::harmless(command).into())]);
        page.verbatim("  ", &styled(page.look().styles.faint, more));
    }
}

/// A list under a heading; neither where there is nothing to list.
fn list(page: &mut Page, heading: &str, texts: &[impl AsRef<str>], mark: Mark) {
    if !texts.is_empty() {
        page.heading(heading);
        page.list(texts, mark);
    }
}
