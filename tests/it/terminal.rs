//! The quiz in a real pseudo-terminal, as a person sees it.
//!
//! Nothing here sleeps: a test waits until the screen shows what it expects, then
//! until the command has drawn everything and reads keys, and sends the next key.

#![cfg(unix)]

mod completion;
mod ending;
mod hardship;
mod keys;
mod layout;
mod leaving;
mod notes;
mod plain;
mod quiz;
mod steering;
mod suspension;
mod wrote;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{ChildKiller, CommandBuilder, MasterPty, PtySize, native_pty_system};

const COMMAND: &str = env!("CARGO_BIN_EXE_salesmodel");

const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const CTRL_C: &str = "\x03";

/// A byte that the command never writes.
const BELL: u8 = 7;

/// The mark before the active item.
const MARKER: &str = "\u{276f} ";

/// How long a test waits for one thing before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often to look at things that change without the command writing anything.
const GLANCE: Duration = Duration::from_millis(2);

/// A window with the command in it.
struct Terminal {
    master: Box<dyn MasterPty + Send>,
    /// The command's end of the terminal. While it is open, the settings can be read, even
    /// after the command has ended.
    device: Option<File>,
    keyboard: Box<dyn Write + Send>,
    output: Arc<Output>,
    pid: u32,
    killer: Box<dyn ChildKiller + Send + Sync>,
    /// The settings of the terminal before the command started.
    settings: String,
}

/// The output in the window, gathered by two threads.
struct Output {
    seen: Mutex<Seen>,
    changed: Condvar,
}

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    code: Option<u32>,
    closed: bool,
}

/// What is left when the command has ended.
struct End {
    code: u32,
    text: String,
    bytes: Vec<u8>,
    screen: vt100::Screen,
    /// Whether the terminal has its earlier settings again.
    restored: bool,
}

impl Terminal {
    /// Opens the command in a window of 24 lines and 80 columns.
    fn open(args: &[&str]) -> Self {
        Terminal::sized(24, 80, args)
    }

    fn sized(rows: u16, columns: u16, args: &[&str]) -> Self {
        let mut command = command(COMMAND);
        command.args(args);
        Terminal::run(rows, columns, command)
    }

    fn run(rows: u16, columns: u16, command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(size(rows, columns)).expect("there is a terminal");
        let settings = settings(pair.master.as_ref());
        let mut child = pair.slave.spawn_command(command).expect("the command starts");
        let output = Arc::new(Output {
            seen: Mutex::new(Seen {
                parser: vt100::Parser::new(cells(rows), cells(columns), 0),
                bytes: Vec::new(),
                code: None,
                closed: false,
            }),
            changed: Condvar::new(),
        });
        // Opened after the command, whose controlling terminal it must become.
        let device = pair.master.tty_name().expect("it has a name");
        let device = File::options().write(true).open(device).expect("it can be opened");
        let terminal = Terminal {
            keyboard: pair.master.take_writer().expect("it is taken once"),
            output: Arc::clone(&output),
            pid: child.process_id().expect("it runs"),
            killer: child.clone_killer(),
            settings,
            device: Some(device),
            master: pair.master,
        };
        let mut reader = terminal.master.try_clone_reader().expect("it can be read");
        let read_output = Arc::clone(&output);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                read_output.change(|seen| {
                    seen.parser.process(&buffer[..count]);
                    seen.bytes.extend_from_slice(&buffer[..count]);
                });
            }
            read_output.change(|seen| seen.closed = true);
        });
        thread::spawn(move || {
            let status = child.wait().expect("it can be waited for");
            // No exit code is this large; it means that a signal ended the command.
            let code = if status.signal().is_some() { u32::MAX } else { status.exit_code() };
            output.change(|seen| seen.code = Some(code));
        });
        terminal
    }

    /// Waits for what the test wants to see.
    fn wait<T>(&self, what: &str, found: impl Fn(&Seen) -> Option<T>) -> T {
        let started = Instant::now();
        let mut seen = self.output.seen();
        loop {
            if let Some(found) = found(&seen) {
                return found;
            }
            if started.elapsed() > PATIENCE {
                let screen = text(seen.parser.screen());
                drop(seen);
                panic!("waited in vain for {what}; this is the screen:\n{screen}");
            }
            let changed = self.output.changed.wait_timeout(seen, GLANCE);
            seen = changed.expect("no thread failed").0;
        }
    }

    /// Waits until the screen is as the test wants it, and gives its text.
    fn wait_for(&self, what: &str, found: impl Fn(&str) -> bool) -> String {
        self.wait(what, |seen| Some(text(seen.parser.screen())).filter(|text| found(text)))
    }

    /// Waits until the command has drawn everything and reads keys, and gives the text of
    /// the screen. Before that, the terminal itself would echo a key and turn Ctrl-C into a
    /// signal, and the command would notice a signal only with the next key.
    fn settled(&self) -> String {
        self.wait("the command to read keys", |_| {
            (settings(self.master.as_ref()) != self.settings && asleep(self.pid)).then_some(())
        });
        // A bell after everything that was drawn shows that all of it was read.
        let bells = |seen: &Seen| seen.bytes.iter().filter(|byte| **byte == BELL).count();
        let before = self.wait("the bells", |seen| Some(bells(seen)));
        let mut device = self.device.as_ref().expect("it is open until the end");
        device.write_all(&[BELL]).expect("the terminal takes a bell");
        self.wait("a bell", |seen| (bells(seen) > before).then(|| text(seen.parser.screen())))
    }

    /// Waits for a picture of the quiz, by the beginning of its title.
    fn at(&mut self, title: &str) -> &mut Self {
        self.picture(title, |_| true);
        self
    }

    /// Waits for a picture of the quiz, by the beginning of its title and with the active
    /// item that the test wants, and gives all of its text.
    fn picture(&self, title: &str, wanted: impl Fn(&str) -> bool) -> String {
        let later = format!("\n{title}");
        let found = |text: &str| {
            (text.starts_with(title) || text.contains(&later))
                && marked(text).is_some_and(|label| wanted(&label))
        };
        self.wait_for(&format!("the picture {title:?}"), found);
        let text = self.settled();
        assert!(found(&text), "the picture {title:?} did not stay on the screen:\n{text}");
        text
    }

    /// Sends a key.
    fn key(&mut self, key: &str) -> &mut Self {
        self.settled();
        self.type_in(key)
    }

    /// Sends characters to a command that reads lines.
    fn type_in(&mut self, characters: &str) -> &mut Self {
        self.keyboard.write_all(characters.as_bytes()).expect("the terminal takes keys");
        self
    }

    /// Moves the marker by a key, and gives the label where it is then.
    fn step(&mut self, key: &str) -> String {
        let before = self.active();
        self.key(key);
        self.wait_for("the marker to move", |text| {
            marked(text).is_some_and(|label| label != before)
        });
        self.active()
    }

    /// The label of the active item.
    fn active(&self) -> String {
        let text = self.settled();
        marked(&text).unwrap_or_else(|| panic!("no item is active:\n{text}"))
    }

    /// Moves to an item and chooses it.
    fn pick(&mut self, label: &str) -> &mut Self {
        let first = self.active();
        let mut active = first.clone();
        // A first Enter would belong to the digit that led here.
        if active == label {
            self.step(DOWN);
            active = self.step(UP);
        }
        while active != label {
            active = self.step(DOWN);
            assert_ne!(active, first, "there is no item {label:?}");
        }
        self.key(ENTER)
    }

    /// Accepts the marked item on a page that a digit led to: the first Enter belongs to
    /// the digit.
    fn accept(&mut self) -> &mut Self {
        self.key(ENTER);
        let what = "why that Enter does nothing";
        self.wait_for(what, |text| text.contains("was your answer"));
        self.key(ENTER)
    }

    /// Answers the four questions, and stays at the review.
    fn answer(&mut self, labels: [&str; 4]) -> &mut Self {
        for (place, label) in labels.into_iter().enumerate() {
            self.at(&format!("{} of 4", place + 1)).pick(label);
        }
        self.at("Your answers")
    }

    fn resize(&mut self, rows: u16, columns: u16) {
        self.output.change(|seen| seen.parser.screen_mut().set_size(cells(rows), cells(columns)));
        self.master.resize(size(rows, columns)).expect("the window takes a size");
    }

    /// Waits for the end of the command.
    fn finish(mut self) -> End {
        let code = self.wait("the command to end", |seen| seen.code);
        let restored = settings(self.master.as_ref()) == self.settings;
        // This was the last open handle of the terminal, so now the reader comes to an end.
        self.device = None;
        self.wait("the terminal to close", |seen| seen.closed.then_some(()));
        let seen = self.output.seen();
        let screen = seen.parser.screen().clone();
        End { code, text: text(&screen), bytes: seen.bytes.clone(), screen, restored }
    }
}

impl Drop for Terminal {
    /// Makes sure that a test that fails leaves no command running.
    fn drop(&mut self) {
        if self.output.seen().code.is_none() {
            let _ = self.killer.kill();
        }
    }
}

impl Output {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut self.seen());
        self.changed.notify_all();
    }
}

impl End {
    /// Checks that the command ended with this code and restored the terminal.
    fn assert_given_back(&self, code: u32) {
        assert_eq!(self.code, code, "the exit code, with this on the screen:\n{}", self.text);
        assert!(!self.screen.alternate_screen(), "it stays on the alternate screen");
        assert!(!self.screen.hide_cursor(), "the cursor is hidden");
        assert!(self.restored, "the terminal has other settings than before");
    }
}

/// A program with nothing of the environment that could change its output.
fn command(program: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C.UTF-8");
    command
}

fn size(rows: u16, columns: u16) -> PtySize {
    PtySize { rows, cols: columns, ..PtySize::default() }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a window has a size")
}

/// All settings of a terminal, including echo and line editing.
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a terminal has settings"))
}

/// Whether every thread of a process waits for something, if the system can tell.
fn asleep(pid: u32) -> bool {
    let Ok(threads) = fs::read_dir(format!("/proc/{pid}/task")) else {
        return true;
    };
    threads.flatten().all(|thread| {
        let stat = fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        stat.rsplit(") ").next().is_some_and(|state| state.starts_with('S'))
    })
}

/// The lines of a screen, without the empty ends of lines and of the screen.
fn text(screen: &vt100::Screen) -> String {
    let rows = screen.rows(0, screen.size().1.get());
    let lines: Vec<String> = rows.map(|row| row.trim_end().to_owned()).collect();
    lines.join("\n").trim_end().to_owned()
}

/// The label of the active item, as far as it is on the first line, without the
/// digit or letter that chooses it.
fn marked(text: &str) -> Option<String> {
    let item = text.lines().find_map(|line| line.strip_prefix(MARKER))?;
    let label = item.get(1..).and_then(|rest| rest.strip_prefix(". "));
    Some(label.unwrap_or(item).trim_start().to_owned())
}
