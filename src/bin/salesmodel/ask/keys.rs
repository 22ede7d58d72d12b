//! What the terminal sends, as the keys of the quiz.
//!
//! On a slow line an arrow key can arrive in two parts, of which the first one
//! alone is Esc. So Esc waits a moment for the rest; any other key ends the wait.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// How long Esc waits for the rest of an arrow key: longer than the parts of a
/// packet are apart, and short enough for somebody who wants to go back.
const WAIT: Duration = Duration::from_millis(300);

/// The longest sequence after Esc of any key that is read.
const LONGEST: usize = 8;

/// More letters and Enters at once than anybody types are pasted text, even if the
/// terminal does not say so.
const TYPED: usize = 20;

/// A key that means something somewhere in the quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Up,
    Down,
    Left,
    Home,
    End,
    PageUp,
    PageDown,
    Enter,
    Esc,
    Backspace,
    Char(char),
    /// Ctrl-C, which a terminal in raw mode sends as a key.
    Interrupt,
    /// Ctrl-Z, likewise.
    Suspend,
}

/// What came from the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Key(Key),
    /// A text was pasted.
    Paste,
    /// The picture must be drawn anew.
    Redraw,
}

/// Puts events together into the keys that they mean.
#[derive(Debug, Default)]
pub(super) struct Keyboard {
    /// What came after an Esc that may be the first part of a key, and when.
    begun: Option<(String, Instant)>,
    /// When the last piece came of a paste whose beginning came in two parts.
    pasting: Option<Instant>,
    ready: VecDeque<Input>,
}

impl Keyboard {
    /// Takes in what came from the terminal at once.
    pub(super) fn take_all(&mut self, events: &[Event], now: Instant) {
        let is_text = |event: &&Event| {
            let Event::Key(key) = event else { return false };
            matches!(pressed(key), Some(Key::Char(_) | Key::Enter))
        };
        if events.iter().filter(is_text).count() <= TYPED {
            events.iter().for_each(|event| self.take(event, now));
            return;
        }
        self.end_of_esc();
        let leaves = |event: &&Event| matches!(event, Event::Key(key) if pressed(key) == Some(Key::Interrupt));
        self.ready.push_back(Input::Paste);
        events.iter().filter(leaves).for_each(|event| self.take(event, now));
    }

    /// Takes in one thing that came from the terminal.
    fn take(&mut self, event: &Event, now: Instant) {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key, now),
            Event::Paste(_) => {
                self.end_of_esc();
                self.ready.push_back(Input::Paste);
            }
            Event::Resize(..) => self.ready.push_back(Input::Redraw),
            _ => {}
        }
    }

    /// The next input, if there is one by now.
    pub(super) fn next(&mut self, now: Instant) -> Option<Input> {
        let over = |since: Instant| now.saturating_duration_since(since) >= WAIT;
        if self.begun.as_ref().is_some_and(|(_, since)| over(*since)) {
            self.end_of_esc();
        }
        if self.pasting.is_some_and(over) {
            self.pasting = None;
        }
        self.ready.pop_front()
    }

    /// How long to wait for the terminal at most before asking for the next input.
    pub(super) fn wait(&self, now: Instant) -> Option<Duration> {
        let (_, since) = self.begun.as_ref()?;
        Some(WAIT.saturating_sub(now.saturating_duration_since(*since)))
    }

    fn key(&mut self, event: &KeyEvent, now: Instant) {
        if self.pasting.is_some() && event.code != KeyCode::Esc {
            self.pasting = Some(now);
            return;
        }
        if let Some((rest, _)) = &mut self.begun
            && let KeyCode::Char(c) = event.code
            && event.modifiers.difference(KeyModifiers::SHIFT).is_empty()
            && continues(rest, c)
        {
            rest.push(c);
            let rest = rest.clone();
            if !is_whole(&rest) && rest.len() < LONGEST {
                self.begun = Some((rest, now));
                return;
            }
            self.begun = None;
            match rest.as_str() {
                "[200~" => {
                    self.pasting = Some(now);
                    self.ready.push_back(Input::Paste);
                }
                rest => self.ready.extend(sequence(rest).map(Input::Key)),
            }
            return;
        }
        self.end_of_esc();
        match pressed(event) {
            Some(Key::Esc) => self.begun = Some((String::new(), now)),
            key => self.ready.extend(key.map(Input::Key)),
        }
    }

    /// No more of a key is to come: Esc was Esc.
    fn end_of_esc(&mut self) {
        if self.begun.take().is_some() {
            self.ready.push_back(Input::Key(Key::Esc));
        }
    }
}

/// Whether a character continues what came after an Esc.
fn continues(rest: &str, c: char) -> bool {
    match rest {
        "" => matches!(c, '[' | 'O'),
        _ => c.is_ascii_graphic(),
    }
}

/// Whether nothing more of a key is to come.
fn is_whole(rest: &str) -> bool {
    rest.len() > 1 && rest.ends_with(|c: char| c.is_ascii_alphabetic() || c == '~')
}

/// The key that a sequence after Esc means.
fn sequence(rest: &str) -> Option<Key> {
    Some(match rest {
        "[A" | "OA" => Key::Up,
        "[B" | "OB" => Key::Down,
        "[D" | "OD" => Key::Left,
        "[H" | "OH" | "[1~" | "[7~" => Key::Home,
        "[F" | "OF" | "[4~" | "[8~" => Key::End,
        "[5~" => Key::PageUp,
        "[6~" => Key::PageDown,
        _ => return None,
    })
}

/// The key that an event means by itself.
fn pressed(event: &KeyEvent) -> Option<Key> {
    let is_control = event.modifiers == KeyModifiers::CONTROL;
    Some(match event.code {
        KeyCode::Char('c') if is_control => Key::Interrupt,
        KeyCode::Char('z') if is_control => Key::Suspend,
        // What some terminals send for Enter.
        KeyCode::Char('j' | 'm') if is_control => Key::Enter,
        KeyCode::Char('h') if is_control => Key::Backspace,
        _ if event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => return None,
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Up | KeyCode::BackTab => Key::Up,
        KeyCode::Down | KeyCode::Tab => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Backspace | KeyCode::Delete => Key::Backspace,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(code: KeyCode) -> Event {
        Event::Key(KeyEvent::from(code))
    }

    /// What a keyboard makes of events that come at these milliseconds, once all
    /// waiting is over.
    fn played(events: &[(u64, Event)]) -> Vec<Input> {
        let start = Instant::now();
        let at = |time: u64| start + Duration::from_millis(time);
        let mut keyboard = Keyboard::default();
        let mut seen = Vec::new();
        for (time, event) in events {
            seen.extend(std::iter::from_fn(|| keyboard.next(at(*time))));
            keyboard.take(event, at(*time));
        }
        seen.extend(std::iter::from_fn(|| keyboard.next(at(1_000_000))));
        seen
    }

    fn typed(text: &str, apart: u64) -> Vec<(u64, Event)> {
        let code = |c| if c == '\x1b' { KeyCode::Esc } else { KeyCode::Char(c) };
        (0..).zip(text.chars()).map(|(i, c)| (i * apart, event(code(c)))).collect()
    }

    #[test]
    fn a_key_in_two_parts_is_one_key() {
        for (text, key) in [
            ("\x1b[A", Key::Up),
            ("\x1bOB", Key::Down),
            ("\x1b[D", Key::Left),
            ("\x1b[H", Key::Home),
            ("\x1b[4~", Key::End),
            ("\x1b[5~", Key::PageUp),
            ("\x1b[6~", Key::PageDown),
        ] {
            for apart in [0, 50, 250] {
                assert_eq!(played(&typed(text, apart)), [Input::Key(key)], "{text:?} {apart}");
            }
        }
    }

    #[test]
    fn esc_alone_is_esc() {
        assert_eq!(played(&typed("\x1b", 0)), [Input::Key(Key::Esc)]);
        let twice = [Input::Key(Key::Esc), Input::Key(Key::Esc)];
        assert_eq!(played(&typed("\x1b\x1b", 10)), twice);
        // What comes much later is a key of its own.
        let late = [(0, event(KeyCode::Esc)), (400, event(KeyCode::Char('[')))];
        assert_eq!(played(&late), [Input::Key(Key::Esc), Input::Key(Key::Char('['))]);
        // Another key ends the wait at once.
        let next = [(0, event(KeyCode::Esc)), (10, event(KeyCode::Enter))];
        assert_eq!(played(&next), [Input::Key(Key::Esc), Input::Key(Key::Enter)]);
    }

    #[test]
    fn an_unknown_sequence_means_nothing() {
        for text in ["\x1b[Z", "\x1b[1;5P", "\x1bOx", "\x1b[123456789"] {
            let keys = played(&typed(text, 1));
            assert!(!keys.contains(&Input::Key(Key::Esc)), "{text:?}: {keys:?}");
        }
    }

    /// A paste is not keys, whether its beginning comes whole or in two parts.
    #[test]
    fn pasted_text_is_no_keys() {
        assert_eq!(played(&[(0, Event::Paste("1\r2\r".to_owned()))]), [Input::Paste]);
        assert_eq!(played(&typed("\x1b[200~1234", 5)), [Input::Paste]);
        let mut later = typed("\x1b[200~12", 5);
        later.push((5_000, event(KeyCode::Enter)));
        assert_eq!(played(&later), [Input::Paste, Input::Key(Key::Enter)]);
    }

    /// Not every terminal says that a text was pasted.
    #[test]
    fn more_than_anybody_types_at_once_is_pasted() {
        let text = |count: usize| -> Vec<Event> {
            typed(&"1".repeat(count), 0).into_iter().map(|(_, event)| event).collect()
        };
        let seen = |events: &[Event]| -> Vec<Input> {
            let mut keyboard = Keyboard::default();
            keyboard.take_all(events, Instant::now());
            std::iter::from_fn(|| keyboard.next(Instant::now())).collect()
        };
        assert_eq!(seen(&text(20)).len(), 20);
        assert_eq!(seen(&text(21)), [Input::Paste]);
        // Repeated arrows are not text, and Ctrl-C after them is heard.
        assert_eq!(seen(&vec![event(KeyCode::Down); 100]).len(), 100);
        let control = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        let left = [text(21), vec![Event::Key(control)]].concat();
        assert_eq!(seen(&left), [Input::Paste, Input::Key(Key::Interrupt)]);
    }

    #[test]
    fn keys_with_control_are_their_own() {
        let control = |c| Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
        assert_eq!(played(&[(0, control('c'))]), [Input::Key(Key::Interrupt)]);
        assert_eq!(played(&[(0, control('z'))]), [Input::Key(Key::Suspend)]);
        assert_eq!(played(&[(0, control('a'))]), []);
        let alt = Event::Key(KeyEvent::new(KeyCode::Char('1'), KeyModifiers::ALT));
        assert_eq!(played(&[(0, alt)]), []);
        assert_eq!(played(&[(0, Event::Resize(1, 1))]), [Input::Redraw]);
    }
}
