//! Every page of every built-in questionnaire in windows of every size.

use salesmodel::answers::Draft;
use salesmodel::questionnaire::{BUILTINS, Questionnaire};
use salesmodel::render::Styles;
use textwrap::core::display_width;

use super::super::keys::Key;
use super::super::page::QuizPage;
use super::super::pages;
use super::super::view::View;
use super::*;

const ROWS: [usize; 8] = [1, 2, 3, 6, 10, 18, 24, 60];
const COLUMNS: [usize; 10] = [1, 2, 5, 16, 17, 34, 40, 80, 120, 200];

fn frame(rows: usize, columns: usize) -> Frame {
    Frame { rows, columns, charset: Charset::Unicode, styles: Styles::plain() }
}

/// The built-in questionnaires in each of their languages.
fn questionnaires() -> impl Iterator<Item = Questionnaire> {
    BUILTINS.iter().flat_map(|built| {
        let translations = built.translations.iter();
        let translated =
            translations.map(|words| built.in_language(words.lang).expect("it is there"));
        [built.questionnaire()].into_iter().chain(translated)
    })
}

/// All pages of a quiz.
fn all(questionnaire: &Questionnaire) -> Vec<QuizPage> {
    let words = questionnaire.words();
    let questions = questionnaire.questions();
    let mut draft = Draft::new(questionnaire);
    questions.iter().for_each(|question| draft.give(question.choose(0)));
    let answers = draft.complete().expect("every question has an answer");
    let mut all: Vec<QuizPage> = questions
        .iter()
        .map(|question| pages::question(words, question, Some((1, 4)), None, Some("Why again.")))
        .collect();
    pages::introduce(&mut all[0], &["What this is about.".to_owned(), "And more.".to_owned()]);
    all.push(pages::review(words, &answers));
    all.push(pages::unsettled(words, &answers, &questions[0]));
    all.push(pages::leave(words));
    all
}

/// The first letters of a label, as many as the narrowest line has.
fn begins(label: &str) -> String {
    label.chars().take(4).collect()
}

/// Nothing is wider or higher than the window, and the active item is in sight, with
/// its pointer and the beginning of its label.
#[test]
fn every_page_fits_every_window() {
    for questionnaire in questionnaires() {
        for page in all(&questionnaire) {
            for (rows, columns) in ROWS.into_iter().flat_map(|rows| COLUMNS.map(|c| (rows, c))) {
                let frame = frame(rows, columns);
                let mut visit = Visit::new(&page, 0, "");
                let items = page.items.iter().enumerate();
                for (_, item) in items.filter(|(place, _)| place % 2 == 0) {
                    let lines = visit.draw(&frame);
                    let drawn = lines.join("\n");
                    let context = format!("{rows} x {columns}, {}\n{drawn}", item.label);
                    assert!(lines.len() <= rows, "{context}");
                    let widest = lines.iter().map(|line| display_width(line)).max().unwrap_or(0);
                    assert!(widest < columns.max(2), "{context}");
                    if columns >= 6 {
                        let pointed: Vec<&String> =
                            lines.iter().filter(|line| line.starts_with('\u{276f}')).collect();
                        assert_eq!(pointed.len(), 1, "{context}");
                        assert!(pointed[0].contains(&begins(&item.label)), "{context}");
                    }
                    assert_eq!((visit.on(Key::Down), visit.on(Key::Down)), (None, None));
                }
            }
        }
    }
}

/// In any window that a person would use, the question and the keys are there.
#[test]
fn the_question_is_always_there() {
    for questionnaire in questionnaires() {
        for page in all(&questionnaire) {
            let text = page.head.iter().find(|block| block.role == BlockRole::Text);
            let text = &text.expect("every page asks something").text;
            for (rows, columns) in [(10, 34), (10, 40), (24, 34), (10, 80), (24, 80), (60, 200)] {
                let mut visit = Visit::new(&page, 0, "");
                let drawn = visit.draw(&frame(rows, columns)).join(" ");
                let drawn = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(drawn.contains(text.as_str()), "{rows} x {columns}\n{drawn}");
                let names_keys = [&page.keys, &page.few_keys].iter().any(|k| drawn.contains(*k));
                assert!(names_keys, "{rows} x {columns}\n{drawn}");
            }
        }
    }
}

/// In a window of the usual size, everything is there, with the help of what is
/// active.
#[test]
fn a_usual_window_shows_everything() {
    for questionnaire in questionnaires() {
        for page in all(&questionnaire) {
            let mut visit = Visit::new(&page, 0, "");
            let drawn = visit.draw(&frame(60, 80)).join(" ");
            let drawn = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
            let heads = page.head.iter().map(|block| &block.text);
            let items = page.items.iter().flat_map(|item| [Some(&item.label), item.help.as_ref()]);
            for text in heads.chain(items.flatten()).chain([&page.keys]) {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(drawn.contains(&text), "{text:?} in\n{drawn}");
            }
        }
    }
}

/// A list that does not fit scrolls by as little as it takes, and says what is left.
#[test]
fn a_long_list_scrolls() {
    let item = |place: usize| pages::item(format!("Item {place}"));
    let head = vec![pages::block(BlockRole::Text, "Which?")];
    let page = QuizPage { head, items: (1..=30).map(item).collect(), ..QuizPage::default() };
    let mut visit = Visit::new(&page, 0, "");
    let frame = frame(12, 40);
    let first = visit.draw(&frame);
    assert!(first.contains(&"  \u{2193} 22".to_owned()), "{first:?}");
    for _ in 0..10 {
        visit.on(Key::Down);
        visit.draw(&frame);
    }
    let down = visit.draw(&frame);
    assert!(down.contains(&"\u{276f}    Item 11".to_owned()), "{down:?}");
    assert!(down.contains(&"  \u{2191} 3".to_owned()), "{down:?}");
    // Moving back within sight moves the marker alone.
    visit.on(Key::Up);
    let up = visit.draw(&frame);
    assert!(up.contains(&"\u{276f}    Item 10".to_owned()), "{up:?}");
    assert!(up.contains(&"  \u{2191} 3".to_owned()), "{up:?}");
    visit.on(Key::End);
    let end = visit.draw(&frame);
    assert!(end.contains(&"  \u{2191} 22".to_owned()), "{end:?}");
}

/// A locale without Unicode gets ASCII alone, and no colour means no escape.
#[test]
fn ascii_is_ascii() {
    let questionnaire = BUILTINS[0].questionnaire();
    for page in all(&questionnaire) {
        let frame = Frame { charset: Charset::Ascii, ..frame(10, 34) };
        let drawn = Visit::new(&page, 0, "").draw(&frame).join("\n");
        assert!(drawn.is_ascii() && !drawn.contains('\u{1b}'), "{drawn}");
        assert!(drawn.contains("> "), "{drawn}");
    }
}

/// The keys are listed in any window, and the help of the question with them.
#[test]
fn the_list_of_keys_fits() {
    let questionnaire = BUILTINS[0].questionnaire();
    for page in all(&questionnaire) {
        for (rows, columns) in ROWS.into_iter().flat_map(|rows| COLUMNS.map(|c| (rows, c))) {
            let mut visit = Visit::new(&page, 0, "");
            visit.on(Key::Char('?'));
            let lines = visit.draw(&frame(rows, columns));
            assert!(lines.len() <= rows);
            assert!(lines.iter().all(|line| display_width(line) < columns.max(2)));
        }
    }
}

/// All of the list can be read in any window that a person would use: at once, or by
/// moving through it. Then another key goes back to the page.
#[test]
fn all_of_the_list_of_keys_is_read() {
    for questionnaire in questionnaires() {
        for page in all(&questionnaire) {
            for (rows, columns) in [(24, 80), (10, 34), (10, 40), (10, 80), (4, 34)] {
                let frame = frame(rows, columns);
                let mut visit = Visit::new(&page, 0, "");
                visit.on(Key::Char('?'));
                let mut seen = visit.draw(&frame);
                let is_whole = visit.whole_list;
                for _ in 0..60 {
                    if !is_whole {
                        visit.on(Key::Down);
                    }
                    seen.extend(visit.draw(&frame));
                }
                for line in key_list::lines(&page, &frame) {
                    assert!(seen.contains(&line), "{line:?} at {rows} x {columns}");
                }
                assert_eq!(visit.on(Key::Enter), None);
                assert_eq!(visit.draw(&frame), Visit::new(&page, 0, "").draw(&frame));
            }
        }
    }
}

/// The result at the end is whole before a second way out of it is shown.
#[test]
fn facts_are_whole_before_more_items_are_shown() {
    let change = "What would change it: Answer this question with that, and another one leads.";
    let facts = ["Do this.", "Do that.", "Then this.", change];
    let mut head =
        vec![pages::block(BlockRole::Title, "Result"), pages::block(BlockRole::Text, "Verdict.")];
    head.extend(facts.map(|fact| pages::block(BlockRole::Fact, fact)));
    let items: Vec<_> = (1..=6).map(|place| pages::item(format!("Way {place}"))).collect();
    let keys = "The keys.".to_owned();
    let page = QuizPage { head, items, keys, ..QuizPage::default() };
    for (rows, ways) in [(9, 1), (10, 2), (11, 3)] {
        let lines = Visit::new(&page, 5, "").draw(&frame(rows, 60));
        let drawn = lines.join(" ");
        assert!(facts.iter().all(|fact| drawn.contains(fact)), "{rows}: {lines:?}");
        let shown = lines.iter().filter(|line| line.contains("Way ")).count();
        assert_eq!((lines.len(), shown), (rows, ways), "{lines:?}");
    }
    // With less room each has a line.
    let lines = Visit::new(&page, 5, "").draw(&frame(8, 60));
    assert!(lines[5].starts_with("What would change it") && lines[5].ends_with('\u{2026}'));
}

/// What stays on the screen afterwards fits the window, the verdict first.
#[test]
fn paragraphs_alone_fit() {
    let facts = (1..=4).map(|fact| {
        pages::block(
            BlockRole::Fact,
            format!("{fact} is a long fact that takes more than one line."),
        )
    });
    let head: Vec<Block> =
        [pages::block(BlockRole::Title, "Result"), pages::block(BlockRole::Text, "Verdict.")]
            .into_iter()
            .chain(facts)
            .collect();
    for rows in 1..20 {
        let lines = head_alone(&head, &frame(rows, 34));
        assert!(lines.len() <= rows, "{rows}: {lines:?}");
        assert!(lines.contains(&"Verdict.".to_owned()), "{rows}: {lines:?}");
    }
    assert_eq!(head_alone(&head, &frame(6, 34)).len(), 6);
    assert!(head_alone(&head, &frame(6, 34))[2].ends_with('\u{2026}'));
    assert!(head_alone(&head, &frame(30, 34)).len() > 6);
}
