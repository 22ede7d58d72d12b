//! The gap report: what several people answer beside what was measured, as text, as a
//! page for a wiki, and as one for a board.

use std::io::{self, Write};

use askama::Template;

use super::gap_json;
use crate::answers::{Reply, Trust};
use crate::comparison::gap::{Agreement, Belief, Gap, Lead, MeasuredAnswer, QuestionGap};
use crate::date::Date;
use crate::questionnaire::Question;
use crate::render::Look;
use crate::render::page::{Page, widest};
use crate::words::{Direction, Words};

/// A gap report with what is known beside it.
#[derive(Clone, Copy, Debug)]
pub struct GapReport<'g, 'q> {
    /// The answers beside each other.
    pub gap: &'g Gap<'q>,
    /// The company that they are about.
    pub company: Option<&'g str>,
    /// The day on which the report was made.
    pub date: Date,
}

/// What the report says, in the order of the page.
struct Content<'g> {
    lang: &'g str,
    subject: String,
    verdict: String,
    summary: String,
    /// What the measurement leaves of the leaders, where anything was measured.
    with_measured: Option<String>,
    no_vote: String,
    /// The questions in up to three groups, each with its heading.
    groups: Vec<(String, Vec<QuestionOfPage<'g>>)>,
    leads: Vec<LeadsOfPage>,
    answer: String,
    who: String,
    whose: String,
    model: String,
    mark: String,
    measured: String,
    source: String,
}

struct QuestionOfPage<'g> {
    name: &'g str,
    text: &'g str,
    meaning: String,
    rows: Vec<AnswerOfPage>,
    measured: Option<String>,
}

struct AnswerOfPage {
    label: String,
    who: String,
    /// Whether it is the one that was measured.
    is_measured: bool,
}

struct LeadsOfPage {
    heading: String,
    rows: Vec<(String, String)>,
    said: Option<String>,
}

impl<'g> Content<'g> {
    fn of(report: &GapReport<'g, '_>) -> Self {
        let gap = report.gap;
        let questionnaire = gap.questionnaire;
        let words = questionnaire.words();
        let first: Vec<String> =
            gap.first().map(|gap| format!("\"{}\"", gap.question.name())).collect();
        let summary = if first.is_empty() {
            words.text("gap-first-none")
        } else {
            words.say("gap-first", [("questions", words.all_of(&first).into())])
        };
        let source = [
            ("date", report.date.to_string().into()),
            ("id", questionnaire.id().as_str().into()),
            ("version", questionnaire.version().into()),
        ];
        Content {
            lang: questionnaire.lang(),
            subject: report.company.unwrap_or(questionnaire.title()).to_owned(),
            verdict: verdict(gap),
            summary,
            with_measured: with_measured(gap),
            no_vote: words.text("gap-no-vote"),
            groups: groups(gap),
            leads: leads(gap),
            answer: words.text("answer"),
            who: words.text("gap-who"),
            whose: words.text("gap-whose"),
            model: words.text("model"),
            mark: words.text("gap-measured-mark"),
            measured: words.text("gap-measured"),
            source: words.say("source", source),
        }
    }
}

fn verdict(gap: &Gap<'_>) -> String {
    let (leaders, model) = leading(&gap.leaders);
    let values =
        [("count", gap.people.len().into()), ("leaders", leaders.into()), ("model", model.into())];
    gap.questionnaire.words().say("gap-verdict", values)
}

fn with_measured(gap: &Gap<'_>) -> Option<String> {
    let (leaders, model) = leading(&gap.leaders_as_measured);
    let values = [("leaders", leaders.into()), ("model", model.into())];
    (!gap.leaders_as_measured.is_empty())
        .then(|| gap.questionnaire.words().say("gap-with-measured", values))
}

/// How many models lead, and the name of the first.
fn leading<'g>(leads: &'g [Lead<'_>]) -> (usize, &'g str) {
    let mut models = leads.iter().filter_map(|lead| Some(lead.model?.name.as_str()));
    let first = models.next();
    (first.into_iter().len() + models.count(), first.unwrap_or_default())
}

fn groups<'g>(gap: &'g Gap<'_>) -> Vec<(String, Vec<QuestionOfPage<'g>>)> {
    let words = gap.questionnaire.words();
    let group = |heading: &str, belongs: &dyn Fn(&&QuestionGap<'_>) -> bool| {
        let questions = gap.questions.iter().filter(belongs);
        let questions = questions.map(|question| question_of_page(gap, question)).collect();
        (words.text(heading), questions)
    };
    let groups = [
        group("gap-section-first", &|gap| !gap.moved.is_empty()),
        group("gap-section-open", &|gap| gap.moved.is_empty() && gap.is_open()),
        group("gap-section-agreed", &|gap| gap.moved.is_empty() && !gap.is_open()),
    ];
    groups.into_iter().filter(|(_, questions): &(_, Vec<_>)| !questions.is_empty()).collect()
}

fn question_of_page<'g>(gap: &'g Gap<'_>, about: &'g QuestionGap<'_>) -> QuestionOfPage<'g> {
    let words = gap.questionnaire.words();
    let measured = about.measured.as_ref().and_then(|measured| measured.reply);
    let row = |belief: &Belief<'_>| AnswerOfPage {
        label: label(words, about.question, belief),
        who: who(gap, &belief.people),
        is_measured: measured
            .is_some_and(|measured| belief.reply.is_some_and(|reply| reply.id() == measured.id())),
    };
    QuestionOfPage {
        name: about.question.name(),
        text: &about.question.text,
        meaning: meaning(gap, about),
        rows: about.beliefs.iter().map(row).collect(),
        measured: about
            .measured
            .as_ref()
            .map(|measured| measured_line(words, about.question, measured)),
    }
}

/// What the answers and the measurement mean together.
fn meaning(gap: &Gap<'_>, about: &QuestionGap<'_>) -> String {
    let words = gap.questionnaire.words();
    let known: usize = about.known().map(|belief| belief.people.len()).sum();
    let agreement = match about.agreement() {
        Agreement::Same => words.text("gap-same"),
        Agreement::SameOfSome => {
            words.say("gap-same-of-some", [("count", (gap.people.len() - known).into())])
        }
        Agreement::Different => {
            words.say("gap-different", [("count", about.known().count().into())])
        }
        Agreement::Unknown => words.text("gap-unknown"),
    };
    let measured = match (&about.measured, about.as_measured()) {
        (None, _) => words.text("gap-not-measured"),
        (_, None) => words.text("gap-number-alone"),
        (_, Some((_, 0))) => words.text("gap-nobody-knew"),
        (_, Some((same, all))) if same == all => words.text("gap-all-as-measured"),
        (_, Some((0, _))) => words.text("gap-none-as-measured"),
        (_, Some((same, all))) => {
            words.say("gap-some-as-measured", [("same", same.into()), ("all", all.into())])
        }
    };
    let mut sentences = vec![agreement, measured];
    if let Some(measured) = about.measured.as_ref().filter(|measured| measured.reply.is_some()) {
        let trust = measured.evidence.as_ref().and_then(|evidence| evidence.trust);
        sentences.push(words.say("gap-trust", [("trust", trust.map_or("none", id).into())]));
    }
    if about.is_open() {
        sentences.push(if about.moved.is_empty() {
            words.text("gap-moves-not")
        } else {
            let values = [("count", about.moved.len().into()), ("all", gap.people.len().into())];
            words.say("gap-moves", values)
        });
    }
    sentences.join(" ")
}

/// The id of a degree of trust.
pub(super) fn id(trust: Trust) -> &'static str {
    match trust {
        Trust::Clear => "clear",
        Trust::Leaning => "leaning",
        Trust::Open => "open",
    }
}

/// An answer with the numbers that were given for it.
fn label(words: &Words, question: &Question, belief: &Belief<'_>) -> String {
    let Some(reply) = belief.reply else { return words.text("gap-no-answer") };
    let label = reply.label(words);
    let shown = |number: f64| question.unit.map_or(String::new(), |unit| unit.show(number));
    let numbers = match *belief.numbers {
        [] => return label,
        [first, .., last] if first < last => {
            words.say("gap-range", [("from", shown(first).into()), ("to", shown(last).into())])
        }
        [first, ..] => shown(first),
    };
    words.say("answer-number", [("number", numbers.into()), ("answer", label.into())])
}

/// What was measured, in one line: the answer, the number, how many deals, the interval,
/// and how far it can be trusted.
fn measured_line(words: &Words, question: &Question, measured: &MeasuredAnswer<'_>) -> String {
    let shown =
        |number: f64| question.unit.map_or_else(|| number.to_string(), |unit| unit.show(number));
    let evidence = measured.evidence.as_ref();
    let number = evidence.and_then(|evidence| evidence.value);
    let number = number.or_else(|| measured.reply.and_then(|reply| reply.number())).map(shown);
    let answer = measured.reply.map(|reply: Reply<'_>| reply.label(words));
    let mut parts = vec![match (number, answer) {
        (Some(number), Some(answer)) => {
            words.say("answer-number", [("number", number.into()), ("answer", answer.into())])
        }
        (number, answer) => number.or(answer).unwrap_or_default(),
    }];
    if let Some(evidence) = evidence {
        parts.extend(evidence.of.map(|of| words.say("gap-of-deals", [("count", of.into())])));
        parts.extend(evidence.interval.map(|[from, to]| {
            words.say("gap-interval", [("from", shown(from).into()), ("to", shown(to).into())])
        }));
        parts.extend(
            evidence.trust.map(|trust| words.say("gap-trust-word", [("trust", id(trust).into())])),
        );
    }
    parts.join(", ")
}

/// Some people, by name where all have one.
fn who(gap: &Gap<'_>, people: &[usize]) -> String {
    let words = gap.questionnaire.words();
    let all = gap.people.len();
    if people.len() == all && all > 1 {
        return words.say("gap-everybody", [("count", all.into())]);
    }
    let names: Option<Vec<&str>> =
        people.iter().map(|place| gap.people[*place].name.as_deref()).collect();
    match names {
        Some(names) => words.all_of(&names),
        None => words.say("gap-people", [("count", people.len().into())]),
    }
}

fn leads(gap: &Gap<'_>) -> Vec<LeadsOfPage> {
    let words = gap.questionnaire.words();
    let rows = |leads: &[Lead<'_>]| {
        leads
            .iter()
            .map(|lead| {
                let model = lead.model.map(|model| model.name.clone());
                (model.unwrap_or_else(|| words.text("gap-no-leader")), who(gap, &lead.people))
            })
            .collect()
    };
    let mut pages = vec![LeadsOfPage {
        heading: words.text("gap-leaders"),
        rows: rows(&gap.leaders),
        said: None,
    }];
    if !gap.leaders_as_measured.is_empty() {
        let said = match gap.measured_alone {
            None => words.text("gap-alone-none"),
            Some(lead) => {
                let message = if lead.settled { "gap-alone-settled" } else { "gap-alone-open" };
                words.say(message, [("model", lead.model.name.as_str().into())])
            }
        };
        pages.push(LeadsOfPage {
            heading: words.text("gap-leaders-measured"),
            rows: rows(&gap.leaders_as_measured),
            said: Some(said),
        });
    }
    pages
}

/// Writes the report as a text for people.
///
/// # Errors
///
/// Those of the writer.
pub fn write_text(report: &GapReport<'_, '_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let content = Content::of(report);
    let mut page = Page::new(look);
    page.paragraph("", &format!("{}: {}", content.subject, content.verdict));
    page.gap();
    page.paragraph("", &content.summary);
    if let Some(with_measured) = &content.with_measured {
        page.paragraph("", with_measured);
    }
    page.paragraph("", &content.no_vote);
    for (heading, questions) in &content.groups {
        page.heading(heading);
        for (place, question) in questions.iter().enumerate() {
            if place > 0 {
                page.gap();
            }
            page.paragraph("  ", question.name);
            page.paragraph("    ", &question.meaning);
            let labels = question.rows.iter().map(|row| row.label.as_str());
            let widest = widest(labels.chain([content.measured.as_str()])).min(40);
            for row in &question.rows {
                let mark =
                    if row.is_measured { format!(" ({})", content.mark) } else { String::new() };
                page.row(widest + 3, &format!("  {}", row.label), &format!("{}{mark}", row.who));
            }
            if let Some(measured) = &question.measured {
                page.row(widest + 3, &format!("  {}", content.measured), measured);
            }
        }
    }
    for leads in &content.leads {
        page.heading(&leads.heading);
        let widest = widest(leads.rows.iter().map(|(model, _)| model.as_str()));
        for (model, who) in &leads.rows {
            page.row(widest + 1, model, who);
        }
        if let Some(said) = &leads.said {
            page.paragraph("  ", said);
        }
    }
    page.gap();
    page.paragraph("", &content.source);
    page.write(out)
}

/// Writes the report as a page in Markdown.
///
/// # Errors
///
/// Those of the writer.
pub fn write_markdown(report: &GapReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let page = MarkdownPage { content: Content::of(report) };
    writeln!(out, "{}", page.render().map_err(io::Error::other)?)
}

/// Writes the report as a page in HTML.
///
/// # Errors
///
/// Those of the writer.
pub fn write_html(report: &GapReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let content = Content::of(report);
    let direction = Direction::for_language(content.lang);
    let page = HtmlPage { content, direction };
    writeln!(out, "{}", page.render().map_err(io::Error::other)?)
}

/// Writes the report as JSON.
///
/// # Errors
///
/// Those of the writer.
pub fn write_json(report: &GapReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    gap_json::write(report, out)
}

#[derive(Template)]
#[template(path = "comparison/gap.md")]
struct MarkdownPage<'g> {
    content: Content<'g>,
}

#[derive(Template)]
#[template(path = "comparison/gap.html")]
struct HtmlPage<'g> {
    content: Content<'g>,
    direction: Direction,
}
