//! What was measured, as an answers file: it holds only what was measured, and says in
//! comments why a question is missing and which export would answer it.

use std::io::{self, Write};

use super::MeasuredReport;
use super::json::evidence;
use super::sentences::{export, why};
use crate::answers::{Evidence, Measured};
use crate::document::{plain_or_quoted, quoted};
use crate::mapping::{OpenValue, write_form};
use crate::measure::{Finding, FindingDetail, SourceClass};
use crate::questionnaire::{Question, UNSURE};
use crate::wording::harmless;

/// Writes what was measured as an answers file.
///
/// # Errors
///
/// Those of the writer.
pub fn write_yaml(report: &MeasuredReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let words = report.words();
    comment("", &words.text("measure-file-head"), out)?;
    if let Some(company) = report.company {
        writeln!(out, "company: {}", quoted(company))?;
    }
    writeln!(out, "date: {}", quoted(&report.day.to_string()))?;
    let (id, version) = (report.questionnaire.id(), quoted(report.questionnaire.version()));
    writeln!(out, "questionnaire: {{id: {id}, version: {version}}}")?;
    writeln!(out)?;
    for finding in &report.measured.findings {
        match finding.answer {
            Some(reply) => {
                writeln!(out, "{}: {}", finding.question.id, reply.given())?;
                to_fill_in(report, finding, out)?;
            }
            None => missing(report, finding, out)?,
        }
    }
    writeln!(out)?;
    measured(report, &evidence(report), out)
}

fn missing(
    report: &MeasuredReport<'_, '_>,
    finding: &Finding<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let words = report.words();
    let Some(reason) = &finding.why else { return Ok(()) };
    let values = [
        ("question", finding.question.id.as_str().into()),
        ("why", why(finding, reason, words).into()),
    ];
    comment("", &words.say("measure-file-open", values), out)?;
    if let Some(export) = export(finding, reason, words) {
        comment("  ", &export, out)?;
    }
    to_fill_in(report, finding, out)
}

/// The lead sources without a class, as comments, whether or not the answer was found
/// without them.
fn to_fill_in(
    report: &MeasuredReport<'_, '_>,
    finding: &Finding<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let words = report.words();
    if let Some(form) = form(finding) {
        comment("", &words.text("measure-file-form"), out)?;
        for line in form.lines() {
            writeln!(out, "#   {line}")?;
        }
    }
    Ok(())
}

/// The lead sources that nobody knows the class of, to be filled in.
pub(super) fn form(finding: &Finding<'_>) -> Option<String> {
    let FindingDetail::Leads(detail) = &finding.detail else { return None };
    if detail.open.is_empty() {
        return None;
    }
    let open: Vec<OpenValue<'_>> = detail
        .open
        .iter()
        .map(|source| OpenValue {
            value: &source.value,
            count: source.count as usize,
            near: source.near.as_ref().map(|(name, class)| (name.as_str(), class.id())),
        })
        .collect();
    let classes = classes(finding.question);
    let mut form = Vec::new();
    write_form(&[(finding.question, &open, &classes)], "deal", &mut form)
        .expect("memory can be written");
    Some(String::from_utf8(form).expect("a form is text"))
}

/// What a source can mean: the classes that are options, and unsure.
fn classes(question: &Question) -> Vec<&'static str> {
    let ids = SourceClass::ALL.into_iter().map(SourceClass::id);
    ids.filter(|id| question.option(id).is_some()).chain([UNSURE]).collect()
}

fn measured(
    report: &MeasuredReport<'_, '_>,
    measured: &Measured,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "measured:")?;
    if let Some(period) = &measured.period {
        writeln!(out, "  period: {{from: {}, to: {}}}", period.from, period.to)?;
    }
    if let Some(deals) = &measured.deals {
        let (read, won, in_period) = (deals.read, deals.won, deals.in_period);
        writeln!(out, "  deals: {{read: {read}, won: {won}, in_period: {in_period}}}")?;
    }
    writeln!(out, "  questions:")?;
    for question in report.questionnaire.questions() {
        if let Some(evidence) = measured.questions.get(question.id.as_str()) {
            writeln!(out, "    {}: {}", question.id, flow(evidence))?;
        }
    }
    if !measured.left_out.is_empty() {
        let left_out = measured.left_out.iter().map(|(why, count)| format!("{why}: {count}"));
        writeln!(out, "  left_out: {{{}}}", left_out.collect::<Vec<_>>().join(", "))?;
    }
    Ok(())
}

/// Evidence on one line.
fn flow(evidence: &Evidence) -> String {
    let mut parts = vec![format!("answer: {}", evidence.answer.as_deref().unwrap_or("null"))];
    if let Some(value) = evidence.value {
        parts.push(format!("value: {value}"));
    }
    if let Some(of) = evidence.of {
        parts.push(format!("of: {of}"));
    }
    if !evidence.counts.is_empty() {
        let counts = evidence.counts.iter().map(|(name, count)| {
            let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
            let name = if is_number { quoted(name) } else { name.to_string() };
            format!("{name}: {count}")
        });
        parts.push(format!("counts: {{{}}}", counts.collect::<Vec<_>>().join(", ")));
    }
    if let Some(coverage) = evidence.coverage {
        parts.push(format!("coverage: {coverage:?}"));
    }
    if let Some([low, high]) = evidence.interval {
        parts.push(format!("interval: [{low:?}, {high:?}]"));
    }
    if let Some(trust) = evidence.trust {
        parts.push(format!("trust: {}", trust.id()));
    }
    if !evidence.from.is_empty() {
        let from = evidence.from.iter().map(|name| plain_or_quoted(name));
        parts.push(format!("from: [{}]", from.collect::<Vec<_>>().join(", ")));
    }
    if let Some(why) = &evidence.why {
        parts.push(format!("why: {why}"));
    }
    format!("{{{}}}", parts.join(", "))
}

/// A comment, wrapped.
fn comment(indent: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let begin = format!("# {indent}");
    let options = textwrap::Options::new(88).initial_indent(&begin).subsequent_indent(&begin);
    for line in textwrap::wrap(&harmless(text).replace('\n', " "), options) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
