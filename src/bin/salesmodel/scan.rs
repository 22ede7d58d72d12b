//! What must be known before the arguments can be parsed: the questionnaire decides
//! which flags there are, its words are in some language, and the parser itself uses
//! colours.

use std::ffi::{OsStr, OsString};

/// The flags that are looked up before the arguments are parsed, with their values.
/// Whether the parser finds the same is checked once, for every command (see `args`).
pub(crate) struct Scanned {
    /// The questionnaire that is named.
    pub(crate) questionnaire: Option<OsString>,
    /// The language that is asked for.
    pub(crate) lang: Option<String>,
    /// Whether to use colours.
    pub(crate) color: Option<OsString>,
    /// The file with answers.
    pub(crate) from: Option<OsString>,
}

impl Scanned {
    /// Looks the flags up.
    pub(crate) fn scan(args: &[OsString]) -> Self {
        let lang = scan(args, "lang", Some("l"));
        Scanned {
            questionnaire: scan(args, "questionnaire", Some("Q")),
            lang: lang.map(|lang| lang.to_string_lossy().into_owned()),
            color: scan(args, "color", None),
            from: scan(args, "from", None),
        }
    }

    /// The names of the flags, with what was found of each.
    pub(crate) fn flags(&self) -> [(&'static str, Option<&OsStr>); 4] {
        [
            ("questionnaire", self.questionnaire.as_deref()),
            ("lang", self.lang.as_deref().map(OsStr::new)),
            ("color", self.color.as_deref()),
            ("from", self.from.as_deref()),
        ]
    }
}

/// The value of a long flag (or its short form) before the arguments are parsed:
/// `--flag value`, `--flag=value`, `-f value`, `-fvalue`; nothing after `--`.
fn scan(args: &[OsString], long: &str, short: Option<&str>) -> Option<OsString> {
    let mut args = args.iter().skip(1).take_while(|arg| *arg != "--");
    while let Some(arg) = args.next() {
        let value = match (after(arg, "--"), short) {
            (Some(flag), _) if flag == long => next_value(&mut args)?,
            (Some(flag), _) => match after(flag, long).and_then(|rest| after(rest, "=")) {
                Some(value) => value,
                None => continue,
            },
            (None, Some(short)) => match after(arg, "-").and_then(|flags| after(flags, short)) {
                Some(rest) if rest.is_empty() => next_value(&mut args)?,
                Some(rest) => after(rest, "=").unwrap_or(rest),
                None => continue,
            },
            (None, None) => continue,
        };
        return Some(value.to_owned());
    }
    None
}

/// The next word, if it can be a value. If it is a flag, the parser will complain.
fn next_value<'a>(args: &mut impl Iterator<Item = &'a OsString>) -> Option<&'a OsStr> {
    let next = args.next()?.as_os_str();
    (next == "-" || after(next, "-").is_none()).then_some(next)
}

/// What follows a beginning, in whatever characters.
#[cfg(unix)]
fn after<'w>(word: &'w OsStr, beginning: &str) -> Option<&'w OsStr> {
    use std::os::unix::ffi::OsStrExt;

    word.as_bytes().strip_prefix(beginning.as_bytes()).map(OsStr::from_bytes)
}

#[cfg(not(unix))]
fn after<'w>(word: &'w OsStr, beginning: &str) -> Option<&'w OsStr> {
    word.to_str()?.strip_prefix(beginning).map(OsStr::new)
}
