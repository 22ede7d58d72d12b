//! The quiz by numbered lines, without a terminal.

use serde_json::Value;

use crate::support::{command, run_with_input};

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

/// If no person answers, a wrong line ends the quiz: the next line is the answer to another
/// question.
#[test]
fn the_plain_quiz_says_what_is_wrong() {
    for (input, says) in [
        ("9\n", "line 1 of standard input: There is no answer 9. Give a number from 1 to 6."),
        ("1\n\n1\n", "line 2 of standard input: Give a number from 1 to 5."),
        (
            "1\n30\n",
            "There is no answer 30. Give a number from 1 to 5. If you mean 30%, write it with the sign.",
        ),
        ("1\n0.5\n", "If you mean 0.5% or 50%, write it with the sign."),
        ("1\n1.000\n", "If you mean 1% or 100%, write it with the sign."),
        ("1\n1\n1\n1.000\n", "\"1.000\" may be 1 or 1000. Write the one that you mean."),
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
    let says = "standard input goes round in circles: many lines, and no result\n";
    assert!(circles.stderr.ends_with(says), "{}", circles.stderr);
    for line in ["6\n", "b\n", "\n", "nonsense\n", "unsure\n"] {
        assert_eq!(run_with_input(&["--plain"], &line.repeat(500)).code, 2, "{line:?}");
    }
    // The rest of a line that is too long is not an answer to the next question.
    let long = run_with_input(&["--plain"], &format!("{}3\n", " ".repeat(5000)));
    assert_eq!(long.code, 2);
    assert!(long.stderr.contains("longer than 4096 bytes"), "{}", long.stderr);
}

/// Whatever is proposed is accepted, and nothing is proposed that is not accepted.
#[test]
fn what_the_plain_quiz_proposes_is_an_answer() {
    for refused in ["NaN", "-5", "1e1", "inf", "150"] {
        let quiz = run_with_input(&["--plain"], &format!("1\n{refused}\n"));
        assert_eq!(quiz.code, 2, "{refused}");
        assert!(quiz.stderr.contains(&format!("There is no answer {refused}.")), "{}", quiz.stderr);
        assert!(!quiz.stderr.contains("write it with the sign"), "{}", quiz.stderr);
    }
    for (lang, typed, first, or, second) in
        [("en", "0,85", "0.85%", " or ", "85%"), ("nl", "0,85", "0,85%", " of ", "85%")]
    {
        let quiz = run_with_input(&["--plain", "-l", lang], &format!("1\n{typed}\n"));
        assert!(quiz.stderr.contains(&format!("{first}{or}{second}")), "{}", quiz.stderr);
        for (proposed, value) in [(first, 0.85), (second, 85.0)] {
            let input = format!("1\n{proposed}\n1\n1.0000\n");
            let quiz = run_with_input(&["--plain", "-l", lang, "-f", "json"], &input);
            let result: Value = serde_json::from_str(&quiz.stdout).expect("one JSON document");
            assert_eq!(result["values"]["revenue"].as_f64(), Some(value), "{proposed}");
        }
    }
}

/// Letters in another encoding would be shown as something that nobody wrote.
#[test]
fn a_line_that_is_not_text_is_called_so() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for (bytes, line) in [(&b"\xff\n"[..], 1), (b"1\n1\nd\xe9j\xe0\n", 3)] {
        let path = folder.path().join("lines");
        std::fs::write(&path, bytes).expect("there is room for a file");
        let input = std::fs::File::open(&path).expect("it was just written");
        let quiz = command().arg("--plain").stdin(input).output().expect("the command runs");
        let says = String::from_utf8(quiz.stderr).expect("what is shown is UTF-8");
        assert_eq!(quiz.status.code(), Some(2), "{says}");
        let place = format!("line {line} of standard input: This line is not text in UTF-8.");
        assert!(says.contains(&place) && !says.contains('\u{fffd}'), "{says}");
    }
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

/// A person whose answers name no model can leave, and is told what is missing; so is a
/// script that has given all its answers.
#[test]
fn the_plain_quiz_can_be_left_without_a_model() {
    let unsettled = "unsure\nunsure\nunsure\nunsure\n\nb\n\n";
    for left in [unsettled.to_owned(), format!("{unsettled}3\n")] {
        let quiz = run_with_input(&["--plain"], &left);
        assert_eq!((quiz.code, quiz.stdout.as_str()), (1, ""), "{left:?}");
        let asked = quiz.stderr.matches("A number from the list: \n").count();
        assert_eq!(asked, 1, "{}", quiz.stderr);
        let says = "\nAnswer --leads: inbound, outbound, both, referrals, partners or unsure\n";
        assert!(quiz.stderr.ends_with(says), "{}", quiz.stderr);
    }
}
