//! Every key of the quiz, and input from a terminal that is not a key.

use super::{CTRL_C, DOWN, ENTER, ESC, Terminal, UP};

const HOME: &str = "\x1b[H";
const END: &str = "\x1b[F";
const PAGE_UP: &str = "\x1b[5~";
const PAGE_DOWN: &str = "\x1b[6~";
const LEFT: &str = "\x1b[D";

fn review(quiz: &mut Terminal) -> String {
    quiz.picture("Your answers", |_| true)
}

#[test]
fn digits_choose() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4").key("2").at("2 of 4").key("5").at("3 of 4").key("3").at("4 of 4").key("b");
    let review = review(&mut quiz);
    for answer in [
        "1. Lead source: We contact them\n",
        "2. Revenue from existing customers: Not sure\n",
        "3. People on each deal: Several people, on every deal\n",
        "4. Contacts at an account: Several\n",
    ] {
        assert!(review.contains(answer), "{answer} in\n{review}");
    }
    // A digit chooses there as well.
    quiz.key("3").at("People on each deal\n");
}

/// An Enter that is pressed out of habit after a digit accepts nothing on the next page,
/// whether it comes late or at once.
#[test]
fn enter_behind_a_digit_answers_no_other_question() {
    let mut quiz = Terminal::open(&[]);
    let late = |quiz: &Terminal, place: &str| {
        let said = quiz.wait_for("why that Enter does nothing", |text| {
            text.contains(place) && text.contains("The key before this Enter was your answer.")
        });
        assert!(said.contains(" was your answer. Press Enter again"), "{said}");
    };
    quiz.at("1 of 4").key("2").at("2 of 4").key(ENTER);
    late(&quiz, "2 of 4");
    quiz.key("1\r");
    late(&quiz, "3 of 4");
    // Another key ends this, and the next Enter accepts.
    quiz.key("3").at("4 of 4").key(DOWN).key(UP).key(ENTER);
    let picture = review(&mut quiz);
    for answer in ["We contact them\n", "Less than 25%\n", "on every deal\n", "One or two\n"] {
        assert!(picture.contains(answer), "{answer} in\n{picture}");
    }
}

/// A digit that is not an answer begins the number.
#[test]
fn a_number_may_begin_outside_its_field() {
    let mut quiz = Terminal::open(&[]);
    let first = quiz.picture("1 of 4", |_| true);
    assert!(first.contains("1 to 6 choose, Up and Down move, Enter accepts"), "{first}");
    quiz.key("1");
    let second = quiz.picture("2 of 4", |_| true);
    assert!(second.contains("1 to 5 choose, 6 types a number, Enter accepts"), "{second}");
    quiz.key("7");
    let field = quiz.wait_for("the field", |text| text.contains("I know the number: 7_ %"));
    assert!(!field.contains("1 to 5 choose"), "{field}");
    assert!(field.contains("\nType the number, Enter accepts, Up leaves it"), "{field}");
    quiz.key("5").key(ENTER).at("3 of 4").key("1");
    let last = quiz.picture("4 of 4", |_| true);
    assert!(last.contains("choose, or type a number; Enter accepts"), "{last}");
    quiz.key("a");
    let picture = review(&mut quiz);
    assert!(picture.contains("50% to less than 90% (75%)\n"), "{picture}");
}

#[test]
fn home_end_and_page_keys_move() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4");
    assert_eq!(quiz.step(END), "Not sure");
    assert_eq!(quiz.step(HOME), "They contact us");
    assert_eq!(quiz.step(PAGE_DOWN), "Not sure");
    assert_eq!(quiz.step(PAGE_UP), "They contact us");
    assert_eq!(quiz.step(UP), "Not sure");
    assert_eq!(quiz.step(DOWN), "They contact us");
}

#[test]
fn left_goes_back_as_esc_does() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4").key("2").at("2 of 4").key(LEFT);
    assert_eq!(quiz.at("1 of 4").active(), "We contact them");
    quiz.key(LEFT).at("Leave without a result?").key(LEFT).at("1 of 4");
}

/// On a slow connection the parts of a key come one by one, and still count as one key.
#[test]
fn an_arrow_in_two_parts_is_an_arrow() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4").key("2").at("2 of 4");
    quiz.key(ESC).settled();
    quiz.type_in("[B");
    quiz.wait_for("the marker to move", |text| text.contains("\u{276f} 2. 25% to less"));
    assert_eq!(quiz.at("2 of 4").active(), "25% to less than 50%");
    // Esc alone goes back.
    quiz.key(ESC).at("1 of 4");
}

#[test]
fn a_question_mark_lists_the_keys() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4").key("2").at("2 of 4").key("?");
    let keys = quiz.wait_for("the list of keys", |text| text.contains("Page Up, Page Down"));
    for key in ["1 to 5", "0 to 9", "Home, End", "Enter", "Esc, Left", "Ctrl-Z", "Ctrl-C"] {
        assert!(keys.contains(key), "{key} in\n{keys}");
    }
    assert!(keys.ends_with("\nAny key closes this list."), "{keys}");
    assert!(keys.contains("A company that first bought within them"), "{keys}");
    // Any key goes on, and does nothing else.
    quiz.key(ENTER).at("2 of 4");
}

/// What does not fit into the window is read by moving through it.
#[test]
fn the_list_of_keys_is_read_in_a_low_window() {
    let mut quiz = Terminal::sized(10, 34, &[]);
    let first = quiz.picture("1 of 4", |_| true);
    assert!(first.ends_with("\nEnter accepts, ? lists all keys"), "{first}");
    quiz.key("?");
    quiz.wait_for("the list of keys", |text| text.contains("1 to 6\n"));
    quiz.key(DOWN);
    quiz.wait_for("the next line", |text| text.starts_with("  choose an answer\n"));
    quiz.key(END);
    let end = quiz.wait_for("the end of the list", |text| text.contains("the buyer or you."));
    assert!(!end.contains("1 to 6"), "{end}");
    assert_eq!(quiz.key(ENTER).at("1 of 4").active(), "They contact us");
}

/// A percentage is typed beside its sign, and the quiz says what is accepted.
#[test]
fn a_percentage_is_typed_in_its_field() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4").key("2").at("2 of 4").key("6");
    quiz.wait_for("the field", |text| text.contains("I know the number: _ %"));
    quiz.key(ENTER);
    quiz.wait_for("what to do", |text| text.contains("\nType the number first.\n"));
    quiz.key("1").key("5").key("0").key(ENTER);
    quiz.wait_for("what is wrong", |text| text.contains("\"150%\" is outside what this"));
    quiz.key("\x7f");
    quiz.wait_for("the field", |text| text.contains("I know the number: 15_ %"));
    quiz.key("\x7f").key("\x7f").key("6").key("2").key(ENTER).at("3 of 4").key("1");
    quiz.at("4 of 4").key("2").key(".").key("5").key(ENTER);
    let picture = review(&mut quiz);
    assert!(picture.contains("50% to less than 90% (62%)\n"), "{picture}");
    assert!(picture.contains("One or two (2.5)\n"), "{picture}");
    // The number is still there when the answer is changed, and another one replaces it.
    quiz.key("2");
    quiz.wait_for("the number", |text| text.contains("I know the number: 62 %"));
    quiz.key("6").key("\x7f").key("4").key(ENTER);
    let picture = review(&mut quiz);
    assert!(picture.contains("50% to less than 90% (64%)\n"), "{picture}");
}

/// A number with two readings is refused, and both are named, as everywhere.
#[test]
fn a_number_with_two_readings_names_both() {
    let mut quiz = Terminal::open(&["--revenue", "most", "--sellers", "one", "--leads", "inbound"]);
    quiz.at("1 of 1").key("1").key(".").key("0").key("0").key("0").key(ENTER);
    let says = "\"1.000\" may be 1 or 1000. Write the one that you mean.";
    quiz.wait_for("both readings", |text| text.contains(says));
    quiz.key("0").key(ENTER);
    let picture = review(&mut quiz);
    assert!(picture.contains("One or two (1)\n"), "{picture}");
}

/// Pasted lines do not answer anything, however many there are.
#[test]
fn pasted_text_answers_nothing() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4");
    quiz.type_in(&format!("\x1b[200~{}\x1b[201~", "1\r2\n".repeat(300)));
    quiz.wait_for("a word about it", |text| text.contains("Pasted text is not an answer."));
    assert_eq!(quiz.at("1 of 4").active(), "They contact us");
    quiz.key(DOWN);
    quiz.wait_for("the next key", |text| !text.contains("Pasted text"));
    // Not every terminal says that a text was pasted.
    quiz.type_in(&"1\r2\r".repeat(300));
    quiz.wait_for("a word about it", |text| text.contains("Pasted text is not an answer."));
    assert_eq!(quiz.at("1 of 4").active(), "We contact them");
}

/// Keys without a meaning and bytes that make no sense change nothing.
#[test]
fn junk_changes_nothing() {
    let mut quiz = Terminal::open(&[]);
    quiz.at("1 of 4");
    let junk = ["x", "0", "9", "\x01", "\x1b[24~", "\x1b[1;5C", "\x1bx", "\u{e9}", "\t\x1b[Z"];
    for junk in junk {
        quiz.key(junk);
        assert_eq!(quiz.at("1 of 4").active(), "They contact us", "{junk:?}");
    }
    quiz.key(CTRL_C);
    quiz.finish().assert_given_back(130);
}
