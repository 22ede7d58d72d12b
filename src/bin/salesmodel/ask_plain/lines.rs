//! Lines: those that are read, and those that are written.

use std::io::{self, BufRead, Read, Write};

use anyhow::Context;
use console::Term;
use salesmodel::render::Look;
use salesmodel::wording;
use salesmodel::words::Words;
use textwrap::{Options, WordSeparator};

use super::heard::numbered;
use super::refused;
use crate::failure::Failure;
use crate::settings::Settings;

/// The longest line that is read, in bytes; no answer is as long.
const LONGEST: u64 = 4096;

/// The quiz over the lines of standard input.
pub(crate) struct LineQuiz {
    /// Whether a person answers, who may be wrong as often as they like.
    patient: bool,
    /// Whether what is written goes to a terminal, which breaks lines anywhere.
    wraps: bool,
    /// How many lines were read.
    read: usize,
}

impl LineQuiz {
    pub(crate) fn new(settings: &Settings) -> Self {
        LineQuiz { patient: settings.stdin_terminal, wraps: settings.stderr_terminal, read: 0 }
    }

    /// Whether a person answers, and not a program.
    pub(super) fn is_patient(&self) -> bool {
        self.patient
    }

    /// How many lines were read.
    pub(super) fn read(&self) -> usize {
        self.read
    }

    /// Asks for the next line, which comes without the white space around it; `None` at
    /// the end of the input.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is longer than any answer, or is not text and no person can
    /// write another.
    pub(super) fn hear(&mut self, words: &Words, prompt: &str) -> anyhow::Result<Option<String>> {
        loop {
            self.prompt(prompt)?;
            let Some(bytes) = self.next(words)? else { return Ok(None) };
            match String::from_utf8(bytes) {
                Ok(line) => {
                    // An editor may have put it before the first answer.
                    let line =
                        if self.read == 1 { line.trim_start_matches('\u{feff}') } else { &line };
                    return Ok(Some(line.trim().to_owned()));
                }
                Err(_) if self.patient => self.say("", &words.text("plain-not-text"))?,
                Err(_) => return Err(self.wrong_line(words, words.text("plain-not-text")).into()),
            }
        }
    }

    /// The failure that ends the quiz at the line that was read last.
    pub(super) fn wrong_line(&self, words: &Words, message: String) -> Failure {
        let values = [("line", self.read.into()), ("message", message.into())];
        refused(words, words.say("plain-line", values))
    }

    /// The next line; `None` at the end.
    fn next(&mut self, words: &Words) -> anyhow::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let mut stdin = io::stdin().lock().take(LONGEST);
        stdin.read_until(b'\n', &mut bytes).context("cannot read standard input")?;
        if bytes.len() as u64 == LONGEST && bytes.last() != Some(&b'\n') {
            let message = words.say("plain-long", [("bytes", LONGEST.into())]);
            return Err(refused(words, message).into());
        }
        // A terminal shows the line feed that was typed; a pipe does not.
        if !self.patient || bytes.is_empty() {
            write("\n")?;
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        self.read += 1;
        Ok(Some(bytes))
    }

    /// Lets a person pick one of several ways by its number, or the last one by
    /// Enter alone.
    ///
    /// # Errors
    ///
    /// The person leaves, or nothing can be read.
    pub(crate) fn pick(&mut self, words: &Words, ways: &[String]) -> anyhow::Result<usize> {
        for (place, way) in ways.iter().enumerate() {
            self.say(&format!("  {}. ", place + 1), way)?;
        }
        let last = ways.len() - 1;
        loop {
            match self.hear(words, &words.text("plain-ways-prompt"))?.as_deref() {
                None | Some("" | "q" | "quit") => return Ok(last),
                Some(line) => match numbered(line).filter(|place| *place <= last) {
                    Some(place) => return Ok(place),
                    None => {
                        let values = [("last", (last + 1).into())];
                        self.say("", &words.say("plain-from-list", values))?;
                    }
                },
            }
        }
    }

    /// Asks for the name of a file; Enter alone takes the one that is proposed.
    ///
    /// # Errors
    ///
    /// Nothing can be read.
    pub(crate) fn name(
        &mut self,
        words: &Words,
        prompt: &str,
        proposed: &str,
    ) -> anyhow::Result<String> {
        let name = self.hear(words, &format!("{prompt} [{proposed}]:"))?;
        Ok(name.filter(|name| !name.is_empty()).unwrap_or(proposed.to_owned()))
    }

    /// Writes a paragraph after an indent.
    ///
    /// # Errors
    ///
    /// Standard error cannot be written.
    pub(crate) fn say(&self, indent: &str, text: &str) -> anyhow::Result<()> {
        for line in text.split('\n') {
            for line in self.wrapped(indent, line) {
                write(&format!("{}\n", line.trim_end()))?;
            }
        }
        Ok(())
    }

    /// Writes a prompt, and stays on its line.
    ///
    /// # Errors
    ///
    /// Standard error cannot be written.
    fn prompt(&self, text: &str) -> anyhow::Result<()> {
        write(&format!("{} ", self.wrapped("", text).join("\n")))
    }

    fn wrapped(&self, indent: &str, text: &str) -> Vec<String> {
        if !self.wraps {
            return vec![format!("{indent}{text}")];
        }
        let columns = usize::from(Term::stderr().size().1);
        let further = " ".repeat(indent.len());
        // The last column is for the cursor after a prompt.
        let options = Options::new(columns.saturating_sub(1).clamp(10, Look::WIDEST))
            .initial_indent(indent)
            .subsequent_indent(&further)
            .word_separator(WordSeparator::AsciiSpace);
        textwrap::wrap(text, options).into_iter().map(String::from).collect()
    }
}

fn write(text: &str) -> anyhow::Result<()> {
    let mut stderr = io::stderr();
    stderr
        .write_all(wording::harmless(text).as_bytes())
        .and_then(|()| stderr.flush())
        .context("cannot ask")
}
