//! `salesmodel schema`: what is read and written, for editors and programs.

use clap::ArgMatches;
use salesmodel::render::Audience;
use salesmodel::schema::{self, Schema};

use super::questions::List;
use crate::args::schema::{ANSWERS, QUESTIONNAIRES, TRANSLATION};
use crate::output::Destination;
use crate::source::Source;

pub(crate) fn run(matches: &ArgMatches, source: &Source) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    match matches.subcommand() {
        Some((ANSWERS, _)) => {
            schema::write_answers(source.words_for(Audience::Programs), &mut bytes)?;
        }
        Some((TRANSLATION, _)) => {
            schema::write_translation(&source.written.questionnaire, &mut bytes)?;
        }
        Some((QUESTIONNAIRES, _)) => schema::write_written::<List>(&mut bytes)?,
        Some((name, _)) => Schema::named(name)
            .expect("the parser has a subcommand for each schema")
            .write(&mut bytes)?,
        None => unreachable!("the parser asks for a schema"),
    }
    Ok(Destination::stdout().write(&bytes)?)
}
