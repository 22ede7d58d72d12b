//! What the lines of a mapping mean: a cell that the reading of answers refuses is
//! folded, character by character, and compared with the folded values of the lines.
//!
//! [`fold`] says what each character folds to, only for the letters that the lines have:
//! a cell with any other letter matches no line.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::cells::CellQuery;
use super::chain::{Chain, StepColumn, helper, new, own, same};
use super::code::{CellCode, code_of};
use super::dialect::Dialect;
use crate::fold::fold;
use crate::mapping::Mapping;
use crate::questionnaire::Questionnaire;

/// The lines of a mapping.
pub(super) struct MappingLines {
    /// By question: the texts that folded cells are compared with, by what they mean.
    texts: Vec<BTreeMap<CellCode, Vec<String>>>,
    /// What becomes of single characters.
    folds: Vec<(char, String)>,
    /// The digits that the values have.
    digits: BTreeSet<char>,
}

/// The most calls in one another: the parsers of some engines have a stack of a hundred.
const DEEPEST: usize = 20;

/// Mark places in a text for a while. They separate words, so that none of them is left
/// there by then: first all separators become `-` or a blank, then those two do.
const MARK: &str = "_";
const OTHER_MARK: &str = "-";

/// Stands for a dash at the very beginning.
const DASH: &str = "\t";

impl MappingLines {
    /// The lines of a mapping that say what their value means.
    pub(super) fn new(questionnaire: &Questionnaire, mapping: &Mapping<'_>) -> Self {
        let mut texts = Vec::new();
        let mut values = BTreeSet::new();
        for question in questionnaire.questions() {
            let said = mapping.lines(question).filter_map(|line| Some((line, line.reply?)));
            let said = said.map(|(line, reply)| (fold(&line.value), code_of(&Ok(reply))));
            let said: BTreeMap<String, CellCode> = said.collect();
            let mut of_question: BTreeMap<CellCode, Vec<String>> = BTreeMap::new();
            for (value, code) in said {
                of_question.entry(code).or_default().extend(compared(&value));
                values.insert(value);
            }
            texts.push(of_question);
        }
        let digits = values.iter().flat_map(|value| value.chars()).filter(|c| c.is_numeric());
        let digits = digits.collect();
        // Without a line there is nothing to fold for.
        let folds = if values.is_empty() { Vec::new() } else { folds(&values) };
        MappingLines { texts, folds, digits }
    }

    /// Whether a question has any.
    pub(super) fn are_for(&self, question: usize) -> bool {
        !self.texts[question].is_empty()
    }

    /// Adds the steps from the codes that cells have by themselves to those that the
    /// lines give them.
    pub(super) fn add_steps(&self, chain: &mut Chain<'_>, cells: &[CellQuery<'_>]) {
        let Some(first) = cells.iter().find(|cell| cell.lines) else { return };
        let mut steps = Steps { chain, cells, dialect: first.dialect, count: 0 };
        let refused = |question: usize, _: &str| {
            let (own, trimmed) = (own(question), helper('t', question));
            format!("CASE WHEN {own} < 0 THEN {trimmed} END")
        };
        match first.dialect.translate {
            Some(translate) => {
                let longer = |(_, to): &&(char, String)| to.chars().count() > 1;
                let (longer, single): (Vec<_>, Vec<_>) = self.folds.iter().partition(longer);
                // Characters without a replacement come last.
                let (gone, single): (Vec<_>, Vec<_>) =
                    single.into_iter().partition(|(_, to)| to.is_empty());
                let from: String = single.iter().chain(&gone).map(|(from, _)| *from).collect();
                let to: String = single.iter().map(|(_, to)| to.as_str()).collect();
                let [from, to] = [from, to].map(|text| first.dialect.literal(&text));
                steps.add(&[new(FROM, from), new(TO, to)], refused);
                let translate = translate.replace("{from}", FROM).replace("{to}", TO);
                steps.add(&[], |_, text| translate.replace("{}", text));
                steps.replace(longer.into_iter().map(pair));
            }
            None => {
                steps.add(&[], refused);
                steps.replace(self.folds.iter().map(pair));
            }
        }
        steps.add(&[], |_, text| {
            let begins = first.dialect.trim(text, "' '");
            let dash = first.dialect.literal(DASH);
            format!("CASE WHEN SUBSTR({begins}, 1, 1) = '-' THEN {dash} ELSE '' END || {text}")
        });
        steps.replace(self.joins().into_iter());
        steps.last(self);
    }

    /// The replacements that turn separators into one blank between two digits, and into
    /// nothing elsewhere.
    fn joins(&self) -> Vec<(String, String)> {
        let between = format!("{MARK}{OTHER_MARK}");
        let mut pairs = vec![
            ("-".to_owned(), " ".to_owned()),
            // Each run of blanks is one.
            (" ".to_owned(), between.clone()),
            (format!("{OTHER_MARK}{MARK}"), String::new()),
            (between, " ".to_owned()),
        ];
        for digit in &self.digits {
            pairs.push((format!("{digit} "), format!("{digit}{MARK}")));
        }
        for digit in &self.digits {
            pairs.push((format!("{MARK}{digit}"), format!("{OTHER_MARK}{digit}")));
        }
        pairs.push((" ".to_owned(), String::new()));
        pairs.push((MARK.to_owned(), String::new()));
        pairs.push((OTHER_MARK.to_owned(), " ".to_owned()));
        pairs
    }
}

/// The texts of a folded value: a dash counts before a digit and where there is nothing
/// else, and nowhere else.
fn compared(value: &str) -> Vec<String> {
    match value.strip_prefix('-') {
        Some(value) => vec![format!("{DASH}{value}")],
        None if value.starts_with(|c: char| !c.is_numeric()) => {
            vec![value.to_owned(), format!("{DASH}{value}")]
        }
        None => vec![value.to_owned()],
    }
}

/// What becomes of each character that is not itself when it is folded: a separator
/// stays one, a blank or a dash, and a letter counts only if it is part of a value.
fn folds(values: &BTreeSet<String>) -> Vec<(char, String)> {
    // Looked up for each of 200,000 characters, however many values there are.
    let parts: HashSet<&str> = values.iter().flat_map(|value| parts(value)).collect();
    let becomes = |c: char| {
        if c.is_whitespace() {
            return Some(" ".to_owned());
        }
        let folded = fold(c.encode_utf8(&mut [0; 4]));
        let counts = folded.is_empty() || folded == "-" || parts.contains(folded.as_str());
        counts.then_some(folded)
    };
    let changed = |c: char| Some((c, becomes(c).filter(|to| !to.chars().eq([c]))?));
    ('\0'..=LAST).filter_map(changed).collect()
}

/// The parts of a value that a single character can fold to.
fn parts(value: &str) -> impl Iterator<Item = &str> {
    let starts = value.char_indices().map(|(start, _)| &value[start..]);
    starts.flat_map(|rest| {
        let ends = rest.char_indices().skip(1).map(|(end, _)| end).chain([rest.len()]);
        ends.take(LONGEST).map(|end| &rest[..end])
    })
}

/// The most letters that one character folds to: a syllable of Hangul, or a ligature.
const LONGEST: usize = 3;

/// The last character that is not itself when it is folded.
const LAST: char = '\u{2fa1d}';

fn pair((from, to): &(char, String)) -> (String, String) {
    (from.to_string(), to.clone())
}

/// What is translated, and to what: each written once.
const FROM: &str = "from_";
const TO: &str = "to_";

/// The steps of all cells that have lines. Each makes a text of the one before it.
struct Steps<'s, 'c, 'a> {
    chain: &'s mut Chain<'c>,
    cells: &'s [CellQuery<'a>],
    dialect: &'a Dialect,
    /// How many texts of a cell there are so far: `*` keeps them all, so that each needs
    /// a name of its own.
    count: usize,
}

impl Steps<'_, '_, '_> {
    fn text(&self, question: usize) -> String {
        format!("f{question}_{}_", self.count)
    }

    /// Adds a step with some constants, and a text of the one before it.
    fn add(&mut self, constants: &[StepColumn], text: impl Fn(usize, &str) -> String) {
        let mut columns = constants.to_vec();
        let texts = self.cells.iter().map(|cell| {
            let question = cell.question.index;
            text(question, &self.text(question))
        });
        let texts: Vec<String> = texts.collect();
        self.count += 1;
        for (cell, text) in self.cells.iter().zip(texts) {
            let question = cell.question.index;
            if cell.lines {
                columns.extend([same(own(question)), new(self.text(question), text)]);
            } else {
                columns.push(same(helper('a', question)));
            }
        }
        self.chain.step(&format!("sm_fold{}", self.count), &columns);
    }

    /// Adds steps that replace texts, one pair after the other.
    fn replace(&mut self, pairs: impl Iterator<Item = (String, String)>) {
        let pairs: Vec<(String, String)> = pairs.collect();
        let dialect = self.dialect;
        for pairs in pairs.chunks(DEEPEST) {
            self.add(&[], |_, text| {
                pairs.iter().fold(text.to_owned(), |text, (from, to)| {
                    format!("REPLACE({text}, {}, {})", dialect.literal(from), dialect.literal(to))
                })
            });
        }
    }

    /// Adds the step with the code of each cell.
    fn last(&mut self, lines: &MappingLines) {
        let columns = self.cells.iter().map(|cell| {
            let question = cell.question.index;
            let code = helper('a', question);
            if !cell.lines {
                return same(code);
            }
            let text = self.text(question);
            let branch = |(code, texts): (&CellCode, &Vec<String>)| {
                let texts = self.dialect.literals(texts.iter().map(String::as_str));
                format!(" WHEN {text} IN ({texts}) THEN {code}")
            };
            let branches: String = lines.texts[question].iter().map(branch).collect();
            new(code, format!("CASE{branches} ELSE {} END", own(question)))
        });
        let columns: Vec<StepColumn> = columns.collect();
        self.chain.step("sm_line", &columns);
    }
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, LAST, LONGEST, fold, folds};

    /// The planes beyond that one which have characters of their own.
    #[test]
    fn nothing_folds_beyond_the_last() {
        let folds = |c: &char| fold(&c.to_string()) != c.to_string();
        assert!(folds(&LAST));
        let beyond = ('\u{2fa1e}'..='\u{3ffff}').chain('\u{e0000}'..='\u{e0fff}');
        assert_eq!(beyond.filter(folds).count(), 0);
    }

    #[test]
    fn no_character_folds_to_more_than_is_looked_up() {
        let letters = ('\0'..=LAST).map(|c| fold(&c.to_string()).chars().count());
        assert_eq!(letters.max(), Some(LONGEST));
    }

    #[test]
    fn a_letter_counts_if_a_value_has_all_that_it_folds_to() {
        let found = folds(&BTreeSet::from(["strasse".to_owned(), "af".to_owned()]));
        let to = |c: char| found.iter().find(|(from, _)| *from == c).map(|(_, to)| to.as_str());
        assert_eq!(
            ['ß', 'É', '\u{fb06}', 'F'].map(to),
            [Some("ss"), Some("e"), Some("st"), Some("f")]
        );
        // Their letters are there, and not beside each other; or not all of them are.
        assert_eq!(['\u{fb00}', '\u{fb03}', '\u{fb01}', 'B'].map(to), [None; 4]);
    }
}
