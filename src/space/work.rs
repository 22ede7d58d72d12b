//! A measure of work, so that every look ends in time on every machine in the
//! same way: what is counted is steps, never seconds.

/// Steps that may still be taken; one is about a nanosecond.
pub(super) struct Work {
    left: u64,
}

impl Work {
    pub(super) fn new(steps: u64) -> Self {
        Work { left: steps }
    }

    /// Takes some steps, unless there are too few left: then none are left.
    #[must_use]
    pub(super) fn spend(&mut self, steps: u64) -> bool {
        let enough = steps <= self.left;
        self.left = if enough { self.left - steps } else { 0 };
        enough
    }

    /// Sets aside an equal part for one of several that are to come.
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
