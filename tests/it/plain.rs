//! The quiz by numbered lines, without a terminal.

use serde_json::Value;

use crate::support::run_with_input;

#[test]
fn the_plain_quiz_reads_lines_from_anywhere() {
    let quiz = run_with_input(&["--plain", "-f", "json"], "2\n30%\nevery\n1\n");
    assert_eq!(quiz.code, 0, "{}", quiz.stderr);
    assert!(!quiz.stderr.contains('\u{1b}'));
    let result: Value = serde_json::from_str(&quiz.stdout).expect("one JSON document");
    let answers = [("leads", "outbound"), ("revenue", "some"), ("sellers", "every-deal")];
    for (question, answer) in answers {
        assert_eq!(result["answers"][question], answer);
    }
    assert_eq!(result["values"]["revenue"], 30);

    let back = run_with_input(&["--plain", "-f", "json"], "2\nb\n1\n1\n1\n1\n3\n3\n\n");
    let result: Value = serde_json::from_str(&back.stdout).expect("one JSON document");
    assert_eq!(result["answers"]["leads"], "inbound");
    assert_eq!(result["answers"]["sellers"], "every-deal");

    for (input, code) in [("1\n2\n", 2), ("", 2), ("b\n", 2), ("q\n", 130), ("b\ny\n", 130)] {
        let ended = run_with_input(&["--plain"], input);
        assert_eq!((ended.code, ended.stdout.as_str()), (code, ""), "{input:?}");
    }
}

/// Without a person at the other end, a wrong line ends the quiz: the next line
/// is the answer to another question.
#[test]
fn the_plain_quiz_says_what_is_wrong() {
    for (input, says) in [
        ("9\n", "line 1 of standard input: There is no answer 9. Give a number from 1 to 6."),
        ("1\n\n1\n", "line 2 of standard input: Give a number from 1 to 5."),
        (
            "1\n30\n",
            "There is no answer 30. Give a number from 1 to 5. If you mean 30%, write it with the sign.",
        ),
        ("1\n0.5\n", "If you mean 0.5%, write it with the sign."),
        (
            "ref\nn\nzz\n",
            "line 3 of standard input: \"zz\" is not an answer to this question. Give a number from 1 to 4.",
        ),
        (
            "1\n1\n1\n0.5\n",
            "\"0.5\" is outside what this question takes. Give a letter from a to d",
        ),
        ("1\n1\n1\n20\r%\n", "20\\r%"),
        ("1\n1\n1\n1\n9\n", "line 5 of standard input: Give a number from 1 to 4, or Enter."),
    ] {
        let quiz = run_with_input(&["--plain"], input);
        assert_eq!((quiz.code, quiz.stdout.as_str()), (2, ""), "{input:?}");
        assert!(quiz.stderr.contains(says), "{input:?}: {}", quiz.stderr);
        assert!(!quiz.stderr.contains('\r'), "{input:?}");
    }
    let listed = run_with_input(&["--plain", "-f", "json"], "1.\n3)\n3.\n1.\n");
    let result: Value = serde_json::from_str(&listed.stdout).expect("one JSON document");
    assert_eq!(result["answers"]["revenue"], "most");
    assert_eq!(result["answers"]["sellers"], "every-deal");
}

/// Input that never ends and never answers ends the quiz.
#[test]
fn the_plain_quiz_does_not_go_round_for_ever() {
    let circles = run_with_input(&["--plain"], &"1\n".repeat(500));
    assert_eq!(circles.code, 2);
    let says = "standard input has many lines, and they do not lead to a result\n";
    assert!(circles.stderr.ends_with(says), "{}", circles.stderr);
    for line in ["6\n", "b\n", "\n", "nonsense\n", "unsure\n"] {
        assert_eq!(run_with_input(&["--plain"], &line.repeat(500)).code, 2, "{line:?}");
    }
    // The rest of a line that is too long is not an answer to the next question.
    let long = run_with_input(&["--plain"], &format!("{}3\n", " ".repeat(5000)));
    assert_eq!(long.code, 2);
    assert!(long.stderr.contains("longer than 4096 bytes"), "{}", long.stderr);
}

/// Windows PowerShell puts a byte order mark before what it pipes.
#[test]
fn a_mark_before_the_first_line_is_no_part_of_it() {
    let with = run_with_input(&["--plain", "-f", "json"], "\u{feff}2\n30%\nevery\n1\n");
    let without = run_with_input(&["--plain", "-f", "json"], "2\n30%\nevery\n1\n");
    assert_eq!((with.code, with.stdout), (0, without.stdout));
    // Anywhere else it is shown, because nobody would see it.
    let later = run_with_input(&["--plain"], "2\n\u{feff}1\n");
    assert!(later.stderr.contains(r#""\u{feff}1""#), "{}", later.stderr);
}
