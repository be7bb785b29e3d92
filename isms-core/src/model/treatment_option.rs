//! What might be done about risks, before it is decided: treatment options (ISO 31000, 6.5.2; clause 6.1.3 a).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{
    Amounts, Entity, References, each_once, entity, in_order, money_not_negative, not_blank, not_negative,
    probability,
};
use super::{Asset, Control, Date, Extensions, Id, InsurancePolicy, Money, Risk, Role, Threat};
use crate::error::{Error, ErrorCode, Result};

/// Longest time to put an option in effect, in quarters: ten years.
const MOST_QUARTERS: u16 = 40;

/// A measure that may be taken against risks: what it costs, what it does, and what it stands or falls with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TreatmentOption {
    /// Identifier.
    pub id: Id<TreatmentOption>,
    /// Title, which becomes that of the action in the treatment plan.
    pub title: String,
    /// What would be done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who would owe it.
    pub owner: Id<Role>,
    /// What it costs once, when it starts; nothing if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_off: Option<Money>,
    /// What it costs a year once it is in effect, premiums and the upkeep of controls included; nothing if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly: Option<Money>,
    /// Hours that it asks of roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub work: Vec<OptionWork>,
    /// Quarters of a year from its start until it is in effect; 0 if absent.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lead_quarters: u16,
    /// The first day on which it may start; any if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_from: Option<Date>,
    /// The last day on which it may start; any if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_until: Option<Date>,
    /// Options that must be in effect when it starts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<Id<TreatmentOption>>,
    /// Options that cannot be chosen beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excludes: Vec<Id<TreatmentOption>>,
    /// What it does once it is in effect.
    #[serde(default, skip_serializing_if = "TreatmentEffects::is_empty")]
    pub effects: TreatmentEffects,
    /// The day it was decided to take it. From then on it is no longer to choose. What it takes off risks counts at the
    /// target stage of their losses, until their figures are estimated with it in effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// The day it starts, once that is decided; the day of the decision if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Date>,
    /// The day from which it no longer counts: it was withdrawn, or is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Hours that an option asks of a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OptionWork {
    /// Whose hours.
    pub role: Id<Role>,
    /// Hours to put it in effect, spread evenly over the quarters that takes.
    #[serde(default)]
    pub hours: f64,
    /// Hours a year once it is in effect.
    #[serde(default)]
    pub yearly_hours: f64,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What an option does, in any of four ways. Each is reckoned on top of what the others leave.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TreatmentEffects {
    /// Risks that come true less often or cost less.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reductions: Vec<RiskReduction>,
    /// Planned controls that it puts in force: each then stops what it declares, on whatever it covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Id<Control>>,
    /// Assets that come to need others less.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependencies: Vec<DependencyReduction>,
    /// Policies on record, not yet in force, that it takes out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub insurance_policies: Vec<Id<InsurancePolicy>>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Shares taken off some risks: of those named, of those by a threat, or of those that hit an asset; where several are
/// given, of the risks that are all of it. At least one is given.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RiskReduction {
    /// These risks only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<Id<Risk>>,
    /// Only what this threat brings about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threat: Option<Id<Threat>>,
    /// Only what hits this asset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset: Option<Id<Asset>>,
    /// Share of the threat events that no longer come about, 0 to 1; none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// Share of the remaining threat events that no longer come through, 0 to 1; none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub susceptibility: Option<f64>,
    /// Share of what a loss event costs that is saved, 0 to 1; none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub magnitude: Option<f64>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// That an asset comes to need another less.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DependencyReduction {
    /// The asset that depends.
    pub asset: Id<Asset>,
    /// The asset it depends on.
    pub needs: Id<Asset>,
    /// Share taken off the probability that the one fails with the other, 0 to 1.
    pub share: f64,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl TreatmentOption {
    /// Whether it is to choose on `date`: neither decided on nor withdrawn.
    pub fn is_open_on(&self, date: Date) -> bool {
        date.is_within(None, self.retired_on) && date.is_within(None, self.decided_on)
    }

    /// The first day on which it is in effect if it starts on `start`.
    pub fn in_effect_on(&self, start: Date) -> Date {
        start.plus_months(3 * self.lead_quarters)
    }

    /// The first day on which it is in effect once it is decided on.
    pub fn decided_in_effect_on(&self) -> Option<Date> {
        self.starts_on.or(self.decided_on).map(|start| self.in_effect_on(start))
    }

    fn check_others(&self) -> Result<()> {
        for (path, ids) in [("requires", &self.requires), ("excludes", &self.excludes)] {
            each_once(path, ids)?;
            if let Some(i) = ids.iter().position(|id| *id == self.id) {
                let problem = format!("{} names itself", self.id);
                return Err(Error::new(
                    ErrorCode::Rule,
                    format!("{path}[{i}]"),
                    problem,
                    "name other options only",
                ));
            }
        }
        match self.excludes.iter().enumerate().find(|(_, id)| self.requires.contains(*id)) {
            None => Ok(()),
            Some((i, id)) => Err(Error::new(
                ErrorCode::Rule,
                format!("excludes[{i}]"),
                format!("{id} is required too"),
                "name it in one of requires and excludes",
            )),
        }
    }
}

impl TreatmentEffects {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn check(&self) -> Result<()> {
        for (i, reduction) in self.reductions.iter().enumerate() {
            reduction.check().map_err(|error| error.within(&format!("reductions[{i}]")))?;
        }
        each_once("controls", &self.controls)?;
        for (i, reduction) in self.dependencies.iter().enumerate() {
            probability(&format!("dependencies[{i}].share"), reduction.share)?;
        }
        each_once("insurance_policies", &self.insurance_policies)
    }

    fn references(&self, found: &mut References<'_>) {
        for (i, reduction) in self.reductions.iter().enumerate() {
            found.each(format_args!("effects.reductions[{i}].risks"), &reduction.risks);
            found.maybe(format_args!("effects.reductions[{i}].threat"), reduction.threat.as_ref());
            found.maybe(format_args!("effects.reductions[{i}].asset"), reduction.asset.as_ref());
        }
        found.each("effects.controls", &self.controls);
        for (i, reduction) in self.dependencies.iter().enumerate() {
            found.one(format_args!("effects.dependencies[{i}].asset"), &reduction.asset);
            found.one(format_args!("effects.dependencies[{i}].needs"), &reduction.needs);
        }
        found.each("effects.insurance_policies", &self.insurance_policies);
    }
}

impl RiskReduction {
    /// What it takes off each factor, by name.
    fn shares(&self) -> [(&'static str, Option<f64>); 3] {
        [("rate", self.rate), ("susceptibility", self.susceptibility), ("magnitude", self.magnitude)]
    }

    fn check(&self) -> Result<()> {
        each_once("risks", &self.risks)?;
        if self.risks.is_empty() && self.threat.is_none() && self.asset.is_none() {
            let remedy = "name risks, a threat or an asset";
            return Err(Error::new(ErrorCode::MissingField, "risks", "it acts on nothing", remedy));
        }
        if self.shares().iter().all(|(_, share)| share.is_none()) {
            let remedy = "give a share of rate, susceptibility or magnitude";
            return Err(Error::new(ErrorCode::MissingField, "rate", "it takes nothing off", remedy));
        }
        let given = self.shares().into_iter().filter_map(|(path, share)| Some((path, share?)));
        given.into_iter().try_for_each(|(path, share)| probability(path, share))
    }
}

impl Entity for TreatmentOption {
    entity!(TreatmentOption);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        money_not_negative("one_off", self.one_off.as_ref())?;
        money_not_negative("yearly", self.yearly.as_ref())?;
        for (i, work) in self.work.iter().enumerate() {
            not_negative(&format!("work[{i}].hours"), work.hours)?;
            not_negative(&format!("work[{i}].yearly_hours"), work.yearly_hours)?;
            if self.work.iter().take(i).any(|earlier| earlier.role == work.role) {
                let problem = format!("{} is there twice", work.role);
                let remedy = "add the hours of a role up";
                return Err(Error::new(ErrorCode::Rule, format!("work[{i}].role"), problem, remedy));
            }
        }
        if self.lead_quarters > MOST_QUARTERS {
            let problem = format!("{} is more than ten years", self.lead_quarters);
            let remedy = format!("use a number from 0 to {MOST_QUARTERS}");
            return Err(Error::new(ErrorCode::Value, "lead_quarters", problem, remedy));
        }
        in_order("start_until", self.start_until, "start_from", self.start_from)?;
        if self.starts_on.is_some() && self.decided_on.is_none() {
            let remedy = "give decided_on, or state the window by start_from and start_until";
            return Err(Error::new(ErrorCode::MissingField, "decided_on", "the start is set", remedy));
        }
        in_order("starts_on", self.starts_on, "decided_on", self.decided_on)?;
        self.check_others()?;
        self.effects.check().map_err(|error| error.within("effects"))
    }
    fn references(&self, found: &mut References<'_>) {
        // Once it is decided, the plan it became leans on what is needed; the option only tells how that came.
        let until = self.decided_on.map(|day| day.plus_days(-1));
        let mut found = found.until(until);
        found.one("owner", &self.owner);
        for (i, work) in self.work.iter().enumerate() {
            found.one(format_args!("work[{i}].role"), &work.role);
        }
        found.each("requires", &self.requires);
        found.past().each("excludes", &self.excludes);
        self.effects.references(&mut found);
    }
    fn amounts(&self, found: &mut Amounts<'_>) {
        found.maybe("one_off", self.one_off.as_ref());
        found.maybe("yearly", self.yearly.as_ref());
    }
}

fn is_zero(quarters: &u16) -> bool {
    *quarters == 0
}
