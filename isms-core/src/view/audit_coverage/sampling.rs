//! Which controls the next audit should look at (ISO 19011, judgement-based sampling by risk).

use std::collections::{BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::{Rule, View};
use super::Applicable;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{
    Control, ControlStatus, ControlTestResult, Date, Finding, FindingGrade, Id, Link, Risk, Stage,
};
use crate::risk::TEST_VALID_DAYS;

/// What counts how much in the choice of controls; only the proportions matter.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SamplingWeights {
    /// The risk that leans on the control.
    pub risk: f64,
    /// The time since its last audit.
    pub age: f64,
    /// How it does in tests.
    pub test: f64,
    /// Its open findings.
    pub findings: f64,
}

impl Default for SamplingWeights {
    fn default() -> Self {
        Self { risk: 4.0, age: 3.0, test: 2.0, findings: 1.0 }
    }
}

impl SamplingWeights {
    /// The weights as shares of their sum: risk, age, test, findings.
    pub(super) fn shares(self) -> Result<[f64; 4]> {
        let weights = [self.risk, self.age, self.test, self.findings];
        let sum: f64 = weights.iter().sum();
        if weights.iter().any(|weight| *weight < 0.0) || !(sum.is_finite() && sum > 0.0) {
            let problem = "these are not weights";
            return Err(Error::new(
                ErrorCode::Value,
                "weights",
                problem,
                "use numbers from 0 up, one above 0",
            ));
        }
        Ok(weights.map(|weight| weight / sum))
    }
}

/// A control proposed for the next audit, and why.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SampledControl {
    /// The control.
    pub control: Id<Control>,
    /// Its name.
    pub name: String,
    /// Its weight, 0 to 1: the mean of the four parts by their weights.
    pub weight: f64,
    /// The levels of the risks that lean on it, added up; 1 for the control on which most leans.
    pub risk: f64,
    /// Days since its last audit as a share of the cycle; 1 at most, and if it never was audited.
    pub age: f64,
    /// 1 if it is degraded or its last test failed, 0.5 if that is over a year ago or never was, else 0.
    pub test: f64,
    /// Open findings against it: 1 for a major, 0.5 for a minor, 0.25 for an opportunity; 1 at most.
    pub findings: f64,
    /// The risks that lean on it.
    pub risks: Vec<Id<Risk>>,
    /// Days since its last audit; none if it never was audited.
    pub days_since_audit: Option<i64>,
    /// The day of its last test.
    pub last_tested_on: Option<Date>,
    /// How that went.
    pub last_test: Option<ControlTestResult>,
    /// Open findings against it.
    pub open_findings: Vec<Id<Finding>>,
    /// Why, in words.
    pub reasons: Vec<String>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The date looked at: the proposal is made on it.
    pub effective_on: Date,
    /// The control, the risks and the findings.
    pub entities: Vec<Link>,
}

/// The risks that lean on each control, and the level of each risk: 1 for the highest, 0 if it is not rated.
struct Leaning<'a> {
    risks: HashMap<&'a Id<Control>, BTreeSet<&'a Id<Risk>>>,
    levels: HashMap<&'a Id<Risk>, f64>,
}

impl<'a> View<'a> {
    /// Every control to audit with its weight, the heaviest first.
    pub(super) fn sampled_controls(
        &self,
        applicable: &[Applicable<'a>],
        [by_risk, by_age, by_test, by_findings]: [f64; 4],
        cycle_days: i64,
        last_audited: impl Fn(&Id<Control>) -> Option<Date>,
    ) -> Vec<SampledControl> {
        let leaning = self.leaning_risks(applicable);
        let mut findings: HashMap<&str, Vec<&Finding>> = HashMap::new();
        for finding in self.open_findings() {
            if let Some(requirement) = &finding.requirement {
                findings.entry(requirement).or_default().push(finding);
            }
        }
        let mut sample: Vec<_> = applicable
            .iter()
            .map(|(control, ..)| {
                let against = findings.get(control.id.as_str()).map(Vec::as_slice).unwrap_or_default();
                self.sampled(control, &leaning, against, last_audited(&control.id), cycle_days)
            })
            .collect();
        let most = sample.iter().map(|sampled| sampled.risk).fold(0.0, f64::max);
        for sampled in &mut sample {
            sampled.risk = if most > 0.0 { sampled.risk / most } else { 0.0 };
            sampled.weight = by_risk * sampled.risk
                + by_age * sampled.age
                + by_test * sampled.test
                + by_findings * sampled.findings;
        }
        sample.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.control.cmp(&b.control)));
        sample
    }

    /// The risks that name a control, or that the decision on its applicability names. A risk is as high as its residual
    /// rating, or the inherent one where there is none; one without rating weighs nothing.
    fn leaning_risks(&self, applicable: &[Applicable<'a>]) -> Leaning<'a> {
        let isms = self.isms();
        let levels_in_all = isms.risk_criteria().map_or(1, |criteria| criteria.levels.len()) as f64;
        let mut found = Leaning { risks: HashMap::new(), levels: HashMap::new() };
        let there = |risk: &&Risk| self.date().is_within(Some(risk.identified_on), risk.retired_on);
        for risk in isms.risks().values().filter(there) {
            let rating = self.rating(risk, Stage::Residual).or_else(|| self.rating(risk, Stage::Inherent));
            found.levels.insert(&risk.id, rating.map_or(0.0, |r| (r.rank as f64 + 1.0) / levels_in_all));
            for control in &risk.controls {
                found.risks.entry(control).or_default().insert(&risk.id);
            }
        }
        for (control, _, decision) in applicable {
            for risk in decision.iter().flat_map(|decision| &decision.risks) {
                if found.levels.contains_key(risk) {
                    found.risks.entry(&control.id).or_default().insert(risk);
                }
            }
        }
        found
    }

    /// A control with its four parts; that of the risk is not yet a share.
    fn sampled(
        &self,
        control: &Control,
        leaning: &Leaning<'a>,
        against: &[&Finding],
        last_audited: Option<Date>,
        cycle_days: i64,
    ) -> SampledControl {
        let on = self.date();
        let mut reasons = Vec::new();
        let risks: Vec<_> = leaning.risks.get(&control.id).into_iter().flatten().copied().collect();
        let risk =
            risks.iter().filter_map(|risk| leaning.levels.get(risk)).fold(0.0, |sum, level| sum + level);
        if !risks.is_empty() {
            reasons.push(format!("risks that lean on it: {}", risks.len()));
        }
        let days_since_audit = last_audited.map(|day| on.days_since(day));
        reasons.push(match days_since_audit {
            None => "never audited".to_owned(),
            Some(days) => format!("days since its last audit: {days}"),
        });
        let degraded = control.revision_on(on).is_some_and(|r| r.status == ControlStatus::Degraded);
        let last = control.tests.iter().rev().find(|test| test.on <= on);
        let failed = last.is_some_and(|test| test.result == ControlTestResult::Failed);
        let old = last.is_none_or(|test| on.days_since(test.on) > TEST_VALID_DAYS);
        if degraded {
            reasons.push("degraded".to_owned());
        }
        match last {
            None => reasons.push("never tested".to_owned()),
            Some(test) if failed => reasons.push(format!("failed its test of {}", test.on)),
            Some(test) if old => reasons.push(format!("last tested on {}", test.on)),
            Some(_) => {}
        }
        let graded = |finding: &&Finding| match finding.grade {
            FindingGrade::Major => 1.0,
            FindingGrade::Minor => 0.5,
            FindingGrade::Opportunity => 0.25,
        };
        let open_findings: Vec<_> = against.iter().map(|finding| finding.id.clone()).collect();
        if !open_findings.is_empty() {
            reasons.push(format!("open findings: {}", open_findings.len()));
        }
        let mut entities = vec![Link::to(&control.id)];
        entities.extend(risks.iter().map(|risk| Link::to(*risk)));
        entities.extend(open_findings.iter().map(Link::to));
        SampledControl {
            control: control.id.clone(),
            name: control.name.clone(),
            weight: 0.0,
            risk,
            age: days_since_audit.map_or(1.0, |days| (days as f64 / cycle_days as f64).min(1.0)),
            test: match (degraded || failed, old) {
                (true, _) => 1.0,
                (false, true) => 0.5,
                (false, false) => 0.0,
            },
            findings: against.iter().map(graded).fold(0.0, |sum: f64, one| sum + one).min(1.0),
            risks: risks.into_iter().cloned().collect(),
            days_since_audit,
            last_tested_on: last.map(|test| test.on),
            last_test: last.map(|test| test.result),
            open_findings,
            reasons,
            rule: Rule::SampledByRisk,
            effective_on: on,
            entities,
        }
    }
}
