//! A comparison of two diagnoses: as text, as a page for a wiki or a browser, and as JSON.
//!
//! ```
//! use salesmodel::answers::read;
//! use salesmodel::comparison::Comparison;
//! use salesmodel::diagnosis;
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::render::Look;
//! use salesmodel::render::comparison::{Compared, Side, write_text};
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let answers = |leads: &str| {
//!     let text = format!("leads: {leads}\nrevenue: little\nsellers: one\ncontacts: several\n");
//!     read(&questionnaire, "answers.yaml", &text)
//! };
//! let before = diagnosis::score(answers("outbound")?.draft.complete()?)?;
//! let after = diagnosis::score(answers("inbound")?.draft.complete()?)?;
//! let compared = Compared {
//!     comparison: Comparison::between(&before, &after),
//!     before: Side { name: "2025", company: None },
//!     after: Side { name: "2026", company: None },
//! };
//! let mut page = Vec::new();
//! write_text(&compared, &Look::default(), &mut page)?;
//! assert!(String::from_utf8(page)?.contains("Only in 2025"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod gap;
pub(crate) mod json;

use std::io::{self, Write};

use askama::Template;

use super::page::{Page, widest};
use super::{Charset, Look, Report, sentences};
use crate::answers::Reply;
use crate::comparison::{AnswerThen, Asked, AskedDifferently, Comparison, Moves};
use crate::date::Date;
use crate::diagnosis::Diagnosis;
use crate::questionnaire::{Model, Stage};
use crate::wording;
use crate::words::{Direction, Words};

pub use json::write_json;

/// A comparison with the names of what is compared.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'c, 'q> {
    /// The comparison.
    pub comparison: Comparison<'c, 'q>,
    /// What the first diagnosis is called, and about whom it is.
    pub before: Side<'c>,
    /// The same for the second.
    pub after: Side<'c>,
}

/// One of the two that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'c> {
    /// What people call it: a file, or a company where each has one of its own.
    pub name: &'c str,
    /// The company that it is about.
    pub company: Option<&'c str>,
}

impl<'q> Compared<'_, 'q> {
    fn words(&self) -> &'static Words {
        self.comparison.questionnaire().words()
    }

    /// Both, the first one first.
    fn sides(&self) -> [(&str, &Diagnosis<'q>); 2] {
        let comparison = &self.comparison;
        [(self.before.name, comparison.before()), (self.after.name, comparison.after())]
    }

    /// Which model leads in each, and whether how its deals start was assumed.
    fn verdicts(&self) -> [String; 2] {
        self.sides().map(|(name, diagnosis)| {
            // The verdict does not say when.
            let report = Report::new(diagnosis, Date::EPOCH).with_company(name);
            sentences::verdict_alone(&report)
        })
    }

    /// What is only in one of the two and what is in both, where there is any.
    fn rows<T>(&self, moves: &Moves<T>, name: impl Fn(&T) -> String) -> Vec<(String, String)> {
        let words = self.words();
        let only = |side: &str| words.say("only-in", [("name", side.into())]);
        let [(before, _), (after, _)] = self.sides();
        let rows = [
            (words.text("in-both"), &moves.stays),
            (only(before), &moves.goes),
            (only(after), &moves.comes),
        ];
        let joined = |members: &Vec<T>| members.iter().map(&name).collect::<Vec<_>>().join(", ");
        let rows = rows.into_iter().filter(|(_, members)| !members.is_empty());
        rows.map(|(label, members)| (label, joined(members))).collect()
    }

    fn mix(&self) -> Vec<(String, String)> {
        // A model that leaves the mix may lead now, which is not a loss.
        let leads = |model: &Model| {
            let mut sides = self.sides().into_iter();
            sides.find(|(_, diagnosis)| diagnosis.leader().model.index == model.index)
        };
        self.rows(&self.comparison.mix(), |model| match leads(model) {
            Some((name, _)) => {
                let values = [("model", model.name.as_str().into()), ("name", name.into())];
                self.words().say("leads-elsewhere", values)
            }
            None => model.name.clone(),
        })
    }

    /// Which answers count on neither side, if any.
    fn left_out(&self) -> Option<String> {
        let asked = self.comparison.asked_differently();
        let words = self.words();
        let questions = words.all_of(asked.iter().map(|asked| asked.question.name()));
        let values = [("count", asked.len().into()), ("questions", questions.into())];
        (!asked.is_empty()).then(|| words.say("scored-without", values))
    }

    /// The sentence for two results whose compared answers are all the same.
    fn same_answers(&self) -> String {
        let asked = self.comparison.asked_differently();
        self.words().text(if asked.is_empty() { "answers-same" } else { "answers-same-else" })
    }

    /// What both answer to a question that was asked differently, each with its name and
    /// the version that it answers.
    fn answers_then(&self, asked: &AskedDifferently<'_>) -> [(String, String); 2] {
        let words = self.words();
        [(self.before.name, &asked.before), (self.after.name, &asked.after)].map(|(name, asked)| {
            let version = asked.version.as_str();
            let of_version = [("name", name.into()), ("version", version.into())];
            (words.say("of-version", of_version), answer_then(words, asked))
        })
    }

    /// Every stage of either pipeline, in pipeline order.
    fn stages(&self) -> Vec<&'q Stage> {
        let of_one = |stage: &&Stage| {
            let sides = self.sides();
            sides.iter().any(|(_, diagnosis)| place(diagnosis, stage).is_some())
        };
        self.comparison.questionnaire().stages().iter().filter(of_one).collect()
    }

    /// Where a stage is in a pipeline, with its probability.
    fn cell(&self, diagnosis: &Diagnosis<'_>, stage: &Stage) -> String {
        match place(diagnosis, stage).map(|place| (place + 1, &diagnosis.pipeline[place])) {
            None => "\u{2013}".to_owned(),
            Some((number, stage)) => match stage.probability() {
                Some(percent) => format!("{number} ({percent}%)"),
                None => number.to_string(),
            },
        }
    }

    /// The stages that are in different phases, if there are any.
    fn other_phases(&self) -> Option<String> {
        let stages: Vec<&str> =
            self.comparison.other_phases().map(|(stage, _)| stage.stage.name.as_str()).collect();
        let stages = (!stages.is_empty()).then(|| stages.join(", "))?;
        Some(self.words().say("other-phases", [("stages", stages.into())]))
    }
}

/// An answer with the number that was given for it.
fn answer(words: &Words, reply: &Reply<'_>) -> String {
    let label = reply.label(words);
    match reply.figure(words) {
        Some(number) => format!("{} ({number})", wording::isolated(&label)),
        None => label,
    }
}

/// An answer in the meaning that its question had. One of an earlier version is shown
/// as it was saved: today's label may say something else.
fn answer_then(words: &Words, asked: &Asked<'_>) -> String {
    match &asked.answer {
        None => words.text("no-answer"),
        Some(AnswerThen::Now(reply)) => answer(words, reply),
        Some(AnswerThen::Earlier(earlier)) => earlier.shown(words),
    }
}

/// Writes the comparison as a text for people.
///
/// # Errors
///
/// Those of the writer.
pub fn write_text(compared: &Compared<'_, '_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let words = compared.words();
    let comparison = &compared.comparison;
    let mut page = Page::new(look);
    for verdict in compared.verdicts() {
        page.paragraph("", &verdict);
    }
    if let Some(left_out) = compared.left_out() {
        page.paragraph("", &left_out);
    }

    page.heading(&words.text("answers-differ"));
    if comparison.answers().next().is_none() {
        page.paragraph("  ", &compared.same_answers());
    }
    let names = compared.sides().map(|(name, _)| name);
    for (before, after) in comparison.answers() {
        page.paragraph("  ", before.question().name());
        for (name, reply) in names.into_iter().zip([before, after]) {
            page.row(widest(names) + 3, &format!("  {name}"), &answer(words, &reply));
        }
    }

    if !comparison.asked_differently().is_empty() {
        page.heading(&words.text("asked-differently"));
    }
    for asked in comparison.asked_differently() {
        page.paragraph("  ", asked.question.name());
        let answers = compared.answers_then(asked);
        let labels = widest(answers.iter().map(|(name, _)| name.as_str())) + 3;
        for (name, answer) in &answers {
            page.row(labels, &format!("  {name}"), answer);
        }
    }

    page.heading(&words.text("points"));
    let arrow = match page.look().charset {
        Charset::Ascii => "->",
        Charset::Unicode => "\u{2192}",
    };
    let models = widest(comparison.points().map(|points| points.model.name.as_str()));
    for points in comparison.points().filter(|points| points.before + points.after > 0) {
        let text = match points.difference() {
            0 => points.after.to_string(),
            more => format!("{} {arrow} {} ({more:+})", points.before, points.after),
        };
        page.row(models + 1, &points.model.name, &text);
    }

    let mix = compared.mix();
    let stages = compared.rows(&comparison.stages(), |stage| stage.name.clone());
    for (heading, rows) in [("mix", mix), ("stages-compared", stages)] {
        if rows.is_empty() {
            continue;
        }
        page.heading(&words.text(heading));
        let labels = widest(rows.iter().map(|(label, _)| label.as_str()));
        for (label, members) in &rows {
            page.row(labels + 1, label, members);
        }
    }
    if let Some(other_phases) = compared.other_phases() {
        page.paragraph("  ", &other_phases);
    }
    page.write(out)
}

/// Writes the comparison as a page in Markdown.
///
/// # Errors
///
/// Those of the writer.
pub fn write_markdown(compared: &Compared<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let page = MarkdownPage { compared, words: compared.words() };
    writeln!(out, "{}", page.render().map_err(io::Error::other)?)
}

/// Writes the comparison as a page for a browser, which makes no outside request.
///
/// # Errors
///
/// Those of the writer.
pub fn write_html(compared: &Compared<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let lang = compared.comparison.questionnaire().lang();
    let direction = Direction::for_language(lang);
    let page = HtmlPage { compared, words: compared.words(), lang, direction };
    writeln!(out, "{}", page.render().map_err(io::Error::other)?)
}

#[derive(Template)]
#[template(path = "comparison/page.md")]
struct MarkdownPage<'c, 'q> {
    compared: &'c Compared<'c, 'q>,
    words: &'static Words,
}

#[derive(Template)]
#[template(path = "comparison/page.html")]
struct HtmlPage<'c, 'q> {
    compared: &'c Compared<'c, 'q>,
    words: &'static Words,
    lang: &'c str,
    direction: Direction,
}

fn place(diagnosis: &Diagnosis<'_>, stage: &Stage) -> Option<usize> {
    diagnosis.pipeline.iter().position(|other| other.stage.index == stage.index)
}
