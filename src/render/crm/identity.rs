//! Names as programs want them, made from names for people. By them a CRM knows what a
//! later import changes, so two pipelines must never share one, and the same pipeline
//! must get the same one every time.

use super::plan::{NamedBy, Pipeline};
use crate::questionnaire::Questionnaire;

/// The longest identity, in characters: that of a record type of Salesforce.
const LONGEST: usize = 80;

/// The hexadecimal digits of the number at the end: among a thousand pipelines with
/// the same letters, two share one with a chance of one in two million.
const DIGITS: usize = 10;

/// What tells a pipeline from every other, of this questionnaire and of others: the
/// words of its name, and a number made from the questionnaire, the pipeline and the
/// exact name. It has letters, digits and single underscores only, begins with a
/// letter and does not end with an underscore.
///
/// The words alone would not do: `Team North` and `Team-North` have the same ones,
/// and names in other scripts have none. A pipeline that nobody named is the same in
/// every language.
pub(super) fn identity(questionnaire: &Questionnaire, pipeline: &Pipeline<'_>) -> String {
    let owner = questionnaire.id().as_str();
    let (words, name) = match pipeline.named {
        NamedBy::ByDefault => (format!("{owner} {}", pipeline.id), ""),
        NamedBy::ByOrder => (pipeline.name.clone(), pipeline.name.as_str()),
    };
    let number = number([owner, pipeline.id, name]);
    let words = words.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_");
    let begins = words.starts_with(|c: char| c.is_ascii_alphabetic());
    let prefix = if begins { "" } else { "Pipeline_" };
    // Nothing is lost by cutting what the number is made from.
    let room = LONGEST - prefix.len() - "_".len() - DIGITS;
    let words = words[..words.len().min(room)].trim_end_matches('_');
    if words.is_empty() { format!("{prefix}{number}") } else { format!("{prefix}{words}_{number}") }
}

/// The FNV-1a hash of texts, which is the same everywhere and in every version,
/// folded to the length of the number. No text here has a byte of zero, so no two
/// lists of texts run together.
fn number(texts: [&str; 3]) -> String {
    const BITS: usize = DIGITS * 4;
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let folded = (hash ^ (hash >> BITS)) & ((1 << BITS) - 1);
    format!("{folded:0DIGITS$x}")
}
