//! Calendar dates with readable errors.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::from_text::from_text;
use crate::error::{Error, ErrorCode};

/// A calendar date, written `YYYY-MM-DD`, from year 1 to 9999.
///
/// A thin wrapper of [`chrono::NaiveDate`] that reads one spelling only and says what is wrong with others.
///
/// ```
/// use isms_core::model::Date;
/// let error = "2026-02-30".parse::<Date>().unwrap_err();
/// assert_eq!(error.to_string(), "2026-02-30 is not a date; write a calendar date as YYYY-MM-DD");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The earliest date of the format.
    pub const MIN: Self = Self(match NaiveDate::from_ymd_opt(1, 1, 1) {
        Some(date) => date,
        None => NaiveDate::MIN,
    });
    /// The last date of the format.
    pub const MAX: Self = Self(match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(date) => date,
        None => NaiveDate::MAX,
    });

    /// The date `days` later (earlier if negative), kept inside the range of the format.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let moved = if days >= 0 {
            self.0.checked_add_days(Days::new(days.unsigned_abs()))
        } else {
            self.0.checked_sub_days(Days::new(days.unsigned_abs()))
        };
        let limit = if days >= 0 { Self::MAX } else { Self::MIN };
        moved.map_or(limit, |date| Self(date).clamp(Self::MIN, Self::MAX))
    }

    /// The same day `months` later, or the last day of a month too short for it.
    #[must_use]
    pub fn plus_months(self, months: u16) -> Self {
        self.0.checked_add_months(chrono::Months::new(months.into())).map_or(Self::MAX, Self::from)
    }

    /// Whether something that began on `since` and ended on `until` is there on this date: on its first day it is, on
    /// the day of its end no more. What has no beginning always was; what has no end still is.
    pub fn is_within(self, since: Option<Self>, until: Option<Self>) -> bool {
        since.is_none_or(|since| since <= self) && until.is_none_or(|until| self < until)
    }

    /// `YYYY-MM-DD`: answers are full of dates, and what chrono writes goes through its general formats.
    fn digits(self) -> [u8; 10] {
        let digit = |number: u32| b'0' + (number % 10) as u8;
        let (year, month, day) = (self.0.year().unsigned_abs(), self.0.month(), self.0.day());
        let [y1, y2, y3, y4] = [year / 1000, year / 100, year / 10, year].map(digit);
        let [m1, m2, d1, d2] = [month / 10, month, day / 10, day].map(digit);
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]
    }

    /// Days from `earlier` to this date.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }
}

impl Deref for Date {
    type Target = NaiveDate;
    fn deref(&self) -> &NaiveDate {
        &self.0
    }
}
impl From<NaiveDate> for Date {
    /// Dates outside years 1 to 9999 become the nearest date inside.
    fn from(date: NaiveDate) -> Self {
        Self(date).clamp(Self::MIN, Self::MAX)
    }
}
impl FromStr for Date {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let part = |range: std::ops::Range<usize>| text.get(range)?.parse().ok();
        let date = || NaiveDate::from_ymd_opt(part(0..4)? as i32, part(5..7)?, part(8..10)?);
        let hyphens = [4, 7].iter().all(|i| text.as_bytes().get(*i) == Some(&b'-'));
        (shaped && hyphens).then(date).flatten().map(Self).filter(|date| *date >= Self::MIN).ok_or_else(
            || {
                Error::new(
                    ErrorCode::Value,
                    "",
                    format!("{text} is not a date"),
                    "write a calendar date as YYYY-MM-DD",
                )
            },
        )
    }
}
fn as_text(digits: &[u8; 10]) -> &str {
    std::str::from_utf8(digits).unwrap_or_default() // digits and hyphens are UTF-8
}
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(as_text(&self.digits()))
    }
}
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(as_text(&self.digits()))
    }
}
impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer)
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
        json_schema!({ "type": "string", "format": "date" })
    }
}
