//! A long text on the screen, to be read by moving through it.

use salesmodel::render::Style;
use textwrap::core::display_width;

use super::frame::Frame;
use super::keys::Key;
use super::scroll::Scroll;
use super::view::View;

/// A text with somebody reading it.
pub(crate) struct Reader<W: Fn(&Frame) -> String> {
    /// Writes the text for the window as it is.
    write: W,
    /// The bottom line, which names the keys.
    keys: String,
    scroll: Scroll,
}

impl<W: Fn(&Frame) -> String> Reader<W> {
    pub(crate) fn new(write: W, keys: String) -> Self {
        Reader { write, keys, scroll: Scroll::default() }
    }
}

/// A paragraph with a list below it, for a window.
pub(crate) fn bulleted(frame: &Frame, text: &str, items: &[String]) -> String {
    let mut lines = frame.wrap(Style::PLAIN, "", text);
    lines.push(String::new());
    lines.extend(items.iter().flat_map(|item| frame.wrap(Style::PLAIN, "- ", item)));
    lines.join("\n")
}

impl<W: Fn(&Frame) -> String> View for Reader<W> {
    type Act = ();

    fn draw(&mut self, frame: &Frame) -> Vec<String> {
        let text = (self.write)(frame);
        // A command stays on one line so that it can be copied, but not beyond the window.
        let lines = text.lines().flat_map(|line| match display_width(line) < frame.columns {
            true => vec![line.to_owned()],
            false => frame.wrap(Style::PLAIN, "", line),
        });
        let lines: Vec<String> = lines.collect();
        self.scroll.draw(frame, &lines, &self.keys)
    }

    fn on(&mut self, key: Key) -> Option<()> {
        let leaves = matches!(key, Key::Enter | Key::Esc | Key::Left | Key::Char('q'));
        (!self.scroll.moves(key) && leaves).then_some(())
    }

    fn pasted(&mut self) {}

    fn chosen_already(&mut self) {}
}
