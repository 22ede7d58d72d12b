//! The day on which a result is made.

use std::time::SystemTime;

use salesmodel::date::Date;
use salesmodel::wording;

use crate::failure::Failure;
use crate::settings::{SOURCE_DATE, Settings};

/// The day, in UTC: that of `SOURCE_DATE_EPOCH` where it is set.
///
/// # Errors
///
/// The variable holds no moment.
pub(crate) fn today(settings: &Settings) -> Result<Date, Failure> {
    let Some(written) = &settings.source_date else {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let seconds = now.ok().and_then(|now| i64::try_from(now.as_secs()).ok());
        return Ok(seconds.and_then(Date::from_unix_seconds).unwrap_or(Date::EPOCH));
    };
    let seconds = written.to_str().and_then(|written| written.trim().parse().ok());
    seconds.and_then(Date::from_unix_seconds).ok_or_else(|| {
        let written = wording::quote(&written.to_string_lossy());
        Failure::usage(format!("{SOURCE_DATE} is {written}, which is not a number of seconds"))
            .with_hint("Give the seconds since 1970 began, or unset it.")
    })
}
