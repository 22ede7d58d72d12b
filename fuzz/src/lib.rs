//! What is fuzzed: one function for each thing that enters, which takes any bytes and
//! panics where a promise is broken. libFuzzer calls them (`.ci/fuzz`), and so do the
//! ordinary tests, with the files of `fuzz/corpus`.

pub mod answers;
pub mod mapping;
pub mod measure;
pub mod number;
pub mod page;
pub mod questionnaire;
pub mod rows;
pub mod translation;

use std::sync::LazyLock;

use salesmodel::questionnaire::{Builtin, Questionnaire};

/// A target: its name, which is that of the folder of its corpus, and its function.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 8] = [
    ("answers", answers::run),
    ("mapping", mapping::run),
    ("measure", measure::run),
    ("number", number::run),
    ("page", page::run),
    ("questionnaire", questionnaire::run),
    ("rows", rows::run),
    ("translation", translation::run),
];

/// The built-in questionnaire; reading it takes longer than most of what is fuzzed.
fn b2b() -> &'static Questionnaire {
    static B2B: LazyLock<Questionnaire> =
        LazyLock::new(|| Builtin::named("b2b").expect("it is built in").questionnaire());
    &B2B
}

/// Text for people never steers a terminal, whatever went in. Marks around a name that is
/// read from right to left are ours, and come in pairs.
pub fn is_harmless(text: &[u8]) {
    let text = std::str::from_utf8(text).expect("what is written is UTF-8");
    assert_eq!(text.matches('\u{2068}').count(), text.matches('\u{2069}').count(), "{text:?}");
    let may_stand = |c: char| matches!(c, '\n' | '\u{2068}' | '\u{2069}');
    let steering = text.chars().find(|c| !may_stand(*c) && salesmodel::wording::steers(*c));
    assert_eq!(steering, None, "{text:?}");
}
