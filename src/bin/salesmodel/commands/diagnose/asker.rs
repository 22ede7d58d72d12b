//! How a person is asked: on the screen, or by lines.

use std::io::{self, Write};

use dialoguer::Input;
use salesmodel::answers::{Answers, Reading};
use salesmodel::interview::Interview;
use salesmodel::wording::harmless;
use salesmodel::words::Words;

use crate::ask::{self, Beside, Block, Esc, Frame, QuizPage, Reader, Screen};
use crate::ask_plain::LineQuiz;
use crate::failure::Failure;

/// What to type instead of a file name to write no file.
const NO_FILE: &str = "-";

/// Who asks.
pub(super) enum Asker {
    Screen(Box<Screen>),
    Lines(LineQuiz),
}

impl Asker {
    /// Asks until the answers are accepted; `None` if the person leaves although the
    /// answers name no model.
    pub(super) fn ask<'q>(
        &mut self,
        reading: &Reading<'q>,
        interview: &mut Interview<'q>,
        beside: &Beside,
        why: Option<&str>,
    ) -> anyhow::Result<Option<Answers<'q>>> {
        match self {
            Asker::Screen(screen) => screen.ask(interview, beside, why),
            Asker::Lines(lines) => lines.ask(reading, interview, beside, why),
        }
    }

    /// Gives the screen back as it was before the quiz.
    pub(super) fn give_back(&mut self) {
        if let Asker::Screen(screen) = self {
            screen.give_back();
        }
    }

    /// Shows a text and lets the person pick one of several ways, of which the last one
    /// is proposed; `None` if they went back.
    pub(super) fn pick(
        &mut self,
        words: &Words,
        head: &[Block],
        ways: &[String],
    ) -> anyhow::Result<Option<usize>> {
        match self {
            Asker::Screen(screen) => {
                let items = ways.iter().map(ask::item).collect();
                let page = QuizPage { head: head.to_vec(), items, ..QuizPage::default() };
                screen.pick(&ask::with_keys(words, page, Esc::GoesBack), ways.len() - 1)
            }
            Asker::Lines(lines) => {
                lines.say("", "")?;
                for block in head {
                    lines.say(block.indent, &block.text)?;
                }
                lines.pick(words, ways).map(Some)
            }
        }
    }

    /// Lets the person read a long text, written for a window of some size.
    pub(super) fn read(
        &mut self,
        words: &Words,
        write: impl Fn(Option<&Frame>) -> String,
    ) -> anyhow::Result<()> {
        match self {
            Asker::Screen(screen) => {
                let write = |frame: &Frame| write(Some(frame));
                screen.show(&mut Reader::new(write, words.text("reader-keys")))
            }
            Asker::Lines(lines) => lines.say("", write(None).trim_end()),
        }
    }

    /// Asks for the name of a file, and proposes one; `None` if nothing is to be written.
    pub(super) fn name(&mut self, words: &Words, proposed: &str) -> anyhow::Result<Option<String>> {
        let name = self.named(words, proposed)?;
        Ok(Some(name).filter(|name| name != NO_FILE))
    }

    fn named(&mut self, words: &Words, proposed: &str) -> anyhow::Result<String> {
        let prompt = words.text("file-name");
        match self {
            Asker::Screen(screen) => {
                screen.give_back();
                let input = Input::<String>::new().with_prompt(prompt).default(proposed.to_owned());
                match screen.signals().undisturbed(|| input.interact_text()) {
                    Ok(name) => Ok(name.trim().to_owned()),
                    Err(dialoguer::Error::IO(error))
                        if error.kind() == io::ErrorKind::Interrupted =>
                    {
                        Err(Failure::cancelled().into())
                    }
                    Err(error) => Err(error.into()),
                }
            }
            Asker::Lines(lines) => lines.name(words, &prompt, proposed),
        }
    }

    /// Says something on the screen as it was before the quiz, where it stays.
    pub(super) fn say(&mut self, text: &str) -> anyhow::Result<()> {
        match self {
            Asker::Screen(screen) => {
                screen.give_back();
                // Nothing can be done if standard error is closed.
                let _ = writeln!(io::stderr(), "{}", harmless(text));
                Ok(())
            }
            Asker::Lines(lines) => lines.say("", text),
        }
    }

    /// Shows a text on the screen as it was before the quiz, in no more lines than
    /// the window has.
    pub(super) fn leave_behind(&mut self, head: &[Block]) -> anyhow::Result<()> {
        match self {
            Asker::Screen(screen) => {
                screen.give_back();
                let mut frame = screen.frame();
                // A line for the shell, which comes next.
                frame.rows = frame.rows.saturating_sub(1).max(1);
                for line in ask::head_alone(head, &frame) {
                    let _ = writeln!(io::stderr(), "{line}");
                }
                Ok(())
            }
            // In the quiz by lines, the text was the last thing that was said.
            Asker::Lines(_) => Ok(()),
        }
    }
}
