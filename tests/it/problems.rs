//! What a person is told about a file that is wrong: one file under `tests/problems` for
//! each way of being wrong, with the message beside it. Questionnaires and translations are
//! shown as `questions check` shows them, and answers as the command that reads them does.
//!
//! `SNAPSHOTS=overwrite cargo test` writes the messages anew; read them before
//! you commit them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use salesmodel::answers;
use salesmodel::checkup::{self, Checked};
use salesmodel::document;
use salesmodel::mapping::Mapping;
use salesmodel::problem::{Kind, Problem, Severity};
use salesmodel::questionnaire::Questionnaire;
use salesmodel::render::{Charset, Look, Styles, problems};
use salesmodel::space;
use snapbox::{Data, assert_data_eq};

use crate::support::b2b;

#[test]
fn every_kind_of_problem_has_a_message() {
    let mut seen = BTreeSet::new();
    for file in files("questionnaires") {
        let text = read(&file);
        let taken = ["company".to_owned()];
        let (mut checked, questionnaire) = checkup::questionnaire(&name(&file), &text, &taken);
        // A file that cannot be used is refused by every command that would use it.
        let errors = checked.count(Severity::Error) > 0;
        assert_eq!(Questionnaire::parse("file", &text).is_err(), errors, "{}", file.display());
        assert_eq!(questionnaire.is_none(), errors, "{}", file.display());
        if let Some(questionnaire) = &questionnaire {
            checked.add_meaning(&space::explore(questionnaire));
        }
        check(&file, &shown(&checked), &checked.problems, &mut seen);
    }
    for file in files("encoding") {
        let bytes = fs::read(&file).expect("a listed file can be read");
        let problem = document::utf8(&bytes).expect_err("it is no UTF-8");
        let checked = Checked::unreadable(&name(&file), &bytes, problem);
        check(&file, &shown(&checked), &checked.problems, &mut seen);
    }
    let questionnaire = b2b();
    for file in files("translations") {
        let checked = checkup::translation(&name(&file), &read(&file), &questionnaire, None);
        check(&file, &shown(&checked), &checked.problems, &mut seen);
    }
    for file in files("answers") {
        match answers::read(&questionnaire, &name(&file), &read(&file)) {
            Ok(_) => panic!("{} is taken for answers", file.display()),
            Err(problems) => check(&file, &format!("{problems}\n"), &problems.list, &mut seen),
        }
    }
    for file in files("mappings") {
        match Mapping::read(&questionnaire, &name(&file), &read(&file)) {
            Ok(_) => panic!("{} is taken for a mapping", file.display()),
            Err(problems) => check(&file, &format!("{problems}\n"), &problems.list, &mut seen),
        }
    }
    let missing: Vec<Kind> =
        Kind::ALL.iter().copied().filter(|kind| !seen.contains(kind)).collect();
    assert!(missing.is_empty(), "no file in tests/problems shows {missing:?}");
}

fn shown(checked: &Checked) -> String {
    let look = Look::new(80, Charset::Unicode, Styles::plain());
    let mut bytes = Vec::new();
    problems::write(checked, &look, &mut bytes).expect("memory can be written");
    String::from_utf8(bytes).expect("what is shown is UTF-8")
}

fn check(file: &Path, message: &str, problems: &[Problem], seen: &mut BTreeSet<Kind>) {
    assert!(!problems.is_empty(), "{}: nothing is found", file.display());
    assert!(!message.contains('\u{1b}'), "{}: the message steers a terminal", file.display());
    for line in message.lines() {
        assert!(line.chars().count() <= 80 || !message.contains("-->"), "{line}");
    }
    seen.extend(problems.iter().map(|problem| problem.kind));
    assert_data_eq!(message, Data::read_from(&file.with_extension("txt"), None).raw());
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("a listed file can be read")
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

/// Something that a sample did not show is worth knowing, but neither an error nor a
/// warning.
#[test]
fn what_is_not_certain_is_a_note() {
    let mut uncertain = 0;
    for file in files("questionnaires") {
        let text = read(&file);
        let (mut checked, Some(questionnaire)) = checkup::questionnaire("file", &text, &[]) else {
            continue;
        };
        let before = checked.problems.clone();
        let sampled = space::sample(&questionnaire);
        checked.add_meaning(&sampled);
        let about = checked.problems.iter().filter(|problem| !before.contains(problem));
        let (unsure, sure): (Vec<&Problem>, Vec<&Problem>) =
            about.partition(|problem| problem.what.contains("in a sample of"));
        let not_seen =
            |finding: &&space::Observation<'_>| finding.certainty == space::Certainty::NotSeen;
        let of_models = |finding: &&space::Observation<'_>| {
            matches!(finding.what, space::What::NeverMixed { .. })
        };
        // A model that neither leads nor is in the mix has two findings and one message.
        let findings = sampled.findings.iter().filter(not_seen);
        let dead = sampled.findings.iter().filter(of_models).count();
        assert!(unsure.len() <= findings.clone().count(), "{}", file.display());
        assert!(unsure.len() + dead >= findings.count(), "{}", file.display());
        assert!(unsure.iter().all(|problem| problem.severity == Severity::Note));
        assert!(sure.iter().all(|problem| problem.severity == problem.kind.severity()));
        uncertain += unsure.len();
        // What is proven is reported, whatever else was merely not seen.
        for finding in &sampled.findings {
            if let (space::What::NeverLeads { model }, space::Certainty::Proven) =
                (&finding.what, finding.certainty)
            {
                let says = format!("makes {} lead", model.id);
                assert!(sure.iter().any(|problem| problem.what.contains(&says)), "{says}");
            }
        }
    }
    assert!(uncertain > 0, "no file shows anything that is not certain");
}
