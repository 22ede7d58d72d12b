//! `salesmodel schema`: what is read and written, for editors and programs.

use salesmodel::render::Audience;
use salesmodel::schema;

use super::questions::List;
use crate::args::schema::{OwnSchema, SchemaArgs, SchemaOf};
use crate::output::Destination;
use crate::source::QuestionnaireSource;

pub(crate) fn run(args: &SchemaArgs, source: &QuestionnaireSource) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    match &args.of {
        SchemaOf::Own(OwnSchema::Answers(_)) => {
            schema::write_answers(source.words_for(Audience::Programs), &mut bytes)?;
        }
        SchemaOf::Own(OwnSchema::Translation(_)) => {
            schema::write_translation(&source.written.questionnaire, &mut bytes)?;
        }
        SchemaOf::Own(OwnSchema::Questionnaires(_)) => schema::write_written::<List>(&mut bytes)?,
        SchemaOf::Fixed(schema) => schema.write(&mut bytes)?,
    }
    Ok(Destination::stdout().write(&bytes)?)
}
