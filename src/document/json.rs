//! The tree of a JSON document that serde_json has read, and a document as JSON.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value as Json;

use super::{Entry, Node, Value};

/// JSON that was read elsewhere, without places.
impl From<Json> for Node {
    fn from(json: Json) -> Self {
        let value = match json {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(value),
            Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(number), _) => Value::Whole(number),
                (None, number) => Value::Real(number.unwrap_or(f64::NAN)),
            },
            Json::String(text) => Value::Text(text),
            Json::Array(items) => Value::List(items.into_iter().map(Node::from).collect()),
            Json::Object(entries) => {
                let entry = |(key, value)| Entry { key, position: None, node: Node::from(value) };
                Value::Map(entries.into_iter().map(entry).collect())
            }
        };
        Node { position: None, value, span: None }
    }
}

/// Writes a YAML document as indented JSON with a line feed at the end; keys keep
/// their order.
///
/// # Errors
///
/// Those of the writer, and what keeps the text from being a document.
pub fn write_json(text: &str, mut out: &mut dyn Write) -> io::Result<()> {
    let root = Node::parse(text).map_err(io::Error::other)?;
    serde_json::to_writer_pretty(&mut out, &root)?;
    out.write_all(b"\n")
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Null | Value::Hole => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Whole(value) => serializer.serialize_i64(*value),
            Value::Real(value) => serializer.serialize_f64(*value),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items),
            Value::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for entry in entries {
                    map.serialize_entry(&entry.key, &entry.node)?;
                }
                map.end()
            }
        }
    }
}
