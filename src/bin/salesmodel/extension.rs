//! What the extension of an output says about its format. Used only where no flag names
//! the format.

use std::ffi::OsStr;
use std::path::Path;

use salesmodel::wording::{one_of, quote};

use crate::failure::Failure;
use crate::output::is_stdout;

/// The extension of the file that a flag names, in lower case; `None` for standard output
/// and for a name without one.
pub(crate) fn of(name: impl AsRef<Path>) -> Option<String> {
    Some(name.as_ref().extension()?.to_string_lossy().to_lowercase())
}

/// The refusal of an extension that names no format. `what` is what was to be written,
/// and `known` are the extensions that it may have.
pub(crate) fn refused<'e>(
    what: &str,
    extension: &str,
    known: impl IntoIterator<Item = &'e str>,
) -> Failure {
    let known = one_of(known.into_iter().map(|known| format!(".{known}")));
    no_format(what, extension)
        .with_hint(format!("Name a file that ends in {known}, or name the format with --format."))
}

/// Refuses an output whose extension is none of those of the one format that a command
/// writes. `what` is what is written.
///
/// # Errors
///
/// Its extension is another.
pub(crate) fn must_be(what: &str, output: Option<&OsStr>, known: &[&str]) -> Result<(), Failure> {
    let named = output.filter(|name| !is_stdout(name)).and_then(of);
    let Some(extension) = named.filter(|extension| !known.contains(&extension.as_str())) else {
        return Ok(());
    };
    Err(no_format(what, &extension).with_hint(format!("Name a file that ends in .{}.", known[0])))
}

fn no_format(what: &str, extension: &str) -> Failure {
    let extension = quote(&format!(".{extension}"));
    let extension = extension.trim_matches('"');
    Failure::usage(format!("{what} has no format with the extension {extension}"))
}
