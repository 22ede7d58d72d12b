//! Every way to leave without a result: the code is 130, and the terminal is as it was
//! before.

use std::process::Command;

use super::{CTRL_C, ENTER, ESC, Terminal};

/// Checks that nothing but the code shows that the quiz was there.
fn assert_left(quiz: Terminal) {
    let end = quiz.finish();
    end.assert_given_back(130);
    assert_eq!(end.text, "");
}

/// Esc at the first question ends nothing before it has asked.
#[test]
fn esc_at_the_first_question_asks_before_leaving() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4").key(ESC);
    assert_eq!(quiz.at("Leave without a result?").active(), "No, go on with the questions");
    quiz.key(ENTER).at("1 of 4").key(ESC);
    quiz.at("Leave without a result?").key(ESC);
    quiz.at("1 of 4").key(ESC);
    quiz.at("Leave without a result?").pick("Yes, leave");
    assert_left(quiz);
}

#[test]
fn ctrl_c_leaves_at_a_question() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4").pick("They contact us").at("2 of 4").key(CTRL_C);
    assert_left(quiz);
}

#[test]
fn ctrl_c_leaves_at_the_review() {
    let mut quiz = Terminal::open(&[]);
    quiz.answer(["Not sure"; 4]).key(CTRL_C);
    assert_left(quiz);
}

#[test]
fn ctrl_c_leaves_where_leaving_is_asked() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4").key(ESC).at("Leave without a result?").key(CTRL_C);
    assert_left(quiz);
}

/// A closing window, a logout or a script ends the quiz in the same way as Ctrl-C.
#[test]
fn signals_leave() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        let mut quiz = Terminal::open(&[]);
        quiz.at("1 of 4");
        let kill = Command::new("kill").args([signal, &quiz.pid.to_string()]).status();
        assert!(kill.expect("there is a kill command").success(), "kill {signal}");
        assert_left(quiz);
    }
}
