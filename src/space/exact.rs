//! A look at every combination of answers, by way of their sums.

use super::alike::Alike;
use super::examples::{Examples, is_empty};
use super::ground::{AnswerGroup, Combination, Ground};
use super::sample;
use super::sums::{PackedPoints, Packing, Sums, Term, minus};
use super::tally::{Figures, Met, SpaceCounts};
use super::work::Work;

/// The most memory for sums, in bytes.
const ROOM: usize = 38 << 20;

/// The most steps for making the sums, and for trying all of them on answers that
/// may be alike.
const MAKING: u64 = 85_000_000;
const TRYING: u64 = 80_000_000;

/// How many combinations are drawn first: few are enough to show that most answers
/// differ.
const SAMPLES: u32 = 1000;

/// What all combinations show.
pub(super) struct Exact {
    pub(super) figures: Figures,
    pub(super) examples: Examples,
    /// By question.
    pub(super) alike: Vec<Alike>,
}

/// Looks at every combination, unless there are too many different sums.
pub(super) fn look(ground: &Ground<'_>, seed: u64) -> Option<Exact> {
    ground.combinations()?;
    let mut most = vec![0; ground.totals_count()];
    for question in &ground.questions {
        for (model, most) in most.iter_mut().enumerate() {
            let points = question.groups.iter().map(|group| group.points_of(model));
            *most += points.max().unwrap_or(0);
        }
    }
    let packing = Packing::new(&most);
    match packing.words {
        1 => look_at::<1>(ground, &packing, seed),
        2 => look_at::<2>(ground, &packing, seed),
        3 | 4 => look_at::<4>(ground, &packing, seed),
        // Fifty models of 20 bits, three to a word.
        ..=17 => look_at::<17>(ground, &packing, seed),
        // With many stages that answers add, there are too many sums anyway.
        _ => None,
    }
}

fn look_at<const W: usize>(ground: &Ground<'_>, packing: &Packing, seed: u64) -> Option<Exact> {
    let mut asked = AskedSoFar::<W>::all(ground, packing)?;
    let mut totals = vec![0; ground.totals_count()];

    let mut work = Work::new(TRYING);
    let sample = sample::look(ground, SAMPLES, seed, &mut work);
    let (mut examples, mut alike) = (sample.examples, sample.alike);

    let mut tally = SpaceCounts::new(ground.questionnaire);
    let (mut tie, mut empty) = (None, None);
    for (key, count) in asked.sums.iter() {
        packing.unpack(key, &mut totals);
        let outcome = ground.outcome(&totals);
        if tally.add(outcome, count) == Met::New
            && let Some(outcome) = outcome
        {
            if outcome.tie {
                tie.get_or_insert(*key);
            }
            if is_empty(ground, &outcome) {
                empty.get_or_insert(*key);
            }
        }
    }

    for (place, alike) in alike.iter_mut().enumerate() {
        if !alike.sets.is_empty() {
            asked.try_all(ground, packing, place, alike, &mut work);
        }
    }

    // Last, because it takes the sums apart.
    let missing = |example: &Option<Combination>, key: Option<PackedPoints<W>>| {
        key.filter(|_| example.is_none())
    };
    let missing = [missing(&examples.tie, tie), missing(&examples.empty, empty)];
    if missing.iter().any(Option::is_some) {
        let [tie, empty] = asked.answers(ground, missing);
        examples.tie = examples.tie.or(tie);
        examples.empty = examples.empty.or(empty);
    }
    Some(Exact { figures: tally.figures(), examples, alike })
}

/// The questions that were asked, in that order, and the sums of all of them.
struct AskedSoFar<const W: usize> {
    questions: Vec<(usize, Vec<Term<W>>)>,
    sums: Sums<W>,
}

impl<const W: usize> AskedSoFar<W> {
    /// Asks every question, those with most different answers first: later ones
    /// have more sums to go through.
    fn all(ground: &Ground<'_>, packing: &Packing) -> Option<Self> {
        let mut questions: Vec<(usize, Vec<Term<W>>)> = (ground.questions.iter().enumerate())
            .map(|(place, question)| {
                let term = |group: &AnswerGroup| Term {
                    key: packing.pack(&group.points),
                    size: group.size,
                };
                (place, question.groups.iter().map(term).collect())
            })
            .collect();
        questions.sort_by_key(|(_, terms)| std::cmp::Reverse(terms.len()));
        let most =
            questions.iter().fold(1usize, |most, (_, terms)| most.saturating_mul(terms.len()));
        let mut sums = Sums::nothing(most.min(ROOM / Sums::<W>::BYTES));
        let mut work = Work::new(MAKING);
        let asked = questions.iter().all(|(_, terms)| sums.multiply(terms, &mut work));
        asked.then_some(AskedSoFar { questions, sums })
    }

    fn terms(&self, question: usize) -> &[Term<W>] {
        let asked = self.questions.iter().find(|(place, _)| *place == question);
        asked.map(|(_, terms)| terms.as_slice()).expect("every question was asked")
    }

    /// Tries the answers of a question beside everything that can be answered to
    /// the others.
    fn try_all(
        &mut self,
        ground: &Ground<'_>,
        packing: &Packing,
        question: usize,
        alike: &mut Alike,
        work: &mut Work,
    ) {
        let terms = self.terms(question).to_vec();
        let passes = 2 * terms.len() as u64;
        if !work.spend(self.sums.len() as u64 * passes) {
            return;
        }
        self.sums.divide(&terms);
        let mut totals = vec![0; ground.totals_count()];
        alike.proven = self.sums.iter().all(|(key, _)| {
            packing.unpack(key, &mut totals);
            alike.sets.is_empty() || alike.tell_apart(ground, question, &mut totals, work)
        });
        let asked = self.sums.multiply(&terms, &mut Work::new(u64::MAX));
        assert!(asked, "sums that had room once have it again");
    }

    /// Answers that add up to each key: question by question, one that leaves what
    /// the others can add up to.
    fn answers<const N: usize>(
        mut self,
        ground: &Ground<'_>,
        mut keys: [Option<PackedPoints<W>>; N],
    ) -> [Option<Combination>; N] {
        let mut given = keys.map(|key| key.map(|_| vec![0; ground.questions.len()]));
        for (place, terms) in self.questions.iter().rev() {
            self.sums.divide(terms);
            for (key, given) in keys.iter_mut().zip(&mut given) {
                let (Some(key), Some(given)) = (key, given) else { continue };
                let rest = |term: &Term<W>| self.sums.contains(&minus(key, &term.key));
                let group = terms.iter().position(rest).expect("an answer led to every sum");
                *key = minus(key, &terms[group].key);
                given[*place] = ground.questions[*place].groups[group].answer;
            }
        }
        given
    }
}
