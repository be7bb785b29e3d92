//! How soon something must be done.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::TimeZone;

/// A time from an instant on, as an ISO 8601 duration of one part: hours `PT72H`, days `P60D`, months `P1M`.
///
/// ```
/// use isms_core::model::Deadline;
/// let month: Deadline = "P1M".parse().unwrap();
/// let end = month.after("2026-01-31T10:00:00Z".parse().unwrap(), "UTC".parse().unwrap());
/// assert_eq!(end.unwrap().to_rfc3339(), "2026-02-28T10:00:00+00:00");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deadline {
    /// Hours.
    Hours(u32),
    /// Calendar days, to the same time of the day.
    Days(u32),
    /// Calendar months, to the same time of the day; of a month too short, its last day.
    Months(u32),
}

impl Deadline {
    /// When it ends, counted from `start`: hours exactly, days and months by the calendar of a place. Nothing past the
    /// end of the calendar.
    pub fn after(self, start: DateTime<Utc>, zone: TimeZone) -> Option<DateTime<Utc>> {
        match self {
            Self::Hours(hours) => start.checked_add_signed(TimeDelta::hours(hours.into())),
            Self::Days(days) => zone.days_after(start, days),
            Self::Months(months) => zone.months_after(start, months),
        }
    }
}

impl FromStr for Deadline {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let number = |digits: &str| {
            let plain = digits.bytes().all(|b| b.is_ascii_digit());
            digits.parse().ok().filter(|number| plain && *number > 0)
        };
        let part = |prefix, suffix| number(text.strip_prefix(prefix)?.strip_suffix(suffix)?);
        part("PT", "H")
            .map(Self::Hours)
            .or_else(|| part("P", "D").map(Self::Days))
            .or_else(|| part("P", "M").map(Self::Months))
            .ok_or_else(|| {
                format!("{text} is not a time limit; write hours as PT72H, days as P60D, months as P1M")
            })
    }
}
impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hours(hours) => write!(f, "PT{hours}H"),
            Self::Days(days) => write!(f, "P{days}D"),
            Self::Months(months) => write!(f, "P{months}M"),
        }
    }
}
impl Serialize for Deadline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Deadline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
impl JsonSchema for Deadline {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Deadline".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^P(T[1-9][0-9]*H|[1-9][0-9]*[DM])$" })
    }
}
