//! From the text of a cell to its code, step by step, as the reading of answers does it.
//!
//! Each step has one column or a few for each question. A letter names a column:
//!
//! | step | columns |
//! |---|---|
//! | `sm_text` | x: the cell as text |
//! | `sm_trim` | t: without white space around it |
//! | `sm_word` | w: in lower case |
//! | `sm_known` | k: the code, if it is a word |
//! | `sm_sign` | u: w without the sign of a unit, if it is no word; s: 1 if it had one |
//! | `sm_digits` | d: u without + or -; m: 1 if it had a - |
//! | `sm_rest` | r: d without digits at its ends; b: what it begins with |
//! | `sm_class` | c: the code, or what kind of number it may be |
//! | `sm_value` | z: the number; h: the same with its separator between thousands; j: what is to be a number to some reader |
//! | `sm_unit` | y: z in the unit of the question; e: j up to its exponent |
//! | `sm_option` | o, g: the options of y and h |
//! | `sm_answer` | a: the code; own, where lines of a mapping may give another |

use super::chain::{Chain, Column, helper, new, same};
use super::code::{FANCY, NUMBER, of_kind};
use super::dialect::Dialect;
use super::lines;
use super::literal;
use super::words::Words;
use crate::answers::{Bare, MOST_DIGITS};
use crate::problem::Kind;
use crate::questionnaire::{Question, Sign, Unit};

/// A question with the column that answers it.
pub(super) struct Cell<'a> {
    pub(super) dialect: &'a Dialect,
    pub(super) question: &'a Question,
    /// The name of its column; none where no column answers it, and it is unsure.
    pub(super) column: Option<String>,
    pub(super) words: Words,
    pub(super) bare: Bare,
    /// Whether lines of a mapping say what more of its words mean.
    pub(super) lines: bool,
}

type Step = fn(&Cell<'_>) -> Vec<Column>;

/// The steps, in order.
const STEPS: [(&str, Step); 12] = [
    ("sm_text", |cell| cell.text()),
    ("sm_trim", |cell| cell.trim()),
    ("sm_word", |cell| cell.word()),
    ("sm_known", |cell| cell.known()),
    ("sm_sign", |cell| cell.sign()),
    ("sm_digits", |cell| cell.digits()),
    ("sm_rest", |cell| cell.rest()),
    ("sm_class", |cell| cell.class()),
    ("sm_value", |cell| cell.value()),
    ("sm_unit", |cell| cell.unit()),
    ("sm_option", |cell| cell.option()),
    ("sm_answer", |cell| cell.answer()),
];

/// Adds the steps from texts to codes.
pub(super) fn add_steps(chain: &mut Chain<'_>, cells: &[Cell<'_>]) {
    for (place, (name, step)) in STEPS.into_iter().enumerate() {
        let mut columns: Vec<Column> = cells.iter().flat_map(step).collect();
        // The texts that all cells are compared with, written once and handed on to the
        // last step that needs them.
        match (place, cells.first()) {
            (0, Some(cell)) => {
                columns.push(new(PLAIN, PLAIN_CHARACTERS));
                columns.push(new(BLANKS, blanks(cell.dialect)));
            }
            (1..4, _) => columns.push(same(BLANKS)),
            _ => {}
        }
        if place >= FIRST_WITHOUT_TEXT {
            // The lines of a mapping are compared with it in the end.
            columns.extend(cells.iter().filter(|cell| cell.lines).map(|cell| same(cell.name('t'))));
        }
        chain.step(name, &columns);
    }
}

/// The first step that does not have the trimmed text of each cell by itself.
const FIRST_WITHOUT_TEXT: usize = 2;

/// White space, as the reading of answers knows it.
fn blanks(dialect: &Dialect) -> String {
    let blanks: String = ('\0'..=char::MAX).filter(|c| c.is_whitespace()).collect();
    dialect.literal(&blanks)
}

const BLANKS: &str = "blanks_";

/// Characters that most cells begin and end with: one look at them saves most of the
/// time that trimming takes.
const PLAIN: &str = "plain_";
const PLAIN_CHARACTERS: &str = "'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%'";

const DIGITS: &str = "'0123456789'";
const EACH_DIGIT: &str = "'0', '1', '2', '3', '4', '5', '6', '7', '8', '9'";

/// What people put between thousands, beside point and comma.
const GROUPS: [char; 6] = ['_', ' ', '\'', '\u{2019}', '\u{a0}', '\u{202f}'];

impl Cell<'_> {
    fn name(&self, letter: char) -> String {
        helper(letter, self.question.index)
    }

    fn same(&self, letters: &str) -> Vec<Column> {
        letters.chars().map(|letter| same(self.name(letter))).collect()
    }

    /// The steps before the answer have nothing to do where there is no column.
    fn unless_missing(&self, columns: impl FnOnce() -> Vec<Column>) -> Vec<Column> {
        if self.column.is_some() { columns() } else { Vec::new() }
    }

    fn text(&self) -> Vec<Column> {
        let Some(column) = &self.column else { return Vec::new() };
        let text = self.dialect.text(&self.dialect.name(column));
        vec![new(self.name('x'), format!("COALESCE({text}, '')"))]
    }

    fn trim(&self) -> Vec<Column> {
        self.unless_missing(|| {
            let x = self.name('x');
            let plain = |place: &str| {
                let one = format!("SUBSTR({x}, {place}, 1)");
                format!("{} > 0", self.dialect.position(&one, PLAIN))
            };
            let trimmed = self.dialect.trim(&x, BLANKS);
            let (first, last) = (plain("1"), plain(&format!("LENGTH({x})")));
            let trim = format!("CASE WHEN {first} AND {last} THEN {x} ELSE {trimmed} END");
            vec![new(self.name('t'), trim)]
        })
    }

    fn word(&self) -> Vec<Column> {
        self.unless_missing(|| {
            let lowered = self.words.lowered(self.dialect, &self.name('t'));
            let mut columns = vec![new(self.name('w'), lowered)];
            if self.words.has_exact() && !self.lines {
                columns.extend(self.same("t"));
            }
            columns
        })
    }

    fn known(&self) -> Vec<Column> {
        self.unless_missing(|| {
            let (t, w) = (self.name('t'), self.name('w'));
            let branches = self.words.branches(self.dialect, &t, &w);
            let unsure = self.question.options.len();
            let known = format!("CASE WHEN {w} = '' THEN {unsure}{branches} END");
            [vec![new(self.name('k'), known)], self.same("w")].concat()
        })
    }

    fn sign(&self) -> Vec<Column> {
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

    fn digits(&self) -> Vec<Column> {
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

    fn rest(&self) -> Vec<Column> {
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

    fn class(&self) -> Vec<Column> {
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
                 CASE WHEN LENGTH({d}) - LENGTH({r}) > {MOST_DIGITS} THEN {bad_digits} \
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

    fn value(&self) -> Vec<Column> {
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

    fn unit(&self) -> Vec<Column> {
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

    fn option(&self) -> Vec<Column> {
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

    fn answer(&self) -> Vec<Column> {
        let a = if self.lines { lines::own(self.question.index) } else { self.name('a') };
        if self.column.is_none() {
            return vec![new(a, self.question.options.len().to_string())];
        }
        let [c, z, m, e, j] = ['c', 'z', 'm', 'e', 'j'].map(|letter| self.name(letter));
        let trim = |of: &str| self.dialect.trim(of, DIGITS);
        let bad_digits = of_kind(Kind::BadDigits);
        let unknown = of_kind(Kind::UnknownOption);
        let out_of_range = of_kind(Kind::NumberOutOfRange);
        let exponent = format!("SUBSTR({j}, LENGTH({e}) + 2)");
        let unsigned = format!(
            "SUBSTR({j}, LENGTH({e}) + CASE WHEN SUBSTR({j}, LENGTH({e}) + 2, 1) IN ('+', '-') \
             THEN 3 ELSE 2 END)"
        );
        let fancy = format!(
            "CASE WHEN {} IN ('', '.') AND (LENGTH({j}) = LENGTH({e}) OR ({} = '' \
             AND {exponent} NOT IN ('', '+', '-'))) THEN {bad_digits} ELSE {unknown} END",
            trim(&e),
            trim(&unsigned),
        );
        let number = self.number();
        let answer = format!(
            "CASE WHEN {c} > {NUMBER} THEN {c} WHEN {c} = {FANCY} THEN {fancy} \
             WHEN {m} = 1 AND {z} <> 0 THEN {out_of_range}{number} END"
        );
        vec![new(a, answer)]
    }

    /// What a number means: the last branches of a CASE.
    fn number(&self) -> String {
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

/// The unit whose numbers carry a sign.
const SIGNED: Unit = Unit::Percent;
