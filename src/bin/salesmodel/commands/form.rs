//! `salesmodel form`: the quiz as a page for people without a terminal.

use salesmodel::answers::RESERVED;
use salesmodel::questionnaire::Questionnaire;
use salesmodel::render::Audience;
use salesmodel::render::form::{self, Form};
use salesmodel::wording;

use super::destination;
use crate::args::form::FormArgs;
use crate::extension;
use crate::failure::Failure;
use crate::settings::Settings;
use crate::source::QuestionnaireSource;
use crate::wrote::{self, Use};

pub(crate) fn run(
    args: &FormArgs,
    source: &QuestionnaireSource,
    settings: &Settings,
) -> anyhow::Result<()> {
    let questionnaire = source.words_for(Audience::People);
    can_be_handed_back(questionnaire)?;
    let company = args.company.name()?;
    let to = args.to.as_deref();
    if let Some(to) = to.filter(|to| !is_address(to)) {
        let message = format!("--to: {} is not an email address", wording::quote(to));
        return Err(Failure::usage(message)
            .with_hint("Write one, such as ann@example.com.")
            .into());
    }
    extension::must_be("a form", args.output.name(), &["html", "htm"])?;
    let output = destination(&args.output, source, settings)?;
    source.warn_of_gaps(Audience::People, settings);
    let mut bytes = Vec::new();
    form::write(&Form { questionnaire, company: company.as_deref(), to }, &mut bytes)?;
    output.write(&bytes)?;
    wrote::say(questionnaire.words(), args.output.name(), Use::Open, settings);
    Ok(())
}

/// Refuses questions whose ids mean something else in an answers file.
fn can_be_handed_back(questionnaire: &Questionnaire) -> Result<(), Failure> {
    let ids = questionnaire.questions().iter().map(|question| question.id.as_str());
    let taken: Vec<&str> = ids.filter(|id| RESERVED.contains(id)).collect();
    if taken.is_empty() {
        return Ok(());
    }
    let message = format!(
        "an answers file cannot hold answers to {}: it says something else under that name",
        wording::all_of(taken)
    );
    Err(Failure::input(message).with_hint("Give the question another id."))
}

/// Whether a text can be an email address: one @ with something on both sides, and
/// nothing that ends an address or begins another.
fn is_address(text: &str) -> bool {
    let ends =
        |c: char| c.is_whitespace() || wording::steers(c) || "<>()[]\\,;:\"?&#%/".contains(c);
    let parts: Vec<&str> = text.split('@').collect();
    matches!(parts[..], [name, host] if !name.is_empty() && !host.is_empty())
        && !text.contains(ends)
}
