//! What must be known before the arguments can be parsed: the questionnaire
//! decides which flags there are, and colours are used by the parser itself.

use std::ffi::{OsStr, OsString};

/// The value of a long flag (or its short form) before the arguments are parsed:
/// `--flag value`, `--flag=value`, `-f value`, `-fvalue`; nothing behind `--`.
pub(crate) fn scan(args: &[OsString], long: &str, short: Option<char>) -> Option<OsString> {
    let long = format!("--{long}");
    let short = short.map(|short| format!("-{short}"));
    let mut args = args.iter().skip(1);
    while let Some(arg) = args.next() {
        if arg == "--" {
            return None;
        }
        if *arg == *long || short.as_ref().is_some_and(|short| *arg == **short) {
            // A flag in the place of the value: the parser will say so.
            let is_value =
                |value: &&OsString| *value == "-" || !value.to_string_lossy().starts_with('-');
            return args.next().filter(is_value).cloned();
        }
        if let Some(value) = after(arg, &long).and_then(|rest| after(&rest, "=")) {
            return Some(value);
        }
        if let Some(value) = short.as_ref().and_then(|short| after(arg, short)) {
            return Some(after(&value, "=").unwrap_or(value));
        }
    }
    None
}

/// What follows a beginning, in whatever characters.
#[cfg(unix)]
fn after(word: &OsStr, beginning: &str) -> Option<OsString> {
    use std::os::unix::ffi::OsStrExt;

    let rest = word.as_bytes().strip_prefix(beginning.as_bytes())?;
    Some(OsStr::from_bytes(rest).to_owned())
}

#[cfg(not(unix))]
fn after(word: &OsStr, beginning: &str) -> Option<OsString> {
    word.to_str()?.strip_prefix(beginning).map(OsString::from)
}
