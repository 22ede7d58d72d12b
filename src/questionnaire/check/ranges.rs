//! Checks of the numbers that mean the options of a question: every number means one of the
//! options, and none means two.

use super::{Check, Doubt};
use crate::document::{Node, Spelling, Trail, Value};
use crate::problem::{Kind, Problem};
use crate::questionnaire::limits::LARGEST_BOUND;
use crate::questionnaire::{PlacedProblem, Sign, Unit, file};
use crate::wording;

impl Check {
    pub(super) fn ranges(
        &mut self,
        options: &Trail<'_>,
        question: &file::QuestionSpec,
        unit: Option<Unit>,
    ) {
        if self.doubt == Doubt::Names {
            return;
        }
        let before = self.found.len();
        let most = unit.map_or(f64::INFINITY, Unit::most);
        let shown = |number: f64| unit.map_or(String::new(), |unit| unit.show(number));
        let named = unit.map_or(String::new(), |unit| unit.to_string());
        let mut known: Vec<(f64, f64, &str)> = Vec::new();
        let mut is_readable = true;
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
                is_readable = false;
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
                    "Start one where the other ends: below: 20, then from: 20.".to_owned(),
                )
            } else {
                known.push((low, high, &option.id));
                continue;
            };
            let problem = Problem::new(Kind::BadRange, what).with_hint(hint);
            self.note(&options.item(i).key("range"), problem);
        }
        if self.found.len() > before || !is_readable {
            // A wrong range would seem to leave a gap where there may be none.
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
                let hint =
                    format!("Write below: {begin} for the first, or from: {end} for the second.");
                self.note(options, Problem::new(Kind::BadRange, what).with_hint(hint));
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
            let problem = Problem::new(Kind::BadRange, what).with_hint("Leave below out there.");
            self.note(options, problem);
        }
        if unit.is_some() && question.options.iter().all(|option| option.range.is_none()) {
            let what = "the question has a unit, and none of its options has a range";
            let hint = "Give its options ranges, or remove the unit.";
            self.note(options, Problem::new(Kind::BadRange, what).with_hint(hint));
        }
    }

    /// Whether a number needs its sign; only a unit that has one can ask for it.
    pub(super) fn sign(&mut self, trail: &Trail<'_>, question: &file::QuestionSpec) -> Sign {
        let Some(file::SignSpec::Required) = question.sign else {
            return Sign::Optional;
        };
        if question.unit.is_none_or(|unit| unit.sign().is_empty()) {
            let what =
                "sign says how a number is written, and the unit of the question has no sign";
            let problem = Problem::new(Kind::BadRange, what).with_hint(
                "Give the question a unit with a sign, such as percent, or remove sign.",
            );
            self.note(&trail.key("sign"), problem);
        }
        Sign::Required
    }

    /// The largest number of a question, which must be one that it takes.
    pub(super) fn largest(
        &mut self,
        trail: &Trail<'_>,
        question: &file::QuestionSpec,
    ) -> Option<f64> {
        let most = question.at_most.filter(|most| !most.is_nan())?;
        let ranges = || question.options.iter().filter_map(|option| option.range);
        let lowest = ranges().filter_map(|range| range.from).max_by(f64::total_cmp).unwrap_or(0.0);
        let (what, hint) = if question.unit.is_none() {
            (
                "at_most bounds a number, and the question has no unit".to_owned(),
                format!("Give the question a unit, {}, or remove at_most.", Unit::names()),
            )
        } else if !(0.0..=LARGEST_BOUND).contains(&most) || most < lowest {
            (
                format!("no number of the last range is at most {most}"),
                "Write a larger number, or remove at_most.".to_owned(),
            )
        } else {
            return Some(most);
        };
        self.note(&trail.key("at_most"), Problem::new(Kind::BadRange, what).with_hint(hint));
        None
    }
}

/// Finds bounds of ranges, and largest numbers, whose separator may group thousands:
/// somebody who means 1200 may write 1.200, which YAML reads as 1.2. Other signs between
/// digits are found when the document is read.
pub(crate) fn grouped_digits(root: &Node, text: &str) -> Vec<PlacedProblem> {
    let mut found = Vec::new();
    let spelling = Spelling::new(text);
    let questions = Trail::Root.key("questions");
    for (i, question) in items(root, "questions").enumerate() {
        let trail = questions.item(i);
        let in_percent = matches!(
            question.get("unit").map(|unit| &unit.value),
            Some(Value::Text(unit)) if unit == "percent"
        );
        let mut look = |node: Option<&Node>, trail: &Trail<'_>| {
            let problem = node.and_then(|node| grouped_number(node, &spelling, in_percent));
            found.extend(problem.map(|problem| (trail.path(), problem)));
        };
        look(question.get("at_most"), &trail.key("at_most"));
        let options = trail.key("options");
        for (j, option) in items(question, "options").enumerate() {
            let option_trail = options.item(j);
            let range = option_trail.key("range");
            for bound in ["from", "below"] {
                let node = option.get("range").and_then(|range| range.get(bound));
                look(node, &range.key(bound));
            }
        }
    }
    found
}

/// The problem of a number that may group its thousands.
fn grouped_number(node: &Node, spelling: &Spelling<'_>, in_percent: bool) -> Option<Problem> {
    let word = spelling.number(node.position?);
    let digits = ungrouped(word)?;
    // A text instead of a number was reported already.
    let number = node.value.number()?;
    let too_much = digits.parse().is_ok_and(|digits: f64| digits > 100.0);
    if in_percent && too_much && number <= 100.0 {
        return None;
    }
    let what =
        format!("{} is read as {number}, and may be meant as {digits}", wording::quote(word));
    let hint = format!("Write {number} or {digits}, without a sign between thousands.");
    Some(Problem::new(Kind::BadDigits, what).with_hint(hint))
}

/// The items of a list under a key.
fn items<'n>(node: &'n Node, key: &str) -> impl Iterator<Item = &'n Node> {
    let items = match node.get(key).map(|node| &node.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    items.iter()
}

/// The digits of a number whose thousands are grouped, without the separators; `None` if
/// they are not grouped.
fn ungrouped(word: &str) -> Option<String> {
    let mut groups = word.split(['.', ',']);
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()) && is_digits(first))?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    (digits.len() > first.len() && !first.starts_with('0')).then_some(digits)
}
