//! The functions that are fuzzed, run on the files that fuzzing has left and on those of
//! other tests: they keep what they promise, whatever the input is.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "fuzz/ uses it as a crate")]
pub(crate) mod targets;

use targets::TARGETS;

/// All files in a folder of the repository and in its folders.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the folder is there") {
            let path = entry.expect("it can be listed").path();
            let into = if path.is_dir() { &mut folders } else { &mut found };
            into.push(path);
        }
    }
    found.sort();
    found
}

/// Runs a target on files, and names the file at which it fails.
fn replay(name: &str, files: &[PathBuf]) {
    let (_, run) = TARGETS.iter().find(|(target, _)| *target == name).expect("there is such a one");
    for file in files {
        let bytes = fs::read(file).expect("it can be read");
        let ran = std::panic::catch_unwind(|| run(&bytes));
        assert!(ran.is_ok(), "{name}: {}", file.display());
    }
}

#[test]
fn the_corpus_of_every_target_passes() {
    for (name, _) in TARGETS {
        let files = files(&format!("fuzz/corpus/{name}"));
        assert!(files.len() >= 3, "{name} has {} files", files.len());
        replay(name, &files);
    }
}

/// A text that is meant for one target is given to the others.
#[test]
fn the_files_of_other_tests_pass_wherever_they_enter() {
    let mut all = files("tests/corpus");
    all.extend(files("tests/problems"));
    assert!(all.len() > 200, "{} files", all.len());
    // The target of pages does not take a file as it is, but numbers by which it chooses
    // texts.
    for name in TARGETS.iter().map(|(name, _)| *name).filter(|name| *name != "page") {
        replay(name, &all);
    }
}
