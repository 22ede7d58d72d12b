//! zsh leaves quotes to us, and puts a space after everything. The script that
//! comes with clap knows nothing of that, so this one is our own.

use std::ffi::OsString;
use std::io;

use clap_complete::engine::CompletionCandidate;

use super::{TypedLine, lines};

/// Hands over the place of the cursor and all words without their quotes, the one
/// with the cursor as far as that. What goes on after it (`leads=`, a folder) gets
/// no space, and the `~` of a path no quote.
const SCRIPT: &str = r#"#compdef salesmodel
_salesmodel() {
    local line home=
    local -a typed whole open
    typed=("${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" "${(@Q)words[CURRENT+1,-1]}")
    [[ -z $compstate[quote] ]] && compset -P '\~/' && home='~/'
    while IFS= read -r line; do
        line=${line#$home}
        if [[ ${line%%:*} == *[=/] ]]; then
            open+=("$line")
        else
            whole+=("$line")
        fi
    done < <(SALESMODEL_COMPLETE=zsh OWN -- $((CURRENT - 1)) "${typed[@]}" 2>/dev/null)
    (( ${#whole} )) && _describe -V values whole
    (( ${#open} )) && _describe -V values open -S ''
}
if [[ ${funcstack[1]} == _salesmodel ]]; then
    _salesmodel "$@"
else
    compdef _salesmodel salesmodel
fi
"#;

pub(super) fn script(own: &str) -> io::Result<Vec<u8>> {
    Ok(SCRIPT.replace("OWN", &shell_words::quote(own)).into_bytes())
}

pub(super) fn line(handed: &[OsString]) -> Option<TypedLine> {
    let (index, words) = handed.split_first()?;
    let index = index.to_str()?.parse().ok().filter(|index| *index < words.len())?;
    Some(TypedLine { words: words.to_vec(), index, kept: String::new() })
}

/// A candidate a line, and after a colon what it means.
pub(super) fn show(_: &TypedLine, candidates: &[CompletionCandidate]) -> String {
    lines(candidates, |value, meaning| {
        let value = value.replace('\\', "\\\\").replace(':', "\\:");
        match meaning {
            Some(meaning) => format!("{value}:{}", meaning.replace('\\', "\\\\")),
            None => value,
        }
    })
}
