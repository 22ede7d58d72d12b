//! `salesmodel sql`: the scoring as a query.

use clap::ArgMatches;
use salesmodel::answers::{Bare, Reading};
use salesmodel::mapping::Mapping;
use salesmodel::questionnaire::Question;
use salesmodel::render::Audience;
use salesmodel::sql::{self, Dialect, Error, Keep, Options};
use salesmodel::wording::quote;

use crate::args::{self, sql as flags};
use crate::extension;
use crate::failure::Failure;
use crate::output::Destination;
use crate::settings::Settings;
use crate::source::{self, Origin, STDIN, Source, called};
use crate::wrote::{self, Use};

pub(crate) fn run(
    matches: &ArgMatches,
    source: &Source,
    settings: &Settings,
) -> anyhow::Result<()> {
    let dialect = args::value(matches, flags::DIALECT).and_then(Dialect::named);
    let dialect = dialect.expect("the parser knows the dialects and wants one");
    let output = match args::path(matches, args::OUTPUT) {
        Some(name) => {
            match extension::of(name).filter(|_| name != STDIN) {
                Some(other) if other != "sql" => {
                    return Err(extension::refused("a query", &other, ["sql"]).into());
                }
                _ => {}
            }
            Destination::of(name, settings)?
        }
        None => Destination::stdout(),
    };
    let reading = source.reading(source.words_for(Audience::Programs));
    let bare = units(matches)?;
    let mapping = mapping(matches, source, &reading, &bare)?;
    let query = if matches.get_flag(flags::CHECK) {
        sql::check(&reading, dialect, &bare, &mapping)
    } else {
        let options = Options {
            table: args::value(matches, flags::TABLE).unwrap_or_default().to_owned(),
            keep: keep(matches)?,
            columns: columns(matches)?,
            bare,
            mapping,
            prefix: args::value(matches, flags::PREFIX).unwrap_or_default().to_owned(),
        };
        sql::query(&reading, dialect, &options)
    };
    output.write(query.map_err(failure)?.as_bytes())?;
    let name = args::path(matches, args::OUTPUT);
    wrote::say(source.questionnaire.words(), name, Use::Load, settings);
    Ok(())
}

fn all<'m>(matches: &'m ArgMatches, id: &str) -> impl Iterator<Item = &'m str> {
    matches.get_many::<String>(id).unwrap_or_default().map(String::as_str)
}

fn keep(matches: &ArgMatches) -> Result<Keep, Failure> {
    let kept: Vec<String> = all(matches, flags::KEEP).map(str::to_owned).collect();
    if !kept.iter().any(|name| name == "*") {
        return Ok(Keep::Columns(kept));
    }
    if kept.len() > 1 {
        let message = "--keep '*' keeps every column already";
        return Err(Failure::usage(message).hint("Leave the other --keep out."));
    }
    Ok(Keep::Everything)
}

/// What a flag says of questions, each once.
fn of_questions<'m>(
    matches: &'m ArgMatches,
    flag: &str,
    example: &str,
) -> Result<Vec<(&'m str, &'m str)>, Failure> {
    let mut said: Vec<(&str, &str)> = Vec::new();
    for pair in all(matches, flag) {
        let Some((id, value)) = pair.split_once('=') else {
            return Err(Failure::usage(format!("--{flag} {} has no = in it", quote(pair)))
                .hint(format!("Write the question, = and what it has: --{flag} {example}")));
        };
        if said.iter().any(|(other, _)| *other == id) {
            return Err(Failure::usage(format!("--{flag} names {} twice", quote(id)))
                .hint("Leave one of the two out."));
        }
        said.push((id, value));
    }
    Ok(said)
}

fn columns(matches: &ArgMatches) -> Result<Vec<(String, String)>, Failure> {
    let said = of_questions(matches, flags::COLUMN, "leads='Lead source'")?;
    Ok(said.into_iter().map(|(id, name)| (id.to_owned(), name.to_owned())).collect())
}

fn units(matches: &ArgMatches) -> Result<Vec<(String, Bare)>, Failure> {
    let said = of_questions(matches, flags::UNIT, "revenue=fraction")?;
    let unit = |(id, unit): (&str, &str)| match unit {
        "percent" => Ok((id.to_owned(), Bare::InUnit)),
        "fraction" => Ok((id.to_owned(), Bare::Fraction)),
        other => {
            let message = format!("--unit {id}: {} is not a unit that can be said", quote(other));
            Err(Failure::usage(message).hint("Write percent or fraction."))
        }
    };
    said.into_iter().map(unit).collect()
}

/// What words mean, by the file that was named.
fn mapping<'q>(
    matches: &ArgMatches,
    source: &Source,
    reading: &Reading<'q>,
    bare: &[(String, Bare)],
) -> anyhow::Result<Mapping<'q>> {
    let questionnaire = reading.questionnaire();
    let Some(name) = args::path(matches, flags::MAP) else {
        return Ok(Mapping::none(questionnaire));
    };
    if name == STDIN && source.written.origin == Origin::Once {
        let message = "--questionnaire and --map would both read standard input";
        return Err(Failure::usage(message).hint("Let only one of them read it.").into());
    }
    let (document, text) = (called(name), source::read(name)?);
    let refused = |problems| Failure::document(&problems);
    let mapping = Mapping::read(questionnaire, &document, &text).map_err(refused)?;
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
        Error::Usage { message, hint } => Failure::usage(message).hint(hint),
        other => Failure::input(other.to_string())
            .hint("Fewer questions, options or models make it shorter."),
    }
}
