//! The tree of a JSON document that serde_json has read.

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
        Node { position: None, value }
    }
}
