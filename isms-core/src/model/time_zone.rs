//! Where a calendar is read.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, FixedOffset, Months, NaiveDateTime, Offset, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Date;

/// A time zone: a name of the IANA database such as `Europe/Berlin`, or an offset from UTC such as `+01:00`.
///
/// ```
/// use isms_core::model::TimeZone;
/// let zone: TimeZone = "Europe/Berlin".parse().unwrap();
/// // Three days from Friday noon, over the night in which summer time begins: noon again.
/// let noon = "2026-03-27T11:00:00Z".parse().unwrap();
/// assert_eq!(zone.days_after(noon, 3), "2026-03-30T10:00:00Z".parse().ok());
/// assert!("Berlin".parse::<TimeZone>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeZone {
    /// A name of the IANA database: its offset changes with the season and with the law.
    Named(Tz),
    /// The same offset from UTC all year.
    Fixed(FixedOffset),
}

impl TimeZone {
    /// The day that an instant falls on.
    pub fn day(self, instant: DateTime<Utc>) -> Date {
        self.local(instant).unwrap_or(instant.naive_utc()).date().into()
    }

    /// The same time of the day some days later.
    pub fn days_after(self, start: DateTime<Utc>, days: u32) -> Option<DateTime<Utc>> {
        self.instant(self.local(start)?.checked_add_days(Days::new(days.into()))?)
    }

    /// The same day and time some months later, or the last day of a month too short for it.
    pub fn months_after(self, start: DateTime<Utc>, months: u32) -> Option<DateTime<Utc>> {
        self.instant(self.local(start)?.checked_add_months(Months::new(months))?)
    }

    fn offset(self, instant: DateTime<Utc>) -> FixedOffset {
        match self {
            Self::Named(zone) => zone.offset_from_utc_datetime(&instant.naive_utc()).fix(),
            Self::Fixed(offset) => offset,
        }
    }

    fn local(self, instant: DateTime<Utc>) -> Option<NaiveDateTime> {
        instant.naive_utc().checked_add_offset(self.offset(instant))
    }

    /// When the clocks show a time: of two such instants the first; of none, by the offset before the clocks were put
    /// forward (RFC 5545, 3.3.5).
    fn instant(self, local: NaiveDateTime) -> Option<DateTime<Utc>> {
        let by = |offset: FixedOffset| Some(local.checked_sub_offset(offset)?.and_utc());
        // No place is a day away from UTC: the offsets of a day before and after are those on either side of a change.
        let day = TimeDelta::days(1);
        let before = self.offset(local.checked_sub_signed(day)?.and_utc());
        let after = self.offset(local.checked_add_signed(day)?.and_utc());
        let shown =
            |offset: &FixedOffset| by(*offset).is_some_and(|instant| self.local(instant) == Some(local));
        by([before, after].into_iter().find(shown).unwrap_or(before))
    }
}

impl FromStr for TimeZone {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let fixed = || {
            let shaped = text.len() == 6 && text.starts_with(['+', '-']) && text.get(3..4) == Some(":");
            text.parse().ok().filter(|_| shaped).map(Self::Fixed)
        };
        text.parse().ok().map(Self::Named).or_else(fixed).ok_or_else(|| {
            format!(
                "{text} is not a time zone; write a name such as Europe/Berlin, or an offset such as +01:00"
            )
        })
    }
}
impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(zone) => f.write_str(zone.name()),
            Self::Fixed(offset) => offset.fmt(f),
        }
    }
}
impl Serialize for TimeZone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for TimeZone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
impl JsonSchema for TimeZone {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "TimeZone".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_name_and_an_offset_are_read_and_written_alike() {
        for text in ["Europe/Berlin", "UTC", "America/St_Johns", "+01:00", "-03:30", "+00:00"] {
            assert_eq!(text.parse::<TimeZone>().unwrap().to_string(), text);
        }
        for text in ["", "Berlin", "europe/berlin", "+1", "+0100", "+25:00", "01:00", "Z"] {
            assert!(text.parse::<TimeZone>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_time_of_the_day_stays_when_the_clocks_change() {
        let berlin: TimeZone = "Europe/Berlin".parse().unwrap();
        // Summer time begins on 2026-03-29 and ends on 2026-10-25.
        assert_eq!(
            berlin.days_after(instant("2026-10-24T10:00:00Z"), 1),
            Some(instant("2026-10-25T11:00:00Z"))
        );
        assert_eq!(
            berlin.months_after(instant("2026-03-01T11:00:00Z"), 1),
            Some(instant("2026-04-01T10:00:00Z"))
        );
        // 02:30 comes twice on the night of 25 October: the first of them is in summer time.
        assert_eq!(
            berlin.days_after(instant("2026-10-24T00:30:00Z"), 1),
            Some(instant("2026-10-25T00:30:00Z"))
        );
        // 02:30 does not come on the night of 29 March: by the offset before it is 03:30 of summer time.
        assert_eq!(
            berlin.days_after(instant("2026-03-28T01:30:00Z"), 1),
            Some(instant("2026-03-29T01:30:00Z"))
        );
        // Where the law changes the zone: Samoa had no 30 December 2011.
        let apia: TimeZone = "Pacific/Apia".parse().unwrap();
        assert_eq!(
            apia.days_after(instant("2011-12-29T22:00:00Z"), 2),
            Some(instant("2011-12-30T22:00:00Z"))
        );
    }

    #[test]
    fn a_month_too_short_gives_its_last_day_of_the_place() {
        let auckland: TimeZone = "Pacific/Auckland".parse().unwrap();
        // 31 January there, the 30th in UTC.
        assert_eq!(auckland.day(instant("2026-01-30T20:00:00Z")), "2026-01-31".parse().unwrap());
        assert_eq!(
            auckland.months_after(instant("2026-01-30T20:00:00Z"), 1),
            Some(instant("2026-02-27T20:00:00Z"))
        );
        assert_eq!(auckland.months_after(instant("2026-01-30T20:00:00Z"), u32::MAX), None);
        assert_eq!(TimeZone::Named(Tz::UTC).days_after(instant("2026-01-30T20:00:00Z"), u32::MAX), None);
    }
}
