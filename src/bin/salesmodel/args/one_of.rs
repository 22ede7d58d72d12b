//! Flags whose value is one of a table of names, each with a line in the help.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command, Error};

/// A name, what it means in a few words or none, and the value that it stands for.
pub(super) type NamedValue<T> = (&'static str, String, T);

/// Accepts the names in a table, and gives the value. The table is made only when a name is
/// looked up or listed: made at every start, it would cost more than all other flags
/// together.
#[derive(Clone)]
pub(super) struct OneOf<T>(pub(super) fn() -> Vec<NamedValue<T>>);

impl<T: Clone + Send + Sync + 'static> TypedValueParser for OneOf<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        let table = (self.0)();
        let names = PossibleValuesParser::new(table.iter().map(|(name, ..)| *name));
        let given = names.parse_ref(command, arg, value)?;
        let row = table.into_iter().find(|(name, ..)| *name == given);
        Ok(row.expect("the parser takes no other name").2)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |(name, about, _): NamedValue<T>| match about.as_str() {
            "" => PossibleValue::new(name),
            about => PossibleValue::new(name).help(about.to_owned()),
        };
        Some(Box::new((self.0)().into_iter().map(value)))
    }
}
