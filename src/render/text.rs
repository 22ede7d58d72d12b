//! The report for people: which model leads, why, which stages to put in the
//! CRM, and what to do first.

use std::io::{self, Write};

use super::page::{Mark, Page, bar, pad, styled, widest};
use super::sentences::{self, words};
use super::{Answered, Look, Report};
use crate::diagnosis::Diagnosis;
use crate::pipeline::PipelineStage;
use crate::wording;

/// The most changes of answers that are worth reading; pages have more of them, and the
/// JSON all.
const CHANGES: usize = 1;

/// The columns of a bar: with fewer, numbers alone say more, and more add
/// nothing.
const NARROWEST_BAR: usize = 5;
const WIDEST_BAR: usize = 12;

pub(super) fn write(report: &Report<'_, '_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(look);
    let diagnosis = report.diagnosis;
    answers(&mut page, report);
    verdict(&mut page, report);
    points(&mut page, diagnosis);
    pipeline(&mut page, diagnosis);
    let mut notes = sentences::notes(diagnosis);
    // If some must be read before the steps, all are: one list is shorter than two.
    if !notes.first.is_empty() {
        notes.first.append(&mut notes.others);
    }
    list(&mut page, &words(diagnosis).text("notes-first"), &notes.first, Mark::Dash);
    first_steps(&mut page, report);
    list(&mut page, &sentences::notes_heading(diagnosis, &notes.others), &notes.others, Mark::Dash);
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
    page.heading(&sentences::why_heading(diagnosis));
    let look = *page.look();
    let shown = &diagnosis.scores[..=diagnosis.mix().len()];
    let names = widest(shown.iter().map(|score| score.model.name.as_str()));
    let most = diagnosis.leader().points;
    let digits = most.to_string().len();
    let standings: Vec<String> =
        (0..shown.len()).map(|rank| sentences::standing_because(diagnosis, rank)).collect();
    // What is beside the bars: two columns before each part, and the longest word on
    // the standing of a model.
    let beside = 2 + names + 2 + 2 + digits + 2 + widest(&standings);
    let bars = look.width.saturating_sub(beside).min(WIDEST_BAR);
    for (rank, (score, standing)) in shown.iter().zip(&standings).enumerate() {
        let style = if rank == 0 { look.styles.lead } else { look.styles.strong };
        let name = &score.model.name;
        if bars < NARROWEST_BAR {
            let name = styled(style, name);
            let row = format!("{name}: {}, {standing}", score.points);
            page.paragraph("  ", row.trim_end_matches([',', ' ']));
        } else {
            let name = styled(style, pad(name, names));
            let bar = pad(&bar(look.charset, score.points, most, bars), bars);
            let bar = styled(style, bar);
            let row = format!("{name}  {bar}  {:>digits$}  {standing}", score.points);
            page.verbatim("  ", row.trim_end());
        }
    }
    if let Some(others) = sentences::too_few(diagnosis) {
        page.paragraph("  ", &styled(look.styles.faint, others));
    }
    if let Some(unsure) = sentences::unsure(diagnosis) {
        page.paragraph("  ", &unsure);
    }
    for change in sentences::changes(diagnosis, CHANGES) {
        page.paragraph("  ", &change);
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
    let why = sentences::why_these(diagnosis).into_iter();
    let remarks: Vec<String> = why.chain(sentences::remarks(diagnosis)).collect();
    if !remarks.is_empty() {
        page.paragraph("  ", &remarks.join(" "));
    }
}

fn pipeline_stage(page: &mut Page, number: usize, stage: &PipelineStage<'_>) {
    let (name, probability) = match stage.probability() {
        Some(percent) => (wording::isolated(&stage.stage.name), format!(" ({percent}%)")),
        None => (stage.stage.name.as_str().into(), String::new()),
    };
    let name = styled(page.look().styles.strong, &name);
    let exit = &stage.stage.exit;
    page.paragraph(&format!("  {number:>2}. "), &format!("{name}{probability}: {exit}"));
}

fn first_steps(page: &mut Page, report: &Report<'_, '_>) {
    let words = words(report.diagnosis);
    page.heading(&words.text("first-steps"));
    page.list(sentences::first_steps(report.diagnosis), Mark::Number);
    page.list(sentences::after(report.diagnosis), Mark::Dash);
    if let Some(command) = report.details {
        // Not wrapped, so that it can be copied.
        let more = words.say("more", [("command", wording::harmless(command).into())]);
        page.verbatim("  ", &styled(page.look().styles.faint, more));
    }
}

/// A list under a heading, unless there is nothing to list.
fn list(page: &mut Page, heading: &str, texts: &[impl AsRef<str>], mark: Mark) {
    if !texts.is_empty() {
        page.heading(heading);
        page.list(texts, mark);
    }
}
