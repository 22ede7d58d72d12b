//! The summary as a page to read.

use std::io::{self, Write};

use super::Summary;
use crate::batch::{MOST_GROUPS, Tally};
use crate::questionnaire::Questionnaire;
use crate::render::page::{Mark, Page, bar, pad, styled, widest};
use crate::render::{Charset, Look};
use crate::wording;
use crate::words::Words;

/// The width of the longest bar, in columns of the screen.
const BAR: usize = 24;

/// By how many percentage points the share of an answer in a group must differ from the
/// share in all rows to be worth a line; less is usually chance.
const DIFFERENT: i64 = 10;

/// Groups with fewer diagnosed rows are not compared: one more row would change everything.
const FEWEST: u64 = 5;

/// Writes a summary as a page.
///
/// # Errors
///
/// Those of the writer.
pub fn write(summary: &Summary<'_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let Summary { totals, questionnaire, by } = *summary;
    let mut page = Page::new(look);
    let all = &totals.all;
    let words = questionnaire.words();
    page.paragraph("", &styled(look.styles.strong, counted(words, all)));
    models(&mut page, questionnaire, all);
    answers(&mut page, questionnaire, all);
    if !totals.reasons.is_empty() {
        page.heading(&words.text("batch-rejected"));
        let mut reasons: Vec<_> = totals.reasons.iter().collect();
        reasons.sort_by_key(|(_, reason)| std::cmp::Reverse(reason.rows));
        let about = |kind: &str| words.say("batch-reason", [("kind", kind.into())]);
        let rows: Vec<_> =
            reasons.iter().map(|(kind, reason)| (about(kind), reason.rows)).collect();
        let rows: Vec<_> = rows.iter().map(|(about, rows)| (about.as_str(), *rows)).collect();
        bars(&mut page, &rows, all.rows);
        let reasons: u64 = rows.iter().map(|(_, rows)| rows).sum();
        if reasons > all.rejected {
            page.paragraph("  ", &words.text("batch-reasons-more"));
        }
    }
    if let Some(column) = by {
        let empty = words.text("batch-empty");
        let twins = totals.twins.iter().map(|names| {
            let names = words.all_of(names.iter().map(|name| wording::quote(name)));
            words.say("batch-twins", [("names", names.into())])
        });
        let twins: Vec<String> = twins.collect();
        if !twins.is_empty() {
            page.gap();
            page.list(twins, Mark::Dash);
        }
        for (value, tally) in &totals.groups {
            let value = if value.is_empty() { &empty } else { value };
            page.heading(&format!("{}: {}", harmless_line(column), harmless_line(value)));
            page.paragraph("", &counted(words, tally));
            if tally.diagnosed() < FEWEST {
                page.paragraph("", &words.text("batch-few"));
            }
            shares(&mut page, questionnaire, tally);
            differences(&mut page, questionnaire, tally, all);
        }
        if totals.other_groups.rows > 0 {
            page.heading(&format!("{column}: {}", words.text("batch-others")));
            let more = words.say("batch-told-apart", [("count", MOST_GROUPS.into())]);
            page.paragraph("", &format!("{}. {more}", counted(words, &totals.other_groups)));
            shares(&mut page, questionnaire, &totals.other_groups);
        }
    }
    page.write(out)
}

fn counted(words: &Words, tally: &Tally) -> String {
    let values = [
        ("rows", tally.rows.into()),
        ("diagnosed", tally.diagnosed().into()),
        ("rejected", tally.rejected.into()),
    ];
    words.say("batch-counted", values)
}

fn models(page: &mut Page, questionnaire: &Questionnaire, tally: &Tally) {
    let words = questionnaire.words();
    page.heading(&words.text("batch-leads"));
    shares(page, questionnaire, tally);
    let mixed = by_count(questionnaire, &tally.mixed);
    if !mixed.is_empty() {
        page.heading(&words.text("batch-mixed"));
        bars(page, &mixed, tally.diagnosed());
    }
    let of_all = |count: u64| format!("{count} ({})", percent(count, tally.diagnosed()));
    let mut remarks = Vec::new();
    if tally.ties > 0 {
        remarks.push(words.say("batch-ties", [("share", of_all(tally.ties).into())]));
    }
    if tally.unsettled > 0 {
        remarks.push(words.say("batch-unsettled", [("share", of_all(tally.unsettled).into())]));
    }
    if tally.entry_assumed > 0 {
        remarks.push(words.say("batch-assumed", [("share", of_all(tally.entry_assumed).into())]));
    }
    if !remarks.is_empty() {
        page.gap();
        page.list(remarks, Mark::Dash);
    }
}

/// Shows the models that lead, the most frequent one first.
fn shares(page: &mut Page, questionnaire: &Questionnaire, tally: &Tally) {
    let leads = by_count(questionnaire, &tally.leads);
    if leads.is_empty() {
        page.paragraph("  ", &questionnaire.words().text("batch-none"));
    }
    bars(page, &leads, tally.diagnosed());
}

/// The models whose count is above 0, the highest first.
fn by_count<'q>(questionnaire: &'q Questionnaire, counts: &[u64]) -> Vec<(&'q str, u64)> {
    let models = questionnaire.models().iter().zip(counts);
    let mut rows: Vec<_> = models.map(|(model, count)| (model.name.as_str(), *count)).collect();
    rows.retain(|(_, count)| *count > 0);
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    rows
}

fn answers(page: &mut Page, questionnaire: &Questionnaire, tally: &Tally) {
    let not_sure = questionnaire.words().text("not-sure");
    for (question, counts) in questionnaire.questions().iter().zip(&tally.answers) {
        page.heading(&question.text);
        let labels = question.options.iter().map(|option| option.label.as_str());
        let rows: Vec<_> = labels.chain([not_sure.as_str()]).zip(counts.iter().copied()).collect();
        bars(page, &rows, tally.diagnosed());
    }
}

/// Shows rows with a label, a bar, and the share of a whole. The longest bar is that of the
/// largest count.
fn bars(page: &mut Page, rows: &[(&str, u64)], whole: u64) {
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let labels = widest(rows.iter().map(|(label, _)| *label));
    for (label, count) in rows {
        let drawn = scaled_bar(page.look().charset, *count, most);
        let text = format!("{} {}", pad(&drawn, BAR), share(*count, whole));
        page.row(labels, label, &text);
    }
}

fn scaled_bar(charset: Charset, count: u64, most: u64) -> String {
    // Bars are drawn from `u32`, and counts can be larger.
    let scale = most / u64::from(u32::MAX) + 1;
    let part = |count: u64| u32::try_from(count / scale).unwrap_or(u32::MAX);
    bar(charset, part(count).max(u32::from(count > 0)), part(most), BAR)
}

/// A count with its share of a whole, aligned with others.
fn share(count: u64, whole: u64) -> String {
    format!("{:>4}  {count}", percent(count, whole))
}

/// A share in whole percent. `<1%` and `>99%` keep a little from looking like nothing, and
/// nearly all from looking like all.
fn percent(count: u64, whole: u64) -> String {
    let exact = count as f64 * 100.0 / whole.max(1) as f64;
    match exact.round() {
        0.0 if count > 0 => "<1%".to_owned(),
        100.0 if count < whole => ">99%".to_owned(),
        rounded => format!("{rounded}%"),
    }
}

/// Shows the answers that a group gives much more often or less often than all rows: for
/// each question, the one that differs most.
fn differences(page: &mut Page, questionnaire: &Questionnaire, tally: &Tally, all: &Tally) {
    let points = |tally: &Tally, question: usize, option: usize| {
        let count = tally.answers[question][option];
        count as f64 * 100.0 / tally.diagnosed().max(1) as f64
    };
    if tally.diagnosed() < FEWEST {
        return;
    }
    let mut found: Vec<(i64, String)> = Vec::new();
    for question in questionnaire.questions() {
        let labels = question.options.iter().map(|option| option.label.as_str());
        let differences = labels.enumerate().map(|(place, label)| {
            let (here, there) =
                (points(tally, question.index, place), points(all, question.index, place));
            ((here - there).round() as i64, here, there, label)
        });
        if let Some((difference, here, there, label)) = differences.max_by_key(|one| one.0.abs())
            && difference.abs() >= DIFFERENT
        {
            let text = questionnaire.words().say(
                "batch-difference",
                [
                    ("question", question.name().into()),
                    ("option", label.into()),
                    ("here", format!("{here:.0}").into()),
                    ("all", format!("{there:.0}").into()),
                ],
            );
            found.push((difference.abs(), text));
        }
    }
    found.sort_by_key(|(difference, _)| std::cmp::Reverse(*difference));
    page.list(found.iter().map(|(_, text)| text), Mark::Dash);
}

/// A value of the user's column on one line, without anything that steers a terminal.
fn harmless_line(value: &str) -> String {
    let quoted = crate::wording::quote(value);
    quoted[1..quoted.len() - 1].to_owned()
}
