//! Due dates that follow the work: one interval after it was last done.

use super::matching::{Matched, is_live};
use crate::model::{Activity, Cadence, Date, Performance};

/// Follows the evidence (in order of date) from the first due date on to the one that is open.
///
/// There is one open due date at any time, so that none is ever overtaken. Further evidence of the same day belongs to
/// the work of that day and answers for nothing.
pub(super) fn follow<'a>(activity: &Activity, seen: &[&'a Performance]) -> Matched<'a> {
    // An activity without a plain interval is not accepted into a record.
    let Some(interval) = activity.cadence.interval() else { return Matched::default() };
    let mut matched = Matched::default();
    let mut due = activity.start;
    // The window of the first due date opens one interval before it, as long as the one that follows it.
    let opens = due.plus_days(-interval.after(due).days_since(due));
    let mut last: Option<&Performance> = None;
    for &e in seen {
        let problem = match (e.occurrence, last) {
            (Some(stated), _) if stated != due => Some(format!("nothing is due on {stated}")),
            (_, Some(last)) if last.performed_on == e.performed_on => {
                Some(format!("the work of that day is already shown by {}", last.evidence))
            }
            _ if e.performed_on <= opens => Some(format!("it comes too early for the first due date, {due}")),
            _ if !is_live(activity, due) => Some("nothing is due any more".to_owned()),
            _ if !e.may_answer(due) => Some(format!("it is no longer valid on {due}")),
            _ => None,
        };
        if let Some(reason) = problem {
            matched.leave(e, reason);
            continue;
        }
        matched.taken.take(matched.dates.len(), e);
        matched.dates.push(due);
        due = interval.after(e.performed_on);
        last = Some(e);
    }
    matched.dates.push(due);
    matched
}

/// Plans what comes after the open due date.
pub(super) fn plan(cadence: &Cadence, open: Date, on: Date) -> impl Iterator<Item = Date> + use<> {
    // Late work is assumed done on the day looked at: no later date can be due before that.
    let done = on.max(open);
    cadence.interval().into_iter().flat_map(move |interval| interval.repeated(done).skip(1))
}

#[cfg(test)]
mod tests {
    use crate::model::{Activity, Date, Evidence, Performance};
    use crate::schedule::{Calendar, OccurrenceState};
    use OccurrenceState::*;

    fn activity() -> Activity {
        serde_json::from_value(
            serde_json::json!({"id": "A", "title": "Restore", "owner": "CISO", "start": "2026-01-31",
            "cadence": "FREQ=MONTHLY", "counted_from": "completion", "grace_days": 5}),
        )
        .unwrap()
    }
    fn evidence(id: &str, performed: &str) -> Performance {
        let evidence: Evidence = serde_json::from_value(
            serde_json::json!({"id": id, "activity": "A", "title": "Minutes", "performed_on": performed,
            "recorded_at": format!("{performed}T12:00:00Z"), "performed_by": "P"}),
        )
        .unwrap();
        Performance::shown_by(&evidence)
    }
    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }
    fn dates(all: &[Performance], on: &str, until: &str) -> Vec<(String, OccurrenceState)> {
        let activity = activity();
        let calendar = Calendar::new(&activity, all, day(on), day(until));
        calendar.occurrences().map(|o| (o.due.to_string(), o.state)).collect()
    }

    #[test]
    fn the_next_date_is_one_interval_after_the_work() {
        let all = [evidence("1", "2026-02-10"), evidence("2", "2026-03-01")];
        let found = dates(&all, "2026-04-01", "2026-05-31");
        let wanted =
            [("2026-01-31", DoneLate), ("2026-03-10", Done), ("2026-04-01", Open), ("2026-05-01", Planned)];
        assert_eq!(found, wanted.map(|(due, state)| (due.to_owned(), state)));
    }

    #[test]
    fn before_any_evidence_the_start_is_due_and_plans_wait_for_it() {
        let first = |on| dates(&[], on, "2026-03-05");
        let (january, february) = ("2026-01-31".to_owned(), "2026-02-28".to_owned());
        assert_eq!(first("2026-01-30"), [(january.clone(), Planned), (february, Planned)]);
        assert_eq!(first("2026-02-05"), [(january.clone(), Open), ("2026-03-05".to_owned(), Planned)]);
        assert_eq!(first("2026-02-06"), [(january.clone(), Overdue)]);
        assert_eq!(first("2027-02-06"), [(january, Overdue)], "one date is owed, however long");
    }

    #[test]
    fn further_evidence_of_a_day_and_wrong_statements_count_for_nothing() {
        let activity = activity();
        let mut all = [
            evidence("0", "2025-12-31"),
            evidence("1", "2026-01-31"),
            evidence("2", "2026-01-31"),
            evidence("3", "2026-02-20"),
        ];
        all[3].occurrence = Some(day("2026-02-27"));
        let calendar = Calendar::new(&activity, &all, day("2026-03-01"), day("2026-03-01"));
        let left: Vec<_> = calendar.unmatched.iter().map(|u| u.evidence.as_str()).collect();
        assert_eq!(left, ["0", "2", "3"]);
        assert_eq!(calendar.occurrences().map(|o| o.state).collect::<Vec<_>>(), [Done, Open]);
    }
}
