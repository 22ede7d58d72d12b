//! `salesmodel sql`: the scoring as a query.

use std::path::Path;

use salesmodel::answers::{Bare, Reading};
use salesmodel::mapping::Mapping;
use salesmodel::questionnaire::Question;
use salesmodel::render::Audience;
use salesmodel::sql::{self, Error, Keep, Options};

use super::{destination, spare};
use crate::args::sql::SqlArgs;
use crate::command_line::{STDIN, called};
use crate::extension;
use crate::failure::Failure;
use crate::remedy;
use crate::settings::Settings;
use crate::source::{self, Origin, QuestionnaireSource};
use crate::wrote::{self, Use};

pub(crate) fn run(
    args: &SqlArgs,
    source: &QuestionnaireSource,
    settings: &Settings,
) -> anyhow::Result<()> {
    let dialect = args.engine.dialect;
    let name = args.output.name();
    extension::must_be("a query", name, &["sql"])?;
    let output = destination(&args.output, source, settings)?;
    spare(&output, "the file of --map", args.map.as_deref().map(Path::as_os_str))?;
    let reading = source.reading(source.words_for(Audience::Programs));
    let bare = args.columns.bare()?;
    let mapping = mapping(args, source, &reading, &bare)?;
    let query = if args.engine.check {
        sql::check(&reading, dialect, &bare, &mapping)
    } else {
        let table = args.table.table.clone().unwrap_or_default();
        let mut options = Options::new(table, mapping);
        options.keep = keep(&args.result.keep)?;
        options.columns = args.columns.columns()?;
        options.bare = bare;
        options.prefix.clone_from(&args.result.prefix);
        sql::query(&reading, dialect, &options)
    };
    output.write(query.map_err(failure)?.as_bytes())?;
    wrote::say(source.questionnaire.words(), name, Use::Load, settings);
    Ok(())
}

fn keep(kept: &[String]) -> Result<Keep, Failure> {
    if !kept.iter().any(|name| name == "*") {
        return Ok(Keep::Columns(kept.to_vec()));
    }
    if kept.len() > 1 {
        let message = "--keep '*' keeps every column already";
        return Err(Failure::usage(message).with_hint("Leave the other --keep out."));
    }
    Ok(Keep::Everything)
}

/// What words mean, by the file that was named.
fn mapping<'q>(
    args: &SqlArgs,
    source: &QuestionnaireSource,
    reading: &Reading<'q>,
    bare: &[(String, Bare)],
) -> anyhow::Result<Mapping<'q>> {
    let questionnaire = reading.questionnaire();
    let Some(name) = args.map.as_deref().map(Path::as_os_str) else {
        return Ok(Mapping::none(questionnaire));
    };
    if name == STDIN && source.written.origin == Origin::Once {
        let message = "--questionnaire and --map would both read standard input";
        return Err(Failure::usage(message).with_hint("Let only one of them read it.").into());
    }
    let (document, text) = (called(name), source::read(name)?);
    let refused = |problems| Failure::document(&problems);
    let mapping = Mapping::read_by(reading, &document, &text).map_err(refused)?;
    let own = |question: &'q Question, word: &str| {
        let said = bare.iter().find(|(id, _)| question.id == **id);
        let bare = said.map_or(Bare::Unsaid, |(_, bare)| *bare);
        reading.read_as(question, word, bare).ok()
    };
    mapping.refuse_other_meanings(questionnaire, &document, own).map_err(refused)?;
    Ok(mapping)
}

fn failure(error: Error) -> Failure {
    match error {
        Error::Usage { message, advice } => {
            Failure::usage(message).with_hint(remedy::advice(&advice))
        }
        other => Failure::input(other.to_string())
            .with_hint("Fewer questions, options or models make it shorter."),
    }
}
