//! A long text on the screen, to be read by moving through it.

use super::keys::Key;
use super::picture::Frame;
use super::screen::View;

/// A text with somebody reading it.
pub(crate) struct Reader<W: Fn(&Frame) -> String> {
    /// Writes the text for the window as it is.
    write: W,
    /// The bottom line, which names the keys.
    keys: String,
    /// The first line in sight.
    top: usize,
    /// The lines of the text, and how many are in sight.
    lines: usize,
    sight: usize,
}

impl<W: Fn(&Frame) -> String> Reader<W> {
    pub(crate) fn new(write: W, keys: String) -> Self {
        Reader { write, keys, top: 0, lines: 0, sight: 1 }
    }

    fn last_top(&self) -> usize {
        self.lines.saturating_sub(self.sight)
    }
}

impl<W: Fn(&Frame) -> String> View for Reader<W> {
    type Act = ();

    fn draw(&mut self, frame: &Frame) -> Vec<String> {
        let text = (self.write)(frame);
        let lines: Vec<&str> = text.lines().collect();
        let keys = if frame.rows > 2 { 1 } else { 0 };
        self.lines = lines.len();
        self.sight = frame.rows.saturating_sub(keys).max(1);
        self.top = self.top.min(self.last_top());
        let mut drawn: Vec<String> =
            lines.iter().skip(self.top).take(self.sight).map(ToString::to_string).collect();
        if keys > 0 {
            let last = (self.top + self.sight).min(self.lines);
            let place = format!("{last}/{}  {}", self.lines, self.keys);
            drawn.push(frame.cut(frame.styles.faint, "", &place));
        }
        drawn
    }

    fn on(&mut self, key: Key) -> Option<()> {
        let page = self.sight.saturating_sub(1).max(1);
        match key {
            Key::Up => self.top = self.top.saturating_sub(1),
            Key::Down => self.top = (self.top + 1).min(self.last_top()),
            Key::PageUp => self.top = self.top.saturating_sub(page),
            Key::PageDown | Key::Char(' ') => self.top = (self.top + page).min(self.last_top()),
            Key::Home => self.top = 0,
            Key::End => self.top = self.last_top(),
            Key::Enter | Key::Esc | Key::Left | Key::Char('q') => return Some(()),
            _ => {}
        }
        None
    }

    fn pasted(&mut self) {}
}

#[cfg(test)]
mod tests {
    use salesmodel::render::{Charset, Styles};

    use super::*;

    /// The lines in sight after some keys, in a window of six rows.
    fn sight(keys: &[Key]) -> String {
        let frame =
            Frame { rows: 6, columns: 40, charset: Charset::Ascii, styles: Styles::plain() };
        let text: String = (1..=20).map(|line| format!("{line}\n")).collect();
        let mut reader = Reader::new(|_| text.clone(), "keys".to_owned());
        reader.draw(&frame);
        for key in keys {
            assert_eq!(reader.on(*key), None);
        }
        let drawn = reader.draw(&frame);
        assert_eq!(drawn.len(), 6);
        format!("{}-{}", drawn[0], drawn[4])
    }

    #[test]
    fn keys_move_through_the_text() {
        use Key::{Down, End, Home, PageDown, PageUp, Up};
        assert_eq!(sight(&[]), "1-5");
        assert_eq!(sight(&[Up]), "1-5");
        assert_eq!(sight(&[Down, Down]), "3-7");
        assert_eq!(sight(&[PageDown]), "5-9");
        assert_eq!(sight(&[End]), "16-20");
        assert_eq!(sight(&[End, Down, PageDown]), "16-20");
        assert_eq!(sight(&[End, Up]), "15-19");
        assert_eq!(sight(&[End, PageUp, Home]), "1-5");
    }
}
