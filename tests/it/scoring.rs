//! Scoring of generated questionnaires, compared with a slow way to the same result: trying
//! every combination.

use proptest::prelude::*;
use salesmodel::answers::Draft;
use salesmodel::diagnosis;
use salesmodel::questionnaire::Questionnaire;

use crate::support::{answers, space};

/// Points by question, option and model.
type Points = Vec<Vec<Vec<u32>>>;

/// A questionnaire with these points; the first models have an entry each, and the others
/// add a stage.
fn questionnaire(points: &Points, lead_at: u32, hybrid_at: u32) -> Questionnaire {
    let models = points[0][0].len();
    let mut yaml = format!(
        "format: 1\nid: drawn\nversion: '1'\nlang: en\ntitle: T\nlead_at: {lead_at}\n\
         hybrid_at: {hybrid_at}\nquestions:\n"
    );
    for (q, options) in points.iter().enumerate() {
        yaml.push_str(&format!("  - id: q{q}\n    text: T\n    options:\n"));
        for (o, given) in options.iter().enumerate() {
            let given: Vec<String> = (given.iter().enumerate())
                .filter(|(_, points)| **points > 0)
                .map(|(m, points)| format!("m{m}: {points}"))
                .collect();
            let given = given.join(", ");
            yaml.push_str(&format!("      - {{id: o{o}, label: L, points: {{{given}}}}}\n"));
        }
    }
    yaml.push_str("models:\n");
    for m in 0..models {
        let brings = if m < 2 { format!("entry: [s{m}]") } else { format!("adds: [s{m}]") };
        yaml.push_str(&format!("  - {{id: m{m}, name: M, {brings}}}\n"));
    }
    yaml.push_str("default_entry: m0\nstages:\n");
    for s in 0..models {
        yaml.push_str(&format!("  - {{id: s{s}, name: S, goal: G, exit: E, probability: 50}}\n"));
    }
    Questionnaire::parse("drawn", &yaml).unwrap_or_else(|problems| panic!("{yaml}\n{problems}"))
}

fn points() -> impl Strategy<Value = Points> {
    (2usize..=4, 1usize..=3).prop_flat_map(|(models, questions)| {
        let option = prop::collection::vec(0u32..4, models);
        let question = prop::collection::vec(option, 2..=3);
        prop::collection::vec(question, questions)
    })
}

/// The sums for some answers, and the model that leads: the rule as it is documented, on
/// plain numbers.
fn reference(points: &Points, given: &[&str], lead_at: u32) -> (Vec<u32>, Option<usize>) {
    let mut sums = vec![0; points[0][0].len()];
    for (options, answer) in points.iter().zip(given) {
        if let Some(option) = answer.strip_prefix('o') {
            let option: usize = option.parse().expect("a drawn id ends in a number");
            for (sum, points) in sums.iter_mut().zip(&options[option]) {
                *sum += points;
            }
        }
    }
    let mut leader = None;
    for (model, sum) in sums.iter().enumerate() {
        if *sum >= lead_at && leader.is_none_or(|leader: usize| *sum > sums[leader]) {
            leader = Some(model);
        }
    }
    (sums, leader)
}

/// The most points that any model can reach: a model must be able to lead.
fn most(points: &Points) -> u32 {
    let best = |model: usize| -> u32 {
        let question = |options: &Vec<Vec<u32>>| options.iter().map(|given| given[model]).max();
        points.iter().filter_map(question).sum()
    };
    (0..points[0][0].len()).map(best).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_result_follows_the_rules(points in points(), lead_at in 1u32..6, hybrid_at in 1u32..=100) {
        prop_assume!(most(&points) > 0);
        let lead_at = lead_at.min(most(&points));
        let questionnaire = questionnaire(&points, lead_at, hybrid_at);
        let space = space(&questionnaire);
        for given in &space {
            let (sums, leader) = reference(&points, given, lead_at);
            let result = diagnosis::score(answers(&questionnaire, given));
            let Some(leader) = leader else {
                prop_assert!(result.is_err());
                continue;
            };
            let result = result.expect("a model leads");
            prop_assert_eq!(result.leader().model.index, leader);
            prop_assert_eq!(result.leader().points, sums[leader]);

            let mut mix: Vec<usize> = (0..sums.len())
                .filter(|model| *model != leader)
                .filter(|model| u64::from(sums[*model]) * 100 >= u64::from(hybrid_at) * u64::from(sums[leader]))
                .collect();
            mix.sort_by_key(|model| std::cmp::Reverse(sums[*model]));
            let mixed: Vec<usize> = result.mix().iter().map(|score| score.model.index).collect();
            prop_assert_eq!(&mixed, &mix);
            prop_assert_eq!(result.tie(), (0..sums.len()).any(|m| m != leader && sums[m] == sums[leader]));

            let settled = space.iter()
                .filter(|other| !other.contains(&"unsure"))
                .filter(|other| given.iter().zip(*other).all(|(now, then)| *now == "unsure" || now == then))
                .all(|other| reference(&points, other, lead_at).1 == Some(leader));
            prop_assert_eq!(result.settled, settled, "{:?}", given);

            let mut changes = Vec::new();
            for (place, options) in points.iter().enumerate() {
                for option in 0..options.len() {
                    let id = format!("o{option}");
                    let mut other = given.clone();
                    other[place] = &id;
                    match reference(&points, &other, lead_at).1 {
                        Some(model) if model != leader => changes.push((place, option, model)),
                        _ => {}
                    }
                }
            }
            let named: Vec<_> = result.what_if.iter()
                .map(|change| (change.question.index, change.choice.index, change.model.index))
                .collect();
            prop_assert_eq!(named, changes);

            let entry = (0..2.min(sums.len()))
                .filter(|model| sums[*model] >= lead_at)
                .min_by_key(|model| std::cmp::Reverse(sums[*model]));
            let taken = result.entry.expect("there is a default");
            prop_assert_eq!((taken.model.index, taken.assumed), (entry.unwrap_or(0), entry.is_none()));
        }
    }

    /// The order in which replies come in does not matter.
    #[test]
    fn order_changes_nothing(points in points(), seed in any::<usize>()) {
        prop_assume!(most(&points) > 0);
        let questionnaire = questionnaire(&points, 1, 60);
        let space = space(&questionnaire);
        let given = &space[seed % space.len()];
        let mut pairs: Vec<_> = questionnaire.questions().iter().zip(given).collect();
        let first = diagnosis::score(answers(&questionnaire, given)).ok().map(|d| format!("{d:?}"));
        for _ in 0..pairs.len() {
            pairs.rotate_left(1);
            pairs.swap(0, seed % given.len());
            let mut draft = Draft::new(&questionnaire);
            for (question, answer) in &pairs {
                draft.give(question.read(answer).expect("it is an answer"));
            }
            let other = diagnosis::score(draft.complete().expect("every question has a reply"));
            prop_assert_eq!(&first, &other.ok().map(|d| format!("{d:?}")));
        }
    }

    /// More points for a model never lower it, neither out of the lead nor down the list.
    #[test]
    fn more_points_never_lower_a_model(points in points(), seed in any::<usize>(), more in 1u32..5, lead_at in 1u32..4) {
        let place = seed % points.len();
        let option = seed / 7 % points[place].len();
        let model = seed / 49 % points[0][0].len();
        let mut raised = points.clone();
        raised[place][option][model] += more;
        prop_assume!(most(&points) > 0);
        let lead_at = lead_at.min(most(&points));
        let before = questionnaire(&points, lead_at, 60);
        let after = questionnaire(&raised, lead_at, 60);
        for given in space(&before) {
            let rank = |questionnaire: &Questionnaire| {
                let result = diagnosis::score(answers(questionnaire, &given)).ok()?;
                result.scores.iter().position(|score| score.model.index == model)
            };
            if let Some(then) = rank(&before) {
                let now = rank(&after);
                prop_assert!(now.is_some_and(|now| now <= then), "{:?}: {:?}", given, now);
            }
        }
    }
}

/// Points that add up to more than one option may give do not overflow.
#[test]
fn many_questions_do_not_overflow() {
    let points: Points = vec![vec![vec![1000, 0], vec![0, 1000]]; 1000];
    let questionnaire = questionnaire(&points, 1, 60);
    let given = vec!["o0"; points.len()];
    let result = diagnosis::score(answers(&questionnaire, &given)).expect("a model leads");
    assert_eq!(result.leader().points, 1_000_000);
}

/// If no model leads, the question that is named can help: it is not one whose answers are
/// all too weak, even if it is the one that is unsure.
#[test]
fn the_question_that_would_help_is_named() {
    let strong = vec![vec![0, 0], vec![5, 0]];
    let weak = vec![vec![1, 0], vec![0, 1]];
    let questionnaire = questionnaire(&vec![weak.clone(), strong, weak], 5, 60);
    for (given, named) in [
        (["unsure", "unsure", "unsure"], "q1"),
        (["unsure", "o0", "unsure"], "q1"),
        (["o1", "o0", "o1"], "q1"),
    ] {
        let none = diagnosis::score(answers(&questionnaire, &given)).expect_err("too weak");
        assert_eq!(none.question.as_str(), named, "{given:?}");
    }
    // An answer counts once: choosing another option first takes its points away.
    let points: Points = [3, 2, 4].map(|most| vec![vec![0, 0], vec![most, 0]]).to_vec();
    let questionnaire = self::questionnaire(&points, 6, 60);
    let given = ["o1", "o0", "o0"];
    let none = diagnosis::score(answers(&questionnaire, &given)).expect_err("three of six");
    assert_eq!((none.question.as_str(), none.best, none.lead_at), ("q2", 3, 6));
}
