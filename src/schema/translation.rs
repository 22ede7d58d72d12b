//! The schema of a translation, which follows from its original: an editor offers
//! its ids, and shows the original of each text.

use std::io::{self, Write};

use serde_json::json;

use crate::document::write_value;
use crate::questionnaire::{Questionnaire, TRANSLATES};

/// Writes the schema of a translation of a questionnaire, with a line feed at the
/// end.
///
/// # Errors
///
/// Those of the writer.
pub fn write_translation(questionnaire: &Questionnaire, out: &mut dyn Write) -> io::Result<()> {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Translation of: {}", questionnaire.title()),
        "description": "The words of a questionnaire in another language, and nothing else.",
        "type": "object",
        "required": ["format", TRANSLATES, "lang"],
        "properties": questionnaire.translation_keys(),
        "additionalProperties": false,
    });
    write_value(&schema, out)
}
