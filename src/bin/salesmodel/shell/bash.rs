//! bash takes a line apart at `=` and `:` too, wants back only what follows the
//! last of them, and leaves quotes to us. The script that comes with clap knows
//! nothing of that, so this one is our own.

use std::ffi::OsString;
use std::io;

use clap_complete::engine::CompletionCandidate;

use super::{TypedLine, lines, unquoted};

/// Hands over the place of the cursor, the text before it that is to be replaced,
/// and all words. What goes on after it (`leads=`, a folder) gets no space.
const SCRIPT: &str = r#"_salesmodel() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(SALESMODEL_COMPLETE=bash OWN -- "$COMP_CWORD" "$2" "${COMP_WORDS[@]}" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o bashdefault -o nosort -F _salesmodel salesmodel 2>/dev/null ||
    complete -o bashdefault -F _salesmodel salesmodel
"#;

pub(super) fn script(own: &str) -> io::Result<Vec<u8>> {
    Ok(SCRIPT.replace("OWN", &shell_words::quote(own)).into_bytes())
}

/// Puts the words together again, as far as the cursor, and takes their quotes off.
pub(super) fn line(handed: &[OsString]) -> Option<TypedLine> {
    let handed: Option<Vec<&str>> = handed.iter().map(|part| part.to_str()).collect();
    let [index, replaced, parts @ ..] = handed.as_deref()? else { return None };
    let index: usize = index.parse().ok()?;
    let mut words: Vec<String> = Vec::new();
    for (place, part) in parts[..index.min(parts.len())].iter().enumerate() {
        match words.last_mut() {
            Some(word) if goes_on(parts, place) => word.push_str(part),
            _ => words.push((*part).to_owned()),
        }
    }
    let mut kept = if goes_on(parts, index) { words.pop()? } else { String::new() };
    let part = parts.get(index)?;
    if is_break(part) {
        kept.push_str(part);
    } else if part.starts_with(['"', '\'']) && !replaced.starts_with(['"', '\'']) {
        kept.push_str(&part[..1]);
    }
    words.push(format!("{kept}{replaced}"));
    let words: Vec<OsString> = words.iter().map(|word| unquoted(word).into()).collect();
    Some(TypedLine { index: words.len() - 1, words, kept })
}

/// Whether a part belongs to the word of the part before it. Nobody can tell `a = b` from
/// `a=b` here, and nobody writes `a = b`.
fn goes_on(parts: &[&str], place: usize) -> bool {
    let part = parts.get(place).copied().unwrap_or_default();
    place > 0 && (is_break(part) || (!part.is_empty() && is_break(parts[place - 1])))
}

/// Whether bash has cut out a part because it separates two.
fn is_break(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c == '=' || c == ':')
}

/// The ends of candidates, a line each, quoted as what is before them.
pub(super) fn show(line: &TypedLine, candidates: &[CompletionCandidate]) -> String {
    let kept = unquoted(&line.kept);
    let closes = |quote: &str| shell_words::split(&format!("{}{quote}", line.kept)).is_ok();
    lines(candidates, |value, _| {
        let end = value.strip_prefix(&kept).unwrap_or(value);
        if closes("") {
            escaped(end, |c| !c.is_alphanumeric() && !"_@%+=:,./-~".contains(c))
        } else if closes("\"") {
            escaped(end, |c| "\"$`\\".contains(c))
        } else {
            end.replace('\'', r"'\''")
        }
    })
}

/// A text with a backslash before what means something to bash.
fn escaped(text: &str, means: impl Fn(char) -> bool) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if means(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
