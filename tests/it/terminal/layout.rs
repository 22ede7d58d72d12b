//! What is on the screen in windows of every size: one picture, complete, and nothing of
//! the one before.

use std::fs;

use tempfile::TempDir;

use super::{CTRL_C, DOWN, ENTER, MARKER, Terminal, UP, text};

/// Checks that there is one picture, and nothing of another one.
fn assert_once(picture: &str, title: &str) {
    let count = |part: &str| picture.matches(part).count();
    assert_eq!(count(title), 1, "titles in\n{picture}");
    assert_eq!(count(MARKER), 1, "markers in\n{picture}");
    assert!(count("Up and Down move") <= 1, "lines about keys in\n{picture}");
}

/// Checks that the quiz breaks its lines itself, at words.
fn assert_unbroken(quiz: &Terminal) {
    let seen = quiz.output.seen();
    let screen = seen.parser.screen();
    let broken = (0..screen.size().0.get()).find(|row| screen.row_wrapped(*row));
    assert_eq!(broken, None, "the line that the terminal broke in\n{}", text(screen));
}

/// Goes down once through all items of a picture, looks at each step, and chooses the first
/// item.
fn go_round(quiz: &mut Terminal, title: &str, items: usize, look: impl Fn(&Terminal, &str)) {
    let first = quiz.at(title).active();
    let mut label = first.clone();
    for item in 1..=items {
        look(quiz, &quiz.picture(title, |active| active == label));
        label = quiz.step(DOWN);
        assert_eq!(label == first, item == items, "item {item} of {items} is {label:?}");
    }
    quiz.key(ENTER);
}

/// Goes through every picture of the quiz that comes with the command.
fn go_through(rows: u16, columns: u16, look: impl Fn(&Terminal, &str)) {
    let mut quiz = Terminal::sized(rows, columns, &[]);
    for (title, items) in
        [("1 of 4", 6), ("2 of 4", 6), ("3 of 4", 5), ("4 of 4", 5), ("Your answers", 5)]
    {
        go_round(&mut quiz, title, items, |quiz, picture| {
            assert_once(picture, title);
            look(quiz, picture);
        });
    }
}

/// A questionnaire with one question.
fn questionnaire(question: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let file = folder.path().join("own.yaml");
    let text = format!(
        "format: 1
id: own
version: \"1\"
lang: en
title: A questionnaire of one's own
lead_at: 1
hybrid_at: 60
questions:
  - id: which
{question}
models:
  - id: inbound
    name: Inbound sales
  - id: outbound
    name: Outbound sales
"
    );
    fs::write(&file, text).expect("the file can be written");
    (folder, file.into_os_string().into_string().expect("the path is UTF-8"))
}

/// Lines that are longer than the window are where counting lines can go wrong.
#[test]
fn a_narrow_window_shows_each_picture_once() {
    for (rows, columns) in [(24, 34), (24, 40), (40, 34)] {
        go_through(rows, columns, |_, _| {});
    }
}

/// The longest help and the line about keys count towards what fits on a page.
#[test]
fn a_low_window_shows_the_title() {
    for (rows, columns) in [(23, 40), (18, 40)] {
        go_through(rows, columns, |_, _| {});
    }
}

/// If only one item fits below the question, only one is shown.
#[test]
fn a_low_and_narrow_window_shows_the_title() {
    go_through(18, 34, |_, _| {});
}

/// The number of the page needs room as well.
#[test]
fn the_terminal_breaks_no_line() {
    for (rows, columns) in [(24, 34), (24, 40), (17, 34), (12, 60), (10, 60)] {
        go_through(rows, columns, |quiz, _| assert_unbroken(quiz));
    }
}

/// Characters that take two columns, and some that take two bytes and one column.
#[test]
fn a_narrow_window_shows_wide_characters() {
    let (_folder, file) = questionnaire(
        "    name: 見込み客の出所とは何ですか
    text: 見込み客の多くはどこから来ますか。最初に連絡するのは買い手ですか。
    help: Qui fait le premier pas, l'acheteur intéressé ou le vendeur pressé ?
    options:
      - id: inbound
        label: お客様からの問い合わせ（ウェブサイト、検索、広告、紹介など）
        help: 検索や広告、ウェブフォームを通じてお客様が先に連絡してきます。
        points: {inbound: 8}
      - id: outbound
        label: Démarché à froid, téléphone et courriels répétés, réseaux
        help: Vous êtes déjà allé chercher l'acheteur là où il était caché, été comme hiver.
        points: {outbound: 8}",
    );
    let mut quiz = Terminal::sized(30, 34, &["-Q", &file]);
    for (title, items) in [("1 of 1", 3), ("Your answers", 2)] {
        go_round(&mut quiz, title, items, |quiz, picture| {
            assert_once(picture, title);
            assert_unbroken(quiz);
        });
    }
}

/// Resizing moves lines about, and the picture is redrawn at once.
#[test]
fn resizing_leaves_nothing_behind() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4");
    for (rows, columns, label) in [
        (24, 40, "We contact them"),
        (30, 120, "About half and half"),
        (40, 34, "They contact us because"),
        (24, 80, "Partners bring them"),
    ] {
        let before = quiz.active();
        quiz.resize(rows, columns);
        // The lines of the help have another length, although no key was pressed.
        let width = usize::from(columns);
        quiz.wait_for("lines as long as the window allows", |text| {
            let lines = || text.lines().map(|line| line.chars().count());
            lines().all(|line| line < width) && lines().any(|line| line + 16 > width.min(67))
        });
        assert!(before.starts_with(quiz.active().as_str()) || quiz.active().starts_with(&before));
        assert_eq!(quiz.step(DOWN), label);
        let picture = quiz.picture("1 of 4", |active| active == label);
        assert_once(&picture, "1 of 4");
        assert!(picture.contains("\n1 to 6 choose,"), "{picture}");
        assert_unbroken(&quiz);
    }
}

/// If what fitted before no longer fits, the active item stays visible.
#[test]
fn a_window_made_low_keeps_the_active_item_in_sight() {
    let mut quiz = Terminal::sized(40, 40, &[]);
    quiz.at("1 of 4").step(DOWN);
    quiz.step(DOWN);
    quiz.resize(10, 40);
    quiz.wait_for("a picture of ten lines", |text| {
        text.contains("half and half") && text.contains("1 of 4")
    });
    assert_eq!(quiz.active(), "About half and half");
    assert_eq!(quiz.settled().matches(MARKER).count(), 1);
}

/// With more options than lines, the list scrolls, and the active option is visible.
#[test]
fn a_long_list_scrolls() {
    let options: String = (1..=40)
        .map(|number| {
            format!(
                "\n      - {{id: o{number}, label: Option {number}, points: {{inbound: {number}}}}}"
            )
        })
        .collect();
    let (_folder, file) = questionnaire(&format!(
        "    name: Which\n    text: Which of these?\n    options:{options}"
    ));
    let mut quiz = Terminal::open(&["-Q", &file]);
    for number in 1..=40 {
        let label = format!("Option {number}");
        let picture = quiz.picture("1 of 1  Which\n", |active| active == label);
        assert_once(&picture, "1 of 1");
        quiz.step(DOWN);
    }
    assert_eq!(quiz.active(), "Not sure");
    assert_eq!(quiz.step(UP), "Option 40");
    quiz.key(ENTER);
    let review = quiz.picture("Your answers", |_| true);
    assert!(review.contains(" 1. Which: Option 40\n"), "{review}");
    quiz.pick("Show the result").at("Your result").key(ENTER);
    let end = quiz.finish();
    end.assert_given_back(0);
    assert!(end.text.contains("Inbound sales"), "{}", end.text);
    // The terminal breaks the command if the path of the program ends a line.
    let unbroken: String = end.text.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(unbroken.contains("--whicho40"), "{}", end.text);
}

/// A window of one cell, or little more, shows what it can, and everything once it has
/// room.
#[test]
fn a_window_without_room_waits_for_room() {
    for (rows, columns) in [(1, 1), (1, 60), (2, 60), (60, 1), (3, 5), (200, 500)] {
        let mut quiz = Terminal::sized(rows, columns, &[]);
        quiz.settled();
        quiz.key(DOWN);
        quiz.resize(24, 80);
        let label = "We contact them";
        quiz.picture("1 of 4", |active| active == label);
        quiz.resize(rows, columns);
        quiz.key(ENTER);
        quiz.resize(24, 80);
        quiz.at("2 of 4").key(CTRL_C);
        quiz.finish().assert_given_back(130);
    }
}
