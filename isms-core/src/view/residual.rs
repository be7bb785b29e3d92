//! Residual risk as stated and as computed, and what changes of controls did to it (activities row 3).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Period, Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Control, ControlStatus, Date, Id, Link, Risk, RiskCriteria, Stage};
use crate::risk::{ComputedResidual, ControlWeight, Discount, InForce, Left, Rating};

/// Residual risk, stated and computed side by side.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ResidualRisks {
    /// The date looked at.
    pub as_of: Date,
    /// Risks on the register, by id.
    pub items: Vec<ResidualRisk>,
    /// Of those, how many are stated lower than computed.
    pub stated_lower: usize,
    /// And how many higher.
    pub stated_higher: usize,
    /// Risks that nothing can be computed for: without an inherent assessment, or on scales without anchors.
    pub not_computed: Vec<Id<Risk>>,
}

/// The residual rating of a risk.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ResidualRisk {
    /// The risk.
    pub risk: Id<Risk>,
    /// Its title.
    pub title: String,
    /// The rating without controls.
    pub inherent: Option<Rating>,
    /// The rating with the controls in force, as the record states it.
    pub stated: Option<Rating>,
    /// The same as computed from the controls in force.
    pub computed: Option<ComputedResidual>,
    /// Levels of risk by which the stated rating lies above the computed one; below 0 it is stated lower.
    pub gap: Option<i64>,
    /// The rule that speaks, where the two are not the same.
    pub rule: Option<Rule>,
    /// Since when: the day of the stated assessment.
    pub effective_on: Option<Date>,
    /// The risk and the controls that count.
    pub entities: Vec<Link>,
}

/// What the controls did to the risks in a period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ControlChanges {
    /// The date looked at.
    pub as_of: Date,
    /// The day before the changes.
    pub from: Date,
    /// The day after them.
    pub to: Date,
    /// Revisions and retirements of controls in the period, oldest first.
    pub changes: Vec<ControlChange>,
    /// Risks that the controls left other than they were: one was revised or retired, there is new evidence of it, or its
    /// test grew too old; by id.
    pub items: Vec<RiskChange>,
}

/// A control that changed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ControlChange {
    /// The control.
    pub control: Id<Control>,
    /// Its name.
    pub name: String,
    /// When.
    pub on: Date,
    /// Its status since; none once it is retired.
    pub status: Option<ControlStatus>,
    /// The share it stops since, as declared.
    pub effectiveness: Option<f64>,
}

/// A risk before and after.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RiskChange {
    /// The risk.
    pub risk: Id<Risk>,
    /// Its title.
    pub title: String,
    /// The computed residual on the first day.
    pub before: Option<ComputedResidual>,
    /// The computed residual on the last day.
    pub after: Option<ComputedResidual>,
    /// Expected loss a year after, less that before, in the currency of the record.
    pub expected_loss_change: Option<f64>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The day of the last revision or evidence that changed it; the last day of the period if a test only grew too old.
    pub effective_on: Date,
    /// The risk and the controls that changed.
    pub entities: Vec<Link>,
}

impl View<'_> {
    /// Residual risk as stated and as computed, side by side: a gap is for the reader to judge, never overwritten.
    ///
    /// Errors: a record without risk criteria.
    pub fn residual_risks(&self) -> Result<ResidualRisks> {
        let criteria = self.criteria()?;
        let in_force = self.in_force();
        let items: Vec<ResidualRisk> =
            self.live_risks().map(|risk| self.residual_risk(risk, criteria, in_force)).collect();
        let lower = items.iter().filter(|item| item.gap.is_some_and(|gap| gap < 0)).count();
        let higher = items.iter().filter(|item| item.gap.is_some_and(|gap| gap > 0)).count();
        let not_computed =
            items.iter().filter(|item| item.computed.is_none()).map(|i| i.risk.clone()).collect();
        Ok(ResidualRisks {
            as_of: self.date(),
            items,
            stated_lower: lower,
            stated_higher: higher,
            not_computed,
        })
    }

    fn residual_risk(&self, risk: &Risk, criteria: &RiskCriteria, in_force: &InForce<'_>) -> ResidualRisk {
        let stated = self.rating(risk, Stage::Residual);
        let computed = in_force.residual(risk, criteria);
        let rank = |rating: &Rating| i64::try_from(rating.rank).unwrap_or(i64::MAX);
        let gap = stated.as_ref().zip(computed.as_ref()).map(|(s, c)| rank(s) - rank(&c.rating));
        let rule = gap.and_then(|gap| match gap {
            0 => None,
            ..0 => Some(Rule::ResidualStatedLower),
            _ => Some(Rule::ResidualStatedHigher),
        });
        let controls = computed.iter().flat_map(|c| &c.controls).map(|c| Link::to(&c.control));
        let entities = std::iter::once(Link::to(&risk.id)).chain(controls).collect();
        ResidualRisk {
            risk: risk.id.clone(),
            title: risk.title.clone(),
            inherent: self.rating(risk, Stage::Inherent),
            effective_on: rule.and(stated.as_ref()).map(|rating| rating.assessed_on),
            stated,
            computed,
            gap,
            rule,
            entities,
        }
    }

    /// The controls that changed in a period, and each risk before and after. Without a period, over the last year.
    ///
    /// Errors: a record without risk criteria; as [`Period`] says.
    pub fn control_changes(&self, period: impl Into<Period>) -> Result<ControlChanges> {
        let criteria = self.criteria()?;
        let (from, to, _) = period.into().resolve(self, self.date())?;
        let to = to.min(self.date());
        let changes = self.changed_controls(from, to);
        let (before, after) = (InForce::on(self.isms(), from), InForce::on(self.isms(), to));
        let compared = Compared::new(&before, &after, criteria, to);
        let items = self.live_risks().filter_map(|risk| compared.change_of(risk, &changes)).collect();
        Ok(ControlChanges { as_of: self.date(), from, to, changes, items })
    }

    /// Revisions and retirements after `from` up to `to`, oldest first.
    fn changed_controls(&self, from: Date, to: Date) -> Vec<ControlChange> {
        let inside = |day: Date| from < day && day <= to;
        let mut changes = Vec::new();
        for control in self.isms().controls().values() {
            let change = |on, status, effectiveness| ControlChange {
                control: control.id.clone(),
                name: control.name.clone(),
                on,
                status,
                effectiveness,
            };
            for revision in control.revisions.iter().filter(|revision| inside(revision.on)) {
                changes.push(change(revision.on, Some(revision.status), revision.effectiveness));
            }
            if let Some(day) = control.retired_on.filter(|day| inside(*day)) {
                changes.push(change(day, None, None));
            }
        }
        changes.sort_by(|a, b| (a.on, &a.control).cmp(&(b.on, &b.control)));
        changes
    }

    pub(super) fn criteria(&self) -> Result<&RiskCriteria> {
        self.isms().risk_criteria().ok_or_else(|| {
            let problem = "the record has no risk criteria to judge by";
            Error::new(ErrorCode::MissingField, "risk_criteria", problem, "give risk_criteria")
        })
    }
}

/// The controls in force on two days.
struct Compared<'c> {
    before: &'c InForce<'c>,
    after: &'c InForce<'c>,
    criteria: &'c RiskCriteria,
    to: Date,
    /// The controls that count otherwise than before, or no more, with the day of the last evidence of those that count:
    /// revised, retired, tested, found wanting, or tested too long ago. That all evidence weighs less as it ages is no change.
    changed: BTreeMap<&'c Id<Control>, Option<Date>>,
}

impl<'c> Compared<'c> {
    fn new(before: &'c InForce<'_>, after: &'c InForce<'_>, criteria: &'c RiskCriteria, to: Date) -> Self {
        let mut old: BTreeMap<_, _> =
            before.weights().map(|weight| (&weight.control, told(weight))).collect();
        let is_new = |weight: &&ControlWeight| old.remove(&weight.control) != Some(told(weight));
        let mut changed: BTreeMap<_, _> =
            after.weights().filter(is_new).map(|weight| (&weight.control, weight.last_evidence_on)).collect();
        changed.extend(old.into_keys().map(|gone| (gone, None)));
        Self { before, after, criteria, to, changed }
    }

    /// What changed for a risk, if its controls changed it.
    fn change_of(&self, risk: &Risk, changes: &[ControlChange]) -> Option<RiskChange> {
        let (before, after) =
            (self.before.left_of(risk, self.criteria), self.after.left_of(risk, self.criteria));
        if before.as_ref().zip(after.as_ref()).is_some_and(|(before, after)| before.is_same(after)) {
            return None;
        }
        let assessed = before.is_some() == after.is_some();
        let old = before.iter().flat_map(|left| self.before.used(left));
        let new = after.iter().flat_map(|left| self.after.used(left));
        // Of a risk that could not be rated on one of the days, all that counts is new.
        let changed: BTreeMap<&Id<Control>, Option<Date>> = if assessed {
            let known = old.chain(new).filter_map(|weight| self.changed.get_key_value(&weight.control));
            known.map(|(id, day)| (*id, *day)).collect()
        } else {
            let new = new.map(|weight| (&weight.control, weight.last_evidence_on));
            old.map(|weight| (&weight.control, None)).chain(new).collect()
        };
        if changed.is_empty() && assessed {
            return None;
        }
        let rated =
            |in_force: &InForce<'_>, left: &Option<Left>| in_force.rated(left.as_ref()?, self.criteria);
        let (before, after) = (rated(self.before, &before), rated(self.after, &after));
        // A method that rates by factors gives what is left no level.
        if before.is_none() && after.is_none() {
            return None;
        }
        let revised =
            changes.iter().filter(|change| changed.contains_key(&change.control)).map(|change| change.on);
        let from = before.as_ref().map(|before| before.rating.assessed_on);
        let evident = changed.values().flatten().copied().filter(|day| from.is_none_or(|from| from < *day));
        let effective_on = revised.chain(evident).max().unwrap_or(self.to);
        let loss = |c: &ComputedResidual| c.frequency * c.amount;
        let expected_loss_change = before.as_ref().zip(after.as_ref()).map(|(b, a)| loss(a) - loss(b));
        let entities =
            std::iter::once(Link::to(&risk.id)).chain(changed.keys().map(|id| Link::to(*id))).collect();
        Some(RiskChange {
            risk: risk.id.clone(),
            title: risk.title.clone(),
            before,
            after,
            expected_loss_change,
            rule: Rule::ControlsChangedRisk,
            effective_on,
            entities,
        })
    }
}

/// What a control is known by: whether that changed is what the reader asks.
fn told(weight: &ControlWeight) -> (u64, &[Discount], usize) {
    (weight.declared.to_bits(), &weight.discounts, weight.evidence)
}
