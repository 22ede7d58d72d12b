//! Answer spaces that are too large to list: compared with formulas and with other samples,
//! and with things planted in them that must be found.

use salesmodel::answers::{Answers, Draft};
use salesmodel::diagnosis;
use salesmodel::questionnaire::Questionnaire;
use salesmodel::space::{Certainty, Method, SEED, Space, What, explore, sample};

use crate::drawn::Drawn;
use crate::space_exploration::lines;

/// Random numbers, by another rule than that of the library.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % most
    }

    /// An answer to each question; the number of options is unsure.
    fn places(&mut self, questionnaire: &Questionnaire) -> Vec<usize> {
        let questions = questionnaire.questions().iter();
        questions.map(|question| self.below(question.options.len() + 1)).collect()
    }
}

fn answers<'q>(questionnaire: &'q Questionnaire, places: &[usize]) -> Answers<'q> {
    let mut draft = Draft::new(questionnaire);
    for (question, place) in questionnaire.questions().iter().zip(places) {
        let is_option = *place < question.options.len();
        draft.give(if is_option { question.choose(*place) } else { question.unsure() });
    }
    draft.complete().expect("every question is answered")
}

/// The leader, the mix, a tie and the stages, as text.
fn outcome(questionnaire: &Questionnaire, places: &[usize]) -> String {
    let Ok(diagnosis) = diagnosis::score(answers(questionnaire, places)) else {
        return "none".to_owned();
    };
    let mut mix: Vec<usize> = diagnosis.mix().iter().map(|score| score.model.index).collect();
    mix.sort_unstable();
    let stages: Vec<usize> = diagnosis.pipeline.iter().map(|stage| stage.stage.index).collect();
    format!("{} {mix:?} {} {stages:?}", diagnosis.leader().model.index, diagnosis.tie())
}

/// Checks what is said about options, together with a thousand other answers.
fn options_hold(questionnaire: &Questionnaire, space: &Space<'_>) {
    let mut chance = Chance(7);
    for finding in &space.findings {
        let (question, places) = match &finding.what {
            What::IdleQuestion { question } => (question, (0..=question.options.len()).collect()),
            What::IdleOption { question, choice } => {
                (question, vec![choice.index, question.options.len()])
            }
            What::SameOptions { question, choices } => {
                (question, choices.iter().map(|choice| choice.index).collect::<Vec<_>>())
            }
            _ => continue,
        };
        for _ in 0..1000 / space.findings.len().max(1) {
            let mut given = chance.places(questionnaire);
            let mut outcomes = places.iter().map(|place| {
                given[question.index] = *place;
                outcome(questionnaire, &given)
            });
            let first = outcomes.next().expect("there are several");
            assert!(outcomes.all(|outcome| outcome == first), "{finding:?} beside {given:?}");
        }
    }
}

/// What is reported as proven, as lines.
fn proven(space: &Space<'_>) -> Vec<String> {
    let findings = space.findings.iter();
    findings.filter(|finding| finding.certainty == Certainty::Proven).flat_map(lines).collect()
}

/// By the multinomial formula: of 40 questions, each with three answers for one model,
/// three for the other and one for none, this many combinations have at least as many for
/// the first as for the other, and at least one.
#[test]
fn forty_questions_are_counted_as_the_formula_says() {
    let option = |model: usize| vec![u32::from(model == 0), u32::from(model == 1)];
    let options = [0, 0, 0, 1, 1, 1].map(option).to_vec();
    let questionnaire = Drawn::of(vec![options; 40]).questionnaire();
    let choose = |from: u128, some: u128| (0..some).fold(1, |ways, i| ways * (from - i) / (i + 1));
    let (mut leads, mut ties) = (0, 0);
    for first in 1..=40u128 {
        for second in 0..=first.min(40 - first) {
            let ways =
                choose(40, first) * choose(40 - first, second) * 3u128.pow((first + second) as u32);
            leads += ways;
            if first == second {
                ties += ways;
            }
        }
    }
    let space = explore(&questionnaire);
    assert_eq!((space.method, space.combinations), (Method::Exact, Some(7u128.pow(40))));
    assert_eq!((space.models[0].leads, space.ties, space.no_leader), (leads, ties, 1));
    assert_eq!(space.models[1].leads, 7u128.pow(40) - leads - 1);
}

/// Every option gives one of the models up to three points.
fn points(
    chance: &mut Chance,
    questions: usize,
    options: usize,
    models: usize,
) -> Vec<Vec<Vec<u32>>> {
    let mut option = || {
        let mut points = vec![0; models];
        points[chance.below(models)] = 1 + chance.below(3) as u32;
        points
    };
    (0..questions).map(|_| (0..options).map(|_| option()).collect()).collect()
}

#[test]
fn forty_questions_of_six_options_are_counted_exactly_for_three_models() {
    let mut drawn = Drawn::of(points(&mut Chance(1), 40, 6, 3));
    drawn.stages = 3;
    drawn.brings = vec![(vec![0], vec![]), (vec![1], vec![]), (vec![], vec![2])];
    let questionnaire = drawn.questionnaire();
    let space = explore(&questionnaire);
    assert_eq!((space.method, space.counted), (Method::Exact, 7u128.pow(40)));
    assert_eq!(space.mix_sizes.iter().sum::<u128>() + space.no_leader, space.counted);
    assert_eq!(space.lengths.iter().sum::<u128>() + space.no_leader, space.counted);
    assert!(space.findings.iter().all(|finding| finding.certainty == Certainty::Proven));
    options_hold(&questionnaire, &space);

    let (mut chance, drawn) = (Chance(2), 4000);
    let (mut leads, mut ties) = ([0; 3], 0);
    for _ in 0..drawn {
        let given = answers(&questionnaire, &chance.places(&questionnaire));
        let diagnosis = diagnosis::score(given).expect("none is unsure about everything");
        leads[diagnosis.leader().model.index] += 1;
        ties += u32::from(diagnosis.tie());
    }
    // Five times the standard error of a share of one half.
    let near =
        |count, seen: u32| (space.share(count) - f64::from(seen) / f64::from(drawn)).abs() < 0.04;
    assert!(near(space.ties, ties), "{ties}");
    for (model, seen) in space.models.iter().zip(leads) {
        assert!(near(model.leads, seen), "{}: {seen}", model.model.id);
    }
}

/// There are too many sums for five models and more, but what was planted is found all the
/// same, and proven.
#[test]
fn what_a_sample_misses_is_searched_for() {
    let mut points = points(&mut Chance(3), 40, 6, 5);
    for (q, question) in points.iter_mut().enumerate() {
        for option in question.iter_mut() {
            option.iter_mut().for_each(|points| *points *= 4);
            option.extend([0, 0, 0]);
        }
        // Model 5 leads if nearly every answer is the first one: 1 of 7 to the 40th.
        question[0] = vec![0, 0, 0, 0, 0, 1, 0, 0];
        // Model 6 has as many points as models 0 and 1 have on average.
        let half = if q % 2 == 0 { 0 } else { 1 };
        question[1] = vec![0; 8];
        (question[1][half], question[1][6]) = (2, 1);
    }
    // Model 7 gets at most two points, which lead to nothing.
    points[2][2] = vec![3, 0, 0, 0, 0, 0, 0, 1];
    points[3][3] = vec![0, 0, 0, 0, 0, 0, 0, 1];
    points[4][3] = points[4][2].clone();
    points[6][3] = points[6][2].clone();
    let mut drawn = Drawn::of(points);
    drawn.lead_at = 10;
    drawn.notes = vec![(6, 2, "a".to_owned())];
    drawn.stages = 2;
    drawn.brings = vec![(vec![], vec![]); 8];
    (drawn.brings[0].1, drawn.brings[7].1) = (vec![0], vec![1]);
    let questionnaire = drawn.questionnaire();

    let space = explore(&questionnaire);
    assert!(matches!(space.method, Method::Sampled { seed: SEED, .. }), "{:?}", space.method);
    assert_eq!(space.combinations, Some(7u128.pow(40)));
    assert_eq!(space.models[5].leads, 0, "a sample does not meet it");
    let rare = space.models[5].rare.clone().expect("a search finds answers");
    assert_eq!(diagnosis::score(rare).expect("a model leads").leader().model.index, 5);
    let proven: Vec<String> = (space.findings.iter())
        .filter(|finding| finding.certainty == Certainty::Proven)
        .filter_map(|finding| match &finding.what {
            What::NeverLeads { model } => Some(format!("{} never leads", model.id)),
            What::NeverMixed { model } => Some(format!("{} is never in a mix", model.id)),
            What::UnusedStage { stage } => Some(format!("{} is unused", stage.id)),
            What::IdleOption { question, choice } => {
                Some(format!("{} {} is idle", question.id, choice.id))
            }
            What::SameOptions { question, choices }
                if question.index == 4 || question.index == 6 =>
            {
                let ids: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
                Some(format!("{} {} are the same", question.id, ids.join(" ")))
            }
            _ => None,
        })
        .filter(|line| !line.starts_with("q4") || line.contains("o2 o3"))
        .filter(|line| !line.starts_with("q6") || line.contains("o2"))
        .collect();
    assert_eq!(
        proven,
        [
            "m6 never leads",
            "m7 never leads",
            "m7 is never in a mix",
            "q3 o3 is idle",
            "q4 o2 o3 are the same",
            "s1 is unused",
        ]
    );
    options_hold(&questionnaire, &space);
}

/// A model that never leads and is never in the mix may still provide the entry, if no
/// other model has one: its stage is used, and its points count.
#[test]
fn a_way_in_that_a_sample_misses_is_searched_for() {
    let mut points = points(&mut Chance(7), 40, 6, 5);
    for question in &mut points {
        for option in question.iter_mut() {
            option.iter_mut().for_each(|points| *points *= 4);
            option.push(0);
        }
        // Model 5 has a third of the points of model 0 in each of these.
        question[0] = vec![3, 0, 0, 0, 0, 1];
    }
    let mut drawn = Drawn::of(points);
    drawn.lead_at = 30;
    drawn.stages = 1;
    drawn.brings = vec![(vec![], vec![]); 6];
    drawn.brings[5].0 = vec![0];
    let questionnaire = drawn.questionnaire();
    let space = explore(&questionnaire);
    assert!(matches!(space.method, Method::Sampled { .. }), "{:?}", space.method);
    let proven = proven(&space);
    for line in ["never leads: m5", "never in a mix: m5"] {
        assert!(proven.iter().any(|proven| proven == line), "{line}: {proven:?}");
    }
    let found: Vec<String> = space.findings.iter().flat_map(lines).collect();
    assert!(!found.iter().any(|line| line.contains("s0")), "{found:?}");
    assert!(!proven.iter().any(|line| line.contains("idle")), "{proven:?}");
}

/// Spaces in which a sample cannot see everything, but which can be counted: the search and
/// the proofs of the sample are compared with the count.
#[test]
fn what_a_sample_proves_the_count_confirms() {
    let mut chance = Chance(5);
    let mut never = 0;
    for _ in 0..8 {
        let mut points = points(&mut chance, 9, 4, 2);
        for option in points.iter_mut().flatten() {
            // Models that are weak, or weak together with most others.
            let weak = chance.below(4) == 0;
            let [third, fourth] = [option[0].min(option[1]) + u32::from(weak), u32::from(weak)];
            option.extend([third, fourth]);
            option[0] += chance.below(2) as u32;
        }
        let mut drawn = Drawn::of(points);
        drawn.lead_at = 1 + chance.below(12) as u32;
        drawn.hybrid_at = 60 + chance.below(40) as u32;
        drawn.stages = 4;
        drawn.brings =
            vec![(vec![0], vec![]), (vec![], vec![1]), (vec![2], vec![]), (vec![], vec![3])];
        let questionnaire = drawn.questionnaire();
        let (exact, sampled) = (explore(&questionnaire), sample(&questionnaire));
        assert_eq!(exact.method, Method::Exact);
        let counted = proven(&exact);
        for what in proven(&sampled) {
            assert!(counted.contains(&what), "{what}");
        }
        for (model, count) in sampled.models.iter().zip(&exact.models) {
            if let Some(example) = &model.rare {
                let diagnosis = diagnosis::score(example.clone()).expect("a model leads");
                assert_eq!(diagnosis.leader().model.index, model.model.index);
            }
            never += u32::from(count.leads == 0);
            assert_eq!(
                model.leads > 0 || model.rare.is_some(),
                count.leads > 0,
                "{}",
                model.model.id
            );
        }
    }
    assert!(never > 0, "there was something to prove");
}

/// A few combinations of sixty million make the third model lead: the answers that are best
/// for it against any average of its rivals come close, but not more.
#[test]
fn rare_leaders_are_found_by_changing_single_answers() {
    for seed in [220, 370] {
        let mut chance = Chance(seed);
        let lead_at = 12 + chance.below(9);
        let mut option = || {
            let [first, second] = [(); 2].map(|()| chance.below(2) * chance.below(5));
            let third = (first + second) * (5 + chance.below(2)) / 12;
            let third = third + (6 - chance.below(6)) / 6 * (1 + chance.below(2));
            [first, second, third].map(|points| points as u32).to_vec()
        };
        let points = (0..10).map(|_| (0..5).map(|_| option()).collect()).collect();
        let mut drawn = Drawn::of(points);
        drawn.lead_at = lead_at as u32;
        let questionnaire = drawn.questionnaire();
        let sampled = sample(&questionnaire);
        assert_eq!(sampled.models[2].leads, 0);
        let rare = sampled.models[2].rare.clone().expect("a search finds answers");
        assert_eq!(diagnosis::score(rare).expect("a model leads").leader().model.index, 2);
    }
}

/// Ten questions give points to a model and twice as many to one rival, six to it and to
/// another rival. It has the average of both, so it can only be level with them, if it gets
/// as much together with the one as with the other. Whether it then leads depends on which
/// was declared first, and a proof must not miss that.
#[test]
fn a_single_point_decides_who_can_lead() {
    for (place, leads) in [(0, true), (1, false), (2, false)] {
        let (questionnaire, _) = balanced(place, 1, 2, 60);
        let sampled = sample(&questionnaire);
        assert_eq!(sampled.models[place].leads, 0, "a sample does not meet it");
        let rare = sampled.models[place].rare.clone();
        let rare = rare.map(|given| diagnosis::score(given).expect("a model leads"));
        assert_eq!(rare.map(|diagnosis| diagnosis.leader().model.index), leads.then_some(place));
        assert_eq!(proven(&sampled).contains(&format!("never leads: m{place}")), !leads);
    }
}

/// The same with three points against ten: 60 percent if both are in balance.
#[test]
fn a_few_percent_decide_who_can_be_in_the_mix() {
    for (hybrid_at, mixed) in [(60, true), (63, false)] {
        let (questionnaire, lines_of_it) = balanced(1, 3, 10, hybrid_at);
        let sampled = sample(&questionnaire);
        assert_eq!(sampled.models[1].mixed, 0, "a sample does not meet it");
        let proven = proven(&sampled);
        let found: Vec<String> = sampled.findings.iter().flat_map(lines).collect();
        for line in lines_of_it {
            assert_eq!(proven.iter().any(|proven| proven == line), !mixed, "{hybrid_at} {line}");
            assert_eq!(found.iter().any(|found| found == line), !mixed, "{hybrid_at} {line}");
        }
        options_hold(&questionnaire, &sampled);
    }
}

/// A questionnaire with a model, at this place among three, that depends on a balance of
/// the other two; and what is found about it if it can never have that.
fn balanced(
    place: usize,
    own: u32,
    rival: u32,
    hybrid_at: u32,
) -> (Questionnaire, [&'static str; 2]) {
    let rivals: Vec<usize> = (0..3).filter(|model| *model != place).collect();
    let question = |q: usize| {
        let rival_of = rivals[usize::from(q >= 10)];
        let mut options = vec![vec![0; 3]; 4];
        (options[0][place], options[0][rival_of]) = (own, rival);
        options[1][rivals[0]] = rival;
        options[2][rivals[1]] = rival;
        (options[3][rivals[0]], options[3][rivals[1]]) = (1, 1);
        options
    };
    let mut drawn = Drawn::of((0..16).map(question).collect());
    (drawn.lead_at, drawn.hybrid_at) = (5 * rival, hybrid_at);
    drawn.stages = 2;
    drawn.always = vec![0];
    drawn.brings = vec![(vec![], vec![]); 3];
    drawn.brings[place].1 = vec![1];
    (drawn.questionnaire(), ["never in a mix: m1", "unused: s1"])
}

/// As much as a file of the largest size can have.
#[test]
fn the_largest_questionnaires_come_to_an_end() {
    for (questions, options, models) in [(1000, 14, 50), (80, 200, 3)] {
        let points = points(&mut Chance(4), questions, options, models);
        let questionnaire = Drawn::of(points).questionnaire();
        let space = explore(&questionnaire);
        let leads: u128 = space.models.iter().map(|model| model.leads).sum();
        assert_eq!(leads + space.no_leader, space.counted);
        assert_eq!(space.combinations, None);
        assert!(matches!(space.method, Method::Sampled { .. }), "{:?}", space.method);
    }
}
