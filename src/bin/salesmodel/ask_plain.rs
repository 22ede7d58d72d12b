//! The quiz by lines: no escape sequences, answers from standard input. For screen
//! readers, simple terminals and pipes.

mod heard;
mod lines;

use salesmodel::answers::{Answers, Reading, Reply};
use salesmodel::interview::{Event, Interview, Step};
use salesmodel::questionnaire::{Question, Questionnaire, Unit};
use salesmodel::words::Words;

use crate::ask::{Beside, ItemMarks, Leaving, shown, unsettled_facts, unsettled_text};
use crate::failure::Failure;
use heard::Heard;
pub(crate) use lines::LineQuiz;

/// A quiz that a program answers ends after this many lines more than the questions need.
const SPARE: usize = 20;

impl LineQuiz {
    /// Asks until the answers are accepted; `None` if the person leaves although the
    /// answers name no model. `why` says why an accepted quiz was opened again.
    ///
    /// # Errors
    ///
    /// The person leaves, the input ends before the last answer, or it goes on
    /// without answering.
    pub(crate) fn ask<'q>(
        &mut self,
        reading: &Reading<'q>,
        interview: &mut Interview<'q>,
        beside: &Beside,
        why: Option<&str>,
    ) -> anyhow::Result<Option<Answers<'q>>> {
        let words = interview.questionnaire().words();
        if let Some(why) = why.filter(|_| !matches!(interview.step(), Step::Unsettled { .. })) {
            self.say("", &format!("\n{why}"))?;
        }
        let mut repeated = false;
        let mut intro = Some(&beside.intro);
        loop {
            self.refuse_circles(interview.questionnaire())?;
            let step = interview.step();
            match step {
                Step::Done(answers) => return Ok(Some(answers)),
                Step::GaveUp => return Ok(None),
                Step::Left => return Err(Failure::cancelled().into()),
                _ => {}
            }
            // A person who gave a wrong answer has just read the question.
            if !repeated {
                if let Step::Ask { place: Some((1, _)), .. } = step {
                    intro.take().map_or(Ok(()), |intro| self.introduce(intro))?;
                }
                self.show(words, &step, beside)?;
            }
            let heard = match (self.hear(words, &prompt(words, &step))?, &step) {
                (Some(line), step) => heard::heard(words, reading, step, &line),
                // Every question has its answer: there is nothing to wait for.
                (None, Step::Review(_)) => Heard::Event(Event::Accept),
                (None, Step::Unsettled { .. }) => Heard::Event(Event::Leave),
                (None, step) => return Err(self.ended_early(words, interview, step).into()),
            };
            repeated = false;
            match heard {
                Heard::Event(event) => interview.on(event),
                Heard::Quit => return Err(Failure::cancelled().into()),
                Heard::Wrong(message) if self.is_patient() => {
                    repeated = true;
                    self.say("", &message)?;
                }
                // Asking again would take the next answer for this one.
                Heard::Wrong(message) => return Err(self.wrong_line(words, message).into()),
            }
        }
    }

    /// Going through the questions four times is more than any script needs, and
    /// a program that repeats itself gets no further.
    fn refuse_circles(&self, questionnaire: &Questionnaire) -> anyhow::Result<()> {
        let most = SPARE + 4 * questionnaire.questions().len();
        if !self.is_patient() && self.read() > most {
            let words = questionnaire.words();
            return Err(refused(words, words.text("plain-circles")).into());
        }
        Ok(())
    }

    fn introduce(&self, intro: &[String]) -> anyhow::Result<()> {
        self.say("", "")?;
        intro.iter().try_for_each(|paragraph| self.say("", paragraph))
    }

    fn show(&self, words: &Words, step: &Step<'_>, beside: &Beside) -> anyhow::Result<()> {
        match step {
            Step::Ask { question, place, reply } => {
                self.question(words, question, *place, reply.as_ref())?;
                beside.measured(question).map_or(Ok(()), |measured| self.say("", measured))
            }
            Step::Review(answers) => {
                self.say("", &format!("\n{}", words.text("plain-review")))?;
                for (place, reply) in answers.replies().iter().enumerate() {
                    let (name, answer) = (reply.question().name(), shown(words, reply));
                    self.say(&format!("  {}. ", place + 1), &format!("{name}: {answer}"))?;
                }
                Ok(())
            }
            Step::Unsettled { answers, question } => {
                self.say("", &format!("\n{}", unsettled_text(words, answers)))?;
                for fact in unsettled_facts(words, answers, question) {
                    self.say("  ", &fact)?;
                }
                for (place, way) in Leaving::ALL.iter().enumerate() {
                    self.say(&format!("  {}. ", place + 1), &way.label(words, question))?;
                }
                Ok(())
            }
            _ => self.say("", ""),
        }
    }

    fn question(
        &self,
        words: &Words,
        question: &Question,
        place: Option<(usize, usize)>,
        reply: Option<&Reply<'_>>,
    ) -> anyhow::Result<()> {
        let text = match place {
            Some((place, count)) => {
                let text = question.text.as_str().into();
                let values = [("place", place.into()), ("count", count.into()), ("text", text)];
                words.say("plain-question", values)
            }
            None => question.text.clone(),
        };
        self.say("", &format!("\n{text}"))?;
        if let Some(help) = &question.help {
            self.say("", help)?;
        }
        let marks = ItemMarks::of_question(question);
        let mark = |place: usize| match (marks, marks.mark(place)) {
            (_, Some(mark)) => format!("  {mark}. "),
            (ItemMarks::Digits, None) => format!("  {}. ", place + 1),
            (ItemMarks::Letters, None) => "  - ".to_owned(),
        };
        for (place, option) in question.options.iter().enumerate() {
            let help = option.help.as_ref().map_or(String::new(), |help| format!(". {help}"));
            self.say(&mark(place), &format!("{}{help}", option.label))?;
        }
        self.say(&mark(question.options.len()), &words.text("not-sure"))?;
        if let (Some(unit), Some(number)) = (question.unit, &question.number) {
            let values = [("example", unit.example().into()), ("number", number.into())];
            self.say("  ", &words.say("plain-number", values))?;
        }
        if let Some(reply) = reply {
            let answer = shown(words, reply);
            self.say("", &words.say("plain-so-far", [("answer", answer.into())]))?;
        }
        Ok(())
    }

    fn ended_early(&self, words: &Words, interview: &Interview<'_>, step: &Step<'_>) -> Failure {
        let question = match step {
            Step::Ask { question, .. } => question,
            _ => &interview.questionnaire().questions()[0],
        };
        let message = words.say("plain-ended", [("question", question.name().into())]);
        refused(words, message).with_hint(words.text("plain-ended-hint"))
    }
}

/// The failure that ends the quiz, in its language.
fn refused(words: &Words, message: String) -> Failure {
    Failure::usage(message).with_label(words.text("plain-error"))
}

/// The prompt of a step.
fn prompt(words: &Words, step: &Step<'_>) -> String {
    match step {
        Step::Ask { question, .. } => {
            let takes = match (question.unit, ItemMarks::of_question(question)) {
                (None, _) => "none",
                (Some(_), ItemMarks::Digits) => "signed",
                (Some(_), ItemMarks::Letters) => "bare",
            };
            let example = question.unit.map_or(String::new(), Unit::example);
            let values = [("takes", takes.into()), ("example", example.into())];
            words.say("plain-prompt", values)
        }
        Step::Review(_) => words.text("plain-review-prompt"),
        Step::Unsettled { .. } => words.text("plain-unsettled-prompt"),
        _ => words.text("plain-leave"),
    }
}
