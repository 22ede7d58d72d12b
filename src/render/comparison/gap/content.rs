//! What a gap report says, ready for a template: plain text in the order of the page.

use super::GapReport;
use crate::answers::{Earlier, Evidence, Reply, Trust};
use crate::comparison::gap::{
    Agreement, Belief, EarlierBelief, Gap, Leader, MeasuredAnswer, QuestionGap,
};
use crate::questionnaire::{Question, Unit};
use crate::words::Words;

/// What the report says, in the order of the page.
pub(super) struct GapContent<'g> {
    words: &'static Words,
    pub(super) lang: &'g str,
    pub(super) subject: String,
    pub(super) verdict: String,
    pub(super) summary: String,
    /// Which models still lead with what was measured, if anything was.
    pub(super) with_measured: Option<String>,
    /// The questions in up to three groups, each with its heading.
    pub(super) groups: Vec<(String, Vec<QuestionOfPage<'g>>)>,
    pub(super) leads: Vec<LeadsOfPage>,
    pub(super) source: String,
}

pub(super) struct QuestionOfPage<'g> {
    pub(super) name: &'g str,
    pub(super) text: &'g str,
    pub(super) meaning: String,
    pub(super) rows: Vec<AnswerOfPage>,
    pub(super) measured: Option<String>,
}

pub(super) struct AnswerOfPage {
    pub(super) label: String,
    pub(super) who: String,
    /// Whether it is the one that was measured.
    pub(super) is_measured: bool,
}

pub(super) struct LeadsOfPage {
    pub(super) heading: String,
    pub(super) rows: Vec<(String, String)>,
    pub(super) said: Option<String>,
}

impl<'g> GapContent<'g> {
    pub(super) fn new(report: &GapReport<'g, '_>) -> Self {
        let gap = report.gap;
        let questionnaire = gap.questionnaire;
        let words = questionnaire.words();
        let first = gap.first().map(|gap| format!("\"{}\"", gap.question.name()));
        let summary = match words.all_of(first).as_str() {
            "" => words.text("gap-first-none"),
            first => words.say("gap-first", [("questions", first.into())]),
        };
        let source = [
            ("date", report.date.to_string().into()),
            ("id", questionnaire.id().as_str().into()),
            ("version", questionnaire.version().into()),
        ];
        GapContent {
            words,
            lang: questionnaire.lang(),
            subject: report.company.unwrap_or(questionnaire.title()).to_owned(),
            verdict: verdict(gap),
            summary,
            with_measured: with_measured(gap),
            groups: groups(gap),
            leads: leads(gap),
            source: words.say("source", source),
        }
    }

    /// What a message of the tool says, for a template.
    pub(super) fn says(&self, message: &str) -> String {
        self.words.text(message)
    }
}

fn verdict(gap: &Gap<'_>) -> String {
    let (leaders, model) = leading(&gap.leaders);
    let values =
        [("count", gap.people.len().into()), ("leaders", leaders.into()), ("model", model.into())];
    gap.questionnaire.words().say("gap-verdict", values)
}

fn with_measured(gap: &Gap<'_>) -> Option<String> {
    let words = gap.questionnaire.words();
    let leaders = gap.leaders_as_measured.iter();
    let models: Vec<&str> = leaders.filter_map(|lead| Some(lead.model?.name.as_str())).collect();
    let values = [("leaders", models.len().into()), ("models", words.all_of(&models).into())];
    // A model that leads for some people only is not one for all.
    let message = match (models.len(), gap.leaders_as_measured.len()) {
        (_, 0) => return None,
        (1, 2..) => "gap-with-measured-some",
        _ => "gap-with-measured",
    };
    Some(words.say(message, values))
}

/// How many models lead, and the name of the first.
fn leading<'g>(leads: &'g [Leader<'_>]) -> (usize, &'g str) {
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
    let earlier = |belief: &EarlierBelief<'_>| AnswerOfPage {
        label: label_then(words, &belief.answer),
        who: who(gap, &belief.people),
        is_measured: false,
    };
    QuestionOfPage {
        name: about.question.name(),
        text: &about.question.text,
        meaning: meaning(gap, about),
        rows: about.beliefs.iter().map(row).chain(about.earlier.iter().map(earlier)).collect(),
        measured: about
            .measured
            .as_ref()
            .map(|measured| measured_line(words, about.question, measured)),
    }
}

/// What the answers and the measurement mean together.
fn meaning(gap: &Gap<'_>, about: &QuestionGap<'_>) -> String {
    let words = gap.questionnaire.words();
    let agreement = match about.agreement() {
        Agreement::Same => words.text("gap-same"),
        Agreement::SameOfSome => words.say("gap-same-of-some", [("count", about.unknown().into())]),
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
    let mut sentences = vec![agreement];
    if !about.earlier.is_empty() {
        let count = about.asked_differently();
        sentences.push(words.say("gap-asked-differently", [("count", count.into())]));
    }
    sentences.push(measured);
    if let Some(measured) = about.measured.as_ref().filter(|measured| measured.reply.is_some()) {
        let trust = measured.evidence.as_ref().and_then(|evidence| evidence.trust);
        sentences.push(words.say("gap-trust", [("trust", trust.map_or("none", Trust::id).into())]));
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

/// An answer with the numbers that were given for it.
fn label(words: &Words, question: &Question, belief: &Belief<'_>) -> String {
    let Some(reply) = belief.reply else { return words.text("gap-no-answer") };
    let label = reply.label(words);
    let shown = |number: f64| question.figure(number, words);
    let numbers = match *belief.numbers {
        [] => return label,
        [first, .., last] if first < last => {
            words.say("gap-range", [("from", shown(first).into()), ("to", shown(last).into())])
        }
        [first, ..] => shown(first),
    };
    words.say("answer-number", [("number", numbers.into()), ("answer", label.into())])
}

/// An answer to the question of an earlier version, as it was saved: the label of today
/// may say something else.
fn label_then(words: &Words, then: &Earlier<'_>) -> String {
    let answer = then.shown(words);
    let version = then.version.as_str().into();
    words.say("gap-answer-then", [("answer", answer.into()), ("version", version)])
}

/// What was measured, in one line: the answer, the number, how many deals, the interval,
/// and how far it can be trusted.
fn measured_line(words: &Words, question: &Question, measured: &MeasuredAnswer<'_>) -> String {
    let shown = |number: f64| question.figure(number, words);
    let evidence = measured.evidence.as_ref();
    let number = evidence.and_then(|evidence| evidence.value);
    let number = number.or_else(|| measured.reply.and_then(|reply| reply.number())).map(shown);
    let is_bound = evidence.is_some_and(Evidence::is_lower_bound);
    let number = number.map(|number| match is_bound {
        true => words.say("at-least", [("number", number.into())]),
        false => number,
    });
    let answer = measured.reply.map(|reply: Reply<'_>| reply.label(words));
    let mut parts = vec![match (number, answer) {
        (Some(number), Some(answer)) => {
            words.say("answer-number", [("number", number.into()), ("answer", answer.into())])
        }
        (number, answer) => number.or(answer).unwrap_or_default(),
    }];
    if let Some(evidence) = evidence {
        parts.extend(evidence.of.map(|of| words.say("gap-of-deals", [("count", of.into())])));
        // That of the lead sources, which take no number, is a percentage of the leads.
        let in_unit = |number| words.number(&question.unit.unwrap_or(Unit::Percent).show(number));
        parts.extend(evidence.interval.map(|[from, to]| {
            let (from, to) = (in_unit(from), in_unit(to));
            words.say("gap-interval", [("from", from.into()), ("to", to.into())])
        }));
        parts.extend(
            evidence.trust.map(|trust| words.say("gap-trust-word", [("trust", trust.id().into())])),
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
    let rows = |leads: &[Leader<'_>]| {
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
