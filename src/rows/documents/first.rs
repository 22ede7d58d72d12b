//! What the beginning of a source shows about its documents.

use crate::rows::{ends_row, jsonl};

/// Which lines within a document, of those whose first byte is a `{`, begin another
/// document because the one before has broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// All of them.
    Any,
    /// Those that have nothing else.
    Brace,
    /// None of them, because whole documents have such lines.
    Never,
}

/// What a source begins with.
pub(super) enum First {
    /// Documents that must be joined into lines.
    Documents(Begins),
    /// Anything else, which is passed on as it is.
    Anything,
    /// More must be read before it is known.
    Unknown,
}

/// What a text begins with. Unless it has `ended`, more of it may come.
pub(super) fn first(text: &[u8], ended: bool) -> First {
    let blank = text.len() - text.trim_ascii_start().len();
    let text = &text[blank..];
    if text.first().is_some_and(|byte| *byte != b'{') {
        return First::Anything;
    }
    let line = text.split(|byte| ends_row(*byte)).next().unwrap_or_default();
    let breaks = line.len() < text.len();
    let only_brace = breaks && line.trim_ascii_end() == b"{";
    match jsonl::object_end(text) {
        Ok(end) if end > line.len() => {
            let mut lines = text[..end].split(|byte| ends_row(*byte)).skip(1);
            let has_others = lines.any(|line| line.starts_with(b"{"));
            First::Documents(if has_others { Begins::Never } else { Begins::Any })
        }
        Ok(end) => match line[end..].trim_ascii_start().first() {
            Some(b'{') => First::Documents(Begins::Any),
            None if !breaks => First::Unknown,
            _ => First::Anything,
        },
        Err(jsonl::Broken::Syntax(at)) if at == text.len() && !ended => First::Unknown,
        Err(_) if only_brace => First::Documents(Begins::Brace),
        Err(_) => First::Anything,
    }
}
