//! Sets of models, small enough to be made and compared a million times.

/// Some of the models of a questionnaire, by their index.
///
/// One bit for each model: the check refuses a questionnaire with more than 50.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct ModelSet(u64);

impl ModelSet {
    pub(crate) fn insert(&mut self, model: usize) {
        self.0 |= 1 << model;
    }

    pub(crate) fn contains(self, model: usize) -> bool {
        self.0 >> model & 1 == 1
    }

    pub(crate) fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    pub(crate) fn union(self, other: ModelSet) -> ModelSet {
        ModelSet(self.0 | other.0)
    }

    /// The models, in the order of their declaration.
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let model = rest.trailing_zeros() as usize;
            rest &= rest.checked_sub(1)?;
            Some(model)
        })
    }
}

/// From a value for each model that says whether it is in the set.
impl FromIterator<bool> for ModelSet {
    fn from_iter<I: IntoIterator<Item = bool>>(members: I) -> Self {
        let members = members.into_iter().enumerate();
        members.filter_map(|(model, member)| member.then_some(model)).collect()
    }
}

/// From the indices of the models.
impl FromIterator<usize> for ModelSet {
    fn from_iter<I: IntoIterator<Item = usize>>(models: I) -> Self {
        let mut set = ModelSet::default();
        for model in models {
            set.insert(model);
        }
        set
    }
}

/// The model with the most points; of equal ones, the one that comes first.
pub(crate) fn strongest(
    models: impl Iterator<Item = usize>,
    points: impl Fn(usize) -> u32,
) -> Option<usize> {
    models.reduce(|best, model| if points(model) > points(best) { model } else { best })
}
