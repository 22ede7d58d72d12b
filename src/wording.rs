//! Words of messages: somebody's input made safe to repeat, the name that was
//! probably meant, lists.

use std::borrow::Cow;
use std::collections::HashSet;

/// The most names that a sentence lists.
const LISTED: usize = 20;

/// The longest piece of somebody's input that a message repeats, in characters.
const QUOTED: usize = 60;

/// Somebody's input, as a message repeats it: between quotes, cut to a length
/// that fits a line, and with everything escaped that would steer a terminal.
pub fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for (i, c) in text.chars().enumerate() {
        if i == QUOTED {
            quoted.push_str("...");
            break;
        }
        if steers(c) {
            quoted.extend(c.escape_default());
        } else {
            quoted.push(c);
        }
    }
    quoted.push('"');
    quoted
}

/// A text as a terminal may show it: with everything escaped that would steer
/// one, but for line feeds.
pub fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && steers(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// A name before a number with a percent sign. A name that is read from right to left
/// gets marks around it (first strong isolate, pop directional isolate), without which
/// the sign jumps to the other side of the number.
pub fn isolated(name: &str) -> Cow<'_, str> {
    if name.chars().any(is_leftward) {
        Cow::Owned(format!("\u{2068}{name}\u{2069}"))
    } else {
        Cow::Borrowed(name)
    }
}

/// Whether a character is of a script that is read from right to left: the blocks that
/// Unicode keeps for those.
fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether a character changes what a terminal does or how it orders what
/// follows: control characters, line separators, bidirectional overrides.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What to do about a name that nothing has: the nearest one, or all that there
/// are. `noun` is the plural of what they name.
pub fn suggestion<'a>(
    typed: &str,
    noun: &str,
    names: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    match nearest(typed, names.clone()) {
        Some(near) => format!("Did you mean {near}?"),
        None => match all_of(names).as_str() {
            "" => format!("There are no {noun}."),
            all => format!("The {noun} are {all}."),
        },
    }
}

/// The name nearest to a mistyped one, if any is near enough to be meant.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A typed novel is no typing error, and the distance costs its length.
    if typed.chars().count() > QUOTED {
        return None;
    }
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    // A third of the letters may be wrong, and a beginning may be all there is.
    let near = |name: &str, errors: usize| {
        let begins = length >= 3 && (name.starts_with(&typed) || typed.starts_with(name));
        begins || errors <= length.max(3) / 3
    };
    names
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(|name| (strsim::damerau_levenshtein(&typed, &name.to_lowercase()), name))
        .filter(|(errors, name)| near(name, *errors))
        .min_by_key(|(errors, _)| *errors)
        .map(|(_, name)| name)
}

/// Names as a sentence lists them: `a, b or c`.
pub fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    list(names, "or")
}

/// Names as a sentence lists them: `a, b and c`.
pub fn all_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    list(names, "and")
}

/// Names as a sentence lists them, each once, with a word before the last.
fn list<'a>(names: impl IntoIterator<Item = &'a str>, word: &str) -> String {
    let mut seen = HashSet::new();
    let mut names = names.into_iter().filter(|name| seen.insert(*name));
    let listed: Vec<&str> = names.by_ref().take(LISTED).collect();
    let more = names.count();
    if more > 0 {
        return format!("{} {word} {more} more", listed.join(", "));
    }
    match listed.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => format!("{} {word} {last}", first.join(", ")),
    }
}
