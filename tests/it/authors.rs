//! What people who write questionnaires come across: translations beside their
//! questionnaires, starting points, and names that are not what they seem.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use salesmodel::questionnaire::Builtin;
use serde_json::Value;

use crate::support::{b2b, command, failure, finish, folder, run, run_in, run_with_input, with};

/// The Dutch words of the standard questionnaire, as they were written.
fn dutch_file() -> &'static str {
    let mut translations = Builtin::standard().translations.iter();
    translations.find(|translation| translation.lang == "nl").expect("it speaks Dutch").source
}

/// A questionnaire of one's own is translated by a file beside it.
#[test]
fn a_file_beside_a_questionnaire_translates_it() {
    let folder = folder();
    let source = Builtin::standard().source;
    let translation = dutch_file();
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("the folder takes files");
    };
    write("mine.yaml", source);
    write("mine.nl.yaml", translation);
    write("mine.old.copy.yaml", "not: read");
    write("other.fr.yaml", "not: read");
    let dutch = run_in(folder.path(), &with(&["-Q", "mine.yaml", "-l", "nl"]));
    assert_eq!(dutch.stderr, "");
    let built_in = run(&with(&["-l", "nl"]));
    assert_eq!(
        dutch.stdout.replace(" -Q mine.yaml", ""),
        built_in.stdout,
        "both have the same words"
    );

    // Words that are missing are taken from the original, and a message says so.
    let short: String = translation
        .lines()
        .filter(|line| !line.contains("name: Leadbron"))
        .map(|line| format!("{line}\n"))
        .collect();
    write("mine.nl.yaml", &short);
    let run = run_in(folder.path(), &with(&["-Q", "mine.yaml", "-l", "nl", "--leads", "unsure"]));
    assert_eq!(run.code, 2, "a flag given twice");
    let args = ["-Q", "mine.yaml", "-l", "nl", "--leads", "unsure", "--revenue", "95%"];
    let args = [&args[..], &["--sellers", "one", "--contacts", "1"]].concat();
    let run = run_in(folder.path(), &args);
    assert!(run.stderr.starts_with("warning: mine.nl.yaml lacks words"), "{}", run.stderr);
    assert!(run.stdout.contains("Bij \"Lead source\" wist je het niet."), "{}", run.stdout);

    // A translation that cannot be used leads to a warning, and the original is used.
    write("mine.nl.yaml", "format: 1\ntranslates: other\nlang: nl\n");
    let run = run_in(folder.path(), &with(&["-Q", "mine.yaml", "-l", "nl"]));
    assert!(run.stderr.starts_with("warning: the translation into nl cannot"), "{}", run.stderr);
    assert!(run.stdout.starts_with("Your answers"), "{}", run.stdout);
    let check = run_in(folder.path(), &["questions", "check", "mine.nl.yaml"]);
    assert!(check.stdout.contains("this translates \"other\""), "{}", check.stdout);
    assert_eq!(run_in(folder.path(), &with(&["-Q", "mine.yaml"])).code, 0);

    // The translation is not a questionnaire.
    let run = run_in(folder.path(), &with(&["-Q", "mine.nl.yaml"]));
    assert!(failure(&run, 1).contains("the words of a translation"), "{}", run.stderr);
}

/// The file that salesmodel writes for a translator to fill in is a translation, in which
/// everything is missing.
#[test]
fn a_skeleton_is_a_translation_without_words() {
    let original = b2b();
    let skeleton = salesmodel::questionnaire::skeleton(&original, "fr");
    let translated = original.translate("skeleton", &skeleton).expect("it can be read");
    let as_original = format!("{:?}", translated.questionnaire.questions());
    assert_eq!(as_original, format!("{:?}", original.questions()));
    let kinds: BTreeSet<&str> = translated.gaps.iter().map(|gap| gap.kind.code()).collect();
    assert_eq!(kinds, BTreeSet::from(["missing-words"]));
    // One gap for each item with words: title and intro, 4 questions, 15 options, 5
    // models, 14 stages, notes and reasons for lost deals.
    let options: usize = original.questions().iter().map(|q| q.options.len()).sum();
    let others = original.notes().len() + original.lost_reasons().len();
    assert_eq!(translated.gaps.len(), 2 + 4 + options + 5 + 14 + others);
}

/// A questionnaire can be translated into languages that salesmodel itself does not speak,
/// and a file that is named after another language is refused.
#[test]
fn any_language_can_be_written() {
    let folder = folder();
    let author = |args: &[&str]| run_in(folder.path(), &[&["questions"], args].concat());
    assert_eq!(author(&["new", "mine.yaml"]).code, 0);
    let strict = author(&["check", "--strict", "mine.yaml"]);
    assert_eq!((strict.code, strict.stdout.as_str()), (0, "mine.yaml: no problems\n"));
    for args in [
        &["new", "mine.de.yaml", "--from", "mine.yaml", "--lang", "de"][..],
        &["new", "--lang=pt-BR", "--from", "b2b", "b2b.pt-BR.yaml"],
        &["new", "other.nl.yaml", "--from", "b2b", "-l", "nl"],
    ] {
        let run = author(args);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{args:?}");
    }
    // An existing translation is copied, and not started anew.
    let copied = fs::read_to_string(folder.path().join("other.nl.yaml")).expect("it is there");
    assert_eq!(copied, dutch_file());
    // Without a language, a file with this name would not be a questionnaire of its own.
    let run = author(&["new", "mine.fr.yaml", "--from", "mine.yaml"]);
    assert!(failure(&run, 2).contains("--from mine.yaml --lang fr"), "{}", run.stderr);
    assert!(!folder.path().join("mine.fr.yaml").exists());
    // Nothing is overwritten.
    let run = author(&["new", "mine.yaml"]);
    assert!(failure(&run, 1).contains("mine.yaml already exists"), "{}", run.stderr);

    let german = run_in(
        folder.path(),
        &["-Q", "mine.yaml", "-l", "de", "--interest", "asked", "--size", "5", "-f", "json"],
    );
    assert!(german.stderr.starts_with("warning: mine.de.yaml lacks words"), "{}", german.stderr);
    let german: Value = serde_json::from_str(&german.stdout).expect("one JSON document");
    assert_eq!((&german["lang"], &german["model"]["name"]), (&"de".into(), &"Call".into()));

    fs::rename(folder.path().join("mine.de.yaml"), folder.path().join("mine.fr.yaml"))
        .expect("it is renamed");
    let run = author(&["check", "mine.yaml"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("this is in \"de\", but the name of the file says fr"));
    let run = run_in(folder.path(), &["-Q", "mine.yaml", "-l", "fr", "--help"]);
    assert!(run.stdout.contains("--interest"), "{}", run.stderr);
}

/// The folder with a questionnaire, and the answers to it.
fn mine() -> (tempfile::TempDir, [&'static str; 6]) {
    let folder = folder();
    let new = run_in(folder.path(), &["questions", "new", "mine.yaml"]);
    assert_eq!(new.code, 0, "{}", new.stderr);
    (folder, ["-Q", "mine.yaml", "--interest", "asked", "--size", "5"])
}

fn in_dutch(folder: &Path, args: &[&str]) -> crate::support::Run {
    finish(command().env("LC_ALL", "nl_NL.UTF-8").current_dir(folder).args(args), "")
}

/// JSON is in English, so a Dutch translation that is broken or incomplete does not matter
/// to it. A report falls back to the original, and says so.
#[test]
fn a_broken_translation_stops_nobody_and_is_warned_of() {
    let (folder, answers) = mine();
    let write = |text: &str| {
        fs::write(folder.path().join("mine.nl.yaml"), text).expect("the folder takes a file");
    };
    for translation in [
        "format: 1\ntranslates: other\nlang: nl\n",
        "[",
        "format: 1\ntranslates: follow-up\nlang: nl\n",
    ] {
        write(translation);
        for more in [["-f", "json"], ["-f", "hubspot"]] {
            let run = in_dutch(folder.path(), &[&answers[..], &more].concat());
            assert_eq!(run.code, 0, "{translation:?} {more:?}: {}", run.stderr);
            assert!(!run.stderr.contains("warning"), "{translation:?}: {}", run.stderr);
        }
        let report = in_dutch(folder.path(), &answers);
        assert_eq!(report.code, 0, "{}", report.stderr);
        assert!(report.stderr.starts_with("warning: "), "{translation:?}: {}", report.stderr);
    }
    let warned = |run: &crate::support::Run| {
        assert_eq!(run.code, 0, "{}", run.stderr);
        let warning = "warning: the translation into nl cannot be used";
        assert!(run.stderr.starts_with(warning), "{}", run.stderr);
        assert!(run.stderr.contains("questions check mine.nl.yaml"), "{}", run.stderr);
    };
    write("[");
    // A person who asks for Dutch is warned and gets the original. Rows, which may have
    // Dutch words, lead to the same warning.
    let original = run_in(folder.path(), &answers);
    let asked = run_in(folder.path(), &[&answers[..], &["-l", "nl"]].concat());
    warned(&asked);
    // The command that it names repeats what was asked for.
    assert_eq!(asked.stdout.replace(" -l nl", ""), original.stdout);
    fs::write(folder.path().join("rows.csv"), "interest,size\nasked,5\n").expect("there is room");
    warned(&run_in(folder.path(), &["batch", "rows.csv", "-Q", "mine.yaml"]));
}

/// A copy of a questionnaire, a pipe and a folder beside it are not taken for translations.
#[test]
fn what_only_looks_like_a_translation_is_passed_over() {
    let (folder, answers) = mine();
    let path = |name: &str| folder.path().join(name);
    fs::copy(path("mine.yaml"), path("mine.old.yaml")).expect("it is copied");
    fs::create_dir(path("mine.fr.yaml")).expect("it is made");
    let check = run_in(folder.path(), &["questions", "check", "mine.yaml"]);
    assert_eq!((check.code, check.stdout.as_str()), (0, "mine.yaml: no problems\n"));
    #[cfg(unix)]
    {
        let pipe = std::process::Command::new("mkfifo").arg(path("mine.nl.yaml")).status();
        if pipe.is_ok_and(|status| status.success()) {
            let check = run_in(folder.path(), &["questions", "check", "mine.yaml"]);
            assert_eq!(check.code, 0, "{}", check.stdout);
            let run = in_dutch(folder.path(), &answers);
            assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        }
    }
}

/// Nothing in the name of a file steers a terminal, and standard input is read once.
#[test]
fn names_do_not_steer_the_terminal() {
    let (folder, _) = mine();
    let name = "e\u{1b}[31m\u{202e}.yaml";
    fs::copy(folder.path().join("mine.yaml"), folder.path().join(name)).expect("it is copied");
    for more in [&[][..], &["-f", "json"], &["--space"]] {
        let run = run_in(folder.path(), &[&["questions", "check", name], more].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(!run.stdout.contains(['\u{1b}', '\u{202e}']), "{:?}", run.stdout);
    }
    let twice = run_with_input(&["questions", "check", "-", "-"], "");
    assert!(failure(&twice, 2).contains("standard input can be checked once"));
}

/// A translation is written where it will be found.
#[test]
fn a_translation_is_started_in_its_place() {
    let (folder, _) = mine();
    for file in ["mine.nl.yml", "other.yaml", "mine.fr.yaml"] {
        let args = ["questions", "new", file, "--from", "mine.yaml", "--lang", "nl"];
        let run = run_in(folder.path(), &args);
        assert!(failure(&run, 2).ends_with("Name it mine.nl.yaml.\n"), "{}", run.stderr);
        assert!(!folder.path().join(file).exists());
    }
}

/// The locale C is English, whatever else is set.
#[test]
fn the_plain_locale_is_english() {
    for (variable, value) in [("LC_ALL", "C"), ("LANG", "POSIX"), ("LC_MESSAGES", "C.UTF-8")] {
        let mut command = command();
        command.env_clear().env(variable, value).env("LANGUAGE", "nl");
        let run = finish(command.args(with(&[])), "");
        assert!(run.stdout.starts_with("Your answers ("), "{variable}={value}");
    }
}

/// The library names no flag; the command does, in each place where a problem is told.
#[test]
fn the_command_says_which_flag_mends_a_problem() {
    let folder = folder();
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("the folder takes files");
    };
    let standard = Builtin::standard();
    write("mine.yaml", &standard.source.replace("- id: contacts", "- id: company"));
    write("words.yaml", dutch_file());
    write("theirs.yaml", "questionnaire: {id: b2c, version: \"2\"}\n");

    let checked = run_in(folder.path(), &["questions", "check", "mine.yaml"]);
    assert!(checked.stdout.contains("--company is already a flag"), "{}", checked.stdout);
    assert!(checked.stdout.contains("--answer company=..."), "{}", checked.stdout);
    for (args, says) in [
        (["-Q", "words.yaml"], "choose this language with --lang."),
        (["--from", "theirs.yaml"], "Name theirs with --questionnaire."),
        (["--from", "mine.yaml"], "Ask its questions with --questionnaire, and give answers"),
    ] {
        let run = run_in(folder.path(), &args);
        assert_eq!(run.code, 1, "{args:?}");
        assert!(run.stderr.contains(says), "{args:?}: {}", run.stderr);
    }
}
