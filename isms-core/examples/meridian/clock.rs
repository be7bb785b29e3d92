//! When somebody sat down to record a thing: in office hours, on its day or some days later, always the same.

use chrono::{DateTime, Datelike, NaiveTime, TimeDelta, Utc};
use isms_core::model::Date;

/// The last day of the story. What lies ahead of it is a plan.
const TODAY: &str = "2026-09-04";
/// How long ahead a plan is on record.
pub(crate) const PLANNED_AHEAD: i64 = 200;

/// Whether a day lies ahead of the story.
pub(crate) fn is_plan(day: Date) -> bool {
    day.to_string().as_str() > TODAY
}

/// When something of a day was recorded by those who are prompt.
pub(crate) fn same_day(day: Date, of: &str) -> DateTime<Utc> {
    let mixed = mix(day, of);
    let minutes = 7 * 60 + mixed % (8 * 60);
    at(workday(day), minutes)
}

/// When something of a day was recorded by people as they are.
pub(crate) fn some_days_later(day: Date, of: &str) -> DateTime<Utc> {
    let day = if is_plan(day) { day.plus_days(-PLANNED_AHEAD) } else { day };
    let lag = [0, 0, 0, 0, 0, 1, 2, 4];
    let lag = lag.get((mix(day, of) >> 20) as usize % lag.len()).copied().unwrap_or_default();
    same_day(day.plus_days(lag), of)
}

/// When something of an instant was recorded.
pub(crate) fn soon_after(instant: DateTime<Utc>, of: &str) -> DateTime<Utc> {
    instant + TimeDelta::minutes((12 + mix(instant.date_naive().into(), of) % 170) as i64)
}

/// A minute of a day.
pub(crate) fn at(day: Date, minutes: u64) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::minutes(minutes as i64)
}

fn workday(day: Date) -> Date {
    let ahead = 7 - i64::from(day.weekday().num_days_from_monday());
    // After a weekend work waits in two heaps: Saturday's on Monday, Sunday's on Tuesday.
    if ahead <= 2 { day.plus_days(2) } else { day }
}

/// A number that looks like chance (FNV-1a).
fn mix(day: Date, of: &str) -> u64 {
    let bytes = of.bytes().chain(day.to_string().into_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        >> 17
}
