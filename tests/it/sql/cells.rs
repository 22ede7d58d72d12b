//! Rows of cells as nobody should write them, drawn at random but the same in each run.

use std::fmt::Write as _;

use oorandom::Rand32;
use salesmodel::questionnaire::{Question, Questionnaire, UNSURE};

/// A cell for each question; `None` is NULL.
pub(crate) type Row = Vec<Option<String>>;

/// Rows for a questionnaire in its languages.
pub(super) fn rows(languages: &[Questionnaire], wanted: usize, seed: u64) -> Vec<Row> {
    let mut draw = Rand32::new(seed);
    let questions = languages[0].questions();
    (0..wanted)
        .map(|_| {
            // Most cells are options, or hardly any row would have a result.
            let odd = questions.len().max(2) as u32;
            let row = questions.iter().map(|question| match draw.rand_range(0..2 * odd) {
                0 | 1 => cell(languages, question, &mut draw),
                2 => None,
                _ => Some(option(question, &mut draw)),
            });
            row.collect()
        })
        .collect()
}

/// Replaces some cells by words, both spelt as people spell them and not.
pub(super) fn add_words(rows: &mut [Row], words: &[String], seed: u64) {
    let mut draw = Rand32::new(seed);
    for cell in rows.iter_mut().flatten() {
        if draw.rand_range(0..4) == 0 {
            let place = draw.rand_range(0..words.len() as u32) as usize;
            *cell = Some(spelt(&words[place], &mut draw));
        }
    }
}

fn spelt(word: &str, draw: &mut Rand32) -> String {
    let mut text = around(draw).to_owned();
    for c in word.chars() {
        let separates = matches!(c, ' ' | '-');
        match draw.rand_range(0..if separates { 3 } else { 12 }) {
            0 => text.push_str(pick(draw, SEPARATORS)),
            1 if separates => {}
            1 => text.push_str(&format!("{c}{}", pick(draw, &["\u{301}", "\u{308}", "\u{30a}"]))),
            _ => text.push(c),
        }
    }
    let text = match draw.rand_range(0..4) {
        0 => any_case(&text, draw),
        1 => changed(&text, draw),
        _ => text,
    };
    format!("{text}{}", around(draw))
}

/// What people put between words.
const SEPARATORS: &[&str] = &[
    " ", "  ", "-", " - ", "_", "\u{a0}", "\u{2009}", "\u{2013}", "\u{2212}", "\u{ad}", "\u{200b}",
    "\u{feff}", "\t", "\n", "--", ".", "/",
];

fn option(question: &Question, draw: &mut Rand32) -> String {
    let place = draw.rand_range(0..question.options.len() as u32 + 1) as usize;
    question.options.get(place).map_or(UNSURE, |option| option.id.as_str()).to_owned()
}

fn cell(languages: &[Questionnaire], question: &Question, draw: &mut Rand32) -> Option<String> {
    let text = match draw.rand_range(0..10) {
        0..=3 => word(languages, question, draw),
        4..=7 => number(question, draw),
        8 => pick(draw, FIXED).to_owned(),
        _ => {
            let count = draw.rand_range(0..6);
            (0..count).map(|_| pick_char(draw)).collect()
        }
    };
    let text = match draw.rand_range(0..6) {
        0 => any_case(&text, draw),
        1 => text.to_uppercase(),
        2 => changed(&text, draw),
        _ => text,
    };
    let (before, after) = (around(draw), around(draw));
    Some(format!("{before}{text}{after}"))
}

/// An id or a label in one of the languages.
fn word(languages: &[Questionnaire], question: &Question, draw: &mut Rand32) -> String {
    let language = &languages[draw.rand_range(0..languages.len() as u32) as usize];
    let options = &language.questions()[question.index].options;
    let option = &options[draw.rand_range(0..options.len() as u32) as usize];
    match draw.rand_range(0..5) {
        0 => option.id.to_string(),
        1 => language.words().text("not-sure"),
        2 => UNSURE.to_owned(),
        _ => option.label.clone(),
    }
}

/// A number near a bound, or any other, in one of the ways in which people write numbers.
fn number(question: &Question, draw: &mut Rand32) -> String {
    let ranges = question.options.iter().filter_map(|option| option.range);
    let mut bounds: Vec<f64> =
        ranges.flat_map(|range| [range.from, range.below]).flatten().collect();
    bounds.extend([0.0, 1.0, 100.0, 1000.0]);
    let bound = bounds[draw.rand_range(0..bounds.len() as u32) as usize];
    let number = match draw.rand_range(0..8) {
        0 => bound.to_string(),
        1 => format!("{}", (bound - 0.01).max(0.0)),
        2 => (bound + 0.01).to_string(),
        3 => format!("{:.3}", f64::from(draw.rand_range(0..2_000_000)) / 1000.0),
        4 => format!("{}", f64::from(draw.rand_range(0..1000)) / 1000.0),
        5 => draw.rand_range(0..1200).to_string(),
        6 => {
            format!("{}{}", draw.rand_range(0..1200), pick(draw, &[".", ",", ".0", ",00", ".000"]))
        }
        _ => format!("{:.*}", draw.rand_range(0..17) as usize, bound),
    };
    let mut text = String::new();
    if draw.rand_range(0..8) == 0 {
        text.push_str(pick(draw, &["+", "-", "+-", "- ", "00", "0", ".", "$"]));
    }
    match draw.rand_range(0..8) {
        0 | 1 => text.push_str(&number.replace('.', ",")),
        2 => {
            // A group of thousands, or something that looks like one.
            let group = pick(
                draw,
                &["_", " ", "'", "\u{2019}", "\u{a0}", "\u{202f}", "\u{2009}", ",", "."],
            );
            let place = draw.rand_range(0..number.len() as u32 + 1) as usize;
            let (before, after) = number.split_at(place);
            write!(text, "{before}{group}{after}").expect("a String takes any text");
        }
        _ => text.push_str(&number),
    }
    if draw.rand_range(0..8) == 0 {
        text.push_str(pick(draw, &["e1", "E+2", "e-1", "e", "e+", "x", "e1e1", "e.5", "\u{660}"]));
    }
    if draw.rand_range(0..2) == 0 {
        text.push_str(pick(draw, &["%", "%", "%", " %", "\u{a0}%", "\t%", "%%", "\u{ff05}"]));
    }
    text
}

/// A text with some letters in the other case.
fn any_case(text: &str, draw: &mut Rand32) -> String {
    text.chars()
        .flat_map(|c| {
            let other: Vec<char> = if draw.rand_range(0..2) == 0 {
                c.to_uppercase().collect()
            } else {
                c.to_lowercase().collect()
            };
            other
        })
        .collect()
}

/// A text with one character more, less or changed.
fn changed(text: &str, draw: &mut Rand32) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let place = draw.rand_range(0..chars.len() as u32 + 1) as usize;
    let end = draw.rand_range(0..3);
    if end > 0 && place < chars.len() {
        chars.remove(place);
    }
    if end < 2 {
        let c = pick_char(draw);
        chars.insert(place, c);
    }
    chars.into_iter().collect()
}

/// White space, or something that is not.
fn around(draw: &mut Rand32) -> String {
    if draw.rand_range(0..3) > 0 {
        return String::new();
    }
    let count = draw.rand_range(1..3);
    (0..count).map(|_| SPACES[draw.rand_range(0..SPACES.len() as u32) as usize]).collect()
}

fn pick<'t>(draw: &mut Rand32, from: &[&'t str]) -> &'t str {
    from[draw.rand_range(0..from.len() as u32) as usize]
}

fn pick_char(draw: &mut Rand32) -> char {
    let chars: Vec<char> = ODD.chars().collect();
    chars[draw.rand_range(0..chars.len() as u32) as usize]
}

/// The 25 characters that are white space, and some that look like it.
const SPACES: [char; 31] = [
    '\t', '\n', '\u{b}', '\u{c}', '\r', ' ', '\u{85}', '\u{a0}', '\u{1680}', '\u{2000}',
    '\u{2001}', '\u{2002}', '\u{2003}', '\u{2004}', '\u{2005}', '\u{2006}', '\u{2007}', '\u{2008}',
    '\u{2009}', '\u{200a}', '\u{2028}', '\u{2029}', '\u{202f}', '\u{205f}', '\u{3000}', '\u{200b}',
    '\u{feff}', '\u{180e}', '\u{2060}', '\u{2800}', '\u{2040}',
];

const ODD: &str = "0159.,%+-_'\"\\/;:#eExXiIıİsSσςΣkK\u{212a}å\u{212b}ßẞéÉ\u{301}少🙂\u{ff15}\u{660} \u{a0}\u{2028}\t\n\r{}$?*()[]<>|&`~^=@aBcDnNfF";

const FIXED: &[&str] = &[
    "",
    "nan",
    "NaN",
    "-inf",
    "+Infinity",
    ".nan",
    "..inf",
    "inf.",
    "İnf",
    "0x1E",
    "0B1",
    "0o",
    "0xg",
    "1e400",
    "123456789012345",
    "1234567890123456",
    ".12345678901234",
    ",123456789012345",
    "0.000000000000001",
    "1.2.3",
    "..5",
    ".5.",
    ".",
    ",",
    "%",
    "-",
    "+",
    "-0",
    "-0%",
    "null",
    "NULL",
    "true",
    "' OR 1=1 --",
    "'; DROP TABLE t; --",
    "\\",
    "\\'",
    "$$",
    "{{ x }}",
    "/* */",
    "1.200",
    "12,500",
    "999.999%",
    "0.200",
    "1,000",
];
