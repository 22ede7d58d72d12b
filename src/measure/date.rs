//! Days, as exports write them: in either order of day and month, with or without a
//! time, and as the numbers that spreadsheets and databases keep.

use super::both::Both;
use crate::date::Date;

/// A day, if the calendar has it between 1900 and 2199.
fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    let day = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?);
    day.filter(|day| is_plausible(*day))
}

/// The day that is the given number of days after another, if it is between 1900 and
/// 2199.
fn days_after(first: Date, days: i64) -> Option<Date> {
    first.plus_days(days.try_into().ok()?).filter(|day| is_plausible(*day))
}

fn is_plausible(day: Date) -> bool {
    (1900..2200).contains(&day.year())
}

/// Reads a day in both orders: first with the day before the month, then with the month
/// before the day. `None` if it is not a day in either.
pub(super) fn read(text: &str) -> Option<Both<Date>> {
    let both = written(text.trim())?;
    // The first day of Unix and that of spreadsheets: programs write it for no day at
    // all, and no firm's history begins on it.
    let is_none = |read: Option<Date>| {
        read.is_some_and(|read| read == Date::EPOCH || Some(read) == day(1900, 1, 1))
    };
    (!is_none(both.first) && !is_none(both.second)).then_some(both)
}

fn written(text: &str) -> Option<Both<Date>> {
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
        (4, 1 | 2) => day(first, second, third).map(Both::same),
        (1 | 2, 4) => {
            let both = Both { first: day(third, second, first), second: day(third, first, second) };
            both.any().map(|_| both)
        }
        // With two digits for the year, any of the three parts could be the year.
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
fn number(text: &str) -> Option<Date> {
    let whole = text.split('.').next().unwrap_or_default();
    let value: i64 = whole.parse().ok()?;
    match (whole.len(), whole.len() == text.len()) {
        (8, true) => day((value / 10_000) as i32, (value / 100 % 100) as i32, (value % 100) as i32),
        (13, true) => days_after(Date::EPOCH, (value / 1000).div_euclid(86_400)),
        // From 1954 to 2119.
        (5, _) if (20_000..80_000).contains(&value) => days_after(Date::new(1899, 12, 30)?, value),
        _ => None,
    }
}

/// `5 Jan 2025`, `05-Jan-2025`, `Jan 5, 2025`, with a time or without.
fn in_words(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
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
        let is = |month: &&str| **month == part || month[..3] == part;
        (1..).zip(MONTHS).find(|(_, month)| is(month)).map(|(number, _)| number)
    };
    let number = |part: &str| part.parse::<i32>().ok();
    let year = number(year).filter(|_| year.len() == 4)?;
    match (month(first), month(second)) {
        (Some(month), None) => day(year, month, number(second)?),
        (None, Some(month)) => day(year, month, number(first)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(text: &str) -> (Option<String>, Option<String>) {
        let shown = |day: Option<Date>| day.map(|day| day.to_string());
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
            ("2024-01-01 12", "", ""),
            ("2024-01-01 12:00 or so", "", ""),
            ("2024-01-01 :12", "", ""),
            ("1899-12-31", "", ""),
            ("1900-01-02", "1900-01-02", "1900-01-02"),
            ("2199-12-31", "2199-12-31", "2199-12-31"),
            ("2200-01-01", "", ""),
            ("123", "", ""),
            ("99999999", "", ""),
            ("1.2.3.4", "", ""),
        ] {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            assert_eq!(readings(text), (some(first), some(second)), "{text:?}");
        }
    }
}
