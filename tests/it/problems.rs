//! What a person is told about a file that is wrong: one file for each way of
//! being wrong under `tests/problems`, with the message beside it.
//!
//! `SNAPSHOTS=overwrite cargo test` writes the messages anew; read them before
//! you commit them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use salesmodel::answers;
use salesmodel::problem::{Kind, Problems};
use salesmodel::questionnaire::Questionnaire;
use snapbox::{Data, assert_data_eq};

use crate::support::b2b;

#[test]
fn every_kind_of_problem_has_a_message() {
    let mut seen = BTreeSet::new();
    for file in files("questionnaires") {
        let text = fs::read_to_string(&file).expect("a listed file can be read");
        match Questionnaire::parse(&name(&file), &text) {
            Ok(_) => panic!("{} is taken for a questionnaire", file.display()),
            Err(problems) => check(&file, &problems, &mut seen),
        }
    }
    let questionnaire = b2b();
    for file in files("answers") {
        let text = fs::read_to_string(&file).expect("a listed file can be read");
        match answers::read(&questionnaire, &name(&file), &text) {
            Ok(_) => panic!("{} is taken for answers", file.display()),
            Err(problems) => check(&file, &problems, &mut seen),
        }
    }
    let missing: Vec<Kind> =
        Kind::ALL.iter().copied().filter(|kind| !seen.contains(kind)).collect();
    assert!(missing.is_empty(), "no file in tests/problems shows {missing:?}");
}

fn check(file: &Path, problems: &Problems, seen: &mut BTreeSet<Kind>) {
    let message = format!("{problems}\n");
    assert!(!message.contains('\u{1b}'), "{}: the message steers a terminal", file.display());
    seen.extend(problems.list.iter().map(|problem| problem.kind));
    assert_data_eq!(message, Data::read_from(&file.with_extension("txt"), None).raw());
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("a folder that opens can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
}

fn name(file: &Path) -> String {
    file.file_name().expect("it is a file").to_string_lossy().into_owned()
}
