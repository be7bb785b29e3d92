//! How often something is due: an RFC 5545 recurrence rule.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveTime, TimeZone};
use rrule::{Frequency, RRule, RRuleSet, Tz, Unvalidated};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Date;
use super::from_text::from_text;

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

    /// The due dates from `start` on, earliest first, to the end of the calendar.
    pub fn dates_from(&self, start: Date) -> impl Iterator<Item = Date> + use<> {
        self.dates_since(start, start)
    }

    /// The due dates of a series from `start` on that come after one of them.
    pub(crate) fn dates_after(&self, start: Date, due: Date) -> impl Iterator<Item = Date> + use<> {
        self.dates_since(start, due).skip(1)
    }

    /// The due dates of a series from `start` on, without those before one of them.
    fn dates_since(&self, start: Date, due: Date) -> impl Iterator<Item = Date> + use<> {
        // A day that some months lack is passed over in those months (RFC 5545 §3.3.10), which a mere interval would
        // not do.
        let passes_over = |interval: &Interval| matches!(interval, Interval::Months(_)) && start.day() > 28;
        let interval = self.interval().filter(|interval| !passes_over(interval));
        let plain = interval.map(|interval| interval.repeated(due));
        let by_rule = interval.is_none().then(|| self.by_rule(start).skip_while(move |date| *date < due));
        plain.into_iter().flatten().chain(by_rule.into_iter().flatten())
    }

    /// The due dates from `start` to `until`, earliest first, and the first one after `until`.
    pub fn dates(&self, start: Date, until: Date) -> Vec<Date> {
        let mut past = false;
        self.dates_from(start).take_while(|date| !std::mem::replace(&mut past, *date > until)).collect()
    }

    /// The interval of a rule that is nothing but one: `FREQ` and `INTERVAL`, no days named.
    pub fn interval(&self) -> Option<Interval> {
        let (mut frequency, mut every) = (None, 1);
        for part in self.0.split(';') {
            match part.split_once('=')? {
                ("FREQ", name) => frequency = Some(name),
                ("INTERVAL", number) => every = number.parse().ok()?,
                _ => return None,
            }
        }
        match frequency? {
            "DAILY" => Some(Interval::Days(every)),
            "WEEKLY" => Some(Interval::Days(7 * every)),
            "MONTHLY" => Some(Interval::Months(every)),
            "YEARLY" => Some(Interval::Months(12 * every)),
            _ => None,
        }
    }

    fn by_rule(&self, start: Date) -> impl Iterator<Item = Date> + use<> {
        let instants = self.rule_set(start).map(|set| (&set).into_iter()).into_iter().flatten();
        let mut before = None;
        // Past the end of the calendar every date would be its last.
        instants
            .map(|instant| Date::from(instant.date_naive()))
            .take_while(move |date| before.replace(*date) != Some(*date))
    }

    /// Whether the rule ever falls due from `start` on, looking no further than some centuries.
    pub(super) fn falls_due_from(&self, start: Date) -> bool {
        self.interval().is_some()
            || self.rule_set(start).is_some_and(|set| !set.limit().all(1).dates.is_empty())
    }

    fn rule_set(&self, start: Date) -> Option<RRuleSet> {
        let rule: RRule<Unvalidated> = self.0.parse().ok()?;
        rule.build(Tz::UTC.from_utc_datetime(&start.and_time(NaiveTime::MIN))).ok()
    }
}

/// A plain stretch of time from one due date to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// Days.
    Days(u16),
    /// Calendar months; of a month too short, its last day.
    Months(u16),
}

impl Interval {
    /// The day one interval after `day`, no later than the end of the calendar.
    pub fn after(self, day: Date) -> Date {
        match self {
            Self::Days(days) => day.plus_days(days.into()),
            Self::Months(months) => day.plus_months(months),
        }
    }

    /// A day, and again and again one interval later, to the end of the calendar.
    pub(crate) fn repeated(self, day: Date) -> impl Iterator<Item = Date> {
        let after = move |date: &Date| Some(self.after(*date)).filter(|next| next != date);
        std::iter::successors(Some(day), after)
    }

    /// Its mean length in days: a month of the Gregorian calendar has 30.436875.
    pub fn mean_days(self) -> f64 {
        match self {
            Self::Days(days) => days.into(),
            Self::Months(months) => f64::from(months) * 146_097.0 / 4_800.0,
        }
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
        from_text(deserializer)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_interval_falls_due_as_its_rule_does() {
        let until = "2041-01-01".parse().unwrap();
        for rule in [
            "FREQ=DAILY",
            "FREQ=DAILY;INTERVAL=10",
            "FREQ=WEEKLY",
            "INTERVAL=2;FREQ=WEEKLY",
            "FREQ=MONTHLY",
            "FREQ=MONTHLY;INTERVAL=5",
            "FREQ=YEARLY",
            "FREQ=YEARLY;INTERVAL=3",
        ] {
            let cadence: Cadence = rule.parse().unwrap();
            assert!(cadence.interval().is_some(), "{rule}");
            for start in ["2023-12-28", "2024-02-28", "2024-02-29", "2025-01-31", "2025-12-01"] {
                let start = start.parse().unwrap();
                let by_rule = cadence.by_rule(start).take_while(|date| *date <= until);
                let plain = cadence.dates_from(start).take_while(|date| *date <= until);
                assert!(by_rule.eq(plain), "{rule} from {start}");
            }
        }
    }

    #[test]
    fn rules_that_name_days_are_more_than_an_interval() {
        for rule in
            ["FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=1"]
        {
            assert_eq!(rule.parse::<Cadence>().unwrap().interval(), None, "{rule}");
        }
    }

    #[test]
    fn an_interval_ends_on_the_last_day_of_a_short_month() {
        let month = Interval::Months(1);
        assert_eq!(month.after("2026-01-31".parse().unwrap()), "2026-02-28".parse().unwrap());
        assert_eq!(Interval::Days(7).after(Date::MAX), Date::MAX);
        assert_eq!(Interval::Months(4_800).mean_days(), 146_097.0);
    }
}
