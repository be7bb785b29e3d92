//! Is the system run all year, or crammed before the audit? (activities row 37)

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Period, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Activity, Audit, Date, Evidence, Id, Role};
use crate::schedule::continuity::{
    Cramming, LATE_RECORDING_DAYS, LateRecording, Silence, cramming, evenness, late_recording,
    longest_silence,
};
use crate::schedule::{Calendar, Kuiper, OccurrenceState, UnmatchedEvidence};

/// What to look at, and where to raise a flag.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContinuityParameters {
    /// First day; a year before the end if absent.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day; the date looked at, or the day before the audit, if absent.
    #[serde(default)]
    pub to: Option<Date>,
    /// The audit whose run-up is looked at; the last that begins in the period if absent.
    #[serde(default)]
    pub audit: Option<Id<Audit>>,
    /// Days of the run-up; 30 if absent.
    #[serde(default)]
    #[schemars(range(min = 1))]
    pub run_up_days: Option<u16>,
    /// Where to raise a flag.
    #[serde(default)]
    pub limits: Limits,
}

impl<P: Into<Period>> From<P> for ContinuityParameters {
    fn from(period: P) -> Self {
        let Period { from, to, audit } = period.into();
        Self { from, to, audit, ..Self::default() }
    }
}

/// Beyond these a figure raises a flag.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Coverage below this.
    pub coverage: f64,
    /// Punctuality below this.
    pub punctuality: f64,
    /// Silence of more than this many nominal intervals.
    pub silence: f64,
    /// A probability of the evidence in the run-up below this, given at least two pieces there.
    pub cramming: f64,
    /// A probability of the unevenness below this.
    pub evenness: f64,
    /// A share recorded late above this.
    pub late_recording: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            coverage: 0.9,
            punctuality: 0.8,
            silence: 2.0,
            cramming: 0.05,
            evenness: 0.05,
            late_recording: 0.2,
        }
    }
}

impl Limits {
    fn check(&self) -> Result<()> {
        let all = [
            ("coverage", self.coverage),
            ("punctuality", self.punctuality),
            ("cramming", self.cramming),
            ("evenness", self.evenness),
            ("late_recording", self.late_recording),
        ];
        all.into_iter()
            .try_for_each(|(name, value)| crate::model::probability(&format!("limits.{name}"), value))?;
        if self.silence > 0.0 {
            return Ok(());
        }
        let problem = format!("{} is not a number of intervals", self.silence);
        Err(Error::new(ErrorCode::Value, "limits.silence", problem, "use a number above 0"))
    }
}

/// How the programme was lived in a period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Continuity {
    /// The date looked at.
    pub as_of: Date,
    /// First day.
    pub from: Date,
    /// Last day looked at: the end of the period, or the date looked at if that is earlier.
    pub to: Date,
    /// The run-up to the audit, where there is one.
    pub run_up: Option<RunUp>,
    /// Where flags are raised.
    pub limits: Limits,
    /// All activities together.
    pub whole: Figures,
    /// Each activity.
    pub activities: Vec<ActivityContinuity>,
    /// Evidence that answers for no due date, of whatever time.
    pub unmatched: Vec<UnmatchedEvidence>,
}

/// The days before an audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RunUp {
    /// The audit.
    pub audit: Id<Audit>,
    /// First day.
    pub from: Date,
    /// The day before the audit.
    pub to: Date,
}

/// One activity in the period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ActivityContinuity {
    /// The activity.
    pub activity: Id<Activity>,
    /// Its title.
    pub title: String,
    /// Who owes it.
    pub owner: Id<Role>,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// The figures of continuity, each absent where there is nothing to judge by.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Figures {
    /// Due dates in the period.
    pub due: usize,
    /// Of those, with evidence.
    pub answered: usize,
    /// `answered` ÷ `due`.
    pub coverage: Option<f64>,
    /// Of those answered, within their grace.
    pub in_time: usize,
    /// `in_time` ÷ `answered`.
    pub punctuality: Option<f64>,
    /// Pieces of evidence performed in the period.
    pub evidence: usize,
    /// The longest stretch without evidence.
    pub longest_silence: Option<Silence>,
    /// Evidence in the run-up, against the plan.
    pub cramming: Option<Cramming>,
    /// Days of evidence against days planned: Kuiper's test.
    pub evenness: Option<Kuiper>,
    /// Days from doing to recording.
    pub late_recording: Option<LateRecording>,
    /// Limits crossed.
    pub flags: Vec<Flag>,
}

/// A limit crossed, and by what.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Flag {
    /// Which figure.
    pub measure: Measure,
    /// Its value.
    pub value: f64,
    /// The limit.
    pub limit: f64,
    /// What it says, in words.
    pub message: String,
    /// The evidence behind it.
    pub evidence: Vec<Id<Evidence>>,
    /// The due dates behind it.
    pub due: Vec<DueDate>,
}

/// A due date of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DueDate {
    /// The activity.
    pub activity: Id<Activity>,
    /// The day.
    pub due: Date,
}

/// The figures that can raise a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as the figures are")]
pub enum Measure {
    Coverage,
    Punctuality,
    LongestSilence,
    Cramming,
    Evenness,
    LateRecording,
}

impl View<'_> {
    /// The figures of continuity for a period, for each activity and for all together.
    ///
    /// Errors: an audit that is not there, a period that ends before it begins, a limit that is no limit.
    pub fn continuity(&self, parameters: impl Into<ContinuityParameters>) -> Result<Continuity> {
        let ContinuityParameters { from, to, audit, run_up_days, limits } = parameters.into();
        limits.check()?;
        let (from, end, audit) = Period { from, to, audit }.resolve(self, self.date())?;
        let to = end.min(self.date());
        let last_audit = || {
            let inside = self.isms().audits().values().filter(|a| from <= a.start && a.start <= end);
            inside.max_by_key(|a| (a.start, &a.id))
        };
        let run_up = audit.or_else(last_audit).map(|audit| RunUp {
            audit: audit.id.clone(),
            from: audit.start.plus_days(-i64::from(run_up_days.unwrap_or(30))),
            to: audit.start.plus_days(-1),
        });
        let calendars = self.calendars(to);
        let scope = Scope { from, to, run_up: run_up.as_ref(), limits: &limits };
        let figures = |calendar: &Calendar<'_>| ActivityContinuity {
            activity: calendar.activity.id.clone(),
            title: calendar.activity.title.clone(),
            owner: calendar.activity.owner.clone(),
            figures: scope.figures(std::slice::from_ref(calendar)),
        };
        let activities = calendars.iter().filter(|c| scope.concerns(c)).map(figures).collect();
        let whole = scope.figures(&calendars);
        let unmatched = calendars.into_iter().flat_map(|calendar| calendar.unmatched).collect();
        Ok(Continuity { as_of: self.date(), from, to, run_up, limits, whole, activities, unmatched })
    }
}

/// What the figures are taken over.
struct Scope<'a> {
    from: Date,
    to: Date,
    run_up: Option<&'a RunUp>,
    limits: &'a Limits,
}

impl Scope<'_> {
    /// Whether the activity lives in the period.
    fn concerns(&self, calendar: &Calendar<'_>) -> bool {
        let (first, last) = self.life(calendar);
        first <= last
    }

    /// The part of the period in which the activity lives.
    fn life(&self, calendar: &Calendar<'_>) -> (Date, Date) {
        let retired = calendar.activity.retired_on.map(|day| day.plus_days(-1));
        (self.from.max(calendar.activity.start), retired.map_or(self.to, |day| day.min(self.to)))
    }

    fn figures(&self, calendars: &[Calendar<'_>]) -> Figures {
        let due: Vec<_> = calendars
            .iter()
            .flat_map(|c| c.due_between(self.from, self.to).map(move |o| (&c.activity.id, o)))
            .collect();
        let mut evidence: Vec<&Evidence> =
            calendars.iter().flat_map(|c| c.performed_between(self.from, self.to)).collect();
        evidence.sort_by(|a, b| (a.performed_on, &a.id).cmp(&(b.performed_on, &b.id)));
        let days: Vec<Date> = evidence.iter().map(|e| e.performed_on).collect();
        let planned: Vec<Date> = due.iter().map(|(_, o)| o.due).collect();

        let answered = due.iter().filter(|(_, o)| o.evidence.is_some()).count();
        let in_time = due.iter().filter(|(_, o)| o.state == OccurrenceState::Done).count();
        let share = |part: usize, of: usize| (of > 0).then(|| part as f64 / of as f64);
        // Together, activities are due as often as their rates add up to.
        let alive = || calendars.iter().filter(|c| self.concerns(c));
        let rate: f64 = alive().filter_map(|c| c.nominal_interval).map(|days| 1.0 / days).sum();
        let first = alive().map(|c| self.life(c).0).min();
        let last = alive().map(|c| self.life(c).1).max();
        let silence = first.zip(last).filter(|_| rate > 0.0).and_then(|(first, last)| {
            let inside: Vec<Date> =
                days.iter().copied().filter(|day| first <= *day && *day <= last).collect();
            longest_silence(&inside, first, last, 1.0 / rate)
        });
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
            late_recording: late_recording(evidence.iter().map(|e| delay(e))),
            flags: Vec::new(),
        };
        figures.flags = self.flags(&figures, &due, &evidence);
        figures
    }

    fn flags(
        &self,
        figures: &Figures,
        due: &[(&Id<Activity>, &crate::schedule::Occurrence<'_>)],
        evidence: &[&Evidence],
    ) -> Vec<Flag> {
        let limits = self.limits;
        let ids = |wanted: &dyn Fn(&Evidence) -> bool| -> Vec<Id<Evidence>> {
            evidence.iter().filter(|e| wanted(e)).map(|e| e.id.clone()).collect()
        };
        let dates = |wanted: &dyn Fn(OccurrenceState, bool) -> bool| -> Vec<DueDate> {
            due.iter()
                .filter(|(_, o)| wanted(o.state, o.evidence.is_some()))
                .map(|(activity, o)| DueDate { activity: (*activity).clone(), due: o.due })
                .collect()
        };
        let mut flags = Vec::new();
        let mut raise = |measure, value, limit, message, evidence, due| {
            flags.push(Flag { measure, value, limit, message, evidence, due });
        };
        if let Some(share) = figures.coverage.filter(|share| *share < limits.coverage) {
            let message =
                format!("{} of {} due dates have no evidence", figures.due - figures.answered, figures.due);
            raise(
                Measure::Coverage,
                share,
                limits.coverage,
                message,
                vec![],
                dates(&|_, answered| !answered),
            );
        }
        if let Some(share) = figures.punctuality.filter(|share| *share < limits.punctuality) {
            let late = dates(&|state, _| state == OccurrenceState::DoneLate);
            let behind = due.iter().filter(|(_, o)| o.state == OccurrenceState::DoneLate);
            let behind = behind.filter_map(|(_, o)| Some(o.evidence?.id.clone())).collect();
            let message = format!("{} of {} answers came after their grace", late.len(), figures.answered);
            raise(Measure::Punctuality, share, limits.punctuality, message, behind, late);
        }
        if let Some(silence) = figures.longest_silence.as_ref().filter(|s| s.ratio > limits.silence) {
            let message = format!(
                "no evidence for {} days, {:.1} times the interval of {:.0} days",
                silence.days, silence.ratio, silence.nominal_interval
            );
            let ends = ids(&|e| e.performed_on == silence.from || e.performed_on == silence.to);
            raise(Measure::LongestSilence, silence.ratio, limits.silence, message, ends, vec![]);
        }
        let crammed =
            figures.cramming.as_ref().filter(|c| c.in_run_up >= 2 && c.probability < limits.cramming);
        if let Some((crammed, run_up)) = crammed.zip(self.run_up) {
            let message = format!(
                "{} of {} pieces of evidence lie in the run-up to {}, where the plan has {:.0} %",
                crammed.in_run_up,
                crammed.in_period,
                run_up.audit,
                100.0 * crammed.planned_share
            );
            let inside = ids(&|e| run_up.from <= e.performed_on && e.performed_on <= run_up.to);
            raise(Measure::Cramming, crammed.probability, limits.cramming, message, inside, vec![]);
        }
        if let Some(test) = figures.evenness.as_ref().filter(|test| test.p_value < limits.evenness) {
            let message = format!("evidence does not follow the plan: Kuiper's V is {:.2}", test.statistic);
            raise(Measure::Evenness, test.p_value, limits.evenness, message, ids(&|_| true), vec![]);
        }
        let late = figures.late_recording.as_ref().filter(|l| l.share_over_14_days > limits.late_recording);
        if let Some(late) = late {
            let behind = ids(&|e| delay(e) > LATE_RECORDING_DAYS);
            let message =
                format!("{} of {} were recorded more than 14 days later", behind.len(), figures.evidence);
            raise(
                Measure::LateRecording,
                late.share_over_14_days,
                limits.late_recording,
                message,
                behind,
                vec![],
            );
        }
        flags
    }
}

/// Days from doing to recording.
fn delay(evidence: &Evidence) -> i64 {
    Date::from(evidence.recorded_at.date_naive()).days_since(evidence.performed_on)
}
