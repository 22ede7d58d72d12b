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
//! | `sm_sign` | u: w without the sign of a unit, if it is not a word; s: 1 if it had one |
//! | `sm_digits` | d: u without + or -; m: 1 if it had a - |
//! | `sm_rest` | r: d without digits at its ends; b: what it begins with |
//! | `sm_class` | c: the code, or what kind of number it may be |
//! | `sm_value` | z: the number; h: the same with its separator between thousands; j: what is to be a number to some reader |
//! | `sm_unit` | y: z in the unit of the question; e: j up to its exponent |
//! | `sm_option` | o, g: the options of y and h |
//! | `sm_answer` | a: the code; own, where lines of a mapping may give another |

use super::chain::{Chain, StepColumn, column_of_table, helper, new, own, same};
use super::code::{FANCY, NUMBER, of_kind};
use super::dialect::Dialect;
use super::words::SpelledWords;
use crate::answers::Bare;
use crate::problem::Kind;
use crate::questionnaire::Question;

/// A question with the column that answers it.
pub(super) struct CellQuery<'a> {
    pub(super) dialect: &'a Dialect,
    pub(super) question: &'a Question,
    /// The name of its column; `None` if no column answers it, so that it is unsure.
    pub(super) column: Option<String>,
    pub(super) words: SpelledWords,
    pub(super) bare: Bare,
    /// Whether lines of a mapping say what more of its words mean.
    pub(super) lines: bool,
}

type CellStep = fn(&CellQuery<'_>) -> Vec<StepColumn>;

/// The steps, in order.
const STEPS: [(&str, CellStep); 12] = [
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
pub(super) fn add_steps(chain: &mut Chain<'_>, cells: &[CellQuery<'_>]) {
    for (place, (name, step)) in STEPS.into_iter().enumerate() {
        let mut columns: Vec<StepColumn> = cells.iter().flat_map(step).collect();
        // The texts that all cells are compared with, written once and passed on to the
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

pub(super) const BLANKS: &str = "blanks_";

/// Characters that most cells begin and end with: one look at them saves most of the
/// time that trimming takes.
const PLAIN: &str = "plain_";
const PLAIN_CHARACTERS: &str = "'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%'";

/// Stands in for a text with a U+0000 in it: no question takes it.
const NO_ANSWER: &str = "\u{1}";

pub(super) const DIGITS: &str = "'0123456789'";
impl CellQuery<'_> {
    pub(super) fn name(&self, letter: char) -> String {
        helper(letter, self.question.index)
    }

    pub(super) fn same(&self, letters: &str) -> Vec<StepColumn> {
        letters.chars().map(|letter| same(self.name(letter))).collect()
    }

    /// The steps before the answer have nothing to do where there is no column.
    pub(super) fn unless_missing(
        &self,
        columns: impl FnOnce() -> Vec<StepColumn>,
    ) -> Vec<StepColumn> {
        if self.column.is_some() { columns() } else { Vec::new() }
    }

    fn text(&self) -> Vec<StepColumn> {
        let Some(column) = &self.column else { return Vec::new() };
        let text = self.dialect.text(&column_of_table(self.dialect, column));
        let cut = self.dialect.cut_by_nul.map(|condition| {
            // Without this, a text would count as what is before its U+0000.
            let condition = condition.replace("{}", &text);
            format!("WHEN {condition} THEN {} ", self.dialect.literal(NO_ANSWER))
        });
        let text = match cut {
            Some(cut) => format!("CASE {cut}ELSE COALESCE({text}, '') END"),
            None => format!("COALESCE({text}, '')"),
        };
        vec![new(self.name('x'), text)]
    }

    fn trim(&self) -> Vec<StepColumn> {
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

    fn word(&self) -> Vec<StepColumn> {
        self.unless_missing(|| {
            let lowered = self.words.lowered(self.dialect, &self.name('t'));
            let mut columns = vec![new(self.name('w'), lowered)];
            if self.words.has_exact() && !self.lines {
                columns.extend(self.same("t"));
            }
            columns
        })
    }

    fn known(&self) -> Vec<StepColumn> {
        self.unless_missing(|| {
            let (t, w) = (self.name('t'), self.name('w'));
            let branches = self.words.branches(self.dialect, &t, &w);
            let unsure = self.question.options.len();
            let known = format!("CASE WHEN {w} = '' THEN {unsure}{branches} END");
            [vec![new(self.name('k'), known)], self.same("w")].concat()
        })
    }

    fn answer(&self) -> Vec<StepColumn> {
        let a = if self.lines { own(self.question.index) } else { self.name('a') };
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
}
