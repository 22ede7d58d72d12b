//! The screen of the quiz: one loop over what the terminal sends, which draws the
//! picture anew after everything that may have changed it.
//!
//! It draws on the alternate screen, line by line, each at its own position, with the
//! breaking of lines by the terminal switched off: nothing of an earlier picture
//! can be left, whatever the window did meanwhile.

use std::io;
use std::time::{Duration, Instant};

use anyhow::Context;
use console::Term;
use crossterm::{cursor, event, terminal};
use salesmodel::render::{Charset, Styles};

use super::frame::Frame;
use super::keys::{Input, Key, Keyboard};
use super::late_enter::LateEnter;
use super::view::View;
use crate::alternate::{ansi, entered, left};
use crate::failure::Failure;
use crate::interrupt::{Request, Signals};
use crate::settings::Settings;

/// How often to look for signals while nobody presses a key.
const GLANCE: Duration = Duration::from_millis(50);

/// The most events that are taken for one: as many as a terminal holds back, and more.
const AT_ONCE: usize = 100_000;

/// The screen; dropping it gives the terminal back as it was.
pub(crate) struct Screen {
    term: Term,
    charset: Charset,
    styles: Styles,
    keyboard: Keyboard,
    late_enter: LateEnter,
    signals: Signals,
}

impl Screen {
    /// A screen that is not shown yet.
    pub(crate) fn new(settings: &Settings, signals: Signals) -> Self {
        Screen {
            term: Term::buffered_stderr(),
            charset: settings.look.charset,
            styles: settings.error_styles,
            keyboard: Keyboard::default(),
            late_enter: LateEnter::default(),
            signals,
        }
    }

    /// The signals that the screen looks for.
    pub(crate) fn signals(&self) -> &Signals {
        &self.signals
    }

    /// What the window can show at this moment.
    pub(crate) fn frame(&self) -> Frame {
        let (rows, columns) = self.term.size();
        let (rows, columns) = (usize::from(rows), usize::from(columns));
        Frame { rows, columns, charset: self.charset, styles: self.styles }
    }

    /// Shows a view until a key settles something.
    ///
    /// # Errors
    ///
    /// The person leaves, or the terminal does.
    pub(crate) fn show<V: View>(&mut self, view: &mut V) -> anyhow::Result<V::Act> {
        self.take()?;
        loop {
            self.draw(&view.draw(&self.frame()))?;
            let input = self.next()?;
            if let Some(act) = self.late_enter.heed(view, input) {
                return Ok(act);
            }
        }
    }

    /// Gives the screen back as it was before the quiz, until something is shown again.
    pub(crate) fn give_back(&mut self) {
        if self.signals.give_screen_back() {
            self.late_enter.forget();
            // A terminal that is gone needs nothing back.
            let _ = self.write(&left());
            let _ = terminal::disable_raw_mode();
            self.signals.gave_screen_back();
        }
    }

    fn take(&mut self) -> anyhow::Result<()> {
        if !self.signals.take_screen()? {
            return Ok(());
        }
        self.enter()
    }

    /// Puts the terminal into the state that the screen needs, whatever it was in.
    fn enter(&self) -> anyhow::Result<()> {
        let raw = terminal::disable_raw_mode().and_then(|()| terminal::enable_raw_mode());
        raw.context("cannot use the terminal")?;
        self.write(&entered()).context("cannot use the terminal")
    }

    fn draw(&self, lines: &[String]) -> anyhow::Result<()> {
        let mut picture = String::new();
        for (row, line) in (0..).zip(lines) {
            ansi(&mut picture, cursor::MoveTo(0, row));
            picture.push_str(line);
            ansi(&mut picture, terminal::Clear(terminal::ClearType::UntilNewLine));
        }
        if lines.len() < self.frame().rows {
            ansi(&mut picture, cursor::MoveTo(0, u16::try_from(lines.len()).unwrap_or(u16::MAX)));
            ansi(&mut picture, terminal::Clear(terminal::ClearType::FromCursorDown));
        }
        self.write(&picture).context("cannot use the terminal")
    }

    /// Waits for what comes next, from the terminal or as a signal.
    fn next(&mut self) -> anyhow::Result<Input> {
        loop {
            match self.signals.next() {
                Some(Request::End) => return Err(Failure::cancelled().into()),
                Some(Request::Suspend) => {
                    self.give_back();
                    self.signals.stop();
                    self.take()?;
                    return Ok(Input::Redraw);
                }
                // After a SIGSTOP another program may have used the terminal.
                Some(Request::Continue) => {
                    self.late_enter.forget();
                    self.enter()?;
                    return Ok(Input::Redraw);
                }
                None => {}
            }
            let now = Instant::now();
            match self.keyboard.next(now) {
                Some(Input::Key(Key::Interrupt)) => return Err(Failure::cancelled().into()),
                Some(Input::Key(Key::Suspend)) => {
                    self.signals.suspend_all();
                    continue;
                }
                Some(input) => return Ok(input),
                None => {}
            }
            // A wait of no time at all would not look at the terminal.
            let wait = self.keyboard.wait(now).unwrap_or(GLANCE).min(GLANCE);
            match heard(wait.max(Duration::from_millis(1))) {
                Ok(events) => self.keyboard.take_all(&events, Instant::now()),
                // A signal that ends the program may have taken the terminal along.
                Err(_) if self.signals.ended() => return Err(Failure::cancelled().into()),
                Err(error) => return Err(error).context("cannot read from the terminal"),
            }
        }
    }

    fn write(&self, text: &str) -> io::Result<()> {
        self.term.write_str(text)?;
        self.term.flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// Waits this long for an event, and takes all others that are there by then.
fn heard(wait: Duration) -> io::Result<Vec<event::Event>> {
    let mut events = Vec::new();
    let mut wait = wait;
    while events.len() < AT_ONCE && event::poll(wait)? {
        events.push(event::read()?);
        wait = Duration::from_millis(1);
    }
    Ok(events)
}
