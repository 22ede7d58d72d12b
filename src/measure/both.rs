//! Values that can be read in two ways, and how a whole column decides between them.

use super::place::RowPlace;

/// The two readings of one cell; the same value where there is no doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Both<T> {
    pub(super) first: Option<T>,
    pub(super) second: Option<T>,
}

/// Which of the two readings holds for a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// Day before month; a decimal point.
    First,
    /// Month before day; a decimal comma.
    Second,
}

impl<T: Copy + PartialEq> Both<T> {
    pub(super) fn same(value: T) -> Self {
        Both { first: Some(value), second: Some(value) }
    }

    /// No value in either way.
    pub(super) fn none() -> Self {
        Both { first: None, second: None }
    }

    pub(super) fn any(self) -> Option<T> {
        self.first.or(self.second)
    }

    pub(super) fn get(self, way: Convention) -> Option<T> {
        match way {
            Convention::First => self.first,
            Convention::Second => self.second,
        }
    }
}

/// A cell that shows how its column is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbiguousCell {
    /// Where it is.
    pub place: RowPlace,
    /// What it says.
    pub text: String,
    /// What it means if read the first way, and the second way.
    pub readings: [String; 2],
}

/// What the cells of a column have shown so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Ways {
    /// A cell that can only be read the first way.
    first: Option<AmbiguousCell>,
    /// A cell that can only be read the second way.
    second: Option<AmbiguousCell>,
    /// Cells that can be read both ways, as two values.
    doubtful: Vec<AmbiguousCell>,
}

/// Why nobody can tell how a column is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWay {
    /// Two cells that can each be read in one way only, and not in the same way.
    Mixed(Box<[AmbiguousCell; 2]>),
    /// Every cell can be read both ways; here are one or two of them.
    Doubtful(Vec<AmbiguousCell>),
}

impl Ways {
    /// Looks at a cell.
    pub(super) fn see<T: Copy + PartialEq + ToString>(
        &mut self,
        both: Both<T>,
        place: RowPlace,
        text: &str,
    ) {
        let shown = |value: Option<T>| value.map_or(String::new(), |value| value.to_string());
        let sample = || AmbiguousCell {
            place,
            text: text.trim().chars().take(60).collect(),
            readings: [shown(both.first), shown(both.second)],
        };
        match (both.first, both.second) {
            (Some(_), None) if self.first.is_none() => self.first = Some(sample()),
            (None, Some(_)) if self.second.is_none() => self.second = Some(sample()),
            (Some(first), Some(second)) if first != second && self.doubtful.len() < 2 => {
                self.doubtful.push(sample());
            }
            _ => {}
        }
    }

    /// The way of the column: the one that was given, else the one that its cells show.
    pub(super) fn decide(self, given: Option<Convention>) -> Result<Convention, NoWay> {
        match (given, self.first, self.second) {
            (Some(way), _, _) => Ok(way),
            (None, Some(first), Some(second)) => Err(NoWay::Mixed(Box::new([first, second]))),
            (None, Some(_), None) => Ok(Convention::First),
            (None, None, Some(_)) => Ok(Convention::Second),
            (None, None, None) if self.doubtful.is_empty() => Ok(Convention::First),
            (None, None, None) => Err(NoWay::Doubtful(self.doubtful)),
        }
    }
}
