//! Days of the calendar, as results and answers files write them.
//!
//! ```
//! use salesmodel::date::Date;
//!
//! let day = Date::new(2026, 11, 26).expect("November has thirty days");
//! assert_eq!(day.to_string(), "2026-11-26");
//! assert_eq!("2026-11-26".parse(), Ok(day));
//! assert_eq!(Date::new(2026, 11, 31), None);
//! ```

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use jiff::{ToSpan as _, civil};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day, written `2026-11-26`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// The day that Unix counts from, for what says no date.
    pub const EPOCH: Date = Date(civil::date(1970, 1, 1));

    /// A day, if the calendar has it; months and days count from 1.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Date)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day of this many seconds since 1970 began, in UTC; `None` beyond the year 9999
    /// or before the year -9999.
    ///
    /// ```
    /// # use salesmodel::date::Date;
    /// let day = Date::from_unix_seconds(1_795_737_600);
    /// assert_eq!(day, Date::new(2026, 11, 27));
    /// ```
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        let instant = jiff::Timestamp::from_second(seconds).ok()?;
        Some(Date(instant.to_zoned(jiff::tz::TimeZone::UTC).date()))
    }

    /// The day that is the given number of days later; `None` after the last year.
    pub(crate) fn plus_days(self, days: i32) -> Option<Self> {
        self.0.checked_add(days.days()).ok().map(Date)
    }

    /// The first day of the given number of months that end on this day.
    pub(crate) fn months_that_end(self, months: i32) -> Self {
        Date(self.0.saturating_sub(months.months()).saturating_add(1.day()))
    }

    /// The same day the given number of months earlier, or the last day of a shorter month.
    pub(crate) fn months_before(self, months: i32) -> Self {
        Date(self.0.saturating_sub(months.months()))
    }

    /// The days from this one to a later one.
    pub(crate) fn days_until(self, later: Date) -> i32 {
        self.0.until(later.0).map_or(0, |span| span.get_days())
    }

    /// Reads a day as files have to write it: year, month and day with hyphens between.
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

/// Reads a day in ISO 8601: `2026-11-26`, `20261126`. [`Date::read`] takes only the
/// first.
impl FromStr for Date {
    type Err = NoSuchDate;

    fn from_str(text: &str) -> Result<Self, NoSuchDate> {
        text.parse().map(Date).map_err(|_| NoSuchDate)
    }
}

/// A text that is not a day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoSuchDate;

impl Display for NoSuchDate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("this must be a day, such as 2026-11-26")
    }
}

impl Error for NoSuchDate {}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::read(&text).ok_or_else(|| de::Error::custom(NoSuchDate))
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
    fn a_year_ends_on_its_day() {
        let day = |text: &str| Date::read(text).expect("it is a day");
        for (last, first) in [
            ("2026-10-26", "2025-10-27"),
            ("2024-02-29", "2023-03-01"),
            ("2025-02-28", "2024-02-29"),
        ] {
            assert_eq!(day(last).months_that_end(12), day(first), "{last}");
        }
        assert_eq!(day("2025-10-27").months_before(12), day("2024-10-27"));
        assert_eq!(day("2026-10-26").days_until(day("2026-11-26")), 31);
    }

    #[test]
    fn a_day_begins_at_midnight_in_utc() {
        let day = |seconds| Date::from_unix_seconds(seconds).map(|day| day.to_string());
        assert_eq!(day(0).as_deref(), Some("1970-01-01"));
        assert_eq!(day(-1).as_deref(), Some("1969-12-31"));
        assert_eq!(day(86_399).as_deref(), Some("1970-01-01"));
        assert_eq!(day(1_709_164_800).as_deref(), Some("2024-02-29"));
        assert_eq!(day(i64::MAX), None);
    }
}
