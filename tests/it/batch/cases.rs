//! Files with the exact output beside them: one folder for each case under `tests/batch`,
//! with the arguments in `args` (an & there is a blank within an argument).
//!
//! `SNAPSHOTS=overwrite cargo test` writes outputs and messages anew; read them
//! before you commit them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use snapbox::{Data, assert_data_eq};

use crate::support::command;

#[test]
fn every_case_gives_its_output() {
    for folder in folders() {
        let args = fs::read_to_string(folder.join("args")).expect("each case has arguments");
        let args = args.split_whitespace().map(|arg| arg.replace('&', " "));
        let output = command()
            .current_dir(&folder)
            .arg("batch")
            .args(args)
            .stdin(Stdio::null())
            .output()
            .expect("the command starts");
        // Bytes that are not text must come out as they went in, too.
        let expected = folder.join("output");
        if overwrite() {
            fs::write(&expected, &output.stdout).expect("the folder takes files");
        }
        let expected = fs::read(expected).unwrap_or_default();
        assert!(
            output.stdout == expected,
            "{}:\n{}",
            folder.display(),
            String::from_utf8_lossy(&output.stdout)
        );
        let stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
        assert!(!stderr.contains('\u{1b}'), "{stderr}");
        let code = output.status.code().expect("no signal ended it");
        let messages = format!("{stderr}exit code {code}\n");
        assert_data_eq!(messages, Data::read_from(&folder.join("messages.txt"), None).raw());
    }
}

fn overwrite() -> bool {
    std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite")
}

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/batch");
    let mut folders: Vec<PathBuf> = fs::read_dir(all)
        .expect("the folder is there")
        .map(|entry| entry.expect("a folder that opens can be listed").path())
        .collect();
    folders.sort();
    folders
}
