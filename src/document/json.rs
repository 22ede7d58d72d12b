//! Trees from JSON that serde_json has read, and the writing of everything that is JSON.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value as Json;

use super::{Member, Node, Value};
use crate::wording::steers;

/// A tree from JSON that was read elsewhere. It has no places.
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
                let entry = |(key, value)| Member { key, position: None, node: Node::from(value) };
                Value::Map(entries.into_iter().map(entry).collect())
            }
        };
        Node { position: None, value, span: None, odd: None }
    }
}

/// Writes a YAML document as indented JSON with a line feed at the end; keys keep
/// their order.
///
/// # Errors
///
/// Those of the writer, and what keeps the text from being a document.
pub fn write_json(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let root = Node::parse(text).map_err(io::Error::other)?;
    write_value(&root, out)
}

/// Writes a value as indented JSON with a line feed at the end. Characters that would steer
/// a terminal which shows the JSON are escaped.
///
/// # Errors
///
/// Those of the writer, and a value that JSON cannot express.
pub fn write_value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut json = serde_json::to_vec_pretty(value)?;
    escape(&mut json, 0);
    json.push(b'\n');
    out.write_all(&json)
}

/// Writes a value as JSON without spaces, escaped like all JSON that we write.
pub(crate) fn write_compact(value: &(impl Serialize + ?Sized), out: &mut Vec<u8>) {
    let start = out.len();
    serde_json::to_writer(&mut *out, value)
        .expect("memory can be written, and every key is a text");
    escape(out, start);
}

/// Escapes every character after `start` that would steer a terminal. JSON requires escapes
/// only for the first 32 control characters, but terminals obey more. In JSON, the others
/// can occur only within strings, so it is safe to replace them anywhere in a document.
fn escape(json: &mut Vec<u8>, start: usize) {
    // Most JSON needs none, and a batch writes a lot of it.
    if json[start..].is_ascii() && memchr::memchr(0x7F, &json[start..]).is_none() {
        return;
    }
    let text = String::from_utf8(json.split_off(start)).expect("JSON is UTF-8");
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|c| c >= '\x7F' && steers(c)) {
        let c = rest[at..].chars().next().expect("it was just found");
        json.extend_from_slice(&rest.as_bytes()[..at]);
        json.extend_from_slice(format!("\\u{:04x}", u32::from(c)).as_bytes());
        rest = &rest[at + c.len_utf8()..];
    }
    json.extend_from_slice(rest.as_bytes());
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

#[cfg(test)]
mod tests {
    use super::{write_compact, write_value};

    /// Delete is the only ASCII character that JSON allows unescaped and a terminal obeys.
    #[test]
    fn delete_is_escaped_among_plain_letters() {
        let mut compact = Vec::new();
        write_compact("a\u{7f}b", &mut compact);
        assert_eq!(compact, br#""a\u007fb""#);
    }

    /// Another reader reads back what was written, and the JSON has no character that
    /// steers a terminal except the line feeds between its lines.
    #[test]
    fn json_steers_no_terminal_and_says_the_same() {
        let all: String = (0..0x2100).filter_map(char::from_u32).collect();
        let value = vec![all, "\u{1f469}\u{200d}\u{1f467} \u{2066}\\ \" \u{9b}".to_owned()];
        let mut pretty = Vec::new();
        write_value(&value, &mut pretty).expect("memory can be written");
        let mut compact = b"before \xFF".to_vec();
        write_compact(&value, &mut compact);
        let compact = compact.strip_prefix(b"before \xFF").expect("what was there stays");
        for json in [&pretty[..], compact] {
            let text = std::str::from_utf8(json).expect("JSON is UTF-8");
            let read: Vec<String> = serde_json::from_str(text).expect("it is JSON");
            assert_eq!(read, value);
            let steering: Vec<char> = text
                .chars()
                .filter(|c| *c != '\n')
                .filter(|c| {
                    c.is_control()
                        || "\u{61C}\u{200E}\u{200F}\u{2028}\u{2029}".contains(*c)
                        || ('\u{202A}'..='\u{202E}').contains(c)
                        || ('\u{2066}'..='\u{2069}').contains(c)
                })
                .collect();
            assert_eq!(steering, Vec::<char>::new());
        }
    }
}
