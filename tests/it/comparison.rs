//! Two results side by side: what the comparison says, against what the two results say on
//! their own, and the command from outside.

mod command;
mod gap;
mod pages;

use std::collections::BTreeSet;

use salesmodel::answers::Answers;
use salesmodel::comparison::Comparison;
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::questionnaire::{BUILTINS, Builtin, Questionnaire};
use salesmodel::render::comparison::{self, Compared, Side};
use salesmodel::render::{Charset, Look, Styles};
use serde_json::Value;

use crate::documents::hostile;
use crate::documents::markdown::{Block, read, without_space};
use crate::support::{answers, rendered, run, space};

const NAMES: [&str; 2] = ["Small | <b>firms</b>", "1. [Large](x) *firms*"];

fn compared<'c, 'q>(before: &'c Diagnosis<'q>, after: &'c Diagnosis<'q>) -> Compared<'c, 'q> {
    let side = |name| Side { name, company: None };
    Compared {
        comparison: Comparison::between(before, after),
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
    let look = Look::new(width, Charset::Unicode, Styles::plain());
    let mut bytes = Vec::new();
    comparison::write_text(compared, &look, &mut bytes).expect("memory can be written");
    String::from_utf8(bytes).expect("it is UTF-8")
}

fn markdown(compared: &Compared<'_, '_>) -> String {
    let mut bytes = Vec::new();
    comparison::write_markdown(compared, &mut bytes).expect("memory can be written");
    String::from_utf8(bytes).expect("it is UTF-8")
}

/// The members of a list of a result, as a set.
fn ids(list: &Value, key: &str) -> BTreeSet<String> {
    let id = |member: &Value| match key {
        "" => member.as_str().expect("it is an id").to_owned(),
        key => member[key].as_str().expect("it has an id").to_owned(),
    };
    list.as_array().expect("it is a list").iter().map(id).collect()
}

/// Every list and every number, against those of the two results.
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

/// No line is wider than the window, and the Dutch text has no English words left.
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

/// Both pages say the same in their headings, sentences and cells.
#[test]
fn a_page_for_a_browser_says_what_that_for_a_wiki_says() {
    let mut all: Vec<Questionnaire> = BUILTINS.iter().map(Builtin::questionnaire).collect();
    all.push(hostile::questionnaire("en"));
    for questionnaire in &all {
        let mut pairs = 0;
        every_pair(questionnaire, |compared| {
            pairs += 1;
            if pairs % 13 != 0 {
                return;
            }
            let mut bytes = Vec::new();
            comparison::write_html(compared, &mut bytes).expect("memory can be written");
            let page = String::from_utf8(bytes).expect("it is UTF-8");
            let browser: Vec<Block> =
                pages::read_html(&page).into_iter().map(without_space).collect();
            let wiki = read(&markdown(compared)).into_iter().map(without_space);
            let mut rows = 0;
            for block in wiki {
                match &block {
                    // A page for a browser has the difference next to the points.
                    Block::Row(cells) if cells.len() == 4 => {
                        let name = |row: &Block| matches!(row, Block::Row(r) if r[0] == cells[0]);
                        let row = browser.iter().find(|row| name(row));
                        let Some(Block::Row(row)) = row else { panic!("{cells:?} in {page}") };
                        assert_eq!(row[1], cells[1]);
                        assert!(row[2].starts_with(&cells[2]) && row[2].contains(&cells[3]));
                    }
                    Block::Row(_) | Block::Heading(..) | Block::Paragraph(_) => {
                        rows += 1;
                        assert!(browser.contains(&block), "{block:?} in {page}");
                    }
                    _ => {}
                }
            }
            assert!(rows > 8, "{page}");
        });
    }
}

/// If names and answers are one below the other, the names still belong to the question
/// above them.
#[test]
fn in_a_narrow_window_the_names_are_below_their_question() {
    let questionnaire = Builtin::standard().questionnaire();
    let score = |given: &[&str]| diagnosis::score(answers(&questionnaire, given));
    let inbound = score(&["inbound", "little", "one", "one-or-two"]).expect("a model leads");
    let outbound = score(&["outbound", "little", "one", "one-or-two"]).expect("a model leads");
    let text = text(&compared(&inbound, &outbound), 40);
    let rows = format!(
        "  Lead source\n    {}\n      They contact us\n    {}\n      We contact them\n",
        NAMES[0], NAMES[1]
    );
    assert!(text.contains(&rows), "{text}");
}

/// A model that moves from the mix into the lead is reported as the leader.
#[test]
fn a_model_that_leads_elsewhere_is_not_just_gone() {
    let questionnaire = Builtin::standard().questionnaire();
    let score = |given: &[&str]| diagnosis::score(answers(&questionnaire, given));
    let inbound = score(&["inbound", "little", "one", "one-or-two"]).expect("a model leads");
    let mixed = score(&["inbound", "nearly-all", "one", "one-or-two"]).expect("a model leads");
    for (before, after, name) in [(&inbound, &mixed, NAMES[0]), (&mixed, &inbound, NAMES[1])] {
        let text = text(&compared(before, after), 200);
        assert!(text.contains(&format!("Inbound sales (leads in {name})")), "{text}");
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
