//! `salesmodel compare` from outside.

use std::fs;
use std::path::Path;

use salesmodel::questionnaire::Builtin;
use serde_json::Value;

use crate::support::{failure, folder, run, run_in, run_with_input};

/// Two results in a folder: last year and now.
fn two_years(folder: &Path) {
    for (year, args) in [
        ("2025.json", ["--leads=outbound", "--revenue=30%", "--sellers=one", "--contacts=2"]),
        (
            "2026.json",
            ["--leads=outbound", "--revenue=45%", "--sellers=every-deal", "--contacts=4"],
        ),
    ] {
        assert_eq!(run_in(folder, &[&args[..], &["-o", year]].concat()).code, 0);
    }
}

#[test]
fn two_years_look_like_this() {
    let folder = folder();
    two_years(folder.path());
    let run = run_in(folder.path(), &["compare", "2025.json", "2026.json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(run.stdout, @r#"
    2025's leading model is clearly Outbound sales, with no other model in the mix:
    what else you do shows in the stages.
    2026's leading model is clearly Team selling, mixed with Outbound sales.

    Answers that differ
      Revenue from existing customers
        2025  25% to less than 50% (30%)
        2026  25% to less than 50% (45%)
      People on each deal
        2025  One person
        2026  Several people, on every deal
      Contacts at an account
        2025  One or two (2)
        2026  Several (4)

    Points
      Team selling          0 → 10 (+10)
      Outbound sales        8

    In the mix besides the leading model
      Only in 2026  Outbound sales (leads in 2025)

    Stages
      In both       Prospect, Make contact, Qualify, Present, Propose, Negotiate
      Only in 2026  Research, List stakeholders
    "#);
    let markdown = run_in(folder.path(), &["compare", "2025.json", "2026.json", "-f", "markdown"]);
    insta::assert_snapshot!(markdown.stdout, @r#"
    # 2025 – 2026

    2025's leading model is clearly Outbound sales, with no other model in the mix: what else you do shows in the stages.

    2026's leading model is clearly Team selling, mixed with Outbound sales.

    ## Answers that differ

    | Question | 2025 | 2026 |
    | :--- | :--- | :--- |
    | Revenue from existing customers | 25% to less than 50% (30%) | 25% to less than 50% (45%) |
    | People on each deal | One person | Several people, on every deal |
    | Contacts at an account | One or two (2) | Several (4) |

    ## Points

    | Model | 2025 | 2026 | |
    | :--- | ---: | ---: | ---: |
    | Team selling | 0 | 10 | \+10 |
    | Outbound sales | 8 | 8 |  |
    | Account-based sales | 0 | 0 |  |
    | Relationship selling | 0 | 0 |  |
    | Inbound sales | 0 | 0 |  |

    ## In the mix besides the leading model

    - Only in 2026: Outbound sales (leads in 2025)

    ## Stages

    | Stage | 2025 | 2026 |
    | :--- | ---: | ---: |
    | Prospect | 1 | 1 |
    | Make contact | 2 | 2 |
    | Qualify | 3 (10%) | 3 (10%) |
    | Research | – | 4 (10%) |
    | List stakeholders | – | 5 (10%) |
    | Present | 4 (40%) | 6 (40%) |
    | Propose | 5 (60%) | 7 (60%) |
    | Negotiate | 6 (80%) | 8 (80%) |
    "#);
    let json = run_in(folder.path(), &["compare", "2025.json", "2026.json", "-f", "json"]);
    insta::assert_snapshot!(json.stdout, @r#"
    {
      "version": 1,
      "questionnaire": {
        "id": "b2b",
        "version": "2"
      },
      "before": {
        "name": "2025",
        "company": null,
        "model": "outbound",
        "hybrid_with": [],
        "tie": false,
        "settled": true,
        "entry": {
          "model": "outbound",
          "assumed": false
        }
      },
      "after": {
        "name": "2026",
        "company": null,
        "model": "team",
        "hybrid_with": [
          "outbound"
        ],
        "tie": false,
        "settled": true,
        "entry": {
          "model": "outbound",
          "assumed": false
        }
      },
      "answers": [
        {
          "question": "revenue",
          "before": {
            "answer": "some",
            "value": 30
          },
          "after": {
            "answer": "some",
            "value": 45
          }
        },
        {
          "question": "sellers",
          "before": {
            "answer": "one",
            "value": null
          },
          "after": {
            "answer": "every-deal",
            "value": null
          }
        },
        {
          "question": "contacts",
          "before": {
            "answer": "one-or-two",
            "value": 2
          },
          "after": {
            "answer": "several",
            "value": 4
          }
        }
      ],
      "mix": {
        "comes": [
          "outbound"
        ],
        "goes": [],
        "stays": []
      },
      "points": [
        {
          "model": "team",
          "before": 0,
          "after": 10,
          "difference": 10
        },
        {
          "model": "outbound",
          "before": 8,
          "after": 8,
          "difference": 0
        },
        {
          "model": "account-based",
          "before": 0,
          "after": 0,
          "difference": 0
        },
        {
          "model": "relationship",
          "before": 0,
          "after": 0,
          "difference": 0
        },
        {
          "model": "inbound",
          "before": 0,
          "after": 0,
          "difference": 0
        }
      ],
      "stages": {
        "comes": [
          "research",
          "list-stakeholders"
        ],
        "goes": [],
        "stays": [
          "prospect",
          "make-contact",
          "qualify",
          "present",
          "propose",
          "negotiate"
        ]
      },
      "other_phases": [],
      "asked_differently": []
    }
    "#);
}

#[test]
fn the_extension_names_the_format_and_inputs_stay() {
    let folder = folder();
    two_years(folder.path());
    let files = ["compare", "2025.json", "2026.json"];
    let written = ["a.txt", "a.md", "a.json", "a.html"];
    for (name, begins) in written.into_iter().zip(["2025's leading", "# 2025", "{", "<!DOCTYPE"]) {
        let run = run_in(folder.path(), &[&files[..], &["-o", name]].concat());
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
        let text = fs::read_to_string(folder.path().join(name)).expect("it was written");
        assert!(text.starts_with(begins), "{text}");
    }
    for (more, says) in [
        (["-o", "a.pdf"], "no format with the extension .pdf"),
        (["-o", "./2026.json"], "would overwrite a result"),
    ] {
        let run = run_in(folder.path(), &[&files[..], &more].concat());
        assert!(failure(&run, 2).contains(says), "{}", run.stderr);
    }
}

/// The two results are called by their companies if each has its own. What a result derives
/// is worked out again: only its answers count.
#[test]
fn results_are_scored_anew() {
    let folder = folder();
    two_years(folder.path());
    let files = ["compare", "2025.json", "2026.json"];
    let before = run_in(folder.path(), &files).stdout;
    let path = folder.path().join("2026.json");
    let written = fs::read_to_string(&path).expect("it was written");
    let mut result: Value = serde_json::from_str(&written).expect("it is JSON");
    result["model"]["id"] = "inbound".into();
    result["scores"] = Value::Array(Vec::new());
    result["pipeline"] = Value::Null;
    fs::write(&path, result.to_string()).expect("the folder takes files");
    assert_eq!(run_in(folder.path(), &files).stdout, before);

    result["company"] = "Acme".into();
    fs::write(folder.path().join("other.json"), result.to_string()).expect("it takes files");
    result["company"] = "Zonen".into();
    fs::write(&path, result.to_string()).expect("the folder takes files");
    let named = run_in(folder.path(), &["compare", "other.json", "2026.json"]).stdout;
    assert!(named.starts_with("Acme's leading model is clearly Team"), "{named}");
    assert!(named.contains("Zonen's leading model is clearly Team"), "{named}");
    let stdin = run_with_input(&["compare", "-", "-"], "");
    assert!(failure(&stdin, 2).contains("FILE is standard input more than once"));
}

/// Two questions of the built-in questionnaire mean something else since version 2.
#[test]
fn what_was_asked_differently_is_shown_and_not_scored() {
    let folder = folder();
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("the folder takes files");
    };
    // In version 1, the answer to revenue made relationship selling lead.
    write(
        "then.json",
        r#"{"version": 1, "questionnaire": {"id": "b2b", "version": "1"},
            "answers": {"leads": "inbound", "revenue": "nearly-every-invoice", "sellers": "one",
                        "contacts": "one-or-two"}, "values": {"revenue": 92.5}}"#,
    );
    write("few.yaml", "questionnaire: {id: b2b, version: '1'}\nleads: inbound\ncontacts: 2\n");
    write("now.yaml", "leads: inbound\nrevenue: 95%\nsellers: every-deal\ncontacts: 2\n");
    write("less.yaml", "leads: inbound\nsellers: every-deal\ncontacts: 2\n");
    write("unsure.yaml", "leads: unsure\nrevenue: 95%\nsellers: one\ncontacts: 2\n");
    let compare = |args: &[&str]| run_in(folder.path(), &[&["compare"], args].concat());

    let text = compare(&["then.json", "now.yaml"]);
    assert_eq!(text.code, 0, "{}", text.stderr);
    let warning =
        "warning: then.json was made with version \"1\" of b2b, and this is version \"2\"\n";
    assert!(text.stderr.starts_with(warning), "{}", text.stderr);
    insta::assert_snapshot!(text.stdout, @r#"
    then's leading model is Inbound sales, with no other model in the mix: what else
    you do shows in the stages.
    now's leading model is Inbound sales, with no other model in the mix: what else
    you do shows in the stages.
    The answers to Revenue from existing customers and People on each deal count for
    neither: the questions no longer mean the same.

    Answers that differ
      Contacts at an account
        then  One or two
        now   One or two (2)

    Asked differently, so not compared
      Revenue from existing customers
        then (version 1)  nearly-every-invoice (92.5)
        now (version 2)   90% or more (95%)
      People on each deal
        then (version 1)  one
        now (version 2)   Several people, on every deal

    Points
      Inbound sales         8

    Stages
      In both  Qualify, Present, Propose, Negotiate
    "#);
    // The result is the same from either side, in every format.
    let markdown = compare(&["now.yaml", "few.yaml", "-f", "markdown"]).stdout;
    let part = markdown.split("## ").find(|part| part.starts_with("Asked differently"));
    insta::assert_snapshot!(part.expect("it is there"), @r"
    Asked differently, so not compared

    - Revenue from existing customers
      - now (version 2): 90% or more (95%)
      - few (version 1): no answer
    - People on each deal
      - now (version 2): Several people, on every deal
      - few (version 1): no answer
    ");
    assert!(markdown.contains("both have the same answers to the other questions"), "{markdown}");
    let json = compare(&["then.json", "now.yaml", "-f", "json"]).stdout;
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(
        json["asked_differently"][0],
        serde_json::json!({
            "question": "revenue",
            "since": "2",
            "before": {"version": "1", "answer": "nearly-every-invoice", "value": 92.5},
            "after": {"version": "2", "answer": "nearly-all", "value": 95},
        })
    );
    let ids = |list: &Value| -> Vec<String> {
        let list = list.as_array().expect("it is a list").iter();
        list.map(|answer| answer["question"].as_str().expect("it has an id").to_owned()).collect()
    };
    assert_eq!(ids(&json["asked_differently"]), ["revenue", "sellers"]);
    assert_eq!(ids(&json["answers"]), ["contacts"]);
    let points = json["points"].as_array().expect("it is a list");
    assert!(points.iter().all(|model| model["difference"] == 0), "{json}");

    // An older file may lack what is not scored. A file of today that does is not a result,
    // and neither is one whose answers name no model without it.
    assert_eq!(compare(&["few.yaml", "then.json"]).code, 0);
    let less = compare(&["then.json", "less.yaml"]);
    assert!(less.stderr.contains("less.yaml has no answer to revenue"), "{}", less.stderr);
    let unsure = compare(&["few.yaml", "unsure.yaml"]);
    assert_eq!(unsure.code, 0, "{}", unsure.stderr);
    let says = "unsure.yaml names no model without revenue and sellers, which changed in meaning";
    assert!(unsure.stderr.contains(says), "{}", unsure.stderr);
    assert!(unsure.stdout.contains("No answer"), "{}", unsure.stdout);
}

#[test]
fn only_results_of_one_questionnaire_compare() {
    let folder = folder();
    two_years(folder.path());
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("the folder takes files");
    };
    let path = folder.path().join("2025.json");
    let b2b = fs::read_to_string(&path).expect("it was written");
    let b2c = [
        "-Q",
        "b2c",
        "--partners=some",
        "--first-contact=consumer",
        "--minutes=long",
        "--known=most",
    ];
    assert_eq!(run_in(folder.path(), &[&b2c[..], &["-o", "shop.json"]].concat()).code, 0);
    // A built-in is found by the id in the results.
    let same = run_in(folder.path(), &["compare", "shop.json", "shop.json"]);
    assert_eq!((same.code, same.stderr.as_str()), (0, ""));

    let mine = Builtin::standard().source.replace("\nid: b2b\n", "\nid: mine\n");
    write("mine.yaml", &mine);
    write("mine.json", &b2b.replace("\"id\": \"b2b\"", "\"id\": \"mine\""));
    write("few.yaml", "leads: inbound\n");
    write("none.yaml", "leads: unsure\nrevenue: unsure\nsellers: unsure\ncontacts: unsure\n");
    let compare = |args: &[&str]| run_in(folder.path(), &[&["compare"], args].concat());
    let custom = compare(&["mine.json", "mine.json", "-Q", "mine.yaml", "-f", "json"]);
    assert_eq!((custom.code, custom.stderr.as_str()), (0, ""));
    let custom: Value = serde_json::from_str(&custom.stdout).expect("it is JSON");
    assert_eq!(custom["questionnaire"]["id"], "mine");

    for (args, code, says) in [
        (
            ["2025.json", "shop.json"],
            1,
            "2025.json answers the questionnaire \"b2b\", and shop.json",
        ),
        (["mine.json", "mine.json"], 2, "\"mine\", which is not built in\nName its file with"),
        (["2025.json", "gone.json"], 1, "cannot read gone.json"),
        (["2025.json", "mine.yaml"], 1, "mine.yaml"),
    ] {
        let run = compare(&args);
        assert!(failure(&run, code).contains(says), "{args:?}: {}", run.stderr);
    }
    let other = compare(&["2025.json", "2026.json", "-Q", "b2c"]);
    assert!(
        failure(&other, 1).contains("answers to the questionnaire \"b2b\""),
        "{}",
        other.stderr
    );
    assert!(failure(&run(&["compare"]), 2).contains("salesmodel compare <FILE>..."));
}
