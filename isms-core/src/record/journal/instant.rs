//! Instants with readable errors.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, SecondsFormat, Utc};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::error::{Error, ErrorCode};

/// An instant, from year 1 to 9999. Read in any offset of RFC 3339, kept and written in UTC.
///
/// ```
/// use isms_core::record::journal::Instant;
/// let instant: Instant = "2026-03-01T13:00:00+01:00".parse()?;
/// assert_eq!(instant.to_string(), "2026-03-01T12:00:00Z");
/// assert!("2026-03-01".parse::<Instant>().is_err());
/// # Ok::<(), isms_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(DateTime<Utc>);

impl From<Instant> for DateTime<Utc> {
    fn from(instant: Instant) -> Self {
        instant.0
    }
}
impl TryFrom<DateTime<Utc>> for Instant {
    type Error = Error;
    fn try_from(instant: DateTime<Utc>) -> Result<Self, Error> {
        if (1..=9999).contains(&instant.year()) {
            return Ok(Self(instant));
        }
        Err(Error::new(
            ErrorCode::Value,
            "",
            format!("{instant} is out of range"),
            "use a year from 1 to 9999",
        ))
    }
}
impl FromStr for Instant {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let instant = DateTime::parse_from_rfc3339(text).map_err(|_| {
            let remedy = "write it as 2026-03-01T12:00:00Z";
            Error::new(ErrorCode::Value, "", format!("{text} is not an instant"), remedy)
        })?;
        instant.to_utc().try_into()
    }
}
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}
impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
impl JsonSchema for Instant {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Instant".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}
