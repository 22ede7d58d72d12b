//! What must be known before the arguments can be parsed: the questionnaire
//! decides which flags there are, and colours are used by the parser itself.

use std::ffi::OsString;

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
        let text = arg.to_str().unwrap_or_default();
        if let Some(value) = text.strip_prefix(&long).and_then(|rest| rest.strip_prefix('=')) {
            return Some(value.into());
        }
        if let Some(value) = short.as_ref().and_then(|short| text.strip_prefix(&**short)) {
            return Some(value.strip_prefix('=').unwrap_or(value).into());
        }
    }
    None
}
