//! The steps between a word that is not known and the option that takes it as a number.

use super::cells::{BLANKS, CellQuery, DIGITS};
use super::chain::{StepColumn, new};
use super::code::{FANCY, NUMBER, of_kind};
use super::literal;
use crate::answers::{Bare, MOST_DIGITS};
use crate::problem::Kind;
use crate::questionnaire::{Sign, Unit};

const EACH_DIGIT: &str = "'0', '1', '2', '3', '4', '5', '6', '7', '8', '9'";

/// What people put between thousands, beside point and comma.
const GROUPS: [char; 6] = ['_', ' ', '\'', '\u{2019}', '\u{a0}', '\u{202f}'];

/// The unit whose numbers carry a sign.
const SIGNED: Unit = Unit::Percent;

impl CellQuery<'_> {
    pub(super) fn sign(&self) -> Vec<StepColumn> {
        self.unless_missing(|| {
            let (k, w) = (self.name('k'), self.name('w'));
            let has = format!("SUBSTR({w}, LENGTH({w}), 1) = '{}'", SIGNED.sign());
            let before = format!("SUBSTR({w}, 1, LENGTH({w}) - 1)");
            let before = self.dialect.trim(&before, BLANKS);
            let rest = format!(
                "CASE WHEN {k} IS NULL THEN CASE WHEN {has} THEN {before} ELSE {w} END END"
            );
            let sign = format!("CASE WHEN {has} THEN 1 ELSE 0 END");
            [self.same("k"), vec![new(self.name('u'), rest), new(self.name('s'), sign)]].concat()
        })
    }

    pub(super) fn digits(&self) -> Vec<StepColumn> {
        self.unless_missing(|| {
            let u = self.name('u');
            let digits = format!(
                "CASE WHEN SUBSTR({u}, 1, 1) IN ('+', '-') THEN SUBSTR({u}, 2) ELSE {u} END"
            );
            let minus = format!("CASE WHEN SUBSTR({u}, 1, 1) = '-' THEN 1 ELSE 0 END");
            [self.same("ks"), vec![new(self.name('d'), digits), new(self.name('m'), minus)]]
                .concat()
        })
    }

    pub(super) fn rest(&self) -> Vec<StepColumn> {
        self.unless_missing(|| {
            let d = self.name('d');
            let rest = self.dialect.trim(&d, DIGITS);
            let begins = format!(
                "CASE WHEN SUBSTR({d}, 1, 1) IN ('.', ',') THEN SUBSTR({d}, 2, 1) \
                 ELSE SUBSTR({d}, 1, 1) END"
            );
            [self.same("ksdm"), vec![new(self.name('r'), rest), new(self.name('b'), begins)]]
                .concat()
        })
    }

    pub(super) fn class(&self) -> Vec<StepColumn> {
        self.unless_missing(|| {
            let [k, d, r, b] = ['k', 'd', 'r', 'b'].map(|letter| self.name(letter));
            let trim = |of: &str, set: &str| self.dialect.trim(of, set);
            let out_of_range = of_kind(Kind::NumberOutOfRange);
            let unknown = of_kind(Kind::UnknownOption);
            let bad_digits = of_kind(Kind::BadDigits);
            let class = format!(
                "CASE WHEN {d} IS NULL THEN {k} \
                 WHEN {not_a_number} IN ('nan', 'inf', 'infinity') \
                 AND SUBSTR({d}, LENGTH({d}), 1) <> '.' THEN {out_of_range} \
                 WHEN {b} NOT IN ({EACH_DIGIT}) THEN {unknown} \
                 WHEN {r} IN ('', '.', ',') THEN \
                 CASE WHEN LENGTH({d}) - LENGTH({r}) > \
                 CASE WHEN SUBSTR({d}, 1, 1) IN ('.', ',') THEN {MOST_DIGITS} - 1 \
                 ELSE {MOST_DIGITS} END THEN {bad_digits} \
                 ELSE {NUMBER} END \
                 WHEN {separated} = '' OR (SUBSTR({d}, 1, 2) IN ('0x', '0b', '0o') \
                 AND {of_program} = '') THEN {bad_digits} ELSE {FANCY} END",
                not_a_number = trim(&d, "'.'"),
                separated = trim(&d, "'0123456789.,'"),
                of_program = trim(&format!("SUBSTR({d}, 3)"), "'0123456789abcdef_'"),
            );
            [vec![new(self.name('c'), class)], self.same("sdmr")].concat()
        })
    }

    pub(super) fn value(&self) -> Vec<StepColumn> {
        self.unless_missing(|| {
            let [c, d, r] = ['c', 'd', 'r'].map(|letter| self.name(letter));
            let plain = format!(
                "CASE WHEN {r} = '' THEN {d} ELSE '0' || REPLACE({d}, ',', '.') || '0' END"
            );
            let value = self.dialect.number(&plain);
            let mut fancy = d.clone();
            for group in GROUPS {
                let group = self.dialect.literal(&group.to_string());
                fancy = format!("REPLACE({fancy}, {group}, '')");
            }
            let mut columns = self.same("csm");
            columns.push(new(self.name('z'), format!("CASE WHEN {c} = {NUMBER} THEN {value} END")));
            if self.may_be_grouped() {
                let grouped = self.dialect.number(&format!("REPLACE({d}, {r}, '')"));
                columns.push(new(
                    self.name('h'),
                    format!(
                        "CASE WHEN {c} = {NUMBER} AND {r} <> '' AND LENGTH({d}) BETWEEN 5 AND 7 \
                         AND SUBSTR({d}, 1, 1) <> '0' AND SUBSTR({d}, LENGTH({d}) - 3, 1) = {r} \
                         THEN {grouped} END"
                    ),
                ));
            }
            columns.push(new(
                self.name('j'),
                format!("CASE WHEN {c} = {FANCY} THEN REPLACE({fancy}, ',', '.') END"),
            ));
            columns
        })
    }

    pub(super) fn unit(&self) -> Vec<StepColumn> {
        self.unless_missing(|| {
            let [z, s, j] = ['z', 's', 'j'].map(|letter| self.name(letter));
            let mut columns = self.same("csmzj");
            if self.may_be_grouped() {
                columns.extend(self.same("h"));
            }
            let up_to = self.dialect.position("'e'", &format!("{j} || 'e'"));
            columns.push(new(self.name('e'), format!("SUBSTR({j} || 'e', 1, {up_to} - 1)")));
            let in_unit = match self.bare {
                Bare::Unsaid | Bare::InUnit => z,
                // Without the noise of binary fractions.
                Bare::Fraction => format!(
                    "CASE WHEN {s} = 1 THEN {z} WHEN {z} <= 1 \
                     THEN ROUND({z} * 100.0 * 1000000000.0) / 1000000000.0 END"
                ),
            };
            columns.push(new(self.name('y'), in_unit));
            columns
        })
    }

    pub(super) fn option(&self) -> Vec<StepColumn> {
        self.unless_missing(|| {
            let mut columns = self.same("csmzje");
            if self.question.unit.is_some() {
                columns.extend(self.same("y"));
                columns.push(new(self.name('o'), self.taken(&self.name('y'))));
            }
            if self.may_be_grouped() {
                columns.extend(self.same("h"));
                columns.push(new(self.name('g'), self.taken(&self.name('h'))));
            }
            columns
        })
    }

    /// The option that takes a number of the unit.
    fn taken(&self, number: &str) -> String {
        let beyond = of_kind(Kind::NumberOutOfRange);
        let most = self.question.unit.map_or(f64::INFINITY, Unit::most);
        let most = most.min(self.question.at_most.unwrap_or(f64::INFINITY));
        let mut case = "CASE".to_owned();
        if most.is_finite() {
            case.push_str(&format!(" WHEN {number} > {} THEN {beyond}", literal::number(most)));
        }
        for option in &self.question.options {
            let Some(range) = option.range else { continue };
            let from = range.from.map(|from| format!("{number} >= {}", literal::number(from)));
            let below = range.below.map(|below| format!("{number} < {}", literal::number(below)));
            let bounds: Vec<String> = from.into_iter().chain(below).collect();
            let within = match bounds.as_slice() {
                [] => format!("{number} IS NOT NULL"),
                bounds => bounds.join(" AND "),
            };
            case.push_str(&format!(" WHEN {within} THEN {}", option.index));
        }
        // A CASE needs a branch.
        if case == "CASE" { beyond.to_string() } else { format!("{case} ELSE {beyond} END") }
    }

    /// What a number means: the last branches of a CASE.
    pub(super) fn number(&self) -> String {
        let unexpected = of_kind(Kind::UnexpectedNumber);
        let ambiguous = of_kind(Kind::AmbiguousNumber);
        let Some(unit) = self.question.unit else { return format!(" ELSE {unexpected}") };
        let [s, y, h, o, g] = ['s', 'y', 'h', 'o', 'g'].map(|letter| self.name(letter));
        let mut branches = String::new();
        let mut when = |condition: String, code: &str| {
            branches.push_str(&format!(" WHEN {condition} THEN {code}"));
        };
        if unit != SIGNED {
            when(format!("{s} = 1"), &unexpected.to_string());
        }
        let grouped = self.may_be_grouped();
        if grouped {
            when(format!("{g} >= 0 AND {o} >= 0"), &ambiguous.to_string());
        }
        if self.bare == Bare::Unsaid && self.question.sign == Sign::Required {
            let chosen = if grouped {
                format!("CASE WHEN {g} >= 0 THEN {h} ELSE {y} END")
            } else {
                y.clone()
            };
            let most = unit.most();
            let usable = if most.is_finite() {
                format!(" AND {chosen} <= {}", literal::number(most))
            } else {
                String::new()
            };
            when(format!("{s} = 0{usable}"), &ambiguous.to_string());
        }
        if grouped {
            when(format!("{g} >= 0"), &g);
        }
        if self.bare == Bare::Unsaid && unit.has_parts() {
            when(format!("{s} = 0 AND {y} > 0 AND {y} <= 1"), &ambiguous.to_string());
        }
        format!("{branches} ELSE {o}")
    }

    /// Whether a number that groups its thousands can be an answer: it is 1000 or more.
    fn may_be_grouped(&self) -> bool {
        let most = self.question.at_most.unwrap_or(f64::INFINITY);
        self.question.unit.is_some_and(|unit| unit.most().min(most) >= 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps cut one character, and know one unit by it.
    #[test]
    fn one_unit_has_a_sign_of_one_character() {
        let signs = Unit::ALL.map(Unit::sign).into_iter().filter(|sign| !sign.is_empty());
        assert_eq!(signs.collect::<Vec<_>>(), [SIGNED.sign()]);
        assert_eq!(SIGNED.sign().len(), 1);
    }
}
