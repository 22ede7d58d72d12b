//! Markdown, read back by pulldown-cmark with its extensions.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::pipeline::Phase;
use salesmodel::render::crm::{Crm, Order, Pipelines};
use snapbox::{Data, assert_data_eq};

use super::{COMPANY, dense, every_diagnosis, verdict, written};
use crate::support::{answers, b2b, rendered, report};

/// A block of a page, as a reader sees it.
#[derive(Debug, PartialEq)]
pub(crate) enum Block {
    Heading(u8, String),
    Paragraph(String),
    /// A row of a table.
    Row(Vec<String>),
    /// An item of a list: how deep it stands, its box, its text.
    Item(usize, Option<bool>, String),
    Rule,
}

/// The blocks of a page.
pub(crate) fn read(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut depth, mut cells, mut text) = (0, Vec::new(), String::new());
    let mut tick = None;
    // But for the extension that changes quotes, which is a matter of taste.
    let options = Options::all().difference(Options::ENABLE_SMART_PUNCTUATION);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(more) => text.push_str(&more),
            Event::TaskListMarker(ticked) => tick = Some(ticked),
            Event::Rule => blocks.push(Block::Rule),
            Event::Start(Tag::List(_)) => {
                // A list in an item ends the text of the item.
                if depth > 0 && !text.is_empty() {
                    blocks.push(Block::Item(depth, tick.take(), std::mem::take(&mut text)));
                }
                depth += 1;
            }
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::End(TagEnd::Heading(level)) => {
                blocks.push(Block::Heading(level as u8, std::mem::take(&mut text)));
            }
            Event::End(TagEnd::Paragraph) => {
                blocks.push(Block::Paragraph(std::mem::take(&mut text)));
            }
            Event::End(TagEnd::TableCell) => cells.push(std::mem::take(&mut text)),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                blocks.push(Block::Row(std::mem::take(&mut cells)));
            }
            Event::End(TagEnd::Item) if text.is_empty() => {}
            Event::End(TagEnd::Item) => {
                blocks.push(Block::Item(depth, tick.take(), std::mem::take(&mut text)));
            }
            Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::Item
                | Tag::Strong,
            )
            | Event::End(TagEnd::Table | TagEnd::Strong) => {}
            other => panic!("a text became {other:?} in\n{markdown}"),
        }
    }
    blocks
}

/// What the page must say, from the diagnosis alone.
fn expected(diagnosis: &Diagnosis<'_>) -> Vec<Block> {
    let questionnaire = diagnosis.questionnaire();
    let words = questionnaire.words();
    let says = |message: &str| words.text(message);
    let heading = |message: &str| Block::Heading(2, words.text(message));
    let leader = diagnosis.leader().model;
    let mut blocks = vec![
        Block::Heading(1, COMPANY.to_owned()),
        Block::Paragraph(verdict(diagnosis)),
        Block::Paragraph(leader.summary.clone()),
        heading("points"),
        Block::Row(vec![says("model"), says("points"), String::new()]),
    ];
    for (rank, score) in diagnosis.scores.iter().enumerate().filter(|(_, s)| s.points > 0) {
        let standing = match rank {
            _ if score.points == diagnosis.leader().points && diagnosis.tie() => says("tied"),
            0 => says("leads"),
            _ if diagnosis.mix().iter().any(|mixed| mixed.model.id == score.model.id) => {
                says("mixed")
            }
            _ => String::new(),
        };
        blocks.push(Block::Row(vec![score.model.name.clone(), score.points.to_string(), standing]));
    }
    blocks.extend(told(diagnosis, "points", "why").map(Block::Paragraph));
    blocks.push(heading("why"));
    for score in std::iter::once(diagnosis.leader()).chain(diagnosis.mix().iter().copied()) {
        blocks.push(Block::Heading(3, score.model.name.clone()));
        for (question, choice, points) in diagnosis.because(score.model) {
            let otherwise = format!("{}: {}.", question.name(), choice.label);
            let reason = choice.reason.clone().unwrap_or(otherwise);
            blocks.push(Block::Item(1, None, format!("+{points} {reason}")));
        }
    }
    blocks.push(heading("pipeline"));
    let phases = [
        (Phase::Prospecting, "phase-prospecting"),
        (Phase::Sale, "phase-sale"),
        (Phase::AfterSale, "phase-after-sale"),
    ];
    let stages = || diagnosis.pipeline.iter().zip(1..);
    for (phase, message) in phases {
        let mut rows = Vec::new();
        for (stage, number) in stages().filter(|(stage, _)| stage.phase == phase) {
            let mut row = vec![number.to_string(), stage.stage.name.clone()];
            if phase == Phase::Sale {
                let percent = stage.probability().map(|percent| format!("{percent}%"));
                row.push(percent.unwrap_or_default());
            }
            row.extend([stage.stage.goal.clone(), stage.stage.exit.clone()]);
            rows.push(Block::Row(row));
        }
        if !rows.is_empty() {
            let chance = (phase == Phase::Sale).then(|| says("chance"));
            let head = [String::new(), says("stage")].into_iter().chain(chance);
            blocks.push(Block::Heading(3, says(message)));
            blocks.push(Block::Row(head.chain([says("goal"), says("exit")]).collect()));
            blocks.extend(rows);
        }
    }
    if diagnosis.entry.is_some_and(|entry| entry.assumed) {
        let entry = diagnosis.entry.expect("it was just there").model.name.as_str();
        blocks.push(Block::Paragraph(words.say("entry-assumed", [("model", entry.into())])));
    }
    let length = diagnosis.pipeline.len();
    if length >= 8 {
        blocks.push(Block::Paragraph(words.say("long-pipeline", [("stages", length.into())])));
    }
    blocks.extend([heading("checklist"), Block::Paragraph(says("checklist-text"))]);
    let task = |depth: usize, text: String| Block::Item(depth, Some(false), text);
    // The pipelines that a CRM gets, by what Pipedrive is sent: no stage of it stands for
    // won or lost.
    let pipedrive = Crm::named("pipedrive").expect("there is such a CRM");
    let order = Order { pipelines: Pipelines::All, name: None };
    let plan = pipedrive.plan(&report(diagnosis, None), &order).expect("it has stages");
    for pipeline in &plan.pipelines {
        let name = pipeline.name.as_str().into();
        blocks.push(task(1, words.say("checklist-pipeline", [("name", name)])));
        for stage in &pipeline.stages {
            let percent = stage.probability.map(|percent| format!("{percent}%"));
            let chance = percent.unwrap_or_else(|| says("checklist-no-forecast"));
            let name = &stage.name;
            blocks.push(task(
                2,
                match stage.probability {
                    // Without marks around it, it would move the percent sign.
                    Some(_) if name.starts_with('م') => {
                        format!("\u{2068}{name}\u{2069} ({chance})")
                    }
                    _ => format!("{name} ({chance})"),
                },
            ));
        }
        blocks.push(task(2, says("checklist-closed")));
    }
    blocks.push(task(1, says("checklist-exits")));
    blocks.push(heading("first-steps"));
    blocks.extend(leader.first_steps.iter().map(|step| Block::Item(1, None, step.clone())));
    if diagnosis.notes().next().is_some() {
        blocks.push(heading("note"));
        blocks.extend(diagnosis.notes().map(|note| Block::Item(1, None, note.text.to_owned())));
    }
    blocks
}

/// What the text report tells between two headings in paragraphs of its own.
fn told(diagnosis: &Diagnosis<'_>, from: &str, to: &str) -> impl Iterator<Item = String> + use<> {
    let words = diagnosis.questionnaire().words();
    let text = rendered(diagnosis, "text", 100);
    let (_, text) = text.split_once(&format!("\n{}\n", words.text(from))).expect("it is there");
    let (text, _) = text.split_once(&format!("\n{}\n", words.text(to))).expect("it is there");
    let none = words.say("no-points", [("models", "".into())]);
    let at = text.find(none.trim_end()).or(text.find("\n\n")).unwrap_or(text.len());
    let told: Vec<String> = text[at..].split("\n\n").map(dense).filter(|t| !t.is_empty()).collect();
    told.into_iter()
}

/// A block without its white space: lines break anywhere.
pub(crate) fn without_space(block: Block) -> Block {
    match block {
        Block::Heading(level, text) => Block::Heading(level, dense(&text)),
        Block::Paragraph(text) => Block::Paragraph(dense(&text)),
        Block::Row(cells) => Block::Row(cells.iter().map(|cell| dense(cell)).collect()),
        Block::Item(depth, tick, text) => Block::Item(depth, tick, dense(&text)),
        Block::Rule => Block::Rule,
    }
}

/// The page says what the diagnosis says, and no text in it became anything else.
#[test]
fn a_page_says_what_the_diagnosis_says() {
    every_diagnosis(|diagnosis| {
        let markdown = written(diagnosis, "markdown");
        let blocks: Vec<Block> = read(&markdown).into_iter().map(without_space).collect();
        let expected: Vec<Block> = expected(diagnosis).into_iter().map(without_space).collect();
        for (place, block) in expected.iter().enumerate() {
            assert_eq!(blocks.get(place), Some(block), "block {place} of\n{markdown}");
        }
        let rest = &blocks[expected.len()..];
        let (changes, end) = rest.split_at(rest.len() - 2);
        assert_eq!(end[0], Block::Rule);
        assert!(matches!(&end[1], Block::Paragraph(text)
            if text.contains(dense(diagnosis.questionnaire().version()).as_str())));
        assert_eq!(changes.is_empty(), diagnosis.what_if.is_empty(), "{markdown}");
        for change in changes.iter().skip(1) {
            let Block::Item(1, None, text) = change else { panic!("{change:?}") };
            let said = diagnosis.what_if.iter().any(|change| {
                let parts = [&change.model.name, change.question.name(), &change.choice.label];
                parts.iter().all(|part| text.contains(&dense(part)))
            });
            assert!(said, "{text}");
        }
    });
}

#[test]
fn a_page_looks_like_this() {
    let questionnaire = b2b();
    let given = answers(&questionnaire, &["outbound", "95%", "some-deals", "unsure"]);
    let diagnosis = diagnosis::score(given).expect("a model leads");
    let expected = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/page.md");
    assert_data_eq!(rendered(&diagnosis, "markdown", 80), Data::read_from(&expected, None).raw());
}
