//! What the values of flags can be, beside those that the parser knows.

use std::ffi::OsStr;
use std::path::Path;

use clap::{Arg, Command};
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use salesmodel::questionnaire::{BUILTINS, Questionnaire, UNSURE};

use crate::source::QuestionnaireSource;

/// A candidate with what it means.
type Meant = (String, String);

/// The command with completers for the values that its parser takes as they are.
pub(super) fn completed(command: Command, source: Option<&QuestionnaireSource>) -> Command {
    let questionnaire = source.map(|source| &*source.questionnaire);
    command
        .mut_args(|arg| match completer(&arg, questionnaire) {
            Some(completer) => arg.add(completer),
            None => arg,
        })
        .mut_subcommands(|command| completed(command, source))
}

fn completer(arg: &Arg, questionnaire: Option<&Questionnaire>) -> Option<ArgValueCompleter> {
    match arg.get_id().as_str() {
        "questionnaire" => return Some(ArgValueCompleter::new(questionnaires)),
        "model" => return questionnaire.map(models),
        "answer" => return questionnaire.map(answers),
        _ => {}
    }
    let names = arg.get_value_names()?;
    names
        .iter()
        .any(|name| name.as_str().contains("FILE"))
        .then(|| ArgValueCompleter::new(PathCompleter::file()))
}

/// The built-ins, and files that may be questionnaires.
fn questionnaires(typed: &OsStr) -> Vec<CompletionCandidate> {
    let built_in = BUILTINS
        .iter()
        .map(|builtin| (builtin.name.to_owned(), builtin.questionnaire().title().to_owned()));
    let is_yaml = |path: &Path| {
        path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
    };
    let mut all = matching(typed, built_in);
    all.extend(PathCompleter::any().filter(is_yaml).complete(typed));
    all
}

fn models(questionnaire: &Questionnaire) -> ArgValueCompleter {
    let models: Vec<Meant> = (questionnaire.models().iter())
        .map(|model| (model.id.to_string(), model.name.clone()))
        .collect();
    ArgValueCompleter::new(move |typed: &OsStr| matching(typed, models.iter().cloned()))
}

/// `ID=VALUE`: the questions up to the equals sign, and after it the options.
fn answers(questionnaire: &Questionnaire) -> ArgValueCompleter {
    let questions: Vec<Meant> = (questionnaire.questions().iter())
        .map(|question| (format!("{}=", question.id), question.text.clone()))
        .collect();
    let not_sure = questionnaire.words().text("not-sure");
    let options: Vec<Meant> = (questionnaire.questions().iter())
        .flat_map(|question| {
            let options =
                (question.options.iter()).map(|option| (option.id.as_str(), option.label.as_str()));
            options
                .chain([(UNSURE, not_sure.as_str())])
                .map(|(id, label)| (format!("{}={id}", question.id), label.to_owned()))
        })
        .collect();
    ArgValueCompleter::new(move |typed: &OsStr| {
        let is_whole = typed.to_string_lossy().contains('=');
        let known = if is_whole { &options } else { &questions };
        matching(typed, known.iter().cloned())
    })
}

/// Those that begin with what was typed.
fn matching(typed: &OsStr, known: impl Iterator<Item = Meant>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    known
        .filter(|(value, _)| value.starts_with(&*typed))
        .map(|(value, meaning)| CompletionCandidate::new(value).help(Some(meaning.into())))
        .collect()
}
