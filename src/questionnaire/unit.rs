//! The units of numbers, and everything in which one unit differs from another. The one
//! exception is the percent sign, which the queries of [`sql`](crate::sql) deal with on
//! their own.

use std::fmt::{self, Display, Formatter};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::wording;

/// What the number of a question counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Unit {
    /// A percentage, 0 to 100, written `30%` or `30`.
    Percent,
    /// How many: 0 or more. It need not be whole, as a median can be 2.5.
    Count,
}

/// What is known of a unit.
struct UnitFacts {
    key: &'static str,
    sign: &'static str,
    noun: &'static str,
    example: f64,
    most: f64,
    parts: Parts,
    /// Texts that are numbers with the sign, as a regular expression.
    signed: &'static str,
    /// The same without the sign; for a unit that has no sign, this and `signed` are equal.
    bare: &'static str,
}

/// Whether people also write the numbers of a unit as fractions of one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// They do: 0.85 for 85%, so a bare number up to 1 has two readings.
    OfHundred,
    /// They do not.
    None,
}

/// A percentage with its sign as text: 0 to 100. Three digits after the separator cannot
/// group thousands here, because a thousand percent is too much.
const WITH_PERCENT: &str = r"0*(100([.,]0*)?|[0-9]{1,2}([.,][0-9]*)?|[.,][0-9]+)\s*%";

/// A percentage without its sign: 0, or more than 1, because anything between may
/// as well be a fraction.
const BARE_PERCENTAGE: &str = concat!(
    r"0*(100([.,]0*)?|[1-9][0-9]([.,][0-9]*)?|[2-9]([.,][0-9]*)?|1[.,]0*[1-9][0-9]*)|",
    r"0+([.,]0*)?|[.,]0+",
);

/// A count. A pattern cannot tell which of two readings a question takes.
const COUNT: &str = r"[0-9]+([.,][0-9]*)?|[.,][0-9]+";

impl Unit {
    /// Every unit.
    pub const ALL: [Unit; 2] = [Unit::Percent, Unit::Count];

    fn facts(self) -> UnitFacts {
        match self {
            Unit::Percent => UnitFacts {
                key: "percent",
                sign: "%",
                noun: "a percentage",
                example: 30.0,
                most: 100.0,
                parts: Parts::OfHundred,
                signed: WITH_PERCENT,
                bare: BARE_PERCENTAGE,
            },
            Unit::Count => UnitFacts {
                key: "count",
                sign: "",
                noun: "a number",
                example: 2.0,
                most: f64::INFINITY,
                parts: Parts::None,
                signed: COUNT,
                bare: COUNT,
            },
        }
    }

    /// The names of all units, listed as in a sentence.
    pub(crate) fn names() -> String {
        wording::one_of(Unit::ALL.map(|unit| unit.facts().key))
    }

    /// What is written directly after a number of this unit, if anything.
    pub fn sign(self) -> &'static str {
        self.facts().sign
    }

    /// What one number of this unit is called, with its article.
    pub(crate) fn noun(self) -> &'static str {
        self.facts().noun
    }

    /// An example of an answer in this unit, with its sign.
    pub fn example(self) -> String {
        self.show(self.facts().example)
    }

    /// A number with its sign: `30%`, `2.5`.
    pub fn show(self, number: f64) -> String {
        format!("{number}{}", self.sign())
    }

    /// The largest number of this unit; infinite if there is none.
    pub fn most(self) -> f64 {
        self.facts().most
    }

    /// Converts a fraction of one to this unit: 85 percent for 0.85. `None` if nobody
    /// writes this unit as a fraction.
    pub(crate) fn of_part(self, part: f64) -> Option<f64> {
        self.has_parts().then(|| plain(part * 100.0))
    }

    /// Texts that are numbers of this unit, as a regular expression of JSON Schema.
    pub(crate) fn pattern(self, sign: Sign) -> String {
        let UnitFacts { signed, bare, .. } = self.facts();
        match sign {
            Sign::Optional => format!(r"^\s*[+]?({signed}|{bare})\s*$"),
            Sign::Required => format!(r"^\s*[+]?({signed})\s*$"),
        }
    }

    /// Whether people also write its numbers as fractions of one.
    pub(crate) fn has_parts(self) -> bool {
        self.facts().parts == Parts::OfHundred
    }

    /// Whether a number without a sign may as well be a fraction of one.
    pub(crate) fn may_be_part(self, number: f64) -> bool {
        number > 0.0 && number <= 1.0 && self.has_parts()
    }
}

impl Display for Unit {
    /// The unit as a questionnaire names it.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.facts().key)
    }
}

/// A number without the noise of binary fractions: 0.07 times 100 is 7.
fn plain(number: f64) -> f64 {
    (number * 1e9).round() / 1e9
}

/// Whether a number needs the sign of its unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    /// `30` is read as `30%`.
    #[default]
    Optional,
    /// A bare number could be a count of something else, and is refused.
    Required,
}

#[cfg(test)]
mod tests {
    use super::Unit;

    /// The key is what serde reads, and the example is a number of its unit.
    #[test]
    fn the_facts_of_every_unit_agree() {
        for unit in Unit::ALL {
            let read: Unit = serde_json::from_value(unit.to_string().into()).expect("a unit");
            assert_eq!(read, unit);
            let example = unit.example();
            let number = example.strip_suffix(unit.sign()).expect("it carries its sign");
            assert!(number.parse::<f64>().is_ok_and(|number| number <= unit.most()), "{example}");
        }
    }
}
