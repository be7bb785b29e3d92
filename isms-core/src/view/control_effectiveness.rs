//! How well each control works, learned from dated evidence (clause 9.1; activities row 28).

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Rule, View};
use crate::error::Result;
use crate::model::{
    Control, ControlRevision, ControlStatus, ControlTestResult, Date, Id, Link, Person, Role, positive,
};
use crate::risk::{ControlEvidence, EvidenceSource, HALF_LIFE_DAYS, JEFFREYS_PRIOR, TEST_VALID_DAYS, Tally};
use crate::schedule::Beta;

/// The ends of the interval: 90 % lie between.
const ENDS: (f64, f64) = (0.05, 0.95);

/// How evidence is weighed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ControlEffectivenessParameters {
    /// Days after which evidence weighs half; 365 if absent.
    #[serde(default)]
    pub half_life_days: Option<f64>,
    /// What counts as having gone well before any evidence, above 0; 0.5 if absent (Jeffreys).
    #[serde(default)]
    pub prior_alpha: Option<f64>,
    /// What counts as having gone wrong before any evidence, above 0; 0.5 if absent (Jeffreys).
    #[serde(default)]
    pub prior_beta: Option<f64>,
}

/// The controls and how well they work.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ControlEffectiveness {
    /// The date looked at.
    pub as_of: Date,
    /// Days after which evidence weighs half.
    pub half_life_days: f64,
    /// Controls in force on the date that were never tested.
    pub never_tested: usize,
    /// Controls in force whose last test is too old.
    pub stale: usize,
    /// Controls that are only listed: neither in force nor with any evidence.
    pub only_listed: usize,
    /// The others: never tested, with a stale test, and the rest; the least effective first.
    pub items: Vec<ControlEffectivenessItem>,
}

/// How well a control works: a beta distribution of the share of trials that go well.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ControlEffectivenessItem {
    /// The control.
    pub control: Id<Control>,
    /// Its name.
    pub name: String,
    /// Who answers for it.
    pub owner: Option<Id<Role>>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// Its status; none if it was never set up.
    pub status: Option<ControlStatus>,
    /// The share of what it acts on that it stops, as declared.
    pub declared: Option<f64>,
    /// Mean share of trials that go well.
    pub mean: f64,
    /// Share below which it lies with probability 5 %.
    pub low: f64,
    /// Share above which it lies with probability 5 %.
    pub high: f64,
    /// First parameter of the beta distribution: prior and what went well.
    pub alpha: f64,
    /// Second parameter: prior and what went wrong.
    pub beta: f64,
    /// Trials that the evidence is worth, each by its weight.
    pub effective_sample_size: f64,
    /// What the evidence is, by source.
    pub evidence: Vec<EvidenceItem>,
    /// The day of the last test.
    pub last_tested_on: Option<Date>,
    /// How it went.
    pub last_result: Option<ControlTestResult>,
    /// The last day for the next test.
    pub test_due: Option<Date>,
    /// What is wrong with the evidence, of a control in force.
    pub flag: Option<EvidenceFlag>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the flag; without one, the day of the last evidence, or else of the last revision.
    pub effective_on: Date,
    /// The control, and the incidents, findings and metrics that say something of it.
    pub entities: Vec<Link>,
}

/// What one source says of a control.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EvidenceItem {
    /// The incident, finding or metric; of tests, the control itself.
    pub source: Link,
    /// Tests, incidents, findings or measurements.
    pub trials: usize,
    /// What went well, each by its weight.
    pub well: f64,
    /// What went wrong, each by its weight.
    pub wrong: f64,
    /// The day of the last of them.
    pub last_on: Date,
}

/// What is wrong with the evidence of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceFlag {
    /// It is in force and was never tested.
    NeverTested,
    /// It is in force and its last test is older than its interval.
    Stale,
}

impl View<'_> {
    /// How well each control works: a beta distribution, with its mean, its 90 % interval, and the evidence behind it.
    ///
    /// Evidence is what the record dates: tests of the control, incidents whose root-cause analysis names it, findings
    /// about it, and measurements against the target of a metric that measures it. Each counts as a trial that went well
    /// or wrong, weighed by 0.5 ^ (age / half-life); beta prior and trials give a beta posterior (Gelman et al.,
    /// *Bayesian Data Analysis*, 3rd edition 2013, section 2.4). See the table of [`ControlEvidence`] for what counts how.
    ///
    /// A test is stale the day after the interval of its control has passed: `test_interval_days`, else 365 days.
    ///
    /// Errors: a half-life or a prior that is not above 0, or above a million.
    pub fn control_effectiveness(
        &self,
        parameters: ControlEffectivenessParameters,
    ) -> Result<ControlEffectiveness> {
        let half_life_days = parameters.half_life_days.unwrap_or(HALF_LIFE_DAYS);
        let prior = Beta {
            alpha: parameters.prior_alpha.unwrap_or(JEFFREYS_PRIOR),
            beta: parameters.prior_beta.unwrap_or(JEFFREYS_PRIOR),
        };
        positive("half_life_days", half_life_days)?;
        positive("prior_alpha", prior.alpha)?;
        positive("prior_beta", prior.beta)?;
        let on = self.date();
        let evidence = ControlEvidence::on(self.isms(), on, half_life_days);
        let mut ends = HashMap::new();
        let (mut items, mut only_listed) = (Vec::new(), 0);
        for control in self.isms().controls().values().filter(|c| on.is_within(None, c.retired_on)) {
            let (tallies, revision) = (evidence.of(&control.id), control.revision_on(on));
            let in_force = revision.is_some_and(|revision| revision.status != ControlStatus::Planned);
            if !in_force && tallies.is_empty() {
                only_listed += 1;
                continue;
            }
            let (well, wrong) = evidence.total(&control.id);
            let share = prior.after_trials(well, wrong);
            // Many controls have the same evidence or none.
            let key = (share.alpha.to_bits(), share.beta.to_bits());
            let interval =
                *ends.entry(key).or_insert_with(|| (share.quantile(ENDS.0), share.quantile(ENDS.1)));
            items.push(self.effectiveness_item(control, revision, tallies, share, interval));
        }
        items.sort_by(|a, b| {
            let rank = |item: &ControlEffectivenessItem| (item.flag.is_none(), item.flag);
            let by_mean = a.mean.total_cmp(&b.mean);
            rank(a).cmp(&rank(b)).then(by_mean).then_with(|| a.control.cmp(&b.control))
        });
        let count = |flag| items.iter().filter(|item| item.flag == Some(flag)).count();
        let (never_tested, stale) = (count(EvidenceFlag::NeverTested), count(EvidenceFlag::Stale));
        Ok(ControlEffectiveness { as_of: on, half_life_days, never_tested, stale, only_listed, items })
    }

    fn effectiveness_item(
        &self,
        control: &Control,
        revision: Option<&ControlRevision>,
        tallies: &[Tally<'_>],
        share: Beta,
        (low, high): (f64, f64),
    ) -> ControlEffectivenessItem {
        let on = self.date();
        let last = control.tests.iter().rev().find(|test| test.on <= on);
        let interval = control.test_interval_days.map_or(TEST_VALID_DAYS, i64::from);
        let test_due = last.map(|test| test.on.plus_days(interval));
        let in_force = revision.filter(|revision| revision.status != ControlStatus::Planned);
        let flagged = in_force.and_then(|_| match test_due {
            None => Some((EvidenceFlag::NeverTested, in_force_since(control, on)?)),
            Some(due) => (due < on).then(|| (EvidenceFlag::Stale, due.plus_days(1))),
        });
        let last_evidence = tallies.iter().map(|tally| tally.last_on).max();
        let effective_on =
            flagged.map(|(_, day)| day).or(last_evidence).or(revision.map(|revision| revision.on));
        let evidence: Vec<_> = tallies.iter().map(|tally| evidence_item(control, tally)).collect();
        let mut entities = vec![Link::to(&control.id)];
        entities.extend(
            evidence.iter().map(|item| item.source.clone()).filter(|link| *link != Link::to(&control.id)),
        );
        ControlEffectivenessItem {
            control: control.id.clone(),
            name: control.name.clone(),
            owner: control.owner.clone(),
            holders: control.owner.as_ref().map(|owner| self.holders(owner)).unwrap_or_default(),
            status: revision.map(|revision| revision.status),
            declared: revision.and_then(|revision| revision.effectiveness),
            mean: share.mean(),
            low,
            high,
            alpha: share.alpha,
            beta: share.beta,
            effective_sample_size: tallies.iter().map(|tally| tally.well + tally.wrong).sum(),
            evidence,
            last_tested_on: last.map(|test| test.on),
            last_result: last.map(|test| test.result),
            test_due,
            flag: flagged.map(|(flag, _)| flag),
            rule: if flagged.is_some() { Rule::ControlTested } else { Rule::ControlEffective },
            effective_on: effective_on.unwrap_or(on),
            entities,
        }
    }
}

/// The first day of the stretch in which a control has been in force without a break.
fn in_force_since(control: &Control, on: Date) -> Option<Date> {
    let known = control.revisions.iter().rev().skip_while(|revision| on < revision.on);
    known.take_while(|revision| revision.status != ControlStatus::Planned).last().map(|revision| revision.on)
}

fn evidence_item(control: &Control, tally: &Tally<'_>) -> EvidenceItem {
    let source = match tally.source {
        EvidenceSource::Tests => Link::to(&control.id),
        EvidenceSource::Incident(id) => Link::to(id),
        EvidenceSource::Finding(id) => Link::to(id),
        EvidenceSource::Metric(id) => Link::to(id),
    };
    EvidenceItem {
        source,
        trials: tally.trials,
        well: tally.well,
        wrong: tally.wrong,
        last_on: tally.last_on,
    }
}
