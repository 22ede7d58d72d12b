//! Days, as exports write them: in either order of day and month, with or without a
//! time, and as the numbers that spreadsheets and databases keep.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::both::Both;

/// A day of the calendar, as the number `yyyymmdd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// A day, if the calendar has it between 1900 and 2199.
    pub fn new(year: i32, month: i32, day: i32) -> Option<Self> {
        let date =
            Date::new(i16::try_from(year).ok()?, month.try_into().ok()?, day.try_into().ok()?);
        date.ok().filter(|date| (1900..2200).contains(&date.year())).map(Day::of)
    }

    /// The day of so many seconds after 1970 began, in UTC.
    pub fn of_epoch(seconds: i64) -> Option<Self> {
        let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
        Day::of_days(Date::constant(1970, 1, 1), days)
    }

    /// Reads `2026-07-01`.
    pub fn iso(text: &str) -> Option<Self> {
        text.parse::<Date>().ok().map(Day::of)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0 / 10_000
    }

    /// The month, from 1.
    pub fn month(self) -> i32 {
        self.0 / 100 % 100
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i32 {
        self.0 % 100
    }

    /// The first day of so many months that end on this one.
    #[must_use]
    pub fn months_that_end(self, months: i32) -> Self {
        let date = self.date().saturating_sub(months.months());
        Day::of(date.saturating_add(1.day()))
    }

    /// The same day so many months earlier, or the last of a month that is shorter.
    #[must_use]
    pub fn months_before(self, months: i32) -> Self {
        Day::of(self.date().saturating_sub(months.months()))
    }

    /// The days from this one to a later one.
    pub fn days_until(self, later: Day) -> i32 {
        self.date().until(later.date()).map_or(0, |span| span.get_days())
    }

    fn of(date: Date) -> Self {
        Day(i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day()))
    }

    fn of_days(from: Date, days: i32) -> Option<Self> {
        let date = from.checked_add(days.days()).ok()?;
        (1900..2200).contains(&date.year()).then(|| Day::of(date))
    }

    fn date(self) -> Date {
        Date::new(self.year() as i16, self.month() as i8, self.day() as i8)
            .expect("a day is made of a date")
    }
}

impl From<crate::date::Date> for Day {
    fn from(date: crate::date::Date) -> Self {
        Day::of(date.civil())
    }
}

impl From<Day> for crate::date::Date {
    fn from(day: Day) -> Self {
        crate::date::Date::of_civil(day.date())
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

/// Reads a day in both orders: first with the day before the month, then with the
/// month before the day. None if it is none in either.
pub(super) fn read(text: &str) -> Option<Both<Day>> {
    let both = written(text.trim())?;
    // What programs write for no day at all; no firm's history begins on it.
    let is_none = |day: Option<Day>| day.is_some_and(|day| NO_DAYS.contains(&day));
    (!is_none(both.first) && !is_none(both.second)).then_some(both)
}

/// The first day of Unix and that of spreadsheets.
const NO_DAYS: [Day; 2] = [Day(19_700_101), Day(19_000_101)];

fn written(text: &str) -> Option<Both<Day>> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text.bytes().filter(|byte| *byte == b'.').count() < 2
    {
        return number(text).map(Both::same);
    }
    let end = text.find(['T', ' ']).filter(|end| is_time(&text[end + 1..]));
    let date = end.map_or(text, |end| text[..end].trim_end_matches(','));
    let mark = date.chars().find(|c| "-/.".contains(*c));
    let Some(parts) = mark.and_then(|mark| split(date, mark)) else {
        return in_words(text).map(Both::same);
    };
    let [first, second, third] = parts.map(|part| part.parse::<i32>().ok());
    let (first, second, third) = (first?, second?, third?);
    match (parts[0].len(), parts[2].len()) {
        (4, 1 | 2) => Day::new(first, second, third).map(Both::same),
        (1 | 2, 4) => {
            let both = Both {
                first: Day::new(third, second, first),
                second: Day::new(third, first, second),
            };
            both.any().map(|_| both)
        }
        // With two digits for the year, nobody can say which of the three it is.
        _ => None,
    }
}

/// Three parts of digits.
fn split(date: &str, mark: char) -> Option<[&str; 3]> {
    let mut parts = date.split(mark);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (parts.next().is_none() && three.iter().all(digits)).then_some(three)
}

/// `16:45`, `09:12:44.000Z`, `4:27 PM`, `10:30:00 +02:00`.
fn is_time(text: &str) -> bool {
    let text = text.trim();
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_digit())
        && text.contains(':')
        && text.chars().all(|c| c.is_ascii_digit() || ":. +-ZAPMapmUTC".contains(c))
}

/// A day as one number: `20250101`, the serial number of a spreadsheet, or the
/// milliseconds since 1970.
fn number(text: &str) -> Option<Day> {
    let whole = text.split('.').next().unwrap_or_default();
    let value: i64 = whole.parse().ok()?;
    match (whole.len(), whole.len() == text.len()) {
        (8, true) => {
            Day::new((value / 10_000) as i32, (value / 100 % 100) as i32, (value % 100) as i32)
        }
        (13, true) => Day::of_epoch(value / 1000),
        // From 1954 to 2119.
        (5, _) if (20_000..80_000).contains(&value) => {
            Day::of_days(Date::constant(1899, 12, 30), value as i32)
        }
        _ => None,
    }
}

/// `5 Jan 2025`, `05-Jan-2025`, `Jan 5, 2025`, with a time or without.
fn in_words(text: &str) -> Option<Day> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const LONG: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let mut parts = text.split([' ', '-', ',']).filter(|part| !part.is_empty());
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month = |part: &str| {
        let part = part.to_ascii_lowercase();
        (0..12).find(|i| MONTHS[*i] == part || LONG[*i] == part).map(|i| i as i32 + 1)
    };
    let number = |part: &str| part.parse::<i32>().ok();
    let year = number(year).filter(|_| year.len() == 4)?;
    match (month(first), month(second)) {
        (Some(month), None) => Day::new(year, month, number(second)?),
        (None, Some(month)) => Day::new(year, month, number(first)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(text: &str) -> (Option<String>, Option<String>) {
        let shown = |day: Option<Day>| day.map(|day| day.to_string());
        read(text).map_or((None, None), |both| (shown(both.first), shown(both.second)))
    }

    #[test]
    fn days_are_read_as_they_are_written() {
        for (text, first, second) in [
            ("2026-07-01", "2026-07-01", "2026-07-01"),
            ("2026-07-01 00:00:00", "2026-07-01", "2026-07-01"),
            ("2026-07-01T10:30:00.000Z", "2026-07-01", "2026-07-01"),
            ("2026/7/1", "2026-07-01", "2026-07-01"),
            ("31.12.2026", "2026-12-31", ""),
            ("01-14-2020", "", "2020-01-14"),
            ("3/1/2017", "2017-01-03", "2017-03-01"),
            ("1/21/2024 4:27 PM", "", "2024-01-21"),
            ("27.10.2025, 09:15", "2025-10-27", ""),
            ("1/21/2024, 4:27 PM", "", "2024-01-21"),
            ("1970-01-01 00:00:00", "", ""),
            ("01/01/1900", "", ""),
            ("0", "", ""),
            ("20250101", "2025-01-01", "2025-01-01"),
            ("45631", "2024-12-05", "2024-12-05"),
            ("45631.75", "2024-12-05", "2024-12-05"),
            ("1470145673504", "2016-08-02", "2016-08-02"),
            ("5 Jan 2025", "2025-01-05", "2025-01-05"),
            ("Jan 5, 2025, 10:00 AM", "2025-01-05", "2025-01-05"),
            ("29-Feb-2024", "2024-02-29", "2024-02-29"),
            ("TBD", "", ""),
            ("", "", ""),
            ("31/31/2024", "", ""),
            ("29.2.2023", "", ""),
            ("1/2/24", "", ""),
            ("2024-13-01", "", ""),
            ("2024-01-01 and later", "", ""),
            ("123", "", ""),
            ("99999999", "", ""),
            ("1.2.3.4", "", ""),
        ] {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            assert_eq!(readings(text), (some(first), some(second)), "{text:?}");
        }
    }

    #[test]
    fn a_year_ends_on_its_day() {
        let day = |text: &str| Day::iso(text).expect("it is a day");
        for (last, first) in [
            ("2026-10-26", "2025-10-27"),
            ("2024-02-29", "2023-03-01"),
            ("2025-02-28", "2024-02-29"),
        ] {
            assert_eq!(day(last).months_that_end(12), day(first), "{last}");
        }
        assert_eq!(day("2025-10-27").months_before(12), day("2024-10-27"));
        assert_eq!(day("2026-10-26").days_until(day("2026-11-26")), 31);
        assert_eq!(Day::of_epoch(-1), Some(day("1969-12-31")));
    }
}
