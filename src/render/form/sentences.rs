//! The sentences of a result with gaps, `{model}`, that the script of the form fills in:
//! the same messages that the program says, said once for every form they can take.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::questionnaire::Questionnaire;
use crate::words::{Argument, Words};

/// The words of a result, by what the script calls them.
#[derive(Serialize)]
pub(super) struct Sentences {
    /// By whose (`company`, `yours`), margin (`clear`, `open`, `close`, `one`, `tied`) and mix.
    verdict: BTreeMap<&'static str, BTreeMap<&'static str, BTreeMap<&'static str, String>>>,
    phases: BTreeMap<&'static str, String>,
    /// By what is wrong with a number.
    wrong: BTreeMap<&'static str, String>,
    #[serde(flatten)]
    plain: BTreeMap<&'static str, String>,
}

/// Sentences without a gap, or whose gaps take any text: the name in the script, the
/// message, and its gaps.
const PLAIN: [(&str, &str, &[&str]); 58] = [
    ("and", "list-and", &["first", "last"]),
    ("or", "list-or", &["first", "last"]),
    ("unsure", "not-sure", &[]),
    ("start", "form-start", &[]),
    ("next", "form-next", &[]),
    ("review", "form-review", &[]),
    ("show", "review-show", &[]),
    ("change", "form-change", &[]),
    ("choose", "form-choose", &[]),
    ("copied", "form-copied", &[]),
    ("select", "form-select", &[]),
    ("subject", "form-subject", &["file"]),
    ("unsettled", "unsettled-title", &[]),
    ("help", "form-unsettled", &[]),
    ("answer", "unsettled-answer", &["question"]),
    ("number", "answer-number", &["number", "answer"]),
    ("decimal", "decimal-sign", &[]),
    ("answers", "answers-said", &[]),
    ("why", "why", &[]),
    ("model", "model", &[]),
    ("points", "points", &[]),
    ("leads", "leads", &[]),
    ("tied", "tied", &[]),
    ("mixed", "mixed", &[]),
    ("few", "too-few", &["models"]),
    ("settled", "unsure-settled", &["questions"]),
    ("each", "unsure-each", &["questions"]),
    ("alone", "unsure-alone", &["questions", "some"]),
    ("pipeline", "pipeline", &[]),
    ("assumed", "entry-assumed", &["model"]),
    ("long", "long-pipeline", &["stages"]),
    ("merge", "long-pipeline-merge", &["pairs"]),
    ("owner", "owner", &[]),
    ("here", "why-here", &[]),
    ("always", "always", &[]),
    ("because", "because-of", &["reasons"]),
    ("default", "assumed", &[]),
    ("first", "notes-first", &[]),
    ("steps", "first-steps", &[]),
    ("step", "step-of", &["model", "step"]),
    ("after", "after", &[]),
    ("deals", "open-deals", &[]),
    ("metric", "one-number", &["metric"]),
    ("again", "look-again", &[]),
    ("later", "look-again-unsure", &["questions"]),
    ("changes", "changes", &[]),
    ("about", "about", &["model"]),
    ("roles", "roles", &[]),
    ("metrics", "metrics", &[]),
    ("pitfalls", "pitfalls", &[]),
    ("lost", "lost-reasons", &[]),
    ("would", "change", &["model", "question", "option"]),
    ("prospecting", "phase-prospecting", &[]),
    ("sale", "phase-sale", &[]),
    ("after-sale", "phase-after-sale", &[]),
    ("digits", "form-digits", &[]),
    ("two-readings", "form-two-readings", &[]),
    ("range", "form-range", &[]),
];

impl Sentences {
    pub(super) fn new(questionnaire: &Questionnaire) -> Self {
        let words = questionnaire.words();
        let mut plain: BTreeMap<&'static str, String> = PLAIN
            .iter()
            .map(|(name, message, gaps)| (*name, with_gaps(words, message, gaps)))
            .collect();
        let counted = |count: usize| words.say("notes", [("count", count.into())]);
        let unsure = |count: usize| {
            words.say(
                "unsure-together",
                [("questions", "{questions}".into()), ("count", count.into())],
            )
        };
        plain.insert("note", counted(1));
        plain.insert("notes", counted(2));
        plain.insert("both", unsure(2));
        plain.insert("together", unsure(3));
        plain.insert("explained", explained(questionnaire));
        plain.insert("source", source(questionnaire));
        Sentences {
            verdict: ["company", "yours"].map(|whose| (whose, verdicts(words, whose))).into(),
            phases: taken(&mut plain, ["prospecting", "sale", "after-sale"]),
            wrong: taken(&mut plain, ["digits", "two-readings", "range"]),
            plain,
        }
    }
}

fn taken<const N: usize>(
    plain: &mut BTreeMap<&'static str, String>,
    names: [&'static str; N],
) -> BTreeMap<&'static str, String> {
    names.iter().filter_map(|name| plain.remove_entry(name)).collect()
}

fn with_gaps(words: &Words, message: &str, gaps: &[&'static str]) -> String {
    let gap = |name: &str| -> Argument<'static> { format!("{{{name}}}").into() };
    match *gaps {
        [] => words.text(message),
        [one] => words.say(message, [(one, gap(one))]),
        [one, two] => words.say(message, [(one, gap(one)), (two, gap(two))]),
        [one, two, three] => {
            words.say(message, [(one, gap(one)), (two, gap(two)), (three, gap(three))])
        }
        _ => unreachable!("no message of the list has more gaps"),
    }
}

fn explained(questionnaire: &Questionnaire) -> String {
    let values =
        [("lead", questionnaire.lead_at().into()), ("hybrid", questionnaire.hybrid_at().into())];
    questionnaire.words().say("points-explained", values)
}

fn source(questionnaire: &Questionnaire) -> String {
    let values = [
        ("date", "{date}".into()),
        ("id", questionnaire.id().as_str().into()),
        ("version", questionnaire.version().into()),
    ];
    questionnaire.words().say("source", values)
}

/// The verdicts by margin and mix, with gaps for names and points.
fn verdicts(
    words: &Words,
    whose: &'static str,
) -> BTreeMap<&'static str, BTreeMap<&'static str, String>> {
    let verdict = |margin: &'static str, mix: &'static str| {
        let (margin, points) = match margin {
            "one" => ("close", 1.into()),
            _ => (margin, "{points}".into()),
        };
        words.say(
            "verdict",
            [
                ("whose", whose.into()),
                ("company", "{company}".into()),
                ("leader", "{leader}".into()),
                ("margin", margin.into()),
                ("points", points),
                ("mix", mix.into()),
                ("tied", "{tied}".into()),
                ("mixed", "{mixed}".into()),
            ],
        )
    };
    let mixes = |margin: &'static str| -> &[&str] {
        if margin == "tied" { &["tied", "both"] } else { &["none", "alone", "mixed"] }
    };
    let by_mix = |margin| mixes(margin).iter().map(|mix| (*mix, verdict(margin, mix))).collect();
    ["clear", "open", "close", "one", "tied"].map(|margin| (margin, by_mix(margin))).into()
}
