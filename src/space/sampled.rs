//! A look at a questionnaire with too many combinations for all of them: a sample,
//! and a search for what a sample misses.

use super::alike::Alike;
use super::examples::Examples;
use super::finding::{Certainty, Verdicts};
use super::ground::{Combination, Ground, add, take};
use super::sample::{self, Draw};
use super::search::{Aim, Reach};
use super::tally::Figures;
use super::work::Work;
use crate::questionnaire::Stage;

/// The most and fewest samples, and the steps that all together may take.
const MOST: u64 = 100_000;
const FEWEST: u64 = 500;
const DRAWING: u64 = 60_000_000;

/// The steps for telling answers apart in samples, for each of three searches of
/// what models can reach, and for telling apart on the way from what was found.
const COMPARING: u64 = 40_000_000;
const SEARCHING: u64 = 20_000_000;
const WALKING: u64 = 30_000_000;

/// The walks from each example.
const WALKS: usize = 20;

/// What a sample and a search show.
pub(super) struct Sampled {
    pub(super) samples: u32,
    pub(super) figures: Figures,
    pub(super) examples: Examples,
    /// By question.
    pub(super) alike: Vec<Alike>,
    /// By model, why it is thought not to do what no example shows.
    pub(super) leads: Vec<Certainty>,
    pub(super) mixed: Vec<Certainty>,
    pub(super) enters: Vec<Certainty>,
}

pub(super) fn look(ground: &Ground<'_>, seed: u64) -> Sampled {
    let each = ground.questions.len() as u64 * (10 + ground.totals_count() as u64);
    let samples = (DRAWING / each).clamp(FEWEST, MOST) as u32;
    let sample = sample::look(ground, samples, seed, &mut Work::new(COMPARING));
    let (mut examples, mut alike, mut draw) = (sample.examples, sample.alike, sample.draw);

    let mut search = |aim, shown| search(ground, aim, shown, &mut examples);
    let leads = search(Aim::lead, |examples, model| examples.leads[model].is_some());
    let mixed = search(Aim::mix, |examples, model| {
        examples.mixed[model].is_some() || examples.leads[model].is_some()
    });
    let enters = search(Aim::enter, |examples, model| examples.enters[model].is_some());

    walk(ground, &examples, &mut alike, &mut draw);
    let idle = |model: usize| {
        let all = [leads[model], mixed[model], enters[model]];
        all.iter().all(|certainty| *certainty == Certainty::Proven)
    };
    let models = (0..ground.models()).filter(|model| !idle(*model));
    let matters: Vec<usize> = models.chain(ground.models()..ground.totals_count()).collect();
    for (alike, question) in alike.iter_mut().zip(&ground.questions) {
        // Answers that differ only in points that never count are the same.
        let points = |group: usize| {
            matters.iter().map(move |model| question.groups[group].points_of(*model))
        };
        alike.proven |=
            alike.sets.iter().all(|set| set.iter().all(|group| points(*group).eq(points(set[0]))));
    }
    Sampled { samples, figures: sample.tally.figures(), examples, alike, leads, mixed, enters }
}

/// Searches for what no example shows, and says of each model how sure it is that
/// there is no example.
fn search(
    ground: &Ground<'_>,
    aim: fn(&Ground<'_>, usize) -> Option<Aim>,
    shown: fn(&Examples, usize) -> bool,
    examples: &mut Examples,
) -> Vec<Certainty> {
    let mut certainties = vec![Certainty::NotSeen; ground.models()];
    let open: Vec<usize> = (0..ground.models()).filter(|model| !shown(examples, *model)).collect();
    let mut work = Work::new(SEARCHING);
    for (i, model) in open.iter().enumerate() {
        let mut part = work.part(open.len() - i);
        match aim(ground, *model).map_or(Reach::Never, |aim| aim.search(ground, &mut part)) {
            Reach::By(given) => {
                let outcome = ground.outcome(&ground.totals(&given));
                examples.note(ground, &outcome.expect("it has a leader"), &given);
            }
            Reach::Never => certainties[*model] = Certainty::Proven,
            Reach::Unknown => {}
        }
        work.give_back(part);
    }
    certainties
}

/// Goes from the answers of each example to some that are drawn, one answer after
/// the other: a model that hardly ever matters is lost on the way, and at
/// that point a few points for it make a difference.
fn walk(ground: &Ground<'_>, examples: &Examples, alike: &mut [Alike], draw: &mut Draw) {
    let mut work = Work::new(WALKING);
    let mut open: Vec<usize> =
        (0..alike.len()).filter(|question| !alike[*question].sets.is_empty()).collect();
    let mut goal = Vec::new();
    for _ in 0..WALKS {
        for start in
            [&examples.leads, &examples.mixed, &examples.enters].into_iter().flatten().flatten()
        {
            draw.answers(ground, &mut goal);
            let mut given = start.clone();
            let mut totals = ground.totals(&given);
            let first = draw.place(given.len());
            for step in 0..given.len() {
                open.retain(|question| {
                    let alike = &mut alike[*question];
                    alike.tell_apart_beside(ground, *question, &given, &mut totals, &mut work)
                });
                if open.is_empty() {
                    return;
                }
                let place = (first + step) % given.len();
                take(&mut totals, ground.questions[place].points(given[place]));
                given[place] = goal[place];
                add(&mut totals, ground.questions[place].points(given[place]));
            }
        }
    }
}

impl Sampled {
    /// What is thought not to happen at all.
    pub(super) fn verdicts(&self, ground: &Ground<'_>) -> Verdicts {
        let never =
            |examples: &[Option<Combination>], why: &[Certainty]| -> Vec<Option<Certainty>> {
                let pairs = examples.iter().zip(why);
                pairs.map(|(example, why)| example.is_none().then_some(*why)).collect()
            };
        let leads = never(&self.examples.leads, &self.leads);
        let mixed = never(&self.examples.mixed, &self.mixed);
        let enters = never(&self.examples.enters, &self.enters);
        let used = |stage: &Stage| {
            if stage.always
                || self.figures.stages[stage.index] > 0
                || stage.brought_by.iter().any(|answer| ground.has_a_leader_with(*answer))
            {
                return None;
            }
            let default = ground.questionnaire.default_entry();
            let assumed = default.filter(|model| stage.is_entry_of(model));
            let begins = stage.entry_of.iter().map(|model| enters[model]);
            let adds = stage.added_by.iter().flat_map(|model| [leads[model], mixed[model]]);
            // Whatever could bring it decides: it happens, or it is not proven.
            let all: Option<Vec<Certainty>> = begins.chain(adds).collect();
            let proven = all?.iter().all(|certainty| *certainty == Certainty::Proven);
            let proven = proven && assumed.is_none();
            Some(if proven { Certainty::Proven } else { Certainty::NotSeen })
        };
        let stages = ground.questionnaire.stages().iter().map(used).collect();
        Verdicts { leads, mixed, stages }
    }
}
