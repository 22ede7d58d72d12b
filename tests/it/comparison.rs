//! Two results side by side: what the comparison says against what the two results
//! say by themselves, and the command from outside.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use salesmodel::answers::Answers;
use salesmodel::comparison::Comparison;
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::questionnaire::{BUILTINS, Builtin, Questionnaire};
use salesmodel::render::comparison::{self, Compared, Side};
use salesmodel::render::{Charset, Look, Styles};
use serde_json::Value;

use crate::documents::hostile;
use crate::documents::markdown::{Block, read, without_space};
use crate::support::{answers, failure, folder, rendered, run, run_in, run_with_input, space};

const NAMES: [&str; 2] = ["Small | <b>firms</b>", "1. [Large](x) *firms*"];

fn compared<'c, 'q>(before: &'c Diagnosis<'q>, after: &'c Diagnosis<'q>) -> Compared<'c, 'q> {
    let side = |name| Side { name, company: None };
    Compared {
        comparison: Comparison::of(before, after),
        before: side(NAMES[0]),
        after: side(NAMES[1]),
    }
}

/// Checks pairs of diagnoses from all over an answer space: each with itself, with
/// its neighbour and with two far away.
fn every_pair(questionnaire: &Questionnaire, mut check: impl FnMut(&Compared<'_, '_>)) {
    let given = space(questionnaire);
    let score = |given: &Vec<&str>| diagnosis::score(answers(questionnaire, given)).ok();
    let all: Vec<Diagnosis<'_>> = given.iter().filter_map(score).collect();
    for (place, before) in all.iter().enumerate() {
        for distance in [0, 1, 97, 211] {
            check(&compared(before, &all[(place + distance) % all.len()]));
        }
    }
}

fn json(compared: &Compared<'_, '_>) -> Value {
    let mut bytes = Vec::new();
    comparison::write_json(compared, &mut bytes).expect("memory can be written");
    serde_json::from_slice(&bytes).expect("the JSON is JSON")
}

fn text(compared: &Compared<'_, '_>, width: usize) -> String {
    let look = Look { width, charset: Charset::Unicode, styles: Styles::plain() };
    let mut bytes = Vec::new();
    comparison::write_text(compared, &look, &mut bytes).expect("memory can be written");
    String::from_utf8(bytes).expect("it is UTF-8")
}

fn markdown(compared: &Compared<'_, '_>) -> String {
    let mut bytes = Vec::new();
    comparison::write_markdown(compared, &mut bytes).expect("memory can be written");
    String::from_utf8(bytes).expect("it is UTF-8")
}

/// The members of a list of a result, as sets are compared.
fn ids(list: &Value, key: &str) -> BTreeSet<String> {
    let id = |member: &Value| match key {
        "" => member.as_str().expect("it is an id").to_owned(),
        key => member[key].as_str().expect("it has an id").to_owned(),
    };
    list.as_array().expect("it is a list").iter().map(id).collect()
}

/// Every list and every number against those of the two results.
#[test]
fn a_comparison_says_what_the_two_results_say() {
    let schema = run(&["schema", "comparison"]).stdout;
    let schema: Value = serde_json::from_str(&schema).expect("it is JSON");
    let schema = jsonschema::draft202012::new(&schema).expect("it is a schema");
    for built in BUILTINS {
        every_pair(&built.questionnaire(), |compared| {
            let comparison = compared.comparison;
            let result = |diagnosis| -> Value {
                serde_json::from_str(&rendered(diagnosis, "json", 80)).expect("it is JSON")
            };
            let (before, after) = (result(comparison.before()), result(comparison.after()));
            let json = json(compared);
            assert_eq!(json["version"], 1);
            assert!(schema.is_valid(&json), "{json}");
            assert_eq!(json["questionnaire"], before["questionnaire"]);
            for (side, result) in [("before", &before), ("after", &after)] {
                assert_eq!(json[side]["model"], result["model"]["id"]);
                for key in ["hybrid_with", "tie", "settled"] {
                    assert_eq!(json[side][key], result[key], "{key}");
                }
            }
            assert_eq!(comparison.keeps_leader(), before["model"]["id"] == after["model"]["id"]);
            for (list, key, id) in [("mix", "hybrid_with", ""), ("stages", "pipeline", "id")] {
                let (before, after) = (ids(&before[key], id), ids(&after[key], id));
                let set = |set: BTreeSet<&String>| -> BTreeSet<String> {
                    set.into_iter().cloned().collect()
                };
                assert_eq!(ids(&json[list]["comes"], ""), set(after.difference(&before).collect()));
                assert_eq!(ids(&json[list]["goes"], ""), set(before.difference(&after).collect()));
                let stays = set(before.intersection(&after).collect());
                assert_eq!(ids(&json[list]["stays"], ""), stays);
            }
            let points = |result: &Value, model: &Value| {
                let mut scores = result["scores"].as_array().expect("a list").iter();
                scores.find(|score| score["id"] == *model).expect("every model")["points"].clone()
            };
            let all = json["points"].as_array().expect("a list");
            assert_eq!(all.len(), comparison.questionnaire().models().len());
            for row in all {
                assert_eq!(row["before"], points(&before, &row["model"]));
                assert_eq!(row["after"], points(&after, &row["model"]));
                let number = |key: &str| row[key].as_i64().expect("a number");
                assert_eq!(number("before") + number("difference"), number("after"));
            }
            for (question, answer) in before["answers"].as_object().expect("a mapping") {
                let mut changes = json["answers"].as_array().expect("a list").iter();
                let change = changes.find(|change| change["question"] == *question);
                assert_eq!(change.is_some(), *answer != after["answers"][question], "{question}");
                if let Some(change) = change {
                    assert_eq!(change["before"]["answer"], *answer);
                    assert_eq!(change["after"]["answer"], after["answers"][question]);
                }
            }
            let phase = |result: &Value, stage: &str| -> Option<Value> {
                let mut stages = result["pipeline"].as_array().expect("a list").iter();
                Some(stages.find(|other| other["id"] == *stage)?["phase"].clone())
            };
            for stage in ids(&json["stages"]["stays"], "") {
                let differs = phase(&before, &stage) != phase(&after, &stage);
                let said = ids(&json["other_phases"], "stage").contains(&stage);
                assert_eq!(said, differs, "{stage}");
            }
        });
    }
}

/// No line is wider than the window, and no word of English is left in Dutch.
#[test]
fn every_text_fits_and_speaks_its_language() {
    for built in BUILTINS {
        let dutch = built.in_language("nl").expect("it has Dutch words");
        every_pair(&dutch, |compared| {
            for width in [30, 80] {
                let text = text(compared, width);
                assert!(text.lines().all(|line| line.chars().count() <= width), "{text}");
                for word in ["Only in", "In both", "Stages", "Points", "differ", "None", "phase"] {
                    assert!(!text.contains(word), "{word}: {text}");
                }
            }
        });
    }
}

/// The page has the names and the words of the questionnaire as data.
#[test]
fn a_page_says_what_the_json_says() {
    let mut all: Vec<Questionnaire> = BUILTINS.iter().map(Builtin::questionnaire).collect();
    all.push(hostile::questionnaire("en"));
    for questionnaire in &all {
        every_pair(questionnaire, |compared| {
            let json = json(compared);
            let page = markdown(compared);
            let blocks: Vec<Block> = read(&page);
            let title = Block::Heading(1, format!("{} \u{2013} {}", NAMES[0], NAMES[1]));
            assert_eq!(blocks[0], title, "{page}");
            let blocks: Vec<Block> = blocks.into_iter().map(without_space).collect();
            let row =
                |cells: [&str; 3]| without_space(Block::Row(cells.map(str::to_owned).to_vec()));
            let words = questionnaire.words();
            let cell = |diagnosis: &Diagnosis<'_>, id: &str| {
                let place = diagnosis.pipeline.iter().position(|stage| stage.stage.id == *id);
                place.map_or("\u{2013}".to_owned(), |place| {
                    let chance = diagnosis.pipeline[place].probability();
                    let chance = chance.map(|percent| format!(" ({percent}%)"));
                    format!("{}{}", place + 1, chance.unwrap_or_default())
                })
            };
            let (before, after) = (compared.comparison.before(), compared.comparison.after());
            let mut expected = vec![row([&words.text("stage"), NAMES[0], NAMES[1]])];
            for stage in questionnaire.stages() {
                let id = stage.id.as_str();
                let cells = [cell(before, id), cell(after, id)];
                let moves = ["comes", "goes", "stays"];
                let listed = moves.iter().any(|key| ids(&json["stages"][key], "").contains(id));
                assert_eq!(listed, cells != ["\u{2013}", "\u{2013}"], "{id}");
                if listed {
                    expected.push(row([&stage.name, &cells[0], &cells[1]]));
                }
            }
            let at = blocks.iter().position(|block| *block == expected[0]).expect("its head");
            assert_eq!(blocks[at..at + expected.len()], expected, "{page}");
            let label = |side: &Answers<'_>, id: &str| {
                let reply = side.replies().iter().find(|reply| reply.question().id == *id);
                reply.expect("every question has one").label(words)
            };
            for change in json["answers"].as_array().expect("a list") {
                let id = change["question"].as_str().expect("it is an id");
                let name = questionnaire.question(id).expect("it is there").name();
                let labels = [label(&before.answers, id), label(&after.answers, id)];
                assert!(blocks.contains(&row([name, &labels[0], &labels[1]])), "{page}");
            }
        });
    }
}

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
    The leading model of 2025 is Outbound sales.
    The leading model of 2026 is Team selling, mixed with Outbound sales and
    Account-based sales.

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
      Team selling          0 → 11 (+11)
      Outbound sales        8
      Account-based sales   0 → 7 (+7)
      Relationship selling  3

    In the mix, beside the leading model
      Only in 2026  Outbound sales, Account-based sales

    Stages
      In both       Prospect, Make contact, Qualify, Present, Propose, Negotiate
      Only in 2026  Research, List stakeholders
    "#);
    let markdown = run_in(folder.path(), &["compare", "2025.json", "2026.json", "-f", "markdown"]);
    insta::assert_snapshot!(markdown.stdout, @r#"
    # 2025 – 2026

    The leading model of 2025 is Outbound sales.

    The leading model of 2026 is Team selling, mixed with Outbound sales and Account-based sales.

    ## Answers that differ

    | Question | 2025 | 2026 |
    | :--- | :--- | :--- |
    | Revenue from existing customers | 25% to less than 50% (30%) | 25% to less than 50% (45%) |
    | People on each deal | One person | Several people, on every deal |
    | Contacts at an account | One or two (2) | Several (4) |

    ## Points

    | Model | 2025 | 2026 | |
    | :--- | ---: | ---: | ---: |
    | Team selling | 0 | 11 | \+11 |
    | Outbound sales | 8 | 8 |  |
    | Account-based sales | 0 | 7 | \+7 |
    | Relationship selling | 3 | 3 |  |
    | Inbound sales | 0 | 0 |  |

    ## In the mix, beside the leading model

    - Only in 2026: Outbound sales, Account-based sales

    ## Stages

    | Stage | 2025 | 2026 |
    | :--- | ---: | ---: |
    | Prospect | 1 | 1 |
    | Make contact | 2 | 2 |
    | Qualify | 3 (10%) | 3 (10%) |
    | Research | – | 4 (20%) |
    | List stakeholders | – | 5 (20%) |
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
        "version": "1"
      },
      "before": {
        "name": "2025",
        "company": null,
        "model": "outbound",
        "hybrid_with": [],
        "tie": false,
        "settled": true
      },
      "after": {
        "name": "2026",
        "company": null,
        "model": "team",
        "hybrid_with": [
          "outbound",
          "account-based"
        ],
        "tie": false,
        "settled": true
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
          "outbound",
          "account-based"
        ],
        "goes": [],
        "stays": []
      },
      "points": [
        {
          "model": "team",
          "before": 0,
          "after": 11,
          "difference": 11
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
          "after": 7,
          "difference": 7
        },
        {
          "model": "relationship",
          "before": 3,
          "after": 3,
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
      "other_phases": []
    }
    "#);
}

#[test]
fn the_extension_names_the_format_and_inputs_stay() {
    let folder = folder();
    two_years(folder.path());
    let files = ["compare", "2025.json", "2026.json"];
    for (name, begins) in [("a.txt", "The leading"), ("a.md", "# 2025"), ("a.json", "{")] {
        let run = run_in(folder.path(), &[&files[..], &["-o", name]].concat());
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
        let text = fs::read_to_string(folder.path().join(name)).expect("it was written");
        assert!(text.starts_with(begins), "{text}");
    }
    for (more, says) in [
        (["-o", "a.html"], "no format with the extension .html"),
        (["-o", "./2026.json"], "would take the place of a result"),
        (["-f", "html"], "text, json, markdown"),
    ] {
        let run = run_in(folder.path(), &[&files[..], &more].concat());
        assert!(failure(&run, 2).contains(says), "{}", run.stderr);
    }
}

/// The companies name the two where each has its own; what a result derives is
/// found anew, and its answers alone count.
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
    assert!(named.starts_with("The leading model of Acme is Team"), "{named}");
    assert!(named.contains("The leading model of Zonen is Team"), "{named}");
    let stdin = run_with_input(&["compare", "-", "-"], "");
    assert!(failure(&stdin, 2).contains("would both read standard input"));
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
    let b2c = ["-Q", "b2c", "--partners=some", "--minutes=long", "--known=most", "--costs=people"];
    assert_eq!(run_in(folder.path(), &[&b2c[..], &["-o", "shop.json"]].concat()).code, 0);
    // A built-in is found by the id in the results.
    let same = run_in(folder.path(), &["compare", "shop.json", "shop.json"]);
    assert_eq!((same.code, same.stderr.as_str()), (0, ""));

    let mine = Builtin::standard().source.replace("\nid: b2b\n", "\nid: mine\n");
    write("mine.yaml", &mine);
    write("mine.json", &b2b.replace("\"id\": \"b2b\"", "\"id\": \"mine\""));
    write("old.json", &b2b.replace("\"version\": \"1\"", "\"version\": \"0\""));
    write("few.yaml", "leads: inbound\n");
    write("none.yaml", "leads: unsure\nrevenue: unsure\nsellers: unsure\ncontacts: unsure\n");
    let compare = |args: &[&str]| run_in(folder.path(), &[&["compare"], args].concat());
    let custom = compare(&["mine.json", "mine.json", "-Q", "mine.yaml", "-f", "json"]);
    assert_eq!((custom.code, custom.stderr.as_str()), (0, ""));
    let custom: Value = serde_json::from_str(&custom.stdout).expect("it is JSON");
    assert_eq!(custom["questionnaire"]["id"], "mine");

    let old = compare(&["old.json", "2026.json"]);
    assert_eq!(old.code, 0);
    let warning =
        "warning: old.json was made with version \"0\" of b2b, and this is version \"1\"\n";
    assert_eq!(old.stderr, warning);

    for (args, code, says) in [
        (
            ["2025.json", "shop.json"],
            1,
            "2025.json answers the questionnaire \"b2b\", and shop.json",
        ),
        (["mine.json", "mine.json"], 2, "\"mine\", which is not built in\nName its file with"),
        (["2025.json", "few.yaml"], 1, "few.yaml has no answer to revenue, sellers and contacts"),
        (["2025.json", "none.yaml"], 1, "none.yaml: these answers do not settle on a model"),
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
    assert!(failure(&run(&["compare"]), 2).contains("salesmodel compare <A> <B>"));
}
