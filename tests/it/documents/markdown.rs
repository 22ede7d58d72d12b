//! Markdown, read back by pulldown-cmark with its extensions.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::pipeline::Phase;
use snapbox::{Data, assert_data_eq};

use super::{
    COMPANY, dense, every_diagnosis, reason, told_answers, told_steps, told_under, verdict, written,
};
use crate::support::{answers, b2b, rendered};

/// A block of a page, as a reader sees it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    Heading(u8, String),
    Paragraph(String),
    /// A row of a table.
    Row(Vec<String>),
    /// An item of a list: how deep it is, its box, its text.
    Item(usize, Option<bool>, String),
    Rule,
}

/// The blocks of a page.
pub(crate) fn read(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut depth, mut cells, mut text) = (0, Vec::new(), String::new());
    let mut tick = None;
    // All extensions except the one that changes quotes, which is a matter of taste.
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

/// What the page must say, worked out from the diagnosis alone. A cell that begins with `*`
/// must contain the rest.
fn expected(diagnosis: &Diagnosis<'_>) -> Vec<Block> {
    let questionnaire = diagnosis.questionnaire();
    let words = questionnaire.words();
    let says = |message: &str| words.text(message);
    let heading = |message: &str| Block::Heading(2, says(message));
    let leader = diagnosis.leader().model;
    let mut blocks = vec![
        Block::Heading(1, COMPANY.to_owned()),
        Block::Paragraph(verdict(diagnosis)),
        Block::Paragraph(leader.summary.clone()),
        heading("answers-said"),
        Block::Row(vec![says("question"), says("answer")]),
    ];
    let answers = told_answers(diagnosis).into_iter();
    blocks
        .extend(answers.map(|[question, answer]| Block::Row(vec![question, format!("*{answer}")])));
    blocks.push(heading("why"));
    blocks.push(Block::Row(vec![says("model"), says("points"), String::new()]));
    let mix = || diagnosis.scores[..=diagnosis.mix().len()].iter();
    for (rank, score) in mix().enumerate() {
        let standing = match rank {
            _ if score.points == diagnosis.leader().points && diagnosis.tie() => "tied",
            0 => "leads",
            _ => "mixed",
        };
        let row = vec![score.model.name.clone(), score.points.to_string(), says(standing)];
        blocks.push(Block::Row(row));
        for (question, choice, points) in diagnosis.because(score.model) {
            let row = vec![String::new(), format!("+{points}"), reason(question, choice)];
            blocks.push(Block::Row(row));
        }
    }
    blocks
}

/// What the page must say about the stages.
fn expected_stages(diagnosis: &Diagnosis<'_>) -> Vec<Block> {
    let words = diagnosis.questionnaire().words();
    let says = |message: &str| words.text(message);
    let owned = diagnosis.pipeline.iter().any(|stage| stage.stage.owner.is_some());
    let mut blocks = vec![Block::Heading(2, says("pipeline"))];
    for phase in Phase::ALL {
        let mut rows = Vec::new();
        let stages = diagnosis.pipeline.iter().zip(1..);
        for (stage, number) in stages.filter(|(stage, _)| stage.phase == phase) {
            let mut row = vec![number.to_string(), stage.stage.name.clone()];
            if phase == Phase::Sale {
                let percent = stage.probability().map(|percent| format!("{percent}%"));
                row.push(percent.unwrap_or_default());
            }
            row.extend([stage.stage.goal.clone(), stage.stage.exit.clone()]);
            if owned {
                row.push(stage.stage.owner.clone().unwrap_or_default());
            }
            row.push("*".to_owned());
            rows.push(Block::Row(row));
        }
        if !rows.is_empty() {
            let chance = (phase == Phase::Sale).then(|| says("chance"));
            let mut head = vec![String::new(), says("stage")];
            head.extend(chance);
            head.extend([says("goal"), says("exit")]);
            head.extend(owned.then(|| says("owner")));
            head.push(says("why-here"));
            blocks.push(Block::Heading(3, says(&format!("phase-{}", phase.id()))));
            blocks.push(Block::Row(head));
            blocks.extend(rows);
        }
    }
    blocks
}

/// What the page must say after the stages and the remarks on them.
fn expected_rest(diagnosis: &Diagnosis<'_>) -> Vec<Block> {
    let questionnaire = diagnosis.questionnaire();
    let words = questionnaire.words();
    let says = |message: &str| words.text(message);
    let mut blocks = Vec::new();
    let mut list = |heading: String, texts: Vec<String>| {
        if !texts.is_empty() {
            blocks.push(Block::Heading(2, heading));
            blocks.extend(texts.into_iter().map(|text| Block::Item(1, None, text)));
        }
    };
    let notes = |first: bool| -> Vec<String> {
        let notes = diagnosis.notes();
        notes.filter(|note| note.before_first_steps == first).map(|note| note.text.into()).collect()
    };
    list(says("notes-first"), notes(true));
    list(says("first-steps"), told_steps(diagnosis));
    let others = notes(false);
    list(words.say("notes", [("count", others.len().into())]), others);
    list(says("after"), told_under(diagnosis, "after"));
    blocks
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

/// Whether a block says what was expected.
fn agrees(block: &Block, expected: &Block) -> bool {
    match (block, expected) {
        (Block::Row(cells), Block::Row(expected)) => {
            let agrees = |(cell, expected): (&String, &String)| match expected.strip_prefix('*') {
                Some(part) => cell.contains(part) && !cell.is_empty(),
                None => cell == expected,
            };
            cells.len() == expected.len() && cells.iter().zip(expected).all(agrees)
        }
        _ => block == expected,
    }
}

/// The page says what the diagnosis says, in this order, and none of its texts became
/// anything else.
#[test]
fn a_page_says_what_the_diagnosis_says() {
    every_diagnosis(|diagnosis| {
        let markdown = written(diagnosis, "markdown");
        let blocks: Vec<Block> = read(&markdown).into_iter().map(without_space).collect();
        let mut rest = blocks.as_slice();
        for expected in [expected(diagnosis), expected_stages(diagnosis), expected_rest(diagnosis)]
        {
            let expected: Vec<Block> = expected.into_iter().map(without_space).collect();
            // Paragraphs that explain points and stages may come before each part.
            while matches!(rest.first(), Some(Block::Paragraph(_))) {
                rest = &rest[1..];
            }
            for (place, expected) in expected.iter().enumerate() {
                let block = rest.get(place).unwrap_or_else(|| panic!("{expected:?}: {markdown}"));
                assert!(agrees(block, expected), "{block:?} and {expected:?} in\n{markdown}");
            }
            rest = &rest[expected.len()..];
        }
        let (last, rest) = rest.split_last().expect("it ends in its source");
        assert!(matches!(last, Block::Paragraph(text)
            if text.contains(dense(diagnosis.questionnaire().version()).as_str())));
        assert_eq!(rest.last(), Some(&Block::Rule));
        let all: Vec<&str> = (rest.iter())
            .filter_map(|block| match block {
                Block::Item(1, _, text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let leader = diagnosis.leader().model;
        let lists = [&leader.roles, &leader.metrics, &leader.pitfalls];
        for text in lists.into_iter().flatten() {
            assert!(all.contains(&dense(text).as_str()), "{text} in\n{markdown}");
        }
        for reason in diagnosis.questionnaire().lost_reasons() {
            let said = all.iter().any(|text| text.starts_with(&dense(&reason.label)));
            assert!(said, "{} in\n{markdown}", reason.label);
        }
        for told in told_under(diagnosis, "changes") {
            assert!(all.iter().any(|text| text.starts_with(&told)), "{told} in\n{markdown}");
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
