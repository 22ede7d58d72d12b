//! Mermaid: each line is read by a grammar of our own. If the variable `SALESMODEL_MERMAID`
//! names a folder with the packages mermaid and jsdom of npm, Mermaid's own parser reads it
//! as well.

use std::io::Write;
use std::process::{Command, Stdio};

use salesmodel::diagnosis::{self, Diagnosis};

use super::{dense, every_diagnosis, without_stages, written};
use crate::support::{answers, b2b, rendered};

/// A line of a flowchart.
#[derive(Debug, PartialEq)]
enum Line {
    Flowchart,
    Title(String),
    Description(String),
    Subgraph(String, String),
    Direction,
    Node(String, String),
    Edge(String, String),
    End,
}

/// Reads a line, and refuses anything that it does not know.
fn read(line: &str) -> Line {
    let line = line.trim_start();
    let quoted = |rest: &str| -> (String, String) {
        let (id, rest) = rest.split_once("[\"").expect("an id before the text");
        assert!(id.chars().all(|c| c.is_ascii_alphanumeric()), "{id}");
        (id.to_owned(), decoded(rest.strip_suffix("\"]").expect("a text ends in quotes")))
    };
    if let Some(title) = line.strip_prefix("accTitle: ") {
        Line::Title(decoded(title))
    } else if let Some(description) = line.strip_prefix("accDescr: ") {
        Line::Description(decoded(description))
    } else if let Some(rest) = line.strip_prefix("subgraph ") {
        let (id, text) = quoted(rest);
        Line::Subgraph(id, text)
    } else if let Some((from, to)) = line.split_once(" --> ") {
        Line::Edge(from.to_owned(), to.to_owned())
    } else if line.contains('[') {
        let (id, text) = quoted(line);
        Line::Node(id, text)
    } else {
        match line {
            "flowchart TB" => Line::Flowchart,
            "direction LR" => Line::Direction,
            "end" => Line::End,
            _ => panic!("{line} is no line of a flowchart"),
        }
    }
}

/// A text without its entity codes; nothing else in it may mean anything.
fn decoded(text: &str) -> String {
    let mut decoded = String::new();
    for (place, line) in text.split("<br>").enumerate() {
        if place > 0 {
            decoded.push(' ');
        }
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('#') {
            decoded.push_str(before);
            let (code, after) = after.split_once(';').expect("an entity code ends");
            let code = code.parse().expect("an entity code is a number");
            decoded.push(char::from_u32(code).expect("it is that of a character"));
            rest = after;
        }
        assert!(!line.contains([
            '"', '<', '>', '&', '`', '*', '_', '[', ']', '{', '}', '$', '\\', '|', ':'
        ]));
        decoded.push_str(rest);
        // A word joiner breaks up what would be a formula.
        decoded.retain(|c| c != '\u{2060}');
    }
    decoded
}

fn expected(diagnosis: &Diagnosis<'_>) -> Vec<Line> {
    let words = diagnosis.questionnaire().words();
    let stages = &diagnosis.pipeline;
    let mut phases: Vec<&str> = stages.iter().map(|stage| stage.phase.id()).collect();
    phases.dedup();
    let mut lines = Vec::new();
    for (phase, number) in phases.iter().zip(1..) {
        let heading = words.text(&format!("phase-{phase}"));
        lines.extend([Line::Subgraph(format!("phase{number}"), heading), Line::Direction]);
        let own: Vec<_> = stages.iter().zip(1..).filter(|(s, _)| s.phase.id() == *phase).collect();
        for (stage, place) in &own {
            let chance = stage.probability().map(|percent| format!(" {percent}%"));
            let text = format!("{place} {}{}", stage.stage.name, chance.unwrap_or_default());
            lines.push(Line::Node(format!("stage{place}"), text));
        }
        for pair in own.windows(2) {
            lines.push(Line::Edge(format!("stage{}", pair[0].1), format!("stage{}", pair[1].1)));
        }
        lines.push(Line::End);
    }
    for number in 1..phases.len() {
        lines.push(Line::Edge(format!("phase{number}"), format!("phase{}", number + 1)));
    }
    lines
}

#[test]
fn a_flowchart_draws_the_pipeline() {
    let mut all = Vec::new();
    every_diagnosis(|diagnosis| {
        let mermaid = written(diagnosis, "mermaid");
        let is_assumed = |line: &&str| line.starts_with("    assumed[");
        let assumed = diagnosis.entry.is_some_and(|entry| entry.assumed);
        assert_eq!(mermaid.lines().filter(is_assumed).count(), usize::from(assumed), "{mermaid}");
        let mut lines = mermaid.lines().filter(|line| !is_assumed(line)).map(read);
        assert_eq!(lines.next(), Some(Line::Flowchart));
        assert!(matches!(lines.next(), Some(Line::Title(_))));
        let Some(Line::Description(description)) = lines.next() else { panic!("{mermaid}") };
        for stage in &diagnosis.pipeline {
            assert!(dense(&description).contains(&dense(&stage.stage.name)), "{description}");
        }
        assert_eq!(lines.collect::<Vec<_>>(), expected(diagnosis), "{mermaid}");
        all.push(mermaid);
    });
    parse_with_mermaid(all);
}

const PARSE: &str = "
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const require = createRequire(process.cwd() + '/');
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('');
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import(
    'file://' + process.cwd() + '/node_modules/mermaid/dist/mermaid.core.mjs');
const all = JSON.parse(readFileSync(0, 'utf8'));
for (const text of all) await mermaid.parse(text);
console.log(all.length);
";

fn parse_with_mermaid(mut flowcharts: Vec<String>) {
    let Some(folder) = std::env::var_os("SALESMODEL_MERMAID") else { return };
    flowcharts.sort();
    flowcharts.dedup();
    let mut node = Command::new("node")
        .args(["--input-type=module", "--eval", PARSE])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is there where mermaid is");
    let json = serde_json::to_string(&flowcharts).expect("texts are JSON");
    node.stdin.take().expect("it is piped").write_all(json.as_bytes()).expect("node reads it");
    let output = node.wait_with_output().expect("node ends");
    let parsed = String::from_utf8_lossy(&output.stdout);
    assert_eq!(parsed.trim(), flowcharts.len().to_string(), "Mermaid refuses a flowchart");
}

#[test]
fn a_questionnaire_without_stages_has_a_flowchart_that_says_so() {
    let questionnaire = without_stages();
    let diagnosis = diagnosis::score(answers(&questionnaire, &["a"])).expect("a model leads");
    let mermaid = rendered(&diagnosis, "mermaid", 80);
    insta::assert_snapshot!(mermaid, @r##"
    flowchart TB
        accTitle: This questionnaire has no pipeline.
        none["This questionnaire has no pipeline."]
    "##);
    parse_with_mermaid(vec![mermaid]);
}

#[test]
fn a_flowchart_looks_like_this() {
    let questionnaire = b2b();
    let given = answers(&questionnaire, &["outbound", "95%", "some-deals", "unsure"]);
    let diagnosis = diagnosis::score(given).expect("a model leads");
    insta::assert_snapshot!(rendered(&diagnosis, "mermaid", 80), @r##"
    flowchart TB
        accTitle: A pipeline of 8 stages
        accDescr: Prospecting#58; no deal yet, and no forecast. 1 Prospect, 2 Make contact. Sale#58; open until won or lost (percentages#58; default win probabilities). 3 Qualify (10#37;), 4 Present (40#37;), 5 Propose (60#37;), 6 Negotiate (80#37;). After-sale#58; the deal is won#59; keep these in a second pipeline. 7 First check-in, 8 Upsell.
        subgraph phase1["Prospecting#58; no deal yet, and no forecast"]
            direction LR
            stage1["1 Prospect"]
            stage2["2 Make contact"]
            stage1 --> stage2
        end
        subgraph phase2["Sale#58; open until won or lost (percentages#58; default win probabilities)"]
            direction LR
            stage3["3 Qualify<br>10%"]
            stage4["4 Present<br>40%"]
            stage5["5 Propose<br>60%"]
            stage6["6 Negotiate<br>80%"]
            stage3 --> stage4
            stage4 --> stage5
            stage5 --> stage6
        end
        subgraph phase3["After-sale#58; the deal is won#59; keep these in a second pipeline"]
            direction LR
            stage7["7 First check-in"]
            stage8["8 Upsell"]
            stage7 --> stage8
        end
        phase1 --> phase2
        phase2 --> phase3
    "##);
}
