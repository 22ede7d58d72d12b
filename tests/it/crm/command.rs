//! The flags for CRMs, and the folder that a format of several files takes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Run, failure, folder, run, run_in, with};

/// A result with stages after the sale.
const RELATIONSHIP: [&str; 8] =
    ["--leads", "partners", "--revenue", "95%", "--sellers", "one", "--contacts", "2"];

fn relationship<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&RELATIONSHIP[..], more].concat()
}

/// Every file below a folder by its path, with a slash between the parts.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("it is a text");
                let name = path.strip_prefix(folder).expect("it is in the folder");
                files.insert(name.to_string_lossy().replace('\\', "/"), text);
            }
        }
    }
    files
}

fn done(run: &Run) {
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn data_goes_to_standard_output_and_remarks_elsewhere() {
    let sale = run(&relationship(&["-f", "hubspot"]));
    done(&sale);
    let body: Value = serde_json::from_str(&sale.stdout).expect("one JSON document");
    assert_eq!(body["label"], "New business");
    assert!(sale.stdout.ends_with("}\n"));
    insta::assert_snapshot!(sale.stderr, @r#"
    note: left out (they belong in the pipeline after-sale): "First check-in" and "Upsell"
    note: HubSpot cannot store goals and exit criteria
    note: post this to /crm/v3/pipelines/deals with a token that has the scope crm.schemas.deals.write; it adds a pipeline, for which HubSpot requires a paid Sales Hub
    "#);
    let folder = folder();
    let args = relationship(&["-f", "pipedrive", "-o", "p.json", "--pipeline=after-sale"]);
    let saved = run_in(folder.path(), &args);
    done(&saved);
    assert_eq!(saved.stdout, "");
    let text = fs::read_to_string(folder.path().join("p.json")).expect("it was written");
    let all: Value = serde_json::from_str(&text).expect("one JSON document");
    assert_eq!(all[0]["pipeline"]["name"], "Existing customers");
    // The file of a format with one file is replaced, as with every other format.
    done(&run_in(folder.path(), &args));
}

/// Programs get English unless a language is asked for, whatever the locale.
#[test]
fn names_are_english_unless_asked_for_otherwise() {
    let dutch = |args: &[&str]| {
        let mut command = crate::support::command();
        command.env("LC_ALL", "nl_NL.UTF-8").args(relationship(args));
        crate::support::finish(&mut command, "")
    };
    let english = dutch(&["-f", "hubspot", "--pipeline", "after-sale"]);
    assert!(english.stdout.contains("\"First check-in\""), "{}", english.stdout);
    let asked = dutch(&["-f", "hubspot", "--pipeline", "after-sale", "-l", "nl"]);
    for name in
        ["\"Bestaande klanten\"", "\"Eerste check-in doen\"", "\"Gewonnen\"", "\"Verloren\""]
    {
        assert!(asked.stdout.contains(name), "{name}: {}", asked.stdout);
    }
    // What the tool says about a format is English, as all its messages are.
    assert_eq!(asked.stderr, english.stderr);
}

#[test]
fn an_order_that_makes_no_sense_is_a_usage_error() {
    let folder = folder();
    let usage: [(&[&str], &str); 16] = [
        (&["--pipeline", "sale"], "--pipeline belongs to a format for a CRM"),
        (&["-f", "text", "--pipeline-name", "X"], "--pipeline-name belongs to a format for a CRM"),
        (&["-f", "json", "--force"], "--force belongs to a format for a CRM"),
        (&["-f", "hubspot", "--force"], "--force is for a format of several files"),
        (&["-f", "hubspot", "--pipeline", "all"], "HubSpot takes one pipeline per request"),
        (&["-f", "hubspot", "--pipeline", "both"], "sale, deal, prospecting, after-sale, all"),
        (&["-f", "odoo", "--pipeline", "after-sale"], "a sales team of their own"),
        (&["-f", "odoo-19", "--pipeline", "prospecting"], "a sales team of their own"),
        (&["-f", "odoo-19", "--pipeline-name", "A, B"], "has a comma"),
        (&["-f", "odoo-lost-reasons", "--pipeline", "deal"], "share the reasons for lost deals"),
        (&["-f", "salesforce", "--pipeline", "prospecting", "-o", "x"], "without a deal as leads"),
        (&["-f", "pipedrive", "--pipeline-name", ""], "cannot be the name of a pipeline"),
        (&["-f", "salesforce"], "salesforce is several files, and needs a folder"),
        (&["-f", "salesforce", "-o", "-"], "cannot go to standard output"),
        (&["-f", "salesforce", "-o", "same", "-s", "same"], "the same file"),
        (&["-f", "pipedrive", "-s", "-"], "--save - would mix"),
    ];
    for (args, says) in usage {
        let wrong = run_in(folder.path(), &with(args));
        assert!(failure(&wrong, 2).contains(says), "{args:?}: {}", wrong.stderr);
    }
    assert_eq!(fs::read_dir(folder.path()).expect("it can be listed").count(), 0);
    let none = run(&with(&["-f", "hubspot", "--pipeline", "after-sale"]));
    insta::assert_snapshot!(failure(&none, 1), @r"
    error: this diagnosis has no stages after the sale, so it has no pipeline after-sale
    They come with Relationship selling, leading or in the mix, or with the answer most or nearly-all to revenue. Ask for the pipeline sale instead.
    ");
}

/// An impossible order is refused before anything is asked; what only the answers show
/// costs nobody those answers.
#[test]
fn a_quiz_is_not_lost_to_a_crm() {
    let early = ["--plain", "-f", "hubspot", "--pipeline", "all"];
    let early = crate::support::run_with_input(&early, "1\n1\n1\n1\n");
    assert!(!failure(&early, 2).contains("Question 1"), "{}", early.stderr);
    let late = ["--plain", "-f", "hubspot", "--pipeline", "after-sale"];
    let late = crate::support::run_with_input(&late, "1\n1\n1\n1\n");
    assert_eq!((late.code, late.stdout.as_str()), (1, ""));
    assert!(late.stderr.contains("They come with Relationship selling"), "{}", late.stderr);
    assert!(late.stderr.contains("Your answers: salesmodel --leads inbound"), "{}", late.stderr);
}

#[test]
fn a_project_is_a_folder_of_its_own() {
    let folder = folder();
    let place = |name: &str| folder.path().join(name);
    fs::create_dir(place("empty")).expect("the folder takes another");
    let args = |name| relationship(&["-f", "salesforce", "--pipeline", "all", "-o", name]);
    for name in ["new", "also.new/", "empty"] {
        let made = run_in(folder.path(), &args(name));
        done(&made);
        assert_eq!(made.stdout, "");
    }
    let written = files(&place("new"));
    assert_eq!(written.len(), 8, "{:?}", written.keys());
    super::salesforce::read(&written);
    assert_eq!(files(&place("also.new")), written);
    assert_eq!(files(&place("empty")), written);
    let names = fs::read_dir(folder.path()).expect("it can be listed");
    assert_eq!(names.count(), 3, "nothing is left beside them");

    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let mode = |name: &str| {
            fs::metadata(place(name)).expect("it is there").permissions().mode() & 0o777
        };
        fs::create_dir(place("plain")).expect("the folder takes another");
        fs::write(place("plain.txt"), "").expect("the folder takes a file");
        assert_eq!(mode("new"), mode("plain"), "as the umask has it");
        assert_eq!(mode("new/sfdx-project.json"), mode("plain.txt"));
        symlink("plain", place("link")).expect("the folder takes a link");
        done(&run_in(folder.path(), &args("link")));
        assert_eq!(files(&place("plain")), written);
    }
}

#[test]
fn a_folder_with_files_in_it_is_left_alone() {
    let folder = folder();
    let place = |name: &str| folder.path().join(name);
    let args = |more: &[&'static str]| {
        let name = ["-f", "salesforce", "-o", "taken"];
        relationship(&[&name[..], more].concat())
    };
    fs::create_dir_all(place("taken/.git")).expect("the folder takes another");
    let refused = run_in(folder.path(), &args(&[]));
    assert!(failure(&refused, 1).contains("taken is a folder with files in it"));
    assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
    assert_eq!(files(&place("taken")), BTreeMap::new());

    fs::write(place("taken/notes.txt"), "mine").expect("the folder takes a file");
    fs::write(place("taken/sfdx-project.json"), "old").expect("the folder takes a file");
    let refused = run_in(folder.path(), &args(&[]));
    assert_eq!(refused.code, 1);
    let kept = files(&place("taken"));
    assert_eq!((kept.len(), kept["sfdx-project.json"].as_str()), (2, "old"));

    done(&run_in(folder.path(), &args(&["--force"])));
    let mut written = files(&place("taken"));
    assert_eq!(written.remove("notes.txt").as_deref(), Some("mine"));
    super::salesforce::read(&written);
    // A second run without the flag is refused like the first.
    assert_eq!(run_in(folder.path(), &args(&[])).code, 1);
    done(&run_in(folder.path(), &args(&["--force"])));
}

/// If something cannot be written, no part of it is left, whether the folder is new or was
/// there before.
#[test]
fn a_project_is_written_whole_or_not_at_all() {
    let folder = folder();
    let place = |name: &str| folder.path().join(name);
    let args = |name| relationship(&["-f", "salesforce", "--force", "-o", name]);
    fs::write(place("file"), "mine").expect("the folder takes a file");
    // A file that is written late finds a folder in its place.
    let record = "force-app/main/default/objects/Opportunity/recordTypes/\
                  b2b_sale_429e103a34.recordType-meta.xml";
    fs::create_dir_all(place("blocked").join(record)).expect("the folder takes others");
    fs::write(place("blocked/sfdx-project.json"), "old").expect("the folder takes a file");
    fs::create_dir(place("file-inside")).expect("the folder takes another");
    fs::write(place("file-inside/force-app"), "mine").expect("the folder takes a file");
    let folders = |name: &str| {
        let count = |path: &Path| fs::read_dir(path).expect("it can be listed").count();
        (count(&place(name)), place(name).join("force-app/main/default/standardValueSets").exists())
    };
    for (name, says) in [
        ("file", "cannot write file: it is not a folder"),
        ("none/new", "cannot write none/new: there is no folder to put it into"),
        ("blocked", "in it is a folder"),
        ("file-inside", "cannot write file-inside: force-app in it is not a folder"),
    ] {
        let wrong = run_in(folder.path(), &args(name));
        assert!(failure(&wrong, 1).contains(says), "{name}: {}", wrong.stderr);
    }
    assert_eq!(files(&place("blocked"))["sfdx-project.json"], "old");
    assert_eq!(folders("blocked"), (2, false));
    assert_eq!(folders("file-inside"), (1, false));
    assert_eq!(fs::read_dir(folder.path()).expect("it can be listed").count(), 3);

    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;

        use rustix::io::Errno;

        fs::create_dir(place("links")).expect("the folder takes another");
        fs::create_dir(place("elsewhere")).expect("the folder takes another");
        symlink("../elsewhere", place("links/force-app")).expect("the folder takes a link");
        let wrong = run_in(folder.path(), &args("links"));
        assert!(failure(&wrong, 1).contains("force-app in it is not a folder"), "{}", wrong.stderr);
        assert_eq!(files(&place("elsewhere")), BTreeMap::new());
        symlink("nowhere", place("dangling")).expect("the folder takes a link");
        let wrong = run_in(folder.path(), &args("dangling"));
        assert!(
            failure(&wrong, 1).contains("a link to a file that does not exist"),
            "{}",
            wrong.stderr
        );
        // The error of the system is reported, and the name is not taken for a folder to
        // make.
        symlink("circle", place("circle")).expect("the folder takes a link");
        let long = "n".repeat(300);
        for (name, why) in
            [("circle", Errno::LOOP), ("file/new", Errno::NOTDIR), (&*long, Errno::NAMETOOLONG)]
        {
            let wrong = run_in(folder.path(), &args(name));
            let why = std::io::Error::from(why).to_string();
            let why = why.split(" (").next().expect("a text has a beginning");
            let says = format!("error: cannot write {name}: {why}\n");
            assert_eq!(failure(&wrong, 1), says);
        }
    }
}

/// Extensions name the same formats as before.
#[test]
fn no_extension_names_a_crm() {
    let folder = folder();
    done(&run_in(folder.path(), &with(&["-o", "x.json"])));
    let text = fs::read_to_string(folder.path().join("x.json")).expect("it was written");
    assert!(text.starts_with("{\n  \"version\": 1,"), "{text}");
    for name in ["x.csv", "x.xml", "x.hubspot"] {
        let wrong = run_in(folder.path(), &with(&["-o", name]));
        assert!(failure(&wrong, 2).contains("no format with the extension"), "{}", wrong.stderr);
    }
    let csv = run_in(folder.path(), &with(&["-o", "x.csv", "-f", "odoo"]));
    done(&csv);
    let text = fs::read_to_string(folder.path().join("x.csv")).expect("it was written");
    assert!(text.starts_with("\u{FEFF}id,name,"), "{text}");
}
