//! The answer space as it is counted, against the slow way: every combination is scored,
//! one by one.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use salesmodel::answers::Answers;
use salesmodel::diagnosis::{self, Diagnosis};
use salesmodel::questionnaire::{BUILTINS, Note, Question, Questionnaire};
use salesmodel::space::{Certainty, Method, Observation, Space, What, explore, sample};

use crate::drawn::{Drawn, drawn};
use crate::support::{answers, space};

/// What a combination leads to, as far as people see it, without the points.
type Outcome = Option<(usize, BTreeSet<usize>, bool, Option<(usize, bool)>, Vec<usize>)>;

fn outcome(answers: Answers<'_>) -> Outcome {
    let diagnosis: Diagnosis<'_> = diagnosis::score(answers).ok()?;
    let mix = diagnosis.mix().iter().map(|score| score.model.index).collect();
    let entry = diagnosis.entry.map(|entry| (entry.model.index, entry.assumed));
    let stages = diagnosis.pipeline.iter().map(|stage| stage.stage.index).collect();
    Some((diagnosis.leader().model.index, mix, diagnosis.tie(), entry, stages))
}

/// Everything that there is to count and to find, by listing all combinations.
struct Listed {
    outcomes: Vec<(Vec<usize>, Outcome)>,
    found: BTreeSet<String>,
}

impl Listed {
    fn of(questionnaire: &Questionnaire) -> Self {
        let place = |question: &Question, id: &str| {
            question.option(id).map_or(question.options.len(), |option| option.index)
        };
        let outcomes: Vec<(Vec<usize>, Outcome)> = space(questionnaire)
            .iter()
            .map(|given| {
                let places = questionnaire.questions().iter().zip(given);
                let places = places.map(|(question, id)| place(question, id)).collect();
                (places, outcome(answers(questionnaire, given)))
            })
            .collect();
        let found = found_by_listing(questionnaire, &outcomes);
        Listed { outcomes, found }
    }

    fn count(
        &self,
        what: impl Fn(&(usize, BTreeSet<usize>, bool, Option<(usize, bool)>, Vec<usize>)) -> bool,
    ) -> u128 {
        self.outcomes.iter().filter(|(_, outcome)| outcome.as_ref().is_some_and(&what)).count()
            as u128
    }
}

/// The findings, worked out from their meaning, as lines; groups of equal options as pairs.
fn found_by_listing(
    questionnaire: &Questionnaire,
    outcomes: &[(Vec<usize>, Outcome)],
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let some = || outcomes.iter().filter_map(|(_, outcome)| outcome.as_ref());
    for model in questionnaire.models() {
        if some().all(|outcome| outcome.0 != model.index) {
            found.insert(format!("never leads: {}", model.id));
            if some().all(|outcome| !outcome.1.contains(&model.index)) {
                found.insert(format!("never in a mix: {}", model.id));
            }
        }
    }
    for stage in questionnaire.stages() {
        if some().all(|outcome| !outcome.4.contains(&stage.index)) {
            found.insert(format!("unused: {}", stage.id));
        }
    }
    let by_place: BTreeMap<&[usize], &Outcome> =
        outcomes.iter().map(|(places, outcome)| (places.as_slice(), outcome)).collect();
    for (q, question) in questionnaire.questions().iter().enumerate() {
        let unsure = question.options.len();
        let alike = |one: usize, other: usize| {
            outcomes.iter().filter(|(places, _)| places[q] == one).all(|(places, outcome)| {
                let mut changed = places.clone();
                changed[q] = other;
                by_place[changed.as_slice()] == outcome
            })
        };
        // The advice on an option: its own note, and the indices of the notes that it is part of.
        let said = |index: usize| -> (Option<&String>, Vec<usize>) {
            let named = |note: &&Note| {
                note.when.iter().any(|(of, options)| *of == q && options.contains(&index))
            };
            let named = questionnaire.notes().iter().filter(named).map(|note| note.index);
            (question.options[index].note.as_ref(), named.collect())
        };
        let is_silent = (0..unsure).all(|option| said(option) == (None, Vec::new()));
        if is_silent && (0..unsure).all(|option| alike(option, unsure)) {
            found.insert(format!("idle: {}", question.id));
            continue;
        }
        let gives = |option: usize| {
            let option = &question.options[option];
            let stages = questionnaire.stages();
            questionnaire.models().iter().any(|model| option.points(model) > 0)
                || option.adds.iter().any(|stage| !stages[*stage].always)
        };
        let idle = |option: usize| gives(option) && alike(option, unsure);
        for (index, option) in question.options.iter().enumerate() {
            if idle(index) {
                found.insert(format!("idle: {} {}", question.id, option.id));
            }
            for other in &question.options[..index] {
                let either = idle(index) || idle(other.index);
                if !either && said(index) == said(other.index) && alike(index, other.index) {
                    found.insert(format!("same: {} {} {}", question.id, other.id, option.id));
                }
            }
        }
    }
    if !questionnaire.stages().is_empty() && some().any(|outcome| outcome.4.is_empty()) {
        found.insert("empty pipelines".to_owned());
    }
    if some().any(|outcome| outcome.2) {
        found.insert("ties".to_owned());
    }
    found
}

/// A finding as the lines that listing would find.
pub(crate) fn lines(finding: &Observation<'_>) -> Vec<String> {
    match &finding.what {
        What::NeverLeads { model } => vec![format!("never leads: {}", model.id)],
        What::NeverMixed { model } => vec![format!("never in a mix: {}", model.id)],
        What::UnusedStage { stage } => vec![format!("unused: {}", stage.id)],
        What::IdleQuestion { question } => vec![format!("idle: {}", question.id)],
        What::IdleOption { question, choice } => {
            vec![format!("idle: {} {}", question.id, choice.id)]
        }
        What::SameOptions { question, choices } => {
            assert!(choices.len() > 1);
            let pairs = choices
                .iter()
                .enumerate()
                .flat_map(|(i, choice)| choices[..i].iter().map(move |other| (other, choice)));
            pairs
                .map(|(one, other)| format!("same: {} {} {}", question.id, one.id, other.id))
                .collect()
        }
        What::EmptyPipelines { .. } => vec!["empty pipelines".to_owned()],
        What::Ties { .. } => vec!["ties".to_owned()],
        other => panic!("{other:?} is new to this test"),
    }
}

/// Checks that examples show what they are examples of.
fn examples_hold(space: &Space<'_>) {
    for finding in &space.findings {
        match &finding.what {
            What::EmptyPipelines { example, .. } => {
                let shown = outcome(example.clone()).expect("a model leads");
                assert!(shown.4.is_empty(), "{example:?}");
            }
            What::Ties { example, .. } => {
                assert!(outcome(example.clone()).expect("a model leads").2, "{example:?}");
            }
            _ => {}
        }
    }
    for model in &space.models {
        if let Some(example) = &model.rare {
            assert_eq!(model.leads, 0);
            let shown = outcome(example.clone()).expect("a model leads");
            assert_eq!(shown.0, model.model.index, "{example:?}");
        }
    }
}

fn agrees_with_listing(questionnaire: &Questionnaire) {
    let listed = Listed::of(questionnaire);
    let space = explore(questionnaire);
    let all = listed.outcomes.len() as u128;
    assert_eq!(space.method, Method::Exact);
    assert_eq!((space.combinations, space.counted), (Some(all), all));
    for count in &space.models {
        let model = count.model.index;
        assert_eq!(count.leads, listed.count(|outcome| outcome.0 == model));
        assert_eq!(count.mixed, listed.count(|outcome| outcome.1.contains(&model)));
    }
    assert_eq!(space.no_leader, all - listed.count(|_| true));
    assert_eq!(space.ties, listed.count(|outcome| outcome.2));
    for (others, count) in space.mix_sizes.iter().enumerate() {
        assert_eq!(*count, listed.count(|outcome| outcome.1.len() == others));
    }
    assert_eq!(space.lengths.is_empty(), questionnaire.stages().is_empty());
    for (stages, count) in space.lengths.iter().enumerate() {
        assert_eq!(*count, listed.count(|outcome| outcome.4.len() == stages));
    }
    for count in &space.stages {
        assert_eq!(count.used, listed.count(|outcome| outcome.4.contains(&count.stage.index)));
    }
    let found: Vec<String> = space.findings.iter().flat_map(lines).collect();
    let once: BTreeSet<String> = found.iter().cloned().collect();
    assert_eq!(found.len(), once.len(), "{found:?}: nothing is found twice");
    assert_eq!(once, listed.found);
    for finding in &space.findings {
        assert_eq!(finding.certainty, Certainty::Proven, "{finding:?}");
        match finding.what {
            What::EmptyPipelines { count, .. } => assert_eq!(count, space.lengths[0]),
            What::Ties { count, .. } => assert_eq!(count, space.ties),
            _ => {}
        }
    }
    examples_hold(&space);
}

#[test]
fn the_built_ins_are_counted_as_they_are_listed() {
    for builtin in BUILTINS {
        agrees_with_listing(&builtin.questionnaire());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_counted_is_what_is_listed(drawn in drawn(4)) {
        agrees_with_listing(&drawn.questionnaire());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// A sample of a space that can be listed: whatever is reported as proven is true,
    /// everything that is true is found, and what happens often is seen.
    #[test]
    fn a_sample_proves_only_what_is_true(drawn in drawn(4)) {
        let questionnaire = drawn.questionnaire();
        let listed = Listed::of(&questionnaire);
        let space = sample(&questionnaire);
        prop_assert_eq!(space.method, Method::Sampled { samples: space.counted as u32, seed: salesmodel::space::SEED });
        let found: BTreeSet<String> = space.findings.iter().flat_map(lines).collect();
        prop_assert_eq!(&found, &listed.found);
        let all = listed.outcomes.len() as f64;
        let near = |count: u128, listed: u128| (space.share(count) - listed as f64 / all).abs() < 0.02;
        for count in &space.models {
            let model = count.model.index;
            prop_assert!(near(count.leads, listed.count(|outcome| outcome.0 == model)));
            prop_assert!(near(count.mixed, listed.count(|outcome| outcome.1.contains(&model))));
        }
        prop_assert!(near(space.ties, listed.count(|outcome| outcome.2)));
        examples_hold(&space);
    }
}

/// The points of this many models and of this size take several words each.
#[test]
fn many_models_with_many_points_are_counted_too() {
    for (models, most) in [(8, 1000), (20, 1000), (50, 1000), (50, 3)] {
        let point = |q: usize, o: usize, m: usize| {
            ((q * 7 + o * 13 + m * 29 + q * o * m) * 37 % (most + 1)) as u32
        };
        let option = |q, o| (0..models).map(|m| point(q, o, m)).collect();
        let question = |q| (0..3).map(|o| option(q, o)).collect();
        let mut drawn = Drawn::of((0..4).map(question).collect());
        drawn.hybrid_at = 80;
        agrees_with_listing(&drawn.questionnaire());
    }
}

/// One combination in 390 625, which no sample meets, does what no other does.
#[test]
fn what_a_single_combination_does_is_counted_and_shown() {
    let options = vec![vec![0, 1], vec![0, 0], vec![0, 0], vec![0, 0]];
    let mut drawn = Drawn::of(vec![options; 8]);
    drawn.lead_at = 8;
    drawn.stages = 1;
    drawn.brings = vec![(Vec::new(), vec![0])];
    let questionnaire = drawn.questionnaire();
    let space = explore(&questionnaire);
    assert_eq!((space.combinations, space.method), (Some(390_625), Method::Exact));
    assert_eq!((space.models[1].leads, space.no_leader, space.lengths[0]), (1, 390_624, 1));
    let mut found: Vec<String> = space.findings.iter().flat_map(lines).collect();
    found.retain(|line| !line.starts_with("same: "));
    assert_eq!(found, ["never leads: m0", "never in a mix: m0", "unused: s0", "empty pipelines"]);
    let What::EmptyPipelines { count: 1, example } =
        &space.findings.last().expect("there are some").what
    else {
        panic!("{:?}", space.findings.last());
    };
    assert!(example.replies().iter().all(|reply| reply.id() == "o0"), "{example:?}");
}
