//! Which evidence answers for which due date.

use super::UnmatchedEvidence;
use crate::model::{Activity, Date, Performance};

/// Due dates, and the evidence that answers for each by its index.
#[derive(Debug, Default)]
pub(super) struct Matched<'a> {
    pub(super) dates: Vec<Date>,
    pub(super) taken: Taken<'a>,
    pub(super) unmatched: Vec<UnmatchedEvidence>,
}

/// The evidence that answers for each due date, by its index.
#[derive(Debug, Default)]
pub(super) struct Taken<'a>(Vec<Option<&'a Performance>>);

impl<'a> Taken<'a> {
    pub(super) fn get(&self, i: usize) -> Option<&'a Performance> {
        self.0.get(i).copied().flatten()
    }

    /// Lets evidence answer for a due date that is open.
    pub(super) fn take(&mut self, i: usize, seen: &'a Performance) {
        if self.0.len() <= i {
            self.0.resize(i + 1, None);
        }
        if let Some(open @ None) = self.0.get_mut(i) {
            *open = Some(seen);
        }
    }

    /// The last due date that is answered.
    pub(super) fn last(&self) -> Option<usize> {
        self.0.iter().rposition(Option::is_some)
    }
}

impl<'a> Matched<'a> {
    pub(super) fn leave(&mut self, seen: &Performance, reason: impl Into<String>) {
        let evidence = seen.evidence.clone();
        self.unmatched.push(UnmatchedEvidence { evidence, reason: reason.into() });
    }

    /// The due date stated by evidence, or why it does not answer for that.
    fn stated(&self, activity: &Activity, seen: &Performance, due: Date) -> Result<usize, String> {
        let found = self.dates.binary_search(&due).ok().filter(|_| is_live(activity, due));
        let i = found.ok_or_else(|| format!("nothing is due on {due}"))?;
        match self.taken.get(i) {
            Some(first) => Err(format!("{due} is already answered by {}", first.evidence)),
            None if !seen.may_answer(due) => Err(format!("it is no longer valid on {due}")),
            None => Ok(i),
        }
    }

    /// The due dates that lie in the period covered, as far as the work had come, if they are several.
    fn covered(&self, seen: &Performance) -> std::ops::Range<usize> {
        let Some((from, until)) = seen.covers else { return 0..0 };
        let first = self.dates.partition_point(|due| *due < from);
        let end = self.dates.partition_point(|due| *due <= until.min(seen.performed_on));
        if end > first + 1 { first..end } else { 0..0 }
    }

    /// Lets evidence answer each of `range` that is open; whether there was one.
    fn take_open(
        &mut self,
        activity: &Activity,
        seen: &'a Performance,
        range: std::ops::Range<usize>,
    ) -> bool {
        let mut some = false;
        for i in range {
            let due = self.dates.get(i).filter(|due| is_live(activity, **due) && seen.may_answer(**due));
            if due.is_some() && self.taken.get(i).is_none() {
                self.taken.take(i, seen);
                some = true;
            }
        }
        some
    }

    /// The open due date nearest to `day` among those whose window holds it.
    fn nearest(&self, day: Date, open: impl Fn(usize, Date) -> bool) -> Option<usize> {
        let dates = &self.dates;
        let after = dates.partition_point(|due| *due < day);
        // `day` lies in the window of the date on it, else in those of the dates around it.
        let exact = dates.get(after) == Some(&day);
        let around = if exact { after..after + 1 } else { after.saturating_sub(1)..after + 1 };
        around
            .filter_map(|i| {
                let due = *dates.get(i)?;
                if !open(i, due) || (i == 0 && day <= before_first(dates)) {
                    return None;
                }
                Some((due.days_since(day).abs(), i))
            })
            .min()
            .map(|(_, i)| i)
    }
}

/// Whether the activity still counted when something was due.
pub(super) fn is_live(activity: &Activity, due: Date) -> bool {
    due.is_within(None, activity.retired_on)
}

/// The fixed due dates up to a day, and one further than any window needs, so that the last window has an end.
pub(super) fn due_dates(activity: &Activity, latest: Date) -> Vec<Date> {
    let mut further = 0;
    let in_sight = |date: &Date| {
        further += usize::from(*date > latest);
        further <= 2
    };
    activity.cadence.dates_from(activity.start).take_while(in_sight).collect()
}

pub(super) fn mean_interval(dates: &[Date]) -> Option<f64> {
    match dates {
        [first, .., last] => Some(last.days_since(*first) as f64 / (dates.len() - 1) as f64),
        _ => None,
    }
}

/// Matches evidence (in order of date) to fixed due dates up to `latest`.
pub(super) fn by_calendar<'a>(activity: &Activity, seen: &[&'a Performance], latest: Date) -> Matched<'a> {
    let mut matched = Matched { dates: due_dates(activity, latest), ..Matched::default() };
    let (mut covering, mut left) = (Vec::new(), Vec::new());
    for &e in seen {
        match e.occurrence.map(|due| matched.stated(activity, e, due)) {
            Some(Ok(i)) => {
                matched.taken.take(i, e);
                covering.push(e);
            }
            Some(Err(reason)) => matched.leave(e, reason),
            None if !matched.covered(e).is_empty() => covering.push(e),
            None => left.push(e),
        }
    }
    for e in covering {
        let some = matched.take_open(activity, e, matched.covered(e));
        if !some && e.occurrence.is_none() {
            matched.leave(
                e,
                "every due date in the period it covers is answered already, or it is no longer valid there",
            );
        }
    }
    for e in left {
        let open = |i, due| is_live(activity, due) && e.may_answer(due) && matched.taken.get(i).is_none();
        match matched.nearest(e.performed_on, open) {
            Some(i) => matched.taken.take(i, e),
            None => matched.leave(e, "every due date in reach is answered already, or none is near"),
        }
    }
    matched
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
    use crate::model::{Activity, Date, Evidence, Performance};
    use crate::schedule::{Calendar, OccurrenceState};
    use OccurrenceState::*;

    fn activity(cadence: &str) -> Activity {
        serde_json::from_value(serde_json::json!({
            "id": "A", "title": "Review", "owner": "CISO", "start": "2026-01-10", "cadence": cadence, "grace_days": 5
        }))
        .unwrap()
    }
    fn evidence(id: &str, performed: &str, occurrence: Option<&str>) -> Performance {
        let mut value = serde_json::json!({"id": id, "activity": "A", "title": "Minutes", "performed_on": performed,
            "recorded_at": format!("{performed}T12:00:00Z"), "performed_by": "P"});
        if let Some(occurrence) = occurrence {
            value["occurrence"] = occurrence.into();
        }
        Performance::shown_by(&serde_json::from_value::<Evidence>(value).unwrap())
    }
    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }
    fn states(calendar: &Calendar<'_>) -> Vec<OccurrenceState> {
        calendar.occurrences().map(|o| o.state).collect()
    }

    #[test]
    fn evidence_takes_the_nearest_open_date() {
        let a = activity("FREQ=MONTHLY");
        let all = [
            evidence("1", "2026-01-12", None),
            evidence("2", "2026-02-20", None),
            evidence("3", "2026-04-01", None),
        ];
        let calendar = Calendar::new(&a, &all, day("2026-04-12"), day("2026-05-10"));
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
        let calendar = Calendar::new(&a, &all, day("2026-03-20"), day("2026-03-20"));
        assert_eq!(states(&calendar), [DoneLate, Overdue, Overdue]);
        let left: Vec<_> = calendar.unmatched.iter().map(|u| u.evidence.as_str()).collect();
        assert_eq!(left, ["2", "3", "4"]);
    }

    #[test]
    fn a_covered_period_answers_every_due_date_in_it() {
        let a = activity("FREQ=MONTHLY");
        let answered = |performed: &str, from: &str, until: &str, occurrence: Option<&str>| -> Vec<usize> {
            let mut e = evidence("1", performed, occurrence);
            e.covers = Some((day(from), day(until)));
            let calendar = Calendar::new(&a, [&e], day("2026-05-09"), day("2026-05-09"));
            let answered = calendar.occurrences().enumerate().filter(|(_, o)| o.evidence.is_some());
            answered.map(|(i, _)| i).collect()
        };
        assert_eq!(answered("2026-03-31", "2026-01-10", "2026-03-10", None), [0, 1, 2], "both ends count");
        assert_eq!(answered("2026-03-31", "2026-01-11", "2026-03-10", None), [1, 2]);
        assert_eq!(answered("2026-03-09", "2026-01-01", "2026-12-31", None), [0, 1], "not what is to come");
        assert_eq!(answered("2026-03-31", "2026-02-01", "2026-03-31", Some("2026-01-10")), [0, 1, 2]);
        assert_eq!(
            answered("2026-02-12", "2026-01-11", "2026-02-10", None),
            [1],
            "one due date: the nearest"
        );
        assert_eq!(
            answered("2026-02-12", "2026-01-01", "2026-01-31", None),
            [1],
            "of January, done in February"
        );
    }

    #[test]
    fn what_covers_answered_dates_only_answers_none() {
        let a = activity("FREQ=MONTHLY");
        let linked = |id, on| evidence(id, on, Some(on));
        let mut all =
            [linked("1", "2026-01-10"), linked("2", "2026-02-10"), evidence("3", "2026-02-20", None)];
        all[2].covers = Some((day("2026-01-01"), day("2026-02-20")));
        let calendar = Calendar::new(&a, &all, day("2026-03-12"), day("2026-03-12"));
        assert_eq!(states(&calendar), [Done, Done, Open]);
        assert_eq!(calendar.unmatched[0].evidence.as_str(), "3");
    }

    #[test]
    fn evidence_answers_no_due_date_after_its_validity() {
        let a = activity("FREQ=MONTHLY");
        let answered = |valid_until: &str| {
            let mut e = evidence("1", "2026-02-09", None);
            e.valid_until = Some(day(valid_until));
            let calendar = Calendar::new(&a, [&e], day("2026-02-20"), day("2026-02-20"));
            calendar.occurrences().position(|o| o.evidence.is_some())
        };
        assert_eq!(answered("2026-02-10"), Some(1));
        assert_eq!(answered("2026-02-09"), Some(0), "the nearest it may answer");
    }

    #[test]
    fn later_facts_are_not_seen_and_retirement_ends_the_series() {
        let mut a = activity("FREQ=MONTHLY");
        let all = [evidence("1", "2026-02-10", None)];
        let calendar = Calendar::new(&a, &all, day("2026-02-09"), day("2026-02-09"));
        assert_eq!(states(&calendar), [Overdue]);
        a.retired_on = Some(day("2026-02-10"));
        let calendar = Calendar::new(&a, &all, day("2026-06-01"), day("2026-06-01"));
        assert_eq!(states(&calendar), [Overdue]);
    }
}
