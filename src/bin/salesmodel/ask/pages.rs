//! The pages of the quiz, in words.

use salesmodel::answers::{Answers, Reply};
use salesmodel::problem::{Kind, Problem};
use salesmodel::questionnaire::{Question, UNSURE, Unit};
use salesmodel::wording;
use salesmodel::words::Words;

use super::page::{Block, BlockRole, Item, ItemMarks, NumberField, QuizPage};

/// What Esc does on a page.
#[derive(Clone, Copy)]
pub(crate) enum Esc {
    GoesBack,
    Leaves,
    GoesOn,
}

/// What somebody can do whose answers name no model.
#[derive(Clone, Copy)]
pub(crate) enum Leaving {
    /// Answers the question that would help.
    Answer,
    /// Looks at all answers.
    Review,
    Leave,
}

impl Leaving {
    /// In the order of the page.
    pub(crate) const ALL: [Leaving; 3] = [Leaving::Answer, Leaving::Review, Leaving::Leave];

    pub(crate) fn at(place: usize) -> Option<Self> {
        Leaving::ALL.get(place).copied()
    }

    pub(crate) fn label(self, words: &Words, question: &Question) -> String {
        match self {
            Leaving::Answer => {
                words.say("unsettled-answer", [("question", question.name().into())])
            }
            Leaving::Review => words.text("unsettled-review"),
            Leaving::Leave => words.text("unsettled-leave"),
        }
    }
}

pub(super) fn question(
    words: &Words,
    question: &Question,
    place: Option<(usize, usize)>,
    reply: Option<Reply<'_>>,
    why: Option<&str>,
) -> QuizPage {
    let title = match place {
        Some((place, count)) => {
            let question = question.name().into();
            words.say(
                "place",
                [("place", place.into()), ("count", count.into()), ("question", question)],
            )
        }
        None => question.name().to_owned(),
    };
    let mut head = vec![block(BlockRole::Title, title)];
    head.extend(why.map(|why| block(BlockRole::Why, why)));
    head.push(block(BlockRole::Text, &question.text));
    head.extend(question.help.as_ref().map(|help| block(BlockRole::Help, help)));
    if let Some(reply) = reply {
        let answer = words.say("plain-so-far", [("answer", reply.label(words).into())]);
        head.push(block(BlockRole::Fact, answer));
    }
    let options = question.options.iter();
    let mut items: Vec<Item> = options
        .map(|option| Item { label: option.label.clone(), help: option.help.clone() })
        .collect();
    items.push(item(words.text("not-sure")));
    let marks = ItemMarks::of_question(question);
    let field = question.unit.map(|unit| NumberField { sign: unit.sign() });
    if question.unit.is_some() {
        items.push(Item { label: words.text("field"), help: question.number.clone() });
    }
    let esc = if matches!(place, Some((1, _))) { Esc::Leaves } else { Esc::GoesBack };
    with_keys(words, QuizPage { head, items, marks, field, ..QuizPage::default() }, esc)
}

/// Says before the first question what the questions are about.
pub(super) fn introduce(page: &mut QuizPage, intro: &[String]) {
    let intro = intro.iter().map(|paragraph| block(BlockRole::Intro, paragraph));
    page.head.splice(0..0, intro);
}

/// Says below the question what was measured.
pub(super) fn say_measured(page: &mut QuizPage, measured: Option<&str>) {
    page.head.extend(measured.map(|measured| block(BlockRole::Fact, measured)));
}

pub(super) fn review(words: &Words, answers: &Answers<'_>) -> QuizPage {
    let answer =
        |reply: &Reply<'_>| item(format!("{}: {}", reply.question().name(), shown(words, reply)));
    let head = vec![
        block(BlockRole::Title, words.text("review-title")),
        block(BlockRole::Text, words.text("review-text")),
    ];
    let items = answers.replies().iter().map(answer).chain([item(words.text("review-show"))]);
    with_keys(
        words,
        QuizPage { head, items: items.collect(), ..QuizPage::default() },
        Esc::GoesBack,
    )
}

/// An answer as it is shown to people, with its number if it had one.
pub(crate) fn shown(words: &Words, reply: &Reply<'_>) -> String {
    let label = reply.label(words);
    match reply.figure(words) {
        Some(number) => format!("{label} ({number})"),
        None => label,
    }
}

pub(super) fn unsettled(words: &Words, answers: &Answers<'_>, question: &Question) -> QuizPage {
    let mut head = vec![block(BlockRole::Title, words.text("unsettled-title"))];
    head.push(block(BlockRole::Text, unsettled_text(words, answers)));
    head.extend(unsettled_facts(words, answers, question).into_iter().map(|fact| {
        let mut fact = block(BlockRole::Fact, fact);
        fact.indent = "  ";
        fact
    }));
    let items = Leaving::ALL.iter().map(|way| item(way.label(words, question)));
    with_keys(
        words,
        QuizPage { head, items: items.collect(), ..QuizPage::default() },
        Esc::GoesBack,
    )
}

/// What it takes for a model to lead.
pub(crate) fn unsettled_text(words: &Words, answers: &Answers<'_>) -> String {
    words.say("unsettled-text", [("points", answers.questionnaire().lead_at().into())])
}

/// The points so far, and what to find out.
pub(crate) fn unsettled_facts(
    words: &Words,
    answers: &Answers<'_>,
    question: &Question,
) -> Vec<String> {
    let points = answers.questionnaire().models().iter().map(|model| {
        let chosen = answers.replies().iter().filter_map(Reply::choice);
        let points: u32 = chosen.map(|choice| choice.points(model)).sum();
        format!("{} {points}", model.name)
    });
    let points: Vec<String> = points.collect();
    let find = [Some(&question.text), question.help.as_ref()].into_iter().flatten();
    let find: Vec<&str> = find.map(String::as_str).collect();
    vec![
        words.say("unsettled-points", [("points", points.join(", ").into())]),
        words.say("unsettled-find", [("question", find.join(" ").into())]),
    ]
}

pub(super) fn leave(words: &Words) -> QuizPage {
    let head = vec![
        block(BlockRole::Title, words.text("leave-title")),
        block(BlockRole::Text, words.text("leave-text")),
    ];
    let items = vec![item(words.text("leave-no")), item(words.text("leave-yes"))];
    with_keys(words, QuizPage { head, items, ..QuizPage::default() }, Esc::GoesOn)
}

/// The reply to a number that was typed beside the sign of its unit, or what is wrong
/// with it.
pub(super) fn number<'q>(
    words: &Words,
    question: &'q Question,
    typed: &str,
) -> Result<Reply<'q>, String> {
    if typed.is_empty() {
        return Err(words.text("field-empty"));
    }
    let answer = format!("{typed}{}", question.unit.map_or("", Unit::sign));
    question.read(&answer).map_err(|problem| wrong(words, question, &answer, &problem))
}

/// What is wrong with an answer, in the words of the quiz: the problem itself is
/// worded for the command line.
pub(crate) fn wrong(words: &Words, question: &Question, answer: &str, problem: &Problem) -> String {
    if problem.kind == Kind::AmbiguousNumber
        && let Some(readings) = readings(words, question, answer)
    {
        let values = [("answer", wording::quote(answer).into()), ("readings", readings.into())];
        return words.say("plain-readings", values);
    }
    let values = [("kind", problem.kind.code().into()), ("answer", wording::quote(answer).into())];
    words.say("plain-wrong", values)
}

/// The readings of an ambiguous number, each written so that it has only one; `None` if
/// the question takes none of them.
pub(crate) fn readings(words: &Words, question: &Question, answer: &str) -> Option<String> {
    let readings = question.spelt_out(answer);
    let readings: Vec<String> = readings.iter().map(|number| words.number(number)).collect();
    (!readings.is_empty()).then(|| words.one_of(&readings))
}

/// The id that was probably meant.
pub(crate) fn nearest<'q>(question: &'q Question, answer: &str) -> Option<&'q str> {
    let ids = question.options.iter().map(|option| option.id.as_str());
    wording::nearest(answer, ids.chain([UNSURE]))
}

/// Names the keys of a page, on its bottom line and in full.
pub(crate) fn with_keys(words: &Words, mut page: QuizPage, esc: Esc) -> QuizPage {
    let chosen = page.items.len() - usize::from(page.field.is_some());
    let last = (0..chosen).rev().find_map(|place| page.marks.mark(place));
    let first = page.marks.mark(0).unwrap_or_default().to_string();
    let last = last.unwrap_or_default().to_string();
    let marks = words.say("keys-marks", [("first", first.into()), ("last", last.into())]);
    let esc = match esc {
        Esc::GoesBack => "keys-back",
        Esc::Leaves => "keys-leaves",
        Esc::GoesOn => "keys-goes-on",
    };
    let esc = words.text(esc);
    let field = match page.marks {
        _ if page.field.is_none() => "none".to_owned(),
        ItemMarks::Letters => "anywhere".to_owned(),
        ItemMarks::Digits => page.marks.mark(chosen).map_or("none".to_owned(), String::from),
    };
    let values = [("marks", marks.as_str()), ("field", &field), ("esc", &esc)];
    page.keys = words.say("keys", values.map(|(name, value)| (name, value.into())));
    page.field_keys = words.say("keys-field", [("esc", esc.as_str().into())]);
    page.close_keys = words.text("keys-close");
    page.late_enter = words.text("late-enter");
    page.few_keys = words.text("keys-few");
    page.list_keys = words.text("reader-keys");
    let key = |[key, does]: [&str; 2]| (words.text(key), words.text(does));
    page.all_keys = vec![(marks, words.text("key-mark-does"))];
    if page.field.is_some() {
        page.all_keys.push(key(["key-number", "key-number-does"]));
    }
    let moving = [
        ["key-arrows", "key-arrows-does"],
        ["key-ends", "key-ends-does"],
        ["key-pages", "key-pages-does"],
        ["key-enter", "key-enter-does"],
    ];
    page.all_keys.extend(moving.map(key));
    page.all_keys.push((words.text("key-back"), esc));
    let ending = [["key-suspend", "key-suspend-does"], ["key-leave", "key-leave-does"]];
    page.all_keys.extend(ending.map(key));
    page.pasted = words.text("pasted");
    page
}

pub(crate) fn block(role: BlockRole, text: impl Into<String>) -> Block {
    Block { role, indent: "", text: text.into() }
}

pub(crate) fn item(label: impl Into<String>) -> Item {
    Item { label: label.into(), help: None }
}
