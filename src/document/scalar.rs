//! One text as a value of YAML or JSON that we write ourselves.

use std::fmt::Write as _;

use crate::wording;

/// A text in double quotes, as both YAML and JSON read it, with everything escaped
/// that would steer a terminal.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if wording::steers(c) || c == '\u{FEFF}' => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(quoted, "\\u{unit:04x}").expect("a String takes any text");
                }
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
