//! The quiz in a real pseudo-terminal, as a person sees it.
//!
//! Nothing here sleeps: a test waits until the screen shows what it expects, and
//! sends a key only when the command reads keys.

#![cfg(unix)]

mod layout;
mod leaving;
mod plain;
mod quiz;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{ChildKiller, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use tempfile::TempDir;

const COMMAND: &str = env!("CARGO_BIN_EXE_salesmodel");

const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const CTRL_C: &str = "\x03";

/// Stands before the active item.
const MARKER: &str = "\u{276f} ";

/// How long a test waits for one thing before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often to look at what changes without the command writing anything.
const GLANCE: Duration = Duration::from_millis(2);

/// A window with the command in it.
struct Terminal {
    master: Box<dyn MasterPty + Send>,
    /// Kept until the command has ended: without it the settings of the terminal
    /// could not be read any more.
    slave: Box<dyn SlavePty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Arc<Output>,
    pid: u32,
    killer: Box<dyn ChildKiller + Send + Sync>,
    /// The settings of the terminal before the command started.
    settings: String,
}

/// What comes out of the window, gathered by two threads.
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

/// What the command left behind.
struct End {
    code: u32,
    text: String,
    bytes: Vec<u8>,
    screen: vt100::Screen,
    /// Whether the terminal has the settings from before.
    restored: bool,
}

impl Terminal {
    /// The command in a window of 24 lines and 80 columns.
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
                parser: vt100::Parser::new(rows, columns, 0),
                bytes: Vec::new(),
                code: None,
                closed: false,
            }),
            changed: Condvar::new(),
        });
        let terminal = Terminal {
            keyboard: pair.master.take_writer().expect("it is taken once"),
            output: Arc::clone(&output),
            pid: child.process_id().expect("it runs"),
            killer: child.clone_killer(),
            settings,
            slave: pair.slave,
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
            // No exit code is this large: a signal ended it.
            let code = if status.signal().is_some() { u32::MAX } else { status.exit_code() };
            output.change(|seen| seen.code = Some(code));
        });
        terminal
    }

    /// Waits for what the test wants to see.
    fn wait<T>(&self, what: &str, found: impl Fn(&Seen) -> Option<T>) -> T {
        let started = Instant::now();
        let mut seen = self.output.seen.lock().expect("no thread failed");
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

    /// Waits until the command reads keys. Before that, the terminal itself would
    /// echo a key, and turn Ctrl-C into a signal.
    fn wait_until_it_reads(&self) {
        self.wait("the command to read keys", |_| {
            (settings(self.master.as_ref()) != self.settings && asleep(self.pid)).then_some(())
        });
    }

    /// Waits for a picture of the quiz by how its title begins.
    fn at(&mut self, title: &str) -> &mut Self {
        self.picture(title, |_| true);
        self
    }

    /// Waits for a whole picture of the quiz, from its title to the keys in the
    /// last line, with an active item that the test wants.
    fn picture(&self, title: &str, wanted: impl Fn(&str) -> bool) -> String {
        self.wait_for(&format!("the picture {title:?}"), |text| {
            text.starts_with(title)
                && text.contains("Esc goes")
                && marked(text).is_some_and(|label| wanted(&label))
        })
    }

    /// Sends a key.
    fn key(&mut self, key: &str) -> &mut Self {
        self.wait_until_it_reads();
        self.type_in(key)
    }

    /// Sends characters to a command that reads lines.
    fn type_in(&mut self, characters: &str) -> &mut Self {
        self.keyboard.write_all(characters.as_bytes()).expect("the terminal takes keys");
        self
    }

    /// Moves the marker by a key and gives the label on which it comes to stand.
    fn step(&mut self, key: &str) -> String {
        let label = |text: &str| marked(text).expect("an item is active");
        let before = label(&self.wait_for("a marker", |text| marked(text).is_some()));
        let moved = |text: &str| marked(text).is_some_and(|label| label != before);
        self.key(key);
        label(&self.wait_for("the marker to move", moved))
    }

    /// Moves to an item and chooses it.
    fn pick(&mut self, label: &str) -> &mut Self {
        let active = |text: &str| marked(text).is_some_and(|active| active == label);
        if !active(&self.wait_for("a marker", |text| marked(text).is_some())) {
            while self.step(DOWN) != label {}
        }
        self.key(ENTER)
    }

    /// Answers the four questions and stays at the review.
    fn answer(&mut self, labels: [&str; 4]) -> &mut Self {
        for (place, label) in labels.into_iter().enumerate() {
            self.at(&format!("{} of 4", place + 1)).pick(label);
        }
        self.at("Your answers")
    }

    fn resize(&mut self, rows: u16, columns: u16) {
        self.output.change(|seen| seen.parser.screen_mut().set_size(rows, columns));
        self.master.resize(size(rows, columns)).expect("the window takes a size");
    }

    /// Waits for the end of the command.
    fn finish(self) -> End {
        let code = self.wait("the command to end", |seen| seen.code);
        let restored = settings(self.master.as_ref()) == self.settings;
        // The last one to hold the terminal open: now the reader comes to an end.
        let Terminal { master, slave, keyboard, output, .. } = self.parts();
        drop(slave);
        todo!()
    }
}
