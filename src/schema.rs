//! JSON Schemas (draft 2020-12) of what is read and written, made from the very
//! types that do it: editors complete and check a file by them, and programs know
//! what to expect. A description in them is the doc comment of a field.
//!
//! ```
//! use salesmodel::schema::Schema;
//!
//! let mut bytes = Vec::new();
//! Schema::named("result").expect("there is one of results").write(&mut bytes)?;
//! assert!(String::from_utf8_lossy(&bytes).contains("https://json-schema.org/draft/2020-12/schema"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod answers;
mod translation;

use std::io::{self, Write};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, RestrictFormats};
use serde_json::Value;

use crate::batch::{line, summary};
use crate::document::write_value;
use crate::questionnaire::file;
use crate::render::comparison;
use crate::render::json::ResultJson;
use crate::render::measure;
use crate::render::models::ModelsJson;
use crate::render::problems::ReportJson;

pub use answers::write_answers;
pub use translation::write_translation;

/// A schema that is the same for every questionnaire.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Its name, as the command line gives it.
    pub name: &'static str,
    /// What it describes, in a few words.
    pub about: &'static str,
    make: fn() -> schemars::Schema,
}

/// Every such schema.
pub const SCHEMAS: &[Schema] = &[
    Schema {
        name: "questionnaire",
        about: "A questionnaire file",
        make: read::<file::QuestionnaireFile>,
    },
    Schema {
        name: "result",
        about: "The JSON of a diagnosis, shown or saved",
        make: written::<ResultJson<'static>>,
    },
    Schema {
        name: "comparison",
        about: "The JSON of `salesmodel compare`",
        make: written::<comparison::json::ComparisonJson<'static>>,
    },
    Schema {
        name: "rows",
        about: "A line of `salesmodel batch` as JSON Lines",
        make: written::<line::RowJson<'static>>,
    },
    Schema {
        name: "summary",
        about: "The JSON of the summary of `salesmodel batch`",
        make: written::<summary::SummaryJson<'static>>,
    },
    Schema {
        name: "gap",
        about: "The JSON of `salesmodel compare` for several people",
        make: written::<comparison::gap::json::GapJson<'static>>,
    },
    Schema {
        name: "measurement",
        about: "The JSON of `salesmodel measure`",
        make: written::<measure::json::MeasurementJson<'static>>,
    },
    Schema {
        name: "models",
        about: "The JSON of `salesmodel models`",
        make: written::<ModelsJson<'static>>,
    },
    Schema {
        name: "check",
        about: "The JSON of `salesmodel questions check`",
        make: written::<ReportJson<'static>>,
    },
];

impl Schema {
    /// The schema of this name.
    pub fn named(name: &str) -> Option<&'static Schema> {
        SCHEMAS.iter().find(|schema| schema.name == name)
    }

    /// Writes the schema as JSON, with a line feed at the end.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_value(&(self.make)(), out)
    }
}

/// Writes the schema of a type that a program writes as JSON, with a line feed at
/// the end.
///
/// # Errors
///
/// Those of the writer.
#[doc(hidden)]
pub fn write_written<T: JsonSchema>(out: &mut dyn Write) -> io::Result<()> {
    write_value(&written::<T>(), out)
}

/// The schema of a type that is read: a key that may be left out takes no `null` to say
/// so.
fn read<T: JsonSchema>() -> schemars::Schema {
    settings()
        .for_deserialize()
        .with_transform(RecursiveTransform(refuse_null))
        .into_generator()
        .into_root_schema_for::<T>()
}

/// The schema of a type that is written: every key is there, and later versions
/// may have more.
fn written<T: JsonSchema>() -> schemars::Schema {
    settings().for_serialize().into_generator().into_root_schema_for::<T>()
}

fn settings() -> SchemaSettings {
    // Without the formats that only Rust knows, `uint32` and such.
    SchemaSettings::draft2020_12()
        .with_transform(RestrictFormats::default())
        .with_transform(RecursiveTransform(join_lines))
}

/// A doc comment is broken into lines for the code, and an editor breaks them anew.
fn join_lines(schema: &mut schemars::Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ");
    }
}

/// Takes out `null`, which optional values have in Rust and no place in a file takes.
fn refuse_null(schema: &mut schemars::Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| choice["type"] != "null");
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            for (key, value) in only {
                schema.insert(key, value);
            }
        }
    }
}
