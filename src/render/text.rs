//! The report for people: which model leads, why, which stages to put in the
//! CRM, and what to do first.

use std::io::{self, Write};

use super::page::{Mark, Page, bar, pad, styled, widest};
use super::sentences::{self, words};
use super::{Answered, Look, Report};
use crate::diagnosis::Diagnosis;
use crate::pipeline::PipelineStage;
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
    for (rank, score) in diagnosis.scores[..scored].iter().enumerate() {
        let standing = sentences::standing(diagnosis, rank).unwrap_or_default();
        let style = match rank {
            0 => look.styles.lead,
            _ if rank <= diagnosis.mix().len() => look.styles.strong,
            _ => look.styles.faint,
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
    if let Some(none) = sentences::without_points(diagnosis) {
        page.paragraph("  ", &styled(look.styles.faint, none));
    }
    if let Some(unsure) = sentences::unsure(diagnosis) {
        page.gap();
        page.paragraph("  ", &unsure);
    }
}

fn reasons(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    page.heading(&words(diagnosis).text("why"));
    let shown = &diagnosis.scores[..=diagnosis.mix().len()];
    let names = widest(shown.iter().map(|score| score.model.name.as_str()));
    for score in shown {
        let mut name = score.model.name.as_str();
        for (question, choice, points) in diagnosis.because(score.model) {
            let reason = sentences::reason(question, choice);
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
            let heading = sentences::phase(words, stage.phase);
            page.paragraph("  ", &styled(page.look().styles.faint, heading));
        }
        pipeline_stage(page, words, place + 1, stage);
    }
    let remarks = sentences::remarks(diagnosis);
    if !remarks.is_empty() {
        page.paragraph("  ", &remarks.join(" "));
    }
}

fn pipeline_stage(page: &mut Page, words: &Words, number: usize, stage: &PipelineStage<'_>) {
    let (name, probability) = match stage.probability() {
        Some(percent) => (wording::isolated(&stage.stage.name), format!(" ({percent}%)")),
        None => (stage.stage.name.as_str().into(), String::new()),
    };
    let name = styled(page.look().styles.strong, &name);
    page.paragraph(
        &format!("  {number:>2}. "),
        &format!("{name}{probability}: {}", stage.stage.goal),
    );
    page.paragraph("      ", &sentences::exit(words, stage.stage));
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
    let notes: Vec<&str> = diagnosis.notes().map(|note| note.text).collect();
    if !notes.is_empty() {
        page.heading(&words(diagnosis).text("note"));
        page.list(notes, Mark::Dash);
    }
}

fn changes(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    let changes = sentences::changes(diagnosis, CHANGES);
    if !changes.is_empty() {
        page.heading(&words(diagnosis).text("changes"));
        page.list(changes, Mark::Dash);
    }
}
