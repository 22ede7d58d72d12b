//! Reads small files, and looks at what was read and found.

use std::io::Cursor;

use salesmodel::date::Date;
use salesmodel::mapping::Mapping;
use salesmodel::measure::{Choices, Files, FilesError, Finding, Measurement, Records, measure};
use salesmodel::questionnaire::Questionnaire;
use salesmodel::rows::Source;

use super::run;
use crate::support::{b2b, one_line};

pub(super) fn choices() -> Choices {
    Choices::on(Date::new(2026, 8, 31).expect("it is a day"))
}

pub(super) fn read<'c>(
    files: &[(&str, &[u8])],
    choices: &'c Choices,
) -> Result<Files<'c>, FilesError> {
    let source = |(name, text): &(&str, &[u8])| Source {
        name: (*name).to_owned(),
        reader: Box::new(Cursor::new(text.to_vec())),
    };
    Files::read(files.iter().map(source).collect(), None, choices)
}

/// Reads files, and looks at what was read and found.
pub(super) fn look<T>(
    files: &[(&str, &str)],
    choices: &Choices,
    see: impl FnOnce(&Files<'_>, &Measurement<'_>) -> T,
) -> T {
    let questionnaire: Questionnaire = b2b();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let files = read(&files, choices).unwrap_or_else(|e| panic!("{e:?}"));
    let records = Records {
        book: files.book.as_ref(),
        people: files.people.as_ref(),
        invoices: files.invoices.as_ref(),
    };
    see(&files, &measure(records, &questionnaire, &Mapping::none(&questionnaire)))
}

pub(super) fn of<'m, 'q>(measured: &'m Measurement<'q>, question: &str) -> &'m Finding<'q> {
    let mut findings = measured.findings.iter();
    findings.find(|finding| finding.question.id == *question).expect("it is one of the four")
}

/// The reason, or the answer with its number.
pub(super) fn says(finding: &Finding<'_>) -> String {
    match (&finding.why, &finding.answer) {
        (Some(why), _) => why.id().to_owned(),
        (None, Some(reply)) => format!("{} {:?}", reply.id(), finding.value),
        (None, None) => panic!("an answer or a reason"),
    }
}

pub(super) fn found(question: &str, files: &[(&str, &str)]) -> String {
    look(files, &choices(), |_, measured| says(of(measured, question)))
}

/// What the report says, on one line.
pub(super) fn report(text: String) -> String {
    let said = run(&[("deals.csv", text.into_bytes())], &[]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    one_line(&said.stdout)
}
