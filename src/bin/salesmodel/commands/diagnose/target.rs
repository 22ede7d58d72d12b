//! Where the result of a diagnosis goes, and in which format.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use salesmodel::render::{FORMATS, Format, JSON};
use salesmodel::wording::quote;

use super::crm::{CrmTarget, Delivery};
use crate::args::diagnose::{DiagnoseArgs, ResultFormat};
use crate::commands::spare;
use crate::extension;
use crate::failure::Failure;
use crate::output::Destination;
use crate::settings::Settings;
use crate::source::QuestionnaireSource;

/// Where the result goes, and in which format.
pub(super) struct Target {
    pub(super) shown: ShownResult,
    /// The name of the file that is shown, as it was given.
    pub(super) shown_name: Option<OsString>,
    pub(super) save: Option<Destination>,
    pub(super) save_name: Option<OsString>,
}

/// What is shown of the result.
pub(super) enum ShownResult {
    Report(&'static Format, Destination),
    Pipelines(Delivery),
}

impl Target {
    /// Where the flags send the result.
    ///
    /// # Errors
    ///
    /// They contradict each other, or a place cannot be written.
    pub(super) fn new(
        args: &DiagnoseArgs,
        source: &QuestionnaireSource,
        settings: &Settings,
    ) -> Result<Self, Failure> {
        let name = args.output.name();
        let report = |named| {
            args.for_crm.refuse()?;
            let output = args.output.destination(settings)?;
            Ok(ShownResult::Report(format(named, name)?, output))
        };
        let shown = match args.format.format {
            Some(ResultFormat::Pipelines(crm)) => {
                ShownResult::Pipelines(Delivery::new(args, crm, settings)?)
            }
            Some(ResultFormat::Report(format)) => report(Some(format))?,
            None => report(None)?,
        };
        let save = args.save.save.as_deref().map(Path::as_os_str);
        let save_name = save.map(OsStr::to_owned);
        if let Some(extension) = save.and_then(extension::of).filter(|name| name != JSON.extension)
        {
            let message = format!("--save writes JSON, not {}", quote(&format!(".{extension}")));
            let hint = "Name a file that ends in .json, and use --output for other formats.";
            return Err(Failure::usage(message).with_hint(hint));
        }
        let save = save.map(|name| Destination::new(name, settings)).transpose()?;
        let output = shown.destination();
        output.map_or(Ok(()), Destination::ready)?;
        for place in [output, save.as_ref()].into_iter().flatten() {
            spare(place, "the questionnaire", source.file())?;
        }
        if let Some(save) = &save {
            if shown.is_at(save) {
                return Err(Failure::usage("--output and --save name the same file"));
            }
            if save.is_stdout() && output.is_some_and(Destination::is_stdout) {
                let message = "--save - would mix with the result on standard output";
                return Err(Failure::usage(message).with_hint("Use --format json for JSON alone."));
            }
        }
        Ok(Target { shown, shown_name: name.map(OsStr::to_owned), save, save_name })
    }

    /// Whether the result goes to a file, or to several.
    pub(super) fn is_file(&self) -> bool {
        self.shown.destination().is_none_or(|output| !output.is_stdout())
    }
}

impl ShownResult {
    /// The one place that it goes to, unless that is a folder.
    fn destination(&self) -> Option<&Destination> {
        match self {
            ShownResult::Report(_, output) => Some(output),
            ShownResult::Pipelines(Delivery { place: CrmTarget::Stream(_, output), .. }) => {
                Some(output)
            }
            ShownResult::Pipelines(Delivery { place: CrmTarget::Folder(..), .. }) => None,
        }
    }

    /// Whether it goes to this file.
    fn is_at(&self, file: &Destination) -> bool {
        match self {
            ShownResult::Pipelines(Delivery { place: CrmTarget::Folder(_, folder), .. }) => {
                folder.is_at(file)
            }
            _ => self.destination().is_some_and(|output| output.is_same_file(file)),
        }
    }
}

/// The format that was named, or the one of the extension of a file.
fn format(
    named: Option<&'static Format>,
    output: Option<&OsStr>,
) -> Result<&'static Format, Failure> {
    match (named, output.and_then(extension::of)) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(&FORMATS[0]),
        (None, Some(extension)) => Format::of_extension(&extension).ok_or_else(|| {
            let known = FORMATS.iter().map(|format| format.extension);
            extension::refused("a result", &extension, known)
        }),
    }
}
