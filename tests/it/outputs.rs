//! The report and the JSON: what they look like, read back, and their limits.

use std::fs;
use std::path::Path;

use salesmodel::answers as read;
use salesmodel::diagnosis;
use salesmodel::questionnaire::Questionnaire;
use salesmodel::render::card::Card;
use salesmodel::render::{Answered, Charset, Format, Look, Styles};
use serde_json::Value;
use snapbox::{Data, assert_data_eq};

use crate::support::{answers, b2b, one_line, rendered, report, run, space};

/// Each folder of `tests/cases` holds answers, and the report and the JSON that
/// they lead to. `SNAPSHOTS=overwrite cargo test` writes those anew.
#[test]
fn every_case_gives_its_report_and_json() {
    let questionnaire = b2b();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases = 0;
    for case in fs::read_dir(folder).expect("the folder is there") {
        let case = case.expect("it can be listed").path();
        let text = fs::read_to_string(case.join("answers.yaml")).expect("a case has answers");
        let saved = read::read(&questionnaire, "answers.yaml", &text);
        let saved = saved.unwrap_or_else(|problems| panic!("{}: {problems}", case.display()));
        let answers = saved.draft.complete().expect("a case answers every question");
        let diagnosis = diagnosis::score(answers).expect("a case names a model");
        for name in ["text", "json"] {
            let format = Format::named(name).expect("there are both");
            let expected = case.join(format!("result.{}", format.extension));
            let actual = rendered(&diagnosis, format.name, 80);
            assert_data_eq!(actual, Data::read_from(&expected, None).raw());
        }
        cases += 1;
    }
    assert!(cases >= 5, "{cases} cases");
}

/// No result is called clear that an answer could still change, over all answers.
#[test]
fn nothing_is_clear_that_an_open_answer_could_change() {
    let questionnaire = b2b();
    let (mut clear, mut open) = (0, 0);
    for given in space(&questionnaire) {
        let Ok(diagnosis) = diagnosis::score(answers(&questionnaire, &given)) else { continue };
        let text = rendered(&diagnosis, "text", 80);
        let verdict = text.split("\n\n").find(|part| part.contains("leading model is"));
        let is_clear = verdict.expect("it has a verdict").contains(" clearly ");
        let may_change = text.replace("\n  ", " ").contains("could change the leading model");
        assert!(!(is_clear && may_change), "{given:?}: {text}");
        clear += usize::from(is_clear);
        open += usize::from(may_change);
    }
    assert!(clear > 50 && open > 50, "{clear} are clear, {open} may change");
}

/// Programs rely on the keys and on their order. A new key is an addition to this list.
#[test]
fn the_keys_of_the_json_stay_in_their_order() {
    let questionnaire = b2b();
    let given = answers(&questionnaire, &["partners", "95%", "every-deal", "unsure"]);
    let diagnosis = diagnosis::score(given).expect("a model leads");
    let text = rendered(&diagnosis, "json", 80);
    let keys = |within: &str, text: &str| -> Vec<String> {
        let indent = text.lines().nth(1).expect("it is indented").len()
            - text.lines().nth(1).expect("it is indented").trim_start().len();
        text.lines()
            .filter(|line| line.len() - line.trim_start().len() == indent)
            .filter_map(|line| line.trim().strip_prefix('"')?.split_once("\":"))
            .map(|(key, _)| format!("{within}{key}"))
            .collect()
    };
    assert_eq!(
        keys("", &text),
        [
            "version",
            "lang",
            "company",
            "questionnaire",
            "date",
            "answers",
            "values",
            "measured",
            "model",
            "first_steps",
            "hybrid_with",
            "tie",
            "margin",
            "settled",
            "scores",
            "entry",
            "pipeline",
            "notes",
            "lost_reasons",
            "what_if",
            "command"
        ]
    );
    let result: Value = serde_json::from_str(&text).expect("the JSON is JSON");
    let names = |value: &Value| -> Vec<String> {
        let mut names: Vec<String> =
            value.as_object().expect("a mapping").keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(names(&result["questionnaire"]), ["id", "version"]);
    let model = ["first_steps", "id", "metrics", "name", "pitfalls", "roles", "summary"];
    assert_eq!(names(&result["model"]), model);
    assert_eq!(names(&result["scores"][0]), ["because", "id", "name", "points"]);
    assert_eq!(names(&result["scores"][0]["because"][0]), ["option", "points", "question"]);
    assert_eq!(names(&result["entry"]), ["assumed", "model"]);
    let stage = ["because", "exit", "from", "goal", "id", "name", "owner", "phase", "probability"];
    assert_eq!(names(&result["pipeline"][0]), stage);
    assert_eq!(names(&result["notes"][0]), ["option", "question", "text", "with"]);
    assert_eq!(names(&result["what_if"][0]), ["model", "option", "question"]);
    assert!(text.ends_with("}\n") && !text.ends_with("\n\n"));
    // The answers keep the order of the questions, whatever order they came in.
    let places: Vec<_> = ["leads", "revenue", "sellers", "contacts"]
        .iter()
        .map(|id| text.find(&format!("    \"{id}\": ")))
        .collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?}");
}

/// A number stays as it was measured.
#[test]
fn numbers_are_written_as_they_were_given() {
    let questionnaire = b2b();
    let given = answers(&questionnaire, &["inbound", "30%", "79.5%", "2.5"]);
    let diagnosis = diagnosis::score(given).expect("a model leads");
    let text = rendered(&diagnosis, "json", 80);
    assert!(text.contains("\"revenue\": 30,\n"), "{text}");
    assert!(text.contains("\"sellers\": 79.5,\n"), "{text}");
    assert!(text.contains("\"contacts\": 2.5\n"), "{text}");
}

/// A saved result is an answers file: reading it gives the same result.
#[test]
fn every_result_can_be_read_again() {
    let questionnaire = b2b();
    let mut all = space(&questionnaire);
    // Numbers as well, including those that would be ambiguous on their own.
    all.extend([vec!["inbound", "0.5%", "1%", "1"], vec!["both", "100", "0%", "2.5"]]);
    for given in all {
        let Ok(diagnosis) = diagnosis::score(answers(&questionnaire, &given)) else { continue };
        let text = rendered(&diagnosis, "json", 80);
        let saved = read::read(&questionnaire, "saved.json", &text).expect("it was just written");
        let again = saved.draft.complete().expect("a result has every answer");
        let again = diagnosis::score(again).expect("a model leads");
        assert_eq!(rendered(&again, "json", 80), text);
    }
}

/// No line is wider than the window (except the command, which is to be copied), and
/// reports are short: most fit two screens of 25 rows, and the longest two screens of 32.
#[test]
fn every_report_fits() {
    let questionnaire = b2b();
    let mut lengths = Vec::new();
    for given in space(&questionnaire) {
        let Ok(diagnosis) = diagnosis::score(answers(&questionnaire, &given)) else { continue };
        for width in [30, 34, 40, 60, 80, 100] {
            let text = rendered(&diagnosis, "text", width);
            for line in text.lines() {
                assert!(line.chars().count() <= width, "{given:?} at {width}: {line}");
                assert_eq!(line, line.trim_end(), "{given:?} at {width}");
            }
        }
        lengths.push(rendered(&diagnosis, "text", 80).lines().count());
        assert_eq!(rendered(&diagnosis, "text", 500), rendered(&diagnosis, "text", 100));
    }
    lengths.sort_unstable();
    // The command adds a line about the model, and the quiz one to repeat the result.
    let [least, median, most] = [0, lengths.len() / 2, lengths.len() - 1].map(|at| lengths[at]);
    assert!(least <= 33 && median <= 47 && most <= 64, "{least}, {median}, {most} lines");
}

/// Every stage that is not in all pipelines has its reason: it is named, is one of the
/// rest, or is there because nothing says how a deal starts.
#[test]
fn a_report_says_why_each_stage_is_there() {
    let questionnaire = b2b();
    let (mut named, mut rest) = (0, 0);
    for given in space(&questionnaire) {
        let Ok(diagnosis) = diagnosis::score(answers(&questionnaire, &given)) else { continue };
        let text = rendered(&diagnosis, "text", 100).replace('\n', "").replace("  ", " ");
        let why = text.split("Why these: ").nth(1).unwrap_or_default();
        let why = why.split(". ").next().expect("a split has a part");
        let assumed = text.contains("the pipeline starts the way Inbound sales does.");
        for stage in &diagnosis.pipeline {
            let name = stage.stage.name.as_str();
            if ["Present", "Propose", "Negotiate"].contains(&name) {
                continue;
            }
            if why.contains(name) {
                named += 1;
            } else if why.contains("the rest because of Account") && why.contains("every pipeline")
            {
                rest += 1;
            } else {
                assert!(assumed && name == "Qualify", "{given:?}: {name} in {why}");
            }
        }
    }
    assert!(named > 500 && rest > 100, "{named} {rest}");
}

/// Every single output says that the beginning of the pipeline was assumed.
#[test]
fn what_is_assumed_is_said_in_every_output() {
    let questionnaire = b2b();
    let mut found = [0, 0];
    for given in space(&questionnaire).into_iter().step_by(7) {
        let Ok(diagnosis) = diagnosis::score(answers(&questionnaire, &given)) else { continue };
        let json: Value = serde_json::from_str(&rendered(&diagnosis, "json", 80)).expect("JSON");
        let assumed = json["entry"]["assumed"] == true;
        found[usize::from(assumed)] += 1;
        for format in ["text", "markdown", "html", "svg", "mermaid"] {
            let output = rendered(&diagnosis, format, 100);
            // A picture has a text for each line.
            let marks = |text: &str| text.replace("</text>", " ").replace("<text", "\n<text");
            let plain: Vec<String> = marks(&output)
                .lines()
                .map(|line| match line.trim_start().starts_with("<text") {
                    true => line.split_once('>').map_or(line, |(_, text)| text).to_owned(),
                    false => line.to_owned(),
                })
                .collect();
            let plain = one_line(&plain.join(" "));
            let said = plain.contains("so the pipeline starts the way Inbound sales does");
            assert_eq!(said, assumed, "{format} of {given:?}: {plain}");
        }
        let card = Card::new(&report(&diagnosis, None));
        assert_eq!(card.assumed.is_some(), assumed, "{given:?}");
    }
    assert!(found[0] > 20 && found[1] > 2, "{found:?}");
    let answers = ["--leads", "unsure", "--revenue", "95%", "--sellers", "one", "--contacts", "2"];
    for crm in ["hubspot", "pipedrive", "odoo", "odoo-19"] {
        let run = run(&[&answers[..], &["-f", crm]].concat());
        assert!(run.stderr.contains("the way \"Inbound sales\" does"), "{crm}: {}", run.stderr);
        let known =
            self::run(&[&answers[..1], &["outbound"], &answers[2..], &["-f", crm]].concat());
        assert!(!known.stderr.contains("no answer says"), "{crm}: {}", known.stderr);
    }
}

/// A note that changes how the first steps are to be read comes with them, even on the
/// card.
#[test]
fn a_card_says_what_changes_the_first_steps() {
    let questionnaire = b2b();
    for (leads, says) in [("partners", Some("deals that you close yourself")), ("inbound", None)] {
        let given = answers(&questionnaire, &[leads, "little", "one", "one-or-two"]);
        let diagnosis = diagnosis::score(given).expect("a model leads");
        let card = Card::new(&report(&diagnosis, None));
        match says {
            Some(says) => assert!(card.before_first_steps[0].contains(says), "{card:?}"),
            None => assert_eq!(card.before_first_steps, Vec::<String>::new()),
        }
    }
}

/// Without a UTF-8 locale the built-in words and drawings are plain ASCII, and
/// without styles there is no escape sequence.
#[test]
fn a_report_can_be_ascii() {
    let questionnaire = b2b();
    let given = answers(&questionnaire, &["both", "95%", "every-deal", "everyone"]);
    let diagnosis = diagnosis::score(given).expect("a model leads");
    let report = report(&diagnosis, None);
    let text = Format::named("text").expect("there is text");
    let mut bytes = Vec::new();
    let ascii = Look::new(80, Charset::Ascii, Styles::plain());
    text.write(&report, &ascii, &mut bytes).expect("memory can be written");
    assert!(bytes.iter().all(|byte| matches!(byte, b'\n' | b' '..=b'~')));

    let mut styled = Vec::new();
    let look = Look::new(80, Charset::Ascii, Styles::coloured());
    text.write(&report, &look, &mut styled).expect("memory can be written");
    let styled = String::from_utf8(styled).expect("it is UTF-8");
    assert!(styled.contains('\u{1b}'));
    // Colour only adds to a report: without it, the plain report is left.
    let mut plain = String::new();
    let mut rest = styled.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').expect("a style ends in m").1;
    }
    plain.push_str(rest);
    assert_eq!(plain.into_bytes(), bytes);
}

/// A questionnaire without a pipeline, with words of another script.
#[test]
fn a_questionnaire_without_stages_has_no_pipeline() {
    let yaml = "format: 1\nid: tea\nversion: '1'\nlang: ja\ntitle: お茶\nlead_at: 1\n\
                hybrid_at: 60\nquestions:\n  - id: colour\n    text: どの色ですか\n    options:\n\
                \x20     - {id: green, label: 緑, points: {sencha: 1}}\n\
                \x20     - {id: dark, label: Café, points: {hojicha: 1}}\nmodels:\n\
                \x20 - {id: sencha, name: 煎茶}\n  - {id: hojicha, name: ほうじ茶}\n";
    let questionnaire = Questionnaire::parse("tea.yaml", yaml).expect("it is well-formed");
    let given = answers(&questionnaire, &["green"]);
    let diagnosis = diagnosis::score(given).expect("a model leads");
    let json: Value = serde_json::from_str(&rendered(&diagnosis, "json", 80)).expect("JSON");
    assert_eq!(json["pipeline"], Value::Array(Vec::new()));
    assert_eq!(json["entry"], Value::Null);
    assert_eq!(json["lang"], "ja");
    insta::assert_snapshot!(rendered(&diagnosis, "text", 40), @r#"
    Your answers (said, not measured)
      どの色ですか  緑

    Your leading model is clearly 煎茶, with
    no other model in the mix.

    Why (1 point to lead; 60% of the
    leader's to be in the mix)
      煎茶: 1, in the lead: どの色ですか
      Answer "Café" to "どの色ですか", and
      ほうじ茶 leads.

    First steps
      - Answer again in six months, or as
        soon as one of these answers
        changes.
    "#);
}

/// The name of the company is the only text of a report that no check has seen.
#[test]
fn a_company_cannot_steer_the_terminal() {
    let questionnaire = b2b();
    let diagnosis = diagnosis::score(answers(&questionnaire, &["both", "30%", "one", "2"]))
        .expect("a model leads");
    let company = Some("Ac\u{1b}[2Jme\u{202e}\u{9b}31m");
    let report = report(&diagnosis, company).with_command(company).with_answered(Answered::ByQuiz);
    let look = Look::new(80, Charset::Ascii, Styles::plain());
    let mut bytes = Vec::new();
    let text = Format::named("text").expect("there is text");
    text.write(&report, &look, &mut bytes).expect("memory can be written");
    let text = String::from_utf8(bytes).expect("it is UTF-8");
    assert!(text.contains("Ac\\u{1b}[2Jme\\u{202e}\\u{9b}31m's leading model is Outbound"));
    assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{202e}']));
}

/// The keys of a saved result are not taken for misspelt answers, whatever the
/// questions of its questionnaire are called.
#[test]
fn a_result_can_be_read_beside_questions_with_names_like_its_keys() {
    let keys = [
        "version",
        "lang",
        "company",
        "questionnaire",
        "answers",
        "values",
        "model",
        "hybrid-with",
        "tie",
        "margin",
        "settled",
        "scores",
        "entry",
        "pipeline",
        "notes",
        "what-if",
        "command",
    ];
    let mut yaml = "format: 1\nid: keys\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\n\
                    hybrid_at: 60\nmodels: [{id: m, name: M}]\nquestions:\n"
        .to_owned();
    for key in keys {
        yaml.push_str(&format!(
            "  - {{id: {key}, text: T, options: [{{id: a, label: A, points: {{m: 1}}}}, \
             {{id: b, label: B}}]}}\n"
        ));
    }
    let questionnaire = Questionnaire::parse("keys.yaml", &yaml).expect("it is well-formed");
    let diagnosis = diagnosis::score(answers(&questionnaire, &["a"; 17])).expect("a model leads");
    let text = rendered(&diagnosis, "json", 80);
    let saved = read::read(&questionnaire, "saved.json", &text).expect("it was just written");
    assert_eq!(saved.draft.missing().count(), 0);
}
