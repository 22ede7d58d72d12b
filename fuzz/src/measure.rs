//! Exports of a CRM.

use std::io;

use salesmodel::answers;
use salesmodel::date::Date;
use salesmodel::mapping::Mapping;
use salesmodel::measure::{self, Choices, Files, Records};
use salesmodel::render::measure::{MeasuredReport, write_json, write_text, write_yaml};
use salesmodel::rows::Source;

use super::page::LOOK;
use super::{b2b, is_harmless};

/// What stands between two files.
const NEXT: &[u8] = b"\n%%%\n";

/// The bytes as one to three files: refused, or measured and written in a way that is
/// read as the same answers.
pub fn run(data: &[u8]) {
    let mut files = vec![data];
    while files.len() < 3
        && let Some(last) = files.last().copied()
        && let Some(at) = last.windows(NEXT.len()).position(|window| window == NEXT)
    {
        files.pop();
        files.extend([&last[..at], &last[at + NEXT.len()..]]);
    }
    let sources = (files.into_iter().enumerate())
        .map(|(i, bytes)| Source {
            name: format!("{i}.csv"),
            reader: Box::new(io::Cursor::new(bytes.to_vec())),
        })
        .collect();
    let today = Date::read("2026-08-31").expect("it is a day");
    let choices = Choices::on(today);
    let Ok(files) = Files::read(sources, None, &choices) else { return };
    let records = Records {
        book: files.book.as_ref(),
        people: files.people.as_ref(),
        invoices: files.invoices.as_ref(),
    };
    let measured = measure::measure(records, b2b(), &Mapping::none(b2b()));
    let report = MeasuredReport {
        questionnaire: b2b(),
        measured: &measured,
        files: &files,
        company: None,
        day: today,
        next: None,
    };
    let [mut text, mut json, mut yaml] = [Vec::new(), Vec::new(), Vec::new()];
    write_text(&report, &LOOK, &mut text).expect("memory can be written");
    is_harmless(&text);
    write_json(&report, &mut json).expect("memory can be written");
    write_yaml(&report, &mut yaml).expect("memory can be written");
    is_harmless(&yaml);
    let _: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    let written = std::str::from_utf8(&yaml).expect("it is UTF-8");
    let read = answers::read(b2b(), "answers.yaml", written)
        .unwrap_or_else(|problems| panic!("{problems}\n{written}"));
    for finding in &measured.findings {
        let again = read.draft.reply(finding.question).map(|reply| (reply.id(), reply.number()));
        let found = finding.answer.map(|reply| (reply.id(), reply.number()));
        assert_eq!(again, found, "{}", finding.question.id);
    }
}
