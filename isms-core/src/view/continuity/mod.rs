//! Is the system run all year, or crammed before the audit? (activities row 37)

mod figures;

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::figures::Scope;
use super::{Period, Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Activity, Audit, Control, Date, Evidence, Id, Link, Role};
use crate::schedule::{Calendar, Cramming, Kuiper, LateRecording, Silence, UnmatchedEvidence};

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
    /// Each clause that the activities serve, by all that serve it.
    pub clauses: Vec<ClauseContinuity>,
    /// Each control that the activities keep alive, by all that keep it.
    pub controls: Vec<ControlContinuity>,
    /// Evidence that answers for no due date, of whatever time.
    pub unmatched: Vec<UnmatchedEvidence>,
}

/// The figures of continuity that the state of the system is summed up by.
pub(super) struct Rhythm {
    pub(super) coverage: Option<f64>,
    pub(super) punctuality: Option<f64>,
    pub(super) crammed: Vec<Id<Activity>>,
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
    /// The activity and its owner.
    pub entities: Vec<Link>,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Arc<Figures>,
}

/// What is done for one clause of the standard.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ClauseContinuity {
    /// The clause as the activities name it, e.g. `9.3`.
    pub clause: String,
    /// The activities that serve it.
    pub entities: Vec<Link>,
    /// Their figures together.
    #[serde(flatten)]
    pub figures: Arc<Figures>,
}

/// What is done to keep one control alive.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ControlContinuity {
    /// The control.
    pub control: Id<Control>,
    /// The control and the activities that keep it alive.
    pub entities: Vec<Link>,
    /// Their figures together.
    #[serde(flatten)]
    pub figures: Arc<Figures>,
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
    /// Activities whose latest evidence is no longer valid on the date looked at, so that nothing shows them now.
    pub lapsed: usize,
    /// Limits crossed.
    pub flags: Vec<Flag>,
}

/// A limit crossed, and by what.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Flag {
    /// Which figure.
    pub measure: Measure,
    /// The rule that is not kept.
    pub rule: Rule,
    /// Since when: the first day of the silence past its limit or of the lapse; else the last fact that the figure
    /// counts, a due date or the recording of evidence, since when it has been as it is.
    pub effective_on: Date,
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
    Validity,
}

impl View<'_> {
    /// The figures of continuity for a period: for each activity, clause and control, and for all together.
    ///
    /// A clause or a control has the figures of all activities that name it, taken as one: their due dates and evidence
    /// together, and a nominal interval of the sum of their rates. Evidence that covers a period counts for every due
    /// date in it ([`Calendar`]), but as one piece on the day it was performed.
    ///
    /// Errors: an audit that is not there, a period that ends before it begins, a limit that is no limit.
    pub fn continuity(&self, parameters: impl Into<ContinuityParameters>) -> Result<Continuity> {
        let ContinuityParameters { from, to, audit, run_up_days, limits } = parameters.into();
        limits.check()?;
        let (from, to, run_up) = self.stretch(&Period { from, to, audit }, run_up_days)?;
        let calendars = self.calendars(to);
        let scope = Scope { on: self.date(), from, to, run_up: run_up.as_ref(), limits: &limits };
        let alive: Vec<&Calendar<'_>> = calendars.iter().filter(|c| scope.concerns(c)).collect();
        let mut by_clause = BTreeMap::<&str, Vec<&Calendar<'_>>>::new();
        let mut by_control = BTreeMap::<&Id<Control>, Vec<&Calendar<'_>>>::new();
        for calendar in &alive {
            let Activity { clauses, controls, .. } = calendar.activity;
            clauses.iter().for_each(|clause| note(by_clause.entry(clause).or_default(), calendar));
            controls.iter().for_each(|control| note(by_control.entry(control).or_default(), calendar));
        }
        let link = |calendar: &&Calendar<'_>| Link::to(&calendar.activity.id);
        let activities = alive.iter().map(|calendar| ActivityContinuity {
            activity: calendar.activity.id.clone(),
            title: calendar.activity.title.clone(),
            owner: calendar.activity.owner.clone(),
            entities: vec![link(calendar), Link::to(&calendar.activity.owner)],
            figures: scope.figures(std::slice::from_ref(calendar)).into(),
        });
        let clauses = by_clause.into_iter().map(|(clause, serving)| ClauseContinuity {
            clause: clause.to_owned(),
            entities: serving.iter().map(link).collect(),
            figures: scope.figures(&serving).into(),
        });
        let activities: Vec<ActivityContinuity> = activities.collect();
        // Many controls are kept alive by the same activities, or by one alone: their figures are the same too.
        let alone =
            alive.iter().zip(&activities).map(|(c, a)| (vec![&c.activity.id], Arc::clone(&a.figures)));
        let mut known: BTreeMap<Vec<&Id<Activity>>, Arc<Figures>> = alone.collect();
        let controls = by_control.into_iter().map(|(control, keeping)| {
            let activities: Vec<_> = keeping.iter().map(|calendar| &calendar.activity.id).collect();
            let figures =
                Arc::clone(known.entry(activities).or_insert_with(|| scope.figures(&keeping).into()));
            let entities = [Link::to(control)].into_iter().chain(keeping.iter().map(link)).collect();
            ControlContinuity { control: control.clone(), entities, figures }
        });
        let (clauses, controls) = (clauses.collect(), controls.collect());
        let whole = scope.figures(&calendars.iter().collect::<Vec<_>>());
        let unmatched = calendars.iter().flat_map(|calendar| calendar.unmatched.iter().cloned()).collect();
        Ok(Continuity {
            as_of: self.date(),
            from,
            to,
            run_up,
            limits,
            whole,
            activities,
            clauses,
            controls,
            unmatched,
        })
    }

    /// Coverage and punctuality of the year up to the date, and the activities crammed before an audit in it.
    pub(super) fn rhythm(&self) -> Result<Rhythm> {
        let limits = Limits::default();
        let (from, to, run_up) = self.stretch(&Period::from(self.date()), None)?;
        let scope = Scope { on: self.date(), from, to, run_up: run_up.as_ref(), limits: &limits };
        let calendars = self.calendars(to);
        let crammed = calendars.iter().filter(|c| scope.concerns(c) && scope.is_crammed(c));
        let (due, answered, in_time) = scope.done(&calendars);
        let share = |part: usize, of: usize| (of > 0).then(|| part as f64 / of as f64);
        Ok(Rhythm {
            coverage: share(answered, due),
            punctuality: share(in_time, answered),
            crammed: crammed.map(|calendar| calendar.activity.id.clone()).collect(),
        })
    }

    /// First and last day to look at, and the run-up to the audit named, or else to the last that begins in the period.
    fn stretch(&self, period: &Period, run_up_days: Option<u16>) -> Result<(Date, Date, Option<RunUp>)> {
        let (from, end, audit) = period.resolve(self, self.date())?;
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
        Ok((from, to, run_up))
    }
}

/// Notes an activity once, though it may name a clause or control twice.
fn note<'a, 'c>(list: &mut Vec<&'c Calendar<'a>>, calendar: &'c Calendar<'a>) {
    if list.last().is_none_or(|last| last.activity.id != calendar.activity.id) {
        list.push(calendar);
    }
}
