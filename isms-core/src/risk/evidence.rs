//! Dated evidence of whether controls work: tests, incidents, findings and measurements, older evidence weighing less.
//!
//! | evidence | dated | counts as |
//! |---|---|---|
//! | a test of the control | when it was done | one trial: passed, failed, or in part by the share of its sample without deviation |
//! | an incident whose root-cause analysis names the control | detection, once the analysis is done | one failure |
//! | a finding whose requirement is the control, or whose analysis names it | when it was raised | a failure: major one, minor half of one, an opportunity none |
//! | a measurement of a metric with a target that measures the control | when it was taken | one trial: the target met or not |
//!
//! The cases of one test are looked at on one day by one method and tell of each other, so that together they count as
//! one trial and not as many. Evidence of an age of one half-life weighs half: 0.5 ^ (age / half-life).

use std::collections::HashSet;

use foldhash::{HashMap, HashMapExt};

use crate::model::{
    Control, ControlTest, ControlTestResult, Date, Finding, FindingGrade, Id, Incident, IncidentStage, Kind,
    Metric, RootCauseAnalysis,
};
use crate::record::Isms;

/// Days after which evidence weighs half, if nothing else is said.
pub const HALF_LIFE_DAYS: f64 = 365.0;
/// Jeffreys' prior of a share: what counts as seen before, each of what went well and of what went wrong.
pub const JEFFREYS_PRIOR: f64 = 0.5;

/// Where evidence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceSource<'a> {
    /// The tests of the control.
    Tests,
    /// An incident to which its failure led.
    Incident(&'a Id<Incident>),
    /// A finding about it.
    Finding(&'a Id<Finding>),
    /// A metric that measures it.
    Metric(&'a Id<Metric>),
}

/// What one source says of a control.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tally<'a> {
    /// The source.
    pub source: EvidenceSource<'a>,
    /// Tests, incidents, findings or measurements.
    pub trials: usize,
    /// What went well, each by its weight.
    pub well: f64,
    /// What went wrong, each by its weight.
    pub wrong: f64,
    /// The day of the last of them.
    pub last_on: Date,
}

/// The evidence of every control on a date.
///
/// ```
/// # use isms_core::prelude::*;
/// use isms_core::risk::{ControlEvidence, HALF_LIFE_DAYS};
/// # let isms = Isms::from_json(include_str!("../../../conformance/records/control-evidence.json"))?;
/// // Passed a year ago, and today with two deviations in ten.
/// let evidence = ControlEvidence::on(&isms, "2026-02-01".parse()?, HALF_LIFE_DAYS);
/// let (well, wrong) = evidence.total(&"FILTER".into());
/// assert_eq!(format!("{well:.2} {wrong:.2}"), "1.30 0.20");
/// # Ok::<(), isms_core::Error>(())
/// ```
pub struct ControlEvidence<'a> {
    date: Date,
    half_life_days: f64,
    found: HashMap<&'a str, Vec<Tally<'a>>>,
}

impl<'a> ControlEvidence<'a> {
    /// Gathers what is on record by a date. Evidence of the age `half_life_days` weighs half.
    pub fn on(isms: &'a Isms, date: Date, half_life_days: f64) -> Self {
        let mut evidence = Self { date, half_life_days, found: HashMap::new() };
        for control in isms.controls().values() {
            evidence.add_tests(control);
        }
        evidence.add_failures(isms);
        let there = |metric: &&Metric| date.is_within(None, metric.retired_on);
        for metric in isms.metrics().values().filter(there) {
            evidence.add_metric(metric);
        }
        evidence
    }

    /// What is known of a control: tests, then incidents, findings and metrics.
    pub fn of(&self, control: &Id<Control>) -> &[Tally<'a>] {
        self.found.get(control.as_str()).map(Vec::as_slice).unwrap_or_default()
    }

    /// All that went well of a control, and all that went wrong, each by its weight.
    pub fn total(&self, control: &Id<Control>) -> (f64, f64) {
        let add = |(well, wrong), tally: &Tally<'_>| (well + tally.well, wrong + tally.wrong);
        self.of(control).iter().fold((0.0, 0.0), add)
    }

    fn weight(&self, on: Date) -> f64 {
        (-(self.date.days_since(on) as f64) / self.half_life_days).exp2()
    }

    fn add_tests(&mut self, control: &'a Control) {
        let seen = control.tests.partition_point(|test| test.on <= self.date);
        let tests = control.tests.get(..seen).unwrap_or_default();
        let trials = tests.iter().map(|test| (test.on, share_passed(test)));
        self.add(control.id.as_str(), EvidenceSource::Tests, trials);
    }

    fn add_metric(&mut self, metric: &'a Metric) {
        let Some(target) = &metric.target else { return };
        let seen = metric.measurements.partition_point(|m| m.at.date_naive() <= *self.date);
        let measured = metric.measurements.get(..seen).unwrap_or_default();
        for link in metric.measures.iter().filter(|link| link.kind == Kind::Control) {
            let met = |value| if target.is_met_by(value) { 1.0 } else { 0.0 };
            let trials = measured.iter().map(|m| (m.at.date_naive().into(), met(m.value)));
            self.add(&link.id, EvidenceSource::Metric(&metric.id), trials);
        }
    }

    /// Trials with the share of each that went well.
    fn add(
        &mut self,
        control: &'a str,
        source: EvidenceSource<'a>,
        trials: impl Iterator<Item = (Date, f64)>,
    ) {
        let mut tally = Tally { source, trials: 0, well: 0.0, wrong: 0.0, last_on: Date::MIN };
        for (on, share) in trials {
            let weight = self.weight(on);
            tally.trials += 1;
            tally.well += weight * share;
            tally.wrong += weight * (1.0 - share);
            tally.last_on = tally.last_on.max(on);
        }
        if tally.trials > 0 {
            self.found.entry(control).or_default().push(tally);
        }
    }

    /// Incidents and findings that name a control as what failed; each once, however many analyses there are.
    fn add_failures(&mut self, isms: &'a Isms) {
        let date = self.date;
        let mut told = HashSet::new();
        let there = |a: &&RootCauseAnalysis| date.is_within(Some(a.completed_on), a.retired_on);
        let analyses = || isms.root_cause_analyses().values().filter(there);
        for analysis in analyses() {
            let Some(incident) = analysis.incident.as_ref().and_then(|id| isms.incidents().get(id)) else {
                continue;
            };
            let detected = incident.reached(IncidentStage::Detected).map(|at| Date::from(at.date_naive()));
            let counts = |day: &Date| date.is_within(Some(*day), incident.retired_on);
            let Some(detected) = detected.filter(counts) else { continue };
            for control in &analysis.controls {
                if told.insert((Kind::Incident, incident.id.as_str(), control.as_str())) {
                    self.add_failure(control.as_str(), EvidenceSource::Incident(&incident.id), detected, 1.0);
                }
            }
        }
        let raised = |finding: &&Finding| date.is_within(Some(finding.raised_on), finding.retired_on);
        let by_requirement =
            isms.findings().values().filter_map(|finding| Some((finding, finding.requirement.as_deref()?)));
        let by_analysis = analyses()
            .filter_map(|analysis| Some((isms.findings().get(analysis.finding.as_ref()?)?, analysis)))
            .flat_map(|(finding, analysis)| analysis.controls.iter().map(move |id| (finding, id.as_str())));
        for (finding, control) in by_requirement.chain(by_analysis).filter(|(finding, _)| raised(finding)) {
            let weight = match finding.grade {
                FindingGrade::Major => 1.0,
                FindingGrade::Minor => 0.5,
                FindingGrade::Opportunity => continue,
            };
            if told.insert((Kind::Finding, finding.id.as_str(), control)) {
                self.add_failure(control, EvidenceSource::Finding(&finding.id), finding.raised_on, weight);
            }
        }
    }

    fn add_failure(&mut self, control: &'a str, source: EvidenceSource<'a>, on: Date, weight: f64) {
        let wrong = weight * self.weight(on);
        let tally = Tally { source, trials: 1, well: 0.0, wrong, last_on: on };
        self.found.entry(control).or_default().push(tally);
    }
}

/// The share of a test that went well: of its sample if deviations are counted, else all or nothing.
fn share_passed(test: &ControlTest) -> f64 {
    match (test.deviations, test.result) {
        (Some(wrong), _) => 1.0 - f64::from(wrong) / f64::from(test.sample.unwrap_or(1)),
        (None, ControlTestResult::Passed) => 1.0,
        (None, ControlTestResult::Failed) => 0.0,
    }
}
