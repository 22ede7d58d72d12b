//! A batch does not write over what it reads, and mixes nothing into its rows.

use std::fs;

use super::messy::{HEADER, in_folder, is_refused, stderr, stdout};
use crate::support::folder;

#[test]
fn the_output_takes_the_place_of_no_file_that_it_is_made_with() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let questionnaire = concat!(env!("CARGO_MANIFEST_DIR"), "/questions/b2b.yaml");
    fs::copy(questionnaire, path("q.csv")).expect("there is room");
    fs::write(path("w.csv"), "leads:\n  Trade Show: outbound\n").expect("there is room");
    fs::write(path("rows.csv"), format!("{HEADER}\nA,inbound,30%,one,2\n")).expect("room");
    for (flag, name, what) in
        [("-Q", "q.csv", "the questionnaire"), ("--map", "w.csv", "the file of --map")]
    {
        let before = fs::read(path(name)).expect("it is there");
        let output = in_folder(folder.path(), &["rows.csv", flag, name, "-o", name]);
        is_refused(&output, 2, &["would overwrite", what]);
        assert_eq!(fs::read(path(name)).expect("it is there"), before);
        let other = in_folder(folder.path(), &["rows.csv", flag, name, "-o", "out.csv"]);
        assert_eq!(other.status.code(), Some(0), "{other:?}");
    }
}

#[test]
fn words_are_read_and_written_in_files_of_their_own() {
    let folder = folder();
    fs::write(folder.path().join("rows.csv"), format!("{HEADER}\nA,fair,30%,one,2\n"))
        .expect("there is room");
    for (flag, hint) in [("--map", "--map words.yaml"), ("--map-new", "--map-new words.yaml")] {
        let output = in_folder(folder.path(), &["rows.csv", flag, "-"]);
        is_refused(&output, 2, &[&format!("{flag} "), hint]);
        assert_eq!(stdout(&output), "");
    }
}

/// The file of words to fill in can be read once it is filled in, however many words there
/// are and whatever invisible characters they have.
#[test]
fn the_words_to_fill_in_are_those_that_can_be_read() {
    let folder = folder();
    let word = |i| format!("A,a word of some forty letters number {i:06},30%,one,2\n");
    let rows: String = (0..24_000).map(word).collect();
    let common = "A,\u{200b}inbound,30%,one,2\nA,fair,30%,one,2\n".repeat(2);
    fs::write(folder.path().join("rows.csv"), format!("{HEADER}\n{rows}{common}")).expect("room");
    let run = in_folder(folder.path(), &["rows.csv", "--summary", "--map-new", "words.yaml"]);
    is_refused(&run, 3, &["of the rarest words are left out"]);
    let words = fs::read_to_string(folder.path().join("words.yaml")).expect("it was written");
    assert!(words.contains("\"\\u200binbound\":") && words.contains("did you mean inbound?"));
    assert!(words.contains("  fair:"));
    let mut filled = 0;
    let lines = words.lines().map(|line| match line.split_once(": ") {
        Some((word, rest)) if rest.trim_start().starts_with('#') => {
            filled += 1;
            let answer = if word.contains("inbound") { "inbound" } else { "referrals" };
            format!("{word}: {answer} {rest}\n")
        }
        _ => format!("{line}\n"),
    });
    let lines: String = lines.collect();
    fs::write(folder.path().join("words.yaml"), lines).expect("there is room");
    let run = in_folder(folder.path(), &["rows.csv", "--summary", "--map", "words.yaml"]);
    let said = stderr(&run);
    assert_eq!(run.status.code(), Some(3), "{said}");
    // Each line that was filled in makes one row or two that can be diagnosed.
    assert!(filled > 10_000 && said.contains(&format!(" {} diagnosed", filled + 2)), "{said}");
}
