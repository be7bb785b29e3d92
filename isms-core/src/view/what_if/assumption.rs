//! What can be taken to be so beside changes of the record, and what it makes of a copy of it.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::supplier_tier::open_access;
use super::super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{
    AccessPrivilege, Action, Asset, Control, Date, Id, InsurancePolicy, Link, Risk, Supplier, Threat,
};
use crate::record::{Change, Isms, Stored};
use crate::risk::InForce;

/// The most quarters that an action can be delayed by.
const MOST_QUARTERS: u16 = 40;
/// The most times as often that a threat can act.
const MOST_TIMES: f64 = 1e6;

/// Something taken to be so from the date on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "assumption", rename_all = "snake_case", deny_unknown_fields)]
pub enum Assumption {
    /// A control is lost: it counts no longer.
    LoseControl {
        /// The control.
        control: Id<Control>,
    },
    /// An open action of a treatment plan is due some quarters of a year later.
    DelayAction {
        /// The risk that is treated.
        risk: Id<Risk>,
        /// Which of the actions of its treatment, the first being 0.
        action: usize,
        /// By how many quarters, 1 to 40.
        quarters: u16,
    },
    /// A supplier is gone, and with it what it runs: the assets to which it has open access to administer them, the
    /// controls that protect these assets and no others, and the insurance policies that it underwrites. Such controls and
    /// policies count no longer; what it costs that the assets fail is told beside the losses of a year.
    DropSupplier {
        /// The supplier.
        supplier: Id<Supplier>,
    },
    /// A threat acts so many times as often as on record, in all risks that name it.
    ScaleThreatRate {
        /// The threat.
        threat: Id<Threat>,
        /// How many times: 1 changes nothing; 0 to a million.
        factor: f64,
    },
}

/// An action that is delayed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DelayedAction {
    /// The risk that is treated.
    pub risk: Id<Risk>,
    /// Which of its actions, the first being 0.
    pub action: usize,
    /// What is to be done.
    pub title: String,
    /// When it is due on record.
    pub due: Date,
    /// When it would be due.
    pub delayed_to: Date,
    /// By how many days the last of the open actions of the treatment is due later: the risk keeps its residual loss so
    /// much longer before it comes down to its target.
    pub days_to_target: i64,
    /// What that costs: for these days the mean loss of the risk at the residual stage less that at the target. None if
    /// the risk has no figures.
    pub expected_loss: Option<f64>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day on which the delay shows.
    pub effective_on: Date,
    /// The risk and who owes the action.
    pub entities: Vec<Link>,
}

/// A supplier that is gone.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DroppedSupplier {
    /// The supplier.
    pub supplier: Id<Supplier>,
    /// Its name.
    pub name: String,
    /// The assets that it runs.
    pub assets: Vec<Id<Asset>>,
    /// The controls that count no longer.
    pub controls: Vec<Id<Control>>,
    /// The insurance policies that end.
    pub policies: Vec<Id<InsurancePolicy>>,
    /// What it costs on average that the assets fail together once, with all that fails with them: the outage losses on
    /// record. It is no part of the losses of a year.
    pub outage_loss: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day without it.
    pub effective_on: Date,
    /// The supplier and what is gone with it.
    pub entities: Vec<Link>,
}

/// A copy of the record in which changes are made and assumptions hold.
pub(super) struct Supposed {
    record: Isms,
    on: Date,
    factors: HashMap<Id<Threat>, f64>,
    pub(super) delayed: Vec<DelayedAction>,
    pub(super) dropped: Vec<DroppedSupplier>,
}

impl Supposed {
    pub(super) fn new(
        record: &Isms,
        on: Date,
        changes: &[Change],
        assumptions: &[Assumption],
    ) -> Result<Self> {
        let mut supposed = Self {
            record: record.supposing(changes)?,
            on,
            factors: HashMap::new(),
            delayed: Vec::new(),
            dropped: Vec::new(),
        };
        for (i, assumption) in assumptions.iter().enumerate() {
            supposed.assume(assumption).map_err(|error| error.within(&format!("assumptions[{i}]")))?;
        }
        Ok(supposed)
    }

    pub(super) fn record(&self) -> &Isms {
        &self.record
    }

    pub(super) fn view(&self) -> View<'_> {
        let in_force = InForce::on(&self.record, self.on).with_factors(self.factors.clone());
        View::counting(&self.record, self.on, in_force)
    }

    fn assume(&mut self, assumption: &Assumption) -> Result<()> {
        match assumption {
            Assumption::LoseControl { control } => self.lose_control(control),
            Assumption::DelayAction { risk, action, quarters } => self.delay(risk, *action, *quarters),
            Assumption::DropSupplier { supplier } => self.drop_supplier(supplier),
            Assumption::ScaleThreatRate { threat, factor } => self.scale(threat, *factor),
        }
    }

    fn lose_control(&mut self, id: &Id<Control>) -> Result<()> {
        let control: &Control = self.named("control", id)?;
        self.there("control", None, control.retired_on)?;
        let lost = Control { retired_on: Some(self.on), ..control.clone() };
        self.record.suppose(lost);
        Ok(())
    }

    fn delay(&mut self, id: &Id<Risk>, nth: usize, quarters: u16) -> Result<()> {
        let refuse = |at: &str, problem: String, remedy: String| {
            Err(Error::new(ErrorCode::Value, at, problem, remedy))
        };
        let risk: &Risk = self.named("risk", id)?;
        self.there("risk", Some(risk.identified_on), risk.retired_on)?;
        let Some(action) = risk.actions().get(nth) else {
            let problem = format!("the treatment has {} actions", risk.actions().len());
            return refuse("action", problem, "count them from 0".to_owned());
        };
        if !action.is_open_on(self.on) {
            let problem = format!("{:?} is done by {}", action.title, self.on);
            return refuse("action", problem, "name one that is still open".to_owned());
        }
        if !(1..=MOST_QUARTERS).contains(&quarters) {
            let problem = format!("{quarters} is too few or too many");
            return refuse("quarters", problem, format!("use a number from 1 to {MOST_QUARTERS}"));
        }
        let (title, due, owner) = (action.title.clone(), action.due, Link::to(&action.owner));
        let delayed_to = due.plus_months(3 * quarters);
        let last_due = |actions: &[Action]| {
            actions.iter().filter(|action| action.is_open_on(self.on)).map(|action| action.due).max()
        };
        let before = last_due(risk.actions()).unwrap_or(due);
        let days_to_target = delayed_to.max(before).days_since(before);
        let mut risk = risk.clone();
        let actions = risk.treatment.as_mut().map(|treatment| &mut treatment.actions);
        if let Some(action) = actions.and_then(|actions| actions.get_mut(nth)) {
            action.due = delayed_to;
        }
        self.record.suppose(risk);
        self.delayed.push(DelayedAction {
            risk: id.clone(),
            action: nth,
            title,
            due,
            delayed_to,
            days_to_target,
            expected_loss: None,
            rule: Rule::TreatmentInTime,
            effective_on: due.plus_days(1),
            entities: vec![Link::to(id), owner],
        });
        Ok(())
    }

    fn drop_supplier(&mut self, id: &Id<Supplier>) -> Result<()> {
        let on = self.on;
        let supplier: Supplier = self.named("supplier", id)?.clone();
        self.there("supplier", supplier.since, supplier.retired_on)?;
        let runs = |access: &&crate::model::SupplierAccess| access.privilege == AccessPrivilege::Administer;
        let assets: BTreeSet<Id<Asset>> =
            open_access(&supplier, on).filter(runs).map(|access| access.asset.clone()).collect();
        let only_these = |control: &&Control| {
            on.is_within(None, control.retired_on)
                && !control.protects.is_empty()
                && control.protects.iter().all(|asset| assets.contains(asset))
        };
        let underwritten = |policy: &&InsurancePolicy| {
            policy.is_in_force_on(on) && policy.insurer.as_ref() == Some(&Link::to(id))
        };
        let controls: Vec<Control> = self.record.controls().values().filter(only_these).cloned().collect();
        let policies: Vec<InsurancePolicy> =
            self.record.insurance_policies().values().filter(underwritten).cloned().collect();
        let entities = [Link::to(id)].into_iter().chain(assets.iter().map(Link::to));
        let entities = entities.chain(controls.iter().map(|control| Link::to(&control.id)));
        let entities = entities.chain(policies.iter().map(|policy| Link::to(&policy.id))).collect();
        self.dropped.push(DroppedSupplier {
            supplier: id.clone(),
            name: supplier.name.clone(),
            assets: assets.into_iter().collect(),
            controls: controls.iter().map(|control| control.id.clone()).collect(),
            policies: policies.iter().map(|policy| policy.id.clone()).collect(),
            outage_loss: 0.0,
            standard_error: 0.0,
            rule: Rule::SupplierTierByReach,
            effective_on: on,
            entities,
        });
        let gone = Some(on);
        self.record.suppose(Supplier { retired_on: gone, ..supplier });
        controls.into_iter().for_each(|it| self.record.suppose(Control { retired_on: gone, ..it }));
        policies.into_iter().for_each(|it| self.record.suppose(InsurancePolicy { retired_on: gone, ..it }));
        Ok(())
    }

    fn scale(&mut self, id: &Id<Threat>, factor: f64) -> Result<()> {
        let threat: &Threat = self.named("threat", id)?;
        self.there("threat", threat.identified_on, threat.retired_on)?;
        if !(0.0..=MOST_TIMES).contains(&factor) {
            let problem = format!("{factor} is too few or too many times");
            let remedy = format!("use a number from 0 to {MOST_TIMES}");
            return Err(Error::new(ErrorCode::Value, "factor", problem, remedy));
        }
        *self.factors.entry(id.clone()).or_insert(1.0) *= factor;
        Ok(())
    }

    /// The entity that an assumption names in a field.
    fn named<T: Stored>(&self, field: &str, id: &Id<T>) -> Result<&T> {
        T::collection(&self.record)
            .get(id)
            .ok_or_else(|| Error { path: field.to_owned(), ..self.record.no_entity(T::KIND, id.as_str()) })
    }

    /// Refuses what does not count on the date anyway.
    fn there(&self, field: &str, since: Option<Date>, until: Option<Date>) -> Result<()> {
        if self.on.is_within(since, until) {
            return Ok(());
        }
        let problem = format!("it does not count on {}", self.on);
        Err(Error::new(ErrorCode::Rule, field, problem, "name one that does, or look at another date"))
    }
}
