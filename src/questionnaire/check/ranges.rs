//! Checks of the numbers that mean the options of a question: every number means
//! one of them, and none means two.

use super::Check;
use crate::document::Trail;
use crate::problem::{Kind, Problem};
use crate::questionnaire::limits::LARGEST_BOUND;
use crate::questionnaire::{Sign, Unit, file};
use crate::wording;

impl Check {
    pub(super) fn ranges(
        &mut self,
        options: &Trail<'_>,
        question: &file::Question,
        unit: Option<Unit>,
    ) {
        let before = self.found.len();
        let most = unit.map_or(f64::INFINITY, Unit::most);
        let shown = |number: f64| unit.map_or(String::new(), |unit| unit.show(number));
        let named = unit.map_or(String::new(), |unit| unit.to_string());
        let mut known: Vec<(f64, f64, &str)> = Vec::new();
        for (i, option) in question.options.iter().enumerate() {
            let Some(range) = option.range else { continue };
            let low = range.from.unwrap_or(f64::NEG_INFINITY);
            let high = range.below.unwrap_or(f64::INFINITY);
            let bounds = [range.from, range.below].into_iter().flatten();
            let (what, hint) = if unit.is_none() {
                (
                    "a range needs a question with a unit".to_owned(),
                    format!("Give the question a unit: {}.", Unit::names()),
                )
            } else if bounds.clone().any(f64::is_nan) {
                // A bound that could not be read was reported already.
                continue;
            } else if bounds.clone().any(|bound| !(0.0..=LARGEST_BOUND).contains(&bound)) {
                ("a bound of a range is 0 or more".to_owned(), "Write a number from 0.".to_owned())
            } else if bounds.clone().any(|bound| bound > most) {
                (
                    format!("a bound in {named} is at most {most}"),
                    format!("For everything up to {}, leave below out.", shown(most)),
                )
            } else if low >= high || high <= 0.0 {
                (
                    "no number is in this range: from must be less than below".to_owned(),
                    "Swap the two, or write others.".to_owned(),
                )
            } else if let Some((.., other)) =
                known.iter().find(|(from, below, _)| low < *below && *from < high)
            {
                (
                    format!("this range overlaps with that of {}", wording::quote(other)),
                    "Let the one begin where the other ends: below: 20, then from: 20.".to_owned(),
                )
            } else {
                known.push((low, high, &option.id));
                continue;
            };
            let problem = Problem::new(Kind::BadRange, what).hint(hint);
            self.note(&options.item(i).key("range"), problem);
        }
        if self.found.len() > before {
            // A range that is wrong leaves a gap where there may be none.
            return;
        }
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        for pair in known.windows(2) {
            let [(_, end, below), (begin, _, above)] = pair else { continue };
            if end < begin {
                let what = format!(
                    "no option takes the numbers from {end} to below {begin}, between {} and {}",
                    wording::quote(below),
                    wording::quote(above)
                );
                let hint = format!("Write below: {begin} at the one, or from: {end} at the other.");
                self.note(options, Problem::new(Kind::BadRange, what).hint(hint));
            }
        }
        if let Some((_, end, last)) = known.last()
            && let Some(unit) = unit
            && *end <= unit.most()
            && unit.most().is_finite()
        {
            let what = format!(
                "no option takes {}: the range of {} ends below {}",
                unit.show(unit.most()),
                wording::quote(last),
                unit.show(*end)
            );
            let problem = Problem::new(Kind::BadRange, what).hint("Leave below out there.");
            self.note(options, problem);
        }
        if unit.is_some() && question.options.iter().all(|option| option.range.is_none()) {
            let what = "the question has a unit, and none of its options has a range";
            let hint = "Give its options ranges, or take the unit out.";
            self.note(options, Problem::new(Kind::BadRange, what).hint(hint));
        }
    }

    /// Whether a number needs its sign; only a unit that has one can ask for it.
    pub(super) fn sign(&mut self, trail: &Trail<'_>, question: &file::Question) -> Sign {
        let Some(file::Sign::Required) = question.sign else {
            return Sign::Optional;
        };
        if question.unit.is_none_or(|unit| unit.sign().is_empty()) {
            let what =
                "sign says how a number is written, and the unit of the question has no sign";
            let problem = Problem::new(Kind::BadRange, what)
                .hint("Give the question a unit with a sign, such as percent, or take sign out.");
            self.note(&trail.key("sign"), problem);
        }
        Sign::Required
    }

    /// The largest number of a question, which must be one that it takes.
    pub(super) fn largest(&mut self, trail: &Trail<'_>, question: &file::Question) -> Option<f64> {
        let most = question.at_most.filter(|most| !most.is_nan())?;
        let ranges = || question.options.iter().filter_map(|option| option.range);
        let lowest = ranges().filter_map(|range| range.from).max_by(f64::total_cmp).unwrap_or(0.0);
        let (what, hint) = if question.unit.is_none() {
            (
                "at_most bounds a number, and the question has no unit".to_owned(),
                format!("Give the question a unit, {}, or take at_most out.", Unit::names()),
            )
        } else if !(0.0..=LARGEST_BOUND).contains(&most) || most < lowest {
            (
                format!("no number of the last range is at most {most}"),
                "Write a larger number, or take at_most out.".to_owned(),
            )
        } else {
            return Some(most);
        };
        self.note(&trail.key("at_most"), Problem::new(Kind::BadRange, what).hint(hint));
        None
    }
}
