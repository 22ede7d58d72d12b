//! What is true of every questionnaire that passes the check, tested on generated ones.

use std::collections::BTreeSet;

use proptest::prelude::*;
use salesmodel::answers::{self, Answers, Draft};
use salesmodel::checkup;
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::questionnaire::Questionnaire;
use serde_json::{Value, json};

use crate::drawn::drawn;
use crate::form::script::Engine;
use crate::fuzzed::targets::page::every_output;
use crate::sql::engines::{Engine as _, Sqlite};
use crate::support::{answers, folder, rendered, run_in, space};

/// The questionnaire, if it passes the check. Then nothing else may refuse it.
fn checked(text: &str) -> Option<Questionnaire> {
    let (checked, questionnaire) = checkup::questionnaire("drawn.yaml", text, &[]);
    let errors = checked.count(salesmodel::problem::Severity::Error);
    let parsed = Questionnaire::parse("drawn.yaml", text);
    assert_eq!(errors == 0, parsed.is_ok() && questionnaire.is_some(), "{text}");
    questionnaire
}

/// A generated questionnaire with its questions, and the options of each, in another order.
fn turned(text: &str, by: usize) -> String {
    let mut whole = plain_data(text);
    let questions = whole["questions"].as_array_mut().expect("it has questions");
    let count = questions.len();
    questions.rotate_left(by % count);
    for question in questions {
        let options = question["options"].as_array_mut().expect("a question has options");
        let count = options.len();
        options.rotate_left(by % count);
    }
    whole.to_string()
}

/// YAML as plain data, read by a reader that is not ours.
fn plain_data(text: &str) -> Value {
    serde_saphyr::from_str(text).expect("it is YAML")
}

/// What a diagnosis says, regardless of the order of questions and options.
fn said(diagnosis: &Diagnosis<'_>) -> Value {
    let ids = |scores: &[diagnosis::Score<'_>]| -> Vec<(String, u32)> {
        scores.iter().map(|score| (score.model.id.to_string(), score.points)).collect()
    };
    let changes: BTreeSet<[&str; 3]> = (diagnosis.what_if.iter())
        .map(|change| {
            [change.question.id.as_str(), change.choice.id.as_str(), change.model.id.as_str()]
        })
        .collect();
    let stages: Vec<Value> = (diagnosis.pipeline.iter())
        .map(|stage| {
            let because = stage.because();
            let because: BTreeSet<[&str; 2]> =
                because.map(|(q, option)| [q.id.as_str(), option.id.as_str()]).collect();
            let from: Vec<&str> = stage.from().map(|model| model.id.as_str()).collect();
            json!([stage.stage.id.as_str(), stage.phase.id(), because, from])
        })
        .collect();
    json!({
        "scores": ids(&diagnosis.scores), "mix": ids(diagnosis.mix()), "tie": diagnosis.tie(),
        "settled": diagnosis.settled, "changes": changes, "stages": stages,
        "entry": diagnosis.entry.map(|entry| (entry.model.id.to_string(), entry.assumed)),
    })
}

/// Answers by the ids of their questions.
fn by_id<'q>(questionnaire: &'q Questionnaire, given: &[(&str, &str)]) -> Answers<'q> {
    let mut draft = Draft::new(questionnaire);
    for (question, answer) in given {
        let question = questionnaire.question(question).expect("it has the same questions");
        draft.give(question.read(answer).expect("it has the same options"));
    }
    draft.complete().expect("every question is answered")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Every output of every combination of answers is written, and read again by a
    /// reader of its format.
    #[test]
    fn what_passes_the_check_never_fails_later(drawn in drawn(3), company in "\\PC{0,12}") {
        let Some(questionnaire) = checked(&drawn.yaml()) else {
            return Err(TestCaseError::reject("it does not pass the check"));
        };
        for (i, given) in space(&questionnaire).iter().enumerate() {
            match diagnosis::score(answers(&questionnaire, given)) {
                // Reading all outputs of all combinations would take minutes.
                Ok(diagnosis) if i % 25 == 0 => every_output(&diagnosis, Some(&company)),
                Ok(_) => {}
                Err(none) => prop_assert!(none.best < questionnaire.lead_at()),
            }
        }
    }

    /// A result says the same whatever the order of the questions and of their options.
    #[test]
    fn the_order_of_questions_and_options_changes_nothing(drawn in drawn(3), by in 1usize..6) {
        let text = drawn.yaml();
        let Some(questionnaire) = checked(&text) else {
            return Err(TestCaseError::reject("it does not pass the check"));
        };
        let other = checked(&turned(&text, by)).expect("what is turned round is as right");
        for given in space(&questionnaire) {
            let ids = questionnaire.questions().iter().map(|question| question.id.as_str());
            let pairs: Vec<(&str, &str)> = ids.zip(given.iter().copied()).collect();
            let here = diagnosis::score(by_id(&questionnaire, &pairs)).ok();
            let there = diagnosis::score(by_id(&other, &pairs)).ok();
            prop_assert_eq!(here.as_ref().map(said), there.as_ref().map(said), "{:?}", pairs);
        }
    }

    /// The stages of a pipeline are from the list, each once and in its order, and they are
    /// those that the generated questionnaire asks for, each with a reason that holds.
    #[test]
    fn a_pipeline_is_a_part_of_the_list_with_a_reason_for_each_stage(drawn in drawn(3)) {
        let Some(questionnaire) = checked(&drawn.yaml()) else {
            return Err(TestCaseError::reject("it does not pass the check"));
        };
        for given in space(&questionnaire) {
            let Ok(diagnosis) = diagnosis::score(answers(&questionnaire, &given)) else { continue };
            let counts: Vec<usize> = std::iter::once(diagnosis.leader().model.index)
                .chain(diagnosis.mix().iter().map(|score| score.model.index))
                .collect();
            let entry = diagnosis.entry.map(|entry| entry.model.index);
            let mut wanted: BTreeSet<usize> = drawn.always.iter().copied().collect();
            wanted.extend(counts.iter().flat_map(|model| &drawn.brings[*model].1));
            wanted.extend(entry.iter().flat_map(|model| &drawn.brings[*model].0));
            wanted.extend(drawn.adds.iter().filter_map(|(question, option, stage)| {
                (given[*question] == format!("o{option}")).then_some(*stage)
            }));
            let stages: Vec<usize> =
                diagnosis.pipeline.iter().map(|stage| stage.stage.index).collect();
            prop_assert_eq!(&stages, &wanted.into_iter().collect::<Vec<_>>());
            for stage in &diagnosis.pipeline {
                let always = drawn.always.contains(&stage.stage.index);
                let assumed = diagnosis.entry.is_some_and(|entry| entry.assumed);
                prop_assert!(
                    always || assumed || stage.from().count() + stage.because().count() > 0,
                    "nothing brings {}", stage.stage.id
                );
            }
        }
    }

    /// A questionnaire and its answers mean the same in YAML and in JSON.
    #[test]
    fn yaml_and_json_are_read_as_the_same(drawn in drawn(3), seed in any::<usize>()) {
        let text = drawn.yaml();
        let Some(questionnaire) = checked(&text) else {
            return Err(TestCaseError::reject("it does not pass the check"));
        };
        let as_json = plain_data(&text).to_string();
        let other = checked(&as_json).expect("what is right in YAML is right in JSON");
        let space = space(&questionnaire);
        let given = &space[seed % space.len()];
        let here = diagnosis::score(answers(&questionnaire, given)).ok();
        let there = diagnosis::score(answers(&other, given)).ok();
        let shown = |diagnosis: &Option<Diagnosis<'_>>| {
            diagnosis.as_ref().map(|diagnosis| rendered(diagnosis, "json", 80))
        };
        prop_assert_eq!(shown(&here), shown(&there));
        let pairs = questionnaire.questions().iter().zip(given);
        let yaml: String = pairs.clone().map(|(q, answer)| format!("{}: {answer}\n", q.id)).collect();
        let json: Value = pairs.map(|(q, answer)| (q.id.to_string(), json!(answer))).collect();
        for text in [yaml, json.to_string()] {
            let saved = answers::read(&questionnaire, "saved", &text)
                .unwrap_or_else(|problems| panic!("{problems}"));
            let replies = questionnaire.questions().iter().map(|q| saved.draft.reply(q));
            let ids: Vec<&str> = replies.map(|reply| reply.map_or("", |reply| reply.id())).collect();
            prop_assert_eq!(&ids, given);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// A company gets one diagnosis, whichever way its answers come in: flags, a file, a
    /// row of CSV or of JSON Lines, the script of the form, and the query in a database.
    #[test]
    fn every_way_in_leads_to_the_same_diagnosis(drawn in drawn(3), seed in any::<usize>()) {
        let Some(questionnaire) = checked(&drawn.yaml()) else {
            return Err(TestCaseError::reject("it does not pass the check"));
        };
        prop_assume!(questionnaire.default_entry().is_some());
        let folder = folder();
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("the folder takes a file");
        };
        write("q.yaml", &drawn.yaml());
        let ids: Vec<&str> =
            questionnaire.questions().iter().map(|question| question.id.as_str()).collect();
        let space = space(&questionnaire);
        let rows: Vec<&Vec<&str>> = (0..4).map(|i| &space[(seed + i * 7) % space.len()]).collect();

        let mut csv = format!("{}\n", ids.join(","));
        let mut lines = String::new();
        for row in &rows {
            csv += &format!("{}\n", row.join(","));
            let line: Value = ids.iter().zip(*row).map(|(id, a)| ((*id).to_owned(), json!(a))).collect();
            lines += &format!("{line}\n");
        }
        write("rows.csv", &csv);
        write("rows.jsonl", &lines);
        let batch = |name: &str| -> Vec<Value> {
            let run = run_in(folder.path(), &["batch", name, "-Q", "q.yaml", "-f", "jsonl"]);
            assert!([0, 3].contains(&run.code), "{}", run.stderr);
            run.stdout.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect()
        };
        let [from_csv, from_lines] = ["rows.csv", "rows.jsonl"].map(batch);
        let query = ["sql", "--dialect", "sqlite", "--table", "answers", "--keep", "id", "-Q", "q.yaml"];
        let query = run_in(folder.path(), &query);
        assert_eq!(query.code, 0, "{}", query.stderr);
        let cells: Vec<_> =
            rows.iter().map(|row| row.iter().map(|cell| Some((*cell).to_owned())).collect()).collect();
        let from_sql = Sqlite.run(&ids, &cells, &query.stdout);
        let form = run_in(folder.path(), &["form", "-Q", "q.yaml"]);
        let engine = Engine::of(&form.stdout);

        for (place, row) in rows.iter().enumerate() {
            let flags: Vec<String> =
                ids.iter().zip(*row).map(|(id, answer)| format!("--{id}={answer}")).collect();
            let file: String = ids.iter().zip(*row).map(|(id, a)| format!("{id}: {a}\n")).collect();
            write("answers.yaml", &file);
            let mut args = vec!["-Q", "q.yaml", "-f", "json", "--no-input"];
            args.extend(flags.iter().map(String::as_str));
            let by_flags = run_in(folder.path(), &args);
            let by_file =
                run_in(folder.path(), &["-Q", "q.yaml", "-f", "json", "--from", "answers.yaml"]);
            prop_assert_eq!(by_flags.code, by_file.code);
            let options: Value = (questionnaire.questions().iter().zip(*row))
                .map(|(question, id)| question.option(id).map(|option| option.index))
                .collect();
            let result = engine.get(&format!("page.diagnose(page.rules, {options})"));
            let sql = from_sql.iter().find(|found| found[0] == Some(place.to_string()));
            let sql = sql.expect("each row has its result");
            if by_flags.code != 0 {
                prop_assert!(from_csv[place]["error"].is_object(), "{}", from_csv[place]);
                prop_assert!(from_lines[place]["error"].is_object());
                prop_assert!(result["ask"].is_number(), "{result}");
                prop_assert!(sql[1].is_none(), "{sql:?}");
                continue;
            }
            let flagged: Value = serde_json::from_str(&by_flags.stdout).expect("it is JSON");
            let filed: Value = serde_json::from_str(&by_file.stdout).expect("it is JSON");
            prop_assert_eq!(&flagged, &filed);
            let pipeline: Vec<&str> = (flagged["pipeline"].as_array().into_iter().flatten())
                .filter_map(|stage| stage["id"].as_str())
                .collect();
            for batch in [&from_csv, &from_lines] {
                let row = &batch[place]["diagnosis"];
                prop_assert_eq!(&row["model"], &flagged["model"]["id"], "{}", batch[place]);
                prop_assert_eq!(&row["hybrid_with"], &flagged["hybrid_with"]);
                prop_assert_eq!(&row["settled"], &flagged["settled"]);
                prop_assert_eq!(&row["pipeline"], &json!(pipeline));
            }
            let leader = result["leader"].as_u64().expect("a place") as usize;
            prop_assert_eq!(&json!(questionnaire.models()[leader].id.as_str()), &flagged["model"]["id"]);
            let stages: Vec<&str> = (result["stages"].as_array().into_iter().flatten())
                .filter_map(|stage| stage["stage"].as_u64())
                .map(|stage| questionnaire.stages()[stage as usize].id.as_str())
                .collect();
            prop_assert_eq!(&stages, &pipeline);
            prop_assert_eq!(sql[1].as_deref(), flagged["model"]["id"].as_str());
            prop_assert_eq!(sql[8].clone().unwrap_or_default(), pipeline.join(";"));
        }
    }
}
