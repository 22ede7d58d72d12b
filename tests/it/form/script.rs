//! The script of the page, run by a JavaScript engine and compared with the library.

use proptest::prelude::*;
use rquickjs::{Context, Runtime};
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::questionnaire::{BUILTINS, Questionnaire};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use super::page::form;
use crate::documents::hostile;
use crate::drawn::Drawn;
use crate::support::{OWN, answers, b2b, rendered, space};

/// The script of a page, in an engine without a browser around it.
pub(crate) struct Engine {
    context: Context,
}

/// As much of a browser as the script uses before anybody does anything. Elements accept
/// and keep whatever they are given.
const BROWSER: &str = r#"
const made = (tag) => ({ tag, children: [], dataset: {}, style: {}, value: "",
  classList: { add() {} },
  append(...children) { this.children.push(...children); },
  replaceChildren(...children) { this.children = children; },
  setAttribute(name, value) { this[name] = String(value); },
  addEventListener() {}, focus() {}, select() {},
  querySelector() { return null; }, querySelectorAll() { return []; } });
const known = {};
const heading = made("h1");
heading.textContent = "";
const step = () => Object.assign(made("section"), { querySelector: () => heading });
globalThis.document = { body: made("body"), documentElement: made("html"), title: "",
  createElement: made,
  getElementById: (id) => (id in known ? known[id] : (known[id] = made(id))),
  querySelectorAll: (selector) => (selector === ".step"
    ? JSON.parse(known.data.textContent).questions.map(step).concat([step(), step(), step()]) : []) };
globalThis.window = { addEventListener() {}, scrollTo() {}, print() {} };
globalThis.history = { replaceState() {}, pushState() {} };
globalThis.URL = { revokeObjectURL() {}, createObjectURL: (blob) => blob };
globalThis.Blob = function Blob(parts) { this.text = parts.join(""); };
globalThis.text = (node) => (typeof node === "string" ? node
  : (node.textContent ?? "") + node.children.map(text).join(" "));
// What a person chooses: options and typed numbers, as the fields would hold them.
globalThis.give = (given, numbers = []) => {
  const form = document.getElementById("form");
  form.querySelector = (selector) => {
    const [, place] = /name="q(\d+)"/.exec(selector);
    return given[place] === undefined ? null : { value: given[place] === null ? "unsure" : String(given[place]), focus() {} };
  };
  given.concat([undefined]).forEach((_, place) => {
    document.getElementById(`q${place}-number`).value = numbers[place] ?? "";
  });
};
globalThis.known = known;
globalThis.part = (id) => text(document.getElementById(id));
"#;

impl Engine {
    pub(crate) fn of(page: &str) -> Self {
        let page = Html::parse_document(page);
        let scripts = Selector::parse("script").expect("it is a selector");
        let scripts: Vec<String> =
            page.select(&scripts).map(|script| script.text().collect()).collect();
        let [data, script] = scripts.try_into().expect("a table and a script");
        let runtime = Runtime::new().expect("there is memory for an engine");
        let context = Context::full(&runtime).expect("there is memory for a context");
        let engine = Engine { context };
        engine.run(&format!(
            "{BROWSER}\nknown.data = {{ textContent: {} }};\n{}\n\
             globalThis.page = {{ diagnose, firstStepsOf, readNumber, answersFile, fileName, \
             fillResult, complaint, typed, words, rules, models, questions }};",
            json!(data),
            script.replace("\"use strict\";", ""),
        ));
        engine
    }

    pub(crate) fn run(&self, script: &str) {
        self.context.with(|context| {
            let ran: Result<(), _> = context.eval(script);
            if ran.is_err() {
                let thrown = context.catch();
                panic!("{:?}", thrown.as_exception().map_or(String::new(), ToString::to_string));
            }
        });
    }

    /// The value of an expression, passed as JSON.
    pub(crate) fn get(&self, expression: &str) -> Value {
        let text = self.context.with(|context| {
            let given: Result<String, _> = context.eval(format!("JSON.stringify({expression})"));
            given.unwrap_or_else(|_| {
                panic!(
                    "{expression}: {:?}",
                    context.catch().as_exception().map(ToString::to_string)
                )
            })
        });
        serde_json::from_str(&text).expect("it was made from a value")
    }
}

/// The result of the script, with names instead of indices.
const RESULT: &str = "(() => { const r = page.diagnose(page.rules, options); \
    if (r.ask !== undefined) return { ask: page.rules.questions[r.ask].id }; \
    const id = (model) => page.rules.models[model].id; \
    const answer = (q, o) => [page.rules.questions[q].id, page.rules.questions[q].options[o].id]; \
    return { leader: id(r.leader), mix: r.mix.map(id), tied: r.tied.map(id), margin: r.margin, \
    scores: r.ranked.map((model) => [id(model), r.totals[model]]), \
    entry: r.entry === null ? null : id(r.entry), assumed: r.assumed, settled: r.settled, \
    stages: r.stages.map((s) => ({ id: page.rules.stages[s.stage].id, phase: s.phase, \
      probability: s.probability, reasons: s.reasons })), \
    notes: r.notes.map((note) => [note.text, note.before_first_steps]), \
    steps: page.firstStepsOf(r, page.models.map(({ steps }) => steps.length)) \
      .map(({ model, step }) => [id(model), page.models[model].steps[step]]), \
    changes: r.changes.map((c) => [...answer(c.question, c.option), id(c.model)]) }; })()";

/// The result of the library, in the same form.
fn result(diagnosis: &Diagnosis<'_>) -> Value {
    let leader = diagnosis.leader();
    let ids = |scores: &mut dyn Iterator<Item = &diagnosis::Score<'_>>| -> Vec<String> {
        scores.map(|score| score.model.id.to_string()).collect()
    };
    let tied = |score: &&diagnosis::Score<'_>| score.points == leader.points;
    let stages: Vec<Value> = (diagnosis.pipeline.iter())
        .map(|stage| {
            json!({
                "id": stage.stage.id.as_str(), "phase": stage.phase.id(),
                "probability": stage.probability(), "reasons": stage.reasons,
            })
        })
        .collect();
    let scores: Vec<Value> = diagnosis
        .scores
        .iter()
        .map(|score| json!([score.model.id.as_str(), score.points]))
        .collect();
    let notes: Vec<Value> =
        diagnosis.notes().map(|note| json!([note.text, note.before_first_steps])).collect();
    let steps: Vec<Value> =
        diagnosis.first_steps().map(|step| json!([step.model.id.as_str(), step.text])).collect();
    let changes: Vec<Value> = (diagnosis.what_if.iter())
        .map(|change| {
            json!([
                change.question.id.as_str(),
                change.choice.id.as_str(),
                change.model.id.as_str()
            ])
        })
        .collect();
    json!({
        "leader": leader.model.id.as_str(), "mix": ids(&mut diagnosis.mix().iter()),
        "tied": ids(&mut diagnosis.mix().iter().filter(tied)), "margin": diagnosis.margin(),
        "scores": scores, "entry": diagnosis.entry.map(|entry| entry.model.id.to_string()),
        "assumed": diagnosis.entry.is_some_and(|entry| entry.assumed),
        "settled": diagnosis.settled, "stages": stages, "notes": notes, "steps": steps,
        "changes": changes,
    })
}

fn places(questionnaire: &Questionnaire, given: &[&str]) -> Value {
    let options = questionnaire.questions().iter().zip(given);
    options.map(|(question, id)| question.option(id).map(|option| option.index)).collect()
}

fn agree(questionnaire: &Questionnaire) {
    let engine = Engine::of(&form(questionnaire));
    for given in space(questionnaire) {
        engine.run(&format!("globalThis.options = {};", places(questionnaire, &given)));
        let ours = match diagnosis::score(answers(questionnaire, &given)) {
            Ok(diagnosis) => result(&diagnosis),
            Err(none) => json!({ "ask": none.question.as_str() }),
        };
        assert_eq!(engine.get(RESULT), ours, "{given:?}");
    }
}

#[test]
fn the_script_comes_to_every_result_of_the_built_ins() {
    for builtin in BUILTINS {
        agree(&builtin.questionnaire());
    }
}

#[test]
fn it_comes_to_every_result_of_hostile_and_bare_questionnaires() {
    agree(&hostile::questionnaire("en"));
    agree(&Questionnaire::parse("own", OWN).expect("it is sound"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn it_comes_to_every_result_of_drawn_questionnaires(
        points in prop::collection::vec(prop::collection::vec(prop::collection::vec(0..9_u32, 3), 2..4), 1..4),
        lead_at in 1..9_u32,
        hybrid_at in 1..=100_u32,
        brings in prop::collection::vec((prop::collection::vec(0..5_usize, 0..3), prop::collection::vec(0..5_usize, 0..3)), 3),
        always in prop::collection::vec(5..7_usize, 1..3),
        default in prop::option::of(0..3_usize),
    ) {
        let mut drawn = Drawn::of(points);
        drawn.lead_at = lead_at.min(drawn.most().max(1));
        drawn.hybrid_at = hybrid_at;
        drawn.brings = brings;
        drawn.always = always;
        drawn.stages = 7;
        drawn.default_entry =
            default.filter(|model| !drawn.brings[*model].0.is_empty());
        // A generated questionnaire need not pass the check: an option may matter to
        // nobody.
        if let Ok(questionnaire) = Questionnaire::parse("drawn", &drawn.yaml()) {
            agree(&questionnaire);
        }
    }
}

/// The page that the script builds says the same as the report of the program, sentence by
/// sentence, in both languages.
#[test]
fn the_words_of_the_result_are_those_of_the_report() {
    for builtin in BUILTINS {
        let mut all = vec![builtin.questionnaire()];
        all.extend(builtin.in_language("nl"));
        for questionnaire in all {
            let engine = Engine::of(&form(&questionnaire));
            for (i, given) in space(&questionnaire).into_iter().enumerate() {
                if i % 7 != 0 {
                    continue;
                }
                let Ok(diagnosis) = diagnosis::score(answers(&questionnaire, &given)) else {
                    continue;
                };
                let places = places(&questionnaire, &given);
                engine.run(&format!("give({places}); page.fillResult();"));
                let said =
                    engine.get("[document.getElementById('verdict').textContent, part('result')]");
                let said: Vec<&str> =
                    said.as_array().expect("two texts").iter().filter_map(Value::as_str).collect();
                let page = Html::parse_document(&rendered(&diagnosis, "html", 80));
                let sentences = Selector::parse("h1, h2, h3, p, li, td, th").expect("a selector");
                for sentence in page.select(&sentences) {
                    // Parts that contain others are compared through those.
                    if sentence.select(&sentences).next().is_some() {
                        continue;
                    }
                    let text = dense(&sentence.text().collect::<String>());
                    assert!(
                        said.iter().any(|part| dense(part).contains(&text))
                            || is_beyond(&questionnaire, &text),
                        "{given:?}: {text}\n{said:?}"
                    );
                }
            }
        }
    }
}

/// Texts of the program's page that are not part of its result: the title of the
/// questionnaire, and the day, which the form takes from the clock of the browser.
fn is_beyond(questionnaire: &Questionnaire, text: &str) -> bool {
    dense(questionnaire.title()) == text || text.starts_with("2026-11-26")
}

fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Numbers as people type them into the field, compared with how the program reads them
/// with the fixed sign after the field.
#[test]
fn a_number_in_a_field_is_read_as_the_program_reads_it() {
    let own = Questionnaire::parse("own", OWN).expect("it is sound");
    for questionnaire in [b2b(), own] {
        let engine = Engine::of(&form(&questionnaire));
        for question in questionnaire.questions().iter().filter(|question| question.unit.is_some())
        {
            let sign = question.unit.map_or("", |unit| unit.sign());
            for typed in [
                "0",
                "1",
                "3",
                "24.9",
                "25",
                "25,5",
                "49,99",
                "90",
                "100",
                "100.0",
                "101",
                "1000",
                "1001",
                ".5",
                "5.",
                "007",
                "1.200",
                "1.000",
                "1,000",
                "12,500",
                "0.500",
                "0,5",
                "123456789012345",
                "1234567890123456",
                ".12345678901234",
                ",123456789012345",
                "1.2.3",
                "-1",
                "+5",
                "1e2",
                "0x1E",
                "abc",
                "1 200",
                "\u{663}",
                "30%",
                " 30 ",
                "NaN",
                "999999",
                "1.2345",
                "50.000",
                "2.5",
            ] {
                let read = engine.get(&format!(
                    "page.readNumber(page.rules, {0}, page.questions[{0}].number, {1})",
                    question.index,
                    json!(typed)
                ));
                let bare = typed.trim().trim_end_matches('%');
                let ours = question.read(&format!("{bare}{sign}"));
                let plain = bare.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
                match (read["answer"].as_str(), ours) {
                    (Some(answer), Ok(ours)) => {
                        let back = question.read(answer).expect("the program reads it");
                        assert_eq!(
                            (back.id(), back.number()),
                            (ours.id(), ours.number()),
                            "{typed} in {}",
                            question.id
                        );
                        let option =
                            &question.options[read["option"].as_u64().expect("a place") as usize];
                        assert_eq!(option.id, *back.id(), "{typed} in {}", question.id);
                    }
                    (None, Err(_)) => assert!(read["wrong"].is_string(), "{typed}"),
                    // The field of a count accepts neither the sign of another unit nor a
                    // plus.
                    (None, Ok(_)) => {
                        assert!(!plain || typed.contains('%'), "{typed} in {}", question.id)
                    }
                    (Some(answer), Err(problem)) => panic!("{typed}: {answer}, {problem}"),
                }
            }
        }
    }
}

/// What people paste into a field: every character of Unicode, between two letters.
/// Whatever the program refuses in a name is removed or becomes a space, and everything
/// else stays.
#[test]
fn no_field_hands_back_what_the_program_refuses() {
    let engine = Engine::of(&form(&b2b()));
    let all: String = ('\0'..=char::MAX).collect();
    engine.run(&format!("document.getElementById('by').value = {};", json!(format!("a{all}b"))));
    let typed = engine.get("page.typed('by')");
    let typed = typed.as_str().expect("a text");
    let refused = |c: &char| salesmodel::answers::company(&format!("a{c}b")).is_err();
    assert_eq!(typed.chars().find(refused), None);
    let kept = |text: &str| text.chars().filter(|c| !refused(c) && *c != ' ').collect::<String>();
    assert!(kept(typed) == kept(&format!("a{all}b")), "a character is lost");
    // A mark that changes the direction of a text has no width.
    engine.run("document.getElementById('role').value = '\\u200fSa\\u061cles\\u200e\\tlead';");
    engine.run("document.getElementById('by').value = ' Ann\\u202e Lee\\u2028';");
    engine.run("give([null, null, null, null]);");
    let file = engine.get("page.answersFile()");
    let file = file.as_str().expect("a text");
    let own = b2b();
    let read = salesmodel::answers::read(&own, "handed back", file).expect("it is taken back");
    assert_eq!(read.role.as_deref(), Some("Sales lead"));
    assert_eq!(read.by.as_deref(), Some("Ann Lee"));
}
