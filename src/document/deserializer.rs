//! Lets serde read the tree: errors carry the path to the place where they arose, and a
//! hole reads as whatever is asked for.

use std::fmt::{self, Display};

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};

use super::reader::{missing_key, unknown_key, wrong_type};
use super::{Member, Node, Path, TrailStep, Value};
use crate::problem::Problem;
use crate::wording;

/// What kept a value from being read, and where; the steps run from the value
/// up to the root. Boxed, because serde passes it through every call.
#[derive(Debug)]
pub(crate) struct Error(Box<Located>);

#[derive(Debug)]
struct Located {
    steps: Vec<TrailStep>,
    fault: ReadFault,
}

/// What kept a value from being read.
#[derive(Debug)]
pub(super) enum ReadFault {
    UnknownKey {
        key: String,
        known: &'static [&'static str],
    },
    MissingKey {
        key: &'static str,
    },
    /// A number that is not written in plain digits.
    OddNumber(Problem),
    Other(String),
}

impl ReadFault {
    pub(super) fn into_problem(self) -> Problem {
        match self {
            ReadFault::UnknownKey { key, known } => unknown_key(&key, known.iter().copied()),
            ReadFault::MissingKey { key } => missing_key(key),
            ReadFault::OddNumber(problem) => problem,
            ReadFault::Other(what) => wrong_type(what),
        }
    }
}

impl Error {
    /// The path to the fault, and the fault.
    pub(super) fn into_parts(self) -> (Path, ReadFault) {
        let Located { mut steps, fault } = *self.0;
        steps.reverse();
        (Path { steps }, fault)
    }

    fn new(fault: ReadFault) -> Self {
        Error(Box::new(Located { steps: Vec::new(), fault }))
    }

    fn below(mut self, step: TrailStep) -> Self {
        self.0.steps.push(step);
        self
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0.fault)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Error::new(ReadFault::Other(message.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let is_scalar = !matches!(found, Unexpected::Seq | Unexpected::Map | Unexpected::Unit);
        let found = match found {
            Unexpected::Unit | Unexpected::Option => "empty".to_owned(),
            Unexpected::Bool(value) => format!("the truth value {value}"),
            Unexpected::Unsigned(value) => format!("the number {value}"),
            Unexpected::Signed(value) => format!("the number {value}"),
            Unexpected::Float(value) => format!("the number {value}"),
            Unexpected::Str(text) => wording::quote(text),
            Unexpected::Seq => "a list".to_owned(),
            _ => "a mapping".to_owned(),
        };
        let expected = match expected.to_string().as_str() {
            "a string" if is_scalar => "text; put it in quotes".to_owned(),
            "a string" => "text".to_owned(),
            "a sequence" => "a list, such as [one, two]".to_owned(),
            "a map" => "a mapping, such as {key: value}".to_owned(),
            "a boolean" => "true or false".to_owned(),
            "u32" => "a whole number, 1 or more".to_owned(),
            "u64" => "a whole number, 0 or more".to_owned(),
            "f64" => "a number".to_owned(),
            kind if kind.starts_with("struct ") => "a mapping".to_owned(),
            other => other.to_owned(),
        };
        Error::custom(format_args!("this is {found}, but must be {expected}"))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Error::invalid_type(found, expected)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Error::custom(format_args!(
            "this is {}, but must be {}",
            wording::quote(variant),
            wording::one_of(expected)
        ))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Error::new(ReadFault::UnknownKey { key: field.to_owned(), known: expected })
    }

    fn missing_field(field: &'static str) -> Self {
        Error::new(ReadFault::MissingKey { key: field })
    }
}

impl Node {
    /// The node, for a caller that needs a number; an error if the number is not written in
    /// plain digits. A caller that needs text does not ask: there, the remedy is quotes,
    /// however the number is written.
    fn plain_number(&self) -> Result<&Self, Error> {
        match self.odd_number() {
            Some(problem) => Err(Error::new(ReadFault::OddNumber(problem))),
            None => Ok(self),
        }
    }
}

impl<'de> IntoDeserializer<'de, Error> for &'de Node {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            Value::Null | Value::Hole => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Whole(value) => match u64::try_from(*value) {
                Ok(value) => visitor.visit_u64(value),
                Err(_) => visitor.visit_i64(*value),
            },
            Value::Real(value) => visitor.visit_f64(*value),
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::List(items) => visitor.visit_seq(ListItems { items: items.iter().enumerate() }),
            Value::Map(entries) => {
                visitor.visit_map(Entries { entries: entries.iter(), next: None })
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // Only a key that is left out is `None`. One that is there, even if empty, must
        // have a value.
        visitor.visit_some(self)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            Value::Hole => visitor.visit_str(""),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            Value::Hole => visitor.visit_bool(false),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            Value::Hole => visitor.visit_u32(0),
            _ => self.plain_number()?.deserialize_any(visitor),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            // No comparison finds anything wrong with NaN, so a hole causes no second
            // problem.
            Value::Hole => visitor.visit_f64(f64::NAN),
            _ => self.plain_number()?.deserialize_any(visitor),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            Value::Hole => visitor.visit_u64(0),
            _ => self.plain_number()?.deserialize_any(visitor),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            Value::Hole => visitor.visit_seq(ListItems { items: [].iter().enumerate() }),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            Value::Hole => visitor.visit_map(Entries { entries: [].iter(), next: None }),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.value {
            Value::Hole => visitor.visit_map(Holes { fields: fields.iter(), hole: self }),
            // Serde would read a list as the fields in their order.
            Value::List(_) => Err(Error::invalid_type(Unexpected::Seq, &"a mapping")),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.value {
            Value::Hole => visitor.visit_enum(variants[0].into_deserializer()),
            Value::Text(text) => {
                let variant: StrDeserializer<'_, Error> = text.as_str().into_deserializer();
                visitor.visit_enum(variant)
            }
            _ => Err(Error::custom(format_args!("this must be {}", wording::one_of(variants)))),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f32 char bytes byte_buf unit unit_struct
        tuple tuple_struct identifier ignored_any
    }
}

struct ListItems<'de> {
    items: std::iter::Enumerate<std::slice::Iter<'de, Node>>,
}

impl<'de> SeqAccess<'de> for ListItems<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some((i, item)) = self.items.next() else {
            return Ok(None);
        };
        seed.deserialize(item).map(Some).map_err(|error| error.below(TrailStep::Item(i)))
    }
}

struct Entries<'de> {
    entries: std::slice::Iter<'de, Member>,
    next: Option<&'de Member>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        self.next = self.entries.next();
        let Some(entry) = self.next else {
            return Ok(None);
        };
        let key: StrDeserializer<'_, Error> = entry.key.as_str().into_deserializer();
        seed.deserialize(key)
            .map(Some)
            .map_err(|error| error.below(TrailStep::Name(entry.key.clone())))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let entry = self.next.take().ok_or_else(|| Error::custom("a value before its key"))?;
        seed.deserialize(&entry.node)
            .map_err(|error| error.below(TrailStep::Key(entry.key.clone())))
    }
}

/// A mapping that has every field of a struct, each of them a hole.
struct Holes<'de> {
    fields: std::slice::Iter<'static, &'static str>,
    hole: &'de Node,
}

impl<'de> MapAccess<'de> for Holes<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(field) = self.fields.next() else {
            return Ok(None);
        };
        let key: StrDeserializer<'_, Error> = field.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.hole)
    }
}
