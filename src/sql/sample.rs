//! Cells and rows that make engines differ, for the query that proves an engine.

use std::collections::BTreeSet;

use oorandom::Rand32;

use crate::answers::Reading;
use crate::mapping::Mapping;
use crate::questionnaire::{Question, Questionnaire, UNSURE};

/// A row: a cell for each question; `None` is NULL.
pub(super) type SampleRow = Vec<Option<String>>;

/// The most combinations of options in a check. If a questionnaire has more, this many
/// are drawn.
const MOST_COMBINATIONS: usize = 1500;

/// The draw is the same in every run.
const SEED: u64 = 20_261_126;

/// Rows of odd cells, each with drawn options for the other questions.
pub(super) fn odd_rows(reading: &Reading<'_>, mapping: &Mapping<'_>) -> Vec<SampleRow> {
    let questionnaire = reading.questionnaire();
    let mut draw = Rand32::new(SEED);
    let mut rows = Vec::new();
    for question in questionnaire.questions() {
        let mut odd = cells(reading, question);
        odd.extend(mapping.lines(question).flat_map(|line| spelt(&line.value)));
        let odd = odd.into_iter().map(Some).chain([None]);
        for cell in odd {
            let mut row = drawn(questionnaire, &mut draw);
            row[question.index] = cell;
            rows.push(row);
        }
    }
    rows
}

/// Rows of cells with a U+0000 in them, for an engine whose functions end at it.
pub(super) fn cut_rows(questionnaire: &Questionnaire) -> Vec<SampleRow> {
    let mut draw = Rand32::new(SEED);
    let mut rows = Vec::new();
    for question in questionnaire.questions() {
        let first = question.options[0].id.as_str();
        for cell in ["\0".to_owned(), format!("{first}\0"), "9\0".into(), "95%\0 not".into()] {
            let mut row = drawn(questionnaire, &mut draw);
            row[question.index] = Some(cell);
            rows.push(row);
        }
    }
    rows
}

/// Rows of options: all combinations, or some.
pub(super) fn combinations(questionnaire: &Questionnaire) -> Vec<SampleRow> {
    let sizes = questionnaire.questions().iter().map(|question| question.options.len() + 1);
    let all = sizes.clone().try_fold(1_usize, usize::checked_mul);
    if let Some(all) = all.filter(|all| *all <= MOST_COMBINATIONS) {
        let row = |mut place: usize| {
            let questions = questionnaire.questions().iter();
            questions
                .map(|question| {
                    let answers = question.options.len() + 1;
                    let cell = id(question, place % answers);
                    place /= answers;
                    Some(cell)
                })
                .collect()
        };
        return (0..all).map(row).collect();
    }
    let mut draw = Rand32::new(SEED);
    (0..MOST_COMBINATIONS).map(|_| drawn(questionnaire, &mut draw)).collect()
}

fn drawn(questionnaire: &Questionnaire, draw: &mut Rand32) -> SampleRow {
    let cell = |question: &Question| {
        let answers = question.options.len() as u32 + 1;
        Some(id(question, draw.rand_range(0..answers) as usize))
    };
    questionnaire.questions().iter().map(cell).collect()
}

fn id(question: &Question, place: usize) -> String {
    let option = question.options.get(place);
    option.map_or(UNSURE, |option| option.id.as_str()).to_owned()
}

/// Cells of every kind that ever made two engines differ: spellings, white space,
/// look-alikes, bounds, and what looks like a number.
fn cells(reading: &Reading<'_>, question: &Question) -> BTreeSet<String> {
    let mut cells: BTreeSet<String> =
        ODD.iter().chain(LONGER).map(|cell| (*cell).to_owned()).collect();
    for word in reading.words(question) {
        cells.extend([word.to_owned(), word.to_uppercase(), capitalised(word)]);
    }
    // Some engines do not take these for white space, others take nothing else for it.
    let first = question.options[0].id.as_str();
    let blanks = ('\0'..=char::MAX).filter(|c| c.is_whitespace());
    for around in blanks.chain(['\u{200b}', '\u{feff}', '\u{2060}', '\u{180e}', '\u{2800}']) {
        cells.insert(format!("{around}{first}"));
        cells.insert(format!("{first}{around}"));
        cells.insert(around.to_string());
    }
    let last = first.len() - 1;
    for odd in ["ı", "İ", "\u{301}", "'", "\"", "\\", "--", ";", "\u{0438}"] {
        cells.insert(format!("{first}{odd}"));
        cells.insert(format!("{}{odd}", &first[..last]));
        cells.insert(first.replace('i', odd));
    }
    for bound in bounds(question) {
        for number in [bound - 0.01, bound, bound + 0.01] {
            let text = format!("{}", (number * 1e6).round() / 1e6);
            cells.insert(format!("{text}%"));
            cells.insert(format!("{text} %"));
            cells.insert(format!("+{text}"));
            cells.insert(text.replace('.', ","));
            cells.insert(text);
        }
    }
    cells
}

/// The value of a line of a mapping in spellings that match it, and in some that do not.
fn spelt(value: &str) -> Vec<String> {
    let between = |text: &str| value.chars().map(|c| format!("{c}{text}")).collect::<String>();
    let changed = ["-", "_", "  ", "\u{a0}", "\u{2013}", "\u{feff}", ".", "\u{301}"]
        .map(|separator| value.replace([' ', '-'], separator));
    let mut cells = changed.to_vec();
    cells.extend(["", "-", " ", " - ", "\u{301}", "\u{200b}"].map(between));
    cells.extend(["-", "- ", "+", "\u{2212}", "\u{ad}"].map(|before| format!("{before}{value}")));
    cells.extend([value.to_uppercase(), value.to_lowercase(), format!("{value}s")]);
    cells
}

/// The numbers where one option ends and another begins.
fn bounds(question: &Question) -> Vec<f64> {
    let ranges = question.options.iter().filter_map(|option| option.range);
    let bounds = ranges.flat_map(|range| [range.from, range.below]).flatten();
    let most = question.unit.map(crate::questionnaire::Unit::most).filter(|most| most.is_finite());
    bounds.chain(most).chain(question.at_most).collect()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// Odd cells that are tried for every question.
const ODD: &[&str] = &[
    "", " ", "unsure", "UNSURE", "nope", "null", "NaN", "nan", ".nan", "..nan", "nan.", "-inf",
    "Infinity", "+.inf", "infinit", "ınf", "0", "-0", "-0.0", "+0", "0%", "00", "1", "1%", "1.0",
    "01", "0.5", ".5", ",5", "0,85", "5.", "5,", "0.009", "-1", "-1%", "-.5", "+-1", "--1", "- 1",
    "1.200", "1,200", "12.500", "12,500", "999.999", "1234.567", "0.200", "01.200", "1.2000",
    "1.200%", "1.000", "1,000", "1.001", "1.2.3", "1,2,3", "1.2,3", "..5", ".5.", ".", ",", "%",
    "%5", "5%%", "5 % %", "50 %", "5e1", "5E1", "5e+1", "5e-1", "5e", "e5", "5e+", "5e1.5", "5ee1",
    "1e400", "1_0", "1 0", "1'0", "1\u{a0}0", "10_", "0x1E", "0x", "0b1", "0o7", "0xg", "0x1.",
    "100", "100.0", "100,0%", "100.01", "101", "1000", "1000.5", "1001", "\u{ff05}", "$30",
    "30-40", "a.5", "5a", "1.a", "''", "\\", "\\'", "\\n", "{{ 1 }}", "a;b", "-- a", "/* a */",
    "$1", ":a", "?", "cr\rhere",
];

/// Longer ones.
const LONGER: &[&str] = &[
    "50\u{a0}%",
    "50\u{2009}%",
    "\u{2003}50%",
    "\u{ff15}\u{ff10}",
    "\u{0665}\u{0660}",
    "1\u{2019}0",
    "1\u{202f}0",
    "1\u{2009}0",
    "123456789012345",
    "1234567890123456",
    ".12345678901234",
    ",123456789012345",
    "0.00000000000001",
    "0.000000000000001",
    "50\u{660}",
    "5\u{ff05}",
    "30 percent",
    "\u{1f600}",
    "5\u{1f600}",
    "' OR '1'='1",
    "\u{feff}5",
    "5\u{200b}",
    "tab\there",
    "line\nbreak",
];
