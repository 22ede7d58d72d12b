//! A batch writes nothing over what it reads, and mixes nothing into its rows.

use std::fs;

use super::messy::{HEADER, in_folder, is_refused, stdout};
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
