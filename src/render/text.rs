//! The report for people: which model leads, why, which stages to put in the
//! CRM, and what to do first.

use std::io::{self, Write};

use super::page::{Mark, Page, bar, pad, styled, widest};
use super::{Answered, Look, Report};
use crate::diagnosis::{Change, Diagnosis, Score};
use crate::pipeline::{LONG, Phase, PipelineStage};
use crate::questionnaire::Question;
use crate::wording;

/// So many changes of answers are worth reading; the JSON has them all.
const CHANGES: usize = 2;

/// The standings of models, as the bars say them.
const LEADS: &str = "in the lead";
const MIXED: &str = "in the mix";
const TIED: &str = "tied";

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
        page.heading("To repeat this");
        page.verbatim("  ", &wording::harmless(command));
    }
    page.write(out)
}

fn verdict(page: &mut Page, report: &Report<'_, '_>) {
    let diagnosis = report.diagnosis;
    let styles = page.look().styles;
    let name = |score: &Score<'_>| styled(styles.strong, &score.model.name);
    let whose = match report.company {
        Some(company) => format!("The leading model of {}", wording::harmless(company)),
        None => "Your leading model".to_owned(),
    };
    let leader = styled(styles.lead, &diagnosis.leader().model.name);
    let mix: Vec<String> = diagnosis.mix().iter().map(name).collect();
    let mut verdict = format!("{whose} is {leader}");
    let equal = |score: &&Score<'_>| score.points == diagnosis.leader().points;
    let (tied, rest) = mix.split_at(diagnosis.mix().iter().take_while(equal).count());
    if !tied.is_empty() {
        verdict.push_str(&format!(", tied with {}", wording::all_of(words(tied))));
    }
    if !rest.is_empty() {
        let before = if tied.is_empty() { ", mixed with" } else { ", and mixed with" };
        verdict.push_str(&format!("{before} {}", wording::all_of(words(rest))));
    }
    verdict.push('.');
    page.paragraph("", &verdict);
    let summary = &diagnosis.leader().model.summary;
    if !summary.is_empty() {
        page.paragraph("", summary);
    }
}

fn words(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(String::as_str)
}

fn points(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    page.heading("Points");
    let look = *page.look();
    let names = widest(diagnosis.scores.iter().map(|score| score.model.name.as_str()));
    let most = diagnosis.leader().points;
    let digits = most.to_string().len();
    // What stands beside the bars: two columns before each part, and the longest
    // word on the standing of a model.
    let beside = 2 + names + 2 + 2 + digits + 2 + LEADS.len();
    let bars = look.width.saturating_sub(beside).min(WIDEST_BAR);
    let scored = diagnosis.scores.partition_point(|score| score.points > 0);
    let (some, none) = diagnosis.scores.split_at(scored);
    for (rank, score) in some.iter().enumerate() {
        let (standing, style) = match rank {
            0 if diagnosis.tie() => (TIED, look.styles.lead),
            0 => (LEADS, look.styles.lead),
            _ if score.points == most => (TIED, look.styles.strong),
            _ if rank <= diagnosis.mix().len() => (MIXED, look.styles.strong),
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
        page.paragraph(
            "  ",
            &styled(look.styles.faint, format!("No points: {}", names.join(", "))),
        );
    }
    unsure(page, diagnosis);
}

/// Says which of the unsure answers matters.
fn unsure(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    let matters = |question: &&Question| {
        diagnosis.what_if.iter().any(|change| change.question.index == question.index)
    };
    let names = |questions: &mut dyn Iterator<Item = &Question>| -> Vec<String> {
        questions.map(|question| format!("\"{}\"", question.name)).collect()
    };
    let unsure = names(&mut diagnosis.unsure());
    let alone = names(&mut diagnosis.unsure().filter(matters));
    let text = match (unsure.as_slice(), alone.as_slice()) {
        ([], _) => return,
        (all, _) if diagnosis.settled => format!(
            "You were unsure about {}. No answer there would change the leading model, but \
             it could change the mix and the stages.",
            wording::all_of(words(all))
        ),
        (all, []) => format!(
            "You were unsure about {}. Answers there could together change the leading model.",
            wording::all_of(words(all))
        ),
        (_, some) => format!(
            "You were unsure about {}. An answer to {} could change the leading model.",
            wording::all_of(words(&unsure)),
            wording::one_of(words(some))
        ),
    };
    page.gap();
    page.paragraph("  ", &text);
}

fn reasons(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    page.heading("Why");
    let shown = &diagnosis.scores[..=diagnosis.mix().len()];
    let names = widest(shown.iter().map(|score| score.model.name.as_str()));
    for score in shown {
        let mut name = score.model.name.as_str();
        for (question, choice, points) in diagnosis.because(score.model) {
            let reason = match &choice.reason {
                Some(reason) => reason.clone(),
                None => format!("{}: {}.", question.name, choice.label),
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
    page.heading("Pipeline to start with");
    let mut phase = None;
    for (place, stage) in stages.iter().enumerate() {
        if phase != Some(stage.phase) {
            phase = Some(stage.phase);
            page.paragraph("  ", &styled(page.look().styles.faint, phase_heading(stage.phase)));
        }
        pipeline_stage(page, place + 1, stage);
    }
    let mut remarks = Vec::new();
    if let Some(entry) = diagnosis.entry.filter(|entry| entry.assumed) {
        remarks.push(format!(
            "No answer says how your deals begin, so the pipeline begins as in {}.",
            entry.model.name
        ));
    }
    if stages.len() >= LONG {
        remarks.push(format!(
            "{} stages in all is many. Merge neighbours that no deal ever stops between.",
            stages.len()
        ));
    }
    if !remarks.is_empty() {
        page.paragraph("  ", &remarks.join(" "));
    }
}

fn phase_heading(phase: Phase) -> &'static str {
    match phase {
        Phase::Prospecting => "Prospecting: no deal yet, and no forecast",
        Phase::Sale => {
            "Sale: the deal is open until won or lost (percentages: default chances to win)"
        }
        Phase::AfterSale => "After-sale: the deal is won; keep these in a second pipeline",
    }
}

fn pipeline_stage(page: &mut Page, number: usize, stage: &PipelineStage<'_>) {
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
    let when = if stage.stage.closes_deal { "Closed when" } else { "Move on when" };
    page.paragraph("      ", &format!("{when}: {}", stage.stage.exit));
}

fn first_steps(page: &mut Page, report: &Report<'_, '_>) {
    let model = report.diagnosis.leader().model;
    if !model.first_steps.is_empty() {
        page.heading("First steps");
        page.list(&model.first_steps, Mark::Number);
        if let Some(command) = report.details {
            // To be copied, so it is not broken.
            let more = format!("More on this model: {}", wording::harmless(command));
            page.verbatim("  ", &styled(page.look().styles.faint, more));
        }
    }
}

fn notes(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    let notes: Vec<&str> = diagnosis.notes().map(|(.., text)| text).collect();
    if !notes.is_empty() {
        page.heading("Note");
        page.list(notes, Mark::Dash);
    }
}

/// The changes worth reading: one for each question, the unsure ones first,
/// because those can still be answered.
fn changes(page: &mut Page, diagnosis: &Diagnosis<'_>) {
    if diagnosis.what_if.is_empty() {
        return;
    }
    page.heading("What would change the leading model, for example");
    let mut changes: Vec<&Change<'_>> = diagnosis.what_if.iter().collect();
    changes.dedup_by_key(|change| change.question.index);
    let is_unsure = |change: &Change<'_>| {
        diagnosis.unsure().any(|question| question.index == change.question.index)
    };
    changes.sort_by_key(|change| !is_unsure(change));
    let sentences = changes.iter().take(CHANGES).map(|change| {
        format!(
            "{} would lead if \"{}\" were \"{}\".",
            change.model.name, change.question.name, change.choice.label
        )
    });
    page.list(sentences, Mark::Dash);
}
