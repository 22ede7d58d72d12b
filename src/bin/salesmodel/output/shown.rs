//! What a terminal is shown of an output: nothing in it may steer the terminal, no matter
//! who wrote it. Pipes and files get the bytes as they are.

use std::sync::LazyLock;

use salesmodel::render::Styles;
use salesmodel::wording::steers;

/// Which escape sequences pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passing {
    /// No sequence: data, which is other people's text.
    Nothing,
    /// Those of our own styles, and the marks that we put around names which are read
    /// from right to left: a report. The text in it was looked at before.
    Styles,
}

/// The marks around a name in a report.
const ISOLATE: char = '\u{2068}';
const END_OF_ISOLATE: char = '\u{2069}';

/// The escape sequences of our styles, each by itself.
static STYLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let Styles { strong, lead, faint, error, warning } = Styles::coloured();
    let styles = [strong, lead, faint, error, warning];
    let all: String = styles.iter().map(|style| format!("{style}{style:#}")).collect();
    all.split_inclusive('m').map(str::to_owned).collect()
});

/// An output on its way to a terminal, which comes in pieces.
#[derive(Debug, Default)]
pub(super) struct ShownText {
    /// The beginning of something whose rest has not come yet: of a character, or a
    /// carriage return that may belong to a line ending.
    held: Vec<u8>,
}

impl ShownText {
    /// The next piece as it is shown: with line feeds, line endings and tabs as they
    /// are, and everything else escaped that would steer a terminal, bytes that are no
    /// UTF-8 among it: some terminals take those for control characters.
    pub(super) fn next(&mut self, bytes: &[u8], passing: Passing) -> String {
        let mut bytes = [&self.held[..], bytes].concat();
        self.held = bytes.split_off(bytes.len() - unfinished(&bytes));
        show(&bytes, passing)
    }

    /// What is left at the end.
    pub(super) fn rest(&mut self) -> String {
        show(&std::mem::take(&mut self.held), Passing::Nothing)
    }
}

/// A whole report as it is shown.
pub(super) fn report(bytes: &[u8]) -> String {
    show(bytes, Passing::Styles)
}

/// How many bytes at the end need those that follow to be understood.
fn unfinished(bytes: &[u8]) -> usize {
    if bytes.ends_with(b"\r") {
        return 1;
    }
    let last = bytes.utf8_chunks().last().map_or(&[][..], |chunk| chunk.invalid());
    match std::str::from_utf8(last) {
        Err(error) if error.error_len().is_none() => last.len(),
        _ => 0,
    }
}

fn show(bytes: &[u8], passing: Passing) -> String {
    let mut shown = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        let mut rest = chunk.valid();
        while let Some(c) = rest.chars().next() {
            let length = match (c, passing) {
                ('\n' | '\t', _) => 1,
                ('\r', _) if rest.starts_with("\r\n") => 2,
                ('\x1B', Passing::Styles) => {
                    let style = STYLES.iter().find(|style| rest.starts_with(style.as_str()));
                    style.map_or(0, String::len)
                }
                (ISOLATE | END_OF_ISOLATE, Passing::Styles) => c.len_utf8(),
                _ if steers(c) => 0,
                _ => c.len_utf8(),
            };
            if length == 0 {
                shown.extend(c.escape_default());
            } else {
                shown.push_str(&rest[..length]);
            }
            rest = &rest[length.max(c.len_utf8())..];
        }
        for byte in chunk.invalid() {
            shown.push_str(&format!("\\x{byte:02x}"));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Passing, ShownText};

    fn show(pieces: &[&[u8]], passing: Passing) -> String {
        let mut shown = ShownText::default();
        let text: String = pieces.iter().map(|piece| shown.next(piece, passing)).collect();
        text + &shown.rest()
    }

    /// What steers a terminal, and how it is shown.
    const STEERING: [(&[u8], &str); 13] = [
        (b"\x1b]0;title\x07", r"\u{1b}]0;title\u{7}"),
        (b"\x1b[2J\x1b[31m", r"\u{1b}[2J\u{1b}[31m"),
        (b"\x1b]52;c;aGk=\x1b\\", r"\u{1b}]52;c;aGk=\u{1b}\"),
        (b"a\x08b\x00", r"a\u{8}b\u{0}"),
        (b"good\rbad", r"good\rbad"),
        (b"\r", r"\r"),
        (b"\x7f", r"\u{7f}"),
        (b"\xc2\x9b31m", r"\u{9b}31m"),
        // The same control character in one byte.
        (b"\x9b31m", r"\x9b31m"),
        ("\u{202e}\u{2066}\u{200f}\u{61c}".as_bytes(), r"\u{202e}\u{2066}\u{200f}\u{61c}"),
        ("\u{2028}".as_bytes(), r"\u{2028}"),
        (b"cut \xe2\x80", r"cut \xe2\x80"),
        (b"\xf0\x9f\x98\xffx", r"\xf0\x9f\x98\xffx"),
    ];

    #[test]
    fn nothing_steers_wherever_the_pieces_are_cut() {
        for (bytes, expected) in STEERING {
            for cut in 0..=bytes.len() {
                let (one, other) = bytes.split_at(cut);
                assert_eq!(show(&[one, other], Passing::Nothing), expected, "{bytes:?} at {cut}");
            }
            let each: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(show(&each, Passing::Nothing), expected, "{bytes:?}");
        }
    }

    #[test]
    fn plain_text_of_any_language_is_as_it_was() {
        let text =
            "a,b\tc\r\nM\u{fc}ller \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{1f469}\u{200d}\u{1f467}\n";
        let each: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(show(&[text.as_bytes()], Passing::Nothing), text);
        assert_eq!(show(&each, Passing::Nothing), text);
    }

    #[test]
    fn a_report_keeps_our_styles_and_no_other_sequence() {
        let name = "\u{2068}\u{5e9}\u{5dc}\u{2069} (20%)";
        assert_eq!(show(&[name.as_bytes()], Passing::Styles), name);
        let cell = "\\u{2068}\u{5e9}\u{5dc}\\u{2069} (20%)";
        assert_eq!(show(&[name.as_bytes()], Passing::Nothing), cell);
        let report = b"\x1b[1m\x1b[32mInbound\x1b[0m leads\x1b[8m \x1b[2J\x1b]0;t\x07\n";
        let shown = show(&[report], Passing::Styles);
        let rest = r"\u{1b}[8m \u{1b}[2J\u{1b}]0;t\u{7}";
        assert_eq!(shown, format!("\x1b[1m\x1b[32mInbound\x1b[0m leads{rest}\n"));
    }
}
