//! The commands of `salesmodel schema`.

use clap::{ArgMatches, Args, Command, Error, FromArgMatches, Subcommand};
use salesmodel::schema::SCHEMAS;

use super::shared::{HelpArgs, QuestionnaireArgs};

#[derive(Args)]
#[group(skip)]
#[command(
    long_about = "Print a JSON Schema (draft 2020-12) of what salesmodel reads or writes. An \
                  editor completes and checks a questionnaire by it, and a program can rely on it.",
    after_help = EXAMPLES,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(crate) struct SchemaArgs {
    #[command(flatten)]
    help: HelpArgs,
    #[command(subcommand)]
    pub(crate) of: SchemaOf,
}

/// What the schema describes.
pub(crate) enum SchemaOf {
    /// Something that has the same schema for every questionnaire.
    Fixed(&'static salesmodel::schema::Schema),
    /// Something whose schema is made from questionnaires.
    Own(OwnSchema),
}

#[derive(Subcommand)]
pub(crate) enum OwnSchema {
    /// An answers file, as --from reads it
    Answers(OfAnswers),
    /// A translation of a questionnaire
    Translation(OfTranslation),
    /// The JSON of `salesmodel questions list`
    Questionnaires(HelpArgs),
}

#[derive(Args)]
#[group(skip)]
#[command(mut_arg("questionnaire", |arg| {
    arg.help("Describe the answers to this questionnaire").long_help(
        "Describe the answers to this questionnaire: the name of a built-in, a YAML file, or - \
         for standard input.",
    )
}))]
pub(crate) struct OfAnswers {
    #[command(flatten)]
    questionnaire: QuestionnaireArgs,
    #[command(flatten)]
    help: HelpArgs,
}

#[derive(Args)]
#[group(skip)]
#[command(mut_arg("questionnaire", |arg| {
    arg.help("Describe the translations of this questionnaire").long_help(
        "Describe the translations of this questionnaire: the name of a built-in, a YAML file, \
         or - for standard input.",
    )
}))]
pub(crate) struct OfTranslation {
    #[command(flatten)]
    questionnaire: QuestionnaireArgs,
    #[command(flatten)]
    help: HelpArgs,
}

impl Subcommand for SchemaOf {
    fn augment_subcommands(command: Command) -> Command {
        let fixed = SCHEMAS
            .iter()
            .map(|schema| HelpArgs::augment_args(Command::new(schema.name)).about(schema.about));
        OwnSchema::augment_subcommands(command.subcommands(fixed))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        salesmodel::schema::Schema::named(name).is_some() || OwnSchema::has_subcommand(name)
    }
}

impl FromArgMatches for SchemaOf {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let named = matches.subcommand_name().and_then(salesmodel::schema::Schema::named);
        match named {
            Some(schema) => Ok(SchemaOf::Fixed(schema)),
            None => OwnSchema::from_arg_matches(matches).map(SchemaOf::Own),
        }
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

const EXAMPLES: &str = "Examples:
  salesmodel schema result
  salesmodel schema questionnaire > questionnaire.schema.json
  salesmodel schema answers -Q mine.yaml
";
