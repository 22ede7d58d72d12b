//! How much room a text takes in a picture, where nobody knows yet in which font it
//! will be shown. The widths are those of the widest common sans-serif (DejaVu Sans
//! Bold) or more, so that a text stays inside its box in any of them.

use textwrap::core::{Fragment, display_width};
use textwrap::wrap_algorithms::wrap_first_fit;

/// A piece of text that is never broken over two lines.
#[derive(Debug)]
struct TextPiece<'t> {
    text: &'t str,
    /// In thousandths of the size of the font.
    width: u32,
    spaced: bool,
}

impl Fragment for TextPiece<'_> {
    fn width(&self) -> f64 {
        f64::from(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        if self.spaced { f64::from(width_of(' ')) } else { 0.0 }
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The lines of a text at a size of the font that stay within a width, in pixels.
/// A word that is wider is cut.
pub(super) fn wrap(text: &str, size: u32, width: u32) -> Vec<String> {
    let room = width * 1000 / size;
    let mut cut = Vec::new();
    for piece in pieces(text) {
        cut_to(piece, room, &mut cut);
    }
    let lines = wrap_first_fit(&cut, &[f64::from(room)]);
    lines.iter().map(|line| joined(line)).collect()
}

/// Whether every word of a text stays within a width without being cut.
pub(super) fn keeps_words(text: &str, size: u32, width: u32) -> bool {
    pieces(text).iter().all(|piece| piece.width <= width * 1000 / size)
}

/// Words, and the parts of words between which a line may break: after a hyphen, and
/// on both sides of a character of a script without spaces.
fn pieces(text: &str) -> Vec<TextPiece<'_>> {
    let mut pieces = Vec::new();
    for word in text.split_whitespace() {
        let mut start = 0;
        let mut before = None;
        for (place, c) in word.char_indices() {
            if before.is_some_and(|before| may_break(before, &word[place..])) {
                pieces.push(piece(&word[start..place], false));
                start = place;
            }
            before = Some(c);
        }
        pieces.push(piece(&word[start..], true));
    }
    pieces
}

fn may_break(before: char, rest: &str) -> bool {
    let after = rest.chars().next().map_or(0, columns);
    // A short end, as in "check-in", stays where it is.
    let hyphen = before == '-' && rest.chars().count() > 3;
    before != JOINER && after > 0 && (hyphen || columns(before) > 1 || after > 1)
}

/// Joins two emoji to one.
const JOINER: char = '\u{200D}';

fn piece(text: &str, spaced: bool) -> TextPiece<'_> {
    TextPiece { text, width: text.chars().map(width_of).sum(), spaced }
}

/// Cuts a piece into parts that stay within the room.
fn cut_to<'t>(whole: TextPiece<'t>, room: u32, parts: &mut Vec<TextPiece<'t>>) {
    let (mut start, mut width, mut before) = (0, 0, ' ');
    for (place, c) in whole.text.char_indices() {
        let more = width_of(c);
        // An accent stays with its letter; it takes no room.
        if width + more > room && place > start && before != JOINER && more > 0 {
            parts.push(piece(&whole.text[start..place], false));
            (start, width) = (place, 0);
        }
        width += more;
        before = c;
    }
    parts.push(piece(&whole.text[start..], whole.spaced));
}

fn joined(line: &[TextPiece<'_>]) -> String {
    let mut text = String::new();
    for piece in line {
        text.push_str(piece.text);
        if piece.spaced {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The columns of a character in a terminal, which says how wide its script is.
fn columns(c: char) -> usize {
    display_width(c.encode_utf8(&mut [0; 4]))
}

/// The width of a character in thousandths of the size of the font.
fn width_of(c: char) -> u32 {
    match c {
        ' ' => 350,
        'i' | 'j' | 'l' | 'I' | '|' | '!' | '.' | ',' | ':' | ';' | '\'' | '`' => 460,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '\\' | '-' | '"' => 525,
        'm' | 'M' | '%' | '@' => 1050,
        'W' => 1110,
        'w' => 930,
        'A'..='Z' | '&' | '+' | '<' | '=' | '>' | '~' | '^' => 875,
        '!'..='~' => 725,
        'Æ' | 'æ' | 'Œ' | 'œ' => 1170,
        '\u{A0}'..='\u{24F}' if c.is_uppercase() => 900,
        '\u{A0}'..='\u{24F}' => 760,
        _ => match columns(c) {
            0 => 0,
            // Some emoji are wider than they are high.
            _ if c >= '\u{1F000}' => 1400,
            _ => 1300,
        },
    }
}
