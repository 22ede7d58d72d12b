//! A look at some combinations of answers, drawn at random.

use oorandom::Rand32;

use super::alike::Alike;
use super::examples::Examples;
use super::ground::{Combination, Ground};
use super::tally::{Met, SpaceCounts};
use super::work::Work;

/// What the drawn combinations show.
pub(super) struct SampleCounts {
    pub(super) tally: SpaceCounts,
    pub(super) examples: Examples,
    /// By question.
    pub(super) alike: Vec<Alike>,
    pub(super) draw: Draw,
}

/// Draws answers: the same ones for the same seed, on every machine.
pub(super) struct Draw(Rand32);

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        Draw(Rand32::new(seed))
    }

    /// Draws a place below a number that is not 0.
    pub(super) fn place(&mut self, below: usize) -> usize {
        let below = u32::try_from(below).expect("a questionnaire has less than that of anything");
        self.0.rand_range(0..below) as usize
    }

    /// Draws an answer to each question, every answer as likely as any other.
    pub(super) fn answers(&mut self, ground: &Ground<'_>, given: &mut Combination) {
        given.clear();
        given.extend(ground.questions.iter().map(|question| self.place(question.of.len())));
    }
}

/// Looks at `samples` combinations. `work` limits the search for answers that differ.
pub(super) fn look(ground: &Ground<'_>, samples: u32, seed: u64, work: &mut Work) -> SampleCounts {
    let mut draw = Draw::new(seed);
    let mut tally = SpaceCounts::new(ground.questionnaire);
    let mut examples = Examples::none(ground);
    let mut alike = Alike::all(ground);
    let mut open: Vec<usize> =
        (0..alike.len()).filter(|question| !alike[*question].sets.is_empty()).collect();
    let mut given = Vec::new();
    for _ in 0..samples {
        draw.answers(ground, &mut given);
        let mut totals = ground.totals(&given);
        let outcome = ground.outcome(&totals);
        if tally.add(outcome, 1) == Met::New
            && let Some(outcome) = &outcome
        {
            examples.note(ground, outcome, &given);
        }
        open.retain(|question| {
            alike[*question].tell_apart_beside(ground, *question, &given, &mut totals, work)
        });
    }
    SampleCounts { tally, examples, alike, draw }
}
