//! A translation that is still to be written: every item with the fingerprint of its
//! original, and an empty text below each original text.

use super::reader::ORIGINAL;
use super::slots::{Slots, WordSlot, fingerprint};
use super::{FORMAT, Questionnaire, TRANSLATES};

/// The widest line of a comment, in characters.
const WIDTH: usize = 88;

/// A translation of a questionnaire into a language, with all its words still to be
/// written. It passes the check, with warnings about what is missing.
pub fn skeleton(questionnaire: &Questionnaire, lang: &str) -> String {
    let mut original = questionnaire.clone();
    let mut page = SkeletonYaml(format!(
        "# The words of {id} in another language; ids, points and numbers stay there.\n\
         # Write each text below its original. `{ORIGINAL}` is the fingerprint of the\n\
         # words that you translate: `salesmodel questions check` says so when they have\n\
         # changed since.\n\n\
         format: {FORMAT}\n{TRANSLATES}: {id}\nlang: {lang}\n",
        id = original.id,
    ));
    page.word("", "title", &WordSlot::Must(&mut original.title));
    page.word("", "intro", &WordSlot::May(&mut original.intro));
    page.line("", "\nquestions:");
    for question in &mut original.questions {
        let id = question.id.to_string();
        page.item("  ", &id, &question.own_slots());
        page.line("    ", "options:");
        for option in &mut question.options {
            let id = option.id.to_string();
            page.item("      ", &id, &option.slots());
        }
    }
    for list in original.word_lists().iter().filter(|list| !list.items.is_empty()) {
        page.line("", &format!("\n{}:", list.key));
        for (id, slots) in &list.items {
            page.item("  ", id.as_str(), slots);
        }
    }
    page.0
}

/// The file, as far as it is written.
struct SkeletonYaml(String);

impl SkeletonYaml {
    fn line(&mut self, indent: &str, text: &str) {
        self.0.push_str(indent);
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn item(&mut self, indent: &str, id: &str, slots: &Slots<'_>) {
        self.line(indent, &format!("{id}:"));
        let indent = format!("{indent}  ");
        self.line(&indent, &format!("{ORIGINAL}: \"{}\"", fingerprint(slots)));
        for (key, slot) in slots {
            self.word(&indent, key, slot);
        }
    }

    /// Writes the original as a comment, and below it a place for its translation.
    fn word(&mut self, indent: &str, key: &str, slot: &WordSlot<'_>) {
        if slot.is_empty() {
            return;
        }
        let (mark, empty) = match slot {
            WordSlot::Each(_) => ("# - ", "[]"),
            WordSlot::Must(_) | WordSlot::May(_) => ("# ", "\"\""),
        };
        for text in slot.texts() {
            let first = format!("{indent}{mark}");
            let further = format!("{indent}#{}", " ".repeat(mark.len() - 1));
            let options =
                textwrap::Options::new(WIDTH).initial_indent(&first).subsequent_indent(&further);
            self.line("", &textwrap::fill(text, options));
        }
        self.line(indent, &format!("{key}: {empty}"));
    }
}
