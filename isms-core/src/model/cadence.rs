//! How often something is due: an RFC 5545 recurrence rule.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{NaiveTime, TimeZone};
use rrule::{Frequency, RRule, RRuleSet, Tz, Unvalidated};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Date;

/// A recurrence rule of RFC 5545 §3.3.10, daily or slower: `FREQ=MONTHLY;INTERVAL=3`.
///
/// The end of a series is a date of the activity (`retired_on`), so `UNTIL` and `COUNT` are not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cadence(String);

impl Cadence {
    /// The rule as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The due dates from `start` to `until`, earliest first, and the first one after `until`.
    pub fn dates(&self, start: Date, until: Date) -> Vec<Date> {
        let mut dates = Vec::new();
        for date in self.rule_set(start).iter().flatten().map(|instant| Date::from(instant.date_naive())) {
            if dates.last() == Some(&date) {
                break; // the end of the calendar
            }
            dates.push(date);
            if date > until {
                break;
            }
        }
        dates
    }

    /// Whether the rule ever falls due from `start` on, looking no further than some centuries.
    pub(super) fn falls_due_from(&self, start: Date) -> bool {
        self.rule_set(start).is_some_and(|set| !set.limit().all(1).dates.is_empty())
    }

    fn rule_set(&self, start: Date) -> Option<RRuleSet> {
        let rule: RRule<Unvalidated> = self.0.parse().ok()?;
        rule.build(Tz::UTC.from_utc_datetime(&start.and_time(NaiveTime::MIN))).ok()
    }
}

fn problem(text: &str) -> Option<String> {
    let rule: RRule<Unvalidated> = match text.parse() {
        Ok(rule) => rule,
        Err(error) => return Some(error.to_string()),
    };
    let finer = [Frequency::Hourly, Frequency::Minutely, Frequency::Secondly].contains(&rule.get_freq());
    let timed =
        [rule.get_by_hour(), rule.get_by_minute(), rule.get_by_second()].iter().any(|by| !by.is_empty());
    if finer || timed {
        Some("programme activities recur by days, not by hours".to_owned())
    } else if rule.get_until().is_some() || rule.get_count().is_some() {
        Some("give retired_on instead of UNTIL or COUNT".to_owned())
    } else if rule.get_interval() == 0 || rule.get_interval() > 3650 {
        Some("INTERVAL lies outside 1 to 3650".to_owned())
    } else {
        None
    }
}

impl FromStr for Cadence {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        problem(text).map_or_else(
            || Ok(Self(text.to_owned())),
            |why| {
                Err(format!("{text} is not a cadence ({why}); write an RFC 5545 rule such as FREQ=MONTHLY"))
            },
        )
    }
}
impl fmt::Display for Cadence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl Serialize for Cadence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
impl<'de> Deserialize<'de> for Cadence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
impl JsonSchema for Cadence {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Cadence".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)" })
    }
}
