//! What a reader of YAML finds, as the tree of a document.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::{Member, Node, TextSpan, Value, position};

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Value>::deserialize(deserializer)?;
        let span = spanned.defined.span();
        let span = span.byte_offset().zip(span.byte_len());
        let span =
            span.map(|(start, length)| TextSpan { start: start as usize, length: length as usize });
        Ok(Node { position: position(spanned.referenced), value: spanned.value, span, odd: None })
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Whole(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        // Beyond 2^63 the last digits do not matter to any question.
        Ok(i64::try_from(value).map_or(Value::Real(value as f64), Value::Whole))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Real(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Spanned<Key>>()? {
            let position = position(key.referenced);
            entries.push(Member { key: key.value.0, position, node: map.next_value()? });
        }
        Ok(Value::Map(entries))
    }
}

/// What is wrong with a list or a mapping as a key.
pub(super) const NO_KEY: &str = "a key must be text";

/// The key of a mapping. It is refused while it is read, so that the error knows its place.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Key(match Value::deserialize(deserializer)? {
            Value::Null => "~".to_owned(),
            Value::Bool(key) => key.to_string(),
            Value::Whole(key) => key.to_string(),
            Value::Real(key) => key.to_string(),
            Value::Text(key) => key,
            Value::List(_) | Value::Map(_) | Value::Hole => {
                return Err(D::Error::custom(NO_KEY));
            }
        }))
    }
}
