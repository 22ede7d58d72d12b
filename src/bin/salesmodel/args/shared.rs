//! The flags that several commands share. A command for which one of them means something
//! else says so with `mut_arg`. A doc comment on a field is its help; one on a struct would
//! replace the help of the command.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::NonEmptyStringValueParser;
use clap::{ArgAction, Args, ValueEnum};
use salesmodel::answers;

use crate::command_line::STDIN;
use crate::failure::Failure;
use crate::output::Destination;
use crate::settings::Settings;

#[derive(Args)]
#[group(skip)]
pub(crate) struct QuestionnaireArgs {
    /// Use this questionnaire
    #[arg(
        short = 'Q',
        long,
        value_name = "NAME|FILE",
        long_help = "Use this questionnaire: the name of a built-in (see `salesmodel questions \
                     list`), a YAML file, or - for standard input."
    )]
    pub(crate) questionnaire: Option<PathBuf>,
}

impl QuestionnaireArgs {
    /// Whether it is read from standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        self.questionnaire.as_deref() == Some(Path::new(STDIN))
    }
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct OutputArgs {
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl OutputArgs {
    /// The name of the file, which need not be UTF-8.
    pub(crate) fn name(&self) -> Option<&OsStr> {
        self.output.as_deref().map(Path::as_os_str)
    }

    /// The file, or standard output.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(crate) fn destination(&self, settings: &Settings) -> Result<Destination, Failure> {
        match self.name() {
            Some(name) => Destination::new(name, settings),
            None => Ok(Destination::stdout()),
        }
    }
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct CompanyArgs {
    /// Name the company in the result
    #[arg(long, value_name = "NAME")]
    pub(crate) company: Option<String>,
}

impl CompanyArgs {
    /// The name, without the white space around it.
    ///
    /// # Errors
    ///
    /// There is nothing in it, or something that would steer a terminal.
    pub(crate) fn name(&self) -> Result<Option<String>, Failure> {
        let name = self.company.as_deref().map(answers::company).transpose();
        name.map_err(|problem| Failure::usage(format!("--company: {problem}")))
    }
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct LangArgs {
    /// Use this language [default: that of the system]
    #[arg(
        short,
        long,
        value_name = "LANG",
        value_parser = NonEmptyStringValueParser::new(),
        long_help = "Use this language, such as en or nl. Without it, people are shown the \
                     language of the system (LC_ALL, LC_MESSAGES, LANG) where the questionnaire \
                     has it, and JSON is in English. Ids are the same in every language."
    )]
    pub(crate) lang: Option<String>,
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct ColorArgs {
    /// Use colours [default: auto]
    #[arg(
        long,
        value_name = "WHEN",
        long_help = "Use colours. With auto, that is in a terminal, unless NO_COLOR is set, \
                     CLICOLOR is 0 or TERM is dumb; CLICOLOR_FORCE=1 asks for them everywhere."
    )]
    color: Option<When>,
}

/// When to use colours. The code that uses them has read the value before parsing (see
/// `scan`).
#[derive(Clone, Copy, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct HelpArgs {
    /// Print help: a summary with -h, everything with --help
    #[arg(short, long, action = ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct TextOrJsonArgs {
    /// Write in this format
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: TextOrJson,
}

/// A format for people, and one for programs.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    Text,
    Json,
}
