//! Generated questionnaires, from points and stages.

use std::fmt::Write;

use proptest::prelude::*;
use salesmodel::questionnaire::Questionnaire;

/// What a generated questionnaire is made of. Questions, options and models are named q0,
/// o0 and m0, and so on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawn {
    /// By question, option and model.
    pub(crate) points: Vec<Vec<Vec<u32>>>,
    /// The notes on single options: question, option, text.
    pub(crate) notes: Vec<(usize, usize, String)>,
    pub(crate) lead_at: u32,
    pub(crate) hybrid_at: u32,
    /// By model, the stages of its entry and those that it adds.
    pub(crate) brings: Vec<(Vec<usize>, Vec<usize>)>,
    pub(crate) always: Vec<usize>,
    pub(crate) stages: usize,
    pub(crate) default_entry: Option<usize>,
    /// Stages that options add: question, option, stage.
    pub(crate) adds: Vec<(usize, usize, usize)>,
    /// Answers that have a note together: question and option, with each question once.
    pub(crate) combinations: Vec<Vec<(usize, usize)>>,
}

impl Drawn {
    /// A questionnaire with these points, and nothing else that matters.
    pub(crate) fn of(points: Vec<Vec<Vec<u32>>>) -> Self {
        Drawn { points, lead_at: 1, hybrid_at: 60, ..Drawn::default() }
    }

    pub(crate) fn models(&self) -> usize {
        self.points[0][0].len()
    }

    /// The most points that any model can reach.
    pub(crate) fn most(&self) -> u32 {
        let best = |model: usize| -> u32 {
            let most = |options: &Vec<Vec<u32>>| options.iter().map(|given| given[model]).max();
            self.points.iter().filter_map(most).sum()
        };
        (0..self.models()).map(best).max().unwrap_or(0)
    }

    /// Removes the notes for answers with which no model has the points to lead.
    fn keep_notes_that_are_met(&mut self) {
        let (points, models, lead_at) = (&self.points, self.models(), self.lead_at);
        self.combinations.retain(|answers| {
            (0..models).any(|m| {
                let best = points.iter().enumerate().map(|(q, options)| {
                    let given = answers.iter().find(|(of, _)| *of == q);
                    let options = options.iter().enumerate();
                    let options = options.filter(|(o, _)| given.is_none_or(|(_, of)| of == o));
                    options.map(|(_, points)| points[m]).max().unwrap_or(0)
                });
                best.sum::<u32>() >= lead_at
            })
        });
    }

    pub(crate) fn questionnaire(&self) -> Questionnaire {
        let yaml = self.yaml();
        Questionnaire::parse("drawn", &yaml).unwrap_or_else(|problems| panic!("{yaml}\n{problems}"))
    }

    pub(crate) fn yaml(&self) -> String {
        let mut yaml = format!(
            "{{format: 1, id: drawn, version: '1', lang: en, title: T, lead_at: {}, hybrid_at: {},\n\
             questions: [",
            self.lead_at, self.hybrid_at
        );
        // A list has a stage once, however often it was drawn.
        let names = |stages: &[usize]| -> String {
            let stages: std::collections::BTreeSet<&usize> = stages.iter().collect();
            stages.iter().map(|stage| format!("s{stage},")).collect()
        };
        for (q, options) in self.points.iter().enumerate() {
            write!(yaml, "\n{{id: q{q}, text: T, options: [").expect("memory can be written");
            for (o, points) in options.iter().enumerate() {
                let given = points.iter().enumerate().filter(|(_, points)| **points > 0);
                let given: Vec<String> =
                    given.map(|(m, points)| format!("m{m}: {points}")).collect();
                let note = self.notes.iter().find(|note| (note.0, note.1) == (q, o));
                let note = note.map_or(String::new(), |note| format!(", note: {}", note.2));
                let adds = self.adds.iter().filter(|adds| (adds.0, adds.1) == (q, o));
                let adds = names(&adds.map(|adds| adds.2).collect::<Vec<usize>>());
                let given = given.join(", ");
                write!(
                    yaml,
                    "\n{{id: o{o}, label: L, points: {{{given}}}, adds: [{adds}]{note}}},"
                )
                .expect("memory can be written");
            }
            yaml.push_str("]},");
        }
        yaml.push_str("],\nmodels: [");
        for m in 0..self.models() {
            let (entry, adds) = self.brings.get(m).cloned().unwrap_or_default();
            let (entry, adds) = (names(&entry), names(&adds));
            write!(yaml, "\n{{id: m{m}, name: Model {m}, entry: [{entry}], adds: [{adds}]}},")
                .expect("memory can be written");
        }
        yaml.push_str("],\nstages: [");
        for s in 0..self.stages {
            write!(yaml, "\n{{id: s{s}, name: Stage {s}, goal: G, exit: E, probability: 50}},")
                .expect("memory can be written");
        }
        let always = names(&self.always);
        write!(yaml, "],\nalways: [{always}]").expect("memory can be written");
        yaml.push_str(",\nnotes: [");
        for (n, answers) in self.combinations.iter().enumerate() {
            let when: Vec<String> = answers.iter().map(|(q, o)| format!("q{q}: [o{o}]")).collect();
            write!(yaml, "\n{{id: n{n}, when: {{{}}}, text: N{n}}},", when.join(", "))
                .expect("memory can be written");
        }
        yaml.push(']');
        if let Some(model) = self.default_entry {
            write!(yaml, ",\ndefault_entry: m{model}").expect("memory can be written");
        }
        yaml.push_str("}\n");
        yaml
    }
}

/// Few points, and many zeros: this gives ties, models that never lead, options that are
/// the same, and questionnaires without a pipeline. There are at most `most` models and
/// questions, and some model can lead; not every questionnaire passes the check.
pub(crate) fn drawn(most: usize) -> impl Strategy<Value = Drawn> {
    let stages = prop_oneof![1 => Just(0), 9 => 1usize..=4];
    let drawn = (1..=most, 1..=most, stages).prop_flat_map(move |(models, questions, stages)| {
        let points = prop_oneof![4 => Just(0), 3 => 1u32..4, 1 => 4u32..12];
        let option = prop::collection::vec(points, models);
        let question = prop::collection::vec(option, 2..=3);
        let some = move || prop::collection::vec(0..stages.max(1), 0..=stages.min(2));
        (
            prop::collection::vec(question, questions),
            prop::collection::vec((0..questions, 0usize..3, "[ab]"), 0..=2),
            prop::collection::vec((some(), some()), models),
            some(),
            (1..=2 * most as u32, 1u32..=100, any::<bool>()),
            prop::collection::vec((0..questions, 0usize..2, 0..stages.max(1)), 0..=stages.min(3)),
            prop::collection::vec(
                prop::collection::btree_map(0..questions, 0usize..2, 1..=questions),
                0..=2,
            ),
        )
            .prop_map(
                move |(
                    points,
                    notes,
                    brings,
                    always,
                    (lead_at, hybrid_at, assumes),
                    adds,
                    combinations,
                )| {
                    let starter = brings.iter().position(|(entry, _)| !entry.is_empty());
                    let default_entry = starter.filter(|_| assumes);
                    Drawn {
                        points,
                        notes,
                        lead_at,
                        hybrid_at,
                        brings,
                        always,
                        stages,
                        default_entry,
                        adds,
                        combinations: combinations
                            .into_iter()
                            .map(|answers| answers.into_iter().collect())
                            .collect(),
                    }
                },
            )
    });
    let can_lead = drawn.prop_filter("no model can lead", |drawn| drawn.most() > 0);
    can_lead.prop_map(|mut drawn| {
        drawn.lead_at = drawn.lead_at.min(drawn.most());
        drawn.keep_notes_that_are_met();
        drawn
    })
}
