//! What was measured, on a screen.

use std::io::{self, Write};

use super::MeasuredReport;
use super::sentences::{answer, evidence, short, warnings};
use super::yaml::form;
use crate::measure::{Book, FileRead, LeftOutCounts, Why};
use crate::render::Look;
use crate::render::page::{Page, styled, widest};
use crate::wording::harmless;
use crate::words::Words;

/// Writes what was measured for a person.
///
/// # Errors
///
/// Those of the writer.
pub fn write_text(
    report: &MeasuredReport<'_, '_>,
    look: &Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let words = report.words();
    let mut page = Page::new(look);
    head(&mut page, report);
    page.gap();
    let ids = report.measured.findings.iter().map(|finding| finding.question.id.as_str());
    let left = widest(ids);
    for finding in &report.measured.findings {
        let style = match finding.answer {
            Some(_) => page.look().styles.lead,
            None => page.look().styles.warning,
        };
        let mut text = styled(style, answer(finding, words));
        for sentence in evidence(finding, words) {
            text.push_str(if text.ends_with('.') { " " } else { ". " });
            text.push_str(&sentence);
        }
        page.row(left, finding.question.id.as_str(), &text);
        if finding.why == Some(Why::FewKnown)
            && let Some(form) = form(finding)
        {
            page.paragraph("    ", &words.text("measure-file-form"));
            form.lines().for_each(|line| page.verbatim("      ", line));
        }
    }
    page.gap();
    foot(&mut page, report);
    page.write(out)
}

fn head(page: &mut Page, report: &MeasuredReport<'_, '_>) {
    let words = report.words();
    let company = report.company.map_or(String::new(), |name| format!("{}: ", harmless(name)));
    let Some(book) = &report.files.book else {
        page.paragraph("", &format!("{company}{}", words.text("measure-invoices-only")));
        return;
    };
    let period = words.say(
        "measure-period",
        [
            ("read", book.read.into()),
            ("won", book.won.to_string().into()),
            ("in_period", book.in_period.to_string().into()),
            ("from", book.period.from.to_string().into()),
            ("to", book.period.to.to_string().into()),
            ("age", book.age().into()),
        ],
    );
    page.paragraph("", &styled(page.look().styles.strong, format!("{company}{period}")));
    if book.window != book.period {
        let months = book.months().to_string();
        let from = book.window.from.to_string();
        let values = [("months", months.into()), ("from", from.into())];
        page.paragraph("", &words.say("measure-window", values));
    }
    let style = page.look().styles.warning;
    let many = book.many_left_out(&report.measured.left_out).map(|count| {
        let values =
            [("count", count.to_string().into()), ("of", book.all_won().to_string().into())];
        words.say("measure-many-left-out", values)
    });
    for warning in warnings(book, words).into_iter().chain(many) {
        page.paragraph("", &styled(style, warning));
    }
    if let Some(pipelines) = pipelines(book, words) {
        page.paragraph("", &pipelines);
    }
}

fn pipelines(book: &Book<'_>, words: &Words) -> Option<String> {
    if book.pipelines.is_empty() {
        return None;
    }
    let list: Vec<String> = book
        .pipelines
        .iter()
        .take(10)
        .map(|(name, count)| {
            let name = if name.is_empty() { words.text("measure-no-name") } else { short(name) };
            let values = [("name", name.into()), ("count", count.to_string().into())];
            words.say("measure-pipeline", values)
        })
        .collect();
    let more = if book.pipelines.len() > 10 { ", ..." } else { "" };
    let list = list.join(", ") + more;
    Some(words.say("measure-pipelines", [("list", list.into())]))
}

fn foot(page: &mut Page, report: &MeasuredReport<'_, '_>) {
    let words = report.words();
    let open = report.open();
    if let Some(diagnosis) = report.diagnosis() {
        let model = diagnosis.leader().model.name.clone();
        let message = if open.is_empty() { "measure-leads-model" } else { "measure-settled" };
        page.paragraph("", &words.say(message, [("model", model.into())]));
    }
    if !open.is_empty() {
        let list = words.all_of(open.iter().map(|question| question.id.as_str()));
        page.paragraph("", &words.say("measure-still-open", [("questions", list.into())]));
    }
    page.paragraph("", &left_out(report, words));
    for file in &report.files.files {
        read_as(page, file, report.files.files.len() > 1, words);
    }
    let stages = report.files.book.as_ref().map_or(&[][..], |book| &book.open_stages);
    if !stages.is_empty() {
        let shown =
            stages.iter().take(8).map(|(stage, count)| format!("{} ({count})", short(stage)));
        let more = if stages.len() > 8 { ", ..." } else { "" };
        let list = shown.collect::<Vec<_>>().join(", ") + more;
        page.paragraph("", &words.say("measure-open-stages", [("list", list.into())]));
    }
    let (book, invoices) = (report.files.book.as_ref(), report.files.invoices.as_ref());
    for (message, count) in [
        ("measure-repeated", book.map_or(0, |book| book.repeated)),
        ("measure-skipped", book.map_or(0, |book| book.skipped)),
        ("measure-repeated-invoices", invoices.map_or(0, |invoices| invoices.repeated)),
        ("measure-skipped-invoices", invoices.map_or(0, |invoices| invoices.skipped)),
        ("measure-unused", report.measured.unused),
    ] {
        if count > 0 {
            let count = count.to_string();
            page.paragraph("", &words.say(message, [("count", count.into())]));
        }
    }
    if let Some(next) = report.next {
        let next = words.say("measure-next", [("command", harmless(next).into())]);
        page.verbatim("", &next);
    }
}

fn left_out(report: &MeasuredReport<'_, '_>, words: &Words) -> String {
    let lines: Vec<String> = report
        .measured
        .left_out
        .iter()
        .map(|(why, tally)| {
            let what = words.say("measure-left-out-what", [("why", why.id().into())]);
            let names_files = report.files.files.len() > 1;
            let mut list: Vec<String> = tally
                .first
                .iter()
                .map(|place| match report.files.files.get(place.file as usize) {
                    Some(file) if names_files => {
                        format!("{}:{}", file_name(&file.name), place.line)
                    }
                    _ => place.line.to_string(),
                })
                .collect();
            if tally.count > LeftOutCounts::NAMED {
                list.push("...".to_owned());
            }
            let places = if names_files { "files".into() } else { list.len().into() };
            let values = [
                ("what", what.into()),
                ("count", tally.count.to_string().into()),
                ("places", places),
                ("list", list.join(", ").into()),
            ];
            words.say("measure-left-out-line", values)
        })
        .collect();
    let list = match lines.as_slice() {
        [] => words.text("measure-left-out-nothing"),
        lines => lines.join("; "),
    };
    words.say("measure-left-out", [("list", list.into())])
}

fn read_as(page: &mut Page, file: &FileRead, is_named: bool, words: &Words) {
    let columns = file.layout.columns().map(|(role, name)| format!("{role} = {}", short(name)));
    let mut list = columns.collect::<Vec<_>>().join(", ");
    if is_named {
        list = format!("{}: {list}", file_name(&file.name));
    }
    page.paragraph("", &words.say("measure-read-as", [("list", list.into())]));
    let name = || file_name(&file.name);
    if file.is_guessed {
        let values = [("file", name().into()), ("encoding", file.encoding.name().into())];
        page.paragraph("", &words.say("measure-encoding", values));
    }
    if let (count @ 1.., [line, ..]) = (file.unreadable.0, file.unreadable.1.as_slice()) {
        let values =
            [("file", name().into()), ("count", count.into()), ("line", line.to_string().into())];
        page.paragraph("", &words.say("measure-unreadable", values));
    }
}

/// The name of a file without its folders, which may be longer than all the rest.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().filter(|last| !last.is_empty());
    short(last.unwrap_or(name))
}
