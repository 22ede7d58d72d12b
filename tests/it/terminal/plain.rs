//! The quiz by numbered lines, in a terminal that asks for it.

use super::{COMMAND, CTRL_C, End, Terminal, command};

/// The two ways to ask for it.
const WISHES: [(&str, &str); 2] = [("ACCESSIBLE", "1"), ("TERM", "dumb")];

/// The command in a window that is high enough for the whole quiz.
fn open((name, value): (&str, &str)) -> Terminal {
    let mut command = command(COMMAND);
    command.env(name, value);
    Terminal::run(200, 100, command)
}

/// Waits until this is the last thing that the command asks, then gives a line.
fn reply(quiz: &mut Terminal, asked: &str, line: &str) {
    quiz.wait_for(asked, |text| {
        let last = text.rsplit("\n\n").next();
        last.is_some_and(|last| last.contains(asked) && last.ends_with(':'))
    });
    quiz.type_in(line);
}

fn assert_no_escape(bytes: &[u8]) {
    let place = bytes.iter().position(|byte| *byte == 0x1b);
    assert_eq!(place, None, "there is an ESC in\n{}", String::from_utf8_lossy(bytes));
}

fn answer_by_numbers(wish: (&str, &str)) -> End {
    let mut quiz = open(wish);
    reply(&mut quiz, "Question 1 of 4: Where do most", "2\n");
    reply(&mut quiz, "Question 2 of 4: How much of", "1\n");
    reply(&mut quiz, "Question 3 of 4: How many of", "4\n");
    reply(&mut quiz, "Question 4 of 4: Do you talk", "a\n");
    reply(&mut quiz, "  3. People on each deal: Not sure\n", "\n");
    reply(&mut quiz, "\n  6. Done\n", "1\n");
    reply(&mut quiz, "\n  6. Done\n", "\n");
    let end = quiz.finish();
    end.assert_given_back(0);
    end
}

/// A whole quiz by numbers, which a screen reader can read line by line.
#[test]
fn numbers_answer_the_quiz() {
    for wish in WISHES {
        let end = answer_by_numbers(wish);
        assert!(end.text.contains("\n  1. They contact us. Search, content"), "{}", end.text);
        // The report, which was asked for, and the command that repeats it.
        assert!(end.text.contains("\nWhy (8 points to lead"), "{}", end.text);
        let repeat = "--leads outbound --revenue little --sellers unsure --contacts one-or-two";
        assert!(end.text.replace('\n', " ").contains(repeat), "{}", end.text);
        assert_no_escape(&end.bytes);
    }
}

/// After a wrong line, only the prompt comes again, not the whole question. Lines are
/// broken at words.
#[test]
fn a_wrong_line_repeats_the_prompt_alone() {
    let mut command = command(COMMAND);
    command.args(["--plain"]);
    let mut quiz = Terminal::run(60, 50, command);
    reply(&mut quiz, "Question 1 of 4", "9\n");
    let text = quiz.wait_for("the prompt again", |text| {
        text.replace('\n', " ").matches("q to quit:").count() == 2
    });
    assert_eq!(text.matches("Question 1 of 4").count(), 1, "{text}");
    assert!(text.contains("\nThere is no answer 9. Give a number from 1 to 6.\n"), "{text}");
    let seen = quiz.output.seen();
    let screen = seen.parser.screen();
    let broken = (0..screen.size().0.get()).find(|row| screen.row_wrapped(*row));
    assert_eq!(broken, None, "the line that the terminal broke in\n{text}");
}

#[test]
fn a_dumb_terminal_gets_a_report_without_escape_sequences() {
    assert_no_escape(&answer_by_numbers(("TERM", "dumb")).bytes);
}

/// A person who needs lines without escape sequences needs them to the end.
#[test]
fn accessible_gives_a_report_without_escape_sequences() {
    assert_no_escape(&answer_by_numbers(("ACCESSIBLE", "1")).bytes);
}

/// `b` shows the question before with its answer; at the first one, `b` asks
/// before it leaves.
#[test]
fn b_goes_back() {
    for wish in WISHES {
        let mut quiz = open(wish);
        reply(&mut quiz, "Question 1 of 4", "3\n");
        reply(&mut quiz, "Question 2 of 4", "b\n");
        reply(&mut quiz, "Your answer so far: About half and half", "b\n");
        reply(&mut quiz, "Leave without a result?", "n\n");
        reply(&mut quiz, "Question 1 of 4", "b\n");
        reply(&mut quiz, "Leave without a result?", "y\n");
        let end = quiz.finish();
        end.assert_given_back(130);
        assert_no_escape(&end.bytes);
    }
}

#[test]
fn q_leaves() {
    for wish in WISHES {
        let mut quiz = open(wish);
        reply(&mut quiz, "Question 1 of 4", "1\n");
        reply(&mut quiz, "Question 2 of 4", "q\n");
        let end = quiz.finish();
        end.assert_given_back(130);
        assert_no_escape(&end.bytes);
    }
}

#[test]
fn ctrl_c_leaves() {
    for wish in WISHES {
        let mut quiz = open(wish);
        reply(&mut quiz, "Question 1 of 4", "1\n");
        reply(&mut quiz, "Question 2 of 4", CTRL_C);
        let end = quiz.finish();
        end.assert_given_back(130);
        assert_no_escape(&end.bytes);
    }
}
