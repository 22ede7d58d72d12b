//! Lines that are more than a window has, and the part of them that is in sight.

use super::frame::Frame;
use super::keys::Key;

/// Which of some lines are in sight.
#[derive(Clone, Debug, Default)]
pub(super) struct Scroll {
    /// The first line in sight.
    top: usize,
    /// How many lines there are, and how many of them are in sight.
    lines: usize,
    sight: usize,
}

impl Scroll {
    /// The lines in sight, and the bottom line, which says where one is and names the
    /// keys; without it where the window has no row to spare.
    pub(super) fn draw(&mut self, frame: &Frame, lines: &[String], keys: &str) -> Vec<String> {
        let bottom = usize::from(frame.rows > 2);
        self.lines = lines.len();
        self.sight = frame.rows.saturating_sub(bottom).max(1);
        self.top = self.top.min(self.last_top());
        let mut drawn: Vec<String> =
            lines.iter().skip(self.top).take(self.sight).cloned().collect();
        if bottom > 0 {
            let last = (self.top + self.sight).min(self.lines);
            let place = format!("{last}/{}  {keys}", self.lines);
            drawn.push(frame.cut(frame.styles.faint, "", &place));
        }
        drawn
    }

    /// Moves by a key; false if that moves nothing anywhere.
    pub(super) fn moves(&mut self, key: Key) -> bool {
        let page = self.sight.saturating_sub(1).max(1);
        match key {
            Key::Up => self.top = self.top.saturating_sub(1),
            Key::Down => self.top = (self.top + 1).min(self.last_top()),
            Key::PageUp => self.top = self.top.saturating_sub(page),
            Key::PageDown | Key::Char(' ') => self.top = (self.top + page).min(self.last_top()),
            Key::Home => self.top = 0,
            Key::End => self.top = self.last_top(),
            _ => return false,
        }
        true
    }

    fn last_top(&self) -> usize {
        self.lines.saturating_sub(self.sight)
    }
}

#[cfg(test)]
mod tests {
    use salesmodel::render::{Charset, Styles};

    use super::*;

    /// The lines in sight after some keys, in a window of six rows.
    fn sight(keys: &[Key]) -> String {
        let frame =
            Frame { rows: 6, columns: 40, charset: Charset::Ascii, styles: Styles::plain() };
        let lines: Vec<String> = (1..=20).map(|line| line.to_string()).collect();
        let mut scroll = Scroll::default();
        scroll.draw(&frame, &lines, "keys");
        for key in keys {
            assert!(scroll.moves(*key));
        }
        let drawn = scroll.draw(&frame, &lines, "keys");
        assert_eq!(drawn.len(), 6);
        format!("{}-{} of {}", drawn[0], drawn[4], drawn[5])
    }

    #[test]
    fn keys_move_through_the_lines() {
        use Key::{Down, End, Home, PageDown, PageUp, Up};
        assert_eq!(sight(&[]), "1-5 of 5/20  keys");
        assert_eq!(sight(&[Up]), "1-5 of 5/20  keys");
        assert_eq!(sight(&[Down, Down]), "3-7 of 7/20  keys");
        assert_eq!(sight(&[PageDown]), "5-9 of 9/20  keys");
        assert_eq!(sight(&[Key::Char(' '), Key::Char(' ')]), "9-13 of 13/20  keys");
        assert_eq!(sight(&[End]), "16-20 of 20/20  keys");
        assert_eq!(sight(&[End, Down, PageDown]), "16-20 of 20/20  keys");
        assert_eq!(sight(&[End, Up]), "15-19 of 19/20  keys");
        assert_eq!(sight(&[End, PageUp, Home]), "1-5 of 5/20  keys");
        assert!(!Scroll::default().moves(Key::Enter));
    }
}
