//! `salesmodel schema` on the command line.

use clap::Command;
use salesmodel::schema::SCHEMAS;

use super::{help_arg, questionnaire_arg};
use crate::settings::Settings;

/// The schema of the answers to a questionnaire.
pub(crate) const ANSWERS: &str = "answers";

/// The schema of a translation of a questionnaire.
pub(crate) const TRANSLATION: &str = "translation";

/// The schema of the list of questionnaires.
pub(crate) const QUESTIONNAIRES: &str = "questionnaires";

pub(super) fn schema(settings: &Settings) -> Command {
    let fixed = SCHEMAS.iter().map(|schema| Command::new(schema.name).about(schema.about));
    let answers =
        Command::new(ANSWERS)
            .about("An answers file, as --from reads it")
            .arg(questionnaire_arg().help("Describe the answers to this questionnaire").long_help(
            "Describe the answers to this questionnaire: the name of a built-in, a YAML file, or \
             - for standard input.",
        ));
    let translation = Command::new(TRANSLATION).about("A translation of a questionnaire").arg(
        questionnaire_arg().help("Describe the translations of this questionnaire").long_help(
            "Describe the translations of this questionnaire: the name of a built-in, a YAML \
             file, or - for standard input.",
        ),
    );
    let list = Command::new(QUESTIONNAIRES).about("The JSON of `salesmodel questions list`");
    Command::new("schema")
        .about("Print a JSON Schema of what is read or written")
        .long_about(
            "Print a JSON Schema (draft 2020-12) of what salesmodel reads or writes. An editor \
             completes and checks a questionnaire by it, and a program can rely on it.",
        )
        .color(settings.clap_color)
        .arg(help_arg())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands(
            fixed.chain([answers, translation, list]).map(|command| command.arg(help_arg())),
        )
}
