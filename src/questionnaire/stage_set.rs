//! Sets of stages, small enough to be made and compared a million times.

use super::limits::MOST_STAGES;

const WORDS: usize = MOST_STAGES.div_ceil(64);

/// Some of the stages of a questionnaire, by their index. One bit for each stage: the check
/// refuses a questionnaire with more than 200.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct StageSet([u64; WORDS]);

impl StageSet {
    pub(crate) fn insert(&mut self, stage: usize) {
        self.0[stage / 64] |= 1 << (stage % 64);
    }

    pub(crate) fn contains(self, stage: usize) -> bool {
        self.0[stage / 64] >> (stage % 64) & 1 == 1
    }

    pub(crate) fn len(self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn union(self, other: StageSet) -> StageSet {
        StageSet(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }
}

/// From the indices of the stages.
impl FromIterator<usize> for StageSet {
    fn from_iter<I: IntoIterator<Item = usize>>(stages: I) -> Self {
        let mut set = StageSet::default();
        for stage in stages {
            set.insert(stage);
        }
        set
    }
}
