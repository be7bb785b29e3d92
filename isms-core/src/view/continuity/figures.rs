//! The figures of some activities in a period, and where they cross a limit.

use std::cell::LazyCell;

use super::{DueDate, Figures, Flag, Limits, Measure, RunUp};
use crate::model::{Activity, Date, Evidence, Id, Performance};
use crate::schedule::continuity::{LATE_RECORDING_DAYS, cramming, evenness, late_recording, longest_silence};
use crate::schedule::{Calendar, Cramming, Occurrence, OccurrenceState};
use crate::view::Rule;

/// What the figures are taken over.
pub(super) struct Scope<'a> {
    /// The date looked at.
    pub(super) on: Date,
    /// First day.
    pub(super) from: Date,
    /// Last day.
    pub(super) to: Date,
    /// The days before the audit.
    pub(super) run_up: Option<&'a RunUp>,
    /// Where flags are raised.
    pub(super) limits: &'a Limits,
}

impl Scope<'_> {
    /// Whether the activity lives in the period.
    pub(super) fn concerns(&self, calendar: &Calendar<'_>) -> bool {
        let (first, last) = self.life(calendar);
        first <= last
    }

    /// The part of the period in which the activity lives.
    fn life(&self, calendar: &Calendar<'_>) -> (Date, Date) {
        let retired = calendar.activity.retired_on.map(|day| day.plus_days(-1));
        (self.from.max(calendar.activity.start), retired.map_or(self.to, |day| day.min(self.to)))
    }

    /// Due dates of the period, those with evidence, and those done in time.
    pub(super) fn done(&self, calendars: &[Calendar<'_>]) -> (usize, usize, usize) {
        let due = || calendars.iter().flat_map(|c| c.due_between(self.from, self.to));
        let answered = due().filter(|o| o.evidence.is_some()).count();
        (due().count(), answered, due().filter(|o| o.state == OccurrenceState::Done).count())
    }

    /// Whether the evidence of an activity is crammed into the run-up.
    pub(super) fn is_crammed(&self, calendar: &Calendar<'_>) -> bool {
        let days: Vec<Date> =
            calendar.performed_between(self.from, self.to).iter().map(|seen| seen.performed_on).collect();
        let planned: Vec<Date> = calendar.due_between(self.from, self.to).map(|o| o.due).collect();
        let found = self.run_up.and_then(|run_up| cramming(&days, &planned, (run_up.from, run_up.to)));
        found.is_some_and(|found| self.beyond_chance(&found))
    }

    fn beyond_chance(&self, found: &Cramming) -> bool {
        found.in_run_up >= 2 && found.probability < self.limits.cramming
    }

    /// The figures of some activities, taken as one.
    pub(super) fn figures(&self, calendars: &[&Calendar<'_>]) -> Figures {
        let (mut due, mut evidence): (Vec<Due<'_>>, Vec<&Performance>) = Default::default();
        for calendar in calendars {
            let id = &calendar.activity.id;
            due.extend(calendar.due_between(self.from, self.to).map(|occurrence| (id, occurrence)));
            evidence.extend_from_slice(calendar.performed_between(self.from, self.to));
        }
        let mut days: Vec<Date> = evidence.iter().map(|seen| seen.performed_on).collect();
        days.sort_unstable();
        let planned: Vec<Date> = due.iter().map(|(_, o)| o.due).collect();

        let answered = due.iter().filter(|(_, o)| o.evidence.is_some()).count();
        let in_time = due.iter().filter(|(_, o)| o.state == OccurrenceState::Done).count();
        let share = |part: usize, of: usize| (of > 0).then(|| part as f64 / of as f64);
        // Together, activities are due as often as their rates add up to.
        let alive = || calendars.iter().copied().filter(|c| self.concerns(c));
        let rate: f64 = alive().filter_map(|c| c.nominal_interval).map(|days| 1.0 / days).sum();
        let first = alive().map(|c| self.life(c).0).min();
        let last = alive().map(|c| self.life(c).1).max();
        let silence = first
            .zip(last)
            .filter(|_| rate > 0.0)
            .and_then(|(first, last)| longest_silence(&days, first, last, 1.0 / rate));
        let lapsed = self.lapsed(calendars);
        let mut figures = Figures {
            due: due.len(),
            answered,
            coverage: share(answered, due.len()),
            in_time,
            punctuality: share(in_time, answered),
            evidence: evidence.len(),
            longest_silence: silence,
            cramming: self.run_up.and_then(|run_up| cramming(&days, &planned, (run_up.from, run_up.to))),
            evenness: evenness(&days, &planned),
            late_recording: late_recording(evidence.iter().map(|seen| seen.delay())),
            lapsed: lapsed.len(),
            flags: Vec::new(),
        };
        figures.flags = self.flags(&figures, &due, &evidence, &lapsed);
        figures
    }

    fn flags(
        &self,
        figures: &Figures,
        due: &[Due<'_>],
        evidence: &[&Performance],
        lapsed: &[&Performance],
    ) -> Vec<Flag> {
        let limits = self.limits;
        let ids = |wanted: &dyn Fn(&Performance) -> bool| -> Vec<Id<Evidence>> {
            let mut wanted: Vec<_> = evidence.iter().filter(|seen| wanted(seen)).collect();
            wanted.sort_by_key(|seen| (seen.performed_on, &seen.evidence));
            wanted.into_iter().map(|seen| seen.evidence.clone()).collect()
        };
        let dates = |wanted: &dyn Fn(&Occurrence<'_>) -> bool| -> Vec<DueDate> {
            let wanted = due.iter().filter(|(_, o)| wanted(o));
            wanted.map(|(activity, o)| DueDate { activity: (*activity).clone(), due: o.due }).collect()
        };
        // A figure has been as it is since the last fact that went into it.
        let last = |days: &mut dyn Iterator<Item = Date>| days.max().unwrap_or(self.from);
        let answered =
            LazyCell::new(|| last(&mut due.iter().filter_map(|(_, o)| Some(o.evidence?.recorded_on))));
        let fell_due = LazyCell::new(|| last(&mut due.iter().map(|(_, o)| o.due)));
        let recorded = LazyCell::new(|| last(&mut evidence.iter().map(|seen| seen.recorded_on)));
        let raise = |measure, rule, value, limit, message| Flag {
            measure,
            rule,
            effective_on: (*recorded).max(*fell_due),
            value,
            limit,
            message,
            evidence: vec![],
            due: vec![],
        };
        let mut flags = Vec::new();
        if let Some(share) = figures.coverage.filter(|share| *share < limits.coverage) {
            let missing = figures.due - figures.answered;
            let message = format!("{missing} of {} due dates have no evidence", figures.due);
            let flag = raise(Measure::Coverage, Rule::ProgrammeDone, share, limits.coverage, message);
            let unanswered = dates(&|o| o.evidence.is_none());
            flags.push(Flag { effective_on: (*fell_due).max(*answered), due: unanswered, ..flag });
        }
        if let Some(share) = figures.punctuality.filter(|share| *share < limits.punctuality) {
            let late = dates(&|o| o.state == OccurrenceState::DoneLate);
            let mut behind: Vec<_> =
                due.iter().filter(|(_, o)| o.state == OccurrenceState::DoneLate).collect();
            behind.dedup_by_key(|(_, o)| o.evidence.map(|e| &e.evidence));
            let evidence =
                behind.into_iter().filter_map(|(_, o)| Some(o.evidence?.evidence.clone())).collect();
            let message = format!("{} of {} answers came after their grace", late.len(), figures.answered);
            let flag = raise(Measure::Punctuality, Rule::ProgrammeInTime, share, limits.punctuality, message);
            flags.push(Flag { effective_on: *answered, evidence, due: late, ..flag });
        }
        if let Some(silence) = figures.longest_silence.as_ref().filter(|s| s.ratio > limits.silence) {
            let message = format!(
                "no evidence for {} days, {:.1} times the interval of {:.0} days",
                silence.days, silence.ratio, silence.nominal_interval
            );
            let evidence = ids(&|e| e.performed_on == silence.from || e.performed_on == silence.to);
            let allowed = (limits.silence * silence.nominal_interval).floor() as i64;
            let flag =
                raise(Measure::LongestSilence, Rule::NoLongSilence, silence.ratio, limits.silence, message);
            flags.push(Flag { effective_on: silence.from.plus_days(allowed + 1), evidence, ..flag });
        }
        let crammed = figures.cramming.as_ref().filter(|found| self.beyond_chance(found));
        if let Some((crammed, run_up)) = crammed.zip(self.run_up) {
            let message = format!(
                "{} of {} pieces of evidence lie in the run-up to {}, where the plan has {:.0} %",
                crammed.in_run_up,
                crammed.in_period,
                run_up.audit,
                100.0 * crammed.planned_share
            );
            let evidence = ids(&|e| run_up.from <= e.performed_on && e.performed_on <= run_up.to);
            let flag =
                raise(Measure::Cramming, Rule::NotCrammed, crammed.probability, limits.cramming, message);
            flags.push(Flag { evidence, ..flag });
        }
        if let Some(test) = figures.evenness.as_ref().filter(|test| test.p_value < limits.evenness) {
            let message = format!("evidence does not follow the plan: Kuiper's V is {:.2}", test.statistic);
            let flag =
                raise(Measure::Evenness, Rule::EvenOverTheYear, test.p_value, limits.evenness, message);
            flags.push(Flag { evidence: ids(&|_| true), ..flag });
        }
        let late = figures.late_recording.as_ref().filter(|l| l.share_over_14_days > limits.late_recording);
        if let Some(share) = late.map(|late| late.share_over_14_days) {
            let evidence = ids(&|seen| seen.delay() > LATE_RECORDING_DAYS);
            let message =
                format!("{} of {} were recorded more than 14 days later", evidence.len(), figures.evidence);
            let rule = Rule::RecordedSoon;
            let flag = raise(Measure::LateRecording, rule, share, limits.late_recording, message);
            flags.push(Flag { effective_on: *recorded, evidence, ..flag });
        }
        if let Some(last) = lapsed.iter().filter_map(|e| e.valid_until).max() {
            let message = match figures.lapsed {
                1 => format!("the latest evidence of an activity was valid until {last}"),
                several => format!("the latest evidence of {several} activities is no longer valid"),
            };
            let flag = raise(Measure::Validity, Rule::EvidenceValid, figures.lapsed as f64, 0.0, message);
            let evidence = lapsed.iter().map(|seen| seen.evidence.clone()).collect();
            flags.push(Flag { effective_on: last.plus_days(1), evidence, ..flag });
        }
        flags
    }

    /// The latest evidence of each activity that no longer may be relied on.
    fn lapsed<'a>(&self, calendars: &[&Calendar<'a>]) -> Vec<&'a Performance> {
        let still_there = |c: &&&Calendar<'a>| self.on.is_within(None, c.activity.retired_on);
        let latest = calendars.iter().filter(still_there).filter_map(|c| c.evidence.last().copied());
        latest.filter(|e| !e.may_answer(self.on)).collect()
    }
}

/// A due date and whose it is.
type Due<'c> = (&'c Id<Activity>, Occurrence<'c>);
