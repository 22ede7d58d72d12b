//! What the screen shows, whatever it is: the pages of the quiz and the texts to read.

use super::frame::Frame;
use super::keys::Key;

/// What is drawn, and what keys do to it.
pub(crate) trait View {
    /// What a key can settle.
    type Act;

    /// The lines of the picture.
    fn draw(&mut self, frame: &Frame) -> Vec<String>;

    /// Does what a key does.
    fn on(&mut self, key: Key) -> Option<Self::Act>;

    /// Says that what was pasted is not an answer.
    fn pasted(&mut self);

    /// Says that Enter chooses nothing here, because a digit had chosen before.
    fn chosen_already(&mut self);
}
