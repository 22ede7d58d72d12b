//! A measure of work in steps, never in seconds, so that every exploration ends in time
//! and in the same way on every machine.

/// Steps that may still be taken; one is about a nanosecond.
pub(super) struct Work {
    left: u64,
}

impl Work {
    pub(super) fn new(steps: u64) -> Self {
        Work { left: steps }
    }

    /// Takes some steps; if there are too few left, takes all of them and gives false.
    #[must_use]
    pub(super) fn spend(&mut self, steps: u64) -> bool {
        let enough = steps <= self.left;
        self.left = if enough { self.left - steps } else { 0 };
        enough
    }

    /// Sets aside an equal part for one of several that are to come: a hard one leaves enough
    /// for an easy one after it. That decides nothing in 214 questionnaires drawn at random,
    /// of up to 71 questions, and is for the largest.
    pub(super) fn part(&mut self, of: usize) -> Work {
        let part = self.left / of as u64;
        self.left -= part;
        Work { left: part }
    }

    /// Takes back what was not needed of a part.
    pub(super) fn give_back(&mut self, part: Work) {
        self.left += part.left;
    }
}
