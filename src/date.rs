//! Days of the calendar, as results and answers files write them.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use jiff::civil;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day, written `2026-11-26`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// The day that Unix counts from, for what says no date.
    pub const EPOCH: Date = Date(civil::date(1970, 1, 1));

    /// The day of this many seconds since 1970 began, in UTC; none beyond the year 9999
    /// or before the year -9999.
    ///
    /// ```
    /// # use salesmodel::date::Date;
    /// assert_eq!(Date::of_unix_seconds(1_795_737_600).unwrap().to_string(), "2026-11-27");
    /// ```
    pub fn of_unix_seconds(seconds: i64) -> Option<Self> {
        let instant = jiff::Timestamp::from_second(seconds).ok()?;
        Some(Date(instant.to_zoned(jiff::tz::TimeZone::UTC).date()))
    }

    /// A day that was reckoned.
    pub(crate) fn of_civil(date: civil::Date) -> Self {
        Date(date)
    }

    /// The same day for reckoning.
    pub(crate) fn civil(self) -> civil::Date {
        self.0
    }

    /// Reads a day as it is written here: year, month and day with hyphens between.
    pub fn read(text: &str) -> Option<Self> {
        let is_plain = text.len() == 10
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if is_plain { text.parse().ok().map(Date) } else { None }
    }
}

impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::read(&text).ok_or_else(|| de::Error::custom("this must be a day, such as 2026-11-26"))
    }
}

impl JsonSchema for Date {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "examples": ["2026-11-26"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn only_days_that_exist_are_days() {
        for day in ["2026-11-26", "2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(Date::read(day).expect(day).to_string(), day);
        }
        for none in [
            "2026-02-29",
            "2026-13-01",
            "26-11-2026",
            "2026-1-1",
            "2026-11-26T00:00",
            "",
            "20261126",
            "+026-11-26",
        ] {
            assert_eq!(Date::read(none), None, "{none}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_utc() {
        let day = |seconds| Date::of_unix_seconds(seconds).map(|day| day.to_string());
        assert_eq!(day(0).as_deref(), Some("1970-01-01"));
        assert_eq!(day(-1).as_deref(), Some("1969-12-31"));
        assert_eq!(day(86_399).as_deref(), Some("1970-01-01"));
        assert_eq!(day(1_709_164_800).as_deref(), Some("2024-02-29"));
        assert_eq!(day(i64::MAX), None);
    }
}
