//! Which evidence answers for which due date.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Activity, Date, Evidence, Id};

/// An activity's due dates and evidence on a date.
///
/// An explicit link goes first. Then, in order of date, each piece of evidence takes the nearest due date still
/// open in whose window it falls: after the due date before and before the one after; of two equally near, the
/// earlier. What answers for no due date is kept with the reason.
#[derive(Debug, Clone)]
pub struct Calendar<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// Every due date up to the end asked for, earliest first.
    pub occurrences: Vec<Occurrence<'a>>,
    /// Every piece of evidence seen, in order of date.
    pub evidence: Vec<&'a Evidence>,
    /// Evidence that answers for none of them.
    pub unmatched: Vec<UnmatchedEvidence>,
    /// Mean days from one due date to the next, over the life of the activity so far.
    pub nominal_interval: Option<f64>,
}

/// One due date.
#[derive(Debug, Clone)]
pub struct Occurrence<'a> {
    /// When it is due.
    pub due: Date,
    /// Last day in time.
    pub grace_until: Date,
    /// What shows that it was done.
    pub evidence: Option<&'a Evidence>,
    /// Its state on the date.
    pub state: OccurrenceState,
}

/// The state of a due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OccurrenceState {
    /// Not due yet.
    Planned,
    /// Due, and still within its grace.
    Open,
    /// Done in time.
    Done,
    /// Done after its grace.
    DoneLate,
    /// Past its grace and still owed.
    Overdue,
    /// Past its grace and overtaken: a later one was done.
    Missed,
}

/// Evidence that answers for no due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnmatchedEvidence {
    /// The evidence.
    pub evidence: Id<Evidence>,
    /// Why.
    pub reason: String,
}

impl<'a> Calendar<'a> {
    /// Matches `evidence` (of any activity) to the due dates of `activity`, as seen on `on`, with plans up to
    /// `until`. Evidence is seen from the day it was recorded.
    pub fn new(
        activity: &'a Activity,
        evidence: impl Iterator<Item = &'a Evidence>,
        on: Date,
        until: Date,
    ) -> Self {
        let mut seen: Vec<&Evidence> =
            evidence.filter(|e| e.activity.as_ref() == Some(&activity.id) && e.is_seen_on(on)).collect();
        seen.sort_by(|a, b| (a.performed_on, &a.id).cmp(&(b.performed_on, &b.id)));

        let latest = seen.iter().filter_map(|e| e.occurrence).chain([on, until]).max().unwrap_or(on);
        // One date further than any window needs, so that the last window has an end.
        let beyond = activity.cadence.dates(activity.start, latest).last().copied().unwrap_or(latest);
        let mut dates = activity.cadence.dates(activity.start, beyond);
        let nominal_interval = match dates.as_slice() {
            [first, .., last] => Some(last.days_since(*first) as f64 / (dates.len() - 1) as f64),
            _ => None,
        };
        let live = |date: &Date| activity.retired_on.is_none_or(|retired| *date < retired);
        let mut taken: BTreeMap<usize, &Evidence> = BTreeMap::new();
        let mut unmatched = Vec::new();

        let mut leave = |e: &Evidence, reason: String| {
            unmatched.push(UnmatchedEvidence { evidence: e.id.clone(), reason });
        };
        for e in &seen {
            let Some(linked) = e.occurrence else { continue };
            match dates.binary_search(&linked) {
                Ok(i) if live(&linked) => match taken.get(&i) {
                    None => drop(taken.insert(i, e)),
                    Some(first) => leave(e, format!("{linked} is already answered by {}", first.id)),
                },
                _ => leave(e, format!("nothing is due on {linked}")),
            }
        }
        for e in seen.iter().filter(|e| e.occurrence.is_none()) {
            match nearest(&dates, e.performed_on, |i, due| live(due) && !taken.contains_key(&i)) {
                Some(i) => drop(taken.insert(i, e)),
                None => leave(e, "every due date in reach is answered already, or none is near".to_owned()),
            }
        }
        let latest_shown = on.max(until);
        // Evidence given ahead of time answers for a due date beyond the end; keep that date in sight.
        let last_taken = taken.keys().next_back().and_then(|i| dates.get(*i)).copied();
        let end = last_taken.map_or(latest_shown, |date| date.max(latest_shown));
        dates.retain(|date| live(date) && *date <= end);
        let last_done = taken.keys().next_back().copied();
        let occurrences = dates
            .into_iter()
            .enumerate()
            .map(|(i, due)| {
                let grace_until = due.plus_days(activity.grace_days.into());
                let evidence = taken.get(&i).copied();
                let state = match evidence {
                    Some(e) if e.performed_on <= grace_until => OccurrenceState::Done,
                    Some(_) => OccurrenceState::DoneLate,
                    None if on < due => OccurrenceState::Planned,
                    None if on <= grace_until => OccurrenceState::Open,
                    None if last_done.is_some_and(|last| i < last) => OccurrenceState::Missed,
                    None => OccurrenceState::Overdue,
                };
                Occurrence { due, grace_until, evidence, state }
            })
            .collect();
        Self { activity, occurrences, evidence: seen, unmatched, nominal_interval }
    }

    /// The due dates from `from` to `to`.
    pub fn due_between(&self, from: Date, to: Date) -> impl Iterator<Item = &Occurrence<'a>> {
        self.occurrences.iter().filter(move |o| from <= o.due && o.due <= to)
    }

    /// The evidence performed from `from` to `to`.
    pub fn performed_between(&self, from: Date, to: Date) -> impl Iterator<Item = &'a Evidence> {
        self.evidence.iter().copied().filter(move |e| from <= e.performed_on && e.performed_on <= to)
    }
}

/// The free due date nearest to `day` among those whose window holds it.
fn nearest(dates: &[Date], day: Date, free: impl Fn(usize, &Date) -> bool) -> Option<usize> {
    let after = dates.partition_point(|due| *due < day);
    // `day` lies in the window of the date on it, else in those of the dates around it.
    let exact = dates.get(after) == Some(&day);
    let around = if exact { after..after + 1 } else { after.saturating_sub(1)..after + 1 };
    around
        .filter_map(|i| {
            let due = dates.get(i)?;
            if !free(i, due) || (i == 0 && day <= before_first(dates)) {
                return None;
            }
            Some((due.days_since(day).abs(), i))
        })
        .min()
        .map(|(_, i)| i)
}

/// Where the window of the first due date opens: one interval before it.
fn before_first(dates: &[Date]) -> Date {
    match dates {
        [first, second, ..] => first.plus_days(-second.days_since(*first)),
        [first] => first.plus_days(-366),
        [] => Date::MIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OccurrenceState::*;

    fn activity(cadence: &str) -> Activity {
        serde_json::from_value(serde_json::json!({
            "id": "A", "title": "Review", "owner": "CISO", "start": "2026-01-10", "cadence": cadence, "grace_days": 5
        }))
        .unwrap()
    }
    fn evidence(id: &str, performed: &str, occurrence: Option<&str>) -> Evidence {
        let mut value = serde_json::json!({"id": id, "activity": "A", "title": "Minutes", "performed_on": performed,
            "recorded_at": format!("{performed}T12:00:00Z"), "performed_by": "P"});
        if let Some(occurrence) = occurrence {
            value["occurrence"] = occurrence.into();
        }
        serde_json::from_value(value).unwrap()
    }
    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }
    fn states(calendar: &Calendar<'_>) -> Vec<OccurrenceState> {
        calendar.occurrences.iter().map(|o| o.state).collect()
    }

    #[test]
    fn evidence_takes_the_nearest_open_date() {
        let a = activity("FREQ=MONTHLY");
        let all = [
            evidence("1", "2026-01-12", None),
            evidence("2", "2026-02-20", None),
            evidence("3", "2026-04-01", None),
        ];
        let calendar = Calendar::new(&a, all.iter(), day("2026-04-12"), day("2026-05-10"));
        assert_eq!(states(&calendar), [Done, DoneLate, Missed, Done, Planned]);
        assert!(calendar.unmatched.is_empty());
    }

    #[test]
    fn links_go_first_and_what_fits_nowhere_is_kept() {
        let a = activity("FREQ=MONTHLY");
        let all = [
            evidence("1", "2026-03-09", Some("2026-01-10")),
            evidence("2", "2026-03-09", Some("2026-01-10")),
            evidence("3", "2026-03-10", Some("2026-01-11")),
            evidence("4", "2025-11-01", None),
        ];
        let calendar = Calendar::new(&a, all.iter(), day("2026-03-20"), day("2026-03-20"));
        assert_eq!(states(&calendar), [DoneLate, Overdue, Overdue]);
        let left: Vec<_> = calendar.unmatched.iter().map(|u| u.evidence.as_str()).collect();
        assert_eq!(left, ["2", "3", "4"]);
    }

    #[test]
    fn later_facts_are_not_seen_and_retirement_ends_the_series() {
        let mut a = activity("FREQ=MONTHLY");
        let all = [evidence("1", "2026-02-10", None)];
        let calendar = Calendar::new(&a, all.iter(), day("2026-02-09"), day("2026-02-09"));
        assert_eq!(states(&calendar), [Overdue]);
        a.retired_on = Some(day("2026-02-10"));
        let calendar = Calendar::new(&a, all.iter(), day("2026-06-01"), day("2026-06-01"));
        assert_eq!(states(&calendar), [Overdue]);
    }
}
