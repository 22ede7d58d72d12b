//! What takes the alternate screen of a terminal, and gives it back.

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{Command, cursor};

/// What takes the screen, for pictures that are drawn line by line.
pub(crate) fn entered() -> String {
    let mut start = String::new();
    ansi(&mut start, EnterAlternateScreen);
    ansi(&mut start, EnableBracketedPaste);
    ansi(&mut start, DisableLineWrap);
    ansi(&mut start, cursor::Hide);
    start
}

/// What gives the screen back.
pub(crate) fn left() -> String {
    let mut end = String::new();
    ansi(&mut end, EnableLineWrap);
    ansi(&mut end, DisableBracketedPaste);
    ansi(&mut end, LeaveAlternateScreen);
    ansi(&mut end, cursor::Show);
    end
}

/// Adds what makes a terminal do something.
pub(crate) fn ansi(text: &mut String, command: impl Command) {
    command.write_ansi(text).expect("a text takes everything");
}
